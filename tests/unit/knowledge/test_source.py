"""YAML 1.2 as data, and where everything stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.errors import AdvisorError, Diagnostic, Place
from advisor.knowledge import source as s
from advisor.knowledge.excerpts import clean, excerpt_of
from advisor.knowledge.yamldata import MAX_DEPTH, MAX_NODES


def data(text: str) -> Any:
    return s.parse(text.encode(), "f.yaml").data


def problems(text: str | bytes) -> list[tuple[str, str]]:
    with pytest.raises(AdvisorError) as caught:
        s.parse(text if isinstance(text, bytes) else text.encode(), "f.yaml")
    return [(item.code, str(item.place)) for item in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("22:30", "22:30"),
        ("1:2:3", "1:2:3"),
        ("012", 12),
        ("0", 0),
        ("-0", 0),
        ("+5", 5),
        ("-12", -12),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("-1.5E-2", -0.015),
        ("1.2.3", "1.2.3"),
        ("0.1.0", "0.1.0"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("nan", "nan"),
        ("inf", "inf"),
        ("1e", "1e"),
        ("e5", "e5"),
        ("-", "-"),
        ("true", True),
        ("False", False),
        ("TRUE", True),
        ("tRue", "tRue"),
        ("null", None),
        ("~", None),
        ("Null", None),
        ("nUll", "nUll"),
        ("2026-11-22", "2026-11-22"),
        ("'5'", "5"),
        ('"true"', "true"),
        ('""', ""),
        ("'~'", "~"),
        ('"\\u0041"', "A"),
        ("4_to_8", "4_to_8"),
        ("999999999999999999", 999999999999999999),
        ("9999999999999999999", "9999999999999999999"),
    ],
)
def test_scalars_have_their_yaml_1_2_meaning(written: str, meant: object) -> None:
    found = data(f"a: {written}\n" if written != "-" else 'a: "-"\n')["a"]
    assert found == meant
    assert type(found) is type(meant)


def test_keys_are_always_text() -> None:
    assert data("1: a\ntrue: b\n0.5: c\nno: d\n") == {"1": "a", "true": "b", "0.5": "c", "no": "d"}


def test_blocks_keep_their_text() -> None:
    assert data("a: |\n  5\n  no\nb: >\n  one\n  two\n") == {"a": "5\nno\n", "b": "one two\n"}


def test_nested_data_in_both_styles() -> None:
    want = {"a": [1, {"b": ["x", None]}], "c": {}, "d": []}
    assert data("a:\n  - 1\n  - b: [x, ~]\nc: {}\nd: []\n") == want
    assert data('{"a": [1, {"b": ["x", null]}], "c": {}, "d": []}') == want


def test_places_count_from_one_and_follow_the_path() -> None:
    source = s.parse(b"a:\n  - x\n  - key:  value\nb: {c: d, e: f}\n", "f.yaml").source
    assert source.place(("a",)) == Place("f.yaml", 2, 3)
    assert source.place(("a",), key=True) == Place("f.yaml", 1, 1)
    assert source.place(("a", 1, "key")) == Place("f.yaml", 3, 11)
    assert source.place(("a", 1, "key"), key=True) == Place("f.yaml", 3, 5)
    assert source.place(("b", "e")) == Place("f.yaml", 4, 14)
    assert source.place() == Place("f.yaml", 1, 1)


def test_a_step_that_leads_nowhere_gives_the_place_above_it() -> None:
    source = s.parse(b"a:\n  b: c\n", "f.yaml").source
    assert source.place(("a", "gone", 5)) == source.place(("a",))
    assert source.place(("a", "b", "c", "d")) == source.place(("a", "b"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_do_not_depend_on_how_lines_end(end: str) -> None:
    document = s.parse(end.join(["# first", "a: b", "c:", "  d: e", ""]).encode(), "f.yaml")
    place = document.source.place(("c", "d"))
    assert (place.line, place.column) == (4, 6)
    assert document.source.excerpt(place).split("\n")[0] == "  4 |   d: e"


def test_a_byte_order_mark_moves_nothing() -> None:
    document = s.parse(b"\xef\xbb\xbfa: b", "f.yaml")
    assert document.data == {"a": "b"}
    assert document.source.place(("a",)) == Place("f.yaml", 1, 4)


def test_the_excerpt_of_a_long_line_keeps_the_caret_in_view() -> None:
    document = s.parse(("a: {" + ", ".join(f"k{n}: v" for n in range(200)) + "}").encode(), "f.yaml")
    place = document.source.place(("a", "k150"), key=True)
    line, caret = document.source.excerpt(place).split("\n")
    assert len(line) < 120
    assert line[caret.index("^") :].startswith("k150: v")


def test_the_excerpt_shows_no_place_beyond_the_file() -> None:
    assert excerpt_of(["a"], Place("f", 5, 1)) == ""
    assert excerpt_of(["a"], Place("f")) == ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: 1\nb: 2\na: 3\n", [("Y103", "f.yaml:3:1")]),
        ("a: {b: 1, b: 2}", [("Y103", "f.yaml:1:11")]),
        (
            "a: 1\na: 2\nb: &x 1\nc: *x\nd: !!int 5\n",
            [("Y103", "f.yaml:2:1"), ("Y105", "f.yaml:3:4"), ("Y105", "f.yaml:4:4"), ("Y104", "f.yaml:5:4")],
        ),
        ("<<: {a: 1}", [("Y105", "f.yaml:1:1")]),
        ("? [a]\n: b", [("Y112", "f.yaml:1:3")]),
        ("a: 1\n--- \nb: 2\n", [("Y102", "f.yaml:2:1")]),
        ("a: [1, 2\n", [("Y102", "f.yaml:1:9")]),
        ("a: b: c", [("Y102", "f.yaml:1:5")]),
        ("a: &x 1\nb: [", [("Y105", "f.yaml:1:4"), ("Y102", "f.yaml:2:5")]),
        ("", [("Y110", "f.yaml")]),
        ("---\n", [("Y110", "f.yaml")]),
        ("~", [("Y110", "f.yaml")]),
        ("a: \x0b", [("Y111", "f.yaml:1:4")]),
        ("a: 1\r\nb: \x85\x00", [("Y111", "f.yaml:3:1")]),
        (b"a: 1\n\xc3\xa9\xff", [("Y101", "f.yaml:2:2")]),
    ],
)
def test_what_is_refused_and_where(text: str | bytes, wanted: list[tuple[str, str]]) -> None:
    assert problems(text) == wanted


def test_what_is_deep_or_many_is_refused_at_its_bound() -> None:
    fine = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert data(fine)
    assert problems(f"[{fine}]")[0][0] == "Y107"
    assert len(data("[" + "a," * (MAX_NODES - 1) + "]")) == MAX_NODES - 1
    assert problems("[" + "a," * MAX_NODES + "]")[0][0] == "Y107"


def test_what_is_large_is_refused_at_its_bound() -> None:
    assert data("a: b #" + "x" * (s.MAX_BYTES - 6)) == {"a": "b"}
    assert problems("a: b #" + "x" * (s.MAX_BYTES - 5)) == [("Y106", "f.yaml")]


def test_reading_gives_the_bytes_too(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(b"a: 1\r\n")
    assert s.read_file(path, "shown").raw == b"a: 1\r\n"
    assert s.read_file(path, "shown").source.name == "shown"


def test_a_name_with_a_zero_byte_cannot_be_read() -> None:
    with pytest.raises(AdvisorError) as caught:
        s.read_file(Path("a\0b"), "a")
    assert caught.value.diagnostics[0].code == "Y109"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain ปวด é 🦵", "plain ปวด é 🦵"),
        ("\x1b[31m\x9b\u202e\u2028\n", "?[31m????"),
        ("a\u00a0b\u3000c", "a\u00a0b\u3000c"),
        ("👩\u200d⚕", "👩\u200d⚕"),
    ],
)
def test_clean_shows_what_a_terminal_would_obey(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_clean_cuts() -> None:
    assert clean("x" * 500, 10) == "xxxxxxx..."
    assert clean("x" * 10, 10) == "x" * 10


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_data_or_a_diagnostic(raw: bytes) -> None:
    problems_found: tuple[Diagnostic, ...] = ()
    try:
        document = s.parse(raw, "f.yaml")
    except AdvisorError as error:
        problems_found = error.diagnostics
    if problems_found:
        assert all(item.code.startswith("Y") and item.place.file == "f.yaml" for item in problems_found)
    else:
        assert document.data is not None
        document.source.diagnostic("X", "m", "h", ("a", 0))


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT.filter(lambda k: k != "<<"), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(_TEXT.filter(lambda k: k != "<<"), _VALUES, min_size=1, max_size=4))
def test_json_reads_back_as_itself(value: dict[str, Any]) -> None:
    import json

    assert data(json.dumps(value)) == value
