"""The dossier's references are there, and what we know from memory only is said so and never a link.

That every source is used, listed once and well written is asserted in test_consistency.py.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from random import Random

import advisor
from advisor.inference.consult import Reasoner
from advisor.inference.explanation import explanation_of
from advisor.knowledge.consistency.sourcing import NAMED_BY_THE_REPORT, from_memory_only
from advisor.model.base import KnowledgeBase
from advisor.pipeline import assessment_of, render
from advisor.report.sources_view import source_views
from knowledge.clean_sheet import clean_sheet, laid_over
from knowledge.test_safety_properties import almost_clean


def in_templates() -> set[str]:
    """Sources that the report's own words name."""
    package = Path(advisor.__file__).parent
    files = [*(package / "report" / "templates").rglob("*.jinja"), *(package / "locale" / "en").rglob("*.ftl")]
    texts = [path.read_text(encoding="utf-8") for path in files]
    return {name for text in texts for name in re.findall(r"\bR\d+[a-e]?\b", text)}


def test_the_templates_name_sources_that_exist(kb: KnowledgeBase) -> None:
    assert in_templates() <= set(kb.sources)
    assert in_templates() == NAMED_BY_THE_REPORT  # so that none of them counts as unused, and no other does not


def test_the_reference_list_of_the_dossier_is_there(kb: KnowledgeBase) -> None:
    """R1 to R63; what one number holds several works of is split (R7, R7b)."""
    whole = {int(name[1:].rstrip("abcde")) for name in kb.sources if re.fullmatch(r"R\d+[a-e]?", name)}
    assert set(range(1, 64)) - whole == set()


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


def test_a_reader_of_the_report_sees_what_is_from_memory(kb: KnowledgeBase) -> None:
    """Also for works without year, journal or DOI; our own consensus says of itself what it is."""
    shown = {view.id: view.status_words for view in source_views(kb, kb.sources)}
    memory = {source.id for source in kb.sources.values() if source.status == "memory"}
    assert {name for name, words in shown.items() if "memory" in words} == memory
    assert shown["EXP"] == ""


def test_the_coach_is_told_which_claims_are_from_memory(kb: KnowledgeBase, reasoner: Reasoner) -> None:
    claims = {(claim.id, claim.evidence.cite) for claim in from_memory_only(kb)}
    assert ("SYM-001", "R54") in claims
    assert not [claim for claim in claims if claim[1] == "EXP"]
    sheet = laid_over(clean_sheet(kb, history=True), {"tight_hip_flexors": "present"}, kb)
    lines = [line for tree in explanation_of(reasoner.consult(sheet), "iliacus").trees for line in tree.lines()]
    assert [line for line in lines if "from memory, not checked yet" in line and "R54" in line]
