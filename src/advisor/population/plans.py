"""The plan of one row, through the same selection as one consultation's (:func:`advisor.prescription.plan.make_plan`)."""

from __future__ import annotations

from datetime import date
from typing import Any

from advisor.model.assessment import Plan
from advisor.population.columns import Columns
from advisor.population.result import Screened
from advisor.prescription.plan import Request, make_plan

__all__ = ["plan_of"]

_EPOCH = date(2000, 1, 3)


def plan_of(found: Screened, columns: Columns, row: int) -> Plan | None:
    """The plan of one row; None where safety leaves none. Advice, re-tests and dates are a report's, and left out."""
    if found.ended[row] or found.blocked[row] or not found.findings_allowed[row]:
        return None
    knowledge = found.program.knowledge
    allowed, limits = found.allowed_of(row), found.limits_of(row)
    kit, minutes = _answer(found, columns, "goals_kit", row), _answer(found, columns, "goals_time", row)
    return make_plan(
        knowledge,
        Request(
            findings=found.findings_of(row), start_with=found.start_with_of(row), kit=kit if isinstance(kit, tuple) else (),
            minutes=minutes if isinstance(minutes, int) else None, allowed=allowed.__contains__,
            variants=lambda name: found.variants_of(row, name), limits=limits, retests=(),
            load_first=found.load_first_of(row), advice=(), today=_EPOCH,
        ),
    )  # fmt: skip


def _answer(found: Screened, columns: Columns, name: str, row: int) -> Any:
    if name not in columns.arrays:
        return None
    return found.program.columns[name].decode(int(columns.arrays[name][row]))
