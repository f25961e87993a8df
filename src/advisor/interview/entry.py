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
from advisor.interview.prompter import Choice, Prompt, Reply, Verb, typed_for
from advisor.language import Language, language
from advisor.model.answers import AnswerSheet, State, Value
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import SIDES, Question
from advisor.model.norms import trust_words, usual_for
from advisor.model.wording import value_words

__all__ = ["EACH", "Entry", "Screen", "Units", "screens"]

Units = Literal["metric", "imperial"]
EACH = "each"
_BOTH: Mapping[str, tuple[str, ...]] = {"neither": (), "left": ("left",), "right": ("right",), "both": SIDES}
_IMPERIAL: Mapping[str, str] = {"km": "mi", "cm": "in", "mm": "in"}
_UNIT_NAMES = frozenset(("s", "min", "weeks", "years", "reps", "deg", "mi", "in", "km", "cm", "mm"))
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
        self.say: Language = language(knowledge.language)
        self._reader = AnswerReader(knowledge)

    def prompt(self, screen: Screen, answers: AnswerSheet) -> Prompt:
        """The prompt of a screen, with the answer it has already."""
        question = self.knowledge.questions[screen.question]
        now = [answers.get(question.id, scope) for scope in screen.scopes]
        text = question.ask
        if question.per == "symptom":
            symptom = self.knowledge.symptoms[screen.scopes[0]].name
            text = self.say.text("about-symptom", symptom=_capital(symptom), ask=question.ask)
        if screen.scopes == SIDES:
            return self._both_sides(question, text, now)
        if screen.scopes[0] in SIDES:
            text = self.say.text("one-side", side=screen.scopes[0], ask=question.ask)
        return self._single(question, text, now[0])

    def _verbs(self, question: Question) -> tuple[Verb, ...]:
        extra = [Verb.SKIP] if question.kind != "symptom" else []
        return (*extra, *([Verb.HURT] if question.kind == "test" else []), *_FALLBACK)

    def _both_sides(self, question: Question, text: str, now: list[Value | State]) -> Prompt:
        yes = _yes_value(question)
        no, both = typed_for(self.say, "no"), typed_for(self.say, "yes")
        choices = [
            Choice("neither", self.say.text("both-no"), (*no, *typed_for(self.say, "neither"), "absent")),
            Choice("left", self.say.text("both-left"), typed_for(self.say, "left")),
            Choice("right", self.say.text("both-right"), typed_for(self.say, "right")),
            Choice("both", self.say.text("both-both"), (*both, *typed_for(self.say, "both"), "present")),
        ]
        if question.kind == "test":
            choices.append(Choice(EACH, self.say.text("both-each"), ("each",)))
        held = tuple(scope for scope, value in zip(SIDES, now, strict=True) if value == yes)
        known = all(isinstance(value, str) for value in now)
        current = next(name for name, scopes in _BOTH.items() if scopes == held) if known else None
        words = next((c.label for c in choices if c.value == current), self._state_words(now[0]))
        return Prompt(text, "one", tuple(choices), verbs=self._verbs(question), now=current, now_words=words)

    def _single(self, question: Question, text: str, now: Value | State) -> Prompt:
        verbs = self._verbs(question)
        words = value_words(question, now, self.say) if not isinstance(now, State) else self._state_words(now)
        known = None if isinstance(now, State) else now
        if question.type == "number":
            shown = self._shown(question, known) if isinstance(known, int) else None
            unit = f"{self.say.number(shown)} {self._unit_words(question)}" if shown else words
            return Prompt(text, "text", label=self._range(question), verbs=verbs, now=shown, now_words=unit,
                          check=lambda typed: self._problem(question, typed))  # fmt: skip
        # No comes first everywhere: the same key on every question of yes or no.
        options = sorted(question.options.items(), key=lambda item: item[0] == _yes_value(question))
        choices = tuple(Choice(value, _capital(label), self._also(value)) for value, label in options)
        if question.type == "multi":
            none = question.none or self.say.text("none-of-these")
            ticked = known if isinstance(known, tuple) else None
            return Prompt(text, "many", choices, none=none, verbs=verbs, now=ticked, now_words=words)
        return Prompt(text, "one", choices, verbs=verbs, now=known if isinstance(known, str) else None, now_words=_capital(words))

    def _state_words(self, value: Value | State) -> str:
        keys = {State.UNKNOWN: "verb-skip", State.HURT: "verb-hurt"}
        return self.say.text(keys[value]) if isinstance(value, State) and value in keys else ""

    def _also(self, option: str) -> tuple[str, ...]:
        """What else may be typed for an option: for yes and no their first letter, in the runner's language too."""
        meant = {"yes": "yes", "no": "no", "present": "yes", "absent": "no"}.get(option, "")
        return typed_for(self.say, meant) if meant else ()

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
            return "" if typed.strip().lower() not in ("hurt", "unknown") else self._please(question)
        if code == "A604" and len(UNITS.get(question.unit, ())) > 2:
            return self.say.text("prompt-use-units", units=", ".join(sorted(UNITS[question.unit])))
        return self._please(question)

    def _please(self, question: Question) -> str:
        return self.say.text("prompt-type-range", range=self._range(question))

    # --------------------------------------------------------------------------------------------------------- words
    def _unit(self, question: Question) -> str:
        return _IMPERIAL.get(question.unit, question.unit) if self.imperial else question.unit

    def _unit_words(self, question: Question) -> str:
        unit = self._unit(question)
        return self.say.text(f"unit-name-{unit}") if unit in _UNIT_NAMES else unit

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
        key = "range-whole" if not question.decimals and self._factor(question) == 1 else "range-number"
        ends = {"low": f"{low:.0f}", "high": f"{int(high)}"}
        if question.unit in ("", "points"):
            return self.say.text(key, **ends)
        return self.say.text(f"{key}-unit", **ends, unit=self._unit_words(question))

    # ------------------------------------------------------------------------------------------------------- help
    def help_lines(self, name: str, answers: AnswerSheet | None = None) -> list[str]:
        """What ``?`` shows: the question's help; for a self-test how it is done, what counts, when to stop, what is normal."""
        question = self.knowledge.questions[name]
        lines = [question.help] if question.help else []
        if question.test:
            lines += self.test_lines(question.test)
            norm = self.knowledge.tests[question.test].norm
            lines += ["", self.say.text("help-look-for", norm=norm)] if norm else []
            lines += self._usual(question, answers or AnswerSheet())
        if question.type == "number":
            lines.append(self.say.text("help-type", range=self._range(question)))
        return lines or [self.say.text("help-none")]

    def _usual(self, question: Question, answers: AnswerSheet) -> list[str]:
        """What is usual at this runner's age and sex, where that comes from and how far we trust it."""
        found = usual_for(self.knowledge, question, answers, say=self.say, amount=self._amount)
        if found is None:
            return []
        trust = trust_words(self.knowledge.tests[question.test].trust, self.say)
        return [" ".join(part for part in (found.text, found.origin, trust) if part)]

    def _amount(self, question: Question, value: int) -> str:
        if self._factor(question) == 1:
            return value_words(question, value, self.say)
        return f"{self._shown(question, value)} {self._unit_words(question)}"

    def test_lines(self, name: str) -> list[str]:
        """How a self-test is done."""
        test = self.knowledge.tests[name]
        asked = [item for item in test.kit if item not in ("floor", "wall")]
        needed = [self.say.text("thing", item=item, name=item.replace("_", " ")) for item in asked]
        kit = self.say.text("help-you-need", kit=self.say.listed(needed)) if needed else ""
        numbered = [f"  {number}. {text}" for number, text in enumerate(test.how, 1)]
        counts = self.say.text("help-counts", counts=test.counts) if test.counts else ""
        parts = [" ".join(part for part in (kit, test.substitute) if part), test.setup, *numbered, "", counts]
        return [*(part for part in parts if part), "", self.say.text("help-stop", stop=test.stop)] if test.stop else parts


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
