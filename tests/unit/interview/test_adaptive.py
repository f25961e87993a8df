"""The interview that stops when it is settled: what it asks, what it leaves, how it ends; with the shipped engine behind it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from advisor.errors import AdvisorError
from advisor.interview.conduct import Ending
from advisor.interview.entry import EACH
from advisor.interview.hanging import moves_in_words
from advisor.interview.offering import _within
from advisor.interview.order import Step, is_answered
from advisor.interview.outlook import Move, Outcome, Outlook
from advisor.interview.prompter import Prompt, ScriptedPrompter, Verb
from advisor.knowledge import load_knowledge
from advisor.knowledge.source import read_file
from advisor.model.answers import AnswerSheet, State
from advisor.model.assessment import TestOffer as Offer  # pytest would take a name that begins with Test for its own
from advisor.model.base import KnowledgeBase
from advisor.pipeline import adviser_for, read_answers
from advisor.population.advice import ColumnarAdviser
from unit.interview.staged import BASE, base, interview, sheet

DEMO = Path(__file__).parents[3] / "rules" / "personas" / "demo.yaml"
START = ("34", "absent", "left")
SAFETY = ((), "2", "no", "no")
SAFE = {
    "age": 34, "low_back_pain": "absent", "chest": (), "dizzy": "no", "pain_now": {"tight_hamstrings": 2},
    "night": {"tight_hamstrings": "no"},
}  # fmt: skip
TIGHT = sheet(**SAFE, tight_hamstrings={"left": "present", "right": "absent"})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def small() -> KnowledgeBase:
    return base()


def texts(prompter: ScriptedPrompter) -> list[str]:
    return [prompt.text for prompt in prompter.asked]


def test_what_no_finding_hangs_on_is_not_asked(small: KnowledgeBase, tmp_path: Path) -> None:
    """Shoes and the last run move nothing in this base; every safety question is asked all the same."""
    run, prompter = interview(small, tmp_path / "a.yaml", [*START, *SAFETY, "none"], adaptive=True)
    assert run.run() is Ending.DONE
    asked = [text.split("?")[0] for text in texts(prompter)]
    assert asked[-2:] == ["Are you dizzy", "Will you do self-tests now"]
    assert not [text for text in asked if "shoes" in text or "last run" in text]
    ending = run.ending()
    assert ending is not None
    assert not ending.settled
    assert {small.questions[step.question].test for step in ending.best} == {"bridge", "plank", "chin"}


def test_safety_is_asked_also_where_nothing_depends_on_it(small: KnowledgeBase, tmp_path: Path) -> None:
    """Of somebody without a complaint no finding can hang on dizziness: it is asked, and before anything that tells."""
    run, prompter = interview(small, tmp_path / "a.yaml", ["34", "absent", "neither", (), "no", "none"], adaptive=True)
    assert run.run() is Ending.DONE
    assert "Are you dizzy?" in texts(prompter)


def test_a_position_overrides(small: KnowledgeBase, tmp_path: Path) -> None:
    placed = replace(small, placed=small.placed | {"shoes"})
    run, prompter = interview(placed, tmp_path / "a.yaml", [(), "none"], TIGHT, adaptive=True)
    assert run.run() is Ending.DONE
    assert texts(prompter)[0].startswith("Which shoes")


def test_a_position_overrides_among_self_tests_too(small: KnowledgeBase) -> None:
    steps = [Step("chin_hold", ("",)), Step("plank_lying", ("",)), Step("plank_hold", ("",)), *_BRIDGE]
    by_worth = ColumnarAdviser(small).outlook(TIGHT, steps)
    last = by_worth.best[-1].question
    moved = small.questions[last].model_copy(update={"position": 1})
    placed = replace(small, questions={**small.questions, last: moved}, placed=small.placed | {last})
    found = ColumnarAdviser(placed).outlook(TIGHT, steps)
    assert found.best[0].question == last
    assert found.best[1:] == by_worth.best[:-1]
    assert {small.questions[step.question].test for step in found.ready} == {small.questions[last].test}


def test_a_self_test_comes_after_the_one_it_names(small: KnowledgeBase) -> None:
    """The chin test is the best by its position; the bridge, which it comes after, is asked before it, where it is asked."""
    steps = [Step("chin_hold", ("",)), Step("plank_lying", ("",)), Step("plank_hold", ("",)), *_BRIDGE]
    moved = small.questions["chin_hold"].model_copy(update={"position": 1})
    later = small.tests["chin"].model_copy(update={"after": ("bridge",)})
    questions, tests = {**small.questions, "chin_hold": moved}, {**small.tests, "chin": later}
    tied = replace(small, questions=questions, tests=tests, placed=frozenset({"chin_hold"}))
    adviser = ColumnarAdviser(tied)
    found = adviser.outlook(TIGHT, steps)
    assert found.best[0].question == "chin_hold"
    assert [step.question for step in found.ready] == ["bridge_hold", "bridge_drop", "chin_hold"]
    assert [step.question for step in adviser.outlook(TIGHT, steps[:3]).ready] == ["chin_hold"]


@pytest.mark.parametrize(("seconds", "order"), [(1, ["plank_hold", "chin_hold"]), (600, ["chin_hold", "plank_hold"])])
def test_a_self_test_costs_its_time_whatever_of_it_is_asked(tmp_path: Path, seconds: int, order: list[str]) -> None:
    """How the plank felt lying moves nothing here and is not asked; it is done all the same, before how long it was held."""
    copytree(BASE, tmp_path / "base")
    plank, alone = tmp_path / "base" / "selftests" / "plank.yaml", "{plank_hold: {less_than: 30}}"
    text = plank.read_text("utf-8").replace("{any: [{plank_hold: {less_than: 30}}, {plank_lying: hard}]}", alone)
    text = text.replace("plank_hold: {ask", "plank_hold: {effort: 5, ask")
    plank.write_text(text.replace("plank_lying: {ask", f"plank_lying: {{effort: {seconds}, ask"), "utf-8")
    steps = [Step("chin_hold", ("",)), Step("plank_lying", ("",)), Step("plank_hold", ("",))]
    found = ColumnarAdviser(load_knowledge(tmp_path / "base")).outlook(TIGHT, steps)
    assert [step.question for step in found.best] == order
    assert [step.question for step in found.ready] == order[:1]


def test_the_chosen_tests_come_best_first_and_it_ends_settled(small: KnowledgeBase, tmp_path: Path) -> None:
    script = ["all", *[_by_text] * 12]
    run, prompter = interview(small, tmp_path / "a.yaml", script, TIGHT, adaptive=True)
    assert run.run() is Ending.DONE
    order = [line.split(": ")[1] for line in prompter.said if line.startswith("== Test")]
    steps = [Step("chin_hold", ("",)), Step("plank_lying", ("",)), Step("plank_hold", ("",)), *_BRIDGE]
    best = adviser_for(small).outlook(TIGHT, steps).best[0]
    assert order[0].startswith(small.tests[small.questions[best.question].test].name)
    ending = run.ending()
    assert ending is not None
    assert ending.settled
    assert ending.best == ()


def test_a_test_that_can_change_nothing_any_more_is_skipped(small: KnowledgeBase, tmp_path: Path) -> None:
    """On a side that did not drop, how long the bridge was held says nothing more."""

    class Fixed:
        def outlook(self, answers: AnswerSheet, steps: Sequence[Step], closed: Collection[str] = ()) -> Outlook:
            left = [s for s in steps if small.questions[s.question].test == "chin"]
            return Outlook(not left, tuple(left), tuple(left))

        def moves(self, answers: AnswerSheet, step: Step, closed: Collection[str] = ()) -> tuple[Move, ...]:
            return ()

    run, _ = interview(small, tmp_path / "a.yaml", ["done", "40"], TIGHT, adaptive=True)
    run.means = replace(run.means, adviser=Fixed)
    run.session.tests = ("bridge", "chin")
    assert run.run() is Ending.DONE
    assert run.session.answers.get("chin_hold") == 40
    assert run.session.answers.get("bridge_hold", "left") is State.NOT_ASKED


class Restless:
    """Always wants another self-test than the one begun: of the steps looked at, those of tests without an answer first."""

    def __init__(self, knowledge: KnowledgeBase, useless: Collection[str] = ()) -> None:
        self.knowledge, self.useless = knowledge, useless

    def outlook(self, answers: AnswerSheet, steps: Sequence[Step], closed: Collection[str] = ()) -> Outlook:
        begun = {self.knowledge.questions[name].test for name, _ in answers.values}
        left = [step for step in steps if step.question not in self.useless]
        best = sorted(left, key=lambda step: self.knowledge.questions[step.question].test in begun)
        return Outlook(not best, tuple(best), tuple(best[:1]))

    def moves(self, answers: AnswerSheet, step: Step, closed: Collection[str] = ()) -> tuple[Move, ...]:
        return ()


def test_what_was_begun_is_finished_first(small: KnowledgeBase, tmp_path: Path) -> None:
    """Left, then right, then the rest of the self-test, before another one begins; whatever the adviser would rather ask."""
    script = ["done", EACH, *[_by_text] * 14]
    run, prompter = interview(small, tmp_path / "a.yaml", script, TIGHT, adaptive=True)
    run.means = replace(run.means, adviser=lambda: Restless(small))
    run.session.tests = ("bridge", "plank", "chin")
    assert run.run() is Ending.DONE
    asked = [small_test(small, text) for text in texts(prompter) if small_test(small, text)]
    runs = [test for i, test in enumerate(asked) if i == 0 or asked[i - 1] != test]
    assert sorted(runs) == ["bridge", "chin", "plank"], asked
    assert [text.split(".")[0] for text in texts(prompter)[2:4]] == ["LEFT side", "RIGHT side"]


def next_of(
    small: KnowledgeBase, path: Path, given: Mapping[str, object], trail: Sequence[str], useless: Collection[str] = ()
) -> str:
    """The question that the agenda puts next, the three self-tests chosen, with the restless adviser."""
    values = sheet(**given)  # type: ignore[arg-type]
    run, _ = interview(small, path, [], AnswerSheet({**TIGHT.values, **values.values}), adaptive=True)
    run.means = replace(run.means, adviser=lambda: Restless(small, useless))
    run.session.tests = ("bridge", "plank", "chin")
    run.agenda.trail = list(trail)
    return next(step.question for step in run.agenda.steps(run.safety) if not is_answered(step, run.session.answers))


LEFT = {"left": "no"}
LYING = {"plank_lying": "easy"}


@pytest.mark.parametrize(
    ("given", "trail", "wanted"),
    [
        ({"bridge_drop": LEFT}, [], "bridge_drop"),  # begun, so before the question of its test that comes earlier
        ({"bridge_drop": LEFT, "bridge_hold": {"right": 9}}, [], "bridge_hold"),  # two begun: the author's order
        ({"bridge_drop": LEFT, "bridge_hold": {"right": 9}}, ["bridge_drop", "bridge_hold"], "bridge_drop"),  # begun first
        ({"bridge_drop": LEFT, "bridge_hold": {"right": 9}}, ["bridge_drop"], "bridge_hold"),  # of an earlier sitting
        ({"bridge_drop": LEFT, **LYING}, ["bridge_drop", "plank_lying"], "bridge_drop"),  # also where another test is under way
    ],
)
def test_a_question_half_answered_comes_before_all_else(
    small: KnowledgeBase, tmp_path: Path, given: Mapping[str, object], trail: Sequence[str], wanted: str
) -> None:
    assert next_of(small, tmp_path / "a.yaml", given, trail, useless=("bridge_drop", "bridge_hold")) == wanted


def test_the_self_test_under_way_goes_on_before_a_better_one(small: KnowledgeBase, tmp_path: Path) -> None:
    assert next_of(small, tmp_path / "a.yaml", LYING, ["plank_lying"]) == "plank_hold"


def test_a_self_test_under_way_ends_where_the_rest_says_nothing(small: KnowledgeBase, tmp_path: Path) -> None:
    assert next_of(small, tmp_path / "a.yaml", LYING, ["plank_lying"], useless=("plank_hold",)) != "plank_hold"


@pytest.mark.parametrize("trail", [[], ["plank_lying", "shoes"]])
def test_only_the_self_test_asked_last_is_under_way(small: KnowledgeBase, tmp_path: Path, trail: list[str]) -> None:
    """With nothing asked yet, or after a question of no test (other such questions are not "under way"), the best comes next."""
    assert next_of(small, tmp_path / "a.yaml", {**LYING, "shoes": ()}, trail) == "bridge_hold"


_BRIDGE = (Step("bridge_hold", ("left", "right")), Step("bridge_drop", ("left", "right")))


def _by_text(prompt: Prompt) -> str:
    if prompt.text.startswith("Do the test"):
        return "done"
    if prompt.kind == "text":
        return "12"
    return {"Did the hip drop?": "left"}.get(prompt.text, prompt.choices[0].value)


def small_test(small: KnowledgeBase, text: str) -> str:
    return next((q.test for q in small.questions.values() if q.test and q.ask in text), "")


def test_back_goes_the_way_it_came(small: KnowledgeBase, tmp_path: Path) -> None:
    script = ["choose", ("chin", "plank"), "done", Verb.BACK, Verb.QUIT]
    run, prompter = interview(small, tmp_path / "a.yaml", script, TIGHT, adaptive=True)
    run.run()
    assert texts(prompter)[-1].startswith("Are you dizzy") or texts(prompter)[-1].startswith("Will you do")
    script = ["choose", ("chin", "plank"), *[_by_text] * 12]
    run, prompter = interview(small, tmp_path / "b.yaml", script, TIGHT, adaptive=True)
    run.run()
    asked = [text for text in texts(prompter) if small_test(small, text)]
    script = ["choose", ("chin", "plank"), *[_by_text] * len(texts(prompter)[2:-1]), Verb.BACK, Verb.QUIT]
    run, prompter = interview(small, tmp_path / "c.yaml", script, TIGHT, adaptive=True)
    run.run()
    assert texts(prompter)[-1] == asked[-2], "the question answered just before, not the one before it in the file"


def test_resuming_goes_on_and_asks_nothing_twice(small: KnowledgeBase, tmp_path: Path) -> None:
    script = ["choose", ("chin", "plank"), "done", _by_text, Verb.QUIT]
    run, _ = interview(small, tmp_path / "a.yaml", script, TIGHT, adaptive=True)
    run.run()
    before, tests = run.session.answers, run.session.tests
    again, prompter = interview(small, tmp_path / "a.yaml", [_by_text] * 8, before, adaptive=True)
    again.session.tests = tests
    assert again.run() is Ending.DONE
    done = {name for name, _ in before.values}
    assert not [t for t in texts(prompter) if any(small.questions[n].ask == t for n in done)]


def test_a_withheld_test_is_neither_asked_nor_waited_for(small: KnowledgeBase, tmp_path: Path) -> None:
    dizzy = AnswerSheet({**TIGHT.values, ("dizzy", ""): "yes"})
    run, prompter = interview(small, tmp_path / "a.yaml", ["all", *[_by_text] * 9], dizzy, adaptive=True)
    assert run.run() is Ending.DONE
    assert not [text for text in texts(prompter) if "chin" in text]
    ending = run.ending()
    assert ending is not None
    assert ending.settled


def test_without_an_adviser_it_says_so_and_asks_everything(small: KnowledgeBase, tmp_path: Path) -> None:
    def broken() -> object:
        raise AdvisorError.of("P801", "rule X-1 cannot be run over a population: too many options")

    run, prompter = interview(small, tmp_path / "a.yaml", [(), "10", "none"], TIGHT, adaptive=True)
    run.means = replace(run.means, adviser=broken)  # type: ignore[arg-type]
    assert run.run() is Ending.DONE
    assert [line for line in prompter.said if "rule X-1" in line]
    assert texts(prompter)[0].startswith("Which shoes")
    assert run.ending() is None


@pytest.mark.parametrize(("live", "ready", "said"), [(True, False, 1), (True, True, 0), (False, False, 0)])
def test_who_has_to_wait_is_told_so_once(small: KnowledgeBase, tmp_path: Path, live: bool, ready: bool, said: int) -> None:
    """Everything is given but the self-tests: the adviser is made before the first screen. In a pipe nothing is said."""
    run, prompter = interview(small, tmp_path / "a.yaml", ["all", Verb.QUIT], TIGHT, live=live, adaptive=True)
    run.means = replace(run.means, ready=lambda: ready)
    run.run()
    assert [line[:11] for line in prompter.said if "can still tell something" in line] == ["One moment:"] * said


def test_the_adviser_is_waited_for_until_it_is_made(small: KnowledgeBase, tmp_path: Path) -> None:
    run, _ = interview(small, tmp_path / "a.yaml", [Verb.QUIT], TIGHT, adaptive=True)
    assert not run.means.ready()
    run.run()
    assert run.means.ready()
    run, _ = interview(small, tmp_path / "b.yaml", [], TIGHT)
    assert run.means.ready(), "the author's order needs none"


def test_why_names_what_hangs_on_it_and_how_far(small: KnowledgeBase, tmp_path: Path) -> None:
    script = ["choose", ("bridge",), "done", Verb.WHY, Verb.QUIT]
    run, prompter = interview(small, tmp_path / "a.yaml", script, TIGHT, adaptive=True)
    run.run()
    said = "\n".join(prompter.said)
    assert "Together with answers still to come" in said or "Your answer can move these:" in said
    assert "big glute, left: now too little (likely)" in said


def test_moves_in_words() -> None:
    kb = base()
    low, high = Outcome(""), Outcome("dormant", "likely")
    both = [Move("muscle", "gluteus_maximus", side, low, (high, Outcome("dormant", "possible"))) for side in ("left", "right")]
    assert moves_in_words(kb, both) == [
        "",
        "Your answer can move these:",
        "- big glute, both sides: now nothing found; it could be too little (likely) or too little (possible)",
    ]
    wide = Move("pattern", "hamstring_synergist", "left", low, (low, Outcome("pattern", "strong")), alone=False)
    assert moves_in_words(kb, [wide])[-1].endswith("left: now nothing found; it could end anywhere from nothing found to strong")
    assert moves_in_words(kb, []) == []


def test_questions_left_at_most_never_grows_while_answers_come_in(small: KnowledgeBase, tmp_path: Path) -> None:
    script = ["all", *[_by_text] * 12]
    run, prompter = interview(small, tmp_path / "a.yaml", script, TIGHT, adaptive=True)
    assert run.run() is Ending.DONE
    heads = [line for line in prompter.said if line.startswith("== Test")]
    counts = [int(h.split("at most ")[1].split()[0]) if "at most" in h else 0 for h in heads]
    assert len(counts) > 1
    assert counts == sorted(set(counts), reverse=True)


def test_questions_left_at_most_never_grows_between_two_sides(kb: KnowledgeBase, tmp_path: Path) -> None:
    """The shipped rules, every question after the safety screen skipped; one of them is asked side by side."""
    demo = read_answers(read_file(DEMO, "demo").data, kb)
    told = {key: value for key, value in demo.values.items() if kb.questions[key[0]].kind in ("symptom", "safety")}
    run, prompter = interview(kb, tmp_path / "a.yaml", [_skipped] * 40, AnswerSheet(told), adaptive=True)
    assert run.run() is Ending.DONE
    heads = [line for line in prompter.said if "at most" in line]
    counts = [int(head.split("at most ")[1].split()[0]) for head in heads]
    assert any(text.startswith("RIGHT side.") for text in texts(prompter))
    assert counts == sorted(counts, reverse=True), heads


def _skipped(prompt: Prompt) -> str | Verb:
    return Verb.SKIP if Verb.SKIP in prompt.verbs else "none"


def test_the_short_choice_has_one_self_test_at_least() -> None:
    """Also where the most telling one takes longer than the minutes; after it only what still fits."""
    offers = [Offer(test=name, minutes=minutes, muscles=(), patterns=()) for name, minutes in (("a", 25), ("b", 3))]
    assert [offer.test for offer in _within(offers, 20)] == ["a"]
    assert [offer.test for offer in _within(offers[::-1], 20)] == ["b"]
