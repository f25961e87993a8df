"""How a report looks: the options that ``report`` and ``demo`` share, and what they become."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

__all__ = ["look_of", "look_options"]

_Command = TypeVar("_Command", bound=Callable[..., Any])
_PAPERS = {"a4": "a4", "letter": "us-letter"}
_OPTIONS = (
    click.option("--name", help="The runner's name, for the head of the report."),
    click.option("--coach", help="Your name, for the head of the report."),
    click.option("--contact", multiple=True, help="How to reach you: a line; up to four may be given."),
    click.option("--logo", type=click.Path(), help="A PNG picture for the head of the report, up to 2 MB."),
    click.option("--paper", type=click.Choice(list(_PAPERS)), default="a4", show_default=True, help="The paper to print on."),
    click.option(
        "--figure", type=click.Choice(["neutral", "female", "male"]), default="neutral", show_default=True,
        help="The outline of the body map.",
    ),
)  # fmt: skip


def look_options(command: _Command) -> _Command:
    """Adds the options to a command; it gets them as keywords, for :func:`look_of`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def look_of(
    *, name: str | None, coach: str | None, contact: tuple[str, ...], logo: str | None, paper: str, figure: str
) -> dict[str, Any]:  # fmt: skip
    """The options as keywords of :func:`advisor.pipeline.render`. Raises AdvisorError (I720 to I724)."""
    from advisor.report.letterhead import letterhead

    content = _read(logo) if logo is not None else None
    head = letterhead(runner=name or "", coach=coach or "", contact=contact, logo=content, logo_name=logo or "")
    return {"letterhead": head, "paper": _PAPERS[paper], "figure": figure}


def _read(path: str) -> bytes:
    """The file, or a little more of it than may be taken. Raises AdvisorError I721."""
    import os
    import stat

    from advisor.errors import AdvisorError, Place
    from advisor.report.letterhead import MAX_LOGO_BYTES

    try:
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | getattr(os, "O_NONBLOCK", 0))) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise AdvisorError.of("I721", "the logo is not a file", "give the name of a PNG picture", Place(path))
            return stream.read(MAX_LOGO_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message, hint = f"the logo cannot be read: {reason}", "is the name right? give the name of a PNG picture"
        raise AdvisorError.of("I721", message, hint, Place(path)) from None
