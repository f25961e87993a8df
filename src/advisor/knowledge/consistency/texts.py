"""What a runner may read in ``rules/``, text by text, each with the place where it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from advisor.model import knowledge as k
from advisor.model.base import KnowledgeBase

__all__ = ["FIELDS", "RunnerText", "plain", "runner_texts", "texts_of"]

FIELDS: Mapping[type[k.Frozen], tuple[str, ...]] = {
    k.Question: ("ask", "help", "none", "options"),
    k.Sign: ("words",),
    k.SelfTest: ("name", "setup", "how", "counts", "stop", "mistakes", "norm", "norms", "substitute", "instead"),
    k.Norm: ("note", "none"),
    k.Instead: ("words",),
    k.Symptom: ("name", "ask", "help"),
    k.Muscle: ("name", "does"),
    k.Rule: ("title", "because", "advise", "weakens", "words"),
    k.Flag: ("title", "words"),
    k.Words: ("noticed", "do", "who", "soon", "avoid"),
    k.Exercise: (
        "name", "setup", "movement", "cues", "feel", "fault", "stop", "pass_", "back", "ends", "why", "substitute", "dose",
        "variants",
    ),
    k.Variant: ("say", "setup", "movement", "dose"),
    k.Fault: ("sign", "do"),
    k.Dose: ("note",),
}  # fmt: skip
"""The fields a runner reads, in their order. A list of steps, cues or options is one text; a field that holds a type of its
own (``words``, ``fault``, ``dose``) gives that type's texts. All other text is the coach's or the machine's."""

_SLOT = re.compile(r"\{[a-z0-9_]+\}")
_OPEN = re.compile(r"[\[\]]")


@dataclass(frozen=True, slots=True)
class RunnerText:
    """One text: ``table`` and ``id`` name its entry, ``path`` leads to it inside that entry."""

    table: str
    id: str
    path: tuple[str | int, ...]
    text: str

    @property
    def where(self) -> str:
        """``exercises clam movement``."""
        return " ".join([self.table, self.id, *map(str, self.path)])


def runner_texts(kb: KnowledgeBase) -> Iterator[RunnerText]:
    """Every text a runner may read, table by table in the base's order. Mechanism, limits and supports are the coach's."""
    for table in ("questions", "signs", "tests", "symptoms", "muscles", "rules", "flags", "exercises"):
        for name, item in getattr(kb, table).items():
            if table == "questions" and name in kb.symptoms:
                continue  # made from the symptom, whose own texts follow
            yield from texts_of(table, name, item)
    for term, meaning in kb.glossary.items():
        yield RunnerText("glossary", term, ("terms", term), meaning)


def texts_of(table: str, name: str, item: k.Frozen, path: tuple[str | int, ...] = ()) -> Iterator[RunnerText]:
    """The texts of one entry that are not empty."""
    for field in FIELDS[type(item)]:
        value: Any = getattr(item, field, None)
        here = (*path, field.rstrip("_"))
        parts = (
            value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, tuple) else ((None, value),)
        )
        inner = [(key, part) for key, part in parts if isinstance(part, k.Frozen)]
        if inner:
            for key, part in inner:
                yield from texts_of(table, name, part, here if key is None else (*here, key))
            continue
        text = value if isinstance(value, str) else joined(value)
        if text:
            yield RunnerText(table, name, here, text)


def joined(value: Any) -> str:
    """Steps, cues or options as one text, each closed by a full stop."""
    lines = list(value.values() if isinstance(value, Mapping) else value or ())
    return " ".join(line if line[-1:] in ".!?:" else f"{line}." for line in lines)


def plain(text: str, slot: str = "10 seconds") -> str:
    """The text as read when every answer is known: brackets opened, each slot filled with ``slot``."""
    return _OPEN.sub("", _SLOT.sub(slot, text))
