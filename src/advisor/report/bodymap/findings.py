"""What is marked, in order: marks become paint for shapes and findings for words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from advisor.report.bodymap import paint
from advisor.report.bodymap.atlas import scenes, views
from advisor.report.bodymap.labels import Written

MUSCLE_VIEWS: Mapping[str, tuple[str, ...]] = MappingProxyType(views())
UNPAIRED = frozenset(s.muscle for scene in scenes() for s in scene.shapes if s.side == "whole")


@dataclass(frozen=True)
class Mark:
    muscle: str
    side: Literal["left", "right", "whole"]
    verdict: Literal["dominant", "dormant", "unclear"]
    strength: float


@dataclass(frozen=True)
class Finding:
    """What one label and one sentence of the description say."""

    muscle: str
    side: str  # "left", "right", "both" or "" for an unpaired muscle
    verdict: str
    strength: float
    name: str
    note: str = ""


def clean(text: str) -> str:
    """One line, without characters that XML cannot carry."""
    kept = "".join(c if c.isprintable() and not 0xD800 <= ord(c) <= 0xDFFF and ord(c) & 0xFFFE != 0xFFFE else " " for c in text)
    return " ".join(kept.split())


def escape(text: str) -> str:
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        .replace('"', "&quot;").replace("'", "&#39;")
    )  # fmt: skip


def by_shape(marks: Sequence[Mark]) -> dict[tuple[str, str], Mark]:
    """(muscle, side of the shape) -> its mark; a one-sided mark beats a whole one."""
    found: dict[tuple[str, str], Mark] = {}
    # A strength that is not a number counts as none, so that the order stays total.
    ordered = sorted(marks, key=lambda m: (m.side != "whole", m.strength if m.strength > 0 else 0.0, m.verdict, m.muscle, m.side))
    for mark in ordered:
        if mark.muscle not in MUSCLE_VIEWS:
            raise ValueError(f"unknown muscle: {mark.muscle!r}")
        if mark.verdict not in paint.VERDICTS or mark.side not in ("left", "right", "whole"):
            raise ValueError(f"not a mark: {mark!r}")
        if mark.muscle in UNPAIRED:
            found[mark.muscle, "whole"] = mark
        else:
            for side in ("left", "right") if mark.side == "whole" else (mark.side,):
                found[mark.muscle, side] = mark
    return found


def findings(painted: Mapping[tuple[str, str], Mark], names: Mapping[str, str], written: Written) -> list[Finding]:
    """What is marked, a muscle at a time; a pair whose sides agree is one finding."""
    found: list[Finding] = []

    def add(mark: Mark, side: str, strength: float) -> None:
        found.append(Finding(mark.muscle, side, mark.verdict, strength, name, written.note(mark.verdict, side)))

    for muscle in sorted({m for m, _ in painted}):
        name = clean(names.get(muscle, "")) or muscle.replace("_", " ")
        whole, left, right = (painted.get((muscle, s)) for s in ("whole", "left", "right"))
        if whole:
            add(whole, "", whole.strength)
        elif left and right and left.verdict == right.verdict:
            add(left, "both", max(left.strength, right.strength))
        else:
            for side, mark in (("left", left), ("right", right)):
                if mark:
                    add(mark, side, mark.strength)
    return found


def described(findings: Sequence[Finding], written: Written, key: str = "map-described") -> str:
    """The picture in words, in the sentence of ``key``."""
    if not findings:
        return written.text("map-empty")
    parts = []
    for verdict in paint.VERDICTS:
        of = sorted((f for f in findings if f.verdict == verdict), key=lambda f: (f.name, f.side))
        if of:
            names = ", ".join(written.name_place(f.name, f.side) for f in of)
            parts.append(written.text("label-with-words", label=written.verdict(verdict), words=names))
    return written.text(key, marked="; ".join(parts))
