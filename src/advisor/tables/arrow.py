"""Columns of Arrow (extra ``batch``) to codes: each distinct text is read once, numbers are checked all at once.

What a cell means is :class:`CellReader`'s alone. Here it is only asked once for each entry of a column's dictionary, and
for numbers whatever it would refuse is left as :data:`BAD`, so that it words the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor.errors import AdvisorError, Diagnostic, Place
from advisor.knowledge.excerpts import clean
from advisor.population import NOT_ASKED, Column
from advisor.tables.cells import BAD, CellReader, is_text
from advisor.tables.headers import Header
from advisor.tables.ids import Names

__all__ = ["ArrowColumn", "Cells", "arrow", "ids_of", "refused_type"]

Codes = NDArray[np.signedinteger[Any]]
_FAR = 2**40
_NO_TICK = -(2**63)


def arrow() -> Any:
    """The library, or AdvisorError P819 where it is not installed."""
    try:
        import pyarrow as found
        import pyarrow.compute
    except ImportError:
        hint = "install it (pip install 'advisor[batch]'), or use CSV or NDJSON"
        raise AdvisorError.of("P819", "Parquet needs PyArrow, which is not installed", hint) from None
    return found


def _is_text(kind: Any) -> bool:
    types = arrow().types
    if types.is_dictionary(kind):
        kind = kind.value_type
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def _is_list(kind: Any) -> bool:
    types = arrow().types
    return bool(types.is_list(kind) or types.is_large_list(kind))


def _is_number(kind: Any) -> bool:
    types = arrow().types
    return bool(types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind))


def refused_type(header: Header, kind: Any, column: Column | None, table: str) -> Diagnostic | None:
    """P815 where a column's type cannot hold answers. A list is for questions with several ticks. ``column`` None: the id."""
    types = arrow().types
    wanted = column.type if column else "id"
    good = _is_text(kind) or types.is_null(kind) or (_is_number(kind) and wanted != "multi")
    good = good or (types.is_boolean(kind) and wanted not in ("id", "number", "multi"))
    if wanted == "multi" and _is_list(kind):
        good = _is_text(kind.value_type) or types.is_null(kind.value_type)
    if good:
        return None
    what = {"multi": "a list of text, or text parted by ;", "id": "text or a number"}.get(wanted, "text or numbers")
    message = f'column "{clean(header.text, 60)}" holds {clean(str(kind), 60)}'
    return Diagnostic(Place(clean(table, 200)), "P815", message, f"write {what}")


def _plain(array: Any) -> list[Any]:
    """Python values; text that is not UTF-8 keeps its faults as lone surrogates, lists are parted by ``;``."""
    pa = arrow()
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if _is_list(array.type):
        offsets = np.concatenate([[0], np.cumsum(_lengths(array))]).tolist()
        flat = _plain(array.flatten())
        there = array.is_valid().to_pylist()
        return [
            ";".join(word for word in flat[start:stop] if word is not None) if known else None
            for start, stop, known in zip(offsets, offsets[1:], there, strict=False)
        ]
    if _is_text(array.type):
        raw = array.cast(pa.string()).cast(pa.binary()) if pa.types.is_string_view(array.type) else array.cast(pa.large_binary())
        return [None if item is None else item.decode("utf-8", "surrogateescape") for item in raw.to_pylist()]
    if pa.types.is_decimal(array.type):
        return [None if item is None else str(item) for item in array.to_pylist()]
    if pa.types.is_float32(array.type) or pa.types.is_float16(array.type):  # 0.2, not the double beside it
        narrow = np.float32 if pa.types.is_float32(array.type) else np.float16
        return [None if item is None else float(str(narrow(item))) for item in array.to_pylist()]
    found: list[Any] = array.to_pylist()
    return found


def _lengths(array: Any) -> NDArray[np.int64]:
    found: NDArray[np.int64] = arrow().compute.list_value_length(array).fill_null(0).to_numpy().astype(np.int64)
    return found


def _encoded(array: Any) -> tuple[Any, NDArray[Any]]:
    """The distinct entries, and the place of each row's; that of an empty cell is after the last."""
    pa = arrow()
    if pa.types.is_decimal(array.type):
        array = pa.array(_plain(array), pa.string())
    coded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    words, indices = coded.dictionary, coded.indices
    if indices.null_count:
        if indices.type.bit_width < 32:
            indices = indices.cast(pa.int32())
        indices = indices.fill_null(len(words))
    places = indices.to_numpy(zero_copy_only=False)
    if len(words) > 2 * len(array) + 100:  # a long dictionary of which these rows use little
        used, places = np.unique(places, return_inverse=True)
        words = words.take(pa.array(used[used < len(words)]))
    return words, places


class Cells(Sequence[Any]):
    """An Arrow array as the sequence of its plain values, made when asked for."""

    def __init__(self, array: Any) -> None:
        self.array = array
        self._words: tuple[list[Any], NDArray[Any]] | None = None

    def __len__(self) -> int:
        return len(self.array)

    def __getitem__(self, place: Any) -> Any:
        if not (_is_text(self.array.type) and arrow().types.is_dictionary(self.array.type)):
            return _plain(self.array[place : place + 1])[0]
        if self._words is None:  # many are asked for where the table is nonsense
            words, places = _encoded(self.array)
            self._words = [*_plain(words), None], places
        return self._words[0][self._words[1][place]]


