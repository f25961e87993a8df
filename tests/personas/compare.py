"""Writes tests/personas/comparison.md, expected beside found: run it to write; with ``--check`` it only compares."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

from advisor.knowledge import load_knowledge  # noqa: E402
from personas import expectation as e  # noqa: E402

__all__ = ["PAGE", "load_words", "page", "recorded"]

PAGE = e.HERE / "comparison.md"
VERDICTS = {
    "rules_changed": "the program or its rules were wrong and were changed",
    "expectation_wrong": "the coach overlooked something",
    "design_decides": "the design or the dossier's numbers decide",
    "open": "open",
}
HEAD = """# Eighteen runners: what a coach expected, and what the program finds

Written by `python tests/personas/compare.py` from `expected/`, `differences.yaml` and the program's output today. The
expectations were committed before any output was looked at and are not edited to fit. `test_expected.py` compares every field of
them; it fails on a difference that is not recorded here, and on a recorded one that is gone. "Found first" is the output when the
two were first compared.
"""


def recorded() -> Mapping[str, list[dict[str, str]]]:
    """The recorded differences by persona."""
    data: Mapping[str, list[dict[str, str]]] = e.data_of(e.HERE / "differences.yaml")
    return data


def load_words() -> Mapping[str, e.Row]:
    data: Mapping[str, e.Row] = e.data_of(e.HERE / "load_words.yaml")
    return data


def page(outcomes: Mapping[str, e.Outcome]) -> str:
    """The whole page, given what the program says of each persona."""
    known = recorded()
    counts = Counter(item["verdict"] for items in known.values() for item in items)
    total = [f"- {VERDICTS[verdict]}: {counts[verdict]}" for verdict in VERDICTS if counts[verdict]]
    rows = [_row(name, outcomes[name], known.get(name, [])) for name in e.NAMES]
    summary = _table(("runner", "safety expected", "found", "differed at first", "differs now"), rows)
    parts = [_part(name, outcomes[name], known.get(name, [])) for name in e.NAMES]
    return "\n".join([HEAD, "Differences, by what became of them:\n", *total, "", summary, "", *parts])


def _row(name: str, found: e.Outcome, known: list[dict[str, str]]) -> tuple[object, ...]:
    now = sum(item["verdict"] != "rules_changed" for item in known)
    first = len({item["field"] for item in known})
    return f"[{_plain(name)}](#{name})", e.expectation_of(name)["safety"]["level"], found.assessment.safety.level, first, now


def _part(name: str, found: e.Outcome, known: list[dict[str, str]]) -> str:
    expected = e.expectation_of(name)
    about = " ".join(str(e.data_of(e.PERSONAS / f"{name}.yaml")["about"]).split())
    rows = [
        ("safety", _safety_expected(expected["safety"]), _safety_found(found)),
        ("findings", _findings_expected(expected), _findings_found(found)),
        ("patterns", _listed(_on(p["pattern"], p["side"]) for p in expected["patterns"]), _patterns_found(found)),
        ("plan", _plan_expected(expected["plan"]), _plan_found(found)),
    ]
    lines = [f"## {name}\n", f"{about}\n", _table(("", "a coach expected", "the program finds"), rows), ""]
    if known:
        head = ("differs in", "expected", "found", "what became of it", "why")
        lines += [
            _table(head, ((_plain(i["field"]), *_cells(i), VERDICTS[i["verdict"]], " ".join(i["why"].split())) for i in known)),
            "",
        ]
    else:
        lines.append("No difference.\n")
    return "\n".join(lines)


def _cells(item: Mapping[str, str]) -> tuple[str, str]:
    before = "found first: " if item["verdict"] == "rules_changed" else ""
    return _plain(" ".join(item["expected"].split())), before + _plain(" ".join(item["found"].split()))


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _on(name: str, side: str) -> str:
    return _plain(name) + {"whole": "", "both": " both"}.get(side, f" {side}")


def _listed(items: Iterable[str]) -> str:
    return ", ".join(items) or "none"


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = [" | ".join(head), " | ".join("---" for _ in head)]
    lines += [" | ".join(str(cell).replace("|", "/") for cell in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def _safety_expected(safety: Mapping[str, Any]) -> str:
    gates = f"; limits: {', '.join(safety['gates'])}" if safety.get("gates") else ""
    return f"{safety['level']}; flags: {_listed(safety['flags'])}{gates}"


def _safety_found(found: e.Outcome) -> str:
    made = found.assessment.safety
    flags = sorted({i.flag for i in made.items if i.level != "none" and i.state != "open"})
    more = sorted(found.acting() - set(flags))
    return f"{made.level}; flags: {_listed(flags)}" + (f"; limits: {', '.join(more)}" if more and not made.ended else "")


def _bands(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def _findings_expected(expected: Mapping[str, Any]) -> str:
    rows = [f"{_on(r['muscle'], r['side'])} {r['role']} ({_bands(r['at_least'], r['at_most'])})" for r in expected["findings"]]
    rows += [f"{_on(r['muscle'], r['side'])} {r['role']} at most {r['at_most']}" for r in expected.get("ceilings", [])]
    none = [f"{_on(r['muscle'], r['side'])}{'' if r['role'] == 'any' else ' ' + r['role']}" for r in expected["absent"]]
    return f"{_listed(rows)}. Not: {_listed(none)}"


def _findings_found(found: e.Outcome) -> str:
    said: dict[tuple[str, str], list[str]] = {}
    for f in found.assessment.findings:
        said.setdefault((f.muscle, "unclear" if f.role == "unclear" else f"{f.role} ({f.band})"), []).append(f.side)
    return _listed(_on(muscle, "both" if len(sides) == 2 else sides[0]) + f" {words}" for (muscle, words), sides in said.items())


def _patterns_found(found: e.Outcome) -> str:
    sides: dict[str, list[str]] = {}
    for p in found.assessment.patterns:
        sides.setdefault(p.pattern, []).append(p.side)
    return _listed(_on(name, "both" if len(on) == 2 else on[0]) for name, on in sides.items())


def _plan_expected(plan: Mapping[str, Any]) -> str:
    if plan["shown"] == "no":
        return "no exercise at all. " + " ".join(plan["load_advice"].split())
    groups = "; ".join("one of " + _plain(", ".join(names)) for names in plan["includes_any"])
    ends = "ends in a drill" if plan["ends_in_drill"] == "yes" else "ends without a drill"
    return f"{groups or 'no exercise named'}; up to level {plan['max_level']}; {ends}. " + " ".join(plan["load_advice"].split())


def _plan_found(found: e.Outcome) -> str:
    if not found.plan:
        return "no exercise at all"
    return _plain(", ".join(f"{c.exercise} (level {c.level})" for c in found.plan))


def main() -> int:
    knowledge = load_knowledge(ROOT / "rules")
    made = page({name: e.outcome_of(knowledge, name) for name in e.NAMES})
    if "--check" in sys.argv[1:]:
        return int(made != PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
