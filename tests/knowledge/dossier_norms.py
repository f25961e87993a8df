# ruff: noqa: E501 (tables)
"""Norms and skips of the dossier (reference/domain.md 2b and 6b), written out once and compared with the rules by test_selftests.py.
Do not change a number here to please a rule."""

from __future__ import annotations

from typing import Any

__all__ = ["NORMS", "NO_NORMS", "SKIPS", "TESTS_OF", "TYPICAL"]

NORMS = """
t_sls_open | 18-59 | any | at_least 30, gap at_most 10
t_sls_open | 60-69 | any | at_least 20, gap at_most 10
t_sls_open | 70-99 | any | at_least 10, gap at_most 10
t_sls_closed | 18-39 | any | at_least 10
t_sls_closed | 40-49 | any | at_least 8
t_sls_closed | 50-59 | any | at_least 5
t_sl_bridge_hold | 18-59 | any | at_least 20
t_sl_bridge_hold_drop | 18-59 | any | answers no
t_sl_bridge_hold_felt | 18-59 | any | answers glute
t_hs_bridge_reps | 18-59 | any | at_least 20, gap at_most 20 %
t_heel_raise_straight | 18-49 | any | at_least 20, gap less_than 6
t_heel_raise_straight | 50-59 | any | at_least 16, gap less_than 6
t_heel_raise_straight | 60-69 | any | at_least 13, gap less_than 6
t_heel_raise_straight | 70-99 | any | at_least 9, gap less_than 6
t_heel_raise_bent | 18-59 | any | at_least 15, ratio at_least 0.7
t_knee_to_wall | 18-59 | any | at_least 8, gap at_most 2
t_thomas_thigh_above | 18-59 | any | answers no
t_thomas_knee_straight | 18-59 | any | answers no
t_thomas_drifts_out | 18-59 | any | answers no
t_hip_flex_hold | 18-59 | any | at_least 10
t_hip_flex_hold_cramp | 18-59 | any | answers no_cramp
t_prone_ext | 18-59 | any | answers clean hamstring_first
t_step_down | 18-59 | any | at_most 1
t_step_down_finished | 18-59 | any | answers finished
t_pelvic_drop | 18-59 | any | answers no
t_side_lift | 18-59 | any | at_least 10
t_side_lift_drift | 18-59 | any | answers no
t_side_lift_burn | 18-59 | any | answers side_glute elsewhere
t_side_plank | 18-59 | female | at_least 45, gap at_most 15 %
t_side_plank | 18-59 | male | at_least 60, gap at_most 15 %
t_plank | 18-59 | female | at_least 45
t_plank | 18-59 | male | at_least 70
t_plank_gives | 18-59 | any | answers belly shoulders legs nothing
t_aslr | 18-59 | any | at_most 1, gap less_than 1
t_short_foot | 18-59 | any | at_least 5
t_short_foot_claw | 18-59 | any | answers no
t_short_foot_roll | 18-59 | any | answers no
t_toe_yoga_big | 18-59 | any | at_least 8
t_toe_yoga_four | 18-59 | any | at_least 8
t_toe_yoga_big_up | 18-59 | any | answers no
t_arch_drop | 18-59 | any | at_most 10
t_wall_angel | 18-59 | any | answers head low_back elbows wrists
t_shoulder_gap | 18-59 | any | at_most 2.5, gap at_most 1
t_chin_hold | 18-59 | female | at_least 20
t_chin_hold | 18-59 | male | at_least 25
t_hi_lo_lying | 18-59 | any | answers belly
t_hi_lo_seated | 18-59 | any | answers belly
t_breath_hold | 18-59 | any | at_least 25
t_trunk_turn | 18-59 | any | at_least 45, gap at_most 10
t_slump | 18-59 | any | answers nothing plain_stretch
t_knee_ext_9090 | 18-59 | female | at_most 25
t_knee_ext_9090 | 18-59 | male | at_most 30
t_pelvis_gap | 18-59 | any | answers no
t_pelvis_tuck | 18-59 | any | answers no
"""
"""Section 2b, "flag" turned round: question | ages | sex | what does not flag. "Flag uses adult thresholds 18-59; from 60 only the
two tests with an age row are flagged": no line elsewhere."""

