"""One language: its texts by key, and its numbers, dates and lists. Made once for each code."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Any

from advisor.language.catalogue import LOCALE, Catalogue, read_catalogue
from advisor.language.marks import CLOSE, OPEN

__all__ = ["ENGLISH", "Language", "language", "languages"]

ENGLISH = "en"
_CODE = re.compile(r"([a-z]{2,3})(?:[-_][A-Za-z]{2,4})?(?:\.[A-Za-z0-9-]+)?\Z")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMBER = re.compile(r"(?<![0-9.])([0-9]+)\.([0-9]+)(?![0-9.])")


class Language:
    """What the program says in one language. English is the base: what another language lacks is said in English, marked.

    Texts are plain text; layouts escape. Slots are words, or numbers (which a plural may hang on).
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self.catalogue: Catalogue = read_catalogue(code)
        self.base: Language = self if code == ENGLISH else language(ENGLISH)
        self._made = lru_cache(4096)(self._put_together)
        self._line = lru_cache(8192)(self._on_one_line)

    def text(self, key: str, **slots: str | float) -> str:
        """The text of a key with its slots filled, on one line. Raises KeyError for a key that English does not have."""
        return self._line(key, tuple(slots.items()))

    def _on_one_line(self, key: str, slots: tuple[tuple[str, str | float], ...]) -> str:
        return self._put_together(key, slots).replace("\n\n", " ")

    def paragraphs(self, key: str, **slots: str | float) -> tuple[str, ...]:
        """The paragraphs of a text, each on one line."""
        return tuple(part for part in self._made(key, tuple(slots.items())).split("\n\n") if part)

    def around(self, key: str, slot: str, **slots: str | float) -> tuple[str, str]:
        """What a text has before and after a slot that the layout fills itself (a link, a page number)."""
        before, _, after = self.text(key, **{slot: "\x00"}, **slots).partition("\x00")
        return before, after

    def slots(self, key: str) -> frozenset[str]:
        """The slots of a text: those of the language itself, else of English."""
        return (self if self.has(key) else self.base).catalogue.messages[key].slots

    def has(self, key: str) -> bool:
        """Whether the language itself has the key."""
        return key in self.catalogue.messages

    def missing(self) -> list[str]:
        """The keys of the program's texts that only English has, in order."""
        return sorted(set(self.base.catalogue.messages) - set(self.catalogue.messages))

    def _put_together(self, key: str, slots: tuple[tuple[str, str | float], ...]) -> str:
        if self.has(key):
            return self.catalogue.put_together(key, {name: self._shown(key, value) for name, value in slots})
        base = self.base.catalogue
        given: dict[str, str | float] = dict(slots)
        if base.messages[key].pieces is not None:  # what is put in stands outside the marks
            given = {name: f"{CLOSE}{value}{OPEN}" for name, value in given.items()}
        text = f"{OPEN}{base.put_together(key, given)}{CLOSE}".replace("\n\n", f"{CLOSE}\n\n{OPEN}")
        return text.replace(OPEN + CLOSE, "")

    def _shown(self, key: str, value: str | float) -> str | float:
        """A large number gets its thousands mark as Fluent would write it."""
        plain = self.catalogue.messages[key].pieces is not None
        return self.number(value) if plain and not isinstance(value, str) else value

    # ------------------------------------------------------------- numbers, dates, lists
    def number(self, value: float | str) -> str:
        """A number as the language writes it: ``2.5`` or ``2,5``; a text's digits and sign are kept as they are."""
        if isinstance(value, int) and abs(value) >= 1000:
            from babel.numbers import format_decimal

            return str(format_decimal(value, locale=self.code))
        text = value if isinstance(value, str) else f"{value:g}"
        return text if self.code == ENGLISH else _NUMBER.sub(rf"\1{self._point}\2", text)

    @cached_property
    def _point(self) -> str:
        from babel.numbers import get_decimal_symbol

        return str(get_decimal_symbol(self.code))

    def date(self, day: str) -> str:
        """``2026-11-22`` as ``22 November 2026`` or ``22. November 2026``; anything else as it is."""
        try:
            found = date.fromisoformat(day)
        except ValueError:
            return day
        if self.code == ENGLISH:
            return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"
        from babel.dates import format_date

        return str(format_date(found, "long", locale=self.code))

    def weekdays(self, first: str) -> tuple[tuple[str, str], ...]:
        """The seven weekdays from that of the day ``first`` on (``2026-11-22``), in short and in full: ``("Mo", "Montag")``."""
        days = [date.fromordinal(date.fromisoformat(first).toordinal() + number) for number in range(7)]
        if self.code == ENGLISH:
            return tuple((_WEEKDAYS[day.weekday()][:3], _WEEKDAYS[day.weekday()]) for day in days)
        from babel.dates import format_date

        forms = ((format_date(day, "ccc", locale=self.code), format_date(day, "cccc", locale=self.code)) for day in days)
        return tuple((str(short).rstrip("."), str(full)) for short, full in forms)

    def listed(self, items: Iterable[str], joint: str = "and") -> str:
        """``a``, ``a and b``, ``a, b and c``; with ``joint="or"``: ``a, b or c``."""
        words = list(items)
        if len(words) < 2:
            return "".join(words)
        if self.code == ENGLISH:  # without the comma that CLDR puts before "and"
            return f"{', '.join(words[:-1])} {joint} {words[-1]}"
        from babel.lists import format_list

        return str(format_list(words, style="or" if joint == "or" else "standard", locale=self.code))

    def side(self, side: str) -> str:
        """``left side``, ``both sides``; nothing for the whole body."""
        return self.text("side", side=side) if side in ("left", "right", "both") else "" if side in ("", "whole") else side


@cache
def language(code: str = ENGLISH) -> Language:
    """The language of a code, made once."""
    return Language(code)


def languages(*folders: os.PathLike[str]) -> list[str]:
    """The codes there are texts for: the program's catalogues, and the translations in folders of rules."""
    found = {ENGLISH}
    for folder in (LOCALE, *folders):
        if os.path.isdir(folder):
            found |= {item.name for item in os.scandir(folder) if item.is_dir() and _CODE.match(item.name)}
    return sorted(found)


def code_of(wanted: str) -> str:
    """``de``, ``de_AT`` or ``de-DE.UTF-8`` as the code of a language; what is no such thing comes back as it is."""
    match: Any = _CODE.match(wanted.strip())
    return str(match[1]) if match else wanted.strip()
