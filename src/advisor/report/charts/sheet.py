"""A drawing under way. Across, places are in per cent of the width, so that one drawing fits a phone and a desk; down, and
for letters, in pixels, so that words keep their size. Nothing but attributes: style sheets do not reach into the PDF.

A page shows a drawing at any width from :data:`NARROWEST` up (``width: 100%``); by itself it is :data:`WIDTH` wide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.language import unmarked
from advisor.model.chart import ChartView
from advisor.report.bodymap import paint
from advisor.report.bodymap.findings import clean, escape
from advisor.report.bodymap.labels import wrapped

__all__ = ["LETTERS", "NARROWEST", "ROOT_LOOK", "SMALL", "WIDTH", "Sheet", "dark_css", "fit", "on_paper", "plain"]

WIDTH = 360  # pixels, where nobody says otherwise
NARROWEST = 244  # a card of the report on a phone of 320 pixels
LETTERS, SMALL = 13, 11.5
_SIZE = re.compile(r'<svg [^>]*?width="([0-9.]+)" height="([0-9.]+)"')
_LONGEST = 2400  # letters of a description in the drawing; the same in words beside it is whole
INK, SOFT, LINE, WASH = paint.INK, paint.QUIET_INK, paint.PANEL_EDGE, paint.SKIN
PAPER = paint.PANEL
# role -> (ground, edge) of a bar: the middle tone of the body map.
TONES = {role: (tones[len(tones) // 2][0], paint.EDGE[role]) for role, tones in paint.TINTS.items()}
TONES["pattern"] = TONES["unclear"]
STEADY, STRESSED = ((ground, paint.EDGE["dormant"]) for ground, _ in paint.TINTS["dormant"][:2])  # weeks that go on, that change

ROOT_LOOK = f' font-family="Noto Sans, sans-serif" font-size="{LETTERS}" fill="{INK}"'
"""How a drawing begins; a page with many says it once, in its style sheet."""


def dark_css(scope: str = ".chart") -> str:
    """The rules for a page in the dark, as :func:`advisor.report.bodymap.dark_css` gives them for the map."""
    used = {INK, SOFT, LINE, WASH, PAPER, *STEADY, *STRESSED, *(colour for pair in TONES.values() for colour in pair)}
    return "\n".join(
        f'{scope} [{name}="{light}"] {{ {name}: {dark}; }}'
        for light, dark in paint.DARK.items() if light in used
        for name in ("fill", "stroke")
    )  # fmt: skip


def plain(words: str) -> str:
    """Words as a drawing can hold them: on one line, without marks of language or characters that XML cannot carry."""
    words = unmarked(words)
    return " ".join(words.split()) if words.isprintable() else clean(words)


def on_paper(chart: ChartView) -> str:
    """A drawing by itself, as a file with a white ground: for pages that may be dark and do not know its colours."""
    edge, look = 8, 'xmlns="http://www.w3.org/2000/svg"'
    width, height = (float(number) + 2 * edge for number in _SIZE.findall(chart.svg)[0])
    inner = chart.svg.strip().replace(f"<svg {look}", f'<svg x="{edge}" y="{edge}"', 1)
    ground = f'<svg {look} width="{_short(width)}" height="{_short(height)}"><rect width="100%" height="100%" fill="#fff"/>'
    return f"{ground}{inner}</svg>\n"


def fit(words: str, *, width: float = NARROWEST, size: float = LETTERS, lines: int = 2) -> tuple[str, ...]:
    """Plain words as lines that fit, long words broken, what is left over cut off with "…"."""
    return wrapped(words, width, size, lines)


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


class Sheet:
    """Shapes from top to bottom; ``y`` is where the next one goes.

    Shapes of one look stand together in the file, so that the look is written once: what is behind, bars, signs, words.
    """

    def __init__(self) -> None:
        self.y = 0.0
        self._layers: dict[tuple[int, str], list[str]] = {}

    def _put(self, layer: int, look: str, shape: str) -> None:
        self._layers.setdefault((layer, look), []).append(shape)

    def say(self, lines: Sequence[str], *, size: float = LETTERS, fill: str = INK, bold: bool = False, gap: float = 3) -> None:
        """Lines of words at the left edge, one under the other."""
        for line in lines:
            self.y += size + 2
            self.words(0, self.y, line, size=size, fill=fill, bold=bold)
        self.y += gap

    def words(
        self, x: float, y: float, text: str, *, size: float = LETTERS, fill: str = INK, bold: bool = False,
        anchor: str = "start", dx: float = 0,
    ) -> None:  # fmt: skip
        """Words on one line; ``x`` in per cent, ``dx`` in pixels."""
        look = f' text-anchor="{anchor}"' if anchor != "start" else ""
        look += f' font-size="{_short(size)}"' if size != LETTERS else ""
        look += f' fill="{fill}"' if fill != INK else ""
        look += ' font-weight="700"' if bold else ""
        across = f' x="{_short(x)}%"' if x else ""
        across += f' dx="{_short(dx)}"' if dx else ""
        self._put(3, look.strip(), f'<text{across} y="{_short(y)}">{escape(text)}</text>')

    def rect(self, x: float, y: float, width: float, height: float, look: str, *, layer: int = 1) -> None:
        """A rectangle; ``x`` and ``width`` in per cent."""
        across = f'x="{_short(x)}%" ' if x else ""
        size = f'width="{_short(max(0.0, width))}%" height="{_short(height)}"'
        self._put(layer, look, f'<rect {across}y="{_short(y)}" {size}/>')

    def line(self, x1: float, y1: float, x2: float, y2: float, look: str, *, layer: int = 2) -> None:
        """A line; across in per cent. ``layer`` 0 is behind everything."""
        across = f'x1="{_short(x1)}%" ' if x1 else ""
        across += f'x2="{_short(x2)}%"' if x2 else ""
        self._put(layer, look, f'<line {across} y1="{_short(y1)}" y2="{_short(y2)}"/>')

    def bar(self, x1: float, x2: float, y: float, height: float, tone: str) -> None:
        """A bar in a role's colour and pattern: dominant striped, dormant dotted, anything else plain."""
        ground, edge = TONES[tone]
        low, high = min(x1, x2), max(x1, x2)
        self.rect(low, y, high - low, height, f'fill="{ground}" stroke="{edge}"')
        middle = y + height / 2
        if tone == "dominant":
            look = f'stroke="{edge}" stroke-width="{_short(height)}" stroke-dasharray="1.4 4.6"'
            self.line(low, middle, high, middle, look)
        elif tone == "dormant" and high > low:
            look = f'stroke="{edge}" stroke-width="3" stroke-linecap="round" stroke-dasharray="0.01 6" stroke-dashoffset="-4"'
            self.line(low, middle, high, middle, look)

    def svg(self, title: str, description: str) -> str:
        """The finished drawing, with its title and the same in words, cut off where they are very long."""
        groups = sorted(self._layers.items(), key=lambda item: item[0][0])
        drawn = "".join(f"<g {look}>{''.join(shapes)}</g>" if look else "".join(shapes) for (_, look), shapes in groups)
        told = description if len(description) <= _LONGEST else f"{description[:_LONGEST]}…"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{_short(self.y + 2)}" role="img"{ROOT_LOOK}>'
            f"<title>{escape(title[:_LONGEST])}</title><desc>{escape(told)}</desc>{drawn}</svg>\n"
        )
