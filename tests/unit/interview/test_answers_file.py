"""Answers as a person writes them: taken as they are, or refused; never bent to fit."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.errors import AdvisorError
from advisor.interview.answers_file import AnswerReader, number_with_unit, sheet_from, sheet_to_data
from advisor.knowledge import load_knowledge
from advisor.knowledge.source import parse
from advisor.model.answers import AnswerSheet, State, Value
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import Question
from negative import corpus

RULES = Path(__file__).parents[3] / "rules"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return load_knowledge(corpus.overlay("answers_rules", tmp_path_factory.mktemp("rules")))


def number(unit: str, decimals: int = 0, low: float = 0, high: float = 100) -> Question:
    return Question(id="q", ask="?", kind="history", type="number", unit=unit, decimals=decimals, range=(low, high))


def read(question: Question, raw: Any) -> Any:
    return AnswerReader.value(AnswerReader.__new__(AnswerReader), question, raw)


def code(question: Question, raw: Any) -> str:
    with pytest.raises(AdvisorError) as caught:
        read(question, raw)
    (problem,) = caught.value.diagnostics
    return problem.code


@pytest.mark.parametrize(
    ("unit", "decimals", "raw", "held"),
    [
        ("km", 1, 16, 160),
        ("km", 1, 16.1, 161),
        ("km", 1, "16.1", 161),
        ("km", 1, "16,1", 161),
        ("km", 1, " 16.1 km ", 161),
        ("km", 1, "10 mi", 161),
        ("km", 1, "10 miles", 161),
        ("km", 1, "1 mile", 16),
        ("km", 1, "26.2 MI", 422),
        ("km", 1, "500 m", 5),
        ("km", 0, "10 mi", 16),
        ("km", 3, "1 mi", 1609),
        ("cm", 1, "4 in", 102),
        ("cm", 1, "4 inches", 102),
        ("cm", 0, "4in", 10),
        ("cm", 1, "35 mm", 35),
        ("mm", 0, "1 in", 25),
        ("mm", 0, "2.5 cm", 25),
        ("s", 0, "1 min", 60),
        ("s", 0, "45 sec", 45),
        ("min", 0, "1.5 h", 90),
        ("weeks", 0, "3 months", 13),
        ("deg", 0, "30°", 30),
        ("years", 0, "34 years", 34),
        ("reps", 0, "12 reps", 12),
        ("km", 1, "+5", 50),
        ("km", 1, 5.0, 50),
        ("km", 1, "0", 0),
        ("km", 1, -0.0, 0),
        ("km", 1, 100, 1000),
        ("km", 1, "012", 120),
    ],
)
def test_numbers_are_held_in_units_of_the_last_decimal(unit: str, decimals: int, raw: Any, held: int) -> None:
    assert read(number(unit, decimals), raw) == held


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        (True, "A603"),
        ([], "A603"),
        ({}, "A603"),
        ("", "A603"),
        ("far", "A603"),
        ("5 5", "A603"),
        ("--5", "A603"),
        ("5..5", "A603"),
        ("1,000", "A603"),
        ("1,000 m", "A603"),
        (math.nan, "A603"),
        (math.inf, "A603"),
        ("nan", "A603"),
        ("-inf", "A603"),
        ("٣", "A603"),
        ("1_0", "A603"),
        ("0x10", "A603"),
        ("22:30", "A603"),
        ("5 km/h", "A603"),
        (None, "A603"),
        ("1e99999", "A603"),
        ("5 kg", "A604"),
        ("5 s", "A604"),
        (5.55, "A604"),
        ("5.55", "A604"),
        ("5.55 km", "A604"),
        (1e-7, "A604"),
        ("0.0000000001", "A604"),
        ("5.05", "A604"),
        (100.1, "A606"),
        (-0.1, "A606"),
        ("101", "A606"),
        ("63 mi", "A606"),
        (10**30, "A606"),
        (1e22, "A606"),
        ("9" * 300, "A606"),
        (-5, "A606"),
        ("hurt", "A608"),
    ],
)
def test_numbers_that_are_refused(raw: Any, wanted: str) -> None:
    assert code(number("km", 1), raw) == wanted


def test_the_ends_of_a_range_with_decimals_are_inside() -> None:
    question = number("km", 2, 0.07, 0.29)
    assert (read(question, 0.07), read(question, 0.29)) == (7, 29)
    assert code(question, 0.06) == code(question, 0.3) == "A606"


def test_a_unit_gives_an_exact_number() -> None:
    assert number_with_unit(number("km", 1), "10 mi") == Decimal("16.09344")
    with pytest.raises(AdvisorError, match="use km, m, mi, mile, miles"):
        number_with_unit(number("km", 1), "10 kg")
    with pytest.raises(AdvisorError, match="asked in hops"):
        number_with_unit(number("hops"), "10 kg")


def answers(small: KnowledgeBase, given: dict[str, Any]) -> dict[tuple[str, str], Value | State]:
    return dict(sheet_from({"answers": given}, small).values)


def refused(small: KnowledgeBase, data: Any) -> list[str]:
    with pytest.raises(AdvisorError) as caught:
        sheet_from(data, small)
    return [item.code for item in caught.value.diagnostics]


def test_one_answer_for_both_sides_and_one_for_each(small: KnowledgeBase) -> None:
    assert answers(small, {"late_cramp": "yes"}) == {("late_cramp", "left"): "yes", ("late_cramp", "right"): "yes"}
    assert answers(small, {"late_cramp": {"right": "no"}}) == {("late_cramp", "right"): "no"}
    assert answers(small, {"bridge_hold": {"left": "hurt", "right": 20}}) == {
        ("bridge_hold", "left"): State.HURT,
        ("bridge_hold", "right"): 20,
    }
    assert answers(small, {"bridge_hold": "unknown"}) == {("bridge_hold", side): State.UNKNOWN for side in ("left", "right")}


def test_per_symptom(small: KnowledgeBase) -> None:
    assert answers(small, {"spot": {"low_back_pain": "heel", "tight_hamstrings": ["knee", "heel"]}}) == {
        ("spot", "low_back_pain"): ("heel",),
        ("spot", "tight_hamstrings"): ("heel", "knee"),
    }
    assert refused(small, {"spot": ["heel"]}) == ["A610"]
    assert refused(small, {"spot": {"left": "heel"}}) == ["A610"]
    assert refused(small, {"spot": {}}) == ["A603"]


def test_ticks(small: KnowledgeBase) -> None:
    for raw, held in (
        ("none", ()),
        ([], ()),
        (["none"], ()),
        ("fainting", ("fainting",)),
        (["fainting", "chest_pain"], ("chest_pain", "fainting")),
        (["fainting", "fainting"], ("fainting",)),
        ("unknown", State.UNKNOWN),
    ):
        assert answers(small, {"heart_signs": raw}) == {("heart_signs", ""): held}
    for raw in (["none", "fainting"], ["fainting", "none"], ["unknown"], ["unknown", "fainting"], ["hurt"]):
        assert refused(small, {"heart_signs": raw}) == ["A607"]
    assert refused(small, {"heart_signs": ["none", "faint"]}) == ["A602"]
    assert refused(small, {"heart_signs": {"fainting": "yes"}}) == ["A603"]
    assert refused(small, {"heart_signs": "non"}) == ["A602"]


def test_words_of_choices(small: KnowledgeBase) -> None:
    assert answers(small, {"low_back_pain": "present"}) == {("low_back_pain", ""): "present"}
    assert answers(small, {"late_cramp": {"left": True, "right": False}}) == {
        ("late_cramp", "left"): "yes",
        ("late_cramp", "right"): "no",
    }
    assert refused(small, {"low_back_pain": "unknown"}) == ["A609"]
    assert refused(small, {"low_back_pain": "hurt"}) == ["A608"]
    assert refused(small, {"low_back_pain": True}) == ["A602"]
    assert refused(small, {"low_back_pain": {"left": "present"}}) == ["A605"]
    assert refused(small, {"late_cramp": {"both": "yes"}}) == ["A605"]


def test_the_shape_of_the_file(small: KnowledgeBase) -> None:
    for data in (
        {},
        {"answers": {}},
        {"answers": None},
        {"answers": {}, "about": 5, "saved": {}, "rules": 1, "version": 1},
    ):
        assert sheet_from(data, small) == AnswerSheet({})
    assert sheet_from({"last_run": 5}, small) == sheet_from({"answers": {"last_run": 5}}, small)
    for data in (None, 5, "x", [], ["a"], {"answers": []}, {"answers": "x"}):
        assert refused(small, data) == ["A603"]
    assert refused(small, {"answers": {}, "b": 1, "a": 1}) == ["A601", "A601"]
    assert refused(small, {5: 1, "last_run": 5, None: 2}) == ["A601", "A601"]
    assert refused(small, {"answers": {}, 5: 1}) == ["A601"]
    assert refused(small, {f"q{n}": 1 for n in range(5_001)}) == ["A603"]


def test_places_are_given_and_all_problems_come_at_once(small: KnowledgeBase) -> None:
    document = parse(
        b"answers:\n  spot: {low_back_pian: heel}\n  bridge_felt: {left: glutes, right: [a]}\n  last_rum: 5\n", "f.yaml"
    )
    with pytest.raises(AdvisorError) as caught:
        sheet_from(document.data, small, "f.yaml", document.source.place)
    assert [(item.code, str(item.place), item.hint.rpartition(" ")[2]) for item in caught.value.diagnostics] == [
        ("A610", "f.yaml:2:10", '"low_back_pain"?'),
        ("A602", "f.yaml:3:23", '"glute"?'),
        ("A603", "f.yaml:3:38", "hamstring"),
        ("A601", "f.yaml:4:3", '"last_run"?'),
    ]


def test_there_is_an_end_to_problems(small: KnowledgeBase) -> None:
    assert len(refused(small, {f"q{n}": 1 for n in range(4_000)})) == 100


def test_nothing_that_a_terminal_obeys_is_said(small: KnowledgeBase) -> None:
    with pytest.raises(AdvisorError) as caught:
        sheet_from(
            {
                "\x1b[2J": 1,
                "low_back_pain": "\x1b[31m",
                "last_run": "\x1b[31m",
                "late_cramp": {"\x1b": 1},
                "heart_signs": ["\x07"],
            },
            small,
        )
    assert not set("\x1b\x07") & set(str(caught.value))
    assert len(caught.value.diagnostics) == 5


# ------------------------------------------------------------------------------------------------ round trip
SHIPPED = load_knowledge(RULES)
READER = AnswerReader(SHIPPED)


def values(question: Question) -> st.SearchStrategy[Value | State]:
    kinds: list[st.SearchStrategy[Value | State]] = []
    if question.type == "number":
        low, high = question.range or (0, 0)
        kinds.append(st.integers(round(low * question.scale), round(high * question.scale)))
    elif question.type == "multi":
        kinds.append(
            st.sets(st.sampled_from(list(question.options))).map(lambda chosen: tuple(o for o in question.options if o in chosen))
        )
    else:
        kinds.append(st.sampled_from(list(question.options)))
    if question.kind != "symptom":
        kinds.append(st.just(State.UNKNOWN))
    if question.kind == "test":
        kinds.append(st.just(State.HURT))
    return st.one_of(kinds)


@st.composite
def sheets(draw: st.DrawFn) -> AnswerSheet:
    held: dict[tuple[str, str], Value | State] = {}
    for name in draw(st.lists(st.sampled_from(list(SHIPPED.questions)), unique=True, max_size=25)):
        question = SHIPPED.questions[name]
        for scope in draw(st.sets(st.sampled_from(READER.scopes(question)), min_size=1)):
            held[name, scope] = draw(values(question))
    return AnswerSheet(held)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sheets())
def test_a_sheet_survives_data_yaml_and_json(sheet: AnswerSheet) -> None:
    data = sheet_to_data(sheet, SHIPPED)
    assert sheet_from(data, SHIPPED) == sheet
    assert sheet_from({"answers": data}, SHIPPED) == sheet
    assert sheet_from(parse(json.dumps(data).encode(), "f").data if data else {}, SHIPPED) == sheet
    assert sheet_from(parse(yaml.safe_dump(data).encode(), "f").data if data else {}, SHIPPED) == sheet


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["last_run", "late_cramp", "heart_signs", "spot", "low_back_pain", "x", "left"]) | st.integers(),
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers()
            | st.floats()
            | st.text(max_size=8)
            | st.sampled_from(["left", "yes", "none", "unknown", "hurt"]),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["left", "right", "low_back_pain"]) | st.text(max_size=3), inner, max_size=3)
            ),
            max_leaves=6,
        ),
        max_size=4,
    )
)
def test_any_data_is_a_sheet_or_a_diagnostic(data: dict[Any, Any]) -> None:
    codes: list[str] = []
    try:
        sheet = sheet_from(data, _SMALL)
    except AdvisorError as error:
        codes = [item.code for item in error.diagnostics]
    if codes:
        assert {code[:2] for code in codes} == {"A6"}
    else:
        assert sheet_from(sheet_to_data(sheet, _SMALL), _SMALL) == sheet


_SMALL = load_knowledge(corpus.BASE)
