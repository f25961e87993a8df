"""The tall layout, for narrow screens: front, back and soles below one another, labels on either side of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.report.bodymap import paint, placing, words
from advisor.report.bodymap.atlas import View, best_view, half_side, heart
from advisor.report.bodymap.findings import Finding
from advisor.report.bodymap.labels import Column, Label, Letters, Written
from advisor.report.bodymap.words import Caption, KeyStyle, Place, Set, Sheet

WIDTH = 376
MIDDLE = WIDTH // 2
EDGE, TEXT = 96, 93  # where lines begin and where text ends, from either side
LETTERS = Letters(
    name=13, note=12, name_line=15, note_line=14, base=12, rise=0, width=90, numbers=3.0,
    modes=((True, 9.0), (True, 5.0), (False, 5.0)), strokes=(2.4, 1.1, 6.4, 4.6),
    clear=4.5,
)  # fmt: skip
FIRST_TOP, CAPTION, BETWEEN = 44, 18, 26
STRETCH = 1.25  # how much taller than its figure a view may grow for its labels
Aim = tuple[Finding, View, tuple[int, int]]  # what to name, the view it is named at, and where in that
KEY = KeyStyle(size=13, line=17, gap=4, width=318, indent=28, base=14, left=(18,))
LEGEND_SCALE = 0.46
LEGEND_ROW, LEGEND_LINE = 26, 17
LEGEND_HEIGHT = LEGEND_ROW * (len(words.LEGEND) + 1) + LEGEND_LINE * len(words.MEANING) + 18


@dataclass(frozen=True)
class Figure:
    """What stands side by side: the views with their distance from the middle, and the caption over them."""

    views: tuple[tuple[View, int], ...]
    caption: str
    left: str
    scale: float
    height: int  # of the scaled figure
    apart: int
    above: int = 0  # the room over the view that is not drawn

    @property
    def view(self) -> View:
        """The view whose name ``best_view`` gives to the muscles shown here."""
        return self.views[-1][0]


FIGURES = (
    Figure((("front", 0),), "map-front", "R", 0.41, 498, 62),
    Figure((("back", 0),), "map-back", "L", 0.41, 498, 62),
    Figure((("right", -50), ("left", 50)), "map-sides-view", "R", 0.35, 424, 82),
    Figure((("sole", 0),), "map-soles", "R", 0.6, 178, 80),
    Figure((("breath", 0),), "map-breath", "R", 0.36, 190, 80, 46),
)


def sheet(found: Sequence[Finding], title: str, prefix: str, written: Written) -> Sheet:
    entries: list[Label] = []
    sets: list[Set] = []
    captions: list[Caption] = []
    places: dict[View, Place] = {}
    top = FIRST_TOP
    for figure in FIGURES:
        sides = _sides(figure, [f for f in found if best_view(f.muscle) == figure.view])
        mode, height = _room(figure, [[words.label(f, (0, 0), written) for f, _, _ in side] for side in sides])
        figure_top = top + CAPTION + (height - figure.height) // 2
        here = {view: Place(MIDDLE + dx, figure_top - figure.above, figure.scale) for view, dx in figure.views}
        placed = [[words.label(f, here[view].at(point), written) for f, view, point in side] for side in sides]
        both = list(zip(_columns(top + CAPTION, top + CAPTION + height), placed, strict=True))
        sets += _fitted(both, mode) if mode else words.numbered(both, entries)
        base = top + 8  # over all lines
        captions.append(Caption(figure.caption, MIDDLE, base, figure.apart, base, figure.left))
        places |= here
        top += CAPTION + height + BETWEEN
    foot = _legend(top, prefix, written, sets)
    height = top + LEGEND_HEIGHT
    return Sheet(
        width=WIDTH,
        height=height + words.key_height(entries, KEY),
        border=1,
        radius=10,
        places=places,
        fibres=False,
        coarse=1.3,
        headings=words.headings(title, captions, MIDDLE, 26, (17, 13), written),
        sets=sets,
        foot=foot + words.key(entries, height, KEY),
    )


def _columns(top: int, bottom: int) -> tuple[Column, Column]:
    return (
        Column(EDGE, top, bottom, TEXT, "end", LETTERS),
        Column(WIDTH - EDGE, top, bottom, WIDTH - TEXT, "start", LETTERS),
    )


def _sides(figure: Figure, found: Sequence[Finding]) -> tuple[list[Aim], list[Aim]]:
    """A one-sided finding on its own side; the others where there are fewer, from the head down."""
    sides: tuple[list[Aim], list[Aim]] = ([], [])

    def add(finding: Finding, *, right: bool) -> None:
        view = figure.views[right][0] if len(figure.views) > 1 else figure.view
        sides[right].append((finding, view, heart(view, finding.muscle, right=right)))

    for finding in found:
        if finding.side in ("left", "right"):
            add(finding, right=finding.side == half_side(figure.view, mirrored=False))
    free = [f for f in found if f.side not in ("left", "right")]
    for finding in sorted(free, key=lambda f: (heart(figure.view, f.muscle, right=True)[1], f.name, f.muscle)):
        add(finding, right=len(sides[1]) < len(sides[0]))
    return sides


def _room(figure: Figure, sides: Sequence[Sequence[Label]]) -> tuple[tuple[bool, float] | None, int]:
    """The roomiest way to set the labels of a view, and how high the view is then; None where only numbers fit."""
    for mode in LETTERS.modes:
        most = max(placing.needed(side, LETTERS, mode) for side in sides)
        if most <= figure.height * STRETCH:
            return mode, max(figure.height, round(most))
    most = LETTERS.name_line * max(len(side) for side in sides)
    return None, max(figure.height, most)


def _fitted(here: Sequence[Set], mode: tuple[bool, float]) -> list[Set]:
    return [(column, placing.fitted(labels, column, mode) or []) for column, labels in here]


def _legend(top: int, prefix: str, written: Written, sets: Sequence[Set]) -> str:
    ink = f' fill="{paint.INK}"'
    parts = [f'<path d="M14 {top - 8}H{WIDTH - 14}" stroke="{paint.PANEL_EDGE}"/>']
    boxes, said = [], []
    for row, verdict in enumerate((*words.LEGEND, "")):
        y = round(row * LEGEND_ROW / LEGEND_SCALE)
        boxes.append(words.swatches(verdict, 0, y, prefix) if verdict else words.deep_swatch(0, y))
        meaning = words.meaning(verdict, sets, written) if verdict else written.text(words.DEEP)
        said.append(words.text(96, top + 18 + row * LEGEND_ROW, 13, meaning, ink))
    parts += [f'<g transform="translate(18 {top + 6}) scale({LEGEND_SCALE})">', *boxes, "</g>", *said]
    y = top + LEGEND_ROW * (len(words.LEGEND) + 1) + 20
    for i, line in enumerate(words.MEANING):
        parts.append(words.text(18, y + i * LEGEND_LINE, 12, written.text(line), f' fill="{paint.QUIET_INK}"'))
    return "".join(parts)
