"""Every text can be set: what the font lacks becomes a marked sign, the same on every Python."""

from __future__ import annotations

import struct
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.language import language, unmarked
from advisor.report.glyphs import BREAK, FONTS, LONGEST, bare, drawn, kind_of, lacking, printable
from advisor.report.signs import signs

ANY_TEXT = st.text(st.characters(codec=None), max_size=200)


def cmap(font: Path) -> set[int]:
    """The characters of a TrueType font, read from its table without fonttools."""
    data = font.read_bytes()
    tables = {}
    for n in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, start, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * n)
        tables[tag] = start
    base, found = tables[b"cmap"], set()
    for n in range(struct.unpack_from(">H", data, base + 2)[0]):
        start = base + struct.unpack_from(">HHL", data, base + 4 + 8 * n)[2]
        kind = struct.unpack_from(">H", data, start)[0]
        if kind == 4:
            segments = struct.unpack_from(">H", data, start + 6)[0] // 2
            ends = struct.unpack_from(f">{segments}H", data, start + 14)
            starts = struct.unpack_from(f">{segments}H", data, start + 16 + 2 * segments)
            found |= {code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)}
        elif kind == 12:
            for group in range(struct.unpack_from(">L", data, start + 12)[0]):
                first, last, _ = struct.unpack_from(">LLL", data, start + 16 + 12 * group)
                found |= set(range(first, last + 1))
    return found - {0xFFFF}


@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_the_list_says_what_the_fonts_draw(style: str) -> None:
    assert cmap(FONTS / f"NotoSans-{style}.ttf") == {ord(char) for char in drawn()}


def test_the_fonts_are_small_and_licensed() -> None:
    assert all(font.stat().st_size <= 250_000 for font in FONTS.glob("*.ttf"))
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text", ["Plain words, 62 %.", "Žluťoučký kůň", "αβγ ΔΣ", "Колено", "≤ 3 → ½ × ± ☐ ☑ ✓ ✗ ⚠ • – “x” €", "Tiếng Việt"]
)
def test_what_the_font_draws_stays(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("😀", "[U+1F600 grinning face]"),
        ("ก", "[U+0E01 thai character ko kai]"),
        ("漢", "[U+6F22]"),
        ("\ue000", "[U+E000]"),
        ("\u0378", "[U+0378]"),
        ("\ud800", "[U+D800]"),
        ("\x00", "[U+0000]"),
        ("\u202e", "[U+202E right-to-left override]"),
        ("\U0010ffff", "[U+10FFFF]"),
        ("\U0001fae8", "[U+1FAE8]"),  # named only since Unicode 15: Python 3.11 does not know it
        ("\u0301a \u0301", "\u25cc\u0301a \u25cc\u0301"),
        ("a" + "\u0301" * 9, "a" + "\u0301" * 4 + "\u25cc" + "\u0301" * 4 + "\u25cc\u0301"),
        ("漢" * 8, "[U+6F22]" * 8),
        ("ก" * 8, "[U+0E01 thai character ko kai]" * 6 + "[U+0E01]" * 2),
        ("❤\ufe0f", "[U+2764 heavy black heart]"),
        ("a\nb\tc\u2028d", "a b c d"),
        ("", ""),
    ],
)
def test_what_it_lacks_becomes_a_marked_sign(text: str, shown: str) -> None:
    assert printable(text, longest=0) == shown
    assert printable(text).replace(BREAK, "") == shown


@settings(max_examples=500)
@given(ANY_TEXT)
def test_every_text_ends_up_printable_and_stays_so(text: str) -> None:
    made = printable(text)
    assert drawn().issuperset(made)
    assert printable(made) == made


@given(st.text(st.sampled_from("aÄW.-/\u00a0"), min_size=LONGEST + 1, max_size=300))
def test_long_words_can_break(text: str) -> None:
    made = printable(text)
    assert made.replace(BREAK, "") == text
    assert max(map(len, made.split(BREAK))) <= 10
    assert printable(text, longest=0) == text


def test_a_break_never_parts_a_letter_from_its_mark() -> None:
    made = printable("e\u0301" * 100)
    assert BREAK in made
    assert f"{BREAK}\u0301" not in made


def test_a_word_of_thirty_stays_whole() -> None:
    assert printable("x" * 30) == "x" * 30
    assert BREAK in printable("x" * 31)
    assert BREAK not in printable("x" * 30 + " " + "y" * 30)


def test_a_place_to_break_stands_between_signs_and_not_in_them() -> None:
    assert printable("漢" * 40).split(BREAK) == ["[U+6F22]"] * 40


@settings(max_examples=300)
@given(ANY_TEXT)
def test_what_stands_as_a_code_alone_is_found(text: str) -> None:
    assert bare(printable(text, named=0)) == lacking(text)
    assert bare(printable(text)) <= lacking(text)


@pytest.mark.parametrize(("typed", "found"), [("[U+0041]", ""), ("[U+FFFFFF]", ""), ("[U+4E00]", "一"), ("[u+4e00] [U+4E]", "")])
def test_a_code_that_someone_types_is_a_sign_only_where_the_font_lacks_it(typed: str, found: str) -> None:
    assert bare(typed) == set(found)


def test_every_name_is_unicodes_and_without_one_it_says_why() -> None:
    why = {"Cc": "control", "Cs": "surrogate", "Co": "private", "Cn": "unknown"}
    later = unicodedata.unidata_version != "14.0.0"  # this Python knows more names; to us they are unknown
    for char in map(chr, range(0x110000)):
        if char in drawn():
            continue
        kind, name = kind_of(char)
        known = unicodedata.name(char, "").lower()
        shown = f"{name}-{ord(char):04x}" if kind == "numbered" else name
        if shown.startswith("tangut ideograph-"):  # this Python does not know their names
            assert unicodedata.category(char) == "Lo"
        elif later and known and not name:
            assert kind == "unknown"
            continue
        else:
            assert shown == known
        if not name:
            never = ord(char) & 0xFFFE == 0xFFFE or ord(char) in range(0xFDD0, 0xFDF0)
            assert kind == ("never" if never else why[unicodedata.category(char)])


def test_the_list_of_signs() -> None:
    given = "漢😀\x00\ud800\ue000\u0378\uffff一丁丂七กข\ue100\ue101\ue102"
    lines = [(line["code"], line["name"]) for line in signs(given + given, language("en"))]
    assert lines == [
        ("U+0000", "no name: it steers a machine and shows nothing"),
        ("U+0378", "no name in our list, which is Unicode 14"),
        ("U+0E01", "thai character ko kai"),
        ("U+0E02", "thai character kho khai"),
        ("U+4E00 to U+4E03", "cjk unified ideograph-4e00 to cjk unified ideograph-4e03"),
        ("U+6F22", "cjk unified ideograph-6f22"),
        ("U+D800", "no name: half of a broken character"),
        ("U+E000", "no name: everyone may use it for a sign of their own"),
        ("U+E100 to U+E102", "no name: everyone may use it for a sign of their own"),
        ("U+FFFF", "no name: a code that never stands for a character"),
        ("U+1F600", "grinning face"),
    ]
    assert signs("", language("en")) == []
    german = signs("กขฃ一丁丂", language("de"))
    assert [line["code"] for line in german] == ["U+0E01", "U+0E02", "U+0E03", "U+4E00 bis U+4E02"]
    assert unmarked(german[-1]["name"]) == "cjk unified ideograph-4e00 bis cjk unified ideograph-4e02"
    assert german[0]["name"] != unmarked(german[0]["name"]), "names are English words"
