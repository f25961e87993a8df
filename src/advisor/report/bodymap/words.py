"""The written parts that every layout shares: labels and the lines that lead to them, legend entries, key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from advisor.report.bodymap import labels as lab
from advisor.report.bodymap import paint, placing
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
    """Numbers in place of names, a muscle's on both sides the same; the names go on with ``entries`` for the key."""
    made: list[Set] = []
    known = {name: str(i + 1) for i, name in enumerate(dict.fromkeys(one.name for one in entries))}
    for column, labels in sets:
        here = []
        for one in placing.numbered(labels, column):
            entries.append(one)
            count = known.setdefault(one.name, str(len(known) + 1))
            here.append(replace(one, lines=(count,), note=""))
        made.append((column, here))
    return made


def leaders(sets: Sequence[Set], prefix: str = "") -> str:
    """The lines from muscles to names: a pale edge under every line, then line and end in the colour of the verdict.

    Each path begins in the muscle; drawn again with dashes of no length, far apart, it is only the dot there.
    """
    ends = [(column, one) for column, labels in sets for one in labels]
    if not ends:
        return ""
    halo, line, ring, dot = (number(v) for v in sets[0][0].letters.strokes)
    under, over = [], []
    for verdict in paint.VERDICTS:
        here = {(one.target, number(column.edge), round(column.from_y(one))) for column, one in ends if one.verdict == verdict}
        if here:
            name = f"{prefix}bm-to-{verdict}"
            way = "".join(f"M{x} {y}L{edge} {to}" for (x, y), edge, to in sorted(here, key=lambda w: (w[2], w)))
            again = f'<use href="#{name}"/>'
            under.append(again)
            over.append(
                f'<g stroke="{paint.EDGE[verdict]}"><path id="{name}" d="{way}"/><g stroke-dasharray=".1 9999">'
                f'<g stroke="{paint.PANEL}" stroke-width="{ring}">{again}</g><g stroke-width="{dot}">{again}</g></g></g>'
            )
    return (
        f'<g fill="none" stroke-linecap="round"><g stroke="{paint.PANEL}" stroke-width="{halo}">{"".join(under)}</g>'
        f'<g stroke-width="{line}">{"".join(over)}</g></g>'
    )


def texts(sets: Sequence[Set]) -> str:
    """The names of all columns and their notes, each line placed by its height alone."""
    if not any(labels for _, labels in sets):
        return ""
    letters = sets[0][0].letters
    columns = "".join(_column(column, labels) for column, labels in sets if labels)
    return f'<g font-size="{letters.name}" fill="{paint.INK}">{columns}</g>'


def _column(column: Column, labels: Sequence[Label]) -> str:
    letters = column.letters
    names: list[str] = []
    notes: dict[str, list[str]] = {}
    for one in labels:
        y = one.top + letters.base
        for line in one.lines:
            names.append(_row(y, line))
            y += letters.name_line
        if one.note:
            notes.setdefault(one.verdict, []).append(_row(y - letters.rise, one.note))
    for verdict, drawn in sorted(notes.items()):
        names.append(f'<g font-size="{letters.note}" fill="{paint.WORDS[verdict]}">{"".join(drawn)}</g>')
    return f'<g transform="translate({column.text})" text-anchor="{column.anchor}">{"".join(names)}</g>'


def _row(y: float, words: str) -> str:
    return f'<text y="{round(y)}">{escape(words)}</text>'


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


@dataclass(frozen=True)
class _Row:
    """One number of the key: the lines of a name, and of what is said of it; one colour where that is one verdict."""

    count: str
    name: tuple[str, ...]
    notes: tuple[str, ...]
    ink: str

    def height(self, style: KeyStyle) -> int:
        return style.line * (len(self.name) + len(self.notes)) + style.gap


def _key_columns(entries: Key, style: KeyStyle) -> list[list[_Row]]:
    """The numbered names with their wrapped lines, in columns of like length."""
    found: dict[str, list[Label]] = {}
    for one in entries:
        found.setdefault(one.name, []).append(one)
    rows = []
    for i, (name, here) in enumerate(found.items()):
        verdicts = {one.verdict for one in here}
        ink = paint.WORDS[here[0].verdict] if len(verdicts) == 1 else paint.INK
        said = "; ".join(one.note for one in sorted(here, key=lambda one: (one.side != "left", one.side)))
        lines, notes = (lab.wrapped(text, style.width, style.size, 3) for text in (name, said))
        rows.append(_Row(str(i + 1), lines, notes, ink))
    each = -(-len(rows) // len(style.left))
    return [rows[i * each : (i + 1) * each] for i in range(len(style.left))]


def key_height(entries: Key, style: KeyStyle) -> int:
    """How high the key is, 0 where nothing is numbered."""
    if not entries:
        return 0
    return max(sum(row.height(style) for row in column) for column in _key_columns(entries, style)) + 24


def key(entries: Key, top: int, style: KeyStyle) -> str:
    """The numbers with their names, and under each what was found."""
    parts = []
    for x, column in zip(style.left, _key_columns(entries, style), strict=True):
        counts: list[str] = []
        names: list[str] = []
        notes: dict[str, list[str]] = {}
        y = top + style.base
        for row in column:
            counts.append(_row(y, row.count))
            for lines, drawn in ((row.name, names), (row.notes, notes.setdefault(row.ink, []))):
                for line in lines:
                    drawn.append(_row(y, line))
                    y += style.line
            y += style.gap
        names += notes.pop(paint.INK, [])
        said = "".join(f'<g fill="{ink}">{"".join(drawn)}</g>' for ink, drawn in sorted(notes.items()))
        place = f'<g transform="translate({x + style.indent})" font-size="{style.size}" fill="{paint.INK}">'
        aside = f'<g transform="translate(-{style.indent})">{"".join(counts)}</g>'
        parts.append(f"{place}{aside}{''.join(names)}{said}</g>" if column else "")
    return "".join(parts)
