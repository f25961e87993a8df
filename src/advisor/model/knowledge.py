"""The knowledge base as frozen types: what a coach writes, checked (docs/rule-format.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, SkipValidation, StringConstraints, field_validator

from advisor.model.condition import Condition
from advisor.model.frozen import LEVELS as LEVELS
from advisor.model.frozen import Frozen as Frozen
from advisor.model.frozen import Level as Level

Side = Literal["left", "right", "whole"]
SIDES: tuple[Literal["left", "right"], ...] = ("left", "right")
Role = Literal["dominant", "dormant"]
REGIONS: tuple[str, ...] = (
    "foot", "ankle", "shin", "calf", "knee", "thigh", "hip", "trunk", "spine", "back", "breathing", "neck",
    "shoulder_girdle", "chest", "shoulder", "arm",
)  # fmt: skip
STAGES: tuple[str, ...] = ("breath", "foot", "calf", "hip", "trunk", "shoulder_girdle", "integration", "drill")
EXERCISE_TAGS: tuple[str, ...] = (
    "impact", "hop", "breath_hold", "balloon", "end_range_arm", "supine", "prone", "plank", "eyes_closed", "head_down",
    "loaded_twist", "single_leg", "barefoot", "drill", "balance",
)  # fmt: skip
POSTURES: tuple[str, ...] = (
    "seated", "supine", "prone", "side_lying", "quadruped", "prone_plank", "side_plank", "standing", "split_stance", "single_leg",
    "step", "running_drill",
)  # fmt: skip
KIT: tuple[str, ...] = ("band", "loop_band", "ball", "step", "stick", "weight", "mirror", "watch", "pack")
BASES: Mapping[str, float] = {
    "SR": 0.60, "RCT": 0.60, "COH": 0.55, "CC": 0.45, "EMG": 0.40, "TRAD": 0.30, "SEED": 0.25, "EXP": 0.25,
}  # fmt: skip

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]{0,59}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]


def _yes_no(value: Any) -> Any:
    if value == "yes":
        return True
    if value == "no":
        return False
    if isinstance(value, bool):
        raise ValueError("write yes or no")
    return value


YesNo = Annotated[bool, BeforeValidator(_yes_no)]


class Question(Frozen):
    """One question. A number is held as an integer in units of its last decimal (DESIGN 4.1)."""

    id: str = ""
    ask: Text
    help: str = ""
    kind: Literal["symptom", "history", "test", "safety"]
    type: Literal["choice", "multi", "number", "yes_no"]
    options: dict[Id, Text] = Field(default_factory=dict)
    none: str = ""
    per: Literal["whole", "side", "symptom"] = "whole"
    unit: str = ""
    decimals: Annotated[int, Field(ge=0, le=3)] = 0
    range: tuple[float, float] | None = None
    better: Literal["high", "low"] | None = None
    test: str = ""
    tags: tuple[Id, ...] = ()
    fixed: YesNo = False
    effort: Annotated[int, Field(ge=1, le=1200)] = 10
    prior: dict[str, float] = Field(default_factory=dict)
    position: int | None = None
    relevant_if: SkipValidation[Condition] | None = None

    @property
    def scale(self) -> int:
        """Units of the last decimal in one unit: 10 for one decimal."""
        return int(10**self.decimals)

    def scaled(self, text: str) -> int:
        """A threshold or value, written as decimal text, in units of the last decimal.

        Raises ValueError where it is finer than that.
        """
        number = Decimal(text) * self.scale
        if number != number.to_integral_value():
            raise ValueError(f"finer than {self.decimals} decimals")
        return int(number)


class Sign(Frozen):
    """A named condition on questions and other signs, read like an answer."""

    id: str = ""
    per: Literal["whole", "side"] = "whole"
    when: SkipValidation[Condition]
    applies_if: SkipValidation[Condition] | None = None
    words: str = ""


class Evidence(Frozen):
    """One claim and the source it rests on."""

    cite: str
    basis: Literal["SR", "RCT", "COH", "CC", "EMG", "TRAD", "SEED", "EXP"] = "EXP"
    supports: Text
    contested: YesNo = False


class Normal(Frozen):
    """What is usual: a bound on a number (in the question's unit), or ``answers`` of a list.

    ``percent``: a gap between the sides in percent of the larger value. In ``ratio``, ``to`` is the question compared with.
    """

    at_least: float | None = None
    more_than: float | None = None
    at_most: float | None = None
    less_than: float | None = None
    answers: tuple[Id, ...] = ()
    percent: YesNo = False
    to: str = ""

    @property
    def bound(self) -> tuple[str, float] | None:
        """The one comparison and its number, or None."""
        bounds = {"at_least": self.at_least, "more_than": self.more_than, "at_most": self.at_most, "less_than": self.less_than}
        return next(((name, value) for name, value in bounds.items() if value is not None), None)


class Typical(Frozen):
    """What a group of people reached, in the question's unit; no cut-off. ``memory``: the figure is quoted from memory."""

    value: Annotated[tuple[float, float], BeforeValidator(lambda v: _pair(v))]
    spread: float | None = None
    who: Text
    cite: str
    memory: YesNo = False


class Norm(Frozen):
    """One row of a self-test's norms: what is usual from one age to another, both included.

    ``of`` is the question ("" in a file: the one named like the test). ``line`` says where the cut-off comes from: a number
    of a study, our own drawn from a study, clinical tradition, or ours alone. ``none`` says why there is no cut-off.
    """

    of: str = ""
    ages: tuple[Annotated[int, Field(ge=0, le=120)], Annotated[int, Field(ge=0, le=120)]]
    sex: Literal["any", "female", "male"] = "any"
    normal: Normal | None = None
    gap: Normal | None = None
    ratio: Normal | None = None
    typical: Typical | None = None
    cite: str = ""
    line: Literal["study", "from_study", "tradition", "ours"] = "ours"
    note: str = ""
    none: str = ""


class Instead(Frozen):
    """What is asked where a self-test is left out: words for the runner and, where there is one, another self-test."""

    words: Text
    test: str = ""


class SelfTest(Frozen):
    """A home test: how it is done, what counts, when to stop, what is usual.

    ``after``: tests that come before it where both are asked.
    """

    id: Id
    name: Text
    minutes: Annotated[int, Field(ge=1, le=30)]
    kit: tuple[Id, ...] = ()
    posture: str = ""
    trust: Annotated[float, Field(gt=0, le=1)]
    tags: tuple[Id, ...] = ()
    regions: tuple[str, ...] = ()
    relevant_if: SkipValidation[Condition] | None = None
    setup: str = ""
    how: tuple[Text, ...] = ()
    counts: str = ""
    stop: str = ""
    mistakes: tuple[Text, ...] = ()
    norm: str = ""
    norms: tuple[Norm, ...] = ()
    substitute: str = ""
    after: tuple[Id, ...] = ()
    instead: Instead | None = None
    evidence: tuple[Evidence, ...] = ()


class Symptom(Frozen):
    """A complaint a runner brings; its presence is a question of the same id."""

    id: Id
    name: Text
    ask: Text
    help: str = ""
    per: Literal["whole", "side"] = "whole"
    area: tuple[str, ...]


class Conclude(Frozen):
    """What a rule says: certainties in [-1, 1], negative is evidence against."""

    pattern: float | None = None
    patterns: dict[str, float] = Field(default_factory=dict)
    dominant: dict[str, float] = Field(default_factory=dict)
    dormant: dict[str, float] = Field(default_factory=dict)


class Shares(Frozen):
    """What a standing pattern passes on: shares in (0, 1] of its certainty."""

    dominant: dict[str, float] = Field(default_factory=dict)
    dormant: dict[str, float] = Field(default_factory=dict)


class Discount(Frozen):
    """Factors in (0, 1) that lower other findings while in force."""

    patterns: dict[str, float] = Field(default_factory=dict)
    dominant: dict[str, float] = Field(default_factory=dict)
    dormant: dict[str, float] = Field(default_factory=dict)
    muscles: dict[str, float] = Field(default_factory=dict)
    symptoms: float | None = None


class Exclude(Frozen):
    """Findings set aside outright while in force."""

    patterns: tuple[str, ...] = ()
    dominant: tuple[str, ...] = ()
    dormant: tuple[str, ...] = ()


class Limit(Frozen):
    """Narrows the plan in an area: ``max_level`` 0 closes it, ``dose`` is a factor, ``max_pain`` 0 to 10."""

    area: tuple[str, ...] = ("all",)
    max_level: Annotated[int, Field(ge=0, le=4)] | None = None
    max_pain: Annotated[int, Field(ge=0, le=10)] | None = None
    dose: Annotated[float, Field(gt=0, le=1)] | None = None
    avoid: tuple[str, ...] = ()


class Refer(Frozen):
    """Where to send the runner (safety files only)."""

    level: Literal["caution", "soon", "urgent", "emergency"]
    area: tuple[str, ...] = ("all",)
    unsure: Literal["caution", "soon", "urgent", "emergency"] | None = None


class Words(Frozen):
    """What the runner reads when a flag is raised."""

    noticed: Text
    do: Text
    who: str = ""
    soon: str = ""
    avoid: str = ""


class Reviewed(Frozen):
    by: str
    on: date


_NO_CONCLUDE, _NO_SHARES, _NO_DISCOUNT, _NO_EXCLUDE = Conclude(), Shares(), Discount(), Exclude()


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


class Rule(Frozen):
    """One rule (docs/rule-format.md). ``flag`` names the safety file's flag it belongs to.

    ``weakens`` says to the runner what would speak against the rule, such as a normal test; "" where nothing is concluded.
    """

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,4}[A-Za-z0-9_-]{0,30}$")]
    id: Id
    title: Text
    per: Literal["whole", "side", "symptom"] = "whole"
    when: SkipValidation[Condition]
    conclude: Conclude = Field(default_factory=lambda: _NO_CONCLUDE)
    passes_on: Shares = Field(default_factory=lambda: _NO_SHARES)
    discount: Discount = Field(default_factory=lambda: _NO_DISCOUNT)
    exclude: Exclude = Field(default_factory=lambda: _NO_EXCLUDE)
    rivals: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()
    limit: Annotated[tuple[Limit, ...], BeforeValidator(_as_list)] = ()
    start_with: tuple[str, ...] = ()
    advise: str = ""
    refer: Refer | None = None
    withhold: tuple[str, ...] = ()
    because: Text
    mechanism: Text
    evidence: tuple[Evidence, ...]
    limits: Text
    weakens: Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)] = ""
    words: Words | None = None
    status: Literal["draft", "active", "retired"] = "active"
    reviewed: Reviewed
    flag: str = ""

    @property
    def pattern(self) -> str | None:
        """The id of the rule's own pattern, if it concludes one."""
        return self.id if self.conclude.pattern is not None else None

    @property
    def is_safety(self) -> bool:
        return bool(self.flag)


