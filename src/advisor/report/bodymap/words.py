"""The written part of the body map: captions, labels with their lines, legend, key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from advisor.report.bodymap import labels as lab
from advisor.report.bodymap import paint
from advisor.report.bodymap.atlas import ORIGIN, Shape, scenes
from advisor.report.bodymap.curves import box, heart
from advisor.report.bodymap.findings import MUSCLE_VIEWS, Finding, escape
from advisor.report.bodymap.labels import Column, Label

WIDTH = 1440
LEFT_TEXT, RIGHT_TEXT = 256, WIDTH - 256
COLUMNS = (Column(LEFT_TEXT + 8, 112, 1760), Column(RIGHT_TEXT - 8, 112, 1760))
NAME_BASE = 31
LEGEND_HEIGHT = 178

KEY_SIZE, KEY_LINE, KEY_GAP, KEY_WIDTH = 30, 37, 10, 570

Key = Sequence[Label]


def _text(x: float, y: float, size: int, words: str, more: str = "") -> str:
    return f'<text x="{_n(x)}" y="{_n(y)}" font-size="{size}"{more}>{escape(words)}</text>' if words else ""


def _n(v: float) -> str:
    text = f"{v:.1f}"
    return text[:-2] if text.endswith(".0") else text


def headings(title: str) -> str:
    parts = [
        f'<g text-anchor="middle" font-size="28" fill="{paint.QUIET_INK}">',
        _text(WIDTH // 2, 62, 40, title, f' fill="{paint.INK}"'),
    ]
    for view, caption, dy, apart, down, left in (
        ("front", "Front", -28, 120, -28, "R"),
        ("back", "Back", -28, 120, -28, "L"),
        ("sole", "Soles, from below", -20, 180, -20, "R"),
    ):
        x, y = ORIGIN[view]
        right = "L" if left == "R" else "R"
        for dx, at, words in ((0, dy, caption), (-apart, down, left), (apart, down, right)):
            parts.append(f'<text x="{x + dx}" y="{y + at}">{words}</text>')
    return "".join(parts) + "</g>"


def columns(
    findings: Sequence[Finding],
) -> tuple[list[list[Label]], Key]:
    """Labels in two columns; when they do not fit, numbers there and a key below."""
    sides: tuple[list[Label], ...] = ([], [])
    free = [f for f in findings if len(MUSCLE_VIEWS[f.muscle]) > 1]
    for finding in [f for f in findings if f not in free] + free:
        column = _preferred(finding)
        if finding in free and len(sides[column]) >= len(sides[1 - column]) + 2:
            column = 1 - column
        target = _target(finding, column)
        sides[column].append(Label(finding.name, finding.note, finding.verdict, finding.side, target))
    for mode in lab.MODES:
        fitted = [lab.fitted(side, place, mode) for side, place in zip(sides, COLUMNS, strict=True)]
        columns = [column for column in fitted if column is not None]
        if len(columns) == len(COLUMNS):
            return columns, []
    entries: list[Label] = []
    columns = []
    for side, place in zip(sides, COLUMNS, strict=True):
        column_of_numbers = []
        for one in lab.numbered(side, place):
            entries.append(one)
            column_of_numbers.append(replace(one, lines=(str(len(entries)),), note=""))
        columns.append(column_of_numbers)
    return columns, entries


def _preferred(finding: Finding) -> int:
    """The column beside the view that shows the muscle best."""
    if MUSCLE_VIEWS[finding.muscle] == ("sole",):
        return 0 if finding.side == "right" else 1

    def size(shape: Shape) -> float:
        x0, y0, x1, y1 = box(shape.curves)
        return (x1 - x0) * (y1 - y0)

    of = [s for scene in scenes() for s in scene.shapes if s.muscle == finding.muscle]
    return 0 if max(of, key=size).view == "front" else 1


def _target(finding: Finding, column: int) -> tuple[int, int]:
    """The heart of the marked shape that lies nearest to the column."""
    views_here = ("front", "sole") if column == 0 else ("back", "sole")
    shapes = [
        s
        for scene in scenes()
        for s in scene.shapes
        if s.muscle == finding.muscle
        and s.view in views_here
        and (finding.side in ("", "both") or s.side == finding.side)
    ]
    if finding.side == "":
        left_most = sorted(shapes[0].curves, key=lambda c: c.start)
        inner = left_most if column == 0 else left_most[::-1]
        return heart(inner[: max(1, len(inner) // 2)])
    hearts = sorted(heart(s.curves) for s in shapes)
    return hearts[0] if column == 0 else hearts[-1]


def leaders(columns: Sequence[Sequence[Label]]) -> str:
    lines = {
        one: f"M{_n(place.edge)} {_n(one.anchor_y)}L{one.target[0]} {one.target[1]}"
        for place, column in zip(COLUMNS, columns, strict=True)
        for one in column
    }
    if not lines:
        return ""
    halo = f'stroke="{paint.PANEL}" stroke-width="4.5"'
    parts = [f'<g fill="none"><path d="{"".join(lines.values())}" {halo}/>']
    for verdict in paint.VERDICTS:
        here = [one for one in lines if one.verdict == verdict]
        if here:
            way = "".join(lines[one] for one in here)
            dots = "".join(f"M{one.target[0]} {one.target[1]}h.1" for one in here)
            ink = paint.EDGE[verdict]
            parts.append(
                f'<path d="{way}" stroke="{ink}" stroke-width="1.7"/>'
                f'<g stroke-linecap="round"><path d="{dots}" stroke="{paint.PANEL}" '
                f'stroke-width="13"/><path d="{dots}" stroke="{ink}" stroke-width="10"/></g>'
            )
    return "".join(parts) + "</g>"


def texts(column: Sequence[Label], x: int, anchor: str) -> str:
    if not column:
        return ""
    names: list[str] = []
    notes: dict[str, str] = {}
    for one in column:
        y = one.top + NAME_BASE
        for line in one.lines:
            names.append(f'<text x="{x}" y="{_n(y)}">{escape(line)}</text>')
            y += lab.NAME_LINE
        if one.note:
            note = f'<text x="{x}" y="{_n(y - 2)}">{escape(one.note)}</text>'
            notes[one.verdict] = notes.get(one.verdict, "") + note
    parts = [f'<g text-anchor="{anchor}" font-size="{lab.NAME_SIZE}" fill="{paint.INK}">', *names]
    for verdict, drawn in sorted(notes.items()):
        style = f'font-size="{lab.NOTE_SIZE}" fill="{paint.WORDS[verdict]}"'
        parts.append(f"<g {style}>{drawn}</g>")
    return "".join(parts) + "</g>"


def legend(top: int) -> str:
    parts = [f'<path d="M40 {top - 20}H{WIDTH - 40}" stroke="{paint.PANEL_EDGE}" stroke-width="2"/>']
    ink = f' fill="{paint.INK}"'
    for x, dy, verdict, words in (
        (60, 10, "dominant", "dominant: works too much"),
        (740, 10, "dormant", "dormant: works too little"),
        (60, 66, "unclear", "unclear"),
    ):
        y = top + dy
        tones = len(paint.TINTS[verdict])
        width = 44 if tones > 1 else 144
        parts.append(f'<g stroke="{paint.EDGE[verdict]}" stroke-width="1.6">')
        for level in range(1, tones + 1):
            parts.append(
                f'<rect x="{x + (level - 1) * 50}" y="{y}" width="{width}" height="36" rx="6" '
                f'fill="url(#{paint.paint_id(verdict, level)})"/>'
            )
        parts.append("</g>" + _text(x + 164, y + 28, 28, words, ink))
    y = top + 66
    parts.append(
        f'<rect x="740" y="{y}" width="144" height="36" rx="18" fill="none" '
        f'stroke="{paint.QUIET_INK}" stroke-width="2.4" stroke-dasharray="8 6"/>'
    )
    parts.append(_text(904, y + 28, 28, "deep, under the surface", ink))
    words = "Darker means more certain. R and L are the runner\u2019s right and left."
    parts.append(_text(60, top + 148, 26, words, f' fill="{paint.QUIET_INK}"'))
    return "".join(parts)


def _key_columns(entries: Key) -> list[list[tuple[int, Label, tuple[str, ...]]]]:
    """The numbered names with their wrapped lines, in two columns."""
    rows = [
        (i + 1, one, lab.wrapped(f"{one.name} \u2013 {one.note}", KEY_WIDTH, KEY_SIZE, 3))
        for i, one in enumerate(entries)
    ]
    half = (len(rows) + 1) // 2
    return [rows[:half], rows[half:]]


def key_height(entries: Key) -> int:
    tallest = max(sum(KEY_LINE * len(lines) + KEY_GAP for _, _, lines in column) for column in _key_columns(entries))
    return tallest + 24 if entries else 0


def key(entries: Key, top: int) -> str:
    parts = []
    for x, column in zip((60, WIDTH // 2 + 20), _key_columns(entries), strict=True):
        y = top + 30
        for number, one, lines in column:
            style = f' fill="{paint.WORDS[one.verdict]}"'
            parts.append(_text(x, y, KEY_SIZE, str(number), style))
            for line in lines:
                parts.append(_text(x + 52, y, KEY_SIZE, line, style))
                y += KEY_LINE
            y += KEY_GAP
    return "".join(parts)
