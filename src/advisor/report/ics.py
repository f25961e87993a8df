"""The calendar as an iCalendar file (RFC 5545): all-day events that a second import replaces."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from advisor.language import unmarked
from advisor.model.calendar import CalendarView, DayEvent
from advisor.report.words import neutral

__all__ = ["render_ics"]

_FIRST = date(2000, 1, 1).toordinal()


def render_ics(view: CalendarView) -> bytes:
    """The calendar as bytes; the same view gives the same bytes.

    An event's UID is its place in the plan, its SEQUENCE and DTSTAMP come from the day the plan was made: a plan of a later
    day takes the place of the one before it. No event makes the owner busy, none asks to be told of.
    """
    calendar = Calendar()
    calendar.add("prodid", _plain(view.program))
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", _plain(view.name))
    made_on = date.fromisoformat(view.made_on)
    for event in view.events:
        calendar.add_component(_event(event, view, made_on))
    return bytes(calendar.to_ical())


def _event(event: DayEvent, view: CalendarView, made_on: date) -> Event:
    day = date.fromisoformat(event.day)
    made = Event()
    made.add("uid", f"{event.key}.{view.owner}@advisor")
    made.add("dtstamp", datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC))
    made.add("sequence", max(0, made_on.toordinal() - _FIRST))
    made.add("dtstart", day)
    made.add("dtend", day + timedelta(days=1))
    made.add("summary", _plain(event.title))
    made.add("description", "\n".join(_plain(line) for line in event.lines))
    made.add("transp", "TRANSPARENT")
    made.add("class", "PRIVATE")
    return made


def _plain(text: str) -> str:
    """On one line, without control characters; what its language lacks is not marked.

    A backslash becomes a sign like it: it is the escape of this format, and readers stumble over it before an n (icalendar
    takes ``\\N`` for a new line, when it writes too).
    """
    return neutral(unmarked(text)).replace("\\", "\u29f5")
