"""Conditions laid out for one reading: a rule on one side, or for one symptom. Their value is a degree in [-1, 1]."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from advisor.inference.sheet import at_most
from advisor.model.condition import AtMost, Leaf

__all__ = ["All", "Any", "AtLeast", "Atom", "Counted", "Expression", "Not", "SignRef", "tests_behind", "true_atoms", "walk"]


@dataclass(eq=False, slots=True)
class Atom:
    """A leaf read in one place: a question cell (or cells), or a finding on one side.

    ``finding`` is "" for questions, else the finding's name; ``scope`` is the finding's side.
    """

    index: int
    key: str
    leaf: Leaf
    side: str
    symptom: str
    finding: str = ""
    scope: str = ""
    tests: tuple[str, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(eq=False, slots=True)
class SignRef:
    """A sign read on one side (or whole); shared by all that read it."""

    index: int
    key: str
    name: str
    scope: str
    body: Expression = field(init=False)
    gate: Expression | None = field(init=False, default=None)


@dataclass(eq=False, slots=True)
class Not:
    child: Expression


@dataclass(eq=False, slots=True)
class All:
    """``one_leaf``: the two sides of a single leaf (``both``)."""

    children: tuple[Expression, ...]
    one_leaf: bool = False


@dataclass(eq=False, slots=True)
class Any:
    """``one_leaf``: the two sides of a single leaf (``either``)."""

    children: tuple[Expression, ...]
    one_leaf: bool = False


@dataclass(eq=False, slots=True)
class AtLeast:
    n: int
    children: tuple[Expression, ...]


@dataclass(eq=False, slots=True)
class Counted:
    """``at_most``."""

    rule: AtMost
    children: tuple[Expression, ...]


Expression = Atom | SignRef | Not | All | Any | AtLeast | Counted


class Degrees:
    """Values of expressions, given the value of every atom; signs are worked out once."""

    def __init__(self, atoms: list[float]) -> None:
        self.atoms = atoms
        self._signs: dict[int, float] = {}

    def of(self, expression: Expression) -> float:
        kind = type(expression)
        if kind is Atom:
            return self.atoms[expression.index]  # type: ignore[union-attr]
        if kind is SignRef:
            return self._sign(expression)  # type: ignore[arg-type]
        if kind is Not:
            return -self.of(expression.child)  # type: ignore[union-attr]
        values = [self.of(child) for child in expression.children]  # type: ignore[union-attr]
        if kind is All:
            return min(values)
        if kind is Any:
            return max(values)
        if kind is AtLeast:
            return sorted(values, reverse=True)[expression.n - 1]  # type: ignore[union-attr]
        return at_most(values, expression.rule)  # type: ignore[union-attr]

    def _sign(self, sign: SignRef) -> float:
        value = self._signs.get(sign.index)
        if value is None:
            applies = sign.gate is None or self.of(sign.gate) > 0
            value = self._signs[sign.index] = self.of(sign.body) if applies else 0.0
        return value


def true_atoms(expression: Expression, degrees: Degrees, *, positive: bool = True) -> Iterator[Atom]:
    """Atoms that are true once ``not`` is pushed down to them, signs read through; none from ``at_most``."""
    if isinstance(expression, Atom):
        value = degrees.of(expression)
        if (value if positive else -value) > 0:
            yield expression
    elif isinstance(expression, SignRef):
        if expression.gate is None or degrees.of(expression.gate) > 0:
            yield from true_atoms(expression.body, degrees, positive=positive)
    elif isinstance(expression, Not):
        yield from true_atoms(expression.child, degrees, positive=not positive)
    elif not isinstance(expression, Counted):
        if isinstance(expression, (All, Any)) and expression.one_leaf:
            value = degrees.of(expression)
            if (value if positive else -value) <= 0:
                return  # a leaf on both sides is true as a whole or not at all
        for child in expression.children:
            yield from true_atoms(child, degrees, positive=positive)


def tests_behind(expression: Expression, degrees: Degrees) -> set[str]:
    """Self-tests with a true leaf in the expression (DESIGN 4.5, step 5)."""
    return {test for atom in true_atoms(expression, degrees) for test in atom.tests}


def walk(expression: Expression) -> Iterator[Atom]:
    """Every atom, signs (and their gates) opened."""
    if isinstance(expression, Atom):
        yield expression
    elif isinstance(expression, SignRef):
        yield from walk(expression.body)
        if expression.gate is not None:
            yield from walk(expression.gate)
    elif isinstance(expression, Not):
        yield from walk(expression.child)
    else:
        for child in expression.children:
            yield from walk(child)
