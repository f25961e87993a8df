"""After the questions: a first result, and which self-tests the runner will do."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.interview.prompter import Choice, Prompt, Prompter, Verb
from advisor.interview.session import Session
from advisor.model.assessment import TestOffer
from advisor.model.base import KnowledgeBase

__all__ = ["LEAVING", "choose_tests"]

LEAVING = (Verb.BACK, Verb.SAVE, Verb.QUIT)
_SHORT_MINUTES = 20


def choose_tests(session: Session, prompter: Prompter, lines: Sequence[str], offers: Sequence[TestOffer]) -> Verb | None:
    """Shows the first result and the offers, records the choice; BACK or QUIT where the runner wants that."""
    prompter.say()
    for line in lines:
        prompter.say(line, strong=line.startswith("=="))
    if not offers:
        session.choose(())
        return None
    quick = _within(offers, _SHORT_MINUTES)
    _tell(session.knowledge, prompter, offers, quick)
    prompt = _prompt(offers, quick)
    while True:
        reply = prompter.ask(prompt)
        if reply is Verb.BACK or reply is Verb.QUIT:
            return reply
        if reply is Verb.SAVE:
            session.save()
            prompter.say(f"Saved in {session.file.name}.")
            continue
        chosen = {"quick": quick, "all": list(offers), "none": []}.get(str(reply))
        picked = [o.test for o in chosen] if chosen is not None else _pick(session.knowledge, prompter, offers)
        if picked is not None:
            session.choose(picked)
            return None


def _prompt(offers: Sequence[TestOffer], quick: Sequence[TestOffer]) -> Prompt:
    short, total = (sum(offer.minutes for offer in some) for some in (quick, offers))
    choices = [Choice("quick", f"The {len(quick)} that can tell most, about {short} minutes")] if len(quick) < len(offers) else []
    choices += [
        Choice("all", f"All {len(offers)}, about {total} minutes"),
        Choice("choose", "Let me choose"),
        Choice("none", "No tests: make the report now", ("no", "n")),
    ]
    return Prompt("Will you do self-tests now?", "one", tuple(choices), verbs=LEAVING)


def _pick(knowledge: KnowledgeBase, prompter: Prompter, offers: Sequence[TestOffer]) -> list[str] | None:
    choices = tuple(Choice(offer.test, _words(knowledge, offer)) for offer in offers)
    prompt = Prompt("Which tests?", "many", choices, none="None: back to the choice", verbs=(Verb.BACK,))
    reply = prompter.ask(prompt)
    return list(reply) if isinstance(reply, tuple) and reply else None


def _tell(knowledge: KnowledgeBase, prompter: Prompter, offers: Sequence[TestOffer], shown: Sequence[TestOffer]) -> None:
    prompter.say()
    prompter.say("Self-tests can tell more. What each could speak for or against:")
    for offer in shown:
        prompter.say(f"- {_words(knowledge, offer)}")
    if len(offers) > len(shown):
        prompter.say(f'- and {len(offers) - len(shown)} more ("Let me choose" lists them)')
    prompter.say()


def _words(knowledge: KnowledgeBase, offer: TestOffer) -> str:
    names = [knowledge.muscles[muscle].name for muscle in offer.muscles]
    names = names or [knowledge.patterns[pattern].title for pattern in offer.patterns]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{knowledge.tests[offer.test].name} ({offer.minutes} min): {', '.join(names[:3])}{more}"


def _within(offers: Sequence[TestOffer], minutes: int) -> list[TestOffer]:
    """The first offers that fit into the minutes; at least one."""
    chosen: list[TestOffer] = []
    for offer in offers:
        if not chosen or sum(o.minutes for o in chosen) + offer.minutes <= minutes:
            chosen.append(offer)
    return chosen
