"""How fast the engines are on somebody's own rules, and how much memory they take (``advisor bench``).

Equality comes first: the engines must give the same safety level, certainties and findings, to the last bit, before
anything is timed. Each engine then has a process of its own, so that none carries what another left behind.
"""

from advisor.bench.engines import ENGINES, Figure, Measured, measure
from advisor.bench.equality import Disagreement, check_equal, check_row

__all__ = ["ENGINES", "Disagreement", "Figure", "Measured", "check_equal", "check_row", "measure"]
