"""One answer in a runner's words."""

from __future__ import annotations

from decimal import Decimal

from advisor.model.answers import Value
from advisor.model.knowledge import Question

__all__ = ["and_joined", "value_words"]

_UNITS: dict[str, tuple[str, str]] = {
    "s": ("second", "seconds"),
    "min": ("minute", "minutes"),
    "minutes": ("minute", "minutes"),
    "h": ("hour", "hours"),
    "weeks": ("week", "weeks"),
    "years": ("year", "years"),
    "reps": ("repetition", "repetitions"),
    "deg": ("degree", "degrees"),
    "points": ("point", "points"),
    "0-10": ("out of 10", "out of 10"),
}


def value_words(question: Question, value: Value) -> str:
    """One known value: the option's words, several joined by "and", or number and unit."""
    if isinstance(value, int):
        return _number(question, value)
    if isinstance(value, str):
        return question.options.get(value, value.replace("_", " "))
    if not value:
        return question.none or "none"
    return and_joined([question.options.get(item, item.replace("_", " ")) for item in value])


def and_joined(words: list[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return "".join(words) if len(words) < 2 else f"{', '.join(words[:-1])} and {words[-1]}"


def _number(question: Question, value: int) -> str:
    text = format(Decimal(value) / question.scale, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    one, many = _UNITS.get(question.unit, (question.unit, question.unit))
    return f"{text} {one if text == '1' else many}".strip()
