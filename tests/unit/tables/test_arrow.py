"""Columns of Arrow say what their cells say one by one: the quick way and the reader that words the rejects never differ."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.errors import AdvisorError
from advisor.knowledge import load_knowledge
from advisor.model.base import KnowledgeBase
from advisor.population import NOT_ASKED, schema_of
from advisor.tables.arrow import ArrowColumn, Cells, ids_of
from advisor.tables.cells import BAD, CellReader, Spec

pa = pytest.importorskip("pyarrow")

QUESTIONS = ("age", "sex", "last_run", "heart_signs", "runners_knee@left", "gave_birth")
WORDS = [
    "", " ", "none", "unknown", "hurt", "yes", "no", "True", "present", "absent", "female", "34", "34.5", "12,5", "6 mi", "4",
    "5", "110", "111", "-1", "1e3", "NaN", "inf", "fainted_effort_7d", "chest_pain_effort", "none;fainted_effort_7d", "NA",
    "Female", "x\ty",
]  # fmt: skip


@cache
def columns() -> dict[str, tuple[ArrowColumn, CellReader]]:
    """A quick column, and a reader of its own, for some questions of each type."""
    knowledge = load_knowledge()
    schema, found = schema_of(knowledge), {}
    for name in QUESTIONS:
        spec = (schema[name], Spec(), frozenset({"NA"}))
        found[name] = ArrowColumn(schema[name], CellReader(knowledge, *spec)), CellReader(knowledge, *spec)
    assert {schema[name].type for name in found} == {"number", "choice", "multi", "yes_no"}
    return found


def agree(name: str, array: Any) -> None:
    """Each code is the reader's of that cell, and what is refused can be worded."""
    quick, reader = columns()[name]
    codes = quick.codes(array)
    cells = Cells(array)
    assert len(codes) == len(array)
    for place, code in enumerate(codes.tolist()):
        cell = cells[place]
        missing = cell is None or (isinstance(cell, str) and not cell.strip())
        assert code == (NOT_ASKED if missing else reader.of(cell)), (name, cell)
        if code == BAD:
            assert reader.refusal(cell).code


OPTIONS = [*WORDS, *(option for name in QUESTIONS for option in columns()[name][1].question.options)]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_text_by_dictionary_or_plain(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.none() | st.sampled_from(OPTIONS) | st.text(max_size=5), max_size=30))
    plain = pa.array([w if w is None else w.encode("utf-8", "replace").decode() for w in words], pa.string())
    kind = data.draw(st.sampled_from(["string", "large_string", "string_view", "dictionary", "dictionary of int8", "slice"]))
    array = plain
    if kind == "slice":
        array = plain.dictionary_encode()[len(words) // 3 :]
    elif kind.startswith("dictionary"):
        array = plain.dictionary_encode()
        array = array.cast(pa.dictionary(pa.int8(), pa.string())) if kind.endswith("int8") else array
    else:
        array = plain.cast({"string": pa.string(), "large_string": pa.large_string(), "string_view": pa.string_view()}[kind])
    for name in QUESTIONS:
        agree(name, array)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_numbers_of_every_width(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["int8", "int64", "uint8", "uint64", "float16", "float32", "float64", "bool", "decimal"]))
    near = st.sampled_from([0, 4, 5, 34, 110, 111, 127])
    values: st.SearchStrategy[Any] = near
    if kind.startswith("float"):
        edges = st.sampled_from([12.5, 12.55, 34.5, -0.0, 299.9, 300.1])
        values = near.map(float) | st.floats(width=int(kind[5:])) | edges
    elif kind == "int64":
        values = near | st.integers(-(2**63), 2**63 - 1)
    elif kind == "uint64":
        values = near | st.integers(0, 2**64 - 1)
    elif kind == "bool":
        values = st.booleans()
    drawn = data.draw(st.lists(st.none() | values, max_size=20))
    if kind == "decimal":
        array = pa.array(drawn).cast(pa.int64()).cast(pa.decimal128(22, 2)) if drawn else pa.array([], pa.decimal128(22, 2))
    else:
        halves = [None if item is None else np.float16(item) for item in drawn] if kind == "float16" else drawn
        array = pa.array(halves, {"bool": pa.bool_()}.get(kind) or getattr(pa, kind)())
    for name in ("age", "last_run"):
        agree(name, array)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_lists_of_ticks(data: st.DataObject) -> None:
    ticks = st.sampled_from([*columns()["heart_signs"][1].question.options, *WORDS]) | st.none()
    lists = data.draw(st.lists(st.none() | st.lists(ticks, max_size=4), max_size=20))
    for kind in (pa.list_(pa.string()), pa.large_list(pa.large_string()), pa.list_(pa.dictionary(pa.int32(), pa.string()))):
        agree("heart_signs", pa.array(lists, kind))
    agree("heart_signs", pa.array(lists, pa.list_(pa.string()))[1:])


