"""What a squad has in common, gathered block by block: counts of everybody, names of the first few hundred."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from advisor.population import VERDICTS, Program
from advisor.report.squad import Asymmetry, Done, Named, Person, SharedPattern, SquadPage
from advisor.tables.results import SAFETY, Results

if TYPE_CHECKING:
    from advisor.tables.run import Summary

__all__ = ["MOST_NAMED", "SquadTally"]

_ORDER = ("emergency", "urgent", "soon", "caution", "unanswered", "none")
MOST_NAMED = 200
"""People named in any one list of the page; counts are of everybody."""


class SquadTally:
    """Collects from blocks of results; :meth:`page` is what the page shows."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._people: list[Person] = []
        self._patterns: dict[str, list[Named]] = {}
        self._one_sided: Counter[tuple[str, str, str]] = Counter()
        self._one_sided_named: dict[tuple[str, str, str], list[str]] = {}
        self._open: Counter[str] = Counter()
        self._named: Counter[str] = Counter()
        self._done: Counter[str] = Counter()
        self._pairs = _pairs(program)
        self._tests: dict[str, list[str]] = {}
        for name, column in program.columns.items():
            test = program.knowledge.questions[column.question].test
            if test:
                self._tests.setdefault(test, []).append(name)

    def add(self, results: Results) -> None:
        """One block more."""
        names = [_name(results, row) for row in range(results.size)]
        self._safety(results, names)
        self._shared(results, names)
        self._sides(results, names)
        for test, columns in self._tests.items():
            done = [results.block.columns.arrays[name] >= 0 for name in columns if name in results.block.columns.arrays]
            if done:
                self._done[test] += int(np.count_nonzero(np.logical_or.reduce(done)))

    def _safety(self, results: Results, names: list[str]) -> None:
        for place, number in enumerate(np.bincount(results.flags["open"].what).tolist()):
            self._open[self.program.flags[place]] += number
        noted = np.flatnonzero((results.found.level > 0) | results.found.blocked)
        for row in noted.tolist():
            level = SAFETY[results.safety[row]]
            if self._named[level] >= MOST_NAMED:
                continue
            self._named[level] += 1
            titles = {state: self._titles(entries.what[entries.of(row)].tolist()) for state, entries in results.flags.items()}
            self._people.append(Person(
                names[row], level, bool(results.found.ended[row]), bool(results.found.blocked[row]),
                titles["fired"], titles["unsure"], titles["open"],
            ))  # fmt: skip

    def _titles(self, places: list[int]) -> tuple[str, ...]:
        """What flags are called; a reason to leave out a self-test alone is no news to a coach."""
        flags = [self.program.knowledge.flags[self.program.flags[place]] for place in places]
        return tuple(flag.title for flag in flags if flag.kind != "skip")

    def _shared(self, results: Results, names: list[str]) -> None:
        for row in np.unique(results.patterns.rows).tolist():
            shown: dict[str, list[tuple[str, str, float]]] = {}
            for item in results.patterns_of(row):
                shown.setdefault(item["pattern"], []).append((item["side"], item["band"], item["certainty"]))
            for pattern, sides in shown.items():
                known = self._patterns.setdefault(pattern, [])
                if len(known) < MOST_NAMED:
                    band = max(sides, key=lambda side: side[2])[1]
                    known.append(Named(names[row], "both sides" if len(sides) == 2 else _side(sides[0][0]), band))

    def _sides(self, results: Results, names: list[str]) -> None:
        assert results.found.findings is not None
        k = self.program.knowledge.info.constants
        likely = round(k.likely * 1e6)
        for muscle, left, right in self._pairs:
            packed = results.found.findings[left], results.found.findings[right]
            for role in ("dormant", "dominant"):
                code = VERDICTS.index(role)
                here = [((side & 3) == code) for side in packed]
                strong = [there & ((side >> 2) >= likely) for there, side in zip(here, packed, strict=True)]
                for place, side_name in enumerate(("left", "right")):
                    only = strong[place] & ~here[1 - place]
                    key = (muscle, role, side_name)
                    rows = np.flatnonzero(only).tolist()
                    self._one_sided[key] += len(rows)
                    known = self._one_sided_named.setdefault(key, [])
                    known += [names[row] for row in rows[: MOST_NAMED - len(known)]]

    # ------------------------------------------------------------- the page
    def page(self, summary: Summary, title: str, day: str) -> SquadPage:
        """What the page shows of all that was added."""
        knowledge = self.program.knowledge
        people = sorted(self._people, key=lambda person: _ORDER.index(person.level))
        return SquadPage(
            title=title, day=day, rows=summary.rows, rejected=summary.rejected,
            safety=tuple((word, summary.safety[word]) for word in _ORDER),
            unanswered=summary.unanswered, people=tuple(people), patterns=self._patterns_shown(summary),
            asymmetries=self._asymmetries(),
            open_flags=tuple((knowledge.flags[name].title, count) for name, count in _most(self._open)[:12]),
            tests=tuple(Done(test.name, self._done[name]) for name, test in knowledge.tests.items()),
            without_safety=tuple(knowledge.questions[name].ask for name in summary.without_safety),
            rules=f"{knowledge.info.name} {knowledge.info.version}", rules_hash=knowledge.hash, most_named=MOST_NAMED,
        )  # fmt: skip

    def _patterns_shown(self, summary: Summary) -> tuple[SharedPattern, ...]:
        rules = self.program.knowledge.patterns
        return tuple(
            SharedPattern(rules[name].title, count, tuple(self._patterns.get(name, ())))
            for name, count in _most(summary.patterns)
        )

    def _asymmetries(self) -> tuple[Asymmetry, ...]:
        found = []
        for muscle, _, _ in self._pairs:
            for role in ("dormant", "dominant"):
                left, right = (self._one_sided[muscle, role, side] for side in ("left", "right"))
                if left + right:
                    named = (tuple(self._one_sided_named[muscle, role, side]) for side in ("left", "right"))
                    found.append(Asymmetry(self.program.knowledge.muscles[muscle].name, role, left, right, *named))
        return tuple(sorted(found, key=lambda item: (-(item.left + item.right), item.muscle, item.role))[:14])


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(((name, count) for name, count in counts.items() if count), key=lambda pair: (-pair[1], pair[0]))


def _name(results: Results, row: int) -> str:
    name = results.block.ids[row] if results.block.ids is not None else ""
    return name or f"row {results.block.rows[row]}"


def _side(side: str) -> str:
    return "" if side == "whole" else side


def _pairs(program: Program) -> list[tuple[str, int, int]]:
    """Paired muscles with the rows of their left and right."""
    places = {key: place for place, key in enumerate(program.muscles)}
    return [
        (muscle, place, places[muscle, "right"]) for (muscle, side), place in places.items()
        if side == "left" and (muscle, "right") in places
    ]  # fmt: skip
