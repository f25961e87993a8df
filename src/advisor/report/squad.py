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

from advisor.language import ENGLISH, language
from advisor.report.html import plain, spoken
from advisor.report.squad_charts import butterfly, share_bar, stacked

__all__ = ["GROUPS", "Asymmetry", "Done", "Named", "Person", "SharedPattern", "SquadPage", "render_squad"]

_TEMPLATES = Path(__file__).parent / "templates"
GROUPS = ("ended", "waiting", "care", "clear")
"""Where everybody is in one of: must not train, must answer first, may within limits, no warning sign raised."""
_LEAST_DONE = 10
_NAMES_AT_ONCE = 40


@dataclass(frozen=True)
class Person:
    """Somebody whose safety part needs a look. ``group``: of :data:`GROUPS`. ``fired``: warning signs, the gravest first;
    ``limits``: gates; ``open``: what safety questions are still open about."""

    name: str
    level: str
    group: str
    fired: tuple[str, ...]
    limits: tuple[str, ...]
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
    """A pattern, how many it stands in, and who (the first few hundred)."""

    title: str
    count: int
    people: tuple[Named, ...]

    @property
    def bands(self) -> list[tuple[str, list[Named]]]:
        """The people by band, the surest first."""
        found = [(band, [who for who in self.people if who.band == band]) for band in ("strong", "likely", "possible")]
        return [(band, people) for band, people in found if people]


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
    """All the page shows. ``groups``: people by group; ``unanswered``: people with open safety questions, in any group."""

    title: str
    day: str
    rows: int
    rejected: int
    groups: tuple[tuple[str, int], ...]
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
    language: str = ENGLISH

    def of(self, group: str) -> tuple[Person, ...]:
        """The people named of a group."""
        return tuple(person for person in self.people if person.group == group)


def render_squad(page: SquadPage) -> str:
    """The page; the same squad gives the same text."""
    css, say = _css(), language(page.language)
    digest = b64encode(sha256(css.encode()).digest()).decode()
    tests = sorted(page.tests, key=lambda item: item.count)
    text = _environment().get_template("squad.html.jinja").render(
        p=page, t=say.text, around=say.around, day=say.date(page.day), css=Markup(css),  # our own file
        csp=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        tests=(tests[:_LEAST_DONE], tests[_LEAST_DONE:]), at_once=_NAMES_AT_ONCE,
        stacked=lambda: Markup(stacked([(word, count) for word, count in page.groups if count])),
        share=lambda count, total: Markup(share_bar(count, total)),
        butterfly=lambda item, most: Markup(butterfly(item.left, item.right, most, item.role)),
    )  # fmt: skip
    return text if page.language == ENGLISH else spoken(text)


@cache
def _css() -> str:
    return (_TEMPLATES / "squad.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        finalize=plain,
    )
