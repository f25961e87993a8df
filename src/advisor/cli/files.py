"""Reading answers and writing results: one place for what every verb does with files."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from datetime import date
from pathlib import Path

from advisor.errors import AdvisorError, Place
from advisor.knowledge.source import MAX_BYTES, parse, read_file
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase

__all__ = ["read_answers", "today", "write_result"]


def today() -> date:
    """The date of the report; ``ADVISOR_TODAY`` (year-month-day) sets it, so that a report can be made again."""
    given = os.environ.get("ADVISOR_TODAY")
    if not given:
        return date.today()
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise AdvisorError.of("I703", f'ADVISOR_TODAY is not a date: "{given[:40]}"', "write it as 2026-11-22") from None


def read_answers(path: str, knowledge: KnowledgeBase) -> AnswerSheet:
    """The answer sheet in a file (``-``: standard input). Raises AdvisorError with every problem."""
    from advisor.interview.answers_file import sheet_from

    from_pipe = path == "-"
    document = parse(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input") if from_pipe else read_file(Path(path), path)
    return sheet_from(document.data, knowledge, path, document.source.place)


def write_result(content: bytes, target: str | Path, *, private: bool = True) -> None:
    """Writes beside the target and renames, so that no half file is ever seen; ``-`` is standard output.

    Health data: only the owner may read the file. Raises AdvisorError I701 where it cannot be written.
    """
    if str(target) == "-":
        _to_stdout(content)
        return
    path = Path(target)
    try:
        if path.is_dir():
            raise AdvisorError.of("I701", f"{target} is a folder", "give a file name")
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise _unwritable(path, error) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if not private:
            os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(name)
        if isinstance(error, OSError):
            raise _unwritable(path, error) from None
        raise


def _to_stdout(content: bytes) -> None:
    try:
        stream = sys.stdout.buffer
        stream.write(content)
        stream.flush()
    except BrokenPipeError:
        # The reader went away (head, less): not an error of ours, and nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise AdvisorError.of("I701", f"the output cannot be written: {error.strerror}", "is the disk full?") from None


def _unwritable(path: Path, error: OSError) -> AdvisorError:
    reason = error.strerror or type(error).__name__
    return AdvisorError.of("I701", f"{path} cannot be written: {reason}", "choose another place with -o", Place(str(path)))
