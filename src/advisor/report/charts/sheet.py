"""A drawing under way. Across, places are in per cent of the width, so that one drawing fits a phone and a desk; down, and
for letters, in pixels, so that words keep their size. Nothing but attributes: style sheets do not reach into the PDF.

A page shows a drawing at any width from :data:`NARROWEST` up (``width: 100%``); by itself it is :data:`WIDTH` wide.
"""

from __future__ import annotations

from advisor.report.bodymap import paint
from advisor.report.bodymap.findings import clean, escape
from advisor.report.bodymap.labels import wrapped

__all__ = ["LETTERS", "NARROWEST", "SMALL", "WIDTH", "Sheet", "dark_css", "fit"]

WIDTH = 360  # pixels, where nobody says otherwise
NARROWEST = 244  # a card of the report on a phone of 320 pixels
LETTERS, SMALL = 13, 11.5
INK, SOFT, LINE, WASH = paint.INK, paint.QUIET_INK, paint.PANEL_EDGE, paint.SKIN
PAPER = paint.PANEL
# role -> (ground, edge) of a bar: the middle tone of the body map.
TONES = {role: (tones[len(tones) // 2][0], paint.EDGE[role]) for role, tones in paint.TINTS.items()}
TONES["pattern"] = TONES["unclear"]


def dark_css(scope: str = ".chart") -> str:
    """The rules for a page in the dark, as :func:`advisor.report.bodymap.dark_css` gives them for the map."""
    used = {INK, SOFT, LINE, WASH, PAPER, *(colour for pair in TONES.values() for colour in pair)}
    return "\n".join(
        f'{scope} [{name}="{light}"] {{ {name}: {dark}; }}'
        for light, dark in paint.DARK.items() if light in used
        for name in ("fill", "stroke")
    )  # fmt: skip


def fit(words: str, *, width: float = NARROWEST, size: float = LETTERS, lines: int = 2) -> tuple[str, ...]:
    """``words`` as lines that fit, long words broken, what is left over cut off with "…"."""
    return wrapped(clean(words), width, size, lines)


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


class Sheet:
    """Shapes from top to bottom; ``y`` is where the next one goes."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.y = 0.0

    def say(self, lines: tuple[str, ...], *, size: float = LETTERS, fill: str = INK, bold: bool = False, gap: float = 3) -> None:
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
        look = f' x="{_short(x)}%"' if x else ""
        look += f' dx="{_short(dx)}"' if dx else ""
        look += f' text-anchor="{anchor}"' if anchor != "start" else ""
        look += f' font-size="{_short(size)}"' if size != LETTERS else ""
        look += f' fill="{fill}"' if fill != INK else ""
        look += ' font-weight="700"' if bold else ""
        self.parts.append(f'<text{look} y="{_short(y)}">{escape(text)}</text>')

    def rect(self, x: float, y: float, width: float, height: float, look: str) -> None:
        """A rectangle; ``x`` and ``width`` in per cent."""
        self.parts.append(
            f'<rect x="{_short(x)}%" y="{_short(y)}" width="{_short(max(0.0, width))}%" height="{_short(height)}" {look}/>'
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, look: str = f'stroke="{SOFT}"') -> None:
        """A line; across in per cent."""
        across = f'x1="{_short(x1)}%" x2="{_short(x2)}%"'
        self.parts.append(f'<line {across} y1="{_short(y1)}" y2="{_short(y2)}" {look}/>')

    def bar(self, x1: float, x2: float, y: float, height: float, tone: str) -> None:
        """A bar in a role's colour and pattern: dominant striped, dormant dotted, anything else plain."""
        ground, edge = TONES[tone]
        low, high = min(x1, x2), max(x1, x2)
        self.rect(low, y, high - low, height, f'fill="{ground}" stroke="{edge}"')
        middle = y + height / 2
        if tone == "dominant":
            self.line(low, middle, high, middle, f'stroke="{edge}" stroke-width="{_short(height)}" stroke-dasharray="1.4 4.6"')
        elif tone == "dormant" and high > low:
            dots = f'stroke="{edge}" stroke-width="3" stroke-linecap="round" stroke-dasharray="0.01 6" stroke-dashoffset="-4"'
            self.line(low, middle, high, middle, dots)

    def svg(self, title: str, description: str) -> str:
        """The finished drawing, with its title and the same in words."""
        height = _short(self.y + 2)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" role="img" '
            f'font-family="Noto Sans, sans-serif" font-size="{LETTERS}" fill="{INK}">'
            f"<title>{escape(clean(title))}</title><desc>{escape(clean(description))}</desc>{''.join(self.parts)}</svg>\n"
        )
