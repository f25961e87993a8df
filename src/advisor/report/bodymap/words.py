"""The written parts that every layout shares: labels and the lines that lead to them, legend entries, key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from advisor.report.bodymap import labels as lab
from advisor.report.bodymap import paint
from advisor.report.bodymap.atlas import View
from advisor.report.bodymap.findings import Finding, escape
from advisor.report.bodymap.labels import Column, Label

Set = tuple[Column, Sequence[Label]]  # a column with the labels that stand in it
Key = Sequence[Label]

LEGEND = (("dominant", "dominant: works too much"), ("dormant", "dormant: works too little"), ("unclear", "unclear"))
DEEP = "deep, under the surface"
MEANING = ("Darker means more certain.", "R and L are the runner\u2019s right and left.")


@dataclass(frozen=True)
class Sheet:
    """A laid-out map: how large, where each view stands, and every word of it."""

    width: int
    height: int
    border: int
    radius: int
    moves: Mapping[View, str]  # the transform of a view; none where it stands as it is drawn
    fibres: bool
    coarse: float  # see ``paint.definitions``
    headings: str
    sets: Sequence[Set]
    foot: str


@dataclass(frozen=True)
class Caption:
    words: str
    x: int
    y: int
    apart: int  # from the middle to the letters of the sides
    down: int  # the letters' baseline
    left: str  # the runner's side on the viewer's left


def text(x: float, y: float, size: int, words: str, more: str = "") -> str:
    return f'<text x="{number(x)}" y="{number(y)}" font-size="{size}"{more}>{escape(words)}</text>' if words else ""


def number(v: float) -> str:
    text = f"{v:.1f}"
    return text[:-2] if text.endswith(".0") else text


def label(finding: Finding, target: tuple[int, int]) -> Label:
    return Label(finding.name, finding.note, finding.verdict, finding.side, target)


def headings(title: str, captions: Sequence[Caption], centre: int, top: int, sizes: tuple[int, int]) -> str:
    parts = [
        f'<g text-anchor="middle" font-size="{sizes[1]}" fill="{paint.QUIET_INK}">',
        text(centre, top, sizes[0], title, f' fill="{paint.INK}"'),
    ]
    for one in captions:
        right = "L" if one.left == "R" else "R"
        for dx, y, words in ((0, one.y, one.words), (-one.apart, one.down, one.left), (one.apart, one.down, right)):
            parts.append(f'<text x="{one.x + dx}" y="{y}">{words}</text>')
    return "".join(parts) + "</g>"


def numbered(sets: Sequence[Set], entries: list[Label]) -> list[Set]:
    """Numbers in place of names; the names go on with ``entries`` for the key."""
    made: list[Set] = []
    for column, labels in sets:
        here = []
        for one in lab.numbered(labels, column):
            entries.append(one)
            here.append(replace(one, lines=(str(len(entries)),), note=""))
        made.append((column, here))
    return made


def leaders(sets: Sequence[Set]) -> str:
    lines = {
        one: f"M{number(column.edge)} {number(column.from_y(one))}L{one.target[0]} {one.target[1]}"
        for column, labels in sets
        for one in labels
    }
    if not lines:
        return ""
    halo, line, ring, dot = (number(v) for v in sets[0][0].letters.strokes)
    parts = [
        f'<g fill="none"><path d="{"".join(lines.values())}" stroke="{paint.PANEL}" stroke-width="{halo}"/>',
    ]
    for verdict in paint.VERDICTS:
        here = [one for one in lines if one.verdict == verdict]
        if here:
            way = "".join(lines[one] for one in here)
            dots = "".join(f"M{one.target[0]} {one.target[1]}h.1" for one in here)
            ink = paint.EDGE[verdict]
            parts.append(
                f'<path d="{way}" stroke="{ink}" stroke-width="{line}"/>'
                f'<g stroke-linecap="round"><path d="{dots}" stroke="{paint.PANEL}" '
                f'stroke-width="{ring}"/><path d="{dots}" stroke="{ink}" stroke-width="{dot}"/></g>'
            )
    return "".join(parts) + "</g>"


def texts(column: Column, labels: Sequence[Label]) -> str:
    if not labels:
        return ""
    letters = column.letters
    names: list[str] = []
    notes: dict[str, str] = {}
    for one in labels:
        y = one.top + letters.base
        for line in one.lines:
            names.append(f'<text x="{column.text}" y="{number(y)}">{escape(line)}</text>')
            y += letters.name_line
        if one.note:
            note = f'<text x="{column.text}" y="{number(y - letters.rise)}">{escape(one.note)}</text>'
            notes[one.verdict] = notes.get(one.verdict, "") + note
    parts = [f'<g text-anchor="{column.anchor}" font-size="{letters.name}" fill="{paint.INK}">', *names]
    for verdict, drawn in sorted(notes.items()):
        style = f'font-size="{letters.note}" fill="{paint.WORDS[verdict]}"'
        parts.append(f"<g {style}>{drawn}</g>")
    return "".join(parts) + "</g>"


def swatches(verdict: str, x: int, y: int, prefix: str = "") -> str:
    """The tones of a verdict as boxes, 144 wide and 36 high."""
    tones = len(paint.TINTS[verdict])
    width = 44 if tones > 1 else 144
    parts = [f'<g stroke="{paint.EDGE[verdict]}" stroke-width="1.6">']
    for level in range(1, tones + 1):
        parts.append(
            f'<rect x="{x + (level - 1) * 50}" y="{y}" width="{width}" height="36" rx="6" '
            f'fill="url(#{paint.paint_id(verdict, level, prefix)})"/>'
        )
    return "".join(parts) + "</g>"


def deep_swatch(x: int, y: int) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="144" height="36" rx="18" fill="none" '
        f'stroke="{paint.QUIET_INK}" stroke-width="2.4" stroke-dasharray="8 6"/>'
    )


@dataclass(frozen=True)
class KeyStyle:
    size: int
    line: int
    gap: int
    width: int
    indent: int
    base: int
    left: tuple[int, ...]  # of each column


def _key_columns(entries: Key, style: KeyStyle) -> list[list[tuple[int, Label, tuple[str, ...]]]]:
    """The numbered names with their wrapped lines, column by column."""
    rows = [
        (i + 1, one, lab.wrapped(f"{one.name} \u2013 {one.note}", style.width, style.size, 3))
        for i, one in enumerate(entries)
    ]
    each = -(-len(rows) // len(style.left))
    return [rows[i * each : (i + 1) * each] for i in range(len(style.left))]


def key_height(entries: Key, style: KeyStyle) -> int:
    if not entries:
        return 0
    columns = _key_columns(entries, style)
    return max(sum(style.line * len(lines) + style.gap for _, _, lines in column) for column in columns) + 24


def key(entries: Key, top: int, style: KeyStyle) -> str:
    parts = []
    for x, column in zip(style.left, _key_columns(entries, style), strict=True):
        y = top + style.base
        for count, one, lines in column:
            ink = f' fill="{paint.WORDS[one.verdict]}"'
            parts.append(text(x, y, style.size, str(count), ink))
            for line in lines:
                parts.append(text(x + style.indent, y, style.size, line, ink))
                y += style.line
            y += style.gap
    return "".join(parts)
