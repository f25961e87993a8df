"""What a coach expects of a persona, beside what the program finds: every field of tests/personas/expected/*.yaml.

A difference is a field, what was expected and what was found, all as short text without certainties, so that a record of it
stays true while a number moves within its band.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from advisor.inference.consult import Consultation
from advisor.inference.safety import state_of, variants_in_use
from advisor.interview.answers_file import sheet_from
from advisor.knowledge.source import read_file
from advisor.model.assessment import Assessment, Chosen, MuscleFinding
from advisor.model.base import KnowledgeBase
from advisor.pipeline import assess, consult, render

__all__ = ["EXPECTED", "NAMES", "PERSONAS", "Difference", "Outcome", "data_of", "differences", "expectation_of", "outcome_of"]

HERE = Path(__file__).parent
EXPECTED = HERE / "expected"
PERSONAS = HERE.parents[1] / "rules" / "personas"
NAMES = tuple(sorted(path.stem for path in EXPECTED.glob("*.yaml")))
BANDS = ("possible", "likely", "strong")
TODAY = date(2026, 11, 22)

Row = dict[str, Any]


@dataclass(frozen=True, order=True)
class Difference:
    """One field in which output and expectation differ."""

    field: str
    expected: str
    found: str


@dataclass
class Outcome:
    """What the program says of one persona: the assessment, its consultation and the runner's report as one line of text."""

    knowledge: KnowledgeBase
    consultation: Consultation
    assessment: Assessment
    words: str
    plan: tuple[Chosen, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.plan = self.assessment.plan.exercises if self.assessment.plan else ()

    def finding(self, muscle: str, side: str) -> MuscleFinding | None:
        return next((f for f in self.assessment.findings if (f.muscle, f.side) == (muscle, side)), None)

    def sides(self, side: str, muscle: str = "", pattern: str = "") -> tuple[str, ...]:
        """The sides that a row means: both where it says so; the whole body for what has no sides."""
        paired = self.knowledge.muscles[muscle].paired if muscle else len(self.consultation.plan.sides_of(pattern)) == 2
        if paired != (side != "whole"):
            raise ValueError(f"{muscle or pattern}: side {side} does not fit")
        return ("left", "right") if side == "both" else (side,)

    def raised(self) -> set[str]:
        """Codes of the flags and gates that are listed."""
        return {item.flag for item in self.assessment.safety.items if item.state != "open"}

    def acting(self) -> set[str]:
        """Codes of the flags and gates that act, listed or not: fired, or not sure."""
        found, codes = self.consultation, set()
        for reading in found.plan.safety:
            if state_of(reading.when, found.degrees.of(reading.when), found.view)[0] in ("fired", "unsure"):
                codes.add(self.knowledge.flags[reading.rule.flag].code)
        return codes

    def tags(self, name: str) -> set[str]:
        """Tags of an exercise in the form that this runner gets."""
        found = self.consultation
        in_use = variants_in_use(found.plan, name, found.limits, found.view, found.degrees)
        return set(self.knowledge.exercises[name].tags_in(in_use))


def data_of(path: Path) -> Any:
    """A YAML file as plain data, read the way rule files are (so ``no`` stays text)."""
    return read_file(path, path.stem).data


def expectation_of(name: str) -> Row:
    data: Row = data_of(EXPECTED / f"{name}.yaml")
    return data


def outcome_of(knowledge: KnowledgeBase, name: str, personas: Path = PERSONAS) -> Outcome:
    sheet = sheet_from(data_of(personas / f"{name}.yaml"), knowledge)
    made = assess(knowledge, sheet, today=TODAY)
    text = render(knowledge, made, sheet, "text", width=100_000).decode()
    return Outcome(knowledge, consult(knowledge, sheet), made, re.sub(r"\s+", " ", text))


def differences(expected: Row, found: Outcome, words: Row) -> list[Difference]:
    """Every difference, in the order of the fields. ``words``: what the sentence ``load_advice`` comes down to in the report."""
    rows = [
        *_safety(expected["safety"], found),
        *_findings(expected, found),
        *_patterns(expected, found),
        *_plan(expected["plan"], found),
        *_load(expected["plan"]["load_advice"], found, words),
        *_asked(expected["asked_next"], found),
    ]
    return list(_joined(rows))


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _safety(safety: Row, found: Outcome) -> Iterator[Difference]:
    made, raised, acting = found.assessment.safety, found.raised(), found.acting()
    if made.level != safety["level"]:
        yield Difference("safety.level", safety["level"], made.level)
    if _yes(made.ended) != safety["ended"]:
        yield Difference("safety.ended", safety["ended"], _yes(made.ended))
    for code in safety["flags"]:
        if code not in raised:
            yield Difference(f"safety.flags.{code}", "listed", "acts unlisted" if code in acting else "not raised")
    for code in safety.get("gates", []):
        referring = {item.flag for item in made.items if item.level != "none" and item.state != "open"}
        if code not in acting or code in referring:
            yield Difference(f"safety.gates.{code}", "limits the plan", "refers" if code in referring else "does not act")
    for code in safety["flags_absent"]:
        if code in raised:
            yield Difference(f"safety.flags_absent.{code}", "not raised", "listed")
    if not made.ended:  # what else is listed below an emergency changes nothing
        for code in sorted({i.flag for i in made.items if i.level != "none" and i.state != "open"} - set(safety["flags"])):
            yield Difference(f"safety.flags.{code}", "not named", "listed")


def _said(finding: MuscleFinding | None) -> str:
    if finding is None:
        return "not shown"
    return "unclear" if finding.role == "unclear" else f"{finding.role}, {finding.band}"


def _findings(expected: Row, found: Outcome) -> Iterator[Difference]:
    for row in expected["findings"]:
        low, high = row["at_least"], row["at_most"]
        fits = set(BANDS[BANDS.index(low) : BANDS.index(high) + 1])
        wanted = f"{row['role']}, {low}" if low == high else f"{row['role']}, {low} to {high}"
        yield from _muscle(row, found, "findings", wanted, lambda f, fits=fits: f is not None and f.band in fits)  # type: ignore[misc]
    for row in expected.get("ceilings", []):
        fits = set(BANDS[: BANDS.index(row["at_most"]) + 1])
        wanted = f"{row['role']}, {row['at_most']} at most"
        yield from _muscle(row, found, "ceilings", wanted, lambda f, fits=fits: f is None or f.band in fits)  # type: ignore[misc]
    for row in expected["absent"]:
        yield from _muscle(row, found, "absent", f"not {row['role']}", lambda f: f is None)


def _muscle(
    row: Row, found: Outcome, part: str, wanted: str, fits: Callable[[MuscleFinding | None], bool]
) -> Iterator[Difference]:
    """``fits`` sees the finding of the row's role (of any role, where it says so) or None."""
    for side in found.sides(row["side"], muscle=row["muscle"]):
        finding = found.finding(row["muscle"], side)
        of_role = finding if finding is not None and row["role"] in ("any", finding.role) else None
        if not fits(of_role):
            yield Difference(f"{part}.{row['muscle']}.{side}", wanted, _said(finding))


def _patterns(expected: Row, found: Outcome) -> Iterator[Difference]:
    standing = {(p.pattern, p.side): p.band for p in found.assessment.patterns}
    for part, wanted in (("patterns", "stands"), ("patterns_absent", "does not stand")):
        for row in expected[part]:
            for side in found.sides(row["side"], pattern=row["pattern"]):
                band = standing.get((row["pattern"], side))
                if (band is None) == (part == "patterns"):
                    yield Difference(f"{part}.{row['pattern']}.{side}", wanted, f"stands, {band}" if band else "does not stand")


def _plan(plan: Row, found: Outcome) -> Iterator[Difference]:
    exercises, chosen = found.knowledge.exercises, [c.exercise for c in found.plan]
    if _yes(bool(chosen)) != plan["shown"]:
        yield Difference("plan.shown", plan["shown"], _yes(bool(chosen)))
    if not chosen:
        return
    highest = max(c.level for c in found.plan)
    if highest > int(plan["max_level"]):
        over = [c.exercise for c in found.plan if c.level > int(plan["max_level"])]
        yield Difference("plan.max_level", str(plan["max_level"]), f"{highest}: {', '.join(over)}")
    for number, names in enumerate(plan["includes_any"], start=1):
        _known(names, exercises)
        if not set(names) & set(chosen):
            yield Difference(f"plan.includes_any.{number}", f"one of {', '.join(names)}", "none of them")
    _known(plan["excludes"], exercises)
    for name in sorted(set(plan["excludes"]) & set(chosen)):
        yield Difference(f"plan.excludes.{name}", "not in week 1", "in week 1")
    weeks = found.assessment.plan.weeks if found.assessment.plan else ()
    ever = {item.exercise for week in weeks for item in week.items} | set(chosen)
    for tag in plan.get("excludes_tags", []):
        tagged = sorted(name for name in ever if tag in found.tags(name))
        if tagged:
            yield Difference(f"plan.excludes_tags.{tag}", "in no week", ", ".join(tagged))
    first = exercises[chosen[0]].stage
    if "first_regions" in plan and first not in plan["first_regions"]:
        yield Difference("plan.first_regions", " or ".join(plan["first_regions"]), f"{first}: {chosen[0]}")
    drill = exercises[chosen[-1]].stage == "drill"
    if _yes(drill) != plan["ends_in_drill"]:
        yield Difference("plan.ends_in_drill", plan["ends_in_drill"], f"{_yes(drill)}: {chosen[-1]}")


def _known(names: Iterable[str], exercises: Iterable[str]) -> None:
    unknown = sorted(set(names) - set(exercises))
    if unknown:
        raise ValueError(f"no such exercise: {', '.join(unknown)}")


def _load(sentence: str, found: Outcome, words: Row) -> Iterator[Difference]:
    """Each pattern of ``say`` is in the runner's report, none of ``never`` is."""
    for pattern in words.get("say", []):
        if not re.search(pattern, found.words, re.IGNORECASE):
            yield Difference(f"plan.load_advice: {pattern}", "said", "not said")
    for pattern in words.get("never", []):
        if re.search(pattern, found.words, re.IGNORECASE):
            yield Difference(f"plan.load_advice: {pattern}", "not said", "said")


def _asked(asked: list[str], found: Outcome) -> Iterator[Difference]:
    left = [offer.test for offer in found.assessment.tests_left]
    if asked and not set(asked) & set(left):
        yield Difference("asked_next", f"one of {', '.join(asked)}", ", ".join(left) or "nothing")
    if not asked and left:
        yield Difference("asked_next", "nothing more", ", ".join(left))


def _joined(rows: Iterable[Difference]) -> Iterator[Difference]:
    """Left and right in one row, where they say the same."""
    rows = list(rows)
    for row in rows:
        name, _, side = row.field.rpartition(".")
        other = Difference(f"{name}.{'right' if side == 'left' else 'left'}", row.expected, row.found)
        if side in ("left", "right") and other in rows:
            if side == "left":
                yield Difference(f"{name}.both", row.expected, row.found)
        else:
            yield row
