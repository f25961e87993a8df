"""From a condition as written to a condition as data, with every mistake named at its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from advisor.errors import Diagnostic, nearest
from advisor.knowledge.excerpts import clean
from advisor.knowledge.source import SourceMap
from advisor.model.condition import All, Any_, AtLeast, AtMost, Condition, Kind, Leaf, Not, Op, SideMode
from advisor.model.knowledge import Question

COMPARISONS = {op.value: op for op in (Op.AT_LEAST, Op.MORE_THAN, Op.AT_MOST, Op.LESS_THAN, Op.BETWEEN)}
GAPS = {op.value: op for op in (Op.GAP_AT_LEAST, Op.GAP_MORE_THAN)}
BANDS = ("possible", "likely", "strong")
_GROUPS = ("all", "any", "not", "at_least", "at_most", "of", "known")
_MODIFIERS = ("side", "for")
Path = tuple[str | int, ...]
_NUMBER = re.compile(r"[-+]?[0-9]{1,12}(\.[0-9]{0,12})?\Z")
_MANY = 100  # problems after which no more nearest names are looked for


@dataclass
class Names:
    """The tables a condition may read."""

    questions: Mapping[str, Question]
    signs: Mapping[str, str]  # id -> whole | side
    patterns: Mapping[str, str]  # id -> whole | side
    muscles: Mapping[str, bool]  # id -> paired
    symptoms: frozenset[str] = frozenset()

    def readable(self) -> list[str]:
        return [*self.questions, *self.signs, *self.patterns]


@dataclass
class ConditionReader:
    """Reads one condition. ``scope``: whole, side or symptom; ``findings``: whether findings may be read."""

    names: Names
    source: SourceMap
    scope: str
    findings: bool = True
    answered: bool = False
    tests: bool = True
    problems: list[Diagnostic] = field(default_factory=list)

    def read(self, raw: Any, path: Path) -> Condition | None:
        """The condition, or None with diagnostics in ``problems``."""
        if not isinstance(raw, dict) or not raw:
            return self._bad("C401", "a condition is a mapping such as {question: value}", "see docs/rule-format.md", path)
        groups = [key for key in ("all", "any", "not") if key in raw]
        if groups or "of" in raw:
            return self._group(raw, groups, path)
        if "ratio" in raw:
            return self._ratio(raw, path)
        if any(key in raw and key not in self.names.questions for key in ("at_least", "at_most", "known")):
            return self._bad(
                "C401", "at_least and at_most need of: and a list of conditions", "{at_least: 2, of: [ {..}, {..} ]}", path
            )
        return self._leaf(raw, path)

    def _bad(self, code: str, message: str, hint: str, path: Path, *, key: bool = False) -> Condition | None:
        """Records a problem; always None, so that a reader can end with it."""
        self.problems.append(self.source.diagnostic(code, message, hint, path, key=key))
        return None

    def _near(self, name: Any, known: Iterable[str]) -> str:
        return nearest(str(name), known) if len(self.problems) < _MANY else ""

    # ----------------------------------------------------------------- groups
    def _group(self, raw: dict[str, Any], groups: list[str], path: Path) -> Condition | None:
        counted = [key for key in ("at_least", "at_most") if key in raw]
        if len(groups) + len(counted) != 1:
            return self._bad("C401", "one group at a time: all, any, not, at_least with of, at_most with of", "nest groups", path)
        extra = set(raw) - {"all": {"all"}, "any": {"any"}, "not": {"not"}}.get(
            groups[0] if groups else "", {"at_least", "at_most", "of", "known"}
        )
        if "known" in raw and "at_most" not in raw:
            extra.add("known")
        if extra:
            word = sorted(extra)[0]
            return self._bad("C401", f'"{word}" does not belong in this group', nearest(word, _GROUPS), (*path, word), key=True)
        if groups == ["not"]:
            child = self.read(raw["not"], (*path, "not"))
            return Not(child) if child is not None else None
        name = groups[0] if groups else "of"
        children = self._children(raw[name], (*path, name))
        if children is None:
            return None
        self._twice(children)
        if name == "all":
            return All(children)
        if name == "any":
            return Any_(children)
        return self._counting(raw, counted[0], children, path)

    def _children(self, raw: Any, path: Path) -> tuple[Condition, ...] | None:
        if not isinstance(raw, list) or not raw:
            self._bad("C401", "a group needs a list of conditions", "write [ {..}, {..} ] or a line for each", path)
            return None
        read = [self.read(item, (*path, index)) for index, item in enumerate(raw)]
        return None if any(item is None for item in read) else tuple(item for item in read if item is not None)

    def _twice(self, children: tuple[Condition, ...]) -> None:
        seen: set[Leaf] = set()
        for child in children:
            if not isinstance(child, Leaf):
                continue
            bare = replace(child, path=())
            if bare in seen:
                self._bad("C406", f'"{child.name}" stands twice in this group', "remove one of the two", child.path)
            seen.add(bare)

    def _counting(self, raw: dict[str, Any], word: str, children: tuple[Condition, ...], path: Path) -> Condition | None:
        n, known = raw[word], raw.get("known", 0)
        low = 1 if word == "at_least" else 0
        if not _whole(n) or not low <= n <= len(children):
            return self._bad("C405", f"{word} must be from {low} to {len(children)} here", "count the list below", (*path, word))
        if word == "at_least":
            return AtLeast(n, children)
        if not _whole(known) or not 0 <= known <= len(children):
            return self._bad("C405", f"known must be from 0 to {len(children)} here", "count the list below", (*path, "known"))
        if not all(isinstance(child, Leaf) for child in children):
            return self._bad("C401", "at_most counts single answers, signs or findings", "name the inner group as a sign", path)
        return AtMost(n, known, children)

    # ----------------------------------------------------------------- leaves
    def _leaf(self, raw: dict[str, Any], path: Path) -> Condition | None:
        names = [key for key in raw if key not in _MODIFIERS]
        if len(names) != 1:
            shown = f": {', '.join(_show_name(name) for name in names[:3])}" if names else ""
            return self._bad(
                "C401", f"each {{ }} reads one thing; here are {len(names)}{shown}", "join them with all: or any:", path
            )
        name, value = names[0], raw[names[0]]
        here = (*path, name)
        if name in self.names.questions:
            return self._question(name, value, raw, path)
        if name in self.names.signs:
            return self._sign(name, value, raw, here)
        kind, _, muscle = name.partition(".")
        if kind in ("dominant", "dormant") and muscle:
            if muscle not in self.names.muscles:
                return self._bad(
                    "N303", f'there is no muscle "{_show_name(muscle)}"', self._near(muscle, self.names.muscles), here, key=True
                )
            return self._finding(Kind(kind), muscle, value, raw, here, self.names.muscles[muscle])
        if name in self.names.patterns:
            return self._finding(Kind.PATTERN, name, value, raw, here, self.names.patterns[name] == "side")
        known = self.names.readable()
        return self._bad(
            "N301", f'there is no question, sign or pattern "{_show_name(name)}"', self._near(name, known), here, key=True
        )

    def _side(self, raw: dict[str, Any], path: Path, sided: bool) -> SideMode | None:
        word = raw.get("side")
        if word is None:
            if not sided:
                return None
            return SideMode.SAME if self.scope == "side" else SideMode.EITHER
        here = (*path, "side")
        if word not in tuple(SideMode):
            self._bad("C403", f'"{_show_name(word)}" is no side', "same, other, either or both", here)
        elif not sided:
            self._bad("C403", "this is not asked for left and right, so side means nothing here", "remove side", here)
        elif self.scope != "side" and word in ("same", "other"):
            self._bad("C403", f"a rule about the whole body has no {word} side", "write either or both, or add per: side", here)
        else:
            return SideMode(word)
        return None

    def _symptom(self, raw: dict[str, Any], path: Path, question: Question) -> str | None:
        word = raw.get("for")
        if question.per != "symptom":
            if word is not None:
                self._bad("C410", f'"{question.id}" is not asked for each symptom', "remove for", (*path, "for"))
            return None
        if word is None:
            if self.scope != "symptom":
                self._bad("C410", f'"{question.id}" is asked for each symptom', "add for: any, or for: and a symptom", path)
            return None
        if word != "any" and str(word) not in self.names.symptoms:
            message = f'there is no symptom "{_show_name(word)}"'
            self._bad("N309", message, self._near(word, self.names.symptoms), (*path, "for"))
        return str(word)

    def _finding(self, kind: Kind, name: str, value: Any, raw: dict[str, Any], path: Path, sided: bool) -> Condition | None:
        if not self.findings:
            return self._bad(
                "C412", f'"{name}" is a conclusion; here only answers and signs may be read', "use a rule", path, key=True
            )
        if value not in BANDS:
            return self._bad(
                "C402", "a finding is read as possible, likely or strong", "for example {" + name + ": likely}", path
            )
        if "for" in raw:
            return self._bad("C410", "for belongs to questions asked for each symptom", "remove it", path)
        return Leaf(kind, name, Op.BAND, (value,), self._side(raw, path[:-1], sided), path=path)

    def _sign(self, name: str, value: Any, raw: dict[str, Any], path: Path) -> Condition | None:
        if value not in ("yes", "no"):
            return self._bad("C402", "a sign is read as yes or no", f"write {{{name}: yes}}", path)
        if "for" in raw:
            return self._bad("C410", "for belongs to questions asked for each symptom", "remove it", path)
        return Leaf(Kind.SIGN, name, Op.IS, (value,), self._side(raw, path[:-1], self.names.signs[name] == "side"), path=path)

    def _question(self, name: str, value: Any, raw: dict[str, Any], path: Path) -> Condition | None:
        question, here = self.names.questions[name], (*path, name)
        if question.kind == "test" and not self.tests:
            return self._bad(
                "R514", f'"{name}" is a self-test answer; safety is judged before any test', "read intake answers", here
            )
        side = self._side(raw, path, question.per == "side")
        symptom = self._symptom(raw, path, question)
        make: Callable[..., Leaf] = lambda op, values=(), **more: Leaf(  # noqa: E731
            Kind.QUESTION, name, op, values, side, symptom, path=here, **more
        )
        if value == "hurt":
            if question.kind != "test":
                return self._bad("C402", "only a self-test can hurt", "use unknown, or another answer", here)
            return make(Op.HURT)
        if value == "answered":
            if not self.answered:
                return self._bad(
                    "C411", "answered may stand only in relevant_if and in safety files", "read the answer itself", here
                )
            return make(Op.ANSWERED)
        if isinstance(value, dict):
            return self._comparison(question, value, raw, here, make)
        if question.type == "number":
            return self._number(question, Op.IS, [value], here, make)
        return self._options(question, value, here, make)

    def _options(self, question: Question, value: Any, here: Path, make: Callable[..., Leaf]) -> Condition | None:
        values = value if isinstance(value, list) else [value]
        known = set(question.options) | ({"none"} if question.type == "multi" else set())
        for item in values:
            if isinstance(item, (dict, list)) or str(item) not in known:
                hint = self._near(item, known) or _list(known)
                return self._bad("N302", f'"{question.id}" has no answer "{_show_name(item)}"', hint, here)
        if not values or len({str(v) for v in values}) != len(values):
            return self._bad("C406", "the same answer stands twice here", "name each answer once", here)
        if question.type != "multi" and len(values) == len(question.options):
            return self._bad("C407", "every answer fits, so this can never be false", "name fewer answers", here)
        return make(Op.IS, tuple(str(item) for item in values))

    def _comparison(
        self, question: Question, value: dict[str, Any], raw: dict[str, Any], here: Path, make: Callable[..., Leaf]
    ) -> Condition | None:
        words = [key for key in value if key != "percent"]
        if len(words) != 1:
            return self._bad("C401", "one comparison at a time", "join two with all:, or use between: [a, b]", here)
        word, number = words[0], value[words[0]]
        if "percent" in value and word not in GAPS:
            return self._bad(
                "C402", "percent belongs to a gap", "{q: {gap_more_than: 15, percent: yes}}", (*here, "percent"), key=True
            )
        if word not in COMPARISONS and word not in GAPS:
            hint = self._near(word, [*COMPARISONS, *GAPS]) or _list([*COMPARISONS, *GAPS])
            return self._bad("C402", f'"{_show_name(word)}" is no comparison', hint, (*here, word), key=True)
        if question.type != "number":
            return self._bad("C402", f'"{question.id}" is not a number', "write the answer's id instead", here)
        if word in GAPS:
            return self._gap(question, GAPS[word], number, value.get("percent"), raw, here, make)
        op = COMPARISONS[word]
        numbers = number if op is Op.BETWEEN and isinstance(number, list) else [number]
        if op is Op.BETWEEN and len(numbers) != 2:
            return self._bad("C402", "between needs two numbers", "between: [18, 59]", here)
        return self._number(question, op, numbers, (*here, word), make)

    def _number(self, question: Question, op: Op, numbers: list[Any], here: Path, make: Callable[..., Leaf]) -> Condition | None:
        texts = [_decimal(item) for item in numbers]
        if any(text is None for text in texts):
            return self._bad(
                "C402", f'"{_show_name(numbers[0])}" is not a number', f"write a number of {question.unit or 'units'}", here
            )
        try:
            values = [question.scaled(text) for text in texts if text is not None]
        except ValueError:
            hint = f"round it, or give the question decimals: {question.decimals + 1}"
            return self._bad("C408", f'the threshold is finer than the answers to "{question.id}"', hint, here)
        low, high = _range(question)
        if not _both_outcomes(op, values, low, high):
            hint = f"the answers run from {_show(low, question)} to {_show(high, question)}"
            return self._bad("C407", "this is always true or never true", hint, here)
        return make(op, tuple(str(text) for text in texts))

    def _gap(
        self, question: Question, op: Op, number: Any, share: Any, raw: dict[str, Any], here: Path, make: Callable[..., Leaf]
    ) -> Condition | None:
        text = _decimal(number)
        if question.per != "side" or question.better is None:
            return self._bad(
                "C404",
                f'a gap needs a question asked per side with better: high or low; "{question.id}" is not',
                "compare the answer itself",
                here,
            )
        if raw.get("side") in ("either", "both"):
            return self._bad("C403", "a gap already reads both sides", "remove side", here)
        low, high = _range(question)
        if low < 0:
            return self._bad("C404", "a gap needs answers from 0 up", "change the range", here)
        if text is None or Decimal(text) < 0:
            return self._bad("C402", f'"{_show_name(number)}" is not a number of at least 0', "", here)
        if share not in (None, "yes", "no"):
            return self._bad("C402", "percent is yes or no", "", (*here, "percent"))
        percent = share == "yes"
        if percent:
            most = Decimal(100) * (high - low) / max(high, 1)  # at most this much of the larger side
            wanted = Decimal(text)
            if wanted > most or (op is Op.GAP_MORE_THAN and wanted >= most) or (op is Op.GAP_AT_LEAST and wanted == 0):
                return self._bad("C407", "this gap is always or never reached", f"it can be at most {most:.0f} percent", here)
        else:
            try:
                scaled = question.scaled(text)
            except ValueError:
                return self._bad("C408", "the gap is finer than the answers", "round it", here)
            limit = high - low
            if scaled > limit or (op is Op.GAP_MORE_THAN and scaled >= limit) or (op is Op.GAP_AT_LEAST and scaled == 0):
                return self._bad(
                    "C407", "this gap is always or never reached", f"it can be at most {_show(limit, question)}", here
                )
        return make(op, (text,), percent=percent)

    def _ratio(self, raw: dict[str, Any], path: Path) -> Condition | None:
        pair = raw["ratio"]
        words = [key for key in raw if key not in ("ratio", *_MODIFIERS)]
        if (
            not isinstance(pair, list)
            or len(pair) != 2
            or len(words) != 1
            or words[0] not in COMPARISONS
            or words[0] == "between"
        ):
            return self._bad("C401", "a ratio is {ratio: [a, b], more_than: 1.1}", "two questions and one comparison", path)
        found = [self.names.questions.get(str(name)) for name in pair]
        for name, question in zip(pair, found, strict=True):
            if question is None or question.type != "number":
                hint = self._near(name, self.names.questions)
                return self._bad("N301", f'there is no number question "{_show_name(name)}"', hint, (*path, "ratio"))
            if question.kind == "test" and not self.tests:
                return self._bad("R514", f'"{name}" is a self-test answer', "safety reads intake answers", (*path, "ratio"))
            if _range(question)[0] < 0:
                return self._bad("C404", "a ratio needs answers from 0 up", "change the range", (*path, "ratio"))
        first, second = (question for question in found if question is not None)
        if first.per != second.per or first.per == "symptom":
            return self._bad(
                "C403", "both questions of a ratio must be asked the same way", "per side, or once", (*path, "ratio")
            )
        if "for" in raw:
            return self._bad("C410", "for belongs to questions asked for each symptom", "remove it", (*path, "for"), key=True)
        text = _decimal(raw[words[0]])
        if text is None or Decimal(text) <= 0:
            return self._bad("C402", "the ratio must be a number above 0", "", (*path, words[0]))
        if first.id == second.id or not _ratio_open(COMPARISONS[words[0]], Decimal(text), first, second):
            return self._bad(
                "C407", "this is always true or never true", "check the two questions and the number", (*path, words[0])
            )
        side = self._side(raw, path, first.per == "side")
        return Leaf(Kind.QUESTION, first.id, COMPARISONS[words[0]], (text,), side, other=second.id, path=path)


def _decimal(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    text = format(Decimal(str(value)), "f") if isinstance(value, float) and abs(value) < 1e12 else str(value)
    if not _NUMBER.match(text):
        return None
    return format(Decimal(text).normalize(), "f")


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _show_name(value: Any) -> str:
    return clean(str(value), 60)


def _range(question: Question) -> tuple[int, int]:
    low, high = question.range if question.range is not None else (0, 1_000_000)
    return round(low * question.scale), round(high * question.scale)


def _show(value: int, question: Question) -> str:
    return f"{Decimal(value) / question.scale} {question.unit}".strip()


def _both_outcomes(op: Op, values: list[int], low: int, high: int) -> bool:
    """Whether the comparison is true for some answer in the range and false for another."""
    a, b = values[0], values[-1]
    true_low, true_high = {
        Op.IS: (a, a),
        Op.AT_LEAST: (a, high),
        Op.MORE_THAN: (a + 1, high),
        Op.AT_MOST: (low, a),
        Op.LESS_THAN: (low, a - 1),
        Op.BETWEEN: (a, b),
    }[op]
    true_low, true_high = max(true_low, low), min(true_high, high)
    return true_low <= true_high and (true_low > low or true_high < high)


def _ratio_open(op: Op, n: Decimal, first: Question, second: Question) -> bool:
    """Whether a ratio is true for some answers in their ranges and false for others."""
    (a_low, a_high), (b_low, b_high) = _range(first), _range(second)
    least, most = Decimal(a_low) / first.scale, Decimal(a_high) / first.scale
    under, over = n * b_low / second.scale, n * b_high / second.scale
    if op in (Op.MORE_THAN, Op.AT_MOST):
        return most > under and least <= over
    return most >= under and least < over


def _list(words: Any) -> str:
    shown = sorted(str(word) for word in words)
    return "one of: " + ", ".join(shown[:12]) + (", ..." if len(shown) > 12 else "")
