"""A text file as pieces of whole lines: looked at as bytes first, read as text where that is not enough."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, Any

from advisor.errors import AdvisorError, Place
from advisor.knowledge.excerpts import clean

__all__ = ["LONGEST_LINE", "ByteCount", "Pieces", "broken"]

LONGEST_LINE = 1_000_000
PIECE = 4_000_000
MOST_BYTES = 64_000_000
"""Without a line's end in so many bytes, it is no table."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def broken(name: str, what: str, hint: str) -> AdvisorError:
    """P817: a text file that is no table."""
    return AdvisorError.of("P817", f"the table cannot be read: {what}", hint, Place(clean(name, 300)))


class ByteCount(io.RawIOBase):
    """A file that counts what was read of it, decoded with its faults kept (lone surrogates)."""

    def __init__(self, path: str) -> None:
        self.done, self.total = 0, 0
        try:
            self._file: IO[bytes] = open(path, "rb")  # noqa: SIM115 - closed with the table
            self.total = self._file.seek(0, io.SEEK_END)
            self._file.seek(0)
            start = self._file.read(3)
        except OSError as error:
            name, why = clean(path, 200), error.strerror or "it is a pipe"
            hint = "check its name" if error.strerror else "write it to a file first"
            raise AdvisorError.of("P817", f"{name} cannot be read: {why}", hint) from None
        if start[:2] in _WIDE:
            raise broken(path, "it is UTF-16 text", "save it as CSV UTF-8")
        self._file.seek(3 if start == b"\xef\xbb\xbf" else 0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self.done += len(data)
        return len(data)

    def close(self) -> None:
        super().close()
        if hasattr(self, "_file"):
            self._file.close()

    def text(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(io.BufferedReader(self, 1 << 18), "utf-8", "surrogateescape", newline="")


class Pieces(Iterator[str]):
    """Lines one after the other (this is their iterator), or :meth:`piece` after piece where the reader of lines has used
    all it was given. ``line`` counts the lines handed out. Lines end as Python's universal newlines say, ends kept."""

    def __init__(self, path: str, data: ByteCount) -> None:
        self._path, self._data = path, data
        self._rest, self._ended = b"", False
        self._text = io.StringIO()
        self.line = 0

    @property
    def used(self) -> bool:
        """Whether every line of the piece in hand was handed out."""
        here = self._text.tell()
        more = self._text.read(1)
        self._text.seek(here)
        return not more

    def piece(self) -> bytes:
        """What is left of the piece in hand, else the next: whole lines; empty at the end. Raises AdvisorError P817."""
        left = self._text.read()
        self._text = io.StringIO()
        return left.encode("utf-8", "surrogateescape") if left else self._next_piece()

    def give(self, piece: bytes) -> None:
        """Lines are handed out from a piece, the next ones after it."""
        self._text = io.StringIO(piece.decode("utf-8", "surrogateescape"), newline="")

    def __next__(self) -> str:
        line = self._text.readline()
        if not line:
            self.give(self._next_piece())
            line = self._text.readline()
        if not line:
            raise StopIteration
        self.line += 1
        return line

    def _next_piece(self) -> bytes:
        found = self._rest
        while not self._ended:
            more = self._data.read(PIECE)
            self._ended = not more
            found += more or b""
            cut = _last_end(found)
            if cut:
                self._rest = found[cut:]
                return found[:cut]
            if len(found) > MOST_BYTES:
                raise broken(self._path, "a line in it has no end", "one person a row")
        self._rest = b""
        return found


def _last_end(found: bytes) -> int:
    """Where the last whole line ends; a carriage return at the very end may be half of an end."""
    end = found.rfind(b"\n") + 1
    return end if end else found.rfind(b"\r", 0, -1) + 1
