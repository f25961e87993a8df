"""A file that appears under its name only when it is whole: written beside, flushed to the disk, then renamed."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from types import TracebackType

from advisor.errors import AdvisorError, Place
from advisor.knowledge.excerpts import clean

__all__ = ["PartFile", "unwritable"]


def unwritable(target: str, error: BaseException) -> AdvisorError:
    """I701, with the system's reason."""
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    name = clean(target, 200)
    hint = "is the disk full? nothing was left under that name"
    return AdvisorError.of("I701", f"{name} cannot be written: {clean(reason, 160)}", hint, Place(name))


class PartFile:
    """``path`` is the hidden part beside ``target``, for its owner alone (0600). :meth:`commit` gives it its name."""

    def __init__(self, target: str) -> None:
        self.target = target
        final = Path(os.path.realpath(target))
        self._final = final
        try:
            final.parent.mkdir(parents=True, exist_ok=True)
            handle, self.path = tempfile.mkstemp(dir=final.parent, prefix=f".{final.name[:60]}-", suffix=".part")
        except (OSError, ValueError) as error:
            raise unwritable(target, error) from None
        os.close(handle)

    def write(self, content: bytes) -> None:
        """All of it at once. Raises AdvisorError I701."""
        try:
            with open(self.path, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise unwritable(self.target, error) from None

    def commit(self) -> None:
        """Gives the part its name. Raises AdvisorError I701."""
        try:
            os.chmod(self.path, 0o600)
            os.replace(self.path, self._final)
        except OSError as error:
            raise unwritable(self.target, error) from None

    def __enter__(self) -> PartFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        with contextlib.suppress(OSError):
            os.unlink(self.path)  # gone already where it was committed
