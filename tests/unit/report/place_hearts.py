"""Finds where the line of each label ends, and writes ``bodymap/hearts.py``: run it after a shape is redrawn (it needs shapely).

Small muscles first: each takes the point deepest inside it. A larger one that lies over others keeps away from their points,
so that no two labels seem to name the same place.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))

from shapely import Point, Polygon  # noqa: E402

from advisor.report.bodymap.atlas import VIEWS, Shape, View, scenes  # noqa: E402

PAGE = ROOT / "src" / "advisor" / "report" / "bodymap" / "hearts.py"
SEEN: tuple[View, ...] = ("front", "back", "left", "sole")  # the others are made of these
GRID, DEEP, APART = 28, 12, 44  # how fine to look; what depth and distance are as good as any larger
HEAD = '''"""The heart of every muscle: a point well inside it, where the line of a label ends.

Made by tests/unit/report/place_hearts.py. View -> muscle -> place in the half on the viewer's right, from the midline and
the top of the view.
"""

from __future__ import annotations

from collections.abc import Mapping

HEARTS: Mapping[str, Mapping[str, tuple[int, int]]] = {
'''


def found() -> dict[View, dict[str, tuple[int, int]]]:
    """The hearts of every view, by muscle."""
    return {view: _hearts(view) for view in SEEN}


def _hearts(view: View) -> dict[str, tuple[int, int]]:
    parts = {s.muscle: _part(s) for s in scenes()[VIEWS.index(view)].shapes if not s.flip}
    made: dict[str, tuple[int, int]] = {}
    for muscle, part in sorted(parts.items(), key=lambda item: (item[1].area, item[0])):
        made[muscle] = _best(part, [Point(at) for at in made.values()])
    return dict(sorted(made.items()))


def _part(shape: Shape) -> Polygon:
    """The largest part of a muscle; of one on the midline its half."""
    half = Polygon([(0, -99), (999, -99), (999, 1999), (0, 1999)])
    parts = [Polygon(one.flattened(8)).buffer(0) for one in shape.curves]
    if shape.side == "whole":
        parts = [part.intersection(half) for part in parts]
    return max(parts, key=lambda part: float(part.area))


def _best(part: Polygon, others: list[Point]) -> tuple[int, int]:
    x0, y0, x1, y1 = part.bounds
    best, place = -1.0, (round(x0), round(y0))
    for row in range(1, GRID):
        for column in range(1, GRID):
            at = Point(round(x0 + (x1 - x0) * column / GRID), round(y0 + (y1 - y0) * row / GRID))
            if not part.contains(at):
                continue
            depth = part.exterior.distance(at)
            near = min((at.distance(one) for one in others), default=APART)
            score = min(depth, DEEP) / DEEP + 2 * min(near, APART) / APART + depth / 1000
            if score > best + 1e-9:
                best, place = score, (int(at.x), int(at.y))
    return place


def written(hearts: dict[View, dict[str, tuple[int, int]]]) -> str:
    """The module's text."""
    lines = []
    for view, muscles in hearts.items():
        lines.append(f'    "{view}": {{')
        lines += [f'        "{muscle}": {at},' for muscle, at in muscles.items()]
        lines.append("    },")
    return HEAD + "\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    PAGE.write_text(written(found()))
