"""The charts of the squad page: inline SVG rectangles, coloured by the page's style sheet. Each number stands beside them."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["butterfly", "share_bar", "stacked"]

_GAP = 0.4


def _svg(width: float, height: float, body: str, kind: str) -> str:
    return (
        f'<svg class="chart {kind}" viewBox="0 0 {width:g} {height:g}" preserveAspectRatio="none" aria-hidden="true" '
        f'focusable="false">{body}</svg>'
    )


def _rect(x: float, y: float, width: float, height: float, kind: str) -> str:
    return f'<rect class="{kind}" x="{x:.2f}" y="{y:g}" width="{width:.2f}" height="{height:g}"/>'


def stacked(parts: Sequence[tuple[str, int]]) -> str:
    """One bar of parts: (word, count) in order; the class of each is ``s-word``. A part that is there is never thinner than 1."""
    total = sum(count for _, count in parts)
    if not total:
        return ""
    room = 100 - _GAP * (len(parts) - 1)
    widths = [max(1.0, room * count / total) for _, count in parts]
    scale = room / sum(widths)
    body, x = "", 0.0
    for (word, _), width in zip(parts, widths, strict=True):
        body += _rect(x, 0, width * scale, 10, f"s-{word}")
        x += width * scale + _GAP
    return _svg(100, 10, body, "stacked")


def share_bar(count: int, total: int) -> str:
    """How many of all."""
    share = 100 * count / total if total else 0.0
    return _svg(100, 10, _rect(0, 0, 100, 10, "track") + _rect(0, 0, share, 10, "fill"), "share")


def butterfly(left: int, right: int, most: int, role: str) -> str:
    """Left against right from the middle; ``most`` fills a half. Dominant bars are striped by the style sheet's outline."""
    half = 49.5
    a, b = (half * count / most if most else 0.0 for count in (left, right))
    body = _rect(0, 0, 100, 10, "track") + _rect(half - a, 0, a, 10, f"{role} l") + _rect(50.5, 0, b, 10, f"{role} r")
    return _svg(100, 10, body + _rect(49.7, -1, 0.6, 12, "axis"), "butterfly")
