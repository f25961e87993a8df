"""While something grave is open, or has ended it, no finding is told: so nothing may be called settled by running it all."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.cli.files import read_answers
from advisor.interview.conduct import Ending
from advisor.interview.order import Step
from advisor.interview.prompter import Verb
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from advisor.population import Program
from advisor.population.advice import ColumnarAdviser
from advisor.population.columns import columns_of
from unit.interview.staged import base, interview, sheet

TOLD = {
    "age": 34, "low_back_pain": "absent", "tight_hamstrings": {"left": "present", "right": "absent"}, "dizzy": "no",
    "pain_now": {"tight_hamstrings": 2}, "night": {"tight_hamstrings": "no"},
}  # fmt: skip
TESTS = [Step("chin_hold", ("",)), Step("plank_lying", ("",)), Step("plank_hold", ("",))]
SIDED = [Step("bridge_hold", ("left", "right")), Step("bridge_drop", ("left", "right"))]


@pytest.fixture(scope="module")
def adviser() -> ColumnarAdviser:
    return ColumnarAdviser(base())


def told(**more: object) -> AnswerSheet:
    return sheet(**{**TOLD, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("chest", [None, ("pain",)], ids=["open", "fired"])
def test_nothing_is_known_to_stay_while_something_grave_is_there(adviser: ColumnarAdviser, chest: tuple[str, ...] | None) -> None:
    """No finding hangs on the chest; what is run shows none at all. All that could move still may, and every test is needed."""
    grave, well = told(**({} if chest is None else {"chest": chest})), told(chest=())
    looks = {}
    for name, answers in (("grave", grave), ("well", well)):
        start = columns_of([answers], adviser.program.columns)
        look = adviser.settling.look(start)
        exact = adviser.exhausting.exact(start, look)
        assert exact.run, "few enough to be run"
        looks[name] = exact
        unsettled = {row for row, yes in enumerate(look.unsettled[:, 0].tolist()) if yes}
        assert exact.moving <= unsettled
        assert name == "well" or exact.moving == unsettled
    assert looks["well"].moving <= looks["grave"].moving
    assert looks["well"].needed <= looks["grave"].needed
    outlook = adviser.outlook(grave, [*TESTS, *SIDED])
    assert not outlook.settled
    assert outlook.ready


def test_it_is_settled_neither_by_hand_nor_in_the_interview(adviser: ColumnarAdviser, tmp_path: Path) -> None:
    """The chest question taken out of a sheet that is settled: the interview asks for it, and never says it is settled."""
    done = {"shoes": (), "last_run": 100, "chin_hold": 40, "plank_lying": "easy", "plank_hold": 60}
    sides = {"bridge_hold": {"left": 30, "right": 30}, "bridge_drop": {"left": "no", "right": "no"}}
    open_ = {name: value for name, value in sides.items() if name == "bridge_drop"}
    assert adviser.outlook(told(chest=(), **done, **sides), []).settled
    assert adviser.outlook(told(chest=(), **done, **open_), SIDED).settled, "who did not drop needs no seconds"
    run, prompter = interview(adviser.knowledge, tmp_path / "a.yaml", [Verb.QUIT], told(**done, **open_), adaptive=True)
    assert run.ending() is None
    assert run.agenda.could_tell(run.safety) is None
    assert run.run() is Ending.LEFT
    assert [prompt.text.splitlines()[0] for prompt in prompter.asked] == ["Any of these?"]


def test_on_the_shipped_rules_too(kb: KnowledgeBase, program: Program) -> None:
    """The demo without one self-test, and then without the question about the heart: the self-test can still tell."""
    demo = read_answers(str(Path(__file__).parents[3] / "rules" / "personas" / "demo.yaml"), kb)
    shipped, step = ColumnarAdviser(kb, program), Step("t_plank", ("",))
    for left_out in ({"t_plank"}, {"t_plank", "heart_signs"}):
        answers = AnswerSheet({cell: value for cell, value in demo.values.items() if cell[0] not in left_out})
        outlook = shipped.outlook(answers, [step])
        assert not outlook.settled
        assert outlook.best == (step,)
