"""What an exercise must say to be done well: a target, a whole dose, honest minutes, steps that lead somewhere (codes W)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.errors import Diagnostic
from advisor.knowledge.raw import Entry
from advisor.model.duration import amounts, exercise_minutes
from advisor.model.knowledge import Dose, Exercise

__all__ = ["SKIP_SESSIONS", "check_exercises"]

SKIP_SESSIONS = 4
"""Clean sessions in a row before a step that leaves out a level (dossier section 5)."""
SPARE_MINUTES = 2
"""An exercise may be given this much more time than its dose takes, to get into place."""
_Found = Iterator[Diagnostic]


def check_exercises(exercises: Mapping[str, Entry[Exercise]]) -> list[Diagnostic]:
    """Every complaint about exercises whose names are all known."""
    problems: list[Diagnostic] = []
    for entry in exercises.values():
        before = len(problems)
        for dose, path in _doses(entry.item):
            problems.extend(_dose(dose, entry, path))
        if len(problems) == before:  # the time of a dose that is not whole means nothing
            problems.extend(_minutes(entry))
        problems.extend(_targets(entry))
        problems.extend(_variants(entry))
        problems.extend(_steps(entry, exercises))
    problems.extend(_loops(exercises))
    return problems


def _doses(exercise: Exercise) -> Iterator[tuple[Dose, tuple[str, ...]]]:
    yield exercise.dose, ("dose",)
    for name, form in exercise.variants.items():
        if form.dose is not None:
            yield form.dose, ("variants", name, "dose")


def _dose(dose: Dose, entry: Entry[Exercise], path: tuple[str, ...]) -> _Found:
    held = amounts(dose)
    if len(held) != 1:
        hint = "one set holds reps, seconds, metres, breaths or minutes: write one of them"
        message = f"this dose says {' and '.join(held)}" if held else "this dose has no unit"
        yield entry.problem("W702", message, hint, *path, key=True)
    elif not dose.tempo and not {"reps", "breaths"}.isdisjoint(held):
        unit = next(iter(held))
        yield entry.problem("W703", f"{unit} without a tempo", "add tempo: {up: 2, hold: 1, down: 2} (seconds)", *path, key=True)
    elif dose.sets > 1 and dose.rest is None:
        yield entry.problem("W703", f"{dose.sets} sets without a rest", "add rest: the seconds between sets", *path, key=True)
    for unit, (low, high), top in [*((u, s, 600) for u, s in held.items()), ("days_per_week", dose.days_per_week, 7)]:
        if not 0 < low <= high <= top:
            hint = f"write a number above 0 and up to {top}, or [from, to] with the smaller first"
            yield entry.problem("W713", f"{unit}: {low:g} to {high:g} is no span", hint, *path, unit)


def _minutes(entry: Entry[Exercise]) -> _Found:
    given, needed = entry.item.minutes, exercise_minutes(entry.item)
    if not needed <= given <= needed + SPARE_MINUTES:
        message = f"{given} given, but the dose takes {needed} (minutes)"
        yield entry.problem("W704", message, f"write {needed} to {needed + SPARE_MINUTES}, or change the dose", "minutes")


def _targets(entry: Entry[Exercise]) -> _Found:
    exercise = entry.item
    if not exercise.primary:
        yield entry.problem("W701", f"{exercise.id} has no target", "name the muscles it is for in primary:", "primary")
    lists = {"primary": exercise.primary, "secondary": exercise.secondary, "quiet": exercise.quiet}
    seen: dict[str, str] = {}
    for key, muscles in lists.items():
        for index, muscle in enumerate(muscles):
            if muscle in seen:
                message = f"{muscle} stands in {seen[muscle]} too" if seen[muscle] != key else f"{muscle} stands twice"
                yield entry.problem("W710", message, "a muscle has one part in an exercise", key, index)
            seen.setdefault(muscle, key)
    if exercise.kit and not exercise.substitute:
        hint = "add substitute: what a home has instead"
        yield entry.problem("W711", f"{exercise.id} needs kit and names nothing in its place", hint, "kit", key=True)


def _variants(entry: Entry[Exercise]) -> _Found:
    for name, form in entry.item.variants.items():
        if form.when is None and not form.without:
            message = f"the form {name} is never used"
            yield entry.problem("W712", message, "add when: a condition, or without: tags", "variants", name, key=True)
        for index, tag in enumerate(form.without):
            if tag not in entry.item.tags:
                message = f"{entry.item.id} has no tag {tag} to take away"
                yield entry.problem("W712", message, "name one of its tags", "variants", name, "without", index)


def _steps(entry: Entry[Exercise], exercises: Mapping[str, Entry[Exercise]]) -> _Found:
    exercise = entry.item
    for key, step, way in (("next", exercise.next, 1), ("easier", exercise.easier, -1)):
        if step is None:
            continue
        if step == exercise.id:
            yield entry.problem("W705", f"{step} is its own {key} step", "name another exercise, or none", key)
            continue
        rise = (exercises[step].item.level - exercise.level) * way
        if rise < 0:
            message = f"the {key} step {step} has level {exercises[step].item.level}, this has {exercise.level}"
            hint = "a step up goes to the same or a higher level, a step down to no higher one"
            yield entry.problem("W709", message, hint, key)
        elif key == "next" and rise > 1 and exercise.sessions < SKIP_SESSIONS:
            message = f"the step to {step} leaves out a level after {exercise.sessions} clean sessions"
            yield entry.problem("W708", message, f"write sessions: {SKIP_SESSIONS} or more, and say in pass: what to see", key)
    if exercise.next is None and exercise.stage != "drill" and not exercise.ends:
        hint = "name the harder step, or say in ends: why there is none"
        yield entry.problem("W707", f"the way up ends at {exercise.id}, which is no running drill", hint, key=True)
    elif exercise.next is not None and exercise.ends:
        yield entry.problem("W707", f"{exercise.id} ends, and has a next step", "remove one of the two", "ends", key=True)
    if (exercise.easier is None) != (not exercise.back):
        message = "an easier step without back:" if exercise.easier else "back: without an easier step"
        yield entry.problem("W714", message, "say in back: when to go back to the easier step", "easier", key=True)


def _loops(exercises: Mapping[str, Entry[Exercise]]) -> _Found:
    """A way up or down that comes back to itself, told once, at its first exercise by id."""
    for key in ("next", "easier"):
        done: set[str] = set()
        for start in sorted(exercises):
            way: list[str] = []
            name: str | None = start
            while name is not None and name not in done and name not in way:
                way.append(name)
                name = getattr(exercises[name].item, key)
            if name in way and way[-1] != name:
                circle = way[way.index(name) :]
                first = min(circle)
                message = f"the {key} steps go round: {' to '.join([*circle, circle[0]])}"
                yield exercises[first].problem("W706", message, "end the way at a running drill, or with ends:", key)
            done.update(way)
