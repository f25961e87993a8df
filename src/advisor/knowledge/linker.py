"""Linking: conditions parsed, every name resolved, every rule checked against DESIGN 4.4, 4.9 and 4.11."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from advisor.errors import nearest
from advisor.knowledge.circles import depth_problems, find_circles, sign_circles
from advisor.knowledge.conditions import ConditionReader
from advisor.knowledge.excerpts import clean
from advisor.knowledge.exercisecheck import check_exercises
from advisor.knowledge.normshapes import norm_shapes
from advisor.knowledge.plaintexts import check_plain_texts
from advisor.knowledge.questioncheck import check_question
from advisor.knowledge.raw import Entry, Raw
from advisor.knowledge.reader import Names
from advisor.knowledge.rulecheck import check_rules
from advisor.model import knowledge as k
from advisor.model.base import KnowledgeBase
from advisor.model.condition import Condition, Kind, walk_leaves

__all__ = ["link"]

AT_HOME = ("wall", "chair", "floor", "towel", "pillow", "sock", "bed", "box", "table", "ruler", "pen", "card", "clock", "phone")


def link(raw: Raw, digest: str) -> KnowledgeBase | None:
    """The linked knowledge base, or None with the reasons in ``raw.problems``."""
    _symptom_questions(raw)
    names = Names(
        questions={name: entry.item for name, entry in raw.questions.items()},
        signs={name: entry.item.per for name, entry in raw.signs.items()},
        patterns={e.item.id: e.item.per for e in raw.rules.values() if e.item.pattern and e.item.status == "active"},
        muscles={name: entry.item.paired for name, entry in raw.muscles.items()},
        symptoms=frozenset(raw.symptoms),
    )
    _Linker(raw, names).run()
    norm_shapes(raw)
    if not raw.problems:
        raw.problems.extend(sign_circles(raw))
        raw.problems.extend(check_exercises(raw.exercises))
        raw.problems.extend(check_plain_texts(raw))
    if raw.problems or raw.info is None:
        return None
    knowledge = _build(raw, raw.info.item, digest)
    raw.problems.extend(depth_problems(raw))
    if raw.problems:  # what follows opens signs again and again
        return None
    raw.problems.extend(check_rules(knowledge, raw))
    raw.problems.extend(find_circles(knowledge, raw))
    return None if raw.problems else knowledge


def _symptom_questions(raw: Raw) -> None:
    """Each symptom's presence is a question of the symptom's id (DESIGN 4.1)."""
    for name, entry in raw.symptoms.items():
        symptom = entry.item
        question = k.Question(
            id=name, ask=symptom.ask, help=symptom.help, kind="symptom", type="choice", per=symptom.per, effort=5,
            options={"present": "yes", "absent": "no"}, position=5000,
        )  # fmt: skip
        raw.questions.setdefault(name, Entry(question, entry.source, entry.path))


def _build(raw: Raw, info: k.KbInfo, digest: str) -> KnowledgeBase:
    ordered = sorted(raw.questions.items(), key=lambda pair: pair[1].item.position or 0)
    return KnowledgeBase(
        info=info,
        muscles={name: entry.item for name, entry in raw.muscles.items()},
        sources={name: entry.item for name, entry in sorted(raw.sources.items())},
        glossary=dict(sorted(raw.glossary.items())),
        questions={name: entry.item for name, entry in ordered},
        signs={name: entry.item for name, entry in sorted(raw.signs.items())},
        tests={name: entry.item for name, entry in sorted(raw.tests.items())},
        symptoms={name: entry.item for name, entry in raw.symptoms.items()},
        rules={code: entry.item for code, entry in sorted(raw.rules.items())},
        flags={code: entry.item for code, entry in sorted(raw.flags.items())},
        exercises={name: entry.item for name, entry in sorted(raw.exercises.items())},
        hash=digest,
        placed=frozenset(raw.placed),
    )


class _Linker:
    def __init__(self, raw: Raw, names: Names) -> None:
        self.raw, self.names = raw, names
        self.problems = raw.problems

    def run(self) -> None:
        for name, entry in list(self.raw.questions.items()):
            if entry.item.type == "yes_no":
                options = {"yes": "yes", "no": "no"} | entry.item.options
                self.raw.questions[name] = self._with(entry, options=options)
                self.names.questions[name] = self.raw.questions[name].item  # type: ignore[index]
        for name, entry in self.raw.questions.items():
            self._question(name, entry)
        for name, sign in self.raw.signs.items():
            when = self._read(sign.item.when, sign, ("when",), sign.item.per, findings=False)
            gate = self._optional(sign.item.applies_if, sign, ("applies_if",), sign.item.per, findings=False)
            self.raw.signs[name] = self._with(sign, when=when, applies_if=gate)
        for name, test in self.raw.tests.items():
            relevant = self._relevance(test, "whole")
            for index, claim in enumerate(test.item.evidence):
                self._known([claim.cite], self.raw.sources, "N306", "source", test, "evidence", index, "cite", key=False)
            self._known(test.item.kit, {*k.KIT, *AT_HOME}, "N311", "kit", test, "kit")
            self.raw.tests[name] = self._with(test, relevant_if=relevant)
            self._regions(test.item.regions, test, "regions", words=())
        for symptom in self.raw.symptoms.values():
            self._regions(symptom.item.area, symptom, "area", words=())
        for code, rule in self.raw.rules.items():
            self._rule(code, rule)
        self._ids()
        for name, exercise in self.raw.exercises.items():
            self._exercise(name, exercise)
        for muscle in self.raw.muscles.values():
            self._regions((muscle.item.region,), muscle, "region", words=())
            for index, claim in enumerate(muscle.item.evidence):
                self._known([claim.cite], self.raw.sources, "N306", "source", muscle, "evidence", index, "cite", key=False)
        if self.raw.info is not None:
            self._known(self.raw.info.item.maintenance, self.raw.exercises, "N305", "exercise", self.raw.info, "maintenance")
            self._constants(self.raw.info)

    def _ids(self) -> None:
        """Patterns and self-tests share no id with anything else, but for a test and its first question."""
        rules = [entry for entry in self.raw.rules.values() if entry.item.pattern and entry.item.status != "retired"]
        for entry, path in [(e, ("id",)) for e in rules] + [(e, ("id",)) for e in self.raw.tests.values()]:
            other = self.raw.ids.get(entry.item.id)
            own = other is not None and entry.item.id in self.raw.questions and isinstance(entry.item, k.SelfTest)
            if other is None and isinstance(entry.item, k.Rule):
                other = self.raw.tests.get(entry.item.id)
            if other is not None and not own:
                hint = f"first used at {other.source.place(other.path, key=True)}"
                self.problems.append(entry.problem("K207", f'"{entry.item.id}" is already used', hint, *path))

    def _constants(self, entry: Entry[k.KbInfo]) -> None:
        """The numbers of kb.yaml: wrong ones would bend every result."""
        constants, plan = entry.item.constants, entry.item.plan
        self._known(constants.given, self.raw.questions, "N301", "question", entry, "constants", "given")
        for basis in sorted(set(k.BASES) - set(constants.bases)):
            message, hint = f'the key "{basis}" is missing', f"add {basis}: to bases"
            self.problems.append(entry.problem("K202", message, hint, "constants", "bases", key=True))
        for basis in sorted(set(constants.bases) - set(k.BASES)):
            hint = nearest(basis, k.BASES)
            self.problems.append(entry.problem("K201", f'unknown key "{basis}"', hint, "constants", "bases", basis, key=True))
        shares = {name: value for name, value in constants.model_dump().items() if isinstance(value, float)}
        shares["against"] = -constants.against
        for name, value in shares.items():
            self._within(entry, value, 0, 1, "constants", name)
        for basis, value in constants.bases.items():
            self._within(entry, value, 0, 1, "constants", "bases", basis)
        for name, value in plan.model_dump().items():
            self._within(entry, value, *((0, 10) if isinstance(value, float) or name == "max_pain" else (1, 50)), "plan", name)

    def _within(self, entry: Entry[Any], value: float, low: float, high: float, *path: str) -> None:
        if not low <= value <= high:
            message = f"{path[-1]}: {value:g} is not from {low:g} to {high:g}"
            self.problems.append(entry.problem("K205", message, "write a number in this range", *path))

    def _with(self, entry: Entry[Any], **update: Any) -> Entry[Any]:
        return Entry(entry.item.model_copy(update=update), entry.source, entry.path)

    def _read(
        self, raw: Any, entry: Entry[Any], path: tuple[str, ...], scope: str, *, findings: bool = True,
        answered: bool = False, tests: bool = True,
    ) -> Condition | None:  # fmt: skip
        reader = ConditionReader(self.names, entry.source, scope, findings, answered, tests, self.problems)
        return reader.read(raw, (*entry.path, *path))

    def _relevance(self, entry: Entry[Any], scope: str, *, tests: bool = True) -> Condition | None:
        """A ``relevant_if``: it reads questions only (DESIGN 4.1)."""
        condition = self._optional(
            entry.item.relevant_if, entry, ("relevant_if",), scope, findings=False, answered=True, tests=tests
        )
        for leaf in walk_leaves(condition) if condition is not None else ():
            if leaf.kind is Kind.SIGN:
                message = f'"{leaf.name}" is a sign; relevant_if reads questions only'
                self.problems.append(
                    entry.source.diagnostic("C412", message, "write the question and its answer", leaf.path, key=True)
                )
        return condition

    def _optional(self, raw: Any, entry: Entry[Any], path: tuple[str, ...], scope: str, **more: bool) -> Condition | None:
        return None if raw is None else self._read(raw, entry, path, scope, **more)

    def _known(
        self,
        items: Iterable[str],
        table: Iterable[str],
        code: str,
        what: str,
        entry: Entry[Any],
        *path: str | int,
        key: bool = True,
    ) -> None:
        table = table if isinstance(table, (dict, set, frozenset, Mapping)) else set(table)
        for index, item in enumerate(items):
            if item not in table:
                where: tuple[str | int, ...] = (*path, item, index)
                hint = nearest(item, table) if len(self.problems) < 100 else ""
                self.problems.append(entry.problem(code, f'there is no {what} "{clean(item, 60)}"', hint, *where, key=key))

    def _regions(self, items: tuple[str, ...], entry: Entry[Any], *path: str | int, words: tuple[str, ...]) -> None:
        self._known(items, set(k.REGIONS) | set(words), "N308", "region", entry, *path)

    # --------------------------------------------------------------- questions
    def _question(self, name: str, entry: Entry[k.Question]) -> None:
        question = entry.item
        self.problems.extend(check_question(name, entry))
        self._known(question.prior, set(question.options) | {"none"}, "N302", "answer", entry, "prior")
        if question.kind == "test" and question.test not in self.raw.tests:
            self.problems.append(
                entry.problem("N307", f'"{name}" belongs to no self-test', nearest(question.test, self.raw.tests), "test")
            )
        scope = {"side": "side", "symptom": "symptom"}.get(question.per, "whole")
        relevant = self._relevance(entry, scope, tests=question.kind != "safety")
        self.raw.questions[name] = self._with(entry, relevant_if=relevant)

    # --------------------------------------------------------------- rules
    def _rule(self, code: str, entry: Entry[k.Rule]) -> None:
        rule = entry.item
        when = self._read(rule.when, entry, ("when",), rule.per, answered=rule.is_safety, tests=not rule.is_safety,
                          findings=not rule.is_safety)  # fmt: skip
        self.raw.rules[code] = self._with(entry, when=when)
        for index, claim in enumerate(rule.evidence):
            self._known([claim.cite], self.raw.sources, "N306", "source", entry, "evidence", index, "cite", key=False)
        if not rule.evidence:
            self.problems.append(entry.problem("R513", f"{code} names no evidence", "add evidence: with cite, basis, supports"))
        pieces = (
            ("conclude", rule.conclude),
            ("passes_on", rule.passes_on),
            ("discount", rule.discount),
            ("exclude", rule.exclude),
        )
        for key, part in pieces:
            for role in ("dominant", "dormant", "muscles"):
                self._known(getattr(part, role, ()), self.raw.muscles, "N303", "muscle", entry, key, role)
            self._known(getattr(part, "patterns", ()), self.names.patterns, "N304", "pattern", entry, key, "patterns")
        self._known(rule.rivals, self.names.patterns, "N304", "pattern", entry, "rivals")
        self._known(rule.yields_to, self.names.patterns, "N304", "pattern", entry, "yields_to")
        self._known(rule.start_with, self.raw.exercises, "N305", "exercise", entry, "start_with")
        self._plan_effects(rule, entry)

    def _plan_effects(self, rule: k.Rule, entry: Entry[k.Rule]) -> None:
        words = ("all", "none", "elsewhere", *(("symptom",) if rule.per == "symptom" else ()))
        avoidable = set(k.EXERCISE_TAGS) | set(self.raw.exercises)
        for index, limit in enumerate(rule.limit):
            self._regions(limit.area, entry, "limit", index, "area", words=words)
            if limit.max_level is None and limit.max_pain is None and limit.dose is None and not limit.avoid:
                self.problems.append(
                    entry.problem("R505", "this limit limits nothing", "add max_level, max_pain, dose or avoid", "limit", index)
                )
            self._known(limit.avoid, avoidable, "N305", "exercise or tag", entry, "limit", index, "avoid")
        if rule.refer is not None:
            self._regions(rule.refer.area, entry, "refer", "area", words=words)
        tags = {tag for test in self.raw.tests.values() for tag in test.item.tags}
        self._known(rule.withhold, set(self.raw.tests) | tags | {"ill"}, "N307", "self-test or tag", entry, "withhold")
        if not rule.is_safety and (rule.refer or rule.withhold or rule.words or rule.per == "symptom"):
            what = "refer" if rule.refer else "withhold" if rule.withhold else "words" if rule.words else "per: symptom"
            self.problems.append(
                entry.problem("R512", f"{what} may stand only in safety files", "move the rule to safety/", what)
            )
        concluding = rule.conclude != k.Conclude() or rule.passes_on != k.Shares() or rule.discount != k.Discount()
        if rule.is_safety and (concluding or rule.rivals or rule.yields_to):
            self.problems.append(
                entry.problem("R512", "a safety rule concludes nothing about muscles", "use refer, limit, exclude")
            )

    def _exercise(self, name: str, entry: Entry[k.Exercise]) -> None:
        exercise = entry.item
        condition = self._optional(exercise.not_if, entry, ("not_if",), "whole", findings=False, answered=True)
        forms = {key: self._variant(key, form, entry) for key, form in exercise.variants.items()}
        self.raw.exercises[name] = self._with(entry, not_if=condition, variants=forms)
        for field in ("primary", "secondary", "quiet"):
            self._known(getattr(exercise, field), self.raw.muscles, "N303", "muscle", entry, field)
        for field in ("easier", "next"):
            step = getattr(exercise, field)
            self._known([step] if step else [], self.raw.exercises, "N305", "exercise", entry, field, key=False)
        self._regions(exercise.loads, entry, "loads", words=())
        self._known(exercise.tags, set(k.EXERCISE_TAGS), "N310", "exercise tag", entry, "tags")
        self._known(exercise.kit, set(k.KIT), "N311", "kit", entry, "kit")
        self._known([exercise.dose.cite], self.raw.sources, "N306", "source", entry, "dose", "cite", key=False)
        for index, figure in enumerate(exercise.emg):
            self._known([figure.cite], self.raw.sources, "N306", "source", entry, "emg", index, "cite", key=False)
        for index, claim in enumerate(exercise.evidence):
            self._known([claim.cite], self.raw.sources, "N306", "source", entry, "evidence", index, "cite", key=False)

    def _variant(self, name: str, form: k.Variant, entry: Entry[k.Exercise]) -> k.Variant:
        path = ("variants", name)
        if form.id and form.id != name:
            hint = f"its id is its key, {name}: remove id"
            self.problems.append(entry.problem("K201", 'unknown key "id"', hint, *path, "id", key=True))
        self._known(form.without, set(k.EXERCISE_TAGS), "N310", "exercise tag", entry, *path, "without")
        if form.dose is not None:
            self._known([form.dose.cite], self.raw.sources, "N306", "source", entry, *path, "dose", "cite", key=False)
        condition = self._optional(form.when, entry, (*path, "when"), "whole", findings=False, answered=True)
        return form.model_copy(update={"id": name, "when": condition})
