"""The body map: complete, symmetrical, inside its outline, safe to inline, the same each time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Literal

import pytest

from advisor.report.bodymap import FIGURES, MUSCLE_VIEWS, FigureKind, Mark, body_map, dark_css
from advisor.report.bodymap.atlas import VIEWS, scenes
from advisor.report.html import TEMPLATES

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

ADDRESS = re.compile(r"(?:t-)?(front|back|left|right|breath|sole)-([a-z_]+)-(left|right|whole)")
Layout = Literal["wide", "tall"]


def drawn(marks: list[Mark], names: dict[str, str] | None = None, layout: Layout = "wide", prefix: str = "") -> ET.Element:
    return ET.fromstring(body_map(marks, names=NAMES if names is None else names, layout=layout, prefix=prefix))


def tall(marks: list[Mark]) -> ET.Element:
    return drawn(marks, layout="tall", prefix="t-")


def shapes(root: ET.Element) -> dict[str, ET.Element]:
    """The addressable elements by their id, without the prefix of the tall map."""
    return {m[0].removeprefix("t-"): e for e in root.iter() if (m := ADDRESS.fullmatch(e.get("id", "")))}


def walk(e: ET.Element, fill: str = "") -> Iterator[tuple[ET.Element, str]]:
    """Every element with the fill it is painted with, its own or inherited."""
    fill = e.get("fill", fill)
    yield e, fill
    for child in e:
        yield from walk(child, fill)


def fills(root: ET.Element) -> dict[str, str]:
    return {m[0].removeprefix("t-"): fill for e, fill in walk(root) if (m := ADDRESS.fullmatch(e.get("id", "")))}


def texts(root: ET.Element) -> list[str]:
    return [e.text or "" for e in root.iter(f"{SVG}text")]


def words(root: ET.Element) -> str:
    return " ".join(texts(root))


def test_the_vocabulary_has_58_muscles_and_each_has_a_view() -> None:
    assert len(set(MUSCLES)) == 58
    assert set(MUSCLE_VIEWS) == set(MUSCLES)
    assert all(MUSCLE_VIEWS[m] for m in MUSCLES)
    assert {v for views in MUSCLE_VIEWS.values() for v in views} == set(VIEWS)


def sides(view: str, muscle: str) -> tuple[str, ...]:
    if muscle in UNPAIRED:
        return ("whole",)
    return (view,) if view in ("left", "right") else ("left", "right")


@pytest.mark.parametrize("muscle", MUSCLES)
def test_every_muscle_has_a_shape_for_each_side(muscle: str) -> None:
    found = shapes(drawn([]))
    for view in MUSCLE_VIEWS[muscle]:
        for side in sides(view, muscle):
            assert f"{view}-{muscle}-{side}" in found


def test_nothing_but_the_vocabulary_is_addressable() -> None:
    assert set(shapes(drawn([]))) == {
        f"{view}-{m}-{side}" for m, views in MUSCLE_VIEWS.items() for view in views for side in sides(view, m)
    }


@pytest.mark.parametrize("marks", [[], TYPICAL, MANY], ids=["none", "typical", "many"])
def test_what_is_drawn_is_the_atlas(marks: list[Mark]) -> None:
    """Each path is drawn once; a mirror image refers to it, from a group that is mirrored about the midline of its view."""
    root = drawn(marks)
    paths = {e.get("id"): e.get("d") for e in root.iter(f"{SVG}path")}
    mirrored = {id(e) for g in root.iter(f"{SVG}g") if g.get("transform") == "scale(-1 1)" for e in g.iter()}
    found = shapes(root)
    for scene in scenes():
        for shape in scene.shapes:
            e = found[shape.id]
            assert (id(e) in mirrored) == shape.flip
            if e.tag == f"{SVG}use":
                assert e.get("href") == f"#{shape.source}"
                assert shape.source in paths
            else:
                assert (e.get("d"), shape.source) == (shape.path, shape.id)


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
        assert e.tag.removeprefix(SVG) not in {"style", "script", "image", "foreignObject", "a"}
        assert not {"class", "style", "opacity"} & set(e.keys())
        assert e.get("href", "#")[1:] in {*ids, ""}
        assert ("href" in e.keys()) == (e.tag == f"{SVG}use")  # noqa: SIM118
        assert not any(k.startswith("on") for k in e.keys())  # noqa: SIM118
    assert "var(" not in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    for reference in re.findall(r"url\(#([^)]*)\)", svg):
        assert reference in ids
    assert not re.search(r"\d\.\d\d", re.sub(r"scale\([\d.]+\)", "", svg))


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
        assert "dormant" in fill.get(f"{view}-gluteus_medius-right", "dormant" if view == "left" else "")
        assert "dormant" not in fill.get(f"{view}-gluteus_medius-left", "")


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


def test_a_name_that_is_missing_falls_back_to_the_id() -> None:
    assert "gluteus maximus" in words(drawn([Mark("gluteus_maximus", "left", "dormant", 0.5)], names={})).replace("  ", " ")


def test_what_is_not_a_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown muscle"):
        body_map([Mark("wing", "left", "dormant", 0.5)], names={})
    with pytest.raises(ValueError, match="not a mark"):
        body_map([Mark("soleus", "left", "lazy", 0.5)], names={})  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not a figure"):
        body_map([], names={}, figure="child")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not a prefix"):
        body_map([], names={}, prefix='"><script>')


def test_tall_has_every_muscle_and_the_same_words() -> None:
    assert set(shapes(tall(TYPICAL))) == set(shapes(drawn(TYPICAL)))
    for tag in ("title", "desc"):
        assert tall(TYPICAL).findtext(SVG + tag) == drawn(TYPICAL).findtext(SVG + tag)
    painted = {name: fill.replace("#t-", "#") for name, fill in fills(tall(TYPICAL)).items()}
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
    assert not {"class", "style"} & {k for e in root.iter() for k in e.keys()}  # noqa: SIM118
    assert {e.get("href", "")[1:] for e in root.iter(f"{SVG}use")} <= set(ids)


def test_tall_is_readable_on_a_phone() -> None:
    root = tall(MANY)
    width, height = (float(v) for v in (root.get("viewBox") or "").split()[2:])
    assert 360 <= width <= 400
    sizes = [float(e.get("font-size", "")) for e in root.iter() if e.get("font-size")]
    assert min(sizes) * 360 / width >= 11
    assert height <= 6 * width


def test_three_outlines_round_the_same_muscles() -> None:
    drawings = {figure: drawn_as(figure) for figure in FIGURES}
    assert FIGURES[0] == "neutral"
    assert body_map([], names={}) == body_map([], names={}, figure="neutral")
    outlines = {figure: paths["front-body"] for figure, paths in drawings.items()}
    assert len(set(outlines.values())) == len(FIGURES)
    muscles = [{name: d for name, d in paths.items() if ADDRESS.fullmatch(name)} for paths in drawings.values()]
    assert muscles[0] == muscles[1] == muscles[2]


def drawn_as(figure: FigureKind) -> dict[str, str]:
    root = ET.fromstring(body_map(TYPICAL, names=NAMES, figure=figure))
    return {e.get("id", ""): e.get("d", "") for e in root.iter(f"{SVG}path")}


def test_every_colour_has_one_for_the_dark_and_the_page_uses_it() -> None:
    """Marks, patterns, labels and lines alike; a colour that is forgotten would glare on a dark page."""
    rules = dark_css().splitlines()
    for layout in ("wide", "tall"):
        svg = body_map([*TYPICAL, *MANY], names=NAMES, layout=layout)
        for name, colour in set(re.findall(r'\b(fill|stroke|stop-color)="(#[0-9a-f]{6})"', svg)):
            assert any(rule.startswith(f'.map [{name}="{colour}"] {{') for rule in rules), (name, colour)
    css = (TEMPLATES / "report.css").read_text()
    dark = css[css.index("/* The body map in the dark") :]
    for rule in rules:
        assert rule in dark
    assert dark.splitlines()[1] == "@media screen and (prefers-color-scheme: dark) {"
    for variable in set(re.findall(r"var\((--[a-z]+)\)", dark_css())):
        assert f"{variable}:" in css


def test_nothing_is_styled_inside_what_is_referred_to() -> None:
    """A page's rules do not reach through a reference, so a referred path must get its colours from outside."""
    root = drawn(MANY)
    parts = {e.get("id"): e for e in root.iter() if e.get("id")}
    for use in root.iter(f"{SVG}use"):
        for e in parts[use.get("href", "")[1:]].iter():
            assert not {"fill", "stroke"} & set(e.keys())
