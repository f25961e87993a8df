"""Colours and patterns. Dominant is warm and hatched, dormant blue and dotted:
they differ in hue, in lightness of the ink and in pattern, so that colour-blind
readers and black-and-white prints tell them apart."""

from __future__ import annotations

from collections.abc import Container, Mapping

PANEL, PANEL_EDGE = "#faf8f4", "#ded7cb"
INK, QUIET_INK = "#2b2825", "#6b645b"
SKIN, SKIN_EDGE = "#efe9e0", "#8f8579"
MUSCLE_EDGE, TENDON, TENDON_EDGE = "#a99d90", "#f3eee6", "#bdb3a5"
MUSCLE_DARK, MUSCLE_LIGHT = "#c8bdae", "#e2dace"
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

# In the dark the drawing keeps its attributes (the PDF reads nothing else) and a style sheet gives each colour its other:
# a colour of the page by its variable, or one of the map's own.
DARK: Mapping[str, str] = {
    PANEL: "var(--paper)", PANEL_EDGE: "var(--line)", INK: "var(--ink)", QUIET_INK: "var(--soft)",
    SKIN: "#2b2f34", SKIN_EDGE: "#8b8f94", MUSCLE_EDGE: "#747a80", TENDON: "#30353a", TENDON_EDGE: "#5d6369",
    FIBRE: "#5a6067", DEEP_EDGE: "#7d848b", HAIR: "#474c52", LINE: "#868c92", MUSCLE_DARK: "#3d4248", MUSCLE_LIGHT: "#4b5158",
    "#f7d3b5": "#4d2f1c", "#d98a52": "#96592f", "#efa06b": "#8a4a1e", "#b9541c": "#e08a4c", "#dd6427": "#d9692c",
    "#cfe1f1": "#1d3449", "#5f93c2": "#3f6f9c", "#8fbbe0": "#265a8a", "#1f5c96": "#6fabe0", "#4c8cc8": "#4b93d6",
    "#cfccc8": "#45484b", "#85817b": "#8f8b85", "#8a2f06": "#ffc49c", "#0b3560": "#d3e8fb",
    EDGE["dormant"]: "#a9d2f7", EDGE["unclear"]: "#c9c4bb", WORDS["dominant"]: "var(--dominant)",
    WORDS["dormant"]: "var(--dormant)",
}  # fmt: skip


def dark_css(scope: str = ".map") -> str:
    """The rules for a page in the dark; each begins with ``scope``, the element that holds the map."""
    rules = []
    for light, dark in DARK.items():
        for name in ("fill", "stroke", "stop-color"):
            if (name == "stop-color") == (light in (MUSCLE_DARK, MUSCLE_LIGHT)):
                rules.append(f'{scope} [{name}="{light}"] {{ {name}: {dark}; }}')
    return "\n".join(rules)


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


def definitions(prefix: str = "", coarse: float = 1, used: Container[tuple[str, int]] | None = None) -> str:
    """The fills; ``coarse`` widens the patterns where the figures are drawn small. ``used``: only these verdicts and tones."""
    parts = [
        "<defs>",
        (
            f'<linearGradient id="{muscle_id(prefix)}">'
            f'<stop offset="0" stop-color="{MUSCLE_DARK}"/><stop offset=".5" stop-color="{MUSCLE_LIGHT}"/>'
            f'<stop offset="1" stop-color="{MUSCLE_DARK}"/></linearGradient>'
        ),
    ]
    for verdict in VERDICTS:
        for level in range(1, len(TINTS[verdict]) + 1):
            if used is None or (verdict, level) in used:
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