def test_a_number_that_is_nearly_one_is_refused() -> None:
    quick, _ = columns()["last_run"]
    array = pa.array([12.5, 12.55, math.nan, math.inf, -0.1, 1e300, None, np.nextafter(12.5, 13)])
    assert quick.codes(array).tolist() == [125, BAD, BAD, BAD, BAD, BAD, NOT_ASKED, BAD]


def test_a_dictionary_much_longer_than_the_rows_is_read_only_where_used(kb: KnowledgeBase) -> None:
    asked: list[Any] = []

    class Reader(CellReader):
        def of(self, raw: Any) -> int:
            asked.append(raw)
            return super().of(raw)

    column = schema_of(kb)["age"]
    words = pa.array([str(number) for number in range(50_000)])
    array = pa.DictionaryArray.from_arrays(pa.array([34, None, 40, 49_999], pa.int32()), words)
    codes = ArrowColumn(column, Reader(kb, column, Spec())).codes(array)
    assert codes.tolist() == [34, NOT_ASKED, 40, BAD]
    assert asked == ["34", "40", "49999"]


def raw(values: list[bytes | None]) -> Any:
    """Text that may be no UTF-8, as a careless program leaves it in a file."""
    binary = pa.array(values, pa.binary())
    return pa.Array.from_buffers(pa.string(), len(binary), binary.buffers())


def test_bytes_that_are_no_text_are_refused_and_not_bent(kb: KnowledgeBase) -> None:
    column = schema_of(kb)["sex"]
    reader = CellReader(kb, column, Spec())
    array = raw([b"female", b"fem\xe4le", None])
    codes = ArrowColumn(column, reader).codes(array)
    assert codes.tolist() == [column.codes["female"], BAD, NOT_ASKED]
    assert reader.refusal(Cells(array)[1]).code == "P831"
    with pytest.raises(AdvisorError):
        reader.code(Cells(array)[1])


@pytest.mark.parametrize(
    ("array", "names", "bad"),
    [
        (pa.array([" Ann ", None, "", "Bob\n", "x" * 300]), ["Ann", "", "", "Bob", "x" * 199], []),
        (pa.array([7, None, -1]), ["7", "", "-1"], []),
        (pa.array(["José", "a\x1b[31mb"]).dictionary_encode(), ["José", "a"], []),
        (raw([b"Zo\xeb", b"Ann"]), ["", "Ann"], [0]),
        (pa.array(["skip", "Ann", "Bo"], pa.string_view())[1:], ["Ann", "Bo"], []),
        (pa.array([], pa.string()), [], []),
    ],
)
def test_ids(array: Any, names: list[str], bad: list[int]) -> None:
    found, unreadable = ids_of(array)
    assert unreadable == bad
    assert len(found) == len(names)
    for mine, wanted in zip(found, names, strict=True):
        assert mine.startswith(wanted[:150])
        assert all(sign.isprintable() for sign in mine)
        assert len(mine) <= 200
