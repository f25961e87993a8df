"""Random answer sheets and random small rule bases: plain seeded generators, and hypothesis strategies over them.

``rng`` is a ``random.Random``; hypothesis hands one in that it can shrink (``st.randoms(use_true_random=False)``).
Nothing here looks at the engines; the rules of 4.4 and 4.11 that a generated base must obey are asked of
:mod:`oracle.naive`.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any, Literal

from hypothesis import strategies as st

from advisor.model.answers import AnswerSheet, State, Value
from advisor.model.base import KnowledgeBase
from advisor.model.condition import All, Any_, AtLeast, AtMost, Condition, Kind, Leaf, Not, Op, SideMode, walk_leaves
from advisor.model.knowledge import (
    BASES,
    EXERCISE_TAGS,
    REGIONS,
    SIDES,
    STAGES,
    Conclude,
    Constants,
    Exercise,
    Flag,
    KbInfo,
    Muscle,
    Question,
    Rule,
    SelfTest,
    Sign,
    Source,
    Symptom,
)
from oracle.naive import ROLES, can_be_true, ceiling, concluded_by, finding_of, only_question, passed_on, says

Answer = Value | State
Cell = tuple[str, str]
_GAPS = (Op.GAP_AT_LEAST, Op.GAP_MORE_THAN)


def sheets(kb: KnowledgeBase, share_unanswered: float = 0.3) -> st.SearchStrategy[AnswerSheet]:
    """Hypothesis: random valid answer sheets."""
    return st.randoms(use_true_random=False).map(lambda rng: random_sheet(kb, rng, share_unanswered))


def small_bases(tiny: bool = False) -> st.SearchStrategy[KnowledgeBase]:
    """Hypothesis: random small rule bases."""
    return st.randoms(use_true_random=False).map(lambda rng: small_knowledge(rng, tiny=tiny))


@st.composite
def bases_and_sheets(draw: st.DrawFn, count: int = 5, tiny: bool = False) -> tuple[KnowledgeBase, list[AnswerSheet]]:
    """Hypothesis: a small base and some sheets for it."""
    rng = draw(st.randoms(use_true_random=False))
    kb = small_knowledge(rng, tiny=tiny)
    return kb, [random_sheet(kb, rng, rng.choice([0.0, 0.1, 0.3, 0.6])) for _ in range(count)]


# --------------------------------------------------------------------------- what a base reads


def conditions(kb: KnowledgeBase) -> Iterator[Condition]:
    """Every condition anywhere in a base."""
    for rule in kb.rules.values():
        yield rule.when
    for sign in kb.signs.values():
        yield sign.when
        if sign.applies_if is not None:
            yield sign.applies_if
    owners: list[Question | SelfTest] = [*kb.questions.values(), *kb.tests.values()]
    yield from (owner.relevant_if for owner in owners if owner.relevant_if is not None)
    yield from (exercise.not_if for exercise in kb.exercises.values() if exercise.not_if is not None)


def cone(kb: KnowledgeBase, roots: Iterable[Condition]) -> list[str]:
    """The questions these conditions read, and those that decide their relevance; findings are not read through."""
    found: set[str] = set()
    todo = list(roots)
    while todo:
        for leaf in walk_leaves(todo.pop()):
            if leaf.kind is Kind.SIGN:
                sign = kb.signs[leaf.name]
                todo += [c for c in (sign.when, sign.applies_if) if c is not None]
            elif leaf.kind is Kind.QUESTION:
                for name in {leaf.name, leaf.other or leaf.name} - found:
                    found.add(name)
                    question = kb.questions[name]
                    own = kb.tests[question.test].relevant_if if question.test else None
                    todo += [c for c in (question.relevant_if, own) if c is not None]
                    if question.per == "symptom":
                        found |= set(kb.symptoms)
    return [name for name in kb.questions if name in found]


def bounds(question: Question) -> tuple[int, int]:
    """The range of a number, in units of its last decimal."""
    low, high = question.range or (0, 1_000)
    return round(low * question.scale), round(high * question.scale)


def scopes(kb: KnowledgeBase, question: Question) -> tuple[str, ...]:
    return {"side": SIDES, "symptom": tuple(kb.symptoms), "whole": ("",)}[question.per]


class _Numbers:
    """The thresholds that conditions name: of one question, between its sides, between two questions."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.cuts: dict[str, set[int]] = {}  # the first number of each stretch
        self.gaps: dict[str, set[tuple[Fraction, bool]]] = {}
        self.ratios: set[tuple[str, str, Fraction]] = set()
        for leaf in (leaf for c in conditions(kb) for leaf in walk_leaves(c)):
            if leaf.kind is not Kind.QUESTION or kb.questions[leaf.name].type != "number" or not leaf.values:
                continue
            if leaf.other is not None:
                self.ratios.add((leaf.name, leaf.other, Fraction(leaf.values[0])))
            elif leaf.op in _GAPS:
                self.gaps.setdefault(leaf.name, set()).add((Fraction(leaf.values[0]), leaf.percent))
            else:
                values = [kb.questions[leaf.name].scaled(v) for v in leaf.values]
                from_here = values if leaf.op in (Op.AT_LEAST, Op.LESS_THAN) else []
                after = values if leaf.op in (Op.MORE_THAN, Op.AT_MOST) else []
                if leaf.op in (Op.IS, Op.BETWEEN):
                    from_here, after = values[:1], values[-1:]
                self.cuts.setdefault(leaf.name, set()).update(from_here, (v + 1 for v in after))

    def related(self, kb: KnowledgeBase, name: str, value: int) -> list[int]:
        """The other side's numbers next to which a gap of ``name`` tips, ``value`` being the one side."""
        found: list[int] = []
        for n, percent in sorted(self.gaps.get(name, ())):
            steps = [n * value / 100, n * value / (100 - n) if n < 100 else n] if percent else [n * kb.questions[name].scale]
            for step in steps:
                found += [math.floor(value + sign * step) + d for sign in (-1, 1) for d in (-1, 0, 1, 2)]
        return found

    def first_of_ratio(self, kb: KnowledgeBase, ratio: tuple[str, str, Fraction], second: int) -> list[int]:
        a, b, n = ratio
        even = n * Fraction(second, kb.questions[b].scale) * kb.questions[a].scale
        return [math.floor(even) + d for d in (-1, 0, 1)]


