"""What is usual in a self-test for one runner: the rows that hold, and their words.

Shared by the interview's help and the report. Sources are named by whoever lays the words out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from advisor.language import Language, language
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import Norm, Normal, Question, SelfTest
from advisor.model.wording import value_words

__all__ = [
    "AGES", "Usual", "instead_words", "questions_with_norms", "rows_for", "scaled", "trust_words", "usual_for", "usual_gap",
    "usual_ratio", "usual_value", "usual_words",
]  # fmt: skip

AGES = (16, 99)
"""The ages that the rows of a question must cover, both included. Under 16 nobody is given a plan."""

Amount = Callable[[Question, int], str]
"""Prints a number of a question, in units of its last decimal, with its unit."""


@dataclass(frozen=True)
class Usual:
    """What is usual for this runner (or why we cannot say), where the line comes from, and the sources cited."""

    text: str
    origin: str = ""
    cites: tuple[str, ...] = ()


def questions_with_norms(test: SelfTest) -> tuple[str, ...]:
    """The questions of a test that have rows, in the order written."""
    return tuple(dict.fromkeys(row.of or test.id for row in test.norms))


def rows_for(test: SelfTest, question: str, age: int | None, sex: str | None) -> tuple[Norm, ...]:
    """The rows that hold for this runner: one, or one a sex where none was told; none where no row has this age."""
    if age is None:
        return ()
    mine = [row for row in test.norms if (row.of or test.id) == question and row.ages[0] <= age <= row.ages[1]]
    return tuple(row for row in mine if row.sex in ("any", sex) or sex not in ("female", "male"))


def usual_words(
    test: SelfTest, question: Question, age: int | None, sex: str | None, *, say: Language | None = None,
    amount: Amount | None = None, other: str = "",
) -> Usual:  # fmt: skip
    """What is usual in one question of a test at this age and sex, in the runner's words.

    ``amount`` prints numbers in other units; ``other`` is the name of the test that a ratio compares with.
    """
    say = say or language()
    if age is None:
        return Usual(say.text("norm-no-age"))
    rows = rows_for(test, question.id, age, sex)
    if not rows:
        return Usual(say.text("norm-other-age", age=str(age)))
    words = _Words(question, say, amount or (lambda q, n: value_words(q, n, say)), other)
    alike = len({(row.normal, row.gap, row.ratio) for row in rows}) == 1
    shown = [row.model_copy(update={"sex": "any"}) for row in rows] if alike else list(rows)
    parts = [part for row in shown for part in words.row(row)]
    if not alike:
        parts.append(say.text("norm-both"))
    parts += [row.note for row in rows if row.note]
    drawn = [row for row in rows if row.normal or row.gap or row.ratio]
    origin = dict.fromkeys(say.text("norm-line", line=row.line) for row in drawn)
    cites = [cite for row in rows for cite in (row.cite, row.typical.cite if row.typical else "") if cite]
    return Usual(" ".join(dict.fromkeys(parts)), " ".join(origin), tuple(dict.fromkeys(cites)))


@dataclass(frozen=True)
class _Words:
    question: Question
    say: Language
    amount: Amount
    other: str

    def row(self, row: Norm) -> list[str]:
        """The sentences of one row."""
        if row.none:
            return [row.none]
        say, parts = self.say, []
        if row.normal is not None:
            parts.append(self._value(row.normal, row.sex))
        if row.gap is not None and row.gap.bound is not None:
            key, size = row.gap.bound
            if key == "less_than" and not row.gap.percent and self.question.scale == 1 and size == int(size):
                key, size = "at_most", size - 1  # whole numbers: less than 6 is up to 5
            amount = say.text("norm-percent", number=say.number(size)) if row.gap.percent else self._number(size)
            parts.append(say.text("norm-gap", bound=key, amount=amount))
        if row.ratio is not None and row.ratio.bound is not None:
            share = say.number(round(100 * row.ratio.bound[1]))
            parts.append(say.text("norm-ratio", number=share, test=self.other or row.ratio.to))
        return parts + self._typical(row)

    def _number(self, size: float) -> str:
        return self.amount(self.question, scaled(self.question, size))

    def _value(self, normal: Normal, sex: str) -> str:
        if normal.bound is None:
            words = [self.say.text("norm-quoted", words=self.question.options.get(item, item)) for item in normal.answers]
            if self.question.type == "multi":
                return self.say.text("norm-ticks", words=self.say.listed(words))
            return self.say.text("norm-answers", words=self.say.listed(words, "or"))
        key, size = normal.bound
        if key == "at_least" and self.question.range is not None and size == self.question.range[1]:
            return self.say.text("norm-all", amount=self._number(size))
        which = {"female": "norm-bound-women", "male": "norm-bound-men"}.get(sex, "norm-bound")
        return self.say.text(which, bound=key, amount=self._number(size))

    def _typical(self, row: Norm) -> list[str]:
        if row.typical is None:
            return []
        low, high = (self._number(end) for end in row.typical.value)
        slots = {"who": row.typical.who, "amount": low}
        if low != high:
            slots["amount"] = self.say.text("span", low=self.say.number(round(row.typical.value[0])), high=high)
        if row.typical.spread is not None:
            text = self.say.text("norm-typical-spread", spread=self._number(row.typical.spread), **slots)
        else:
            text = self.say.text("norm-typical", **slots)
        return [text, self.say.text("norm-from-memory")] if row.typical.memory else [text]


def usual_for(
    knowledge: KnowledgeBase, question: Question, answers: AnswerSheet, *, say: Language | None = None,
    amount: Amount | None = None,
) -> Usual | None:  # fmt: skip
    """:func:`usual_words` at the age and sex that these answers tell; None where the question has no norms."""
    if not question.test or question.id not in questions_with_norms(knowledge.tests[question.test]):
        return None
    test = knowledge.tests[question.test]
    others = [row.ratio.to for row in test.norms if row.ratio is not None and (row.of or test.id) == question.id]
    names = [knowledge.tests[owner].name for name in others if (owner := knowledge.questions[name].test)]
    age, sex = answers.get("age"), answers.get("sex")
    return usual_words(
        test, question, age if isinstance(age, int) else None, sex if isinstance(sex, str) else None,
        say=say or language(knowledge.language), amount=amount, other="".join(names[:1]),
    )  # fmt: skip


def instead_words(knowledge: KnowledgeBase, test: str, withheld: Collection[str], say: Language | None = None) -> str:
    """What is asked where a test is left out; the other test is named only where that one may be done."""
    instead = knowledge.tests[test].instead
    if instead is None:
        return ""
    if not instead.test or instead.test in withheld:
        return instead.words
    other = knowledge.tests[instead.test].name
    return f"{instead.words} {(say or language(knowledge.language)).text('norm-instead', test=other)}"


def trust_words(trust: float, say: Language | None = None) -> str:
    """How much a self-test counts, by the steps that evidence against a finding has (0.45 and up, 0.35 and up, below)."""
    step = "well" if trust >= 0.45 else "fair" if trust >= 0.35 else "little"
    return (say or language()).text("norm-trust", trust=step)


# ------------------------------------------------------------------------------------------------------- comparisons
def scaled(question: Question, number: float) -> int:
    """A number in units of the question's last decimal, to the nearest."""
    return int((Decimal(str(number)) * question.scale).to_integral_value())


