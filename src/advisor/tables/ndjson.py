"""NDJSON, read by the standard library line by line: a line that cannot be read is told and left out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from advisor.errors import AdvisorError
from advisor.knowledge.excerpts import clean
from advisor.population import NOT_ASKED
from advisor.tables.cells import BAD, is_text
from advisor.tables.headers import Header, Recognition
from advisor.tables.ids import Names
from advisor.tables.lines import LONGEST_LINE, ByteCount
from advisor.tables.source import Block, Raw, Worker
from advisor.tables.textfiles import empty, unreadable

__all__ = ["NdjsonTable"]


class _Twice(ValueError):
    pass


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Twice
    return found


class NdjsonTable:
    """One JSON object a line: flat (``"runners_knee@left"``), or as an answers file (``{"runners_knee": {"left": ..}}``)."""

    def __init__(self, path: str, worker: Worker) -> None:
        self._worker, self._path = worker, path
        self._bytes = ByteCount(path)
        self._text = self._bytes.text()
        self._headers: dict[str, Header] = {}
        self._line = 0
        self._rows_read = 0
        self._peeked = self._read(1, 1000)
        if not self._peeked[0].count:
            raise empty(path, "is empty")
        _, problems = worker.recognise(list(self._headers))
        problems = [item for item in problems if item.code in ("P813", "P821")]
        if problems and not all(place in self._peeked[0].bad for place in range(self._peeked[0].count)):
            raise AdvisorError(problems)

    @property
    def total(self) -> int:
        return self._bytes.total

    @property
    def done(self) -> int:
        return self._bytes.done

    @property
    def recognition(self) -> Recognition:
        return Recognition(tuple(self._headers.values()))

    def chunks(self, size: int) -> Iterator[Callable[[], Block]]:
        """All rows; what a key means is told when it is first met."""
        raw, rows = self._peeked
        while raw.count:
            ids = [_id(raw, place, row["id"][1]) if "id" in row else "" for place, row in enumerate(rows)]
            raw.ids = Names.of(ids) if any(ids) else None
            self._worker.known(raw)
            yield partial(self._block, raw, rows)
            raw, rows = self._read(raw.first + raw.count, size)
        self._text.close()

    def _read(self, first: int, size: int) -> tuple[Raw, list[dict[str, Any]]]:
        raw, lines = Raw(first, 0, [], None, {}), list[int]()
        rows: list[dict[str, Any]] = []
        while len(rows) < size:
            line = self._text.readline(LONGEST_LINE)
            if not line:
                break
            self._line += 1
            here = self._line
            if not line.endswith("\n") and len(line) >= LONGEST_LINE:
                while (rest := self._text.readline(LONGEST_LINE)) and not rest.endswith("\n"):
                    pass
                raw.bad[len(rows)] = unreadable("P833", "the line is longer than a million characters", "one person a line")
                line = "{}"
            if not line.strip():
                continue
            rows.append(self._object(raw, len(rows), line))
            lines.append(here)
        raw.count, raw.lines = len(rows), lines
        return raw, rows

    def _object(self, raw: Raw, place: int, line: str) -> dict[str, Any]:
        if place in raw.bad:
            return {}
        try:
            if not is_text(line):
                raise AdvisorError(
                    [unreadable("P831", "the line is not UTF-8 text", "save the whole file in one encoding: UTF-8")]
                )
            data = json.loads(line, object_pairs_hook=_object)
            if not isinstance(data, dict):
                raise AdvisorError([unreadable("P833", "the line is not a JSON object", 'write {"age": 34, ...}')])
            return self._flat(raw, place, data)
        except AdvisorError as error:
            raw.bad[place] = error.diagnostics[0]
        except _Twice:
            raw.bad[place] = unreadable("P834", "a key stands twice in the line", "keep one of them")
        except (ValueError, RecursionError):
            raw.bad[place] = unreadable("P833", "the line is not JSON", "one JSON object a line; was the file cut off?")
        return {}

    def _flat(self, raw: Raw, place: int, data: dict[str, Any]) -> dict[str, Any]:
        """Target to value; ``"id"`` to the person. Raises AdvisorError for a key that means nothing or something twice."""
        given = data.get("answers")
        if isinstance(given, list) and self._header("answers").how == "unknown":
            raise AdvisorError([unreadable("P833", "answers holds no questions", 'write {"answers": {"age": 34, ...}}')])
        pairs = (
            [*data.items()]
            if not isinstance(given, dict)
            else [*((k, v) for k, v in data.items() if k != "answers"), *given.items()]
        )
        found: dict[str, Any] = {}
        for key, value in pairs:
            whole = self._header(key) if isinstance(value, dict) else None
            split = isinstance(value, dict) and whole is not None and whole.how != "id"
            inner = [(f"{key}@{scope}", item) for scope, item in value.items()] if split else [(key, value)]
            for name, item in inner:
                header = self._header(name)
                raw.where[place] = name
                if header.how == "near" or (whole is not None and whole.target and not header.target and split):
                    raise AdvisorError([unreadable("P812", f'no question is called "{clean(name, 60)}"', header.hint)])
                slot = "id" if header.how == "id" else header.target
                if slot in found or slot.partition("@")[0] in found or f"{slot}@left" in found or f"{slot}@right" in found:
                    raise AdvisorError(
                        [unreadable("P834", f'"{clean(name, 60)}" and another key both mean {slot}', "keep one of them")]
                    )
                if slot:
                    found[slot] = header, item
        raw.where.pop(place, None)
        return found

    def _header(self, name: str) -> Header:
        header = self._headers.get(name)
        if header is None:
            header = self._worker.targets.header(name, self._worker.mapping)
            if len(self._headers) < 10_000:
                self._headers[name] = header
        return header

    def _block(self, raw: Raw, rows: list[dict[str, Any]]) -> Block:
        headers: dict[str, Header] = {}
        for row in rows:
            for target, (header, _) in row.items():
                headers.setdefault(target, header)
        headers.pop("id", None)
        cells: dict[str, Any] = {}
        codes = {}
        for target, header in headers.items():
            readers = [self._worker.reader(row[target][0]) if target in row else None for row in rows]
            column = [row[target][1] if target in row else None for row in rows]
            found = [
                BAD if _nested(cell) else reader.of(cell) if reader is not None else NOT_ASKED
                for reader, cell in zip(readers, column, strict=True)
            ]
            cells[header.text] = column
            codes[target] = header, np.array(found, self._worker.column(header).dtype)
        raw.cells = cells
        return self._worker.block(raw, codes)


def _nested(cell: Any) -> bool:
    return isinstance(cell, dict) or (isinstance(cell, list) and any(isinstance(item, (dict, list)) for item in cell))


def _id(raw: Raw, place: int, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (dict, list, bool)) or not is_text(str(value)):
        raw.bad.setdefault(place, unreadable("P833", "the id is not a word or a number", "write the id in quotes"))
        raw.where[place] = "id"
        return ""
    return clean(str(value).strip(), 200)
