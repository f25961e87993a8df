"""The engines compared, to the last bit, before they are timed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from advisor.inference.consult import Reasoner
from advisor.model.answers import AnswerSheet
from advisor.population import DEFAULT, Program, Screened, columns_of, screen

__all__ = ["Disagreement", "check_equal", "check_row"]


class Disagreement(Exception):
    """Two engines gave different results. ``row``: the sheet's place, from 0. ``what``: the result that differs."""

    def __init__(self, row: int, what: str) -> None:
        super().__init__(f"row {row}: the engines differ in {what}")
        self.row, self.what = row, what


def check_row(
    found: Screened, row: int, safety: Any, certainties: Mapping[tuple[str, str], float], findings: Iterable[Any]
) -> None:
    """One row of a screening equals a consultation to the last bit. Raises :class:`Disagreement`.

    ``certainties``: by (finding, side), as a consultation holds them; what is missing there is 0. ``found`` must hold
    "patterns", "findings" and "certainties".
    """
    keys = (*found.program.patterns, *found.program.findings)
    told = certainties if safety.findings_allowed else {}
    pairs: Sequence[tuple[str, Any, Any]] = (
        ("the safety level", found.level_of(row), safety.level),
        ("whether the consultation ended", bool(found.ended[row]), safety.ended),
        ("whether safety questions are open", bool(found.blocked[row]), safety.blocked),
        ("the certainties", [float(found.cf(*key)[row]) for key in keys], [told.get(key, 0.0) for key in keys]),
        ("the findings", found.findings_of(row), tuple(findings)),
    )
    for what, mine, theirs in pairs:
        if mine != theirs:
            raise Disagreement(row, what)


def check_equal(program: Program, reasoner: Reasoner, sheets: Sequence[AnswerSheet]) -> int:
    """Screens the sheets in one batch and consults about each. The number of sheets; raises :class:`Disagreement`."""
    found = screen(program, columns_of(sheets, program.columns), want=DEFAULT | {"certainties"})
    for row, sheet in enumerate(sheets):
        told = reasoner.consult(sheet)
        check_row(found, row, told.safety, told.certainties.cf, told.findings)
    return len(sheets)
