"""What hangs on a question, in words: the findings it can move, where they stand, and how else they may end."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.interview.outlook import Move, Outcome
from advisor.language import Language, language
from advisor.model.base import KnowledgeBase

__all__ = ["moves_in_words"]

_MOST = 6


def moves_in_words(knowledge: KnowledgeBase, moves: Sequence[Move]) -> list[str]:
    """A line for each finding, both sides of one together where they say the same; nothing where none moves."""
    if not moves:
        return []
    say = language(knowledge.language)
    lines = list(dict.fromkeys(_line(knowledge, say, move, moves) for move in moves))
    more = [say.text("moves-more", number=len(lines) - _MOST)] if len(lines) > _MOST else []
    return ["", say.text("moves-alone" if moves[0].alone else "moves-together"), *(f"- {line}" for line in lines[:_MOST]), *more]


def _line(knowledge: KnowledgeBase, say: Language, move: Move, moves: Sequence[Move]) -> str:
    alike = [m for m in moves if (m.kind, m.name, m.now, m.then) == (move.kind, move.name, move.now, move.then)]
    side = "both" if len(alike) == 2 else move.side
    name = knowledge.muscles[move.name].name if move.kind == "muscle" else knowledge.patterns[move.name].title
    about = name if side == "whole" else say.text("moves-side", name=name, side=side)
    now, then = _words(say, move.now), [_words(say, outcome) for outcome in move.then]
    if move.alone:
        return say.text("moves-line", name=about, now=now, then=say.listed(then, "or"))
    return say.text("moves-between", name=about, now=now, low=then[0], high=then[-1])


def _words(say: Language, outcome: Outcome) -> str:
    return say.text("moves-outcome", word=outcome.word or "nothing", band=say.text("band", band=outcome.band))
