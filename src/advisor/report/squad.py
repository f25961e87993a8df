"""A coach's page about a squad: who must not train first, who shares a pattern, sides, what was not answered.

One offline HTML file like the report: own CSS and inline SVG, no script, nothing fetched. Names and ids are not trusted.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from advisor.report.squad_charts import butterfly, share_bar, stacked

__all__ = ["Asymmetry", "Done", "Named", "Person", "SharedPattern", "SquadPage", "render_squad"]

_TEMPLATES = Path(__file__).parent / "templates"
_WORDS = {
    "emergency": "Emergency: get help now", "urgent": "Urgent: see a doctor today or tomorrow", "soon": "See a doctor soon",
    "caution": "Train with care", "unanswered": "Safety not answered", "none": "No warning sign raised",
}  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Somebody whose safety part needs a look. ``ended``: no finding and no plan; ``waiting``: safety answers are missing."""

    name: str
    level: str
    ended: bool
    waiting: bool
    fired: tuple[str, ...]
    unsure: tuple[str, ...]
    open: tuple[str, ...]


@dataclass(frozen=True)
class Named:
    """One person within a group."""

    name: str
    side: str
    band: str


@dataclass(frozen=True)
class SharedPattern:
    title: str
    count: int
    people: tuple[Named, ...]


@dataclass(frozen=True)
class Asymmetry:
    """People in whom a muscle has a role (likely or strong) on one side, and not on the other."""

    muscle: str
    role: str
    left: int
    right: int
    left_people: tuple[str, ...]
    right_people: tuple[str, ...]


@dataclass(frozen=True)
class Done:
    """How many did a self-test."""

    test: str
    count: int


@dataclass(frozen=True)
class SquadPage:
    """All the page shows. ``safety``: people by word; ``unanswered``: people with open safety questions, whatever their word."""

    title: str
    day: str
    rows: int
    rejected: int
    safety: tuple[tuple[str, int], ...]
    unanswered: int
    people: tuple[Person, ...]
    patterns: tuple[SharedPattern, ...]
    asymmetries: tuple[Asymmetry, ...]
    open_flags: tuple[tuple[str, int], ...]
    tests: tuple[Done, ...]
    without_safety: tuple[str, ...]
    rules: str
    rules_hash: str
    most_named: int = 200

    @property
    def must_not(self) -> tuple[Person, ...]:
        """Who must not train before somebody has looked at them."""
        return tuple(person for person in self.people if person.ended)

    @property
    def waiting(self) -> tuple[Person, ...]:
        """Who must answer the safety questions first."""
        return tuple(person for person in self.people if person.waiting and not person.ended)

    @property
    def with_care(self) -> tuple[Person, ...]:
        """Who may train within limits."""
        return tuple(person for person in self.people if not person.waiting and not person.ended)


def render_squad(page: SquadPage) -> str:
    """The page; the same squad gives the same text."""
    css = _css()
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return _environment().get_template("squad.html.jinja").render(
        p=page, words=_WORDS, css=Markup(css),  # our own file
        csp=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        stacked=lambda: Markup(stacked([(word, count) for word, count in page.safety if count])),
        share=lambda count, total: Markup(share_bar(count, total)),
        butterfly=lambda item, most: Markup(butterfly(item.left, item.right, most, item.role)),
    )  # fmt: skip


@cache
def _css() -> str:
    return (_TEMPLATES / "squad.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
