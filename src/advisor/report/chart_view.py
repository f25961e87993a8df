"""The drawings of one report: what a consultation found, handed to ``charts`` with its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.language import unmarked
from advisor.model.answers import State
from advisor.model.assessment import Derivation, LeafRead, MuscleFinding, PatternFinding
from advisor.model.chart import ChartView
from advisor.model.wording import value_words
from advisor.report.bodymap.labels import text_width
from advisor.report.case import Case
from advisor.report.charts import NARROWEST, SMALL, BandRow, Certain, Staircase, Step, StepWords, bands, staircase, waterfall
from advisor.report.charts.sheet import fit
from advisor.report.words import first_upper, in_place

__all__ = ["certainty_charts", "muscle_charts", "pattern_charts"]

_FEWEST = 60.0  # pixels of a question worth showing


def certainty_charts(case: Case, groups: Sequence[Sequence[MuscleFinding]]) -> tuple[ChartView, ...]:
    """How certain each finding is, over the bands, a drawing a role; ``groups`` are the entries of the report in their order."""
    say, k = case.say, case.kb.info.constants
    rows: dict[str, list[BandRow]] = {}
    for group in groups:
        first = group[0]
        side = "both" if len(group) > 1 else first.side
        name = first_upper(case.muscle(first.muscle))
        name = say.text("after-comma", words=name, place=say.side(side)) if say.side(side) else name
        sides = tuple(Certain(f.side, f.certainty, f.dominant, f.dormant) for f in group)
        rows.setdefault(first.role, []).append(BandRow(name, first.role, sides))
    title, edges = say.text("chart-bands-title"), (k.hidden, k.likely, k.strong)
    drawn = (bands(here, title=title, say=say, edges=edges, top=k.cap) for here in rows.values())
    return tuple(chart for chart in drawn if chart is not None)


def muscle_charts(case: Case, group: Sequence[MuscleFinding]) -> tuple[ChartView, ...]:
    """How the certainty of one muscle came about: a drawing a side, one for both where every step is the same.

    Nothing is drawn of a single step: its number is the certainty.
    """
    return _charts(case, [(finding, _of_muscle(case, finding)) for finding in group])


def pattern_charts(case: Case, group: Sequence[PatternFinding]) -> tuple[ChartView, ...]:
    """How the certainty of one pattern came about, as :func:`muscle_charts`."""
    return _charts(case, [(f, _stairs(case, case.derivations.get((f.pattern, f.side)))) for f in group])


def _of_muscle(case: Case, finding: MuscleFinding) -> Staircase | None:
    roles = ("dominant", "dormant") if finding.dominant >= finding.dormant else ("dormant", "dominant")
    mine, other = (case.derivations.get((f"{role}.{finding.muscle}", finding.side)) for role in roles)
    return _stairs(case, mine, other)


def _stairs(case: Case, derivation: Derivation | None, opposite: Derivation | None = None) -> Staircase | None:
    """The steps; None where a trace that is not ours does not add up: nothing is drawn rather than something wrong."""
    if derivation is None:
        return None
    try:
        return staircase(derivation, case.kb.info.constants, opposite=opposite)
    except ValueError:
        return None


def _charts(case: Case, found: Sequence[tuple[MuscleFinding | PatternFinding, Staircase | None]]) -> tuple[ChartView, ...]:
    drawn = [(finding, stairs, _words(case, stairs)) for finding, stairs in found if stairs and len(stairs.steps) > 1]
    alike = len(drawn) == 2 and drawn[0][1].steps_alike(drawn[1][1]) and drawn[0][2] == drawn[1][2]
    return tuple(
        _chart(case, finding, stairs, words, "both" if alike else finding.side)
        for finding, stairs, words in (drawn[:1] if alike else drawn)
    )


def _chart(
    case: Case, finding: MuscleFinding | PatternFinding, stairs: Staircase, words: Sequence[StepWords], side: str
) -> ChartView:
    say, k = case.say, case.kb.info.constants
    name = first_upper(case.muscle(finding.muscle)) if isinstance(finding, MuscleFinding) else finding.title
    tone = finding.role if isinstance(finding, MuscleFinding) else "pattern"
    band = say.text("band", band="unclear" if tone == "unclear" else finding.band)
    title = say.text("chart-fall-title", certainty=case.cut(finding.certainty), finding=in_place(say, name, side))
    edges = tuple(round(100 * edge) for edge in (k.hidden, k.likely, k.strong))
    end = say.text("chart-fall-sum", band=band)
    return waterfall(stairs, words, title=title, end=end, tone=tone, say=say, edges=edges)


def _words(case: Case, stairs: Staircase) -> list[StepWords]:
    return [_step_words(case, stairs, step) for step in stairs.steps]


def _step_words(case: Case, stairs: Staircase, step: Step) -> StepWords:
    say = case.say
    title = case.rule_title(step.rule) if step.rule else ""
    if step.kind in ("symptom", "rest", "against"):
        where = step.side if step.side != stairs.side else ""
        return StepWords(in_place(say, title, where), _answers(case, stairs, step))
    if step.kind == "pattern":
        count = len(_behind(case, step, stairs.side))
        note = say.text("chart-fall-answers", n=count) if count else ""
        return StepWords(in_place(say, say.text("chart-fall-pattern", pattern=title), _elsewhere(step, stairs)), note)
    if step.kind == "smaller":
        return StepWords(say.text("chart-fall-smaller", number=step.count))
    if step.kind == "cap":
        return StepWords(_cap(case, stairs, step))
    slots = {
        "symptom-cap": {"cap": case.cut(step.amount)},
        "symptom-factor": {"factor": case.cut(step.amount), "rule": title},
        "discount": {"factor": case.cut(step.amount), "rule": title},
        "excluded": {"rule": title},
        "rival": {"rule": title},
        "opposite": {"role": say.text("role", role=_other(stairs)), "amount": case.cut(step.amount)},
    }[step.kind]
    return StepWords(say.text(f"chart-fall-{step.kind}", **slots))


def _elsewhere(step: Step, stairs: Staircase) -> str:
    return step.side if step.side != stairs.side else ""


def _other(stairs: Staircase) -> str:
    return "dormant" if stairs.finding.startswith("dominant.") else "dominant"


def _cap(case: Case, stairs: Staircase, step: Step) -> str:
    tests = case.derivations[stairs.finding, stairs.side].tests
    cap = case.cut(step.amount)
    if step.amount == case.kb.info.constants.cap:
        return case.say.text("chart-fall-cap-most", cap=cap)
    if not tests:
        return case.say.text("chart-fall-cap-none", cap=cap)
    return case.say.text("chart-fall-cap", cap=cap, tests=case.say.text("count-self-test", n=len(tests)))


# ----------------------------------------------------------------- the answers behind a step
def _behind(case: Case, step: Step, side: str) -> dict[tuple[str, str], LeafRead]:
    """The answers that made a pattern stand, each once."""
    found: dict[tuple[str, str], LeafRead] = {}
    for derivation in case.pattern_derivations(step.pattern, step.side or side):
        for part in derivation.contributions:
            if part.kind != "against" and not part.left_out_for:
                found |= _reads(case, part.rule, part.side)
    return found


def _reads(case: Case, rule: str, side: str) -> dict[tuple[str, str], LeafRead]:
    reads = (read for firing in case.fired(rule, side) for read in firing.reads)
    return {(read.question or read.finding, read.scope): read for read in reads}


def _answers(case: Case, stairs: Staircase, step: Step) -> str:
    """The first answer a rule read, on one line, and how many more."""
    texts = list(dict.fromkeys(filter(None, (_answer(case, read, stairs.side) for read in _ordered(case, step)))))
    if not texts:
        return ""
    more = len(texts) - 1
    room: float = NARROWEST
    if more:
        room -= text_width(unmarked(case.say.text("chart-fall-more", answer="", number=more)), SMALL)
    first = _cut(texts[0], room)
    return case.say.text("chart-fall-more", answer=first, number=more) if more else first


def _ordered(case: Case, step: Step) -> Iterable[LeafRead]:
    """What a self-test found first, then what was told; age and the like, which nobody can change, last."""
    reads = _reads(case, step.rule, step.side).values()
    questions = case.kb.questions
    return sorted(reads, key=lambda r: (r.question in questions and questions[r.question].fixed, not r.test))


def _answer(case: Case, read: LeafRead, side: str) -> tuple[str, str] | None:
    """Question and answer; the side only where it is not that of the finding."""
    if read.finding:
        return "", case.finding_words(read.finding, read.scope)
    question = case.kb.questions.get(read.question)
    if question is None:
        return None
    words = []
    for scope in [read.scope] if read.scope else case.answers.scopes(read.question):
        value = case.answers.get(read.question, scope)
        if isinstance(value, State):
            text = case.say.text("answer-hurt") if value is State.HURT else ""
        else:
            text = case.yes_no(str(value)) or value_words(question, value, case.say)
        if text:
            words.append(in_place(case.say, text, scope) if scope in ("left", "right") and scope != side else text)
    return (question.ask, "; ".join(dict.fromkeys(words))) if words else None


def _cut(answer: tuple[str, str], room: float) -> str:
    """Question and answer on one line: what does not fit is taken from the end of the question."""
    ask, words = (unmarked(part) for part in answer)
    left = room - text_width(f" {words}", SMALL)
    return f"{fit(ask, width=left, size=SMALL, lines=1)[0]} {words}" if ask and left > _FEWEST else words
