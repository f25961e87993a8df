"""The same plan on Apache Spark (extra ``spark``): each task runs it over the batches of its part of the table.

In a notebook::

    from advisor.tables.spark import screen_frame

    found = screen_frame(spark.read.parquet("runners"))
    found.both.persist()
    found.results.write.parquet("results")
    found.rejects.show()

Rows, rejects and digits are those of one machine (docs/scale.md).
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor import __version__
from advisor.errors import AdvisorError
from advisor.model.base import KnowledgeBase
from advisor.population import DEFAULT, EVERYTHING, Program, compile_plan, screen
from advisor.tables.arrow import arrow, ids_of
from advisor.tables.arrow_results import ArrowResults
from advisor.tables.arrow_source import ArrowSource
from advisor.tables.headers import Mapping_, Recognition
from advisor.tables.plans import plans_of
from advisor.tables.results import Results
from advisor.tables.source import Reject, Worker

__all__ = ["SparkScreening", "pyspark", "screen_frame"]

_PLACE = 33
"""Bits of ``monotonically_increasing_id`` that count rows within a partition."""


def pyspark() -> Any:
    """The library. Raises AdvisorError P840 where it, or what it needs, is not installed."""
    try:
        import pandas  # noqa: F401 - PySpark wants it for its columns
        import pyspark as found

        arrow()
    except (ImportError, AdvisorError):
        hint = "install it (pip install 'advisor[spark]'), or leave out --engine spark"
        raise AdvisorError.of("P840", "Spark needs PySpark, PyArrow and pandas, which are not all installed", hint) from None
    return found


@dataclass(frozen=True)
class SparkScreening:
    """``both`` is worked out when it is used: a row for each row of the frame, with its results, or with ``rejects`` instead.

    Who uses results and rejects should ``persist`` it first. ``rows`` counts all.
    """

    both: Any
    recognition: Recognition
    rows: int

    @property
    def results(self) -> Any:
        """One row a person."""
        from pyspark.sql import functions as f

        return self.both.where(f.col("rejects").isNull()).drop("rejects")

    @property
    def rejects(self) -> Any:
        """One row for each bad cell, ``nth`` of its row."""
        from pyspark.sql import functions as f

        told = self.both.where(f.col("rejects").isNotNull()).select(f.posexplode("rejects").alias("nth", "reject"))
        return told.select("reject.*", "nth")


def screen_frame(
    frame: Any, knowledge: KnowledgeBase | None = None, *, mapping: Mapping_ | None = None, plan: bool = False, wide: bool = False
) -> SparkScreening:
    """Screens a Spark frame of answers (columns as in docs/batch.md).

    ``row`` counts through the frame's partitions in their order: a frame must give the same rows in the same places each time
    it is read, as files do; ``persist`` any other first. Two short jobs run at once, for the rows of each partition and ids
    that stand twice; the screening itself when the results are used.

    Raises AdvisorError: P811 to P813, P815, P821 (columns), P840 (not installed).
    """
    pyspark()
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    if knowledge is None:
        from advisor.knowledge import load_knowledge

        knowledge = load_knowledge()
    program, mapping = compile_plan(knowledge), mapping or Mapping_()
    source = ArrowSource(to_arrow_schema(frame.schema), Worker(knowledge, program.columns, mapping, "the frame"))
    frame = frame.select(*[frame[f"`{name.replace('`', '``')}`"] for name in source.wanted])
    who = next((header.text for header in source.recognition.headers if header.how == "id"), "")
    starts, rows = _starts(frame)
    twice = _twice(frame, who, starts) if who and rows else _Twice()
    sent = frame.sparkSession.sparkContext.broadcast(pickle.dumps((__version__, knowledge, mapping, starts, twice)))
    schema = _schema(ArrowResults(program, wide=wide, plan=plan, spelt_out=True))
    return SparkScreening(
        frame.mapInArrow(_Task(sent, plan=plan, wide=wide), from_arrow_schema(schema)), source.recognition, rows
    )


def _schema(results: ArrowResults) -> Any:
    """Of results, and of rejects beside them."""
    pa = arrow()
    kinds = {"row": pa.int64(), "line": pa.int32()}
    reject = pa.struct([(name, kinds.get(name, pa.string())) for name in Reject.__dataclass_fields__])
    return results.schema.remove_metadata().append(pa.field("rejects", pa.list_(reject)))


# ------------------------------------------------------------------------------------- rows before each partition, and ids
@dataclass(frozen=True)
class _Twice:
    """Ids that stand in more rows than one, by their number (ascending), and the first row of each."""

    keys: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    first: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))

    def again(self, keys: NDArray[np.uint64], rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which rows are not the first with their id."""
        if not len(self.keys):
            return np.zeros(len(rows), np.bool_)
        mine = keys.view(np.int64)
        place = np.minimum(np.searchsorted(self.keys, mine), len(self.keys) - 1)
        found: NDArray[np.bool_] = (self.keys[place] == mine) & (self.first[place] != rows)
        return found


