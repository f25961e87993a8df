"""The same generated rules in CLIPS (clipspy, optional): same facts in the same batches, firings compared."""

from __future__ import annotations

from typing import Any

from advisor.inference.consult import Reasoner
from advisor.inference.network import Leaf, Literal, Network, Node, Part
from advisor.inference.plan import Reading
from advisor.model.answers import AnswerSheet

__all__ = ["Batch", "Clips", "Replay", "batches_of", "facts_of"]

Batch = list[Literal]
_TYPES: dict[type, str] = {Leaf: "leaf", Node: "node", Part: "part"}


def batches_of(reasoner: Reasoner, answers: AnswerSheet) -> list[Batch]:
    """What one consultation declares, run by run."""
    batches: list[Batch] = []
    run = reasoner._run

    def recorded(facts: list[Any]) -> None:
        batches.append([(type(fact), fact["id"], fact["v"]) for fact in facts])
        run(facts)

    reasoner._run = recorded  # type: ignore[method-assign]
    try:
        reasoner.consult(answers)
    finally:
        del reasoner._run
    return batches


class Replay:
    """The matching alone, by our engine: declare each batch, run."""

    def __init__(self, reasoner: Reasoner, batches: list[Batch]) -> None:
        self.engine = reasoner.engine
        self.batches = [[self.engine.known[literal] for literal in batch] for batch in batches]

    def run(self) -> list[str]:
        """The readings fired, in order."""
        engine = self.engine
        engine.fired.clear()
        engine.reset()
        for facts in self.batches:
            if facts:
                engine.declare(*facts)
            engine.run()
        return [reading.key for reading in engine.fired]


class Clips:
    """The network's rules as CLIPS rules. Raises ImportError without clipspy."""

    def __init__(self, network: Network) -> None:
        import clips  # type: ignore[import-not-found,unused-ignore]

        self.environment = clips.Environment()
        self.fired: list[str] = []
        self.environment.define_function(self.fired.append, name="fired")
        highest = min(10_000, len(network.rules))
        for index, (literals, head) in enumerate(network.rules):
            does = f'(fired "{head.key}")' if isinstance(head, Reading) else f"(assert {_fact(head)})"
            # CLIPS knows 20,001 saliences: beyond that, rules late in the order share the lowest.
            salience = max(-10_000, highest - index)
            tests = " ".join(_fact(literal) for literal in literals)
            self.environment.build(f"(defrule r{index} (declare (salience {salience})) {tests} => {does})")

    def run(self, batches: list[list[str]]) -> list[str]:
        """The readings fired, in order; ``batches`` as :func:`facts_of` gives them."""
        self.fired.clear()
        self.environment.reset()
        for facts in batches:
            for fact in facts:
                self.environment.assert_string(fact)
            self.environment.run()
        return list(self.fired)


def facts_of(batches: list[Batch]) -> list[list[str]]:
    """What one consultation declares, as CLIPS writes facts."""
    return [[_fact(literal) for literal in batch] for batch in batches]


def _fact(literal: Literal) -> str:
    """An ordered fact. A relation of its own for each literal was tried too: CLIPS took twice as long."""
    kind, name, value = literal
    return f'({_TYPES[kind]} "{name}" {value})'
