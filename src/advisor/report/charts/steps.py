"""How a certainty came about as steps up and down from 0: the numbers of the trace, and nothing else (DESIGN 4.5 and 4.7).

Every height is held in whole millionths, so that the steps add up to the finished certainty to the last digit, and what is
shown of them (two decimals, cut) adds up to what is shown of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from advisor.report.charts.numbers import hundredths

if TYPE_CHECKING:  # a page of ready drawings needs none of this
    from advisor.model.assessment import Contribution, Derivation
    from advisor.model.knowledge import Constants

__all__ = ["Staircase", "Step", "StepKind", "staircase"]

StepKind = Literal[
    "symptom", "symptom-cap", "symptom-factor", "rest", "pattern", "against", "discount", "cap", "excluded", "rival", "opposite",
    "smaller",
]  # fmt: skip
_MILLION = 1_000_000
_OF_A_KIND = 5  # as many steps of one kind are shown one by one; the smaller ones stand together


@dataclass(frozen=True)
class Step:
    """One step. ``before`` and ``after`` are millionths; ``amount`` is the trace's own number.

    ``amount``: what the rule gave on its own (symptom, rest, pattern, against), the factor (symptom-factor, discount), what it
    is held at (symptom-cap, cap), or the certainty of the opposite reading. ``count`` is how many parts stand together.
    """

    kind: StepKind
    before: int
    after: int
    amount: float = 0.0
    rule: str = ""
    side: str = ""
    pattern: str = ""
    count: int = 1

    @property
    def change(self) -> int:
        """The height of the step in millionths, below 0 for a step down."""
        return self.after - self.before

    @property
    def shown(self) -> int:
        """The height of the step in hundredths, as the difference of two heights as they are shown."""
        return hundredths(self.after) - hundredths(self.before)


@dataclass(frozen=True)
class Staircase:
    """All steps of one finding on one side, from 0 to ``end`` (millionths)."""

    finding: str
    side: str
    steps: tuple[Step, ...]
    end: int

    @property
    def heights(self) -> tuple[int, ...]:
        """0 and the height after every step."""
        return (0, *(step.after for step in self.steps))

    def steps_alike(self, other: Staircase) -> bool:
        """Whether both come about in the same way, each on its own side."""

        def told(stairs: Staircase) -> list[Step]:
            return [replace(step, side="" if step.side == stairs.side else step.side) for step in stairs.steps]

        return told(self) == told(other)


def staircase(
    derivation: Derivation, constants: Constants, *, opposite: Derivation | None = None, pool: bool = True
) -> Staircase:
    """The steps of one derivation; with ``opposite``, the muscle's other reading, they end at the verdict |v|.

    Steps of one kind come strongest first. ``pool`` puts the smaller ones of a kind together where there are many.
    Raises ValueError where the derivation's own numbers do not follow from its parts.
    """
    made = _Steps()
    _symptoms(made, derivation, constants)
    _rest(made, derivation, constants)
    _against(made, derivation, constants)
    _changes(made, derivation, constants)
    made.settle(derivation.certainty)
    if opposite is not None and opposite.certainty > 0 and derivation.certainty > 0:
        high, low = derivation.certainty, opposite.certainty
        made.to((high - low) / (1.0 - min(high, low)), "opposite", low)
    steps = tuple(_pooled(made.steps) if pool else made.steps)
    return Staircase(derivation.finding, derivation.side, steps, made.height)


class _Steps:
    """Steps under way."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.height = 0

    def to(self, value: float, kind: StepKind, amount: float, part: Contribution | None = None, rule: str = "") -> None:
        height = _millionths(value)
        side, pattern = (part.side, part.pattern) if part else ("", "")
        rule = part.rule if part else rule
        self.steps.append(Step(kind, self.height, height, amount, rule, side, pattern))
        self.height = height

    def settle(self, value: float) -> None:
        """The last step ends at the trace's own number: a sum in another order may differ in its last millionth, and no more."""
        height = _millionths(value)
        if abs(height - self.height) > bool(self.steps):
            raise ValueError(f"the trace does not add up: steps to {self.height}, {height} said")
        if height != self.height:
            self.steps[-1] = replace(self.steps[-1], after=height)
        self.height = height


def _millionths(value: float) -> int:
    size = int(_MILLION * abs(value) + 0.5)
    return size if value >= 0 else -size


def _parts(derivation: Derivation, *kinds: str) -> list[Contribution]:
    """What counted, strongest first."""
    found = [c for c in derivation.contributions if c.kind in kinds and not c.left_out_for]
    return sorted(found, key=lambda c: (-c.amount, c.rule, c.side))


def _symptoms(made: _Steps, d: Derivation, k: Constants) -> None:
    u = 1.0
    for part in _parts(d, "symptom"):
        u = u * (1.0 - part.amount)
        made.to(1.0 - u, "symptom", part.amount, part)
    made.settle(d.symptom_sum)
    if d.symptom_sum > k.symptom_cap:
        made.to(k.symptom_cap, "symptom-cap", k.symptom_cap)
    if d.symptom_factor < 1 and d.symptom_sum:
        made.to(d.symptom_part, "symptom-factor", d.symptom_factor, rule=d.symptom_factor_by)


def _rest(made: _Steps, d: Derivation, k: Constants) -> None:
    u = 1.0
    for part in _parts(d, "rest", "pattern"):
        u = u * (1.0 - part.amount)
        kind: StepKind = "pattern" if part.kind == "pattern" else "rest"
        made.to(min(1.0 - (1.0 - d.symptom_part) * u, k.limit), kind, part.amount, part)
    made.settle(_for(d, k))


def _for(d: Derivation, k: Constants) -> float:
    return min(1.0 - (1.0 - d.symptom_part) * (1.0 - d.rest), k.limit)


def _against(made: _Steps, d: Derivation, k: Constants) -> None:
    mb, u = _for(d, k), 1.0
    for part in _parts(d, "against"):
        u = u * (1.0 - part.amount)
        md = min(1.0 - u, k.limit)
        made.to((mb - md) / (1.0 - min(mb, md)), "against", part.amount, part)
    made.settle(d.combined)


def _changes(made: _Steps, d: Derivation, k: Constants) -> None:
    """Discount, cap, exclude and rival, in the order of DESIGN 4.5."""
    value = d.combined
    if d.discount < 1:
        value = value * d.discount
        made.to(value, "discount", d.discount, rule=d.discount_by)
    if d.cap is not None and value > d.cap:
        value = d.cap
        made.to(value, "cap", d.cap)
    elif value < -k.cap:
        value = -k.cap
        made.to(value, "cap", k.cap)
    if d.excluded_by:
        made.to(0.0, "excluded", 0.0, rule=d.excluded_by)
    if d.lost_to:
        made.to(0.0, "rival", 0.0, rule=d.lost_to)


def _pooled(steps: Sequence[Step]) -> Iterable[Step]:
    """Where many steps of one kind follow each other, the smaller ones as one step."""
    runs: list[list[Step]] = []
    for step in steps:
        if runs and _family(runs[-1][-1]) == _family(step):
            runs[-1].append(step)
        else:
            runs.append([step])
    for run in runs:
        if len(run) <= _OF_A_KIND + 1:
            yield from run
            continue
        yield from run[:_OF_A_KIND]
        rest = run[_OF_A_KIND:]
        yield Step("smaller", rest[0].before, rest[-1].after, count=len(rest))


def _family(step: Step) -> str:
    return "rest" if step.kind == "pattern" else step.kind
