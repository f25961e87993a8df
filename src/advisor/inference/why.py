"""Why a question is asked: which conclusions hang on it, in plain words (DESIGN section 6)."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.language import Language, language
from advisor.model.base import KnowledgeBase
from advisor.model.condition import Condition, Kind, walk_leaves
from advisor.model.dependencies import targets
from advisor.model.knowledge import Rule
from advisor.model.reach import leaves_through_signs

__all__ = ["questions_read", "safety_reads", "why_asked"]

_MOST = 4


def questions_read(knowledge: KnowledgeBase, condition: Condition) -> set[str]:
    """The questions a condition reads, signs and ratios included."""
    leaves = [leaf for leaf in leaves_through_signs(condition, knowledge.signs) if leaf.kind is Kind.QUESTION]
    return {name for leaf in leaves for name in (leaf.name, leaf.other) if name}


def safety_reads(knowledge: KnowledgeBase) -> frozenset[str]:
    """Every question whose answer can change the safety part, by itself or because others depend on it."""
    reads = {name for rule in knowledge.active_rules if rule.is_safety for name in questions_read(knowledge, rule.when)}
    reads |= {name for name, question in knowledge.questions.items() if question.kind in ("safety", "symptom")}
    todo = list(reads)
    while todo:
        condition = knowledge.questions[todo.pop()].relevant_if
        more = questions_read(knowledge, condition) - reads if condition is not None else set()
        reads |= more
        todo += more
    return frozenset(reads)


def why_asked(knowledge: KnowledgeBase, question: str) -> list[str]:
    """What hangs on a question, one plain sentence each: warning signs, care, patterns, muscles, what is asked next."""
    reads = {rule.code: questions_read(knowledge, rule.when) for rule in knowledge.active_rules}
    rules = [rule for rule in knowledge.active_rules if question in reads[rule.code]]
    rules.sort(key=lambda rule: (len(reads[rule.code]), rule.code))  # what hangs on this question most comes first
    say = language(knowledge.language)
    lines = _safety_lines(knowledge, [rule for rule in rules if rule.is_safety])
    others = [rule for rule in rules if not rule.is_safety]
    lines += _listed(say, "why-patterns", _patterns(knowledge, others))
    lines += _listed(say, "why-muscles", _muscles(knowledge, others))
    if any(rule.discount != type(rule.discount)() or rule.exclude != type(rule.exclude)() for rule in others):
        lines.append(say.text("why-other"))
    if _others_depend(knowledge, question):
        lines.append(say.text("why-next"))
    if any(e.not_if is not None and question in questions_read(knowledge, e.not_if) for e in knowledge.exercises.values()):
        lines.append(say.text("why-exercises"))
    forms = [variant for e in knowledge.exercises.values() for variant in e.variants.values()]
    if any(form.when is not None and question in questions_read(knowledge, form.when) for form in forms):
        lines.append(say.text("why-exercises-other"))
    return lines or [say.text("why-nothing")]


def _safety_lines(knowledge: KnowledgeBase, rules: list[Rule]) -> list[str]:
    titles: dict[str, list[str]] = {"flag": [], "gate": [], "skip": []}
    for rule in rules:
        flag = knowledge.flags[rule.flag]
        titles[flag.kind].append(flag.title)
    say = language(knowledge.language)
    lines = _listed(say, "why-warning", titles["flag"])
    lines += _listed(say, "why-care", titles["gate"])
    return [*lines, say.text("why-leave-out")] if titles["skip"] else lines


def _patterns(knowledge: KnowledgeBase, rules: list[Rule]) -> list[str]:
    named = [name for rule in rules for name in ([rule.id] if rule.pattern else list(rule.conclude.patterns))]
    return [knowledge.patterns[name].title for name in named if name in knowledge.patterns]


def _muscles(knowledge: KnowledgeBase, rules: list[Rule]) -> list[str]:
    found = []
    for rule in rules:
        touched = targets(rule, knowledge)
        for finding in (*touched["conclude"], *touched["passes_on"]):
            muscle = finding.partition(".")[2]
            if muscle:
                found.append(knowledge.muscles[muscle].name)
    return found


def _others_depend(knowledge: KnowledgeBase, question: str) -> bool:
    conditions = [q.relevant_if for name, q in knowledge.questions.items() if name != question]
    conditions += [test.relevant_if for test in knowledge.tests.values()]
    per_symptom = knowledge.questions[question].kind == "symptom"
    return per_symptom or any(question in (leaf.name, leaf.other) for c in conditions if c is not None for leaf in walk_leaves(c))


def _listed(say: Language, key: str, items: Iterable[str], most: int = _MOST) -> list[str]:
    """One sentence with the first few, each once; none where there is nothing."""
    names = list(dict.fromkeys(items))
    if not names:
        return []
    more = [say.text("why-more", number=len(names) - most)] if len(names) > most else []
    return [say.text(key, names="; ".join([*names[:most], *more]))]
