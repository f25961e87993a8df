"""The body map: complete, symmetrical, inside its outline, safe to inline, the same each time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

import pytest

from advisor.report.bodymap import MUSCLE_VIEWS, Mark, body_map, curves
from advisor.report.bodymap.atlas import ORIGIN, half_side, scenes
from advisor.report.bodymap.hearts import HEARTS
from advisor.report.bodymap.labels import text_width

SVG = "{http://www.w3.org/2000/svg}"
UNPAIRED = {"rectus_abdominis", "pelvic_floor", "diaphragm"}
_LIST = """
abductor_hallucis flexor_hallucis_brevis flexor_digitorum_brevis foot_interossei toe_flexors_long
toe_extensors_long tibialis_anterior tibialis_posterior peroneus_longus peroneus_brevis gastrocnemius
soleus popliteus rectus_femoris vastus_lateralis vastus_medialis sartorius biceps_femoris
medial_hamstrings adductor_magnus adductor_longus_brevis psoas_major iliacus tensor_fasciae_latae
gluteus_maximus gluteus_medius gluteus_medius_posterior gluteus_minimus piriformis deep_hip_rotators
transversus_abdominis internal_oblique external_oblique rectus_abdominis pelvic_floor
lumbar_multifidus lumbar_erector_spinae thoracic_erector_spinae thoracic_rotators quadratus_lumborum
latissimus_dorsi diaphragm intercostals scalenes sternocleidomastoid deep_neck_flexors suboccipitals
upper_trapezius middle_trapezius lower_trapezius levator_scapulae rhomboids serratus_anterior
pectoralis_major pectoralis_minor cuff_external_rotators shoulder_internal_rotators biceps_brachii
"""
MUSCLES = _LIST.split()
VERDICTS: tuple[Literal["dominant", "dormant", "unclear"], ...] = ("dominant", "dormant", "unclear")
NAMES = {m: m.replace("_", " ") for m in MUSCLES}
MANY = [Mark(m, "whole", VERDICTS[i % 3], (i % 10) / 10) for i, m in enumerate(MUSCLES[::-1][:30])]
TYPICAL = [
    Mark("gluteus_maximus", "whole", "dormant", 0.9),
    Mark("biceps_femoris", "left", "dominant", 0.7),
    Mark("tensor_fasciae_latae", "right", "dominant", 0.9),
    Mark("transversus_abdominis", "whole", "dormant", 0.5),
    Mark("diaphragm", "whole", "dormant", 0.4),
    Mark("soleus", "left", "dormant", 0.3),
    Mark("abductor_hallucis", "whole", "unclear", 0.6),
]

Pen = tuple[float, float]
Layout = Literal["wide", "tall"]


def drawn(marks: list[Mark], names: dict[str, str] | None = None, layout: Layout = "wide", prefix: str = "") -> ET.Element:
    return ET.fromstring(body_map(marks, names=NAMES if names is None else names, layout=layout, prefix=prefix))


def tall(marks: list[Mark]) -> ET.Element:
    return drawn(marks, layout="tall", prefix="t-")


def points(d: str) -> list[Pen]:
    """The end points and control points of path data (commands M m l c s z), absolute."""
    found: list[Pen] = []
    here = start = (0.0, 0.0)
    for command, text in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", d):
        numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", text)]
        assert command in "Mmlcsz", command
        if command == "z":
            here = start
            continue
        size = {"M": 2, "m": 2, "l": 2, "c": 6, "s": 4}[command]
        assert len(numbers) % size == 0
        for i in range(0, len(numbers), size):
            origin = (0.0, 0.0) if command == "M" else here
            group = [
                (origin[0] + x, origin[1] + y)
                for x, y in zip(numbers[i : i + size : 2], numbers[i + 1 : i + size : 2], strict=True)
            ]
            found += group
            here = group[-1]
            if command in "Mm":
                start = here
    return found


def ends(d: str) -> list[Pen]:
    """Only the points the curve really passes through."""
    found: list[Pen] = []
    here = start = (0.0, 0.0)
    for command, text in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", d):
        numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", text)]
        if command == "z":
            here = start
            continue
        size = {"M": 2, "m": 2, "l": 2, "c": 6, "s": 4}[command]
        for i in range(0, len(numbers), size):
            x, y = numbers[i + size - 2 : i + size]
            here = (x, y) if command == "M" else (here[0] + x, here[1] + y)
            if command in "Mm":
                start = here
            found.append(here)
    return found


def shapes(root: ET.Element) -> dict[str, ET.Element]:
    return {e.get("id", ""): e for e in root.iter(f"{SVG}path") if e.get("data-muscle")}


def walk(e: ET.Element, fill: str = "") -> Iterator[tuple[ET.Element, str]]:
    """Every element with the fill it is painted with, its own or inherited."""
    fill = e.get("fill", fill)
    yield e, fill
    for child in e:
        yield from walk(child, fill)


def fills(root: ET.Element) -> dict[str, str]:
    return {e.get("id", ""): fill for e, fill in walk(root) if e.get("data-muscle")}


def texts(root: ET.Element) -> list[str]:
    return [e.text or "" for e in root.iter(f"{SVG}text")]


def words(root: ET.Element) -> str:
    return " ".join(texts(root))


def test_the_vocabulary_has_58_muscles_and_each_has_a_view() -> None:
    assert len(set(MUSCLES)) == 58
    assert set(MUSCLE_VIEWS) == set(MUSCLES)
    assert all(MUSCLE_VIEWS[m] for m in MUSCLES)
    assert {v for views in MUSCLE_VIEWS.values() for v in views} == {"front", "back", "sole"}


@pytest.mark.parametrize("muscle", MUSCLES)
def test_every_muscle_has_a_shape_for_each_side(muscle: str) -> None:
    found = shapes(drawn([]))
    for view in MUSCLE_VIEWS[muscle]:
        for side in ("whole",) if muscle in UNPAIRED else ("left", "right"):
            shape = found[f"{view}-{muscle}-{side}"]
            assert (shape.get("data-muscle"), shape.get("data-side")) == (muscle, side)


def test_nothing_but_the_vocabulary_is_addressable() -> None:
    found = shapes(drawn([]))
    expected = sum(len(v) * (1 if m in UNPAIRED else 2) for m, v in MUSCLE_VIEWS.items())
    assert len(found) == expected


def test_left_mirrors_right_exactly() -> None:
    found = shapes(drawn([]))
    middles: dict[str, set[float]] = {}
    for name, shape in found.items():
        if not name.endswith("-left"):
            continue
        left = ends(shape.get("d", ""))
        right = ends(found[name.removesuffix("left") + "right"].get("d", ""))
        assert [y for _, y in left] == [y for _, y in right], name
        sums = {a + b for (a, _), (b, _) in zip(left, right, strict=True)}
        assert len(sums) == 1, name
        middles.setdefault(name.split("-")[0], set()).update(sums)
    assert {view: len(sums) for view, sums in middles.items()} == {"front": 1, "back": 1, "sole": 1}


def test_the_runners_left_is_on_the_viewers_right_from_the_front_and_left_from_the_back() -> None:
    found = shapes(drawn([]))

    def middle(name: str) -> float:
        xs = [x for x, _ in ends(found[name].get("d", ""))]
        return sum(xs) / len(xs)

    assert middle("front-biceps_brachii-left") > middle("front-biceps_brachii-right")
    assert middle("back-gluteus_maximus-left") < middle("back-gluteus_maximus-right")
    assert middle("sole-abductor_hallucis-left") > middle("sole-abductor_hallucis-right")


def test_every_shape_lies_within_the_outline_of_its_view() -> None:
    root = drawn([])
    outline = {
        e.get("id"): points(e.get("d", "")) for e in root.iter(f"{SVG}path") if e.get("id", "").endswith("-body")
    }
    for name, shape in shapes(root).items():
        body = outline[name.split("-")[0] + "-body"]
        for axis in (0, 1):
            low, high = min(p[axis] for p in body), max(p[axis] for p in body)
            assert all(low <= p[axis] <= high for p in points(shape.get("d", ""))), name


def test_same_marks_same_bytes_whatever_their_order() -> None:
    first = body_map(TYPICAL, names=NAMES)
    assert first == body_map(TYPICAL, names=NAMES)
    assert first == body_map(TYPICAL[::-1], names=dict(reversed(NAMES.items())))


@pytest.mark.parametrize("marks", [[], TYPICAL, MANY], ids=["none", "typical", "many"])
def test_small_well_formed_and_free_of_what_the_pdf_cannot_draw(marks: list[Mark]) -> None:
    svg = body_map(marks, names=NAMES)
    assert len(svg.encode()) <= 60_000
    root = ET.fromstring(svg)
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    for e in root.iter():
        assert e.tag.removeprefix(SVG) not in {"style", "script", "use", "image", "foreignObject", "a"}
        assert not {"class", "style", "href", "opacity"} & set(e.keys())
        assert not any(k.startswith("on") for k in e.keys())  # noqa: SIM118
    assert "var(" not in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    for reference in re.findall(r"url\(#([^)]*)\)", svg):
        assert reference in ids
    assert not re.search(r"\d\.\d\d", svg)


def test_untrusted_names_and_titles_are_escaped() -> None:
    evil = "<script>alert('x')</script> & \"q\" ]]> \x00\x1b\ud800\uffff"
    marks = [Mark("gluteus_maximus", "whole", "dormant", 1.0), Mark("soleus", "left", "dominant", 0.2)]
    svg = body_map(marks, names={"gluteus_maximus": evil, "soleus": "a" * 500}, title=evil)
    root = ET.fromstring(svg.encode())
    assert "<script" not in svg
    assert next(iter(root)).text == "<script>alert('x')</script> & \"q\" ]]>"
    assert not [e for e in root.iter() if e.tag.endswith("script")]
    assert len(svg) < 62_000


def test_verdicts_differ_in_colour_and_pattern() -> None:
    marks = [
        Mark("gluteus_maximus", "left", "dominant", 0.9),
        Mark("gluteus_maximus", "right", "dormant", 0.9),
        Mark("soleus", "left", "unclear", 0.9),
    ]
    root = drawn(marks)
    fill = fills(root)
    used = [fill[name] for name in ("back-gluteus_maximus-left", "back-gluteus_maximus-right", "back-soleus-left")]
    patterns = {f"url(#{p.get('id')})": p for p in root.iter(f"{SVG}pattern")}
    assert len(set(used)) == 3
    grounds = [patterns[u][0].get("fill") for u in used]
    marks_on_it = [(patterns[u][1].tag, patterns[u][1].get("d")) for u in used]
    assert len(set(grounds)) == 3
    assert len(set(marks_on_it)) == 3
    assert fill["back-soleus-right"] == "none"
    assert fill["back-gastrocnemius-left"] == "url(#bm-muscle)"


def test_strength_is_shown_by_tone() -> None:
    def tone(strength: float) -> str:
        return fills(drawn([Mark("gluteus_maximus", "left", "dormant", strength)]))["back-gluteus_maximus-left"]

    assert len({tone(0.1), tone(0.5), tone(0.9)}) == 3
    assert tone(-3) == tone(float("nan")) == tone(0.0)
    assert tone(7) == tone(1.0)


def test_every_view_of_a_marked_muscle_is_painted_on_the_marked_side_only() -> None:
    fill = fills(drawn([Mark("gluteus_medius", "right", "dormant", 0.5)]))
    for view in MUSCLE_VIEWS["gluteus_medius"]:
        assert "dormant" in fill[f"{view}-gluteus_medius-right"]
        assert "dormant" not in fill[f"{view}-gluteus_medius-left"]


def test_an_unpaired_muscle_is_painted_as_one_and_a_sided_mark_beats_a_whole_one() -> None:
    marks = [
        Mark("diaphragm", "left", "dormant", 0.5),
        Mark("soleus", "left", "dominant", 0.1),
        Mark("soleus", "whole", "dormant", 0.9),
    ]
    root = drawn(marks)
    fill = fills(root)
    assert "dormant" in fill["front-diaphragm-whole"]
    assert "dominant" in fill["back-soleus-left"]
    assert "dormant" in fill["back-soleus-right"]
    assert {"dominant, left", "dormant, right"} <= set(texts(root))


def test_the_description_says_in_words_what_is_marked() -> None:
    desc = drawn(TYPICAL).findtext(f"{SVG}desc") or ""
    assert "dominant: biceps femoris (left), tensor fasciae latae (right)" in desc
    assert "gluteus maximus (both sides)" in desc
    assert "unclear: abductor hallucis (both sides)" in desc
    assert "no muscle is marked" in (drawn([]).findtext(f"{SVG}desc") or "")


def test_a_muscle_is_labelled_once_when_both_sides_agree() -> None:
    both = [Mark("soleus", s, "dormant", 0.5) for s in ("left", "right")]
    assert texts(drawn(both)).count("soleus") == 1
    apart = [Mark("soleus", "left", "dormant", 0.5), Mark("soleus", "right", "dominant", 0.5)]
    assert texts(drawn(apart)).count("soleus") == 2


@pytest.mark.parametrize("count", [9, 20, 30, 40, 58])
def test_labels_never_overlap_and_lines_never_cross(count: int) -> None:
    root = drawn([Mark(m, "whole", VERDICTS[i % 3], 0.5) for i, m in enumerate(MUSCLES[:count])])
    width = float((root.get("viewBox") or "").split()[2])
    height = float((root.get("viewBox") or "").split()[3])
    for anchor in ("start", "end"):
        for group in root.iter(f"{SVG}g"):
            if group.get("text-anchor") == anchor:
                ys = sorted(float(t.get("y", "0")) for t in group.iter(f"{SVG}text"))
                assert all(b - a >= 28 for a, b in pairwise(ys))
                assert ys[0] > 60
                assert ys[-1] < height - 180
    lines = []
    for path in root.iter(f"{SVG}path"):
        for x0, y0, x1, y1 in re.findall(r"M([\d.]+) ([\d.]+)L(\d+) (\d+)", path.get("d", "")):
            lines.append((float(x0), float(y0), float(x1), float(y1)))
    lines = sorted(set(lines))
    assert len(lines) == count
    assert all(0 < x0 < width for x0, _, _, _ in lines)
    assert not crossings(lines)


Line = tuple[float, float, float, float]


def crossings(lines: list[Line]) -> list[tuple[Line, Line]]:
    return [(a, b) for i, a in enumerate(lines) for b in lines[i + 1 :] if crossing(a, b)]


def crossing(a: Line, b: Line) -> bool:
    def turn(ax: float, ay: float, bx: float, by: float, cx: float, cy: float) -> float:
        return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)

    return (
        turn(*a, *b[:2]) * turn(*a, *b[2:]) < 0 and turn(*b, *a[:2]) * turn(*b, *a[2:]) < 0
    )  # fmt: skip


def test_when_labels_do_not_fit_they_are_numbered_and_every_name_is_in_the_key() -> None:
    root = drawn([Mark(m, "whole", "dormant", 0.5) for m in MUSCLES])
    said = words(root)
    assert {str(n) for n in range(1, 59)} <= set(texts(root))
    assert "…" not in said
    for muscle in MUSCLES:
        assert NAMES[muscle] in said


@pytest.mark.parametrize("count", [20, 30, 36, 58])
def test_however_many_labels_the_side_is_said(count: int) -> None:
    root = drawn([Mark(m, "left", "dormant", 0.5) for m in MUSCLES[:count]])
    said = words(root)
    sided = len([m for m in MUSCLES[:count] if m not in UNPAIRED])
    assert len(re.findall(r"\bleft\b", said)) == sided + 1  # and once in the legend


def test_a_name_that_is_missing_falls_back_to_the_id() -> None:
    assert "gluteus maximus" in words(drawn([Mark("gluteus_maximus", "left", "dormant", 0.5)], names={})).replace(
        "  ", " "
    )


def test_what_is_not_a_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown muscle"):
        body_map([Mark("wing", "left", "dormant", 0.5)], names={})
    with pytest.raises(ValueError, match="not a mark"):
        body_map([Mark("soleus", "left", "lazy", 0.5)], names={})  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not a prefix"):
        body_map([], names={}, prefix='"><script>')


def test_the_hearts_are_those_of_the_shapes() -> None:
    """A redrawn shape needs its line in ``hearts.py`` mended: the message says to what."""
    for scene in scenes():
        x, y = ORIGIN[scene.view]
        found: dict[str, dict[bool, Pen]] = {}
        for shape in scene.shapes:
            parts = sorted(shape.curves, key=lambda c: c.start)
            unpaired = shape.side == "whole"
            if unpaired:
                parts = parts[: max(1, len(parts) // 2)]
            at = curves.heart(parts if unpaired else shape.curves)
            halves = found.setdefault(shape.muscle, {})
            halves[not unpaired and shape.side == half_side(scene.view, mirrored=False)] = (at[0] - x, at[1] - y)
            if unpaired:
                halves[True] = (x - at[0], at[1] - y)
        assert {muscle: (halves[False], halves[True]) for muscle, halves in found.items()} == dict(HEARTS[scene.view])


@pytest.mark.parametrize("layout", ["wide", "tall"])
def test_what_is_slow_is_not_done_for_a_map(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curves, "heart", None)
    assert drawn(MANY, layout=layout) is not None


def test_tall_has_every_muscle_and_the_same_words() -> None:
    found = shapes(tall(TYPICAL))
    assert {e.get("data-muscle") for e in found.values()} == set(MUSCLES)
    assert {name.removeprefix("t-") for name in found} == set(shapes(drawn(TYPICAL)))
    for tag in ("title", "desc"):
        assert tall(TYPICAL).findtext(SVG + tag) == drawn(TYPICAL).findtext(SVG + tag)
    painted = {name.removeprefix("t-"): fill.replace("#t-", "#") for name, fill in fills(tall(TYPICAL)).items()}
    assert painted == fills(drawn(TYPICAL))


@pytest.mark.parametrize("marks", [[], TYPICAL, MANY], ids=["none", "typical", "many"])
def test_tall_is_small_and_shares_no_id_with_the_wide_one(marks: list[Mark]) -> None:
    svg = body_map(marks, names=NAMES, layout="tall", prefix="t-")
    assert svg == body_map(marks[::-1], names=NAMES, layout="tall", prefix="t-")
    assert len(svg.encode()) <= 60_000
    root = ET.fromstring(svg)
    ids = [e.get("id", "") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert all(i.startswith("t-") for i in ids)
    assert not set(ids) & {e.get("id") for e in drawn(marks).iter()}
    assert set(re.findall(r"url\(#([^)]*)\)", svg)) <= set(ids)
    assert not {"class", "style", "href"} & {k for e in root.iter() for k in e.keys()}  # noqa: SIM118


def test_tall_is_readable_on_a_phone() -> None:
    root = tall(MANY)
    width, height = (float(v) for v in (root.get("viewBox") or "").split()[2:])
    assert 360 <= width <= 400
    sizes = [float(e.get("font-size", "")) for e in root.iter() if e.get("font-size")]
    assert min(sizes) * 360 / width >= 11
    assert height <= 4.2 * width


Box = tuple[float, float, float, float]


def boxes(root: ET.Element) -> list[tuple[Box, str]]:
    """Where every text stands, by the careful estimate of its width."""
    found: list[tuple[Box, str]] = []

    def visit(e: ET.Element, size: float, anchor: str) -> None:
        size, anchor = float(e.get("font-size", size)), e.get("text-anchor", anchor)
        if e.tag == f"{SVG}text":
            x, y, width = float(e.get("x", "")), float(e.get("y", "")), text_width(e.text or "", size)
            left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
            found.append(((left, y - 0.75 * size, left + width, y + 0.2 * size), e.text or ""))
        for child in e:
            visit(child, size, anchor)

    visit(root, 0.0, "start")
    return found


@pytest.mark.parametrize("side", ["left", "right", "whole"])
@pytest.mark.parametrize("count", [1, 9, 20, 30, 40, 58])
def test_tall_labels_stand_beside_the_figures_and_never_meet(count: int, side: Literal["left", "right", "whole"]) -> None:
    root = tall([Mark(m, side, VERDICTS[i % 3], 0.5) for i, m in enumerate(MUSCLES[:count])])
    width, height = (float(v) for v in (root.get("viewBox") or "").split()[2:])
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
    lines = sorted(
        {
            (float(x0), float(y0), float(x1), float(y1))
            for path in root.iter(f"{SVG}path")
            for x0, y0, x1, y1 in re.findall(r"M([\d.]+) ([\d.]+)L(\d+) (\d+)", path.get("d", ""))
        }
    )
    assert len(lines) == count
    assert not crossings(lines)
    names = [box for box, text in found if box[2] <= 94 or box[0] >= width - 94]
    assert len(names) >= count
    for x0, _, x1, _ in lines:
        assert (x0 < width / 2) == (x1 < width / 2) or abs(x1 - width / 2) <= 1


def test_tall_without_room_numbers_the_labels_and_names_them_in_the_key() -> None:
    marks = [
        Mark(m, "left" if side else "right", VERDICTS[(i + side) % 3], 0.5) for i, m in enumerate(MUSCLES) for side in (0, 1)
    ]
    root = tall(marks)
    said = words(root)
    assert "…" not in said
    numbers = [text for text in texts(root) if text.isdigit()]
    assert sorted(numbers) == sorted(2 * [str(n) for n in range(1, len(numbers) // 2 + 1)])
    assert len(numbers) > 100
    height = float((root.get("viewBox") or "").split()[3])
    assert all(box[3] <= height for box, _ in boxes(root))
