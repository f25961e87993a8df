"""What is asked: questions, symptoms, and the signs that are read from the answers."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, SkipValidation

from advisor.model.condition import Condition
from advisor.model.frozen import Frozen
from advisor.model.knowledge.terms import Id, Text, YesNo


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


class Symptom(Frozen):
    """A complaint a runner brings; its presence is a question of the same id."""

    id: Id
    name: Text
    ask: Text
    help: str = ""
    per: Literal["whole", "side"] = "whole"
    area: tuple[str, ...]
