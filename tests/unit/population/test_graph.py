"""While a program is made nobody looks for garbage; after that somebody does again."""

from __future__ import annotations

import gc

import pytest

from advisor.population.graph import all_kept


def test_garbage_is_looked_for_again_also_after_an_error() -> None:
    assert gc.isenabled()
    with all_kept():
        assert not gc.isenabled()
        with all_kept():
            pass
        assert not gc.isenabled(), "the outer one is still making"
    assert gc.isenabled()
    with pytest.raises(ValueError, match="no"), all_kept():
        raise ValueError("no")
    assert gc.isenabled()


def test_who_switched_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with all_kept():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
