"""The mannequin as layers to paint: limbs, trunk and head as rounded shapes, sorted from far to near."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from advisor.model.mannequin import POINTS, Body, Vector
from advisor.report.figures.shapes import Camera, Disc, hull, line
from advisor.report.figures.tints import MIDDLE, TINTS

__all__ = ["Layer", "foot_layers", "layers", "sole", "tint_layers"]

Groups = tuple[tuple[str, ...], ...]  # points whose discs get one outline each


def _sided(*groups: tuple[str, ...]) -> Mapping[str, Groups]:
    """Groups of points for the left and for the right."""
    return {side: tuple(tuple(name + side for name in group) for group in groups) for side in ("_l", "_r")}


def _both(*names: str) -> tuple[str, ...]:
    return tuple(name + side for name in names for side in ("_l", "_r"))


_PELVIS: Groups = (_both("hip_top", "hip", "seat"),)
_SHIRT: Groups = (
    _both("ribs", "low_ribs", "trap"), _both("low_ribs", "loin"), _both("loin", "hip_top"),
    ("trap_l", "ribs_l", "shoulder_l"), ("trap_r", "ribs_r", "shoulder_r"),
)  # fmt: skip
_NECK: Groups = (("neck", "throat"), ("throat", "head"))
_ARM = _sided(("shoulder", "elbow"), ("elbow", "wrist"), ("wrist", "hand", "knuckles"), ("knuckles", "fingers"))
_LEG = _sided(
    ("knee", "calf", "ankle"), ("ankle", "heel", "big_ball", "little_ball"),
    ("big_ball", "little_ball", "big_toe", "little_toe"),
)  # fmt: skip
_FOOT_BACK = _sided(("heel", "little_ball"), ("instep", "little_ball"))
_FOOT = _sided(("knee", "calf", "ankle"), ("ankle", "heel", "instep"), ("instep", "arch"), ("arch", "instep", "big_ball"))
_SOLE = _sided(("instep", "arch"), ("arch", "instep", "big_ball"), ("big_ball", "big_toe"))
_TOES = _sided(("little_ball", "little_toe"), ("t4", "toe4"), ("t3", "toe3"), ("t2", "toe2"), ("big_ball", "big_toe"))
_TOE_ROOT = {"t2": ("toe2", 1.9), "t3": ("toe3", 1.8), "t4": ("toe4", 1.7)}
_HAIR = (((-1.6, 9.8, 0), 8.9), ((-3.6, 5.5, 0), 6.5), ((3.4, 12.8, 0), 5.4))
_BIAS = 5.0  # a muscle lies on its limb: that much nearer than its middle


class Layer(NamedTuple):
    """One shape: how near it is, how it is painted, its path."""

    near: float
    look: str
    path: str


def layers(
    camera: Camera, found: Body, seen: Mapping[str, Disc], front: Sequence[str] = (), *, eyes_closed: bool = False
) -> list[Layer]:  # fmt: skip
    """The whole mannequin, unsorted. ``seen`` are its points, ``front`` names limbs (arm_l) to paint over everything else."""
    middle = camera.near(found.point("belt"))
    out = [Layer(middle - 0.2, "p", _joined(seen, _PELVIS)), *_shirt(camera, found, seen, middle), *_head(camera, found, seen)]
    if eyes_closed:
        out.append(_eyes(camera, found))
    for side in ("_l", "_r"):
        out += _limb(camera, found, seen, side, front)
    return out


def _joined(seen: Mapping[str, Disc], groups: Groups) -> str:
    return "".join([hull([seen[name] for name in group]) for group in groups])


def _shirt(camera: Camera, found: Body, seen: Mapping[str, Disc], middle: float) -> list[Layer]:
    chest = camera.near(found.point("ribs_l")) / 2 + camera.near(found.point("ribs_r")) / 2
    near = (chest + middle) / 2
    return [Layer(near - 0.1, "n", _joined(seen, _NECK)), Layer(near, "t", _joined(seen, _SHIRT))]


def _head(camera: Camera, found: Body, seen: Mapping[str, Disc]) -> list[Layer]:
    near = camera.near(found.point("head"))
    hair = [camera.disc(found.at("head", at), r) for at, r in _HAIR]
    face = hull([seen["jaw"], camera.disc(found.at("head", (2.6, 7.6, 0)), 7.6)]) + hull(
        [seen["nose"], camera.disc(found.at("head", (6.8, 8.2, 0)), 2.4)]
    )
    ahead = camera.near(found.at("head", (1, 0, 0))) - camera.near(found.at("head", (0, 0, 0)))
    first, second = (("r", hull(hair)), ("n", face)) if ahead > -0.45 else (("n", face), ("r", hull(hair)))
    return [Layer(near, *first), Layer(near + 0.01, *second)]


def _eyes(camera: Camera, found: Body) -> Layer:
    """Two closed lids."""
    lids = []
    for side in (-3.6, 3.6):
        places = [found.at("head", (9.6, y, side + z)) for y, z in ((8.4, -1.7), (7.5, 0), (8.4, 1.7))]
        lids.append(line(camera.see(at) for at in places))
    return Layer(camera.near(found.point("head")) + 0.02, "y", "".join(lids))


def _limb(camera: Camera, found: Body, seen: Mapping[str, Disc], side: str, front: Sequence[str]) -> list[Layer]:
    here = camera.ahead(found.point("belt")) - 4  # what lies low is no farther away

    def where(*names: str) -> tuple[float, bool]:
        """How near a limb is, and whether it is the far one."""
        places = [found.point(name + side) for name in names]
        return sum(map(camera.near, places)) / len(names), sum(map(camera.ahead, places)) / len(names) < here

    (arm, far_arm), (leg, far_leg) = where("shoulder", "elbow", "wrist"), where("hip", "knee", "ankle")
    arm_at = 900.0 if "arm" + side in front else arm
    leg_at = 800.0 if "leg" + side in front else leg
    sleeve = hull([seen["shoulder" + side], camera.disc(found.at("upper_arm" + side, (0, -11, 0)), 5.2)])
    thigh = [seen["thigh" + side], camera.disc(found.at("thigh" + side, (0.6, -18, 0)), 7.4), seen["knee" + side]]
    short = [camera.disc(found.at("thigh" + side, (0, -1, 0)), 8.8), camera.disc(found.at("thigh" + side, (0.3, -15, 0)), 8.2)]
    return [
        Layer(arm_at, "f" if far_arm else "n", _joined(seen, _ARM[side])),
        Layer(arm_at + 0.01, "tf" if far_arm else "t", sleeve),
        Layer(leg_at, "f" if far_leg else "n", hull(thigh) + _joined(seen, _LEG[side])),
        Layer(leg_at + 0.01, "pf" if far_leg else "p", hull(short)),
    ]


def foot_layers(camera: Camera, found: Body, seen: Mapping[str, Disc], side: str) -> list[Layer]:
    """One foot close up, with its arch and five toes."""
    roots = {name + side: camera.disc(found.at(segment + side, (0, 0, 0)), r) for name, (segment, r) in _TOE_ROOT.items()}
    seen = {**seen, **roots}
    middle = camera.near(found.point("arch" + side))
    out = [
        Layer(middle - 1.5, "f", _joined(seen, _FOOT_BACK[side])),
        Layer(middle, "n", _joined(seen, _FOOT[side])),
    ]
    for group in _TOES[side]:
        near = camera.near(found.point(group[1]))
        out.append(Layer(near, "n" if near >= middle - 2.2 else "f", _joined(seen, (group,))))
    return out


def sole(camera: Camera, found: Body, side: str) -> str:
    """The outline of a foot's inner edge alone: where it stood before."""
    seen = {name: camera.disc(found.point(name), POINTS[name][2]) for group in _SOLE[side] for name in group}
    return _joined(seen, _SOLE[side])


