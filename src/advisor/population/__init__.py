"""The columnar engine: one plan, many people at once (docs/engines.md).

The same rules, laid out by the same :mod:`advisor.inference.plan`, compiled to a list of NumPy operations that are run
over blocks of answer sheets. Every certainty equals a consultation's to the last bit (DESIGN 4.4, 5)::

    program = compile_plan(knowledge)                    # once; AdvisorError P801 names what cannot be compiled
    program.columns                                      # the schema: name -> Column (type, options, range, dtype)
    columns = columns_of(sheets, program.columns)        # from AnswerSheets, or
    columns = as_columns({"age": ages, "tight_hamstrings@left": codes}, program.columns)
    found = screen(program, columns)                     # safety, flags, findings, patterns
    found = screen(program, columns, want=EVERYTHING)    # and certainties, safety items and the plan's inputs
    found.level, found.certainty("gluteus_maximus", "left"), found.findings_of(7), found.limits_of(7)

Importing this package imports NumPy; nothing else in Advisor does.
"""

from advisor.population.columns import (
    HURT,
    NOT_ASKED,
    NOT_RELEVANT,
    UNKNOWN,
    Column,
    Columns,
    as_columns,
    columns_of,
    rows_of,
    schema_of,
)
from advisor.population.program import DEFAULT, EVERYTHING, Program, compile_plan
from advisor.population.result import BANDS, CLEAR, FIRED, OPEN, STATES, UNSURE, VERDICTS, Screened
from advisor.population.screen import screen

__all__ = [
    "BANDS", "CLEAR", "DEFAULT", "EVERYTHING", "FIRED", "HURT", "NOT_ASKED", "NOT_RELEVANT", "OPEN", "STATES", "UNKNOWN",
    "UNSURE", "VERDICTS", "Column", "Columns", "Program", "Screened", "as_columns", "columns_of", "compile_plan", "rows_of",
    "schema_of", "screen",
]  # fmt: skip
