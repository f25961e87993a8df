"""The effect of an edit equals two evaluations of every person; witnesses show it, and need each of their answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from advisor.model.answers import AnswerSheet, State
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import Rule
from advisor.population import BANDS, FIRED, NOT_ASKED, Columns, Program, columns_of, compile_plan, rows_of, screen
from advisor.population.effects import EditEffects, edit_effects
from advisor.population.twobases import Terms, people_of
from oracle.naive import NaiveResult, evaluate
from oracle.strategies import random_sheet, small_knowledge


def with_rules(kb: KnowledgeBase, rules: Iterable[Rule]) -> KnowledgeBase:
    return replace(kb, rules={rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)})


def without_one(kb: KnowledgeBase, rng: Random) -> KnowledgeBase:
    """A rule that concludes only muscles is retired."""
    plain = [r for r in kb.active_rules if not r.is_safety and not r.pattern]
    gone = rng.choice(plain)
    return with_rules(kb, (r.model_copy(update={"status": "retired"}) if r.code == gone.code else r for r in kb.rules.values()))


def halved(kb: KnowledgeBase, rng: Random) -> KnowledgeBase:
    """A rule says half as much."""
    some = [r for r in kb.active_rules if not r.is_safety and (r.conclude.dominant or r.conclude.dormant)]
    if not some:
        pytest.skip("no rule to weaken")
    rule = rng.choice(some)
    conclude = rule.conclude.model_copy(update={
        role: {name: value / 2 for name, value in getattr(rule.conclude, role).items()} for role in ("dominant", "dormant")
    })  # fmt: skip
    return with_rules(kb, (r.model_copy(update={"conclude": conclude}) if r.code == rule.code else r for r in kb.rules.values()))


def told(kb: KnowledgeBase, found: NaiveResult) -> dict[tuple[str, str], str]:
    """Verdict with band, and band of each pattern, where findings are allowed."""
    k = kb.info.constants

    def band(size: float) -> str:
        return "hidden" if size < k.hidden else "possible" if size < k.likely else "likely" if size < k.strong else "strong"

    shown = {key: word if word == "unclear" else f"{word} {band(size)}" for key, (word, size) in found.verdicts.items()}
    return shown | {(n, s): band(cf) for (n, s), cf in found.certainty.items() if n in kb.patterns and band(cf) != "hidden"}


@pytest.mark.parametrize("edit", [without_one, halved])
@pytest.mark.parametrize("seed", range(4))
def test_it_finds_whom_two_evaluations_find(seed: int, edit: object) -> None:
    rng = Random(seed)
    before = small_knowledge(rng, exercises=False)
    after = edit(before, rng)  # type: ignore[operator]
    one, two = compile_plan(before), compile_plan(after)
    sheets = [random_sheet(before, rng, share_unanswered=0.1) for _ in range(60)]
    found = edit_effects(one, two, columns_of(sheets, two.columns), shrink=4)
    for row, sheet in enumerate(sheets):
        old, new = evaluate(before, sheet), evaluate(after, sheet)
        both = old.findings_allowed and new.findings_allowed
        assert bool(found.findings[row] or found.patterns[row]) == (both and told(before, old) != told(after, new)), row
        assert bool(found.safety[row]) == (old.safety != new.safety or old.level != new.level)
    check_counts(found)
    check_witnesses(found, before, after)


def check_counts(found: EditEffects) -> None:
    for effect in found.effects:
        assert effect.people >= 1
        assert effect.before != effect.after
        assert found.changed[effect.row]
    assert bool(found.effects) == bool(found.changed.any())


def shows(effect: object, before: KnowledgeBase, after: KnowledgeBase, sheet: AnswerSheet) -> bool:
    """Whether a sheet shows a finding's or pattern's effect, by the naive evaluator."""
    old, new = evaluate(before, sheet), evaluate(after, sheet)
    key = effect.name, effect.side  # type: ignore[attr-defined]
    empty = "not shown" if effect.kind == "finding" else "hidden"  # type: ignore[attr-defined]
    ways = told(before, old).get(key, empty), told(after, new).get(key, empty)
    return old.findings_allowed and new.findings_allowed and ways == (effect.before, effect.after)  # type: ignore[attr-defined]


def check_witnesses(found: EditEffects, before: KnowledgeBase, after: KnowledgeBase) -> None:
    sizes = [len(effect.witness.answers) for effect in found.effects if effect.witness]
    assert sizes == sorted(sizes)
    for effect in found.effects:
        if effect.witness is None or effect.kind not in ("finding", "pattern"):
            continue
        assert shows(effect, before, after, effect.witness.sheet)


def test_a_witness_needs_each_of_its_answers(kb: KnowledgeBase, program: Program) -> None:
    """On the shipped rules: an answer taken back to the plain runner's, and the effect is gone."""
    rule = kb.patterns["hamstring_synergist"]
    weaker = rule.model_copy(update={"conclude": rule.conclude.model_copy(update={"pattern": 0.3})})
    after = with_rules(kb, [weaker if r.code == rule.code else r for r in kb.rules.values()])
    found = edit_effects(program, compile_plan(after), people_of(kb, after, 400, 1), shrink=4)
    some = [effect for effect in found.effects if effect.witness and effect.kind in ("finding", "pattern")]
    assert some
    for effect in some[:1]:
        witness = effect.witness
        assert witness is not None
        assert shows(effect, kb, after, witness.sheet)
        for key in witness.answers:
            values = dict(witness.sheet.values)
            if kb.questions[key[0]].kind == "symptom":
                values[key] = "absent"
            elif kb.questions[key[0]].kind == "safety":
                continue  # the plain runner's own answer is not known here
            else:
                values.pop(key)
            assert not shows(effect, kb, after, AnswerSheet(values)), key


