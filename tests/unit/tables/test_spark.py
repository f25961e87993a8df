"""The same table on Spark and on one machine: the same results, rejects and hashes; and what is said when Spark cannot run."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from advisor.errors import AdvisorError
from advisor.knowledge import load_knowledge
from advisor.model.base import KnowledgeBase
from advisor.population import Program, compile_plan
from advisor.population.runners import Likeness, runners
from advisor.tables import Job, run_batch
from unit.tables.tables import cells, sheets_of

ROWS = 2_000
TWICE, BAD = {150: 20, 1900: 20, 1901: 1500}, {7: ("age", "111"), 990: ("sex", "woman"), 1500: ("age", "NaN")}


@pytest.fixture(scope="module")
def program(kb: KnowledgeBase) -> Program:
    return compile_plan(kb)


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One Spark for all tests, with parts small enough that a table has several."""
    for name in ("pyarrow", "pandas", "pyspark"):
        pytest.importorskip(name)
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        pytest.skip("Spark needs Java")
    from advisor.tables.spark_run import session

    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_SUBMIT_ARGS"] = (
        "--master local[2] --conf spark.sql.shuffle.partitions=1 --conf spark.sql.files.maxPartitionBytes=130000 "
        f"--conf spark.local.dir={tmp_path_factory.mktemp('spark')} pyspark-shell"
    )
    found = session()
    yield found
    found.stop()


