"""Parts of a report that are handed out on their own: the head of the paper, the fridge sheet, the coach's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["CoachRowView", "CoachView", "FridgeRowView", "FridgeView", "Letterhead"]


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """Whom a report is for and from. Made by :func:`advisor.report.letterhead.letterhead`, which cleans and limits all of it.

    Each text is one line, may be in any script and of any direction (set it apart from what stands beside it), and may hold
    300 characters without a space. ``logo`` is PNG bytes that we encoded ourselves, of ``logo_size`` pixels (width, height);
    b"" where there is none. It is no part of the stamp: the same answers give the same hash under any head.
    """

    runner: str = ""
    coach: str = ""
    contact: tuple[str, ...] = ()
    logo: bytes = b""
    logo_size: tuple[int, int] = (0, 0)


@dataclass(frozen=True, kw_only=True)
class FridgeRowView:
    """One exercise of the fridge sheet. ``weeks``: the check-off boxes of each week, 0 where it is not done that week;
    ``weeks_words`` the same in words, for who cannot see them.

    ``starts``: "" from the first week on, else when it comes in. ``number`` is that of its card.
    """

    number: int
    name: str
    dose: str
    cue: str
    weeks: tuple[int, ...]
    weeks_words: tuple[str, ...]
    starts: str = ""


@dataclass(frozen=True, kw_only=True)
class FridgeView:
    """One page for the fridge door: every exercise with dose, one cue and its boxes, the pain limit, the re-test, stop signs.

    ``notes``: what must not be lost on the way to the fridge (a referral, load first); few and short. ``week_titles`` as
    many as each row's ``weeks``. ``stops`` are the signs to stop at, ``help`` whom to call.
    """

    title: str
    how: str
    week_titles: tuple[str, ...]
    rows: tuple[FridgeRowView, ...]
    pain: str
    retest: str
    stops: tuple[str, ...]
    help: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CoachRowView:
    """A finding or a pattern in one line of the coach's page.

    ``rules``: the codes behind it, strongest first; ``tests``: how many self-tests, in words ("" for a pattern);
    ``target``: the place in ``ReportModel.findings`` or ``.patterns`` where the whole trace stands.
    """

    kind: Literal["finding", "pattern"]
    name: str
    anatomy: str
    side_words: str
    role: Literal["dominant", "dormant", "unclear", ""]
    band: Literal["possible", "likely", "strong", "unclear"]
    band_words: str
    steps: int
    certainty: str
    rules: tuple[str, ...]
    target: int
    tests: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CoachView:
    """The coach's page: one page that answers what was found, on what, and what is done; the details come after it.

    ``safety``: (level in words, "" for none, and title) of each item; ``tests``: (self-test, its measured results in one line);
    ``tests_left``: (self-test, minutes in words); ``exercises``: (number, name, dose, primary muscles in words).
    """

    title: str
    symptoms: str
    safety: tuple[tuple[str, str], ...]
    rows: tuple[CoachRowView, ...]
    tests: tuple[tuple[str, str], ...] = ()
    tests_left: tuple[tuple[str, str], ...] = ()
    exercises: tuple[tuple[int, str, str, str], ...] = ()
    plan_line: str = ""
    rules_line: str = ""
