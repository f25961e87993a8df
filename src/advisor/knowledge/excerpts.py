"""What a message shows of a file: its words made harmless, and the line of a place with a caret under its column."""

from __future__ import annotations

import re
import unicodedata

from advisor.errors import Place

__all__ = ["LINE_END", "clean", "excerpt_of"]

LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def clean(text: str, limit: int = 400) -> str:
    """``text`` cut to ``limit``, with what a terminal would obey or hide shown as ``?``."""
    kept = "".join(
        ch if ch.isprintable() or ch in "\u200c\u200d" or unicodedata.category(ch) == "Zs" else "?" for ch in text[:limit]
    )
    return kept if len(text) <= limit else kept[: limit - 3] + "..."


def excerpt_of(lines: list[str], place: Place) -> str:
    """The line of ``place`` with a caret under its column, "" where there is no such line."""
    if not 0 < place.line <= len(lines):
        return ""
    start = max(0, place.column - 60)
    shown = clean(lines[place.line - 1][start : start + 110].replace("\t", " "))
    number = str(place.line)
    caret = " " * _columns(shown[: max(0, place.column - 1 - start)]) + "^"
    return f"  {number} | {shown}\n  {' ' * len(number)} | {caret}"


def _columns(text: str) -> int:
    """How many columns of a terminal the text takes: a Thai vowel sign none, most emoji two."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    width = int(wcswidth(text))
    return width if width >= 0 else len(text)
