"""What we found, for a terminal: the body in letters with its key, and the reasons, in short or in full."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, zip_longest
from typing import Literal

from advisor.model.report import FindingView, PatternView, ReasonView, ReportModel
from advisor.report.bodymap import MUSCLE_VIEWS, Mark
from advisor.report.bodymap.sketch import PLAIN_SIGNS, SIGNS, Panel, sketch
from advisor.report.terminal import Page, Span, columns

__all__ = ["findings_in_full", "findings_in_short", "picture", "refs"]

Side = Literal["left", "right", "whole"]
_BESIDE = 28  # columns the key needs to stand beside the body
_BODY_ROWS = 24
_SCREEN: dict[str, tuple[str, ...]] = {"front": ("R", "L"), "back": ("L", "R"), "sole": ()}


def refs(sources: Iterable[str]) -> str:
    """The sources of a sentence in brackets, with the space before them."""
    found = ", ".join(sources)
    return f" [{found}]" if found else ""


# ----------------------------------------------------------------- the body and its key
def picture(page: Page, model: ReportModel) -> None:
    """Front and back with what is marked, and beside them (or under, where it is narrow) which muscles these are."""
    if not model.findings:
        return
    page.section(page.t("heading-map-plain"))
    marks = [Mark(f.muscle, side, f.role, 1.0) for f in model.findings if f.muscle in MUSCLE_VIEWS for side in _sides(f)]
    panels = sketch(marks, rows=_BODY_ROWS, plain=page.ascii_only)
    body = _bodies(page, panels[:2])
    wide = columns("".join(words for words, _ in body[0]))
    beside = page.width - wide - 2
    if beside < _BESIDE:
        for spans in [*body, *_soles(page, panels[2:]), [], *_key(page, model, page.width)]:
            page.put(spans)
        return
    right = [*_key(page, model, beside), *_soles(page, panels[2:])]
    for left, more in zip_longest(body, right, fillvalue=[("", "")]):
        pad = wide - columns("".join(words for words, _ in left)) + 2
        page.put([*left, (" " * pad, ""), *more])


def _sides(finding: FindingView) -> Sequence[Side]:
    both: dict[str, Sequence[Side]] = {"both": ("left", "right"), "left": ("left",), "right": ("right",)}
    return both.get(finding.side, ("whole",))


def _bodies(page: Page, panels: Sequence[Panel]) -> list[list[Span]]:
    heads: list[Span] = [("  ".join(_head(page, panel) for panel in panels), "dim")]
    rows = zip(*(panel.lines for panel in panels), strict=True)
    return [heads, *(_painted(page, "  ".join(lines)) for lines in rows)]


def _head(page: Page, panel: Panel) -> str:
    """The name of a view between the letters of the runner's sides: ``R   Front   L``."""
    wide = columns(panel.lines[0])
    name = page.clean(page.t({"front": "map-front", "back": "map-back"}[panel.view]))
    left, right = (page.clean(page.t({"R": "map-right-letter", "L": "map-left-letter"}[side])) for side in _SCREEN[panel.view])
    room = wide - columns(left + name + right)
    return f"{left}{' ' * (room // 2)}{name}{' ' * (room - room // 2)}{right}" if room >= 2 else " " * wide


def _painted(page: Page, line: str) -> list[Span]:
    """A line of the body, its signs in the colour of their meaning."""
    roles = {sign: role for role, sign in (PLAIN_SIGNS if page.ascii_only else SIGNS).items()}
    spans: list[Span] = []
    for letter in line:
        style = roles.get(letter, "")
        if spans and spans[-1][1] == style:
            spans[-1] = (spans[-1][0] + letter, style)
        else:
            spans.append((letter, style))
    return spans


def _soles(page: Page, panels: Sequence[Panel]) -> list[list[Span]]:
    lines: list[list[Span]] = []
    for panel in panels:
        lines += [[], [(page.clean(page.t("map-soles")), "dim")], *(_painted(page, line) for line in panel.lines)]
    return lines


def _key(page: Page, model: ReportModel, width: int) -> list[list[Span]]:
    """The sign of each role with its muscles under it, each with the bar of its band."""
    lines: list[list[Span]] = []
    role = ""
    for finding in model.findings:
        if finding.role != role:
            role = finding.role
            lines += [[]] if lines else []
            title, sign = page.t("role-title", role=role), _sign(page, role) * 2
            lines += page.wrapped(title, width, lead=sign, style="bold", lead_style=role)
        lead = page.bar(finding.steps) if finding.steps else "-"
        lines += page.wrapped(_named(page, finding), width, lead=lead)
    return lines


def _sign(page: Page, role: str) -> str:
    return (PLAIN_SIGNS if page.ascii_only else SIGNS)[role]


