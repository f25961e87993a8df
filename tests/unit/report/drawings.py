"""What holds of every chart, and how its shapes are read: places in per cent across, pixels down."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

from advisor.model.chart import ChartView
from advisor.report.bodymap.labels import text_width
from advisor.report.charts import NARROWEST

SVG = "{http://www.w3.org/2000/svg}"
LARGEST = 12_000
"""No drawing is larger, in bytes."""


@dataclass(frozen=True)
class Shape:
    """One element with what it inherits from its group."""

    tag: str
    attributes: dict[str, str]
    text: str

    def at(self, key: str) -> float:
        return float(self.attributes.get(key, "0").removesuffix("%"))


def shapes(chart: ChartView, tag: str) -> list[Shape]:
    """All shapes of a tag, from top to bottom, then left to right."""
    found = [shape for shape in walk(ET.fromstring(chart.svg), {}) if shape.tag == tag]
    return sorted(found, key=lambda s: (s.at("y") or s.at("y1"), s.at("x") or s.at("x1")))


def walk(element: ET.Element, above: dict[str, str]) -> Iterator[Shape]:
    attributes = {**above, **element.attrib}
    tag = element.tag.removeprefix(SVG)
    yield Shape(tag, attributes, element.text or "")
    for child in element:
        yield from walk(child, attributes if tag in ("g", "svg") else {})


def bars(chart: ChartView) -> list[Shape]:
    """The bars, without the ground behind them: (x, width) in per cent."""
    return [shape for shape in shapes(chart, "rect") if "stroke" in shape.attributes]


def texts(chart: ChartView) -> list[str]:
    return [shape.text for shape in shapes(chart, "text")]


def numbers(words: str) -> list[int]:
    """The numbers of two decimals in a text, in hundredths."""
    return [int(f"{sign.replace('−', '-')}{whole}{part}") for sign, whole, part in re.findall(r"([+−]?)(\d)[.,](\d\d)", words)]


def sound(chart: ChartView) -> ChartView:
    """Well formed, small, described, made of what the PDF can draw, and nothing outside on the narrowest page."""
    assert len(chart.svg.encode()) <= LARGEST
    root = ET.fromstring(chart.svg)
    assert (root.get("role"), [child.tag for child in root][:2]) == ("img", [f"{SVG}title", f"{SVG}desc"])
    assert chart.title.startswith(root[0].text or "-")
    assert root[1].text
    assert chart.rows
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in {"svg", "title", "desc", "rect", "line", "text", "g"}
        assert not {"class", "style", "opacity", "id", "href"} & set(element.keys())
        assert not any(key.startswith("on") for key in element.keys())  # noqa: SIM118
    assert "var(" not in chart.svg
    high = float(root.attrib["height"])
    for shape in walk(root, {}):
        _inside(shape, high)
    return chart


def _inside(shape: Shape, high: float) -> None:
    for key in ("x", "x1", "x2"):
        assert -0.1 <= shape.at(key) <= 100.1, shape
    for key in ("y", "y1", "y2"):
        assert -0.1 <= shape.at(key) <= high, shape
    if shape.tag == "rect":
        assert shape.at("width") >= 0
        assert shape.at("x") + shape.at("width") <= 100.2, shape
    if shape.tag == "text" and shape.text:
        wide = text_width(shape.text, shape.at("font-size"))
        middle, end = shape.attributes.get("text-anchor") == "middle", shape.attributes.get("text-anchor") == "end"
        left = shape.at("x") / 100 * NARROWEST + shape.at("dx") - (wide / 2 if middle else wide if end else 0)
        assert left >= -1, shape
        assert left + wide <= NARROWEST + 1, shape
