"""The body map: marks in, one self-contained SVG out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from advisor.language import Language, language
from advisor.report.bodymap import paint, tall, wide, words
from advisor.report.bodymap.atlas import scenes
from advisor.report.bodymap.findings import (
    Mark,
    by_shape,
    clean,
    described,
    escape,
    findings,
)
from advisor.report.bodymap.labels import Written
from advisor.report.bodymap.outlines import FIGURES, FigureKind
from advisor.report.bodymap.scene import SharedPen, drawn

LAYOUTS = {"wide": wide.sheet, "tall": tall.sheet}
_PREFIX = re.compile(r"(?:[a-z][a-z0-9-]*)?")


def body_map(
    marks: Sequence[Mark], *, names: Mapping[str, str], title: str = "Body map", layout: Literal["wide", "tall"] = "wide",
    prefix: str = "", say: Language | None = None, figure: FigureKind = "neutral", lender: str | None = None,
) -> str:  # fmt: skip
    """One self-contained SVG of the marked body; the same marks give the same bytes.

    ``prefix`` begins every id, so that two maps can stand in one page; a muscle's is its view, its name and the side, as
    in ``back-soleus-left``. ``figure`` chooses the outline; the muscles stay. ``lender`` is the prefix of a map of the same
    figure in the same page: this one refers to its shapes instead of drawing them again (a third smaller, no ids of its own).
    ``ValueError`` where something is not known.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"not a prefix of ids: {prefix!r}")
    if lender is not None and not _PREFIX.fullmatch(lender):
        raise ValueError(f"not a prefix of ids: {lender!r}")
    if figure not in FIGURES:
        raise ValueError(f"not a figure: {figure!r}; one of {', '.join(FIGURES)}")
    painted = by_shape(marks)
    written = Written(say or language())
    found = findings(painted, names, written)
    title = clean(title)
    sheet = LAYOUTS[layout](found, title, prefix, written)
    inset = words.number(sheet.border / 2)
    out = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {sheet.width} {sheet.height}" role="img" '
            'font-family="Noto Sans, sans-serif">'
        ),
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(described(found, written))}</desc>",
        paint.definitions(prefix, sheet.coarse),
        (
            f'<rect x="{inset}" y="{inset}" width="{sheet.width - sheet.border}" height="{sheet.height - sheet.border}" '
            f'rx="{sheet.radius}" fill="{paint.PANEL}" stroke="{paint.PANEL_EDGE}" stroke-width="{sheet.border}"/>'
        ),
        sheet.headings,
    ]
    out.append('<g stroke-linejoin="round" stroke-linecap="round">')
    for scene in scenes(figure):
        transform = sheet.places[scene.view].transform
        pen = SharedPen(scene, prefix, lender)
        out.append(drawn(scene, painted, pen, transform=transform, fibres=sheet.fibres, prefix=prefix))
    out.append("</g>")
    out.append(words.leaders(sheet.sets, prefix))
    out.append(words.texts(sheet.sets))
    out.append(sheet.foot)
    out.append("</svg>\n")
    return "".join(out)
