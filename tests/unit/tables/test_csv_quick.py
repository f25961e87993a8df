"""CSV read in pieces, at once or row by row, is the same table: rows, ids, codes, and rejects with their lines."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.errors import AdvisorError
from advisor.knowledge import load_knowledge
from advisor.population import schema_of
from advisor.tables import Mapping_, csv_quick, lines
from advisor.tables.lines import ByteCount, Pieces
from advisor.tables.source import Worker
from advisor.tables.textfiles import CsvTable

pytest.importorskip("pyarrow")

CELLS = st.sampled_from(
    ["", " ", "34", "111", "x", "female", "male", "Female", "none", "unknown", "fainted_effort_7d", "a;b", "é", "NaN", "Ann"]
)
ODD = st.sampled_from(['"', '""', "a\"b", '"two\nlines"', '"a,b"', '"open', "\r", "\r\n", "\n", "a\rb", "\0", "\udcff", ",", "ß"])
ENDS = st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])
HEADER = "id,age,sex,note,heart_signs"


@cache
def worker_parts() -> tuple[Any, Any]:
    knowledge = load_knowledge()
    return knowledge, schema_of(knowledge)


def read(path: Path, *, quick: bool) -> list[Any] | str:
    """Everything a table says."""
    knowledge, schema = worker_parts()
    try:
        table = CsvTable(str(path), Worker(knowledge, schema, Mapping_(), "t"), quick=quick)
        blocks = [chunk() for chunk in table.chunks(3)]
    except AdvisorError as error:
        return str(error)
    found: list[Any] = [reject for block in blocks for reject in block.rejects]
    for block in blocks:
        names = sorted(block.columns.arrays)
        ids = list(block.ids) if block.ids is not None else [""] * len(block.rows)
        values = [block.columns.arrays[name].tolist() for name in names]
        people = zip(block.rows.tolist(), ids, *values, strict=True)
        found += [(row, who, dict(zip(names, cells, strict=True))) for row, who, *cells in people]
    return sorted(found, key=lambda item: item[0] if isinstance(item, tuple) else item.row)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(st.lists(CELLS, min_size=5, max_size=5), ENDS), max_size=12), data=st.data())
def test_at_once_or_row_by_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: list[tuple[list[str], str]], data: st.DataObject
) -> None:
    text = [",".join(cells) + end for cells, end in rows]
    for _ in range(data.draw(st.integers(0, 2)) if text else 0):
        place = data.draw(st.integers(0, len(text) - 1))
        text[place] = data.draw(st.sampled_from([text[place][:-1] + "{}\n", "{}" + text[place], "{}"])).format(data.draw(ODD))
    (tmp_path / "t.csv").write_bytes((HEADER + "\n" + "".join(text)).encode("utf-8", "surrogateescape"))
    monkeypatch.setattr(csv_quick, "_LEAST", 0)
    monkeypatch.setattr(lines, "PIECE", data.draw(st.sampled_from([1, 7, 60, 10_000])))
    quick = read(tmp_path / "t.csv", quick=True)
    monkeypatch.setattr(lines, "PIECE", 10_000_000)
    assert quick == read(tmp_path / "t.csv", quick=False)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text("ab\r\n\",", max_size=40), piece=st.integers(1, 9))
def test_pieces_hand_out_the_lines_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, piece: int) -> None:
    (tmp_path / "t.txt").write_bytes(text.encode())
    monkeypatch.setattr(lines, "PIECE", piece)
    pieces = Pieces(str(tmp_path / "t.txt"), ByteCount(str(tmp_path / "t.txt")))
    want = io.StringIO(text, newline="").readlines()
    assert list(pieces) == want
    assert pieces.line == len(want)


def test_the_quick_way_is_taken_where_it_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the test above would compare a thing with itself."""
    taken: list[bool] = []
    real = csv_quick.QuickCsv.read

    def noted(self: csv_quick.QuickCsv, piece: bytes) -> Any:
        found = real(self, piece)
        taken.append(found is not None)
        return found

    monkeypatch.setattr(csv_quick.QuickCsv, "read", noted)
    monkeypatch.setattr(csv_quick, "_LEAST", 0)
    path = tmp_path / "t.csv"
    good = "1,34,female,,none\n2,,,,\n,,, ,\n3,111,male,x,\n"
    for content, quick in (
        (good, True), (good.replace("\n", "\r\n"), True), (good.replace("x", '"x"'), False), (good + "4,3\n", False),
        (good + "\n" + good, False), ("\r\n" + good, False), (good + "4,34,\0,,\n", False), (good.replace("x", "\udce9"), False),
    ):  # fmt: skip
        path.write_bytes((HEADER + "\n" + content).encode("utf-8", "surrogateescape"))
        taken.clear()
        assert read(path, quick=True) == read(path, quick=False)
        assert taken == [quick], content
    rejects = [item for item in read(path, quick=True) if not isinstance(item, tuple)]
    assert [(item.row, item.line, item.code) for item in rejects] == [(3, 4, "P836"), (4, 5, "A606"), (4, 5, "P831")][:2]


def test_a_line_without_end_is_no_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MOST_BYTES", 10_000)
    monkeypatch.setattr(lines, "PIECE", 1_000)
    (tmp_path / "t.csv").write_text(HEADER + "\n" + "x" * 50_000)
    assert "P817" in read(tmp_path / "t.csv", quick=True)
    assert csv.field_size_limit() == lines.LONGEST_LINE
