"""The figures of all exercises and self-tests: true bodies, true contacts, small and steady pictures."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from functools import cache
from math import cos, dist, pi, sin
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.errors import AdvisorError
from advisor.knowledge import load_knowledge
from advisor.knowledge.figures import Figures, load_figures
from advisor.model.base import KnowledgeBase
from advisor.model.figure import JOINTS, PLACES, Figure, joint_range
from advisor.model.knowledge import Exercise
from advisor.model.mannequin import POINTS, body
from advisor.model.touching import TOLERANCE, gap, named, out_of_range, place, sunk, surfaces
from advisor.pipeline import render
from advisor.report.figures import draw
from advisor.report.figures.shapes import Camera, hull
from advisor.report.figures.sketch import sketch
from advisor.report.figures.tints import TINTS
from advisor.report.html import TEMPLATES, in_page
from advisor.report.looks import by_class, look_css
from unit.report.cases import assessed

RULES = Path(__file__).parents[3] / "rules"
SVG = "{http://www.w3.org/2000/svg}"
# The bones: points whose distance is a segment's length.
BONES = tuple(
    (a + side, b + side)
    for side in ("_l", "_r")
    for a, b in (
        ("shoulder", "elbow"), ("elbow", "wrist"), ("wrist", "knuckles"), ("knee", "ankle"), ("heel", "ankle"),
        ("hip", "hip_top"), ("ribs", "low_ribs"), ("big_ball", "little_ball"),
    )
)  # fmt: skip


@cache
def base() -> KnowledgeBase:
    return load_knowledge(RULES)


@cache
def figures() -> Figures:
    return load_figures(RULES, base())


def ids() -> list[str]:
    return sorted({*base().exercises, *base().tests})


@cache
def drawn(name: str) -> str:
    item: object = base().exercises.get(name) or base().tests.get(name)
    muscles = item.primary if isinstance(item, Exercise) else ()
    return draw(figures().figures[name], figures().ready, muscles, "A name")


def test_every_exercise_and_every_self_test_has_one() -> None:
    assert len(figures().figures) >= 99
    assert set(figures().figures) == set(ids())


@pytest.mark.parametrize("name", ids())
def test_segments_are_as_long_at_the_end_as_at_the_start(name: str) -> None:
    start, end = (place(figures().figures[name], phase, figures().ready).body for phase in ("start", "end"))
    for a, b in BONES:
        assert dist(start.point(a), start.point(b)) == pytest.approx(dist(end.point(a), end.point(b)), abs=1e-6)
    for side in ("_l", "_r"):
        thigh = dist(start.at("thigh" + side, (0, 0, 0)), start.at("shank" + side, (0, 0, 0)))
        assert thigh == pytest.approx(42) == dist(end.at("thigh" + side, (0, 0, 0)), end.at("shank" + side, (0, 0, 0)))


@pytest.mark.parametrize("name", ids())
def test_joints_stay_human_contacts_touch_and_nothing_sinks(name: str) -> None:
    figure = figures().figures[name]
    for phase in ("start", "end"):
        placed = place(figure, phase, figures().ready)
        assert list(out_of_range(placed.joints)) == []
        assert list(sunk(placed)) == []
        kit = surfaces(figure.kit, phase)
        for point, on in getattr(figure, phase).touch.items():
            for one in named(point):
                assert abs(gap(placed, one, on, kit)) <= TOLERANCE, (phase, one, on)


@pytest.mark.parametrize("name", ids())
def test_most_poses_say_what_touches(name: str) -> None:
    figure = figures().figures[name]
    item: object = base().exercises.get(name) or base().tests[name]
    if getattr(item, "posture", "") != "running_drill":
        assert figure.start.touch
    for item in figure.kit:  # a wall, chair or step is there to be touched
        touched = {*figure.start.touch.values(), *figure.end.touch.values(), figure.start.on, figure.end.on}
        wanted = item.kind in ("chair", "step", "bed", "box")
        assert not wanted or item.kind in touched or name == "t_short_foot", item.kind


@pytest.mark.parametrize("name", ids())
def test_the_picture_is_small_whole_and_says_what_it_shows(name: str) -> None:
    svg = drawn(name)
    assert len(svg.encode()) <= 8_000
    root = ET.fromstring(svg)
    figure = figures().figures[name]
    assert root.find(f"{SVG}title").text == "A name"  # type: ignore[union-attr]
    said = root.find(f"{SVG}desc").text or ""  # type: ignore[union-attr]
    assert figure.start.words in said
    assert figure.end.words in said
    assert figure.watch.words in said
    assert len(said.split()) >= 15
    assert "id=" not in svg
    assert "url(" not in svg
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", svg)


@pytest.mark.parametrize("name", ids())
def test_everything_is_inside_the_picture(name: str) -> None:
    """Arrows, ring and body begin inside the frame; a close-up ends at its own."""
    svg = drawn(name)
    wide, tall = (int(v) for v in re.search(r'viewBox="0 0 (\d+) (\d+)"', svg).groups())  # type: ignore[union-attr]
    assert wide <= 660
    assert tall <= 560
    for x, y in re.findall(r'd="M(-?\d+) (-?\d+)', re.sub(r"<svg x=.*?</svg>|<g transform.*?</g>", "", svg)):
        assert -2 <= int(x) <= wide + 2
        assert -2 <= int(y) <= tall + 2


def test_the_target_muscle_is_tinted_in_every_exercise() -> None:
    untinted = [name for name in base().exercises if 'class="fg-m"' not in drawn(name) and 'class="fg-d"' not in drawn(name)]
    assert untinted == []
    assert {muscle for item in base().exercises.values() for muscle in item.primary} <= set(TINTS)
    assert set(TINTS) <= set(base().muscles)


def test_the_same_figure_gives_the_same_bytes() -> None:
    name = "bird_dog"
    muscles = base().exercises[name].primary
    again = load_figures(RULES, base())
    assert draw(again.figures[name], again.ready, muscles, "A name") == drawn(name)


def test_no_two_figures_are_alike() -> None:
    paths: dict[str, str] = {}
    twins = []
    for name in ids():
        key = "".join(re.findall(r' d="[^"]*"', drawn(name)))
        twins += [(paths[key], name)] if key in paths else []
        paths[key] = name
    assert [pair for pair in twins if not any(name in base().tests for name in pair)] == []  # a test may be an exercise too


def test_untrusted_names_and_words_are_escaped() -> None:
    figure = figures().figures["clam"]
    bad = figure.model_copy(update={"watch": figure.watch.model_copy(update={"words": "<script>&</desc>"})})
    svg = draw(bad, figures().ready, ("no_such_muscle",), "</title><script>x</script>")
    assert "<script" not in svg
    ET.fromstring(svg)


def test_without_words_for_other_languages() -> None:
    svg = draw(figures().figures["clam"], figures().ready, (), "Muschel", in_words=False)
    assert "<desc>" not in svg
    assert "Muschel" in svg


# ----------------------------------------------------------------- the mannequin
angles = st.dictionaries(st.sampled_from(sorted(JOINTS)), st.floats(0, 1), max_size=12).map(
    lambda found: {name: low + t * (high - low) for name, t in found.items() for low, high in [joint_range(name)]}
)


@given(angles)
def test_no_pose_changes_a_bone(joints: dict[str, float]) -> None:
    straight, bent = body({}), body(joints)
    for a, b in BONES:
        assert dist(straight.point(a), straight.point(b)) == pytest.approx(dist(bent.point(a), bent.point(b)), abs=1e-6)


@given(angles)
def test_left_mirrors_right(joints: dict[str, float]) -> None:
    both = {name.removesuffix("_l").removesuffix("_r"): angle for name, angle in joints.items()}
    whole = {"roll", "turn", "waist_side", "waist_turn", "chest_side", "chest_turn", "neck_side", "neck_turn"}
    found = body({name: angle for name, angle in both.items() if name not in whole})
    for name in POINTS:
        if name.endswith("_r"):
            (x, y, z), (u, v, w) = found.point(name), found.point(name[:-2] + "_l")
            assert (x, y, z) == pytest.approx((u, v, -w), abs=1e-9)


@pytest.mark.parametrize(
    ("joint", "point", "axis", "way"),
    [
        ("hip_r", "knee_r", 0, 1), ("knee_r", "ankle_r", 0, -1), ("ankle_r", "toes_r", 1, 1), ("hip_out_r", "ankle_r", 2, 1),
        ("hip_out_l", "ankle_l", 2, -1), ("shoulder_l", "hand_l", 0, 1), ("elbow_l", "hand_l", 0, 1), ("lean", "head", 0, 1),
        ("roll", "head", 2, 1), ("waist_side", "head", 2, 1), ("toes_r", "big_toe_r", 1, 1), ("shrug_l", "shoulder_l", 1, 1),
        ("blade_r", "shoulder_r", 0, 1), ("neck_turn", "nose", 2, 1), ("nod", "jaw", 1, -1), ("shoulder_out_r", "hand_r", 2, 1),
    ],
)  # fmt: skip
def test_plus_goes_the_way_the_page_says(joint: str, point: str, axis: int, way: int) -> None:
    before, after = body({}).point(point), body({joint: 20}).point(point)
    assert (after[axis] - before[axis]) * way > 0.3


def test_a_grown_up_of_common_size() -> None:
    found = body({})
    low = min(found.point(name)[1] - POINTS[name][2] for name in POINTS)
    high = max(found.point(name)[1] + POINTS[name][2] for name in POINTS)
    assert 155 <= high - low <= 180


# ----------------------------------------------------------------- outlines
disc = st.tuples(st.floats(-200, 200), st.floats(-200, 200), st.floats(3, 40))


def corners(path: str) -> list[tuple[float, float]]:
    """Points along an outline: its corners, and eight on each curve."""
    x, y = (int(v) for v in re.match(r"M(-?\d+) ?(-?\d+)", path).groups())  # type: ignore[union-attr]
    found: list[tuple[float, float]] = [(x, y)]
    mirrored = (x, y)
    for piece in re.findall(r"[clhsv][^clhsvz]*", path[1:]):
        n = [int(v) for v in re.findall(r"-?\d+", piece)]
        if piece[0] in "cs":
            (ax, ay), n = ((x + n[0], y + n[1]), n[2:]) if piece[0] == "c" else (mirrored, n)
            bx, by, ex, ey = x + n[0], y + n[1], x + n[2], y + n[3]
            for k in range(1, 9):
                t, u = k / 8, 1 - k / 8
                w = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
                found.append((w[0] * x + w[1] * ax + w[2] * bx + w[3] * ex, w[0] * y + w[1] * ay + w[2] * by + w[3] * ey))
            mirrored, (x, y) = (2 * ex - bx, 2 * ey - by), (ex, ey)
        else:
            dx, dy = {"l": tuple(n), "h": (n[0], 0), "v": (0, n[0])}[piece[0]]
            x, y = x + dx, y + dy
            mirrored = (x, y)
            found.append((x, y))
    return found


@given(st.lists(disc, min_size=1, max_size=6))
def test_an_outline_is_closed_and_goes_tightly_round_every_disc(discs: list[tuple[float, float, float]]) -> None:
    """In every direction it reaches as far as the discs do, to a pixel and a hundredth."""
    path = hull(discs)
    assert path.startswith("M")
    assert path.endswith("z")
    assert path.count("c") <= 2 * len(discs) + 2
    points = corners(path)
    for k in range(24):
        c, s = cos(k * pi / 12), sin(k * pi / 12)
        wanted, r = max((x * c + y * s + r, r) for x, y, r in discs)
        assert max(x * c + y * s for x, y in points) == pytest.approx(wanted, abs=2 + 0.06 * r)


def test_an_outline_round_points_has_straight_sides() -> None:
    square = [(0.0, 0.0, 0.0), (10.0, 0.0, 0.0), (5.2, 4.9, 0.0), (10.0, 10.0, 0.0), (0.0, 10.0, 0.0), (0.0, 5.0, 0.0)]
    assert hull(square) == hull(square[::-1]) == "M0 0l10 0l0 10l-10 0z"
    assert hull([(1, 1, 0), (4, 4, 0)]) == "M1 1l3 3z"
    assert hull([(1, 1, 0), (1, 1, 0)]) == "M1 1z"


def test_the_camera_goes_round() -> None:
    assert Camera(0, 0).see((1, 2, 3)) == pytest.approx((1, -2))
    assert Camera(90, 0).see((1, 2, 3)) == pytest.approx((-3, -2))  # its right is on the viewer's left
    assert Camera(0, 90).see((1, 2, 3)) == pytest.approx((1, 3))


def test_a_figure_needs_words() -> None:
    with pytest.raises(ValueError, match="words"):
        Figure.model_validate({"start": {"words": ""}, "end": {"words": "x"}, "watch": {"at": "belt", "words": "x"}})


# ----------------------------------------------------------------- marks and aids
def paths(svg: str, look: str) -> list[str]:
    return re.findall(rf'<path class="fg-{look}" [^>]* d="([^"]*)"', svg)


def altered(name: str, **changes: object) -> str:
    figure = figures().figures[name]
    plain = Figure.model_validate(figure.model_dump(by_alias=True) | {"kit": [], "arrows": [], "moves": []} | changes)
    return draw(plain, figures().ready, (), "A name")


@pytest.mark.parametrize(
    ("item", "look"),
    [
        ({"is": "ruler", "through": [[20, 0, 20], [20, 30, 20]]}, "u"),
        ({"is": "clock", "through": [[0, 150, -40]]}, "u"),
        ({"is": "phone", "x": [-50, 50], "high": 190}, "r"),
        ({"is": "prints", "through": [[40, 0, 0], [80, 0, 0]]}, "v"),
    ],
)
def test_what_measures_films_and_counts_is_drawn_in_its_place(item: dict[str, object], look: str) -> None:
    bare, full = altered("t_sls_open"), altered("t_sls_open", kit=[item])
    assert len("".join(paths(full, look))) > len("".join(paths(bare, look)))
    only = altered("t_sls_open", kit=[item | {"only": "end"}])
    assert len("".join(paths(bare, look))) < len("".join(paths(only, look))) < len("".join(paths(full, look)))


def test_an_arrow_stands_in_the_picture_it_is_for_and_bends_where_told() -> None:
    arrow = {"at": "head", "way": [30, 0, 0], "off": [14, 0, 0]}
    wide = int(re.search(r'viewBox="0 0 (\d+)', altered("t_sls_open")).group(1))  # type: ignore[union-attr]
    for only, left in (("start", True), ("end", False)):
        (shaft,) = paths(altered("t_sls_open", arrows=[arrow | {"only": only}]), "a")
        assert (int(shaft[1:].split()[0]) < wide / 2) == left
        assert "Q" not in shaft
    (bent,) = paths(altered("t_sls_open", arrows=[arrow | {"rise": 20}]), "a")
    start, top, end = (int(v) for v in re.fullmatch(r"M-?\d+ (-?\d+)Q-?\d+ (-?\d+) -?\d+ (-?\d+)", bent).groups())  # type: ignore[union-attr]
    assert top < min(start, end)


number = st.integers(-200, 200)
things = st.fixed_dictionaries(
    {"is": st.sampled_from(["wall", "chair", "step", "bed", "pillow", "box", "ball", *PLACES, "phone"])},
    optional={
        "x": number | st.tuples(number, number).map(list),
        "z": number | st.tuples(number, number).map(list),
        "high": st.integers(0, 220),
        "size": st.integers(1, 80),
        "through": st.lists(st.sampled_from(["hand_r", "knee"]) | st.tuples(number, number, number).map(list), max_size=3),
        "only": st.sampled_from(["start", "end"]),
        "front": st.sampled_from(["yes", "no"]),
    },
)


@given(st.lists(things, min_size=1, max_size=3))
@settings(max_examples=80, deadline=None)
def test_any_thing_a_coach_can_write_is_drawn_or_refused(kit: list[dict[str, object]]) -> None:
    figure = figures().figures["t_sls_open"]
    made = Figure.model_validate(figure.model_dump(by_alias=True) | {"kit": kit, "moves": []})
    if any(len(item.through) < PLACES.get(item.kind, 0) for item in made.kit):
        return  # G914
    ET.fromstring(draw(made, figures().ready, (), "A name"))
    assert sketch(made, figures().ready)


# ----------------------------------------------------------------- words and reports
FORBIDDEN = re.compile(
    r"\b(cures?|heals?|fix(es|ed)?|prevents?|proven|diagnos\w+|guarantee\w*|misaligned|stretch\w*)\b|switched off|not firing",
    re.I,
)


def test_words_are_plain() -> None:
    every = [figure.alt("X.") for figure in figures().figures.values()]
    assert [words for words in every if FORBIDDEN.search(words)] == []
    for figure in figures().figures.values():
        for words in (figure.start.words, figure.end.words, figure.watch.words):
            assert max(len(sentence.split()) for sentence in re.split(r"[.!?]", words)) <= 18, words
            assert words.rstrip()[-1] in ".?", words
    letters = sum(ch.isalnum() for words in every for ch in words)
    count = sum(len(words.split()) for words in every)
    sentences = sum(len(re.findall(r"[.!?](?:\s|$)", words)) for words in every)
    grade = 4.71 * letters / count + 0.5 * count / sentences - 21.43  # the automated readability index
    assert grade <= 5


def test_a_report_draws_every_card_and_its_json_none() -> None:
    sheet, found = assessed("demo")
    html = render(base(), found, sheet, "html").decode()
    assert found.plan is not None
    drawn = (*found.plan.exercises, *found.plan.later)
    assert html.count('class="fig"') == len(drawn) > 3
    for chosen in drawn:
        svg = draw(
            figures().figures[chosen.exercise], figures().ready, base().exercises[chosen.exercise].primary,
            base().exercises[chosen.exercise].name,
        )  # fmt: skip
        assert in_page(by_class(svg)) in html, "what is drawn alone, without what the page says by class"
    assert len(html.encode()) <= 500_000
    made = render(base(), found, sheet, "pdf")
    assert len(made) <= 600_000
    assert render(base(), found, sheet, "pdf") == made
    assert b"<svg" not in render(base(), found, sheet, "json")
    assert "<svg" not in render(base(), found, sheet, "text").decode()


def test_a_report_does_not_wait_for_a_broken_figure(tmp_path: Path) -> None:
    sheet, found = assessed("demo")
    shutil.copytree(RULES, tmp_path / "rules")
    knowledge = load_knowledge(tmp_path / "rules")
    (tmp_path / "rules" / "figures" / "poses.yaml").write_text("poses: {standing: {elbow: 999}}\n")
    assert 'class="fig"' not in render(knowledge, found, sheet, "html").decode()
    shutil.rmtree(tmp_path / "rules" / "figures")
    assert 'class="fig"' not in render(knowledge, found, sheet, "html").decode()
    assert knowledge.hash == base().hash, "figures are no part of the rules' hash"


# ----------------------------------------------------------------- in the terminal
@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("name", ["single_leg_bridge", "t_wall_angel", "toe_yoga_seated", "a_march"])
def test_a_sketch_fits_and_is_no_empty_paper(name: str, plain: bool) -> None:
    lines = sketch(figures().figures[name], figures().ready, width=60, height=14, plain=plain)
    assert max(len(line) for line in lines) <= 60
    assert len(lines) <= 15
    text = "".join(lines)
    assert text.isascii() is plain
    assert sum(not ch.isspace() for ch in text) > 40


def test_a_sketch_shows_what_stands_around_where_it_stands_and_the_arrows() -> None:
    def dots(**changes: object) -> tuple[int, int]:
        """How many letters are drawn in the start and in the end."""
        figure = figures().figures["t_sls_open"]
        made = Figure.model_validate(figure.model_dump(by_alias=True) | {"kit": [], "arrows": [], "moves": []} | changes)
        lines = [line.ljust(76) for line in sketch(made, figures().ready)]
        half = max(len(line.rstrip()) for line in lines) // 2
        return tuple(sum(not ch.isspace() for line in lines for ch in line[part]) for part in (slice(half), slice(half, 76)))  # type: ignore[return-value]

    wall = {"is": "wall", "x": 40}
    bare, both = dots(), dots(kit=[wall])
    start, end = dots(kit=[wall | {"only": "start"}]), dots(kit=[wall | {"only": "end"}])
    assert both[0] > bare[0]
    assert both[1] > bare[1]
    assert start[0] - start[1] > 5
    assert end[1] - end[0] > 5
    arrow = {"at": "head", "off": [20, 0, 0], "way": [30, 0, 0]}
    assert dots(arrows=[arrow | {"only": "start"}])[0] > dots(arrows=[arrow])[0]


@pytest.mark.parametrize("name", ids())
def test_every_sketch_fits(name: str) -> None:
    lines = sketch(figures().figures[name], figures().ready, width=60, height=14)
    assert max(len(line) for line in lines) <= 60
    assert len(lines) <= 15


# ----------------------------------------------------------------- files
def codes(folder: Path) -> list[str]:
    with pytest.raises(AdvisorError) as caught:
        load_figures(folder, base())
    return [item.code for item in caught.value.diagnostics]


def test_no_folder_no_figures(tmp_path: Path) -> None:
    assert load_figures(tmp_path, base()).figures == {}


def test_every_problem_of_a_folder_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "figures"
    folder.mkdir()
    one = "{start: {words: A b., joints: {kne: 3, hip: 300}}, end: {words: C d.}, watch: {at: nowhere, words: E f.}}"
    (folder / "a.yaml").write_text(f"figures:\n  clam: {one}\n  clamm: {one}\n")
    assert sorted(set(codes(tmp_path))) == ["G901", "G902", "G903", "G904", "G908"]
    (folder / "b.yaml").write_text("figures:\n  clam: {begin: 1}\n")
    found = codes(tmp_path)
    assert {"K201", "K202"} <= set(found)
    assert "G904" not in found, "what could not be read is not missed too"
    (folder / "b.yaml").write_text(f"figures:\n  clam: {one}\n")
    assert "K207" in codes(tmp_path)
    (folder / "b.yaml").write_text("figures: {")
    assert "Y102" in codes(tmp_path)


@pytest.mark.parametrize(
    "text", ["figures: 3\n", "figures: {clam: {start: 1}}\n", "[]\n", "figures: {clam: {view: [.nan, 1]}}\n"]
)
def test_odd_files_are_refused_with_a_place(tmp_path: Path, text: str) -> None:
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "a.yaml").write_text(text)
    with pytest.raises(AdvisorError) as caught:
        load_figures(tmp_path, base())
    assert all(item.place.file == "figures/a.yaml" for item in caught.value.diagnostics)


def test_the_style_sheet_has_the_look_of_each_class() -> None:
    css = " ".join((TEMPLATES / "report.css").read_text(encoding="utf-8").split())
    assert all(rule in css for rule in look_css().splitlines())
    assert ".fg-n { fill: #cfae8f; }" in look_css()
