"""After the questions: a first result, and which self-tests the runner will do."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.interview.prompter import Choice, Prompt, Prompter, Verb, typed_for
from advisor.interview.session import Session
from advisor.language import Language, language
from advisor.model.assessment import TestOffer
from advisor.model.base import KnowledgeBase

__all__ = ["LEAVING", "choose_tests"]

LEAVING = (Verb.BACK, Verb.SAVE, Verb.QUIT)
_SHORT_MINUTES = 20


def choose_tests(
    session: Session, prompter: Prompter, lines: Sequence[str], offers: Sequence[TestOffer], *, best_first: bool = False
) -> Verb | None:
    """Shows the first result and the offers, records the choice; BACK or QUIT where the runner wants that.

    ``best_first``: the offers are those that can still change something, the most telling first.
    """
    prompter.say()
    for line in lines:
        prompter.say(line, strong=line.startswith("=="))
    if not offers:
        session.choose(())
        return None
    quick = _within(offers, _SHORT_MINUTES)
    say = language(session.knowledge.language)
    _tell(session.knowledge, prompter, offers, quick, "tests-can-change" if best_first else "tests-tell-more")
    prompt = _prompt(say, offers, quick)
    while True:
        reply = prompter.ask(prompt)
        if reply is Verb.BACK or reply is Verb.QUIT:
            return reply
        if reply is Verb.SAVE:
            session.save()
            prompter.say(say.text("saved", file=session.file.name))
            continue
        chosen = {"quick": quick, "all": list(offers), "none": []}.get(str(reply))
        picked = [o.test for o in chosen] if chosen is not None else _pick(session.knowledge, prompter, offers)
        if picked is not None:
            session.choose(picked)
            return None


def _prompt(say: Language, offers: Sequence[TestOffer], quick: Sequence[TestOffer]) -> Prompt:
    short, total = (sum(offer.minutes for offer in some) for some in (quick, offers))
    some = [Choice("quick", say.text("tests-quick", number=len(quick), minutes=short))] if len(quick) < len(offers) else []
    choices = [
        *some,
        Choice("all", say.text("tests-all", number=len(offers), minutes=total)),
        Choice("choose", say.text("tests-choose")),
        Choice("none", say.text("tests-none"), typed_for(say, "no")),
    ]
    return Prompt(say.text("tests-will-you"), "one", tuple(choices), verbs=LEAVING)


def _pick(knowledge: KnowledgeBase, prompter: Prompter, offers: Sequence[TestOffer]) -> list[str] | None:
    choices = tuple(Choice(offer.test, _words(knowledge, offer)) for offer in offers)
    say = language(knowledge.language)
    prompt = Prompt(say.text("tests-which"), "many", choices, none=say.text("tests-none-back"), verbs=(Verb.BACK,))
    reply = prompter.ask(prompt)
    return list(reply) if isinstance(reply, tuple) and reply else None


def _tell(
    knowledge: KnowledgeBase, prompter: Prompter, offers: Sequence[TestOffer], shown: Sequence[TestOffer], key: str
) -> None:
    say = language(knowledge.language)
    prompter.say()
    prompter.say(say.text(key, number=len(offers)))
    for offer in shown:
        prompter.say(f"- {_words(knowledge, offer)}")
    if len(offers) > len(shown):
        prompter.say(say.text("tests-more", number=len(offers) - len(shown), choose=say.text("tests-choose")))
    prompter.say()


def _words(knowledge: KnowledgeBase, offer: TestOffer) -> str:
    names = [knowledge.muscles[muscle].name for muscle in offer.muscles]
    names = names or [knowledge.patterns[pattern].title for pattern in offer.patterns]
    say = language(knowledge.language)
    about = ", ".join(names[:3])
    about = say.text("tests-about-more", names=about, number=len(names) - 3) if len(names) > 3 else about
    return say.text("tests-offer", test=knowledge.tests[offer.test].name, minutes=offer.minutes, about=about)


def _within(offers: Sequence[TestOffer], minutes: int) -> list[TestOffer]:
    """The first offers that fit into the minutes; at least one."""
    chosen: list[TestOffer] = []
    for offer in offers:
        if not chosen or sum(o.minutes for o in chosen) + offer.minutes <= minutes:
            chosen.append(offer)
    return chosen
