# ruff: noqa: E501 (patterns and lists)
"""What a runner reads: none of the words that promise or frighten, no dossier shorthand, slots filled, short reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

import pytest

from advisor.inference import trace
from advisor.inference.consult import Reasoner
from advisor.model.base import KnowledgeBase
from knowledge.test_safety_properties import almost_clean

NEVER = re.compile(
    r"\b(cures?|cured|curing|heal|heals|healed|healing|fix|fixes|(?<!something )fixed|fixing|prevents?|prevented|prevention|proven|diagnos\w*|"
    r"switched off|not firing|misaligned|misalignment|out of alignment)\b",
    re.IGNORECASE,
)
SHORTHAND = re.compile(
    r"\b(RF\d+|P\d\d[a-z]?|S\d{1,2}|G\d\d[a-z]?|T\d|L\d|R\d+[a-e]?|SYM-\d+|TST-\d+\w?|SK-\w+|CF|EMG|MVIC|TFL|ICC|EXP)\b"
)
LATIN = re.compile(
    r"\b(gluteus|glut(e|eal) (max|med)\w*|soleus|gastrocnemius|tensor|fasciae|iliacus|psoas|rectus|vastus|biceps femoris|erector|multifidus|"
    r"transversus|trapezius|serratus|pectoralis|scalenes?|sternocleidomastoid|quadratus|tibialis|peroneus|fibularis|hallucis|interossei)\b",
    re.IGNORECASE,
)


def runner_texts(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """(where, text) of all that a runner may read in rules/: questions, signs, tests, exercises, reasons, advice, safety words."""
    for q in kb.questions.values():
        yield q.id, " ".join([q.ask, q.help, q.none, *q.options.values()])
    for sign in kb.signs.values():
        yield sign.id, sign.words
    for t in kb.tests.values():
        yield t.id, " ".join([t.name, t.setup, *t.how, t.counts, t.stop, *t.mistakes, t.norm])
    for e in kb.exercises.values():
        yield (
            e.id,
            " ".join(
                [
                    e.name,
                    e.setup,
                    *e.movement,
                    *e.cues,
                    e.feel,
                    e.fault.sign,
                    e.fault.do,
                    e.stop,
                    e.pass_,
                    e.why,
                    e.substitute,
                    e.dose.note,
                ]
            ),
        )
    for s in kb.symptoms.values():
        yield s.id, " ".join([s.name, s.ask, s.help])
    for m in kb.muscles.values():
        yield m.id, f"{m.name} {m.does}"
    for term, meaning in kb.glossary.items():
        yield f"glossary {term}", meaning
    for r in kb.rules.values():
        yield r.code, f"{r.title}. {r.because} {r.advise}"
        words = [w for w in (r.words, kb.flags[r.flag].words if r.flag else None) if w]
        yield f"{r.code} words", " ".join(f"{w.noticed} {w.do} {w.who} {w.soon} {w.avoid}" for w in words)
    for f in kb.flags.values():
        yield f.code, f.title


def test_words_never_used(kb: KnowledgeBase) -> None:
    """About the runner's body: "something fixed" to hold on to is none of them."""
    found = [
        (where, word.group(0), text[max(0, word.start() - 30) : word.end() + 30])
        for where, text in runner_texts(kb)
        for word in NEVER.finditer(text)
    ]
    assert not found


def test_no_dossier_shorthand(kb: KnowledgeBase) -> None:
    assert not [(where, word.group(0)) for where, text in runner_texts(kb) for word in SHORTHAND.finditer(text)]


def test_reasons_have_no_muscle_latin(kb: KnowledgeBase) -> None:
    """docs/rule-format.md: no muscle Latin in ``because`` and ``advise``, in questions and in safety words."""
    texts = [(where, text) for where, text in runner_texts(kb) if where not in kb.muscles and not where.startswith("glossary")]
    assert not [(where, word.group(0)) for where, text in texts for word in LATIN.finditer(text)]


def test_no_reason_is_over_60_words(kb: KnowledgeBase) -> None:
    long = {rule.code: len(re.sub(r"\{\w+\}", "slot", rule.because).split()) for rule in kb.rules.values()}
    assert not {code: count for code, count in long.items() if count > 60}


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


def test_nothing_a_runner_reads_is_in_a_hurry(kb: KnowledgeBase) -> None:
    """Short sentences: none of a reason, a cue or a safety word over 45 words (the longest is the list of reasons to stop a test)."""
    long = [
        (where, len(sentence.split()), sentence)
        for where, text in runner_texts(kb)
        if where not in kb.questions
        for sentence in re.split(r"(?<=[.!?;:])\s+", re.sub(r"\[|\]", "", text))
        if len(sentence.split()) > 45
    ]
    assert not long


@pytest.mark.parametrize(
    "word", ["cure", "heal", "fix", "prevent", "proven", "diagnose", "switched off", "not firing", "misaligned"]
)
def test_the_search_finds_each_word(word: str) -> None:
    assert NEVER.search(f"This will {word} your hip.")
