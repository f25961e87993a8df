"""Bounds where a certainty can fall as well as rise: each case is one that a careless bound gets wrong."""

from __future__ import annotations

import shutil
from dataclasses import replace

import numpy as np
import pytest

from advisor.knowledge import load_knowledge
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from advisor.model.condition import Kind, Leaf, Op, SideMode
from advisor.model.knowledge import Conclude
from advisor.population import Columns, columns_of, compile_plan
from advisor.population.bounds import CLOSED, Bounds, bound
from advisor.population.cones import cones
from oracle.naive import evaluate
from unit.interview.staged import BASE, base, sheet

_RULE = """
code: {code}
id: {id}
title: A pattern
per: side
when: {when}
conclude: {{pattern: 0.5}}
passes_on: {{dormant: {{gluteus_maximus: 0.9}}}}
because: It is so.
mechanism: One possible reason.
evidence: [{{cite: R15, basis: EMG, supports: it}}, {{cite: R15, basis: EMG, supports: that}}]
limits: None known.
reviewed: {{by: consensus, on: 2026-11-22}}
"""


@pytest.fixture(scope="module")
def yielding(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """A test's rule that yields to a pattern read off the last run; a second pattern without any test."""
    root = tmp_path_factory.mktemp("rules") / "rules"
    shutil.copytree(BASE, root)
    parts = ("{last_run: {at_least: 20}}", "{shoes: heels}")
    far, heels = ("{all: [{tight_hamstrings: present}, " + part + "]}" for part in parts)
    patterns, test = root / "patterns", root / "selftests" / "bridge.yaml"
    (patterns / "hamstring_synergist.yaml").write_text(_RULE.format(code="HIP-003", id="hamstring_synergist", when=far))
    (patterns / "heels.yaml").write_text(_RULE.format(code="HIP-004", id="heels", when=heels))
    held = "    because: You held"
    test.write_text(test.read_text().replace(held, f"    yields_to: [hamstring_synergist]\n{held}"))
    return load_knowledge(root)


def bounded(kb: KnowledgeBase, answers: AnswerSheet) -> tuple[Bounds, int]:
    program = compile_plan(kb)
    found = bound(program, columns_of([answers], program.columns))
    return found, found.keys.index(("dormant.gluteus_maximus", "left"))


TOLD = {
    "age": 34, "tight_hamstrings": {"left": "present", "right": "absent"}, "low_back_pain": "absent", "chest": (), "dizzy": "no",
    "pain_now": {"tight_hamstrings": 2}, "night": {"tight_hamstrings": "no"}, "shoes": ("heels",),
    "bridge_hold": {"left": 5, "right": 30}, "bridge_drop": {"left": "yes", "right": "no"}, "plank_lying": "easy",
    "plank_hold": 60, "chin_hold": 60,
}  # fmt: skip


def test_a_test_that_may_be_left_out_is_not_behind_the_low(yielding: KnowledgeBase) -> None:
    """Once the last run makes the pattern stand, the test's rule yields, and the muscle is held at .40: no test behind it."""
    partial = sheet(**TOLD)  # type: ignore[arg-type]
    found, row = bounded(yielding, partial)
    cf = {km: evaluate(yielding, AnswerSheet({**partial.values, ("last_run", ""): km})).certainty for km in (100, 300)}
    ends = [round(cf[km]["dormant.gluteus_maximus", "left"] * 1e6) for km in (100, 300)]
    assert ends == [600_000, 400_000]
    assert found.lows[row, 0] <= 400_000
    assert found.highs[row, 0] >= 600_000


def test_a_closed_cell_stays_as_it_is(yielding: KnowledgeBase) -> None:
    partial = sheet(**TOLD)  # type: ignore[arg-type]
    program = compile_plan(yielding)
    columns = columns_of([partial], program.columns)
    shut = Columns(1, {**columns.arrays, "last_run": np.array([CLOSED])})
    found = bound(program, shut)
    row = found.keys.index(("dormant.gluteus_maximus", "left"))
    assert found.lows[row, 0] == found.highs[row, 0] == 600_000
    assert found.settled().tolist() == [True]
    assert not bound(program, columns).settled()[0]


def test_pairs_are_counted_for_patterns_directions_and_verdicts(yielding: KnowledgeBase) -> None:
    found, row = bounded(yielding, sheet(**TOLD))  # type: ignore[arg-type]
    assert found.widths[row, 0] == 1, ".40 to .60 is likely throughout"
    pattern = found.keys.index(("hamstring_synergist", "left"))
    assert found.widths[pattern, 0] == 3, "hidden, possible or likely"
    assert found.open_pairs()[0] == found.widths.sum() + found.verdict_widths.sum()
    assert found.unsettled()[:, 0].any()


def test_cones_hold_what_a_finding_can_hang_on(yielding: KnowledgeBase) -> None:
    found = cones(compile_plan(yielding).plan)
    muscle = found["dormant.gluteus_maximus", "left"]
    assert {"last_run", "shoes", "bridge_hold@left", "bridge_drop@left", "tight_hamstrings@left", "chin_hold"} <= muscle
    assert not muscle & {"age", "night@tight_hamstrings", "bridge_hold@right"}


# ---------------------------------------------------------------------------------------------------------- verdicts
def verdict_of(sure: Conclude, perhaps: Conclude) -> tuple[Bounds, int, list[tuple[str, float]]]:
    """``sure`` stands, ``perhaps`` hangs on the shoes: the bounds, the muscle's row, its verdict without them and with them."""
    small = base()
    template = next(r for r in small.active_rules if not r.is_safety and not r.pattern)
    tight = Leaf(Kind.QUESTION, "tight_hamstrings", Op.IS, ("present",), SideMode.EITHER)
    flat = Leaf(Kind.QUESTION, "shoes", Op.IS, ("flat",))
    rules = [one for one in small.active_rules if one.is_safety]
    rules += [
        template.model_copy(update={"code": code, "id": code.lower(), "when": when, "conclude": conclude})
        for code, when, conclude in (("R-1", tight, sure), ("R-2", flat, perhaps))
    ]
    small = replace(small, rules={one.code: one for one in rules})
    program = compile_plan(small)
    told = sheet(**{name: value for name, value in TOLD.items() if name != "shoes"})  # type: ignore[arg-type]
    found = bound(program, columns_of([told], program.columns))
    ends = [evaluate(small, AnswerSheet({**told.values, ("shoes", ""): shoes})) for shoes in ((), ("flat",))]
    key = ("biceps_femoris", "left")
    return found, found.muscles.index(key), [end.verdicts.get(key, ("", 0.0)) for end in ends]


def concluded(dominant: float, dormant: float) -> Conclude:
    muscle = "biceps_femoris"
    return Conclude(dominant={muscle: dominant} if dominant else {}, dormant={muscle: dormant} if dormant else {})


@pytest.mark.parametrize(
    ("sure", "perhaps", "words", "middles"),
    [
        ((0.15, 0.05), (0, 0.13), ["", ""], 0b01),  # dormant .05 to .17: neither direction is ever shown against the other
        ((0.25, 0.22), (0, 0.13), ["unclear", "unclear"], 0b10),  # dormant .22 to .32: both stand, whatever comes
        ((0.25, 0.15), (0, 0.13), ["", "unclear"], 0b11),  # dormant .15 to .26: from nothing to unclear
    ],
)
def test_nothing_and_unclear_are_two_outcomes(
    sure: tuple[float, float], perhaps: tuple[float, float], words: list[str], middles: int
) -> None:
    """Neither ever leads by .20. What is possible is what the oracle says at the two ends, and each is counted once."""
    found, row, verdicts = verdict_of(concluded(*sure), concluded(*perhaps))
    assert [word for word, _ in verdicts] == words
    assert found.verdict_lows[row, 0] > -found.edges[0]
    assert found.verdict_highs[row, 0] < found.edges[0]
    assert found.middles[row, 0] == middles
    assert found.verdict_widths[row, 0] == len(set(words))
    assert found.unsettled()[len(found.keys) + row, 0] == (len(set(words)) > 1)


@pytest.mark.parametrize(("dominant", "perhaps", "outwards"), [(0.399998, (0.13, 0), 249_997), (0.39993, (0, 0.13), 249_913)])
def test_an_end_that_may_move_is_rounded_outwards(dominant: float, perhaps: tuple[float, float], outwards: int) -> None:
    """Against .2 these are half-way between two millionths, .2499975 rounded up and .2499125 down: the low end, and the high
    end, take the other one, for the last digit of a quotient is not sure."""
    found, row, verdicts = verdict_of(concluded(dominant, 0.2), concluded(*perhaps))
    (_, exact), ends = verdicts[0], (int(found.verdict_lows[row, 0]), int(found.verdict_highs[row, 0]))
    assert abs(round(exact * 1e6) - outwards) == 1
    assert ends[0 if perhaps[0] else 1] == outwards


def test_what_cannot_move_has_no_slack() -> None:
    found, row, verdicts = verdict_of(concluded(0.399998, 0.2), Conclude(dominant={"gluteus_maximus": 0.3}))
    exact = round(verdicts[0][1] * 1e6)
    assert (found.verdict_lows[row, 0], found.verdict_highs[row, 0]) == (exact, exact)
