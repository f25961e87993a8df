"""Exercises, their doses and their forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, SkipValidation, field_validator

from advisor.model.condition import Condition
from advisor.model.frozen import Frozen
from advisor.model.knowledge.sources import Evidence
from advisor.model.knowledge.terms import Id, Span, Text, YesNo

Phase = Literal["up", "down", "out", "back", "in", "hold", "pause"]
_SHORT_TEMPO = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{1,2})")


def _tempo(value: Any) -> Any:
    """``2-1-2`` is short for ``{up: 2, hold: 1, down: 2}``; a part of 0 seconds is left out."""
    if not isinstance(value, str):
        return value
    parts = _SHORT_TEMPO.fullmatch(value)
    if parts is None:
        raise ValueError("write the seconds of each part: {up: 2, hold: 1, down: 2}")
    return {phase: int(part) for phase, part in zip(("up", "hold", "down"), parts.groups(), strict=True) if int(part)}


class Dose(Frozen):
    """How much: sets of repetitions, seconds, metres, breaths or minutes (one of them).

    ``tempo``: the seconds of each part of one repetition or breath, in order; ``rest``: seconds between two sets;
    ``days_per_week``: a number or a span. Repetitions are those of one side where an exercise is done a side at a time.
    ``ours``: the parts that the source ``cite`` does not give. With ``cite: EXP`` all of it is our own.
    """

    sets: Annotated[int, Field(ge=1, le=20)] = 1
    reps: Span | None = None
    seconds: Span | None = None
    metres: Span | None = None
    breaths: Span | None = None
    minutes: Span | None = None
    tempo: Annotated[dict[Phase, Annotated[float, Field(gt=0, le=60)]], BeforeValidator(_tempo)] = Field(default_factory=dict)
    rest: Annotated[int, Field(ge=0, le=300)] | None = None
    days_per_week: Span
    cite: str = "EXP"
    ours: tuple[Literal["sets", "amount", "tempo", "rest", "days_per_week", Phase], ...] = ()
    note: str = ""


class Fault(Frozen):
    """What shows that the dominant muscle took over, and what to do then."""

    sign: Text
    do: Text


class Emg(Frozen):
    """What a study of muscle activity measured: ``of`` a muscle, ``value`` in ``unit``, ``was`` without the cue."""

    of: Text
    value: Span | None = None
    was: float | None = None
    how: Literal["", "about", "above", "below", "up to"] = ""
    unit: Literal["", "% of maximum", "% signal rise", "glute index", "ratio"] = ""
    cite: str
    from_memory: YesNo = False
    note: str = ""


class Variant(Frozen):
    """A form of an exercise for some runners.

    It is in use where ``when`` is not clearly false, or where a tag in ``without`` is avoided; several may be in use at once.
    ``say`` is read first on the card; ``setup``, ``movement`` and ``dose`` stand in for the exercise's own (the first found).
    """

    id: str = ""
    say: Text
    when: SkipValidation[Condition] | None = None
    without: tuple[str, ...] = ()
    setup: str = ""
    movement: tuple[Text, ...] = ()
    dose: Dose | None = None


class Exercise(Frozen):
    """One activation exercise or running drill.

    ``sides``: ``in_turn`` changes sides after each set, ``alternate`` at each repetition; the side that does less begins and
    the other gets the same number (DESIGN 8.5). ``sessions``: clean sessions in a row before ``next``. ``pass`` is what to
    see before going up, ``back`` when to go back to ``easier``, ``ends`` why there is no harder step.
    """

    id: str = ""
    name: Text
    stage: Literal["breath", "foot", "calf", "hip", "trunk", "shoulder_girdle", "integration", "drill"]
    level: Annotated[int, Field(ge=1, le=4)]
    posture: Literal[
        "seated", "supine", "prone", "side_lying", "quadruped", "prone_plank", "side_plank", "standing", "split_stance",
        "single_leg", "step", "running_drill",
    ]  # fmt: skip
    primary: tuple[str, ...]
    secondary: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()
    loads: tuple[str, ...]
    minutes: Annotated[int, Field(ge=1, le=20)]
    dose: Dose
    sides: Literal["in_turn", "alternate"] | None = None
    kit: tuple[str, ...] = ()
    substitute: str = ""
    tags: tuple[str, ...] = ()
    setup: Text
    movement: tuple[Text, ...]
    cues: tuple[Text, ...]
    feel: Text
    fault: Fault
    stop: Text
    easier: str | None = None
    next: str | None = None
    pass_: Text = Field(alias="pass")
    sessions: Annotated[int, Field(ge=1, le=12)] = 2
    back: str = ""
    ends: str = ""
    not_if: SkipValidation[Condition] | None = None
    variants: dict[Id, Variant] = Field(default_factory=dict)
    why: Text
    evidence: tuple[Evidence, ...] = ()
    emg: tuple[Emg, ...] = ()

    @property
    def per_side(self) -> bool:
        """Whether it is done a side at a time."""
        return self.sides is not None

    def tags_in(self, variants: Iterable[str]) -> frozenset[str]:
        """Its tags in the form that ``variants`` (ids) make of it."""
        return frozenset(self.tags) - {tag for name in variants for tag in self.variants[name].without}

    def dose_in(self, variants: Iterable[str]) -> Dose:
        """Its dose in that form."""
        return next((dose for name in variants if (dose := self.variants[name].dose) is not None), self.dose)

    @field_validator("easier", "next", mode="before")
    @classmethod
    def _none(cls, value: Any) -> Any:
        return None if value == "none" else value
