"""What no order of questions can leave out: ``python benchmarks/limit.py [--people N] [--processes N] [--json F] [--write F]``.

A runner has answered everything. A question that could not have been left out is one to which another answer, all others being
what they are, would have moved a band: whoever promises that nothing left could change the result has to ask it, in any order.
Here is how much that is, what it is for, and of each self-test for how many runners. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
from numpy.typing import NDArray

from advisor.knowledge import load_knowledge, rules_folder
from advisor.population import Columns
from advisor.population.columns import NOT_ASKED, UNKNOWN
from advisor.population.runners import runners
from advisor.population.settling import Ask
from lockstep import CHUNK, PEOPLE, Lockstep, shipped_adviser
from parts import Part, Row, machine
from sections import told

__all__ = ["MEASURES", "counted", "hindsight", "needed"]

MEASURES = ("every band", "bands of muscles and patterns, not of directions", "what is named at all")
"""What must stay as it is, from the whole promise to the least that a report could promise."""

Bools = NDArray[np.bool_]


def needed(lockstep: Lockstep) -> dict[str, dict[str, Bools]]:
    """For each measure and question: bool (runners), it could not have been left out."""
    found: dict[str, dict[str, Bools]] = {measure: {} for measure in MEASURES}
    for question, names in lockstep.columns.items():
        there = np.array([lockstep.whole.arrays[name] != NOT_ASKED for name in names])
        moved = {measure: np.zeros(lockstep.rows, np.bool_) for measure in MEASURES}
        for pattern in np.unique(there, axis=1).T:
            mine = tuple(name for name, yes in zip(names, pattern.tolist(), strict=True) if yes)
            rows = np.flatnonzero((there == pattern[:, None]).all(axis=0))
            for other in _otherwise(lockstep, Ask(question, mine), rows) if mine and len(rows) else ():
                for measure in MEASURES:
                    now, then = (_seen(lockstep, measure, bands) for bands in (lockstep.last[:, rows], other))
                    moved[measure][rows] |= (now != then).any(axis=0)
        for measure in MEASURES:
            found[measure][question] = moved[measure]
    return found


def _otherwise(lockstep: Lockstep, ask: Ask, rows: NDArray[Any]) -> Iterator[NDArray[np.int8]]:
    """The bands of these runners with every other answer to a question."""
    values, _ = lockstep.settling.variants(ask, lockstep.whole.slice(int(rows[0]), int(rows[0]) + 1))
    for value in [*values, tuple([UNKNOWN] * len(ask.columns))]:
        arrays = {name: array[rows] for name, array in lockstep.whole.arrays.items()}
        arrays |= {name: np.full(len(rows), one, np.int64) for name, one in zip(ask.columns, value, strict=True)}
        yield lockstep.bands(Columns(len(rows), arrays))


def _seen(lockstep: Lockstep, measure: str, bands: NDArray[np.int8]) -> NDArray[np.int8]:
    """What a measure looks at: ``bands`` has a row for each pattern, direction and muscle, in this order (verdict x 4 + band)."""
    patterns, muscles = bands[: len(lockstep.program.patterns)], bands[-len(lockstep.program.muscles) :]
    if measure == MEASURES[0]:
        return bands
    if measure == MEASURES[1]:
        return np.concatenate([patterns, muscles])
    return np.concatenate([(patterns > 0).astype(np.int8), muscles // 4])


def hindsight(
    lockstep: Lockstep, every: Mapping[str, Mapping[str, Bools]] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Questions and seconds that nobody can do without who wants to be sure of every band, per runner."""
    return _summed(lockstep, (every or needed(lockstep))[MEASURES[0]])


