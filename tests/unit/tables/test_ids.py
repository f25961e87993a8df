"""Whether an id came before: told as a set of them would."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.tables.ids import Ids, Names

ALIKE = ["", "a", "b", "ab", "a\0", "\0", "Ann", "Ann ", "12345678", "123456789", "12345678\0"]
TEXTS = st.lists(st.sampled_from(ALIKE) | st.text())


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, max_size=6))
def test_as_a_set_would(blocks: list[list[str]]) -> None:
    ids, before = Ids(), set[str]()
    for block in blocks:
        told = ids.seen(Names.of(block)).tolist()
        for text, again in zip(block, told, strict=True):
            assert again == (bool(text) and text in before), text
            before.add(text)


def test_names_keep_their_text() -> None:
    texts = ["Ann", "", "José", "\udcff", "x" * 500]
    names = Names.of(texts)
    assert list(names) == texts
    assert list(names.keep(np.array([True, False, True, False, False]))) == ["Ann", "José"]


def test_many_different_ids_have_different_numbers() -> None:
    for pattern in ("R{}", "runner-number-{}-of-the-long-list", "{}@example.org", "{:020}"):
        keys = Names.of([pattern.format(number) for number in range(100_000)]).keys()
        assert len(np.unique(keys)) == 100_000
        assert np.abs(np.mean((keys >> np.uint64(63)).astype(float)) - 0.5) < 0.02


def test_an_id_is_found_in_every_part_that_is_kept() -> None:
    """After many rows few come at a time: what is new lies beside, and the old parts are still looked through."""
    ids = Ids()
    assert not ids.seen(Names.of([f"r{number}" for number in range(5_000)])).any()
    for start in range(5_000, 5_600, 100):
        assert not ids.seen(Names.of([f"r{number}" for number in range(start, start + 100)])).any()
    assert ids.seen(Names.of([f"r{number}" for number in range(0, 5_600, 7)])).all()
