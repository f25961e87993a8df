"""What is not needed changes nothing, what is settled stays: against the oracle, on random bases and on the shipped rules."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.cli.files import read_answers
from advisor.inference.screening import Screening
from advisor.inference.sheet import SheetView
from advisor.inference.why import safety_reads
from advisor.interview.order import Order, is_answered
from advisor.model.answers import AnswerSheet, State, Value
from advisor.model.base import KnowledgeBase
from advisor.model.condition import Any_, Kind, Leaf, Op, SideMode
from advisor.model.knowledge import Conclude, Rule
from advisor.population import Columns, columns_of, compile_plan, rows_of, screen
from advisor.population.advice import ColumnarAdviser
from advisor.population.bounds import bound
from advisor.population.cells import TooMany
from advisor.population.columns import HURT, NOT_ASKED, UNKNOWN
from advisor.population.exhausting import Exhausting, _Run
from advisor.population.runners import Likeness, runners
from advisor.population.settling import Ask, Settling
from oracle.naive import NaiveResult, evaluate
from oracle.strategies import all_sheets, count_sheets, random_sheet, small_knowledge
from parity.test_bounds import by_side, completes, holds, out_of_turn, part
from unit.interview.staged import base

Answers = Mapping[tuple[str, str], Value | State]
THOROUGH = int(os.environ.get("ADVISOR_BOUNDS", "1"))
PERSONAS = sorted(p for p in Path("rules/personas").glob("*.yaml") if not p.name.endswith(".cases.yaml"))


@pytest.fixture(scope="module")
def adviser(kb: KnowledgeBase) -> ColumnarAdviser:
    return ColumnarAdviser(kb)


def bands(kb: KnowledgeBase, naive: NaiveResult) -> dict[tuple[str, str], object]:
    """The band of every finding, and every verdict with its band."""
    k = kb.info.constants

    def band(value: float) -> int:
        return sum(value >= edge for edge in (k.hidden, k.likely, k.strong))

    found: dict[tuple[str, str], object] = {key: band(value) for key, value in naive.certainty.items() if band(value)}
    return found | {key: (word, band(size)) for key, (word, size) in naive.verdicts.items()}


# ------------------------------------------------------------------------------------------------------- what is needed
@settings(max_examples=30 * THOROUGH, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9))
def test_a_question_that_is_not_needed_changes_nothing(seed: int) -> None:
    """All answers to all such questions, whatever the others are; by shape and by running all that is few."""
    rng = Random(seed)
    kb = small_knowledge(rng)
    program = compile_plan(kb)
    anyway = safety_reads(kb)
    settling = Settling(program, anyway)
    for share in (0.2, 0.6):
        sheet = by_side(random_sheet(kb, rng, share), program)
        start = columns_of([sheet], program.columns)
        look = settling.look(start)
        exact = Exhausting(settling).exact(start, look)
        shape = {name for name, yes in zip(settling.questions, look.needed[:, 0], strict=False) if yes}
        assert exact.needed <= shape
        for _ in range(6):
            whole = AnswerSheet({**by_side(random_sheet(kb, rng, 0.2), program).values, **sheet.values})
            whole = AnswerSheet({c: v for c, v in whole.values.items() if c not in out_of_turn(kb, sheet, whole)})
            if not evaluate(kb, whole).findings_allowed:
                continue
            for needed in (shape, exact.needed):
                if needed is exact.needed and look.needed[-1, 0]:
                    continue  # something that is asked anyway is open: said to be needed by shape alone
                drop = {q for q in settling.questions if q not in needed}
                without = {cell: v for cell, v in whole.values.items() if cell in sheet.values or cell[0] not in drop}
                less = evaluate(kb, AnswerSheet(without))
                if less.findings_allowed:
                    assert bands(kb, evaluate(kb, whole)) == bands(kb, less), needed


@pytest.mark.slow
def test_what_moves_is_exactly_what_can_move() -> None:
    """On tiny bases every completion is run: a finding is said to move where two of them differ, and nowhere else."""
    rng, seed, done, moving = Random(3), 0, 0, 0
    while done < 4 * THOROUGH:
        kb = small_knowledge(Random(seed), tiny=True)
        seed += 1
        if not 30 <= count_sheets(kb) <= 800 or any(rule.is_safety for rule in kb.active_rules):
            continue
        done += 1
        program = compile_plan(kb)
        settling = Settling(program)
        sheets = list(all_sheets(kb, 800))
        told = [evaluate(kb, sheet) for sheet in sheets]
        for keep in (0.0, 0.3, 0.5, 0.7, 1.0):
            sheet = by_side(part(rng.choice(sheets), keep, rng), program)
            start = columns_of([sheet], program.columns)
            look = settling.look(start)
            found = Exhausting(settling).exact(start, look)
            mine = [naive for whole, naive in zip(sheets, told, strict=True) if completes(kb, sheet, whole)]
            ways = {key: {str(bands(kb, n).get(key)) for n in mine} for key in {k for n in mine for k in bands(kb, n)}}
            really = {key for key, some in ways.items() if len(some) > 1}
            said = {look.bounds.keys[row] for row in found.moving}
            said_of = {(name.partition(".")[2] or name, side) for name, side in said}
            assert {(name.partition(".")[2] or name, side) for name, side in really} <= said_of
            if found.run:
                assert said <= {k for k in said if (k in really) or ((k[0].partition(".")[2], k[1]) in {
                    (n.partition(".")[2] or n, s) for n, s in really})}  # fmt: skip
            moving += len(really)
    assert moving


class Counting(Exhausting):
    """Counts what it runs."""

    runs = 0

    def _run(self, base: Columns, runs: Sequence[_Run]) -> list[_Run]:
        self.runs += len(runs)
        return super()._run(base, runs)


def walked(settling: Settling, first: Answers, rest: Answers, others: Answers, rng: Random) -> tuple[int, int]:
    """Question by question, now and then an answer changed or taken back: how much is run, and by one that keeps nothing."""
    kept, anew, cells = Counting(settling), 0, dict(first)
    names = sorted({name for name, _ in rest})
    for name in rng.sample(names, len(names)):
        cells |= {cell: value for cell, value in rest.items() if cell[0] == name}
        if rng.random() < 0.3:
            cell = rng.choice(sorted(cells))
            cells = {c: v for c, v in cells.items() if c != cell} | ({cell: others[cell]} if cell in others else {})
        start = columns_of([AnswerSheet(cells)], settling.program.columns)
        look, new = settling.look(start), Counting(settling)
        assert kept.exact(start, look) == new.exact(start, look)
        anew += new.runs
    return kept.runs, anew


def test_what_was_run_before_is_as_if_run_anew(adviser: ColumnarAdviser) -> None:
    """Less is run, and the same comes out: on random bases, and on the shipped rules after the safety questions."""
    found = []
    for seed in range(25 * THOROUGH):
        rng = Random(seed)
        kb = small_knowledge(rng)
        program = compile_plan(kb)
        values, others = (by_side(random_sheet(kb, rng, share), program).values for share in (0.1, 0.3))
        found.append(walked(Settling(program), {}, values, others, rng))
    kept, anew = (sum(some) for some in zip(*found, strict=True))
    assert 0 < kept < 0.9 * anew
    told = [read_answers(str(path), adviser.knowledge).values for path in PERSONAS]
    for seed, (whole, others) in enumerate(pairwise(told[: 2 * THOROUGH + 1])):
        asked, rest = ({c: v for c, v in whole.items() if (c[0] in adviser.asked_anyway) is yes} for yes in (True, False))
        kept, anew = walked(adviser.settling, asked, rest, others, Random(seed))
        assert 0 < kept < 0.9 * anew


# ----------------------------------------------------------------------------------------------------- the next question
def with_priors(kb: KnowledgeBase, rng: Random) -> KnowledgeBase:
    """Every second question with options says how common they are."""
    some = {name: q for name, q in kb.questions.items() if q.options and rng.random() < 0.5}
    told = {
        name: q.model_copy(update={"prior": {option: rng.choice([0.1, 0.3, 0.9]) for option in q.options}})
        for name, q in some.items()
    }
    return replace(kb, questions={**kb.questions, **told})


@settings(max_examples=10 * THOROUGH, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9))
def test_what_an_answer_rules_out_is_the_mean_over_its_cells(seed: int) -> None:
    """The batch against one sheet at a time: pairs possible now less those possible then, ``unknown`` and ``hurt`` left out."""
    rng = Random(seed)
    kb = with_priors(small_knowledge(rng), rng)
    program = compile_plan(kb)
    settling = Settling(program, safety_reads(kb))
    start = columns_of([by_side(random_sheet(kb, rng, 0.6), program)], program.columns)
    asks: dict[Ask, list[int]] = {}
    for name in settling.questions:
        open_ = tuple(c for c in settling.columns if program.columns[c].question == name and c not in start.arrays)
        if open_ and kb.questions[name].per != "symptom":
            asks[Ask(name, open_)] = [0]
    look = settling.look(start, asks)
    before = int(bound(program, start).open_pairs()[0])
    for ask in asks:
        values, weights = settling.variants(ask, start)
        assert all(value >= 0 for row in values for value in row)
        assert len(set(values)) == len(values)
        left = []
        for row in values:
            arrays = {**start.arrays, **{n: np.array([v]) for n, v in zip(ask.columns, row, strict=True)}}
            left.append(int(bound(program, Columns(1, arrays)).open_pairs()[0]))
        mean = before - float(np.dot(left, weights))
        assert look.ruled_out[ask][0] == pytest.approx(mean, abs=6e-7)  # it is told in millionths
        assert look.ruled_out[ask][0] >= 0


def test_priors_weigh_the_cells() -> None:
    kb = base()
    for prior, wanted in (({}, [0.5, 0.5]), ({"no": 0.8, "yes": 0.2}, [0.2, 0.8])):
        drop = kb.questions["bridge_drop"].model_copy(update={"prior": prior})
        program = compile_plan(replace(kb, questions={**kb.questions, "bridge_drop": drop}))
        ask, nobody = Ask("bridge_drop", ("bridge_drop@left",)), columns_of([AnswerSheet()], program.columns)
        found = Settling(program).variants(ask, nobody)
        assert found[0] == ((0,), (1,))
        assert program.columns["bridge_drop@left"].options == ("yes", "no")
        assert found[1].tolist() == pytest.approx(wanted)


def test_shares_of_ticks_weigh_each_way_of_ticking() -> None:
    """Ticked with its share, not ticked with what is left of it; an option without a share counts half."""
    kb = base()
    shoes = kb.questions["shoes"].model_copy(update={"prior": {"flat": 0.2}})
    either = Any_(tuple(Leaf(Kind.QUESTION, "shoes", Op.IS, names) for names in (("flat", "heels"), ("flat",))))
    rule = next(r for r in kb.active_rules if not r.is_safety and not r.pattern).model_copy(update={"when": either})
    program = compile_plan(replace(kb, questions={**kb.questions, "shoes": shoes}, rules={**kb.rules, rule.code: rule}))
    values, weights = Settling(program).variants(Ask("shoes", ("shoes",)), columns_of([AnswerSheet()], program.columns))
    shares = {row[0]: weight for row, weight in zip(values, weights.tolist(), strict=True)}
    assert shares == pytest.approx({0b00: 0.4, 0b01: 0.1, 0b10: 0.4, 0b11: 0.1})


# ------------------------------------------------------------------------------------------------------ the shipped rules
@pytest.mark.slow
def test_random_completions_of_the_shipped_rules(kb: KnowledgeBase, adviser: ColumnarAdviser) -> None:
    """10,000 with ADVISOR_BOUNDS=10: part of a runner's answers, the rest drawn from the cells; and a few by the oracle."""
    rng, program, settling = np.random.default_rng(8), adviser.program, adviser.settling
    people = runners(kb, 20 * THOROUGH, 12, Likeness(tests_left_out=0.0, safety_open=0.0))
    compared = 0
    for row in range(people.rows):
        keep = rng.random(len(program.columns)) < rng.choice([0.2, 0.6, 0.9, 0.97])
        one = people.slice(row, row + 1)
        mine = set(settling.columns)
        kept = [n for n, k in zip(one.arrays, keep, strict=True) if (k or n not in mine) and one.arrays[n][0] != NOT_ASKED]
        sheet = Columns(1, {n: one.arrays[n] for n in kept})
        found = bound(program, sheet)
        count = 50
        arrays = {n: np.repeat(a, count) for n, a in sheet.arrays.items()}
        for name in settling.columns:
            if name not in arrays:
                arrays[name] = _drawn(settling, name, count, rng)
        whole = Columns(count, arrays)
        told = screen(program, whole, want={"certainties", "patterns", "findings"}, threads=1)
        good = told.findings_allowed
        cf = np.concatenate([told.patterns, told.certainties])
        assert ((cf >= found.lows) & (cf <= found.highs) | ~good).all()
        v = np.where(told.verdict == 2, -told.size, told.size)
        shown = (told.verdict == 1) | (told.verdict == 2)
        assert ((v >= found.verdict_lows) & (v <= found.verdict_highs) | ~shown | ~good).all()
        for picked in rows_of(whole, program.columns, [0] if row % 5 == 0 else []):
            holds(found, 0, evaluate(kb, picked))
        compared += count
    assert compared == 1000 * THOROUGH


