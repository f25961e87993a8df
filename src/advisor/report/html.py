"""One offline HTML file: own CSS and SVG inside, no script, nothing fetched (DESIGN section 9)."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from advisor.language import ENGLISH, language, unmarked
from advisor.language.marks import CLOSE, OPEN
from advisor.model.handouts import CoachRowView, Letterhead
from advisor.model.report import FindingView, HowStep, ReportModel
from advisor.report.charts import ROOT_LOOK
from advisor.report.looks import by_class
from advisor.report.words import first_upper, neutral

__all__ = ["in_page", "plain", "render_html", "spoken"]

TEMPLATES = Path(__file__).parent / "templates"
_CITE = re.compile(r"(\[[A-Za-z0-9][A-Za-z0-9_-]*\])")
_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_AIR = re.compile(r"\s+(?=[{}])|(?<=[{};,:])\s+|;\s*(?=})")  # what a style sheet has for its readers
_SEEN_AT_ONCE = 6
_COACH_ROWS = 24
_SHEETS = {"a4": "A4", "us-letter": "letter"}
_UNSPOKEN = re.compile(r"<(?:title|svg)\b.*?</(?:title|svg)>|<[^>]*>", re.DOTALL)
_MARKED = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")


@dataclass
class Branch:
    """A line of a derivation with the lines under it."""

    step: HowStep
    children: list[Branch] = field(default_factory=list)


def render_html(model: ReportModel, *, paper: str = "a4", view: Literal["runner", "coach"] = "runner") -> str:
    """The report as one HTML page; the same model gives the same text.

    ``paper`` (``a4`` or ``us-letter``) is what it is laid out for when printed. ``view`` ``coach``: one page with what was
    found and on what, then the traces; where the consultation ended it is the runner's page, which says all there is to say.
    Raises ValueError for any other paper.
    """
    css = _css(paper)
    known = {source.id for source in model.sources}
    say = language(model.language)
    view = view if model.coach is not None else "runner"
    head = model.letterhead
    page = _environment().get_template("coach.html.jinja" if view == "coach" else "report.html.jinja").render(
        m=model,
        t=say.text,
        around=say.around,
        view=view,
        css=Markup(css),  # our own file
        csp=_policy(css, pictures=bool(head and head.logo)),
        head=head,
        drawn=in_page,
        posed=lambda svg: in_page(by_class(svg)),
        groups=_groups(model.findings),
        cites=lambda text: _cites(text, known),
        known=known,
        **_logo(head),
    )  # fmt: skip
    return page if model.language == ENGLISH else spoken(page)


def in_page(svg: str) -> Markup:
    """One of our own drawings (names in it are escaped there) inside a page, which needs no name of its kind."""
    return Markup(svg.replace(_NAMESPACE, "", 1).replace(ROOT_LOOK, "", 1).rstrip())


def _logo(head: Letterhead | None) -> dict[str, Any]:
    """The picture inside the page, and how large it is shown: its pixels at half their size, sharp on a dense screen."""
    if head is None or not head.logo:
        return {}
    width, height = (max(1, pixels // 2) for pixels in head.logo_size)
    return {"logo": f"data:image/png;base64,{b64encode(head.logo).decode()}", "logo_width": width, "logo_height": height}


def spoken(page: str) -> str:
    """English words in a page of another language, marked so; inside a tag or a title the marks just go."""
    page = _UNSPOKEN.sub(lambda part: unmarked(part[0]), page)
    return unmarked(_MARKED.sub(r'<span lang="en">\1</span>', page))


@cache
def _css(paper: str) -> str:
    """The style sheet with the size of the paper at its end."""
    if paper not in _SHEETS:
        raise ValueError(f"unknown paper: {paper!r} (known: {', '.join(_SHEETS)})")
    css = (TEMPLATES / "report.css").read_text(encoding="utf-8") + f"@page {{ size: {_SHEETS[paper]}; }}\n"
    return _CSS_AIR.sub("", _CSS_COMMENT.sub("", css))


def _policy(css: str, *, pictures: bool) -> str:
    """Only this very style sheet, and pictures inside the page; no script, no font, no form, no connection."""
    digest = b64encode(sha256(css.encode()).digest()).decode()
    inside = " img-src data:;" if pictures else ""
    return f"default-src 'none'; style-src 'sha256-{digest}';{inside} base-uri 'none'; form-action 'none'"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=plain,
    )  # fmt: skip
    environment.filters["tree"] = _tree
    environment.filters["first_upper"] = first_upper
    environment.filters["groups_of"] = _coach_groups
    return environment


def plain(value: Any) -> Any:
    """What a template puts in, without signs that turn the direction of the text."""
    return neutral(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _groups(findings: Sequence[FindingView]) -> list[tuple[str, list[FindingView], list[FindingView], list[FindingView]]]:
    """Findings by role: those seen at once, those folded away, and those only named. What is likely or strong is never folded."""
    groups = []
    for role in ("dormant", "dominant", "unclear"):
        here = [finding for finding in findings if finding.role == role and finding.in_full]
        named = [finding for finding in findings if finding.role == role and not finding.in_full]
        shown = max(_SEEN_AT_ONCE, sum(finding.steps > 1 for finding in here))
        if here or named:
            groups.append((role, here[:shown], here[shown:], named))
    return groups


def _coach_groups(rows: Sequence[CoachRowView]) -> list[tuple[str, list[CoachRowView], list[CoachRowView]]]:
    """The rows of the coach's page by what they are, patterns, then each role: those in full, and those only named.

    One page holds so many: all are in full where they fit, else the surest of each.
    """
    groups: dict[str, list[CoachRowView]] = {}
    for row in rows:
        groups.setdefault(row.role or "pattern", []).append(row)
    each = len(rows) if len(rows) <= _COACH_ROWS else max(5, 15 // len(groups))
    return [(kind, found[:each], found[each:]) for kind, found in groups.items()]


def _tree(steps: Iterable[HowStep]) -> list[Branch]:
    """The flat lines of a derivation as a tree."""
    roots: list[Branch] = []
    path: list[Branch] = []
    for step in steps:
        del path[step.depth :]
        branch = Branch(step)
        (path[-1].children if path else roots).append(branch)
        path.append(branch)
    return roots


def _cites(text: str, known: set[str]) -> list[tuple[str, str]]:
    """``text`` in pieces: (words, "") or ("R5", "R5") where it cites a listed source."""
    pieces = []
    for piece in _CITE.split(text):
        cited = piece[1:-1] if piece.startswith("[") and piece.endswith("]") else ""
        pieces.append((cited, cited) if cited in known else (piece, ""))
    return [piece for piece in pieces if piece[0]]
