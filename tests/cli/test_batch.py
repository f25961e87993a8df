"""``advisor batch``: bad tables, bad mapping files, files that are there already, signals and full disks."""

from __future__ import annotations

import csv
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.cli import batch, main
from advisor.errors import AdvisorError
from advisor.tables import csv_quick

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

pytestmark = pytest.mark.usefixtures("compiled_once")
SAFE = "id,age,sex,heart_signs,runners_knee\n1,34,female,none,present\n"
Table = Callable[..., Path]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    def make(content: str | bytes, name: str = "in.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit code, standard output, standard error of ``advisor batch``."""
    result = CliRunner().invoke(batch.command, [str(item) for item in arguments], standalone_mode=False)
    if isinstance(result.exception, AdvisorError):
        return 2, result.stdout, str(result.exception)
    if result.exception is not None:
        raise result.exception
    return result.return_value or 0, result.stdout, result.stderr


def rejects(path: Path) -> list[tuple[str, str, str, str]]:
    """(row, line, column, code) of each."""
    with path.open(encoding="utf-8", newline="") as stream:
        return [(row["row"], row["line"], row["column"], row["code"]) for row in csv.DictReader(stream)]


def ids(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [row["id"] for row in csv.DictReader(stream)]


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# ------------------------------------------------------------------------------------------------- whole tables refused
@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        ("", "P816", "is empty"),
        ("\n\n  \n", "P816", "is empty"),
        ("id,age\n", "P816", "no rows"),
        ("id,age\n\n\n", "P816", "no rows"),
        ("name,team\nAnn,blue\n", "P813", "no header of this table is a question"),
        ("id,age,heart_sings\n1,34,none\n", "P812", 'did you mean "heart_signs"?'),
        ("id,age,age\n1,34,35\n", "P811", '"age" and "age" both mean age'),
        ("id,age,Age\n1,34,35\n", "P811", '"age" and "Age" both mean age'),
        ("id,age,runners_knee@left,Runners knee (left)\n1,34,present,absent\n", "P811", "runners_knee@left"),
        ("id,ID,age\n1,2,34\n", "P811", "the person's id"),
        ("id,runners_knee,Runners knee (left)\n1,present,absent\n", "P811", "runners_knee@left"),
        ("id,age,pain_now\n1,34,3\n", "P812", "asked for each symptom"),
        ("id,age\n1,34\n".encode("utf-16"), "P817", "UTF-16"),
        (b"\xff\xf3id,\xe4ge\n1,34\n", "P817", "not UTF-8"),
        ('id,"age\n1,34\n', "P817", "a quote in its header is not closed"),
    ],
)
def test_tables_that_cannot_be_read(table: Table, tmp_path: Path, content: str | bytes, code: str, says: str) -> None:
    source = table(content)
    exit_code, _, error = run(source, tmp_path / "out.csv")
    assert exit_code == 2
    assert code in error
    assert says in error
    assert left(tmp_path) == {"in.csv"}


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("age", [{"years": 34}]),
        ("age", [[34]]),
        ("heart_signs", [[["fever"]]]),
        ("heart_signs", [[{"a": 1}]]),
        ("age", [True]),
        ("heart_signs", [3]),
        ("sex", [b"female"]),
        ("sex", [["female"]]),
    ],
)
def test_parquet_types_that_hold_no_answers(tmp_path: Path, column: str, values: list[object]) -> None:
    pq.write_table(pa.table({"id": ["1"], column: values}), tmp_path / "in.parquet")
    exit_code, _, error = run(tmp_path / "in.parquet", tmp_path / "out.csv")
    assert (exit_code, "P815" in error, f'"{column}"' in error) == (2, True, True)
    assert left(tmp_path) == {"in.parquet"}


