"""The charts of the report, drawn by hand as inline SVG: the same drawings for pages, paper, documentation and notebooks."""

from advisor.report.charts.sheet import NARROWEST, SMALL, WIDTH, dark_css
from advisor.report.charts.steps import Staircase, Step, hundredths, staircase
from advisor.report.charts.waterfall import StepWords, waterfall

__all__ = ["NARROWEST", "SMALL", "WIDTH", "Staircase", "Step", "StepWords", "dark_css", "hundredths", "staircase", "waterfall"]
