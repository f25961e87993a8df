"""Safety over columns: the state of every safety rule, the level, the limits, what may appear (DESIGN 4.8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from advisor.inference import expression as x
from advisor.inference.plan import Plan
from advisor.inference.plan import _Layout as Layout
from advisor.inference.safety import narrowed
from advisor.model.assessment import Limits
from advisor.model.knowledge import LEVELS, Limit, Rule
from advisor.population.graph import Graph, Node, Tri
from advisor.population.leaves import EACH
from advisor.population.logic import Logic

__all__ = ["Gates"]

Piece = tuple[tuple[str, ...], int | None, float | None, int | None, tuple[str, ...]]
"""Regions, max_level, dose, max_pain, avoid."""


@dataclass(frozen=True)
class Item:
    """A safety rule, its scopes, the first one's row among the readings; ``bits``: 4 fired, 2 open, 1 unsure."""

    rule: Rule
    scopes: tuple[str, ...]
    row: int
    bits: Tri


class Gates:
    """``level``, ``blocked``, ``ended``, ``grave``; all as nodes or numbers."""

    def __init__(self, graph: Graph, plan: Plan, logic: Logic) -> None:
        self.graph, self.plan, self.logic = graph, plan, logic
        self._each = Logic(graph, logic.leaves, logic.finding)
        self._layout = Layout(Plan(plan.knowledge))
        self.items: list[Item] = self._items()
        self._groups: dict[tuple[str, int, int], Tri] = {}
        self.order: list[Node] = []
        self._together()
        by_refer: dict[tuple[int, int], list[Tri]] = {}
        for (_, *levels), bits in self._groups.items():
            by_refer.setdefault((levels[0], levels[1]), []).append(bits)
        together = {levels: self._or(items) for levels, items in sorted(by_refer.items())}
        urgent = LEVELS.index("urgent")
        self.blocked = self._has(self._or(together.values()), 2)
        self.grave = self._has(self._or(bits for (level, _), bits in together.items() if level >= urgent), 2)
        found: list[Tri] = []
        for (fired, unsure), bits in together.items():
            found += [self._times(self._has(bits, 4), fired), self._times(self._has(bits, 1), unsure)]
        self.level = graph.biggest(found)
        self.ended = graph.at_least(self.level, urgent)

    def _items(self) -> list[Item]:
        """One for each safety rule and side; a rule read per symptom is one, with a row for each symptom."""
        found: list[Item] = []
        for row, reading in enumerate(self.plan.safety):
            rule = reading.rule
            if rule.per != "symptom":
                found.append(Item(rule, (reading.scope,), row, self._bits(self.logic, reading.when, 1, 0)))
            elif not found or found[-1].rule is not rule:
                when = self._layout.lay(rule.when, "", EACH)
                leaves = self.logic.leaves
                bits = self._bits(self._each, when, leaves.presence(EACH), leaves.lack_of_presence())
                found.append(Item(rule, tuple(self.plan.knowledge.symptoms), row, bits))
        return found

    def _together(self) -> None:
        """What rules of one flag and level come to; rows for each symptom are folded first, group by group: they are the
        large ones, and few are in use at a time."""
        rows: dict[tuple[str, int, int], list[Tri]] = {}
        flat: dict[tuple[str, int, int], list[Tri]] = {}
        for item in self.items:
            deep = isinstance(item.bits, Node) and item.bits.deep
            (rows if deep else flat).setdefault((item.rule.flag, *_levels(item.rule)), []).append(item.bits)
        for key, items in rows.items():
            flat.setdefault(key, []).insert(0, self.graph.union(self._or(items)))
            self.order += [flat[key][0]]  # type: ignore[list-item]
        for key, items in flat.items():
            found = self._groups[key] = self._or(items)
            self.order += [found] if isinstance(found, Node) else []

    def state(self, bits: Tri) -> Tri:
        """3 fired, 2 open, 1 unsure, 0 clear: the gravest of some bits."""
        if isinstance(bits, int):
            return (bits >= 4) + (bits >= 2) + (bits >= 1)
        return self.graph.total([self.graph.at_least(bits, edge) for edge in (1, 2, 4)])

    def flags(self, names: Iterable[str]) -> list[Tri]:
        """The gravest state of each flag's rules."""
        return [self.state(self._or(bits for key, bits in self._groups.items() if key[0] == name)) for name in names]

    def _bits(self, logic: Logic, when: x.Expression, there: Tri, missing: Tri) -> Tri:
        """The bits of a condition, joined by ``all`` with ``there``; ``missing``: what is lacking about that."""
        graph = self.graph
        degree, lack = graph.smallest((there, logic.degree(when))), graph.biggest((missing, logic.lack(when)))
        if isinstance(degree, int):
            return 4 if degree > 0 else 0 if degree < 0 else lack
        lacking = graph.two(np.multiply, lack, graph.make(np.equal, (degree, 0), "i1")) if lack != 0 else 0
        fired = graph.make(np.multiply, (graph.fired(degree), 4), "i1")
        return graph.largest((fired, lacking)) if lacking != 0 else fired

    def fired(self, code: str) -> Tri:
        """1 where a safety rule fires: a row for each symptom, for a rule read so."""
        return self.graph.either(self._has(item.bits, 4) for item in self.items if item.rule.code == code)

    def _or(self, items: Iterable[Tri]) -> Tri:
        items = list(items)
        fixed = 0
        for bits in items:
            fixed |= bits if isinstance(bits, int) else 0
        nodes = [bits for bits in items if isinstance(bits, Node)]
        if not nodes:
            return fixed
        found = nodes[0]
        for node in nodes[1:]:
            found = self.graph.two(np.bitwise_or, found, node)
        return self.graph.two(np.bitwise_or, found, fixed) if fixed else found

    def _has(self, bits: Tri, mask: int) -> Tri:
        if isinstance(bits, int):
            return int(bits & mask != 0)
        return self.graph.make(np.not_equal, (self.graph.make(np.bitwise_and, (bits, mask), "i1"), 0), "i1")

    def _times(self, yes: Tri, number: int) -> Tri:
        if isinstance(yes, int) or number == 0:
            return yes * number if isinstance(yes, int) else 0
        return self.graph.make(np.multiply, (yes, number), "i1")

    # ------------------------------------------------------------- limits and exercises
    def pieces(self) -> list[tuple[Piece, Tri]]:
        """Every limit of a safety rule with 1 where it acts; equal limits are one."""
        acting: dict[Piece, list[Tri]] = {}
        for item in self.items:
            fired, unsure = self._has(item.bits, 4), self._has(item.bits, 1)
            effects = [(limit, self.graph.either((fired, unsure))) for limit in item.rule.limit]
            if item.rule.refer is not None:
                pairs = zip((fired, unsure), _levels(item.rule), strict=True)
                closing = self.graph.either(yes for yes, level in pairs if level >= LEVELS.index("soon"))
                effects.append((Limit(area=item.rule.refer.area, max_level=0), closing))
            for limit, acts in effects:
                for place, scope in enumerate(item.scopes):
                    piece = piece_of(self.plan, limit, item.rule, scope)
                    acting.setdefault(piece, []).append(self.graph.row(acts, place))
        return [(piece, self.graph.either(items)) for piece, items in acting.items()]

    def limit(self, pieces: list[tuple[Piece, Tri]], region: str, part: int, free: int) -> Tri:
        """The smallest max_level (``part`` 1) or max_pain (3) in a region; ``free`` where none acts."""
        found: list[Tri] = [free]
        for piece, acts in pieces:
            if region in piece[0] and piece[part] is not None:
                found.append(self._picked(acts, int(piece[part]), free))  # type: ignore[arg-type]
        return self.graph.least(found)

    def dose(self, pieces: list[tuple[Piece, Tri]], region: str) -> Node | float:
        """The smallest dose in a region, f8; NaN where none acts."""
        doses = sorted({p[2] for p, _ in pieces if region in p[0] and p[2] is not None}, reverse=True)
        ranks = {dose: rank for rank, dose in enumerate(doses, 1)}
        acting = [(acts, p[2]) for p, acts in pieces if region in p[0] and p[2] is not None]
        best = self.graph.biggest([self._times(acts, ranks[dose]) for acts, dose in acting])
        table = [float("nan"), *doses]
        return self.graph.take(np.array(table), best, "f8") if isinstance(best, Node) else table[best]

    def _picked(self, acts: Tri, value: int, free: int) -> Tri:
        """``value`` where it acts, else ``free`` (which is larger)."""
        if isinstance(acts, int):
            return value if acts else free
        down = self.graph.make(np.multiply, (acts, value - free), "i1")
        return self.graph.make(np.add, (down, free), "i1")

    def avoids(self, pieces: list[tuple[Piece, Tri]], word: str) -> Tri:
        """1 where a limit avoids a word."""
        return self.graph.either(acts for piece, acts in pieces if word in piece[4])

    def clear(self, condition: x.Expression | None) -> Tri:
        """1 where a condition is clear (4.8.1): false, or unknown with nothing lacking."""
        if condition is None:
            return 1
        graph = self.graph
        degree, lack = self.logic.degree(condition), self.logic.lack(condition)
        false = graph.fired(graph.negated(degree))
        settled = graph.both(graph.neither(graph.is_known(degree)), graph.neither(graph.at_least(lack, 1)))
        return graph.either((false, settled))

    def variant(self, name: str, variant: str, avoids: dict[str, Tri]) -> Tri:
        """1 where a form of an exercise is in use: it may be needed, or what it takes away is avoided."""
        without = self.plan.knowledge.exercises[name].variants[variant].without
        needed = self.graph.neither(self.clear(self.plan.variants.get((name, variant))))
        return self.graph.either((needed, *(avoids[tag] for tag in without if tag in avoids)))

    def allowed(self, name: str, max_level: dict[str, Tri], avoids: dict[str, Tri]) -> Tri:
        """1 where an exercise may appear: its level fits, nothing avoids its form in use, its ``not_if`` is clear."""
        graph, exercise = self.graph, self.plan.knowledge.exercises[name]
        barred = [avoids[name]] if name in avoids else []
        for tag in exercise.tags:
            if tag in avoids:
                taken = graph.either(self.variant(name, v.id, avoids) for v in exercise.variants.values() if tag in v.without)
                barred.append(graph.both(avoids[tag], graph.neither(taken)))
        parts: list[Tri] = [graph.neither(graph.either(barred)), self.clear(self.plan.contraindications.get(name))]
        parts += [graph.at_least(max_level[region], exercise.level) for region in exercise.loads]
        found: Tri = 1
        for part in parts:
            found = graph.both(found, part)
        return found


def piece_of(plan: Plan, limit: Limit, rule: Rule, scope: str) -> Piece:
    """A limit with its area told region by region."""
    whole = narrowed(plan.knowledge, Limits(), [(Limit(area=limit.area, max_level=0), rule, scope)])
    return tuple(whole.max_level), limit.max_level, limit.dose, limit.max_pain, tuple(limit.avoid)


def _levels(rule: Rule) -> tuple[int, int]:
    """What a rule counts as where it fires, and where it is unsure."""
    if rule.refer is None:
        return 0, 0
    fired = LEVELS.index(rule.refer.level)
    unsure: Any = rule.refer.unsure or ("soon" if rule.refer.level in ("urgent", "emergency") else "caution")
    return fired, LEVELS.index(unsure)
