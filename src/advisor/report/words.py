"""The fixed words of a report, and numbers, dates and lists in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

__all__ = [
    "BANDS", "BAND_STEPS", "BAND_WORDS", "BASIS_WORDS", "KIT_WORDS", "LEVEL_WORDS", "ROLE_MAYBE", "ROLE_WORDS", "SIDE_WORDS",
    "STAGE_WORDS", "count", "cut", "day", "first_upper", "listed", "neutral", "one_text", "side_words", "some",
]  # fmt: skip

BANDS: Mapping[str, str] = {
    "possible": "some signs point to it",
    "likely": "clearer signs point to it, but it is not sure",
    "strong": "many signs and at least two self-tests point to it, but it is not certain",
}
BAND_WORDS: Mapping[str, str] = {
    **{band: f"{band}: {meaning}" for band, meaning in BANDS.items()},
    "unclear": "unclear: signs point both ways, test again",
}
BAND_STEPS: Mapping[str, int] = {"possible": 1, "likely": 2, "strong": 3}
ROLE_WORDS: Mapping[str, str] = {
    "dominant": "doing more than its share",
    "dormant": "doing less than its share",
    "unclear": "unclear",
}
ROLE_MAYBE: Mapping[str, str] = {"possible": "possibly", "likely": "likely", "strong": "very likely"}
SIDE_WORDS: Mapping[str, str] = {
    "left": "left side",
    "right": "right side",
    "both": "both sides",
    "whole": "",
    "": "",
}
LEVEL_WORDS: Mapping[str, str] = {
    "emergency": "emergency: call for help now",
    "urgent": "urgent: see a doctor today",
    "soon": "soon: have it looked at within 1 to 2 weeks",
    "caution": "caution: go on with care",
    "none": "none of the warning signs we asked about",
}
BASIS_WORDS: Mapping[str, str] = {
    "SR": "a review of many studies",
    "RCT": "a trial that left it to chance who trained how",
    "COH": "a study that followed people over time",
    "CC": "studies that compared people with and without the trouble",
    "EMG": "studies that measured muscle activity",
    "TRAD": "what coaches and therapists have long taught",
    "SEED": "a running coach's book",
    "EXP": "our own view, where no study gives an answer",
}
STAGE_WORDS: Mapping[str, str] = {
    "breath": "Breath",
    "foot": "Foot",
    "calf": "Calf",
    "hip": "Hip",
    "trunk": "Trunk",
    "shoulder_girdle": "Shoulders",
    "integration": "Putting it together",
    "drill": "Running drill",
}
KIT_WORDS: Mapping[str, str] = {
    "band": "a long elastic band",
    "loop_band": "a loop band",
    "ball": "a small ball",
    "step": "a step",
    "stick": "a stick",
    "weight": "a weight",
    "mirror": "a mirror",
    "watch": "a watch",
    "pack": "a backpack",
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def cut(value: float) -> str:
    """Two decimals, cut and not rounded (DESIGN 4.5)."""
    hundredths = round(abs(value) * 1_000_000) // 10_000
    return f"{'-' if value < 0 and hundredths else ''}{hundredths // 100}.{hundredths % 100:02d}"


def some(value: float) -> str:
    """A plain number without needless decimals: 10, 2.5."""
    return f"{value:g}"


def count(number: int, one: str, many: str = "") -> str:
    """``1 minute``, ``3 minutes``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(items: Iterable[str], joint: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    words = list(items)
    return "".join(words) if len(words) < 2 else f"{', '.join(words[:-1])} {joint} {words[-1]}"


def first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def day(text: str) -> str:
    """``2026-11-22`` as ``22 November 2026``; anything else as it is."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def side_words(side: str) -> str:
    return SIDE_WORDS.get(side, side)


def one_text(texts: Sequence[tuple[str, str]]) -> str:
    """Texts of one rule on its sides as one: what both say once, what only one says with its side before it."""
    said: dict[str, dict[str, None]] = {}
    for side in sorted({side for side, _ in texts}, key=lambda one: (one != "left", one)):
        for where, text in texts:
            if where == side:
                for part in _SENTENCE.split(text):
                    said.setdefault(part, {})[side] = None
    sides = {side for side, _ in texts if side in ("left", "right")}
    parts = [f"{first_upper(next(iter(on)))}: {part}" if len(sides) > 1 and len(on) == 1 else part for part, on in said.items()]
    return " ".join(parts)


_SENTENCE = re.compile(r"(?<=[.!?]) ")
_BLANK = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_BAD = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def neutral(text: str) -> str:
    """``text`` on one line, with control, direction-changing and unpaired characters shown as a replacement mark."""
    return _BAD.sub("\ufffd", _BLANK.sub(" ", text))
