"""What an edit of the rules changes, in bulk: who of a population is told something else, smallest witness first.

    people = people_of(before.knowledge, after.knowledge, 10_000, seed=1)
    found = edit_effects(before, after, people)
    found.changed.sum(), found.effects[0].witness.answers

Rules are the same where their code is, else where their id is; so a renamed rule or pattern is compared with itself. What one
base alone has (a question, a pattern, a flag, an exercise) is as if it said nothing in the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import LEVELS
from advisor.population.columns import Columns
from advisor.population.plans import first_week_of
from advisor.population.program import Program
from advisor.population.result import BANDS, STATES, VERDICTS, Screened
from advisor.population.screen import screen
from advisor.population.twobases import Terms
from advisor.population.witness import Witness, witnesses

__all__ = ["EditEffects", "Effect", "edit_effects"]

Bools = NDArray[np.bool_]
Bytes = NDArray[np.int8]
Kind = Literal["safety", "flag", "pattern", "finding", "plan"]
Key = tuple[str, str]
_WANT = frozenset({"flags", "findings", "patterns", "plan"})
_ORDER: tuple[Kind, ...] = ("safety", "flag", "pattern", "finding", "plan")


@dataclass(frozen=True)
class Effect:
    """One thing that the two bases tell differently. ``before``, ``after``: in words ("none", "dormant likely", "in", "fired").

    ``kind`` and ``name``: safety (level, blocked), flag (its code), pattern (the new base's id, else the old one's), finding
    (a muscle), plan (an exercise of the first week, or "plan" itself). ``people``: how many; ``row``: the one with the fewest
    answers; ``witness``: that one cut down to what the change needs, for the first few effects.
    """

    kind: Kind
    name: str
    side: str
    before: str
    after: str
    people: int
    row: int
    witness: Witness | None = None


@dataclass(frozen=True)
class EditEffects:
    """``people`` rows. ``changed``: bool (rows), any of ``safety``, ``findings``, ``patterns``, ``plans``: bool (rows) each.

    Findings and patterns are compared where both bases allow findings. ``plans_compared``: how many plans were made: those whose
    inputs changed, or everybody's where exercises did, the first ``plans`` of them. ``effects``: smallest witness first.
    """

    people: int
    safety: Bools = field(repr=False)
    findings: Bools = field(repr=False)
    patterns: Bools = field(repr=False)
    plans: Bools = field(repr=False)
    plans_compared: int
    effects: tuple[Effect, ...]

    @property
    def changed(self) -> Bools:
        """Who is told something else."""
        found: Bools = self.safety | self.findings | self.patterns | self.plans
        return found


def edit_effects(before: Program, after: Program, people: Columns, *, plans: int = 2_000, shrink: int = 12) -> EditEffects:
    """Both bases over one population (see :func:`advisor.population.twobases.people_of`).

    ``plans``: plans made at most, for each base. ``shrink``: effects that get a witness: of each kind those with the most people.
    """
    pair = _Pair(before, after, people)
    kinds: dict[Kind, _Compared] = {"safety": pair.levels(), "flag": pair.flags()}
    told = pair.old.findings_allowed & pair.new.findings_allowed
    kinds["pattern"], kinds["finding"] = pair.patterns(told), pair.muscles(told)
    compared = pair.whose_plan(plans)
    kinds["plan"] = pair.weeks(compared)
    effects = [effect for kind in _ORDER for effect in kinds[kind].effects(kind, pair.answers)]
    some = _with_people(effects)[:shrink]
    rest = [effect for effect in effects if effect not in some]
    found = _witnessed(pair, some)
    found.sort(key=lambda e: (len(e.witness.answers) if e.witness else 10_000, _ORDER.index(e.kind), -e.people, e.name, e.side))
    return EditEffects(
        people.rows, kinds["safety"].moved | kinds["flag"].moved, kinds["finding"].moved, kinds["pattern"].moved,
        kinds["plan"].moved, int(compared.sum()), (*found, *rest),
    )  # fmt: skip


def _with_people(effects: Sequence[Effect]) -> list[Effect]:
    """In turn of each kind, those with the most people first."""
    ranks: dict[Kind, int] = dict.fromkeys(_ORDER, 0)
    order: list[tuple[int, int, Effect]] = []
    for effect in sorted(effects, key=lambda e: (-e.people, e.name, e.side, e.before, e.after)):
        order.append((ranks[effect.kind], _ORDER.index(effect.kind), effect))
        ranks[effect.kind] += 1
    return [effect for _, _, effect in sorted(order, key=lambda item: item[:2])]


@dataclass
class _Compared:
    """Things by rows in both bases, as small numbers; ``words`` says what a number means."""

    keys: Sequence[Key]
    old: Bytes
    new: Bytes
    words: Callable[[int], str]

    @property
    def moved(self) -> Bools:
        found: Bools = (self.old != self.new).any(axis=0)
        return found

    def effects(self, kind: Kind, answers: NDArray[Any]) -> Iterator[Effect]:
        """One for each thing and each way in which it moves."""
        for (name, side), old, new in zip(self.keys, self.old, self.new, strict=True):
            rows = np.flatnonzero(old != new)
            ways = old[rows].astype(np.int64) * 256 + new[rows]
            for way in np.unique(ways).tolist():
                those = rows[ways == way]
                row = int(those[np.argmin(answers[those])])
                yield Effect(kind, name, side, self.words(way // 256), self.words(way % 256), len(those), row)


class _Pair:
    """Two bases over the same people."""

    def __init__(self, before: Program, after: Program, people: Columns) -> None:
        self.programs = before, after
        self.terms = Terms(before.columns, after.columns)
        self.people = people
        self.columns = self.terms.old(people), self.terms.new(people)
        self.old, self.new = (screen(p, c, want=_WANT) for p, c in zip(self.programs, self.columns, strict=True))
        self.answers = sum((array != -4).astype(np.int32) for array in people.arrays.values())
        self.same_rules = _same_rules(before.knowledge, after.knowledge)

    def of(self, people: Columns) -> _Pair:
        """The same bases over other people."""
        return _Pair(*self.programs, people)

    def levels(self) -> _Compared:
        words = [*LEVELS, *(f"{level}, blocked" for level in LEVELS)]
        pair = [np.asarray(s.level + len(LEVELS) * s.blocked.astype(np.int8), np.int8)[None] for s in (self.old, self.new)]
        return _Compared([("level", "")], pair[0], pair[1], words.__getitem__)

    def flags(self) -> _Compared:
        names = list(dict.fromkeys((*self.programs[0].flags, *self.programs[1].flags)))
        keys = [(name, "") for name in names]
        pair = [_rows(keys, [(f, "") for f in s.program.flags], s.flags, s.rows) for s in (self.old, self.new)]
        return _Compared(keys, pair[0], pair[1], STATES.__getitem__)

    def patterns(self, told: Bools) -> _Compared:
        mine = [(self.same_rules.get(name, name), side) for name, side in self.programs[0].patterns]
        keys = list(dict.fromkeys((*self.programs[1].patterns, *mine)))
        pair = []
        for found, names in ((self.old, mine), (self.new, self.programs[1].patterns)):
            k = found.program.knowledge.info.constants
            assert found.patterns is not None
            bands = sum((found.patterns >= round(edge * 1e6)).astype(np.int8) for edge in (k.hidden, k.likely, k.strong))
            pair.append(_rows(keys, names, np.asarray(bands), found.rows) * told)
        return _Compared(keys, pair[0], pair[1], BANDS.__getitem__)

    def muscles(self, told: Bools) -> _Compared:
        keys = list(dict.fromkeys((*self.programs[1].muscles, *self.programs[0].muscles)))
        pair = [_rows(keys, s.program.muscles, _verdicts(s), s.rows) * told for s in (self.old, self.new)]
        return _Compared(keys, pair[0], pair[1], _verdict_words)

    def whose_plan(self, most: int) -> Bools:
        """Whose plan may differ: their inputs do, or the exercises and what chooses among them."""
        one, two = (program.knowledge for program in self.programs)
        if (one.exercises, one.info.plan, one.info.maintenance) != (two.exercises, two.info.plan, two.info.maintenance):
            differs = np.ones(self.people.rows, np.bool_)
        else:
            keys = list(dict.fromkeys((*self.programs[1].muscles, *self.programs[0].muscles)))
            packed = [_rows(keys, s.program.muscles, s.findings, s.rows) for s in (self.old, self.new)]
            differs = (packed[0] != packed[1]).any(axis=0) | (_needed(self.old) != _needed(self.new)).any(axis=0)
            starts = [self._starts(found) for found in (self.old, self.new)]
            differs |= (starts[0] != starts[1]).any(axis=0)
        differs &= _has_plan(self.old) | _has_plan(self.new)
        rows = np.flatnonzero(differs)
        differs[rows[most:]] = False
        return differs

    def _starts(self, found: Screened) -> Bools:
        """Exercises to start with, by rows."""
        rules, names = found.program.knowledge.rules, list(self.programs[1].exercises)
        starts = np.zeros((len(names), found.rows), np.bool_)
        assert found.in_force is not None
        for place, code in enumerate(found.program.planning):
            for name in rules[code].start_with:
                if name in names:
                    starts[names.index(name)] |= found.in_force[place]
        return starts

    def weeks(self, whose: Bools) -> _Compared:
        """Exercises of the first week, by rows: 1 in it; and whether there is a plan."""
        names = list(dict.fromkeys((*self.programs[1].exercises, *self.programs[0].exercises)))
        places = {name: place for place, name in enumerate(names)}
        tables = []
        for found, columns in zip((self.old, self.new), self.columns, strict=True):
            table = np.zeros((len(names) + 1, self.people.rows), np.int8)
            table[-1] = _has_plan(found)
            for row in np.flatnonzero(whose).tolist():
                for name in first_week_of(found, columns, row) or ():
                    table[places[name], row] = 1
            tables.append(table)
        tables[0][:-1, ~whose] = tables[1][:-1, ~whose]
        both = tables[0][-1] & tables[1][-1]
        for table in tables:  # one who gets a plan, or loses it, is told that alone
            table[:-1] *= both
        return _Compared([*((name, "") for name in names), ("plan", "")], tables[0], tables[1], ("out", "in").__getitem__)


def _same_rules(before: KnowledgeBase, after: KnowledgeBase) -> Mapping[str, str]:
    """Ids of the old base's patterns to those of the new one that have the same code."""
    codes = {rule.code: name for name, rule in after.patterns.items()}
    return {name: codes.get(rule.code, name) for name, rule in before.patterns.items()}


