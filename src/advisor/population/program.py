"""The compiled program: names of what it takes and gives, and its operations."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from advisor.errors import Place
from advisor.inference.consult import verdict
from advisor.inference.plan import Plan
from advisor.inference.plan import compile_plan as lay_out
from advisor.inference.why import safety_reads
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import REGIONS, SIDES
from advisor.population import discrete as d
from advisor.population.certainty import Certainties
from advisor.population.columns import Column, schema_of
from advisor.population.differing import Differing
from advisor.population.discrete import LIMIT, Discrete, RowWise, Value
from advisor.population.gates import Gates, piece_of
from advisor.population.graph import Graph, Node, Tri, all_kept
from advisor.population.leaves import Leaves
from advisor.population.machine import Machine, Tape
from advisor.population.readings import Readings
from advisor.population.refusals import refuse

__all__ = ["DEFAULT", "EVERYTHING", "Program", "compile_plan"]

DEFAULT = frozenset({"flags", "findings", "patterns"})
EVERYTHING = DEFAULT | {"items", "certainties", "plan"}
Key = tuple[str, str]


@dataclass(eq=False)
class Program:
    """``columns``: what goes in. ``safety``: (rule code, scope); the rest: names in the order of the result's rows."""

    knowledge: KnowledgeBase
    plan: Plan = field(repr=False)
    columns: Mapping[str, Column] = field(repr=False)
    flags: tuple[str, ...] = ()
    safety: tuple[Key, ...] = ()
    patterns: tuple[Key, ...] = ()
    findings: tuple[Key, ...] = ()
    muscles: tuple[Key, ...] = ()
    exercises: tuple[str, ...] = ()
    variants: tuple[Key, ...] = ()
    avoid_words: tuple[str, ...] = ()
    planning: tuple[str, ...] = ()

    limit: int = LIMIT
    _tapes: dict[frozenset[str], Tape] = field(default_factory=dict, repr=False)
    _outputs: dict[frozenset[str], _Outputs] = field(default_factory=dict, repr=False)
    _machines: dict[tuple[frozenset[str], int], list[Machine]] = field(default_factory=dict, repr=False)
    _differing: dict[frozenset[str], Differing] = field(default_factory=dict, repr=False)
    _lock: threading.RLock = field(default_factory=threading.RLock, repr=False)

    @cached_property
    def _places(self) -> dict[Key, int]:
        return {key: place for place, key in enumerate(self.findings)}

    def place_of(self, finding: str, side: str) -> int | None:
        """The row of ``dominant.muscle`` or ``dormant.muscle`` in ``certainties``; None where no rule concludes it."""
        return self._places.get((finding, side))

    def tape(self, want: frozenset[str]) -> Tape:
        """The operations that work out what is wanted; made once. Raises ValueError for what nobody can want."""
        if want not in self._tapes:
            with all_kept():
                outputs = self._outputs_of(want)
                self._tapes[want] = Tape(outputs.found, outputs.gates.order)
        return self._tapes[want]

    def _outputs_of(self, want: frozenset[str]) -> _Outputs:
        if want - EVERYTHING:
            raise ValueError(f"no such results: {sorted(want - EVERYTHING)}; there are {sorted(EVERYTHING)}")
        if want not in self._outputs:
            with all_kept():
                self._outputs[want] = _Outputs(self, want)
        return self._outputs[want]

    def differing(self, want: frozenset[str]) -> Differing:
        """What works out sheets that differ from one in few answers; made once."""
        with self._lock:
            if want not in self._differing:
                with all_kept():
                    outputs, depth = self._outputs_of(want).found, len(self.knowledge.symptoms)
                    anyway = safety_reads(self.knowledge)
                    free = [name for name, column in self.columns.items() if column.question not in anyway]
                    self._differing[want] = Differing(outputs, [], depth, free)
            return self._differing[want]

    def nodes(self, want: frozenset[str]) -> dict[tuple[str, int], Node]:
        """The nodes behind what is wanted, by result and row: for what is worked out of a part of the program."""
        with self._lock:
            return {(name, row): node for name, row, node in self._outputs_of(want).found}

    def machine(self, want: frozenset[str], size: int) -> Machine:
        """A machine for blocks of at least ``size``; machines given back are used again."""
        size = 1 << max(size - 1, 15).bit_length()
        with self._lock:
            spare = self._machines.get((want, size))
            tape = self.tape(want)
            if spare:
                return spare.pop()
        return Machine(tape, size, len(self.knowledge.symptoms))

    def give_back(self, want: frozenset[str], machine: Machine) -> None:
        """Keeps a machine for the next call."""
        with self._lock:
            self._machines.setdefault((want, machine.size), []).append(machine)


