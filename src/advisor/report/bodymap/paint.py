"""Colours and patterns. Dominant is warm and hatched, dormant blue and dotted:
they differ in hue, in lightness of the ink and in pattern, so that colour-blind
readers and black-and-white prints tell them apart."""

from __future__ import annotations

from collections.abc import Mapping

PANEL, PANEL_EDGE = "#faf8f4", "#ded7cb"
INK, QUIET_INK = "#2b2825", "#6b645b"
SKIN, SKIN_EDGE = "#efe9e0", "#8f8579"
MUSCLE_EDGE, TENDON, TENDON_EDGE = "#a2968a", "#f3eee6", "#bdb3a5"
FIBRE, DEEP_EDGE, HAIR, LINE = "#b8ad9f", "#a1968a", "#d3cabd", "#9d9285"

# verdict -> tones from faint to strong: (ground, pattern ink). An open verdict has one.
TINTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "dominant": (("#f7d3b5", "#d98a52"), ("#efa06b", "#b9541c"), ("#dd6427", "#8a2f06")),
    "dormant": (("#cfe1f1", "#5f93c2"), ("#8fbbe0", "#1f5c96"), ("#4c8cc8", "#0b3560")),
    "unclear": (("#cfccc8", "#85817b"),),
}
EDGE: Mapping[str, str] = {"dominant": "#8a2f06", "dormant": "#0f4377", "unclear": "#55514c"}
WORDS: Mapping[str, str] = {"dominant": "#8f3408", "dormant": "#14508a", "unclear": "#55514c"}
VERDICTS = ("dominant", "dormant", "unclear")


def tone(verdict: str, strength: float) -> int:
    """1 is the faintest tone of the verdict."""
    tones = len(TINTS[verdict])
    if not strength > 0:  # also catches not-a-number
        return 1
    return min(tones, 1 + int(min(1.0, strength) * tones))


def paint_id(verdict: str, level: int, prefix: str = "") -> str:
    return f"{prefix}bm-{verdict}-{level}"


def muscle_id(prefix: str = "") -> str:
    return f"{prefix}bm-muscle"


def definitions(prefix: str = "", coarse: float = 1) -> str:
    """The fills; ``coarse`` widens the patterns where the figures are drawn small."""
    parts = [
        "<defs>",
        (
            f'<linearGradient id="{muscle_id(prefix)}">'
            '<stop offset="0" stop-color="#c8bdae"/><stop offset=".5" stop-color="#e2dace"/>'
            '<stop offset="1" stop-color="#c8bdae"/></linearGradient>'
        ),
    ]
    for verdict in VERDICTS:
        for level in range(1, len(TINTS[verdict]) + 1):
            parts.append(_pattern(verdict, level, prefix, coarse))
    parts.append("</defs>")
    return "".join(parts)


def _pattern(verdict: str, level: int, prefix: str, coarse: float) -> str:
    ground, ink = TINTS[verdict][level - 1]
    size = {"dominant": 9, "dormant": 10, "unclear": 12}[verdict]
    turns = ["rotate(45)"] if verdict != "dormant" else []
    turns += [f"scale({coarse})"] if coarse != 1 else []
    turned = f' patternTransform="{" ".join(turns)}"' if turns else ""
    marks = {
        "dominant": f'<path d="M0 2h9" stroke="{ink}" stroke-width="2.6"/>',
        "dormant": f'<circle cx="2.5" cy="2.5" r="1.7" fill="{ink}"/><circle cx="7.5" cy="7.5" r="1.7" fill="{ink}"/>',
        "unclear": f'<path d="M0 2h12M2 0v12" stroke="{ink}" stroke-width="1.6"/>',
    }[verdict]
    return (
        f'<pattern id="{paint_id(verdict, level, prefix)}" width="{size}" height="{size}" '
        f'patternUnits="userSpaceOnUse"{turned}>'
        f'<rect width="{size}" height="{size}" fill="{ground}"/>{marks}</pattern>'
    )
