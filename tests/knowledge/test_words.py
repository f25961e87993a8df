"""What a runner reads: slots are filled, and the searches of ``knowledge.consistency`` find what they look for.

That the shipped words pass those searches is asserted in test_consistency.py.
"""

from __future__ import annotations

import re
from random import Random

import pytest

from advisor.inference import trace
from advisor.inference.consult import Reasoner
from advisor.knowledge.consistency.wording import LATIN, NEVER, SHORTHAND
from advisor.model.base import KnowledgeBase
from knowledge.test_safety_properties import almost_clean


def test_slots_name_questions_and_brackets_pair(kb: KnowledgeBase) -> None:
    for rule in kb.rules.values():
        for text in (rule.because, rule.advise):
            assert not [name for name in re.findall(r"\{([^}]*)\}", text) if name not in kb.questions], rule.code
            assert not re.search(r"[\[\]]", re.sub(r"\[[^\[\]]*\]", "", text)), rule.code


def test_slots_are_filled_in_what_is_said(kb: KnowledgeBase, reasoner: Reasoner) -> None:
    seen = 0
    for seed in range(40):
        found = reasoner.consult(almost_clean(kb, Random(f"words {seed}"), 0))
        for firing in trace.firings(found) if found.safety.findings_allowed else ():
            seen += 1
            assert not re.search(r"[\[\]{}]|\bNone\b(?! of)|\bunknown\b|  ", firing.because), (firing.rule, firing.because)
            assert not re.search(r"\b[a-z]+_[a-z_]+\b", firing.because), (firing.rule, firing.because)
            assert firing.because[:1].isupper() or firing.because[:1].isdigit(), (firing.rule, firing.because)
            assert firing.because.rstrip()[-1] in ".!?", (firing.rule, firing.because)
    assert seen > 400


@pytest.mark.parametrize(
    "word", ["cure", "heal", "fix", "prevent", "proven", "diagnose", "switched off", "not firing", "misaligned", "guarantee"]
)
def test_the_search_finds_each_word(word: str) -> None:
    assert NEVER.search(f"This will {word} your hip.")


@pytest.mark.parametrize(
    ("pattern", "word"),
    [
        (SHORTHAND, "RF03"),
        (SHORTHAND, "SYM-002"),
        (SHORTHAND, "tight_hamstrings"),
        (SHORTHAND, "EMG"),
        (SHORTHAND, "3x10"),
        (LATIN, "soleus"),
    ],
)
def test_the_search_finds_shorthand_and_latin(pattern: re.Pattern[str], word: str) -> None:
    assert pattern.search(f"Do {word} now.")