def tint_layers(camera: Camera, found: Body, muscles: Sequence[str], works: str) -> list[Layer]:
    """The target muscles, each on its working side; one that faces away is dashed, over everything."""
    out = []
    sides = {"left": ("_l",), "right": ("_r",), "both": ("_l", "_r")}[works]
    for muscle in muscles:
        options: list[tuple[float, float, str]] = []
        for side in ("_r",) if muscle in MIDDLE else sides:
            places = [(_place(found, spot, side), spot[4]) for spot in TINTS.get(muscle, ())]
            if not places:
                continue
            near = sum(camera.near(at) for at, _ in places) / len(places)
            own = sum(camera.near(_axis(found, spot, side)) for spot in TINTS[muscle]) / len(places)
            options.append((near, own, hull([camera.disc(at, r) for at, r in places])))
        shown = [(near, path) for near, own, path in options if near + 1.5 >= own]
        out += [Layer(near + _BIAS, "m", path) for near, path in shown]
        if options and not shown:
            out.append(Layer(850.0, "d", max(options)[2]))
    return out


def _place(found: Body, spot: tuple[str, float, float, float, float], side: str) -> Vector:
    segment, x, y, z, _ = spot
    middle = segment in ("pelvis", "waist", "chest", "neck", "head")
    return found.at(segment if middle else segment + side, (x, y, -z if side == "_l" else z))


def _axis(found: Body, spot: tuple[str, float, float, float, float], side: str) -> Vector:
    segment, _, y, _, _ = spot
    middle = segment in ("pelvis", "waist", "chest", "neck", "head")
    return found.at(segment if middle else segment + side, (0, y, 0))