def test_an_equal_base_changes_nobody(program: Program, kb: KnowledgeBase) -> None:
    found = edit_effects(program, compile_plan(kb), people_of(kb, kb, 100, 2))
    assert not found.changed.any()
    assert found.effects == ()
    assert found.plans_compared == 0


def test_a_renamed_rule_is_compared_with_itself(program: Program, kb: KnowledgeBase) -> None:
    """Its pattern's id is another, its code the same: nobody is told anything else."""
    rule = kb.patterns["neural_hamstring"]

    def swapped(names: Iterable[str]) -> tuple[str, ...]:
        return tuple("nerve_behind" if name == rule.id else name for name in names)

    def renamed(r: Rule) -> Rule:
        patterns = dict(zip(swapped(r.conclude.patterns), r.conclude.patterns.values(), strict=True))
        discounted = dict(zip(swapped(r.discount.patterns), r.discount.patterns.values(), strict=True))
        return r.model_copy(update={
            "id": "nerve_behind" if r.code == rule.code else r.id, "rivals": swapped(r.rivals), "yields_to": swapped(r.yields_to),
            "conclude": r.conclude.model_copy(update={"patterns": patterns}),
            "exclude": r.exclude.model_copy(update={"patterns": swapped(r.exclude.patterns)}),
            "discount": r.discount.model_copy(update={"patterns": discounted}),
        })  # fmt: skip

    after = with_rules(kb, map(renamed, kb.rules.values()))
    found = edit_effects(program, compile_plan(after), people_of(kb, after, 200, 3), plans=20)
    assert not found.patterns.any()
    assert not found.findings.any()


def test_questions_of_one_base_alone(program: Program, kb: KnowledgeBase) -> None:
    """A question that only the new rules ask, and one whose options differ."""
    first, second = list(kb.questions["desk_hours"].options)[:2]
    plank = kb.questions["t_plank"]
    questions = dict(kb.questions)
    questions["new_pillow"] = plank.model_copy(update={"id": "new_pillow", "test": "", "kind": "history", "relevant_if": None})
    after = replace(kb, questions=questions)
    compiled = compile_plan(after)
    people = people_of(kb, after, 60, 4)
    assert "new_pillow" in people.arrays
    assert "new_pillow" not in Terms(program.columns, compiled.columns).old(people).arrays
    assert not edit_effects(program, compiled, people).changed.any()
    fewer = {**program.columns, "desk_hours": replace(program.columns["desk_hours"], options=(second,), high=0)}
    terms = Terms(fewer, program.columns)
    sheets = [AnswerSheet({("desk_hours", ""): value}) for value in (first, second, State.UNKNOWN)]
    in_old = rows_of(terms.old(columns_of(sheets, program.columns)), fewer)
    assert [sheet.get("desk_hours") for sheet in in_old] == [State.NOT_ASKED, second, State.UNKNOWN]


def test_numbers_are_read_in_the_other_base_s_units() -> None:
    kb = small_knowledge(Random(3))
    schema = compile_plan(kb).columns
    name = next(n for n, c in schema.items() if c.type == "number" and c.scale == 1)
    finer = replace(schema[name], scale=10, high=schema[name].high * 10)
    terms = Terms(schema, {**schema, name: finer})
    stored = np.array([0, 10, 25, schema[name].high * 10], finer.dtype)
    assert terms.old(Columns(4, {name: stored})).arrays[name].tolist() == [0, 1, -4, schema[name].high]


def test_a_new_red_flag_is_a_safety_effect(program: Program, kb: KnowledgeBase) -> None:
    """A flag's rule made graver: who is told so, smallest witness first; findings of those who are sent away are not counted."""
    people = people_of(kb, kb, 500, 5)
    items = screen(program, people, want={"items"}).items
    assert items is not None
    fired = {code: int((items[row] == FIRED).sum()) for row, (code, _) in enumerate(program.safety)}
    cautions = [r for r in kb.active_rules if r.is_safety and r.refer and r.refer.level == "caution"]
    rule = max(cautions, key=lambda r: fired[r.code])
    assert rule.refer is not None
    graver = rule.model_copy(update={"refer": rule.refer.model_copy(update={"level": "urgent"})})
    after = with_rules(kb, [graver if r.code == rule.code else r for r in kb.rules.values()])
    found = edit_effects(program, compile_plan(after), people)
    levels = [effect for effect in found.effects if effect.kind == "safety"]
    assert levels
    assert any(effect.after.startswith("urgent") for effect in levels)
    assert found.safety.sum() >= max(effect.people for effect in levels)
    assert not (found.findings & found.safety).all() or not found.findings.any()


