"""The self-tests, whole: fit for a first-timer, norms as in the dossier (2b), each skip and gate with it and without it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from advisor.inference import trace
from advisor.inference.consult import Reasoner
from advisor.inference.screening import Screening
from advisor.inference.sheet import SheetView
from advisor.knowledge.consistency.norms import check_norms, disagreement
from advisor.knowledge.consistency.reading import FEWEST_WORDS, HIGHEST, grade
from advisor.knowledge.consistency.world import World, direct_signs
from advisor.knowledge.raw import Raw
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import Norm, SelfTest
from advisor.model.norms import AGES, questions_with_norms, rows_for, trust_words, usual_value, usual_words
from knowledge.clean_sheet import clean_answers, clean_sheet, laid_over
from knowledge.dossier_norms import NO_NORMS, NORMS, SKIPS, TESTS_OF, TYPICAL

SEXES = ("female", "male")


def parts(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split(" | ")] for line in table.strip().splitlines()]


def own_questions(kb: KnowledgeBase, test: str) -> list[Any]:
    return [question for question in kb.questions.values() if question.test == test]


# --------------------------------------------------------------------------- the norms


def line_of(row: Norm) -> str:
    """A row's lines in the words of the table: ``at_least 30, gap at_most 10``."""
    told = []
    for name, part in (("", row.normal), ("gap ", row.gap), ("ratio ", row.ratio)):
        if part is not None and part.bound is not None:
            told.append(f"{name}{part.bound[0]} {part.bound[1]:g}{' %' if part.percent else ''}")
        elif part is not None:
            told.append("answers " + " ".join(part.answers))
    return ", ".join(told) or "none"


def test_every_cut_off_is_the_dossiers(kb: KnowledgeBase) -> None:
    """Question, age and sex by age and sex: what the table of section 2b says, no more and no less."""
    wanted: dict[tuple[str, int, str], str] = {}
    for question, ages, sex, line in parts(NORMS):
        first, last = (int(age) for age in ages.split("-"))
        for age in range(first, last + 1):
            for one in SEXES if sex == "any" else (sex,):
                assert (question, age, one) not in wanted
                wanted[question, age, one] = line
    told = {}
    for test in kb.tests.values():
        for name in questions_with_norms(test):
            for age in range(AGES[0], AGES[1] + 1):
                for sex in SEXES:
                    rows = rows_for(test, name, age, sex)
                    assert len(rows) == 1, (name, age, sex)
                    told[name, age, sex] = line_of(rows[0])
    assert {key: line for key, line in told.items() if line != "none"} == wanted


def test_what_groups_reached_is_the_dossiers(kb: KnowledgeBase) -> None:
    told = set()
    for test in kb.tests.values():
        for row in test.norms:
            if row.typical is not None:
                low, high = row.typical.value
                value = f"{low:g}" if low == high else f"{low:g}-{high:g}"
                spread = f" +-{row.typical.spread:g}" if row.typical.spread is not None else ""
                mem = " mem" if row.typical.memory else ""
                told.add((row.of or test.id, f"{row.ages[0]}-{row.ages[1]}", row.sex, f"{value}{spread}{mem}", row.typical.cite))
    assert told == {tuple(row) for row in parts(TYPICAL)}


def test_every_test_has_norms_or_a_reason(kb: KnowledgeBase) -> None:
    signs = direct_signs(kb)
    for test in kb.tests.values():
        read = {q.id for q in own_questions(kb, test.id) if q.id in signs}
        lacking = read - set(questions_with_norms(test))
        assert lacking <= set(NO_NORMS), lacking
    for name, reason in NO_NORMS.items():
        assert name in kb.questions, name
        assert reason


def test_rows_and_signs_draw_the_same_lines(kb: KnowledgeBase) -> None:
    assert check_norms(kb, Raw()) == []


@pytest.mark.slow  # every age and value: once is enough
def test_rows_and_signs_draw_the_same_lines_at_every_age_and_value(kb: KnowledgeBase) -> None:
    """What ``check`` does at the edges only, done in full."""
    signs = direct_signs(kb)
    for test in kb.tests.values():
        for row in test.norms:
            name = row.of or test.id
            few = row.model_copy(update={"ages": (row.ages[0], min(row.ages[1], AGES[1]))})
            assert disagreement(kb, name, few, signs.get(name, ()), every=True) == "", (name, row.ages)


