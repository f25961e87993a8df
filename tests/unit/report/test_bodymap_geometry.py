"""The body map measured: mirrored, inside its outline, little overlap, and anatomy as stated relations."""

from __future__ import annotations

from functools import cache

import pytest

from advisor.report.bodymap import FIGURES, FigureKind
from advisor.report.bodymap.atlas import Scene, View, best_view, heart, scenes
from advisor.report.bodymap.curves import Curve
from advisor.report.bodymap.hearts import HEARTS

shapely = pytest.importorskip("shapely", reason="shapely is not installed")
from shapely import Point, Polygon, unary_union  # noqa: E402
from shapely.geometry.base import BaseGeometry  # noqa: E402

from .place_hearts import PAGE, found, written  # noqa: E402

VIEWS: dict[str, int] = {scene.view: i for i, scene in enumerate(scenes())}
STROKE = 1.5  # half the width of the line round the body

# View: statements. "above" and "below" (the middles), "outside" and "inside" (farther from and nearer to the midline),
# "before" and "behind" (from the side), "beside" (next to each other), "covers" (at least half of the deep one lies under
# it), "crosses" (the line of a joint), "reaches" (a bony place: origin or insertion).
RELATIONS = """
front: sternocleidomastoid above pectoralis_major | upper_trapezius above pectoralis_major
front: pectoralis_major above external_oblique
front: pectoralis_major covers pectoralis_minor | pectoralis_major above rectus_abdominis | diaphragm above psoas_major
front: intercostals above transversus_abdominis | diaphragm above pelvic_floor | psoas_major above pelvic_floor
front: external_oblique outside rectus_abdominis | external_oblique beside rectus_abdominis
front: external_oblique beside serratus_anterior
front: serratus_anterior above external_oblique | serratus_anterior outside rectus_abdominis
front: latissimus_dorsi outside serratus_anterior
front: biceps_brachii outside pectoralis_major | biceps_brachii crosses elbow | scalenes outside deep_neck_flexors
front: scalenes reaches first_rib | sternocleidomastoid reaches breastbone_top
front: sternocleidomastoid reaches skull_behind_the_ear
front: pectoralis_major reaches breastbone_middle | pectoralis_major reaches upper_arm | pectoralis_minor reaches coracoid
front: shoulder_internal_rotators reaches upper_arm | internal_oblique reaches crest | iliacus reaches crest
front: psoas_major reaches lower_back
front: psoas_major reaches lesser_trochanter | iliacus reaches lesser_trochanter | iliacus outside psoas_major
front: psoas_major crosses hip | iliacus crosses hip | rectus_femoris crosses hip | tensor_fasciae_latae crosses hip
front: sartorius crosses hip
front: sartorius crosses knee | sartorius reaches hip_bone_front | tensor_fasciae_latae reaches hip_bone_front
front: sartorius reaches inner_shin
front: rectus_femoris reaches kneecap | vastus_lateralis outside rectus_femoris | vastus_medialis inside rectus_femoris
front: vastus_medialis below vastus_lateralis | vastus_lateralis beside rectus_femoris | vastus_medialis beside rectus_femoris
front: adductor_longus_brevis inside rectus_femoris | adductor_longus_brevis reaches pubis
front: gluteus_medius above vastus_lateralis
front: tensor_fasciae_latae beside gluteus_medius | tibialis_anterior below rectus_femoris
front: toe_extensors_long outside tibialis_anterior
front: tibialis_anterior inside peroneus_longus | toe_extensors_long beside tibialis_anterior
front: peroneus_brevis below peroneus_longus
front: rectus_abdominis reaches pubis | pelvic_floor below transversus_abdominis | tensor_fasciae_latae covers gluteus_minimus
back: upper_trapezius above middle_trapezius | middle_trapezius above lower_trapezius
back: lower_trapezius above lumbar_erector_spinae
back: upper_trapezius beside middle_trapezius | middle_trapezius beside lower_trapezius | upper_trapezius reaches skull_base
back: lower_trapezius reaches last_rib_spine | rhomboids below levator_scapulae | rhomboids inside cuff_external_rotators
back: levator_scapulae reaches blade_corner | cuff_external_rotators above shoulder_internal_rotators
back: cuff_external_rotators reaches upper_arm | latissimus_dorsi below cuff_external_rotators
back: latissimus_dorsi outside lumbar_erector_spinae
back: suboccipitals above levator_scapulae | thoracic_erector_spinae above lumbar_erector_spinae
back: thoracic_rotators inside thoracic_erector_spinae
back: lumbar_multifidus inside quadratus_lumborum | quadratus_lumborum outside lumbar_erector_spinae
back: quadratus_lumborum reaches crest_back
back: gluteus_maximus covers piriformis | gluteus_maximus covers deep_hip_rotators | piriformis above deep_hip_rotators
back: gluteus_maximus crosses hip | piriformis reaches trochanter | deep_hip_rotators reaches trochanter
back: gluteus_medius_posterior above gluteus_maximus
back: gluteus_medius outside gluteus_medius_posterior | gluteus_medius_posterior beside gluteus_maximus
back: lumbar_erector_spinae above gluteus_maximus
back: biceps_femoris outside medial_hamstrings | biceps_femoris beside medial_hamstrings
back: gluteus_maximus above biceps_femoris
back: biceps_femoris crosses knee | medial_hamstrings crosses knee | gastrocnemius crosses knee | popliteus crosses knee
back: adductor_magnus inside biceps_femoris | vastus_lateralis outside biceps_femoris
back: medial_hamstrings covers adductor_magnus
back: biceps_femoris reaches sit_bone | medial_hamstrings reaches sit_bone | biceps_femoris reaches fibula_head
back: gastrocnemius covers popliteus
back: gastrocnemius above soleus | gastrocnemius covers soleus | soleus reaches heel_cord
back: peroneus_longus outside gastrocnemius
back: tibialis_posterior reaches inner_ankle | toe_flexors_long below popliteus | soleus below popliteus
back: peroneus_brevis below peroneus_longus
left: gluteus_medius above gluteus_maximus | tensor_fasciae_latae before gluteus_maximus
left: tensor_fasciae_latae before gluteus_medius
left: gluteus_medius_posterior behind gluteus_medius | gluteus_medius covers gluteus_minimus
left: gluteus_medius reaches trochanter
left: gluteus_medius_posterior reaches trochanter | gluteus_minimus reaches trochanter | gluteus_medius reaches crest
left: gluteus_medius crosses hip
left: tensor_fasciae_latae crosses hip | gluteus_maximus crosses hip | tensor_fasciae_latae reaches hip_bone_front
left: tensor_fasciae_latae reaches band | gluteus_maximus reaches band | rectus_femoris before vastus_lateralis
left: biceps_femoris behind vastus_lateralis
left: medial_hamstrings behind biceps_femoris | biceps_femoris reaches fibula_head | biceps_femoris crosses knee
left: gastrocnemius behind peroneus_longus
left: peroneus_longus before soleus | peroneus_longus behind tibialis_anterior | toe_extensors_long behind tibialis_anterior
left: peroneus_brevis below peroneus_longus | peroneus_longus reaches fibula_head | peroneus_brevis reaches outer_ankle
left: soleus below gastrocnemius
left: serratus_anterior before latissimus_dorsi | serratus_anterior above external_oblique
left: external_oblique below pectoralis_major
left: serratus_anterior beside external_oblique | serratus_anterior beside latissimus_dorsi
left: latissimus_dorsi behind external_oblique
left: external_oblique above gluteus_medius | pectoralis_major before cuff_external_rotators
left: sternocleidomastoid before upper_trapezius
left: cuff_external_rotators above shoulder_internal_rotators | sternocleidomastoid reaches skull_behind_the_ear
breath: diaphragm above transversus_abdominis | pelvic_floor below transversus_abdominis | intercostals above diaphragm
breath: scalenes above intercostals
sole: abductor_hallucis inside flexor_digitorum_brevis | flexor_hallucis_brevis outside abductor_hallucis
sole: abductor_hallucis reaches heel
sole: flexor_digitorum_brevis reaches heel | flexor_hallucis_brevis above abductor_hallucis
sole: flexor_digitorum_brevis covers foot_interossei
"""
LINES = [
    (view.strip(), *statement.split())
    for line in RELATIONS.strip().splitlines()
    for view, statements in [line.split(":")]
    for statement in statements.split("|")
]
JOINTS = {"hip": 592, "knee": 870, "elbow": 455}  # heights
# View -> place -> (x, y, how near is near), from the midline (front, back) or the plumb line (left).
PLACES: dict[str, dict[str, tuple[float, float, float]]] = {
    "front": {
        "first_rib": (40, 216, 8), "breastbone_top": (10, 216, 8), "skull_behind_the_ear": (42, 142, 10),
        "breastbone_middle": (5, 290, 6), "upper_arm": (128, 286, 12), "coracoid": (104, 244, 8), "crest": (98, 506, 8),
        "lower_back": (12, 440, 12), "lesser_trochanter": (65, 650, 8), "hip_bone_front": (92, 530, 6),
        "inner_shin": (46, 900, 6), "kneecap": (67, 838, 10), "pubis": (10, 612, 8),
    },
    "back": {
        "skull_base": (8, 114, 8), "last_rib_spine": (4, 434, 6), "blade_corner": (62, 240, 10), "upper_arm": (132, 250, 8),
        "crest_back": (62, 508, 12), "trochanter": (108, 604, 8), "sit_bone": (48, 676, 8), "fibula_head": (86, 888, 6),
        "heel_cord": (66, 1106, 10), "inner_ankle": (46, 1142, 8),
    },
    "left": {
        "trochanter": (10, 598, 8), "crest": (10, 505, 6), "hip_bone_front": (-46, 532, 8), "band": (2, 656, 12),
        "fibula_head": (12, 888, 6), "outer_ankle": (16, 1142, 12), "skull_behind_the_ear": (28, 118, 8),
    },
    "sole": {"heel": (72, 264, 8)},
}  # fmt: skip


