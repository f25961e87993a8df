"""The words beside the body map: readable, each once, no line across another, no word on another."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from functools import cache
from math import dist
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.language import language
from advisor.report.bodymap import FIGURES, MUSCLE_VIEWS, FigureKind, Mark, body_map
from advisor.report.bodymap.findings import UNPAIRED
from advisor.report.bodymap.labels import SIGNS, text_width

from .cases import PERSONAS, assessed, kb

SVG = "{http://www.w3.org/2000/svg}"
MUSCLES = sorted(MUSCLE_VIEWS, key=lambda m: (len(m), m))
VERDICTS: tuple[Literal["dominant", "dormant", "unclear"], ...] = ("dominant", "dormant", "unclear")
Layout = Literal["wide", "tall"]
Line = tuple[float, float, float, float]
Box = tuple[float, float, float, float]
LAYOUTS: tuple[Layout, ...] = ("wide", "tall")


@cache
def names() -> Mapping[str, str]:
    return {name: muscle.name for name, muscle in kb().muscles.items()}


def drawn(marks: list[Mark], layout: Layout) -> ET.Element:
    return ET.fromstring(body_map(marks, names=names(), layout=layout))


def size(root: ET.Element) -> tuple[float, float]:
    _, _, width, height = (float(v) for v in (root.get("viewBox") or "").split())
    return width, height


@cache
def marks_of(persona: str) -> tuple[Mark, ...]:
    return tuple(Mark(f.muscle, f.side, f.role, f.certainty) for f in assessed(persona)[1].findings)


def boxes(root: ET.Element) -> list[tuple[Box, str]]:
    """Where every text stands, by the careful estimate of its width."""
    found: list[tuple[Box, str]] = []

    def visit(e: ET.Element, size: float, anchor: str, dx: float) -> None:
        size, anchor = float(e.get("font-size", size)), e.get("text-anchor", anchor)
        moved = re.fullmatch(r"translate\((-?\d+)\)", e.get("transform", ""))
        dx += float(moved[1]) if moved else 0.0
        if e.tag == f"{SVG}text":
            x, y, width = dx + float(e.get("x", "0")), float(e.get("y", "")), text_width(e.text or "", size)
            left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
            found.append(((left, y - 0.75 * size, left + width, y + 0.2 * size), e.text or ""))
        for child in e:
            visit(child, size, anchor, dx)

    visit(root, 0.0, "start", 0.0)
    return found


def lines_of(root: ET.Element) -> list[Line]:
    """From the edge of the column to the muscle."""
    return sorted(
        {
            (float(x1), float(y1), float(x0), float(y0))
            for path in root.iter(f"{SVG}path")
            for x0, y0, x1, y1 in re.findall(r"M(\d+) (\d+)L([\d.]+) (\d+)", path.get("d", ""))
        }
    )


def crossing(a: Line, b: Line) -> bool:
    def turn(ax: float, ay: float, bx: float, by: float, cx: float, cy: float) -> float:
        return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)

    return (
        turn(*a, *b[:2]) * turn(*a, *b[2:]) < 0 and turn(*b, *a[:2]) * turn(*b, *a[2:]) < 0
    )  # fmt: skip


def clean(root: ET.Element) -> list[Line]:
    """All words inside the picture and apart from each other, no two lines crossing; gives the lines."""
    width, height = size(root)
    found = boxes(root)
    for (x0, y0, x1, y1), text in found:
        assert x0 >= 0, text
        assert y0 >= 0, text
        assert x1 <= width, text
        assert y1 <= height, text
    met = [
        (text, other)
        for i, (a, text) in enumerate(found)
        for b, other in found[i + 1 :]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert not met
    lines = lines_of(root)
    assert not [(a, b) for i, a in enumerate(lines) for b in lines[i + 1 :] if crossing(a, b)]
    assert not [(line, text) for line in lines for box, text in found if runs_through(line, box)]
    ends = [line[2:] for line in lines]
    assert not [(p, q) for i, p in enumerate(ends) for q in ends[i + 1 :] if dist(p, q) < 4.5]  # two dots, not one
    return lines


def runs_through(line: Line, box: Box) -> bool:
    """Whether a line has a stretch inside a box (clipped against each edge in turn)."""
    (ax, ay, bx, by), (x0, y0, x1, y1) = line, box
    enters, leaves = 0.0, 1.0
    for way, room in ((ax - bx, ax - x0), (bx - ax, x1 - ax), (ay - by, ay - y0), (by - ay, y1 - ay)):
        if way == 0:
            if room < 0:
                return False
        elif way < 0:
            enters = max(enters, room / way)
        else:
            leaves = min(leaves, room / way)
    return enters < leaves


def labels(marks: list[Mark]) -> int:
    """How many names there are: a pair whose sides agree has one."""
    given = {(m.muscle, m.side, m.verdict) for m in marks}
    pairs = {(m, v) for m, side, v in given if side == "left" and (m, "right", v) in given}
    return len(given) - len(pairs)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("persona", PERSONAS)
def test_every_persona(persona: str, layout: Layout) -> None:
    marks = list(marks_of(persona))
    root = drawn(marks, layout)
    assert len(clean(root)) == labels(marks)
    readable(root, layout)


def readable(root: ET.Element, layout: Layout) -> None:
    """On paper (the wide map on a page 170 mm wide and 220 mm high) 7 points, on a phone (the tall one) 11 pixels."""
    width, height = size(root)
    smallest = min(float(e.get("font-size", "")) for e in root.iter() if e.get("font-size"))
    if layout == "wide":
        assert smallest * min(170 / width, 220 / height) >= 7 * 25.4 / 72
    else:
        assert smallest * 360 / width >= 11


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("side", ["left", "right", "whole"])
@pytest.mark.parametrize("count", [0, 1, 9, 20, 30, 40, 58])
def test_any_number_of_labels(count: int, side: Literal["left", "right", "whole"], layout: Layout) -> None:
    marks = [Mark(m, side, VERDICTS[i % 3], 0.5) for i, m in enumerate(MUSCLES[:count])]
    assert len(clean(drawn(marks, layout))) == count


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_muscle_dormant(layout: Layout) -> None:
    """Every name stands in full beside the body of the wide map; the whole map stays small in bytes."""
    marks = [Mark(m, "whole", "dormant", 0.6) for m in MUSCLES]
    root = drawn(marks, layout)
    assert len(clean(root)) == len(MUSCLES)
    assert len(body_map(marks, names=names(), layout=layout).encode()) <= 60_000
    said = " ".join(e.text or "" for e in root.iter(f"{SVG}text"))
    assert "…" not in said
    if layout == "wide":
        readable(root, layout)
        for name in names().values():
            assert name.split()[0] in said
        assert not [t for _, t in boxes(root) if t.isdigit()]


def test_where_the_verdict_has_no_room_a_sign_stands_for_it_and_is_explained() -> None:
    marks = [Mark(m, "whole", VERDICTS[i % 3], 0.6) for i, m in enumerate(MUSCLES)]
    said = [e.text or "" for e in drawn(marks, "wide").iter(f"{SVG}text")]
    for verdict, sign in SIGNS.items():
        assert len([t for t in said if t.startswith(f"{sign} ")]) >= 18, verdict
        assert [t for t in said if t.startswith(f"{sign} ") and verdict in t], verdict
    few = [e.text or "" for e in drawn(marks[:3], "wide").iter(f"{SVG}text")]
    assert not [t for t in few if t.startswith(tuple(SIGNS.values()))]


def apart(turn: int = 0) -> list[Mark]:
    """Every muscle, its sides of two verdicts and all strengths: the most that can be said."""
    return [
        Mark(m, "left" if side else "right", VERDICTS[(i + side + turn) % 3], (7 * i + 3 * side + turn) % 10 / 10)
        for i, m in enumerate(MUSCLES)
        for side in (0, 1)
    ]


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("code", ["en", "de"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_most_that_can_be_said_is_small_too(layout: Layout, code: str, figure: FigureKind) -> None:
    for turn in range(3):
        svg = body_map(
            apart(turn), names=names(), layout=layout, figure=figure, say=language(code), prefix="t-" if layout == "tall" else "",
            title="Where it shows on your body",
        )  # fmt: skip
        assert len(svg.encode()) <= 60_000


@st.composite
def some_marks(draw: st.DrawFn) -> list[Mark]:
    """A few muscles or many; left, right, both, or each side of its own."""
    count = draw(st.integers(1, 58))
    chosen = draw(st.permutations(MUSCLES))[:count]
    made = []
    for muscle in chosen:
        for side in draw(st.sampled_from((("left",), ("right",), ("whole",), ("left", "right")))):
            made.append(Mark(muscle, side, draw(st.sampled_from(VERDICTS)), draw(st.floats(0, 1))))  # type: ignore[arg-type]
    return made


@pytest.mark.parametrize("layout", LAYOUTS)
@given(marks=some_marks())
@settings(max_examples=60, deadline=None)
def test_whatever_is_marked_nothing_crosses_or_collides(layout: Layout, marks: list[Mark]) -> None:
    svg = body_map(marks, names=names(), layout=layout)
    assert len(svg.encode()) <= 60_000
    assert clean(ET.fromstring(svg))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_both_sides_of_every_muscle_apart(layout: Layout) -> None:
    root = drawn(apart(), layout)
    clean(root)
    said = " ".join(e.text or "" for e in root.iter(f"{SVG}text"))
    assert "…" not in said
    for name in names().values():
        assert name.split()[0] in said


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("count", [20, 30, 36, 58])
def test_however_many_labels_the_side_is_said(count: int, layout: Layout) -> None:
    root = drawn([Mark(m, "left", "dormant", 0.5) for m in MUSCLES[:count]], layout)
    said = " ".join(e.text or "" for e in root.iter(f"{SVG}text"))
    sided = len([m for m in MUSCLES[:count] if m not in UNPAIRED])
    assert len(re.findall(r"\bleft\b", said)) >= sided + 1  # and in the legend


def test_the_line_of_a_side_muscle_ends_in_the_picture_of_that_side() -> None:
    for side in ("left", "right"):
        (line,) = lines_of(drawn([Mark("tensor_fasciae_latae", side, "dominant", 0.9)], "wide"))  # type: ignore[arg-type]
        assert (line[2] > 720) == (side == "left")
        assert line[3] > 1440
