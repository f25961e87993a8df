"""The first part of every report: what to do before anything else, in the runner's words."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.model.assessment import SafetyItem, SafetyOutcome
from advisor.model.knowledge import LEVELS
from advisor.model.report import SafetyItemView, SafetyView
from advisor.report.case import Case
from advisor.report.sentences import paragraphs
from advisor.report.words import LEVEL_WORDS, listed

__all__ = ["safety_view"]

_HEADLINES = {
    "emergency": "Call your emergency number now",
    "urgent": "See a doctor today",
    "soon": "Have this looked at within 1 to 2 weeks",
    "caution": "You can start, with some limits",
    "none": "None of the warning signs we asked about",
}
_NOT_SURE = {
    "emergency": "Call for help now if you are in doubt.",
    "urgent": "Have it looked at today.",
    "soon": "Find out, or have someone trained look at it within 1 to 2 weeks.",
    "caution": "Find out when you can. Until then the plan stays on the careful side.",
    "none": "Find out when you can.",
}


def safety_view(case: Case) -> SafetyView:
    """The safety part. Where the consultation ended, nothing else goes with it."""
    safety = case.assessment.safety
    items = [item for item in safety.items if not safety.ended or _counts_at_end(item)]
    return SafetyView(
        level=safety.level,
        level_words=LEVEL_WORDS[safety.level],
        headline=_headline(safety),
        lead=" ".join(paragraphs("safety", safety=safety, asked=_asks(case, safety.open_questions))),
        items=tuple(_merged(case, items)),
        still_to_ask=() if safety.ended else _asks(case, safety.open_questions),
        unsure=() if safety.ended else _asks(case, safety.unsure_questions),
        net=paragraphs("net"),
    )


def _counts_at_end(item: SafetyItem) -> bool:
    """Where the consultation ended: what fired and sends to someone. What only shapes a plan is left out."""
    sends = item.level in ("soon", "urgent", "emergency")
    return sends or (item.state == "fired" and item.kind == "flag")


def _headline(safety: SafetyOutcome) -> str:
    told = any(item.state == "fired" and item.level in ("soon", "urgent", "emergency") for item in safety.items)
    if safety.blocked and not told:
        return "Some safety questions are still open"
    return _HEADLINES[safety.level]


def _asks(case: Case, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(case.kb.questions[name].ask if name in case.kb.questions else name for name in names)


def _merged(case: Case, items: Iterable[SafetyItem]) -> list[SafetyItemView]:
    """One entry for rules of one flag that say the same; what they are about is put together. Open ones are only asked."""
    groups: dict[tuple[str, ...], list[SafetyItem]] = {}
    for item in items:
        said = (item.level, item.noticed, item.do, item.advise) if item.state == "fired" else ()
        key: tuple[str, ...] = (item.flag, item.state, *said)
        if item.state != "open":
            groups.setdefault(key, []).append(item)
    return [_item(case, group) for group in groups.values()]


def _item(case: Case, group: list[SafetyItem]) -> SafetyItemView:
    first = max(group, key=lambda item: LEVELS.index(item.level))
    about = listed(dict.fromkeys(case.scope_words(item.scope) for item in group if item.scope))
    sources = tuple(dict.fromkeys(source for item in group for source in item.sources))
    if first.state == "unsure":
        asks = _asks(case, dict.fromkeys(name for item in group for name in item.questions))
        noticed = "You were not sure about: " + " ".join(asks)
        return SafetyItemView(
            title=first.title, level=first.level, level_words=LEVEL_WORDS[first.level], state="unsure", kind=first.kind,
            about=about, noticed=noticed, do=_NOT_SURE[first.level], advise=first.advise, sources=sources,
        )  # fmt: skip
    return SafetyItemView(
        title=first.title, level=first.level, level_words=LEVEL_WORDS[first.level], state=first.state, kind=first.kind,
        about=about, noticed=first.noticed, do=first.do, who=first.who, soon=first.soon, avoid=first.avoid,
        advise=first.advise, sources=sources,
    )  # fmt: skip
