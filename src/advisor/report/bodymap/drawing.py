"""The body map: marks in, one self-contained SVG out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

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
from advisor.report.bodymap.words import Sheet

LAYOUTS = {"wide": wide.sheet, "tall": tall.sheet}
_PREFIX = re.compile(r"(?:[a-z][a-z0-9-]*)?")


def body_map(
    marks: Sequence[Mark], *, names: Mapping[str, str], title: str = "Body map", layout: Literal["wide", "tall"] = "wide",
    prefix: str = "",
) -> str:  # fmt: skip
    """One self-contained SVG of the marked body; the same marks give the same bytes.

    ``prefix`` begins every id, so that two maps can stand in one page.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"not a prefix of ids: {prefix!r}")
    painted = by_shape(marks)
    found = findings(painted, names)
    title = clean(title)
    sheet = LAYOUTS[layout](found, title, prefix)
    inset = words.number(sheet.border / 2)
    out = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {sheet.width} {sheet.height}" role="img" '
            'font-family="Noto Sans, sans-serif">'
        ),
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(described(found))}</desc>",
        paint.definitions(prefix, sheet.coarse),
        (
            f'<rect x="{inset}" y="{inset}" width="{sheet.width - sheet.border}" height="{sheet.height - sheet.border}" '
            f'rx="{sheet.radius}" fill="{paint.PANEL}" stroke="{paint.PANEL_EDGE}" stroke-width="{sheet.border}"/>'
        ),
        sheet.headings,
    ]
    out += [_scene(scene, painted, sheet, prefix) for scene in scenes()]
    out.append(words.leaders(sheet.sets))
    out += [words.texts(column, labels) for column, labels in sheet.sets]
    out.append(sheet.foot)
    out.append("</svg>\n")
    return "".join(out)


def _scene(scene: Scene, painted: Mapping[tuple[str, str], Mark], sheet: Sheet, prefix: str) -> str:
    """Quiet body first, then what is marked, so that nothing quiet covers a mark."""

    def shape(s: Shape) -> str:
        return f'<path id="{prefix}{s.id}" data-muscle="{s.muscle}" data-side="{s.side}" d="{s.path}"/>'

    def plain(name: str, style: str) -> str:
        return f'<path d="{scene.paths[name]}" {style}/>' if scene.paths[name] else ""

    def quiet(*, deep: bool) -> str:
        return "".join(shape(s) for s in scene.shapes if s.deep == deep and (s.muscle, s.side) not in painted)

    def marked(*, deep: bool, style: str) -> str:
        groups: dict[tuple[str, int], str] = {}
        for s in scene.shapes:
            mark = painted.get((s.muscle, s.side))
            if mark and s.deep == deep:
                look = (mark.verdict, paint.tone(mark.verdict, mark.strength))
                groups[look] = groups.get(look, "") + shape(s)
        return "".join(
            f'<g fill="url(#{paint.paint_id(*look, prefix)})" stroke="{paint.EDGE[look[0]]}" {style}>{drawn}</g>'
            for look, drawn in sorted(groups.items())
        )

    muscle = f'fill="url(#{paint.muscle_id(prefix)})" stroke="{paint.MUSCLE_EDGE}"'
    moved = f' transform="{sheet.moves[scene.view]}"' if scene.view in sheet.moves else ""
    return "".join(
        [
            f'<g stroke-linejoin="round" stroke-linecap="round"{moved}>',
            (
                f'<path id="{prefix}{scene.view}-body" d="{scene.paths["outline"]}" '
                f'fill="{paint.SKIN}" stroke="{paint.SKIN_EDGE}" stroke-width="2.4"/>'
            ),
            plain("hair", f'fill="{paint.HAIR}"'),
            plain("other", f'{muscle} stroke-width="1.5"'),
            f'<g {muscle} stroke-width="1.5">{quiet(deep=False)}</g>',
            plain("tendon", f'fill="{paint.TENDON}" stroke="{paint.TENDON_EDGE}"'),
            plain("fibres", f'fill="none" stroke="{paint.FIBRE}" stroke-width=".9"') if sheet.fibres else "",
            plain("lines", f'fill="none" stroke="{paint.LINE}" stroke-width="1.6"'),
            marked(deep=False, style='stroke-width="2.2"'),
            (
                f'<g fill="none" stroke="{paint.DEEP_EDGE}" stroke-width="1.2" '
                f'stroke-dasharray="3 5">{quiet(deep=True)}</g>'
            ),
            marked(deep=True, style='stroke-width="2.6" stroke-dasharray="7 5" fill-opacity=".82"'),
            "</g>",
        ]
    )