class _Outputs:
    """The nodes of everything wanted: (result, row, node)."""

    def __init__(self, program: Program, want: frozenset[str]) -> None:
        self.program, self.plan = program, program.plan
        self.graph = graph = Graph()
        self.readings = Readings(graph, self.plan, Leaves(graph, program.knowledge, program.columns), program.limit)
        self.gates = Gates(graph, self.plan, self.readings.logic)
        self.readings.fired_each = self.gates.fired
        self.found: list[tuple[str, int, Node]] = []
        self.k = program.knowledge.info.constants
        self._put("level", 0, self.gates.level)
        self._put("blocked", 0, self.gates.blocked)
        self._put("grave", 0, self.gates.grave)
        if "flags" in want:
            for row, state in enumerate(self.gates.flags(program.flags)):
                self._put("flags", row, state)
        if "items" in want:
            for item in self.gates.items:
                state = self.gates.state(item.bits)
                deep = isinstance(state, Node) and state.deep
                for row in range(item.row, item.row + (1 if deep else len(item.scopes))):  # a deep one stores all its rows
                    self._put("items", row, state)
        if want & {"findings", "patterns", "certainties", "plan"}:
            self.certainties = Certainties(graph, self.plan, self.readings, program.limit)
            self.certainties.work_out()
            self._certainties(want)
        if "plan" in want:
            self._plan()

    def _put(self, name: str, row: int, value: Node | float, dtype: str = "i1") -> None:
        if not isinstance(value, Node):  # the same for every sheet
            any_column = next(iter(self.program.columns))
            value = self.graph.take(np.array([value]), self.graph.load(any_column, "i1"), dtype)
        self.found.append((name, row, value))

    def _certainties(self, want: frozenset[str]) -> None:
        program, found = self.program, self.certainties.found
        if "patterns" in want:
            for row, key in enumerate(program.patterns):
                self._put("patterns", row, self._millionths(found.get(key)), "i4")
        pairs: dict[tuple[str, str], dict[str, Value | None]] = {}
        for row, (name, side) in enumerate(program.findings):
            role, _, muscle = name.partition(".")
            pairs.setdefault((muscle, side), {})[role] = found.get((name, side))
            if "certainties" in want:
                self._put("certainties", row, self._millionths(found.get((name, side))), "i4")
        if "findings" in want:
            for row, key in enumerate(program.muscles):
                self._put("findings", row, self._verdict(pairs[key].get("dominant"), pairs[key].get("dormant")), "i4")

    def _millionths(self, value: Value | None) -> Node | int:
        """A certainty as whole millionths."""
        if value is None:
            return 0
        if isinstance(value, Discrete):
            table = np.rint(value.fields["cf"] * 1e6).astype(np.int32)
            return int(table[0]) if value.code is None else self.graph.take(table, value.code, "i4")
        cf = value.fields["cf"]
        if not isinstance(cf, Node):
            return int(round(cf * 1e6))  # noqa: RUF046
        return self.graph.cast(self.graph.make(np.rint, (self.graph.make(np.multiply, (cf, 1e6), "f8"),), "f8"), "i4")

    def _verdict(self, dominant: Value | None, dormant: Value | None) -> Node | int:
        """The verdict and four times |v| in millionths, in one number (DESIGN 4.7)."""
        zero = d.constant(cf=0.0)
        big, small = dominant or zero, dormant or zero
        if isinstance(big, Discrete) and isinstance(small, Discrete) and d.product([big, small]) <= self.program.limit:
            return self._verdict_table(big, small)
        return self._verdict_rows(self.certainties.rows(big).fields["cf"], self.certainties.rows(small).fields["cf"])

    def _verdict_table(self, big: Discrete, small: Discrete) -> Node | int:
        where = d.expanded([big, small])
        total = d.product([big, small])
        pair = [v.fields["cf"][np.zeros(total, int) if v.code is None else where[v.code.number]] for v in (big, small)]
        told = [verdict(float(a), float(b), self.k.hidden) for a, b in zip(*pair, strict=True)]
        packed = np.array([4 * round(size * 1e6) + _WORDS[word] for word, size in told])
        code = d.joined(self.graph, [big, small], {}).code
        return int(packed[0]) if code is None else self.graph.take(packed, code, "i4")

    def _verdict_rows(self, dominant: Any, dormant: Any) -> Node:
        calc, graph = RowWise(self.graph), self.graph
        big, small = calc.high(dominant, 0.0), calc.high(dormant, 0.0)
        least = calc.low(big, small)
        v = calc.div(calc.sub(big, small), calc.sub(1.0, least))
        size = graph.make(np.absolute, (calc.millionth(v),), "f8")
        shown = graph.make(np.greater_equal, (size, self.k.hidden), "i1")
        ahead = calc._two(np.greater, big, small)
        towards: Tri = graph.two(np.subtract, 2, ahead) if isinstance(ahead, Node) else 2 - int(ahead)
        both = calc._two(np.greater_equal, least, self.k.hidden)
        unclear = graph.both(both if isinstance(both, Node) else int(both), graph.neither(shown))
        word = graph.two(np.multiply, shown, towards)
        if unclear != 0:
            word = graph.two(np.add, word, graph.two(np.multiply, unclear, 3))
        millionths = graph.make(np.rint, (graph.make(np.multiply, (size, 1e6), "f8"),), "f8")
        return graph.two(np.add, graph.make(np.multiply, (graph.cast(millionths, "i4"), 4), "i4"), word)

    # ------------------------------------------------------------- the plan's inputs
    def _plan(self) -> None:
        program, gates, graph = self.program, self.gates, self.graph
        rules = program.knowledge.rules
        told = graph.neither(graph.either((gates.ended, gates.grave)))
        pieces = gates.pieces()
        for rule in program.knowledge.active_rules:
            if not rule.is_safety and rule.limit:
                acts = graph.both(self._in_force(rule.code), told)
                pieces += [(piece_of(self.plan, limit, rule, ""), acts) for limit in rule.limit]
        levels = {region: gates.limit(pieces, region, 1, 4) for region in REGIONS}
        avoids = {word: gates.avoids(pieces, word) for word in program.avoid_words}
        for row, region in enumerate(REGIONS):
            pain = gates.limit(pieces, region, 3, 11)
            self._put("max_level", row, levels[region])
            self._put("max_pain", row, pain)
            self._put("dose", row, gates.dose(pieces, region), "f8")
        for row, word in enumerate(program.avoid_words):
            self._put("avoid", row, avoids[word])
        open_ = graph.neither(graph.either((gates.ended, gates.blocked)))
        for row, name in enumerate(program.exercises):
            self._put("allowed", row, graph.both(open_, gates.allowed(name, levels, avoids)))
        for row, (name, variant) in enumerate(program.variants):
            self._put("variants", row, graph.both(open_, gates.variant(name, variant, avoids)))
        for row, code in enumerate(program.planning):
            self._put("in_force", row, graph.both(told, self._in_force(rules[code].code)))

    def _in_force(self, code: str) -> Tri:
        """1 where a rule that is not safety is in force anywhere (DESIGN 4.5)."""
        certainties, rule = self.certainties, self.program.knowledge.rules[code]
        effect = certainties.effect(rule, "whole")
        found: list[Tri] = []
        for source in effect.sources:
            edge = self.k.stands if effect.name == "cf" else 5e-324
            field_ = certainties.rows(source).fields[effect.name]
            found.append(
                self.graph.make(np.greater_equal, (field_, edge), "i1") if isinstance(field_, Node) else int(field_ >= edge)
            )
        return self.graph.either(found)


