"""What a question must say for its kind of answer: options, unit, range (codes K); names apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from advisor.errors import Diagnostic
from advisor.knowledge.raw import Entry
from advisor.model.knowledge import Question

__all__ = ["check_question"]

_NUMBER_LIKE = re.compile(r"[0-9]+e[0-9]+\Z")


def check_question(name: str, entry: Entry[Question]) -> Iterator[Diagnostic]:
    """Every complaint about one question."""
    question = entry.item
    if question.type in ("choice", "multi") and not question.options:
        yield entry.problem("K209", f'"{name}" has no options', "add options:")
    if question.type == "multi" and not question.none:
        yield entry.problem("K209", f'"{name}" needs none: the words for "nothing ticked"', "add none:")
    if question.type == "number" and (question.range is None or not question.unit):
        yield entry.problem("K209", f'the number "{name}" needs a unit and a range', "add unit: and range:")
    yield from _range(question, entry)
    if set(question.options) - {"yes", "no"} and question.type == "yes_no":
        yield entry.problem("K209", "yes_no has the options yes and no", "use type: choice", "options")
    if question.options and question.type == "number":
        yield entry.problem("K209", "a number has no options", "use type: choice, or remove them", "options")
    yield from _options(question, entry)


def _options(question: Question, entry: Entry[Question]) -> Iterator[Diagnostic]:
    reserved = {"unknown", "hurt", "answered", "skip", *(("none",) if question.type == "multi" else ())} & set(question.options)
    if reserved:
        yield entry.problem("K206", f'"{min(reserved)}" cannot be an answer\'s id', "choose another", "options")
    unsafe = [option for option in question.options if option.isdigit() and str(int(option)) != option]
    unsafe += [option for option in question.options if option in ("true", "false", "null") or _NUMBER_LIKE.match(option)]
    for option in unsafe:  # a plain word in YAML, but not this word
        message = f'"{option}" cannot be an answer\'s id: YAML reads it as something else'
        yield entry.problem("K206", message, "choose a word", "options", option, key=True)


def _range(question: Question, entry: Entry[Question]) -> Iterator[Diagnostic]:
    if question.range is None:
        return
    if not all(abs(end) <= 1_000_000 for end in question.range):
        yield entry.problem("K205", "range: up to a million either way", "write [low, high]", "range")
        return
    low, high = (Decimal(str(end)) * question.scale for end in question.range)
    if low >= high:
        yield entry.problem("K205", "range: the first number must be the smaller", "write [low, high]", "range")
    if low != int(low) or high != int(high):
        hint = f"round it, or give the question decimals: {question.decimals + 1}"
        yield entry.problem("K205", "range: finer than the answers", hint, "range")