def test_truncated_parquet_and_no_parquet_at_all(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": range(50_000), "age": [34] * 50_000}), tmp_path / "good.parquet")
    whole = (tmp_path / "good.parquet").read_bytes()
    (tmp_path / "good.parquet").unlink()
    for number, content in enumerate((whole[: len(whole) // 2], whole[:3], b"", b"id,age\n1,34\n")):
        source = tmp_path / f"{number}.parquet"
        source.write_bytes(content)
        exit_code, _, error = run(source, tmp_path / "out.csv")
        assert (exit_code, "P817" in error) == (2, True)
    assert left(tmp_path) == {f"{number}.parquet" for number in range(4)}


def test_parquet_broken_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    values = [str(i * 7919 % 100_003) for i in range(60_000)]
    pq.write_table(pa.table({"id": values, "age": ["34"] * 60_000}), tmp_path / "in.parquet", row_group_size=10_000)
    content = bytearray((tmp_path / "in.parquet").read_bytes())
    middle = len(content) // 2
    content[middle : middle + 4000] = b"\xff" * 4000
    (tmp_path / "in.parquet").write_bytes(content)
    exit_code, _, error = run(tmp_path / "in.parquet", tmp_path / "out.csv")
    assert (exit_code, "P817" in error) == (2, True)
    assert left(tmp_path) == {"in.parquet"}


def test_empty_parquet(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": pa.array([], pa.string()), "age": pa.array([], pa.int64())}), tmp_path / "in.parquet")
    exit_code, _, error = run(tmp_path / "in.parquet", tmp_path / "out.csv")
    assert (exit_code, "P816" in error) == (2, True)


def test_a_missing_file_an_unknown_ending_and_a_folder(table: Table, tmp_path: Path) -> None:
    source = table(SAFE)
    assert "P817" in run(tmp_path / "none.csv", tmp_path / "o.csv")[2]
    assert "P814" in run(source, tmp_path / "o.xlsx")[2]
    assert "P814" in run(table(SAFE, "in.xlsx"), tmp_path / "o.csv")[2]
    assert "not read from a pipe" in run("-", tmp_path / "o.csv")[2]
    assert "unpack it first" in run(table(b"\x1f\x8b", "in.csv.gz"), tmp_path / "o.csv")[2]
    (tmp_path / "folder.csv").mkdir()
    assert "P818" in run(source, tmp_path / "folder.csv", "--force")[2]


def test_a_pipe_with_a_tables_name(tmp_path: Path) -> None:
    pipe = tmp_path / "in.csv"
    os.mkfifo(pipe)
    held = os.open(pipe, os.O_RDWR)  # so that nobody waits for the other end
    try:
        exit_code, _, error = run(pipe, tmp_path / "out.csv")
    finally:
        os.close(held)
    assert (exit_code, "P817" in error, "it is a pipe" in error, "None" in error) == (2, True, True, False)


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "sep=;\r"])
def test_the_line_by_which_excel_tells_the_separator(table: Table, tmp_path: Path, first: str) -> None:
    source = table(f"{first}\nid;age;last_run\n1;34;12,5\n2;340;3\n")
    assert run(source, tmp_path / "out.csv")[0] == 1
    assert rejects(tmp_path / "out.csv.rejects.csv") == [("2", "4", "age", "A606")]
    assert ids(tmp_path / "out.csv") == ["1"]


def test_without_pyarrow_csv_works_and_parquet_says_what_to_install(
    table: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert run(table(SAFE), tmp_path / "out.ndjson")[0] == 0
    exit_code, _, error = run(tmp_path / "in.csv", tmp_path / "out.parquet")
    assert (exit_code, "P819" in error, "advisor[batch]" in error) == (2, True, True)
    assert left(tmp_path) == {"in.csv", "out.ndjson", "out.ndjson.rejects.csv"}


# -------------------------------------------------------------------------------------------------- rows that are left out
@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("2,111,female,none,absent", "age", "A606"),
        ("2,4,female,none,absent", "age", "A606"),
        ("2,34.5,female,none,absent", "age", "A604"),
        ("2,NaN,female,none,absent", "age", "A603"),
        ("2,inf,female,none,absent", "age", "A603"),
        ("2,thirty,female,none,absent", "age", "A603"),
        ("2,34 km,female,none,absent", "age", "A604"),
        ("2,34,woman,none,absent", "sex", "A602"),
        ("2,34,female,none;fainted_effort_7d,absent", "heart_signs", "A607"),
        ("2,34,female,flutter,absent", "heart_signs", "A602"),
        ("2,34,female,none,hurt", "runners_knee", "A608"),
        ("2,34,female,none,unknown", "runners_knee", "A609"),
        ("2,34,female,none,yes", "runners_knee", "A602"),
        ("2,34,female,none", "", "P830"),
        ("2,34,female,none,absent,more", "", "P830"),
        (",,,,", "", "P836"),
        ("1,34,male,none,absent", "id", "P832"),
    ],
)
def test_a_bad_row_is_left_out_and_the_rest_goes_on(table: Table, tmp_path: Path, row: str, column: str, code: str) -> None:
    source = table(f"{SAFE}{row}\n3,40,male,none,absent\n")
    exit_code, _, error = run(source, tmp_path / "out.csv")
    assert (exit_code, "1 row left out" in error) == (1, True)
    assert rejects(tmp_path / "out.csv.rejects.csv") == [("2", "3", column, code)]
    assert ids(tmp_path / "out.csv") == ["1", "3"]


@pytest.mark.parametrize("form", ["csv", "ndjson", "parquet"])
@pytest.mark.parametrize("quick", [False, True])
def test_a_row_without_answer_and_id_is_nobody_in_every_format(
    tmp_path: Path, form: str, quick: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With an id alone it is somebody of whom nothing is known: never safe."""
    if quick:
        monkeypatch.setattr(csv_quick, "_LEAST", 0)
    source = tmp_path / f"in.{form}"
    rows = [{"id": "1", "age": "34", "club": "x"}, {"id": "2", "age": "", "club": ""}, {"id": "", "age": "", "club": "a note"}]
    rows += [{"id": "", "age": "", "club": ""}, {"id": "", "age": "40", "club": ""}]
    if form == "parquet":
        pq.write_table(pa.table({name: [row[name] or None for row in rows] for name in rows[0]}), source)
    elif form == "ndjson":
        source.write_text("".join(json.dumps({k: v or None for k, v in row.items()}) + "\n" for row in rows), "utf-8")
    else:
        source.write_text("id,age,club\n" + "".join(",".join(row.values()) + "\n" for row in rows), "utf-8")
    assert run(source, tmp_path / "out.csv")[0] == 1
    assert [(row, code) for row, _, _, code in rejects(tmp_path / "out.csv.rejects.csv")] == [("3", "P836"), ("4", "P836")]
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        told = [(row["row"], row["id"], row["safety"]) for row in csv.DictReader(stream)]
    assert told == [("1", "1", "unanswered"), ("2", "2", "unanswered"), ("5", "", "unanswered")]


def test_every_bad_cell_of_a_row_is_told(table: Table, tmp_path: Path) -> None:
    run(table(SAFE + "2,111,woman,flutter,present\n"), tmp_path / "out.csv")
    assert [item[2] for item in rejects(tmp_path / "out.csv.rejects.csv")] == ["age", "sex", "heart_signs"]


def test_numbers_just_inside_are_taken(table: Table, tmp_path: Path) -> None:
    assert run(table('id,age,last_run\n1,5,300\n2,110,0\n3,34,12.5\n4,34,"12,5"\n5,34,6 mi\n'), tmp_path / "out.csv")[0] == 0


def test_quotes_line_breaks_and_separators_in_cells(table: Table, tmp_path: Path) -> None:
    source = table('id,notes,age,heart_signs\n"Ann ""Speedy"" B, jr","two\r\nlines; ""quoted""",34,none\nBob,,"40","none"\n')
    assert run(source, tmp_path / "out.csv")[0] == 0
    assert ids(tmp_path / "out.csv") == ['Ann "Speedy" B, jr', "Bob"]


@pytest.mark.parametrize("start", [*"=+-@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_no_cell_of_ours_is_run_by_a_spreadsheet(table: Table, tmp_path: Path, start: str) -> None:
    """Ids, headers and answers that begin as a formula does, also after a blank; in NDJSON they stay as they are."""
    mapping = table(f'columns:\n  "{start}cmd": age\n  Sex: sex\n', "map.yaml")
    source = table(f"id, {start}cmd,Sex\n{start}1,34,male\n{start}2,{start}x,{start}y\n")
    assert run(source, tmp_path / "out.csv", "--columns", mapping)[0] == 1
    assert ids(tmp_path / "out.csv") == [f"'{start}1"]
    with (tmp_path / "out.csv.rejects.csv").open(encoding="utf-8", newline="") as stream:
        told = list(csv.DictReader(stream))
    assert [(row["id"], row["column"]) for row in told] == [(f"'{start}2", f"' {start}cmd"), (f"'{start}2", "Sex")]
    for cell in (cell for row in told for cell in row.values()):
        assert not cell.lstrip(" \u00a0").startswith(start)
    run(source, tmp_path / "out.ndjson", "--columns", mapping)
    assert json.loads((tmp_path / "out.ndjson").read_text())["id"] == f"{start}1"


def test_mixed_encodings_are_told_row_by_row(table: Table, tmp_path: Path) -> None:
    good = "id,age,sex\nJosé,34,female\n".encode()
    source = table(good + "Zoë,34,female\n".encode("latin-1") + b"3,34,fem\xe4le\n4,40,male\n")
    assert run(source, tmp_path / "out.csv")[0] == 1
    assert rejects(tmp_path / "out.csv.rejects.csv") == [("2", "3", "id", "P831"), ("3", "4", "sex", "P831")]
    assert ids(tmp_path / "out.csv") == ["José", "4"]


def test_a_quote_never_closed_takes_no_row_along_in_silence(table: Table, tmp_path: Path) -> None:
    source = table('id,age,sex\n1,34,female\n2,34,"female\n3,40,male\n4,40,male\n')
    assert run(source, tmp_path / "out.csv")[0] == 1
    assert rejects(tmp_path / "out.csv.rejects.csv") == [("2", "3", "sex", "A602")]
    assert ids(tmp_path / "out.csv") == ["1"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('{"id": 2, "age": 34', "P833"), ("[2, 34]", "P833"), ("null", "P833"), ('{"id": 2, "age": NaN}', "A603"),
        ('{"id": 2, "age": {"left": 3}}', "P812"), ('{"id": 2, "age": [34]}', "A603"), ('{"id": 2, "age": true}', "A603"),
        ('{"id": 2, "age": 34, "age": 35}', "P834"), ('{"id": 2, "age": 34, "Age": 35}', "P834"), ('{"note": "x"}', "P836"),
        ('{"id": 2, "heart_signs": [["none"]]}', "A603"), ('{"id": 2, "age": 1e400}', "A603"),
        ('{"id": {"a": 1}, "age": 34}', "P833"),
        ("[" * 100_000, "P833"), ('{"id": 2, "heart_signs": [{"a": 1}]}', "A603"), ('{"id": "1", "age": 34}', "P832"),
        ('{"id": 2, "age": 34, "heart_sings": "none"}', "P812"), ('{"id": 2, "age": 34, "answers": ["none"]}', "P833"),
        ('{"id": 2, "runners_knee": "present", "runners_knee@left": "absent"}', "P834"),
        ('{"id": 2, "runners_knee": {"left": "absent"}, "runners_knee": "present"}', "P834"),
        ('{"id": 2, "answers": {"runners_knee@left": "absent"}, "runners_knee": "absent"}', "P834"),
    ],
)  # fmt: skip
def test_bad_lines_of_ndjson(table: Table, tmp_path: Path, line: str, code: str) -> None:
    source = table(f'{{"id": 1, "age": 34}}\n{line}\n{{"id": 3, "age": 40}}\n', "in.ndjson")
    assert run(source, tmp_path / "out.csv")[0] == 1
    assert [item[0::3] for item in rejects(tmp_path / "out.csv.rejects.csv")] == [("2", code)]
    assert ids(tmp_path / "out.csv") == ["1", "3"]


def test_bad_cells_of_parquet(tmp_path: Path) -> None:
    frame = pa.table({
        "id": ["1", "2", "3", "4", "5", "6", "7", "1"], "age": [34.0, float("nan"), 34.5, 111.0, 4.0, float("inf"), None, 34.0],
        "last_run": [12.5] * 8, "sex": ["female", "male", "male", "male", "male", "male", "Female", "male"],
        "heart_signs": [["none"], [], None, ["none"], ["none"], ["none"], ["flutter"], ["none"]],
    })  # fmt: skip
    pq.write_table(frame, tmp_path / "in.parquet")
    assert run(tmp_path / "in.parquet", tmp_path / "out.csv")[0] == 1
    found = rejects(tmp_path / "out.csv.rejects.csv")
    assert found == [
        ("2", "", "age", "A603"), ("3", "", "age", "A604"), ("4", "", "age", "A606"), ("5", "", "age", "A606"),
        ("6", "", "age", "A603"), ("7", "", "heart_signs", "A602"), ("8", "", "id", "P832"),
    ]  # fmt: skip
    assert ids(tmp_path / "out.csv") == ["1"]


@pytest.mark.parametrize("width", ["float32", "float64"])
def test_decimals_of_either_width_are_the_number_that_was_meant(tmp_path: Path, width: str) -> None:
    """12.1 in 32 bits is not the 12.1 of 64 bits, but nobody meant anything else by it; 12.15 has a decimal too many."""
    runs = pa.array([12.1, 0.3, 299.9, 12.15, 300.1], getattr(pa, width)())
    pq.write_table(pa.table({"id": ["1", "2", "3", "4", "5"], "last_run": runs}), tmp_path / "in.parquet")
    assert run(tmp_path / "in.parquet", tmp_path / "out.csv")[0] == 1
    assert ids(tmp_path / "out.csv") == ["1", "2", "3"]
    assert [item[3] for item in rejects(tmp_path / "out.csv.rejects.csv")] == ["A604", "A606"]


def test_duplicates_are_found_across_blocks(tmp_path: Path) -> None:
    numbers = [*range(40_000), 5, 39_999]
    pq.write_table(pa.table({"id": numbers, "age": [34] * len(numbers)}), tmp_path / "in.parquet")
    assert run(tmp_path / "in.parquet", tmp_path / "out.csv")[0] == 1
    assert [item[0] for item in rejects(tmp_path / "out.csv.rejects.csv")] == ["40001", "40002"]


@pytest.mark.parametrize("ending", ["csv", "ndjson", "parquet"])
def test_rows_of_nonsense_without_end(tmp_path: Path, ending: str) -> None:
    """Each is a reject, nobody is concluded about. ``ADVISOR_NONSENSE_ROWS=10000000`` is the long form."""
    count, chance = int(os.environ.get("ADVISOR_NONSENSE_ROWS", "3000")), random.Random(7)
    source, out = tmp_path / f"in.{ending}", tmp_path / "out.ndjson"

    def word() -> str:
        return "".join(chance.choice("abc?123éßx;|,'\" ") for _ in range(chance.randrange(1, 9))) + "zz"

    headers = ["id", "age", "sex", "heart_signs", "last_run"]
    batches = ([[str(row), word(), word(), word(), word()] for row in range(start, min(start + 1000, count))]
               for start in range(0, count, 1000))  # fmt: skip
    if ending == "parquet":
        schema = pa.schema([(name, pa.string()) for name in headers])
        with pq.ParquetWriter(source, schema) as writer:
            for rows in batches:
                writer.write_table(pa.table([pa.array(column) for column in zip(*rows, strict=True)], schema=schema))
    else:
        with source.open("w", encoding="utf-8", newline="") as stream:
            lines = csv.writer(stream)
            if ending == "csv":
                lines.writerow(headers)
            for rows in batches:
                if ending == "csv":
                    lines.writerows(rows)
                else:
                    stream.writelines(json.dumps(dict(zip(headers, row, strict=True))) + "\n" for row in rows)
    exit_code, _, error = run(source, out)
    assert (exit_code, f"{count} rows left out" in error, out.read_text()) == (1, True, "")
    with Path(f"{out}.rejects.csv").open(encoding="utf-8", newline="") as stream:
        told = {(row["row"], row["column"]) for row in csv.DictReader(stream)}
    assert told == {(str(row + 1), name) for row in range(count) for name in headers[1:]}


def test_two_columns_of_parquet_for_one_question(table: Table, tmp_path: Path) -> None:
    array = pa.array(["34"])
    pq.write_table(pa.Table.from_arrays([array, array, array], ["id", "age", "age"]), tmp_path / "in.parquet")
    exit_code, _, error = run(tmp_path / "in.parquet", tmp_path / "out.csv")
    assert (exit_code, "P811" in error) == (2, True)
    mapping = table("columns:\n  A: age\n  B: age\n", "map.yaml")
    pq.write_table(pa.table({"id": ["1"], "A": ["34"], "B": ["35"]}), tmp_path / "in.parquet")
    exit_code, _, error = run(tmp_path / "in.parquet", tmp_path / "out.csv", "--columns", mapping)
    assert (exit_code, '"A" and "B" both mean age' in error) == (2, True)


def test_text_of_parquet_that_is_not_utf8(tmp_path: Path) -> None:
    def text(*values: bytes) -> object:
        binary = pa.array(values, pa.binary())
        return pa.Array.from_buffers(pa.string(), len(values), binary.buffers())

    columns = {"id": text(b"Ann", b"Zo\xeb", b"Bo"), "sex": text(b"female", b"male", b"fem\xe4le"), "age": pa.array([34, 34, 34])}
    pq.write_table(pa.table(columns), tmp_path / "in.parquet")
    assert run(tmp_path / "in.parquet", tmp_path / "out.csv")[0] == 1
    found = rejects(tmp_path / "out.csv.rejects.csv")
    assert found == [("2", "", "id", "P831"), ("3", "", "sex", "P831")]
    assert ids(tmp_path / "out.csv") == ["Ann"]


def test_names_with_dots_quotes_and_line_breaks_in_parquet(table: Table, tmp_path: Path) -> None:
    mapping = table('columns:\n  a.b.c: age\n  "it\\"s\\nso": sex\n', "map.yaml")
    columns = {"id": ["1"], "a.b.c": ["34"], 'it"s\nso': ["female"], "a": [{"b": {"c": 1}}]}
    pq.write_table(pa.table(columns), tmp_path / "in.parquet")
    exit_code, _, error = run(tmp_path / "in.parquet", tmp_path / "out.csv", "--columns", mapping)
    assert (exit_code, ids(tmp_path / "out.csv")) == (0, ["1"]), error


# ------------------------------------------------------------------------------------------------------- safety and words
def test_missing_safety_answers_never_count_as_safe(table: Table, tmp_path: Path) -> None:
    """No safety column at all; one answer missing; an empty list of ticks: each is open, never "none"."""
    source = table('{"id": 1, "age": 34}\n{"id": 2, "age": 34, "heart_signs": []}\n{"id": 3}\n', "in.ndjson")
    exit_code, _, error = run(source, tmp_path / "out.ndjson")
    people = [json.loads(line) for line in (tmp_path / "out.ndjson").read_text().splitlines()]
    assert exit_code == 0 or len(people) == 2
    for person in people:
        assert (person["safety"], person["safety_unanswered"], person["findings"]) == ("unanswered", True, [])
        assert person["flags_open"]
    assert "not counted as safe" in error
    assert "no column for" in error
    assert "no warning sign raised" not in error


def test_cells_that_a_spreadsheet_would_run(table: Table, tmp_path: Path) -> None:
    bad = ["=1+1", "+1", "-1", "@SUM(A1)", " =1", '=HYPERLINK("x")']
    rows = "".join('"{}",{}\n'.format(name.replace('"', '""'), 34 if i % 2 else 999) for i, name in enumerate(bad))
    run(table(f"id,age\n{rows}"), tmp_path / "out.csv")
    for path in (tmp_path / "out.csv", tmp_path / "out.csv.rejects.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        assert sum(cell.startswith("'") for cell in cells) == 3
        assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]


# ---------------------------------------------------------------------------------------------------- files in the way
def test_output_is_never_the_input_and_never_written_over(table: Table, tmp_path: Path) -> None:
    source = table(SAFE)
    (tmp_path / "link.csv").symlink_to(source)
    os.link(source, tmp_path / "hard.csv")
    for name in ("in.csv", "link.csv", "hard.csv", "./in.csv"):
        exit_code, _, error = run(source, tmp_path / name, "--force")
        assert (exit_code, "P818" in error) == (2, True)
    assert source.read_text() == SAFE
    (tmp_path / "there.csv").write_text("kept")
    assert "--force" in run(source, tmp_path / "there.csv")[2]
    assert (tmp_path / "there.csv").read_text() == "kept"
    assert "P818" in run(source, tmp_path / "new.csv", "--rejects", tmp_path / "new.csv")[2]
    assert "P818" in run(source, tmp_path / "new.csv", "--report", tmp_path / "there.csv")[2]
    assert run(source, tmp_path / "there.csv", "--force")[0] == 0
    assert ids(tmp_path / "there.csv") == ["1"]


def in_a_process(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """``advisor batch`` in a process of its own, after ``code``."""
    call = (
        "from advisor.cli import batch\nfrom advisor.cli.main import main\nimport os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # ignored where the tests run in the background
        "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n" + code
        + "\nmain(sys.argv[1:])"
    )
    return subprocess.run(
        [sys.executable, "-c", call, "batch", *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False
    )


def many(path: Path, count: int = 9000) -> Path:
    path.write_text("id,age,sex\n" + "".join(f"{i},34,female\n" for i in range(count)))
    return path


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize("name", ["SIGTERM", "SIGKILL", "SIGINT", "SIGHUP"])
def test_stopped_half_way(tmp_path: Path, ending: str, name: str) -> None:
    """After the first block. The old results stay; the new ones are not there under any name but a hidden part's."""
    source, out = many(tmp_path / "in.csv", 40_000), tmp_path / f"out.{ending}"
    out.write_text("the old ones")
    kill = f"batch._Progress.__call__ = lambda self, done, total: os.kill(os.getpid(), signal.{name})"
    done = in_a_process(kill, source, out, "--force")
    assert done.returncode == (-9 if name == "SIGKILL" else 130)
    assert out.read_text() == "the old ones"
    shown = {item for item in left(tmp_path) if not item.startswith(".")}
    assert shown == {"in.csv", out.name}
    hidden = [item for item in tmp_path.iterdir() if item.name.startswith(".")]
    assert bool(hidden) == (name == "SIGKILL")
    assert all(item.stat().st_mode & 0o777 == 0o600 and item.suffix == ".part" for item in hidden)


def test_under_nohup_a_closed_terminal_stops_nothing(tmp_path: Path) -> None:
    hung_up = (
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "batch._Progress.__call__ = lambda self, done, total: os.kill(os.getpid(), signal.SIGHUP)"
    )
    assert in_a_process(hung_up, many(tmp_path / "in.csv", 10), tmp_path / "out.csv").returncode == 0
    assert len(ids(tmp_path / "out.csv")) == 10


@pytest.mark.parametrize("ending", ["csv", "ndjson", "parquet"])
def test_a_full_disk(tmp_path: Path, ending: str) -> None:
    """A limit on the size of files stands for it: writing fails half-way."""
    source = many(tmp_path / "in.csv", 40_000)
    full = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))"
    done = in_a_process(full, source, tmp_path / f"out.{ending}")
    assert done.returncode == 2
    assert "I701" in done.stderr
    assert left(tmp_path) == {"in.csv"}


# ------------------------------------------------------------------------------------------------------ the mapping file
MAPPING = """\
id: Runner
missing: [NA, "-"]
columns:
  Age (years): age
  Gender: {question: sex, answers: {F: female, M: male, "": unknown}}
  Long run: {question: longest30, unit: mi}
  Knee L: runners_knee@left
  Heart: {question: heart_signs, answers: {"0": none}}
  Coach notes: ignore
"""
OTHERS = "Runner,Age (years),Gender,Long run,Knee L,Heart,Coach notes,Shirt\n"


def test_other_peoples_headers(table: Table, tmp_path: Path) -> None:
    mapping = table(MAPPING, "map.yaml")
    source = table(OTHERS + "A,34,F,10,present,0,good,L\nB,NA,M,-,absent,0,,M\nC,34,X,1,present,0,,S\n")
    exit_code, out, _ = run(source, "--columns", mapping, "--dry-run")
    assert exit_code == 0
    assert "Gender -> sex  (a question, by the mapping file)" in out
    assert "Runner  (the person)" in out
    assert "Coach notes  (left out, by the mapping file)" in out
    assert "Shirt  (not a question: left out)" in out
    assert "a column for one side only: runners_knee@left\n" in out
    assert "no column for" in out
    assert left(tmp_path) == {"map.yaml", "in.csv"}
    exit_code, _, error = run(source, tmp_path / "out.csv", "--columns", mapping)
    assert (exit_code, "Left out, not questions: Shirt" in error) == (1, True)
    assert ids(tmp_path / "out.csv") == ["A", "B"]
    assert rejects(tmp_path / "out.csv.rejects.csv") == [("3", "4", "Gender", "A602")]


NUMBERS = """\
missing: [99, -1, null, true]
columns:
  Age: age
  Sex: {question: sex, answers: {0: female, 1: male, true: unspecified}}
  Run: {question: last_run, unit: mi}
"""


@pytest.mark.parametrize("kind", ["csv", "ndjson", "whole", "decimal"])
def test_numbers_that_a_mapping_file_gives_a_meaning(table: Table, tmp_path: Path, kind: str) -> None:
    """99 is not an age where the file says that it means "not asked"; 99.0 is the same number, as pandas writes columns with
    gaps. One meaning in every format."""
    rows = [(1, 99, 0, -1), (2, 34, 1, 5), (3, 99, 1, None), (4, 99, 2, 5)]
    names = ["id", "Age", "Sex", "Run"]
    source = tmp_path / f"in.{kind if kind in ('csv', 'ndjson') else 'parquet'}"
    if kind == "csv":
        lines = [",".join("" if cell is None else str(cell) for cell in row) for row in rows]
        source.write_text("\n".join([",".join(names), *lines]))
    elif kind == "ndjson":
        source.write_text("\n".join(json.dumps(dict(zip(names, row, strict=True))) for row in rows))
    else:
        values = pa.float64() if kind == "decimal" else pa.int64()
        columns = [[row[place] for row in rows] for place in range(len(names))]
        ids_first = [pa.int64(), values, values, values]
        pq.write_table(pa.table([pa.array(*pair) for pair in zip(columns, ids_first, strict=True)], names), source)
    out = tmp_path / "out.ndjson"
    assert run(source, out, "--columns", table(NUMBERS, "map.yaml"))[0] == 1
    assert [item[0::2] for item in rejects(Path(f"{out}.rejects.csv"))] == [("4", "Sex")]
    told = out.read_text().splitlines()
    plain = table("id,age,sex,last_run\n1,,female,\n2,34,male,5 mi\n3,,male,\n", "plain.csv")
    assert run(plain, tmp_path / "plain.ndjson")[0] == 0
    assert told == (tmp_path / "plain.ndjson").read_text().splitlines()


def test_words_of_yaml_that_mean_not_asked(table: Table, tmp_path: Path) -> None:
    source = table("id,age,sex\n1,null,NULL\n2,True,true\n3,Null,TRUE\n4,None,male\n")
    assert run(source, tmp_path / "out.csv", "--columns", table("missing: [null, true]\n", "map.yaml"))[0] == 1
    assert rejects(tmp_path / "out.csv.rejects.csv") == [("4", "5", "age", "A603")]


def test_lists_of_parquet_by_a_mapping_file(table: Table, tmp_path: Path) -> None:
    """Words that are options are read by the mapping file too, beside others as alone."""
    mapping = table("columns:\n  S: {question: heart_signs, answers: {effort_ache: racing_alone, fever: none}}\n", "map.yaml")
    cells = [["fever"], ["effort_ache", "racing_alone"], ["fever", "chest_pain_now"]]
    pq.write_table(pa.table({"id": ["1", "2", "3"], "S": cells}), tmp_path / "in.parquet")
    assert run(tmp_path / "in.parquet", tmp_path / "out.ndjson", "--columns", mapping)[0] == 1
    assert [item[0::3] for item in rejects(tmp_path / "out.ndjson.rejects.csv")] == [("3", "A607")]
    pq.write_table(pa.table({"id": ["1", "2"], "heart_signs": ["none", "racing_alone"]}), tmp_path / "two.parquet")
    assert run(tmp_path / "two.parquet", tmp_path / "two.ndjson")[0] == 0
    assert (tmp_path / "out.ndjson").read_text() == (tmp_path / "two.ndjson").read_text()


def test_the_dry_run_says_what_is_not_recognised(table: Table) -> None:
    result = CliRunner().invoke(batch.command, [str(table("id,aeg,shirt\n1,2,3\n")), "--dry-run"], standalone_mode=False)
    assert "aeg  (NOT RECOGNISED)" in result.stdout
    assert isinstance(result.exception, AdvisorError)


@pytest.mark.parametrize(
    ("mapping", "code", "place"),
    [
        ("- age\n", "P820", "map.yaml:1:1"),
        ("colums: {}\n", "P820", "map.yaml:1:1"),
        ("columns: [age]\n", "P820", "map.yaml:1:10"),
        ("columns:\n  Age: {answers: {a: b}}\n", "P820", "map.yaml:2:8"),
        ("columns:\n  Age: aeg\n", "P822", "map.yaml:2:8"),
        ("columns:\n  Age: {question: aeg}\n", "P822", "map.yaml:2:19"),
        ("columns:\n  Sex: {question: sex, answers: {F: femal}}\n", "P823", "map.yaml:2:37"),
        ("columns:\n  Age: {question: age, unit: km}\n", "P823", "map.yaml:2:30"),
        ("columns:\n  Agee: age\n", "P821", "map.yaml:2:3"),
        ("columns:\n  Age: age\nid: Name\n", "P821", "map.yaml:3:5"),
        ("missing: NA\n", "P820", "map.yaml:1:10"),
        ("columns:\n  Age: age\n  Age: sex\n", "Y103", "map.yaml:3:3"),
    ],
)
def test_bad_mapping_files(
    table: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mapping: str, code: str, place: str
) -> None:
    monkeypatch.chdir(tmp_path)
    table(mapping, "map.yaml")
    exit_code, _, error = run(table("id,Age,Sex\n1,34,F\n"), "out.csv", "--columns", "map.yaml")
    assert exit_code == 2
    assert f"{place}: {code}: " in error
    assert left(tmp_path) == {"in.csv", "map.yaml"}


def test_the_verb_is_on_the_list() -> None:
    result = CliRunner().invoke(main.cli, ["--help"])
    assert "batch" in result.stdout
    assert main.cli.get_command(None, "batch") is batch.command  # type: ignore[arg-type]
