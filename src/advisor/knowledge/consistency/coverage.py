"""Whether sheets show the rules at work. What fired and what was chosen comes from the caller, who has the engine."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from advisor.errors import Diagnostic
from advisor.knowledge.consistency.places import about
from advisor.knowledge.raw import Raw
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import Question

__all__ = ["is_a_step", "neighbours", "never_chosen", "never_fired", "never_shown", "steps_of"]


def never_chosen(kb: KnowledgeBase, raw: Raw, chosen: Collection[str]) -> list[Diagnostic]:
    """W745: an exercise that no sheet's plan holds, neither in its first week nor as a later step."""
    return [
        about(
            raw,
            "exercises",
            name,
            "W745",
            f"no sheet's plan ever holds {name}",
            "is another always better, or is it never allowed?",
        )
        for name in kb.exercises
        if name not in chosen
    ]


def never_fired(kb: KnowledgeBase, raw: Raw, fired: Collection[str]) -> list[Diagnostic]:
    """W746: an active rule that fires on no persona, case or generated sheet."""
    return [
        about(raw, "rules", rule.code, "W746", f"{rule.code} fires on no sheet", "add a case on which it fires, or retire it")
        for rule in kb.active_rules
        if rule.code not in fired
    ]


def never_shown(
    kb: KnowledgeBase, raw: Raw, raised: Collection[str], short: Collection[str], branches: Collection[str] = ()
) -> list[Diagnostic]:
    """W747: a flag or gate that no case raises; W748: one without a case a single answer short of one that raises it.

    ``raised`` and ``short`` hold codes of flags; ``branches`` the rules that tell a symptom's readings apart, fired by no case.
    """
    flags = [code for code, flag in kb.flags.items() if flag.kind != "skip"]
    hint = "add it to the .cases.yaml beside the file"
    problems = [about(raw, "flags", code, "W747", f"no case raises {code}", hint) for code in flags if code not in raised]
    problems += [
        about(raw, "flags", code, "W748", f"no case stands one answer short of {code}", hint)
        for code in flags
        if code not in short
    ]
    return problems + [about(raw, "rules", code, "W747", f"no case reaches {code}", hint) for code in branches]


def steps_of(question: Question, value: object) -> Iterator[object]:
    """The answers one step from ``value``: one unit of the last decimal, another option, one tick more or less."""
    if question.type == "number" and isinstance(value, int):
        low, high = (
            int(bound * question.scale) for bound in question.range or (value / question.scale - 1, value / question.scale + 1)
        )
        yield from (near for near in (value - 1, value + 1) if low <= near <= high)
    elif question.type in ("choice", "yes_no"):
        yield from (option for option in question.options if option != value)
    elif question.type == "multi" and isinstance(value, tuple):
        for option in question.options:
            yield tuple(o for o in question.options if (o in value) != (o == option))


def is_a_step(kb: KnowledgeBase, one: AnswerSheet, other: AnswerSheet) -> bool:
    """Whether two sheets differ in one answer, by one step."""
    cells = [cell for cell in one.values.keys() | other.values.keys() if one.values.get(cell) != other.values.get(cell)]
    if len(cells) != 1:
        return False
    name, value, near = cells[0][0], one.values.get(cells[0]), other.values.get(cells[0])
    if name not in kb.questions or isinstance(near, tuple) != isinstance(value, tuple):
        return False
    steps = [frozenset(step) if isinstance(step, tuple) else step for step in steps_of(kb.questions[name], value)]
    return (frozenset(near) if isinstance(near, tuple) else near) in steps


def neighbours(kb: KnowledgeBase, sheet: AnswerSheet, questions: Iterable[str]) -> Iterator[tuple[tuple[str, str], object]]:
    """Every cell of these questions with each of its one-step changes."""
    wanted = set(questions)
    for cell, value in sorted(sheet.values.items(), key=repr):
        if cell[0] in wanted:
            yield from ((cell, step) for step in steps_of(kb.questions[cell[0]], value))
