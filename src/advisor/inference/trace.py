"""The record of a consultation: what fired and on what answers, offers of tests, notices (DESIGN section 7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from advisor.inference import expression as x
from advisor.inference.consult import Consultation
from advisor.inference.plan import Reading
from advisor.inference.slots import fill, value_words
from advisor.language import language
from advisor.model.answers import State, Value
from advisor.model.assessment import Derivation, Firing, LeafRead, Notice, PatternFinding, TestOffer, band_of
from advisor.model.base import KnowledgeBase
from advisor.model.condition import Kind, Op
from advisor.model.dependencies import targets
from advisor.model.knowledge import Rule
from advisor.model.reach import leaves_through_signs

__all__ = ["advice_in_force", "derivations", "firings", "leaf_words", "notices", "offers", "patterns", "start_with", "tests_done"]


def firings(found: Consultation) -> tuple[Firing, ...]:
    """Every activation of experta that belongs to a rule, in ascending rule code, then side."""
    readings = [*found.certainties.safety_fired, *found.certainties.fired.values()]
    return tuple(_firing(found, r) for r in sorted(readings, key=lambda r: (r.rule.code, r.scope)))


def _firing(found: Consultation, reading: Reading) -> Firing:
    atoms = list(dict.fromkeys(x.true_atoms(reading.when, found.degrees)))
    reads = []
    for atom in atoms:
        tests = atom.tests[0] if atom.tests else ""
        text = ("not: " if found.degrees.of(atom) < 0 else "") + leaf_words(found.plan.knowledge, found, atom)
        scope = atom.side or atom.symptom or atom.scope
        name = "" if atom.finding else atom.leaf.name
        reads.append(LeafRead.model_construct(question=name, scope=scope, finding=atom.finding, sign="", text=text, test=tests))
    scope = reading.scope
    return Firing.model_construct(
        rule=reading.rule.code,
        side=scope,
        strength=found.degrees.of(reading.when),
        because=fill(found.plan.knowledge, reading.rule.because, found.view.answers, scope, found.view),
        reads=tuple(reads),
        tests=tuple(sorted(x.tests_behind(reading.when, found.degrees))),
    )


_OPS = {
    Op.AT_LEAST: "at least", Op.MORE_THAN: "more than", Op.AT_MOST: "at most", Op.LESS_THAN: "less than",
    Op.GAP_AT_LEAST: "sides differ by at least", Op.GAP_MORE_THAN: "sides differ by more than", Op.BETWEEN: "from",
}  # fmt: skip


def leaf_words(knowledge: KnowledgeBase, found: Consultation | None, atom: x.Atom) -> str:
    """What a leaf asks, and the answer it met: for the coach's view."""
    where = f" ({atom.side or atom.scope or atom.symptom})" if (atom.side or atom.scope or atom.symptom) else ""
    leaf = atom.leaf
    if atom.finding:
        return f"{atom.finding} {leaf.values[0]}{where}"
    if leaf.op is Op.HURT:
        wanted = "hurt"
    elif leaf.op is Op.ANSWERED:
        wanted = "answered"
    elif leaf.op is Op.IS:
        wanted = "is " + " or ".join(leaf.values)
    else:
        joined = " to ".join(leaf.values)
        wanted = f"{_OPS[leaf.op]} {joined}{' %' if leaf.percent else ''}{f' x {leaf.other}' if leaf.other else ''}"
    text = f"{leaf.name}{where} {wanted}"
    if found is None:
        return text
    met = [
        _answer_words(knowledge, question, found.view.answers.get(question, scope))
        for question, scope in atom.cells
        if found.view.answers.get(question, scope) is not State.NOT_ASKED
    ]
    return f"{text} [{', '.join(met[:4])}]" if met else text


def _answer_words(knowledge: KnowledgeBase, question: str, value: Value | State) -> str:
    if isinstance(value, State):
        return value.value
    return value_words(knowledge.questions[question], value, language(knowledge.language))


def derivations(found: Consultation) -> tuple[Derivation, ...]:
    """One for every finding and side with at least one contribution, in order of name, then side."""
    return tuple(found.certainties.derivations[key] for key in sorted(found.certainties.derivations))


