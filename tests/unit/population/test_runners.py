"""Generated runners: the same anywhere, within every column, plausible, and joined as the rules join answers."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from advisor.model.base import KnowledgeBase
from advisor.population import UNKNOWN, Columns, as_columns, compile_plan, schema_of, screen
from advisor.population.likelihood import fitted
from advisor.population.runners import Likeness, runners
from oracle.strategies import small_knowledge

COUNT = 1500
RAW = [11530976094092348043, 16550673365885938325, 14308875409591826786]
EXPECTED = "fd23453c8a86586e016c6c942659b265dbfda9f9c81e81ab4a7defcb45a8b916"


@pytest.fixture(scope="module")
def made(kb: KnowledgeBase) -> Columns:
    return runners(kb, COUNT, 3)


def digest(columns: Columns) -> str:
    parts = [name.encode() + array.astype("<i8").tobytes() for name, array in sorted(columns.arrays.items())]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def test_the_same_twice_and_another_for_another_seed(kb: KnowledgeBase, made: Columns) -> None:
    assert digest(runners(kb, COUNT, 3)) == digest(made)
    assert digest(runners(kb, COUNT, 4)) != digest(made)


def test_the_same_on_every_machine() -> None:
    """A digest written down once: of a base that no edit of the shipped rules touches."""
    assert digest(runners(small_knowledge(Random(5)), 200, 7)) == EXPECTED


def test_every_value_fits_its_column(kb: KnowledgeBase, made: Columns) -> None:
    assert as_columns(made.arrays, schema_of(kb)).rows == COUNT
    assert set(made.arrays) == set(schema_of(kb))


def test_what_is_not_relevant_is_not_asked(kb: KnowledgeBase, made: Columns) -> None:
    male = made.arrays["sex"] == schema_of(kb)["sex"].codes["male"]
    assert male.any()
    assert (made.arrays["pregnancy"][male] < 0).all()
    absent = made.arrays["low_back_pain"] == schema_of(kb)["low_back_pain"].codes["absent"]
    assert (made.arrays["pain_now@low_back_pain"][absent] < 0).all()


def test_shares_are_those_asked_for(kb: KnowledgeBase) -> None:
    like = Likeness(unknown=0.2, tests_left_out=0.0, hurt=0.0)
    found = runners(kb, COUNT, 1, like).arrays["t_plank"]
    assert 0.15 < np.mean(found == UNKNOWN) < 0.25


def test_most_are_safe_and_many_have_a_pattern(kb: KnowledgeBase, made: Columns) -> None:
    found = screen(compile_plan(kb), made)
    assert np.mean(found.ended) < 0.15
    assert 0.005 < np.mean(found.blocked) < 0.15
    assert found.patterns is not None
    assert 0.5 < np.mean((found.patterns >= 200_000).sum(axis=0)) < 6
    assert set(np.unique(found.level)) >= {0, 1, 2, 3}


def test_causes_bring_the_answers_that_their_rules_join(kb: KnowledgeBase) -> None:
    """The more causes, the more often patterns stand that need several answers at once."""
    program = compile_plan(kb)
    calm = {"flags": 0.0, "safety_open": 0.0, "unknown_safety": 0.0}
    none, many = (screen(program, runners(kb, 3000, 2, Likeness(patterns=share, **calm))) for share in (0.0, 4.0))
    for pattern in ("hamstring_synergist", "quad_dominance", "calf_soleus_deficit"):
        share = [float(np.mean(found.pattern(pattern, "left") >= 0.4)) for found in (none, many)]
        assert share[1] > 3 * share[0], pattern


def test_declared_priors_are_the_shares_of_a_population(kb: KnowledgeBase) -> None:
    """However much the causes draw to an answer; and the causes still say who gives it."""
    walk, wings = kb.questions["desk_hours"], kb.questions["breathing"]
    options = list(walk.options)
    prior = dict(zip(options, (0.5, 0.3, 0.2), strict=False)) | dict.fromkeys(options[3:], 0.0)
    ticks = dict.fromkeys(wings.options, 0.35)
    questions = {
        **kb.questions, walk.id: walk.model_copy(update={"prior": prior}), wings.id: wings.model_copy(update={"prior": ticks})
    }  # fmt: skip
    columns = runners(replace(kb, questions=questions), 4000, 6, Likeness(unknown=0.0, patterns=3.0))
    asked = columns.arrays["desk_hours"]
    shares = [float(np.mean(asked[asked >= 0] == place)) for place in range(3)]
    assert shares == pytest.approx([0.5, 0.3, 0.2], abs=0.03)
    breath = columns.arrays["breathing"]
    for place in range(len(wings.options)):
        assert float(np.mean(breath[breath >= 0] >> place & 1)) == pytest.approx(0.35, abs=0.03)


def test_fitting_keeps_who_and_changes_how_many() -> None:
    """Ten people, two drawn to the first of two options; a third should give it: the drawn ones do so far more often."""
    weights = np.array([[12.0, 12.0, *[0.1] * 8], [1.0] * 10])
    chances = fitted(weights, [0.3, 0.7])
    assert np.allclose(chances.sum(axis=0), 1.0)
    assert chances[0].mean() == pytest.approx(0.3, abs=1e-6)
    assert chances[0, 0] > 5 * chances[0, 9]


def test_chance_is_the_raw_stream_that_numpy_promises(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first numbers for a seed, written down once; and no other source is asked."""
    assert np.random.PCG64(7).random_raw(3).tolist() == RAW
    for name in ("default_rng", "Generator", "RandomState"):
        monkeypatch.setattr(np.random, name, None)
    assert runners(small_knowledge(Random(5)), 10, 7).rows == 10


@pytest.mark.parametrize(("count", "seed"), [(-1, 1), (1, -1)])
def test_no_runners_below_none(kb: KnowledgeBase, count: int, seed: int) -> None:
    with pytest.raises(ValueError, match="whole numbers from 0 up"):
        runners(kb, count, seed)


def test_a_long_last_run_goes_with_long_runs_before_it(kb: KnowledgeBase, made: Columns) -> None:
    """Else every second runner would have raised the load."""
    last, longest = (made.arrays[name].astype(float) for name in ("last_run", "longest30"))
    both = (last >= 0) & (longest >= 0)
    assert both.sum() > 100
    assert np.corrcoef(last[both], longest[both])[0, 1] > 0.5
