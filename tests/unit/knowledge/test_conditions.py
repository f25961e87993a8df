"""Conditions as written to conditions as data, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from advisor.errors import Diagnostic
from advisor.knowledge.conditions import ConditionReader
from advisor.knowledge.reader import Names
from advisor.knowledge.source import parse
from advisor.model.condition import All, Any_, AtLeast, AtMost, Condition, Kind, Leaf, Not, Op, SideMode
from advisor.model.knowledge import Question


def question(name: str, **more: Any) -> Question:
    return Question.model_validate(
        {"id": name, "ask": "?", "kind": "history", "type": "yes_no", "options": {"yes": "yes", "no": "no"}} | more
    )


NUMBER = {"type": "number", "options": {}, "unit": "km", "range": (0, 300)}
QUESTIONS = [
    question("smokes"),
    question("spot", type="choice", options={"heel": "heel", "knee": "knee", "hip": "hip"}, per="symptom"),
    question("signs_seen", type="multi", none="none", options={"a": "A", "b": "B"}),
    question("cramp", per="side"),
    question("last", **NUMBER, decimals=1),
    question("longest", **NUMBER, decimals=1),
    question("hold", **NUMBER | {"unit": "s", "range": (0, 60)}, kind="test", test="t", per="side", better="high"),
    question("tilt", **NUMBER | {"range": (-20, 20)}, per="side", better="low"),
    question("five", type="choice", options={"5": "five", "6": "six"}),
]
NAMES = Names(
    questions={item.id: item for item in QUESTIONS},
    signs={"low": "side", "late": "whole"},
    patterns={"chain": "side", "load": "whole"},
    muscles={"soleus": True, "diaphragm": False},
    symptoms=frozenset({"back", "knee_pain"}),
)


def read(text: str, scope: str = "whole", **more: Any) -> tuple[Condition | None, list[Diagnostic]]:
    document = parse(text.encode(), "f.yaml")
    reader = ConditionReader(NAMES, document.source, scope, **more)
    return reader.read(document.data, ()), reader.problems


def good(text: str, scope: str = "whole", **more: Any) -> Condition:
    condition, problems = read(text, scope, **more)
    assert problems == []
    assert condition is not None
    return condition


def leaf(text: str, scope: str = "whole", **more: Any) -> Leaf:
    condition = good(text, scope, **more)
    assert isinstance(condition, Leaf)
    return condition


def bad(text: str, scope: str = "whole", **more: Any) -> list[tuple[str, int, int]]:
    _, problems = read(text, scope, **more)
    return [(item.code, item.place.line, item.place.column) for item in problems]


def code(text: str, scope: str = "whole", **more: Any) -> str:
    found = bad(text, scope, **more)
    assert len(found) == 1, found
    return found[0][0]


def test_a_leaf_of_each_kind() -> None:
    assert (leaf("{smokes: yes}").op, leaf("{smokes: yes}").values) == (Op.IS, ("yes",))
    assert leaf("{five: 5}").values == ("5",)
    assert leaf("{signs_seen: [a, none]}").values == ("a", "none")
    assert leaf("{last: {at_least: 5}}").values == ("5",)
    assert leaf("{last: 5.50}").values == ("5.5",)
    assert leaf("{last: {between: [5, 012]}}").values == ("5", "12")
    assert leaf("{last: '7.5'}").values == ("7.5",)
    assert (leaf("{hold: hurt}").op, leaf("{last: answered}", answered=True).op) == (Op.HURT, Op.ANSWERED)
    assert (leaf("{late: no}").kind, leaf("{late: no}").values) == (Kind.SIGN, ("no",))
    assert (leaf("{load: likely}").kind, leaf("{load: likely}").op) == (Kind.PATTERN, Op.BAND)
    assert (leaf("{dormant.soleus: strong}").kind, leaf("{dormant.soleus: strong}").name) == (Kind.DORMANT, "soleus")


@pytest.mark.parametrize("op", ["at_least", "more_than", "at_most", "less_than"])
def test_each_comparison(op: str) -> None:
    assert leaf(f"{{last: {{{op}: 12.5}}}}").op is Op(op)


def test_gaps_and_ratios() -> None:
    gap = leaf("{hold: {gap_at_least: 6}}", "side")
    assert (gap.op, gap.values, gap.percent, gap.side) == (Op.GAP_AT_LEAST, ("6",), False, SideMode.SAME)
    assert leaf("{hold: {gap_more_than: 15, percent: yes}}", "side").percent
    assert not leaf("{hold: {gap_more_than: 15, percent: no}}", "side").percent
    ratio = leaf("{ratio: [last, longest], more_than: 1.10}")
    assert (ratio.name, ratio.other, ratio.values, ratio.op) == ("last", "longest", ("1.1",), Op.MORE_THAN)


def test_groups() -> None:
    two = "{smokes: yes}, {late: yes}"
    assert isinstance(good(f"{{all: [{two}]}}"), All)
    assert isinstance(good(f"{{any: [{two}]}}"), Any_)
    negated = good("{not: {smokes: yes}}")
    assert isinstance(negated, Not)
    assert isinstance(negated.child, Leaf)
    counted = good(f"{{at_least: 2, of: [{two}]}}")
    assert isinstance(counted, AtLeast)
    assert counted.n == 2
    most = good(f"{{at_most: 0, of: [{two}], known: 2}}")
    assert isinstance(most, AtMost)
    assert (most.n, most.known) == (0, 2)
    assert isinstance(good(f"{{at_most: 1, of: [{two}]}}"), AtMost)


@pytest.mark.parametrize(
    ("text", "scope", "side"),
    [
        ("{cramp: yes}", "side", SideMode.SAME),
        ("{cramp: yes}", "whole", SideMode.EITHER),
        ("{cramp: yes}", "symptom", SideMode.EITHER),
        ("{cramp: yes, side: other}", "side", SideMode.OTHER),
        ("{cramp: yes, side: both}", "whole", SideMode.BOTH),
        ("{low: yes, side: either}", "side", SideMode.EITHER),
        ("{chain: likely, side: other}", "side", SideMode.OTHER),
        ("{dormant.soleus: likely}", "whole", SideMode.EITHER),
        ("{dormant.diaphragm: likely}", "side", None),
        ("{smokes: yes}", "side", None),
    ],
)
def test_the_side_that_is_read(text: str, scope: str, side: SideMode | None) -> None:
    assert leaf(text, scope).side is side


def test_per_symptom_questions() -> None:
    assert leaf("{spot: heel, for: any}").symptom == "any"
    assert leaf("{spot: heel, for: back}").symptom == "back"
    assert leaf("{spot: heel}", "symptom").symptom is None
    assert bad("{spot: heel}") == [("C410", 1, 1)]
    assert bad("{spot: heel, for: bakc}") == [("N309", 1, 19)]
    assert code("{spot: heel, for: [a]}") == "N309"
    assert bad("{smokes: yes, for: any}") == [("C410", 1, 20)]
    assert code("{late: yes, for: any}") == "C410"
    assert code("{load: likely, for: any}") == "C410"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[a]", ("C401", 1, 1)),
        ("{}", ("C401", 1, 1)),
        ("{side: same}", ("C401", 1, 1)),
        ("{smokes: yes, late: yes}", ("C401", 1, 1)),
        ("{all: [{smokes: yes}], any: [{late: yes}]}", ("C401", 1, 1)),
        ("{all: [{smokes: yes}], of: [{late: yes}]}", ("C401", 1, 24)),
        ("{all: {smokes: yes}}", ("C401", 1, 7)),
        ("{all: []}", ("C401", 1, 7)),
        ("{at_least: 2}", ("C401", 1, 1)),
        ("{all: [{smokes: yes}], known: 1}", ("C401", 1, 24)),
        ("{at_least: 1, of: [{smokes: yes}], known: 1}", ("C401", 1, 36)),
        ("{at_most: 0, of: [{not: {smokes: yes}}]}", ("C401", 1, 1)),
        ("{ratio: [last, longest]}", ("C401", 1, 1)),
        ("{ratio: [last], more_than: 1}", ("C401", 1, 1)),
        ("{ratio: [last, longest], between: [1, 2]}", ("C401", 1, 1)),
        ("{last: {at_least: 5, at_most: 9}}", ("C401", 1, 8)),
        ("{last: {at_leest: 5}}", ("C402", 1, 9)),
        ("{last: {between: 5}}", ("C402", 1, 8)),
        ("{last: far}", ("C402", 1, 8)),
        ("{last: {at_least: true}}", ("C402", 1, 19)),
        ("{last: {at_least: 5, percent: yes}}", ("C402", 1, 22)),
        ("{smokes: {at_least: 5}}", ("C402", 1, 10)),
        ("{smokes: hurt}", ("C402", 1, 10)),
        ("{late: likely}", ("C402", 1, 8)),
        ("{late: true}", ("C402", 1, 8)),
        ("{load: yes}", ("C402", 1, 8)),
        ("{ratio: [last, longest], more_than: 0}", ("C402", 1, 37)),
        ("{cramp: yes, side: left}", ("C403", 1, 20)),
        ("{smokes: yes, side: both}", ("C403", 1, 21)),
        ("{cramp: yes, side: other}", ("C403", 1, 20)),
        ("{ratio: [last, hold], more_than: 1}", ("C403", 1, 9)),
        ("{hold: {gap_at_least: 6}, side: both}", ("C403", 1, 8)),
        ("{last: {gap_at_least: 6}}", ("C404", 1, 8)),
        ("{tilt: {gap_at_least: 6}}", ("C404", 1, 8)),
        ("{ratio: [tilt, tilt], more_than: 1}", ("C404", 1, 9)),
        ("{at_least: 0, of: [{smokes: yes}]}", ("C405", 1, 12)),
        ("{at_least: 2, of: [{smokes: yes}]}", ("C405", 1, 12)),
        ("{at_least: true, of: [{smokes: yes}]}", ("C405", 1, 12)),
        ("{at_most: 2, of: [{smokes: yes}]}", ("C405", 1, 11)),
        ("{at_most: 0, of: [{smokes: yes}], known: 2}", ("C405", 1, 42)),
        ("{any: [{smokes: yes}, {smokes: [yes]}]}", ("C406", 1, 32)),
        ("{spot: [heel, heel], for: any}", ("C406", 1, 8)),
        ("{smokes: [yes, no]}", ("C407", 1, 10)),
        ("{last: {at_least: 0}}", ("C407", 1, 19)),
        ("{last: {more_than: 300}}", ("C407", 1, 20)),
        ("{last: {less_than: 0}}", ("C407", 1, 20)),
        ("{last: {at_most: 300}}", ("C407", 1, 18)),
        ("{last: {between: [0, 300]}}", ("C407", 1, 18)),
        ("{last: {between: [9, 5]}}", ("C407", 1, 18)),
        ("{last: 301}", ("C407", 1, 8)),
        ("{hold: {gap_more_than: 60}}", ("C407", 1, 8)),
        ("{hold: {gap_at_least: 0}}", ("C407", 1, 8)),
        ("{hold: {gap_more_than: 100, percent: yes}}", ("C407", 1, 8)),
        ("{last: {at_least: 5.05}}", ("C408", 1, 19)),
        ("{hold: {gap_at_least: 5.5}}", ("C408", 1, 8)),
        ("{last: answered}", ("C411", 1, 8)),
        ("{smoke: yes}", ("N301", 1, 2)),
        ("{ratio: [last, smokes], more_than: 1}", ("N301", 1, 9)),
        ("{smokes: maybe}", ("N302", 1, 10)),
        ("{smokes: true}", ("N302", 1, 10)),
        ("{smokes: none}", ("N302", 1, 10)),
        ("{signs_seen: c}", ("N302", 1, 14)),
        ("{dormant.soleu: likely}", ("N303", 1, 2)),
        ("{weak.soleus: likely}", ("N301", 1, 2)),
    ],
)
def test_what_is_refused_and_where(text: str, wanted: tuple[str, int, int]) -> None:
    assert bad(text) == [wanted]


def test_the_edge_of_always_and_never_is_sharp() -> None:
    for text in (
        "{last: {at_least: 0.1}}",
        "{last: {more_than: 299.9}}",
        "{last: {less_than: 0.1}}",
        "{last: {between: [0.1, 300]}}",
        "{last: {at_most: 299.9}}",
        "{last: {more_than: 0}}",
        "{hold: {gap_more_than: 59}}",
        "{hold: {gap_at_least: 60}}",
        "{hold: {gap_at_least: 100, percent: yes}}",
        "{last: 0}",
        "{last: 300}",
        "{signs_seen: [a, b]}",
    ):
        good(text)


def test_a_ratio_that_no_answers_can_change() -> None:
    narrow = Names(
        {
            **NAMES.questions,
            "x": question("x", **NUMBER | {"range": (10, 20)}),
            "y": question("y", **NUMBER | {"range": (10, 20)}),
        },
        {},
        {},
        {},
    )
    for text, fine in (
        ("more_than: 2", False),
        ("more_than: 1.9", True),
        ("at_least: 2", True),
        ("at_least: 0.5", False),
        ("less_than: 0.5", False),
        ("at_most: 0.5", True),
        ("at_most: 0.4", False),
        ("at_most: 2", False),
        ("less_than: 2", True),
    ):
        document = parse(f"{{ratio: [x, y], {text}}}".encode(), "f.yaml")
        reader = ConditionReader(narrow, document.source, "whole")
        assert (reader.read(document.data, ()) is not None) is fine, text


def test_findings_and_tests_only_where_they_are_known() -> None:
    assert code("{load: likely}", findings=False) == "C412"
    assert code("{dominant.soleus: likely}", findings=False) == "C412"
    assert code("{hold: {at_least: 5}}", tests=False) == "R514"
    assert code("{ratio: [hold, hold], more_than: 1}", tests=False) == "R514"


def test_all_mistakes_of_a_condition_at_once() -> None:
    text = "all:\n  - {smoke: yes}\n  - {last: {at_least: 0}}\n"
    text += "  - any:\n      - {late: maybe}\n      - {cramp: yes, side: same}\n"
    assert [(found[0], found[1]) for found in bad(text)] == [("N301", 2), ("C407", 3), ("C402", 5), ("C403", 6)]


def test_the_nearest_name_is_offered() -> None:
    for text, hint in (
        ("{smoks: yes}", "smokes"),
        ("{smokes: yess}", "yes"),
        ("{last: {at_lest: 5}}", "at_least"),
        ("{spot: heel, for: bakc}", "back"),
    ):
        _, problems = read(text)
        assert f'did you mean "{hint}"?' == problems[0].hint


def test_a_leaf_knows_where_it_was_written() -> None:
    group = good("{all: [{smokes: yes}, {late: yes}]}")
    assert isinstance(group, All)
    assert [child.path for child in group.children if isinstance(child, Leaf)] == [
        ("all", 0, "smokes"),
        ("all", 1, "late"),
    ]
