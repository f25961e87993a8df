"""What the signs of a printed report mean: each character that stands there as a code alone, with its name.

A name of forty Chinese letters would fill the cover with their names; so the codes stand in place, and the names once at the end.
The one page of an emergency has no such list: only what to do now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from advisor.language import ENGLISH, Language, english
from advisor.report.glyphs import kind_of

__all__ = ["signs"]

_RUN = 3  # so many that follow each other, and whose names say no more than their codes, are one line


def signs(chars: Iterable[str], say: Language) -> list[dict[str, str]]:
    """A line each, by code: ``code`` ("U+6F22", "U+4E00 to U+4E05") and ``name``, or an honest word where there is none.

    Names are English in every language, and marked so.
    """
    found: list[dict[str, str]] = []
    for codes, (kind, name) in _runs(sorted(map(ord, set(chars)))):
        few = [(code, code) for code in codes] if len(codes) < _RUN else [(codes[0], codes[-1])]
        for first, last in few:
            names = [f"{name}-{code:04x}" for code in (first, last)] if kind == "numbered" else [name, name]
            words = [english(one) for one in names] if say.code != ENGLISH else names
            shown = _span(words, say) if name else say.text(f"sign-{kind}")
            found.append({"code": _span([f"U+{first:04X}", f"U+{last:04X}"], say), "name": shown})
    return found


def _span(ends: list[str], say: Language) -> str:
    first, last = ends
    return first if first == last else say.text("sign-span", first=first, last=last)


def _runs(codes: list[int]) -> Iterator[tuple[list[int], tuple[str, str]]]:
    """Codes that follow each other and are of one kind; a character with a name of its own stands by itself."""
    sorts = [kind_of(chr(code)) for code in codes]
    for (_, kind), run in groupby(enumerate(codes), key=lambda pair: (pair[1] - pair[0], sorts[pair[0]])):
        yield [code for _, code in run], kind
