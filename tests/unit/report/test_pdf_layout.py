"""Every page as printed: nothing outside the margins, no card in two parts, the right running head, even columns."""

from __future__ import annotations

from functools import cache

import pytest

from advisor.language import unmarked
from advisor.model.report import CardView, FindingView, ReportModel
from advisor.report.letterhead import letterhead
from advisor.report.pdf import render_pdf

from .cases import PERSONAS
from .paper import Paper, squeezed
from .pictured import SCRIPTS, all_dormant, logo, many_findings, no_findings, pictured, written

OTHER = [("demo", "en", "us-letter"), ("full_chain", "de", "us-letter"), ("emergency", "de", "us-letter"), ("neural", "de", "a4")]
EVERY = [(name, "en", "a4") for name in PERSONAS if name != "full_chain"] + OTHER
BAD = {"40 findings": many_findings, "no findings": no_findings, "all dormant": all_dormant}


@cache
def printed(name: str, language: str, paper: str) -> Paper:
    return Paper(render_pdf(pictured(name, language), paper=paper))


def card_words(card: CardView) -> list[str]:
    """All that a card says, sentence by sentence; a citation or a full stop of ours may stand between."""
    words = (
        card.name, card.stage_words, card.starts, card.dose, card.minutes, card.days, card.kit, card.side_note, card.setup,
        *card.movement, *card.cues, card.feel, card.fault_sign, card.fault_do, card.stop, card.pain_rule, card.easier, card.next,
        card.pass_rule, card.back_rule, card.chosen_because, card.figure_watch,
    )  # fmt: skip
    return [squeezed(unmarked(text)) for text in words]


def split_cards(model: ReportModel, paper: Paper) -> list[tuple[str, str]]:
    """Cards of which not every word stands on one page, with the first such word."""
    if model.plan is None:
        return []
    pages = [paper.text(number) for number in range(len(paper.pages))]
    found = []
    for card in (*model.plan.cards, *model.plan.later):
        missing = [[words for words in card_words(card) if words not in page] for page in pages]
        if min(map(len, missing)) > 0:
            found.append((card.name, min(missing, key=len)[0]))
    return found


def in_brief(finding: FindingView) -> str:
    """The end of the line of a finding that is only named."""
    return f"{finding.band_words.split(':')[0]}, {finding.certainty}: {finding.reasons[0].title}"


def split_findings(model: ReportModel, paper: Paper) -> list[str]:
    """Findings of which the name, the reasons' ends and the last line do not stand on one page; of those in a line, that."""
    pages = [paper.text(number) for number in range(len(paper.pages))]
    found = []
    for finding in model.findings:
        said = (finding.anatomy, finding.evidence_words) if finding.in_full else (in_brief(finding),)
        words = [squeezed(unmarked(text)) for text in (finding.name, *said)]
        if not any(all(word in page for word in words) for page in pages):
            found.append(finding.name)
    return found


def wrong_heads(paper: Paper, title: str) -> list[tuple[int, str]]:
    """Pages whose running head is not the section with which they begin."""
    tops = [mark for mark in paper.bookmarks if mark.level == 0]
    found = []
    for number, page in enumerate(paper.pages[1:], 1):
        begins = paper.text(number)
        here = [mark for mark in tops if mark.page == number and begins.startswith(squeezed(mark.title))]
        section = (here or [mark for mark in tops if mark.page < number][-1:])[0]
        if page.head != squeezed(section.title) + squeezed(title):
            found.append((number + 1, page.head))
    return found


@pytest.mark.parametrize(("name", "language", "paper"), EVERY)
def test_every_persona_stays_within_the_margins_and_nothing_is_split(name: str, language: str, paper: str) -> None:
    model, made = pictured(name, language), printed(name, language, paper)
    assert made.outside() == []
    assert split_cards(model, made) == []
    assert split_findings(model, made) == []
    assert wrong_heads(made, model.title) == []
    pages = len(made.pages)
    word = {"en": "page{}of{}", "de": "Seite{}von{}"}[language]
    assert [page.foot.endswith(word.format(n, pages)) for n, page in enumerate(made.pages, 1)] == [True] * pages


@pytest.mark.parametrize(("case", "paper"), [("40 findings", "us-letter"), ("no findings", "a4"), ("all dormant", "a4")])
def test_too_much_and_too_little_is_laid_out_as_well(case: str, paper: str) -> None:
    model = BAD[case]()
    made = Paper(render_pdf(model, paper=paper))
    assert made.outside() == []
    assert split_cards(model, made) == []
    assert split_findings(model, made) == []
    assert wrong_heads(made, model.title) == []


@pytest.mark.parametrize("script", SCRIPTS)
def test_names_of_any_script_and_length_stay_within_the_margins(script: str) -> None:
    model = written(SCRIPTS[script])
    made = Paper(render_pdf(model, paper="us-letter" if len(script) % 2 else "a4"))
    assert made.outside() == []
    assert model.fridge is not None


@pytest.mark.parametrize("name", ["emergency", "groin_pain_limping"])
def test_an_emergency_is_one_page_and_nothing_else(name: str) -> None:
    model = pictured(name)
    made = printed(name, "en", "a4")
    assert model.ended
    assert len(made.pages) == 1
    assert {mark.title for mark in made.bookmarks if mark.level == 0} <= {
        model.safety.headline, "When to stop and see someone", "Also noted, for later", "Sources"
    }  # fmt: skip


def test_an_emergency_is_one_page_under_any_letterhead_which_comes_last() -> None:
    head = letterhead(runner="W" * 300, coach="Coach " * 50, contact=["Q" * 300] * 4, logo=logo())
    made = Paper(render_pdf(pictured("emergency", head=head), paper="us-letter"))
    assert len(made.pages) == 1
    assert made.outside() == []
    text = made.text(0)
    assert text.index("Callyourlocalemergencynumber") < text.index("CoachCoach") < text.index("Thisisnotadiagnosis")


@pytest.mark.parametrize(("name", "language", "paper"), [entry for entry in EVERY if entry[0] in ("demo", "full_chain")])
def test_the_fridge_sheet_is_one_page(name: str, language: str, paper: str) -> None:
    model, made = pictured(name, language), printed(name, language, paper)
    assert model.fridge is not None
    start = next(mark for mark in made.bookmarks if mark.title == model.fridge.title)
    pages = [mark.page for mark in made.bookmarks if mark.level == 0]
    assert pages.count(start.page) == 1
    assert start.page + 1 in pages
    text = made.text(start.page)
    assert text.startswith(squeezed(model.fridge.title))
    rows = [part for row in model.fridge.rows for part in (row.name, row.dose, row.cue)]
    for words in (*rows, *model.fridge.stops, model.fridge.help):
        assert squeezed(unmarked(words)) in text
