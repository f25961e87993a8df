"""The body map: marks in, one self-contained SVG out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from advisor.language import Language, language
from advisor.report.bodymap import paint, tall, wide, words
from advisor.report.bodymap.atlas import Scene, Shape, scenes
from advisor.report.bodymap.findings import (
    Mark,
    by_shape,
    clean,
    described,
    escape,
    findings,
)
from advisor.report.bodymap.labels import Written
from advisor.report.bodymap.outlines import FIGURES, FigureKind
from advisor.report.bodymap.words import Sheet

LAYOUTS = {"wide": wide.sheet, "tall": tall.sheet}
_MIRROR = 'transform="scale(-1 1)"'
_PREFIX = re.compile(r"(?:[a-z][a-z0-9-]*)?")


def body_map(
    marks: Sequence[Mark], *, names: Mapping[str, str], title: str = "Body map", layout: Literal["wide", "tall"] = "wide",
    prefix: str = "", say: Language | None = None, figure: FigureKind = "neutral",
) -> str:  # fmt: skip
    """One self-contained SVG of the marked body; the same marks give the same bytes.

    ``prefix`` begins every id, so that two maps can stand in one page; a muscle's is its view, its name and the side, as
    in ``back-soleus-left``. ``figure`` chooses the outline; the muscles stay. ``ValueError`` where something is not known.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"not a prefix of ids: {prefix!r}")
    if figure not in FIGURES:
        raise ValueError(f"not a figure: {figure!r}; one of {', '.join(FIGURES)}")
    painted = by_shape(marks)
    written = Written(say or language())
    found = findings(painted, names, written)
    title = clean(title)
    sheet = LAYOUTS[layout](found, title, prefix, written)
    inset = words.number(sheet.border / 2)
    out = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {sheet.width} {sheet.height}" role="img" '
            'font-family="Noto Sans, sans-serif">'
        ),
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(described(found, written))}</desc>",
        paint.definitions(prefix, sheet.coarse),
        (
            f'<rect x="{inset}" y="{inset}" width="{sheet.width - sheet.border}" height="{sheet.height - sheet.border}" '
            f'rx="{sheet.radius}" fill="{paint.PANEL}" stroke="{paint.PANEL_EDGE}" stroke-width="{sheet.border}"/>'
        ),
        sheet.headings,
    ]
    out.append('<g stroke-linejoin="round" stroke-linecap="round">')
    out += [_scene(scene, painted, sheet, prefix) for scene in scenes(figure)]
    out.append("</g>")
    out.append(words.leaders(sheet.sets, prefix))
    out.append(words.texts(sheet.sets))
    out.append(sheet.foot)
    out.append("</svg>\n")
    return "".join(out)


def _scene(scene: Scene, painted: Mapping[tuple[str, str], Mark], sheet: Sheet, prefix: str) -> str:
    """Quiet body first, then what is marked, so that nothing quiet covers a mark."""
    pen = _Pen(scene, prefix)
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
        drawn = ""
        for verdict, levels in sorted(groups.items()):
            inks = "".join(
                f'<g fill="url(#{paint.paint_id(verdict, level, prefix)})">{pen.shapes(here)}</g>'
                for level, here in sorted(levels.items())
            )
            drawn += f'<g stroke="{paint.EDGE[verdict]}">{inks}</g>'
        return _grouped(style, drawn)

    skin = f'fill="{paint.SKIN}" stroke="{paint.SKIN_EDGE}" stroke-width="2"'
    muscle = f'fill="url(#{paint.muscle_id(prefix)})" stroke="{paint.MUSCLE_EDGE}" stroke-width="1.2"'
    dashed = f'fill="none" stroke="{paint.DEEP_EDGE}" stroke-dasharray="3 4"'
    return "".join(
        [
            f'<g transform="{sheet.places[scene.view].transform}">',
            pen.quiet("body", skin),
            pen.quiet("feet", skin) if scene.feet else "",
            pen.quiet("hair", f'fill="{paint.HAIR}"'),
            pen.quiet("other", muscle),
            _grouped(muscle, quiet(deep=False) + (quiet(deep=True) if seen_into else "")),
            pen.quiet("tendon", f'fill="{paint.TENDON}" stroke="{paint.TENDON_EDGE}"'),
            pen.quiet("fibres", f'fill="none" stroke="{paint.FIBRE}" stroke-width=".9"') if sheet.fibres else "",
            pen.quiet("lines", f'fill="none" stroke="{paint.LINE}" stroke-width="1.4"'),
            marked(deep=False, style='stroke-width="2.2"'),
            "" if seen_into else _grouped(dashed, quiet(deep=True)),
            marked(deep=True, style='stroke-width="2.6" stroke-dasharray="7 5" fill-opacity=".82"'),
            "</g>",
        ]
    )


def _grouped(style: str, drawn: str) -> str:
    return f"<g {style}>{drawn}</g>" if drawn else ""


@dataclass(frozen=True)
class _Pen:
    """Draws each path once; its mirror image is a reference to it."""

    scene: Scene
    prefix: str

    def shapes(self, drawn: Sequence[Shape]) -> str:
        """What is unpaired first, so that both sides of a pair lie over it alike."""
        here = "".join(self._shape(s) for s in sorted(drawn, key=lambda s: s.side != "whole") if not s.flip)
        there = "".join(self._shape(s) for s in drawn if s.flip)
        return here + _grouped(_MIRROR, there)

    def _shape(self, s: Shape) -> str:
        if s.id == s.source:
            return f'<path id="{self.prefix}{s.id}" d="{s.path}"/>'
        return f'<use id="{self.prefix}{s.id}" href="#{self.prefix}{s.source}"/>'

    def quiet(self, part: str, style: str) -> str:
        """A part that is no muscle, with its other half.

        The style stands on a group round the reference: a page's rules do not reach into what is referred to.
        """
        view = "front" if part == "body" and self.scene.view == "back" else self.scene.view
        again = f'href="#{self.prefix}{"left" if view == "right" else view}-{part}"'
        mirrored = f"<use {again} {_MIRROR}/>" if view != "left" else ""
        path = self.scene.paths[part]
        if view == "right":
            return f"<g {style}>{mirrored}</g>"
        if view != self.scene.view:
            return f"<g {style}><use {again}/>{mirrored}</g>"
        return f'<g {style}><path id="{self.prefix}{view}-{part}" d="{path}"/>{mirrored}</g>' if path else ""
