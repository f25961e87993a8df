"""The words of a rule filled with a runner's answers (DESIGN 4.9)."""

from __future__ import annotations

import re

from advisor.inference.sheet import SheetView
from advisor.language import Language, language
from advisor.model.answers import AnswerSheet, State
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import SIDES, Question
from advisor.model.wording import value_words

__all__ = ["fill", "value_words"]

_SLOT = re.compile(r"\{([a-z0-9_]+)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_SPACES = re.compile(r"\s+")


def fill(kb: KnowledgeBase, template: str, answers: AnswerSheet, scope: str, view: SheetView | None = None) -> str:
    """``template`` with every ``{question}`` replaced by the answer's words.

    ``scope`` is the side, the symptom, or "" for a whole-body rule. Text in ``[ ]`` is left out where a slot in
    it is not known; a slot outside that is not known prints "no answer". The answers' words are never filled again.
    ``view`` is that of the answers, where there is one already.
    """
    view = view or SheetView(kb, answers)

    def words(name: str) -> str | None:
        question = kb.questions.get(name)
        return None if question is None else _slot(view, question, scope)

    def optional(match: re.Match[str]) -> str:
        found = {name: words(name) for name in _SLOT.findall(match[1])}
        return "" if None in found.values() else match[1]

    kept = _OPTIONAL.sub(optional, template)
    filled = _SLOT.sub(lambda match: words(match[1]) or language(kb.language).text("no-answer"), kept)
    return _SPACES.sub(" ", filled).replace(" .", ".").replace(" ,", ",").strip()


def _slot(view: SheetView, question: Question, scope: str) -> str | None:
    """The words of one slot, or None where nothing is known."""
    if question.per == "whole":
        return _known(view, question, "")
    if question.per == "side":
        return _known(view, question, scope) if scope in SIDES else _both(view, question)
    if scope in view.knowledge.symptoms:
        return _known(view, question, scope)
    found = [_known(view, question, symptom) for symptom in view.knowledge.symptoms]
    known = list(dict.fromkeys(words for words in found if words is not None))
    return _say(view).listed(known) if known else None


def _both(view: SheetView, question: Question) -> str | None:
    left, right = (_known(view, question, side) for side in SIDES)
    if left is not None and left == right:
        return _say(view).text("on-side", side="both", words=left)
    pairs = zip(SIDES, (left, right), strict=True)
    parts = [_say(view).text("on-side", side=side, words=words) for side, words in pairs if words is not None]
    return _say(view).listed(parts) if parts else None


def _known(view: SheetView, question: Question, scope: str) -> str | None:
    value = view.state(question.id, scope)
    return None if isinstance(value, State) else value_words(question, value, _say(view))


def _say(view: SheetView) -> Language:
    return language(view.knowledge.language)
