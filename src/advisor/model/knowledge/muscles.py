"""The muscles of the vocabulary."""

from __future__ import annotations

from typing import Literal

from advisor.model.frozen import Frozen
from advisor.model.knowledge.sources import Evidence
from advisor.model.knowledge.terms import Text, YesNo


class Muscle(Frozen):
    """One muscle of the vocabulary (dossier section 1).

    ``evidence``: what its tendency rests on. ``never_concluded``: why no rule says anything about it, "" where one does.
    """

    id: str = ""
    name: Text
    anatomy: Text
    region: str
    paired: YesNo
    role: Literal["PM", "ST", "both"]
    map: Literal["F", "B", "S", "L"]
    deep: YesNo = False
    tendency: Literal["dominant", "dormant", "either"]
    does: str = ""
    never_concluded: str = ""
    evidence: tuple[Evidence, ...] = ()