_WORDS = {"": 0, "dominant": 1, "dormant": 2, "unclear": 3}


def compile_plan(knowledge: KnowledgeBase, *, limit: int = LIMIT, places: Mapping[str, Place] | None = None) -> Program:
    """The program of a linked knowledge base. Raises AdvisorError P801 naming each rule that cannot be compiled.

    ``places``: where rules were read, by code or id, for that message.
    ``limit``: combinations that are looked up in tables at most; 0 works out every row, with the same digits.
    """
    refuse(knowledge, places or {})
    plan = lay_out(knowledge)
    keys = [(name, side) for names in plan.strata for name in names for side in plan.sides_of(name)]
    order = {key: (key[0].rpartition(".")[2], key[0], key[1]) for key in keys}
    findings = sorted((key for key in keys if "." in key[0]), key=order.__getitem__)
    rules = knowledge.active_rules
    said = {(name.partition(".")[2], side) for name, side in findings}
    return Program(
        knowledge, plan, schema_of(knowledge), limit=limit,
        flags=tuple(dict.fromkeys(reading.rule.flag for reading in plan.safety)),
        safety=tuple((reading.rule.code, reading.scope) for reading in plan.safety),
        patterns=tuple(
            (rule.id, side)
            for rule in sorted(knowledge.patterns.values(), key=lambda r: r.code)
            for side in plan.sides_of(rule.id)
        ),
        findings=tuple(findings),
        muscles=tuple(
            (name, side) for name, muscle in knowledge.muscles.items() for side in (SIDES if muscle.paired else ("whole",))
            if (name, side) in said
        ),
        exercises=tuple(knowledge.exercises),
        variants=tuple((name, v.id) for name, exercise in knowledge.exercises.items() for v in exercise.variants.values()),
        avoid_words=tuple(sorted({word for rule in rules for limit in rule.limit for word in limit.avoid})),
        planning=tuple(
            rule.code for rule in rules
            if not rule.is_safety and (rule.start_with or rule.advise or rule.discount.symptoms is not None)
        ),
    )  # fmt: skip
