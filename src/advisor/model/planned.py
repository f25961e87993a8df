"""The plan of a report in words: cards, the days of each week, and what stands around them."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.model.chart import ChartView

__all__ = ["CardView", "DayRowView", "PlanView", "WeekRowView", "WeekView"]


@dataclass(frozen=True, kw_only=True)
class CardView:
    """One exercise card. ``boxes`` is how many check-off boxes a printed week needs (the days a week).

    ``setup`` and ``movement`` are those of the form in use; ``back_rule`` says when to go back to ``easier``. ``figure_svg`` is
    a drawing of ours, ``figure_alt`` the same in words, ``figure_watch`` what its ring marks; all "" where there is none.
    ``starts`` says when a card of a later week comes in, and in place of what; "" from the first week on.
    """

    number: int
    id: str
    name: str
    stage_words: str
    chosen_because: str
    dose: str
    minutes: str
    days: str
    kit: str
    substitute: str
    side_note: str
    setup: str
    movement: tuple[str, ...]
    cues: tuple[str, ...]
    feel: str
    fault_sign: str
    fault_do: str
    stop: str
    pain_rule: str
    easier: str
    next: str
    pass_rule: str
    back_rule: str = ""
    figure_svg: str = ""
    figure_alt: str = ""
    figure_watch: str = ""
    sources: tuple[str, ...] = ()
    boxes: int = 0
    starts: str = ""


@dataclass(frozen=True, kw_only=True)
class DayRowView:
    """An exercise in one week: on which of the seven days of ``PlanView.days`` it is done (a box to tick), else none.

    ``change`` is one word where it is new that week or a harder step, "" else; in the first week nothing is marked.
    """

    name: str
    on: tuple[bool, ...]
    change: str = ""


@dataclass(frozen=True, kw_only=True)
class WeekView:
    """One week: its title and one line an exercise (marked when new or harder); ``rows`` the same as days with boxes."""

    number: int
    title: str
    lines: tuple[str, ...]
    changes: tuple[str, ...] = ()
    rows: tuple[DayRowView, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WeekRowView:
    """One row of the week table: an exercise and one word a week ("" where it is not done that week)."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlanView:
    """The plan in words. ``table`` holds the same weeks as rows of exercises, for a real table; ``strip`` draws them.

    ``weeks_note`` says why no week after the first brings a change, where that is so; it stands in for those weeks.
    ``days``: the seven days of every week as (short, long) names, from the weekday on which the plan begins; ``days_note``
    says how to read them. ``later``: cards of the exercises that come in after the first week, numbered on from ``cards``.
    """

    intro: str
    time_line: str
    cards: tuple[CardView, ...]
    weeks: tuple[WeekView, ...]
    retest: str
    progress_rules: tuple[str, ...]
    load_advice: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    why_shorter: tuple[str, ...] = ()
    drill_note: str = ""
    weeks_note: str = ""
    table: tuple[WeekRowView, ...] = ()
    days: tuple[tuple[str, str], ...] = ()
    days_note: str = ""
    later: tuple[CardView, ...] = ()
    strip: ChartView | None = None
