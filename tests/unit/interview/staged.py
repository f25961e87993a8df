"""A small knowledge base for interviews, and what inference says of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from advisor.cli.means import means_for
from advisor.inference.sheet import SheetView
from advisor.interview.conduct import Interview
from advisor.interview.entry import Entry
from advisor.interview.prompter import Reply, ScriptedPrompter
from advisor.interview.savefile import SaveFile
from advisor.interview.session import Session
from advisor.knowledge import load_knowledge
from advisor.model.answers import AnswerSheet, State, Value
from advisor.model.base import KnowledgeBase

BASE = Path(__file__).parent / "base"

# question: the reply at its prompt, for a runner with tight hamstrings on the left and no warning sign
WELL: Mapping[str, Reply] = {
    "How old": "34",
    "low-back pain": "absent",
    "tight hamstrings?": "left",
    "Any of these?": (),
    "How much does it hurt?": "2",
    "wake you?": "no",
    "dizzy?": "no",
    "Which shoes": (),
    "last run?": "10",
}


def base() -> KnowledgeBase:
    return load_knowledge(BASE)


def sheet(**values: Value | State | Mapping[str, Value | State]) -> AnswerSheet:
    """``sheet(age=34, tight_hamstrings={"left": "present"})``."""
    found: dict[tuple[str, str], Value | State] = {}
    for name, value in values.items():
        for scope, item in value.items() if isinstance(value, Mapping) else [("", value)]:
            found[name, scope] = item
    return AnswerSheet(found)


def answer_by_text(replies: Mapping[str, Reply]) -> object:
    """A reply function for ScriptedPrompter: by a piece of the prompt's text."""

    def reply(prompt: object) -> Reply:
        text = prompt.text  # type: ignore[attr-defined]
        return next(value for piece, value in replies.items() if piece in text)

    return reply


def interview(
    knowledge: KnowledgeBase, path: Path, replies: list[object], answers: AnswerSheet | None = None, *,
    live: bool = False, adaptive: bool = False,
) -> tuple[Interview, ScriptedPrompter]:  # fmt: skip
    """An interview over a session in ``path``; call ``run`` on it. The lock is left to the test's folder.

    ``adaptive``: the most telling question next; else everything, in the author's order.
    """
    prompter = ScriptedPrompter(replies, live=live)  # type: ignore[arg-type]
    session = Session(knowledge, SaveFile(path), answers)
    return Interview(session, prompter, Entry(knowledge), means_for(knowledge, everything=not adaptive)), prompter


def relevant_for(knowledge: KnowledgeBase, answers: AnswerSheet) -> object:
    return SheetView(knowledge, answers).relevant