def patterns(found: Consultation) -> tuple[PatternFinding, ...]:
    """Patterns that stand, by code, then side."""
    k = found.plan.knowledge.info.constants
    shown = []
    for rule in sorted(found.plan.knowledge.patterns.values(), key=lambda r: r.code):
        for side in found.plan.sides_of(rule.id):
            value = found.certainties.cf.get((rule.id, side), 0.0)
            if value >= k.stands:
                band = band_of(value, k.hidden, k.likely, k.strong)
                shown.append(
                    PatternFinding(pattern=rule.id, rule=rule.code, title=rule.title, side=side, certainty=value, band=band)
                )
    return tuple(shown)


def _in_force(found: Consultation) -> list[Rule]:
    return [r for r in found.plan.knowledge.active_rules if not r.is_safety and found.certainties.in_force(r, "whole")]


def start_with(found: Consultation) -> frozenset[str]:
    """Exercises that rules in force prefer."""
    return frozenset(name for rule in _in_force(found) for name in rule.start_with)


def advice_in_force(found: Consultation) -> tuple[tuple[str, ...], bool]:
    """Advice of rules in force, by code, and whether a load explanation is among them."""
    texts: list[str] = []
    for rule in _in_force(found):
        if rule.advise:
            scopes = [s for code, s in found.certainties.fired if code == rule.code] or [""]
            texts.append(fill(found.plan.knowledge, rule.advise, found.view.answers, sorted(scopes)[0], found.view))
    load = any(rule.discount.symptoms is not None for rule in _in_force(found))
    return tuple(dict.fromkeys(texts)), load


def notices(found: Consultation) -> tuple[Notice, ...]:
    """Answers set aside because they are not relevant; results for which there is no cut-off."""
    items: list[Notice] = []
    for (name, scope), _ in sorted(found.view.answers.values.items(), key=lambda pair: pair[0]):
        if found.view.state(name, scope) is State.NOT_RELEVANT:
            items.append(Notice(kind="set_aside", question=name, scope=scope))
    signs = found.plan.signs.values()
    seen = {name for sign in signs if _applies(found, sign) for name in _read(found, sign.body)}  # these do count
    atoms = (atom for r in found.certainties.fired.values() for atom in x.true_atoms(r.when, found.degrees))
    seen |= {name for atom in atoms for name, _ in atom.cells}
    for sign in signs:
        if _applies(found, sign):
            continue
        for atom in x.walk(sign.body):
            for name, scope in atom.cells:
                known = not isinstance(found.view.state(name, scope), State)
                if atom.tests and known and name not in seen:
                    seen.add(name)
                    items.append(Notice(kind="no_norm", question=name))
    return tuple(items)


def _applies(found: Consultation, sign: x.SignRef) -> bool:
    """Whether the sign has a cut-off for this runner, as far as is known."""
    return sign.gate is None or found.degrees.of(sign.gate) >= 0


def _read(found: Consultation, expression: x.Expression) -> Iterator[str]:
    """The questions that an expression reads; signs that do not apply stay closed."""
    if isinstance(expression, x.Atom):
        yield from (name for name, _ in expression.cells)
    elif isinstance(expression, x.SignRef):
        yield from _read(found, expression.body) if _applies(found, expression) else ()
    elif isinstance(expression, x.Not):
        yield from _read(found, expression.child)
    else:
        for child in expression.children:
            yield from _read(found, child)


def tests_done(found: Consultation) -> tuple[str, ...]:
    """Self-tests with at least one result: "don't know" is none, and neither is a test stopped for pain."""
    return _with_answers(found, ())


def _with_answers(found: Consultation, also: tuple[State, ...]) -> tuple[str, ...]:
    """Self-tests with at least one known answer, or one of ``also``."""
    questions = _questions(found.plan.knowledge)
    return tuple(name for name in found.plan.knowledge.tests if any(_answered(found, q, also) for q in questions[name]))


def _questions(knowledge: KnowledgeBase) -> dict[str, list[str]]:
    """The questions of each self-test, in the order asked."""
    names: dict[str, list[str]] = {name: [] for name in knowledge.tests}
    for name, question in knowledge.questions.items():
        if question.test:
            names[question.test].append(name)
    return names


