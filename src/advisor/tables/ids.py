"""Who the rows are: text kept as one run of bytes, and whether somebody came before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Ids", "Names"]

_MASKS = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)
_ODD = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_BITS = 6
_EDGES = np.arange(1 << _BITS, dtype=np.uint64) << np.uint64(64 - _BITS)


class Names(Sequence[str]):
    """A column of text: row i is ``data[offsets[i]:offsets[i + 1]]``, UTF-8. ``data`` uint8, ``offsets`` int64 (rows + 1)."""

    def __init__(self, data: NDArray[np.uint8], offsets: NDArray[np.int64]) -> None:
        self.data, self.offsets = data, offsets

    @classmethod
    def of(cls, texts: Sequence[str]) -> Names:
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        offsets = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)), out=offsets[1:])
        return cls(np.frombuffer(b"".join(encoded), np.uint8), offsets)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, place: Any) -> Any:
        start, stop = self.offsets[place], self.offsets[place + 1]
        return self.data[start:stop].tobytes().decode("utf-8", "surrogatepass")

    def keep(self, there: NDArray[np.bool_]) -> Names:
        """The rows that are true in ``there``."""
        return Names.of([self[place] for place in np.flatnonzero(there).tolist()])

    def keys(self) -> NDArray[np.uint64]:
        """A number for each row, 0 for an empty one: different for text of one length up to 8 bytes, nearly always for other
        (alike once in some 10¹⁹ pairs). The mixing steps are those of splitmix64."""
        lengths = np.diff(self.offsets)
        padded = np.concatenate([self.data, np.zeros(8, np.uint8)])
        eight = np.ndarray(len(padded) - 7, "<u8", padded, strides=(1,))
        found = lengths.astype(np.uint64) * _ODD[0]
        for start in range(0, int(lengths.max(initial=0)), 8):
            rows = np.flatnonzero(lengths > start)
            word = eight[self.offsets[rows] + start] & _MASKS[np.minimum(lengths[rows] - start, 8)]
            found[rows] = _mixed(found[rows] ^ word)
        return found


def _mixed(number: NDArray[np.uint64]) -> NDArray[np.uint64]:
    number = number + _ODD[0]
    number = (number ^ (number >> np.uint64(30))) * _ODD[1]
    number = (number ^ (number >> np.uint64(27))) * _ODD[2]
    return number ^ (number >> np.uint64(31))


class Ids:
    """Tells whether an id came before, in 8 bytes each: by its number (:meth:`Names.keys`).

    Numbers are kept in 64 parts by their first bits, so that putting a part in order never takes much memory beside.
    """

    def __init__(self) -> None:
        self._parts: list[list[NDArray[np.uint64]]] = [[] for _ in range(1 << _BITS)]

    def seen(self, names: Names) -> NDArray[np.bool_]:
        """True where an id stood in an earlier row, of this call or one before; an empty id is nobody's."""
        keys = names.keys()
        unique, first = np.unique(keys, return_index=True)
        again = np.ones(len(keys), np.bool_)
        again[first] = False
        before = np.zeros(len(unique), np.bool_)
        starts = np.searchsorted(unique, _EDGES).tolist()
        for runs, start, stop in zip(self._parts, starts, [*starts[1:], len(unique)], strict=True):
            if start < stop:
                before[start:stop] = _within(runs, unique[start:stop])
        if before.any():
            again |= before[np.searchsorted(unique, keys)]
        again[keys == 0] = False
        return again


def _within(runs: list[NDArray[np.uint64]], keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which of some ascending keys are in the runs; the others are put there (0 never).

    Sorted runs, the shorter ones merged, so that few have to be searched.
    """
    found = np.zeros(len(keys), np.bool_)
    for run in runs:
        found |= run[np.minimum(np.searchsorted(run, keys), len(run) - 1)] == keys
    new = keys[(keys != 0) & ~found]
    while runs and len(runs[-1]) < 2 * len(new):
        new = np.concatenate([runs.pop(), new])
        new.sort(kind="stable")
    if len(new):
        runs.append(new)
    return found
