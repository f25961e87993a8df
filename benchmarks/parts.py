"""What a benchmark finds, as parts of rows, and how it is printed; the machine it ran on."""

from __future__ import annotations

import contextlib
import os
import platform
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import advisor

__all__ = ["Part", "Row", "as_markdown", "as_text", "machine", "shown"]

PACKAGES = ("experta", "pydantic", "PyYAML", "click", "jinja2", "typst", "clipspy", "zen-engine")


@dataclass
class Row:
    """One line: what was measured, figures by name, the bar of the design, a note."""

    what: str
    figures: dict[str, float | int | str]
    bar: str = ""
    note: str = ""


@dataclass
class Part:
    """One part of the report; ``checked`` says which results were found equal before anything was timed."""

    title: str
    rows: list[Row] = field(default_factory=list)
    checked: str = ""
    notes: list[str] = field(default_factory=list)


def shown(value: float | int | str) -> str:
    """A figure in print: three digits that matter."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def machine() -> dict[str, str]:
    """The machine in generic words, and the versions."""
    system = f"{platform.system()} {platform.machine()}"
    if hasattr(platform, "freedesktop_os_release"):
        with contextlib.suppress(OSError):
            system = platform.freedesktop_os_release()["PRETTY_NAME"]
    flags = Path("/proc/cpuinfo")
    kind = "virtual machine" if flags.exists() and "hypervisor" in flags.read_text() else "machine"
    found = {"machine": f"{os.cpu_count()}-core {kind}, {system}", "Python": platform.python_version()}
    found["advisor"] = advisor.__version__
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def as_text(parts: list[Part], about: dict[str, str]) -> str:
    """The report for the terminal."""
    lines = [", ".join(f"{name} {value}" if name != "machine" else value for name, value in about.items())]
    for part in parts:
        lines += ["", part.title]
        for row in part.rows:
            figures = ", ".join(f"{name} {shown(value)}" for name, value in row.figures.items())
            lines.append(f"  {row.what}: {figures}{f'   [{row.bar}]' if row.bar else ''}")
        lines += [f"  Checked equal first: {part.checked}."] if part.checked else []
        lines += [f"  {note}" for note in part.notes]
    return "\n".join(lines)


def as_markdown(parts: list[Part]) -> str:
    """The parts as tables under headings of the third rank, for a section of docs/benchmarks.md."""
    lines: list[str] = []
    for part in parts:
        lines += [f"### {part.title}", ""]
        groups: dict[tuple[str, ...], list[Row]] = {}
        for row in part.rows:
            groups.setdefault(tuple(row.figures), []).append(row)
        for names, rows in groups.items():
            bars = any(row.bar for row in rows)
            lines.append("| what | " + " | ".join(names) + (" | bar |" if bars else " |"))
            lines.append("| --- |" + " ---: |" * len(names) + (" --- |" if bars else ""))
            for row in rows:
                cells = [row.what, *(shown(value) for value in row.figures.values()), *([row.bar] if bars else [])]
                lines.append("| " + " | ".join(cells) + " |")
            lines.append("")
        lines += [f"Checked equal first: {part.checked}.", ""] if part.checked else []
        lines += [line for note in part.notes for line in (note, "")]
    return "\n".join(lines).rstrip() + "\n"
