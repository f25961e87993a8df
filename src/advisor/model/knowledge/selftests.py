"""Home tests and what is usual in them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, SkipValidation

from advisor.model.condition import Condition
from advisor.model.frozen import Frozen
from advisor.model.knowledge.sources import Evidence
from advisor.model.knowledge.terms import Id, Span, Text, YesNo


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

    value: Span
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
