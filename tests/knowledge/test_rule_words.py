"""What a rule says in words: what would weaken it, how sure a band sounds, and the rival stories."""

from __future__ import annotations

import re

import pytest
import textstat

from advisor.knowledge.consistency.wording import LATIN, NEVER, SHORTHAND
from advisor.language import language
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import BASES, Rule
from advisor.model.wording import certainty_words, rests_on

BANDS = ("possible", "likely", "strong")
RIVALS = {
    # rule: words that name what else it could be, and what would tell them apart
    "P13": ("glute", "nerve", "slump"),
    "P14": ("hamstring", "clinician"),
    "P14b": ("nerve", "muscle", "clinician"),
    "P15": ("muscle", "self-tests"),
    "P15b": ("muscle", "load"),
    "P18a": ("load", "heel raises"),
    "P18b": ("nerve", "tingling"),
    "P18c": ("runner's knee", "behind the kneecap"),
    "P18d": ("nerve", "finger"),
    "P06b": ("hip", "side lift"),
    "SYM-023": ("nerve", "tendon", "tingling"),
    "SYM-033": ("joint", "clinician"),
    "SYM-035": ("Both", "flat ground"),
    "SYM-045": ("ankle", "load"),
    "SYM-056": ("nerve", "clinician"),
}
"""Stories that compete with a muscle: load, nerve, tendon, joint and the long hamstring."""
CONTESTED = {
    # rule: what research says against it, where the runner reads the reason
    "P01": "Only parts of it have been studied",
    "P02": "go together only loosely",
    "P05": "have not shown that the weak hip comes first",
    "P07": "normal in healthy people",
    "P08": "small study of women",
    "P10": "most healthy people fail one",
    "P12": "No kind of exercise is clearly the best",
    "SYM-002": "normal in healthy people",
    "SYM-003": "the pain may have come first",
    "SYM-007": "did not predict",
    "SYM-009": "only loosely linked",
    "SYM-011": "A later study did not find",
    "SYM-031": "Women with this pain turned the thigh in less",
    "SYM-032": "stretching, the usual care and hip training did equally well",
    "SYM-044": "studies also say the opposite",
    "SYM-052": "healthy people too",
    "SYM-071": "studies differ",
    "SYM-073": "studies point more to weak thighs",
}


def grade(text: str) -> float:
    """Mean of the ARI and Coleman-Liau grades; neither needs a dictionary."""
    return (textstat.automated_readability_index(text) + textstat.coleman_liau_index(text)) / 2  # type: ignore[attr-defined,no-any-return]


def concludes(rule: Rule) -> bool:
    """Whether a rule moves a finding, up or down. Safety rules and rules that only give advice or an order do not."""
    says, takes, lowers = rule.conclude, rule.exclude, rule.discount
    return not rule.is_safety and bool(
        says.pattern is not None
        or says.patterns or says.dominant or says.dormant
        or takes.patterns or takes.dominant or takes.dormant
        or lowers.patterns or lowers.dominant or lowers.dormant or lowers.muscles or lowers.symptoms is not None
    )  # fmt: skip


# --------------------------------------------------------------------------- what would weaken it


def test_every_rule_that_concludes_something_says_what_would_weaken_it(kb: KnowledgeBase) -> None:
    concluding = [rule for rule in kb.active_rules if concludes(rule)]
    assert len(concluding) > 150
    assert not [rule.code for rule in concluding if not rule.weakens]


def test_what_would_weaken_it_is_in_plain_words(kb: KnowledgeBase) -> None:
    for rule in kb.rules.values():
        text = rule.weakens
        if not text:
            continue
        assert text[:1].isupper(), rule.code
        assert text[-1] == ".", rule.code
        assert len(text.split()) <= 60, rule.code
        assert max(len(sentence.split()) for sentence in re.split(r"(?<=[.;:])\s", text)) <= 25, (rule.code, text)
        assert not [found for found in (NEVER, SHORTHAND, LATIN) if found.search(text)], rule.code
        assert not re.search(r"[{}\[\]<>]", text), f"{rule.code}: no slots are filled here"
        assert not re.search(r"\bstretch", text, re.IGNORECASE), rule.code


