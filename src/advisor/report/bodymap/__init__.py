"""The body map of the report: an anatomical drawing with the findings painted in."""

from advisor.report.bodymap.drawing import body_map
from advisor.report.bodymap.findings import MUSCLE_VIEWS, Mark

__all__ = ["MUSCLE_VIEWS", "Mark", "body_map"]
