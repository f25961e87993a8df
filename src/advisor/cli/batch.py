"""``advisor batch``: a table of many runners in, a table of results out."""

from __future__ import annotations

import contextlib
import signal
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from advisor.cli import GOOD, NO

if TYPE_CHECKING:
    from advisor.model.base import KnowledgeBase
    from advisor.population import Program
    from advisor.tables import Job, Summary

_SAY = {
    "emergency": "emergency", "urgent": "urgent", "soon": "see a doctor soon", "caution": "with care",
    "unanswered": "safety not answered", "none": "no warning sign raised",
}  # fmt: skip
_HOW = {
    "name": "a question", "alike": "a question, written another way", "mapped": "a question, by the mapping file",
    "id": "the person", "ignored": "left out, by the mapping file", "near": "NOT RECOGNISED",
    "unknown": "not a question: left out",
}  # fmt: skip


@click.command("batch")
@click.argument("source", metavar="IN", type=click.Path())
@click.argument("target", metavar="OUT", type=click.Path(), required=False)
@click.option("--plan", is_flag=True, help="Also choose exercises for each person (slower).")
@click.option("--report", type=click.Path(), help="A page for the coach of a squad, as HTML.")
@click.option("--columns", "columns", type=click.Path(), help="A file that says what the table's headers mean (docs/batch.md).")
@click.option("--dry-run", is_flag=True, help="Only say what each header means; write nothing.")
@click.option("--rejects", type=click.Path(), help="Where rows that were left out go.  [default: OUT.rejects.csv]")
@click.option("--wide", is_flag=True, help="A column for each muscle, side and pattern (CSV, Parquet).")
@click.option("--force", is_flag=True, help="Write over files that are there.")
@click.option("--title", default="", help="The title of the page.  [default: The squad]")
@click.option("--lang", help="The language of the page, such as de.  [default: ADVISOR_LANG, else en]")
@click.option("--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True,
              help="Where it runs: this machine, or Apache Spark (docs/scale.md).")
@click.option("--rules", type=click.Path(), help="The rules folder (default: ADVISOR_RULES, else the shipped one).")
@click.pass_context
def command(
    ctx: click.Context, source: str, target: str | None, plan: bool, report: str | None, columns: str | None, dry_run: bool,
    rejects: str | None, wide: bool, force: bool, title: str, lang: str | None, engine: str,
    rules: str | None,
) -> None:  # fmt: skip
    """Screen a table of runners: IN and OUT are CSV, NDJSON or Parquet, by their endings.

    One row a person, in and out. Rows that cannot be read go to OUT.rejects.csv, with the reason; the exit code is then 1.
    """
    from advisor.cli.files import today
    from advisor.cli.tongue import chosen_language, knowledge_in
    from advisor.population import compile_plan
    from advisor.tables import Job, run_batch

    if target is None and not dry_run:
        raise click.UsageError("Missing argument 'OUT'. (With --dry-run it may be left out.)")
    knowledge = knowledge_in(chosen_language(lang, rules), rules)
    program = compile_plan(knowledge)
    job = Job(source, target or "", rejects or "", report or "", plan=plan, wide=wide, force=force, mapping_file=columns or "")
    if columns:
        job = _mapped(program, job, columns)
    if dry_run:
        ctx.exit(_dry_run(program, job))
    with _stopped_cleanly():
        if engine == "spark":
            from advisor.tables.spark_run import run_on_spark

            summary = run_on_spark(program, job)
        else:
            with _Progress() as progress:
                summary = run_batch(program, job, title=title, day=today().isoformat(), progress=progress)
    for line in _summary_lines(knowledge, job, summary):
        click.echo(line, err=True)
    ctx.exit(NO if summary.rejected else GOOD)


def _mapped(program: Program, job: Job, path: str) -> Job:
    from dataclasses import replace
    from pathlib import Path

    from advisor.knowledge.source import read_file
    from advisor.tables.headers import Targets, read_mapping

    mapping = read_mapping(read_file(Path(path), path), program.knowledge, Targets(program.columns))
    return replace(job, mapping=mapping)