def test_no_sex_told_means_the_lower_cut(kb: KnowledgeBase) -> None:
    """Dossier 2a: unspecified = the lower cut. What is unusual for women and for men flags; what is usual for one does not."""
    signs = direct_signs(kb)
    seen = 0
    for test in kb.tests.values():
        for name in questions_with_norms(test):
            rows = rows_for(test, name, 34, None)
            question = kb.questions[name]
            if len(rows) < 2 or question.range is None:
                continue
            seen += 1
            for value in range(int(question.range[0]), int(question.range[1]) + 1):
                usual = [usual_value(row.normal, question, value) for row in rows if row.normal]
                must, _ = World(kb, {"age": 34, "sex": "unspecified", name: (value, value)}).flagged(signs[name])
                assert must == (not any(usual)), (name, value)
    assert seen == 5  # side plank, plank, chin hold, knee straightening; the heel raises differ in what is typical only


def _moved(row: Norm) -> Iterator[Norm]:
    """The row with one of its lines moved by one, or with an age less."""
    for part in ("normal", "gap"):
        found = getattr(row, part)
        if found is not None and found.bound is not None:
            key, value = found.bound
            yield row.model_copy(update={part: found.model_copy(update={key: value + 1})})
            yield row.model_copy(update={part: found.model_copy(update={key: value - 1})})
    if row.gap is not None and row.normal is not None:
        yield row.model_copy(update={"gap": None})


def test_a_line_moved_by_one_is_found(kb: KnowledgeBase) -> None:
    """The comparison bites: each number of each row, one more or one less, is a disagreement."""
    signs, tried = direct_signs(kb), 0
    for test in kb.tests.values():
        for row in test.norms:
            name = row.of or test.id
            for wrong in _moved(row):
                tried += 1
                high = (kb.questions[name].range or (0, 0))[1]
                bound = wrong.normal.bound if wrong.normal else None
                if bound is not None and bound[1] > high:
                    continue
                assert disagreement(kb, name, wrong, signs[name]), (name, row.ages, line_of(wrong))
    assert tried > 60


# --------------------------------------------------------------------------- the words for one runner


def test_words_for_one_runner(kb: KnowledgeBase) -> None:
    test = kb.tests["t_sls_open"]
    question = kb.questions["t_sls_open"]
    assert "30 seconds or more" in usual_words(test, question, 40, "male").text
    assert "20 seconds or more" in usual_words(test, question, 60, "male").text
    assert "10 seconds or more" in usual_words(test, question, 70, None).text
    assert "under 18" in usual_words(test, question, 17, "female").text
    assert "did not tell us your age" in usual_words(test, question, None, "female").text
    assert "no usual range for your age (15)" in usual_words(test, question, 15, "female").text
    assert usual_words(test, question, 34, None).cites == ("R8",)
    assert "from memory" in usual_words(test, question, 34, None).text
    plank = usual_words(kb.tests["t_plank"], kb.questions["t_plank"], 34, "unspecified").text
    assert "For women, usual is 45 seconds or more" in plank
    assert "For men, usual is 70 seconds or more" in plank
    assert "You told us neither" in plank
    assert "women" not in usual_words(kb.tests["t_plank"], kb.questions["t_plank"], 34, "male").text.lower()


def test_trust_in_words() -> None:
    assert len({trust_words(trust) for trust in (0.60, 0.35, 0.20)}) == 3
    assert trust_words(0.45) == trust_words(0.60)


# --------------------------------------------------------------------------- whole, and fit for a first-timer


def each_test(kb: KnowledgeBase) -> list[SelfTest]:
    return list(kb.tests.values())


def test_each_is_whole(kb: KnowledgeBase) -> None:
    assert len(kb.tests) == 29
    for test in each_test(kb):
        assert 3 <= len(test.how) <= 8, test.id
        assert all(len(step.split()) <= 30 for step in test.how), test.id
        assert 3 <= len(test.mistakes) <= 6, test.id
        for field in ("setup", "counts", "stop", "norm", "substitute", "posture"):
            assert getattr(test, field), (test.id, field)
        assert test.kit, test.id
        assert test.evidence, test.id
        assert test.instead is not None, test.id


def test_one_sided_tests_say_so(kb: KnowledgeBase) -> None:
    """Both sides, and the sore one last where it can hurt."""
    for test in each_test(kb):
        sided = any(question.per == "side" for question in own_questions(kb, test.id))
        told = " ".join([test.setup, *test.how, test.counts])
        if sided:
            assert re.search(r"other (leg|foot|side|shoulder)|Swap|each leg|the right", told), test.id
        if sided and {"leg", "hip"} & set(test.tags) and test.id not in ("t_short_foot", "t_arch_drop"):
            assert "sore, test it last" in test.setup, test.id


