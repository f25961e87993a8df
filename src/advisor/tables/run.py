"""One run: a table in, results, rejects and a page out; nothing appears under its name before all is whole."""

from __future__ import annotations

import contextlib
import os
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from advisor.errors import AdvisorError, Diagnostic, Place
from advisor.knowledge.excerpts import clean
from advisor.population import DEFAULT, EVERYTHING, Program, screen
from advisor.tables.headers import Mapping_, Recognition
from advisor.tables.partfile import PartFile
from advisor.tables.plans import plans_of
from advisor.tables.results import SAFETY, Results
from advisor.tables.source import Block, Table, Worker, format_of, open_table
from advisor.tables.squad import SquadTally
from advisor.tables.writers import RejectsWriter, Writer, open_writer

__all__ = ["Job", "Summary", "check_ways", "headers_of", "run_batch", "taken", "without_safety"]

BLOCK = 32_768
WITH_PLAN = 2_048
AS_TEXT = 4_096
AHEAD = 2
"""Blocks that wait, beside those being worked on, so that nobody has to: they bound what is held in memory."""


_Chunk: TypeAlias = Callable[[], Block]


@dataclass(frozen=True)
class Job:
    """What to read and what to write. ``report`` "" for none; ``block`` rows at a time (0: what suits)."""

    source: str
    target: str
    rejects: str = ""
    report: str = ""
    mapping: Mapping_ = field(default_factory=Mapping_)
    mapping_file: str = ""
    plan: bool = False
    wide: bool = False
    force: bool = False
    block: int = 0
    threads: int | None = None

    @property
    def rejects_file(self) -> str:
        return self.rejects or f"{self.target}.rejects.csv"


@dataclass
class Summary:
    """What a run came to. ``safety``: rows by word; ``patterns``: rows in which it stands on any side."""

    recognition: Recognition
    rows: int = 0
    rejected: int = 0
    safety: Counter[str] = field(default_factory=Counter)
    unanswered: int = 0
    patterns: Counter[str] = field(default_factory=Counter)
    without_safety: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        return self.rows + self.rejected


def run_batch(
    program: Program, job: Job, *, title: str = "", day: str = "", progress: Callable[[int, int], None] | None = None
) -> Summary:
    """Screens a table. ``progress(done, total)`` is called after each block; ``day`` and ``title`` stand on the page.

    Raises AdvisorError: P811 to P819 and P821 (the table), P818 (the output is there, or is the input), I701.
    """
    out = format_of(job.target)
    check_ways(job)
    table = open_table(job.source, Worker(program.knowledge, program.columns, job.mapping, job.source))
    summary = Summary(table.recognition)
    tally = SquadTally(program) if job.report else None
    with contextlib.ExitStack() as stack:
        parts = {name: stack.enter_context(PartFile(name)) for name in (job.rejects_file, job.report, job.target) if name}
        rejects = RejectsWriter(parts[job.rejects_file].path, job.rejects_file)
        stack.callback(rejects.abandon)
        writer = open_writer(out, parts[job.target].path, job.target, program, wide=job.wide, plan=job.plan)
        stack.callback(writer.abandon)
        _screen_all(program, job, table, out, summary, tally, (writer, rejects), progress)
        summary.recognition = table.recognition
        summary.without_safety = without_safety(program, table.recognition)
        writer.close()
        rejects.close()
        if tally is not None:
            from advisor.report.squad import render_squad

            parts[job.report].write(render_squad(tally.page(summary, title, day)).encode())
        for part in parts.values():  # the results last: when they are there, all is there
            part.commit()
    return summary


def _screen_all(
    program: Program, job: Job, table: Table, out: str, summary: Summary, tally: SquadTally | None,
    writers: tuple[Writer, RejectsWriter], progress: Callable[[int, int], None] | None,
) -> None:  # fmt: skip
    size = job.block or (WITH_PLAN if job.plan else BLOCK if out == "parquet" else AS_TEXT)
    writer, rejects = writers

    def work(block_of: Callable[[], Block]) -> _Done:
        """From cells to what will be written: one block, in one thread."""
        block = block_of()
        if not len(block.rows):
            return _Done(block)
        results = _results(program, block, job)
        return _Done(block, results, writer.prepared(results))

    with contextlib.closing(_in_order(table.chunks(size), work, job.threads or os.cpu_count() or 1)) as blocks:
        for done in blocks:
            if done.block.rejects:
                rejects.write_rejects(done.block.rejects)
            summary.rejected += done.block.read - len(done.block.rows)
            if done.results is not None:
                _count(summary, done.results)
                writer.write(done.prepared)
                if tally is not None:
                    tally.add(done.results)
            if progress is not None:
                progress(table.done, table.total)


