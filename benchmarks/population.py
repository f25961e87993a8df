"""The columnar engine in one command: ``python benchmarks/population.py [--quick] [--full] [--json FILE] [--write FILE]``.

Equality first: rows of the population are compared, to the last bit, with experta and with a plain Python evaluator of the
same plan; only then is anything timed. ``--write`` replaces the part of the file between its markers. Nothing is asserted
on time.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np

from advisor.bench import check_row
from advisor.inference import expression as x
from advisor.inference.certainty import Certainties
from advisor.inference.consult import Consultation, Reasoner, _findings
from advisor.inference.plan import Plan
from advisor.inference.safety import judge
from advisor.inference.sheet import SheetView
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from advisor.model.condition import Op
from advisor.population import DEFAULT, NOT_ASKED, UNKNOWN, Columns, Program, Screened, columns_of, compile_plan, rows_of, screen
from clips_side import Clips, Replay, batches_of, facts_of
from compiled_side import Compiled
from measure import resident
from parts import Part, Row, machine
from sections import told
from workload import shipped
from zen_side import Zen

SIZES = (1, 400, 1_000, 100_000, 1_000_000)
WANT = DEFAULT | {"certainties"}
BAR = "≥ 500,000 a second on 2 threads"


def population(program: Program, sheets: dict[str, AnswerSheet], rows: int, seed: int = 1) -> Columns:
    """Random runners: safety answers are a persona's, the rest is drawn evenly, a tenth unknown or not asked."""
    rng = np.random.default_rng(seed)
    calm = [sheet for name, sheet in sheets.items() if name != "emergency"]
    base, who = columns_of(calm, program.columns), rng.integers(0, len(calm), rows, np.int8)
    found: dict[str, Any] = {}
    for name, column in program.columns.items():
        if program.knowledge.questions[column.question].kind == "safety":
            if name in base.arrays:
                found[name] = base.arrays[name][who]
            continue
        drawn = rng.integers(column.low, column.high, rows, column.dtype, endpoint=True)
        chance = rng.integers(0, 20, rows, np.int8)
        drawn[chance == 0] = NOT_ASKED
        if column.may_unknown:
            drawn[chance == 1] = UNKNOWN
        found[name] = drawn
    return Columns(rows, found)


