"""The calendar: read back, it holds the plan's days and doses, says nothing of what troubles the runner, replaces itself."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from advisor.errors import AdvisorError
from advisor.knowledge.translations import translated
from advisor.model.assessment import Assessment
from advisor.model.calendar import CalendarView, DayEvent
from advisor.pipeline import assess, render
from advisor.report.calendar_view import has_days, make_calendar
from advisor.report.ics import render_ics
from advisor.report.letterhead import letterhead
from advisor.report.plan_view import dose_words

from .cases import PERSONAS, RULES, TODAY, assessed, changed, kb

WITH_PLAN = [name for name in PERSONAS if has_days(assessed(name)[1])]


def made(name: str) -> bytes:
    sheet, assessment = assessed(name)
    return render(kb(), assessment, sheet, "ics")


def events(content: bytes) -> dict[str, Event]:
    calendar = Calendar.from_ical(content)
    found = [event for event in calendar.walk("VEVENT") if isinstance(event, Event)]
    assert not calendar.errors
    assert not any(event.errors for event in found)
    by_uid = {str(event["UID"]): event for event in found}
    assert len(by_uid) == len(found), "a UID stands twice"
    return by_uid


def lines(event: Event) -> list[str]:
    return str(event["DESCRIPTION"]).split("\n")


@pytest.mark.parametrize("name", WITH_PLAN)
def test_the_days_of_the_plan_read_back(name: str) -> None:
    """One all-day event a training day: exercises in order, each with its dose and minutes; the sum in the title."""
    plan = assessed(name)[1].plan
    assert plan is not None
    chosen = {item.exercise: item for item in (*plan.exercises, *plan.later)}
    order = list(chosen)
    found = events(made(name))
    days = 0
    for week in plan.weeks:
        for number in range(1, 8):
            todo = [item.exercise for item in week.items if number in item.days]
            event = found.get(f"week{week.number}-day{number}.runner@advisor")
            assert (event is not None) == bool(todo)
            if event is None:
                continue
            days += 1
            day = TODAY + timedelta(days=7 * (week.number - 1) + number - 1)
            assert (event["DTSTART"].dt, event["DTEND"].dt) == (day, day + timedelta(days=1))
            assert type(event["DTSTART"].dt) is date, "not an all-day event"
            minutes = sum(kb().exercises[exercise].minutes for exercise in todo)
            assert re.match(rf"{len(todo)} exercises?, {minutes} minutes?\Z", str(event["SUMMARY"]))
            wanted = []
            for exercise in todo:
                one = kb().exercises[exercise]
                dose = dose_words(one.dose_in(chosen[exercise].variants), chosen[exercise].dose_factor)
                unit = "minute" if one.minutes == 1 else "minutes"
                wanted.append(f"{order.index(exercise) + 1}. {one.name}: {dose}; {one.minutes} {unit}")
            assert [line for line in lines(event) if re.match(r"\d+\. ", line)] == wanted
            assert any(line.startswith(("Pain ", "Stay ", "No pain")) or "pain" in line.lower() for line in lines(event))
    assert days > 8
    assert len(found) == days + 1


@pytest.mark.parametrize("name", WITH_PLAN)
def test_the_day_to_test_again(name: str) -> None:
    plan = assessed(name)[1].plan
    assert plan is not None
    event = events(made(name))["retest.runner@advisor"]
    assert event["DTSTART"].dt.isoformat() == plan.retest_on
    assert str(event["SUMMARY"]) == "Test again"
    assert [line[2:] for line in lines(event) if line.startswith("- ")] == [kb().tests[test].name for test in plan.retests]


@pytest.mark.parametrize("name", WITH_PLAN)
def test_no_trouble_and_no_finding_is_named(name: str) -> None:
    """Nothing in a title but numbers; and nowhere a symptom, a pattern, or that a muscle does too much or too little."""
    _, assessment = assessed(name)
    content = made(name)
    for event in events(content).values():
        title = str(event["SUMMARY"])
        assert re.fullmatch(r"(\d+ exercises?, \d+ minutes?)|Test again", title)
        assert (event["CLASS"], event["TRANSP"]) == ("PRIVATE", "TRANSPARENT")
    told = " ".join(line for event in events(content).values() for line in lines(event)).lower()
    for word in ("dominant", "dormant", "her share", "certain", "diagnos", "pregnan", "statin", "arthri"):
        assert word not in told
    for symptom in kb().symptoms.values():
        assert symptom.name.lower() not in told
    for pattern in assessment.patterns:
        assert kb().rules[pattern.rule].title.lower() not in told


def test_a_later_plan_takes_the_place_of_the_earlier() -> None:
    """The same place in the plan has the same UID, a later day a larger SEQUENCE and DTSTAMP; nothing comes from a clock."""
    sheet, _ = changed("demo")
    first = events(render(kb(), assess(kb(), sheet, today=TODAY), sheet, "ics"))
    later = events(render(kb(), assess(kb(), sheet, today=TODAY + timedelta(days=3)), sheet, "ics"))
    assert first.keys() == later.keys()
    for uid, event in first.items():
        assert event["DTSTAMP"].dt == datetime(2026, 11, 22, tzinfo=UTC)
        assert later[uid]["SEQUENCE"] > event["SEQUENCE"]
        assert later[uid]["DTSTAMP"].dt > event["DTSTAMP"].dt
        assert later[uid]["DTSTART"].dt == event["DTSTART"].dt + timedelta(days=3)
    assert made("demo") == made("demo")


def test_runners_with_names_do_not_replace_each_other() -> None:
    sheet, assessment = assessed("demo")
    both = [
        events(render(kb(), assessment, sheet, "ics", letterhead=letterhead(runner=name))).keys() for name in ("Ann Ek", "Bo Ek")
    ]
    assert not set(both[0]) & set(both[1])
    assert not any("ann" in uid for uid in both[0])
    again = events(render(kb(), assessment, sheet, "ics", letterhead=letterhead(runner="ANN EK"))).keys()
    assert again == both[0]


@pytest.mark.parametrize("name", sorted(set(PERSONAS) - set(WITH_PLAN)))
def test_no_plan_no_calendar(name: str) -> None:
    sheet, assessment = assessed(name)
    assert make_calendar(kb(), assessment, sheet) is None
    with pytest.raises(AdvisorError, match="I710"):
        render(kb(), assessment, sheet, "ics")


def test_personas_of_both_kinds() -> None:
    assert len(WITH_PLAN) > 10
    assert set(PERSONAS) - set(WITH_PLAN) >= {"emergency"}


def test_a_plan_without_a_day_is_none() -> None:
    sheet, assessment = assessed("demo")
    assert assessment.plan is not None
    bare = Assessment.model_construct(**{**assessment.__dict__, "plan": assessment.plan.model_copy(update={"weeks": ()})})
    assert make_calendar(kb(), bare, sheet) is None


def test_german() -> None:
    german = translated(kb(), "de", RULES)
    sheet, _ = assessed("demo")
    found = events(render(german, assess(german, sheet, today=TODAY), sheet, "ics"))
    assert str(found["retest.runner@advisor"]["SUMMARY"]) == "Noch einmal testen"
    assert str(found["week1-day1.runner@advisor"]["SUMMARY"]) == "5 Übungen, 19 Minuten"


# ----------------------------------------------------------------- the form of the file, and words of all kinds
def unfolded(content: bytes) -> list[str]:
    """The content lines by RFC 5545 alone, apart from the library that wrote them."""
    assert content.endswith(b"\r\n")
    rows = content.split(b"\r\n")
    assert all(len(row) <= 75 for row in rows), "longer than 75 octets"
    assert not any(b"\r" in row or b"\n" in row for row in rows)
    for row in rows:
        row.decode()  # no letter is parted by a fold
    return content.replace(b"\r\n ", b"").decode().split("\r\n")


@pytest.mark.parametrize("name", WITH_PLAN)
def test_the_form(name: str) -> None:
    rows = unfolded(made(name))
    assert rows[0] == "BEGIN:VCALENDAR"
    assert rows[-2:] == ["END:VCALENDAR", ""]
    assert rows.count("BEGIN:VEVENT") == rows.count("END:VEVENT") == len(events(made(name)))
    assert not [row for row in rows if row and not re.match(r"[A-Z-]+(;[A-Z]+=[^:;]+)*:", row)]
    for key in ("UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY", "SEQUENCE"):
        assert sum(row.startswith(f"{key}:") for row in rows) == rows.count("BEGIN:VEVENT")


MIXED = "\u200d🏃‍♀️🦵e\u0301ก็ูน้ำ汉字。שלום مرحبا \r\n\t\x1b[2J\x9b\u202e\x00\x7f,;:\\\\n\"'=\u2028\ud800END:VEVENT"
WORDS = st.text(max_size=200) | st.text(MIXED, max_size=200)


@settings(deadline=None)
@example(["\\N", "\\n", "a\\\\Nb;c,d"], "\\N")
@given(st.lists(WORDS, max_size=5), WORDS)
def test_any_words(told: list[str], title: str) -> None:
    """Whatever stands in the rules or a name: one event, words that come back, no line of their own in the file."""
    event = DayEvent(key="week1-day1", day="2026-11-22", title=title, lines=tuple(told))
    view = CalendarView(
        language="en", name=title, made_on="2026-11-22", program="-//Advisor//x//EN", owner="runner", events=(event,)
    )
    content = render_ics(view)
    rows = unfolded(content)
    assert len([row for row in rows if row]) == 5 + 11 + 1
    (back,) = events(content).values()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", "\n".join(rows))
    assert len(lines(back)) == max(1, len(told))
    for line, given_line in zip(lines(back), told, strict=False):
        kept = [letter for letter in given_line if letter.isalnum()]
        assert [letter for letter in line if letter.isalnum()] == kept


NAMES = ("x" * 300, "שלום עולם", "مرحبا", "🏃‍♀️ Emoji 🦵", "สวัสดี", "你好世界", "tab\tbell\x07\x1b[31mred")


@pytest.mark.parametrize("name", NAMES)
def test_names_of_all_kinds(name: str) -> None:
    sheet, assessment = assessed("demo")
    head = letterhead(runner=name)
    assert head is not None
    content = render(kb(), assessment, sheet, "ics", letterhead=head)
    unfolded(content)
    assert str(Calendar.from_ical(content)["X-WR-CALNAME"]) == f"Exercises of {head.runner}"
    assert len(events(content)) > 10
