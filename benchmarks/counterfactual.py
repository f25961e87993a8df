"""What-if, the smallest change, the effect of an edit: ``python benchmarks/counterfactual.py [--quick] [--json F] [--write F]``.

Each result is compared with consultations of experta before it is timed. Times are those that passed, in a warm process, over
every persona's every finding. Nothing is asserted on time.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np

from advisor.cli.files import read_answers
from advisor.knowledge import load_knowledge, rules_folder
from advisor.model.answers import AnswerSheet, State
from advisor.model.base import KnowledgeBase
from advisor.model.counterfactual import ChangeSet
from advisor.pipeline import assess, counterfactual_for, with_changes
from advisor.population import compile_plan
from advisor.population.cells import Cells
from advisor.population.effects import edit_effects
from advisor.population.smallest import Counterfactual
from advisor.population.twobases import people_of
from advisor.population.whatif import what_if, would_change
from parts import Part, Row, machine
from sections import told

DAY = date(2026, 1, 5)
Sheets = dict[str, AnswerSheet]
Target = tuple[str, str]


def personas(knowledge: KnowledgeBase, only: int | None) -> Sheets:
    """Every persona about whom findings are allowed."""
    files = sorted((rules_folder(None) / "personas").glob("*.yaml"))[:only]
    sheets = {path.stem: read_answers(str(path), knowledge) for path in files}
    return {name: s for name, s in sheets.items() if assess(knowledge, s, today=DAY).safety.findings_allowed}


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds that passed, and the result."""
    start = time.perf_counter()
    found = work()
    return 1000 * (time.perf_counter() - start), found


def spread(times: list[float]) -> dict[str, float | int | str]:
    """Median, 95th percentile and the longest, in milliseconds."""
    return {"ms, median": float(np.median(times)), "ms, 95 %": float(np.percentile(times, 95)), "ms, longest": max(times)}


def what_ifs(knowledge: KnowledgeBase, engine: Counterfactual, sheets: Sheets, each: int) -> Part:
    """Random changes of one to three answers of every persona."""
    part, rng, cells, times = Part("What if: one to three other answers"), Random(1), Cells(engine.program), []
    columns = [c for c in engine.program.columns.values() if c.type != "multi"]
    for place, sheet in enumerate(sheets.values()):
        for number in range(each):
            some = rng.sample(columns, rng.randint(1, 3))
            changes = {(c.question, c.scope): c.decode(rng.choice(cells.of(c.name)).value) for c in some}
            if place == number == 0:
                what_if(engine.program, sheet, changes)  # warm
            passed, found = timed(partial(what_if, engine.program, sheet, changes))
            times.append(passed)
            if number < 2:
                after = assess(knowledge, AnswerSheet({**sheet.values, **changes}), today=DAY)
                if (found.after.level, found.after.blocked) != (after.safety.level, after.safety.blocked):
                    raise AssertionError("a what-if and a consultation disagree about safety")
                if found.told:
                    moved = {(m.finding, m.side): m.after.certainty for m in found.findings if m.after.role}
                    shown = {(f.muscle, f.side): f.certainty for f in after.findings}
                    if any(shown.get(key) != value for key, value in moved.items()):
                        raise AssertionError("a what-if and a consultation disagree about a finding")
    part.rows.append(Row(f"{len(times)} what-ifs over {len(sheets)} personas", spread(times), "≤ 50 at 95 %"))
    part.checked = "safety and every moved certainty, with experta's consultation of the changed sheet"
    return part


def applied(sheet: AnswerSheet, one: ChangeSet) -> AnswerSheet:
    """The sheet with a set's answers put in."""
    answers = {
        (c.question, c.scope): State(c.becomes.state) if c.becomes.value is None else c.becomes.value for c in one.answers
    }
    return AnswerSheet({**sheet.values, **answers})


