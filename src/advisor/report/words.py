"""The fixed words of a report, and numbers, dates and lists in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

__all__ = [
    "BAND_STEPS", "BAND_WORDS", "BASIS_WORDS", "KIT_WORDS", "LEVEL_WORDS", "ROLE_MAYBE", "ROLE_WORDS", "SIDE_WORDS",
    "STAGE_WORDS", "count", "cut", "day", "first_upper", "listed", "neutral", "side_words", "some",
]  # fmt: skip

BAND_WORDS: Mapping[str, str] = {
    "possible": "possible: some signs point to it",
    "likely": "likely: several signs point to it, but it is not sure",
    "strong": "strong: many signs and at least two self-tests point to it, but it is not certain",
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


def neutral(text: str) -> str:
    """``text`` on one line, with control, direction-changing and unpaired characters shown as a replacement mark."""
    kept = (
        " " if character in "\t\n\r\x0b\x0c\x85\u2028\u2029" else character if _harmless(character) else "\ufffd"
        for character in text
    )
    return " ".join("".join(kept).split(" ")).strip()


def _harmless(character: str) -> bool:
    if unicodedata.category(character) in ("Cc", "Cs") or ord(character) & 0xFFFE == 0xFFFE:
        return False
    return not ("\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069" or character == "\ufeff")
