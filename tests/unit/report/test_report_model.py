"""The report's own types: our code alone makes them, and nothing checks them at run time, so what they hold is looked at here."""

from __future__ import annotations

import pickle
import types
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from advisor.model import chart, handouts, planned
from advisor.model import report as models
from advisor.model.chart import ChartView
from advisor.model.report import ReportModel
from advisor.report.letterhead import letterhead

from .cases import PERSONAS
from .pictured import logo, pictured

TYPES = {
    made for module in (chart, handouts, planned, models) for made in vars(module).values()
    if isinstance(made, type) and is_dataclass(made)
}  # fmt: skip


@cache
def hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def misfits(value: object, hint: Any, place: str = "report") -> Iterator[str]:
    """Every place that does not hold what its type says: a list for a tuple, another word than those of a Literal."""
    of = get_args(hint)
    if get_origin(hint) is Literal:
        wrong = value not in of
    elif get_origin(hint) in (Union, types.UnionType):
        wrong = all(next(misfits(value, one, place), None) for one in of)
    elif get_origin(hint) is tuple:
        wrong = type(value) is not tuple or (of[-1] is not Ellipsis and len(value) != len(of))
        if isinstance(value, tuple) and not wrong:
            each = of[:1] * len(value) if of[-1] is Ellipsis else of
            for number, (part, kind) in enumerate(zip(value, each, strict=True)):
                yield from misfits(part, kind, f"{place}[{number}]")
    else:
        wrong = type(value) is not hint
        if is_dataclass(value) and not wrong:
            for name, kind in hints(hint).items():
                yield from misfits(getattr(value, name), kind, f"{place}.{name}")
    if wrong:
        yield f"{place} holds {type(value).__name__}, not {hint}"


def kinds(value: object) -> Iterator[type]:
    """The types of ours in a report."""
    if is_dataclass(value):
        yield type(value)
        for field in fields(value):
            yield from kinds(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from kinds(part)


def headed(name: str, language: str = "en") -> ReportModel:
    return pictured(name, language, letterhead(runner="Ana", coach="Bea", contact=["bea@example.org"], logo=logo()))


@pytest.mark.parametrize("name", PERSONAS)
def test_a_report_holds_what_its_types_say(name: str) -> None:
    assert list(misfits(pictured(name), ReportModel)) == []


@pytest.mark.parametrize("language", ["en", "de"])
def test_with_a_letterhead_too_and_no_type_is_left_out(language: str) -> None:
    model = headed("demo", language)
    assert list(misfits(model, ReportModel)) == []
    found = {kind for name in PERSONAS for kind in kinds(pictured(name))} | set(kinds(model))
    assert found == TYPES
    assert len(TYPES) == 23


def test_what_does_not_fit_is_seen() -> None:
    model: Any = pictured("demo")
    plan = replace(model.plan, days=[*model.plan.days], retest=3)
    finding = replace(model.findings[0], band="sure", charts=(None,))
    bad = replace(model, plan=plan, findings=(finding,), legend=(("one",),), day=None)
    assert [place.partition(" ")[0] for place in misfits(bad, ReportModel)] == [
        "report.day", "report.legend[0]", "report.findings[0].band", "report.findings[0].charts[0]", "report.plan",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", sorted(TYPES, key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__)
def test_every_type_is_frozen_takes_keywords_and_has_its_words(kind: Any) -> None:
    assert kind.__doc__
    assert not kind.__doc__.startswith(f"{kind.__name__}("), "a signature is no documentation"
    made = kind(**{field.name: () for field in fields(kind)})
    with pytest.raises(FrozenInstanceError):
        setattr(made, fields(kind)[0].name, "x")
    with pytest.raises(FrozenInstanceError):
        made.unknown = "x"
    with pytest.raises(TypeError, match="unknown"):
        kind(**{field.name: () for field in fields(kind)}, unknown="x")
    with pytest.raises(TypeError, match="positional"):
        kind("x")


def test_a_report_is_the_same_after_pickling() -> None:
    model = headed("demo")
    again = pickle.loads(pickle.dumps(model))
    assert again == model
    assert hash(again) == hash(model)
    assert replace(again, title="Another") != model


def test_a_drawing_says_its_words_and_shows_in_a_notebook() -> None:
    shown = ChartView(title="How sure", svg="<svg/>", rows=("Big glute: 0.61.",))
    assert shown.text == "How sure. Big glute: 0.61."
    assert "<svg/>" in shown._repr_html_()
