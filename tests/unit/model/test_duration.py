"""How long a dose takes: by hand, and that more work never takes less time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from advisor.model.duration import amounts, dose_seconds
from advisor.model.knowledge import Dose


def dose(**more: object) -> Dose:
    return Dose.model_validate({"sets": 1, "days_per_week": 3, **more})


@pytest.mark.parametrize(
    ("held", "sides", "seconds"),
    [
        (dose(sets=3, reps=10, tempo={"up": 2, "hold": 1, "down": 2}, rest=30), None, 3 * 50 + 2 * 30),
        (dose(sets=3, reps=[8, 12], tempo="3-0-3", rest=90), None, 3 * 72 + 2 * 90),
        (dose(sets=2, reps=10, tempo="2-1-2", rest=30), "in_turn", 4 * 50 + 3 * 5),
        (dose(sets=3, seconds=[20, 30], rest=60), "in_turn", 6 * 30 + 5 * 5 + 2 * 30),
        (dose(sets=2, reps=6, tempo={"out": 2, "back": 2}, rest=45), "alternate", 2 * 48 + 45),
        (dose(sets=4, breaths=4, tempo={"in": 4, "out": 6, "pause": 3}, rest=30), None, 4 * 52 + 3 * 30),
        (dose(sets=5, minutes=1, rest=60), None, 9 * 60),
        (dose(sets=3, metres=20, rest=30), "alternate", 3 * 40 + 2 * 30),
        (dose(minutes=3), None, 180),
    ],
)
def test_by_hand(held: Dose, sides: str | None, seconds: float) -> None:
    assert dose_seconds(held, sides) == seconds


@given(
    st.integers(1, 10),
    st.integers(1, 20),
    st.integers(0, 10),
    st.integers(0, 120),
    st.sampled_from([None, "in_turn", "alternate"]),
)
def test_more_is_never_shorter(sets: int, reps: int, more: int, rest: int, sides: str | None) -> None:
    small = dose(sets=sets, reps=reps, tempo="2-1-2", rest=rest)
    assert dose_seconds(small, sides) <= dose_seconds(dose(sets=sets + 1, reps=reps, tempo="2-1-2", rest=rest), sides)
    assert dose_seconds(small, sides) <= dose_seconds(dose(sets=sets, reps=reps + more, tempo="2-1-2", rest=rest), sides)
    assert dose_seconds(small, sides) <= dose_seconds(dose(sets=sets, reps=reps, tempo="2-1-2", rest=rest + more), sides)
    assert dose_seconds(small, None) <= dose_seconds(small, "alternate")


def test_the_short_tempo_is_up_hold_down() -> None:
    assert dose(reps=5, tempo="3-0-2").tempo == {"up": 3, "down": 2}
    assert amounts(dose(reps=5, tempo="3-0-2")) == {"reps": (5, 5)}


@pytest.mark.parametrize("tempo", ["slow", "3-1", "3-1-2-1", "-3-1-2", {"up": 0}, {"sideways": 2}, {"up": 90}])
def test_a_tempo_is_seconds_of_named_parts(tempo: object) -> None:
    with pytest.raises(ValidationError):
        dose(reps=5, tempo=tempo)
