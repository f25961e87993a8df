"""One offline HTML file: own CSS and SVG inside, no script, nothing fetched (DESIGN section 9)."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from advisor.model.report import FindingView, HowStep, ReportModel
from advisor.report.sentences import TEMPLATES
from advisor.report.words import neutral

__all__ = ["render_html"]

_CITE = re.compile(r"(\[[A-Za-z0-9][A-Za-z0-9_-]*\])")
_SEEN_AT_ONCE = 6


@dataclass
class Branch:
    """A line of a derivation with the lines under it."""

    step: HowStep
    children: list[Branch] = field(default_factory=list)


def render_html(model: ReportModel) -> str:
    """The report as one HTML page; the same model gives the same text."""
    css = _css()
    known = {source.id for source in model.sources}
    return _environment().get_template("report.html.jinja").render(
        m=model,
        css=Markup(css),  # our own file
        csp=_policy(css),
        body_map=Markup(model.body_map),  # our own drawings; names in them are escaped there
        body_map_tall=Markup(model.body_map_tall),
        groups=_groups(model.findings),
        cites=lambda text: _cites(text, known),
        known=known,
    )  # fmt: skip


@cache
def _css() -> str:
    return (TEMPLATES / "report.css").read_text(encoding="utf-8")


def _policy(css: str) -> str:
    """Only this very style sheet; no script, no image, no font, no form, no connection."""
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=_finalize,
    )  # fmt: skip
    environment.filters["tree"] = _tree
    return environment


def _finalize(value: Any) -> Any:
    return neutral(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _groups(findings: Sequence[FindingView]) -> list[tuple[str, list[FindingView], list[FindingView]]]:
    """Findings by role: those seen at once and those folded away. What is likely or strong is never folded."""
    groups = []
    for role in ("dormant", "dominant", "unclear"):
        here = [finding for finding in findings if finding.role == role]
        shown = max(_SEEN_AT_ONCE, sum(finding.steps > 1 for finding in here))
        if here:
            groups.append((role, here[:shown], here[shown:]))
    return groups


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
