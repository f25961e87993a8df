"""How and why-not as one tree, from the trace and the plan (DESIGN section 7)."""

from __future__ import annotations

from advisor.inference.consult import Consultation
from advisor.inference.explain import resolve, why_not
from advisor.inference.trace import firings
from advisor.model.assessment import Derivation, ExplainNode, Explanation, Firing, WhyNot, band_of
from advisor.model.base import KnowledgeBase

__all__ = ["explanation_of"]


def explanation_of(found: Consultation, text: str) -> Explanation:
    """Trees for what ``text`` names (see :func:`resolve`). Where the consultation ended: the safety part only."""
    knowledge = found.plan.knowledge
    wanted = resolve(knowledge, text)
    if found.safety.ended or not found.safety.findings_allowed:
        items = tuple(
            ExplainNode(text=f"{item.level}: {item.noticed} {item.do}".strip(), sources=item.sources)
            for item in found.safety.items
            if item.state != "open" and item.level != "none"
        )
        head = "Safety comes first: nothing is concluded from these answers."
        return Explanation(ended=True, trees=(ExplainNode(text=head, children=items),))
    fired = {(f.rule, f.side): f for f in firings(found)}
    return Explanation(ended=False, trees=tuple(_tree(found, fired, name, side) for name, side in wanted))


def _tree(found: Consultation, fired: dict[tuple[str, str], Firing], name: str, side: str) -> ExplainNode:
    knowledge = found.plan.knowledge
    value = found.certainties.cf.get((name, side), 0.0)
    derivation = found.certainties.derivations.get((name, side))
    where = "" if side == "whole" else f", {side}"
    k = knowledge.info.constants
    shown = "spoken against" if value <= k.against else band_of(value, k.hidden, k.likely, k.strong)
    children = [_how(found, fired, derivation)] if derivation is not None else [ExplainNode(text="How: no rule spoke about it.")]
    silent = tuple(
        ExplainNode(
            text=_silent_title(item),
            sources=item.sources,
            children=tuple(
                ExplainNode(text=f"{word}: {leaf}")
                for word, leaves in (("held", item.held), ("failed", item.failed), ("not known", item.unknown))
                for leaf in leaves
            ),
        )
        for item in why_not(found, name, side)
    )
    if silent:
        children.append(ExplainNode(text="Why not more: rules that could have spoken and did not", children=silent))
    return ExplainNode(text=f"{_title(knowledge, name)}{where}: {_cut(value)} ({shown})", children=tuple(children))


def _silent_title(item: WhyNot) -> str:
    where = f" ({item.side})" if item.side else ""
    return f"{item.rule} {item.title}{where}{' - would speak against' if item.against else ''}"


def _title(knowledge: KnowledgeBase, name: str) -> str:
    role, _, muscle = name.partition(".")
    return f"{knowledge.muscles[muscle].name} {role}" if muscle else knowledge.patterns[name].title


def _cut(value: float) -> str:
    """Two decimals, cut, not rounded (DESIGN 4.5)."""
    cut = int(abs(value) * 100 + 1e-9) / 100
    return f"{'-' if value < 0 and cut else ''}{cut:.2f}"


def _number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".") or "0"


def _how(found: Consultation, fired: dict[tuple[str, str], Firing], d: Derivation) -> ExplainNode:
    nodes = []
    for item in d.contributions:
        rule = found.plan.knowledge.rules[item.rule]
        sign = "-" if item.kind == "against" else "+"
        via = f" through the pattern {item.pattern}" if item.pattern else ""
        left_out = f" (left out: {item.left_out_for} already counts it)" if item.left_out_for else ""
        sides = ("left", "right") if item.side == "both" else (item.side,)
        reads = [leaf for s in sides for leaf in (fired[rule.code, s].reads if (rule.code, s) in fired else ())]
        children = [ExplainNode(text=leaf.text) for leaf in dict.fromkeys(reads)]
        if item.pattern:
            children += [
                _how(found, fired, found.certainties.derivations[item.pattern, s])
                for s in (("left", "right") if item.side == "both" else (item.side or "whole",))
                if (item.pattern, s) in found.certainties.derivations
            ]
        children += [
            ExplainNode(text=f"from memory, not checked yet: {claim.supports}", sources=(claim.cite,))
            for claim in rule.evidence
            if found.plan.knowledge.from_memory(claim)
        ]
        text = f"{sign}{_number(item.amount)} {rule.code} {rule.title}{via}{left_out}"
        nodes.append(ExplainNode(text=text, sources=tuple(sorted({c.cite for c in rule.evidence})), children=tuple(children)))
    nodes += [ExplainNode(text=text) for text in _steps(d, found.plan.knowledge.info.constants.symptom_cap)]
    return ExplainNode(text=f"How: {d.finding}{'' if d.side == 'whole' else ' ' + d.side}", children=tuple(nodes))


def _steps(d: Derivation, symptom_cap: float) -> list[str]:
    steps = []
    if d.symptom_sum:
        by = f", times {_number(d.symptom_factor)} because of {d.symptom_factor_by}" if d.symptom_factor_by else ""
        steps.append(f"symptoms alone: {_number(d.symptom_sum)}, at most {_number(symptom_cap)}{by} = {_number(d.symptom_part)}")
    steps.append(f"together {_number(d.combined)}" + (f" (against: {_number(d.against)})" if d.against else ""))
    if d.discount_by:
        steps.append(f"times {_number(d.discount)} because of {d.discount_by}")
    if d.cap is not None:
        steps.append(f"held at {_number(d.cap)}: {len(d.tests)} self-test{'s' if len(d.tests) != 1 else ''} behind it")
    if d.excluded_by:
        steps.append(f"set aside by {d.excluded_by}")
    if d.lost_to:
        steps.append(f"set aside: {d.lost_to} explains it better")
    steps.append(f"certainty {_number(d.certainty)}")
    return steps
