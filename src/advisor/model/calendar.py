"""The plan as days in a calendar, in words: what ``report.calendar_view`` makes and ``report.ics`` lays out."""

from __future__ import annotations

from advisor.model.knowledge import Frozen

__all__ = ["CalendarView", "DayEvent"]


class DayEvent(Frozen):
    """One all-day event. ``key`` names its place in the plan ("week1-day4", "retest") and is the same in every plan.

    ``title`` is seen by whoever sees the calendar: it names no trouble, no muscle and no finding. ``lines`` is what to do.
    """

    key: str
    day: str
    title: str
    lines: tuple[str, ...]


class CalendarView(Frozen):
    """A calendar: its name, its days in order, and the day it was made. ``owner`` tells the events of runners apart."""

    language: str
    name: str
    made_on: str
    program: str
    owner: str
    events: tuple[DayEvent, ...]
