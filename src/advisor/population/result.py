"""What a screening gives: arrays over people, and the views of one person that the plan needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from advisor.errors import nearest
from advisor.model.assessment import Limits, MuscleFinding, band_of
from advisor.model.knowledge import LEVELS, REGIONS, Level

if TYPE_CHECKING:
    from advisor.population.program import Program

__all__ = ["BANDS", "CLEAR", "FIRED", "OPEN", "STATES", "UNSURE", "VERDICTS", "Screened"]

CLEAR, UNSURE, OPEN, FIRED = 0, 1, 2, 3
STATES = ("clear", "unsure", "open", "fired")
VERDICTS = ("", "dominant", "dormant", "unclear")
BANDS = ("hidden", "possible", "likely", "strong")
Bools: TypeAlias = NDArray[np.bool_]
Bytes: TypeAlias = NDArray[np.int8]
Ints: TypeAlias = NDArray[np.int32]
Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Screened:
    """One result a row; ``rows`` people. Arrays that were not wanted are None.

    Certainties are held as whole millionths (``int32``): :meth:`certainty`, :meth:`pattern` and :meth:`cf` give the float64,
    equal to the last bit to that of a consultation. Rows that ``ended`` (emergency, urgent) or lack ``findings_allowed`` carry
    0 in every finding and pattern, and no exercise (DESIGN 4.8); ``blocked`` rows (something open) carry no exercise.

    level: int8 (rows): place in ``LEVELS``: none, caution, soon, urgent, emergency.
    flags: int8 (flags, rows) in the order of ``program.flags``: CLEAR, UNSURE, OPEN or FIRED, the gravest of the flag's rules.
    items: int8 (safety readings, rows) in the order of ``program.safety`` (rule code, scope). Wanted by "items".
    findings: int32 (muscle sides, rows) in the order of ``program.muscles``: 4 · |v| in millionths + place in ``VERDICTS``;
        apart in ``verdict`` and ``size``, or read with :meth:`verdicts` and :meth:`certainty`.
    patterns: int32 (pattern sides, rows) in the order of ``program.patterns``: CF in millionths.
    certainties: int32 (findings, rows) in the order of ``program.findings``: their CF. Wanted by "certainties".
    max_level, max_pain: int8 (regions, rows) in the order of ``REGIONS``; 4 and -1 where nothing limits it. Wanted by "plan".
    dose: float64 (regions, rows), NaN where nothing limits it. Wanted by "plan".
    avoid: bool (words, rows) in the order of ``program.avoid_words``. Wanted by "plan".
    allowed: bool (exercises, rows) in the order of ``program.exercises``: may it appear (DESIGN 4.8.2)? Wanted by "plan".
    variants: bool (forms, rows) in the order of ``program.variants`` (exercise, form): is it in use? Wanted by "plan".
    in_force: bool (rules, rows) in the order of ``program.planning``: rules with ``start_with``, ``advise`` or a load
        explanation that are in force. Wanted by "plan".
    """

    program: Program = field(repr=False)
    rows: int
    level: Bytes
    ended: Bools
    blocked: Bools
    findings_allowed: Bools
    flags: Bytes | None = None
    items: Bytes | None = None
    findings: Ints | None = None
    patterns: Ints | None = None
    certainties: Ints | None = None
    max_level: Bytes | None = None
    max_pain: Bytes | None = None
    dose: Floats | None = None
    avoid: Bools | None = None
    allowed: Bools | None = None
    variants: Bools | None = None
    in_force: Bools | None = None
    stats: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def verdict(self) -> Bytes:
        """int8 (muscle sides, rows): place in ``VERDICTS``."""
        found: Bytes = (_wanted(self.findings, "findings") & 3).astype(np.int8)
        return found

    @cached_property
    def size(self) -> Ints:
        """int32 (muscle sides, rows): |v| in millionths."""
        return _wanted(self.findings, "findings") >> 2

    def certainty(self, muscle: str, side: str) -> Floats:
        """|v| of a muscle's verdict (DESIGN 4.7), float64 (rows). ``side``: left, right or whole.

        Raises ValueError for a name or side that is not there, and where "findings" were not wanted.
        """
        return _float(_wanted(self.findings, "findings")[_row(self.program.muscles, muscle, side)] >> 2)

    def verdicts(self, muscle: str, side: str) -> Bytes:
        """Places in ``VERDICTS``, int8 (rows)."""
        row: Ints = _wanted(self.findings, "findings")[_row(self.program.muscles, muscle, side)]
        found: Bytes = (row & 3).astype(np.int8)
        return found

    def pattern(self, pattern: str, side: str) -> Floats:
        """CF of a pattern, float64 (rows)."""
        return _float(_wanted(self.patterns, "patterns")[_row(self.program.patterns, pattern, side)])

    def cf(self, finding: str, side: str) -> Floats:
        """CF of ``dominant.muscle``, ``dormant.muscle`` or a pattern, float64 (rows)."""
        if (finding, side) in self.program.patterns:
            return self.pattern(finding, side)
        return _float(_wanted(self.certainties, "certainties")[_row(self.program.findings, finding, side)])

    def bands(self, certainty: Floats) -> Bytes:
        """Places in ``BANDS`` for certainties, int8."""
        k = self.program.knowledge.info.constants
        edges = [certainty >= edge for edge in (k.hidden, k.likely, k.strong)]
        found: Bytes = np.sum(edges, axis=0, dtype=np.int8)
        return found

    def level_of(self, row: int) -> Level:
        """The safety level of one row."""
        return LEVELS[int(self.level[row])]

    def findings_of(self, row: int) -> tuple[MuscleFinding, ...]:
        """The findings of one row, as a consultation gives them. Needs "findings" and "certainties"."""
        packed = _wanted(self.findings, "findings")[:, row]
        k = self.program.knowledge.info.constants
        found = []
        for index in np.flatnonzero(packed & 3).tolist():
            muscle, side = self.program.muscles[index]
            word, v = VERDICTS[packed[index] & 3], float(packed[index] >> 2) / 1e6
            band = band_of(v, k.hidden, k.likely, k.strong) if word != "unclear" else "possible"
            dominant, dormant = (self._one(f"{role}.{muscle}", side, row) for role in ("dominant", "dormant"))
            found.append(MuscleFinding.model_validate(
                {"muscle": muscle, "side": side, "role": word, "certainty": v, "band": band, "dominant": dominant,
                 "dormant": dormant}))  # fmt: skip
        return tuple(found)

    def _one(self, finding: str, side: str, row: int) -> float:
        place = self.program.place_of(finding, side)
        return 0.0 if place is None else float(_wanted(self.certainties, "certainties")[place, row]) / 1e6

    def limits_of(self, row: int) -> Limits:
        """All limits of one row, as a consultation gives them. Needs "plan"."""
        level, pain = _wanted(self.max_level, "plan")[:, row], _wanted(self.max_pain, "plan")[:, row]
        dose, avoid = _wanted(self.dose, "plan")[:, row], _wanted(self.avoid, "plan")[:, row]
        return Limits(
            max_level={r: int(level[i]) for i, r in enumerate(REGIONS) if level[i] < 4},
            dose={r: float(dose[i]) for i, r in enumerate(REGIONS) if dose[i] <= 1.0},
            max_pain={r: int(pain[i]) for i, r in enumerate(REGIONS) if pain[i] >= 0},
            avoid=tuple(sorted(word for i, word in enumerate(self.program.avoid_words) if avoid[i])),
        )

    def allowed_of(self, row: int) -> frozenset[str]:
        """Exercises that safety lets appear for one row. Needs "plan"."""
        allowed = _wanted(self.allowed, "plan")[:, row]
        return frozenset(name for i, name in enumerate(self.program.exercises) if allowed[i])

    def variants_of(self, row: int, exercise: str) -> tuple[str, ...]:
        """The forms of an exercise in use for one row. Needs "plan"."""
        used = _wanted(self.variants, "plan")[:, row]
        return tuple(form for i, (name, form) in enumerate(self.program.variants) if name == exercise and used[i])

    def start_with_of(self, row: int) -> frozenset[str]:
        """Exercises that rules in force prefer, for one row. Needs "plan"."""
        force = _wanted(self.in_force, "plan")[:, row]
        rules = self.program.planning
        return frozenset(
            name for i in np.flatnonzero(force).tolist() for name in self.program.knowledge.rules[rules[i]].start_with
        )

    def load_first_of(self, row: int) -> bool:
        """Whether a load explanation is in force: load advice comes first. Needs "plan"."""
        force, rules = _wanted(self.in_force, "plan")[:, row], self.program.knowledge.rules
        return any(rules[self.program.planning[i]].discount.symptoms is not None for i in np.flatnonzero(force).tolist())


def _row(keys: Sequence[tuple[str, str]], name: str, side: str) -> int:
    """The row of a finding; ValueError with the nearest name, or the sides that there are."""
    if (name, side) in keys:
        return keys.index((name, side))
    sides = [other for one, other in keys if one == name]
    hint = f"its sides: {', '.join(sides)}" if sides else nearest(name, {one for one, _ in keys}) or "see program.findings"
    raise ValueError(f'nothing is worked out for "{name}" ({side}): {hint}')


def _float(millionths: Ints) -> Floats:
    return millionths / 1e6


def _wanted(array: NDArray[Any] | None, want: str) -> NDArray[Any]:
    if array is None:
        raise ValueError(f'not worked out: call screen(..., want={{"{want}"}})')
    return array
