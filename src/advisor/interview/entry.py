"""Questions as prompts, replies as answers: words, units, both sides at once.

Stored values are metric and checked by :class:`AnswerReader`; what is shown and typed may be miles and inches.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from advisor.errors import AdvisorError
from advisor.interview.answers_file import UNITS, AnswerReader
from advisor.interview.order import Step
from advisor.interview.prompter import Choice, Prompt, Reply, Verb
from advisor.model.answers import AnswerSheet, State, Value
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import SIDES, Question
from advisor.model.wording import and_joined, value_words

__all__ = ["EACH", "Entry", "Screen", "Units", "screens"]

Units = Literal["metric", "imperial"]
EACH = "each"
_BOTH: Mapping[str, tuple[str, ...]] = {"neither": (), "left": ("left",), "right": ("right",), "both": SIDES}
_IMPERIAL: Mapping[str, str] = {"km": "mi", "cm": "in", "mm": "in"}
_UNIT_WORDS: Mapping[str, str] = {
    "s": "seconds", "min": "minutes", "reps": "repetitions", "deg": "degrees", "mi": "miles", "in": "inches", "km": "kilometres",
    "cm": "centimetres", "mm": "millimetres",
}  # fmt: skip
_ALSO: Mapping[str, tuple[str, ...]] = {"yes": ("y",), "no": ("n",), "present": ("y",), "absent": ("n",)}
_FALLBACK = (Verb.HELP, Verb.WHY, Verb.BACK, Verb.SAVE, Verb.QUIT)


@dataclass(frozen=True)
class Screen:
    """What is asked at one prompt: a question in one scope, or (yes or no) on both sides at once."""

    question: str
    scopes: tuple[str, ...]


def screens(knowledge: KnowledgeBase, step: Step, *, apart: bool = False) -> list[Screen]:
    """The prompts of one step; ``apart``: each side on its own."""
    if step.scopes == SIDES and _yes_value(knowledge.questions[step.question]) and not apart:
        return [Screen(step.question, SIDES)]
    return [Screen(step.question, (scope,)) for scope in step.scopes]


def _yes_value(question: Question) -> str:
    """The option that means yes, of a question with two options that can be asked of both sides at once; else ''."""
    pairs = {("present", "absent"): "present", ("yes", "no"): "yes"}
    first, second = (*question.options, "", "")[:2]
    return pairs.get((first, second), "") if len(question.options) == 2 and question.type != "multi" else ""


class Entry:
    """Makes prompts and reads replies for one knowledge base and one choice of units."""

    def __init__(self, knowledge: KnowledgeBase, units: Units = "metric") -> None:
        self.knowledge = knowledge
        self.imperial = units == "imperial"
        self._reader = AnswerReader(knowledge)

    def prompt(self, screen: Screen, answers: AnswerSheet) -> Prompt:
        """The prompt of a screen, with the answer it has already."""
        question = self.knowledge.questions[screen.question]
        now = [answers.get(question.id, scope) for scope in screen.scopes]
        text = question.ask
        if question.per == "symptom":
            symptom = self.knowledge.symptoms[screen.scopes[0]].name
            text = f"{symptom[:1].upper()}{symptom[1:]}: {question.ask}"
        if screen.scopes == SIDES:
            return self._both_sides(question, text, now)
        if screen.scopes[0] in SIDES:
            text = f"{screen.scopes[0].upper()} side. {question.ask}"
        return self._single(question, text, now[0])

    def _verbs(self, question: Question) -> tuple[Verb, ...]:
        extra = [Verb.SKIP] if question.kind != "symptom" else []
        return (*extra, *([Verb.HURT] if question.kind == "test" else []), *_FALLBACK)

    def _both_sides(self, question: Question, text: str, now: list[Value | State]) -> Prompt:
        yes = _yes_value(question)
        choices = [
            Choice("neither", "No", ("n", "no", "neither", "absent")),
            Choice("left", "Yes, only on the left", ("l", "left")),
            Choice("right", "Yes, only on the right", ("r", "right")),
            Choice("both", "Yes, on both sides", ("y", "yes", "both", "present")),
        ]
        if question.kind == "test":
            choices.append(Choice(EACH, "Answer each side on its own", ("each",)))
        held = tuple(scope for scope, value in zip(SIDES, now, strict=True) if value == yes)
        known = all(isinstance(value, str) for value in now)
        current = next(name for name, scopes in _BOTH.items() if scopes == held) if known else None
        words = next((c.label for c in choices if c.value == current), self._state_words(now[0]))
        return Prompt(text, "one", tuple(choices), verbs=self._verbs(question), now=current, now_words=words)

    def _single(self, question: Question, text: str, now: Value | State) -> Prompt:
        verbs = self._verbs(question)
        words = value_words(question, now) if not isinstance(now, State) else self._state_words(now)
        known = None if isinstance(now, State) else now
        if question.type == "number":
            shown = self._shown(question, known) if isinstance(known, int) else None
            unit = f"{shown} {self._unit_words(question)}" if shown else words
            return Prompt(text, "text", label=self._range(question), verbs=verbs, now=shown, now_words=unit,
                          check=lambda typed: self._problem(question, typed))  # fmt: skip
        # No comes first everywhere: the same key on every question of yes or no.
        options = sorted(question.options.items(), key=lambda item: item[0] == _yes_value(question))
        choices = tuple(Choice(value, _capital(label), _ALSO.get(value, ())) for value, label in options)
        if question.type == "multi":
            none = question.none or "None of these"
            ticked = known if isinstance(known, tuple) else None
            return Prompt(text, "many", choices, none=none, verbs=verbs, now=ticked, now_words=words)
        return Prompt(text, "one", choices, verbs=verbs, now=known if isinstance(known, str) else None, now_words=_capital(words))

    def _state_words(self, value: Value | State) -> str:
        return {State.UNKNOWN: "don't know", State.HURT: "it hurt"}.get(value, "") if isinstance(value, State) else ""

    # ------------------------------------------------------------------------------------------------ reading replies
    def values(self, screen: Screen, reply: Reply) -> dict[str, Value | State]:
        """A reply that is no verb (but skip and hurt) as values by scope."""
        question = self.knowledge.questions[screen.question]
        if reply is Verb.SKIP or reply is Verb.HURT:
            return dict.fromkeys(screen.scopes, State.UNKNOWN if reply is Verb.SKIP else State.HURT)
        if screen.scopes == SIDES:
            yes = _yes_value(question)
            no = next(option for option in question.options if option != yes)
            return {scope: yes if scope in _BOTH[str(reply)] else no for scope in SIDES}
        if question.type == "number":
            return {screen.scopes[0]: self._reader.value(question, self._with_unit(question, str(reply)))}
        if isinstance(reply, tuple):
            return {screen.scopes[0]: self._reader.value(question, list(reply) or "none")}
        return {screen.scopes[0]: str(reply)}

    def _with_unit(self, question: Question, typed: str) -> str:
        plain = typed.strip().removesuffix("%").removesuffix("\u00b0").strip()
        has_unit = any(ch.isalpha() for ch in plain)
        return f"{plain} {_IMPERIAL[question.unit]}" if self.imperial and question.unit in _IMPERIAL and not has_unit else plain

    def _problem(self, question: Question, typed: str) -> str:
        """What is wrong with a typed number, in words; '' where nothing is."""
        try:
            self._reader.value(question, self._with_unit(question, typed))
        except AdvisorError as error:
            code = error.diagnostics[0].code
        else:
            return "" if typed.strip().lower() not in ("hurt", "unknown") else f"Please type {self._range(question)}."
        if code == "A604" and len(UNITS.get(question.unit, ())) > 2:
            return f"Please use {', '.join(sorted(UNITS[question.unit]))}."
        return f"Please type {self._range(question)}."

    # --------------------------------------------------------------------------------------------------------- words
    def _unit(self, question: Question) -> str:
        return _IMPERIAL.get(question.unit, question.unit) if self.imperial else question.unit

    def _unit_words(self, question: Question) -> str:
        unit = self._unit(question)
        return _UNIT_WORDS.get(unit, unit)

    def _factor(self, question: Question) -> Decimal:
        return UNITS.get(question.unit, {}).get(self._unit(question), Decimal(1))

    def _shown(self, question: Question, value: int) -> str:
        number = Decimal(value) / question.scale / self._factor(question)
        # One decimal more than is stored (two at least): what is shown, typed again, is stored as the same value.
        places = Decimal(1).scaleb(-max(question.decimals + 1, 2)) if self._factor(question) != 1 else None
        text = format(number.quantize(places) if places else number, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text

    def _range(self, question: Question) -> str:
        low, high = (Decimal(str(end)) / self._factor(question) for end in question.range or (0, 0))
        whole = "a whole number" if not question.decimals and self._factor(question) == 1 else "a number"
        unit = "" if question.unit in ("", "points") else f" {self._unit_words(question)}"
        return f"{whole}, {low:.0f} to {int(high)}{unit}"

    # ------------------------------------------------------------------------------------------------------- help
    def help_lines(self, name: str) -> list[str]:
        """What ``?`` shows: the question's help; for a self-test how it is done, what counts, when to stop, what is normal."""
        question = self.knowledge.questions[name]
        lines = [question.help] if question.help else []
        if question.test:
            lines += self.test_lines(question.test)
            norm = self.knowledge.tests[question.test].norm
            lines += ["", f"What we look for: {norm}"] if norm else []
        if question.type == "number":
            lines.append(f"Type {self._range(question)}.")
        return lines or ["Pick what fits best. If you do not know, say so: that is better than a guess."]

    def test_lines(self, name: str) -> list[str]:
        """How a self-test is done."""
        test = self.knowledge.tests[name]
        needed = [f"a {item.replace('_', ' ')}" for item in test.kit if item not in ("floor", "wall")]
        kit = f"You need: {and_joined(needed)}." if needed else ""
        numbered = [f"  {number}. {text}" for number, text in enumerate(test.how, 1)]
        parts = [kit, test.setup, *numbered, "", f"What counts: {test.counts}" if test.counts else ""]
        return [*(part for part in parts if part), "", f"STOP: {test.stop}"] if test.stop else parts


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
