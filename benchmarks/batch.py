"""``advisor batch`` from Parquet to Parquet in one command: ``python benchmarks/batch.py [--rows N ...] [--write FILE]``.

Plausible runners (``advisor.population.runners``) are written as another program would: text for choices and ticks, numbers as
text where a row may say "unknown" or "hurt", empty where nothing was asked. Then ``advisor batch`` is run as a process of its
own; told are rows a second, CPU and the most memory it held. Before that, rows of the output are compared with
``pipeline.assess``. Nothing is asserted on time. Runners beyond the first million are those again under new ids.

    python benchmarks/batch.py                                  # 10⁶ and 3·10⁶: some minutes
    python benchmarks/batch.py --rows 10000000 30000000         # the long run: about half an hour, 3 GB of disk
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from advisor import pipeline
from advisor.knowledge import load_knowledge
from advisor.model.answers import State
from advisor.population import NOT_ASKED, Column, rows_of, schema_of
from advisor.population.runners import runners
from parts import Part, Row, machine
from sections import told

SMALL = 2_000
CHUNK = 50_000
DIFFERENT = 1_000_000
GROUP = 250_000
BAR = "≥ 150,000 a second, under 3 GB; 3 times the rows: at most a fifth more memory"


def seed_of(place: int) -> int:
    """The seed of one chunk of runners."""
    return 1000 + place


def words(column: Column, codes: np.ndarray[Any, Any]) -> Any:
    """A column of codes as text by dictionary; null where nobody was asked."""
    distinct, places = np.unique(codes, return_inverse=True)
    said = pa.array([None if code == NOT_ASKED else _word(column, int(code)) for code in distinct.tolist()], pa.string())
    return said.take(pa.array(places))


def _word(column: Column, code: int) -> str:
    value = column.decode(code)
    if isinstance(value, State):
        return value.value
    if isinstance(value, tuple):
        return ";".join(value) or "none"
    return value if isinstance(value, str) else str(value) if column.scale == 1 else f"{value / column.scale:g}"


def part(place: int, count: int, folder: str) -> str:
    """One chunk of runners to a file of its own."""
    knowledge = load_knowledge()
    columns, schema = runners(knowledge, count, seed_of(place)), schema_of(knowledge)
    path = f"{folder}/part-{place:05}.parquet"
    pq.write_table(pa.table({name: words(schema[name], array) for name, array in columns.arrays.items()}), path)
    return path


def table(rows: int, path: str) -> None:
    """The input of a run."""
    sizes = [min(CHUNK, rows - start) for start in range(0, min(rows, DIFFERENT), CHUNK)]
    with tempfile.TemporaryDirectory(dir=Path(path).parent) as folder:
        with ProcessPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
            parts = list(pool.map(part, range(len(sizes)), sizes, [folder] * len(sizes)))
        writer = None
        for batch in _repeated(parts, rows):
            writer = writer or pq.ParquetWriter(path, batch.schema, compression="zstd")
            writer.write_table(batch, row_group_size=GROUP)
        if writer is not None:
            writer.close()


def _repeated(parts: Sequence[str], rows: int) -> Iterator[Any]:
    """The same runners again and again, under ids that run on."""
    at_once, start, place = GROUP // CHUNK, 0, 0
    while start < rows:
        some = pa.concat_tables([pq.read_table(name) for name in parts[place : place + at_once]]).slice(0, rows - start)
        yield some.add_column(0, "id", pa.array([f"R{number}" for number in range(start, start + len(some))]))
        start, place = start + len(some), place + at_once if place + at_once < len(parts) else 0


def run(source: str, target: str, *options: str) -> dict[str, float]:
    """One ``advisor batch`` in its own process: seconds, CPU seconds, most MB held."""
    for name in (target, f"{target}.rejects.csv"):
        Path(name).unlink(missing_ok=True)
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "advisor", "batch", source, target, *options], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        told = process.stderr.read().decode()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if status:
        raise SystemExit(told)
    passed = time.perf_counter() - start
    return {"seconds": passed, "CPU": used.ru_utime + used.ru_stime, "MB": used.ru_maxrss / 1024}


def checked(target: str, rows: int, count: int) -> None:
    """The first rows of the output equal a consultation each. Raises AssertionError."""
    knowledge = load_knowledge()
    sheets = rows_of(runners(knowledge, min(CHUNK, rows), seed_of(0)), schema_of(knowledge), range(min(count, rows)))
    found = pq.ParquetFile(target).read_row_group(0).slice(0, len(sheets)).to_pylist()
    for person, sheet in zip(found, sheets, strict=True):
        told = pipeline.assess(knowledge, sheet, today=date(2026, 11, 22))
        level = "unanswered" if told.safety.level == "none" and told.safety.blocked else told.safety.level
        findings = [(f.muscle, f.side, f.role, f.certainty, f.band) for f in told.findings]
        patterns = [(p.pattern, p.side, p.certainty, p.band) for p in told.patterns]
        mine = [tuple(item.values()) for item in person["findings"]], [tuple(item.values()) for item in person["patterns"]]
        if (person["safety"], *mine) != (level, findings, patterns):
            raise AssertionError(f"row {person['row']} differs from its consultation")


def measured(counts: Sequence[int], folder: Path, checks: int, options: Sequence[str]) -> Part:
    """One row of figures for each count."""
    found = Part("advisor batch, Parquet to Parquet")
    small = folder / "small.parquet"
    table(SMALL, str(small))
    first = run(str(small), str(folder / "small.out.parquet"), *options)
    checked(str(folder / "small.out.parquet"), SMALL, checks)
    found.checked = f"safety level, findings and patterns of {checks} rows equal to pipeline.assess"
    for count in counts:
        source, target = str(folder / f"in-{count}.parquet"), str(folder / f"out-{count}.parquet")
        if count == SMALL:  # run already
            source, target, used = str(small), str(folder / "small.out.parquet"), first
        else:
            if not Path(source).exists():
                table(count, source)
            used = run(source, target, *options)
        figures: dict[str, float | int | str] = {
            "rows a second": round(count / used["seconds"]), "seconds": used["seconds"],
            "CPU µs a row": 1e6 * used["CPU"] / count, "most MB held": round(used["MB"]),
            "MB in": round(os.path.getsize(source) / 1e6), "MB out": round(os.path.getsize(target) / 1e6),
        }  # fmt: skip
        found.rows.append(Row(f"{count:,} rows", figures, BAR if count >= 10_000_000 else ""))
        print(f"{count:,} rows: {figures}", file=sys.stderr)
    passed = first["seconds"]
    found.notes.append(f"{SMALL:,} rows, most of it starting and compiling the rules: {passed:.1f} s; included in every figure.")
    found.notes.append(f"PyArrow {pa.__version__}; this program itself held {resource_mb():.0f} MB (not counted).")
    return found


def resource_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: list[str] | None = None) -> int:
    """Generates, checks, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 3_000_000])
    parser.add_argument("--checks", type=int, default=100, help="rows compared with a consultation each")
    parser.add_argument("--folder", help="where tables go, and stay (default: a temporary folder)")
    parser.add_argument("--wide", action="store_true", help="measure --wide")
    parser.add_argument("--json", metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--write", metavar="FILE", help="write the section into this Markdown file")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(given.folder or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        found = measured(given.rows, folder, given.checks, ["--wide"] if given.wide else [])
    intro = "Written by `python benchmarks/batch.py --write docs/benchmarks.md`. Each row is one run in a process of its own."
    told(given, "batch", "Whole tables", intro, [found], machine())
    return 0


if __name__ == "__main__":
    sys.exit(main())
