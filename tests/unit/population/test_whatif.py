"""What-if equals two consultations; what would change it equals the search, with words' worth of data; safety stays shut."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest

from advisor import pipeline
from advisor.cli.files import read_answers
from advisor.errors import AdvisorError
from advisor.inference.consult import Reasoner
from advisor.interview.changes import changes_from
from advisor.model.answers import AnswerSheet, State, Value
from advisor.model.assessment import Assessment
from advisor.model.base import KnowledgeBase
from advisor.pipeline import assess, with_changes
from advisor.population import Program
from advisor.population.cells import Cells
from advisor.population.columns import columns_of
from advisor.population.proposals import GROUPS, proposals
from advisor.population.smallest import Counterfactual
from advisor.population.whatif import what_if, would_change
from unit.interview import staged

PERSONAS = sorted(path.stem for path in (Path(__file__).parents[3] / "rules" / "personas").glob("*.yaml"))[::2]
DAY = date(2026, 1, 5)


def persona(kb: KnowledgeBase, name: str) -> AnswerSheet:
    return read_answers(str(Path(__file__).parents[3] / "rules" / "personas" / f"{name}.yaml"), kb)


@pytest.fixture(scope="module")
def engine(program: Program) -> Counterfactual:
    return Counterfactual(program)


def some_changes(program: Program, rng: Random) -> dict[tuple[str, str], Value | State]:
    cells, found = Cells(program), {}
    for column in rng.sample(list(program.columns.values()), rng.randint(1, 4)):
        if column.type != "multi":
            found[column.question, column.scope] = column.decode(rng.choice(cells.of(column.name)).value)
    return found


def standings(found: Assessment) -> dict[tuple[str, str], tuple[str, str, float]]:
    muscles = {(f.muscle, f.side): (f.role, f.band, f.certainty) for f in found.findings}
    return muscles | {(p.pattern, p.side): ("", p.band, p.certainty) for p in found.patterns if p.band != "hidden"}


@pytest.mark.parametrize("name", PERSONAS)
def test_a_what_if_equals_two_consultations(kb: KnowledgeBase, program: Program, reasoner: Reasoner, name: str) -> None:
    """Safety, findings, patterns and plan, against the same sheets consulted one at a time."""
    rng, sheet = Random(name), persona(kb, name)
    changes = some_changes(program, rng)
    found = what_if(program, sheet, changes)
    one, two = (assess(kb, s, today=DAY) for s in (sheet, AnswerSheet({**sheet.values, **changes})))
    for part, whole in ((found.before, one), (found.after, two)):
        safety = whole.safety
        assert (part.level, part.ended, part.blocked, part.findings_allowed) == (
            safety.level, safety.ended, safety.blocked, safety.findings_allowed,
        )  # fmt: skip
    states = [{(item.rule, item.scope): item.state for item in whole.safety.items} for whole in (one, two)]
    moved = {key for key in states[0].keys() | states[1].keys() if states[0].get(key) != states[1].get(key)}
    assert {(move.rule, move.scope) for move in found.safety} == moved
    if not (one.safety.findings_allowed and two.safety.findings_allowed):
        assert found.findings == found.patterns == ()
        assert found.plan is None
        return
    before, after = standings(one), standings(two)
    told = {(move.finding, move.side): move for move in (*found.findings, *found.patterns)}
    assert told.keys() == {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    for key, move in told.items():
        for standing, wanted in ((move.before, before.get(key)), (move.after, after.get(key))):
            if wanted is not None:
                assert (standing.role, standing.band, standing.certainty) == wanted
            else:
                assert standing.role == ""
                assert standing.band == "hidden"
    plans = [[item.exercise for item in whole.plan.exercises] if whole.plan else [] for whole in (one, two)]
    assert found.plan is not None
    assert set(found.plan.added) == set(plans[1]) - set(plans[0])
    assert set(found.plan.removed) == set(plans[0]) - set(plans[1])


def test_a_red_flag_shows_safety_alone_in_either_direction(kb: KnowledgeBase, program: Program) -> None:
    raised = what_if(program, persona(kb, "demo"), changes_from(["heart_signs=chest_pain_now"], kb))
    assert raised.after.ended
    assert not raised.told
    assert raised.findings == ()
    assert raised.plan is None
    lowered = what_if(program, persona(kb, "emergency"), changes_from(["heart_signs=none"], kb))
    assert lowered.before.ended
    assert lowered.plan is None


def test_the_same_answers_change_nothing(kb: KnowledgeBase, program: Program) -> None:
    assert what_if(program, persona(kb, "demo"), changes_from(["low_back_pain=present"], kb)).answers == ()


@pytest.mark.parametrize(
    ("dizzy", "noted"), [("no", {}), ("yes", dict.fromkeys(["plank_lying", "chin_hold"], "withheld")),
                         (None, dict.fromkeys(["plank_lying", "chin_hold", "plank_hold"], "waits"))],
)  # fmt: skip
def test_one_question_of_a_test_can_be_left_out_alone(dizzy: str | None, noted: dict[str, str]) -> None:
    """Lying down is withheld: of the plank one question, of the chin nod all there is."""
    told = {"age": 34, "low_back_pain": "absent", "tight_hamstrings": {"left": "absent", "right": "absent"}, "chest": ()}
    answers = staged.sheet(**told, **({"dizzy": dizzy} if dizzy else {}))  # type: ignore[arg-type]
    found = pipeline.what_if(staged.base(), answers, ["plank_lying=hard", "plank_hold=20", "chin_hold=9"])
    assert {note.question: note.reason for note in found.notes} == noted


def shown(program: Program, found: Assessment) -> list[tuple[str, str]]:
    muscles = [(f.muscle, f.side) for f in found.findings]
    return muscles + [(p.pattern, p.side) for p in found.patterns if p.band != "hidden"]


@pytest.mark.parametrize("name", ["demo", "hip_flexors_few_tests", "load_driven"])
def test_what_it_says_happens_when_it_is_done(kb: KnowledgeBase, engine: Counterfactual, reasoner: Reasoner, name: str) -> None:
    """Every set told, put into the sheet and consulted by experta, moves its finding to where it says. Nothing is told that
    may not be proposed."""
    sheet = persona(kb, name)
    found = assess(kb, sheet, today=DAY)
    before = standings(found)
    targets = Random(name).sample(shown(engine.program, found), min(4, len(before)))
    for changes in would_change(engine, sheet, targets, withheld=found.safety.withheld, answers=2):
        key = changes.finding, changes.side
        assert (changes.role, changes.band) == before[key][:2]
        for kind in (changes.otherwise, changes.now):
            assert kind.size in (0, 1, 2)
            for one in kind.sets:
                answers = {}
                for answer in one.answers:
                    question = kb.questions[answer.question]
                    assert question.kind != "safety"
                    assert not question.fixed
                    assert kind.kind == "otherwise" or question.test not in found.safety.withheld or not question.test
                    assert (answer.was.state in ("not asked", "unknown")) == (kind.kind == "now")
                    assert kind.kind == "otherwise" or answer.becomes.state == "known"
                    value = answer.becomes.value
                    answers[answer.question, answer.scope] = State(answer.becomes.state) if value is None else value
                after = standings(assess(kb, AnswerSheet({**sheet.values, **answers}), today=DAY)).get(key, ("", "hidden", 0.0))
                assert (one.role, one.band) == after[:2]
                assert (one.role, one.band) != (changes.role, changes.band)


@pytest.mark.parametrize("person", ["demo", "full_chain", "hip_flexors_few_tests"])
def test_neither_safety_nor_what_is_fixed_is_ever_proposed(kb: KnowledgeBase, engine: Counterfactual, person: str) -> None:
    """History can be fixed too (an injury that was): all that may be proposed is looked at, not only what came out first."""
    program = engine.program
    sheets = [persona(kb, person), AnswerSheet()]
    for base in (columns_of([sheet], program.columns) for sheet in sheets):
        for group in GROUPS:
            found = proposals(program, engine.cells, base, group)
            questions = {program.columns[one.change.column].question for one in found}
            assert {kb.questions[name].kind for name in questions} <= {"symptom", "history", "test"}
            assert not [name for name in questions if kb.questions[name].fixed]
    assert kb.questions["prior_injury"].fixed
    assert kb.questions["prior_injury"].kind == "history"


def test_a_number_is_told_with_the_stretch_in_which_it_holds(kb: KnowledgeBase, engine: Counterfactual) -> None:
    sheet = persona(kb, "demo")
    found = would_change(engine, sheet, [("transversus_abdominis", "left")], answers=1, most=20)
    answers = [answer for one in found[0].otherwise.sets for answer in one.answers if answer.low is not None]
    assert answers
    for answer in answers:
        assert answer.low is not None
        assert answer.high is not None
        was = answer.was.value
        assert not isinstance(was, int) or not answer.low <= was <= answer.high


def test_all_at_once_equals_one_by_one(kb: KnowledgeBase, engine: Counterfactual) -> None:
    sheet = persona(kb, "shoulders_after_knee_operation")
    found = assess(kb, sheet, today=DAY)
    targets = shown(engine.program, found)[::5]
    together = would_change(engine, sheet, targets, withheld=found.safety.withheld, answers=2, most=2)
    alone = [would_change(engine, sheet, [t], withheld=found.safety.withheld, answers=2, most=2)[0] for t in targets]
    assert list(together) == alone


def test_while_something_is_to_be_asked_no_self_test_is_proposed(kb: KnowledgeBase, engine: Counterfactual) -> None:
    """A safety question taken out of a sheet with few tests: findings are told, and nothing sends the runner to a test."""
    sheet = persona(kb, "hip_flexors_few_tests")
    whole = with_changes(kb, assess(kb, sheet, today=DAY), sheet)
    assert any(kb.test_of(a.question) for c in whole.changes for one in c.now.sets for a in one.answers)
    for name, scope in sheet.values:
        if kb.questions[name].kind != "safety":
            continue
        less = AnswerSheet({key: value for key, value in sheet.values.items() if key != (name, scope)})
        found = assess(kb, less, today=DAY)
        if found.safety.blocked and found.safety.findings_allowed:
            changes = with_changes(kb, found, less).changes
            assert changes
            assert not any(kb.test_of(a.question) for c in changes for one in c.now.sets for a in one.answers)
            return
    pytest.fail("no open question leaves findings")


@pytest.mark.parametrize(
    ("key", "value", "code", "words"),
    [
        (("agee", ""), 34, "P802", 'did you mean "age"?'),
        (("age", "left"), 34, "P802", "age@left"),
        (("tight_hamstrings", "middle"), "present", "P802", "tight_hamstrings@middle"),
        (("age", ""), 999, "P804", "5 to 110"),
        (("age", ""), -2, "P804", "no answer -2"),
        (("age", ""), "old", "P804", "a whole number"),
        (("age", ""), State.HURT, "P804", "outside"),
        (("sex", ""), "womn", "P804", "one of: female, male, unspecified"),
        (("heart_signs", ""), ("none",), "P804", "chest_pain_now"),
    ],
)
def test_answers_that_are_none_are_refused(
    kb: KnowledgeBase, key: tuple[str, str], value: Value | State, code: str, words: str
) -> None:
    """In the form for programs too: nothing is bent, -2 least of all, which is the code of "do not know"."""
    with pytest.raises(AdvisorError) as error:
        pipeline.what_if(kb, AnswerSheet({}), {key: value})
    assert code in str(error.value)
    assert words in str(error.value)


def test_one_change_may_be_given_without_a_list(kb: KnowledgeBase) -> None:
    sheet = AnswerSheet({})
    assert pipeline.what_if(kb, sheet, "age=34") == pipeline.what_if(kb, sheet, ["age=34"])


@pytest.mark.parametrize("name", ["gluteus_maxmus", "dormant.gluteus_maxmus", "weak.gluteus_maximus", ""])
def test_nothing_is_said_of_a_finding_that_is_not_there(engine: Counterfactual, name: str) -> None:
    """ "Nothing would change this" would be a promise about nothing."""
    with pytest.raises(AdvisorError, match="N304"):
        would_change(engine, AnswerSheet({}), [("gluteus_maximus", "left"), (name, "left")])
