"""What the terminal can show: how wide it is, whether it has colour, whether it has more than ASCII."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Screen", "only_ascii"]

NARROW, WIDE = 40, 80


@dataclass(frozen=True)
class Screen:
    """Columns to fill, colour or none, ``plain`` for ASCII only. As it stands: a file, which is 80 columns of UTF-8."""

    width: int = WIDE
    colour: bool = False
    plain: bool = False

    @classmethod
    def of_stdout(cls) -> Screen:
        """That of standard output; a pipe is as a file, as nobody knows who reads it."""
        if sys.stdout is None or not sys.stdout.isatty():
            return cls()
        colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        width = shutil.get_terminal_size((WIDE, 24)).columns
        return cls(min(WIDE, max(NARROW, width)), colour, only_ascii(os.environ, sys.stdout.encoding or ""))


def only_ascii(environ: Mapping[str, str], encoding: str) -> bool:
    """Whether a terminal has no UTF-8, by the locale. Python itself speaks UTF-8 under LANG=C and sets LC_CTYPE for that."""
    if not encoding.lower().replace("-", "").startswith("utf"):
        return True
    if os.name == "nt" or environ.get("PYTHONUTF8") == "1":
        return False
    coerced = environ.get("LC_CTYPE") == "C.UTF-8"
    names = ("LC_ALL", "LANG") if coerced else ("LC_ALL", "LC_CTYPE", "LANG")
    found = next((environ[name] for name in names if environ.get(name)), "C")
    return "utf" not in found.lower()
