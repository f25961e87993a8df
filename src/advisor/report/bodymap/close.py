"""Close-ups: the region that matters most, drawn larger, with the names of what is marked there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from advisor.language import Language, language
from advisor.report.bodymap import paint, placing, scene, words
from advisor.report.bodymap.atlas import VIEWS, Scene, Shape, View, best_view, half_side, heart, scenes, views
from advisor.report.bodymap.findings import Finding, Mark, by_shape, described, escape, findings
from advisor.report.bodymap.labels import Column, Label, Letters, Written
from advisor.report.bodymap.outlines import FigureKind

Region = Literal["shoulders", "trunk", "hips", "legs", "feet"]
# Region -> top and bottom of its picture, how far that reaches to either side, and from and to where a muscle's heart counts.
_REGIONS: Mapping[Region, tuple[int, int, int, int, int]] = {
    "trunk": (196, 606, 136, 215, 560), "hips": (494, 905, 134, 500, 890), "legs": (815, 1218, 126, 850, 1218),
    "shoulders": (92, 372, 186, 92, 320), "feet": (-6, 300, 150, -6, 300),
}  # fmt: skip
_SIDE = (-108, 112)  # before and behind, in a view of the left side
_WIDTH, _EDGE, _LEFT, _TOP, _TALL = 376, 250, 8, 38, 380
_TEXT = 258
_LETTERS = Letters(
    name=14, note=13, name_line=16, note_line=15, base=13, rise=0, width=_WIDTH - _TEXT - 4, numbers=3.0,
    modes=((True, 9.0), (True, 5.0)), strokes=(2.8, 1.2, 7.2, 5.2), clear=5.5,
)  # fmt: skip
_MOST = 8  # names in one close-up
_SHARE = 0.2  # of what the strongest view of the region holds: less is not worth a second picture
_WEIGHT = {"dominant": 1.0, "dormant": 1.0, "unclear": 0.3}


def close_ups(
    marks: Sequence[Mark], *, names: Mapping[str, str], prefix: str = "c", say: Language | None = None,
    figure: FigureKind = "neutral", most: int = 2, lender: str | None = None,
) -> tuple[str, ...]:  # fmt: skip
    """Up to ``most`` SVGs of the region with the most certainty, one for each view that shows something of it.

    Each stands alone, or with ``lender`` refers to the shapes of the map with that prefix in the same page; none where
    nothing is marked. Every id begins with ``prefix`` and a number. Same marks, same bytes.
    """
    painted = by_shape(marks)
    written = Written(say or language())
    found = findings(painted, names, written)
    drawn = []
    for number, one in enumerate(_chosen(found, most), 1):
        also = tuple(f for f in _seen(found, one.region, one.view) if f not in one.found)
        drawn.append(_drawn(replace(one, also=also), painted, written, f"{prefix}{number}-", figure, lender))
    return tuple(drawn)


@dataclass(frozen=True)
class _Window:
    """A view of a region, with what is named in it, strongest first."""

    region: Region
    view: View
    found: tuple[Finding, ...]  # seen best here
    also: tuple[Finding, ...] = ()  # seen here, and better elsewhere

    @property
    def weight(self) -> float:
        return sum(_WEIGHT[f.verdict] * max(f.strength, 0.05) for f in self.found)

    @property
    def frame(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom in the view's own drawing."""
        top, bottom, half = _REGIONS[self.region][:3]
        if self.view in ("left", "right"):
            before, behind = _SIDE if self.view == "left" else (-_SIDE[1], -_SIDE[0])
            return before, top, behind, bottom
        return -half, top, half, bottom


def _chosen(found: Sequence[Finding], most: int) -> list[_Window]:
    """The views of the weightiest region; of two alike the first in order."""
    best: list[_Window] = []
    for region in _REGIONS:
        windows = [_Window(region, view, _shown(found, region, view)) for view in VIEWS if view != "breath"]
        windows = sorted((w for w in windows if w.found), key=lambda w: -w.weight)
        if sum(w.weight for w in windows) > sum(w.weight for w in best) + 1e-9:
            best = windows
    return sorted((w for w in best[:most] if w.weight >= _SHARE * best[0].weight), key=lambda w: VIEWS.index(w.view))


def _shown(found: Sequence[Finding], region: Region, view: View) -> tuple[Finding, ...]:
    """What is seen best in this view of the region."""
    return tuple(one for one in _seen(found, region, view) if _best(one) == view)


def _best(finding: Finding) -> View:
    best = best_view(finding.muscle)
    return "right" if best == "left" and finding.side == "right" else best


def _seen(found: Sequence[Finding], region: Region, view: View) -> list[Finding]:
    """What is seen in this view of the region, strongest first."""
    top, bottom = _REGIONS[region][3:]
    other = {"left": "right", "right": "left"}.get(view, "")
    here = [
        one
        for one in found
        if view in views()[one.muscle]
        and (region == "feet") == (view == "sole")
        and not (other and one.side == other)
        and top < heart(view, one.muscle, right=True)[1] < bottom
    ]
    return sorted(here, key=lambda f: (-_WEIGHT[f.verdict] * f.strength, f.name, f.side))


