"""Published works, and the claims that rest on them."""

from __future__ import annotations

from typing import Literal

from advisor.model.frozen import Frozen
from advisor.model.knowledge.terms import Text, YesNo


class Evidence(Frozen):
    """One claim and the source it rests on."""

    cite: str
    basis: Literal["SR", "RCT", "COH", "CC", "EMG", "TRAD", "SEED", "EXP"] = "EXP"
    supports: Text
    contested: YesNo = False


class Source(Frozen):
    """A published work (``status``: seen, memory or secondary), or our ``own`` consensus.

    ``note``: what it supports; ``limits``: what it does not show.
    """

    id: str = ""
    authors: str = ""
    year: int | None = None
    title: str = ""
    subject: str = ""
    journal: str = ""
    doi: str = ""
    status: Literal["seen", "memory", "secondary", "own"]
    doi_status: Literal["seen", "memory", "none"] = "none"
    note: str = ""
    limits: str = ""
