"""The plan of one row, through the same selection as one consultation's (:func:`advisor.prescription.plan.make_plan`)."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from advisor.model.assessment import Plan
from advisor.population.columns import Columns
from advisor.population.result import VERDICTS, Screened
from advisor.prescription.choose import Need, choose
from advisor.prescription.plan import DEFAULT_MINUTES, Request, make_plan

__all__ = ["first_week_of", "plan_of"]

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


def first_week_of(found: Screened, columns: Columns, row: int) -> tuple[str, ...] | None:
    """The exercises of one row's first week, sorted, by the same selection and nothing else; None where there is no plan.

    Wants "findings" and "plan"; a third of the time of :func:`plan_of`.
    """
    packed = found.findings
    if packed is None or found.ended[row] or found.blocked[row] or not found.findings_allowed[row]:
        return None
    verdicts = packed[:, row]
    dormant: dict[str, float] = {}
    dominant: set[str] = set()
    for place in np.flatnonzero(verdicts & 3).tolist():
        muscle, word = found.program.muscles[place][0], VERDICTS[verdicts[place] & 3]
        if word == "dormant":
            dormant[muscle] = max(float(verdicts[place] >> 2) / 1e6, dormant.get(muscle, 0.0))
        elif word == "dominant":
            dominant.add(muscle)
    kit, minutes = _answer(found, columns, "goals_kit", row), _answer(found, columns, "goals_time", row)
    need = Need(
        dormant, dominant, found.start_with_of(row), kit if isinstance(kit, tuple) else (),
        minutes if isinstance(minutes, int) else DEFAULT_MINUTES, found.allowed_of(row).__contains__,
    )  # fmt: skip
    return tuple(sorted(choose(found.program.knowledge, need).ordered(found.program.knowledge)))


def _answer(found: Screened, columns: Columns, name: str, row: int) -> Any:
    if name not in columns.arrays:
        return None
    return found.program.columns[name].decode(int(columns.arrays[name][row]))
