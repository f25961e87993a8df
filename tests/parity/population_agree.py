"""Compares one row of a screening with a consultation, and with the naive evaluator: every number to the last bit."""

from __future__ import annotations

from collections.abc import Sequence, Set

from advisor.inference import trace
from advisor.inference.consult import Consultation, Reasoner
from advisor.inference.safety import allowed, variants_in_use
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import REGIONS
from advisor.population import EVERYTHING, STATES, VERDICTS, Program, Screened, columns_of, screen
from oracle.naive import NaiveResult, evaluate, exercise_allowed

_GRAVEST = {state: place for place, state in enumerate(STATES)}


def screened(program: Program, sheets: Sequence[AnswerSheet], block: int | None = None) -> Screened:
    return screen(program, columns_of(sheets, program.columns), want=EVERYTHING, threads=1, block=block)


def equals_consultation(result: Screened, row: int, found: Consultation) -> None:
    """Everything a screening gives about one row, against experta's consultation."""
    program, safety = result.program, found.safety
    assert result.level_of(row) == safety.level
    told = (bool(result.ended[row]), bool(result.blocked[row]), bool(result.findings_allowed[row]))
    assert told == (safety.ended, safety.blocked, safety.findings_allowed)
    states = {(item.rule, item.scope): item.state for item in safety.items}
    mine = {key: STATES[result.items[place, row]] for place, key in enumerate(program.safety)}
    assert {key: state for key, state in mine.items() if state != "clear"} == states
    flags = dict.fromkeys(program.flags, 0)
    for item in safety.items:
        flags[item.flag] = max(flags[item.flag], _GRAVEST[item.state])
    assert {name: int(result.flags[place, row]) for place, name in enumerate(program.flags)} == flags
    cf = found.certainties.cf if safety.findings_allowed else {}
    keys = [*program.patterns, *program.findings]
    mine_cf = {key: float(result.cf(*key)[row]) for key in keys}
    assert mine_cf == {key: cf.get(key, 0.0) for key in keys}
    assert set(cf) <= set(keys)
    assert result.findings_of(row) == found.findings
    if safety.ended:
        assert not result.allowed[:, row].any()
        return
    assert result.limits_of(row) == found.limits
    may = {n for n in program.exercises if allowed(found.plan, n, found.limits, found.view, found.degrees)}
    assert result.allowed_of(row) == (frozenset() if safety.blocked else may)
    if not safety.blocked:
        for name in program.exercises:
            assert result.variants_of(row, name) == variants_in_use(found.plan, name, found.limits, found.view, found.degrees)
    if safety.findings_allowed:
        assert result.start_with_of(row) == trace.start_with(found)
        assert result.load_first_of(row) == trace.advice_in_force(found)[1]


def agree(kb: KnowledgeBase, reasoner: Reasoner, programs: Sequence[Program], sheets: Sequence[AnswerSheet]) -> None:
    """Every program agrees with experta and with the oracle about every sheet; those two are asked once for all programs."""
    results = [screened(program, sheets) for program in programs]
    for row, sheet in enumerate(sheets):
        found, naive = reasoner.consult(sheet), evaluate(kb, sheet)
        may = exercise_allowed(kb, sheet)
        exercises = {name for name in kb.exercises if may(name)} if naive.findings_allowed and naive.plan_allowed else set()
        for result in results:
            equals_consultation(result, row, found)
            equals_naive(kb, result, row, naive, exercises)


def equals_naive(kb: KnowledgeBase, result: Screened, row: int, naive: NaiveResult, exercises: Set[str]) -> None:
    """The same against the oracle, which shares no code with either engine; ``exercises`` are those it allows where it plans."""
    program = result.program
    assert {key: STATES[result.items[i, row]] for i, key in enumerate(program.safety)} == naive.safety
    told = (result.level_of(row), bool(result.ended[row]), bool(result.findings_allowed[row]))
    assert told == (naive.level, naive.ended, naive.findings_allowed)
    assert (not result.blocked[row] and not result.ended[row]) == naive.plan_allowed
    if not naive.findings_allowed:
        assert not result.verdict[:, row].any()
        assert not result.size[:, row].any()
        assert not result.patterns[:, row].any()
        assert not result.certainties[:, row].any()
        return
    assert {key: float(result.cf(*key)[row]) for key in [*program.patterns, *program.findings]} == {
        key: naive.certainty.get(key, 0.0) for key in [*program.patterns, *program.findings]
    }
    assert set(naive.certainty) <= {*program.patterns, *program.findings}
    verdicts = {
        key: (VERDICTS[result.verdict[i, row]], float(result.size[i, row]) / 1e6)
        for i, key in enumerate(program.muscles)
        if result.verdict[i, row]
    }
    assert verdicts == naive.verdicts
    if naive.plan_allowed:
        limits = result.limits_of(row)
        assert {r: limits.max_level.get(r, 4) for r in REGIONS} == naive.max_level
        assert {r: limits.dose.get(r, 1.0) for r in REGIONS} == naive.dose
        assert {r: limits.max_pain.get(r, kb.info.plan.max_pain) for r in REGIONS} == naive.max_pain
        assert set(limits.avoid) == naive.avoid
        assert result.allowed_of(row) == exercises
        assert naive.start_with <= result.start_with_of(row)
