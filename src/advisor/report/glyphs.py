"""What our font can draw: under PDF/UA one character without a glyph stops the whole document.

``fonts/coverage.txt`` is made with the fonts (fonts/README.md). Only characters that Unicode 14 names are named: a name
never changes once given, so every Python from 3.11 on writes the same sign.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from pathlib import Path

__all__ = ["FONTS", "bare", "drawn", "kind_of", "lacking", "printable"]

FONTS = Path(__file__).parent / "fonts"
BREAK = "\u200b"
LONGEST = 30
NAMED = 6  # in a row
_PIECE = 10
_MOST = 4  # marks on one letter
_CIRCLE = "\u25cc"
_APART = BREAK + "]"  # a source in brackets may be set apart from what follows it
_LINE_ENDS = dict.fromkeys(map(ord, "\t\n\v\f\r\x85\u2028\u2029"), " ")
# An emoji or text form asked for; it draws nothing itself.
_FORMS = dict.fromkeys((0xFE0E, 0xFE0F))
_BARE = re.compile(r"\[U\+([0-9A-F]{4,6})\]")
_NUMBERED = (
    "cjk-unified-ideograph", "cjk-compatibility-ideograph", "tangut-ideograph", "nushu-character",
    "khitan-small-script-character",
)  # fmt: skip


@cache
def drawn() -> frozenset[str]:
    """Every character that both fonts draw."""
    return frozenset(chr(code) for first, last in _ranges("glyphs") for code in range(first, last + 1))


def printable(text: str, *, longest: int = LONGEST, named: int = NAMED) -> str:
    """``text`` with a marked sign for each character the font lacks: ``[U+1F600 grinning face]``, or the code alone.

    Where many follow each other (a name in another script), the first ``named`` have names and the rest are codes, which
    ``report.signs`` lists with their names.

    Line ends and tabs become spaces. A mark without a letter to stand on, or one too many on it, gets a dotted circle, so that
    it hangs neither over the edge nor over the lines above. A run of more than ``longest`` characters without a space gets
    places to break (U+200B, which draws nothing); ``longest=0`` leaves it whole.
    """
    if not (text.isascii() and text.isprintable()):
        glyphs = drawn()
        if not glyphs.issuperset(text):
            text = text.translate(_LINE_ENDS).translate(_FORMS)
            text = "".join(_signs(text, glyphs, named))
        if not _marks().isdisjoint(text):
            text = "".join(_carried(text))
    if longest <= 0 or len(text) <= longest:
        return text
    return _runs(longest).sub(_broken, text)


def lacking(text: str) -> set[str]:
    """The characters of ``text`` that ``printable`` puts a sign for."""
    glyphs = drawn()
    return set() if glyphs.issuperset(text) else set(text.translate(_LINE_ENDS).translate(_FORMS)) - glyphs


def bare(shown: str) -> set[str]:
    """The characters that stand as a code alone in a text made by ``printable``."""
    if "+" not in shown:
        return set()
    codes = {int(code, 16) for code in _BARE.findall(shown.replace(BREAK, ""))}
    return {chr(code) for code in codes if code <= 0x10FFFF} - drawn()  # someone may type such a code


def kind_of(char: str) -> tuple[str, str]:
    """What a character that the font lacks is: (``named``, name), (``numbered``, name up to its own code), or (why, "").

    Why it has no name: ``control``, ``surrogate``, ``private``, ``never`` (it is no character), ``unknown`` (in Unicode 14).
    """
    code = ord(char)
    if _within("named", code):
        return "named", unicodedata.name(char).lower()
    for kind in _NUMBERED:
        if _within(kind, code):
            return "numbered", kind.replace("-", " ")
    category = unicodedata.category(char)
    why = {"Cc": "control", "Cs": "surrogate", "Co": "private"}.get(category, "unknown")
    return ("never" if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF else why), ""


def _signs(text: str, glyphs: frozenset[str], named: int) -> Iterator[str]:
    run = 0  # how many in a row the font lacks
    for char in text:
        if char in glyphs:
            run = run if char == " " else 0
            yield char
        else:
            run += 1
            yield _sign(char, named=run <= named)


@cache
def _marks() -> frozenset[str]:
    """The marks that our fonts put on the letter before."""
    return frozenset(char for char in drawn() if unicodedata.category(char).startswith("M"))


def _carried(text: str) -> Iterator[str]:
    marks = _marks()
    run = _MOST  # marks on the letter before; none may begin a text
    for char in text:
        if char not in marks:
            run = _MOST if char.isspace() or char in _APART else 0
        elif run < _MOST:
            run += 1
        else:
            yield _CIRCLE
            run = 1
        yield char


def _sign(char: str, *, named: bool = True) -> str:
    code = ord(char)
    name = unicodedata.name(char, "").lower() if named and _within("named", code) else ""
    return f"[U+{code:04X} {name}]" if name else f"[U+{code:04X}]"


def _within(kind: str, code: int) -> bool:
    ranges = _ranges(kind)
    place = bisect_right(ranges, (code, 0x110000)) - 1
    return place >= 0 and code <= ranges[place][1]


@cache
def _runs(longest: int) -> re.Pattern[str]:
    """More than ``longest`` characters between places where a line may end (no-break spaces are not such places)."""
    return re.compile(rf"[^ \u2000-\u2006\u2008-\u200b\u205f]{{{longest + 1},}}")


def _broken(run: re.Match[str]) -> str:
    """The run with a place to break after every few letters and between signs, never between a letter and its marks."""
    pieces: list[str] = []
    count = 0
    for char in run[0]:
        ended = pieces[-1:] == ["/"] or (char == "[" and pieces[-1:] == ["]"])
        if (count >= _PIECE or ended) and not unicodedata.category(char).startswith("M"):
            pieces.append(BREAK)
            count = 0
        pieces.append(char)
        count += 1
    return "".join(pieces)


@cache
def _ranges(kind: str) -> tuple[tuple[int, int], ...]:
    for line in (FONTS / "coverage.txt").read_text(encoding="ascii").splitlines():
        word, _, rest = line.partition(" ")
        if word == kind:
            pairs = (part.partition("-") for part in rest.split())
            return tuple((int(first, 16), int(last or first, 16)) for first, _, last in pairs)
    raise ValueError(f"coverage.txt has no line {kind!r}")
