"""The smallest change equals brute force: every set of up to three answers, each judged by the naive evaluator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations, product
from random import Random

import pytest

from advisor import pipeline
from advisor.errors import AdvisorError
from advisor.model.answers import AnswerSheet, State, Value
from advisor.model.assessment import band_of
from advisor.model.base import KnowledgeBase
from advisor.model.condition import All, Kind, Leaf, Op, SideMode
from advisor.model.knowledge import Conclude, Discount, Exclude, Question, Shares
from advisor.population import Column, Program, columns_of, compile_plan
from advisor.population.smallest import GROUPS, Counterfactual, Group, Target
from advisor.population.variation import Change, changed_sheet
from oracle.naive import NaiveResult, evaluate
from oracle.strategies import random_sheet, small_knowledge

Answer = Value | State
Step = tuple[tuple[Column, Answer], int]
"""One answer made another, and how many answers that is (ticks count one each)."""


def place_of(kb: KnowledgeBase, found: NaiveResult, target: Target) -> object:
    """Verdict and band of a muscle, band of anything else; None where nothing may be found."""
    if not found.findings_allowed:
        return None
    name, side = target
    if name in kb.muscles:
        word, size = found.verdicts.get((name, side), ("", 0.0))
        return (word, "" if word in ("", "unclear") else band_of(size))
    return band_of(found.certainty.get(target, 0.0))


def steps(program: Program, sheet: AnswerSheet, group: Group, column: Column) -> Iterator[Step]:
    """Every other answer of a column, each value of a number by itself."""
    question = program.knowledge.questions[column.question]
    held = sheet.get(column.question, column.scope)
    given = held not in (State.NOT_ASKED, State.UNKNOWN)
    if question.kind == "safety" or question.fixed or given != (group == "otherwise"):
        return
    for stored in range(column.low, column.high + 1):
        answer = column.decode(stored)
        if answer != held:
            had = set(held) if isinstance(held, tuple) else set()
            count = len(had ^ set(answer)) if isinstance(answer, tuple) else 1
            yield (column, answer), count if isinstance(held, tuple) else max(count, 1)
    if group == "otherwise":
        for state, may in ((State.HURT, column.may_hurt), (State.UNKNOWN, column.may_unknown)):
            if may and held is not state:
                yield (column, state), 1


def brute(program: Program, sheet: AnswerSheet, target: Target, group: Group, most: int) -> tuple[int, int]:
    """The size of the smallest sets, and the least effort among them; (0, 0) where there is none up to ``most``."""
    kb = program.knowledge
    before = place_of(kb, evaluate(kb, sheet), target)
    each = {column: list(steps(program, sheet, group, column)) for column in program.columns.values()}
    for size in range(1, most + 1):
        efforts = []
        for count in range(1, size + 1):
            for columns in combinations([c for c, items in each.items() if items], count):
                for some in product(*(each[c] for c in columns)):
                    if sum(answers for _, answers in some) == size:
                        after = evaluate(kb, changed(sheet, [step for step, _ in some]))
                        if place_of(kb, after, target) not in (None, before):
                            efforts.append(sum(kb.questions[c.question].effort for c in columns))
        if efforts:
            return size, min(efforts)
    return 0, 0


def changed(sheet: AnswerSheet, some: list[tuple[Column, Answer]]) -> AnswerSheet:
    return changed_sheet(
        sheet, [Change(c.name, c.encode(answer)) for c, answer in some], {c.name: c for c, _ in some}
    )  # fmt: skip


def base_of(seed: int, tiny: bool) -> tuple[Program, AnswerSheet, Random]:
    """A random base with efforts of its own, and a sheet about which findings are allowed."""
    rng = Random(seed)
    kb = small_knowledge(rng, tiny=tiny, exercises=False)
    questions = {name: q.model_copy(update={"effort": rng.choice([5, 10, 30])}) for name, q in kb.questions.items()}
    program = compile_plan(replace(kb, questions=questions))
    for _ in range(60):
        sheet = random_sheet(program.knowledge, rng)
        flat = {}
        for (name, scope), value in sheet.values.items():
            both = program.knowledge.questions[name].per == "side" and not scope
            flat |= {(name, s): value for s in (("left", "right") if both else (scope,))}
        sheet = AnswerSheet(flat)
        if evaluate(program.knowledge, sheet).findings_allowed:
            return program, sheet, rng
    raise AssertionError(f"no sheet of base {seed} allows a finding: choose another seed")


def checked(program: Program, sheet: AnswerSheet, target: Target, group: Group, most: int) -> int:
    kb = program.knowledge
    found = Counterfactual(program).smallest(columns_of([sheet], program.columns), target, group, answers=most)
    size, effort = brute(program, sheet, target, group, most)
    assert found.exact
    assert found.size == size, (target, group)
    before = place_of(kb, evaluate(kb, sheet), target)
    for some in found.sets:
        assert place_of(kb, evaluate(kb, changed_sheet(sheet, some, program.columns)), target) not in (None, before)
    if size:
        first = {change.column for change in found.sets[0]}
        assert sum(kb.questions[program.columns[name].question].effort for name in first) == effort
    return size


@pytest.mark.parametrize("seed", [0, *range(2, 15), 24, 61])  # in the last two, some sets would end the consultation
def test_up_to_three_answers_equal_brute_force_on_tiny_bases(seed: int) -> None:
    program, sheet, rng = base_of(seed, tiny=True)
    targets: list[Target] = [*program.muscles, *program.patterns, *program.findings]
    for target in rng.sample(targets, min(2, len(targets))):
        for group in GROUPS:
            checked(program, sheet, target, group, 3)


@pytest.mark.parametrize("seed", range(103, 111))
def test_one_answer_equals_brute_force_on_small_bases(seed: int) -> None:
    program, sheet, rng = base_of(seed, tiny=False)
    targets: list[Target] = [*program.muscles, *program.patterns]
    for target in rng.sample(targets, min(4, len(targets))):
        for group in GROUPS:
            checked(program, sheet, target, group, 1)


def test_what_would_take_too_long_says_so() -> None:
    """Sizes that are not run are not told as "none"."""
    for seed in range(2, 20):
        program, sheet, _ = base_of(seed, tiny=True)
        base, engine = columns_of([sheet], program.columns), Counterfactual(program)
        for target in [*program.muscles, *program.patterns]:
            full = engine.smallest(base, target, "otherwise")
            short = engine.smallest_of_all(base, [target], "otherwise", work=0.0)[target]
            if full.size < 2 and full.size == short.size:
                continue
            assert not short.exact
            assert short.size == 0
            assert short.tried == 1
            return
    pytest.fail("no finding here needs two answers")


def test_what_no_column_can_hold_leaves_the_report_as_it_is(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = AnswerSheet({("low_back_pain", ""): "present"})
    found = pipeline.assess(kb, sheet, today=date(2026, 1, 5))

    def refused(knowledge: KnowledgeBase) -> Counterfactual:
        raise AdvisorError.of("P801", "rule X cannot be run over a population", "")

    monkeypatch.setattr(pipeline, "counterfactual_for", refused)
    monkeypatch.setattr(pipeline, "_targets_shown", lambda assessment: [("gluteus_maximus", "left")])
    assert pipeline.with_changes(kb, found, sheet) is found
    with pytest.raises(AdvisorError):
        pipeline.what_if(kb, sheet, ["low_back_pain=absent"])


def two_linked_numbers() -> KnowledgeBase:
    """One rule: both sides at 5 or more, and the left at least 4 above the right."""
    kb = small_knowledge(Random(0), tiny=True, exercises=False)
    symptoms = {name: q for name, q in kb.questions.items() if q.kind == "symptom"}
    number = Question.model_validate({
        "id": "n", "ask": "n", "kind": "history", "type": "number", "per": "side", "range": (0, 10), "better": "high",
    })  # fmt: skip
    high = Leaf(Kind.QUESTION, "n", Op.AT_LEAST, ("5",), SideMode.BOTH)
    gap = Leaf(Kind.QUESTION, "n", Op.GAP_AT_LEAST, ("4",))
    muscle = sorted(kb.muscles)[0]
    rule = next(r for r in kb.rules.values() if not r.is_safety).model_copy(update={
        "code": "R1", "id": "r_1", "per": "whole", "when": All((high, gap)), "conclude": Conclude(dominant={muscle: 0.25}),
        "passes_on": Shares(), "discount": Discount(), "exclude": Exclude(), "rivals": (), "yields_to": (), "limit": (),
        "start_with": (), "status": "active", "flag": "", "refer": None, "withhold": (),
    })  # fmt: skip
    return replace(kb, questions={**symptoms, "n": number}, rules={"R1": rule}, signs={}, tests={})


def test_two_numbers_that_only_count_together() -> None:
    """Neither answer's own cells, seen from the other's present value, hold a pair that fires: 9 and 5 do."""
    kb = two_linked_numbers()
    program = compile_plan(kb)
    sheet = AnswerSheet({("n", "left"): 0, ("n", "right"): 0} | {(name, ""): "absent" for name in kb.symptoms})
    target = next(t for t in program.muscles)
    found = Counterfactual(program).smallest(columns_of([sheet], program.columns), target, "otherwise")
    assert found.size == 2
    assert brute(program, sheet, target, "otherwise", 2)[0] == 2
    values = sorted(change.value for change in found.sets[0])
    assert values[0] >= 5
    assert values[1] - values[0] >= 4
    before = place_of(kb, evaluate(kb, sheet), target)
    for some in found.sets:
        assert place_of(kb, evaluate(kb, changed_sheet(sheet, some, program.columns)), target) != before


def test_two_ticks_of_a_list_and_one_answer_more() -> None:
    """Three answers in two columns: neither the ticks alone nor any three single answers move it."""
    kb = two_linked_numbers()
    signs = Question.model_validate({
        "id": "m", "ask": "m", "kind": "history", "type": "multi", "none": "none", "options": {"a": "a", "b": "b", "c": "c"},
    })  # fmt: skip
    shoes = Question.model_validate({
        "id": "y", "ask": "y", "kind": "history", "type": "choice", "options": {"yes": "yes", "no": "no"},
    })  # fmt: skip
    leaves = [Leaf(Kind.QUESTION, name, Op.IS, (value,)) for name, value in (("m", "a"), ("m", "b"), ("y", "yes"))]
    rule = kb.rules["R1"].model_copy(update={"when": All(tuple(leaves))})
    questions = {name: q for name, q in kb.questions.items() if name != "n"} | {"m": signs, "y": shoes}
    program = compile_plan(replace(kb, questions=questions, rules={"R1": rule}))
    sheet = AnswerSheet({("m", ""): (), ("y", ""): "no"} | {(name, ""): "absent" for name in kb.symptoms})
    target = next(iter(program.muscles))
    found = Counterfactual(program).smallest(columns_of([sheet], program.columns), target, "otherwise")
    assert brute(program, sheet, target, "otherwise", 3)[0] == found.size == 3
    assert found.sets == ((Change("m", 0b11), Change("y", program.columns["y"].codes["yes"])),)