# --------------------------------------------------------------------------------------------------------- the dry run
def _dry_run(program: Program, job: Job) -> int:
    """Says what each header means. 1 where something would stop the run."""
    from advisor.errors import AdvisorError
    from advisor.knowledge.excerpts import clean
    from advisor.tables.run import headers_of

    recognition, problems = headers_of(program, job)
    for header in recognition.headers:
        arrow = f" -> {header.target}" if header.target else ""
        click.echo(f"{clean(header.text, 60)}{arrow}  ({_HOW[header.how]})")
    there = {program.columns[name].question if name in program.columns else name for name in recognition.targets}
    halves = _one_side_only(recognition.targets)
    if halves:
        click.echo(f"a column for one side only: {', '.join(halves)}")
    for kind in ("safety", "symptom", "history", "test"):
        missing = [name for name, question in program.knowledge.questions.items() if question.kind == kind and name not in there]
        if missing:
            click.echo(f"no column for {len(missing)} {kind} questions: {', '.join(missing)}")
    if problems:
        raise AdvisorError(problems)
    return GOOD


def _one_side_only(targets: list[str]) -> list[str]:
    """Columns of one side whose other side has none: that side is asked of nobody."""
    from advisor.model.knowledge import SIDES

    other = dict(zip(SIDES, reversed(SIDES), strict=True))
    sided = [(name, *name.rpartition("@")[0::2]) for name in targets]
    return [name for name, question, side in sided if side in other and f"{question}@{other[side]}" not in targets]


# ---------------------------------------------------------------------------------------------------------- the summary
def _summary_lines(knowledge: KnowledgeBase, job: Job, summary: Summary) -> list[str]:
    lines = [f"{_people(summary.rows)} screened with {knowledge.info.name} {knowledge.info.version} ({knowledge.hash[:12]})."]
    width = max(len(text) for text in _SAY.values())
    lines += [f"  {text:<{width}}  {summary.safety[word]:>9}" for word, text in _SAY.items() if summary.safety[word]]
    if summary.unanswered:
        lines.append(f"{_people(summary.unanswered)} left safety questions open: no plan, and not counted as safe.")
    if summary.without_safety:
        lines.append(f"The table has no column for {len(summary.without_safety)} safety questions (--dry-run names them).")
    common = sorted(((count, name) for name, count in summary.patterns.items() if count), key=lambda pair: (-pair[0], pair[1]))
    if common:
        lines.append("Most common patterns:")
        lines += [f"  {count:>9}  {knowledge.patterns[name].title}" for count, name in common[:5]]
    if summary.recognition.unknown:
        lines.append(f"Left out, not questions: {_listed(summary.recognition.unknown)}")
    if summary.rejected:
        lines.append(f"{_rows(summary.rejected)} left out, with the reason: {job.rejects_file}")
    lines.append(f"Results: {job.target}" + (f"   Page: {job.report}" if job.report else ""))
    return lines


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def _listed(names: list[str]) -> str:
    from advisor.knowledge.excerpts import clean

    more = f" and {len(names) - 10} more" if len(names) > 10 else ""
    return ", ".join(clean(name, 40) or '""' for name in names[:10]) + more


# ----------------------------------------------------------------------------------------------- a terminal, and signals
class _Progress:
    """A bar on a terminal, once a run takes longer than a second."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._begun = self._told = time.monotonic()
        self._shown = False

    def __enter__(self) -> _Progress:
        return self

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not self._live or now - self._begun < 1 or now - self._told < 0.1:
            return
        share = min(1.0, done / total) if total else 1.0
        left = (now - self._begun) * (1 - share) / share if share else 0.0
        bar = "#" * round(30 * share)
        sys.stderr.write(f"\r[{bar:<30}] {100 * share:3.0f} %  {left:4.0f} s left ")
        sys.stderr.flush()
        self._told, self._shown = now, True

    def __exit__(self, *_: Any) -> None:
        if self._shown:
            sys.stderr.write("\r" + " " * 60 + "\r")
            sys.stderr.flush()


@contextlib.contextmanager
def _stopped_cleanly() -> Iterator[None]:
    """SIGTERM, and a terminal that is closed, end a run as Ctrl-C does: what was half written is taken away."""

    def stop(number: int, frame: Any) -> None:
        raise click.exceptions.Abort

    ends = [signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    before = {}
    try:
        for number in ends:
            before[number] = signal.signal(number, stop)
            if before[number] == signal.SIG_IGN:  # nohup: to go on is what was asked for
                signal.signal(number, signal.SIG_IGN)
    except ValueError:  # not in the main thread: the caller's own affair
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
