"""Where on the mannequin each muscle is: balls in a segment's own directions whose outline is tinted.

A paired muscle is given as on the right. Deep muscles are shown where they lie, through what covers them.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["TINTS"]

Spot = tuple[str, float, float, float, float]  # segment, ahead, up, right, radius

_ARCH: tuple[Spot, ...] = (("foot", -2.0, -4.6, -1.5, 1.3), ("forefoot", 0, -0.4, -2.0, 1.4), ("forefoot", 7.0, -2.2, -2.6, 1.2))
_SOLE: tuple[Spot, ...] = (("foot", 3.0, -4.2, 1.0, 1.6), ("forefoot", 6.0, -2.2, 1.0, 1.9))
_BELT: tuple[Spot, ...] = (("waist", 4.5, 5, 4, 4.2), ("waist", 4.5, -4, 4, 4.2), ("waist", 2, 0, 8.5, 3.6))
TINTS: Mapping[str, tuple[Spot, ...]] = {
    "abductor_hallucis": _ARCH,
    "flexor_hallucis_brevis": (("forefoot", 2.5, -1.6, -2.6, 1.7), ("forefoot", 8.5, -2.4, -3.1, 1.9)),
    "flexor_digitorum_brevis": _SOLE,
    "foot_interossei": (("forefoot", 2.0, -1.0, 0.5, 1.9), ("forefoot", 6.5, -1.9, 1.2, 2.2)),
    "tibialis_posterior": (("shank", -0.6, -12, -1.8, 2.9), ("shank", -1.2, -33, -2.2, 1.7)),
    "tibialis_anterior": (("shank", 3.0, -9, 1.5, 2.8), ("shank", 2.2, -30, 0.3, 1.7)),
    "peroneus_longus": (("shank", 0.2, -7, 4.2, 2.5), ("shank", -0.6, -33, 3.0, 1.7)),
    "peroneus_brevis": (("shank", 0.2, -22, 3.8, 2.2), ("shank", -0.6, -36, 3.0, 1.6)),
    "gastrocnemius": (("shank", -4.0, -5, 0, 3.2), ("shank", -4.2, -13, 0, 3.4), ("shank", -2.8, -21, 0, 2.0)),
    "soleus": (("shank", -3.0, -17, 0, 3.0), ("shank", -2.0, -31, 0, 2.0)),
    "gluteus_maximus": (("pelvis", -6.5, 4, 5.5, 4.6), ("pelvis", -5.6, -4, 6.0, 5.6), ("thigh", -4.6, -6, 1.5, 3.2)),
    "gluteus_medius": (("pelvis", -1.0, 8, 10.4, 3.6), ("pelvis", 0, 0, 12.6, 3.4)),
    "gluteus_medius_posterior": (("pelvis", -4.4, 8, 9, 3.6), ("pelvis", -1.6, 0, 12.2, 3.2)),
    "gluteus_minimus": (("pelvis", 1.5, 7, 10.2, 3.0), ("pelvis", 1, 0, 12.6, 2.8)),
    "deep_hip_rotators": (("pelvis", -6, -1, 4.5, 3.0), ("pelvis", -2.5, -1, 11.5, 2.6)),
    "piriformis": (("pelvis", -6, 3, 4, 2.8), ("pelvis", -2.5, 1, 11.5, 2.4)),
    "tensor_fasciae_latae": (("pelvis", 4.5, 6, 9.6, 2.8), ("thigh", 3.2, -10, 4.6, 2.4)),
    "psoas_major": (("waist", 2.2, 5, 3.6, 2.8), ("thigh", 4.2, -4, -1.0, 2.6)),
    "iliacus": (("pelvis", 3.6, 7, 7, 3.2), ("thigh", 4.2, -4, -1.0, 2.6)),
    "adductor_longus_brevis": (("pelvis", 2.2, -5, 2.6, 2.6), ("thigh", 0.8, -22, -4.0, 2.6)),
    "adductor_magnus": (("pelvis", -2.2, -6, 2.8, 2.8), ("thigh", -1.2, -28, -3.8, 2.6)),
    "biceps_femoris": (("thigh", -5.0, -7, 1.5, 2.8), ("thigh", -5.0, -22, 1.8, 3.2), ("thigh", -3.6, -39, 3.0, 2.0)),
    "medial_hamstrings": (("thigh", -5.0, -7, -1.0, 2.8), ("thigh", -4.8, -22, -1.6, 3.2), ("thigh", -3.6, -39, -2.8, 2.0)),
    "rectus_femoris": (("thigh", 4.8, -8, 0, 2.8), ("thigh", 4.4, -22, 0, 3.2), ("thigh", 3.4, -36, 0, 2.0)),
    "vastus_medialis": (("thigh", 3.2, -26, -2.6, 2.8), ("thigh", 2.8, -37, -2.8, 2.8)),
    "vastus_lateralis": (("thigh", 2.6, -10, 4.4, 3.0), ("thigh", 2.6, -34, 3.6, 2.6)),
    "transversus_abdominis": _BELT,
    "internal_oblique": (("waist", 3.5, 1, 7.0, 3.8), ("waist", 5.0, -5, 4, 3.6)),
    "external_oblique": (("chest", 3.5, 1, 9.5, 3.6), ("waist", 3.2, -3, 8.2, 3.8), ("waist", 5.2, -5, 4.4, 3.0)),
    "rectus_abdominis": (("chest", 7.0, 1, 2.4, 2.6), ("waist", 6.4, -6, 2.2, 2.6)),
    "quadratus_lumborum": (("waist", -4.0, 8, 5.4, 2.6), ("waist", -4.0, -3, 5.4, 2.8)),
    "lumbar_erector_spinae": (("chest", -6.4, 2, 2.6, 2.4), ("pelvis", -6.4, 8, 2.4, 2.6)),
    "lumbar_multifidus": (("waist", -6.0, 6, 1.8, 2.2), ("pelvis", -6.6, 5, 1.8, 2.6)),
    "thoracic_erector_spinae": (("chest", -7.2, 21, 2.6, 2.2), ("chest", -7.2, 4, 2.8, 2.6)),
    "thoracic_rotators": (("chest", -7.0, 19, 1.6, 2.0), ("chest", -7.2, 6, 1.6, 2.0)),
    "diaphragm": (("chest", 3.8, 3.5, 5.2, 4.0), ("chest", -1.0, 4.5, 6.5, 3.6)),
    "intercostals": (("chest", 4.5, 13, 6.5, 3.2), ("chest", 4.0, 5, 7.5, 3.2)),
    "serratus_anterior": (("chest", 2.8, 16, 11.5, 2.8), ("chest", 3.0, 7, 11.2, 3.0)),
    "lower_trapezius": (("chest", -6.8, 8, 1.5, 2.0), ("chest", -6.6, 18, 7.5, 2.4)),
    "middle_trapezius": (("chest", -7.0, 19, 2.0, 2.8), ("chest", -5.0, 20, 9.5, 2.6)),
    "upper_trapezius": (("neck", -3, 4, 1.5, 2.2), ("chest", -2.6, 22.5, 9.0, 2.8)),
    "rhomboids": (("chest", -7.0, 17, 2.0, 2.4), ("chest", -6.2, 13, 6.0, 2.4)),
    "cuff_external_rotators": (("chest", -6.0, 16, 7.5, 2.8), ("upper_arm", -2.6, -0.5, 1.0, 2.6)),
    "latissimus_dorsi": (("chest", -4.5, 12, 9.0, 3.2), ("waist", -5.0, 2, 4.5, 3.0)),
    "deep_neck_flexors": (("neck", 2.6, 1, 0.8, 2.0), ("neck", 2.4, 8, 0.8, 2.0)),
    "pelvic_floor": (("pelvis", 2.5, -6, 0, 2.4), ("pelvis", -4.0, -6, 0, 2.6)),
    "pectoralis_major": (("chest", 7.2, 16, 4, 3.6), ("chest", 4.5, 18, 10, 3.0)),
}
MIDDLE = frozenset({"pelvic_floor"})
