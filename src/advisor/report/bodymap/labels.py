"""Names beside the figures: which column, how wrapped, at what height, no crossing lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from advisor.language import Language, unmarked
from advisor.report.bodymap.curves import gap_between

Line = tuple[float, float, float, float]
# What stands for the verdict where there is no room for its word, so that it is not said by colour alone.
SIGNS = {"dominant": "+", "dormant": "\u2013", "unclear": "?"}
_ROUNDS = 4  # how often an order is bettered, so that time stays bounded
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


def fitted(labels: Sequence[Label], column: Column, mode: tuple[bool, float]) -> list[Label] | None:
    """The labels wrapped and placed in a column, or None if they do not fit."""
    if needed(labels, column.letters, mode) > column.bottom - column.top:
        return None
    placed = _uncrossed(_all_sized(labels, column.letters, mode), column, mode[1])
    return _cleared(placed, column, mode[1]) if column.letters.clear else placed


def needed(labels: Sequence[Label], letters: Letters, mode: tuple[bool, float]) -> float:
    """The height that the labels take."""
    gap = mode[1]
    return sum(one.height + gap for one in _all_sized(labels, letters, mode)) - gap


def away(labels: Sequence[Label], column: Column, mode: tuple[bool, float]) -> float:
    """About how far above or below its target the farthest label would stand: infinite where they do not fit."""
    if needed(labels, column.letters, mode) > column.bottom - column.top:
        return float("inf")
    order = sorted(_all_sized(labels, column.letters, mode), key=lambda one: one.target[1])
    tops = _tops(order, column, mode[1])
    return max((abs(top + column.letters.middle - one.target[1]) for one, top in zip(order, tops, strict=True)), default=0)


def numbered(labels: Sequence[Label], column: Column) -> list[Label]:
    """The last resort: only numbers in the column, names in a key below."""
    letters = column.letters
    sized = [replace(one, lines=(), height=letters.name_line) for one in labels]
    spare = column.bottom - column.top - letters.name_line * len(sized)
    return _uncrossed(sized, column, min(letters.numbers, spare / max(1, len(sized) - 1)))


def _all_sized(labels: Sequence[Label], letters: Letters, mode: tuple[bool, float]) -> list[Label]:
    return [_sized(one, letters, note=mode[0]) for one in labels]


def _sized(one: Label, letters: Letters, *, note: bool) -> Label:
    name = one.name if note else f"{SIGNS[one.verdict]} {one.plain or one.name}"
    lines = wrapped(name, letters.width, letters.name, 3)
    height = letters.name_line * len(lines) + (letters.note_line if note and one.note else 0)
    return replace(one, lines=lines, height=height, note=one.note if note else "")


def _tops(order: Sequence[Label], column: Column, gap: float) -> list[float]:
    """Each label as near its target's height as order and room allow."""
    blocks: list[tuple[float, float, int]] = []  # wanted top of the block, height, members
    for one in order:
        start, height, members = one.target[1] - column.letters.middle, one.height, 1
        while True:
            start = max(min(start, column.bottom - height), column.top)
            if not blocks or blocks[-1][0] + blocks[-1][1] + gap <= start:
                break
            above = blocks.pop()
            offset = above[1] + gap
            count = above[2] + members
            start = (above[0] * above[2] + (start - offset) * members) / count
            height, members = offset + height, count
        blocks.append((start, height, members))
    tops: list[float] = []
    for y, _, members in blocks:
        for one in order[len(tops) : len(tops) + members]:
            tops.append(y)
            y += one.height + gap
    return tops


def _uncrossed(labels: Sequence[Label], column: Column, gap: float) -> list[Label]:
    """By height, then in the order that tangents give, then exchange any two whose lines still cross until none do."""
    order = sorted(labels, key=lambda one: (one.target[1], one.target[0], one.name, one.note))
    tops = _tops(order, column, gap)
    for _ in range(_ROUNDS):
        better = _by_tangents(order, tops, column)
        if better == order:
            break
        order, tops = better, _tops(better, column, gap)
    for _ in range(len(order) ** 2):
        pair = _crossing(order, tops, column)
        if pair is None:
            break
        i, j = pair
        order[i], order[j] = order[j], order[i]
        tops = _tops(order, column, gap)
    return [replace(one, top=top) for one, top in zip(order, tops, strict=True)]


def _by_tangents(order: Sequence[Label], tops: Sequence[float], column: Column) -> list[Label]:
    """From the top, each place takes the end that has all others below its line: no later line can cross that."""
    left = list(order)
    made = []
    for top in tops:
        y = top + column.letters.middle
        best = min(left, key=lambda one: (one.target[1] - y) / abs(one.target[0] - column.edge))
        left.remove(best)
        made.append(best)
    return made


def _crossing(order: Sequence[Label], tops: Sequence[float], column: Column) -> tuple[int, int] | None:
    """The nearest two labels whose lines cross."""
    lines = [
        (column.edge, top + column.letters.middle, one.target[0], one.target[1]) for one, top in zip(order, tops, strict=True)
    ]
    for step in range(1, len(lines)):
        for i in range(len(lines) - step):
            if _meet(lines[i], lines[i + step]):
                return i, i + step
    return None


def _cleared(placed: list[Label], column: Column, gap: float) -> list[Label]:
    """Exchange two where the line of one runs over the end of the other, as long as that helps and nothing crosses."""
    tried: set[tuple[Label, Label]] = set()
    close = _close(placed, column)
    for _ in range(_ROUNDS):
        pairs = [(i, j) for i, j in close if (placed[i], placed[j]) not in tried]
        if not pairs:
            break
        i, j = pairs[0]
        tried.add((placed[i], placed[j]))
        order = list(placed)
        order[i], order[j] = order[j], order[i]
        tops = _tops(order, column, gap)
        if _crossing(order, tops, column):
            continue
        other = [replace(one, top=top) for one, top in zip(order, tops, strict=True)]
        still = _close(other, column)
        if len(still) < len(close):
            placed, close = other, still
    return placed


def _close(placed: Sequence[Label], column: Column) -> list[tuple[int, int]]:
    """The pairs of which one's line comes too close to the end of the other."""
    near = column.letters.clear
    found = []
    for i, one in enumerate(placed):
        start = (column.edge, column.from_y(one))
        low, high = min(start[1], one.target[1]) - near, max(start[1], one.target[1]) + near
        for j, other in enumerate(placed):
            if i == j or not low <= other.target[1] <= high:
                continue
            if gap_between(other.target, start, one.target) < near:
                found.append((min(i, j), max(i, j)))
    return sorted(set(found), key=lambda pair: (pair[1] - pair[0], pair))


def _meet(one: Line, other: Line) -> bool:
    ax, ay, bx, by = one
    cx, cy, dx, dy = other
    ux, uy = bx - ax, by - ay
    if (ux * (cy - ay) - uy * (cx - ax)) * (ux * (dy - ay) - uy * (dx - ax)) >= 0:
        return False
    vx, vy = dx - cx, dy - cy
    return (vx * (ay - cy) - vy * (ax - cx)) * (vx * (by - cy) - vy * (bx - cx)) < 0
