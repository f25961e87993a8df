"""At what height each name of a column stands, so that no two lines cross."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import hypot

from advisor.report.bodymap.curves import gap_between
from advisor.report.bodymap.labels import SIGNS, Column, Label, Letters, wrapped

Line = tuple[float, float, float, float]
_DETOUR = 60  # how much longer the lines may be for one fewer that runs over the end of another
_FEW = 24  # labels among which it is worth to look for shorter lines
_ROUNDS = 4  # how often an order is bettered, so that time stays bounded


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
    lines = wrapped(name, letters.width, letters.name, 3 if note else 4)  # the side comes last, and must not be lost
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
    """By height, or in the order that tangents give, whichever leads shorter lines; where both still cross, stacked."""
    order = sorted(labels, key=lambda one: (one.target[1], one.target[0], one.name, one.note))
    orders = (order, _tangents(order, column, gap))
    found = [made for made in (_exchanged(one, column, gap) for one in orders) if made is not None]
    if not found:
        return _stacked(labels, column, gap)
    return _shortened(min(found, key=lambda made: _cost(made, column)), column, gap)


def _exchanged(order: Sequence[Label], column: Column, gap: float) -> list[Label] | None:
    """The order with two labels exchanged whose lines cross, again and again; None where some still do."""
    order, tops = list(order), _tops(order, column, gap)
    for _ in range(_ROUNDS + 1):
        pair = _crossing(order, tops, column)
        if pair is None:
            return [replace(one, top=top) for one, top in zip(order, tops, strict=True)]
        i, j = pair
        order[i], order[j] = order[j], order[i]
        tops = _tops(order, column, gap)
    return None


def _tangents(order: Sequence[Label], column: Column, gap: float) -> list[Label]:
    """From the top, each place takes the end that has all others below its line: no later line can cross that."""
    order, tops = list(order), _tops(order, column, gap)
    for _ in range(_ROUNDS):
        left, better = list(order), []
        for top in tops:
            best = _topmost(left, top, column)
            left.remove(best)
            better.append(best)
        if better == order:
            break
        order, tops = better, _tops(better, column, gap)
    return order


def _shortened(placed: list[Label], column: Column, gap: float) -> list[Label]:
    """The label that stands farthest above or below its muscle put where the lines are shorter, if none crosses then."""
    if not 2 < len(placed) <= _FEW:
        return placed
    for _ in range(2):
        far = max(placed, key=lambda one: abs(one.target[1] - column.from_y(one)))
        others = [one for one in placed if one is not far]
        best = placed
        for place in range(len(placed)):
            order = [*others[:place], far, *others[place:]]
            tops = _tops(order, column, gap)
            if _crossing(order, tops, column) is None:
                made = [replace(one, top=top) for one, top in zip(order, tops, strict=True)]
                best = min(best, made, key=lambda made: _cost(made, column))
        if best is placed:
            break
        placed = best
    return placed


def _cost(placed: Sequence[Label], column: Column) -> float:
    """How long all lines are together, and something for each that runs over the end of another."""
    length = sum(hypot(one.target[0] - column.edge, one.target[1] - column.from_y(one)) for one in placed)
    return length + _DETOUR * len(_close(placed, column))


def _stacked(labels: Sequence[Label], column: Column, gap: float) -> list[Label]:
    """One under the other from a fixed height. A line begins at the same place whichever label stands there, so each can be
    the one that has all other ends below it: no two lines cross, whatever is marked."""
    left = sorted(labels, key=lambda one: (one.target[1], one.target[0], one.name, one.note))
    room = sum(one.height + gap for one in left) - gap
    wanted = sum(one.target[1] for one in left) / len(left) - room / 2
    y = max(column.top, min(wanted, column.bottom - room))
    made = []
    while left:
        one = _topmost(left, y, column)
        left.remove(one)
        made.append(replace(one, top=y))
        y += one.height + gap
    return made


def _topmost(labels: Sequence[Label], top: float, column: Column) -> Label:
    """The label whose line from a place at ``top`` has the ends of all others below it."""
    y = top + column.letters.middle
    return min(labels, key=lambda one: (one.target[1] - y) / abs(one.target[0] - column.edge))


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