def smallest(knowledge: KnowledgeBase, engine: Counterfactual, sheets: Sheets, most: int | None) -> Part:
    """Every finding of every persona: both kinds, up to three answers; and what a report asks for."""
    part = Part("The smallest change")
    each: list[float] = []
    reports: list[float] = []
    sizes = dict.fromkeys(range(4), 0)
    for sheet in sheets.values():
        found = assess(knowledge, sheet, today=DAY)
        targets = [(f.muscle, f.side) for f in found.findings]
        targets += [(p.pattern, p.side) for p in found.patterns if p.band != "hidden"]
        bands = {(f.muscle, f.side): (f.role, f.band) for f in found.findings}
        for number, target in enumerate(targets[:most]):
            passed, (changes,) = timed(partial(would_change, engine, sheet, [target], withheld=found.safety.withheld))
            each.append(passed)
            for kind in (changes.otherwise, changes.now):
                sizes[kind.size] += 1
                if number < 3 and kind.sets and target in bands:
                    after = assess(knowledge, applied(sheet, kind.sets[0]), today=DAY)
                    shown = {(f.muscle, f.side): (f.role, f.band) for f in after.findings}
                    if shown.get(target, ("", "hidden")) != (kind.sets[0].role, kind.sets[0].band):
                        raise AssertionError(f"a set does not do what it says: {target}")
        with_changes(knowledge, found, sheet)
        reports.append(timed(partial(with_changes, knowledge, found, sheet))[0])
    part.rows.append(Row(f"one finding, up to three answers, both kinds ({len(each)} findings)", spread(each), "≤ 500"))
    part.rows.append(Row(f"all findings of a report, one or two answers ({len(reports)} reports)", spread(reports), "about 300"))
    part.notes.append("Smallest sets by size: " + ", ".join(f"{size or 'none'}: {count}" for size, count in sizes.items()) + ".")
    part.checked = "the first set of up to three findings of each persona, put in and consulted by experta"
    return part


def effects(knowledge: KnowledgeBase, engine: Counterfactual, people: int, rounds: int) -> Part:
    """One pattern's certainty edited; everybody compared under both bases, twelve witnesses cut down."""
    part = Part("The effect of an edit")
    rule = knowledge.patterns["hamstring_synergist"]
    weaker = rule.model_copy(update={"conclude": rule.conclude.model_copy(update={"pattern": 0.3})})
    edited = replace(knowledge, rules={**knowledge.rules, rule.code: weaker})
    program, who = compile_plan(edited), people_of(knowledge, edited, people, 1)
    if rounds > 1:
        edit_effects(engine.program, program, who)  # warm
    times = []
    for _ in range(rounds):
        passed, found = timed(lambda: edit_effects(engine.program, program, who, shrink=12 if rounds > 1 else 2))
        times.append(passed)
    figures: dict[str, float | int | str] = {
        "s": min(times) / 1000, "changed": int(found.changed.sum()), "plans made": 2 * found.plans_compared,
        "effects": len(found.effects),
    }  # fmt: skip
    part.rows.append(Row(f"{people:,} people, plans and witnesses too", figures, "≤ 2 s"))
    plain = min(timed(lambda: edit_effects(engine.program, program, who, plans=0, shrink=0))[0] for _ in range(rounds))
    part.rows.append(Row(f"{people:,} people, safety, findings and patterns alone", {"s": plain / 1000}))
    return part


def main(arguments: list[str] | None = None) -> int:
    """Checks, measures, prints; writes JSON or Markdown where asked."""
    parser = argparse.ArgumentParser(description="Counterfactuals measured. Nothing is asserted on time.")
    parser.add_argument("--quick", action="store_true", help="two personas, few findings, 400 people and two witnesses")
    parser.add_argument("--json", metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--write", metavar="FILE", help="write the section into this Markdown file")
    given = parser.parse_args(arguments)
    knowledge = load_knowledge()
    built, engine = timed(lambda: counterfactual_for(knowledge))
    sheets = personas(knowledge, 2 if given.quick else None)
    parts = [
        what_ifs(knowledge, engine, sheets, 2 if given.quick else 30),
        smallest(knowledge, engine, sheets, 1 if given.quick else None),
        effects(knowledge, engine, 400 if given.quick else 10_000, 1 if given.quick else 3),
    ]
    parts[0].notes.append(f"Made once in a process: the program, {built:.0f} ms.")
    about = machine()
    intro = (
        "Written by `python benchmarks/counterfactual.py --write docs/benchmarks.md`. Times that passed, in a warm process.\n"
        f"NumPy {np.__version__}, {about['machine']}."
    )
    told(given, "counterfactual", "Counterfactuals", intro, parts, about)
    return 0


if __name__ == "__main__":
    sys.exit(main())
