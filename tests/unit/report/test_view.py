"""The words of the report: honest, calm, complete, and nothing but safety where the consultation ended."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace

import pytest

from advisor.model.answers import AnswerSheet
from advisor.model.assessment import Chosen, Contribution, Derivation, Firing, MuscleFinding, Plan, SafetyItem
from advisor.model.knowledge import Dose
from advisor.model.report import FindingView, ReportModel
from advisor.report.plan_view import dose_words
from advisor.report.view import make_report
from advisor.report.words import cut, neutral, one_text

from .cases import NASTY, PERSONAS, assessed, changed, empty, kb, report

FORBIDDEN = re.compile(
    r"\b(cure[sd]?|curing|heal(s|ed|ing)?|fix(es|ed|ing)?|prevent(s|ed|ing|ion|ive)?|proven|diagnos(e|ed|es|ing))\b"
    r"|switched off|not firing|misaligned",
    re.I,
)


def texts(model: ReportModel, *, sources: bool = False) -> list[str]:
    """Every sentence of a report; the titles of works only where wanted."""
    found: list[str] = []

    def gather(value: object) -> None:
        if isinstance(value, str):
            found.append(value)
        elif is_dataclass(value):
            for field in fields(value):
                gather(getattr(value, field.name))
        elif isinstance(value, tuple):
            for item in value:
                gather(item)

    gather(replace(model, body_map="", sources=model.sources if sources else ()))
    return found


@pytest.mark.parametrize("name", PERSONAS)
def test_no_forbidden_word(name: str) -> None:
    model = report(name)
    assert [text for text in texts(model) if FORBIDDEN.search(text)] == []
    said = " ".join(texts(model))
    assert said.count("This is not a diagnosis") == 1
    assert not re.search(r"\{[a-z_0-9]+\}", said), "a slot was left unfilled"


@pytest.mark.parametrize("name", [name for name in PERSONAS if name not in ("emergency", "groin_pain_limping")])
def test_what_every_report_says_once(name: str) -> None:
    model = report(name)
    said = " ".join(texts(model))
    assert said.count("Activation exercise has not been shown to change these symptoms") == 1
    assert len(model.summary) == 3
    assert model.safety.net
    assert {"R1", "R2", "R3", "R4", "R5"} <= {source.id for source in model.sources}
    assert "outer knee" in " ".join(model.why_not_stretch), "the counter-evidence"


def test_ended_shows_no_muscle_and_no_exercise() -> None:
    model = report("emergency")
    assert model.ended
    assert model.findings == ()
    assert model.patterns == ()
    assert model.plan is None
    assert model.body_map == ""
    assert model.summary == ()
    assert model.why_not_stretch == ()
    assert model.tests_left == ()
    assert model.glossary == ()
    said = " ".join(texts(model)).lower()
    names = {m.name.lower() for m in kb().muscles.values()} | {m.anatomy.lower() for m in kb().muscles.values()}
    names -= {"chest"}  # a place too, as in "chest pain"
    names |= {e.name.lower() for e in kb().exercises.values()} | {t.name.lower() for t in kb().tests.values()}
    assert [name for name in sorted(names) if re.search(rf"\b{re.escape(name)}\b", said)] == []


def test_ended_stays_silent_even_if_the_assessment_is_not() -> None:
    sheet, full = assessed("demo")
    safety = full.safety.model_copy(update={"ended": True, "level": "urgent"})
    model = make_report(kb(), full.model_copy(update={"safety": safety}), sheet)
    assert not model.findings
    assert model.plan is None
    assert not model.patterns


def test_no_flag_is_never_safe() -> None:
    model = report("demo")
    assert "none of the warning signs we asked about" in model.safety.lead
    assert not re.search(r"\b(you are|it is|this is) safe\b", " ".join(texts(model)), re.I)


def test_open_questions_are_named_at_the_top() -> None:
    sheet, assessment = changed("demo", heart_signs=None)
    model = make_report(kb(), assessment, sheet)
    assert kb().questions["heart_signs"].ask in model.safety.still_to_ask
    assert "still open" in model.safety.headline
    assert model.plan is None
    assert "need an answer" in model.no_plan


def test_unsure_questions_are_named_and_not_called_a_fact() -> None:
    sheet, assessment = changed("demo", tendon_event="unknown")
    model = make_report(kb(), assessment, sheet)
    assert kb().questions["tendon_event"].ask in model.safety.unsure
    unsure = [item for item in model.safety.items if item.state == "unsure"]
    assert unsure
    assert all(item.noticed.startswith("You were not sure") for item in unsure)


def test_sides_that_agree_are_one_entry() -> None:
    _, assessment = assessed("demo")
    model = report("demo")
    keys = [(f.muscle, f.role, f.band) for f in model.findings]
    assert len(keys) == len(set(keys))
    assert any(f.side == "both" for f in model.findings)
    assert sum(2 if f.side == "both" else 1 for f in model.findings) == len(assessment.findings)


def test_only_cited_sources_and_only_seen_dois() -> None:
    for name in PERSONAS:
        model = report(name)
        for source in model.sources:
            known = kb().sources[source.id]
            assert not source.link or (known.doi_status == "seen" and source.link == f"https://doi.org/{known.doi}")
        text = str(replace(model, sources=(), body_map=""))
        assert [s.id for s in model.sources if s.id not in text] == []


def test_reasons_come_strongest_first_and_once() -> None:
    for finding in report("full_chain").findings:
        said = [reason.text for reason in finding.reasons]
        assert len(said) == len(set(said))
        assert finding.reasons or finding.role == "unclear"


def _muscle(**data: object) -> tuple[MuscleFinding, Derivation]:
    base = {"muscle": "gluteus_maximus", "side": "left", "role": "dormant", "certainty": 0.34, "band": "possible"}
    finding = MuscleFinding(**{**base, "dominant": 0.0, "dormant": 0.34, **data})  # type: ignore[arg-type]
    derivation = Derivation(
        finding="dormant.gluteus_maximus",
        side="left",
        contributions=(
            Contribution(rule="SYM-002", side="left", kind="symptom", amount=0.4),
            Contribution(rule="TST-03b", side="left", kind="against", amount=0.2),
        ),
        symptom_sum=0.61, symptom_factor=0.6, symptom_factor_by="P15", symptom_part=0.24, rest=0.5, against=0.2, combined=0.525,
        discount=0.65, discount_by="P14", tests=("t_plank",), cap=0.4, certainty=0.34,
    )  # fmt: skip
    return finding, derivation


def test_how_shows_every_step() -> None:
    finding, derivation = _muscle()
    firing = Firing(rule="SYM-002", side="left", strength=1.0, because="Your hamstrings feel tight.")
    against = Firing(rule="TST-03b", side="left", strength=1.0, because="You held the bridge.")
    assessment = empty().model_copy(update={"findings": (finding,), "derivations": (derivation,), "firings": (firing, against)})
    model = make_report(kb(), assessment, AnswerSheet())
    (view,) = model.findings
    how = [f"{step.depth} {step.text} {step.amount}" for step in view.how]
    joined = "\n".join(how)
    assert "counts for 0.40 at most 0.40" in joined
    assert "(× 0.60) 0.24" in joined
    assert "Another explanation lowers it" in joined
    assert "Only 1 self-test behind it" in joined
    assert "held at 0.40" in joined
    assert [r.text for r in view.reasons] == ["Your hamstrings feel tight."]
    rival = "We trust this less because of another explanation: "
    assert [r.text.removeprefix(rival) for r in view.against] == [
        '"The load grew faster than the body".',
        '"A touchy nerve may feel like a tight hamstring".',
        "You held the bridge.",
    ]
    assert view.certainty == "0.34"


def test_unclear_has_no_bar() -> None:
    finding, derivation = _muscle(role="unclear", certainty=0.14, dominant=0.5, dormant=0.42)
    assessment = empty().model_copy(update={"findings": (finding,), "derivations": (derivation,)})
    (view,) = make_report(kb(), assessment, AnswerSheet()).findings
    assert view.steps == 0
    assert view.band_words.startswith("unclear")
    assert any("(0.50 - 0.42) / (1 - 0.42)" in step.text for step in view.how)


@pytest.mark.parametrize(
    ("dose", "factor", "words"),
    [
        (Dose(sets=2, reps=10, tempo="2-1-2", days_per_week=5), 1.0, "2 sets of 10, slowly (2 seconds up, 1 hold, 2 down)"),
        (Dose(sets=3, seconds=(20, 30), days_per_week=4), 1.0, "3 sets of 20 to 30 seconds"),
        (Dose(sets=4, reps=8, days_per_week=3, rest=90), 0.5, "2 sets of 8, 90 seconds rest between; less than usual for now"),
        (Dose(sets=1, minutes=1, days_per_week=7), 1.0, "1 minute"),
        (Dose(sets=1, breaths=10, days_per_week=7), 0.5, "5 breaths; less than usual for now"),
    ],
)
def test_dose(dose: Dose, factor: float, words: str) -> None:
    assert dose_words(dose, factor) == words


def test_a_plan_without_exercises_says_so() -> None:
    plan = Plan(
        exercises=(), minutes=0, minutes_available=20, weeks=(), retest_on="2026-12-20", retests=(), load_first=True,
        why_shorter=("Your safety answers rule some exercises out for now.",), no_drill="No drill.",
    )  # fmt: skip
    model = make_report(kb(), empty().model_copy(update={"plan": plan}), AnswerSheet())
    assert model.plan is not None
    assert "no exercise" in model.plan.intro
    assert model.plan.why_shorter
    assert model.plan.load_advice


def test_week_table_has_each_exercise_of_each_week() -> None:
    _, assessment = assessed("demo")
    model = report("demo")
    assert model.plan is not None
    assert assessment.plan is not None
    for index, week in enumerate(assessment.plan.weeks):
        names = {kb().exercises[item.exercise].name for item in week.items}
        assert {row.name for row in model.plan.table if row.cells[index]} == names


def test_side_first_and_pain_limit() -> None:
    chosen = Chosen(exercise="glute_squeeze", level=1, gain=0.0, side_first="left", max_pain=0, reason="maintenance")
    plan = Plan(
        exercises=(chosen,), minutes=3, minutes_available=20, weeks=(), retest_on="2026-12-20", retests=(), load_first=False
    )
    model = make_report(kb(), empty().model_copy(update={"plan": plan}), AnswerSheet())
    assert model.plan is not None
    assert model.plan.cards[0].pain_rule == "It must be free of pain."


def test_open_items_are_not_told_as_noticed() -> None:
    item = SafetyItem(rule="RF05a", flag="RF05", kind="flag", title="Torn", state="open", level="none", noticed="You felt a pop.")
    safety = empty(blocked=True, findings_allowed=False, items=(item,), open_questions=("tendon_event",))
    model = make_report(kb(), safety, AnswerSheet())
    assert "You felt a pop." not in " ".join(texts(model))


def test_title_is_made_harmless() -> None:
    model = make_report(kb(), empty(), AnswerSheet(), title=NASTY)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", model.title)
    assert "{{7*7}}" in model.title
    assert "<script>" in model.title
    assert make_report(kb(), empty(), AnswerSheet(), title=" \n").title == "Your running report"


def test_cut_never_rounds_up_and_never_loses_a_hundredth() -> None:
    assert cut(0.539999) == "0.53"
    assert cut(0.29) == "0.29"
    assert cut(-0.2) == "-0.20"
    assert cut(-0.001) == "0.00"
    assert cut(1.0) == "1.00"


def test_one_text_and_neutral() -> None:
    both = one_text([("left", "A. You held 3 s."), ("right", "A. You held 5 s.")])
    assert both == "A. Left: You held 3 s. Right: You held 5 s."
    assert one_text([("left", "A."), ("right", "A.")]) == "A."
    ends = one_text([("right", "You held 5 s. So it is quiet."), ("left", "You held 3 s. So it is quiet.")])
    assert ends == "Left: You held 3 s. Right: You held 5 s. So it is quiet.", "what both say last comes after both"
    assert neutral("a\x1b\nb") == "a\ufffd b"


def test_of_a_very_long_list_the_surest_are_told_in_full() -> None:
    long, short = report("full_chain"), report("one_sided_left_leg")
    assert len(long.findings) > 24 >= len(short.findings)
    assert all(one.in_full for one in short.findings)
    full = [one for one in long.findings if one.in_full]
    rest = [one for one in long.findings if not one.in_full]
    assert len(full) == 12
    assert min(map(surest, full)) >= max(map(surest, rest))
    assert all(one.reasons and one.how for one in rest), "the coach's page and JSON have all of them"
    assert sum(bool(one.charts) for one in long.findings) == 8
    assert all(one.charts == () for one in rest)
    told = {number for number, one in enumerate(long.findings) if one.in_full}
    pointed = {reason.said_in for one in full for reason in (*one.reasons, *one.against)}
    assert pointed - {None} <= told, "nothing points to a finding that is only named"
    names = {one.name for one in rest} - {one.name for one in full}
    assert not [line for one in full for line in one.changes if any(f"the same as for {name}" in line for name in names)]


def surest(finding: FindingView) -> float:
    return max(float(number) for number in re.findall(r"\d\.\d\d", finding.certainty))
