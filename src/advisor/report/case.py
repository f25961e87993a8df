"""One consultation with its look-ups: what the views read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from advisor.language import Language, language
from advisor.model.answers import AnswerSheet, State
from advisor.model.assessment import Assessment, Contribution, Derivation, Firing, LeafRead
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import BASES, SIDES, Evidence, Rule
from advisor.model.wording import value_words
from advisor.report.words import cut, first_upper, in_place

__all__ = ["Case", "Telling"]


@dataclass(frozen=True)
class Telling:
    """One rule's words for a finding: how much it gave, and its because text."""

    rule: str
    title: str
    text: str
    amount: float
    sources: tuple[str, ...]


@dataclass
class Case:
    """Knowledge, assessment and answers of one runner, and what follows from them."""

    kb: KnowledgeBase
    assessment: Assessment
    answers: AnswerSheet
    firings: dict[tuple[str, str], Firing] = field(default_factory=dict)
    derivations: dict[tuple[str, str], Derivation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.firings = {(firing.rule, firing.side): firing for firing in self.assessment.firings}
        self.derivations = {(item.finding, item.side): item for item in self.assessment.derivations}

    @property
    def say(self) -> Language:
        """The language of the report."""
        return language(self.kb.language)

    def cut(self, value: float) -> str:
        """A certainty as the language writes it: two decimals, cut."""
        return self.say.number(cut(value))

    # ------------------------------------------------------------- names
    def muscle(self, name: str) -> str:
        known = self.kb.muscles.get(name)
        return known.name if known else name.replace("_", " ")

    def rule(self, code: str) -> Rule | None:
        return self.kb.rules.get(code)

    def rule_title(self, code: str) -> str:
        rule = self.rule(code)
        return rule.title if rule else code

    def test_name(self, name: str) -> str:
        test = self.kb.tests.get(name)
        return test.name if test else name.replace("_", " ")

    def sources_of(self, code: str) -> tuple[str, ...]:
        rule = self.rule(code)
        return tuple(dict.fromkeys(item.cite for item in rule.evidence)) if rule else ()

    # ------------------------------------------------------------- what was said
    def fired(self, code: str, side: str) -> list[Firing]:
        """The firings behind a contribution: those of its side, else of the whole body, else of either side."""
        for sides in ((side,), ("",), SIDES):
            found = [self.firings[code, one] for one in sides if (code, one) in self.firings]
            if found:
                return found
        return []

    def tellings(self, contribution: Contribution, side: str) -> list[Telling]:
        """A contribution in words; a pattern without its own firing speaks through the rules that made it stand."""
        texts = [(contribution.rule, firing.because) for firing in self.fired(contribution.rule, contribution.side)]
        if not texts and contribution.pattern:
            return self._behind(contribution, side)
        rule = self.rule(contribution.rule)
        texts = texts or ([(rule.code, first_upper(rule.title) + ".")] if rule else [])
        return [
            Telling(code, self.rule_title(code), text, contribution.amount, self.sources_of(code))
            for code, text in dict.fromkeys(texts)
        ]

    def _behind(self, contribution: Contribution, side: str) -> list[Telling]:
        found: list[Telling] = []
        for derivation in self.pattern_derivations(contribution.pattern, contribution.side or side):
            for item in derivation.contributions:
                if item.kind != "against" and not item.left_out_for and not item.pattern:
                    found += self.tellings(item, derivation.side)
        return found

    def pattern_derivations(self, pattern: str, side: str) -> list[Derivation]:
        """How a pattern came about on the sides that act on ``side``."""
        for sides in ((side,), ("whole",), SIDES):
            found = [self.derivations[pattern, one] for one in sides if (pattern, one) in self.derivations]
            if found:
                return found
        return []

    def contributions(self, finding: str, side: str, *, against: bool) -> list[Contribution]:
        """What counted for (or against) a finding, strongest first."""
        derivation = self.derivations.get((finding, side))
        if derivation is None:
            return []
        counted = [c for c in derivation.contributions if (c.kind == "against") == against and not c.left_out_for]
        return sorted(counted, key=lambda c: (-c.amount, c.rule, c.side))

    def answered(self, read: LeafRead) -> str:
        """One answer a rule read, as question and answer in the runner's words."""
        if read.finding:
            return self.finding_words(read.finding, read.scope)
        question = self.kb.questions.get(read.question)
        if question is None:
            return read.text
        scopes = [read.scope] if read.scope else self.answers.scopes(read.question)
        parts = []
        for scope in scopes:
            value = self.answers.get(read.question, scope)
            if isinstance(value, State):
                words = self.say.text("answer-hurt") if value is State.HURT else ""
            else:
                words = self.yes_no(str(value)) or value_words(question, value, self.say)
            if words:
                parts.append(self.say.text("in-brackets", words=words, place=self.scope_words(scope)) if scope else words)
        return f"{question.ask} {'; '.join(dict.fromkeys(parts))}".strip() if parts else ""

    def finding_words(self, finding: str, scope: str) -> str:
        """A finding that a rule read: what was already concluded."""
        role, _, muscle = finding.partition(".")
        name = finding
        if muscle and role in ("dominant", "dormant"):
            name = self.say.text("after-comma", words=self.muscle(muscle), place=self.say.text("role", role=role))
        pattern = self.kb.patterns.get(finding)
        return self.say.text("how-found-before", finding=in_place(self.say, pattern.title if pattern else name, scope))

    def yes_no(self, value: str) -> str:
        """Whether a symptom is there, as an answer; "" for any other value."""
        key = {"present": "answer-yes", "absent": "answer-no"}.get(value)
        return self.say.text(key) if key else ""

    def scope_words(self, scope: str) -> str:
        """A side or a symptom in words."""
        return self.kb.symptoms[scope].name if scope in self.kb.symptoms else self.say.side(scope)

    # ------------------------------------------------------------- evidence
    def evidence(self, codes: Iterable[str]) -> tuple[Evidence | None, tuple[str, ...]]:
        """The strongest piece of evidence among some rules (contested counts half), and all their sources."""
        items = [item for code in codes for item in (self.kb.rules[code].evidence if code in self.kb.rules else ())]
        best = max(items, key=lambda item: BASES[item.basis] * (0.5 if item.contested else 1.0), default=None)
        return best, tuple(dict.fromkeys(item.cite for item in items))
