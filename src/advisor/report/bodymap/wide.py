"""The wide layout, for screens and paper: front and back, under them the sides, the breathing view and the soles.

Names stand in a column on either edge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.report.bodymap import paint, placing, words
from advisor.report.bodymap.atlas import View, best_view, half_side, heart
from advisor.report.bodymap.findings import UNPAIRED, Finding
from advisor.report.bodymap.labels import Column, Label, Letters, Written
from advisor.report.bodymap.words import Caption, KeyStyle, Place, Set, Sheet

WIDTH = 1440
TOP, BOTTOM = 100, 2000
FAR, NEARER = 330, 40  # how far a label may stand above or below its muscle before smaller letters are tried; what is worth it
LETTERS = Letters(
    name=33, note=29, name_line=37, note_line=34, base=31, rise=2, width=238, numbers=8.0,
    modes=((True, 22.0), (True, 12.0), (True, 6.0)), strokes=(4.5, 1.7, 13, 10), clear=8,
)  # fmt: skip
# Where there is much to say: smaller, and a sign in place of the verdict.
CROWDED = Letters(
    name=26, note=25, name_line=29, note_line=28, base=24, rise=1, width=250, numbers=6.0,
    modes=((True, 12.0), (False, 12.0), (False, 3.0)), strokes=(4, 1.5, 11, 8.4), clear=6,
)  # fmt: skip
PLACES: Mapping[View, Place] = {
    "front": Place(492, 170),
    "back": Place(948, 170),
    "right": Place(384, 1408, 0.47),
    "left": Place(1056, 1408, 0.47),
    "breath": Place(720, 1350, 0.55),
    "sole": Place(720, 1744, 0.8),
}
BESIDE: tuple[frozenset[View], ...] = (frozenset(("front", "right", "sole")), frozenset(("back", "left", "sole")))
LEGEND_TOP, LEGEND_HEIGHT = 2050, 150
KEY = KeyStyle(size=24, line=29, gap=9, width=400, indent=46, base=24, left=(50, 505, 960))
UNDER = 2012  # the captions of the lower row stand where no line to a name passes
CAPTIONS = (
    Caption("map-front", 492, 142, 120, 142, "R"),
    Caption("map-back", 948, 142, 120, 142, "L"),
    Caption("map-side-right", 384, UNDER, 0, 0, ""),
    Caption("map-side-left", 1056, UNDER, 0, 0, ""),
    Caption("map-breath", 720, 1418, 160, 1418, "R"),
    Caption("map-soles", 720, UNDER, 150, UNDER, "R"),
)


def sheet(found: Sequence[Finding], title: str, prefix: str, written: Written) -> Sheet:
    entries: list[Label] = []
    sets = _sets(found, entries, written)
    return Sheet(
        width=WIDTH,
        height=LEGEND_TOP + LEGEND_HEIGHT + words.key_height(entries, KEY),
        border=2,
        radius=28,
        places=PLACES,
        fibres=not entries,  # where so much is marked they would lie under the marks
        coarse=1,
        headings=words.headings(title, CAPTIONS, WIDTH // 2, 62, (40, 26), written),
        sets=sets,
        foot=_legend(LEGEND_TOP, prefix, written, sets) + words.key(entries, LEGEND_TOP + LEGEND_HEIGHT, KEY),
    )


def _columns(letters: Letters) -> tuple[Column, Column]:
    edge, text = 264, 256
    return (
        Column(edge, TOP, BOTTOM, text, "end", letters),
        Column(WIDTH - edge, TOP, BOTTOM, WIDTH - text, "start", letters),
    )


def _sets(found: Sequence[Finding], entries: list[Label], written: Written) -> list[Set]:
    """Labels in two columns; when they do not fit, numbers there and a key below."""
    sides: tuple[list[Label], ...] = ([], [])
    for finding in sorted(found, key=lambda f: f.side == "both"):
        column = _preferred(finding)
        if finding.side in ("both", "") and len(sides[column]) >= len(sides[1 - column]) + 2 and _target(finding, 1 - column):
            column = 1 - column
        sides[column].append(words.label(finding, _target(finding, column) or (0, 0), written))
    chosen, least = None, float("inf")
    for letters in (LETTERS, CROWDED):
        columns = list(zip(_columns(letters), sides, strict=True))
        for mode in letters.modes:
            away = max(placing.away(side, column, mode) for column, side in columns)
            if least > FAR and away < max(least - NEARER, FAR):
                chosen, least = (columns, mode), away
    if chosen is None:
        return words.numbered(list(zip(_columns(CROWDED), sides, strict=True)), entries)
    columns, mode = chosen
    return [(column, placing.fitted(side, column, mode) or []) for column, side in columns]


def _preferred(finding: Finding) -> int:
    """The column beside the view that shows the muscle best."""
    view = best_view(finding.muscle)
    if view in ("left", "sole"):
        return 0 if finding.side == "right" else 1
    return 0 if view == "front" else 1


def _target(finding: Finding, column: int) -> tuple[int, int] | None:
    """The heart of the marked shape that lies nearest to the column, None where its views are elsewhere."""
    best = best_view(finding.muscle)
    if best == "left":
        side: View = ("right", "left")[column] if finding.side == "both" else ("left" if finding.side == "left" else "right")
        return PLACES[side].at(heart(side, finding.muscle, right=False))
    if best not in BESIDE[column]:
        return None
    if finding.muscle in UNPAIRED:
        return PLACES[best].at(heart(best, finding.muscle, right=column == 1))
    hearts = sorted(
        PLACES[best].at(heart(best, finding.muscle, right=right))
        for right in (False, True)
        if finding.side in ("both", half_side(best, mirrored=not right))
    )
    return hearts[0] if column == 0 else hearts[-1]


def _legend(top: int, prefix: str, written: Written, sets: Sequence[Set]) -> str:
    parts = [f'<path d="M40 {top - 20}H{WIDTH - 40}" stroke="{paint.PANEL_EDGE}" stroke-width="2"/>']
    ink = f' fill="{paint.INK}"'
    for (x, dy), verdict in zip(((60, 6), (740, 6), (60, 56)), words.LEGEND, strict=True):
        meaning = words.meaning(verdict, sets, written)
        parts.append(words.swatches(verdict, x, top + dy, prefix) + words.text(x + 164, top + dy + 28, 28, meaning, ink))
    parts.append(words.deep_swatch(740, top + 56) + words.text(904, top + 84, 28, written.text(words.DEEP), ink))
    said = " ".join(written.text(key) for key in words.MEANING)
    parts.append(words.text(60, top + 132, 26, said, f' fill="{paint.QUIET_INK}"'))
    return "".join(parts)
