"""Conditions on numbers: comparisons, gaps between the sides, ratios; and whether they could be both true and false."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from advisor.knowledge.reader import MODIFIERS, Path, Reader, listed, shown
from advisor.model.condition import Condition, Kind, Leaf, Op
from advisor.model.knowledge import Question

__all__ = ["read_comparison", "read_number", "read_ratio"]

COMPARISONS = {op.value: op for op in (Op.AT_LEAST, Op.MORE_THAN, Op.AT_MOST, Op.LESS_THAN, Op.BETWEEN)}
GAPS = {op.value: op for op in (Op.GAP_AT_LEAST, Op.GAP_MORE_THAN)}
_NUMBER = re.compile(r"[-+]?[0-9]{1,12}(\.[0-9]{0,12})?\Z")


def read_comparison(
    reader: Reader, question: Question, value: dict[str, Any], raw: dict[str, Any], here: Path, make: Callable[..., Leaf]
) -> Condition | None:
    """``{question: {more_than: 5}}``, gaps too; None with a problem noted. ``make`` makes the leaf."""
    words = [key for key in value if key != "percent"]
    if len(words) != 1:
        return reader.bad("C401", "one comparison at a time", "join two with all:, or use between: [a, b]", here)
    word, number = words[0], value[words[0]]
    if "percent" in value and word not in GAPS:
        return reader.bad(
            "C402", "percent belongs to a gap", "{q: {gap_more_than: 15, percent: yes}}", (*here, "percent"), key=True
        )
    if word not in COMPARISONS and word not in GAPS:
        hint = reader.near(word, [*COMPARISONS, *GAPS]) or listed([*COMPARISONS, *GAPS])
        return reader.bad("C402", f'"{shown(word)}" is no comparison', hint, (*here, word), key=True)
    if question.type != "number":
        return reader.bad("C402", f'"{question.id}" is not a number', "write the answer's id instead", here)
    if word in GAPS:
        return _gap(reader, question, GAPS[word], number, value.get("percent"), raw, here, make)
    op = COMPARISONS[word]
    numbers = number if op is Op.BETWEEN and isinstance(number, list) else [number]
    if op is Op.BETWEEN and len(numbers) != 2:
        return reader.bad("C402", "between needs two numbers", "between: [18, 59]", here)
    return read_number(reader, question, op, numbers, (*here, word), make)


def read_number(
    reader: Reader, question: Question, op: Op, numbers: list[Any], here: Path, make: Callable[..., Leaf]
) -> Condition | None:
    """Numbers that an answer is compared with, in the question's unit; None with a problem noted."""
    texts = [_decimal(item) for item in numbers]
    if any(text is None for text in texts):
        return reader.bad("C402", f'"{shown(numbers[0])}" is not a number', f"write a number of {question.unit or 'units'}", here)
    try:
        values = [question.scaled(text) for text in texts if text is not None]
    except ValueError:
        hint = f"round it, or give the question decimals: {question.decimals + 1}"
        return reader.bad("C408", f'the threshold is finer than the answers to "{question.id}"', hint, here)
    low, high = _range(question)
    if not _both_outcomes(op, values, low, high):
        hint = f"the answers run from {_show(low, question)} to {_show(high, question)}"
        return reader.bad("C407", "this is always true or never true", hint, here)
    return make(op, tuple(str(text) for text in texts))


def _gap(
    reader: Reader,
    question: Question,
    op: Op,
    number: Any,
    share: Any,
    raw: dict[str, Any],
    here: Path,
    make: Callable[..., Leaf],
) -> Condition | None:
    text = _decimal(number)
    if question.per != "side" or question.better is None:
        return reader.bad(
            "C404",
            f'a gap needs a question asked per side with better: high or low; "{question.id}" is not',
            "compare the answer itself",
            here,
        )
    if raw.get("side") in ("either", "both"):
        return reader.bad("C403", "a gap already reads both sides", "remove side", here)
    low, high = _range(question)
    if low < 0:
        return reader.bad("C404", "a gap needs answers from 0 up", "change the range", here)
    if text is None or Decimal(text) < 0:
        return reader.bad("C402", f'"{shown(number)}" is not a number of at least 0', "", here)
    if share not in (None, "yes", "no"):
        return reader.bad("C402", "percent is yes or no", "", (*here, "percent"))
    percent = share == "yes"
    if percent:
        wanted, most = Decimal(text), Decimal(100) * (high - low) / max(high, 1)  # at most this much of the larger side
        words = f"{most:.0f} percent"
    else:
        try:
            wanted, most = Decimal(question.scaled(text)), Decimal(high - low)
        except ValueError:
            return reader.bad("C408", "the gap is finer than the answers", "round it", here)
        words = _show(high - low, question)
    if wanted > most or (op is Op.GAP_MORE_THAN and wanted >= most) or (op is Op.GAP_AT_LEAST and wanted == 0):
        return reader.bad("C407", "this gap is always or never reached", f"it can be at most {words}", here)
    return make(op, (text,), percent=percent)


