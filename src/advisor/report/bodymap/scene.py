"""One view as SVG: the order in which its parts are painted, and the pens that draw them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from advisor.report.bodymap import paint
from advisor.report.bodymap.atlas import Scene, Shape
from advisor.report.bodymap.findings import Mark

MIRROR = 'transform="scale(-1 1)"'


class Pen(Protocol):
    """Draws the parts of one view: some of its muscles, or a quiet part by its name in ``Scene.paths``."""

    def shapes(self, drawn: Sequence[Shape]) -> str: ...

    def quiet(self, part: str, style: str) -> str: ...


def drawn(
    scene: Scene, painted: Mapping[tuple[str, str], Mark], pen: Pen, *, transform: str, fibres: bool, prefix: str
) -> str:  # fmt: skip
    """Quiet body first, then what is marked, so that nothing quiet covers a mark."""
    seen_into = scene.view == "breath"

    def quiet(*, deep: bool) -> str:
        return pen.shapes([s for s in scene.shapes if s.deep == deep and (s.muscle, s.side) not in painted])

    def marked(*, deep: bool, style: str) -> str:
        groups: dict[str, dict[int, list[Shape]]] = {}
        for s in scene.shapes:
            mark = painted.get((s.muscle, s.side))
            if mark and s.deep == deep:
                level = paint.tone(mark.verdict, mark.strength)
                groups.setdefault(mark.verdict, {}).setdefault(level, []).append(s)
        out = ""
        for verdict, levels in sorted(groups.items()):
            inks = "".join(
                f'<g fill="url(#{paint.paint_id(verdict, level, prefix)})">{pen.shapes(here)}</g>'
                for level, here in sorted(levels.items())
            )
            out += f'<g stroke="{paint.EDGE[verdict]}">{inks}</g>'
        return grouped(style, out)

    skin = f'fill="{paint.SKIN}" stroke="{paint.SKIN_EDGE}" stroke-width="2"'
    muscle = f'fill="url(#{paint.muscle_id(prefix)})" stroke="{paint.MUSCLE_EDGE}" stroke-width="1.2"'
    dashed = f'fill="none" stroke="{paint.DEEP_EDGE}" stroke-dasharray="3 4"'
    return "".join(
        [
            f'<g transform="{transform}">',
            pen.quiet("body", skin),
            pen.quiet("feet", skin) if scene.feet else "",
            pen.quiet("hair", f'fill="{paint.HAIR}"'),
            pen.quiet("other", muscle),
            grouped(muscle, quiet(deep=False) + (quiet(deep=True) if seen_into else "")),
            pen.quiet("tendon", f'fill="{paint.TENDON}" stroke="{paint.TENDON_EDGE}"'),
            pen.quiet("fibres", f'fill="none" stroke="{paint.FIBRE}" stroke-width=".9"') if fibres else "",
            pen.quiet("lines", f'fill="none" stroke="{paint.LINE}" stroke-width="1.4"'),
            marked(deep=False, style='stroke-width="2.2"'),
            "" if seen_into else grouped(dashed, quiet(deep=True)),
            marked(deep=True, style='stroke-width="2.6" stroke-dasharray="7 5" fill-opacity=".82"'),
            "</g>",
        ]
    )


def grouped(style: str, drawn: str) -> str:
    return f"<g {style}>{drawn}</g>" if drawn else ""


@dataclass(frozen=True)
class SharedPen:
    """Draws each path once; its mirror image is a reference to it.

    ``lender`` is the prefix of a wide map that stands in the same page: every path is then a reference to that map's, and
    nothing here has an id. It may be hidden there.
    """

    scene: Scene
    prefix: str
    lender: str | None = None

    def shapes(self, drawn: Sequence[Shape]) -> str:
        """What is unpaired first, so that both sides of a pair lie over it alike."""
        here = "".join(self._shape(s) for s in sorted(drawn, key=lambda s: s.side != "whole") if not s.flip)
        there = "".join(self._shape(s) for s in drawn if s.flip)
        return here + grouped(MIRROR, there)

    def _shape(self, s: Shape) -> str:
        if self.lender is not None:
            return f'<use href="#{self.lender}{s.source}"/>'
        if s.id == s.source:
            return f'<path id="{self.prefix}{s.id}" d="{s.path}"/>'
        return f'<use id="{self.prefix}{s.id}" href="#{self.prefix}{s.source}"/>'

    def quiet(self, part: str, style: str) -> str:
        """A part that is no muscle, with its other half.

        The style stands on a group round the reference: a page's rules do not reach into what is referred to.
        """
        view = "front" if part == "body" and self.scene.view == "back" else self.scene.view
        drawn_by = self.prefix if self.lender is None else self.lender
        again = f'href="#{drawn_by}{"left" if view == "right" else view}-{part}"'
        mirrored = f"<use {again} {MIRROR}/>" if view != "left" else ""
        path = self.scene.paths[part]
        if view == "right":
            return f"<g {style}>{mirrored}</g>"
        if view != self.scene.view or (path and self.lender is not None):
            return f"<g {style}><use {again}/>{mirrored}</g>"
        return f'<g {style}><path id="{self.prefix}{view}-{part}" d="{path}"/>{mirrored}</g>' if path else ""
