"""Every claim names a source that exists, every source is used, and a DOI from memory is never a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import advisor
from advisor.inference.consult import Reasoner
from advisor.model.base import KnowledgeBase
from advisor.pipeline import assessment_of, render
from knowledge.test_safety_properties import almost_clean


def cites(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """(where, source id) of every ``cite``."""
    for rule in kb.rules.values():
        yield from ((rule.code, item.cite) for item in rule.evidence)
    for test in kb.tests.values():
        yield from ((test.id, item.cite) for item in test.evidence)
    for exercise in kb.exercises.values():
        yield from ((exercise.id, item.cite) for item in exercise.evidence)
        yield exercise.id, exercise.dose.cite


def mentions(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Source ids in the prose for coaches, such as "split evidence (R14)"."""
    for rule in kb.rules.values():
        text = " ".join([rule.mechanism, rule.limits, *(item.supports for item in rule.evidence)])
        yield from ((rule.code, name) for name in re.findall(r"\bR\d+[a-e]?\b", text))
    for exercise in kb.exercises.values():
        text = " ".join([exercise.emg, exercise.dose.note, *(item.supports for item in exercise.evidence)])
        yield from ((exercise.id, name) for name in re.findall(r"\bR\d+[a-e]?\b", text))
    for source in kb.sources.values():
        yield from ((source.id, name) for name in re.findall(r"\bR\d+[a-e]?\b", f"{source.subject} {source.note}"))


def test_every_cite_and_mention_exists(kb: KnowledgeBase) -> None:
    assert not [(where, name) for where, name in [*cites(kb), *mentions(kb)] if name not in kb.sources]


def test_every_rule_test_and_exercise_rests_on_something(kb: KnowledgeBase) -> None:
    assert not [rule.code for rule in kb.rules.values() if not rule.evidence]
    assert not [test.id for test in kb.tests.values() if not test.evidence]
    assert not [exercise.id for exercise in kb.exercises.values() if not exercise.evidence]


def in_templates() -> set[str]:
    """Sources that the report's own words name."""
    texts = [path.read_text() for path in (Path(advisor.__file__).parent / "report" / "templates").rglob("*.jinja")]
    return {name for text in texts for name in re.findall(r"\bR\d+[a-e]?\b", text)}


def test_the_templates_name_sources_that_exist(kb: KnowledgeBase) -> None:
    assert in_templates()
    assert in_templates() <= set(kb.sources)


def test_every_source_is_used(kb: KnowledgeBase) -> None:
    used = in_templates() | {name for _, name in cites(kb)} | {name for where, name in mentions(kb) if where != name}
    assert not set(kb.sources) - used


def test_the_reference_list_of_the_dossier_is_there(kb: KnowledgeBase) -> None:
    """R1 to R63; what one number holds several works of is split (R7, R7b)."""
    whole = {int(name[1:].rstrip("abcde")) for name in kb.sources if re.fullmatch(r"R\d+[a-e]?", name)}
    assert set(range(1, 64)) - whole == set()


def test_a_doi_has_a_status_and_a_shape(kb: KnowledgeBase) -> None:
    for source in kb.sources.values():
        assert (source.doi == "") == (source.doi_status == "none"), source.id
        assert not source.doi or re.fullmatch(r"10\.\d{4,9}/\S+", source.doi), source.id


# DOIs the dossier marks "(m)": from memory.
DOI_FROM_MEMORY = [
    "10.1136/bjsports-2019-100886", "10.1177/0363546520969205", "10.2519/jospt.2011.3470", "10.1136/bjsports-2013-092356",
    "10.1186/1471-2474-5-3", "10.4085/1062-6050-44.3.238", "10.1177/0363546510395456", "10.2519/jospt.2009.2796",
    "10.2519/jospt.2013.4116", "10.1177/0363546515584760", "10.2519/jospt.2020.9971",
]  # fmt: skip


def test_dois_from_memory_are_marked(kb: KnowledgeBase) -> None:
    status = {source.doi: source.doi_status for source in kb.sources.values() if source.doi}
    assert {doi: status.get(doi) for doi in DOI_FROM_MEMORY if doi in status} == {
        doi: "memory" for doi in DOI_FROM_MEMORY if doi in status
    }
    assert sum(doi in status for doi in DOI_FROM_MEMORY) >= 9


def test_no_doi_from_memory_is_linked(kb: KnowledgeBase, reasoner: Reasoner) -> None:
    memory = {s.doi for s in kb.sources.values() if s.doi_status == "memory" or (s.doi and s.status == "memory")}
    linked: set[str] = set()
    for seed in range(6):
        sheet = almost_clean(kb, Random(f"sources {seed}"), 0)
        page = render(kb, assessment_of(reasoner.consult(sheet), sheet, today=date(2026, 11, 22)), sheet, "html").decode()
        linked |= {link for link in re.findall(r'href="([^"]+)"', page) if "doi" in link}
    assert linked, "no source was linked at all, so this shows nothing"
    assert not [(doi, link) for doi in memory for link in linked if link.endswith(doi)]
