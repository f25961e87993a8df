# ruff: noqa: E501, ISC004 (the page's own sentences)
"""Writes docs/knowledge.md from the rules and the dossier's tables: run it to write; with ``--check`` it only compares."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

from advisor.knowledge.consistency import reading, relations, sourcing, texts  # noqa: E402
from advisor.knowledge.loader import load_with_places  # noqa: E402
from advisor.model.base import KnowledgeBase  # noqa: E402
from advisor.model.ceiling import ceilings  # noqa: E402
from advisor.model.knowledge import Evidence, Rule  # noqa: E402
from knowledge import dossier_ids as dossier  # noqa: E402

PAGE = ROOT / "docs" / "knowledge.md"
BASIS = {
    "SR": "systematic review", "RCT": "randomised trial", "COH": "cohort", "CC": "cross-sectional study", "EMG": "muscle activity study",
    "TRAD": "clinical tradition", "SEED": "the seed book", "EXP": "our own consensus",
}  # fmt: skip
OWN = ("TRAD", "SEED", "EXP")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; bars inside a cell are taken out."""
    lines = [" | ".join(head), " | ".join("---" for _ in head)]
    lines += [" | ".join(str(cell).replace("|", "/") for cell in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def listed(names: Iterable[str], none: str = "none") -> str:
    return ", ".join(names) or none


def counts(kb: KnowledgeBase) -> str:
    """What there is, beside what the dossier asks for."""
    kinds = Counter(flag.kind for flag in kb.flags.values())
    groups = {
        "rules of patterns": [r for r in kb.active_rules if r.code.startswith("P")],
        "rules of symptoms and form signs": [r for r in kb.active_rules if r.code.startswith("SYM")],
        "rules of self-tests": [r for r in kb.active_rules if r.code.startswith("TST")],
        "rules of safety": [r for r in kb.active_rules if r.is_safety],
    }
    rows: list[tuple[object, object, object]] = [
        ("muscles", len(kb.muscles), 58),
        ("symptoms", len(kb.symptoms), 10),
        ("self-tests", len(kb.tests), "28, and the film of the stride"),
        ("patterns", len(kb.patterns), "18, the last of them for three tendons"),
        ("exercises", len(kb.exercises), 70),
        ("red flags", kinds["flag"], 22),
        ("gates", kinds["gate"], f"{len(dossier.gates())} rows of section 6b"),
        ("reasons to leave a test out", kinds["skip"], "-"),
        ("sources", len(kb.sources), "63 numbers, some with several works"),
        ("questions and signs", f"{len(kb.questions)} and {len(kb.signs)}", "-"),
        *((name, len(rules), "-") for name, rules in groups.items()),
    ]
    return table(("what", "here", "in the dossier"), rows)


def coverage(kb: KnowledgeBase) -> str:
    """Every id of the dossier: here, or left out with a reason; and what is here beyond it."""
    rows = []
    for name, (wanted, here) in dossier.ids(kb).items():
        missing = sorted(wanted - here - set(dossier.LEFT_OUT))
        left = [f"{item} ({dossier.LEFT_OUT[item]})" for item in sorted(wanted - here) if item in dossier.LEFT_OUT]
        more = [f"{item} ({dossier.ADDED.get(item, 'no reason given')})" for item in sorted(here - wanted)]
        rows.append((name, len(wanted), len(wanted & here), listed(left), listed(missing), listed(more)))
    return table(("ids of", "dossier", "here", "left out, and why", "missing", "added, and why"), rows)


def differences() -> list[tuple[str, str]]:
    """What differs from the dossier's numbers, and why."""
    return [(what, re.sub(r" \(DESIGN [0-9.]+\)", "", why)) for what, why in dossier.DIFFERENCES.items()]


def best(evidence: Sequence[Evidence]) -> str:
    """The basis that counts most (contested counts half)."""
    order = list(BASIS)
    claims = sorted(evidence, key=lambda claim: (claim.contested, order.index(claim.basis)))
    return f"{claims[0].basis}{', contested' if claims[0].contested else ''}" if claims else "none"


def highest(rule: Rule) -> float:
    """The largest certainty that the rule itself gives."""
    said = [*rule.conclude.patterns.values(), *rule.conclude.dominant.values(), *rule.conclude.dormant.values()]
    return max([abs(value) for value in said] + [rule.conclude.pattern or 0.0])


def evidence_by_basis(kb: KnowledgeBase) -> str:
    """Rules by the best basis they name, in four groups."""
    groups = (("patterns", "P"), ("symptoms", "SYM"), ("self-tests", "TST"))
    rows = []
    for basis, words in BASIS.items():
        found = [
            [r for r in kb.active_rules if r.code.startswith(p) and best(r.evidence).split(",")[0] == basis] for _, p in groups
        ]
        safety = [r for r in kb.active_rules if r.is_safety and best(r.evidence).split(",")[0] == basis]
        rows.append((f"{basis}, {words}", *(len(rules) for rules in found), len(safety)))
    return table(("best basis", *(name for name, _ in groups), "safety"), rows)


def evidence_by_rule(kb: KnowledgeBase) -> str:
    """Each rule that concludes something, with its best basis, its certainty, its ceiling and its sources."""
    rows = []
    for rule in kb.active_rules:
        if rule.is_safety or not highest(rule):
            continue
        top, against = ceilings(kb, rule)
        cites = dict.fromkeys(claim.cite for claim in rule.evidence)
        says = max((value for value in _all_certainties(rule)), default=0.0)
        bound = f"{top:.2f}" if says > 0 else f"-{against:.2f}"
        rows.append((rule.code, rule.title, best(rule.evidence), f"{highest(rule):.3g}", bound, listed(cites)))
    return table(("rule", "what it says", "best basis", "certainty", "ceiling", "sources"), rows)


def _all_certainties(rule: Rule) -> list[float]:
    values = [*rule.conclude.patterns.values(), *rule.conclude.dominant.values(), *rule.conclude.dormant.values()]
    return values + ([rule.conclude.pattern] if rule.conclude.pattern is not None else [])


def safety_evidence(kb: KnowledgeBase) -> str:
    """Flags and gates with the best basis and the sources of their rules."""
    rows = []
    for code, flag in kb.flags.items():
        rules = [rule for rule in kb.active_rules if rule.flag == code]
        if flag.kind == "skip" or not rules:
            continue
        claims = [claim for rule in rules for claim in rule.evidence]
        cites = dict.fromkeys(claim.cite for claim in claims)
        rows.append((code, flag.title, len(rules), best(claims), listed(cites)))
    return table(("code", "what", "rules", "best basis", "sources"), rows)


def from_memory(kb: KnowledgeBase) -> str:
    """Claims whose one source nobody has read yet."""
    rows = [
        (claim.id, claim.evidence.cite, claim.evidence.supports)
        for claim in sourcing.from_memory_only(kb)
        if claim.table != "muscles"
    ]
    return table(("who says it", "source", "the claim"), rows)


def muscle_claims(kb: KnowledgeBase) -> str:
    """What each muscle's tendency rests on."""

    def said(claim: Evidence) -> str:
        marks = [claim.basis, *(["contested"] if claim.contested else []), *(["from memory"] if kb.from_memory(claim) else [])]
        return f"{claim.cite} ({', '.join(marks)})"

    rows = [(name, muscle.tendency, listed(map(said, muscle.evidence))) for name, muscle in kb.muscles.items()]
    return table(("muscle", "tendency", "rests on"), rows)


def sources(kb: KnowledgeBase) -> str:
    """Each source with its status, how often a claim names it, and its limits."""
    uses = Counter(claim.evidence.cite for claim in sourcing.claims(kb))
    words = {"seen": "seen", "memory": "from memory", "secondary": "second hand", "own": "our own"}
    doi = {"seen": "seen, linked", "memory": "from memory, not linked", "none": "none"}
    rows = []
    for name, source in kb.sources.items():
        head = " ".join(part for part in (source.authors, str(source.year or "")) if part)
        what = f"{head}: {source.title or source.subject}" if head else source.title or source.subject
        rows.append((name, what, words[source.status], doi[source.doi_status], uses[name], source.limits))
    return table(("id", "work", "status", "DOI", "claims", "limits"), rows)


def grades(kb: KnowledgeBase) -> str:
    """The runner's texts by kind, and the hardest ten."""
    items = reading.graded(texts.runner_texts(kb))
    rows = []
    for kind in dict.fromkeys(item.text.table for item in items):
        part = [item for item in items if item.text.table == kind]
        over = sum(item.grade > reading.MEDIAN for item in part)
        rows.append((kind, len(part), f"{reading.median_grade(part):.1f}", f"{max(i.grade for i in part):.1f}", over))
    rows.append(("all", len(items), f"{reading.median_grade(items):.1f}", f"{max(i.grade for i in items):.1f}",
                 sum(item.grade > reading.MEDIAN for item in items)))  # fmt: skip
    hardest = sorted(items, key=lambda item: (-item.grade, item.text.where))[:10]
    hard = table(("text", "words", "grade"), [(item.text.where, item.words, f"{item.grade:.1f}") for item in hardest])
    head = table(("texts of", "30 words or more", "middle grade", "highest", "above 7"), rows)
    return f"{head}\n\nThe ten hardest:\n\n{hard}"


def weak(kb: KnowledgeBase) -> str:
    """What a coach should trust least, from the rules themselves."""
    concluding = [rule for rule in kb.active_rules if not rule.is_safety and highest(rule)]
    opinion = [rule for rule in concluding if all(claim.basis in OWN for claim in rule.evidence)]
    contested = [rule.code for rule in concluding if any(claim.contested for claim in rule.evidence)]
    shaky = sorted((test.trust, test.id) for test in kb.tests.values() if test.trust <= 0.25)
    own = [name for name, muscle in kb.muscles.items() if all(claim.basis == "EXP" for claim in muscle.evidence)]
    primary = {name for exercise in kb.exercises.values() for name in exercise.primary}
    second = sorted(relations.concluded_muscles(kb)["dormant"] - primary)
    unmeasured = [name for name, exercise in kb.exercises.items() if all(claim.basis in OWN for claim in exercise.evidence)]
    never = [f"- `{name}`: {muscle.never_concluded}" for name, muscle in kb.muscles.items() if muscle.never_concluded]
    memory = Counter(source.status for source in kb.sources.values())
    dois = Counter(source.doi_status for source in kb.sources.values())
    return "\n".join(
        [
            f"- {len(opinion)} of {len(concluding)} concluding rules rest on tradition, the seed book or our own consensus alone; no study tested",
            "  what they say. Their ceilings are .25 to .30, doubled for patterns of several findings.",
            f"- {len(contested)} rules name a source that other work contradicts (it counts half): {listed(contested)}.",
            f"- {len(shaky)} self-tests have a trust of .25 or less: {listed(name for _, name in shaky)}.",
            f"- The tendency of {len(own)} muscles is our own reading: {listed(own)}.",
            f"- Muscles that can be found dormant and are only a second target of their exercises: {listed(second)}.",
            f"- {len(unmeasured)} of {len(kb.exercises)} exercises have no study of their own behind them: {listed(unmeasured)}.",
            f"- Of {len(kb.sources)} sources {memory['seen']} were seen (most as an abstract, excerpt or summary), {memory['secondary']} are known",
            f"  second hand and {memory['memory']} from memory; of the DOIs {dois['seen']} were seen and {dois['memory']} are from memory.",
            "- No rule concludes anything about:",
            *(f"  {line}" for line in never),
        ]
    )


def page() -> str:
    """The whole page."""
    kb, _ = load_with_places(ROOT / "rules")
    parts = [
        "# The knowledge base, in figures",
        "For coaches: what is here, what it rests on, and what is weak. This page is made from `rules/` by\n"
        "`python tests/docs/knowledge_page.py`; a test compares it. What the bases and certainties mean is in [semantics.md](semantics.md).",
        f"## What is here\n\n{counts(kb)}",
        f"## What is weak\n\n{weak(kb)}",
        "## Coverage of the dossier\n\nThe dossier is the collection of knowledge that the rules were written from. Each of its ids is here or left\n"
        f"out with a reason.\n\n{coverage(kb)}",
        "## Where the numbers differ from the dossier\n\nEvery certainty, share, cut-off, dose and norm is compared with the dossier's own tables in\n"
        f"`tests/knowledge/`. What differs:\n\n{table(('what', 'why'), differences())}",
        f"## How well the texts read\n\nThe mean of two school grades (ARI and Coleman-Liau), over texts of 30 words or more. At most {reading.HIGHEST:g},\n"
        f"and {reading.MEDIAN:g} in the middle.\n\n{grades(kb)}",
        f"## Evidence by kind of rule\n\nHow many rules have this as their best basis. A contested item counts half.\n\n{evidence_by_basis(kb)}",
        "## Claims from memory\n\nTheir one source has not been read again. The coach's view (`advisor explain`) says so beside each.\n\n"
        f"{from_memory(kb)}",
        f"## Evidence by rule\n\n{evidence_by_rule(kb)}",
        f"## Evidence of the safety rules\n\n{safety_evidence(kb)}",
        f"## Muscles\n\nA tendency is never a conclusion by itself.\n\n{muscle_claims(kb)}",
        f"## Sources\n\n{sources(kb)}",
    ]
    return "\n\n".join(parts) + "\n"


def main() -> int:
    wanted = page()
    if "--check" in sys.argv[1:]:
        if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != wanted:
            print("docs/knowledge.md is out of date; run python tests/docs/knowledge_page.py")
            return 1
        return 0
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
