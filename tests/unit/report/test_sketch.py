"""The body in letters: each marked muscle is there, on its own side, by its own sign."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.report.bodymap import MUSCLE_VIEWS, Mark
from advisor.report.bodymap.findings import UNPAIRED
from advisor.report.bodymap.sketch import PLAIN_SIGNS, SIGNS, Panel, sketch

SOLE_ONLY = {name for name, views in MUSCLE_VIEWS.items() if not {"front", "back"} & set(views)}


def halves(panel: Panel) -> dict[str, str]:
    """The letters on the runner's left and right: at the front and in the soles the left is on the viewer's right."""
    half = len(panel.lines[0]) // 2
    first, second = "".join(line[:half] for line in panel.lines), "".join(line[half:] for line in panel.lines)
    return {"left": first, "right": second} if panel.view == "back" else {"left": second, "right": first}


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("muscle", sorted(MUSCLE_VIEWS))
def test_every_muscle_shows_on_its_side(muscle: str, plain: bool) -> None:
    sign = (PLAIN_SIGNS if plain else SIGNS)["dominant"]
    if muscle in UNPAIRED:
        assert any(sign in "".join(panel.lines) for panel in sketch([Mark(muscle, "whole", "dominant", 0.5)], plain=plain))
        return
    for side, other in (("left", "right"), ("right", "left")):
        panels = sketch([Mark(muscle, side, "dominant", 0.5)], plain=plain)  # type: ignore[arg-type]
        assert any(sign in halves(panel)[side] for panel in panels)
        assert not any(sign in halves(panel)[other] for panel in panels)


HIDDEN = [("gluteus_maximus", "piriformis"), ("gluteus_maximus", "deep_hip_rotators"), ("scalenes", "deep_neck_flexors")]


@pytest.mark.parametrize(("over", "under"), HIDDEN)
def test_what_lies_under_another_mark_still_shows(over: str, under: str) -> None:
    drawn = "".join(line for panel in sketch([Mark(over, "whole", "dominant", 0.5), Mark(under, "whole", "dormant", 0.5)])
                    for line in panel.lines)  # fmt: skip
    assert SIGNS["dominant"] in drawn
    assert SIGNS["dormant"] in drawn


def test_soles_are_drawn_only_where_they_are_needed() -> None:
    assert [panel.view for panel in sketch([Mark("soleus", "left", "dormant", 0.5)])] == ["front", "back"]
    assert SOLE_ONLY
    for muscle in SOLE_ONLY:
        assert [panel.view for panel in sketch([Mark(muscle, "left", "dormant", 0.5)])] == ["front", "back", "sole"]


def test_the_quiet_body_is_the_same_on_both_sides() -> None:
    for panel in sketch([], plain=True):
        assert panel.lines == tuple(line[::-1] for line in panel.lines)


MARKS = st.builds(
    Mark, st.sampled_from(sorted(MUSCLE_VIEWS)), st.sampled_from(["left", "right", "whole"]),
    st.sampled_from(["dominant", "dormant", "unclear"]), st.floats(0, 1),
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(MARKS, max_size=60), st.integers(16, 30), st.booleans())
def test_any_marks(marks: list[Mark], rows: int, plain: bool) -> None:
    panels = sketch(marks, rows=rows, plain=plain)
    assert panels == sketch(list(marks), rows=rows, plain=plain)
    for panel in panels:
        assert len({len(line) for line in panel.lines}) == 1
        assert not plain or "".join(panel.lines).isascii()
    assert len(panels[0].lines) == len(panels[1].lines) == rows


def test_an_unknown_muscle_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown muscle"):
        sketch([Mark("tail", "left", "dominant", 0.5)])