def test_reasons_read_easily(kb: KnowledgeBase) -> None:
    """Reasons and what would weaken them, of 30 words or more: none above grade 9, half of them at 7 or below."""
    texts = {(rule.code, name): getattr(rule, name) for rule in kb.rules.values() for name in ("because", "weakens", "advise")}
    plain = {where: re.sub(r"\{\w+\}", "10 seconds", re.sub(r"[\[\]]", "", text)) for where, text in texts.items()}
    grades = {where: grade(text) for where, text in plain.items() if len(text.split()) >= 30}
    assert not {where: round(g, 1) for where, g in grades.items() if g > 9 and not kb.rules[where[0]].is_safety}
    assert sorted(grades.values())[len(grades) // 2] <= 7


def test_a_test_rule_is_not_weakened_by_itself(kb: KnowledgeBase) -> None:
    """Two rules of one test may share their words; a flagged and a normal result never do."""
    seen: dict[str, bool] = {}
    for rule in kb.active_rules:
        if rule.code.startswith("TST") and rule.weakens:
            up = any(c > 0 for table in (rule.conclude.dominant, rule.conclude.dormant) for c in table.values())
            assert seen.setdefault(f"{rule.code[:6]} {rule.weakens}", up) == up, rule.code


# --------------------------------------------------------------------------- how sure it sounds


def test_a_band_is_always_said_in_one_way() -> None:
    say = language()
    words = {band: say.text("band", band=band) for band in BANDS}
    assert len(set(words.values())) == len(BANDS)
    for band in BANDS:
        said = {certainty_words(band, basis, contested).split(".")[0].lower() for basis in BASES for contested in (False, True)}
        assert said == {words[band]}


def test_a_finding_s_sentence_uses_the_word_of_its_band_and_of_no_other() -> None:
    say = language()
    said = {band: f"{say.text('maybe', band=band)} {say.text('band-means', band=band)}" for band in BANDS}
    roots = {"possible": r"\bpossib", "likely": r"\blikely", "strong": r"\bstrong"}
    for band, words in said.items():
        assert [other for other in BANDS if re.search(roots[other], words)] == [band]


def test_the_kind_of_evidence_is_said_and_never_twice_alike() -> None:
    said = {(basis, contested): rests_on(basis, contested) for basis in BASES for contested in (False, True)}
    assert len(set(said.values())) == 2 * len(BASES)
    for basis in ("EMG", "TRAD", "SEED"):
        assert "not trials" in said[basis, False]
    assert "our own view" in said["EXP", False]
    assert all(("other studies disagree" in words) == contested for (_, contested), words in said.items())
    assert all(certainty_words("strong", basis, False).endswith(f"{said[basis, False]}.") for basis in BASES)


def test_an_unknown_kind_of_evidence_is_no_words() -> None:
    with pytest.raises(KeyError):
        certainty_words("likely", "OPINION", False)


def test_the_glossary_says_the_bands_as_the_report_does(kb: KnowledgeBase) -> None:
    say = language()
    for band in BANDS:
        assert say.text("band", band=band) in kb.glossary
    assert "two tests" in kb.glossary["strong"]
    assert "two self-tests" in say.text("band-means", band="strong")


# --------------------------------------------------------------------------- rivals, and what speaks against the idea


@pytest.mark.parametrize("code", sorted(RIVALS))
def test_a_rival_says_what_else_it_could_be_and_what_would_tell(code: str, kb: KnowledgeBase) -> None:
    said = kb.rules[code].because
    assert not [word for word in RIVALS[code] if word.lower() not in said.lower()]


def test_every_pattern_that_lowers_another_is_among_the_rivals(kb: KnowledgeBase) -> None:
    lowering = {
        rule.code for rule in kb.active_rules
        if rule.pattern and (rule.discount.patterns or rule.discount.muscles or rule.discount.symptoms or rule.exclude.dominant)
    }  # fmt: skip
    assert lowering <= set(RIVALS)


@pytest.mark.parametrize("code", sorted(CONTESTED))
def test_what_research_says_against_it_stands_at_the_reason(code: str, kb: KnowledgeBase) -> None:
    assert CONTESTED[code] in " ".join(kb.rules[code].because.split())


def test_contested_evidence_is_owned_up_to(kb: KnowledgeBase) -> None:
    """A symptom or pattern rule with contested evidence says in its limits or its reason that it is unsure."""
    unsure = re.compile(
        r"contest|disagree|split|normal|tradition|opposite|not find|differ|association|contradict|weak|fail|not been tested",
        re.IGNORECASE,
    )
    for rule in kb.active_rules:
        if rule.code.startswith(("P", "SYM")) and any(item.contested for item in rule.evidence):
            assert unsure.search(f"{rule.limits} {rule.because}"), rule.code
