"""Names beside the figures: which column, how wrapped, at what height, no crossing lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

NAME_SIZE = 33
NOTE_SIZE = 29
NAME_LINE = 37
NOTE_LINE = 34
COLUMN = 238  # width of the text
_NARROW = frozenset("iljtfrI.,:;'’|!()[]-· ")
_WIDE = frozenset("mwMWGOQ@%")


@dataclass(frozen=True)
class Label:
    """What to write, where its line ends in the drawing."""

    name: str
    note: str
    verdict: str
    side: str
    target: tuple[int, int]
    lines: tuple[str, ...] = ()
    top: float = 0.0
    height: float = 0.0

    @property
    def anchor_y(self) -> float:
        return self.top + NAME_LINE * 0.62


@dataclass(frozen=True)
class Column:
    """Where labels stand: the x at which their lines begin, and the room."""

    edge: float
    top: float
    bottom: float


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


# Ways to set a column, roomiest first: (with the verdict under the name, gap).
MODES = ((True, 22.0), (True, 12.0), (True, 6.0), (False, 10.0))


def fitted(labels: Sequence[Label], column: Column, mode: tuple[bool, float]) -> list[Label] | None:
    """The labels wrapped and placed in a column, or None if they do not fit."""
    note, gap = mode
    sized = [_sized(one, note) for one in labels]
    if sum(one.height + gap for one in sized) - gap > column.bottom - column.top:
        return None
    return _uncrossed(sized, column, gap)


def numbered(labels: Sequence[Label], column: Column) -> list[Label]:
    """The last resort: only numbers in the column, names in a key below."""
    sized = [replace(one, lines=(), height=NAME_LINE) for one in labels]
    spare = column.bottom - column.top - NAME_LINE * len(sized)
    return _uncrossed(sized, column, min(8.0, spare / max(1, len(sized) - 1)))


def _sized(one: Label, note: bool) -> Label:
    one_sided = one.side in ("left", "right")
    name = f"{one.name}, {one.side}" if one_sided and not note else one.name
    lines = wrapped(name, COLUMN, NAME_SIZE, 3)
    height = NAME_LINE * len(lines) + (NOTE_LINE if note and one.note else 0)
    return replace(one, lines=lines, height=height, note=one.note if note else "")


def _placed(order: Sequence[Label], column: Column, gap: float) -> list[Label]:
    """Each label as near its target's height as order and room allow."""
    blocks: list[list[float]] = []  # [wanted top of the block, height, members]
    for one in order:
        want = one.target[1] - NAME_LINE * 0.62
        blocks.append([want, one.height, 1])
        while True:
            last = blocks[-1]
            last[0] = max(min(last[0], column.bottom - last[1]), column.top)
            if len(blocks) < 2 or blocks[-2][0] + blocks[-2][1] + gap <= last[0]:
                break
            above = blocks[-2]
            offset = above[1] + gap
            count = above[2] + last[2]
            wanted = (above[0] * above[2] + (last[0] - offset) * last[2]) / count
            blocks[-2:] = [[wanted, offset + last[1], count]]
    placed: list[Label] = []
    remaining = list(order)
    for start, _, members in blocks:
        y = start
        for one in remaining[: int(members)]:
            placed.append(replace(one, top=y))
            y += one.height + gap
        del remaining[: int(members)]
    return placed


def _uncrossed(labels: Sequence[Label], column: Column, gap: float) -> list[Label]:
    """By height, then exchange any two whose lines cross until none do."""
    order = sorted(labels, key=lambda one: (one.target[1], one.target[0], one.name, one.note))
    placed = _placed(order, column, gap)
    for _ in range(len(placed) ** 2):
        pair = _crossing(placed, column.edge)
        if pair is None:
            break
        i, j = pair
        placed[i], placed[j] = placed[j], placed[i]
        placed = _placed(placed, column, gap)
    return placed


def _crossing(placed: Sequence[Label], edge: float) -> tuple[int, int] | None:
    """The nearest two labels whose lines cross."""
    for step in range(1, len(placed)):
        for i in range(len(placed) - step):
            a, b = placed[i], placed[i + step]
            if _meet((edge, a.anchor_y), a.target, (edge, b.anchor_y), b.target):
                return i, i + step
    return None


def _meet(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], d: tuple[float, float]) -> bool:
    def turn(p: tuple[float, float], q: tuple[float, float], r: tuple[float, float]) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0
