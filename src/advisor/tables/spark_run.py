"""``advisor batch --engine spark``: Parquet to Parquet on Apache Spark; the results are a folder, which gets its name last."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from advisor.errors import AdvisorError, Place
from advisor.knowledge.excerpts import clean
from advisor.population import Program
from advisor.tables.partfile import PartFile, unwritable
from advisor.tables.results import SAFETY
from advisor.tables.run import Job, Summary, check_ways, taken, without_safety
from advisor.tables.source import Reject, format_of
from advisor.tables.spark import SparkScreening, pyspark, screen_frame
from advisor.tables.writers import RejectsWriter, column_names

__all__ = ["java", "run_on_spark", "session"]

_CONFIG = {
    "spark.ui.enabled": "false",  # it shows what runs to everybody on the network
    "spark.sql.caseSensitive": "true",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "16384",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.hadoop.fs.permissions.umask-mode": "077",
    "spark.log.level": "OFF",  # an error comes back as one; Spark's own log of it may hold somebody's answers
}
_UNREADABLE = ("PATH_NOT_FOUND", "CANNOT_READ_FILE", "UNABLE_TO_INFER_SCHEMA", "is not a Parquet file", "PARQUET_")
_UNWRITABLE = ("No space left", "Permission denied", "File too large", "Mkdirs failed")


def java() -> str:
    """The Java that Spark would start. Raises AdvisorError P841 where there is none."""
    home = os.environ.get("JAVA_HOME", "")
    found = shutil.which("java", path=os.path.join(home, "bin")) if home else shutil.which("java")
    if found is None:
        where = "JAVA_HOME names no Java" if home else "no java was found"
        raise AdvisorError.of("P841", f"Spark needs Java 17 or later: {where}", "install Java, or leave out --engine spark")
    return found


def session() -> Any:
    """Spark as it is configured here (``spark-defaults.conf``, ``PYSPARK_SUBMIT_ARGS``), this machine's processors by default.

    Raises AdvisorError P840 (PySpark), P841 (Java).
    """
    pyspark()
    java()
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("advisor batch")
    for key, value in (_CONFIG | {"spark.ui.showConsoleProgress": str(sys.stderr.isatty()).lower()}).items():
        builder = builder.config(key, value)
    try:
        return builder.getOrCreate()
    except Exception as error:
        said = clean(str(error).partition("\n")[0], 160) or type(error).__name__
        raise AdvisorError.of("P841", f"Spark does not start: {said}", "it needs Java 17 or later (java -version)") from None


def run_on_spark(program: Program, job: Job, spark: Any = None) -> Summary:
    """Screens a Parquet file or folder, here or where Hadoop's names reach (``hdfs://``, ``s3a://``).

    Raises AdvisorError: P811 to P818 and P821 (the table, files in the way), P840 to P842 (Spark), I701.
    """
    _only_parquet(job)
    if job.report:
        raise AdvisorError.of("P843", "the page of a squad is not made on Spark", "leave out --report, or --engine spark")
    _ways(job)
    spark = spark or session()
    source, store = _url(job.source), _Store(spark, _url(job.target))
    if store.exists() and not job.force:
        raise taken(job.target, "is there already", "choose another name, or write over it with --force")
    with _told(job):
        frame = spark.read.parquet(source)
    with _told(job), store, PartFile(job.rejects_file) as part:
        found = screen_frame(frame, program.knowledge, mapping=job.mapping, plan=job.plan, wide=job.wide)
        if not found.rows:
            hint = "a table has a row for each person"
            raise AdvisorError.of("P816", f"{clean(job.source, 200)} has columns and no rows", hint)
        found.both.persist(_kept())  # once through Python; what follows only parts it
        found.results.write.parquet(store.beside("results"))
        _write_rejects(found.rejects, part, job)
        found.both.unpersist()
        summary = _summary(program, job, found, spark.read.parquet(store.beside("results")))
        part.commit()
        store.commit("results")
    return summary


def _kept() -> Any:
    """On the disks of the cluster, so that its memory is free for the work."""
    from pyspark import StorageLevel

    return StorageLevel.DISK_ONLY


def _only_parquet(job: Job) -> None:
    for name in (job.source, job.target):
        if "://" in name or os.path.isdir(name):
            continue
        if format_of(name) != "parquet":
            hint = "name it .parquet, or leave out --engine spark"
            raise AdvisorError.of("P814", f"{clean(name, 200)}: on Spark tables are Parquet", hint)


def _ways(job: Job) -> None:
    """Files of this machine that are in the way; raises AdvisorError P817, P818."""
    if "://" not in job.source and not os.path.exists(job.source):
        raise AdvisorError.of("P817", f"{clean(job.source, 200)} cannot be read: No such file or directory", "check its name")
    check_ways(job, folder=job.target)


def _url(name: str) -> str:
    return name if "://" in name else Path(os.path.realpath(name)).as_uri()


@contextlib.contextmanager
def _told(job: Job) -> Iterator[None]:
    """Spark's own errors as ours: P817 where the table cannot be read, else P842."""
    try:
        yield
    except (AdvisorError, OSError):
        raise
    except Exception as error:
        if not type(error).__module__.startswith(("pyspark", "py4j")):
            raise
        text = f"{error} {getattr(error, 'java_exception', '')}"
        name = clean(job.source, 200)
        if any(sign in text for sign in _UNREADABLE):
            message = f"{name} cannot be read as Parquet"
            raise AdvisorError.of("P817", message, "was it cut off? make the file again", Place(name)) from None
        if any(sign in text for sign in _UNWRITABLE):
            raise unwritable(job.target, OSError(0, "the disk is full, or not ours to write")) from None
        what = clean(str(error).partition("\n")[0], 160) or type(error).__name__
        hint = "nothing was left under the output's name; is Advisor, the same version, on every machine of the cluster?"
        raise AdvisorError.of("P842", f"Spark gave up: {what}", hint) from None