TYPICAL = """
t_sls_open | 18-39 | any | 43-45 mem | R8
t_sls_closed | 18-39 | any | 9 mem | R8
t_sls_closed | 40-49 | any | 7 mem | R8
t_sls_closed | 50-59 | any | 5 mem | R8
t_heel_raise_straight | 18-29 | male | 37 | R10
t_heel_raise_straight | 18-29 | female | 30 | R10
t_heel_raise_straight | 30-39 | male | 32 | R10
t_heel_raise_straight | 30-39 | female | 27 | R10
t_heel_raise_straight | 40-49 | male | 28 | R10
t_heel_raise_straight | 40-49 | female | 24 | R10
t_heel_raise_straight | 50-59 | male | 23 | R10
t_heel_raise_straight | 50-59 | female | 21 | R10
t_heel_raise_straight | 60-69 | male | 19 | R10
t_heel_raise_straight | 60-69 | female | 19 | R10
t_heel_raise_straight | 70-110 | male | 14 | R10
t_heel_raise_straight | 70-110 | female | 16 | R10
t_side_plank | 18-59 | female | 68-70 +-23 | R18b
t_plank | 18-59 | male | 124 +-72 | R19
t_plank | 18-59 | female | 83 +-63 | R19
t_chin_hold | 18-59 | male | 38.9 +-20.1 | R22
t_chin_hold | 18-59 | female | 29.4 +-13.7 | R22
"""
"""Section 2b, "norm / validity": question | ages of the row | sex | figure | source."""

NO_NORMS = {
    "form_signs_seen": "section 2b has no row for it: any sign seen on film is a sign, at every age",
    "t_prone_ext_cue": '"better with cue = use cueing": neither answer is the usual one',
    "t_step_down_better": "says where to look; none of the answers is the usual one",
    "t_aslr_brace": "read only beside a leg lift that is hard",
    "t_slump_eases": "read only beside the runner's own trouble",
}
"""Questions that signs read and for which nothing is usual, with the reason."""

LEG = ("t_sls_open", "t_sls_closed", "t_sl_bridge_hold", "t_hs_bridge_reps", "t_heel_raise_straight", "t_heel_raise_bent",
       "t_knee_to_wall", "t_step_down", "t_pelvic_drop", "t_short_foot", "t_arch_drop", "t_knee_ext_9090")  # fmt: skip
TESTS_OF: dict[str, tuple[str, ...]] = {
    "leg": LEG,
    "max": ("t_hs_bridge_reps", "t_heel_raise_straight", "t_heel_raise_bent"),
    "back": ("t_sl_bridge_hold", "t_hs_bridge_reps", "t_thomas", "t_hip_flex_hold", "t_prone_ext", "t_side_plank", "t_plank", "t_aslr",
             "t_trunk_turn", "t_slump", "t_knee_ext_9090", "t_pelvis"),
    "ext": ("t_thomas", "t_prone_ext"),
    "lie": ("t_sl_bridge_hold", "t_hs_bridge_reps", "t_thomas", "t_prone_ext", "t_aslr", "t_shoulder_gap", "t_chin_hold",
            "t_knee_ext_9090", "t_plank"),  # the plank: pregnancy 2nd-3rd, and it is begun lying on the front
    "hold": ("t_sl_bridge_hold", "t_hs_bridge_reps", "t_side_plank", "t_plank"),
    "fall": ("t_sls_open", "t_sls_closed", "t_step_down", "t_pelvic_drop"),
    "hip": ("t_thomas", "t_hip_flex_hold", "t_pelvic_drop", "t_side_lift", "t_aslr"),
    "neck": ("t_wall_angel", "t_chin_hold", "t_slump"),
    "arm": ("t_side_plank", "t_plank", "t_wall_angel", "t_trunk_turn"),
    "sls_closed": ("t_sls_closed",), "hs_bridge": ("t_hs_bridge_reps",), "step": ("t_step_down",), "side_lift": ("t_side_lift",),
    "planks": ("t_side_plank", "t_plank"), "short_foot": ("t_short_foot",), "toe_yoga": ("t_toe_yoga",), "chin": ("t_chin_hold",),
    "breath": ("t_breath_hold",), "turn": ("t_trunk_turn",), "slump": ("t_slump",), "pelvic_drop": ("t_pelvic_drop",),
    "film": ("form_signs",),
}  # fmt: skip
"""Which tests a skip code, or a skip of one's own, takes out (last column of 2b)."""

ACHILLES = {"achilles_trouble": "present"}
BACK = {"low_back_pain": "present"}
KNEE = {"runners_knee": "present"}
ROUND = {"rounded_shoulders": "present"}
HAM = {"tight_hamstrings": "present"}
Skip = tuple[str, str, dict[str, Any], dict[str, Any]]


def _for(symptom: dict[str, str], **answers: Any) -> dict[str, Any]:
    """A symptom and answers about it."""
    (name,) = symptom
    return {**symptom, **{question: {name: value} for question, value in answers.items()}}


