"""Checks a language's catalogue against English: what a translator may have broken, each with its place (codes T8xx)."""

from __future__ import annotations

from pathlib import Path

from advisor.errors import Diagnostic, Place, nearest
from advisor.language.catalogue import LOCALE, Message, messages_of, read_catalogue

__all__ = ["check_catalogue"]


def check_catalogue(code: str, folder: Path | None = None) -> list[Diagnostic]:
    """Every problem of ``locale/<code>`` (or of another folder): unreadable messages, unknown keys, slots, keys twice."""
    base = read_catalogue("en").messages
    found: list[Diagnostic] = []
    seen: dict[str, Message] = {}
    for path in sorted((folder or LOCALE / code).glob("*.ftl")):
        name = f"locale/{code}/{path.name}"
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            found.append(Diagnostic(Place(name), "Y101", "the file is not UTF-8 text", "save it as UTF-8 and try again"))
            continue
        lines = text.split("\n")
        found += _unreadable(text, name)
        for message in messages_of(text, path.name):
            place = Place(name, message.line, 1)
            shown = _excerpt(lines, place)
            if message.key in seen:
                found.append(Diagnostic(place, "T808", f'"{message.key}" is translated twice', "keep one of the two", shown))
            elif message.key not in base:
                hint = nearest(message.key, base) or "take it out: English has no such key"
                found.append(Diagnostic(place, "T801", f'the program has no text "{message.key}"', hint, shown))
            else:
                found += _slots(message, base[message.key], place, shown)
            seen.setdefault(message.key, message)
    return sorted(found)


def _slots(message: Message, base: Message, place: Place, shown: str) -> list[Diagnostic]:
    lacking = sorted(base.slots - message.slots)
    extra = sorted(message.slots - base.slots)
    hint = "put it where English has it"
    found = [Diagnostic(place, "T802", f"the slot {{ ${name} }} is missing", hint, shown) for name in lacking]
    hint = "English has no such slot here: take it out"
    return found + [Diagnostic(place, "T803", f"there is a slot {{ ${name} }} too many", hint, shown) for name in extra]


def _unreadable(text: str, name: str) -> list[Diagnostic]:
    """Pieces that Fluent cannot read."""
    from fluent.syntax import FluentParser, ast

    found = []
    for entry in FluentParser().parse(text).body:
        if isinstance(entry, ast.Junk) and entry.span is not None:
            line = text.count("\n", 0, entry.span.start) + 1
            place = Place(name, line, 1)
            words = str(entry.annotations[0].message) if entry.annotations else "it is no message"
            hint = "close every { with }, and write key = text"
            if entry.annotations and entry.annotations[0].code == "E0010":  # a choice by number or kind, without its last resort
                hint = "mark one form with *, as in *[other]"
            found.append(
                Diagnostic(place, "T806", f"this message cannot be read: {words}", hint, _excerpt(text.split("\n"), place))
            )
    return found


def _excerpt(lines: list[str], place: Place) -> str:
    number = str(place.line)
    return f"  {number} | {lines[place.line - 1][:110]}\n  {' ' * len(number)} | ^"