# --------------------------------------------------------------------------- answer sheets


def random_sheet(kb: KnowledgeBase, rng: Random, share_unanswered: float = 0.3) -> AnswerSheet:
    """A valid random sheet for any base: every value within its options or range, favouring what rules name."""
    numbers = _Numbers(kb)
    values: dict[Cell, Answer] = {}
    for question in kb.questions.values():
        for scope in scopes(kb, question):
            if rng.random() < share_unanswered:
                continue
            if question.per == "symptom" and rng.random() < 0.8 and not _maybe_there(kb, values, scope):
                continue
            chance = rng.random()
            if question.kind != "symptom" and chance < 0.1:
                values[question.id, scope] = State.UNKNOWN
            elif question.kind == "test" and chance < 0.18:
                values[question.id, scope] = State.HURT
            else:
                values[question.id, scope] = _random_value(question, rng, numbers)
    _near_gaps_and_ratios(kb, rng, numbers, values)
    return AnswerSheet(values)


def _maybe_there(kb: KnowledgeBase, values: dict[Cell, Answer], symptom: str) -> bool:
    return any(values.get((symptom, scope), "present") == "present" for scope in scopes(kb, kb.questions[symptom]))


def _random_value(question: Question, rng: Random, numbers: _Numbers) -> Value:
    if question.type == "multi":
        options = list(question.options)
        count = rng.choice([0, 1, 1, 1, 2, 2, 3, len(options)])
        picked = set(rng.sample(options, min(count, len(options))))
        return tuple(option for option in options if option in picked)
    if question.type != "number":
        return rng.choice(list(question.options))
    low, high = bounds(question)
    if question.id in numbers.cuts and rng.random() < 0.7:
        value = rng.choice(sorted(numbers.cuts[question.id])) + rng.choice([-1, -1, 0, 0, 1])
    else:
        value = rng.randint(low, high)
    return max(low, min(high, value))


def _near_gaps_and_ratios(kb: KnowledgeBase, rng: Random, numbers: _Numbers, values: dict[Cell, Answer]) -> None:
    def put(name: str, scope: str, wanted: list[int]) -> None:
        low, high = bounds(kb.questions[name])
        fitting = [v for v in wanted if low <= v <= high]
        if fitting and isinstance(values.get((name, scope)), int):
            values[name, scope] = rng.choice(fitting)

    for name in sorted(numbers.gaps):
        one, other = rng.sample(SIDES, 2)
        base = values.get((name, one))
        if isinstance(base, int) and rng.random() < 0.6:
            put(name, other, numbers.related(kb, name, base))
    for ratio in sorted(numbers.ratios):
        for scope in scopes(kb, kb.questions[ratio[0]]):
            second = values.get((ratio[1], scope))
            if isinstance(second, int) and rng.random() < 0.6:
                put(ratio[0], scope, numbers.first_of_ratio(kb, ratio, second))


