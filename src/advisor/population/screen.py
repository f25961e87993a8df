"""Running a program over columns, in blocks, on several threads."""

from __future__ import annotations

import os
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from advisor.model.knowledge import LEVELS, REGIONS
from advisor.population.columns import Columns
from advisor.population.program import DEFAULT, Program
from advisor.population.result import Screened

__all__ = ["BLOCK", "screen", "screen_alike"]

BLOCK = 32_768
"""Sheets at a time: large enough that NumPy's own overhead is small, small enough that the values stay in cache."""

_GATED = ("findings", "patterns", "certainties")


def screen(
    program: Program, columns: Columns, *, want: Collection[str] = DEFAULT, threads: int | None = None, block: int | None = None
) -> Screened:
    """Everything wanted about every row.

    ``want``: any of "flags", "findings", "patterns", "items", "certainties", "plan" (``DEFAULT``, ``EVERYTHING``); safety level,
    ended, blocked and findings_allowed always come. ``threads``: default the machine's processors. ``block``: sheets at a time.
    Raises ValueError for another name in ``want``, and for a block of less than one sheet.
    """
    if block is not None and block < 1:
        raise ValueError("a block has one sheet at least")
    names = frozenset(want)
    results = _results(program, names, columns.rows)
    size = block or BLOCK
    starts = range(0, columns.rows, size)
    workers = max(1, min(threads or os.cpu_count() or 1, len(starts)))
    if workers == 1:
        _work(program, names, columns, results, starts, min(size, columns.rows))
    else:
        with ThreadPoolExecutor(workers) as pool:
            jobs = [pool.submit(_work, program, names, columns, results, starts[i::workers], size) for i in range(workers)]
            for job in jobs:
                job.result()
    return _screened(program, columns.rows, results)


def screen_alike(program: Program, columns: Columns, *, want: Collection[str] = DEFAULT) -> Screened:
    """As :func:`screen`, for one person's sheet (the first row) and the same with a few answers changed.

    Of the others only what differs from the first is worked out.
    """
    names = frozenset(want)
    results = _results(program, names, columns.rows)
    program.differing(names).run(columns.arrays, results, columns.rows)
    _close(results, 0, columns.rows)
    return _screened(program, columns.rows, results)


def _work(program: Program, want: frozenset[str], columns: Columns, results: dict[str, Any], starts: range, size: int) -> None:
    machine = program.machine(want, size)
    try:
        for start in starts:
            stop = min(start + size, columns.rows)
            machine.run(columns.arrays, results, start, stop)
            _close(results, start, stop)
    finally:
        program.give_back(want, machine)


def _close(results: dict[str, Any], start: int, stop: int) -> None:
    """Nothing is found where the consultation ended or something grave is open (DESIGN 4.8)."""
    level, grave = results["level"][0, start:stop], results["grave"][0, start:stop]
    closed = (level >= LEVELS.index("urgent")) | (grave > 0)
    if closed.any():
        keep = (~closed).astype(np.int8)
        for name in _GATED:
            if name in results:
                part = results[name][:, start:stop]
                np.multiply(part, keep, out=part)


def _results(program: Program, want: frozenset[str], rows: int) -> dict[str, Any]:
    shapes: dict[str, tuple[int, type]] = {"level": (1, np.int8), "blocked": (1, np.int8), "grave": (1, np.int8)}
    if "flags" in want:
        shapes["flags"] = len(program.flags), np.int8
    if "items" in want:
        shapes["items"] = len(program.safety), np.int8
    if "findings" in want:
        shapes["findings"] = len(program.muscles), np.int32
    if "patterns" in want:
        shapes["patterns"] = len(program.patterns), np.int32
    if "certainties" in want:
        shapes["certainties"] = len(program.findings), np.int32
    if "plan" in want:
        for name in ("max_level", "max_pain"):
            shapes[name] = len(REGIONS), np.int8
        shapes["dose"] = len(REGIONS), np.float64
        shapes |= {name: (len(getattr(program, of)), np.int8) for name, of in _PLAN.items()}
    return {name: np.empty((count, rows), dtype) for name, (count, dtype) in shapes.items()}


_PLAN = {"avoid": "avoid_words", "allowed": "exercises", "variants": "variants", "in_force": "planning"}


def _screened(program: Program, rows: int, results: dict[str, Any]) -> Screened:
    level, blocked, grave = (results.pop(name)[0] for name in ("level", "blocked", "grave"))
    ended = level >= LEVELS.index("urgent")
    for name in _PLAN:
        if name in results:
            results[name] = results[name].view(np.bool_)
    if "max_pain" in results:
        results["max_pain"][results["max_pain"] == 11] = -1
    return Screened(
        program=program, rows=rows, level=level, ended=ended, blocked=blocked.view(np.bool_),
        findings_allowed=~ended & ~grave.view(np.bool_), **results,
    )  # fmt: skip
