"""The body map: marks in, one self-contained SVG out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.report.bodymap import paint, words
from advisor.report.bodymap.atlas import Scene, Shape, scenes
from advisor.report.bodymap.curves import Curve, path_data
from advisor.report.bodymap.findings import (
    Mark,
    by_shape,
    clean,
    described,
    escape,
    findings,
)

LEGEND_TOP = 1806


def body_map(marks: Sequence[Mark], *, names: Mapping[str, str], title: str = "Body map") -> str:
    """One self-contained SVG of the marked body; the same marks give the same bytes."""
    painted = by_shape(marks)
    found = findings(painted, names)
    placed, entries = words.columns(found)
    height = LEGEND_TOP + words.LEGEND_HEIGHT + words.key_height(entries)
    title = clean(title)
    out = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {words.WIDTH} {height}" role="img" '
            'font-family="Noto Sans, sans-serif">'
        ),
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(described(found))}</desc>",
        paint.definitions(),
        (
            f'<rect x="1" y="1" width="{words.WIDTH - 2}" height="{height - 2}" rx="28" '
            f'fill="{paint.PANEL}" stroke="{paint.PANEL_EDGE}" stroke-width="2"/>'
        ),
        words.headings(title),
    ]
    out += [_scene(scene, painted) for scene in scenes()]
    out.append(words.leaders(placed))
    out.append(words.texts(placed[0], words.LEFT_TEXT, "end"))
    out.append(words.texts(placed[1], words.RIGHT_TEXT, "start"))
    out.append(words.legend(LEGEND_TOP))
    out.append(words.key(entries, LEGEND_TOP + words.LEGEND_HEIGHT))
    out.append("</svg>\n")
    return "".join(out)


def _scene(scene: Scene, painted: Mapping[tuple[str, str], Mark]) -> str:
    """Quiet body first, then what is marked, so that nothing quiet covers a mark."""

    def quiet(*, deep: bool) -> str:
        return "".join(_shape(s) for s in scene.shapes if s.deep == deep and (s.muscle, s.side) not in painted)

    def marked(*, deep: bool, style: str) -> str:
        groups: dict[tuple[str, int], str] = {}
        for shape in scene.shapes:
            mark = painted.get((shape.muscle, shape.side))
            if mark and shape.deep == deep:
                look = (mark.verdict, paint.tone(mark.verdict, mark.strength))
                groups[look] = groups.get(look, "") + _shape(shape)
        return "".join(
            f'<g fill="url(#{paint.paint_id(*look)})" stroke="{paint.EDGE[look[0]]}" {style}>{drawn}</g>'
            for look, drawn in sorted(groups.items())
        )

    muscle = f'fill="url(#bm-muscle)" stroke="{paint.MUSCLE_EDGE}"'
    return "".join(
        [
            '<g stroke-linejoin="round" stroke-linecap="round">',
            (
                f'<path id="{scene.view}-body" d="{path_data(scene.outline)}" '
                f'fill="{paint.SKIN}" stroke="{paint.SKIN_EDGE}" stroke-width="2.4"/>'
            ),
            _plain(scene.hair, f'fill="{paint.HAIR}"'),
            _plain(scene.other, f'{muscle} stroke-width="1.5"'),
            f'<g {muscle} stroke-width="1.5">{quiet(deep=False)}</g>',
            _plain(scene.tendon, f'fill="{paint.TENDON}" stroke="{paint.TENDON_EDGE}"'),
            _plain(scene.fibres, f'fill="none" stroke="{paint.FIBRE}" stroke-width=".9"'),
            _plain(scene.lines, f'fill="none" stroke="{paint.LINE}" stroke-width="1.6"'),
            marked(deep=False, style='stroke-width="2.2"'),
            (
                f'<g fill="none" stroke="{paint.DEEP_EDGE}" stroke-width="1.2" '
                f'stroke-dasharray="3 5">{quiet(deep=True)}</g>'
            ),
            marked(deep=True, style='stroke-width="2.6" stroke-dasharray="7 5" fill-opacity=".82"'),
            "</g>",
        ]
    )


def _plain(curves: Sequence[Curve], style: str) -> str:
    return f'<path d="{path_data(curves)}" {style}/>' if curves else ""


def _shape(shape: Shape) -> str:
    return (
        f'<path id="{shape.id}" data-muscle="{shape.muscle}" data-side="{shape.side}" d="{path_data(shape.curves)}"/>'
    )