@cache
def _exact(number: float) -> Fraction:
    return Fraction(str(number))


def _holds(normal: Normal, value: Fraction, factor: Fraction = Fraction(1)) -> bool:
    if normal.bound is None:
        return True
    key, number = normal.bound
    limit = _exact(number) * factor
    if key in ("at_least", "more_than"):
        return value >= limit if key == "at_least" else value > limit
    return value <= limit if key == "at_most" else value < limit


def usual_value(normal: Normal, question: Question, value: Any) -> bool:
    """Whether one answer is usual: a number in units of the last decimal, an option, or the options ticked."""
    if isinstance(value, int):
        return _holds(normal, Fraction(value, question.scale))
    return value in normal.answers if isinstance(value, str) else set(normal.answers) <= set(value)


def usual_gap(normal: Normal, question: Question, here: int, there: int) -> bool:
    """Whether this side is no worse than the other beyond what is usual."""
    gap = Fraction(there - here if question.better == "high" else here - there)
    if normal.percent:
        return _holds(normal, 100 * gap, Fraction(max(here, there)))
    return _holds(normal, gap / question.scale)


def usual_ratio(normal: Normal, question: Question, value: int, second: Question, other: int) -> bool:
    """Whether the first result reaches its share of the second."""
    return _holds(normal, Fraction(value, question.scale), Fraction(other, second.scale))
