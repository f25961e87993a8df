"""What was read from rule files, kept between runs: reading YAML is half of the time it takes to load a knowledge base.

Kept is the plain data of files that parsed without a problem, as JSON, by the hash of the file's bytes. It is never more than
a short cut: everything is validated, linked and checked anew each time, and a file that changed by one byte is read again. No
answer of a runner is ever kept here. ``ADVISOR_CACHE`` names another folder, or ``off``.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from advisor import __version__

__all__ = ["Kept"]

FORMAT = 2
MAX_BYTES = 40_000_000
LEAST_BYTES = 100_000  # a small knowledge base is read as fast as this file
MOST_FOLDERS = 8


class Kept:
    """The kept data of one rules folder. Trouble of any kind (no home, a full disk, a damaged file) means: nothing kept."""

    def __init__(self, root: Path) -> None:
        self._path = _place(root)
        self._old = _read(self._path) if self._path else {}
        self._new: dict[str, list[Any]] = {}
        self._bytes = 0

    def get(self, name: str, raw: bytes) -> Any | None:
        """The data of the file, or None where it must be read."""
        digest = hashlib.sha256(raw).hexdigest()
        self._bytes += len(raw)
        entry = self._old.get(name)
        if isinstance(entry, list) and len(entry) == 2 and entry[0] == digest:
            self._new[name] = entry
            return entry[1]
        return None

    def put(self, name: str, raw: bytes, data: Any) -> None:
        self._new[name] = [hashlib.sha256(raw).hexdigest(), data]

    def save(self) -> None:
        """Writes beside and renames, where something changed. Only the owner can read it."""
        if self._path is None or self._new == self._old or self._bytes < LEAST_BYTES:
            return
        with contextlib.suppress(OSError, ValueError):
            body = json.dumps(self._new, separators=(",", ":")).encode()  # in the order written: it counts
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, beside = tempfile.mkstemp(dir=self._path.parent, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
                os.replace(beside, self._path)
            except OSError:
                os.unlink(beside)
                raise
            _forget(self._path.parent)


def _place(root: Path) -> Path | None:
    wanted = os.environ.get("ADVISOR_CACHE", "")
    if wanted == "off":
        return None
    try:
        if wanted:
            folder = Path(wanted)
        else:
            from platformdirs import user_cache_path

            folder = user_cache_path("advisor", appauthor=False)
        key = f"{FORMAT} {__version__} {root.resolve()}"
    except (OSError, RuntimeError, ValueError):  # no home folder
        return None
    return folder / f"rules-{hashlib.sha256(os.fsencode(key)).hexdigest()[:16]}.json"


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            about = os.fstat(stream.fileno())
            if about.st_size > MAX_BYTES or (hasattr(os, "getuid") and about.st_uid != os.getuid()):
                return {}
            digest, _, body = stream.read().partition(b"\n")
        found = json.loads(body) if digest.decode() == hashlib.sha256(body).hexdigest() else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _forget(folder: Path) -> None:
    """Keeps the newest few: a folder that is gone leaves nothing for ever."""
    files = sorted(folder.glob("rules-*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in files[MOST_FOLDERS:]:
        path.unlink(missing_ok=True)
