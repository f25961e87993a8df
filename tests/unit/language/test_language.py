"""Texts by key: the short way agrees with Fluent, plurals and sides, numbers and dates, English marked where it stands in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.knowledge.consistency.reading import FEWEST_WORDS, HIGHEST, grade
from advisor.language import ENGLISH, code_of, english, language, languages, spans, unmarked
from advisor.language.catalogue import Catalogue, messages_of, read_catalogue
from advisor.language.checking import check_catalogue
from advisor.language.language import Language
from advisor.language.marks import CLOSE, OPEN, english_template

CODES = languages()


@pytest.mark.parametrize("code", CODES)
def test_the_short_way_and_fluent_say_the_same(code: str) -> None:
    catalogue = read_catalogue(code)
    assert len(catalogue.messages) > 300
    for key, message in catalogue.messages.items():
        for n in (1, 2):
            slots: dict[str, str | float] = {name: f"<{name}>" for name in message.slots}
            slots |= {"n": n} if "n" in slots else {}
            assert catalogue.put_together(key, slots) == catalogue.by_fluent(key, slots), key
        if message.choice:
            slot, ways = message.choice
            for word in ways:
                slots |= {slot: word}
                assert catalogue.put_together(key, slots) == catalogue.by_fluent(key, slots), (key, word)
    assert sum(message.choice is not None for message in catalogue.messages.values()) > 30


@pytest.mark.parametrize("code", CODES)
def test_every_catalogue_is_whole_and_right(code: str) -> None:
    assert [str(item) for item in check_catalogue(code)] == []
    # What is missing is said in English, so a new English text breaks nothing; but the frame of the report must not erode.
    assert code == ENGLISH or len(language(code).missing()) <= len(language().catalogue.messages) // 20


def test_the_programs_english_reads_as_easily_as_the_rules() -> None:
    """What a runner reads is graded alike, wherever it is written: each text of 30 words or more at most at grade 9."""
    texts = language().catalogue
    grades = {}
    for key, message in texts.messages.items():
        words = " ".join(texts.by_fluent(key, dict.fromkeys(message.slots, 3)).split())
        if len(words.split()) >= FEWEST_WORDS:
            grades[key] = grade(words)
    assert {"emergency-notice", "safety-net", "safety-net-short", "stretch"} <= grades.keys()
    assert {key: round(number, 1) for key, number in grades.items() if number > HIGHEST} == {}
    assert grade("Cardiovascular deconditioning necessitates individualised multidisciplinary rehabilitation.") > HIGHEST


def test_plural_and_side() -> None:
    de, en = language("de"), language()
    assert [en.text("count-self-test", n=n) for n in (0, 1, 2)] == ["0 self-tests", "1 self-test", "2 self-tests"]
    assert [de.text("count-self-test", n=n) for n in (0, 1, 2)] == ["0 Selbsttests", "1 Selbsttest", "2 Selbsttests"]
    assert [de.side(side) for side in ("left", "right", "both", "whole", "")] == [
        "linke Seite",
        "rechte Seite",
        "beide Seiten",
        "",
        "",
    ]
    assert de.text("on-side", side="left", words="Gesäß") == "Gesäß (links)"


def test_numbers_dates_and_lists_follow_the_language() -> None:
    de, en = language("de"), language()
    assert (en.number("0.45"), de.number("0.45"), de.number(2.5), de.number(3)) == ("0.45", "0,45", "2,5", "3")
    assert de.number("0.1.0") == "0.1.0", "a version is no number"
    assert (en.date("2026-11-22"), de.date("2026-11-22")) == ("22 November 2026", "22. November 2026")
    assert de.date("no date") == "no date"
    assert (en.listed("abc"), de.listed("abc")) == ("a, b and c", "a, b und c")
    assert (en.listed("ab", "or"), de.listed("ab", "or"), de.listed("a")) == ("a or b", "a oder b", "a")
    assert (en.number(12_345), de.number(12_345)) == ("12,345", "12.345")


def test_no_isolation_marks() -> None:
    for code in CODES:
        assert not any(mark in language(code).text("count-minute", n=3) for mark in "\u2066\u2067\u2068\u2069")


@pytest.fixture
def poor(monkeypatch: pytest.MonkeyPatch) -> Language:
    """German with one text."""
    poor = Language("de")
    poor.catalogue = Catalogue("de", {"week": read_catalogue("de").messages["week"]})
    return poor


def test_what_is_missing_is_english_and_marked(poor: Language) -> None:
    assert poor.text("week", number=3) == "Woche 3"
    assert poor.text("heading-plan") == f"{OPEN}Your plan{CLOSE}"
    assert poor.text("source-label", source="R5") == f"{OPEN}Source {CLOSE}R5", "what is put in is not English"
    assert poor.text("count-minute", n=2) == f"{OPEN}2 minutes{CLOSE}"
    assert poor.paragraphs("stretch", R1="", R2="", R3="", R4="")[1].startswith(f"{OPEN}There is evidence")
    assert "heading-plan" in poor.missing()
    assert "week" not in poor.missing()


def test_english_holds_no_marks() -> None:
    assert OPEN not in language().text("heading-plan")
    with pytest.raises(KeyError):
        language().text("no-such-key")
    with pytest.raises(KeyError):
        language().text("week")


@given(st.lists(st.sampled_from(["a", " ", ".", "{x}", "{y_1}", "[", "]", OPEN, CLOSE]), max_size=12).map("".join))
def test_marks_go_and_nothing_else(text: str) -> None:
    assert unmarked(english(text)) == unmarked(text)
    assert unmarked(english_template(text)) == unmarked(text)
    assert "".join(piece for piece, _ in spans(text)) == unmarked(text)
    assert all(not marked for piece, marked in spans(english_template(text)) if "{x}" in piece)


def test_messages_know_their_place_and_their_slots() -> None:
    first, second = messages_of("# a word\na = b\n\nc =\n    { $d } e\n    f\n", "x.ftl")
    assert (first.key, first.line, first.pieces) == ("a", 2, ("b",))
    assert (second.line, second.pieces, second.slots) == (4, ("", "d", " e f"), {"d"})


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("nonsense = x\n", "T801", 1),
        ("\nweek = Woche\n", "T802", 2),
        ("week = Woche { $number } { $of }\n", "T803", 1),
        ("week = Woche { $number\n", "T806", 1),
        ("heading-plan = Plan\nheading-plan = Dein Plan\n", "T808", 2),
    ],
)
def test_a_translators_slips_are_told_with_their_place(text: str, code: str, line: int, tmp_path: Path) -> None:
    (tmp_path / "x.ftl").write_text(text)
    found = [item for item in check_catalogue("de", tmp_path) if item.code == code]
    assert [item.place.line for item in found] == [line]
    assert found[0].hint
    assert "^" in found[0].excerpt


def test_a_choice_without_a_form_for_the_rest(tmp_path: Path) -> None:
    (tmp_path / "x.ftl").write_text("week = { $number ->\n    [one] Woche\n    [few] Wochen\n}\n")
    (found,) = check_catalogue("de", tmp_path)
    assert (found.code, found.hint) == ("T806", "mark one form with *, as in *[other]")


def test_a_catalogue_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "x.ftl").write_bytes(b"week = Woche \xff\n")
    assert [item.code for item in check_catalogue("de", tmp_path)] == ["Y101"]


@pytest.mark.parametrize(
    ("wanted", "code"), [("de", "de"), ("de_AT", "de"), ("de-DE.UTF-8", "de"), (" en ", "en"), ("klingon", "klingon")]
)
def test_codes(wanted: str, code: str) -> None:
    assert code_of(wanted) == code