class ArrowColumn:
    """The codes of one column, batch after batch; the dictionary of the batch before is kept, as it mostly comes again."""

    def __init__(self, column: Column, reader: CellReader) -> None:
        self._column, self._reader = column, reader
        self._last: tuple[Any, Codes] | None = None

    def codes(self, array: Any) -> Codes:
        """One code a row, :data:`BAD` where the reader refuses."""
        types, kind = arrow().types, array.type
        if types.is_null(kind):
            return np.full(len(array), NOT_ASKED, self._column.dtype)
        if _is_list(kind):
            return self._lists(array)
        if types.is_dictionary(kind) and not _is_text(kind):
            return self.codes(array.dictionary_decode())
        spec = self._reader.spec
        if self._column.type == "number" and not (spec.unit or spec.answers or self._reader.missing):
            if types.is_integer(kind):
                return self._whole(array)
            if types.is_floating(kind):
                return self._decimal(array)
        words, places = _encoded(array)
        return np.take(self._table(words), places)

    def _table(self, words: Any) -> Codes:
        """What each of the distinct entries means, and at the end what an empty cell does."""
        last = self._last
        if last is not None and words.type == last[0].type and words.equals(last[0]):
            return last[1]
        codes = [NOT_ASKED if word is None else self._reader.of(word) for word in _plain(words)]
        table = np.array([*codes, NOT_ASKED], self._column.dtype)
        self._last = words, table
        return table

    def _lists(self, array: Any) -> Codes:
        """Options of a row are joined bit by bit; a row that holds any other word beside one is read as its text."""
        lengths, flat = _lengths(array), array.flatten()
        found = np.full(len(array), NOT_ASKED, np.int64)
        if not len(flat) or arrow().types.is_null(flat.type):
            return found.astype(self._column.dtype)
        starts, there = np.cumsum(lengths) - lengths, lengths > 0
        words, places = _encoded(flat)
        other = self._reader.spec.answers
        ticks = [self._column.codes.get(word, _NO_TICK) if word not in other else _NO_TICK for word in _plain(words)]
        bits = np.array([*ticks, _NO_TICK], np.int64)[places]
        found[there] = np.bitwise_or.reduceat(bits, starts[there])
        one = lengths == 1
        found[one] = self._table(words)[places[starts[one]]]
        slow = np.flatnonzero((found < 0) & (lengths > 1))
        if len(slow):
            found[slow] = [self._reader.of(text) for text in _plain(array.take(arrow().array(slow)))]
        return found.astype(self._column.dtype)

    # ------------------------------------------------------------- numbers
    def _whole(self, array: Any) -> Codes:
        values = array.fill_null(0).to_numpy(zero_copy_only=False)
        if values.dtype.kind == "u":
            values = np.minimum(values.astype(np.uint64), np.uint64(_FAR))
        values = values.astype(np.int64)
        scaled = np.clip(values, -_FAR, _FAR) * self._column.scale
        return self._stored(array, scaled, self._inside(scaled))

    def _decimal(self, array: Any) -> Codes:
        """A number must be the nearest one of its width to a number with our decimals."""
        values = array.fill_null(0.0).to_numpy(zero_copy_only=False)
        with np.errstate(all="ignore"):
            scaled = np.rint(values.astype(np.float64) * self._column.scale)
            good = (scaled / self._column.scale).astype(values.dtype) == values
            good &= self._inside(scaled)
        return self._stored(array, scaled, good)

    def _inside(self, scaled: NDArray[Any]) -> NDArray[np.bool_]:
        low, high = self._column.low + self._column.low_base, self._column.high + self._column.low_base
        found: NDArray[np.bool_] = (scaled >= low) & (scaled <= high)
        return found

    def _stored(self, array: Any, scaled: NDArray[Any], good: NDArray[np.bool_]) -> Codes:
        found = np.where(good, np.where(good, scaled, 0) - self._column.low_base, BAD)
        if array.null_count:
            found[array.is_null().to_numpy(zero_copy_only=False)] = NOT_ASKED
        return found.astype(self._column.dtype)


def ids_of(array: Any) -> tuple[Names, list[int]]:
    """Who each row is, without blanks around it or what no terminal shows; and the rows whose id is not UTF-8 text."""
    pa = arrow()
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if not _is_text(array.type):
        array = array.cast(pa.string())
    raw = (array.cast(pa.string()) if pa.types.is_string_view(array.type) else array).cast(pa.large_binary()).fill_null(b"")
    _, offsets, data = raw.buffers()
    names = Names(
        np.frombuffer(data, np.uint8) if data is not None else np.empty(0, np.uint8),
        np.frombuffer(offsets, np.int64, len(raw) + 1, 8 * raw.offset) if len(raw) else np.zeros(1, np.int64),
    )
    if _is_plain(names):
        return names, []
    texts = _plain(array)
    bad = [place for place, text in enumerate(texts) if text and not is_text(text)]
    for place in bad:
        texts[place] = ""
    return Names.of([clean((text or "").strip(), 200) for text in texts]), bad


def _is_plain(names: Names) -> bool:
    """Whether all is printable ASCII, no longer than an id is shown, without blanks at its ends."""
    starts, stops = names.offsets[:-1], names.offsets[1:]
    data = names.data[names.offsets[0] : names.offsets[-1]]
    if len(data) == 0:
        return True
    there = stops > starts
    ends = (names.data[starts[there]], names.data[stops[there] - 1])
    good = bool(((data >= 32) & (data < 127)).all()) and int((stops - starts).max()) <= 200
    return good and not any(bool((end == 32).any()) for end in ends)