@pytest.fixture(scope="module")
def table(kb: KnowledgeBase, program: Program, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generated runners as text in row groups of 250; some ids stand twice, far apart, some cells are wrong."""
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    likeness = Likeness(flags=3.0, safety_open=0.2, unknown_safety=0.002)
    rows = cells(kb, sheets_of(program, runners(kb, ROWS, 5, likeness)))
    for place, row in enumerate(rows):
        row["id"] = f" R{TWICE.get(place, place)}"
        if place in BAD:
            row[BAD[place][0]] = BAD[place][1]
    headers = ["id", *dict.fromkeys(key for row in rows for key in row if key != "id"), "note.s"]
    columns = {key: pa.array([row.get(key) for row in rows], pa.string()) for key in headers}
    path = tmp_path_factory.mktemp("table") / "in.parquet"
    pq.write_table(pa.table(columns), path, row_group_size=250)
    return path


def told(program: Program, job: Job, spark: Any) -> str:
    """What a run on Spark says when it cannot go on."""
    from advisor.tables.spark_run import run_on_spark

    with pytest.raises(AdvisorError) as error:
        run_on_spark(program, job, spark)
    return str(error.value)


def test_results_and_rejects_equal_one_machines(program: Program, table: Path, spark: Any, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    from advisor.tables.spark_run import run_on_spark

    one = run_batch(program, Job(str(table), str(tmp_path / "one.parquet")))
    many = run_on_spark(program, Job(str(table), str(tmp_path / "many.parquet")), spark)
    assert spark.read.parquet(str(table)).rdd.getNumPartitions() > 2
    found = pq.read_table(tmp_path / "many.parquet")
    assert found.to_pylist() == pq.read_table(tmp_path / "one.parquet").to_pylist()
    assert found.num_rows == ROWS - len(TWICE) - len(BAD)
    assert set(found.column("rules_hash").to_pylist()) == {program.knowledge.hash}
    rejects = [(tmp_path / f"{name}.parquet.rejects.csv").read_bytes() for name in ("one", "many")]
    assert rejects[0] == rejects[1]
    assert rejects[0].count(b"\r\n") == 1 + len(TWICE) + len(BAD)
    assert (one.rows, one.rejected, one.unanswered, one.without_safety) == (
        many.rows, many.rejected, many.unanswered, many.without_safety,
    )  # fmt: skip
    assert {word: count for word, count in one.safety.items() if count} == many.safety
    assert {name: count for name, count in one.patterns.items() if count} == {k: v for k, v in many.patterns.items() if v}
    for path in ((tmp_path / "many.parquet"), *(tmp_path / "many.parquet").iterdir(), tmp_path / "many.parquet.rejects.csv"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
    assert not list(tmp_path.glob(".*"))


def test_a_frame_in_a_notebook_with_plans_and_wide_tables(
    kb: KnowledgeBase, program: Program, spark: Any, tmp_path: Path
) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from advisor.tables import Mapping_
    from advisor.tables.spark import screen_frame
    from advisor.tables.spark_run import run_on_spark

    sheets = sheets_of(program, runners(kb, 40, 11))
    rows = [{"Who's who": f"R{place}", **row} for place, row in enumerate(cells(kb, sheets))]
    columns = {key: pa.array([row.get(key) for row in rows], pa.string()) for key in dict.fromkeys(k for r in rows for k in r)}
    pq.write_table(pa.table(columns), tmp_path / "in.parquet")
    mapping = Mapping_(id="Who's who")
    run_batch(program, Job(str(tmp_path / "in.parquet"), str(tmp_path / "one.parquet"), plan=True, mapping=mapping))
    found = screen_frame(spark.read.parquet(str(tmp_path / "in.parquet")), kb, mapping=mapping, plan=True)
    want = pq.read_table(tmp_path / "one.parquet").to_pylist()
    assert [row.asDict(recursive=True) for row in found.results.collect()] == want
    assert sum(bool(row["plan"]) for row in want) > 10
    assert found.rows == 40
    wide = [Job(str(tmp_path / "in.parquet"), str(tmp_path / f"wide{n}.parquet"), wide=True, mapping=mapping) for n in (1, 2)]
    one, many = run_batch(program, wide[0]), run_on_spark(program, wide[1], spark)
    assert pq.read_table(wide[0].target).to_pylist() == pq.read_table(wide[1].target).to_pylist()
    assert (one.rows, one.rejected, {k: v for k, v in one.patterns.items() if v}) == (
        40, many.rejected, {k: v for k, v in many.patterns.items() if v},
    )  # fmt: skip


def test_files_in_the_way_and_tables_that_cannot_be_read(program: Program, spark: Any, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from advisor.tables.spark_run import run_on_spark

    good, out = tmp_path / "good.parquet", tmp_path / "out.parquet"
    pq.write_table(pa.table({"id": ["1"], "age": [34]}), good)
    (tmp_path / "link.parquet").symlink_to(good)
    for name in ("good.parquet", "link.parquet"):
        assert "P818" in told(program, Job(str(good), str(tmp_path / name), force=True), spark)
    (tmp_path / "cut.parquet").write_bytes(good.read_bytes()[:-20])
    assert "P817" in told(program, Job(str(tmp_path / "cut.parquet"), str(out)), spark)
    assert "P817" in told(program, Job(str(tmp_path / "none.parquet"), str(out)), spark)
    pq.write_table(pa.table({"id": pa.array([], pa.string()), "age": pa.array([], pa.int64())}), tmp_path / "empty.parquet")
    assert "P816" in told(program, Job(str(tmp_path / "empty.parquet"), str(out)), spark)
    pq.write_table(pa.table({"id": ["1"], "age": [[34]]}), tmp_path / "nested.parquet")
    assert "P815" in told(program, Job(str(tmp_path / "nested.parquet"), str(out)), spark)
    assert not out.exists()
    out.mkdir()
    (out / "kept").write_text("kept")
    assert "--force" in told(program, Job(str(good), str(out)), spark)
    assert (out / "kept").read_text() == "kept"
    assert run_on_spark(program, Job(str(good), str(out), force=True), spark).rows == 1
    assert pq.read_table(out).column("id").to_pylist() == ["1"]
    assert not list(tmp_path.glob(".*"))


def test_a_task_that_fails_leaves_nothing(program: Program, spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version on a machine of the cluster stands for it: the check of the versions is in the task."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from advisor.tables import spark as module

    pq.write_table(pa.table({"id": ["1"], "age": [34]}), tmp_path / "in.parquet")
    monkeypatch.setattr(module, "__version__", "0.0.0")
    assert "P842" in told(program, Job(str(tmp_path / "in.parquet"), str(tmp_path / "out.parquet")), spark)
    assert {path.name for path in tmp_path.iterdir()} == {"in.parquet"}


# ------------------------------------------------------------------------------------------- without Spark, and without Java
def refused(*arguments: str) -> str:
    from click.testing import CliRunner

    from advisor.cli import batch

    result = CliRunner().invoke(batch.command, ["--engine", "spark", *arguments], standalone_mode=False)
    assert isinstance(result.exception, AdvisorError)
    return str(result.exception)


@pytest.mark.parametrize("name", ["pyspark", "pandas", "pyarrow"])
def test_without_spark_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (tmp_path / "in.parquet").write_bytes(b"")
    monkeypatch.setitem(sys.modules, name, None)
    said = refused(str(tmp_path / "in.parquet"), str(tmp_path / "out.parquet"))
    assert ("P840" in said, "advisor[spark]" in said) == (True, True)
    assert {path.name for path in tmp_path.iterdir()} == {"in.parquet"}


@pytest.mark.parametrize("home", ["", "nowhere"])
def test_without_java_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str) -> None:
    pytest.importorskip("pyspark")
    pytest.importorskip("pandas")
    (tmp_path / "in.parquet").write_bytes(b"")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("JAVA_HOME", home and str(tmp_path / home))
    said = refused(str(tmp_path / "in.parquet"), str(tmp_path / "out.parquet"))
    assert ("P841" in said, "Java 17" in said) == (True, True)


def test_what_spark_does_not_do(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("id,age\n1,34\n")
    assert "P814" in refused(str(tmp_path / "in.csv"), str(tmp_path / "out.parquet"))
    (tmp_path / "in.parquet").write_bytes(b"")
    assert "P843" in refused(str(tmp_path / "in.parquet"), str(tmp_path / "o.parquet"), "--report", str(tmp_path / "o.html"))
    assert "P817" in refused(str(tmp_path / "none.parquet"), str(tmp_path / "o.parquet"))
    assert load_knowledge().hash