class _Store:
    """Where results go, through Hadoop's file systems: a hidden folder beside the target, gone at the end whatever happens."""

    def __init__(self, spark: Any, target: str) -> None:
        self._jvm = spark._jvm
        parent, _, name = target.rstrip("/").rpartition("/")
        self._target = self._path(target)
        self._folder = f"{parent}/.{name[:60]}-{secrets.token_hex(4)}.part"
        self._files = self._target.getFileSystem(spark._jsc.hadoopConfiguration())
        self._here = target.startswith("file:")

    def _path(self, name: str) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(self._jvm.java.net.URI(name))

    def exists(self) -> bool:
        return bool(self._files.exists(self._target))

    def beside(self, name: str) -> str:
        return f"{self._folder}/{name}"

    def commit(self, name: str) -> None:
        """Gives a folder beside the target its name; what was there goes first. Raises AdvisorError I701."""
        if self._here:
            self._for_the_owner(self.beside(name))
        old, there = self._path(self.beside("old")), self.exists()
        if there:
            self._rename(self._target, old)
        try:
            self._rename(self._path(self.beside(name)), self._target)
        except AdvisorError:
            if there:
                self._files.rename(old, self._target)
            raise

    def _rename(self, source: Any, target: Any) -> None:
        if not self._files.rename(source, target):
            raise unwritable(str(self._target), OSError(0, "it cannot be renamed"))

    def _for_the_owner(self, folder: str) -> None:
        top = Path(self._path(folder).toUri().getPath())
        for path in (top, *top.rglob("*")):
            os.chmod(path, 0o700 if path.is_dir() else 0o600)

    def __enter__(self) -> _Store:
        self._files.mkdirs(self._path(self._folder))
        if self._here:
            os.chmod(self._path(self._folder).toUri().getPath(), 0o700)
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(Exception):  # Java may be gone: the part stays hidden
            self._files.delete(self._path(self._folder), True)


def _write_rejects(rejects: Any, part: PartFile, job: Job) -> None:
    """The same file as one machine writes, in the table's order."""
    rows = rejects.orderBy("row", "nth").toLocalIterator()
    writer = RejectsWriter(part.path, job.rejects_file)
    try:
        writer.write_rejects(Reject(**{name: row[name] for name in Reject.__dataclass_fields__}) for row in rows)
        writer.close()
    finally:
        writer.abandon()


def _summary(program: Program, job: Job, found: SparkScreening, results: Any) -> Summary:
    from pyspark.sql import functions as f

    summary = Summary(found.recognition, without_safety=without_safety(program, found.recognition))
    open_ = f.sum(f.col("safety_unanswered").cast("int"))
    counts = results.groupBy("safety").agg(f.count("*").alias("rows"), open_.alias("open"))
    for row in counts.collect():
        summary.safety[row.safety] = int(row.rows)
        summary.unanswered += int(row.open)
    assert set(summary.safety) <= set(SAFETY)
    summary.rows = sum(summary.safety.values())
    summary.rejected = found.rows - summary.rows
    if job.wide:
        names: dict[str, list[str]] = {}
        for (name, _), column in zip(program.patterns, column_names(program.patterns), strict=True):
            names.setdefault(name, []).append(column)
        stands = [f.count(f.coalesce(*(f.col(f"`{c}`") for c in columns))).alias(name) for name, columns in names.items()]
        summary.patterns.update(results.agg(*stands).first().asDict())
    else:
        each = results.select(f.explode(f.array_distinct(f.col("patterns.pattern"))).alias("name")).groupBy("name").count()
        summary.patterns.update({row.name: int(row["count"]) for row in each.collect()})
    return summary
