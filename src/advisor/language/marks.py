"""Marks round English words in a text of another language, so that a layout can say which language they are in.

The marks are two private-use characters. They go with the words through every sentence that is built from them, which a
flag beside the text could not do, and every layout takes them out again. An English report holds none.
"""

from __future__ import annotations

import re

__all__ = ["CLOSE", "OPEN", "english", "english_template", "spans", "unmarked"]

OPEN, CLOSE = "\ue3f0", "\ue3f1"
_MARKS = re.compile(f"[{OPEN}{CLOSE}]")
_SLOT = re.compile(r"(\{[a-z0-9_]+\})")


def english(text: str) -> str:
    """``text`` marked as English; nothing stays nothing."""
    return f"{OPEN}{_MARKS.sub('', text)}{CLOSE}" if text else ""


def english_template(text: str) -> str:
    """A text with slots: what is put in later (the answers' words) stands outside the marks."""
    return "".join(piece if _SLOT.fullmatch(piece) else english(piece) for piece in _SLOT.split(text))


def unmarked(text: str) -> str:
    """``text`` without marks: for a terminal, a file name, an attribute."""
    return _MARKS.sub("", text) if OPEN in text or CLOSE in text else text


def spans(text: str) -> list[tuple[str, bool]]:
    """``text`` in pieces, each with whether it is marked as English. Marks without a partner count for nothing."""
    found: list[tuple[str, bool]] = []
    inside = False
    for piece in re.split(f"([{OPEN}{CLOSE}])", text):
        if piece in (OPEN, CLOSE):
            inside = piece == OPEN
        elif piece:
            found.append((piece, inside))
    return found
