"""The file an interview is kept in: locked, owner-only, replaced whole, so that no half file is ever seen.

The content is written beside the file, flushed to the disk, then renamed over it: killed at any moment, the file holds the
last complete answer. Codes: I701 (cannot be written), I704 (another interview holds it).
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from advisor.errors import AdvisorError, Place

__all__ = ["SaveFile", "plain_yaml"]

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*\Z")
_NOT_TEXT = {"null", "true", "false"}


class SaveFile:
    """One interview's file; a context manager that holds its lock."""

    def __init__(self, path: str | Path) -> None:
        self.name = str(path)
        self.path = Path(os.path.realpath(path))
        self._lock_path = self.path.with_name(f".{self.path.name}.lock")
        self._beside = self.path.with_name(f".{self.path.name}.part")
        self._lock = -1

    def __enter__(self) -> SaveFile:
        """Takes the lock, and finds out now whether the folder can be written to. Raises AdvisorError (I701, I704)."""
        try:
            if self.path.exists() and not self.path.is_file():
                raise self._unwritable("it is not a plain file")
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._take()
        except OSError as error:
            raise self._unwritable(error.strerror or type(error).__name__) from None
        return self

    def __exit__(self, *_: object) -> None:
        if self._lock >= 0:
            # Removed while still held: whoever waits for this file sees that it is gone and opens the new one.
            with contextlib.suppress(OSError):
                os.unlink(self._lock_path)
            os.close(self._lock)
            self._lock = -1

    def _take(self) -> None:
        while True:
            handle = os.open(self._lock_path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
            if not _locked(handle):
                os.close(handle)
                message = f"another interview is using {self.name}"
                raise AdvisorError.of("I704", message, "finish that one first, or give this one its own file with --save FILE")
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(handle), os.stat(self._lock_path)):
                    self._lock = handle
                    return
            os.close(handle)

    def write(self, text: str) -> None:
        """Replaces the file. Raises AdvisorError I701; then the file is as it was before."""
        try:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self._beside)
            handle = os.open(self._beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
            with os.fdopen(handle, "wb") as stream:
                stream.write(text.encode())
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(self._beside, self.path)
            _sync_folder(self.path.parent)
        except BaseException as error:
            with contextlib.suppress(OSError):
                os.unlink(self._beside)
            if isinstance(error, OSError):
                raise self._unwritable(error.strerror or type(error).__name__) from None
            raise

    def _unwritable(self, reason: str) -> AdvisorError:
        hint = "choose another place with --save FILE"
        return AdvisorError.of("I701", f"the answers cannot be saved in {self.name}: {reason}", hint, Place(self.name))


def _sync_folder(folder: Path) -> None:
    """So that the rename itself outlives a power cut, where the system can do that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


if sys.platform == "win32":

    def _locked(handle: int) -> bool:
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:

    def _locked(handle: int) -> bool:
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def plain_yaml(data: Mapping[str, Any], indent: str = "") -> str:
    """Plain data as YAML that the knowledge reader reads back equal: two levels in block form, the rest in one line each."""
    lines = []
    for key, value in data.items():
        start = f"{indent}{_flow(key)}:"
        if isinstance(value, Mapping) and value and not indent:
            lines += [start, plain_yaml(value, indent + "  ").rstrip("\n")]
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            lines += [start, *(f"{indent}  - {_flow(item)}" for item in value)]
        else:
            lines.append(f"{start} {_flow(value)}")
    return "\n".join(lines) + "\n"


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_flow(k)}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    if isinstance(value, str) and _PLAIN.match(value) and value not in _NOT_TEXT:
        return value
    return json.dumps(value, ensure_ascii=False)