def _drawn(settling: Settling, name: str, count: int, rng: np.random.Generator) -> np.ndarray:  # type: ignore[type-arg]
    column = settling.program.columns[name]
    codes = [NOT_ASKED, *([UNKNOWN] if column.may_unknown else []), *([HURT] if column.may_hurt else [])]
    try:
        values = [cell.value for cell in settling.cells.of(name) if cell.known]
    except TooMany:
        return rng.integers(0, column.high + 1, count)
    if column.type == "number":
        values += [int(x) for x in rng.integers(column.low, column.high + 1, 6)]
    return rng.choice([*values, *values, *codes], count).astype(column.dtype)


@pytest.mark.slow
@pytest.mark.parametrize("path", PERSONAS if THOROUGH > 1 else PERSONAS[:1], ids=lambda path: path.stem)
def test_what_a_persona_is_not_asked_would_have_changed_nothing(kb: KnowledgeBase, adviser: ColumnarAdviser, path: Path) -> None:
    """Asked what the adviser wants until it is settled: every finding is in the band that all the answers give."""
    full = read_answers(str(path), kb)
    asked = {cell: value for cell, value in full.values.items() if cell[0] in adviser.asked_anyway}
    safety = Screening(adviser.program.plan).judge(AnswerSheet(asked))
    if safety.ended or safety.blocked:
        assert path.stem in ("emergency", "groin_pain_limping")
        return
    order, allowed = Order(kb), set(kb.tests) - set(safety.withheld)
    for _ in range(100):
        now = AnswerSheet(asked)
        steps = order.steps(now, SheetView(kb, now).relevant, safety, allowed)
        open_ = [s for s in steps if not is_answered(s, now) and s.question not in adviser.asked_anyway]
        outlook = adviser.outlook(now, open_, safety.withheld)
        if not outlook.ready:
            break
        step = outlook.ready[0]
        asked = asked | {(step.question, s): _said(full, step.question, s) for s in step.scopes}
    assert outlook.settled
    closed = {q.id for q in kb.questions.values() if q.test in safety.withheld}
    rest = {cell: value for cell, value in full.values.items() if cell[0] not in closed}
    assert bands(kb, evaluate(kb, AnswerSheet(asked))) == bands(kb, evaluate(kb, AnswerSheet({**rest, **asked})))
    assert len({q for q, _ in asked}) < len({q for q, _ in full.values} | set(adviser.settling.questions))