def read_ratio(reader: Reader, raw: dict[str, Any], path: Path) -> Condition | None:
    """``{ratio: [a, b], more_than: 1.1}``; None with a problem noted."""
    pair = raw["ratio"]
    words = [key for key in raw if key not in ("ratio", *MODIFIERS)]
    if not isinstance(pair, list) or len(pair) != 2 or len(words) != 1 or words[0] not in COMPARISONS or words[0] == "between":
        return reader.bad("C401", "a ratio is {ratio: [a, b], more_than: 1.1}", "two questions and one comparison", path)
    found = [reader.names.questions.get(str(name)) for name in pair]
    for name, question in zip(pair, found, strict=True):
        if question is None or question.type != "number":
            hint = reader.near(name, reader.names.questions)
            return reader.bad("N301", f'there is no number question "{shown(name)}"', hint, (*path, "ratio"))
        if question.kind == "test" and not reader.tests:
            return reader.bad("R514", f'"{name}" is a self-test answer', "safety reads intake answers", (*path, "ratio"))
        if _range(question)[0] < 0:
            return reader.bad("C404", "a ratio needs answers from 0 up", "change the range", (*path, "ratio"))
    first, second = (question for question in found if question is not None)
    if first.per != second.per or first.per == "symptom":
        return reader.bad("C403", "both questions of a ratio must be asked the same way", "per side, or once", (*path, "ratio"))
    if "for" in raw:
        return reader.bad("C410", "for belongs to questions asked for each symptom", "remove it", (*path, "for"), key=True)
    text = _decimal(raw[words[0]])
    if text is None or Decimal(text) <= 0:
        return reader.bad("C402", "the ratio must be a number above 0", "", (*path, words[0]))
    if first.id == second.id or not _ratio_open(COMPARISONS[words[0]], Decimal(text), first, second):
        return reader.bad(
            "C407", "this is always true or never true", "check the two questions and the number", (*path, words[0])
        )
    side = reader.side(raw, path, first.per == "side")
    return Leaf(Kind.QUESTION, first.id, COMPARISONS[words[0]], (text,), side, other=second.id, path=path)


def _decimal(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    text = format(Decimal(str(value)), "f") if isinstance(value, float) and abs(value) < 1e12 else str(value)
    if not _NUMBER.match(text):
        return None
    return format(Decimal(text).normalize(), "f")


def _range(question: Question) -> tuple[int, int]:
    low, high = question.range if question.range is not None else (0, 1_000_000)
    return round(low * question.scale), round(high * question.scale)


def _show(value: int, question: Question) -> str:
    return f"{Decimal(value) / question.scale} {question.unit}".strip()


def _both_outcomes(op: Op, values: list[int], low: int, high: int) -> bool:
    """Whether the comparison is true for some answer in the range and false for another."""
    a, b = values[0], values[-1]
    true_low, true_high = {
        Op.IS: (a, a),
        Op.AT_LEAST: (a, high),
        Op.MORE_THAN: (a + 1, high),
        Op.AT_MOST: (low, a),
        Op.LESS_THAN: (low, a - 1),
        Op.BETWEEN: (a, b),
    }[op]
    true_low, true_high = max(true_low, low), min(true_high, high)
    return true_low <= true_high and (true_low > low or true_high < high)


def _ratio_open(op: Op, n: Decimal, first: Question, second: Question) -> bool:
    """Whether a ratio is true for some answers in their ranges and false for others."""
    (a_low, a_high), (b_low, b_high) = _range(first), _range(second)
    least, most = Decimal(a_low) / first.scale, Decimal(a_high) / first.scale
    under, over = n * b_low / second.scale, n * b_high / second.scale
    if op in (Op.MORE_THAN, Op.AT_MOST):
        return most > under and least <= over
    return most >= under and least < over
