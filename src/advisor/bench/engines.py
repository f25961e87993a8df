"""One engine measured: how long it takes to get ready, how long a sheet takes, what it holds at most."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor.inference.consult import Reasoner
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from advisor.population import Column, Columns, compile_plan, rows_of, schema_of, screen
from advisor.population.runners import runners
from advisor.population.screen import BLOCK

__all__ = ["ENGINES", "Figure", "Measured", "measure", "peak_megabytes", "sheets_for"]

ENGINES = ("experta", "columnar", "stock")
"""experta with our indexed matcher; the NumPy engine; experta as it comes (slow: asked for by name)."""

_ENOUGH = 1.0  # seconds of measuring for one figure
_ROUNDS = (3, 200)
_PART = 50_000  # runners made at a time


@dataclass(frozen=True)
class Figure:
    """``milliseconds``: the median of some runs over ``sheets`` sheets, by the time that passed."""

    sheets: int
    threads: int
    milliseconds: float
    runs: int

    @property
    def per_second(self) -> float:
        """Sheets a second."""
        return 1000 * self.sheets / self.milliseconds if self.milliseconds else float("inf")


@dataclass(frozen=True)
class Measured:
    """One engine. ``ready_ms``: compiling the rules for it. ``peak_mb``: the most its process ever held; 0 where not known."""

    engine: str
    ready_ms: float
    peak_mb: float
    figures: tuple[Figure, ...]
    size: dict[str, int] = field(default_factory=dict)


def sheets_for(knowledge: KnowledgeBase, count: int, seed: int) -> tuple[Columns, list[AnswerSheet]]:
    """Plausible runners, as columns and (the first 400 at most) as answer sheets; seeded. Made in parts, to need less memory."""
    schema = schema_of(knowledge)
    parts = [_narrow(runners(knowledge, min(_PART, count - start), seed + start), schema) for start in range(0, count, _PART)]
    joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    columns = Columns(count, joined)
    return columns, rows_of(columns, schema, range(min(count, 400)))


def _narrow(made: Columns, schema: Mapping[str, Column]) -> dict[str, NDArray[Any]]:
    """The columns in the types that the program works with."""
    return {name: values.astype(schema[name].dtype) for name, values in made.arrays.items()}


def measure(knowledge: KnowledgeBase, engine: str, *, sheets: int, seed: int = 1, threads: int | None = None) -> Measured:
    """Times one engine on ``sheets`` generated runners (experta: as many of them as a second allows, one at a time).

    Raises ValueError for an engine that does not exist.
    """
    if engine not in ENGINES:
        raise ValueError(f"no such engine: {engine}; there are {ENGINES}")
    if engine == "columnar":
        columns, _ = sheets_for(knowledge, sheets, seed)
        _forget_the_peak()
        return _columnar(knowledge, columns, threads or os.cpu_count() or 1)
    _, rows = sheets_for(knowledge, min(sheets, 2 if engine == "stock" else 60), seed)
    return _one_by_one(knowledge, engine, rows)


def _columnar(knowledge: KnowledgeBase, columns: Columns, threads: int) -> Measured:
    start = time.perf_counter()
    program = compile_plan(knowledge)
    screen(program, columns.slice(0, 1))
    ready = 1000 * (time.perf_counter() - start)
    steps = sorted({1, min(400, columns.rows), min(10_000, columns.rows), columns.rows})
    figures = []
    for count in steps:
        part = columns.slice(0, count)
        for workers in sorted({1, threads}) if count > BLOCK else (1,):
            figures.append(_timed(partial(screen, program, part, threads=workers), count, workers))
    size = {"columns": len(program.columns), "findings": len(program.findings), "patterns": len(program.patterns)}
    return Measured("columnar", ready, peak_megabytes(), tuple(figures), size)


def _one_by_one(knowledge: KnowledgeBase, engine: str, sheets: Sequence[AnswerSheet]) -> Measured:
    start = time.perf_counter()
    reasoner = (Reasoner(knowledge, matcher=None) if engine == "stock" else Reasoner(knowledge)).built()
    ready = 1000 * (time.perf_counter() - start)
    taken = [_once(partial(reasoner.consult, sheet)) for sheet in sheets]
    figure = Figure(1, 1, median(taken), len(taken))
    return Measured(engine, ready, peak_megabytes(), (figure,), {"generated rules": len(reasoner.network.rules)})


def _timed(work: Callable[[], Any], sheets: int, threads: int) -> Figure:
    work()
    taken: list[float] = []
    while len(taken) < _ROUNDS[0] or (sum(taken) < 1000 * _ENOUGH and len(taken) < _ROUNDS[1]):
        taken.append(_once(work))
    return Figure(sheets, threads, median(taken), len(taken))


def _once(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def _forget_the_peak() -> None:
    """Making the runners took memory that is not the engine's (Linux; elsewhere it stays in the figure)."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def peak_megabytes() -> float:
    """The most this process ever held, in megabytes; 0.0 where the system does not tell."""
    try:  # Linux: counted anew since the program was started, unlike ru_maxrss, which knows the parent's
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    except OSError:
        pass
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
