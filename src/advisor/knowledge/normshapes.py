"""The shape of self-tests' norms: questions, values, sources, and every age in one row. Checked whenever rules are loaded."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from advisor.errors import Diagnostic, nearest
from advisor.knowledge.raw import Entry, Raw
from advisor.model.knowledge import Norm, Normal, Question, SelfTest
from advisor.model.norms import AGES

__all__ = ["norm_shapes"]

_ADD = "add a row for them; where there is no cut-off, none: and why"


def norm_shapes(raw: Raw) -> None:
    """W720 to W725, W727 to W729: what can be seen in self-tests alone, their norms above all."""
    for entry in raw.tests.values():
        groups: dict[str, list[tuple[int, Norm]]] = {}
        for index, row in enumerate(entry.item.norms):
            groups.setdefault(row.of or entry.item.id, []).append((index, row))
            raw.problems.extend(_row(raw, entry, index, row))
        for rows in groups.values():
            raw.problems.extend(_coverage(entry, rows))
        instead = entry.item.instead
        if instead is not None and instead.test == entry.item.id:
            hint = "name another self-test, or leave test: out"
            raw.problems.append(entry.problem("W727", "this self-test cannot stand in for itself", hint, "instead", "test"))
        elif instead is not None and instead.test and instead.test not in raw.tests:
            message = f'there is no self-test "{instead.test}"'
            raw.problems.append(entry.problem("N307", message, nearest(instead.test, raw.tests), "instead", "test"))
        raw.problems.extend(_after(raw, entry))


def _after(raw: Raw, entry: Entry[SelfTest]) -> Iterator[Diagnostic]:
    """N307 and W729: what comes before a self-test is another one, and never round in a circle."""
    for index, name in enumerate(entry.item.after):
        if name not in raw.tests:
            yield entry.problem("N307", f'there is no self-test "{name}"', nearest(name, raw.tests), "after", index)
    before, queue = set[str](), list(entry.item.after)
    while queue:
        name = queue.pop()
        if name in raw.tests and name not in before:
            before.add(name)
            queue += raw.tests[name].item.after
    if entry.item.id in before:
        hint = "say after: only in the one that is done second"
        yield entry.problem("W729", "this self-test would come after itself", hint, "after")


def _row(raw: Raw, entry: Entry[SelfTest], index: int, row: Norm) -> Iterator[Diagnostic]:
    at: tuple[str | int, ...] = ("norms", index)
    known = raw.questions.get(row.of or entry.item.id)
    if known is None or known.item.test != entry.item.id:
        own = [name for name, q in raw.questions.items() if q.item.test == entry.item.id]
        hint = nearest(row.of, own) or f"its questions: {', '.join(own)}"
        where = (*at, "of") if row.of else at
        yield entry.problem("W722", f'"{row.of or entry.item.id}" is not a question of {entry.item.id}', hint, *where)
        return
    first, last = row.ages
    if first > last:
        yield entry.problem("W728", f"ages: from {first} to {last} holds nobody", "write [lowest, highest]", *at, "ages")
    parts = {name: part for name in ("normal", "gap", "ratio") if (part := getattr(row, name)) is not None}
    if bool(parts or row.typical) == bool(row.none):
        hint = "write what is usual (normal, gap, ratio or typical), or none: and why there is no line"
        yield entry.problem("W723", "this row says nothing" if not row.none else "a row says what is usual, or none", hint, *at)
    for name, part in parts.items():
        yield from _part(entry, known.item, name, part, (*at, name), raw)
    if parts and not row.cite:
        yield entry.problem("W724", "this row names no source", "add cite: (EXP for a line of our own)", *at)
    cites = [("cite",)] if row.cite else []
    for path in [*cites, *([("typical", "cite")] if row.typical else [])]:
        cite = row.cite if path == ("cite",) else row.typical.cite if row.typical else ""
        if cite not in raw.sources:
            yield entry.problem("N306", f'there is no source "{cite}"', nearest(cite, raw.sources), *at, *path)
    if row.typical is not None and known.item.type != "number":
        yield entry.problem("W722", f"typical is for numbers, and {known.item.id} is none", "put it into note:", *at, "typical")


def _part(entry: Entry[SelfTest], question: Question, name: str, part: Normal, at: Any, raw: Raw) -> Iterator[Diagnostic]:
    """One of normal, gap, ratio against the question it speaks of."""
    bounds = [key for key in ("at_least", "more_than", "at_most", "less_than") if getattr(part, key) is not None]
    number = question.type == "number"
    if bool(part.answers) == bool(bounds) or len(bounds) > 1:
        yield entry.problem("W723", f"{name} holds one comparison, or answers", "write {at_least: 30}, or {answers: [..]}", *at)
    elif part.answers and (number or name != "normal"):
        yield entry.problem("W722", f"{question.id} is a number: compare it", "write {at_least: 30}", *at)
    elif bounds and not number:
        yield entry.problem("W722", f"{question.id} is not a number", "write {answers: [..]}", *at)
    for answer in part.answers if not number else ():
        if answer not in question.options:
            hint = nearest(answer, question.options) or "one of its options"
            yield entry.problem("W722", f'{question.id} has no answer "{answer}"', hint, *at, "answers")
    if name == "gap" and (question.per != "side" or question.better is None):
        yield entry.problem("W722", f"{question.id} has no gap between the sides", "it needs per: side and better:", *at)
    if name == "ratio" and (part.to not in raw.questions or raw.questions[part.to].item.type != "number"):
        yield entry.problem("W722", f'ratio compares with "{part.to}", which is no number', "add to: a question", *at)
    if bounds and name != "normal":
        value = getattr(part, bounds[0])
        if value < 0 or (part.percent and value >= 100):
            most = "below 100 %" if part.percent else "0 or more"
            yield entry.problem("W725", f"{name}: {value:g} can hold for nobody", f"write a number {most}", *at, bounds[0])
    if number and bounds and name == "normal" and question.range is not None:
        yield from _value(entry, question, bounds[0], getattr(part, bounds[0]), at)


def _value(entry: Entry[SelfTest], question: Question, key: str, value: float, at: Any) -> Iterator[Diagnostic]:
    low, high = question.range or (0, 0)
    if not low <= value <= high:
        message = f"{value:g} is outside what can be answered, {low:g} to {high:g} {question.unit}"
        yield entry.problem("W725", message, "use a number in the question's range and unit", *at, key)
    elif Decimal(str(value)) * question.scale % 1:
        message = f"{value:g} is finer than the answers"
        yield entry.problem("W725", message, f"round it, or give {question.id} more decimals", *at, key)


def _coverage(entry: Entry[SelfTest], rows: list[tuple[int, Norm]]) -> Iterator[Diagnostic]:
    """Each age of AGES is in exactly one row, for women and for men; one problem a fault, at the row where it shows."""
    if any(row.ages[0] > row.ages[1] for _, row in rows):  # W728 says it
        return
    said: set[tuple[str, int]] = set()
    for sex in ("female", "male"):
        mine = sorted((row.ages, index) for index, row in rows if row.sex in ("any", sex))
        expected, last = AGES[0], rows[-1][0]
        for (first, end), index in mine:
            if first < expected and first != mine[0][0][0]:
                fault = ("W721", index)
                message = f"ages {first} to {min(end, expected - 1)} are in two rows"
                hint = "let one row end the year before the next begins"
            elif first > expected:
                fault = ("W720", index)
                message = f"no row for the ages {expected} to {first - 1}"
                hint = _ADD
            else:
                fault, message, hint = ("", 0), "", ""
            if fault[0] and fault not in said:
                said.add(fault)
                yield entry.problem(fault[0], message, hint, "norms", index, "ages")
            expected, last = max(expected, end + 1), index
        if expected <= AGES[1] and ("W720", last) not in said and mine:
            said.add(("W720", last))
            message, hint = (
                f"no row for the ages {expected} to {AGES[1]}",
                _ADD,
            )
            yield entry.problem("W720", message, hint, "norms", last, "ages")
        elif not mine:
            who = {"female": "women", "male": "men"}[sex]
            yield entry.problem("W720", f"no row for {who}", "add rows for them, or write sex: any", "norms", last)
