"""What the report does with words: sides, numbers, texts of two sides as one. The words themselves are in ``locale/``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from advisor.language import Language, language
from advisor.language.marks import CLOSE, OPEN

__all__ = ["BAND_STEPS", "band_words", "cut", "first_upper", "in_place", "neutral", "one_text", "some"]

BAND_STEPS: Mapping[str, int] = {"possible": 1, "likely": 2, "strong": 3}


def cut(value: float) -> str:
    """Two decimals, cut and not rounded (DESIGN 4.5)."""
    hundredths = round(abs(value) * 1_000_000) // 10_000
    return f"{'-' if value < 0 and hundredths else ''}{hundredths // 100}.{hundredths % 100:02d}"


def some(value: float) -> str:
    """A plain number without needless decimals: 10, 2.5."""
    return f"{value:g}"


def first_upper(text: str) -> str:
    """The first letter as a capital; a mark before it stays before it."""
    start = next((index for index, letter in enumerate(text) if letter not in (OPEN, CLOSE)), 0)
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]


def band_words(say: Language, band: str) -> str:
    """``likely: clearer signs point to it, but it is not sure``; layouts show what stands before the colon beside a bar."""
    return f"{say.text('band', band=band)}: {say.text('band-means', band=band)}"


def in_place(say: Language, words: str, side: str) -> str:
    """``big glute (left side)``; only the words for the whole body."""
    where = say.side(side)
    return say.text("in-brackets", words=words, place=where) if where else words


def one_text(texts: Sequence[tuple[str, str]], say: Language | None = None) -> str:
    """Texts of one rule on its sides as one: what both say once, what only one says with its side before it."""
    say = say or language()
    said: dict[str, dict[str, None]] = {}
    order: list[str] = []
    for side, text in sorted(texts, key=lambda one: (one[0] != "left", one[0])):
        found = _SENTENCE.split(text)
        for part in found:
            said.setdefault(part, {})[side] = None
        _woven(order, found)
    sides = {side for side, _ in texts if side in ("left", "right")}
    parts = []
    for part in order:
        on = said[part]
        only = next(iter(on)) if len(sides) > 1 and len(on) == 1 else ""
        parts.append(say.text("side-before", side=only, words=part) if only in sides else part)
    return " ".join(parts)


def _woven(order: list[str], parts: Sequence[str]) -> None:
    """Put new parts beside what stands in their place on the other side, so that a shared ending stays last."""
    mine, at = set(parts), 0
    for part in parts:
        if part not in order:
            while at < len(order) and order[at] not in mine:
                at += 1
            order.insert(at, part)
        at = order.index(part) + 1


_SENTENCE = re.compile(r"(?<=[.!?]) ")
_BLANK = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_BAD = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def neutral(text: str) -> str:
    """``text`` on one line, with control, direction-changing and unpaired characters shown as a replacement mark."""
    return _BAD.sub("\ufffd", _BLANK.sub(" ", text))
