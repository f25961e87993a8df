"""Advisor's benchmarks in one command: ``python benchmarks/consult.py [--quick] [--json FILE] [--write FILE]``.

What is compared is run side by side in one process and checked to give the same result before it is timed. Each part has a
process of its own, so that none is slowed by what another left behind. Nothing is asserted on time: the bars of the design
stand beside the figures.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from random import Random
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))

import advisor
from advisor.cli.files import read_answers
from advisor.inference.consult import Consultation, Reasoner
from advisor.knowledge import load_knowledge, rules_folder
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from advisor.pipeline import assess, reasoner_for, render
from before import before_and_after
from clips_side import Clips, Replay, batches_of, facts_of
from generated import random_answers, rule_files, write_files
from measure import alternately, milliseconds, resident, run_child

TODAY = date(2026, 11, 22)
PERSONAS = ("demo", "full_chain", "load_driven", "neural", "emergency")
PARTS = "compare,scaling,stages,processes,memory,clips"
PACKAGES = ("experta", "pydantic", "PyYAML", "click", "jinja2", "typst", "clipspy", "zen-engine")


@dataclass
class Row:
    """One line: what was measured, figures by name, the bar of the design, a note."""

    what: str
    figures: dict[str, float | int | str]
    bar: str = ""
    note: str = ""


@dataclass
class Part:
    """One part of the report; ``checked`` says which results were found equal before anything was timed."""

    title: str
    rows: list[Row] = field(default_factory=list)
    checked: str = ""
    notes: list[str] = field(default_factory=list)


def same(ours: Consultation, theirs: Consultation) -> None:
    """Both fired the same and came to the same, to the last bit. Raises AssertionError."""
    a, b = ours.certainties, theirs.certainties
    for mine, other in (
        ([r.key for r in a.safety_fired], [r.key for r in b.safety_fired]),
        (list(a.fired), list(b.fired)),
        (a.cf, b.cf),
        (a.derivations, b.derivations),
        (ours.findings, theirs.findings),
        (ours.safety, theirs.safety),
    ):
        if mine != other:
            raise AssertionError(f"the engines disagree: {mine!r:.300} and {other!r:.300}")


def compare(knowledge: KnowledgeBase, sheets: dict[str, AnswerSheet], rounds: int, which: str) -> Part:
    """experta as it comes against experta with our matcher and strategy: the same rules, the same sheets."""
    part = Part(f"experta as it comes, and with our matcher ({which})")
    ours, stock = Reasoner(knowledge), Reasoner(knowledge, matcher=None)
    for sheet in sheets.values():
        same(ours.consult(sheet), stock.consult(sheet))
    part.checked = f"firings in order, certainties, derivations, findings and safety of {len(sheets)} sheets"
    for name, sheet in sheets.items():
        *mine_each, other = alternately([partial(ours.consult, sheet)] * 5 + [partial(stock.consult, sheet)], rounds)
        mine = median(mine_each)  # stock experta is slow: five of ours to one of it
        figures: dict[str, float | int | str] = {"ours ms": mine, "stock ms": other, "times faster": other / mine}
        part.rows.append(Row(f"consult: {name}", figures, "≥ 5 times"))
    count = len(ours.network.rules)
    part.notes.append(f"{len(knowledge.active_rules)} rules, laid out by side and symptom as {count:,} generated ones.")
    part.notes.append(f"Runs of experta as it comes: {rounds} of each sheet after the check; five of ours to each.")
    part.notes.append(
        "experta as it comes asks every rule for news at every firing, so its time grows with rules times firings; the "
        "generated rules are many and small, which favours ours. With few rules the ratio is smaller (see the sizes)."
    )
    return part


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
        build = milliseconds(partial(Reasoner, knowledge), few)
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


def against_clips(size: int, rounds: int) -> Part:
    """The matching alone: our engine and CLIPS given the same facts in the same batches."""
    part = Part("CLIPS (clipspy)")
    with tempfile.TemporaryDirectory() as name:
        write_files(rule_files(size), Path(name))
        knowledge = load_knowledge(name)
    reasoner = Reasoner(knowledge)
    batches = batches_of(reasoner, random_answers(knowledge, Random(size)))
    try:
        clips = Clips(reasoner.network)
    except ImportError:
        part.notes.append("clipspy is not installed here: left out (pip install clipspy to see it).")
        return part
    ours, facts = Replay(reasoner, batches), facts_of(batches)
    if ours.run() != clips.run(facts):
        raise AssertionError("CLIPS and experta fire different rules")
    mine, other = alternately([ours.run, partial(clips.run, facts)], rounds)
    figures: dict[str, float | int | str] = {"ours ms": mine, "CLIPS ms": other, "ours / CLIPS": mine / other}
    part.rows.append(Row(f"matching, {size:,} rules ({len(reasoner.network.rules):,} generated)", figures))
    part.checked = f"the same {len(clips.run(facts))} firings in the same order"
    part.notes.append(
        "CLIPS is written in C; it goes through the patterns of one relation one by one, and ours has an index for just such "
        "patterns: rules written for CLIPS by hand, fewer and richer, would suit it better. Reading the answers, certainties and "
        "the trace are in neither figure. zen-engine stands beside CLIPS in the part on populations."
    )
    return part


# ------------------------------------------------------------------------------------------------ the command


def shown(value: float | int | str) -> str:
    """A figure in print: three digits that matter."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def machine() -> dict[str, str]:
    """The machine in generic words, and the versions."""
    system = f"{platform.system()} {platform.machine()}"
    if hasattr(platform, "freedesktop_os_release"):
        with contextlib.suppress(OSError):
            system = platform.freedesktop_os_release()["PRETTY_NAME"]
    flags = Path("/proc/cpuinfo")
    kind = "virtual machine" if flags.exists() and "hypervisor" in flags.read_text() else "machine"
    found = {"machine": f"{os.cpu_count()}-core {kind}, {system}", "Python": platform.python_version()}
    found["advisor"] = advisor.__version__
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def as_text(parts: list[Part], about: dict[str, str]) -> str:
    """The report for the terminal."""
    lines = [", ".join(f"{name} {value}" if name != "machine" else value for name, value in about.items())]
    for part in parts:
        lines += ["", part.title]
        for row in part.rows:
            figures = ", ".join(f"{name} {shown(value)}" for name, value in row.figures.items())
            lines.append(f"  {row.what}: {figures}{f'   [{row.bar}]' if row.bar else ''}")
        lines += [f"  Checked equal first: {part.checked}."] if part.checked else []
        lines += [f"  {note}" for note in part.notes]
    return "\n".join(lines)


