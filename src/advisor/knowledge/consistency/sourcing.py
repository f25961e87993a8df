"""Which claim rests on which source, and whether the sources are each used, listed once and written as they should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from advisor.errors import Diagnostic
from advisor.knowledge.consistency.places import about
from advisor.knowledge.raw import Raw
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import Evidence

__all__ = [
    "NAMED_BY_THE_REPORT",
    "Claim", "claims", "doi_problems", "from_memory_only", "repeated_sources", "unsourced", "unused_sources", "used_sources",
]  # fmt: skip

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")
NAMED_BY_THE_REPORT = frozenset({"R1", "R2", "R3", "R4", "R5", "R6", "R7"})
"""Sources that the report's own words name where the base has them (report/templates)."""
_MENTION = re.compile(r"\b([A-Z]{1,4}\d+[a-z]?)\b")


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: who makes it (``table`` and ``id``), where it stands there, and what it rests on."""

    table: str
    id: str
    index: int
    evidence: Evidence


def claims(kb: KnowledgeBase) -> Iterator[Claim]:
    """Every item of every ``evidence`` list."""
    for table in ("muscles", "tests", "rules", "exercises"):
        for name, item in getattr(kb, table).items():
            for index, evidence in enumerate(item.evidence):
                yield Claim(table, name, index, evidence)


def from_memory_only(kb: KnowledgeBase) -> list[Claim]:
    """Claims whose one source nobody has read yet. Our own consensus is none of them: it says of itself what it is."""
    return [claim for claim in claims(kb) if kb.from_memory(claim.evidence)]


def used_sources(kb: KnowledgeBase) -> set[str]:
    """Sources that a claim or a dose cites, or that the coach's prose names."""
    used = {claim.evidence.cite for claim in claims(kb)}
    texts = [claim.evidence.supports for claim in claims(kb)]
    texts += [f"{rule.mechanism} {rule.limits}" for rule in kb.rules.values()]
    for test in kb.tests.values():
        used |= {name for norm in test.norms for name in (norm.cite, norm.typical.cite if norm.typical else "")}
        texts += [norm.note for norm in test.norms]
    for exercise in kb.exercises.values():
        used.add(exercise.dose.cite)
        texts += [exercise.dose.note, *(figure.note for figure in exercise.emg)]
        used |= {figure.cite for figure in exercise.emg}
    used |= {name for text in texts for name in _MENTION.findall(text)}
    for source in kb.sources.values():  # one that is used may send on to another
        used |= set(_MENTION.findall(f"{source.subject} {source.note} {source.limits}")) if source.id in used else set()
    return used & set(kb.sources)


def unused_sources(kb: KnowledgeBase, raw: Raw) -> list[Diagnostic]:
    """W741: a source that nothing uses, neither the rules nor the report's own words."""
    used = used_sources(kb) | NAMED_BY_THE_REPORT
    return [
        about(raw, "sources", name, "W741", f"nothing uses the source {name}", "remove it, or cite it where it supports a claim")
        for name in kb.sources
        if name not in used
    ]


def repeated_sources(kb: KnowledgeBase, raw: Raw) -> list[Diagnostic]:
    """W742: one work under two keys: the same DOI, or the same authors, year and journal."""
    seen: dict[tuple[str, ...], str] = {}
    problems: list[Diagnostic] = []
    for name, source in kb.sources.items():
        keys: list[tuple[str, ...]] = [(source.doi.lower(),)] if source.doi else []
        if source.authors and source.year and source.journal:
            keys.append((source.authors.lower(), str(source.year), source.journal.lower()))
        first = next((seen[key] for key in keys if key in seen), None)
        for key in keys:
            seen.setdefault(key, name)
        if first:
            problems.append(about(raw, "sources", name, "W742", f"{name} is the same work as {first}", "keep one and cite that"))
    return problems


def doi_problems(kb: KnowledgeBase, raw: Raw) -> list[Diagnostic]:
    """W743: a DOI of the wrong form, one without a status, or a status without one."""
    problems: list[Diagnostic] = []
    for name, source in kb.sources.items():
        if source.doi and not _DOI.fullmatch(source.doi):
            message, hint = f'"{source.doi}" is not a DOI', "write it as 10.1234/abc, without https:// and without blanks"
            problems.append(about(raw, "sources", name, "W743", message, hint, "doi"))
        elif source.doi and source.doi_status == "none":
            message, hint = "a DOI without doi_status", "write seen where you followed it, else memory"
            problems.append(about(raw, "sources", name, "W743", message, hint, "doi"))
        elif not source.doi and source.doi_status != "none":
            message, hint = f"doi_status is {source.doi_status} and there is no DOI", "add doi:, or write none"
            problems.append(about(raw, "sources", name, "W743", message, hint, "doi_status"))
    return problems


def unsourced(kb: KnowledgeBase, raw: Raw) -> list[Diagnostic]:
    """W744: a muscle, self-test, rule or exercise that names no source; a source that says neither what it is nor its limits."""
    problems = [
        about(
            raw,
            table,
            name,
            "W744",
            f"{name} rests on no source",
            "add evidence: with what each source supports; EXP is our own view",
        )
        for table in ("muscles", "tests", "rules", "exercises")
        for name, item in getattr(kb, table).items()
        if not item.evidence and getattr(item, "status", "active") != "retired"
    ]
    for name, source in kb.sources.items():
        lacking = [
            word for word, said in (("title or subject", source.title or source.subject), ("limits", source.limits)) if not said
        ]
        if lacking:
            hint = "say what the work is about, and what it does not show"
            problems.append(about(raw, "sources", name, "W744", f"{name} has no {' and no '.join(lacking)}", hint))
    return problems