def area(drawn: tuple[Curve, ...]) -> BaseGeometry:
    return unary_union([Polygon(one.flattened(12)).buffer(0) for one in drawn])


@cache
def muscle(view: str, name: str) -> BaseGeometry:
    """One half of a muscle, from the midline and top of its view; x positive, or in a side view backwards."""
    parts = [c for s in scenes()[VIEWS[view]].shapes if s.muscle == name and not s.flip for c in s.curves]
    assert parts, f"{name} is not in the {view} view"
    whole = area(tuple(parts))
    return whole if view == "left" else whole.intersection(Polygon([(0, -99), (999, -99), (999, 1999), (0, 1999)]))


def holds(view: str, one: str, relation: str, other: str) -> bool:
    a = muscle(view, one)
    if relation == "crosses":
        return bool(a.bounds[1] < JOINTS[other] < a.bounds[3])
    if relation == "reaches":
        x, y, near = PLACES[view][other]
        return bool(a.distance(Point(x, y)) <= near)
    b = muscle(view, other)
    here, there = a.centroid, b.centroid
    return {
        "above": lambda: here.y < there.y,
        "below": lambda: here.y > there.y,
        "outside": lambda: here.x > there.x,
        "inside": lambda: here.x < there.x,
        "before": lambda: here.x < there.x,
        "behind": lambda: here.x > there.x,
        "beside": lambda: a.distance(b) <= 9,
        "covers": lambda: a.intersection(b).area >= b.area / 2,
    }[relation]()