def _said(sheet: AnswerSheet, question: str, scope: str) -> object:
    value = sheet.get(question, scope)
    return State.UNKNOWN if value is State.NOT_ASKED else value


def test_a_question_that_moves_a_verdict_alone_is_needed() -> None:
    """Dominant .40 stands; the open answer takes dormant from .20 to .30, "possible" both. The verdict turns from dominant
    (.25) to unclear, so the question is needed, by its shape and by running it."""
    kb = base()
    muscle = "biceps_femoris"
    template = next(r for r in kb.active_rules if not r.is_safety and not r.pattern)

    def rule(code: str, when: Leaf, conclude: Conclude) -> Rule:
        return template.model_copy(update={"code": code, "id": code.lower(), "when": when, "conclude": conclude})

    tight = Leaf(Kind.QUESTION, "tight_hamstrings", Op.IS, ("present",), SideMode.EITHER)
    rules = [
        rule("R-1", tight, Conclude(dominant={muscle: 0.4})), rule("R-2", tight, Conclude(dormant={muscle: 0.2})),
        rule("R-3", Leaf(Kind.QUESTION, "shoes", Op.IS, ("flat",)), Conclude(dormant={muscle: 0.13})),
    ]  # fmt: skip
    safety = [one for one in kb.active_rules if one.is_safety]
    kb = replace(kb, rules={one.code: one for one in [*safety, *rules]})
    program = compile_plan(kb)
    settling = Settling(program, safety_reads(kb))
    values = {("tight_hamstrings", side): "present" for side in ("left", "right")} | {("low_back_pain", ""): "absent"}
    start = columns_of([AnswerSheet(values)], program.columns)
    look = settling.look(start)
    places = {key: row for row, key in enumerate(look.bounds.keys)}
    assert all(look.bounds.widths[places[f"{role}.{muscle}", "left"], 0] == 1 for role in ("dominant", "dormant"))
    assert look.bounds.verdict_widths[look.bounds.muscles.index((muscle, "left")), 0] > 1
    assert look.needed[settling.questions.index("shoes"), 0]
    assert "shoes" in Exhausting(settling).exact(start, look).needed
