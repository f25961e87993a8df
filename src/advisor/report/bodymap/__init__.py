"""The body map of the report: an anatomical drawing with the findings painted in."""

from advisor.report.bodymap.close import close_ups
from advisor.report.bodymap.drawing import body_map
from advisor.report.bodymap.findings import MUSCLE_VIEWS, Mark
from advisor.report.bodymap.outlines import FIGURES, FigureKind
from advisor.report.bodymap.paint import dark_css

__all__ = ["FIGURES", "MUSCLE_VIEWS", "FigureKind", "Mark", "body_map", "close_ups", "dark_css"]