def as_markdown(parts: list[Part], about: dict[str, str]) -> str:
    """The report for docs/benchmarks.md."""
    versions = ", ".join(f"{name} {value}" for name, value in about.items() if name != "machine")
    lines = [
        "# Benchmarks",
        "",
        "Written by `python benchmarks/consult.py --write docs/benchmarks.md`; do not edit. Times are medians of CPU time on a",
        "busy machine, which slows them too; for whole processes the time that passed stands beside it. What is compared was",
        "run in turn in one process, and gave the same results before it was timed. The bars are the design's; no test asserts",
        "a time.",
        "",
        f"Machine: {about['machine']}. {versions}.",
        "",
    ]
    for part in parts:
        lines += [f"## {part.title}", ""]
        groups: dict[tuple[str, ...], list[Row]] = {}
        for row in part.rows:
            groups.setdefault(tuple(row.figures), []).append(row)
        for names, rows in groups.items():
            bars = any(row.bar for row in rows)
            lines.append("| what | " + " | ".join(names) + (" | bar |" if bars else " |"))
            lines.append("| --- |" + " ---: |" * len(names) + (" --- |" if bars else ""))
            for row in rows:
                cells = [row.what, *(shown(value) for value in row.figures.values()), *([row.bar] if bars else [])]
                lines.append("| " + " | ".join(cells) + " |")
            lines.append("")
        lines += [f"Checked equal first: {part.checked}.", ""] if part.checked else []
        lines += [line for note in part.notes for line in (note, "")]
    return "\n".join(lines).rstrip() + "\n"