def test_each_says_when_to_stop(kb: KnowledgeBase) -> None:
    """The list of section 2b in full, but for looking at a film, and the slump with its own strict list."""
    needed = ("more than 3 out of 10", "sharp", "tingling, numbness or weakness", "gives way", "dizzy", "chest", "breath", "leak",
              "weight low in your belly", "cramp", "Do not try again")  # fmt: skip
    for test in each_test(kb):
        if test.id in ("form_signs", "t_slump"):
            continue
        assert not [words for words in needed if words not in test.stop], test.id
        assert ("sore tendon" in test.stop) == ("leg" in test.tags), test.id
    slump = kb.tests["t_slump"].stop
    assert "first tingle" in slump
    assert "do not try again" in slump
    extra = {"t_heel_raise_straight": "calf", "t_hs_bridge_reps": "bone you sit on", "t_thomas": "front of the thigh tingles",
             "t_side_lift": "hip you lie on", "t_chin_hold": "head", "t_hi_lo": "short of air", "t_short_foot": "cramp ends",
             "t_step_down": "kneecap", "t_breath_hold": "Never hold to your limit"}  # fmt: skip
    for name, words in extra.items():
        assert words in kb.tests[name].stop, name


def test_reading_grades(kb: KnowledgeBase) -> None:
    for test in each_test(kb):
        notes = [text for row in test.norms for text in (row.note, row.none) if text]
        words = [
            test.setup,
            " ".join(test.how),
            test.counts,
            test.stop,
            " ".join(test.mistakes),
            test.norm,
            test.substitute,
            *notes,
        ]
        for text in (*words, test.instead.words if test.instead else ""):
            if len(text.split()) >= FEWEST_WORDS:
                assert grade(text) <= min(7, HIGHEST), (test.id, grade(text), text)


def test_effort_is_the_time_it_takes(kb: KnowledgeBase) -> None:
    """The efforts of a test add up to its minutes, and the first question carries the set-up."""
    for test in each_test(kb):
        efforts = [question.effort for question in own_questions(kb, test.id)]
        assert abs(sum(efforts) - 60 * test.minutes) <= 30, (test.id, efforts)
        assert efforts[0] == max(efforts), (test.id, efforts)


def test_minutes_hold_the_longest_run_of_the_test(kb: KnowledgeBase) -> None:
    """Holding to the highest answer on both sides, and the rest between them, fits into the minutes."""
    tries = {"t_sls_open": 3, "t_sls_closed": 3}
    for test in each_test(kb):
        for question in own_questions(kb, test.id):
            if question.unit == "s" and question.range and test.id not in ("t_breath_hold", *tries):
                sides = 2 if question.per == "side" else 1
                longest = 20 if test.id == "t_sl_bridge_hold" else int(question.range[1])
                assert sides * longest < 60 * test.minutes, test.id


def test_asks_hold_in_miles_and_inches(kb: KnowledgeBase) -> None:
    """A question whose unit the runner may choose names none; the prompt does."""
    for question in kb.questions.values():
        if question.unit in ("km", "cm", "mm"):
            assert not re.search(r"\b(km|cm|mm|kilomet|centimet|millimet)", question.ask), question.id


def test_priors_only_with_a_source(kb: KnowledgeBase) -> None:
    """The dossier gives no shares of answers among runners with complaints, so no test question carries any."""
    assert not [q.id for q in kb.questions.values() if q.test and q.prior]


# --------------------------------------------------------------------------- skips and gates


@pytest.fixture(scope="module")
def judge(kb: KnowledgeBase, reasoner: Reasoner) -> Any:
    return Screening(reasoner.plan).judge


def asked(kb: KnowledgeBase, judge: Any, sheet: Any, test: str) -> bool:
    """Whether the interview would ask something of the test (its questions' tags counted)."""
    safety = judge(sheet)
    if test in safety.withheld:
        return False
    words = {w for item in safety.items if item.state != "open" for w in kb.rules[item.rule].withhold}
    view = SheetView(kb, sheet)
    return any(view.relevant(q.id, scope) for q in own_questions(kb, test) if not words & set(q.tags) for scope in view.scopes(q))


def film_and_alone(kb: KnowledgeBase, history: dict[str, Any]) -> Any:
    return laid_over(clean_sheet(kb, history=True), {"form_seen": "yes", "t_sls_open": 30, **history}, kb)


