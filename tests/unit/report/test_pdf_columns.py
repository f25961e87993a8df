"""How pages are put together (templates/report_columns.typ): nothing lost, nothing over the edge, columns as even as can be."""

from __future__ import annotations

import json
from typing import Any

import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.report.glyphs import FONTS
from advisor.report.pdf import TEMPLATE

HIGH = 297 - 21 - 18  # mm of an A4 page between its margins
NOTHING = {"set": {"paper": "a4"}, "sources": [], "t": {}}
ITEM = st.tuples(st.booleans(), st.booleans(), st.integers(1, 300), st.integers(0, 8))  # full, kept, height, gap (mm)


def answered(expression: str, **values: Any) -> Any:
    """A typst expression over the template's functions, as plain data; lengths come back in mm."""
    source = f'#import "report_columns.typ": *\n#let given = json(bytes(sys.inputs.given))\n#metadata({expression}) <answer>'
    made = typst.Compiler(
        source.encode(), root=TEMPLATE.parent, font_paths=[FONTS], ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(NOTHING), "given": json.dumps(values)},
    ).query("<answer>", field="value", one=True)  # fmt: skip
    return json.loads(made)


def longer(heights: list[int], first: int, gap: int) -> int:
    """The height of the longer of two columns."""
    return max(sum(some) + gap * max(len(some) - 1, 0) for some in (heights[:first], heights[first:]))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 120), min_size=1, max_size=12), st.integers(0, 9))
def test_two_columns_are_parted_as_evenly_as_their_order_allows(heights: list[int], gap: int) -> None:
    first, height = answered(
        "{ let (n, h) = parted(given.heights.map(x => x * 1mm), given.gap * 1mm); (n, calc.round(h.mm(), digits: 3)) }",
        heights=heights, gap=gap,
    )  # fmt: skip
    assert height == longer(heights, first, gap)
    assert height == min(longer(heights, k, gap) for k in range(1, len(heights) + 1))


@settings(max_examples=60, deadline=None)
@given(st.lists(ITEM, min_size=1, max_size=20))
def test_everything_is_placed_once_in_order_and_within_its_page(items: list[tuple[bool, bool, int, int]]) -> None:
    steps = answered(
        """{
  let made((wide, keep, tall, gap)) = if wide { full([], keep: keep, gap: gap * 1mm) } else { half([], gap: gap * 1mm) }
  let plain((key, value)) = (key, if type(value) == length { value.mm() } else { value })
  placed(given.items.map(made), given.items.map(i => i.at(2) * 1mm)).map(s => s.pairs().map(plain).to-dict())
}""",
        items=items,
    )
    order: list[int] = []
    taken = 0.0
    for step in steps:
        if "page" in step:
            assert taken > 0, "an empty page"
            taken = 0.0
            continue
        some = list(range(step["n"], step.get("until", step["n"] + 1)))
        order += some
        assert step["gap"] == 0 or taken > 0, "a gap at the top of a page"
        if "until" in step:
            height: float = longer([items[n][2] for n in some], step["first"], items[some[0]][3])
            assert all(not items[n][0] for n in some)
        else:
            height = items[some[0]][2]
        taken += step["gap"] + height
        if step.get("whole", True):
            assert taken <= HIGH + 1e-6
        else:
            assert height > HIGH, "only what is higher than a page may be broken"
    assert order == list(range(len(items)))


def test_a_heading_goes_to_the_next_page_with_what_it_heads() -> None:
    steps = answered(
        "placed((full([]), full([], keep: true), half([])), (200mm, 20mm, 60mm)).map(s => if \"page\" in s { -1 } else { s.n })"
    )
    assert steps == [0, -1, 1, 2]
