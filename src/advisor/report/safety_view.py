"""The first part of every report: what to do before anything else, in the runner's words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from advisor.model.assessment import SafetyItem, SafetyOutcome
from advisor.model.knowledge import LEVELS, Exclude, Rule
from advisor.model.report import SafetyItemView, SafetyView
from advisor.report.case import Case

__all__ = ["advice_for_plan", "counts_at_end", "safety_view"]


def safety_view(case: Case) -> SafetyView:
    """The safety part. Where the consultation ended, nothing else goes with it."""
    safety = case.assessment.safety
    items = [item for item in safety.items if (counts_at_end(item) if safety.ended else _tells(case, item))]
    return SafetyView(
        level=safety.level,
        level_words=case.say.text(f"level-words-{safety.level}"),
        headline=case.say.text(_headline(safety)),
        lead=case.say.text(_lead(safety)),
        items=tuple(_merged(case, items)),
        still_to_ask=() if safety.ended else _asks(case, safety.open_questions),
        unsure=() if safety.ended else _asks(case, safety.unsure_questions),
        net=case.say.paragraphs("safety-net-short" if safety.ended else "safety-net"),
    )


def advice_for_plan(case: Case) -> tuple[str, ...]:
    """What gates say that hold nothing back: said with the plan, not among the warnings. Each text once, in the items' order."""
    items = case.assessment.safety.items
    return tuple(
        dict.fromkeys(i.advise for i in items if i.state == "fired" and i.advise and not _holds_back(case.kb.rules.get(i.rule)))
    )


def _holds_back(rule: Rule | None) -> bool:
    return rule is None or bool(rule.refer or rule.limit or rule.withhold or rule.exclude != Exclude())


def _tells(case: Case, item: SafetyItem) -> bool:
    """Whether an item says something of its own in the safety part.

    Not: a gate that only gives advice; and a rule without a level or words of its own, where its flag has spoken already.
    """
    rule = case.kb.rules.get(item.rule)
    if item.level != "none" or item.state != "fired" or rule is None:
        return True
    if rule.words is None and not rule.advise:
        others = (other for other in case.assessment.safety.items if other.flag == item.flag and other.state == "fired")
        if any(other.level != "none" or case.kb.rules[other.rule].words for other in others):
            return False
    return _holds_back(rule)


def counts_at_end(item: SafetyItem) -> bool:
    """Where the consultation ended: what fired and sends to someone. What only shapes a plan is left out."""
    sends = item.level in ("soon", "urgent", "emergency")
    return sends or (item.state == "fired" and item.kind == "flag" and item.level != "none")


def _headline(safety: SafetyOutcome) -> str:
    told = any(item.state == "fired" and item.level in ("soon", "urgent", "emergency") for item in safety.items)
    if safety.blocked and not told:
        return "safety-headline-open"
    return f"safety-headline-{safety.level}"


def _lead(safety: SafetyOutcome) -> str:
    if safety.blocked and not safety.ended:
        return "safety-lead-open"
    if safety.ended:
        return f"safety-lead-{'emergency' if safety.level == 'emergency' else 'urgent'}"
    return f"safety-lead-{safety.level if safety.level in ('soon', 'caution') else 'none'}"


def _asks(case: Case, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(case.kb.questions[name].ask if name in case.kb.questions else name for name in names)


def _merged(case: Case, items: Iterable[SafetyItem]) -> list[SafetyItemView]:
    """One entry for what belongs together; what it is about is put together. Open ones are only asked.

    Together are rules of one flag that say the same, the reasons to leave out self-tests, and each "don't know": of a flag
    where it counts for a level, else all of them in one.
    """
    groups: dict[tuple[str, ...], list[SafetyItem]] = {}
    for item in items:
        if item.state == "open":
            continue
        key: tuple[str, ...] = (item.flag, item.state)
        if item.state == "unsure" and item.level == "none":
            key = ("", item.state)
        elif item.state == "fired" and item.kind != "skip":
            key = (*key, item.level, item.noticed, item.do, item.advise)
        groups.setdefault(key, []).append(item)
    heavier = {
        name for key, group in groups.items() if key[0] for item in group if item.state == "unsure" for name in item.questions
    }
    light = groups.get(("", "unsure"), [])
    if light and heavier.issuperset(name for item in light for name in item.questions):
        del groups["", "unsure"]  # the same questions are named with a level
    return [_item(case, group) for group in groups.values()]


def _item(case: Case, group: list[SafetyItem]) -> SafetyItemView:
    first = max(group, key=lambda item: LEVELS.index(item.level))
    about = case.say.listed(dict.fromkeys(case.scope_words(item.scope) for item in group if item.scope))
    sources = tuple(dict.fromkeys(source for item in group for source in item.sources))
    level_words = case.say.text(f"level-words-{first.level}")
    if first.state == "unsure":
        light = first.level == "none"
        asks = _asks(case, dict.fromkeys(name for item in group for name in item.questions))
        return SafetyItemView(
            title=case.say.text("safety-unsure-title") if light else first.title, level=first.level, level_words=level_words,
            state="unsure", kind=first.kind, about="" if light else about,
            noticed=case.say.text("safety-unsure", asks=" ".join(asks)), do=case.say.text(f"safety-unsure-{first.level}"),
            advise="" if light else first.advise, sources=() if light else sources,
        )  # fmt: skip
    return SafetyItemView(
        title=first.title, level=first.level, level_words=level_words, state=first.state, kind=first.kind,
        about=about, noticed=_noticed(case, group), do=_each_once(item.do for item in group),
        who=first.who, soon=first.soon, avoid=first.avoid, advise=_not_said(first.advise, (first.do, first.avoid)),
        sources=sources,
    )  # fmt: skip


def _noticed(case: Case, group: list[SafetyItem]) -> str:
    """What was noticed. Several reasons to leave out self-tests stand in full beside the tests, and are only named here."""
    flag = case.kb.flags.get(group[0].flag)
    left_out = case.assessment.safety
    if group[0].kind == "skip" and len(group) > 1 and flag and flag.words and not (left_out.ended or left_out.blocked):
        where = case.say.text("safety-skips", part=case.say.text("heading-left-out"))
        return f"{flag.words.noticed} {where}"
    return _each_once(item.noticed for item in group)


def _not_said(text: str, others: Iterable[str]) -> str:
    """The sentences of a text that the others do not say word for word."""
    said = {part for other in others for part in _SENTENCE.split(other)}
    return " ".join(part for part in _SENTENCE.split(text) if part not in said)


def _each_once(texts: Iterable[str]) -> str:
    """The sentences of the texts, each once, where it comes last: several reasons to leave out tests end alike."""
    parts = [part for text in texts for part in _SENTENCE.split(text)]
    return " ".join(reversed(dict.fromkeys(reversed(parts))))


_SENTENCE = re.compile(r"(?<=[.!?]) ")
