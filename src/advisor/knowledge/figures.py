"""Reading and checking figure files (``rules/figures``): poses as data, for the picture beside each exercise and self-test.

They are no part of what a rule means, so ``load_knowledge`` passes them over: a report reads them when it draws, and
``advisor check`` reads them too. They do not enter the hash of the knowledge base.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from advisor.errors import AdvisorError, Diagnostic, Place, nearest
from advisor.knowledge import files
from advisor.knowledge.source import SourceMap, read_file
from advisor.model.base import KnowledgeBase
from advisor.model.figure import JOINTS, PLACES, VIEWS, Figure, Pose, joint_range
from advisor.model.knowledge import Frozen, Id
from advisor.model.touching import FLOOR, TOLERANCE, gap, named, place, sunk, surfaces

__all__ = ["Figures", "load_figures"]

MAX_FILES = 200
MAX_PROBLEMS = 200
READY = "poses.yaml"
Path_ = tuple[str | int, ...]


class PosesFile(Frozen):
    poses: dict[Id, dict[str, float]]


class FiguresFile(Frozen):
    figures: dict[Id, Figure]


@dataclass(frozen=True)
class Figures:
    """All figures of a rules folder: the ready poses by name, the figures by exercise or self-test."""

    ready: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass
class _Written:
    """A figure with the place it was written at."""

    figure: Figure
    source: SourceMap

    def problem(self, code: str, message: str, hint: str, *path: str | int, key: bool = False) -> Diagnostic:
        return self.source.diagnostic(code, message, hint, ("figures", self.figure.id, *path), key=key)


def load_figures(root: str | os.PathLike[str], knowledge: KnowledgeBase, *, complete: bool = True) -> Figures:
    """The figures of the rules folder ``root``; none where it has no folder ``figures``.

    Names are always checked; ``complete`` also checks bodies (contacts, floor) and that no figure is missing.

    Raises AdvisorError with every problem: codes Y and K as for rule files, G901 to G911 and G914 for figures.
    """
    folder = Path(root) / "figures"
    if not folder.is_dir():
        return Figures()
    problems: list[Diagnostic] = []
    ready: dict[str, Mapping[str, float]] = {}
    written: dict[str, _Written] = {}
    paths = sorted(path for path in folder.iterdir() if path.suffix == ".yaml" and not path.name.startswith("."))
    if len(paths) > MAX_FILES:
        raise AdvisorError.of("Y108", f"more than {MAX_FILES} files", "is this the right folder?", Place("figures"))
    for path in sorted(paths, key=lambda path: (path.name != READY, path.name)):
        _read(path, ready, written, problems)
    whole = not problems
    for one in written.values():
        problems.extend(_names(one, ready, knowledge))
    if complete and not problems:
        for one in written.values():
            problems.extend(_bodies(one, ready))
    if complete and whole:
        problems.extend(_missing(written, knowledge))
    if problems:
        raise AdvisorError(sorted(set(problems))[:MAX_PROBLEMS])
    return Figures(ready, {name: one.figure for name, one in sorted(written.items())})


def _read(
    path: Path, ready: dict[str, Mapping[str, float]], written: dict[str, _Written], problems: list[Diagnostic]
) -> None:  # fmt: skip
    name = f"figures/{path.name}"
    try:
        document = read_file(path, name)
    except AdvisorError as error:
        problems.extend(error.diagnostics)
        return
    if path.name == READY:
        poses = files.validate(PosesFile, document.data, document.source, problems)
        for pose, joints in poses.poses.items() if poses else ():
            ready[pose] = joints
            problems.extend(_joints(document.source, joints, ("poses", pose)))
        return
    content = files.validate(FiguresFile, document.data, document.source, problems)
    for figure, item in content.figures.items() if content else ():
        one = _Written(item.model_copy(update={"id": figure}), document.source)
        if figure in written:
            first = written[figure].source.place(("figures", figure), key=True)
            problems.append(one.problem("K207", f'"{figure}" is already used', f"first used at {first}", key=True))
            continue
        written[figure] = one


# ----------------------------------------------------------------- names
def _joints(source: SourceMap, joints: Mapping[str, float], path: Path_) -> Iterator[Diagnostic]:
    for joint, angle in joints.items():
        at = (*path, joint)
        if joint not in JOINTS:
            hint = nearest(joint, JOINTS) or "docs/figures.md lists the joints"
            yield source.diagnostic("G901", f'there is no joint "{joint}"', hint, at, key=True)
            continue
        low, high = joint_range(joint)
        if not low <= angle <= high:
            hint = f"from {low:g} to {high:g} degrees; docs/figures.md says which way plus is"
            yield source.diagnostic("G902", f"{joint}: no human joint bends to {angle:g} degrees", hint, at)


def _names(one: _Written, ready: Mapping[str, Mapping[str, float]], knowledge: KnowledgeBase) -> Iterator[Diagnostic]:
    """Names that are not known: joints, poses, points, things, muscles, the exercise itself."""
    figure = one.figure
    if figure.id not in knowledge.exercises and figure.id not in knowledge.tests:
        hint = nearest(figure.id, [*knowledge.exercises, *knowledge.tests]) or "use the id of an exercise or a self-test"
        yield one.problem("G903", f'there is no exercise or self-test "{figure.id}"', hint, key=True)
    for phase in ("start", "end"):
        yield from _pose(one, phase, ready)
    if isinstance(figure.view, str) and figure.view not in VIEWS:
        hint = nearest(figure.view, VIEWS) or f"one of: {', '.join(VIEWS)}, or [degrees round, degrees above]"
        yield one.problem("G911", f'there is no view "{figure.view}"', hint, "view")
    yield from _points(one)
    for index, muscle in enumerate(figure.tint or ()):
        if muscle not in knowledge.muscles:
            hint = nearest(muscle, knowledge.muscles) or "see muscles.yaml"
            yield one.problem("G910", f'there is no muscle "{muscle}"', hint, "tint", index)


def _pose(one: _Written, phase: str, ready: Mapping[str, Mapping[str, float]]) -> Iterator[Diagnostic]:
    pose: Pose = getattr(one.figure, phase)
    yield from _joints(one.source, pose.joints, ("figures", one.figure.id, phase, "joints"))
    if pose.pose and pose.pose not in ready:
        hint = nearest(pose.pose, ready) or "see figures/poses.yaml"
        yield one.problem("G907", f'there is no ready pose "{pose.pose}"', hint, phase, "pose")
    if pose.stand and not named(pose.stand):
        yield _no_point(one, pose.stand, phase, "stand")
    things = [FLOOR, *surfaces(one.figure.kit, phase)]
    if pose.on and pose.on not in things:
        yield one.problem("G909", f'there is no "{pose.on}" to stand on', _things(pose.on, things), phase, "on")
    for point, on in pose.touch.items():
        if not named(point):
            yield _no_point(one, point, phase, "touch", point, key=True)
        if on not in things:
            yield one.problem("G909", f'there is no "{on}" to touch', _things(on, things), phase, "touch", point)


def _things(name: str, things: list[str]) -> str:
    return nearest(name, things) or f"here are: {', '.join(things)}; put others under kit"


def _points(one: _Written) -> Iterator[Diagnostic]:
    """Every other place where a point of the body is named."""
    figure = one.figure
    places: list[tuple[str, Path_]] = [(figure.watch.at, ("watch", "at"))]
    places += [(name, ("moves", index)) for index, name in enumerate(figure.moves)]
    places += [(name, ("zoom", index)) for index, name in enumerate(figure.zoom)]
    places += [(arrow.at, ("arrows", index, "at")) for index, arrow in enumerate(figure.arrows)]
    for index, item in enumerate(figure.kit):
        wanted = PLACES.get(item.kind, 0)
        if len(item.through) < wanted:
            hint = "write under through where it is: points of the body, or [ahead, up, right] in cm"
            message = f'"{item.kind}" needs {_count(wanted)}, and here {_has(len(item.through))}'
            yield one.problem("G914", message, hint, "kit", index)
        places += [(name, ("kit", index, "through", at)) for at, name in enumerate(item.through) if isinstance(name, str)]
    for name, path in places:
        if not named(name):
            yield _no_point(one, name, *path)


def _count(places: int) -> str:
    return "a place" if places == 1 else f"{places} places"


def _has(places: int) -> str:
    return "is none" if places == 0 else f"is {places}"


def _no_point(one: _Written, name: str, *path: str | int, key: bool = False) -> Diagnostic:
    from advisor.model.mannequin import MARKS, POINTS

    stems = {point.removesuffix("_l").removesuffix("_r") for point in POINTS} | {"foot", "forearm"}
    hint = nearest(name, stems | set(POINTS) | set(MARKS)) or "docs/figures.md lists the points"
    return one.problem("G908", f'the mannequin has no point "{name}"', hint, *path, key=key)


# ----------------------------------------------------------------- bodies
def _bodies(one: _Written, ready: Mapping[str, Mapping[str, float]]) -> Iterator[Diagnostic]:
    """What the angles make of it: contacts that do not touch, points below the floor."""
    for phase in ("start", "end"):
        placed = place(one.figure, phase, ready)
        pose: Pose = getattr(one.figure, phase)
        kit = surfaces(one.figure.kit, phase)
        for name, on in pose.touch.items():
            far = max((gap(placed, point, on, kit) for point in named(name)), key=abs)
            if abs(far) > TOLERANCE:
                where = "away from" if far > 0 else "inside"
                message = f"{name} is {abs(far):.1f} cm {where} the {on}"
                hint = "change the angles that lead to it, or where the thing stands"
                yield one.problem("G905", message, hint, phase, "touch", name)
        for point, depth in list(sunk(placed))[:1]:
            hint = "change the angles that lead to it, or say what the pose stands on"
            yield one.problem("G906", f"{point} is {depth:.1f} cm below the floor", hint, phase, key=True)


def _missing(written: Mapping[str, _Written], knowledge: KnowledgeBase) -> Iterator[Diagnostic]:
    for name in sorted({*knowledge.exercises, *knowledge.tests} - set(written)):
        what = "exercise" if name in knowledge.exercises else "self-test"
        hint = "write one in a file in figures/ (docs/figures.md); copy that of an exercise like it"
        yield Diagnostic(Place("figures"), "G904", f'the {what} "{name}" has no figure', hint)
