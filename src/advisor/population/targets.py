"""What can be asked about: a muscle's verdict or one certainty, on one side; its node and its band."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor.population.graph import Node
from advisor.population.live import reached
from advisor.population.program import Program
from advisor.population.result import Screened

__all__ = ["WANT", "Target", "Targets"]

WANT = frozenset({"findings", "patterns", "certainties"})
_FEW = 3
"""Orders are kept for one target and the two gates; those of many targets are long, and asked for once."""

Target = tuple[str, str]
"""A muscle (its verdict), a pattern, ``dominant.muscle`` or ``dormant.muscle``; and its side: left, right or whole."""


class Targets:
    """The targets of a program."""

    def __init__(self, program: Program) -> None:
        self.nodes = program.nodes(WANT)
        tables = {"certainties": program.findings, "patterns": program.patterns, "findings": program.muscles}
        self._places: dict[Target, tuple[str, int]] = {
            key: (name, row) for name, keys in tables.items() for row, key in enumerate(keys)
        }
        k = program.knowledge.info.constants
        self._orders: dict[tuple[int, ...], list[Node]] = {}
        self._edges = [round(edge * 1e6) for edge in (k.hidden, k.likely, k.strong)]

    def node_of(self, target: Target) -> Node | None:
        """The node of a target; None where no rule concludes it."""
        name, row = self._places.get(target, ("", 0))
        return self.nodes[name, row] if name else None

    def order(self, nodes: Sequence[Node]) -> list[Node]:
        """Everything some nodes hang on, each before what reads it; kept for a few nodes."""
        key = tuple(sorted({node.number for node in nodes}))
        found = self._orders.get(key)
        if found is None:
            found = reached(nodes)
            if len(key) <= _FEW:
                self._orders[key] = found
        return found

    def bands_of(self, found: Screened, target: Target) -> NDArray[Any]:
        """The bands of a target in a screening that wanted :data:`WANT`."""
        name, row = self._places.get(target, ("", 0))
        return self.bands(target, getattr(found, name)[row]) if name else np.zeros(found.rows, np.int8)

    def bands(self, target: Target, numbers: NDArray[Any]) -> NDArray[Any]:
        """Verdict and band in one number: 4 · place in ``VERDICTS`` + place in ``BANDS``; of all but muscles the band.

        ``numbers``: what the target's node holds.
        """
        packed = self._places[target][0] == "findings"
        size = numbers >> 2 if packed else numbers
        band = np.asarray(sum((size >= edge).astype(np.int8) for edge in self._edges))
        if not packed:
            return band
        word = (numbers & 3).astype(np.int8)
        return np.where(word == 0, 0, 4 * word + np.where(word == 3, 1, band))
