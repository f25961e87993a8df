"""The breathing view: the front of a trunk looked into. Its muscles are those of the front view, drawn solid."""

from __future__ import annotations

# Half, from the midline of the chin round to the midline below; the arms are left out.
OUTLINE = """
0,148! 39,148! 41,176 54,192 86,206 118,215 143,226 158,248 166,322! 142,334 116,328! 110,340 107,370
92,452 93,478 107,542 117,616! 84,634 46,650 0,656!
"""
# What lies nearer to the viewer later.
MUSCLES = (
    "pelvic_floor", "diaphragm", "transversus_abdominis", "intercostals", "deep_neck_flexors", "scalenes",
    "sternocleidomastoid", "upper_trapezius",
)  # fmt: skip
TENDON: tuple[str, ...] = (
    "12,214! 46,212 80,218 118,221! 80,225 46,219 12,222!",  # collar bone
    "0,226! 11,228 8,260 9,330 0,350!",  # breastbone
)
LINES: tuple[str, ...] = (
    "15,244 50,234 84,240 100,256",
    "15,276 60,290 102,281",
    "15,303 60,320 105,314",
    "15,328 60,350 104,345",
    "34,364 60,384 92,400",
    "40,402 62,420 86,440",
)