def _answered(found: Consultation, question: str, also: tuple[State, ...]) -> bool:
    item = found.plan.knowledge.questions[question]
    values = [found.view.answers.get(question, scope) for scope in found.view.scopes(item)]
    return any(not isinstance(value, State) or value in also for value in values)


def offers(found: Consultation, shown: Iterable[str]) -> tuple[TestOffer, ...]:
    """Tests without a result and not stopped for pain, allowed and relevant, those that touch a shown muscle most first."""
    knowledge = found.plan.knowledge
    shown = set(shown)
    done, withheld = set(_with_answers(found, (State.HURT,))), set(found.safety.withheld)
    questions, closed, out = _questions(knowledge), _without_cut_off(found), _ruled_out(found)
    items: list[tuple[int, int, TestOffer]] = []
    for order, (name, test) in enumerate(knowledge.tests.items()):
        relevant = any(found.view.relevant(q, s) for q in questions[name] for s in found.view.scopes(knowledge.questions[q]))
        if name in done or name in withheld or not relevant:
            continue
        muscles, names = _touched(knowledge, name, closed, out)
        if muscles or names:
            offer = TestOffer(test=name, minutes=test.minutes, muscles=muscles, patterns=names)
            items.append((-len(set(muscles) & shown), order, offer))
    return tuple(offer for _, _, offer in sorted(items, key=lambda item: item[:2]))


def _without_cut_off(found: Consultation) -> frozenset[str]:
    """Signs that hold nothing for this runner, whatever the test gives: no cut-off for this age, say."""
    refs = found.plan.signs.values()
    read = {ref.name for ref in refs if ref.gate is None or found.degrees.of(ref.gate) >= 0}
    return frozenset(ref.name for ref in refs) - read


def _ruled_out(found: Consultation) -> frozenset[str]:
    """Rules that no self-test still to be done can make true, on any side."""
    fits = {r.rule.code for r in found.plan.readings if _reach(r.when, found)[1] > 0}
    return frozenset(reading.rule.code for reading in found.plan.readings) - fits


def _reach(expression: x.Expression, found: Consultation) -> tuple[float, float]:
    """The lowest and the highest degree it can still take: self-tests without a result and findings are open."""
    if isinstance(expression, x.Atom):
        degree = found.degrees.of(expression)
        return (-1.0, 1.0) if expression.finding or (expression.tests and not degree) else (degree, degree)
    if isinstance(expression, x.SignRef):
        low, high = _reach(expression.body, found)
        least, most = (1.0, 1.0) if expression.gate is None else _reach(expression.gate, found)
        return (0.0, 0.0) if most <= 0 else (low, high) if least > 0 else (min(low, 0.0), max(high, 0.0))
    if isinstance(expression, x.Not):
        low, high = _reach(expression.child, found)
        return -high, -low
    if isinstance(expression, x.Counted):
        return -1.0, 1.0
    lows, highs = (sorted(part, reverse=True) for part in zip(*(_reach(c, found) for c in expression.children), strict=True))
    n = len(lows) if isinstance(expression, x.All) else 1 if isinstance(expression, x.Any) else expression.n
    return lows[n - 1], highs[n - 1]


def _touched(
    knowledge: KnowledgeBase, test: str, closed: Collection[str], out: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Muscles and patterns that the test can still speak about; ``closed``: signs, ``out``: rules that are out of the running."""
    muscles: dict[str, None] = {}
    names: dict[str, None] = {}
    for rule in knowledge.active_rules:
        if rule.is_safety or rule.code in out:
            continue
        leaves = leaves_through_signs(rule.when, knowledge.signs, closed)
        if not any(leaf.kind is Kind.QUESTION and knowledge.test_of(leaf.name) == test for leaf in leaves):
            continue
        touched = targets(rule, knowledge)
        for finding in (*touched["conclude"], *touched["passes_on"]):
            role, _, muscle = finding.partition(".")
            (muscles if muscle else names)[muscle or role] = None
    return tuple(muscles), tuple(names)