# Where the dossier draws the belly of each muscle: front, back, side or sole; deep ones as an outline.
DRAWN = """
sole: abductor_hallucis flexor_hallucis_brevis flexor_digitorum_brevis
sole, deep: foot_interossei
front: toe_extensors_long tibialis_anterior rectus_femoris vastus_lateralis vastus_medialis sartorius adductor_longus_brevis
front: external_oblique rectus_abdominis sternocleidomastoid pectoralis_major biceps_brachii
front, deep: psoas_major iliacus transversus_abdominis internal_oblique pelvic_floor diaphragm intercostals scalenes
front, deep: deep_neck_flexors pectoralis_minor shoulder_internal_rotators
back: gastrocnemius biceps_femoris medial_hamstrings gluteus_maximus gluteus_medius_posterior lumbar_erector_spinae
back: latissimus_dorsi upper_trapezius middle_trapezius lower_trapezius cuff_external_rotators
back, deep: toe_flexors_long tibialis_posterior soleus popliteus adductor_magnus piriformis deep_hip_rotators
back, deep: lumbar_multifidus thoracic_erector_spinae thoracic_rotators quadratus_lumborum suboccipitals levator_scapulae
back, deep: rhomboids
left: peroneus_longus peroneus_brevis tensor_fasciae_latae gluteus_medius serratus_anterior
left, deep: gluteus_minimus
"""


def test_each_muscle_is_drawn_and_named_where_the_dossier_draws_it() -> None:
    drawn = {(s.view, s.muscle): s.deep for scene in scenes() for s in scene.shapes}
    said = [(line.split(":")[0].split(", "), name) for line in DRAWN.strip().splitlines() for name in line.split(":")[1].split()]
    assert len(said) == len({name for _, name in said}) == 58
    for (view, *deep), name in said:
        assert drawn[view, name] == bool(deep), name  # type: ignore[index]
        assert best_view(name) == view, name


