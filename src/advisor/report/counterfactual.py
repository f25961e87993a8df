"""What would change a finding, and what other answers would move, in plain words (DESIGN 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from advisor.language import Language, language
from advisor.model.base import KnowledgeBase
from advisor.model.counterfactual import (
    Answer,
    AnswerChange,
    ChangeSet,
    FindingChanges,
    FindingMove,
    PlanMove,
    SafetyMove,
    Standing,
    WhatIf,
    WouldChange,
)
from advisor.model.knowledge import SIDES, Question
from advisor.model.wording import value_words
from advisor.report.words import cut, first_upper, in_place

__all__ = ["change_lines", "changes_told", "pair_lines", "what_if_told"]

_MOST = 6
"""Flags named in one line."""

_GRAVEST = ("clear", "unsure", "open", "fired")
_PRESENCE = {"present": "answer-yes", "absent": "answer-no"}


# ----------------------------------------------------------------- what would change this
def change_lines(kb: KnowledgeBase, changes: FindingChanges, *, most: int = 1, relative: bool = False) -> list[str]:
    """A sentence for each set: first what can still be done, then answers that were given; or that there is none.

    ``most``: sets of each kind. ``relative``: sides are told as "same side" and "other side" of the finding.
    """
    say = language(kb.language)
    own = changes.side if relative else ""
    kinds = (changes.now, changes.otherwise)
    lines = [_sentence(kb, changes, kind, one, own) for kind in kinds for one in kind.sets[:most]]
    if not lines:
        lines = [say.text("would-none", n=min(kind.tried for kind in kinds))]
    if not all(kind.exact for kind in kinds):
        lines.append(say.text("would-unsure"))
    return lines


def pair_lines(kb: KnowledgeBase, pair: Sequence[FindingChanges]) -> list[str]:
    """The same for both sides of a muscle as one entry: what both say is said once."""
    if len(pair) == 1:
        return change_lines(kb, pair[0])
    say = language(kb.language)
    told = [list(zip(change_lines(kb, one, relative=True), change_lines(kb, one), strict=True)) for one in pair]
    same, plain = ({line[way] for line in told[0]} & {line[way] for line in told[1]} for way in (0, 1))
    lines: dict[str, None] = {}
    for one, found in zip(pair, told, strict=True):
        for relative, words in found:
            shared = relative if relative in same else words if words in plain else ""
            lines[shared or say.text("side-before", side=one.side, words=words)] = None
    return list(lines)


def changes_told(kb: KnowledgeBase, found: Iterable[FindingChanges], *, most: int = 3) -> list[str]:
    """Each finding with its sentences, for a terminal."""
    say = language(kb.language)
    lines: list[str] = []
    for changes in found:
        now = Standing(role=changes.role, band=changes.band)
        finding = in_place(say, first_upper(_finding(kb, changes.finding)), changes.side)
        words = say.text("would-title-finding", finding=finding, standing=_standing(say, changes.finding, now, plain=True))
        told = change_lines(kb, changes, most=most)
        if changes.otherwise.size and not changes.now.size:
            told.append(say.text("would-none-now", n=changes.now.tried))
        lines += [words, *(f"  {line}" for line in told)]
    return [say.text("would-title"), *(f"  {line}" for line in lines)] if lines else []


def _sentence(kb: KnowledgeBase, changes: FindingChanges, kind: WouldChange, one: ChangeSet, own: str) -> str:
    say = language(kb.language)
    groups = _grouped(one.answers)
    answers = say.listed([_answer(kb, group, own) for group in groups])
    result = _result(say, changes, one)
    if kind.kind == "otherwise":
        return say.text("would-otherwise", answers=answers, result=result)
    tests = dict.fromkeys(kb.test_of(group[0].question) for group in groups)
    names = [say.text("would-test", test=kb.tests[test].name) for test in tests if test in kb.tests]
    if names:
        return say.text("would-now-test", tests=say.listed(names), answers=answers, result=result)
    return say.text("would-now", answers=answers, result=result)


def _result(say: Language, changes: FindingChanges, one: ChangeSet) -> str:
    before, after = say.text("band", band=changes.band), say.text("band", band=one.band)
    if one.band == "hidden" and not (one.role and one.role != changes.role):
        return say.text("would-vanish")
    if changes.role and one.role and one.role != changes.role:
        return say.text("would-turn", role=one.role)
    return say.text("would-appear", band=after) if changes.band == "hidden" else say.text("would-become", band=after, was=before)


def _grouped(answers: Iterable[AnswerChange]) -> list[list[AnswerChange]]:
    """Both sides of one question with one answer are told together."""
    found: dict[tuple[object, ...], list[AnswerChange]] = {}
    for one in answers:
        key = (one.question, one.becomes, one.low, one.high, one.scope if one.scope not in SIDES else "side")
        found.setdefault(key, []).append(one)
    return list(found.values())


def _answer(kb: KnowledgeBase, group: Sequence[AnswerChange], own: str) -> str:
    say, first = language(kb.language), group[0]
    question = kb.questions[first.question]
    value, place = _value(say, question, first), _place(kb, group, own)
    slots = {"value": value, "question": question.ask}
    return say.text("would-answer-side", **slots, place=place) if place else say.text("would-answer", **slots)


def _place(kb: KnowledgeBase, group: Sequence[AnswerChange], own: str) -> str:
    scope = group[0].scope
    if scope in kb.symptoms:
        return kb.symptoms[scope].name
    if not scope:
        return ""
    side = "both" if len(group) > 1 else scope if own not in SIDES else "same" if scope == own else "other"
    return language(kb.language).text("would-place", side=side)


def _value(say: Language, question: Question, change: AnswerChange) -> str:
    """The new answer; of a number the stretch in which the same holds."""
    value, low, high = change.becomes.value, change.low, change.high
    if not isinstance(value, int) or low is None or high is None or low == high:
        return _said(say, question, change.becomes)
    bottom, top = (round(end * question.scale) for end in question.range or (0.0, 1_000_000.0))
    if high >= top:
        return say.text("would-at-least", amount=value_words(question, low, say))
    if low <= bottom:
        return say.text("would-at-most", amount=value_words(question, high, say))
    least = f"{Decimal(low) / question.scale:f}"
    return say.text("would-from-to", low=say.number(least), high=value_words(question, high, say))


def _said(say: Language, question: Question, answer: Answer) -> str:
    if answer.value is None:
        return say.text(f"would-{answer.state.replace(' ', '-')}")
    if question.kind == "symptom" and str(answer.value) in _PRESENCE:
        return say.text(_PRESENCE[str(answer.value)])
    return value_words(question, answer.value, say)


# ----------------------------------------------------------------- what if
def what_if_told(kb: KnowledgeBase, found: WhatIf, only: Iterable[tuple[str, str]] | None = None) -> list[str]:
    """A what-if for a terminal: the answers, safety, what moves, the first week. ``only``: findings to tell about."""
    say = language(kb.language)
    if not found.answers:
        return [say.text("if-same")]
    lines = [say.text("if-title"), *(f"  {line}" for line in _answers(kb, found.answers)), *_safety(say, kb, found)]
    if not found.told:
        return [*lines, say.text("if-ended" if found.before.ended or found.after.ended else "if-open")]
    wanted = None if only is None else set(only)
    moves = [move for move in (*found.findings, *found.patterns) if wanted is None or (move.finding, move.side) in wanted]
    if moves:
        lines += [say.text("if-findings"), *(f"  {_move(kb, say, move)}" for move in moves)]
    else:
        lines.append(say.text("if-findings-none" if wanted is None else "if-finding-none"))
    return [*lines, *_plan(kb, say, found.plan)] if found.plan and wanted is None else lines


def _answers(kb: KnowledgeBase, answers: Sequence[AnswerChange]) -> Iterator[str]:
    say = language(kb.language)
    groups: dict[tuple[object, ...], list[AnswerChange]] = {}
    for one in answers:
        groups.setdefault((one.question, one.was, one.becomes, one.scope if one.scope not in SIDES else ""), []).append(one)
    for group in groups.values():
        question = kb.questions[group[0].question]
        was, becomes = (_said(say, question, answer) for answer in (group[0].was, group[0].becomes))
        slots, place = {"question": question.ask, "was": was, "becomes": becomes}, _place(kb, group, "")
        yield say.text("if-answer-place", **slots, place=place) if place else say.text("if-answer", **slots)


def _safety(say: Language, kb: KnowledgeBase, found: WhatIf) -> list[str]:
    if not found.safety and found.before == found.after:
        return [say.text("if-safety-same")]
    lines = []
    if found.before.level != found.after.level:
        levels = (say.text(f"level-words-{part.level}") for part in (found.before, found.after))
        lines.append(say.text("if-level", **dict(zip(("was", "becomes"), levels, strict=True))))
    groups: dict[tuple[str, str], dict[str, None]] = {}
    for (title, before, after) in _flags(say, kb, found.safety):
        groups.setdefault((before, after), {})[title] = None
    for (before, after), titles in groups.items():
        names = list(titles)[:_MOST]
        names += [say.text("more-of", number=len(titles) - _MOST)] if len(titles) > _MOST else []
        was, becomes = (say.text("if-state", state=state) for state in (before, after))
        lines.append(say.text("if-items", was=was, becomes=becomes, titles="; ".join(names)))
    return [say.text("if-safety"), *(f"  {line}" for line in lines)]


def _flags(say: Language, kb: KnowledgeBase, moves: Iterable[SafetyMove]) -> Iterator[tuple[str, str, str]]:
    """A flag's title with its place, and the gravest state of its rules before and after; the level is told apart."""
    found: dict[str, list[tuple[int, int]]] = {}
    for move in moves:
        place = kb.symptoms[move.scope].name if move.scope in kb.symptoms else say.side(move.scope)
        title = say.text("in-brackets", words=move.title, place=place) if place else move.title
        found.setdefault(title, []).append((_GRAVEST.index(move.before), _GRAVEST.index(move.after)))
    for title, pairs in found.items():
        before, after = (max(pair[way] for pair in pairs) for way in (0, 1))
        if before != after:
            yield title, _GRAVEST[before], _GRAVEST[after]