def _drawn(
    window: _Window, painted: Mapping[tuple[str, str], Mark], written: Written, prefix: str, figure: FigureKind,
    lender: str | None,
) -> str:  # fmt: skip
    named = {one.muscle for one in (*window.found, *window.also)}
    painted = {key: mark for key, mark in painted.items() if key[0] in named}  # a neighbour's edge without its name says nothing
    left, top, right, bottom = window.frame
    scale = round(min((_EDGE - 12 - _LEFT) / (right - left), _TALL / (bottom - top)), 3)
    wide, tall = round((right - left) * scale), round((bottom - top) * scale)
    at = _LEFT + (_EDGE - 12 - _LEFT - wide) // 2
    place = words.Place(round(at - left * scale), round(_TOP - top * scale), scale)
    labels = _labels(window, place, Column(_EDGE, _TOP, _TOP + tall, _TEXT, "start", _LETTERS), written)
    title = written.text("map-close", region=written.text("map-region", region=window.region), view=window.view)
    height = _TOP + tall + 10
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" ',
            f'font-family="Noto Sans, sans-serif"><title>{escape(title)}</title>',
            f"<desc>{escape(described([*window.found, *window.also], written, 'map-close-described'))}</desc>",
            paint.definitions(prefix, used={(m.verdict, paint.tone(m.verdict, m.strength)) for m in painted.values()}),
            f'<rect x=".5" y=".5" width="{_WIDTH - 1}" height="{height - 1}" rx="10" fill="{paint.PANEL}" ',
            f'stroke="{paint.PANEL_EDGE}"/>',
            words.text(12, 24, 15, title, f' fill="{paint.INK}"'),
            f'<svg x="{at}" y="{_TOP}" width="{wide}" height="{tall}" viewBox="{at} {_TOP} {wide} {tall}">',
            '<g stroke-linejoin="round" stroke-linecap="round">',
            _body(window, painted, place, prefix, figure, lender),
            "</g></svg>",
            words.leaders(labels, prefix),
            words.texts(labels),
            "</svg>\n",
        ]
    )


def _body(
    window: _Window, painted: Mapping[tuple[str, str], Mark], place: words.Place, prefix: str, figure: FigureKind,
    lender: str | None,
) -> str:  # fmt: skip
    """The view within the frame; the right side is the left one mirrored, with the marks of the right."""
    mirrored = window.view == "right"
    shown = scenes(figure)[VIEWS.index("left" if mirrored else window.view)]
    transform = place.transform
    if mirrored:
        painted = {(muscle, "left"): mark for (muscle, side), mark in painted.items() if side == "right"}
        transform = f"translate({place.x} {place.y}) scale(-{place.scale} {place.scale})"
    frame = window.frame if not mirrored else (_SIDE[0], window.frame[1], _SIDE[1], window.frame[3])
    kept = replace(shown, shapes=tuple(s for s in shown.shapes if _within(s, frame)))
    pen: scene.Pen = _LonePen(kept, prefix) if lender is None else scene.SharedPen(kept, prefix, lender)
    return scene.drawn(kept, painted, pen, transform=transform, fibres=True, prefix=prefix)


def _within(shape: Shape, frame: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = shape.box
    return left < frame[2] and right > frame[0] and top < frame[3] and bottom > frame[1]


def _labels(window: _Window, place: words.Place, column: Column, written: Written) -> list[words.Set]:
    """As many of the strongest as there is room for, beside their muscles; first what is seen best here."""
    named = (*window.found, *window.also)
    for count in range(min(_MOST, len(named)), 0, -1):
        labels = [words.label(one, _target(window.view, one, place), written) for one in named[:count]]
        for mode in _LETTERS.modes:
            fitted: list[Label] | None = placing.fitted(labels, column, mode)
            if fitted:
                return [(column, fitted)]
    return []


def _target(view: View, finding: Finding, place: words.Place) -> tuple[int, int]:
    """The heart on the side that is meant; of both the one nearer to the names."""
    right = finding.side not in ("left", "right") or view in ("left", "right") or finding.side == half_side(view, mirrored=False)
    return place.at(heart(view, finding.muscle, right=right))


@dataclass(frozen=True)
class _LonePen:
    """Draws a view by itself: nothing in it can be addressed, nothing outside it is referred to."""

    scene: Scene
    prefix: str

    def shapes(self, drawn: Sequence[Shape]) -> str:
        return "".join(f'<path d="{s.path}"/>' for s in sorted(drawn, key=lambda s: s.side != "whole"))

    def quiet(self, part: str, style: str) -> str:
        path = self.scene.paths[part]
        if not path:
            return ""
        if self.scene.view == "left":
            return f'<g {style}><path d="{path}"/></g>'
        name = f"{self.prefix}{part}"
        return f'<g {style}><path id="{name}" d="{path}"/><use href="#{name}" {scene.MIRROR}/></g>'
