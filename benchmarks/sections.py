"""Sections of docs/benchmarks.md, each between its own markers, written by its own command."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import consult
from consult import Part

__all__ = ["section", "told", "written"]


def section(name: str, title: str, intro: str, parts: list[Part], about: dict[str, str]) -> str:
    """A section between its markers: the tables of some parts under a title."""
    whole = consult.as_markdown(parts, about)
    tables = whole[whole.index("\n## ") + 1 :].replace("\n## ", "\n### ")
    return f"<!-- {name}: begin -->\n## {title}\n\n{intro}\n\n#{tables}<!-- {name}: end -->\n"


def written(path: Path, name: str, text: str) -> None:
    """Puts the section in place of the one between its markers, or at the end."""
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    before, found, rest = old.partition(f"<!-- {name}: begin -->\n")
    after = rest.partition(f"<!-- {name}: end -->\n")[2] if found else ""
    path.write_text((before if found else old.rstrip() + "\n\n" * bool(old)) + text + after, encoding="utf-8")


def told(given: argparse.Namespace, name: str, title: str, intro: str, parts: list[Part], about: dict[str, str]) -> None:
    """Prints the parts; writes JSON or Markdown where asked."""
    print(consult.as_text(parts, about))
    if given.json:
        data = {"about": about, "parts": [asdict(item) for item in parts]}
        Path(given.json).write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if given.write:
        written(Path(given.write), name, section(name, title, intro, parts, about))