def cells(kb: KnowledgeBase, questions: Iterable[str] | None = None) -> dict[Cell, list[Answer]]:
    """What each (question, scope) can be as far as rules can tell.

    That is: not asked, unknown, hurt, the options, the stretches between thresholds. Without ``questions``, of those
    that anything in the base reads. Of ``multi``: every set of ticks up to four options, beyond that nothing, each
    single one, and all. A number that a gap or a ratio reads: every number of a range of up to 40, else those next to
    which the comparison tips.
    """
    numbers = _Numbers(kb)
    names = cone(kb, conditions(kb)) if questions is None else list(questions)
    found: dict[Cell, list[Answer]] = {}
    for name in names:
        question = kb.questions[name]
        values: list[Answer] = [State.NOT_ASKED]
        if question.kind != "symptom":
            values.append(State.UNKNOWN)
        if question.kind == "test":
            values.append(State.HURT)
        for scope in scopes(kb, question):
            found[name, scope] = [*values, *_known_values(kb, question, numbers)]
    return found


def _known_values(kb: KnowledgeBase, question: Question, numbers: _Numbers) -> list[Value]:
    options = list(question.options)
    if question.type == "multi":
        sizes = range(len(options) + 1) if len(options) <= 4 else (0, 1, len(options))
        return [ticks for size in sizes for ticks in itertools.combinations(options, size)]
    if question.type != "number":
        return list(options)
    low, high = bounds(question)
    paired = question.id in numbers.gaps or any(question.id in ratio[:2] for ratio in numbers.ratios)
    if paired and high - low <= 40:
        return list(range(low, high + 1))
    found = {low} | {cut for cut in numbers.cuts.get(question.id, ()) if low <= cut <= high}
    if paired:
        found |= {high, (low + high) // 2}
        for value in sorted(found):
            found |= set(numbers.related(kb, question.id, value))
            for ratio in numbers.ratios:
                if ratio[0] == question.id:
                    found |= set(numbers.first_of_ratio(kb, ratio, value))
    return sorted(v for v in found if low <= v <= high)


def count_sheets(kb: KnowledgeBase, questions: Iterable[str] | None = None) -> int:
    """How many sheets :func:`all_sheets` would run through."""
    return math.prod(len(values) for values in cells(kb, questions).values())


def all_sheets(kb: KnowledgeBase, limit: int, questions: Iterable[str] | None = None) -> Iterator[AnswerSheet]:
    """Every combination of :func:`cells`, in a fixed order. Raises ValueError where there are more than ``limit``."""
    table = cells(kb, questions)
    count = math.prod(len(values) for values in table.values())
    if count > limit:
        raise ValueError(f"{count} sheets, more than {limit}")
    return (_sheet(table, combination) for combination in itertools.product(*table.values()))


def sampled_sheets(kb: KnowledgeBase, rng: Random, count: int, questions: Iterable[str] | None = None) -> Iterator[AnswerSheet]:
    """Random combinations of :func:`cells`: for what :func:`all_sheets` refuses."""
    table = cells(kb, questions)
    return (_sheet(table, tuple(rng.choice(values) for values in table.values())) for _ in range(count))


def _sheet(table: dict[Cell, list[Answer]], combination: tuple[Answer, ...]) -> AnswerSheet:
    pairs = zip(table, combination, strict=True)
    return AnswerSheet({cell: value for cell, value in pairs if value is not State.NOT_ASKED})


# --------------------------------------------------------------------------- circles (4.6)


def has_circle(rules: Iterable[Rule]) -> bool:
    """Whether findings wait for each other; rivals are worked out together, so they count as one.

    Stricter than 4.6 in one point, as the loader is: all that a rule concludes waits for the patterns it yields to.
    """
    rules = [rule for rule in rules if rule.status == "active"]
    leader: dict[str, str] = {}

    def group(finding: str) -> str:
        while finding in leader:
            finding = leader[finding]
        return finding

    for rule in rules:
        for rival in rule.rivals:
            if group(rival) != group(rule.id):
                leader[group(rival)] = group(rule.id)
    muscles = {f for rule in rules for f in concluded_by(rule) if "." in f}
    edges: dict[str, set[str]] = {}
    for rule in rules:
        reads = {finding_of(leaf) for leaf in walk_leaves(rule.when) if leaf.kind not in (Kind.QUESTION, Kind.SIGN)}
        own = {rule.id} if rule.pattern else set()
        for target in says(rule):
            edges.setdefault(target, set()).update(reads, rule.yields_to)
        for target in passed_on(rule):
            edges.setdefault(target, set()).update(own)
        for target in lowered_by(rule, muscles):
            edges.setdefault(target, set()).update(reads, own)
    joined: dict[str, set[str]] = {}
    for target, waits in edges.items():
        joined.setdefault(group(target), set()).update(group(f) for f in waits)

    def reaches(start: str) -> bool:
        todo, seen = list(joined.get(start, ())), set()
        while todo:
            here = todo.pop()
            if here == start:
                return True
            if here not in seen:
                seen.add(here)
                todo += joined.get(here, ())
        return False

    return any(reaches(start) for start in joined)


def lowered_by(rule: Rule, muscles: set[str]) -> set[str]:
    """Every finding a rule discounts or excludes; ``muscles`` are the muscle findings there are."""
    found = set(rule.discount.patterns) | set(rule.exclude.patterns)
    for role in ROLES:
        names = {*getattr(rule.discount, role), *getattr(rule.exclude, role), *rule.discount.muscles}
        found |= {f"{role}.{m}" for m in names}
    return found | (muscles if rule.discount.symptoms is not None else set())


# --------------------------------------------------------------------------- small rule bases


def small_knowledge(rng: Random, tiny: bool = False, exercises: bool = True) -> KnowledgeBase:
    """A random rule base that obeys the load rules: 2 to 4 patterns, 3 to 5 muscles, 4 to 8 questions of all kinds.

    ``tiny``: 1 or 2 patterns and 3 or 4 questions of few answers, for :func:`all_sheets`.
    """
    return _Small(rng, tiny).build(exercises)


class _Small:
    def __init__(self, rng: Random, tiny: bool) -> None:
        self.rng, self.tiny = rng, tiny
        self.muscles = {name: self.muscle(name) for name in ["m_a", "m_b", "m_c", "m_d", "m_e"][: rng.randint(3, 5)]}
        self.questions: dict[str, Question] = {}
        self.tests: dict[str, SelfTest] = {}
        self.symptoms: dict[str, Symptom] = {}
        self.signs: dict[str, Sign] = {}
        self.patterns: dict[str, str] = {}  # id to whole or side
        self.concluded: list[str] = []  # findings that may be read
        self.rules: list[Rule] = []
        codes = [
            "P1",
            "P10",
            "P2",
            "P02",
            "A9",
            "A-9",
            "A_9",
            "B1a",
            "B1b",
            "T03",
            "T3",
            "Z1",
            "Pa",
            "PA",
            "S-01",
            "S-1",
        ]
        self.codes = rng.sample(codes + [f"X{n}" for n in range(12)], 28)

    def maybe(self, share: float) -> bool:
        return self.rng.random() < share

    def kb(self, exercises: dict[str, Exercise] | None = None, maintenance: tuple[str, ...] = ()) -> KnowledgeBase:
        given = tuple(q.id for q in self.questions.values() if q.fixed)
        info = KbInfo(name="small", version="1", minimum_advisor="0", maintenance=maintenance, constants=Constants(given=given))
        return KnowledgeBase(
            info=info, muscles=self.muscles, sources={"X": Source(id="X", status="memory")}, glossary={},
            questions=self.questions, signs=self.signs, tests=self.tests, symptoms=self.symptoms,
            rules={r.code: r for r in sorted(self.rules, key=lambda r: r.code)},
            flags={"F1": Flag(code="F1", title="flag", kind="flag")}, exercises=exercises or {}, hash="0" * 64,
        )  # fmt: skip

    def build(self, exercises: bool) -> KnowledgeBase:
        rng = self.rng
        self.make_questions()
        for n in range(rng.randint(0, 1 if self.tiny else 3)):
            self.make_sign(f"sign_{n}")
        for n in range(rng.randint(1, 2) if self.tiny else rng.randint(2, 4)):
            self.patterns[f"p_{n}"] = rng.choice(["side", "side", "whole"])
        for pattern in self.patterns:
            self.pattern_rule(pattern)
        self.concluded = sorted({f for rule in self.rules for f in concluded_by(rule)})
        for _ in range(rng.randint(1, 3) if self.tiny else rng.randint(3, 8)):
            self.plain_rule()
        for index in range(len(self.rules)):
            self.add_effects(index)
        for _ in range(rng.randint(0, 2)):
            self.safety_rule()
        if self.maybe(0.3):  # a rule that must not act
            when = self.condition("whole", 1)
            rule = self.rule(code="D1", id="drafted", when=when, status=rng.choice(["draft", "retired"]))
            certainty = self.share_of(ceiling(self.kb(), rule))
            conclude = Conclude(dominant={sorted(self.muscles)[0]: certainty})
            self.rules.append(rule.model_copy(update={"conclude": conclude}))
        if not exercises:
            return self.kb()
        table = {e.id: e for e in (self.exercise(f"e_{n:02d}") for n in range(rng.randint(4, 14)))}
        names = sorted(table)
        for name in names:
            if self.maybe(0.5):
                table[name] = table[name].model_copy(update={"easier": rng.choice([n for n in names if n != name])})
        for index, rule in enumerate(self.rules):
            if rule.pattern and self.maybe(0.6):
                self.rules[index] = rule.model_copy(update={"start_with": tuple(rng.sample(names, rng.randint(1, 2)))})
        return self.kb(table, tuple(rng.sample(names, rng.randint(0, len(names)))))

    # ------------------------------------------------------------- questions and signs
    def muscle(self, name: str) -> Muscle:
        region = self.rng.choice(REGIONS)
        data = {
            "id": name,
            "name": name,
            "anatomy": name,
            "region": region,
            "role": "both",
            "map": "F",
            "tendency": "either",
        }
        return Muscle.model_validate(data | {"paired": self.rng.choice(["yes", "yes", "no"])})

    def make_questions(self) -> None:
        rng = self.rng
        for n in range(1 if self.tiny else rng.randint(1, 2)):
            per: Literal["side", "whole"] = rng.choice(["side", "whole"])
            name = f"symptom_{n}"
            area = tuple(rng.sample(REGIONS, rng.randint(1, 3)))
            self.symptoms[name] = Symptom(id=name, name=name, ask=name, per=per, area=area)
            self.add_question(name, "symptom", "choice", per, options={"present": "yes", "absent": "no"})
        for n in range(1 if self.tiny else rng.randint(1, 3)):
            name = f"test_{n}"
            gate = self.condition("whole", 0, signs=False, answered=True) if self.maybe(0.2) else None
            self.tests[name] = SelfTest(
                id=name, name=name, minutes=1, trust=rng.choice([0.25, 0.3, 0.45, 0.6]),
                tags=rng.choice([(), ("leg",)]),
                regions=tuple(rng.sample(REGIONS, rng.randint(0, 2))), relevant_if=gate,
            )  # fmt: skip
        wanted = rng.randint(3, 4) if self.tiny else rng.randint(4, 8)
        kinds = ["test", "history", "test", "history", "safety", "test", "history"]
        while len(self.questions) < wanted:
            index = len(self.questions) - len(self.symptoms)
            kind = kinds[index] if index < len(kinds) else rng.choice(["test", "history", "safety"])
            pers = ["side", "side", "whole"] if kind == "test" else ["whole", "side", "symptom"]
            types = ["yes_no", "choice", "number"] if self.tiny else ["yes_no", "choice", "multi", "number", "number"]
            self.add_question(f"q_{index}", kind, rng.choice(types), rng.choice(pers))

    def add_question(self, name: str, kind: str, type_: str, per: str, **more: Any) -> None:
        rng = self.rng
        data: dict[str, Any] = {"id": name, "ask": name, "kind": kind, "type": type_, "per": per} | more
        if type_ == "yes_no":
            data["options"] = {"yes": "yes", "no": "no"}
        elif type_ == "number":
            data |= {"unit": "s", "decimals": rng.choice([0, 0, 1]), "better": rng.choice(["high", "low"])}
            data["range"] = (0, 0.3 if data["decimals"] else 3) if self.tiny else (0, rng.choice([4, 10]))
        elif "options" not in data:
            data["options"] = {letter: letter for letter in "abcd"[: 2 if self.tiny else rng.randint(2, 4)]}
            data["none"] = "nothing" if type_ == "multi" else ""
        if kind == "test":
            data["test"] = rng.choice(sorted(self.tests))
        elif kind == "history" and per == "whole" and self.maybe(0.3):
            data["fixed"] = "yes"
        if kind != "symptom" and self.questions and self.maybe(0.25):
            tests = kind != "safety"
            gate = self.condition(per, self.rng.randint(0, 1), signs=False, answered=True, tests=tests)
            reads = {name for leaf in walk_leaves(gate) for name in (leaf.name, leaf.other)}
            if not any(self.questions[r].test and self.questions[r].test == data.get("test") for r in reads if r):
                data["relevant_if"] = gate
        self.questions[name] = Question.model_validate(data)

    def make_sign(self, name: str) -> None:
        per: Literal["side", "whole"] = self.rng.choice(["side", "side", "whole"])
        gate = self.leaf(per, signs=self.maybe(0.3)) if self.maybe(0.4) else None
        sign = Sign(id=name, per=per, when=self.condition(per, 1), applies_if=gate)
        self.signs = self.signs | {name: sign}

    # ------------------------------------------------------------- conditions
    def leaf(
        self, scope: str, *, signs: bool = True, findings: bool = False, answered: bool = False, tests: bool = True
    ) -> Leaf:  # fmt: skip
        """A leaf for a condition read per ``scope``: whole, side or symptom."""
        rng = self.rng
        if findings and self.concluded and self.maybe(0.3):
            name = rng.choice(self.concluded)
            role, _, muscle = name.partition(".")
            kind, name = (Kind(role), muscle) if muscle else (Kind.PATTERN, name)
            sided = self.muscles[name].paired if muscle else self.patterns[name] == "side"
            return Leaf(kind, name, Op.BAND, (rng.choice(["possible", "likely", "likely", "strong"]),), self.mode(scope, sided))
        usable = [s for s in self.signs.values() if tests or not self.reads_test(s)]
        if signs and usable and self.maybe(0.35):
            sign = rng.choice(usable)
            return Leaf(Kind.SIGN, sign.id, Op.IS, (rng.choice(["yes", "yes", "no"]),), self.mode(scope, sign.per == "side"))
        question = rng.choice([q for q in self.questions.values() if tests or q.kind != "test"])
        leaf = Leaf(Kind.QUESTION, question.id, Op.IS, (), self.mode(scope, question.per == "side"))
        if question.per == "symptom" and (scope != "symptom" or self.maybe(0.2)):
            leaf = replace(leaf, symptom=rng.choice(["any", *self.symptoms]))
        if answered and self.maybe(0.25):
            return replace(leaf, op=Op.ANSWERED)
        if question.kind == "test" and self.maybe(0.12):
            return replace(leaf, op=Op.HURT)
        if question.type == "number":
            return self.number_leaf(leaf, question, scope, tests)
        options = [*question.options, *(["none"] if question.type == "multi" else [])]
        most = len(options) - 1 if question.type == "multi" else max(1, len(question.options) - 1)
        return replace(leaf, values=tuple(sorted(rng.sample(options, rng.randint(1, min(2, most))))))

    def number_leaf(self, leaf: Leaf, question: Question, scope: str, tests: bool) -> Leaf:
        rng = self.rng
        low, high = bounds(question)

        def text(value: int) -> str:
            return format((Decimal(value) / question.scale).normalize(), "f")

        others = [
            q.id for q in self.questions.values()
            if q.type == "number" and q.per == question.per != "symptom" and q is not question
            and (tests or q.kind != "test")
        ]  # fmt: skip
        if others and self.maybe(0.3):
            op = rng.choice([Op.AT_LEAST, Op.MORE_THAN, Op.AT_MOST, Op.LESS_THAN])
            return replace(leaf, op=op, values=(rng.choice(["0.5", "1", "1.1", "2"]),), other=rng.choice(others))
        if question.per == "side" and leaf.side is not None and self.maybe(0.35):
            side = SideMode.SAME if scope == "side" else SideMode.EITHER
            side = SideMode.OTHER if leaf.side is SideMode.OTHER else side
            if self.maybe(0.4):
                return replace(leaf, op=rng.choice(_GAPS), values=(rng.choice(["10", "25", "50"]),), percent=True, side=side)
            n = rng.randint(1, high - low - 1)
            return replace(leaf, op=rng.choice(_GAPS), values=(text(n),), side=side)
        op = rng.choice([Op.AT_LEAST, Op.MORE_THAN, Op.AT_MOST, Op.LESS_THAN, Op.BETWEEN, Op.IS])
        if op is Op.BETWEEN:
            a, b = sorted((rng.randint(low, high), rng.randint(low + 1, high)))
            return replace(leaf, op=op, values=(text(max(a, low + 1)), text(b)))
        down = op in (Op.AT_LEAST, Op.LESS_THAN)
        return replace(leaf, op=op, values=(text(rng.randint(low + down, high - (not down))),))

    def mode(self, scope: str, sided: bool) -> SideMode | None:
        if not sided:
            return None
        whole = [SideMode.EITHER, SideMode.EITHER, SideMode.BOTH]
        modes = [SideMode.SAME, SideMode.SAME, SideMode.SAME, *SideMode] if scope == "side" else whole
        return self.rng.choice(modes)

    def reads_test(self, sign: Sign) -> bool:
        return any(
            self.questions[name].kind == "test" for name in cone(self.kb(), [c for c in (sign.when, sign.applies_if) if c])
        )

    def condition(self, scope: str, depth: int, **kinds: bool) -> Condition:
        """A random condition that can be true."""
        for _ in range(50):
            found = self._condition(scope, depth, kinds)
            if can_be_true(self.kb(), found, lambda _: True, self.concluded):
                return found
        return replace(self.leaf(scope, signs=False, tests=kinds.get("tests", True)))

    def _condition(self, scope: str, depth: int, kinds: dict[str, bool]) -> Condition:
        rng = self.rng
        if depth == 0 or self.maybe(0.25):
            return self.leaf(scope, **kinds)
        group = rng.choice(["all", "any", "not", "at_least", "at_most", "at_least", "all"])
        if group == "not":
            return Not(self._condition(scope, depth - 1, kinds))
        deeper = 0 if group == "at_most" else depth - 1
        children: list[Condition] = []
        for _ in range(rng.randint(2, 4)):
            child = self._condition(scope, deeper, kinds)
            if not any(isinstance(child, Leaf) and isinstance(c, Leaf) and c.same_as(child) for c in children):
                children.append(child)
        m = len(children)
        if group == "all" or m == 1:
            return All(tuple(children))
        if group == "any":
            return Any_(tuple(children))
        if group == "at_least":
            return AtLeast(rng.randint(1, m), tuple(children))
        return AtMost(rng.randint(0, m - 1), rng.randint(0, m), tuple(children))

    # ------------------------------------------------------------- rules
    def rule(self, **more: Any) -> Rule:
        evidence = [
            {
                "cite": "X",
                "basis": self.rng.choice(sorted(BASES)),
                "supports": "s",
                "contested": self.rng.choice(["no", "no", "yes"]),
            }
            for _ in range(self.rng.randint(1, 2))
        ]
        data: dict[str, Any] = {"code": self.codes.pop(), "title": "t", "because": "b", "mechanism": "m", "limits": "l"}
        data["id"] = "r_" + data["code"].lower().replace("-", "_m")
        data |= {"evidence": evidence, "reviewed": {"by": "test", "on": date(2026, 11, 22)}, "advise": "a"}
        return Rule.model_validate(data | more)

    def share_of(self, top: float) -> float:
        return max(0.01, math.floor(100 * top * self.rng.choice([1, 1, 0.7, 0.4]) + 1e-9) / 100)

    def pattern_rule(self, pattern: str) -> None:
        """The pattern's own rule. Later patterns may read earlier ones; one symptom alone cannot make it true."""
        per = self.patterns[pattern]
        passes: dict[str, dict[str, float]] = {
            role: {m: self.rng.choice([1.0, 0.9, 0.8, 0.5, 0.333]) for m in self.some(self.muscles, 0, 2)} for role in ROLES
        }
        rule = self.rule(id=pattern, per=per, when=Not(All(())), conclude={"pattern": 0.01}, passes_on=passes)
        others = [q.id for q in self.questions.values() if q.kind != "symptom" and not q.fixed]
        for attempt in range(60):
            when = self.condition(per, self.rng.randint(1, 2) if attempt < 50 else 0, findings=attempt < 30)
            rule = rule.model_copy(update={"when": when})
            alone = any(can_be_true(self.kb(), when, only_question(name)) for name in self.symptoms)
            if not alone and not has_circle([*self.rules, rule]):
                break
        else:
            while leaf_questions(when := self.leaf(per, signs=False)) - set(others):
                pass
            rule = rule.model_copy(update={"when": when})
        certainty = self.share_of(ceiling(self.kb(), rule))
        self.rules.append(rule.model_copy(update={"conclude": rule.conclude.model_copy(update={"pattern": certainty})}))
        self.concluded = sorted({f for r in self.rules for f in concluded_by(r)})

    def some(self, names: Iterable[str], low: int, high: int) -> list[str]:
        names = sorted(names)
        return self.rng.sample(names, min(len(names), self.rng.randint(low, high)))

    def plain_rule(self) -> None:
        """Evidence for or against muscles and patterns, from symptoms, tests or findings."""
        per = self.rng.choice(["side", "side", "whole"])
        rule = self.rule(per=per, when=self.condition(per, self.rng.randint(0, 2), findings=self.maybe(0.4)))
        kb = self.kb()

        def certainty() -> float:
            against = self.maybe(0.3)
            return self.share_of(min(ceiling(kb, rule, against), 0.4 if against else 1.0)) * (-1 if against else 1)

        conclude: dict[str, Any] = {role: {m: certainty() for m in self.some(self.muscles, 0, 2)} for role in ROLES}
        conclude["patterns"] = {p: certainty() for p in self.some(self.patterns, 0, 1)}
        if not any(conclude.values()):
            conclude["dominant"] = {self.rng.choice(sorted(self.muscles)): certainty()}
        data = rule.model_dump() | {"when": rule.when, "evidence": rule_evidence(rule), "conclude": conclude}
        self.add(Rule.model_validate(data))

    def add(self, rule: Rule) -> None:
        if not has_circle([*self.rules, rule]):
            self.rules.append(rule)

    def add_effects(self, index: int) -> None:
        """Discounts, excludes, rivals, yields and limits, each kept where it makes no circle."""
        rng, rule = self.rng, self.rules[index]
        concluded = {f for r in self.rules for f in concluded_by(r)}
        patterns = [f for f in concluded if "." not in f]
        roles = {role: [f.partition(".")[2] for f in concluded if f.startswith(role + ".")] for role in ROLES}
        factors = [0.3, 0.6, 0.75, 0.9]
        tries: list[dict[str, Any]] = []
        if self.maybe(0.35):
            discount: dict[str, Any] = {role: {m: rng.choice(factors) for m in self.some(roles[role], 0, 1)} for role in ROLES}
            discount["patterns"] = {p: rng.choice(factors) for p in self.some(patterns, 0, 1)}
            discount["muscles"] = {m: rng.choice(factors) for m in self.some({*roles["dominant"], *roles["dormant"]}, 0, 1)}
            discount["symptoms"] = rng.choice([None, None, 0.5, 0.8])
            tries.append({"discount": discount})
        if self.maybe(0.3):
            exclude: dict[str, Any] = {role: tuple(self.some(roles[role], 0, 1)) for role in ROLES}
            tries.append({"exclude": exclude | {"patterns": tuple(self.some(patterns, 0, 1))}})
        if rule.pattern and self.maybe(0.4):
            same = [p for p in self.patterns if p != rule.id and self.patterns[p] == self.patterns[rule.id]]
            tries.append({"rivals": tuple(self.some(same, 1, 2))})
        own = says(rule)
        passing = [r.id for r in self.rules if r.pattern and r is not rule and own & passed_on(r)]
        if passing and self.maybe(0.7):
            tries.append({"yields_to": tuple(self.some(passing, 1, 2))})
        if self.maybe(0.15):
            tries.append({"limit": self.limits(("all", "none"))})
        for effect in tries:
            data = self.rules[index].model_dump() | effect
            changed = Rule.model_validate(data | {"when": rule.when, "evidence": rule_evidence(rule)})
            if not has_circle([*self.rules[:index], changed, *self.rules[index + 1 :]]):
                self.rules[index] = changed

    def limits(self, words: tuple[str, ...]) -> list[dict[str, Any]]:
        rng = self.rng
        return [
            {
                "area": self.area(words), "max_level": rng.choice([None, 0, 1, 2, 3]),
                "max_pain": rng.choice([None, 0, 2, 5]),
                "dose": rng.choice([None, 0.5, 0.75]), "avoid": tuple(self.some(EXERCISE_TAGS, 0, 2)),
            }
            for _ in range(rng.randint(1, 2))
        ]  # fmt: skip

    def area(self, words: tuple[str, ...]) -> tuple[str, ...]:
        return (self.rng.choice(words),) if self.maybe(0.5) else tuple(self.rng.sample(REGIONS, self.rng.randint(1, 4)))

    def safety_rule(self) -> None:
        rng = self.rng
        per = rng.choice(["whole", "whole", "side", "symptom"])
        when = self.condition(per, rng.randint(0, 2), answered=True, tests=False)
        words = ("all", "none", "elsewhere", *(("symptom",) if per == "symptom" else ()))
        data: dict[str, Any] = {"per": per, "when": when, "flag": "F1"}
        levels = ["caution", "soon", "urgent", "emergency"]
        if self.maybe(0.75):
            data["refer"] = {
                "level": rng.choice(levels),
                "area": self.area(words),
                "unsure": rng.choice([None, None, "caution", "soon"]),
            }
        if self.maybe(0.5):
            data["limit"] = self.limits(words)
        if self.maybe(0.4):
            data["withhold"] = tuple(self.some([*self.tests, "ill", "leg"], 1, 2))
        concluded = sorted({f for r in self.rules for f in concluded_by(r)})
        if per != "symptom" and self.maybe(0.3):
            names = self.some(concluded, 1, 2)
            data["exclude"] = {role: tuple(n.partition(".")[2] for n in names if n.startswith(role + ".")) for role in ROLES}
            data["exclude"]["patterns"] = tuple(n for n in names if "." not in n)
        self.add(self.rule(**data))

    # ------------------------------------------------------------- exercises
    def exercise(self, name: str) -> Exercise:
        rng = self.rng
        drill = self.maybe(0.2)
        gate = self.condition("whole", rng.randint(0, 1), answered=True) if self.maybe(0.25) else None
        return Exercise.model_validate({
            "id": name, "name": name, "stage": "drill" if drill else rng.choice(STAGES[:-1]),
            "level": rng.choice([1, 1, 2, 2, 3]),
            "posture": "running_drill" if drill else "standing", "primary": tuple(self.some(self.muscles, 1, 2)),
            "secondary": tuple(self.some(self.muscles, 0, 2)), "quiet": tuple(self.some(self.muscles, 0, 2)),
            "loads": tuple(self.some(REGIONS, 1, 3)), "minutes": rng.randint(1, 6), "dose": {"days_per_week": 3},
            "kit": tuple(self.some(["band", "step"], 0, 1)) if self.maybe(0.4) else (),
            "tags": tuple(self.some(EXERCISE_TAGS, 0, 2)),
            "setup": "s", "movement": ("m",), "cues": ("c",), "feel": "f",
            "fault": {"sign": "s", "do": "d"}, "stop": "s", "pass": "p", "not_if": gate, "why": "w",
        })  # fmt: skip


def rule_evidence(rule: Rule) -> list[dict[str, Any]]:
    """A rule's evidence as it is written, so that it validates again."""
    return [claim.model_dump() | {"contested": "yes" if claim.contested else "no"} for claim in rule.evidence]


def leaf_questions(leaf: Leaf) -> set[str]:
    return {leaf.name} | ({leaf.other} if leaf.other else set())
