"""The longer sentences: plain-text Jinja templates, one paragraph a block of lines."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from advisor.report.words import cut, day, first_upper, listed

__all__ = ["TEMPLATES", "paragraphs", "sentence"]

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )  # plain text; the layouts escape
    environment.filters.update(listed=listed, day=day, cut=cut, first_upper=first_upper)
    return environment


def paragraphs(name: str, **data: Any) -> tuple[str, ...]:
    """The paragraphs of ``templates/<name>.txt.jinja``, blank lines between them, each on one line."""
    text = _environment().get_template(f"{name}.txt.jinja").render(data)
    blocks = (" ".join(block.split()) for block in text.split("\n\n"))
    return tuple(block for block in blocks if block)


def sentence(name: str, **data: Any) -> str:
    """All of a template as one paragraph."""
    return " ".join(paragraphs(name, **data))
