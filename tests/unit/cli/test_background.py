"""What is begun while the runner is busy: made once, warmed up only while nobody waits."""

from __future__ import annotations

import threading

import pytest

from advisor.cli.background import Background


def test_where_a_call_makes_it_nothing_else_is_waited_for() -> None:
    done: list[str] = []
    thing = Background(lambda: done.append("made") or "thing", lambda made: done.append(f"warmed {made}"))  # type: ignore[func-returns-value]
    assert not thing.ready
    assert thing() == thing() == "thing"
    assert thing.ready
    thing.begin()
    assert done == ["made"]


def test_begun_ahead_it_is_warmed_up_too_and_is_ready_after_that() -> None:
    go, reached, done = threading.Event(), threading.Event(), []

    def warm(made: str) -> None:
        reached.set()
        assert go.wait(20)
        done.append(made)

    thing = Background(lambda: "thing", warm)
    thing.begin()
    assert reached.wait(20)
    assert not thing.ready  # a call would have to wait for what is under way
    go.set()
    assert thing() == "thing"
    assert done == ["thing"]
    assert thing.ready


def test_an_error_comes_with_the_call() -> None:
    def broken() -> str:
        raise ValueError("no")

    thing = Background(broken)
    with pytest.raises(ValueError, match="no"):
        thing()
    assert thing.ready
