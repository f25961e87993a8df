"""Why not: for each rule that could have said a finding, what failed and what was unknown (DESIGN section 7)."""

from __future__ import annotations

from advisor.errors import AdvisorError, nearest
from advisor.inference import expression as x
from advisor.inference.consult import Consultation
from advisor.inference.plan import Reading
from advisor.inference.trace import leaf_words
from advisor.model.assessment import WhyNot
from advisor.model.base import KnowledgeBase
from advisor.model.dependencies import targets
from advisor.model.knowledge import SIDES, Rule

__all__ = ["resolve", "targets_of", "why_not"]


def resolve(knowledge: KnowledgeBase, text: str) -> list[tuple[str, str]]:
    """``gluteus_maximus``, ``dormant.gluteus_maximus``, ``hamstring_synergist``, each with ``@left``, ``@right`` or none.

    Gives (finding, side) pairs. Raises AdvisorError N304 with the nearest name.
    """
    name, _, side = text.partition("@")
    role, _, muscle = name.partition(".")
    if name in knowledge.muscles:
        names = [f"dominant.{name}", f"dormant.{name}"]
    elif (role in ("dominant", "dormant") and muscle in knowledge.muscles) or name in knowledge.patterns:
        names = [name]
    else:
        known = [*knowledge.muscles, *knowledge.patterns]
        raise AdvisorError.of("N304", f'there is no muscle or pattern "{name[:60]}"', nearest(muscle or name, known))
    sided = knowledge.sided(muscle or name) if "." in names[0] or name in knowledge.patterns else knowledge.sided(name)
    if "." in names[0]:
        sided = knowledge.muscles[names[0].partition(".")[2]].paired
    sides = SIDES if sided else ("whole",)
    if side and side not in sides:
        raise AdvisorError.of("A605", f'"{side[:20]}" is no side of {name}', f"use {' or '.join(sides)}")
    return [(finding, s) for finding in names for s in sides if not side or s == side]


def targets_of(knowledge: KnowledgeBase, text: str) -> list[tuple[str, str]]:
    """What a text names, as :func:`resolve`, but a muscle is its verdict, not its two certainties."""
    name = text.partition("@")[0]
    found = resolve(knowledge, text)
    return list(dict.fromkeys((name, side) for _, side in found)) if name in knowledge.muscles else found


def why_not(found: Consultation, finding: str, side: str) -> tuple[WhyNot, ...]:
    """Every rule that concludes the finding (or whose pattern passes on to it) and did not act on this side."""
    knowledge = found.plan.knowledge
    items: list[WhyNot] = []
    for rule in knowledge.active_rules:
        if rule.is_safety:
            continue
        touched = targets(rule, knowledge)
        if finding not in touched["conclude"] and finding not in touched["passes_on"]:
            continue
        for scope in _scopes(rule, side):
            reading = found.plan.by_scope[rule.code, scope]
            if (rule.code, scope) not in found.certainties.fired:
                items.append(_explained(found, reading, finding))
    return tuple(items)


def _scopes(rule: Rule, side: str) -> tuple[str, ...]:
    if rule.per != "side":
        return ("",)
    return SIDES if side == "whole" else (side,)


def _explained(found: Consultation, reading: Reading, finding: str) -> WhyNot:
    failed: dict[str, None] = {}
    unknown: dict[str, None] = {}
    held: dict[str, None] = {}
    _sort(found, reading.when, True, held, failed, unknown)
    rule = reading.rule
    negative = finding in rule.conclude.patterns and rule.conclude.patterns[finding] < 0
    for role in ("dominant", "dormant"):
        for name, value in getattr(rule.conclude, role).items():
            negative = negative or (f"{role}.{name}" == finding and value < 0)
    return WhyNot(
        rule=rule.code, title=rule.title, side=reading.scope, against=negative, held=tuple(held), failed=tuple(failed),
        unknown=tuple(unknown), sources=tuple(sorted({claim.cite for claim in rule.evidence})),
    )  # fmt: skip


def _sort(
    found: Consultation, expression: x.Expression, positive: bool,
    held: dict[str, None], failed: dict[str, None], unknown: dict[str, None],
) -> None:  # fmt: skip
    if isinstance(expression, x.Not):
        _sort(found, expression.child, not positive, held, failed, unknown)
    elif isinstance(expression, x.SignRef):
        if expression.gate is not None and found.degrees.of(expression.gate) <= 0:
            unknown[f"{expression.key}: no cut-off applies"] = None
        else:
            _sort(found, expression.body, positive, held, failed, unknown)
    elif isinstance(expression, x.Atom):
        value = found.degrees.of(expression) * (1 if positive else -1)
        text = leaf_words(found.plan.knowledge, found, expression)
        text = text if positive else f"not: {text}"
        (held if value > 0 else failed if value < 0 else unknown)[text] = None
    elif isinstance(expression, x.Counted):
        _sort_counted(found, expression, positive, held, failed, unknown)
    else:
        for child in expression.children:
            _sort(found, child, positive, held, failed, unknown)


def _sort_counted(
    found: Consultation, counted: x.Counted, positive: bool,
    held: dict[str, None], failed: dict[str, None], unknown: dict[str, None],
) -> None:  # fmt: skip
    """``at_most``: what is true stands in its way, what is false helps."""
    true: dict[str, None] = {}
    false: dict[str, None] = {}
    open_: dict[str, None] = {}
    for child in counted.children:
        _sort(found, child, True, true, false, open_)
    limit = f"at most {counted.rule.n} of {len(counted.children)} may be true"
    value = found.degrees.of(counted) * (1 if positive else -1)
    if value > 0:
        held[limit] = None
    elif value < 0:
        failed |= {f"{limit}: {text}": None for text in (true if positive else false)}
    else:
        unknown |= {f"{limit}: {text}": None for text in open_}
