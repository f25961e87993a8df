"""Names beside the figures: their words, how they are set, and how wrapped."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from advisor.language import Language, unmarked

# What stands for the verdict where there is no room for its word, so that it is not said by colour alone.
SIGNS = {"dominant": "+", "dormant": "\u2013", "unclear": "?"}
_NARROW = frozenset("iljtfrI.,:;'’|!()[]-· ")
_WIDE = frozenset("mwMWGOQ@%")


@dataclass(frozen=True)
class Written:
    """The words of the map in one language, without marks: a drawing has no place for them."""

    say: Language

    def text(self, key: str, **slots: str) -> str:
        return unmarked(self.say.text(key, **slots))

    def verdict(self, verdict: str) -> str:
        return self.text("map-verdict", verdict=verdict)

    def note(self, verdict: str, side: str) -> str:
        """``dormant, left``; only the verdict for an unpaired muscle."""
        return self.text("map-note", side=side, verdict=self.verdict(verdict)) if side else self.verdict(verdict)

    def name_side(self, name: str, side: str) -> str:
        """``big glute, left`` where one side is meant."""
        return self.text("map-name-side", side=side, name=name) if side in ("left", "right") else name

    def name_place(self, name: str, side: str) -> str:
        """``big glute (both sides)``."""
        return self.text("map-name-place", side=side, name=name) if side else name

    @property
    def letters(self) -> dict[str, str]:
        """The letters of the sides: L and R in English."""
        return {"L": self.text("map-left-letter"), "R": self.text("map-right-letter")}


@dataclass(frozen=True)
class Letters:
    """How labels are set: sizes, lines, the width of the text, and the strokes of the lines that lead to them."""

    name: int
    note: int
    name_line: int
    note_line: int
    base: int  # from the top of a label to its first baseline
    rise: int  # how much nearer the note stands to the name
    width: int
    numbers: float  # the widest gap between numbers
    modes: tuple[tuple[bool, float], ...]  # roomiest first: (with the verdict under the name, gap)
    strokes: tuple[float, float, float, float]  # halo, line, ring, dot
    clear: float = 0.0  # how far a line should keep from the end of another

    @property
    def middle(self) -> float:
        """From the top of a label to where its line begins."""
        return self.name_line * 0.62


@dataclass(frozen=True)
class Label:
    """What to write, where its line ends in the drawing."""

    name: str
    note: str
    verdict: str
    side: str
    target: tuple[int, int]
    plain: str = ""  # the name with its side, where the note is left out
    lines: tuple[str, ...] = ()
    top: float = 0.0
    height: float = 0.0


@dataclass(frozen=True)
class Column:
    """Where labels stand: the x at which their lines begin, the room, and how and from where they are set."""

    edge: float
    top: float
    bottom: float
    text: int
    anchor: Literal["start", "end"]
    letters: Letters

    def from_y(self, label: Label) -> float:
        return label.top + self.letters.middle


def text_width(text: str, size: float) -> float:
    """A careful estimate for Noto Sans (wider scripts count as wide)."""
    total = 0.0
    for c in text:
        if c in _NARROW:
            total += 0.34
        elif c in _WIDE:
            total += 0.9
        elif ord(c) > 0x2E80:
            total += 1.0
        else:
            total += 0.68 if c.isupper() else 0.585
    return total * size


@lru_cache(4096)
def wrapped(text: str, width: float, size: float, most: int) -> tuple[str, ...]:
    """At most ``most`` lines; long words are broken, what is left over is elided."""
    words: list[str] = []
    for word in text.split():
        while text_width(word, size) > width:
            cut = len(word)
            while cut > 1 and text_width(word[:cut], size) > width:
                cut -= 1
            words.append(word[:cut])
            word = word[cut:]
        if word:
            words.append(word)
    lines: list[str] = []
    for word in words:
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    if len(lines) > most:
        lines = lines[:most]
        while lines[-1] and text_width(lines[-1] + "…", size) > width:
            lines[-1] = lines[-1][:-1]
        lines[-1] += "…"
    return tuple(lines)