def _starts(frame: Any) -> tuple[Mapping[int, int], int]:
    """The number of the first row of each partition, and of all rows."""
    from pyspark.sql import functions as f

    parts = frame.select(f.spark_partition_id().alias("part")).groupBy("part").count().collect()
    counts = {int(row.part): int(row["count"]) for row in parts}
    starts, next_row = {}, 1
    for part in sorted(counts):
        starts[part] = next_row
        next_row += counts[part]
    return starts, next_row - 1


def _twice(frame: Any, who: str, starts: Mapping[int, int]) -> _Twice:
    from pyspark.sql import functions as f

    name = frame[f"`{who.replace('`', '``')}`"]
    placed = frame.select(name.alias("id"), f.monotonically_increasing_id().alias("place"))
    keyed = placed.mapInArrow(_keys, "key long, place long")
    groups = keyed.where("key != 0").groupBy("key").agg(f.min("place").alias("first"), f.count("*").alias("rows"))
    found = groups.where("rows > 1").select("key", "first").toArrow()
    keys, places = (found.column(column).to_numpy().astype(np.int64) for column in ("key", "first"))
    first = np.array([starts[place >> _PLACE] + (place & (1 << _PLACE) - 1) for place in places.tolist()], np.int64)
    order = np.argsort(keys)
    return _Twice(keys[order], first[order])


def _keys(batches: Iterator[Any]) -> Iterator[Any]:
    pa = arrow()
    for batch in batches:
        names, _ = ids_of(batch.column(0))
        yield pa.RecordBatch.from_arrays([pa.array(names.keys().view(np.int64)), batch.column(1)], ["key", "place"])


# ----------------------------------------------------------------------------------------------------------- in each task
_PROGRAMS: dict[str, Program] = {}


@dataclass(frozen=True)
class _Task:
    """What runs on the cluster. ``sent``: a broadcast of the rules, the mapping, the partitions' first rows and double ids."""

    sent: Any
    plan: bool
    wide: bool

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        """Batches of answers to batches of results and rejects."""
        pa, made = arrow(), None
        for program, block in self._blocks(batches):
            made = made or ArrowResults(program, wide=self.wide, plan=self.plan, spelt_out=True)
            schema = _schema(made)
            if len(block.rows):
                found = screen(program, block.columns, want=EVERYTHING if self.plan else DEFAULT, threads=1)
                batch = made.batch(Results(block, found, plans_of(found, block.columns) if self.plan else None))
                none = pa.nulls(batch.num_rows, schema.field("rejects").type)
                yield pa.RecordBatch.from_arrays([*batch.columns, none], schema=schema)
            if block.rejects:
                yield _rejected(block.rejects, schema)

    def _blocks(self, batches: Iterator[Any]) -> Iterator[tuple[Program, Any]]:
        from pyspark import TaskContext

        version, knowledge, mapping, starts, twice = pickle.loads(self.sent.value)
        if version != __version__:
            raise RuntimeError(f"Advisor is {__version__} here and {version} where the work was given out")
        program = _PROGRAMS.get(knowledge.hash)
        if program is None:
            program = _PROGRAMS[knowledge.hash] = compile_plan(knowledge)
        context = TaskContext.get()
        row = starts.get(context.partitionId(), 1) if context is not None else 1
        source = None
        for batch in batches:
            source = source or ArrowSource(batch.schema, Worker(knowledge, program.columns, mapping, "the frame"))
            if batch.num_rows:
                yield program, source.chunk(batch, row, twice.again)()
            row += batch.num_rows


def _rejected(rejects: Sequence[Reject], schema: Any) -> Any:
    """A row for each row left out, with its reasons and nothing else."""
    pa = arrow()
    rows: dict[int, list[dict[str, Any]]] = {}
    for reject in rejects:
        rows.setdefault(reject.row, []).append(asdict(reject))
    told = pa.array(list(rows.values()), schema.field("rejects").type)
    columns = [told if field.name == "rejects" else pa.nulls(len(rows), field.type) for field in schema]
    return pa.RecordBatch.from_arrays(columns, schema=schema)
