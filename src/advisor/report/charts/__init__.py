"""The charts of the report, drawn by hand as inline SVG: the same drawings for pages, paper, documentation and notebooks.

Each function takes plain data with its words and a language, and gives a :class:`~advisor.model.chart.ChartView`: the drawing,
its title, and the same in words. ``advisor.report.view.make_report`` puts them into a report.
"""

from advisor.report.charts.certainties import BandRow, Certain, bands
from advisor.report.charts.falls import StepWords, waterfall
from advisor.report.charts.measure import Limit, Measure, SideResult, sides
from advisor.report.charts.numbers import hundredths
from advisor.report.charts.sheet import NARROWEST, ROOT_LOOK, SMALL, WIDTH, dark_css, on_paper
from advisor.report.charts.steps import Staircase, Step, staircase
from advisor.report.charts.strip import Lane, LaneWeek, weeks

__all__ = [
    "NARROWEST", "ROOT_LOOK", "SMALL", "WIDTH", "BandRow", "Certain", "Lane", "LaneWeek", "Limit", "Measure", "SideResult",
    "Staircase", "Step", "StepWords", "bands", "dark_css", "hundredths", "on_paper", "sides", "staircase", "waterfall", "weeks",
]  # fmt: skip