@dataclass(frozen=True)
class _Done:
    """A block worked out; ``results`` None where no row was good."""

    block: Block
    results: Results | None = None
    prepared: Any = None


def _in_order(chunks: Iterator[_Chunk], work: Callable[[_Chunk], _Done], threads: int) -> Generator[_Done, None, None]:
    """The work on chunk after chunk, done by several threads while the next ones are read, told in the chunks' order."""
    with ThreadPoolExecutor(threads, "batch") as pool:
        waiting: deque[Future[_Done]] = deque()
        try:
            for chunk in chunks:
                waiting.append(pool.submit(work, chunk))
                if len(waiting) >= threads + AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _results(program: Program, block: Block, job: Job) -> Results:
    want = EVERYTHING if job.plan else DEFAULT | {"items"} if job.report else DEFAULT
    found = screen(program, block.columns, want=want, threads=1)
    return Results(block, found, plans_of(found, block.columns) if job.plan else None)


def _count(summary: Summary, results: Results) -> None:
    summary.rows += results.size
    summary.unanswered += int(np.count_nonzero(results.found.blocked))
    for place, number in enumerate(np.bincount(results.safety, minlength=len(SAFETY)).tolist()):
        summary.safety[SAFETY[place]] += number
    assert results.found.patterns is not None
    shown: dict[str, NDArray[np.bool_]] = {}
    for (name, _), there in zip(results.found.program.patterns, results.found.patterns >= results.stands, strict=True):
        shown[name] = shown[name] | there if name in shown else there
    for name, rows in shown.items():
        summary.patterns[name] += int(np.count_nonzero(rows))


def without_safety(program: Program, recognition: Recognition) -> tuple[str, ...]:
    """Safety questions that the table has no column for."""
    there = {program.columns[name].question if name in program.columns else name for name in recognition.targets}
    return tuple(
        name for name, question in program.knowledge.questions.items() if question.kind == "safety" and name not in there
    )


def check_ways(job: Job, *, folder: str = "") -> None:
    """Raises AdvisorError P818 where something would be written over. ``folder``: an output that may be a folder."""
    inputs = {os.path.realpath(path): path for path in (job.source, job.mapping_file) if path}
    outputs: dict[str, str] = {}
    for path in (job.target, job.rejects_file, job.report):
        if not path:
            continue
        real = os.path.realpath(path)
        if real in inputs or any(_same(path, given) for given in inputs.values()):
            raise taken(path, "is read by this run and would be written over", "choose another name for the output")
        if real in outputs:
            raise taken(path, f"would hold two things ({clean(outputs[real], 100)} is the same file)", "choose another name")
        outputs[real] = path
        if path == folder and (os.path.isdir(path) or "://" in path):
            continue  # whoever writes folders looks whether it is there
        if os.path.isdir(path):
            raise taken(path, "is a folder", "give a file name")
        if os.path.lexists(path) and not os.path.isfile(path):
            raise taken(path, "is not a plain file", "give a file name")
        if os.path.lexists(path) and not job.force:
            raise taken(path, "is there already", "choose another name, or write over it with --force")


def _same(one: str, other: str) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def taken(path: str, why: str, hint: str) -> AdvisorError:
    name = clean(path, 200)
    return AdvisorError.of("P818", f"{name} {why}", hint, Place(name))


def headers_of(program: Program, job: Job) -> tuple[Recognition, list[Diagnostic]]:
    """What each header means, and what would stop a run, for ``--dry-run``. Raises AdvisorError where nothing can be read."""
    worker = Worker(program.knowledge, program.columns, job.mapping, job.source)
    try:
        return open_table(job.source, worker).recognition, []
    except AdvisorError as error:
        if worker.last is None:
            raise
        return worker.last, list(error.diagnostics)
