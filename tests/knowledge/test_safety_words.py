"""Safety in words: what was noticed, what to do, whom to call, how soon, what to leave out; the net under every report."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from advisor.inference.consult import Reasoner
from advisor.inference.expression import walk
from advisor.knowledge.source import read_file
from advisor.model.answers import AnswerSheet
from advisor.model.assessment import Assessment
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import Rule, Words
from advisor.model.report import ReportModel
from advisor.pipeline import assessment_of
from advisor.report.html import render_html
from advisor.report.text import render_text
from advisor.report.view import make_report
from knowledge.clean_sheet import clean_sheet, laid_over

RULES = Path(__file__).parents[2] / "rules"
PERSONAS = sorted(path.stem for path in (RULES / "personas").glob("*.yaml"))
TODAY = date(2026, 11, 22)
GRAVE = ("soon", "urgent", "emergency")
NUMBER_OF_A_COUNTRY = re.compile(r"(?<![\d.,])(112|911|999|000|111|116 ?117|988)(?![\d.,])")
HAMSTRING: dict[str, Any] = {
    "tight_hamstrings": "present",
    "spot": {"tight_hamstrings": ["back_thigh"]},
    "spot_type": {"tight_hamstrings": ["in_muscle"]},
}
CONSENSUS_ONLY = ("RF17", "RF21", "RF22")
"""The flags whose source is "consensus" in the dossier."""


def said(rule: Rule, kb: KnowledgeBase) -> Words | None:
    """The words a runner reads when the rule is raised."""
    return rule.words or kb.flags[rule.flag].words


def safety_rules(kb: KnowledgeBase) -> list[Rule]:
    return [rule for rule in kb.active_rules if rule.is_safety]


def level_of(rule: Rule) -> str:
    return rule.refer.level if rule.refer else "none"


def assessed(sheet: AnswerSheet, reasoner: Reasoner) -> Assessment:
    return assessment_of(reasoner.consult(sheet), sheet, today=TODAY)


def model_of(answers: dict[str, Any], kb: KnowledgeBase, reasoner: Reasoner) -> ReportModel:
    sheet = laid_over(clean_sheet(kb, history=True), answers, kb)
    return make_report(kb, assessed(sheet, reasoner), sheet)


def persona(name: str, kb: KnowledgeBase, reasoner: Reasoner) -> ReportModel:
    sheet = laid_over(AnswerSheet(), read_file(RULES / "personas" / f"{name}.yaml", name).data["answers"], kb)
    return make_report(kb, assessed(sheet, reasoner), sheet)


def box(model: ReportModel) -> str:
    """All that the safety part says, item by item."""
    return " ".join(
        " ".join([item.title, item.noticed, item.do, item.who, item.soon, item.avoid, item.advise]) for item in model.safety.items
    )


# --------------------------------------------------------------------------- each flag and gate


def test_every_referral_says_all_five_things(kb: KnowledgeBase) -> None:
    missing = {}
    for rule in safety_rules(kb):
        words = said(rule, kb)
        if level_of(rule) in GRAVE:
            missing[rule.code] = [f for f in ("noticed", "do", "who", "soon", "avoid") if not words or not getattr(words, f)]
    assert len(missing) > 80
    assert not {code: fields for code, fields in missing.items() if fields}


def test_every_gate_says_what_was_noticed_and_what_to_do(kb: KnowledgeBase) -> None:
    told = [(rule.code, said(rule, kb)) for rule in safety_rules(kb)]
    assert not [code for code, words in told if not words or not words.noticed or not words.do]


@pytest.mark.parametrize(
    ("level", "field", "word"),
    [("emergency", "soon", "now"), ("emergency", "do", "call"), ("urgent", "soon", "today"), ("soon", "soon", "")],
)
def test_how_soon_is_what_the_level_says(level: str, field: str, word: str, kb: KnowledgeBase) -> None:
    """An emergency says "now" and whom to call first; a ``soon`` names weeks, or stands before the first exercise."""
    for rule in safety_rules(kb):
        words = said(rule, kb)
        if level_of(rule) != level or words is None:
            continue
        text = getattr(words, field)
        if level == "soon":
            assert re.search(r"1 to 2 weeks|before you start", text), (rule.code, text)
        else:
            assert word in text.lower(), (rule.code, text)


def test_every_emergency_names_the_local_emergency_number(kb: KnowledgeBase) -> None:
    for rule in safety_rules(kb):
        words = said(rule, kb)
        if level_of(rule) == "emergency" and words is not None:
            assert "your local emergency number" in words.do, rule.code
            assert re.search(r"emergency|crisis line", words.who), rule.code


def test_no_number_of_any_one_country(kb: KnowledgeBase, reasoner: Reasoner) -> None:
    for rule in safety_rules(kb):
        words = said(rule, kb)
        assert words is None or not NUMBER_OF_A_COUNTRY.search(" ".join(words.model_dump().values())), rule.code
    for question in kb.questions.values():
        assert not NUMBER_OF_A_COUNTRY.search(f"{question.ask} {question.help}"), question.id
    for model in (model_of({}, kb, reasoner), model_of({"heart_signs": ["chest_pain_now"]}, kb, reasoner)):
        assert not NUMBER_OF_A_COUNTRY.search(" ".join([*model.safety.net, model.safety.headline, model.safety.lead]))
    assert NUMBER_OF_A_COUNTRY.search("Call 112 now.")


def test_medicines_are_never_stopped_on_our_word(kb: KnowledgeBase) -> None:
    for rule in safety_rules(kb):
        words = said(rule, kb)
        text = f"{' '.join(words.model_dump().values()) if words else ''} {rule.because} {rule.advise}"
        assert not re.search(
            r"\b(stop|drop|leave out|skip) (taking|your|the) (medicine|tablet|statin|antibiotic|insulin)", text, re.I
        ), rule.code


def test_no_word_on_weight_or_food_in_low_energy(kb: KnowledgeBase) -> None:
    for rule in safety_rules(kb):
        words = said(rule, kb)
        if rule.flag == "RF04" and words is not None:
            assert not re.search(r"\b(calori\w*|diet\w*|gain|lose|eat more|eat less)\b", f"{words.do} {words.avoid}", re.I), (
                rule.code
            )


def test_consensus_stays_marked_as_such(kb: KnowledgeBase) -> None:
    """Every level is ours until a clinician signs it; where the dossier names no source, none is cited."""
    for rule in safety_rules(kb):
        if rule.refer is not None:
            assert any(item.basis == "EXP" for item in rule.evidence) or "onsensus" in rule.limits, rule.code
        if rule.flag in CONSENSUS_ONLY:
            assert {item.cite for item in rule.evidence} == {"EXP"}, rule.code


# --------------------------------------------------------------------------- the net under every report


@pytest.mark.parametrize("name", PERSONAS)
def test_every_report_ends_with_a_safety_net_and_says_once_that_it_is_no_diagnosis(
    name: str, kb: KnowledgeBase, reasoner: Reasoner
) -> None:
    model = persona(name, kb, reasoner)
    net = " ".join(model.safety.net)
    assert "Call your local emergency number" in net
    assert "What would change" in net
    assert re.search(r"Stop an exercise|Do not run or train", net)
    if not model.ended:
        assert "1 to 2 weeks" in net
        assert "the same day" in net
    for text in (render_text(model, full=True), re.sub(r"<[^>]+>", " ", render_html(model).split("<body", 1)[1])):
        flat = " ".join(text.split())
        titles = sum(len(re.findall("diagnos", source.text, re.I)) for source in model.sources)  # of works, not our words
        assert len(re.findall("diagnos", flat, re.I)) - titles == 1, re.findall(r".{30}diagnos.{30}", flat, re.I)
        assert "This is not a diagnosis." in flat
        last = net.split()[-6:]
        assert flat.rfind(" ".join(last)) > flat.rfind(model.safety.headline)


def test_the_net_of_an_ended_consultation_is_short(kb: KnowledgeBase, reasoner: Reasoner) -> None:
    whole, short = (
        " ".join(model_of(answers, kb, reasoner).safety.net).split() for answers in ({}, {"weakness": ["leg_growing"]})
    )
    assert len(short) < 0.6 * len(whole)


# --------------------------------------------------------------------------- runners with words of their own

FOR_YOU: list[tuple[str, dict[str, Any], str, str]] = [
    ("aged 12", {"age": 12}, "You are under 13", "adult you trust"),
    ("aged 15", {"age": 15}, "You are 13 to 15", "parent or guardian"),
    ("aged 17", {"age": 17}, "You are 16 or 17", "parent or guardian"),
    ("aged 17 without consent", {"age": 17, "adult_consent": "no"}, "has not agreed yet", "Show this page"),
    ("aged 65", {"age": 65}, "You are 65 or over", "something solid"),
    ("aged 70, not hopping", {"age": 70, "hops_already": "no"}, "do not hop or jump in your week", "Do not start hops"),
    ("pregnant", {"pregnancy": "first"}, "You are pregnant", "midwife"),
    ("pregnant past the first third", {"pregnancy": "third"}, "past the first third", "Do not lie on your front"),
    ("pregnant, not cleared", {"pregnancy": "second", "clearance": "no"}, "nobody has told you yet", "Ask first"),
    (
        "8 weeks after a birth",
        {"gave_birth": "yes", "postpartum_weeks": 8},
        "gave birth less than 12 weeks ago",
        "before 12 weeks",
    ),
    ("leaks", {"pelvic_signs": ["leaks"]}, "leaks, heaviness or a ridge", "pelvic-health"),
    ("after an operation", {"surgery": "under_12wk", "surgery_site": ["knee"]}, "less than 12 weeks ago", "Your surgeon"),
    ("not cleared after a break", {"surgery": "not_cleared", "surgery_site": ["foot"]}, "broken bone", "Your surgeon"),
]


@pytest.mark.parametrize(("answers", "noticed", "do"), [row[1:] for row in FOR_YOU], ids=[row[0] for row in FOR_YOU])
def test_words_of_their_own(answers: dict[str, Any], noticed: str, do: str, kb: KnowledgeBase, reasoner: Reasoner) -> None:
    text = box(model_of({**HAMSTRING, **answers}, kb, reasoner))
    assert noticed in text
    assert do in text
    assert noticed not in box(model_of(HAMSTRING, kb, reasoner))


@pytest.mark.parametrize(
    "answers",
    [{"gave_birth": "yes", "postpartum_weeks": 8}, {"pregnancy": "second"}, {"surgery": "under_12wk", "surgery_site": ["knee"]}],
    ids=["after a birth", "pregnant", "after an operation"],
)
def test_nobody_barred_from_running_is_told_to_run(answers: dict[str, Any], kb: KnowledgeBase, reasoner: Reasoner) -> None:
    model = model_of({**HAMSTRING, **answers}, kb, reasoner)
    assert model.plan is not None
    assert "You may run" not in " ".join([box(model), *model.plan.advice])


# --------------------------------------------------------------------------- no noise


def test_mild_pain_fills_no_warning_box(kb: KnowledgeBase, reasoner: Reasoner) -> None:
    model = model_of({**HAMSTRING, "pain_run": {"tight_hamstrings": 3}}, kb, reasoner)
    assert not model.safety.items
    assert model.plan is not None
    assert any("3 or less out of 10" in text for text in model.plan.advice)


@pytest.mark.parametrize("question", ["pain_now", "pain_run", "pain_24h"])
def test_a_pain_not_known_is_told_with_a_level(question: str, kb: KnowledgeBase, reasoner: Reasoner) -> None:
    model = model_of({**HAMSTRING, question: {"tight_hamstrings": "unknown"}}, kb, reasoner)
    assert model.safety.level == "caution"
    assert any(item.title == "How much it hurts" and item.level == "caution" for item in model.safety.items)


def test_a_limit_without_words_of_its_own_is_not_told_beside_its_flag(kb: KnowledgeBase, reasoner: Reasoner) -> None:
    """Nightly pain in the thigh closes the joints next to it by a rule of its own; the runner reads one entry."""
    model = model_of({**HAMSTRING, "night_pain": {"tight_hamstrings": "yes"}}, kb, reasoner)
    assert [item.title for item in model.safety.items].count("Fever, night pain or a lump") == 1


def test_many_small_dont_knows_are_one_entry(kb: KnowledgeBase, reasoner: Reasoner) -> None:
    model = model_of({**HAMSTRING, "conditions": "unknown"}, kb, reasoner)
    light = [item for item in model.safety.items if item.state == "unsure" and item.level == "none"]
    assert len(light) == 1
    assert kb.questions["conditions"].ask in light[0].noticed


# --------------------------------------------------------------------------- soon closes the neighbours


@pytest.mark.parametrize("about", [{"night_pain": "yes"}, {"pain_run": 6}], ids=["night pain", "pain of 6"])
@pytest.mark.parametrize(
    ("symptom", "spot", "closed", "left"),
    [
        ("achilles_trouble", "inner_shin", {"foot", "ankle", "shin", "calf", "knee"}, "hip"),
        ("tight_hamstrings", "back_thigh", {"knee", "thigh", "hip"}, "ankle"),
        ("tight_hamstrings", "sit_bone", {"knee", "thigh", "hip", "trunk", "spine"}, "ankle"),
        ("rounded_shoulders", "neck", {"neck", "shoulder_girdle", "chest", "shoulder", "arm", "back"}, "hip"),
    ],
)
def test_soon_closes_the_place_and_the_joints_next_to_it(
    about: dict[str, Any], symptom: str, spot: str, closed: set[str], left: str, kb: KnowledgeBase, reasoner: Reasoner
) -> None:
    answers = {symptom: "present", "spot": {symptom: [spot]}, "spot_type": {symptom: ["in_muscle"]}}
    answers |= {question: {symptom: value} for question, value in about.items()}
    sheet = laid_over(clean_sheet(kb, history=True), answers, kb)
    limits = assessed(sheet, reasoner).safety.limits.max_level
    assert {region for region, level in limits.items() if level == 0} >= closed
    assert limits.get(left, 4) > 0


# --------------------------------------------------------------------------- the screen, row by row

SCREEN = """
heart_signs | 14 | RF09 RF06 RF21
family_heart | 2 | RF09
airway_signs | 5 | RF10
weakness | 8 | RF01 RF02 RF11
bladder_bowel | 4 | RF01
system_signs | 7 | RF07
effort_signs | 6 | RF18
tendon_event | 5 | RF05
bone_signs | 5 | RF03 RF07 RF11
joint_signs | 7 | RF08 RF11
calf_signs | 7 | RF06 RF13
clot_risk | 6 | RF06
belly_groin_signs | 9 | RF17 RF21
brain_neck_signs | 9 | RF12 RF16 RF22
head_knock | 4 | RF20
pregnancy_signs | 8 | RF19
inflam_signs | 8 | RF12
conditions | 20 | RF02 RF07 RF08 RF11 RF18 G16 G17 G18 G21 G22 G23 G25 G26
medicines | 8 | RF14 RF11 RF20 G19 G20 G23 G24 G27
smoker | 3 | RF13 RF21 RF22
"""
"""Dossier 2a-s: question | number of values besides "none" (a choice: with it) | flags and gates that read it."""


@pytest.mark.parametrize("row", [line.split(" | ") for line in SCREEN.strip().splitlines()], ids=lambda row: row[0])
def test_a_row_of_the_screen_has_its_values_and_feeds_its_flags(row: list[str], kb: KnowledgeBase, reasoner: Reasoner) -> None:
    question = kb.questions[row[0]]
    assert question.kind == "safety"
    assert len(question.options) == int(row[1])
    assert question.type != "multi" or question.none
    readers = {
        reading.rule.flag
        for reading in reasoner.plan.safety
        for atom in walk(reading.when)
        for name, _ in atom.cells
        if name == row[0]
    }
    assert readers >= set(row[2].split())


SILENT_ALONE = {
    "brain_neck_signs": {"new_headache_scalp"},  # from 50 on: RF12
    "inflam_signs": {"eases_moving", "wakes_second_half", "several_joints_swollen", "whole_toe_swollen",
                     "both_shoulders_hips_stiff", "psoriasis_bowel", "red_eye_past"},  # read together, or from 50 on: RF12
    "system_signs": {"spine_joint_infection_3mo"},  # with a place on the spine or a joint: RF07
    "cycle_energy": {"low_energy", "low_mood", "stress_fracture_1"},  # two of them: RF04
}  # fmt: skip
"""Values of the screen that send nobody anywhere when they stand alone, and where they count."""


@pytest.mark.parametrize(
    "question",
    ["heart_signs", "airway_signs", "weakness", "bladder_bowel", "system_signs", "effort_signs", "tendon_event", "bone_signs",
     "joint_signs", "calf_signs", "belly_groin_signs", "brain_neck_signs", "inflam_signs", "cycle_energy"],
)  # fmt: skip
def test_every_sign_ticked_alone_is_answered_with_a_level(question: str, kb: KnowledgeBase, reasoner: Reasoner) -> None:
    silent = set()
    for option in kb.questions[question].options:
        sheet = laid_over(clean_sheet(kb, history=True), {**HAMSTRING, question: [option]}, kb)
        if reasoner.consult(sheet).safety.level == "none":
            silent.add(option)
    assert silent == SILENT_ALONE.get(question, set())
