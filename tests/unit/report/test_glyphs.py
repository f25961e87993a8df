"""Every text can be set: what the font lacks becomes a marked sign, the same on every Python."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.report.glyphs import BREAK, FONTS, LONGEST, drawn, printable

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
