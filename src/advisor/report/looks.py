"""How each part of a figure is painted: all a page of ready figures needs to know of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["LOOKS", "by_class", "look_css"]

# look -> attributes. The page may recolour them by class (fg-n and so on); alone, and in the PDF, they stand as they are.
LOOKS: Mapping[str, str] = {
    "g": 'fill="#d9d3c7" stroke="none"',
    "w": 'fill="#e3ddd1" stroke="#b3a998" stroke-width="2"',
    "k": 'fill="#cfc6b8" stroke="#9a8f80" stroke-width="2"',
    "c": 'fill="#e8e1d5" stroke="#9a8f80" stroke-width="2"',
    "n": 'fill="#cfae8f"',
    "f": 'fill="#ead9c8"',
    "t": 'fill="#a9bdb7"',
    "tf": 'fill="#cad7d3"',
    "p": 'fill="#64827b"',
    "pf": 'fill="#8fa7a1"',
    "r": 'fill="#6d5c4f"',
    "m": 'fill="#4b97e0" stroke="#0b3d78"',
    "d": 'fill="#2f7fd0" fill-opacity=".3" stroke="#0b3d78" stroke-width="2.5" stroke-dasharray="6 4"',
    "b": 'fill="#8d6aa8" stroke="#4d3663" stroke-width="2.5"',
    "e": 'fill="none" stroke="#7b4fa0" stroke-width="6"',
    "s": 'fill="none" stroke="#8a5a2b" stroke-width="7"',
    "y": 'fill="none" stroke-width="3"',
    "u": 'fill="#fffdf8" stroke="#7a6f62" stroke-width="2"',
    "v": 'fill="#a39788" stroke="none"',
}


def look_css() -> str:
    """The rules of a page that give each part of a figure its look by its class."""
    return "\n".join(f".fg-{look} {{ {_declared(attributes)} }}" for look, attributes in LOOKS.items())


def _declared(attributes: str) -> str:
    return " ".join(f"{name}: {value};" for name, value in re.findall(r'([a-z-]+)="([^"]*)"', attributes))


def by_class(svg: str) -> str:
    """A figure for a page that has :func:`look_css`: without what its classes say."""
    for look, attributes in LOOKS.items():
        svg = svg.replace(f'class="fg-{look}" {attributes}', f'class="fg-{look}"')
    return svg
