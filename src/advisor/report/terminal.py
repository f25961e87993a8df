"""Lines for a terminal: harmless, wrapped to a width in columns, coloured or in ASCII where wanted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from wcwidth import wcswidth, wcwidth

from advisor.language import Language, language, unmarked
from advisor.report.words import neutral

__all__ = ["STYLES", "Page", "Span", "columns"]

STYLES = {"bold": "1", "dim": "2", "dominant": "33", "dormant": "36", "unclear": "35", "alarm": "1;31", "good": "1;32"}
Span = tuple[str, str]  # words and the name of their style ("" for none)
_PLAIN = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "×": "x", "·": "-", "•": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "°": " deg",
     "≥": ">=", "≤": "<=", "→": "->", "½": "1/2", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "─": "-", "═": "=", "„": '"'}
)  # fmt: skip
# Letters of one column each, whatever stands beside them: ASCII, Latin, dashes and quotes, signs, lines, blocks and braille.
_ONE_EACH = re.compile(r"[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u2193\u2212\u2264\u2265\u2500-\u25a1\u2800-\u28ff]*")


def columns(text: str) -> int:
    """Columns a terminal needs; the larger of two ways of counting where they differ."""
    if _ONE_EACH.fullmatch(text):
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
        for spans in self.wrapped(text, self.width, indent=indent, lead=lead, style=style):
            self.put(spans)

    def wrapped(
        self, text: str, width: int, *, indent: int = 0, lead: str = "", style: str = "", lead_style: str = ""
    ) -> list[list[Span]]:  # fmt: skip
        """A paragraph as lines of at most ``width`` columns, not put down yet."""
        indent = min(indent, width // 3)
        if lead:
            lead = "".join(_lines(self.clean(lead), max(1, width // 3))[:1])
            lead += " " if lead else ""
        pad = " " * (indent + columns(lead))
        lines = _lines(self.clean(text), width - len(pad)) or [""]
        first = [(" " * indent, ""), (lead, lead_style), (lines[0], style)]
        return [first, *([(pad, ""), (line, style)] for line in lines[1:])]

    def put(self, spans: Iterable[Span]) -> None:
        """One line of clean spans, spaces at its end left off."""
        spans = list(spans)
        while spans and not spans[-1][0].rstrip():
            spans.pop()
        if spans:
            spans[-1] = (spans[-1][0].rstrip(), spans[-1][1])
        self.lines.append("".join(self.painted(words, style) for words, style in spans))

    def painted(self, words: str, style: str) -> str:
        return f"\x1b[{STYLES[style]}m{words}\x1b[0m" if self.colour and style and words.strip() else words

    def gap(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def title(self, text: str, aside: str = "") -> None:
        """The report's name, with the day at the right edge where both fit, over a double line."""
        text, aside = self.clean(text), self.clean(aside)
        room = self.width - columns(text) - columns(aside)
        if aside and room >= 2:
            self.put([(text, "bold"), (" " * room, ""), (aside, "dim")])
        else:
            self.add(text, style="bold")
            self.add(aside, style="dim")
        self.put([(self.clean("═") * self.width, "bold")])

    def section(self, text: str, style: str = "bold") -> None:
        """A heading in capitals in a line across the page."""
        self.gap()
        line, words = self.clean("─"), self.clean(text.upper())
        room = self.width - columns(words) - 4
        if room >= 2:
            self.put([(f"{line * 2} ", "dim"), (words, style), (f" {line * room}", "dim")])
        else:
            self.add(words, style=style)
            self.put([(line * self.width, "dim")])

    def head(self, text: str, style: str = "bold", indent: int = 0) -> None:
        self.gap()
        self.add(text, style=style, indent=indent)

    def each(self, texts: Iterable[str], indent: int = 0) -> None:
        for text in texts:
            self.add(text, lead="-", indent=indent)

    def bar(self, steps: int) -> str:
        return f"[{'#' * steps}{'.' * (3 - steps)}]" if self.ascii_only else "■" * steps + "□" * (3 - steps)


def _lines(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` columns; a word that is too long is cut."""
    simple = _ONE_EACH.fullmatch(text)
    measure = len if simple else columns
    lines, line = [], ""
    for gap, piece in ((" ", word) for word in text.split()) if simple else _pieces(text):
        joined = f"{line}{gap}{piece}" if line else piece
        if measure(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = [piece] if measure(piece) <= width else _cut(piece, width)
        lines += full
    return [*lines, line] if line else lines


def _pieces(text: str) -> Iterator[Span]:
    """What may not be parted, with what stands before it: words, and the letters of scripts written without spaces."""
    for word in text.split():
        if word.isascii() or not any(_ideograph(letter) for letter in word):
            yield " ", word
            continue
        gap, piece = " ", ""
        for letter in word:
            clings = unicodedata.category(letter) in ("Po", "Pe", "Pf", "Mn", "Me", "Mc", "Cf")
            if piece and not clings and (_ideograph(letter) or _ideograph(piece[-1])):
                yield gap, piece
                gap, piece = "", ""
            piece += letter
        yield gap, piece


def _ideograph(letter: str) -> bool:
    return not letter.isascii() and wcwidth(letter) == 2 and unicodedata.category(letter) == "Lo"


def _cut(word: str, width: int) -> list[str]:
    """A word in pieces of at most ``width`` columns; what is drawn as one (an emoji, a letter and its marks) stays together."""
    pieces, piece = [], ""
    for drawn in _drawn(word, width):
        if piece and columns(piece + drawn) > width:
            pieces.append(piece)
            piece = ""
        piece += drawn
    return [*pieces, piece]


def _drawn(word: str, width: int) -> Sequence[str]:
    """Letters with what is drawn on them, and emoji tied by a joiner, while that fits."""
    found: list[str] = []
    for letter in word:
        tied = found and (found[-1].endswith("\u200d") or wcwidth(letter) == 0)
        if tied and columns(found[-1] + letter) <= width:
            found[-1] += letter
        else:
            found.append(letter)
    return found
