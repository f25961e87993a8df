"""Columns: the schema, the way in from sheets and plain arrays, the way back, and what is refused."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from advisor.errors import AdvisorError
from advisor.model.answers import AnswerSheet, State
from advisor.model.base import KnowledgeBase
from advisor.population import HURT, NOT_ASKED, UNKNOWN, as_columns, columns_of, rows_of, schema_of
from oracle.strategies import random_sheet, small_knowledge


def test_the_schema_of_the_shipped_rules(kb: KnowledgeBase) -> None:
    schema = schema_of(kb)
    assert schema["age"].dtype == np.int8
    assert (schema["age"].low, schema["age"].high, schema["age"].scale) == (5, 110, 1)
    assert (schema["last_run"].scale, schema["last_run"].high, schema["last_run"].dtype) == (10, 3000, np.int16)
    assert dict(schema["tight_hamstrings@left"].codes) == {"present": 0, "absent": 1}
    assert not schema["tight_hamstrings@left"].may_unknown
    assert not schema["age"].may_hurt
    assert {column.scope for column in schema.values() if column.question == "spot_type"} == set(kb.symptoms)


@pytest.mark.parametrize("seed", range(60))
def test_sheets_come_back_as_they_went_in(seed: int) -> None:
    rng = Random(seed)
    kb = small_knowledge(rng)
    sheets = [random_sheet(kb, rng, share) for share in (0.0, 0.2, 0.9)]
    columns = columns_of(sheets, schema_of(kb))
    assert columns.rows == 3
    assert [dict(sheet.values) for sheet in rows_of(columns, schema_of(kb))] == [
        {cell: _sorted(value) for cell, value in sheet.values.items()} for sheet in sheets
    ]


def _sorted(value: object) -> object:
    return tuple(value) if isinstance(value, tuple) else value


def test_an_answer_without_a_side_holds_for_both_where_they_say_nothing(kb: KnowledgeBase) -> None:
    schema = schema_of(kb)
    sheet = AnswerSheet({("tight_hamstrings", ""): "present", ("tight_hamstrings", "right"): "absent"})
    columns = columns_of([sheet, AnswerSheet()], schema)
    assert columns.arrays["tight_hamstrings@left"].tolist() == [0, NOT_ASKED]
    assert columns.arrays["tight_hamstrings@right"].tolist() == [1, NOT_ASKED]
    plain = as_columns({"tight_hamstrings": [0, 1], "tight_hamstrings@right": [NOT_ASKED, 0]}, schema)
    assert plain.arrays["tight_hamstrings@left"].tolist() == [0, 1]
    assert plain.arrays["tight_hamstrings@right"].tolist() == [0, 0]


def test_states_are_kept_apart(kb: KnowledgeBase) -> None:
    test = next(q for q in kb.questions.values() if q.kind == "test" and q.per == "whole")
    values = [State.HURT, State.UNKNOWN, State.NOT_ASKED]
    columns = columns_of([AnswerSheet({(test.id, ""): value}) for value in values], schema_of(kb))
    assert columns.arrays[test.id].tolist() == [HURT, UNKNOWN, NOT_ASKED]


@pytest.mark.parametrize(
    ("table", "code", "words"),
    [
        ({"aeg": [30]}, "P802", 'did you mean "age"?'),
        ({"age": [30.0]}, "P803", "whole numbers"),
        ({"age": [[30]]}, "P803", "whole numbers"),
        ({"age": ["thirty"]}, "P803", "whole numbers"),
        ({"age": [30, 31], "sex": [0]}, "P803", "differ in length"),
        ({"age": [30, 200]}, "P804", "row 1: 200 is outside 5 to 110"),
        ({"age": [HURT]}, "P804", "outside"),
        ({"age": [-1]}, "P804", "outside"),
        ({"age": [-5]}, "P804", "outside"),
        ({"tight_hamstrings@left": [UNKNOWN]}, "P804", "outside"),
        ({"tight_hamstrings@left": [2]}, "P804", "outside"),
        ({"tight_hamstrings": [2]}, "P804", "outside"),
    ],
)
def test_what_is_refused(kb: KnowledgeBase, table: dict[str, object], code: str, words: str) -> None:
    with pytest.raises(AdvisorError) as caught:
        as_columns(table, schema_of(kb))
    assert [found.code for found in caught.value.diagnostics] == [code]
    assert words in str(caught.value)


def test_every_problem_is_told_at_once(kb: KnowledgeBase) -> None:
    with pytest.raises(AdvisorError) as caught:
        as_columns({"aeg": [1], "age": [200], "sex": [0.5]}, schema_of(kb))
    assert {found.code for found in caught.value.diagnostics} == {"P802", "P803", "P804"}


def test_a_slice_is_a_view(kb: KnowledgeBase) -> None:
    columns = as_columns({"age": [20, 30, 40]}, schema_of(kb))
    part = columns.slice(1, 9)
    assert (part.rows, part.arrays["age"].tolist()) == (2, [30, 40])
    assert np.shares_memory(part.arrays["age"], columns.arrays["age"])


def test_lists_of_nobody_and_of_unequal_rows(kb: KnowledgeBase) -> None:
    schema = schema_of(kb)
    assert as_columns({"age": []}, schema).rows == 0
    with pytest.raises(AdvisorError, match="P803"):
        as_columns({"age": [[34], [35, 36]]}, schema)