def _summed(lockstep: Lockstep, some: Mapping[str, Bools]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Questions asked and seconds: a self-test is done up to the last of its questions that is asked, whatever else of it is."""
    count, seconds = np.zeros(lockstep.rows, np.int64), np.zeros(lockstep.rows)
    relevant, order = _relevant(lockstep), list(lockstep.columns)  # the author's
    for place, question in enumerate(order):
        test = lockstep.kb.questions[question].test
        later = [some[name] for name in order[place + 1 :] if test and lockstep.kb.questions[name].test == test]
        on_the_way = np.any(later, axis=0) & relevant[question] if later else np.zeros(lockstep.rows, np.bool_)
        count += some[question]
        seconds += (some[question] | on_the_way) * lockstep.effort[question]
    return count, seconds


def _relevant(lockstep: Lockstep) -> dict[str, Bools]:
    return {
        question: np.any([lockstep.whole.arrays[name] != NOT_ASKED for name in names], axis=0)
        for question, names in lockstep.columns.items()
    }


# --------------------------------------------------------------------------- many runners
Chunk = tuple[dict[str, list[float]], dict[str, tuple[int, int]]]


def chunk(seed: int) -> Chunk:
    """What some runners could not have left out."""
    adviser = shipped_adviser()
    lockstep = Lockstep(adviser, runners(adviser.knowledge, CHUNK, seed, PEOPLE))
    return counted(lockstep, needed(lockstep))


def counted(lockstep: Lockstep, every: Mapping[str, Mapping[str, Bools]]) -> Chunk:
    """Minutes by measure (and of all that is relevant); of each self-test: how many were asked, how many needed it."""
    relevant, questions = _relevant(lockstep), lockstep.kb.questions
    minutes = {name: (_summed(lockstep, some)[1] / 60).tolist() for name, some in (("asked", relevant), *every.items())}
    shares = {}
    for test in lockstep.kb.tests:
        mine = [question for question in lockstep.columns if questions[question].test == test]
        asked, used = (np.any([some[q] for q in mine], axis=0) for some in (relevant, every[MEASURES[0]]))
        shares[test] = int(asked.sum()), int(used.sum())
    return minutes, shares


def parts_of(chunks: list[Chunk]) -> list[Part]:
    """The two tables."""
    minutes: dict[str, list[float]] = {}
    counts: dict[str, list[int]] = {}
    for some, shares in chunks:
        for name, values in some.items():
            minutes.setdefault(name, []).extend(values)
        for test, (asked, used) in shares.items():
            counts.setdefault(test, [0, 0])
            counts[test] = [counts[test][0] + asked, counts[test][1] + used]
    whole = float(np.median(minutes["asked"]))
    rows = []
    for measure in MEASURES:
        middle, high = np.percentile(minutes[measure], [50, 90])
        most = _share(1 - middle / whole)
        rows.append(Row(measure, {"minutes: median": float(middle), "90th": float(high), "any order saves at most, %": most}))
    people = len(minutes["asked"])
    first = Part(f"What must stay as it is ({people:,} runners, asked {whole:.1f} minutes in all)", rows)
    names, tests = load_knowledge(rules_folder()).tests, []
    for test, (asked, used) in sorted(counts.items(), key=lambda item: (-item[1][1] / max(item[1][0], 1), item[0])):
        row = {"minutes": names[test].minutes, "could not be left out, % of those asked": _share(used / max(asked, 1))}
        tests.append(Row(names[test].name, row))
    return [first, Part("By self-test: another answer would have moved a band", tests)]


def _share(value: float) -> int:
    return round(100 * float(value))


INTRO = """Written by `python benchmarks/limit.py --write docs/benchmarks.md`. Everybody has answered everything. A question could
not have been left out if another answer to it, all others being what they are, would have moved a band. A self-test takes all
its time up to the last of its questions that is asked."""


def main(arguments: list[str] | None = None) -> int:
    """Works it out and prints it; writes JSON or Markdown where asked."""
    parser = argparse.ArgumentParser(description="What no order of questions can leave out.")
    parser.add_argument("--people", type=int, default=1_000, help="simulated runners")
    parser.add_argument("--processes", type=int, default=2, help="0: none of its own")
    parser.add_argument("--json", metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--write", metavar="FILE", help="write the section into this Markdown file")
    given = parser.parse_args(arguments)
    seeds = range(1, -(-given.people // CHUNK) + 1)
    if given.processes:
        with ProcessPoolExecutor(given.processes) as pool:
            chunks = list(pool.map(chunk, seeds))
    else:
        chunks = [chunk(seed) for seed in seeds]
    told(given, "limit", "What no order can leave out", INTRO, parts_of(chunks), machine())
    return 0


if __name__ == "__main__":
    sys.exit(main())