def test_a_clean_sheet_is_asked_everything(kb: KnowledgeBase, judge: Any) -> None:
    sheet = film_and_alone(kb, {})
    assert [name for name in kb.tests if not asked(kb, judge, sheet, name)] == []


@pytest.mark.parametrize(("code", "name", "with_it", "without"), SKIPS, ids=lambda value: value if isinstance(value, str) else "")
def test_each_skip_and_gate(
    code: str, name: str, with_it: dict[str, Any], without: dict[str, Any], kb: KnowledgeBase, judge: Any
) -> None:
    """On the sheet that has it the tests are not asked; on the one a step short of it they are."""
    tests = TESTS_OF.get(code) or tuple(kb.tests)
    barred, free = film_and_alone(kb, with_it), film_and_alone(kb, without)
    assert [test for test in tests if asked(kb, judge, barred, test)] == [], name
    assert [test for test in tests if not asked(kb, judge, free, test)] == [], name


def test_every_tag_stands_for_its_tests(kb: KnowledgeBase) -> None:
    for code, tests in TESTS_OF.items():
        if code in ("leg", "max", "back", "ext", "lie", "hold", "fall", "hip", "neck", "arm"):
            tagged = {t.id for t in each_test(kb) if code in t.tags}
            assert set(tests) == tagged, code


def test_an_unanswered_safety_question_holds_all_tests_back(kb: KnowledgeBase, judge: Any) -> None:
    answers = {k: v for k, v in clean_answers(kb, history=True).items() if k != "heart_signs"}
    from advisor.interview.answers_file import sheet_from

    assert set(judge(sheet_from(answers, kb)).withheld) == set(kb.tests)


def test_lying_part_of_the_breath_test(kb: KnowledgeBase, judge: Any) -> None:
    sheet = film_and_alone(kb, {"pregnancy": "second"})
    view = SheetView(kb, sheet)
    assert asked(kb, judge, sheet, "t_hi_lo")
    assert not view.relevant("t_hi_lo_lying", "")
    assert view.relevant("t_hi_lo_seated", "")


def test_what_is_asked_instead_is_another_test_that_asks_less(kb: KnowledgeBase) -> None:
    """The other test is free of at least one of the reasons for which this one is left out."""
    for test in each_test(kb):
        assert test.instead is not None
        if test.instead.test:
            other = kb.tests[test.instead.test]
            assert other.id != test.id
            own = {t for c, tests in TESTS_OF.items() if test.id in tests for t in [c]}
            theirs = {t for c, tests in TESTS_OF.items() if other.id in tests for t in [c]}
            assert own - theirs, (test.id, own, theirs)


# --------------------------------------------------------------------------- done, left


def test_only_dont_know_is_not_done(kb: KnowledgeBase, reasoner: Reasoner) -> None:
    base = clean_sheet(kb, history=True)
    skipped = laid_over(base, {"t_plank": "unknown", "t_plank_gives": "unknown"}, kb)
    found = reasoner.consult(skipped)
    assert "t_plank" not in trace.tests_done(found)
    assert "t_plank" in {offer.test for offer in trace.offers(found, ())}
    part = reasoner.consult(laid_over(base, {"t_plank": 50, "t_plank_gives": "unknown"}, kb))
    assert "t_plank" in trace.tests_done(part)
    assert "t_plank" not in {offer.test for offer in trace.offers(part, ())}


def test_stopped_for_pain_is_not_done_and_not_offered_again(kb: KnowledgeBase, reasoner: Reasoner) -> None:
    found = reasoner.consult(laid_over(clean_sheet(kb, history=True), {"t_plank": "hurt", "t_plank_gives": "hurt"}, kb))
    assert "t_plank" not in trace.tests_done(found)
    assert "t_plank" not in {offer.test for offer in trace.offers(found, ())}


def test_numbers_in_the_words_are_those_of_the_rows(kb: KnowledgeBase) -> None:
    """``norm`` says what a result means; a cut-off stands in its row only, but for the marks named here."""
    allowed = {
        "t_breath_hold": {"25", "20"},
        "t_step_down": {"2", "3", "4"},
        "t_knee_to_wall": {"3.6"},
        "t_heel_raise_straight": {"6"},
    }
    for test in each_test(kb):
        found = set(re.findall(r"\d+(?:\.\d+)?", test.norm))
        assert found <= allowed.get(test.id, set()), (test.id, found)
        assert all(Decimal(number) >= 0 for number in found)
