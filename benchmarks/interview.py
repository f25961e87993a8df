"""The interview measured: ``python benchmarks/interview.py [--people N] [--processes N] [--json FILE] [--write FILE]``.

Simulated runners are interviewed twice: everything in the author's order, and the most telling question next until it is settled.
Both end in the same bands, which is checked. Then how long the next question takes, over the personas' every step, and the first
question of a cold ``advisor ask`` (``--people 0``: these alone). ``--write`` replaces the parts of the file between their
markers. Nothing is asserted on time.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from advisor.interview.outlook import Outlook
from advisor.population.runners import runners
from interviewed import Walk, personas
from limit import hindsight
from lockstep import CHUNK, PEOPLE, Lockstep, shipped_adviser
from sections import written

Figures = dict[str, list[float]]


def simulated(seed: int) -> Figures:
    """One chunk of runners, interviewed both ways; minutes and questions, safety apart."""
    adviser = shipped_adviser()
    lockstep = Lockstep(adviser, runners(adviser.knowledge, CHUNK, seed, PEOPLE))
    found: Figures = {}
    for name, course in (("order", lockstep.in_order()), ("adaptive", lockstep.adaptive())):
        found[f"{name} questions"] = course.questions.tolist()
        found[f"{name} minutes"] = (course.seconds / 60).tolist()
        found[f"{name} final"] = (course.final / 60).tolist()
        found[f"{name} shown"] = [float(m) / 60 for each in course.shown for m in each]
    count, seconds = hindsight(lockstep)
    found["hindsight questions"], found["hindsight minutes"] = count.tolist(), (seconds / 60).tolist()
    return found


def _kept_or_simulated(seed: int, folder: str) -> Figures:
    """One chunk's figures; kept in the folder, if one is given, so that a run that was stopped goes on where it was."""
    if not folder:
        return simulated(seed)
    path = Path(folder) / f"{shipped_adviser().knowledge.hash[:12]}-{CHUNK}-{seed:04d}.json"
    if path.exists():
        kept: Figures = json.loads(path.read_text(encoding="utf-8"))
        return kept
    found = simulated(seed)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(found), encoding="utf-8")
    part.replace(path)
    return found


def compared(people: int, processes: int, folder: str = "") -> Figures:
    """All chunks together."""
    seeds = range(1, -(-people // CHUNK) + 1)
    found: Figures = {}
    with ProcessPoolExecutor(processes) as pool:
        for number, part in enumerate(pool.map(partial(_kept_or_simulated, folder=folder), seeds), 1):
            for name, values in part.items():
                found.setdefault(name, []).extend(values)
            print(f"\r{number * CHUNK} of {len(seeds) * CHUNK} runners", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return found


def latency() -> Figures:
    """Milliseconds of every look ahead in the personas' interviews, in a warm process: as they pass, and of CPU."""
    adviser = shipped_adviser()
    found: Figures = {"wall": [], "cpu": []}

    def look(*given: Any) -> Outlook:
        wall, cpu = time.perf_counter(), time.process_time()
        outlook = adviser.outlook(*given)
        found["wall"].append(1000 * (time.perf_counter() - wall))
        found["cpu"].append(1000 * (time.process_time() - cpu))
        return outlook

    for sheet in personas(adviser.knowledge).values():
        Walk(adviser, sheet).walked(look)
    return found


def cold(rounds: int = 3) -> list[float]:
    """Seconds from the start of a new process until ``advisor ask`` waits for its first answer."""
    found = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            command = [sys.executable, "-m", "advisor", "ask"]
            pipe = subprocess.PIPE
            child = subprocess.Popen(command, cwd=folder, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
            assert child.stdin is not None
            assert child.stdout is not None
            seen = b""
            while not seen.endswith(b"\n> "):
                seen += child.stdout.read(1)
            found.append(time.perf_counter() - start)
            child.stdin.close()
            child.stdout.close()
            child.wait()
    return found


# --------------------------------------------------------------------------- what is printed
def as_text(found: Figures) -> str:
    """The table of the simulated runners, and what it says."""
    rows = [
        ("questions until it ends", "questions"), ("minutes until it ends", "minutes"),
        ("minutes until every band is final", "final"), ("minutes until a shown finding is final", "shown"),
    ]  # fmt: skip
    people = len(found["order minutes"])
    lines = [
        f"{people:,} simulated runners whom safety lets through. Safety questions are not counted: both ask them first, in full.",
        "",
        "| | author's order: median | 90th | most telling next: median | 90th | fewer (of the medians) |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for words, name in rows:
        a, b = (np.percentile(found[f"{way} {name}"], [50, 90]) for way in ("order", "adaptive"))
        lines.append(f"| {words} | {a[0]:.1f} | {a[1]:.1f} | {b[0]:.1f} | {b[1]:.1f} | {100 * (1 - b[0] / a[0]):.0f} % |")
    least = np.percentile(found["hindsight minutes"], [50, 90])
    most = 100 * (1 - least[0] / np.median(found["order minutes"]))
    lines += [
        "",
        f"In hindsight {least[0]:.1f} minutes (90th {least[1]:.1f}) cannot be done without: another answer to each of these",
        "questions, all others as they are, would have moved a band (of a self-test all counts that is done up to such a",
        f"question). So on these runners no order can save more than {most:.0f} % and still promise that nothing left could",
        "change the result; the design's bar is 40 %. Which self-tests they are stands in the next section. Both interviews",
        "ended in the same bands for everybody (checked).",
    ]
    return "\n".join(lines)


def waits_as_text(looks: Figures, first: list[float]) -> str:
    """How long a runner waits."""
    wall, cpu = (np.percentile(looks[name], [50, 95]) for name in ("wall", "cpu"))
    return "\n".join([
        f"The next question, {len(looks['wall'])} steps of the personas in a warm process: median {wall[0]:.0f} ms, 95th",
        f"{wall[1]:.0f} ms (CPU {cpu[0]:.0f} and {cpu[1]:.0f} ms); bar 50 ms.",
        f"The first question of a cold `advisor ask`: {np.median(first):.2f} s; bar 1 s.",
    ])  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Simulates, measures, prints; writes JSON or Markdown where asked."""
    parser = argparse.ArgumentParser(description="The adaptive interview against the author's order.")
    parser.add_argument("--people", type=int, default=200, help="simulated runners (10,000 take an hour or two on two cores)")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keep", metavar="FOLDER", default="", help="keep each hundred runners' figures; a stopped run goes on")
    parser.add_argument("--json", metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--write", metavar="FILE", help="write the section into this Markdown file")
    given = parser.parse_args(arguments)
    looks, first = latency(), cold()
    found = compared(given.people, given.processes, given.keep) if given.people else {}
    parts = {"waiting": ("## Waiting for the next question", " --people 0", waits_as_text(looks, first))}
    if found:
        parts["interview"] = ("## The interview", "", as_text(found))
    print(*(text for _, _, text in parts.values()), sep="\n\n")
    if given.json:
        Path(given.json).write_text(json.dumps({**found, **looks, "cold": first}) + "\n", encoding="utf-8")
    for name, (title, more, text) in parts.items() if given.write else ():
        head = f"{title}\n\nWritten by `python benchmarks/interview.py --write docs/benchmarks.md{more}`."
        written(Path(given.write), name, f"<!-- {name}: begin -->\n{head}\n\n{text}\n<!-- {name}: end -->\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
