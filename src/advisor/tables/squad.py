"""What a squad has in common, gathered block by block: counts of everybody, names of the first few hundred."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from advisor.model.knowledge import LEVELS
from advisor.population import BANDS, FIRED, OPEN, UNSURE, VERDICTS, Program
from advisor.report.squad import GROUPS, Asymmetry, Done, Named, Person, SharedPattern, SquadPage
from advisor.tables.results import SAFETY, Results, band_codes

if TYPE_CHECKING:
    from advisor.tables.run import Summary

__all__ = ["MOST_NAMED", "SquadTally"]

_ORDER = ("emergency", "urgent", "soon", "caution", "unanswered", "none")
_WANTED = (("fired", FIRED), ("unsure", UNSURE), ("open", OPEN))
MOST_NAMED = 200
"""People named in any one list of the page; counts are of everybody."""


class SquadTally:
    """Collects from blocks of results, screened with "items" wanted; :meth:`page` is what the page shows."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._people: list[Person] = []
        self._patterns: dict[str, list[Named]] = {}
        self._one_sided: Counter[tuple[str, str, str]] = Counter()
        self._one_sided_named: dict[tuple[str, str, str], list[str]] = {}
        self._open: Counter[str] = Counter()
        self._named: Counter[str] = Counter()
        self._groups: Counter[str] = Counter()
        self._done: Counter[str] = Counter()
        self._pairs = _pairs(program)
        self._tests: dict[str, list[str]] = {}
        for name, column in program.columns.items():
            test = program.knowledge.questions[column.question].test
            if test:
                self._tests.setdefault(test, []).append(name)

    def add(self, results: Results) -> None:
        """One block more."""
        self._safety(results)
        self._shared(results)
        self._sides(results)
        for test, columns in self._tests.items():
            done = [results.block.columns.arrays[name] >= 0 for name in columns if name in results.block.columns.arrays]
            if done:
                self._done[test] += int(np.count_nonzero(np.logical_or.reduce(done)))

    def _safety(self, results: Results) -> None:
        found = results.found
        assert found.items is not None
        for code in {code for code, _ in self.program.safety if self._kind(code) != "skip"}:
            rows = [place for place, (other, _) in enumerate(self.program.safety) if other == code]
            self._open[code] += int(np.count_nonzero((found.items[rows] == OPEN).any(axis=0)))
        group = np.where(found.ended, 0, np.where(found.blocked, 1, np.where(found.level > 0, 2, 3)))
        for place, number in enumerate(np.bincount(group, minlength=len(GROUPS)).tolist()):
            self._groups[GROUPS[place]] += number
        for place, word in enumerate(GROUPS[:3]):
            rows = np.flatnonzero(group == place)[: MOST_NAMED - self._named[word]].tolist()
            self._named[word] += len(rows)
            for row in rows:
                self._people.append(self._person(found.items[:, row], _name(results, row), SAFETY[results.safety[row]], word))

    def _person(self, items: np.ndarray[Any, Any], name: str, level: str, group: str) -> Person:
        """What is told of one person: signs and limits apart; what concerns self-tests alone is no news to a coach."""
        said = {
            state: [self.program.safety[place][0] for place in np.flatnonzero(items == code).tolist()] for state, code in _WANTED
        }
        signs = self._titles([code for code in said["fired"] if self._is_sign(code)])
        limits = [title for title in self._titles(said["fired"]) if title not in signs]
        unsure = [title for title in self._titles(said["unsure"]) if title not in signs]
        shown = tuple(limits) if group != "ended" else ()
        return Person(name, level, group, signs, shown, tuple(unsure), self._titles(said["open"]))

    def _kind(self, code: str) -> str:
        return self.program.knowledge.flags[self.program.knowledge.rules[code].flag].kind

    def _is_sign(self, code: str) -> bool:
        """Whether a rule says something about the person's health, rather than about the plan alone."""
        return self._kind(code) == "flag" or self._grave(code) >= LEVELS.index("soon")

    def _grave(self, code: str) -> int:
        refer = self.program.knowledge.rules[code].refer
        return LEVELS.index(refer.level) if refer is not None else 0

    def _titles(self, codes: list[str]) -> tuple[str, ...]:
        """What the flags of rules are called, the gravest first, each once."""
        knowledge = self.program.knowledge
        grave = sorted((code for code in codes if self._kind(code) != "skip"), key=lambda code: -self._grave(code))
        return tuple(dict.fromkeys(knowledge.flags[knowledge.rules[code].flag].title for code in grave))

    def _shared(self, results: Results) -> None:
        assert results.found.patterns is not None
        sides: dict[str, list[int]] = {}
        for place, (pattern, _) in enumerate(self.program.patterns):
            sides.setdefault(pattern, []).append(place)
        for pattern, places in sides.items():
            size = results.found.patterns[places]
            stands = size >= results.stands
            known = self._patterns.setdefault(pattern, [])
            room = max(MOST_NAMED - len(known), 0)  # one person may take two places
            for row in np.flatnonzero(stands.any(axis=0))[:room].tolist():
                bands = [BANDS[code] for code in band_codes(results.found, size[:, row])]
                there = {self.program.patterns[places[one]][1]: bands[one] for one in np.flatnonzero(stands[:, row]).tolist()}
                if len(there) == 2 and len(set(there.values())) == 1:
                    there = {"both": bands[0]}
                known += [Named(_name(results, row), _side(side), band) for side, band in there.items()]

    def _sides(self, results: Results) -> None:
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
                    rows = np.flatnonzero(only)
                    self._one_sided[key] += len(rows)
                    known = self._one_sided_named.setdefault(key, [])
                    known += [_name(results, row) for row in rows[: MOST_NAMED - len(known)].tolist()]

    # ------------------------------------------------------------- the page
    def page(self, summary: Summary, title: str, day: str) -> SquadPage:
        """What the page shows of all that was added."""
        knowledge = self.program.knowledge
        people = sorted(self._people, key=lambda person: _ORDER.index(person.level))
        return SquadPage(
            title=title, day=day, rows=summary.rows, rejected=summary.rejected,
            groups=tuple((word, self._groups[word]) for word in GROUPS),
            unanswered=summary.unanswered, people=tuple(people), patterns=self._patterns_shown(summary),
            asymmetries=self._asymmetries(),
            open_flags=self._open_shown(),
            tests=tuple(Done(test.name, self._done[name]) for name, test in knowledge.tests.items()),
            without_safety=tuple(knowledge.questions[name].ask for name in summary.without_safety),
            rules=f"{knowledge.info.name} {knowledge.info.version}", rules_hash=knowledge.hash, most_named=MOST_NAMED,
            language=knowledge.language,
        )  # fmt: skip

    def _open_shown(self) -> tuple[tuple[str, int], ...]:
        """What is open in most, by the title of the rule's flag (one that several rules share counts its most open one)."""
        titles: Counter[str] = Counter()
        for code, count in self._open.items():
            title = self.program.knowledge.flags[self.program.knowledge.rules[code].flag].title
            titles[title] = max(titles[title], count)
        return tuple(_most(titles)[:12])

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
