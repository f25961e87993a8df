"""The wide layout, for screens and paper: front and back side by side, the soles below, a column on either edge."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.report.bodymap import labels as lab
from advisor.report.bodymap import paint, words
from advisor.report.bodymap.atlas import ORIGIN, View, best_view, half_side, heart
from advisor.report.bodymap.findings import MUSCLE_VIEWS, UNPAIRED, Finding
from advisor.report.bodymap.labels import Column, Label, Letters
from advisor.report.bodymap.words import Caption, KeyStyle, Set, Sheet

WIDTH = 1440
LETTERS = Letters(
    name=33, note=29, name_line=37, note_line=34, base=31, rise=2, width=238, numbers=8.0,
    modes=((True, 22.0), (True, 12.0), (True, 6.0), (False, 10.0)), strokes=(4.5, 1.7, 13, 10),
)  # fmt: skip
COLUMNS = (
    Column(264, 112, 1760, 256, "end", LETTERS),
    Column(WIDTH - 264, 112, 1760, WIDTH - 256, "start", LETTERS),
)
VIEWS_BESIDE: tuple[tuple[View, ...], ...] = (("front", "sole"), ("back", "sole"))
LEGEND_TOP, LEGEND_HEIGHT = 1806, 178
KEY = KeyStyle(size=30, line=37, gap=10, width=570, indent=52, base=30, left=(60, WIDTH // 2 + 20))
CAPTIONS = tuple(
    Caption(caption, ORIGIN[view][0], ORIGIN[view][1] + up, apart, ORIGIN[view][1] + down, left)
    for view, caption, up, apart, down, left in (
        ("front", "Front", -28, 120, -28, "R"),
        ("back", "Back", -28, 120, -28, "L"),
        ("sole", "Soles, from below", -20, 180, -20, "R"),
    )
)


def sheet(found: Sequence[Finding], title: str, prefix: str) -> Sheet:
    entries: list[Label] = []
    sets = _sets(found, entries)
    return Sheet(
        width=WIDTH,
        height=LEGEND_TOP + LEGEND_HEIGHT + words.key_height(entries, KEY),
        border=2,
        radius=28,
        moves={},
        fibres=True,
        coarse=1,
        headings=words.headings(title, CAPTIONS, WIDTH // 2, 62, (40, 28)),
        sets=sets,
        foot=_legend(LEGEND_TOP, prefix) + words.key(entries, LEGEND_TOP + LEGEND_HEIGHT, KEY),
    )


def _sets(found: Sequence[Finding], entries: list[Label]) -> list[Set]:
    """Labels in two columns; when they do not fit, numbers there and a key below."""
    sides: tuple[list[Label], ...] = ([], [])
    free = [f for f in found if len(MUSCLE_VIEWS[f.muscle]) > 1]
    for finding in [f for f in found if f not in free] + free:
        column = _preferred(finding)
        if finding in free and len(sides[column]) >= len(sides[1 - column]) + 2:
            column = 1 - column
        sides[column].append(words.label(finding, _target(finding, column)))
    for mode in LETTERS.modes:
        fitted = [(column, lab.fitted(side, column, mode)) for side, column in zip(sides, COLUMNS, strict=True)]
        sets: list[Set] = [(column, labels) for column, labels in fitted if labels is not None]
        if len(sets) == len(COLUMNS):
            return sets
    return words.numbered(list(zip(COLUMNS, sides, strict=True)), entries)


def _preferred(finding: Finding) -> int:
    """The column beside the view that shows the muscle best."""
    if MUSCLE_VIEWS[finding.muscle] == ("sole",):
        return 0 if finding.side == "right" else 1
    return 0 if best_view(finding.muscle) == "front" else 1


def _target(finding: Finding, column: int) -> tuple[int, int]:
    """The heart of the marked shape that lies nearest to the column."""
    views = [view for view in VIEWS_BESIDE[column] if view in MUSCLE_VIEWS[finding.muscle]]
    if finding.muscle in UNPAIRED:
        return heart(views[0], finding.muscle, right=column == 1)
    hearts = sorted(
        heart(view, finding.muscle, right=right)
        for view in views
        for right in (False, True)
        if finding.side in ("both", half_side(view, mirrored=not right))
    )
    return hearts[0] if column == 0 else hearts[-1]


def _legend(top: int, prefix: str) -> str:
    parts = [f'<path d="M40 {top - 20}H{WIDTH - 40}" stroke="{paint.PANEL_EDGE}" stroke-width="2"/>']
    ink = f' fill="{paint.INK}"'
    for (x, dy), (verdict, meaning) in zip(((60, 10), (740, 10), (60, 66)), words.LEGEND, strict=True):
        parts.append(words.swatches(verdict, x, top + dy, prefix) + words.text(x + 164, top + dy + 28, 28, meaning, ink))
    parts.append(words.deep_swatch(740, top + 66) + words.text(904, top + 94, 28, words.DEEP, ink))
    parts.append(words.text(60, top + 148, 26, " ".join(words.MEANING), f' fill="{paint.QUIET_INK}"'))
    return "".join(parts)
