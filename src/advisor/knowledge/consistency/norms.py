"""Norms against signs: a self-test's rows and the signs that read its questions must draw the same lines.

A row says what is usual, a sign says what flags. They are written apart (words for the runner, a condition for the rules), so
each row is held against the signs that read its question: for ages, sexes and values at and beside every threshold, what the row
calls usual must not flag, and what it does not call usual must. Where a sign needs more than this one answer, it must be able to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from advisor.errors import Diagnostic
from advisor.knowledge.consistency.places import about
from advisor.knowledge.consistency.world import Values, World, direct_signs, marks_of
from advisor.knowledge.raw import Raw
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import Norm, Question, SelfTest
from advisor.model.norms import usual_gap, usual_ratio, usual_value

__all__ = ["check_norms", "disagreement"]

_SEXES = {"any": ("female", "male", "unspecified"), "female": ("female",), "male": ("male",)}
_MOST = 1_000


def check_norms(knowledge: KnowledgeBase, raw: Raw) -> list[Diagnostic]:
    """W726: rows that say other than the signs which read their question."""
    signs = direct_signs(knowledge)
    problems: list[Diagnostic] = []
    for test in knowledge.tests.values():
        for index, row in _joined(test):
            name = row.of or test.id
            found = disagreement(knowledge, name, row, signs.get(name, ()))
            if found:
                hint = "change the row or the sign, so that both draw the same line"
                problems.append(about(raw, "tests", test.id, "W726", found, hint, "norms", index))
    return problems


def _joined(test: SelfTest) -> list[tuple[int, Norm]]:
    """The rows with those put together that follow each other and draw the same line, by the index of the first."""
    found: list[tuple[int, Norm]] = []
    for index, row in sorted(enumerate(test.norms), key=lambda pair: (pair[1].of, pair[1].sex, pair[1].ages)):
        if found and _line(found[-1][1]) == _line(row) and found[-1][1].ages[1] + 1 == row.ages[0]:
            found[-1] = (found[-1][0], row.model_copy(update={"ages": (found[-1][1].ages[0], row.ages[1])}))
        else:
            found.append((index, row))
    return found


def _line(row: Norm) -> tuple[Any, ...]:
    return (row.of, row.sex, row.normal, row.gap, row.ratio, bool(row.none))


def disagreement(knowledge: KnowledgeBase, name: str, row: Norm, signs: Iterable[str], *, every: bool = False) -> str:
    """Where a row and the signs differ, in words; "" where they agree. ``every``: all ages and values, not only the edges."""
    question = knowledge.questions[name]
    signs = tuple(signs)
    marks = marks_of(knowledge, signs)
    values = _values(question, row, marks.get(name, ()), every=every)
    for age in _ages(row, marks.get("age", ()), every=every):
        for sex in _SEXES[row.sex] if "sex" in marks or every else _SEXES[row.sex][:1]:
            given: dict[str, Any] = {"age": age, "sex": sex}
            if row.none and not every:  # no value of this question can flag, whatever it is
                if World(knowledge, given).flagged(signs)[1]:
                    return f"at {age}: a sign may flag here, but the row draws no line"
                continue
            flags = {value: World(knowledge, {**given, name: (value, value)}).flagged(signs) for value in values}
            found = _value_fault(question, row, flags) or _pair_fault(knowledge, question, row, signs, given, values)
            if found:
                who = f", {sex}" if "sex" in marks or row.sex != "any" else ""
                return f"at {age}{who}: {found}"
    return ""


def _value_fault(question: Question, row: Norm, flags: Mapping[Any, tuple[bool, bool]]) -> str:
    """A value on which row and signs differ, both sides being equal. A flag is (must, may)."""
    alone = any(must for must, _ in flags.values())
    for value, (must, may) in flags.items():
        if row.none or row.normal is None:
            if (must or may) if row.none else must:
                return f"a sign flags {_told(question, value)}, but the row draws no line"
            continue
        usual = usual_value(row.normal, question, value)
        if usual and must:
            return f"{_told(question, value)} is usual by this row, but a sign flags it"
        if not usual and not (must if alone else may):
            return f"{_told(question, value)} is not usual by this row, but no sign flags it"
    return ""


def _pair_fault(
    knowledge: KnowledgeBase, question: Question, row: Norm, signs: tuple[str, ...], given: dict[str, Any], values: Values
) -> str:
    """The same for two sides that differ, and for a ratio: values that are usual alone."""
    if row.none or question.type != "number" or not isinstance(values[0], int):
        return ""
    low, high = _ends(question)
    percent = row.gap is not None and row.gap.percent and high - low <= _MOST
    near = range(low, high + 1) if percent else values  # a percentage has its edge at few pairs
    fine = [value for value in near if row.normal is None or usual_value(row.normal, question, value)]
    pairs = fine if percent else fine[:1] + fine[-1:]
    for value in pairs if question.per == "side" and question.better else ():
        for other in _others(question, row, value):
            must, _ = World(knowledge, {**given, question.id: (value, other)}).flagged(signs)
            usual = row.gap is None or usual_gap(row.gap, question, value, other)
            if must == usual:
                word = "is usual by this row, but a sign flags it" if must else "is not usual by this row, but no sign flags it"
                return f"{_told(question, value)} beside {_told(question, other)} on the other side {word}"
    if row.ratio is not None:
        second = knowledge.questions[row.ratio.to]
        high = _ends(second)[1]
        for value in fine[:: max(1, len(fine) // 3)]:
            for other in range(0, high + 1, max(1, high // 15)):
                known = {**given, question.id: (value, value), second.id: (other, other)}
                must, _ = World(knowledge, known).flagged(signs)
                if must == usual_ratio(row.ratio, question, value, second, other):
                    return f"{_told(question, value)} beside {_told(second, other)} in {second.id}: row and sign differ"
    return ""


def _others(question: Question, row: Norm, value: int) -> list[int]:
    """Values of the other side beside which the gap is just usual, just not, and as large as can be."""
    low, high = _ends(question)
    way = 1 if question.better == "high" else -1
    found = {value, high if way == 1 else low}
    if row.gap is not None and row.gap.bound is not None:
        size = Fraction(str(row.gap.bound[1]))
        edge = size * question.scale if not row.gap.percent else Fraction(value) / (1 - size / 100) - value
        found |= {value + way * (int(edge) + step) for step in (-1, 0, 1, 2)}
    return sorted(other for other in found if low <= other <= high)


def _ends(question: Question) -> tuple[int, int]:
    low, high = question.range or (0, 0)
    return int(Decimal(str(low)) * question.scale), int(Decimal(str(high)) * question.scale)


def _ages(row: Norm, marks: Iterable[Any], *, every: bool) -> list[int]:
    first, last = row.ages
    if every:
        return list(range(first, last + 1))
    inside = [mark for mark in (int(Decimal(text)) for text in marks) if first < mark < last]
    return sorted({first, last} | {mark + step for mark in inside for step in (-1, 0, 1)})


def _values(question: Question, row: Norm, marks: Iterable[Any], *, every: bool) -> Values:
    if question.type == "number":
        low, high = _ends(question)
        if every:
            return tuple(range(low, high + 1))
        edges = [int(Decimal(str(mark)) * question.scale) for mark in marks]
        if row.normal is not None and row.normal.bound is not None:
            edges.append(int(Decimal(str(row.normal.bound[1])) * question.scale))
        near = {edge + step for edge in edges for step in (-1, 0, 1)} | {low, high}
        return tuple(sorted(value for value in near if low <= value <= high))
    options = tuple(question.options)
    if question.type == "multi":
        return ((), options, *((one,) for one in options), *(tuple(o for o in options if o != one) for one in options))
    return options


def _told(question: Question, value: Any) -> str:
    if isinstance(value, int):
        return f"{Decimal(value) / question.scale:f} {question.unit}"
    return f'"{value}"' if isinstance(value, str) else f"[{', '.join(value)}]"
