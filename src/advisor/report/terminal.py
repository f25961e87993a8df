"""Lines for a terminal: harmless, wrapped to a width in columns, coloured or in ASCII where wanted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from wcwidth import wcswidth, wcwidth

from advisor.language import Language, language, unmarked
from advisor.report.words import neutral

__all__ = ["STYLES", "Page", "columns"]

STYLES = {"bold": "1", "dim": "2", "dominant": "33", "dormant": "36", "alarm": "1;31", "good": "32"}
_PLAIN = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "×": "x", "·": "-", "•": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "°": " deg",
     "≥": ">=", "≤": "<=", "→": "->", "½": "1/2", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l"}
)  # fmt: skip


def columns(text: str) -> int:
    """Columns a terminal needs; the larger of two ways of counting where they differ."""
    if text.isascii() and text.isprintable():
        return len(text)
    return max(wcswidth(text), sum(max(0, wcwidth(character)) for character in text))


class Page:
    """Lines under way: everything is made harmless, wrapped, then coloured."""

    def __init__(self, width: int, colour: bool, ascii_only: bool, say: Language | None = None) -> None:
        self.t = (say or language()).text
        self.width, self.colour, self.ascii_only = width, colour, ascii_only
        self.lines: list[str] = []

    def clean(self, text: str) -> str:
        text = neutral(unmarked(text))
        if not self.ascii_only:
            return text
        spread = unicodedata.normalize("NFKD", text.translate(_PLAIN))
        kept = (c if c.isascii() else "" if unicodedata.combining(c) else "?" for c in spread)
        return "".join(kept)

    def add(self, text: str, *, indent: int = 0, lead: str = "", style: str = "") -> None:
        """A paragraph; ``lead`` (a bullet) stands before its first line, the others hang under the text."""
        indent = min(indent, self.width // 3)
        lead = self.clean(lead)
        lead += " " if lead else ""
        pad = " " * (indent + columns(lead))
        for number, line in enumerate(_wrapped(self.clean(text), self.width - len(pad)) or [""]):
            whole = (" " * indent + lead if number == 0 else pad) + line
            self.lines.append(self.painted(whole.rstrip(), style))

    def painted(self, line: str, style: str) -> str:
        return f"\x1b[{STYLES[style]}m{line}\x1b[0m" if self.colour and style and line else line

    def gap(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def title(self, text: str) -> None:
        self.add(text, style="bold")
        self.lines.append(self.painted("=" * min(self.width, columns(self.clean(text))), "bold"))

    def section(self, text: str, style: str = "bold") -> None:
        self.gap()
        self.add(text.upper(), style=style)
        self.lines.append(self.painted("-" * min(self.width, columns(self.clean(text.upper()))), style))

    def head(self, text: str, style: str = "bold", indent: int = 0) -> None:
        self.gap()
        self.add(text, style=style, indent=indent)

    def each(self, texts: Iterable[str], indent: int = 0) -> None:
        for text in texts:
            self.add(text, lead="-", indent=indent)

    def bar(self, steps: int) -> str:
        return f"[{'#' * steps}{'.' * (3 - steps)}]" if self.ascii_only else "■" * steps + "□" * (3 - steps)


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` columns; a word that is too long is cut."""
    lines, line = [], ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if columns(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _cut(word, width)
        lines += full
    return [*lines, line] if line else lines


def _cut(word: str, width: int) -> list[str]:
    pieces, piece = [], ""
    for character in word:
        if piece and columns(piece + character) > width:
            pieces.append(piece)
            piece = ""
        piece += character
    return [*pieces, piece]