def _rows(keys: Sequence[Key], own: Sequence[Key], array: Any, people: int) -> NDArray[Any]:
    """Rows in another order; zeros for what is not there."""
    places = {key: place for place, key in enumerate(own)}
    found = np.zeros((len(keys), people), array.dtype)
    for row, key in enumerate(keys):
        if key in places:
            found[row] = array[places[key]]
    return found


def _verdicts(found: Screened) -> Bytes:
    k, size = found.program.knowledge.info.constants, found.size
    band = sum((size >= round(edge * 1e6)).astype(np.int8) for edge in (k.hidden, k.likely, k.strong))
    packed: Bytes = np.where(found.verdict == 0, 0, 4 * found.verdict + np.where(found.verdict == 3, 1, band)).astype(np.int8)
    return packed


def _verdict_words(code: int) -> str:
    word = VERDICTS[code >> 2]
    return f"{word} {BANDS[code & 3]}" if word in ("dominant", "dormant") else word or "not shown"


def _needed(found: Screened) -> Bools:
    assert found.allowed is not None
    return found.allowed


def _has_plan(found: Screened) -> Bools:
    plan: Bools = ~found.ended & ~found.blocked & found.findings_allowed
    return plan


# ----------------------------------------------------------------- witnesses
def _witnessed(pair: _Pair, effects: Sequence[Effect]) -> list[Effect]:
    """The effects with their witness, all cut down together."""

    def hold(people: Columns, whose: NDArray[np.intp]) -> Bools:
        """Per row, whether the effect it is a witness of still shows."""
        other = pair.of(people)
        told = other.old.findings_allowed & other.new.findings_allowed
        plans = np.isin(whose, [place for place, effect in enumerate(effects) if effect.kind == "plan"])
        tables: dict[Kind, _Compared] = {
            "safety": other.levels(), "flag": other.flags(), "pattern": other.patterns(told), "finding": other.muscles(told),
        }  # fmt: skip
        if plans.any():
            tables["plan"] = other.weeks(plans)
        holds = np.zeros(people.rows, np.bool_)
        for place, effect in enumerate(effects):
            rows = np.flatnonzero(whose == place)
            if len(rows):
                table = tables[effect.kind]
                thing = list(table.keys).index((effect.name, effect.side))
                ways = zip(table.old[thing, rows].tolist(), table.new[thing, rows].tolist(), strict=True)
                holds[rows] = [(table.words(a), table.words(b)) == (effect.before, effect.after) for a, b in ways]
        return holds

    found = witnesses(pair.terms.schema, pair.programs, pair.terms, pair.people, [effect.row for effect in effects], hold)
    return [replace(effect, witness=witness) for effect, witness in zip(effects, found, strict=True)]
