"""Advisor's benchmarks in one command: ``python benchmarks/consult.py [--quick] [--json FILE] [--write FILE]``.

What is compared is run side by side in one process and checked to give the same result before it is timed. Each part has a
process of its own, so that none is slowed by what another left behind. Nothing is asserted on time: the bars of the design
stand beside the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))

from advisor.inference.consult import Reasoner
from advisor.knowledge import load_knowledge, rules_folder
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from advisor.pipeline import assess, reasoner_for, render
from before import before_and_after
from generated import random_answers, rule_files, write_files
from matching import against_clips, compare, same
from measure import alternately, milliseconds, resident, run_child
from parts import Part, Row, machine
from sections import told
from workload import TODAY, shipped, small

PARTS = "compare,scaling,stages,processes,memory,clips"
INTRO = """Written by `python benchmarks/consult.py --write docs/benchmarks.md`. Times are medians of CPU time on a
busy machine, which slows them too; for whole processes the time that passed stands beside it. What is compared was
run in turn in one process, and gave the same results before it was timed."""


def scaling(sizes: list[int], rounds: int) -> Part:
    """Load and check from files, compile, consult; stock experta beside it while that stays bearable."""
    part = Part("Size: generated rule bases")
    per_rule: dict[int, float] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_files(rule_files(size), folder)
            knowledge = load_knowledge(folder)
            few = rounds if size <= 1000 else max(1, rounds // 3)
            load = milliseconds(partial(load_knowledge, folder), few)
        build = milliseconds(lambda known=knowledge: Reasoner(known).built(), few)
        reasoner, rng = Reasoner(knowledge), Random(size)
        sheets = [random_answers(knowledge, rng) for _ in range(5)]
        fired = sum(len(reasoner.consult(sheet).certainties.fired) for sheet in sheets) / len(sheets)
        consult = median(alternately([partial(reasoner.consult, sheet) for sheet in sheets], 2 * few))
        per_rule[size] = 1000 * consult / size
        figures: dict[str, float | int | str] = {
            "generated": len(reasoner.network.rules), "check ms": load, "compile ms": build, "consult ms": consult,
            "consult µs a rule": per_rule[size], "fired": fired,
        }  # fmt: skip
        if size <= 100:
            stock = Reasoner(knowledge, matcher=None)
            for sheet in sheets:
                same(reasoner.consult(sheet), stock.consult(sheet))
            mine, other = alternately([partial(reasoner.consult, sheets[0]), partial(stock.consult, sheets[0])], rounds)
            figures["stock / ours"] = other / mine
        part.rows.append(Row(f"{size:,} rules", figures, "check ≤ 10 s; consult at most linear" if size >= 5000 else ""))
    if len(per_rule) > 1:
        first, last = min(per_rule), max(per_rule)
        growth = per_rule[last] / per_rule[first]
        figures = {"rules": last / first, "consult": growth * last / first, "a rule": growth}
        part.rows.append(Row(f"growth from {first:,} to {last:,} rules", figures, "a rule: about 1"))
    part.checked = "stock experta gives the same on the sizes up to 100"
    return part


def stages(knowledge: KnowledgeBase, sheets: dict[str, AnswerSheet], rounds: int) -> Part:
    """Each stage of one report, in this process."""
    part = Part("Stages of one report (shipped rules)")
    part.rows.append(Row("load and check", {"ms": milliseconds(load_knowledge, 3 * rounds)}, "≤ 300 ms warm"))
    kept, os.environ["ADVISOR_CACHE"] = os.environ.get("ADVISOR_CACHE", ""), "off"
    part.rows.append(Row("load and check, nothing kept of an earlier run", {"ms": milliseconds(load_knowledge, 3 * rounds)}))
    os.environ["ADVISOR_CACHE"] = kept
    part.rows.append(Row("compile the plan, build the engine", {"ms": milliseconds(partial(Reasoner, knowledge), rounds)}))
    reasoner = reasoner_for(knowledge)
    for name, sheet in sheets.items():
        times = alternately([partial(reasoner.consult, sheet), partial(assess, knowledge, sheet, today=TODAY)], rounds)
        part.rows.append(Row(f"consult, assess: {name}", {"consult ms": times[0], "assess ms": times[1]}))
    part.rows.append(_plan_row(knowledge, sheets["full_chain"], rounds))
    sheet = sheets["full_chain"]
    assessment = assess(knowledge, sheet, today=TODAY)
    from advisor import pipeline
    from advisor.report.html import render_html
    from advisor.report.view import make_report

    for fmt, bar in (("html", "≤ 100 ms"), ("pdf", "≤ 2 s"), ("json", ""), ("text", "")):
        work = partial(render, knowledge, assessment, sheet, fmt)
        try:
            if work() != work():
                raise AssertionError(f"{fmt}: the same input gave other bytes")
        except ModuleNotFoundError as error:
            part.notes.append(f"{fmt}: left out, {error.name} is not there.")
            continue
        part.rows.append(Row(f"{fmt} (full_chain)", {"ms": milliseconds(work, rounds)}, bar))
    model = pipeline._with_pictures(knowledge, make_report(knowledge, assessment, sheet))
    part.rows.append(Row("html from the finished words (full_chain)", {"ms": milliseconds(partial(render_html, model), rounds)}))
    part.checked = "every format twice: the same bytes"
    return part


def _plan_row(knowledge: KnowledgeBase, sheet: AnswerSheet, rounds: int) -> Row:
    from advisor import pipeline
    from advisor.prescription.plan import make_plan

    request = pipeline._request(pipeline.consult(knowledge, sheet), sheet, TODAY)
    return Row("plan (full_chain)", {"ms": milliseconds(partial(make_plan, knowledge, request), rounds)}, "≤ 50 ms")


def processes(rounds: int) -> Part:
    """Whole processes: seconds and peak memory. The bare interpreter is shown because it is in every figure."""
    part = Part("Whole processes")
    rules = rules_folder(None)
    persona = str(rules / "personas" / "full_chain.yaml")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        commands: list[tuple[str, list[str], str]] = [
            ("python -c pass", ["-c", "pass"], ""),
            ("advisor --help", ["-m", "advisor", "--help"], "≤ 150 ms"),
            ("advisor report, html", ["-m", "advisor", "report", persona, "-o", "r.html"], "≤ 3 s, ≤ 300 MB"),
            ("advisor report, pdf", ["-m", "advisor", "report", persona, "-o", "r.pdf", "--format", "pdf"], ""),
        ]
        for what, arguments, bar in commands:
            runs = [run_child(arguments, folder) for _ in range(rounds + 1)][1:]  # the first compiles the bytecode
            if any(run.code for run in runs):
                part.notes.append(f"{what}: left out, it ended with code {runs[-1].code}.")
                continue
            middle = sorted(runs, key=lambda run: run.seconds)[len(runs) // 2]
            figures: dict[str, float | int | str] = {
                "passed ms": 1000 * middle.seconds,
                "CPU ms": 1000 * middle.cpu,
                "peak MB": max(run.megabytes for run in runs),
            }
            part.rows.append(Row(what, figures, bar))
    return part


def _before(revision: str, rounds: int) -> Part:
    part = Part(f"Before ({revision}) and after")
    for what, unit, old, new in before_and_after(revision, rounds):
        part.rows.append(Row(f"{what}, {unit}", {"before": old, "after": new, "after / before": new / old if old else 1.0}))
    return part


def memory(knowledge: KnowledgeBase, sheets: dict[str, AnswerSheet], count: int) -> Part:
    """Many consultations with one engine: what the process grows by."""
    part = Part("Memory")
    reasoner, each = reasoner_for(knowledge), list(sheets.values())
    for index in range(max(20, count // 50)):
        reasoner.consult(each[index % len(each)])
    before = resident()
    for index in range(count):
        reasoner.consult(each[index % len(each)])
    after = resident()
    figures: dict[str, float | int | str] = {"before MB": before, "after MB": after, "growth MB": after - before}
    part.rows.append(Row(f"{count:,} consultations", figures, "≤ 10 MB in 10,000"))
    return part


def apart(name: str, arguments: list[str]) -> Part:
    """One part in a process of its own."""
    print(f"{name} ...", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "part.json"
        command = [sys.executable, __file__, *arguments, "--parts", name, "--json", str(figures), "--write", os.devnull]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        found = json.loads(figures.read_text(encoding="utf-8"))["parts"][0]
    return Part(**found | {"rows": [Row(**row) for row in found["rows"]]})


def asked(arguments: list[str] | None) -> argparse.Namespace:
    """The command line, with what ``--quick`` stands for filled in."""
    parser = argparse.ArgumentParser(description="Advisor's benchmarks. Nothing is asserted on time.")
    parser.add_argument("--quick", action="store_true", help="small sizes, few rounds, stock experta on a small base")
    parser.add_argument("--parts", help=f"which parts, with commas (default {PARTS})")
    parser.add_argument("--sizes", help="rules of the generated bases, with commas (default 100,1000,5000; quick 60,120)")
    parser.add_argument("--rounds", type=int, help="runs of each measurement (default 9; quick 3)")
    parser.add_argument("--consults", type=int, help="consultations of the memory part (default 10,000; quick 500)")
    parser.add_argument("--json", metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--write", metavar="FILE", help="write the section into this Markdown file")
    parser.add_argument("--before", metavar="COMMIT", help="also: stages and processes of an older commit beside those of now")
    given = parser.parse_args(arguments)
    given.rounds = given.rounds or (3 if given.quick else 9)
    given.sizes = [int(size) for size in (given.sizes or ("60,120" if given.quick else "100,1000,5000")).split(",")]
    given.consults = given.consults or (500 if given.quick else 10_000)
    given.parts = (given.parts or PARTS + (",before" if given.before else "")).split(",")
    known = ways(given)
    if unknown := sorted(set(given.parts) - set(known)):
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join(known)}")
    return given


def ways(given: argparse.Namespace) -> dict[str, Callable[[], Part]]:
    """Each part by its name."""
    rounds, sizes = given.rounds, given.sizes

    def compared() -> Part:
        if given.quick:
            return compare(*small(sizes[0]), rounds, f"{sizes[0]} generated rules")
        return compare(*shipped(), max(1, rounds // 4), "shipped rules, the five personas")

    return {
        "compare": compared,
        "scaling": lambda: scaling(sizes, rounds),
        "stages": lambda: stages(*shipped(), rounds),
        "processes": lambda: processes(min(rounds, 5)),
        "memory": lambda: memory(*shipped(), given.consults),
        "before": lambda: _before(given.before or "HEAD", rounds),
        "clips": lambda: against_clips(min(1000, max(sizes)), rounds),
    }


def main(arguments: list[str] | None = None) -> int:
    """Runs the parts asked for; prints text, writes JSON or Markdown."""
    given = asked(arguments)
    words = sys.argv[1:] if arguments is None else arguments
    try:
        parts = [ways(given)[given.parts[0]]()] if len(given.parts) == 1 else [apart(name, words) for name in given.parts]
    except subprocess.CalledProcessError as error:
        return error.returncode
    about = machine()
    versions = ", ".join(f"{name} {value}" for name, value in about.items() if name != "machine")
    told(given, "consult", "One consultation, one report", f"{INTRO}\n\nMachine: {about['machine']}. {versions}.", parts, about)
    return 0


if __name__ == "__main__":
    sys.exit(main())