class FlagHead(Frozen):
    """The head of a safety file: a red flag, a gate or a reason to leave a test out."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,4}[A-Za-z0-9_-]{0,30}$")]
    title: Text
    kind: Literal["flag", "gate", "skip"]


class Flag(FlagHead):
    """A flag with the words its rules share."""

    words: Words | None = None


class Muscle(Frozen):
    """One muscle of the vocabulary (dossier section 1).

    ``evidence``: what its tendency rests on. ``never_concluded``: why no rule says anything about it, "" where one does.
    """

    id: str = ""
    name: Text
    anatomy: Text
    region: str
    paired: YesNo
    role: Literal["PM", "ST", "both"]
    map: Literal["F", "B", "S", "L"]
    deep: YesNo = False
    tendency: Literal["dominant", "dormant", "either"]
    does: str = ""
    never_concluded: str = ""
    evidence: tuple[Evidence, ...] = ()


class Source(Frozen):
    """A published work (``status``: seen, memory or secondary), or our ``own`` consensus.

    ``note``: what it supports; ``limits``: what it does not show.
    """

    id: str = ""
    authors: str = ""
    year: int | None = None
    title: str = ""
    subject: str = ""
    journal: str = ""
    doi: str = ""
    status: Literal["seen", "memory", "secondary", "own"]
    doi_status: Literal["seen", "memory", "none"] = "none"
    note: str = ""
    limits: str = ""


def _pair(value: Any) -> Any:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return (value, value)
    if not isinstance(value, (list, tuple)):
        raise ValueError("a number, or [low, high], is wanted here")
    return value


Span = Annotated[tuple[float, float], BeforeValidator(_pair)]


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


class Constants(Frozen):
    """The numbers of DESIGN section 4; certainties between 0 and 1.

    ``given`` names questions (age, sex) that count as answered when we ask whether one test alone can make a rule true.
    """

    symptom_cap: float = 0.40
    cap: float = 0.85
    no_test_cap: float = 0.40
    one_test_cap: float = 0.60
    hidden: float = 0.20
    likely: float = 0.40
    strong: float = 0.65
    stands: float = 0.20
    against: float = -0.20
    evidence_against_ceiling: float = 0.40
    limit: float = 0.99
    pattern_ceiling: float = 0.60
    millionths: Literal[1_000_000] = 1_000_000
    bases: dict[str, float] = Field(default_factory=lambda: dict(BASES))
    given: tuple[str, ...] = ()


class PlanConstants(Frozen):
    """The numbers of DESIGN section 8."""

    places: int = 8
    fewest: int = 5
    secondary_share: float = 0.5
    start_with_factor: float = 1.5
    max_pain: int = 3
    drill_max_level: int = 3
    changes_per_week: int = 2
    weeks: int = 4


class KbInfo(Frozen):
    """kb.yaml: who this knowledge base is, and the numbers of DESIGN section 4 and 8."""

    name: Text
    version: Text
    minimum_advisor: Text
    constants: Constants = Constants()
    plan: PlanConstants = PlanConstants()
    maintenance: tuple[str, ...] = ()