SKIPS: list[Skip] = [
    # every test
    ("ill", "fever or chills", {"system_signs": "fever"}, {"system_signs": "none"}),
    ("ill", "feels ill (gate: fever or feeling ill)", {"system_signs": "feels_ill"}, {}),
    ("ill", "race or hard session within 48 h", {"race_48h": "yes"}, {"race_48h": "no"}),
    # leg
    ("leg", "walk not normal", {"walk_ok": "limp"}, {"walk_ok": "normal"}),
    (
        "leg",
        "injury under 72 h at the leg (gate: no test there)",
        {"strain_recent": "any_injury_under_72h", "injury_72h_site": "calf"},
        {},
    ),
    ("leg", "pain now above 3", _for(ACHILLES, pain_now=4), _for(ACHILLES, pain_now=3)),
    ("leg", "calf sign", {**ACHILLES, "calf_signs": "tight_same_distance"}, ACHILLES),
    (
        "leg",
        "bone sign",
        {**_for(ACHILLES, spot="mid_achilles"), "bone_signs": "hurts_walking"},
        _for(ACHILLES, spot="mid_achilles"),
    ),
    ("leg", "tendon event", {**ACHILLES, "tendon_event": "pop_weak_push"}, ACHILLES),
    (
        "leg",
        "fluoroquinolone and a tendon (RF14)",
        {**_for(ACHILLES, spot_type="tendon"), "medicines": "fluoroquinolone"},
        _for(ACHILLES, spot_type="tendon"),
    ),
    # max
    ("max", "tendon above 5 next morning", _for(ACHILLES, spot_type="tendon", pain_24h=6), _for(ACHILLES, spot_type="tendon")),
    ("max", "muscle strain under 6 weeks", {"strain_recent": "hamstring_2_to_6wk"}, {}),
    ("max", "pregnancy", {"pregnancy": "first"}, {"pregnancy": "no"}),
    ("max", "gate: sickle trait", {"conditions": "sickle_trait"}, {}),
    # back
    ("back", "numbness", {"numb_tingle": "leg"}, {}),
    ("back", "weakness", {"weakness": "leg_stable"}, {}),
    ("back", "back pain above 3 now", _for(BACK, pain_now=4), _for(BACK, pain_now=3)),
    ("back", "worse with coughing", _for(BACK, worse_with="coughing_or_straining"), _for(BACK, worse_with="long_sitting")),
    # ext
    ("ext", "back worse arching", _for(BACK, worse_with="arching_back"), _for(BACK, worse_with="long_sitting")),
    (
        "ext",
        "under 18 with back pain",
        {"age": 17, **_for(BACK, duration="under_2wk")},
        {"age": 18, **_for(BACK, duration="under_2wk")},
    ),
    ("ext", "pregnancy 2nd", {"pregnancy": "second"}, {"pregnancy": "first"}),
    # lie
    ("lie", "pregnancy 3rd", {"pregnancy": "third"}, {"pregnancy": "no"}),
    # hold
    ("hold", "blood pressure", {"conditions": "high_blood_pressure"}, {}),
    ("hold", "heart, not cleared", {"conditions": "heart", "clearance": "no"}, {"conditions": "heart", "clearance": "yes"}),
    ("hold", "hernia", {"conditions": "hernia"}, {}),
    ("hold", "pelvic sign", {"pelvic_signs": "heaviness"}, {}),
    (
        "hold",
        "under 12 weeks after a birth",
        {"gave_birth": "yes", "postpartum_weeks": 11},
        {"gave_birth": "yes", "postpartum_weeks": 30},
    ),
    # fall
    ("fall", "vertigo (gate: balance only held)", {"conditions": "vertigo"}, {}),
    ("fall", "neuropathy", {"conditions": "neuropathy"}, {}),
    ("fall", "pregnancy 3rd", {"pregnancy": "third"}, {"pregnancy": "second"}),
    ("fall", "no fixed support", {"support_reach": "no"}, {"support_reach": "yes"}),
    # hip
    (
        "hip",
        "artificial hip",
        {"conditions": "joint_replacement", "joint_replacement_site": "hip"},
        {"conditions": "joint_replacement", "joint_replacement_site": "knee"},
    ),
    ("hip", "operation at the hip (gate: no plan for the region)", {"surgery": "under_12wk", "surgery_site": "hip"}, {}),
    ("hip", "groin pain (RF03)", _for(HAM, spot="groin_crease", pain_run=1), _for(HAM, spot="back_thigh", pain_run=1)),
    # neck
    ("neck", "dizzy with neck movement", {**ROUND, "brain_neck_signs": "dizzy_neck"}, ROUND),
    ("neck", "knock to the head", {**ROUND, "head_knock": "knock_no_signs"}, ROUND),
    ("neck", "gate: rheumatoid neck or Down syndrome", {"conditions": "rheumatoid_neck_or_down"}, {}),
    ("neck", "arm tingling", {"numb_tingle": "arm"}, {}),
    # arm
    ("arm", "gate: shoulder dislocated before", {"conditions": "shoulder_dislocated"}, {}),
    ("arm", "operation under 12 weeks", {"surgery": "under_12wk", "surgery_site": "shoulder"}, {}),
    ("arm", "pain now above 3", _for(ROUND, pain_now=4), _for(ROUND, pain_now=3)),
    # one test's own
    ("sls_closed", "age 60", {"age": 60}, {"age": 59}),
    ("sls_closed", "osteoporosis", {"conditions": "osteoporosis"}, {}),
    ("sls_closed", "gate: blood thinner, no eyes closed", {"medicines": "blood_thinner"}, {}),
    ("sls_closed", "gate: diabetes, no eyes closed", {"conditions": "diabetes"}, {}),
    ("sls_closed", "alone", {"alone": "yes"}, {"alone": "no"}),
    ("sls_closed", "under 20 s with open eyes", {"t_sls_open": 19}, {"t_sls_open": 20}),
    ("hs_bridge", "sit-bone pain", _for(HAM, spot="sit_bone", pain_run=2), _for(HAM, spot="back_thigh", pain_run=2)),
    ("step", "joint sign", {**KNEE, "joint_signs": "gives_way"}, KNEE),
    ("step", "kneecap pain above 3", _for(KNEE, pain_run=4), _for(KNEE, pain_run=3)),
    ("side_lift", "side hip hurts when lying on it", {"body_limits": "side_hip_lying_pain"}, {}),
    ("planks", "pregnancy 2nd", {"pregnancy": "second"}, {"pregnancy": "first"}),
    ("short_foot", "sole tear", {"foot_limits": "sole_tear"}, {}),
    ("short_foot", "sharp heel pain", {"foot_limits": "sharp_heel_pain"}, {}),
    ("toe_yoga", "toe fracture", {"foot_limits": "toe_fracture"}, {}),
    ("toe_yoga", "gout", {"foot_limits": "gout_flare"}, {}),
    ("toe_yoga", "bunion operation", {"foot_limits": "bunion_surgery_12wk"}, {}),
    ("chin", "age 60", {"age": 60}, {"age": 59}),
    ("chin", "jaw pain", {"body_limits": "jaw_pain"}, {}),
    ("chin", "neck injury", _for(ROUND, spot="neck", onset="fall_or_blow"), _for(ROUND, spot="neck")),
    (
        "breath",
        "airway sign (gate: no breath holds)",
        {"poor_breathing": "present", "airway_signs": "wheeze_after_effort"},
        {"poor_breathing": "present"},
    ),
    ("breath", "gate: asthma", {"conditions": "asthma"}, {}),
    ("breath", "heart sign", {"heart_signs": "capacity_drop"}, {}),
    ("breath", "heart", {"conditions": "heart"}, {}),
    ("breath", "gate: blood pressure", {"conditions": "high_blood_pressure"}, {}),
    ("breath", "gate: glaucoma", {"conditions": "glaucoma"}, {}),
    ("breath", "gate: hernia", {"conditions": "hernia"}, {}),
    ("breath", "gate: migraine", {"conditions": "migraine"}, {}),
    ("breath", "gate: epilepsy", {"conditions": "epilepsy"}, {}),
    ("breath", "sickle trait", {"conditions": "sickle_trait"}, {}),
    ("breath", "pregnancy", {"pregnancy": "first"}, {}),
    ("breath", "panic", {"body_limits": "panic_breath_hold"}, {}),
    ("turn", "osteoporosis (gate: no loaded twist)", {"conditions": "osteoporosis"}, {}),
    ("turn", "rib or spine fracture", {"body_limits": "rib_spine_fracture_12wk"}, {}),
    ("slump", "nerve sign at any level", {"numb_tingle": "foot"}, {}),
    ("slump", "osteoporosis (gate: no end-range bending)", {"conditions": "osteoporosis"}, {}),
    ("slump", "spine operation under 12 weeks", {"surgery": "under_12wk", "surgery_site": "spine"}, {}),
    (
        "pelvic_drop",
        "gate: outer-hip tendon pain",
        _for({"it_band_pain": "present"}, spot="outer_hip", spot_type="tendon", pain_run=2),
        _for({"it_band_pain": "present"}, spot="outer_knee", pain_run=2),
    ),
    ("film", "not filmed", {"form_seen": "no"}, {"form_seen": "yes"}),
]
"""Code, name, a sheet that has the reason and one that has not (laid over a clean one)."""