def _move(kb: KnowledgeBase, say: Language, move: FindingMove) -> str:
    finding = in_place(say, first_upper(_finding(kb, move.finding)), move.side)
    was, becomes = (_standing(say, move.finding, one) for one in (move.before, move.after))
    return say.text("if-move", finding=finding, was=was, becomes=becomes)


def _finding(kb: KnowledgeBase, name: str) -> str:
    role, _, muscle = name.partition(".")
    if muscle in kb.muscles:
        return language(kb.language).text("after-comma", words=kb.muscles[muscle].name, place=_role(kb, role))
    return kb.muscles[name].name if name in kb.muscles else kb.patterns[name].title


def _role(kb: KnowledgeBase, role: str) -> str:
    return language(kb.language).text("role", role=role)


def _standing(say: Language, finding: str, one: Standing, *, plain: bool = False) -> str:
    if one.band == "hidden":
        return say.text("would-standing-none")
    band = say.text("band", band="unclear" if one.role == "unclear" else one.band)
    if plain:
        return say.text("after-comma", words=say.text("role", role=one.role), place=band) if one.role else band
    certainty = say.number(cut(one.certainty))
    if not one.role:
        return say.text("if-standing-pattern", band=band, certainty=certainty)
    return say.text("if-standing", role=say.text("role", role=one.role), band=band, certainty=certainty)


def _plan(kb: KnowledgeBase, say: Language, plan: PlanMove) -> list[str]:
    if plan.had != plan.has:
        return [say.text("if-plan-new" if plan.has else "if-plan-gone")]
    if not plan.added and not plan.removed:
        return [say.text("if-plan-same")] if plan.has else []
    parts = (("if-added", plan.added), ("if-removed", plan.removed))
    lines = [say.text(key, exercises=say.listed([kb.exercises[name].name for name in names])) for key, names in parts if names]
    return [say.text("if-plan"), *(f"  {line}" for line in lines)]
