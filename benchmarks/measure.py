"""Times and memory: medians of many short runs, alternated where two things are compared; child processes.

Times in this process are CPU time: on an idle machine the time that passes, on a busy one free of waiting for others.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

__all__ = ["Child", "alternately", "milliseconds", "resident", "run_child"]

Work = Callable[[], Any]


def _once(work: Work) -> float:
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def alternately(works: Sequence[Work], rounds: int) -> list[float]:
    """The median milliseconds of each work, run in turn: what else the machine does falls on all of them."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for index, work in enumerate(works):
            taken[index].append(_once(work))
    return [median(times) for times in taken]


def milliseconds(work: Work, rounds: int) -> float:
    """The median milliseconds of one work."""
    return alternately([work], rounds)[0]


def resident() -> float:
    """Megabytes this process holds now (Linux; elsewhere the most it ever held)."""
    gc.collect()
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        import resource

        scale = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / 1e6
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@dataclass
class Child:
    """One child process: seconds that passed, seconds of CPU, peak megabytes, how it ended."""

    seconds: float
    cpu: float
    megabytes: float
    code: int


# A child's peak starts at what its parent holds (Linux), so a parent that holds little starts it.
_LAUNCH = """
import os, sys, time
start = time.perf_counter()
null = os.open(os.devnull, os.O_WRONLY)
pid = os.posix_spawn(sys.executable, [sys.executable, *sys.argv[1:]], os.environ,
                     file_actions=[(os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)])
_, status, usage = os.wait4(pid, 0)
print(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


def run_child(arguments: Sequence[str], folder: Path) -> Child:
    """Runs this Python with the arguments, its output thrown away."""
    command = [sys.executable, "-S", "-c", _LAUNCH, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    seconds, cpu, peak, code = done.stdout.split()
    return Child(float(seconds), float(cpu), int(peak) * (1 if sys.platform == "darwin" else 1024) / 1e6, int(code))
