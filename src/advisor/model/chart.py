"""A drawing with its words, as layouts, pages and notebooks take it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ChartView"]


@dataclass(frozen=True, kw_only=True)
class ChartView:
    """A drawing of ours: ``svg`` as it goes into a page, its title, and the same in words, a sentence a row.

    The drawing is as wide as it is let be, from 244 pixels up; its letters keep their size.
    """

    title: str
    svg: str
    rows: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All of it in words: for who cannot see it, and for layouts without drawings."""
        title = self.title if self.title[-1:] in ".?!" else f"{self.title}."
        return " ".join((title, *self.rows))

    def _repr_html_(self) -> str:
        """As a notebook shows it: on paper white, whatever the notebook's own colours are."""
        return f'<div style="background:#fff;color-scheme:light;max-width:30rem;padding:8px">{self.svg}</div>'
