"""The written parts that every layout shares: labels and the lines that lead to them, legend entries, key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from advisor.report.bodymap import labels as lab
from advisor.report.bodymap import paint
from advisor.report.bodymap.atlas import View
from advisor.report.bodymap.findings import Finding, escape
from advisor.report.bodymap.labels import Column, Label, Written

Set = tuple[Column, Sequence[Label]]  # a column with the labels that stand in it
Key = Sequence[Label]

LEGEND = ("dominant", "dormant", "unclear")
DEEP = "map-deep"
MEANING = ("map-darker", "map-sides")


@dataclass(frozen=True)
class Place:
    """Where the midline and the top of a view stand in a layout, and how large it is."""

    x: int
    y: int
    scale: float = 1

    def at(self, point: tuple[int, int]) -> tuple[int, int]:
        """A point of the view's own drawing in the layout."""
        return (self.x + round(self.scale * point[0]), self.y + round(self.scale * point[1]))

    @property
    def transform(self) -> str:
        size = f" scale({self.scale})" if self.scale != 1 else ""
        return f"translate({self.x} {self.y}){size}"


@dataclass(frozen=True)
class Sheet:
    """A laid-out map: how large, where each view stands, and every word of it."""

    width: int
    height: int
    border: int
    radius: int
    places: Mapping[View, Place]
    fibres: bool
    coarse: float  # see ``paint.definitions``
    headings: str
    sets: Sequence[Set]
    foot: str


@dataclass(frozen=True)
class Caption:
    """A heading of a view: ``key`` of its words, and where they stand with the letters of the sides."""

    key: str
    x: int
    y: int
    apart: int  # from the middle to the letters of the sides
    down: int  # the letters' baseline
    left: str  # the runner's side on the viewer's left; "" where there is but one side


def text(x: float, y: float, size: int, words: str, more: str = "") -> str:
    return f'<text x="{number(x)}" y="{number(y)}" font-size="{size}"{more}>{escape(words)}</text>' if words else ""


def number(v: float) -> str:
    text = f"{v:.1f}"
    return text[:-2] if text.endswith(".0") else text


def label(finding: Finding, target: tuple[int, int], written: Written) -> Label:
    plain = written.name_side(finding.name, finding.side)
    return Label(finding.name, finding.note, finding.verdict, finding.side, target, plain)


def headings(title: str, captions: Sequence[Caption], centre: int, top: int, sizes: tuple[int, int], written: Written) -> str:
    parts = [
        f'<g text-anchor="middle" font-size="{sizes[1]}" fill="{paint.QUIET_INK}">',
        text(centre, top, sizes[0], title, f' fill="{paint.INK}"'),
    ]
    for one in captions:
        if not one.left:
            parts.append(text(one.x, one.y, sizes[1], written.text(one.key)))
            continue
        right = "L" if one.left == "R" else "R"
        said = (escape(written.text(one.key)), *(escape(written.letters[side]) for side in (one.left, right)))
        places = ((0, one.y), (-one.apart, one.down), (one.apart, one.down))
        for (dx, y), words in zip(places, said, strict=True):
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


def leaders(sets: Sequence[Set], prefix: str = "") -> str:
    """The lines from names to muscles: a pale edge under every line, then line and end in the colour of the verdict."""
    ends = [(column, one) for column, labels in sets for one in labels]
    if not ends:
        return ""
    halo, line, ring, dot = (number(v) for v in sets[0][0].letters.strokes)
    under, over = [], []
    for verdict in paint.VERDICTS:
        here = {(column.edge, column.from_y(one), one.target): one for column, one in ends if one.verdict == verdict}
        if here:
            name = f"{prefix}bm-to-{verdict}"
            way = "".join(f"M{number(x)} {number(y)}L{end[0]} {end[1]}" for x, y, end in here)
            dots = "".join(f"M{end[0]} {end[1]}h.1" for _, _, end in here)
            under.append(f'<use href="#{name}"/>')
            over.append(
                f'<g stroke="{paint.EDGE[verdict]}"><path id="{name}" d="{way}"/>'
                f'<g stroke-linecap="round"><g stroke="{paint.PANEL}" stroke-width="{ring}"><use href="#{name}-end"/></g>'
                f'<g stroke-width="{dot}"><path id="{name}-end" d="{dots}"/></g></g></g>'
            )
    return (
        f'<g fill="none"><g stroke="{paint.PANEL}" stroke-width="{halo}">{"".join(under)}</g>'
        f'<g stroke-width="{line}">{"".join(over)}</g></g>'
    )


def texts(column: Column, labels: Sequence[Label]) -> str:
    if not labels:
        return ""
    letters = column.letters
    names: list[str] = []
    notes: dict[str, str] = {}
    for one in labels:
        y = one.top + letters.base
        for line in one.lines:
            names.append(f'<text x="{column.text}" y="{round(y)}">{escape(line)}</text>')
            y += letters.name_line
        if one.note:
            note = f'<text x="{column.text}" y="{round(y - letters.rise)}">{escape(one.note)}</text>'
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


def meaning(verdict: str, sets: Sequence[Set], written: Written) -> str:
    """What a verdict means, after its sign where the labels use signs."""
    signed = any(one.lines and one.lines[0].startswith(tuple(lab.SIGNS.values())) for _, labels in sets for one in labels)
    said = written.text("map-legend", verdict=verdict)
    return f"{lab.SIGNS[verdict]}  {said}" if signed else said


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
        (i + 1, one, lab.wrapped(f"{one.name} \u2013 {one.note}", style.width, style.size, 3)) for i, one in enumerate(entries)
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