def test_an_exercise_taken_away_leaves_plans(program: Program, kb: KnowledgeBase) -> None:
    exercises = {name: e for name, e in kb.exercises.items() if name != "dead_bug_tap"}
    cut = {
        name: e.model_copy(update={
            "easier": "" if e.easier == "dead_bug_tap" else e.easier, "next": "" if e.next == "dead_bug_tap" else e.next,
        })
        for name, e in exercises.items()
    }  # fmt: skip
    maintenance = tuple(name for name in kb.info.maintenance if name != "dead_bug_tap")
    after = replace(kb, exercises=cut, info=kb.info.model_copy(update={"maintenance": maintenance}))
    found = edit_effects(program, compile_plan(after), people_of(kb, after, 150, 6), plans=40, shrink=1)
    assert found.plans_compared == 40
    gone = [effect for effect in found.effects if (effect.kind, effect.name, effect.before) == ("plan", "dead_bug_tap", "in")]
    assert gone
    assert gone[0].people <= found.plans.sum() <= 40


def stricter(kb: KnowledgeBase, program: Program, people: Columns) -> KnowledgeBase:
    """The mild safety rule that fires for most of some people now ends the consultation."""
    items = screen(program, people, want={"items"}).items
    assert items is not None
    fired = {code: int((row == FIRED).sum()) for (code, scope), row in zip(program.safety, items, strict=True) if not scope}
    mild = {code: r.refer for code in fired if (r := kb.rules[code]).refer is not None and r.refer.level in ("soon", "caution")}
    rule = kb.rules[max(mild, key=lambda code: (fired[code], code))]
    assert rule.refer is not None
    refer = rule.refer.model_copy(update={"level": "urgent"})
    return with_rules(kb, (r.model_copy(update={"refer": refer}) if r.code == rule.code else r for r in kb.rules.values()))


@pytest.mark.parametrize("turned", [False, True])
def test_who_gets_or_loses_everything_is_told_that_alone(program: Program, kb: KnowledgeBase, turned: bool) -> None:
    """Whose consultation now ends is told another level, and that there is no plan: no finding of theirs "moves", no exercise."""
    people = people_of(kb, kb, 400, 5)
    after = stricter(kb, program, people)
    pair = (program, compile_plan(after))
    old, new = (screen(one, people) for one in pair)
    ends = new.ended & ~old.ended & ~old.blocked & old.findings_allowed
    assert 3 <= ends.sum() <= 300
    found = edit_effects(*(reversed(pair) if turned else pair), people, shrink=0)
    assert (found.safety & ends).sum() == ends.sum()
    assert not (found.findings & (old.ended | new.ended)).any()
    assert not (found.patterns & (old.ended | new.ended)).any()
    assert found.plans[ends].all()
    names = {effect.name for effect in found.effects if effect.kind == "plan"}
    assert names == {"plan"}
    assert {(e.before, e.after) for e in found.effects if e.kind == "plan"} == {("out", "in") if turned else ("in", "out")}


def test_other_exercises_to_start_with_are_another_plan(program: Program, kb: KnowledgeBase) -> None:
    """Nothing that is found changes, and what is allowed neither: only the order of what is chosen."""
    without = [r.model_copy(update={"start_with": ()}) for r in kb.rules.values()]
    after = with_rules(kb, without)
    found = edit_effects(program, compile_plan(after), people_of(kb, after, 200, 3), shrink=0)
    assert found.plans.any()
    assert {effect.kind for effect in found.effects} == {"plan"}


def test_the_person_named_is_the_one_with_the_fewest_answers(program: Program, kb: KnowledgeBase) -> None:
    rule = kb.patterns["hamstring_synergist"]
    weaker = rule.model_copy(update={"conclude": rule.conclude.model_copy(update={"pattern": 0.3})})
    after = with_rules(kb, [weaker if r.code == rule.code else r for r in kb.rules.values()])
    people = people_of(kb, after, 400, 1)
    found = edit_effects(program, compile_plan(after), people, shrink=0)
    answers = sum((array != NOT_ASKED).astype(int) for array in people.arrays.values())
    old, new = (screen(one, people) for one in (program, compile_plan(after)))
    checked = 0
    for effect in found.effects:
        if effect.kind == "pattern" and effect.name == rule.id:
            ways = [BANDS.index(word) for word in (effect.before, effect.after)]
            bands = [told.bands(told.pattern(rule.id, effect.side)) for told in (old, new)]
            those = (bands[0] == ways[0]) & (bands[1] == ways[1]) & old.findings_allowed & new.findings_allowed
            assert those.sum() == effect.people
            assert those[effect.row]
            assert answers[effect.row] == answers[those].min()
            checked += effect.people > 1
    assert checked
