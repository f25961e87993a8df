"""Sections of docs/benchmarks.md, each between its own markers, written by its own command."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from parts import Part, as_markdown, as_text

__all__ = ["HEAD", "told", "written"]

HEAD = """# Benchmarks

Each section is written by its own command, named in it, which leaves the others as they are; do not edit. The bars are the
design's; no test asserts a time.
"""


def section(name: str, title: str, intro: str, parts: list[Part]) -> str:
    """A section between its markers: the tables of some parts under a title."""
    return f"<!-- {name}: begin -->\n## {title}\n\n{intro}\n\n{as_markdown(parts)}<!-- {name}: end -->\n"


def written(path: Path, name: str, text: str) -> None:
    """Puts the section in place of the one between its markers, or at the end. Raises ValueError where a marker is missing."""
    old = path.read_text(encoding="utf-8") if path.exists() else HEAD
    before, found, rest = old.partition(f"<!-- {name}: begin -->\n")
    _, ended, after = rest.partition(f"<!-- {name}: end -->\n")
    if found and not ended:
        raise ValueError(f"{path}: the section {name} begins and does not end, so what comes after it would be lost")
    path.write_text((before if found else old.rstrip() + "\n\n" * bool(old)) + text + after, encoding="utf-8")


def told(given: argparse.Namespace, name: str, title: str, intro: str, parts: list[Part], about: dict[str, str]) -> None:
    """Prints the parts; writes JSON or Markdown where asked."""
    print(as_text(parts, about))
    if given.json:
        data = {"about": about, "quick": bool(getattr(given, "quick", False)), "parts": [asdict(item) for item in parts]}
        Path(given.json).write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if given.write:
        written(Path(given.write), name, section(name, title, intro, parts))
