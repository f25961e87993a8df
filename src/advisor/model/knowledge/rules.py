"""A rule, each of its parts, and the flags that safety rules belong to."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, SkipValidation, StringConstraints

from advisor.model.condition import Condition
from advisor.model.frozen import Frozen
from advisor.model.knowledge.sources import Evidence
from advisor.model.knowledge.terms import Id, Text


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
