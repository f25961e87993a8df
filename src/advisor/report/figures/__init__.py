"""Exercise figures: a posed mannequin as one small SVG, or as a sketch in the terminal."""

from advisor.report.figures.cards import Album
from advisor.report.figures.drawing import draw

__all__ = ["Album", "draw"]
