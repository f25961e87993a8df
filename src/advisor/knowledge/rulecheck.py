"""No silent no-op (DESIGN 4.11): what a rule says must be able to matter and must be allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advisor.errors import Diagnostic, nearest
from advisor.knowledge.raw import Entry, Raw
from advisor.model.base import KnowledgeBase
from advisor.model.ceiling import ceilings
from advisor.model.condition import Kind
from advisor.model.dependencies import targets
from advisor.model.knowledge import Rule
from advisor.model.reach import can_be

__all__ = ["SLOT", "check_rules"]

SLOT = re.compile(r"\{([a-z0-9_]+)\}")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")


def check_rules(knowledge: KnowledgeBase, raw: Raw) -> list[Diagnostic]:
    """Every complaint about rules whose names are all known."""
    problems: list[Diagnostic] = []
    concluded = _concludable(knowledge)
    owners: dict[str, str] = {}
    for code, entry in raw.rules.items():
        rule = knowledge.rules[code]
        if rule.status == "retired":
            continue
        if rule.pattern:
            first = owners.setdefault(rule.id, code)
            if first != code:
                problems.append(
                    entry.problem("R509", f"{first} already concludes the pattern {rule.id}", "use conclude: patterns", "id")
                )
        problems.extend(_numbers(knowledge, rule, entry))
        problems.extend(_effects(knowledge, rule, entry, concluded))
        problems.extend(_slots(knowledge, rule, entry))
        problems.extend(_reachable(knowledge, rule, entry))
    return problems


def _concludable(knowledge: KnowledgeBase) -> set[str]:
    found: set[str] = set()
    for rule in knowledge.active_rules:
        touched = targets(rule, knowledge)
        found |= set(touched["conclude"]) | set(touched["passes_on"])
    return found


def _certainties(rule: Rule) -> Iterator[tuple[float, tuple[str, ...]]]:
    if rule.conclude.pattern is not None:
        yield rule.conclude.pattern, ("conclude", "pattern")
    for role in ("patterns", "dominant", "dormant"):
        for name, value in getattr(rule.conclude, role).items():
            yield value, ("conclude", role, name)


def _numbers(knowledge: KnowledgeBase, rule: Rule, entry: Entry[Rule]) -> Iterator[Diagnostic]:
    said = list(_certainties(rule))
    top, against = ceilings(knowledge, rule) if said else (0.0, 0.0)
    for value, path in said:
        if value == 0 or abs(value) > 1:
            yield entry.problem("R501", f"a certainty of {value:g} says nothing", "use a number between -1 and 1, not 0", *path)
        elif value > top + 1e-12:
            yield entry.problem(
                "R502", f"certainty {value} is above its ceiling {_plain(top)}", "lower it, or name better evidence", *path
            )
        elif -value > against + 1e-12:
            yield entry.problem("R502", f"evidence against of {value} is beyond -{_plain(against)}", "move it towards 0", *path)
    if rule.conclude.pattern is not None and rule.conclude.pattern < 0:
        yield entry.problem(
            "R501", "a pattern's own certainty must be above 0", "use conclude: patterns for evidence against", "conclude"
        )
    for role in ("dominant", "dormant"):
        for name, share in getattr(rule.passes_on, role).items():
            if not 0 < share <= 1:
                yield entry.problem(
                    "R503", f"a share of {share:g} is not above 0 and up to 1", "1 passes on all of it", "passes_on", role, name
                )
    for role in ("patterns", "dominant", "dormant", "muscles"):
        for name, factor in getattr(rule.discount, role).items():
            if not 0 < factor < 1:
                yield entry.problem(
                    "R504", f"a factor of {factor:g} is not between 0 and 1", "use exclude for 0", "discount", role, name
                )
    if rule.discount.symptoms is not None and not 0 < rule.discount.symptoms < 1:
        message = f"a factor of {rule.discount.symptoms:g} is not between 0 and 1"
        yield entry.problem("R504", message, "0.6 leaves six tenths", "discount", "symptoms")


def _plain(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _effects(knowledge: KnowledgeBase, rule: Rule, entry: Entry[Rule], concluded: set[str]) -> Iterator[Diagnostic]:
    touched = targets(rule, knowledge)
    if touched["passes_on"] and not rule.pattern:
        yield entry.problem(
            "R508", "passes_on needs conclude: pattern in the same rule", "add it, or conclude muscles", "passes_on"
        )
    if rule.rivals and not rule.pattern:
        yield entry.problem("R508", "rivals needs conclude: pattern in the same rule", "", "rivals")
    for rival in rule.rivals:
        if rival == rule.pattern:
            yield entry.problem("R505", f"{rival} cannot be its own rival", "remove it", "rivals")
        elif rule.pattern and knowledge.sided(rival) != (rule.per == "side"):
            yield entry.problem(
                "R510", f"{rival} and {rule.id} must both be sided or both whole", "only like competes with like", "rivals"
            )
    for key, part in (("exclude", rule.exclude), ("discount", rule.discount)):
        for role in ("patterns", "dominant", "dormant"):
            for name in getattr(part, role):
                finding = name if role == "patterns" else f"{role}.{name}"
                if finding not in concluded:
                    message = f"no rule can conclude {finding}, so this does nothing"
                    where = list(getattr(part, role)).index(name)
                    yield entry.problem("R505", message, "remove it", key, role, name, where, key=True)
    for name in sorted(rule.discount.muscles):
        if not {f"dominant.{name}", f"dormant.{name}"} & concluded:
            yield entry.problem("R505", f"no rule can conclude anything about {name}", "remove it", "discount", "muscles", name)
    says = set(touched["conclude"])
    for pattern in rule.yields_to:
        other = knowledge.patterns[pattern]
        if not says & set(targets(other, knowledge)["passes_on"]):
            yield entry.problem(
                "R505", f"{pattern} passes on to nothing that {rule.code} concludes", "remove it from yields_to", "yields_to"
            )
    if not any(touched.values()) and not (
        rule.limit or rule.start_with or rule.advise or rule.refer or rule.withhold or rule.rivals
    ):
        yield entry.problem("R505", f"{rule.code} has no effect at all", "add conclude, limit, advise ...")


def _slots(knowledge: KnowledgeBase, rule: Rule, entry: Entry[Rule]) -> Iterator[Diagnostic]:
    for field in ("because", "advise"):
        text = getattr(rule, field)
        outside = _BRACKETS.sub("", text)
        bare = SLOT.sub("", text)
        lone = [mark for mark in "{}" if mark in bare] + [mark for mark in "[]" if mark in outside]
        if lone:
            hint = "write {question} for an answer, and close every [ with one ]"
            yield entry.problem("R511", "a lone { } [ or ] stands here", hint, field, within=lone[0])
        for name in SLOT.findall(text):
            if name not in knowledge.questions:
                hint = nearest(name, knowledge.questions) or "use a question's id"
                yield entry.problem("R511", f"the slot {{{name}}} names no question", hint, field, within=f"{{{name}}}")
            elif "{" + name + "}" in outside and can_be(
                rule.when,
                knowledge.signs,
                lambda leaf, name=name: name not in (leaf.name, leaf.other),  # type: ignore[misc]
            ):
                hint = f"write [ ... {{{name}}} ... ] so that it is left out when not known"
                message = f"{rule.code} can fire without an answer to {name}"
                yield entry.problem("R511", message, hint, field, within=f"{{{name}}}")


def _reachable(knowledge: KnowledgeBase, rule: Rule, entry: Entry[Rule]) -> Iterator[Diagnostic]:
    if not can_be(rule.when, knowledge.signs, lambda _: True):
        yield entry.problem("C407", "this condition can never be true", "check the counts", "when")
    if not rule.pattern:
        return
    for symptom in knowledge.symptoms:
        if can_be(
            rule.when,
            knowledge.signs,
            lambda leaf, one=symptom: leaf.kind is Kind.QUESTION and leaf.name == one,  # type: ignore[misc]
        ):
            yield entry.problem("R507", f"the symptom {symptom} alone can fire this pattern", "ask for a second finding", "when")
