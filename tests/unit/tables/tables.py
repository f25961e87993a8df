"""Tables for tests: generated runners written as a person's own software would write them."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from advisor.model.answers import AnswerSheet, State, Value
from advisor.model.base import KnowledgeBase
from advisor.population import Columns, Program, rows_of

CELL = dict[str, str]


def sheets_of(program: Program, columns: Columns) -> list[AnswerSheet]:
    return rows_of(columns, program.columns)


def text(kb: KnowledgeBase, question: str, value: Value | State) -> str:
    """One answer as a cell of text."""
    if isinstance(value, State):
        return value.value
    if isinstance(value, tuple):
        return ";".join(value) or "none"
    scale = kb.questions[question].scale
    return value if isinstance(value, str) else str(value) if scale == 1 else f"{value / scale:g}"


def cells(kb: KnowledgeBase, sheets: Sequence[AnswerSheet]) -> list[CELL]:
    """Each sheet as header to text."""
    return [
        {f"{name}@{scope}" if scope else name: text(kb, name, value) for (name, scope), value in sheet.values.items()}
        for sheet in sheets
    ]


def write_csv(path: Path, rows: Sequence[Mapping[str, str]], delimiter: str = ",") -> Path:
    headers = list(dict.fromkeys(key for row in rows for key in row))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, headers, delimiter=delimiter, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_ndjson(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_ndjson(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