# ----------------------------------------------------------------- the reasons
def _legend(page: Page, model: ReportModel) -> None:
    for number, (word, meaning) in enumerate(model.legend, 1):
        page.add(f"{word}: {meaning}", lead=page.bar(number))


def findings_in_short(page: Page, model: ReportModel) -> None:
    """The patterns in full sentences; of each finding that is likely or strong its reasons by name, and the first change."""
    if not (model.findings or model.patterns):
        return
    page.section(page.t("heading-findings"))
    _legend(page, model)
    for pattern in model.patterns:
        _pattern(page, pattern, full=False)
    surer = [finding for finding in model.findings if finding.steps > 1] or list(model.findings)
    for (role, lines), group in groupby(surer, key=lambda finding: (finding.role, _in_short(page, finding))):
        page.gap()
        for finding in group:
            for spans in page.wrapped(_line(page, finding), page.width, lead=_sign(page, role), style="bold", lead_style=role):
                page.put(spans)
        for line in lines:
            page.add(line, indent=2)
    if len(surer) < len(model.findings):
        page.gap()
        page.add(page.t("text-weaker", number=len(model.findings) - len(surer)))


def _in_short(page: Page, finding: FindingView) -> tuple[str, ...]:
    """What a finding rests on, in a line each; findings side by side with the same lines share them."""
    lines = [finding.tests_words]
    for key, reasons in (("label-why", finding.reasons), ("label-against", finding.against)):
        if reasons:
            lines.append(page.t("label-with-words", label=page.t(key), words=_names(page, reasons)))
    for change in finding.changes[:1]:
        lines.append(page.t("label-with-words", label=page.t("label-change"), words=change))
    return tuple(lines)


def _names(page: Page, reasons: Iterable[ReasonView]) -> str:
    titles = (page.t("text-pattern", pattern=reason.title) if reason.pattern else reason.title for reason in reasons)
    return "; ".join(dict.fromkeys(titles)) + "."


def findings_in_full(page: Page, model: ReportModel) -> None:
    """Every finding with its reasons in full sentences, then the patterns."""
    if model.findings or model.patterns:
        page.section(page.t("heading-findings"))
        _legend(page, model)
    role = ""
    for finding in model.findings:
        if finding.role != role:
            role = finding.role
            page.head(page.t("role-title", role=role), "bold")
        _finding(page, finding, model.findings)
    if model.patterns:
        page.head(page.t("heading-patterns"))
    for pattern in model.patterns:
        _pattern(page, pattern, full=True)


def _named(page: Page, finding: FindingView) -> str:
    return page.t("after-comma", words=finding.name, place=finding.side_words) if finding.side_words else finding.name


def _line(page: Page, finding: FindingView) -> str:
    band = finding.band_words.split(":")[0]
    return page.t("finding-line", name=_named(page, finding), band=band, certainty=finding.certainty)


def _finding(page: Page, finding: FindingView, all_of_them: Sequence[FindingView]) -> None:
    page.head(_line(page, finding))
    page.add(finding.evidence_words, lead=page.bar(finding.steps) if finding.steps else "", indent=2)
    _reasons(page, "label-why", finding.reasons, all_of_them)
    _reasons(page, "label-against", finding.against, all_of_them)
    if finding.changes:
        page.add(page.t("label-colon", label=page.t("label-change")), indent=2)
        page.each(finding.changes, indent=4)


def _reasons(page: Page, key: str, reasons: Iterable[ReasonView], findings: Sequence[FindingView]) -> None:
    found = list(reasons)
    if found:
        page.add(page.t("label-colon", label=page.t(key)), indent=2)
    for reason in found:
        words = f"{reason.text}{refs(reason.sources)}"
        if reason.pattern:
            words = page.t("reason-pattern-quoted", pattern=reason.title)
        elif reason.said_in is not None:
            place = page.t("paper-see", finding=_named(page, findings[reason.said_in]))
            words = page.t("in-brackets", words=reason.title, place=place)
        page.add(words, lead="-", indent=4)


def _pattern(page: Page, pattern: PatternView, *, full: bool) -> None:
    sides = pattern.side_words
    page.head(page.t("in-brackets", words=pattern.title, place=sides) if sides else pattern.title)
    page.add(f"{pattern.band_words.split(':')[0]} {pattern.certainty}", lead=page.bar(pattern.steps), indent=2)
    page.add(f"{pattern.because}{refs(pattern.sources) if full else ''}", indent=2)
    for key, text in (("pattern-coach", pattern.mechanism), ("pattern-limits", pattern.limits)):
        if text and full:
            page.add(page.t("label-with-words", label=page.t(key), words=text), indent=2)
    if pattern.weakens:
        page.add(pattern.weakens, indent=2)
