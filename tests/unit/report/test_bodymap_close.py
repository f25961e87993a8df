"""Close-ups of the body map: the region that matters, larger, named, alone on their feet."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from hypothesis import given, settings

from advisor.language import language
from advisor.report.bodymap import FIGURES, FigureKind, Mark, body_map, close_ups
from advisor.report.html import in_page, render_html

from .cases import PERSONAS, report
from .test_bodymap_labels import MUSCLES, apart, clean, labels, marks_of, names, some_marks

SVG = "{http://www.w3.org/2000/svg}"


def close(marks: list[Mark], **more: Any) -> list[ET.Element]:
    return [ET.fromstring(one) for one in close_ups(marks, names=names(), **more)]


def titles(marks: list[Mark]) -> list[str | None]:
    return [root.findtext(f"{SVG}title") for root in close(marks)]


def words(root: ET.Element) -> str:
    return " ".join(e.text or "" for e in root.iter(f"{SVG}text"))


def test_nothing_marked_nothing_to_look_at() -> None:
    assert close_ups([], names=names()) == ()


def test_the_region_with_most_certainty_is_chosen_not_the_one_with_most_names() -> None:
    strong = [Mark("gluteus_maximus", "whole", "dormant", 0.8), Mark("biceps_femoris", "left", "dominant", 0.7)]
    faint = [Mark(m, "whole", "dominant", 0.2) for m in ("upper_trapezius", "levator_scapulae", "rhomboids")]
    assert titles([*strong, *faint]) == ["Hips and thighs, from the back"]
    many = ("upper_trapezius", "levator_scapulae", "rhomboids", "pectoralis_major")
    doubtful = [Mark(m, "whole", "unclear", 0.8) for m in many]
    assert titles([*strong, *doubtful]) == ["Hips and thighs, from the back"]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([Mark("soleus", "left", "dormant", 0.5)], ["Lower legs, from the back"]),
        ([Mark("abductor_hallucis", "whole", "dormant", 0.5)], ["Soles, from below"]),
        ([Mark("scalenes", "whole", "dominant", 0.5)], ["Neck and shoulders, from the front"]),
        ([Mark("rectus_abdominis", "whole", "dominant", 0.5)], ["Trunk, from the front"]),
        ([Mark("tensor_fasciae_latae", "right", "dominant", 0.5)], ["Hips and thighs, your right side"]),
        ([Mark("tensor_fasciae_latae", "left", "dominant", 0.5)], ["Hips and thighs, your left side"]),
        (
            [Mark("rectus_femoris", "left", "dominant", 0.5), Mark("gluteus_maximus", "left", "dormant", 0.5)],
            ["Hips and thighs, from the front", "Hips and thighs, from the back"],
        ),
    ],
)
def test_the_view_that_shows_it(marks: list[Mark], expected: list[str]) -> None:
    assert titles(marks) == expected


def test_a_faint_second_view_is_left_out() -> None:
    marks = [Mark("gluteus_maximus", "whole", "dormant", 0.8), Mark("rectus_femoris", "whole", "dominant", 0.1)]
    assert titles(marks) == ["Hips and thighs, from the back"]


def test_what_is_marked_is_named_and_described() -> None:
    (root,) = close([Mark("biceps_femoris", "left", "dominant", 0.7), Mark("gluteus_maximus", "whole", "dormant", 0.9)])
    assert "dominant, left" in words(root)
    assert "dormant, both" in words(root)
    desc = root.findtext(f"{SVG}desc") or ""
    assert "outer hamstring (left)" in desc
    assert "big glute (both sides)" in desc


def test_what_is_seen_better_elsewhere_is_named_too_and_last_to_have_room() -> None:
    marks = [
        Mark("tensor_fasciae_latae", "left", "dominant", 0.5), Mark("biceps_femoris", "left", "dominant", 0.9),
        Mark("gluteus_maximus", "right", "dormant", 0.9),
    ]  # fmt: skip
    back, side = close(marks)
    assert {"outer hamstring", "big glute"} <= {e.text for e in back.iter(f"{SVG}text")}
    assert "front-pocket" in words(side)
    assert "outer hamstring" in words(side)
    assert "big glute" not in words(side), "that is the right one"


def test_a_muscle_that_has_no_name_here_has_no_colour_here() -> None:
    marks = [
        Mark("rectus_femoris", "whole", "dominant", 0.7), Mark("iliacus", "whole", "dominant", 0.6),
        Mark("transversus_abdominis", "whole", "dormant", 0.3),
    ]  # fmt: skip
    (root,) = close(marks)
    assert "dormant" not in (root.findtext(f"{SVG}desc") or "")
    assert not any("dorm" in e.get("fill", "") for e in root.iter(f"{SVG}g"))


def test_the_right_side_shows_the_marks_of_the_right() -> None:
    def fill(marks: list[Mark]) -> list[str]:
        (root,) = close(marks)
        return sorted(e.get("fill", "") for e in root.iter(f"{SVG}g") if re.search("domi|dorm", e.get("fill", "")))

    right = [Mark("tensor_fasciae_latae", "right", "dominant", 0.9), Mark("gluteus_medius", "left", "dormant", 0.1)]
    assert fill(right) == ["url(#c1-bm-dominant-3)"]


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_persona(persona: str) -> None:
    marks = list(marks_of(persona))
    made = close(marks)
    assert (made == []) == (marks == [])
    for root in made:
        assert clean(root)
        sizes = [float(e.get("font-size", "")) for e in root.iter() if e.get("font-size")]
        assert min(sizes) * 320 / 376 >= 11  # on the narrowest phone


@given(marks=some_marks())
@settings(max_examples=40, deadline=None)
def test_whatever_is_marked_nothing_crosses_or_collides(marks: list[Mark]) -> None:
    for text in close_ups(marks, names=names()):
        root = ET.fromstring(text)
        lines = clean(root)
        assert 1 <= len(lines) <= min(8, labels(marks))
        assert len(text.encode()) <= 20_000


@pytest.mark.parametrize("figure", FIGURES)
def test_alone_small_and_free_of_what_the_pdf_cannot_draw(figure: FigureKind) -> None:
    made = close_ups(apart(), names=names(), figure=figure, say=language("de"))
    assert len(made) == 2
    page = "".join(made) + body_map(apart(), names=names())
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    for text in made:
        assert len(text.encode()) <= 20_000
        own = set(re.findall(r' id="([^"]*)"', text))
        assert {*re.findall(r'href="#([^"]*)"', text), *re.findall(r"url\(#([^)]*)\)", text)} <= own
        assert not re.search(r"<(style|script|image|foreignObject|a)\b| (class|style|opacity|on\w+)=", text)
        assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


def test_same_marks_same_bytes_whatever_their_order() -> None:
    marks = [Mark(m, "whole", "dormant", 0.4) for m in MUSCLES]
    assert close_ups(marks, names=names()) == close_ups(marks[::-1], names=names())


def test_the_outline_of_the_runner_is_kept() -> None:
    marks = [Mark("rectus_femoris", "whole", "dominant", 0.5)]
    assert len({close_ups(marks, names=names(), figure=figure) for figure in FIGURES}) == len(FIGURES)


def test_a_report_shows_them_before_the_whole_map() -> None:
    model = report("demo")
    page = render_html(model)
    assert len(model.body_map_close) == 2
    places = [page.index(in_page(svg)) for svg in (*model.body_map_close, model.body_map)]
    assert places == sorted(places)
    assert "Look here first." in page
    assert "Look here first." not in render_html(report("groin_pain_limping"))
