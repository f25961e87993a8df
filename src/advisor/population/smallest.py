"""What would change this: the smallest sets of answers that move a finding out of its band (DESIGN 7).

All changes of one answer, then of two, then of three, over the cells of the finding's cone. Exact: every set of the size is run,
but for what cannot matter. An answer is a cell of the sheet: one side of a sided question, one tick of a list. Two questions
are kept apart:

* ``otherwise``: what if an answer that was given had been another?
* ``now``: what if a test that was not done, or a question that was left open, were answered now?

Never proposed: questions marked ``fixed``, safety questions, and tests that safety leaves out. A set counts only where the
consultation would still give findings, so that nobody is shown how to lose a warning.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor.population.cells import Cells
from advisor.population.columns import Columns
from advisor.population.program import Program
from advisor.population.proposals import GROUPS, MOST_ANSWERS, Group, Proposal, proposals
from advisor.population.screen import screen
from advisor.population.search import Search, Smallest
from advisor.population.targets import WANT, Target, Targets
from advisor.population.variation import varied

__all__ = ["GROUPS", "MOST_ANSWERS", "Counterfactual", "Group", "Smallest", "Target"]


class Counterfactual:
    """Searches over one program. Safe to keep; holds no answers."""

    def __init__(self, program: Program) -> None:
        self.program, self.cells, self.targets = program, Cells(program), Targets(program)

    def smallest(
        self, base: Columns, target: Target, group: Group, *, withheld: Collection[str] = (), answers: int = MOST_ANSWERS,
        most: int = 3,
    ) -> Smallest:  # fmt: skip
        """The smallest sets of a group for one target (:meth:`smallest_of_all`)."""
        return self.smallest_of_all(base, [target], group, withheld=withheld, answers=answers, most=most)[target]

    def smallest_of_all(
        self, base: Columns, targets: Sequence[Target], group: Group, *, withheld: Collection[str] = (),
        answers: int = MOST_ANSWERS, most: int = 1, work: float = math.inf,
    ) -> dict[Target, Smallest]:  # fmt: skip
        """The smallest sets of a group for some targets (:meth:`in_groups`)."""
        found, _ = self.in_groups(base, targets, [group], withheld=withheld, answers=answers, most=most, work=work)
        return found[group]

    def in_groups(
        self, base: Columns, targets: Sequence[Target], groups: Sequence[Group] = GROUPS, *, withheld: Collection[str] = (),
        answers: int = MOST_ANSWERS, most: int = 1, work: float = math.inf,
    ) -> tuple[dict[Group, dict[Target, Smallest]], dict[Target, int]]:  # fmt: skip
        """The smallest sets of some groups, and the band of each target as it is.

        Every change of one answer in one run, then what is left by two, then by three. ``base``: one row, about which findings
        are allowed. ``withheld``: self-tests that safety leaves out; ``most``: how many sets are told. ``work``: operations that
        one size may take at most, else it is left out and ``exact`` says so.
        """
        atoms = {group: proposals(self.program, self.cells, base, group, withheld) for group in groups}
        found, bands = self._by_one(base, targets, atoms, most)
        for group in groups if answers > 1 else ():
            left = [target for target in targets if not found[group][target].size]
            if left:
                together = range(2, (answers if len(left) == 1 else 2) + 1)
                found[group] |= self._search(base, left, atoms[group], group, most, work).found(together)
            for target in left if len(left) > 1 and answers > 2 else ():
                if not found[group][target].size and found[group][target].exact:
                    found[group] |= self._search(base, [target], atoms[group], group, most, work).found(range(3, answers + 1))
        return found, bands

    def _search(
        self, base: Columns, targets: Sequence[Target], atoms: Sequence[Proposal], group: Group, most: int,
        work: float,
    ) -> Search:  # fmt: skip
        return Search(self.program, self.cells, self.targets, base, targets, atoms, group, most, work)

    def _by_one(
        self, base: Columns, targets: Sequence[Target], atoms: Mapping[Group, Sequence[Proposal]], most: int
    ) -> tuple[dict[Group, dict[Target, Smallest]], dict[Target, int]]:
        """Changes of one answer of all groups, by the whole program."""
        ones = [(group, atom) for group, items in atoms.items() for atom in items if atom.answers == 1]
        ones.sort(key=lambda one: (one[1].effort, one[1].place))
        rows = screen(self.program, varied(base, [[], *([atom.change] for _, atom in ones)], self.program.columns), want=WANT)
        found: dict[Group, dict[Target, Smallest]] = {}
        bands = {target: self.targets.bands_of(rows, target) for target in targets}
        for group in atoms:
            mine = np.array([False, *(one == group for one, _ in ones)]) & rows.findings_allowed
            found[group] = {target: self._told(group, ones, bands[target], mine, most) for target in targets}
        return found, {target: int(array[0]) for target, array in bands.items()}

    def _told(
        self, group: Group, ones: Sequence[tuple[Group, Proposal]], bands: NDArray[Any], mine: NDArray[np.bool_], most: int
    ) -> Smallest:
        hits = np.flatnonzero((bands != bands[0]) & mine)
        sets = tuple((ones[hit - 1][1].change,) for hit in hits[:most])
        return Smallest(group, sets, tuple(int(bands[hit]) for hit in hits[:most]), 1 if sets else 0, len(hits), 1)