def test_there_are_at_least_eighty_different_relations_and_every_muscle_is_in_one() -> None:
    assert len(set(LINES)) == len(LINES) >= 80
    said = {word for _, one, _, other in LINES for word in (one, other)}
    assert {s.muscle for scene in scenes() for s in scene.shapes} <= said


@pytest.mark.parametrize(("view", "one", "relation", "other"), LINES)
def test_relation(view: str, one: str, relation: str, other: str) -> None:
    assert holds(view, one, relation, other)


@pytest.mark.parametrize("scene", scenes(), ids=lambda s: s.view)
def test_left_mirrors_right_exactly(scene: Scene) -> None:
    mirror = scenes()[VIEWS[{"left": "right", "right": "left"}.get(scene.view, scene.view)]]
    others = {s.id: s for s in mirror.shapes}
    for shape in (s for s in scene.shapes if s.side != "whole"):
        other = {"left": "right", "right": "left"}[shape.side]
        found = others[f"{mirror.view}-{shape.muscle}-{other}"]
        assert shape.curves == tuple(c.moved(0, 0, flip=True) for c in found.curves)
        assert (found.source, found.flip, found.deep) == (shape.source, not shape.flip, shape.deep)
    for shape in (s for s in scene.shapes if s.side == "whole"):
        drawn = area(shape.curves)
        flipped = area(tuple(c.moved(0, 0, flip=True) for c in shape.curves))
        assert drawn.symmetric_difference(flipped).area < 0.01 * drawn.area


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("view", list(VIEWS))
def test_every_shape_lies_inside_the_outline(figure: FigureKind, view: View) -> None:
    scene = scenes(figure)[VIEWS[view]]
    body = area(scene.outline).buffer(STROKE)
    for shape in scene.shapes:
        assert area(shape.curves).difference(body).area < 0.5, shape.id


def test_no_two_muscles_of_the_surface_overlap_by_more_than_a_tenth() -> None:
    for scene in scenes():
        surface = [(s, area(s.curves)) for s in scene.shapes if not s.deep]
        for i, (one, a) in enumerate(surface):
            for other, b in surface[i + 1 :]:
                assert a.intersection(b).area <= 0.1 * min(a.area, b.area), (one.id, other.id)


def test_a_muscle_is_drawn_large_enough_to_be_seen() -> None:
    for scene in scenes():
        for shape in scene.shapes:
            assert area(shape.curves).area >= 240, shape.id


def test_the_runners_left_is_on_the_viewers_right_from_the_front_and_left_from_the_back() -> None:
    def middle(shape_id: str) -> float:
        shape = next(s for scene in scenes() for s in scene.shapes if s.id == shape_id)
        return float(area(shape.curves).centroid.x)

    assert middle("front-biceps_brachii-left") > middle("front-biceps_brachii-right")
    assert middle("breath-scalenes-left") > middle("breath-scalenes-right")
    assert middle("back-gluteus_maximus-left") < middle("back-gluteus_maximus-right")
    assert middle("sole-abductor_hallucis-left") > middle("sole-abductor_hallucis-right")
    # From the left side the runner looks to the viewer's left: what is in front lies left of what is behind.
    assert middle("left-tensor_fasciae_latae-left") < middle("left-gluteus_maximus-left")
    assert middle("right-tensor_fasciae_latae-right") > middle("right-gluteus_maximus-right")


def test_the_hearts_are_those_of_the_shapes() -> None:
    """After a shape is redrawn, run ``place_hearts``."""
    assert PAGE.read_text() == written(found())


@pytest.mark.parametrize("view", list(HEARTS))
def test_a_heart_lies_well_within_its_muscle_and_apart_from_all_others(view: View) -> None:
    for shape in scenes()[VIEWS[view]].shapes:
        if not shape.flip:
            assert area(shape.curves).buffer(-1).contains(Point(HEARTS[view][shape.muscle])), shape.id
    ends = [(Point(at), muscle) for muscle, at in HEARTS[view].items()]
    near = 12 if view != "sole" else 10
    assert not [(a, b) for i, (p, a) in enumerate(ends) for q, b in ends[i + 1 :] if p.distance(q) < near]


def test_a_heart_is_mirrored_with_its_half() -> None:
    x, y = HEARTS["back"]["soleus"]
    assert (heart("back", "soleus", right=True), heart("back", "soleus", right=False)) == ((x, y), (-x, y))
    x, y = HEARTS["left"]["soleus"]
    assert heart("left", "soleus", right=True) == heart("left", "soleus", right=False) == (x, y)
    assert heart("right", "soleus", right=True) == heart("right", "soleus", right=False) == (-x, y)