class Plain:
    """The same plan walked in plain Python, one sheet at a time, without experta."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.stratum: dict[str, list[x.Atom]] = {}
        for atom in plan.atoms:
            if atom.finding:
                self.stratum.setdefault(atom.finding, []).append(atom)

    def consult(self, answers: AnswerSheet) -> tuple[Any, dict[tuple[str, str], float], Any]:
        """Safety, certainties and findings."""
        plan, view, values = self.plan, SheetView(self.plan.knowledge, answers), [0.0] * len(self.plan.atoms)
        for atom in plan.atoms:
            if not atom.finding and (atom.leaf.op is Op.ANSWERED or any(cell in answers.values for cell in atom.cells)):
                values[atom.index] = view.read(atom.leaf, atom.side, atom.symptom)
        degrees = x.Degrees(values)
        fired = [reading for reading in plan.safety if degrees.of(reading.when) > 0]
        safety = judge(plan, view, degrees, fired)
        if not safety.findings_allowed:
            return safety, {}, ()
        certainties, k = Certainties(plan, degrees, safety_fired=fired), plan.knowledge.info.constants
        edges = {"possible": k.hidden, "likely": k.likely, "strong": k.strong}
        waiting = list(plan.readings)
        for names in plan.strata:
            certainties.fired = {(r.rule.code, r.scope): r for r in waiting if degrees.of(r.when) > 0}
            certainties.work_out(names)
            for atom in (atom for name in names for atom in self.stratum.get(name, ())):
                cf = certainties.cf[atom.finding, atom.scope]
                values[atom.index] = cf if cf >= edges[atom.leaf.values[0]] or cf <= k.against else 0.0
        return safety, certainties.cf, _findings(plan, certainties)


def same(found: Screened, row: int, other: Consultation | tuple[Any, Any, Any]) -> None:
    """One row equals a consultation to the last bit. Raises Disagreement."""
    told = other if isinstance(other, tuple) else (other.safety, other.certainties.cf, other.findings)
    check_row(found, row, *told)


def seconds(work: Callable[[], Any], rounds: int) -> tuple[float, float]:
    """The best of some runs: seconds that passed, and seconds of CPU in it."""
    best = (float("inf"), 0.0)
    for _ in range(rounds):
        start, cpu = time.perf_counter(), time.process_time()
        work()
        best = min(best, (time.perf_counter() - start, time.process_time() - cpu))
    return best


def bandwidth() -> float:
    """Bytes a second that one core reads and writes, copying 256 MB."""
    source = np.ones(32_000_000)
    target = np.empty_like(source)
    passed, _ = seconds(lambda: np.copyto(target, source), 5)
    return float(2 * source.nbytes / passed)


def sizes(program: Program, sheets: dict[str, AnswerSheet], counts: list[int], rounds: int) -> tuple[Part, float]:
    """Ours at several sizes on one and two threads; the best rate found."""
    part, best = Part("The columnar engine: sheets a second (safety, all findings, all patterns)"), 0.0
    speed = bandwidth()
    for count in counts:
        columns = population(program, sheets, count)
        for threads in (1, 2):
            found = screen(program, columns, threads=threads)
            arrays = [value for value in vars(found).values() if isinstance(value, np.ndarray)]
            moved = sum(a.nbytes for a in (*columns.arrays.values(), *arrays)) / count
            work = partial(screen, program, columns, threads=threads)
            passed, cpu = seconds(work, rounds if count < 1_000_000 else 2)
            rate, before = count / passed, resident()
            best = max(best, rate)
            figures: dict[str, float | int | str] = {
                "ms": 1000 * passed, "sheets a second": round(rate), "CPU ns a sheet": 1e9 * cpu / count,
                "bytes a sheet": moved, "share of bandwidth": f"{100 * rate * moved / speed:.1f} %", "MB held": before,
            }  # fmt: skip
            what = f"{count:,} sheets, {threads} thread{'s' * (threads > 1)}"
            part.rows.append(Row(what, figures, BAR if count >= 100_000 else ""))
    part.notes.append(f"Bandwidth: {speed / 1e9:.1f} GB a second read and written by one core copying 256 MB.")
    return part, best


def peers(knowledge: KnowledgeBase, program: Program, columns: Columns, best: float, checks: int, stock: int) -> Part:
    """The same sheets one at a time by the others; each is checked equal before it is timed."""
    part = Part("One sheet at a time")
    sheets = rows_of(columns, program.columns, range(checks))
    found = screen(program, columns.slice(0, checks), want=WANT)
    ours, plain = Reasoner(knowledge), Plain(program.plan)
    runners: list[tuple[str, Callable[[AnswerSheet], Any], int]] = [
        ("experta, our matcher", ours.consult, checks),
        ("plain Python, the same plan", plain.consult, checks),
    ]
    if stock:
        runners.append(("experta as it comes", Reasoner(knowledge, matcher=None).consult, stock))
    for name, consult, count in runners:
        for row in range(min(count, 5 if "comes" in name else count)):
            same(found, row, consult(sheets[row]))
        some = sheets[: min(count, 30)]
        passed, _ = seconds(partial(_each, consult, some), 1)
        _row(part, name, passed / len(some), best)
    if not stock:
        part.notes.append("experta as it comes: left out in the quick run; it takes some seconds a sheet.")
    _compiled(part, program, columns, found, checks, best)
    _matching_alone(part, ours, sheets[: min(30, checks)], best)
    part.checked = f"safety level, every certainty to the last bit, findings, on {checks} random sheets"
    return part


def beside(others: Part, best: float) -> Part:
    """What was timed beside one sheet a second, beside our best rate."""
    for row in others.rows:
        row.figures["columnar / it"] = best * float(row.figures["columnar / it"])
    return others


def _each(consult: Callable[[Any], Any], sheets: Sequence[Any]) -> None:
    for sheet in sheets:
        consult(sheet)


def _compiled(part: Part, program: Program, columns: Columns, found: Screened, checks: int, best: float) -> None:
    """The program's own operations written out as one Python function."""
    compiled = Compiled(program, frozenset(WANT))
    cells = [{name: int(values[row]) for name, values in columns.arrays.items()} for row in range(checks)]
    for row, sheet in enumerate(cells):
        told = compiled.consult(sheet)
        for (name, place), value in told.items():
            if name in ("level", "findings", "patterns", "certainties"):
                mine = getattr(found, name)
                if (mine[row] if name == "level" else mine[place, row]) != value:
                    raise AssertionError(f"row {row}: compiled Python differs in {name} {place}")
    passed, _ = seconds(partial(_each, compiled.consult, cells), 3)
    _row(part, f"compiled Python ({compiled.statements:,} statements)", passed / checks, best)