@cache
def shipped() -> tuple[KnowledgeBase, dict[str, AnswerSheet]]:
    """The shipped rules and the five personas."""
    knowledge, folder = load_knowledge(), rules_folder(None) / "personas"
    return knowledge, {name: read_answers(str(folder / f"{name}.yaml"), knowledge) for name in PERSONAS}


def small(size: int) -> tuple[KnowledgeBase, dict[str, AnswerSheet]]:
    """A small generated base in place of the shipped one, for a quick look: stock experta takes seconds on that."""
    with tempfile.TemporaryDirectory() as name:
        write_files(rule_files(size), Path(name))
        knowledge = load_knowledge(name)
    return knowledge, {f"sheet {i}": random_answers(knowledge, Random(i)) for i in range(3)}


def apart(name: str, arguments: list[str]) -> Part:
    """One part in a process of its own."""
    print(f"{name} ...", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "part.json"
        command = [sys.executable, __file__, *arguments, "--parts", name, "--json", str(figures), "--write", os.devnull]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        found = json.loads(figures.read_text(encoding="utf-8"))["parts"][0]
    return Part(**found | {"rows": [Row(**row) for row in found["rows"]]})


def main(arguments: list[str] | None = None) -> int:
    """Runs the parts asked for; prints text, writes JSON or Markdown."""
    parser = argparse.ArgumentParser(description="Advisor's benchmarks. Nothing is asserted on time.")
    parser.add_argument("--quick", action="store_true", help="small sizes, few rounds, stock experta on a small base")
    parser.add_argument("--parts", help=f"which parts, with commas (default {PARTS})")
    parser.add_argument("--sizes", help="rules of the generated bases, with commas (default 100,1000,5000; quick 60,120)")
    parser.add_argument("--rounds", type=int, help="runs of each measurement (default 9; quick 3)")
    parser.add_argument("--consults", type=int, help="consultations of the memory part (default 10,000; quick 500)")
    parser.add_argument("--json", metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--write", metavar="FILE", help="write the report as Markdown")
    parser.add_argument("--before", metavar="COMMIT", help="also: stages and processes of an older commit beside those of now")
    given = parser.parse_args(arguments)
    quick = bool(given.quick)
    rounds = given.rounds or (3 if quick else 9)
    sizes = [int(size) for size in (given.sizes or ("60,120" if quick else "100,1000,5000")).split(",")]
    consults = given.consults or (500 if quick else 10_000)

    def compared() -> Part:
        if quick:
            return compare(*small(sizes[0]), rounds, f"{sizes[0]} generated rules")
        return compare(*shipped(), max(1, rounds // 4), "shipped rules, the five personas")

    known: dict[str, Callable[[], Part]] = {
        "compare": compared,
        "scaling": lambda: scaling(sizes, rounds),
        "stages": lambda: stages(*shipped(), rounds),
        "processes": lambda: processes(min(rounds, 5)),
        "memory": lambda: memory(*shipped(), consults),
        "before": lambda: _before(given.before or "HEAD", rounds),
        "clips": lambda: against_clips(min(1000, max(sizes)), rounds),
    }
    wanted = (given.parts or PARTS + (",before" if given.before else "")).split(",")
    if unknown := sorted(set(wanted) - set(known)):
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join(known)}")
    try:
        parts = (
            [known[wanted[0]]()]
            if len(wanted) == 1
            else [apart(name, sys.argv[1:] if arguments is None else arguments) for name in wanted]
        )
    except subprocess.CalledProcessError as error:
        return error.returncode
    about = machine()
    print(as_text(parts, about))
    if given.json:
        data = {"about": about, "quick": quick, "parts": [asdict(part) for part in parts]}
        Path(given.json).write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if given.write:
        Path(given.write).write_text(as_markdown(parts, about), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
