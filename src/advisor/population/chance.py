"""Chance for many runners at once, from a seed: the same on every machine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["Chance"]


class Chance:
    """PCG64's raw 64-bit numbers (``random_raw``), whose stream NumPy promises to keep for a seed.

    Its ``Generator``, whose methods may change, is not used.
    """

    def __init__(self, seed: int, count: int) -> None:
        self.count = count
        self._bits = np.random.PCG64(seed)

    def uniform(self) -> NDArray[np.float64]:
        """One number in [0, 1) a runner, from 53 bits."""
        raw = self._bits.random_raw(self.count)
        return (np.asarray(raw, np.uint64) >> np.uint64(11)).astype(np.float64) * 2.0**-53
