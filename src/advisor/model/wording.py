"""One answer in a runner's words, and how sure a finding is."""

from __future__ import annotations

from decimal import Decimal

from advisor.language import Language, language
from advisor.model.answers import Value
from advisor.model.knowledge import Question

__all__ = ["certainty_words", "rests_on", "value_words"]

_UNITS: dict[str, str] = {
    "s": "unit-s",
    "min": "unit-min",
    "minutes": "unit-min",
    "h": "unit-h",
    "weeks": "unit-weeks",
    "years": "unit-years",
    "reps": "unit-reps",
    "deg": "unit-deg",
    "points": "unit-points",
    "0-10": "unit-of-ten",
}


def value_words(question: Question, value: Value, say: Language | None = None) -> str:
    """One known value: the option's words, several joined by "and", or number and unit."""
    say = say or language()
    if isinstance(value, int):
        return _number(question, value, say)
    if isinstance(value, str):
        return question.options.get(value, value.replace("_", " "))
    if not value:
        return question.none or say.text("none-ticked")
    return say.listed([question.options.get(item, item.replace("_", " ")) for item in value])


def _number(question: Question, value: int, say: Language) -> str:
    text = format(Decimal(value) / question.scale, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    amount = say.number(text)
    if question.unit == "0-10":
        return say.text("unit-of-ten", amount=amount)
    if question.unit in _UNITS:
        return say.text(_UNITS[question.unit], n=float(text) if "." in text else int(text), amount=amount)
    return say.text("unit-sign", amount=amount, unit=question.unit).strip()


def certainty_words(band: str, basis: str, contested: bool, say: Language | None = None) -> str:
    """How sure a finding is, as one sentence: "Likely: at best, the main reason rests on tradition, not trials."

    ``band`` is possible, likely or strong, ``basis`` a key of ``BASES``: the strongest evidence of its main reason.
    """
    say = say or language()
    sure = say.text("band", band=band)
    return say.text("certainty-words", sure=f"{sure[:1].upper()}{sure[1:]}", basis=rests_on(basis, contested, say))


def rests_on(basis: str, contested: bool, say: Language | None = None) -> str:
    """A kind of evidence in a few words, and whether other studies say the opposite. Raises KeyError for an unknown one."""
    say = say or language()
    words = say.text(f"rests-on-{basis}")
    return say.text("rests-on-contested", basis=words) if contested else words
