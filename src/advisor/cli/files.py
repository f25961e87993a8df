"""Reading answers and writing results: one place for what every verb does with files."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from dataclasses import replace
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
        day = date.fromisoformat(given)
        if not 1900 <= day.year <= 9000:  # weeks are added to it
            raise ValueError
        return day
    except ValueError:
        raise AdvisorError.of("I703", f'ADVISOR_TODAY is not a date: "{given[:40]}"', "write it as 2026-11-22") from None


def read_answers(path: str, knowledge: KnowledgeBase) -> AnswerSheet:
    """The answer sheet in a file (``-``: standard input). Raises AdvisorError with every problem."""
    from advisor.interview.answers_file import sheet_from

    document = parse(_piped(), "standard input") if path == "-" else read_file(Path(path), path)
    source = document.source
    try:
        return sheet_from(document.data, knowledge, source.name, source.place)
    except AdvisorError as error:
        raise AdvisorError(replace(item, excerpt=source.excerpt(item.place)) for item in error.diagnostics) from None


def _piped() -> bytes:
    if sys.stdin is None:
        raise AdvisorError.of("Y109", "standard input is closed", "give the path of a file", Place("standard input"))
    try:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message, place = f"standard input cannot be read: {reason}", Place("standard input")
        raise AdvisorError.of("Y109", message, "give the path of a file", place) from None


def write_result(content: bytes, target: str | Path, *, private: bool = True) -> None:
    """Writes beside the target and renames, so that no half file is ever seen; ``-`` is standard output.

    Health data: only the owner may read the file. A device or a pipe (``/dev/null``, a named pipe) is written to, never
    replaced, and so is the file that a link points to. Raises AdvisorError I701 where it cannot be written.
    """
    if str(target) == "-":
        _to_stdout(content)
        return
    try:
        path = Path(os.path.realpath(target)) if os.path.islink(target) else Path(target)
        if path.is_dir():
            raise AdvisorError.of("I701", f"{target} is a folder", "give a file name")
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                stream.write(content)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".advisor-", suffix=".part")
    except (OSError, ValueError) as error:
        raise _unwritable(target, error) from None
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
            raise _unwritable(target, error) from None
        raise


def _to_stdout(content: bytes) -> None:
    if sys.stdout is None:
        raise AdvisorError.of("I701", "standard output is closed", "choose a file with -o")
    try:
        stream = sys.stdout.buffer
        stream.write(content)
        stream.flush()
    except BrokenPipeError:
        _say_no_more()  # the reader went away (head, less): not an error of ours
    except OSError as error:
        _say_no_more()
        raise AdvisorError.of("I701", f"the output cannot be written: {error.strerror}", "is the disk full?") from None


def _say_no_more() -> None:
    """Points standard output at nothing, so that what is left in its buffer fails no second time when Python ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unwritable(target: str | Path, error: Exception) -> AdvisorError:
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return AdvisorError.of("I701", f"{target} cannot be written: {reason}", "choose another place with -o", Place(str(target)))