def _matching_alone(part: Part, ours: Reasoner, sheets: Sequence[AnswerSheet], best: float) -> None:
    """CLIPS and zen-engine with the rules of the same network: which rules fire, given the facts; no certainties."""
    batches = [batches_of(ours, sheet) for sheet in sheets]
    fired = [sorted(Replay(ours, each).run()) for each in batches]
    for name, load in (("CLIPS", _clips), ("zen-engine", _zen)):
        try:
            run, given = load(ours, batches)
        except ImportError as error:
            part.notes.append(f"{name}: {error.name} is not installed here, left out (pip install \"advisor[bench]\").")
            continue
        for row, facts in enumerate(given):
            if sorted(run(facts)) != fired[row]:
                raise AssertionError(f"row {row}: {name} and experta fire different rules")
        passed, _ = seconds(partial(_each, run, given), 3)
        _row(part, f"{name}, matching alone", passed / len(given), best, "≥ 1,000 × ours to it")
    part.notes.append(
        "CLIPS and zen-engine get the rules that experta gets, generated from the same plan, and the facts ready made; they say "
        "which rules fire (checked equal with experta), and work out no certainty. zen-engine does not chain rules: it gets the "
        "facts of all rounds at once."
    )


def _clips(ours: Reasoner, batches: list[Any]) -> tuple[Callable[[Any], list[str]], list[Any]]:
    return Clips(ours.network).run, [facts_of(each) for each in batches]


def _zen(ours: Reasoner, batches: list[Any]) -> tuple[Callable[[Any], list[str]], list[Any]]:
    zen = Zen(ours.network)
    return zen.run, [zen.facts(each) for each in batches]


def _row(part: Part, name: str, each: float, best: float, bar: str = "") -> None:
    part.rows.append(Row(name, {"ms a sheet": 1000 * each, "sheets a second": 1 / each, "columnar / it": best * each}, bar))


def main(arguments: list[str] | None = None) -> int:
    """Checks, measures, prints; writes JSON or Markdown where asked."""
    parser = argparse.ArgumentParser(description="The columnar engine measured. Nothing is asserted on time.")
    parser.add_argument("--quick", action="store_true", help="up to 4,000 sheets, the others once, no stock experta")
    parser.add_argument("--full", action="store_true", help="also ten million sheets")
    parser.add_argument("--block", type=int, help="sheets at a time (to tune)")
    parser.add_argument("--json", metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--write", metavar="FILE", help="write the section into this Markdown file")
    given = parser.parse_args(arguments)
    if given.block:
        import advisor.population.screen as module

        module.BLOCK = given.block
    knowledge, sheets = shipped()
    start = time.perf_counter()
    program = compile_plan(knowledge)
    program.tape(DEFAULT)
    built = time.perf_counter() - start
    counts = [1, 400, 4_000] if given.quick else [*SIZES, *([10_000_000] if given.full else [])]
    checks = population(program, sheets, 40 if given.quick else 200, seed=2)
    first = peers(knowledge, program, checks, 1.0, 20 if given.quick else 200, 0)  # equality before anything is timed
    part, best = sizes(program, sheets, counts, 3)
    part.notes.append(
        f"Compiling the plan: {1000 * built:.0f} ms, once. {len(program.tape(DEFAULT).order):,} operations a block."
    )
    part.checked = first.checked
    others = beside(first, best) if given.quick else peers(knowledge, program, checks, best, 200, 1)
    intro = (
        "Written by `python benchmarks/population.py --write docs/benchmarks.md`. Best of some runs, by the time that passed. "
        f"NumPy {np.__version__}."
    )
    told(given, "population", "Population", intro, [part, others], machine())
    return 0


if __name__ == "__main__":
    sys.exit(main())
