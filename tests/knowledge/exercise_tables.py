# ruff: noqa: E501 (tables)
"""The dossier's section 5 beside tests/knowledge/dossier_tables.py: doses, muscle measurements and what bars an exercise, each in our own
ids. Do not change a number here to please a rule."""

from __future__ import annotations

from typing import Any

__all__ = [
    "ADVICE_ONLY", "BARS", "CHANGES", "DOSES", "EMG", "GATES", "GATES_BY_FORM", "GATE_WORDS", "NOT_THE_SOURCES", "ONE_SIDED",
    "PREGNANT", "at", "had",
]  # fmt: skip

DOSES = """
toe_yoga_seated | 2 | reps 10 | 5 | -
toe_spread | 2 | reps 10 | 5 | -
short_foot_seated | 5 | seconds 10 | 5 | -
short_foot_standing | 5 | seconds 10 | 5 | -
short_foot_single | 3 | seconds 20 30 | 4 | -
big_toe_press | 5 | seconds 10 | 5 | -
forefoot_balance | 3 | seconds 20 30 | 4 | -
tib_post_band | 3 | reps 15 | 4 | -
heel_raise_ball | 3 | reps 12 | 4 | down 3
peroneal_band | 3 | reps 15 | 4 | -
balance_clock | 2 | reps 6 | 4 | -
balance_eyes_closed | 3 | seconds 20 30 | 4 | -
iso_heel_raise | 5 | seconds 30 45 | 7 | -
bent_heel_raise | 3 | reps 8 12 | 3 | up 3, down 3, rest 90
single_heel_raise | 3 | reps 15 | 3 | up 3, down 3
single_bent_heel_raise | 3 | reps 8 12 | 3 | rest 90
loaded_soleus_raise | 4 | reps 6 8 | 3 | up 3, down 3
pogo_hops | 3 | seconds 20 | 2 | -
glute_squeeze | 5 | seconds 10 | 5 | -
prone_hip_ext_brace | 2 | reps 10 | 5 | up 2, hold 1, down 2
bridge_abducted | 2 | reps 10 | 5 | up 2, hold 1, down 2
single_leg_bridge | 3 | reps 8 12 | 3 | hold 2, rest 90
quadruped_hip_ext | 2 | reps 10 | 5 | up 2, hold 1, down 2
front_plank_hip_ext | 3 | reps 8 | 3 | -
hip_hinge_dowel | 2 | reps 10 | 5 | down 2, hold 1, up 2
single_leg_deadlift | 3 | reps 8 12 | 3 | rest 90
lateral_step_up | 3 | reps 8 12 | 3 | rest 90
step_down | 3 | reps 8 | ? | -
single_leg_squat_box | 3 | reps 8 12 | 3 | rest 90
tke_band | 3 | reps 15 | 4 | hold 2
ham_iso_90_90 | 5 | seconds 10 | 5 | -
ham_walkout | 3 | reps 6 | ? | -
ham_slider | 3 | reps 6 | 2 | out 4
clam | 2 | reps 10 | 5 | up 2, hold 1, down 2
side_lying_abd_wall | 2 | reps 10 | ? | hold 3
band_side_step | 3 | reps 10 | ? | -
pelvic_drop_hike | 3 | reps 10 | ? | -
seated_psoas_lift | 2 | reps 8 | ? | hold 3
supine_band_march | 3 | reps 8 | ? | -
adductor_squeeze | 5 | seconds 10 | 5 | -
crocodile_breath | 1 | minutes 3 | 7 | -
breathing_90_90 | 4 | breaths 4 | 7 | pause 3
rib_band_breath | 2 | breaths 10 | 7 | -
march_breath | 3 | seconds 30 | ? | -
rhythm_run | 5 | minutes 2 | 2 | -
dead_bug_tap | 3 | reps 8 | ? | -
dead_bug_full | 3 | reps 6 | ? | -
bird_dog_leg | 2 | reps 10 | 5 | up 2, hold 1, down 2
bird_dog | 3 | reps 6 | ? | hold 8
front_plank | 3 | seconds 20 30 | 4 | -
side_plank_knees | 3 | seconds 20 30 | 4 | -
side_plank_full | 3 | seconds 20 30 | 4 | -
side_plank_abd | 3 | reps 6 8 | ? | -
pallof_press | 3 | reps 10 | ? | out 2
chin_nod | 10 | seconds 10 | 7 | -
side_lying_er | 3 | reps 12 | ? | -
prone_ext_scap_set | 3 | reps 10 | ? | -
prone_t | 3 | reps 10 | ? | hold 2
prone_y | 3 | reps 8 | ? | -
wall_slide_foam | 2 | reps 10 | ? | -
wall_slide_liftoff | 2 | reps 8 | ? | -
push_up_plus | 3 | reps 8 12 | ? | -
quad_thoracic_turn | 2 | reps 8 | ? | -
prone_thoracic_lift | 3 | reps 8 | ? | hold 3
split_row_turn | 3 | reps 10 | ? | -
arm_swing_drill | 3 | seconds 20 | 2 3 | -
a_march | 3 | metres 20 | 2 3 | -
wall_drive | 3 | reps 6 | ? | -
hop_stick | 3 | reps 5 | 2 | -
cadence_run | 5 | minutes 1 | 2 | -
"""
"""Section 5: id | sets | amount | days a week (? = none given: ours, marked EXP) | other numbers given. Codes A, H, S, E, D written out;
"daily or 5 a week" as 5; "2-3x10" as 2, with the third set in the dose's note."""


EMG = """
toe_yoga_seated | R20 | 13 18 | 9 23
toe_spread | R20 | 17 35
short_foot_seated | R20 | 17 35
glute_squeeze | R42 | 81
prone_hip_ext_brace | R46 | 52 from 24 | 17 from 49
single_leg_bridge | R43 | 59
quadruped_hip_ext | R43 | 50
quadruped_hip_ext | R44 | 45
front_plank_hip_ext | R42 | 106 | 75
single_leg_deadlift | R40 memory | 59 | 58
lateral_step_up | R41 | 61 | 31
lateral_step_up | R44 | 45
single_leg_squat_box | R42 | 82 83 | 71
single_leg_squat_box | R40 memory | 64 | 59
clam | R43 | 115
clam | R40 | 38 40
side_lying_abd_wall | R40 | 81
band_side_step | R43 | 64
pelvic_drop_hike | EXP memory | 57
seated_psoas_lift | R48 | 60
bird_dog | R44 | 45
front_plank | R44 | 45
side_plank_full | R44 | 45
side_plank_abd | R42 | 103 | 89
push_up_plus | R47b | 123 | 0.2 | 2
hop_stick | R40 memory | 45 57
"""
"""Section 5, EMG: id | source (memory: recalled, not seen) | figures in order, `52 from 24` = with and without the cue."""

SYMPTOM_AT = {
    "mid_achilles": "achilles_trouble", "back_of_heel": "achilles_trouble", "calf": "achilles_trouble", "big_toe_ball": "poor_biomechanics",
    "forefoot": "poor_biomechanics", "kneecap": "runners_knee", "outer_knee": "it_band_pain", "outer_hip": "it_band_pain",
    "groin_crease": "tight_hip_flexors", "sit_bone": "tight_hamstrings", "low_back": "low_back_pain", "buttock": "low_back_pain",
    "shoulder": "rounded_shoulders", "inner_knee": "runners_knee",
}  # fmt: skip


def at(spot: str, pain: int = 0, morning: int = 0, **more: Any) -> dict[str, Any]:
    """Answers of a runner with one complaint at ``spot``, its pain now and running, and what it is next morning."""
    symptom = SYMPTOM_AT[spot]
    answers: dict[str, Any] = {symptom: "present", "spot": {symptom: [spot]}}
    answers |= {"pain_now": {symptom: min(pain, 3)}, "pain_run": {symptom: pain}, "pain_24h": {symptom: morning}}
    for question, value in more.items():
        answers[question] = {symptom: value}
    return answers


def had(**answers: Any) -> dict[str, Any]:
    """Answers as they are."""
    return answers


# fmt: off
CALF = [
    ("pain over 5", at("mid_achilles", 6), at("mid_achilles", 3)),
    ("not settled by morning", at("calf", 3, 4), at("calf", 3, 3)),
    ("tendon rupture signs", had(**at("mid_achilles"), tendon_event=["cannot_rise_toes"]), at("mid_achilles")),
    ("tendon medicine", had(**at("mid_achilles", spot_type="tendon"), medicines=["fluoroquinolone"]), at("mid_achilles", spot_type="tendon")),
    ("clot signs", had(calf_signs=["swollen_leg"]), had(calf_signs="none")),
    ("compartment signs", had(calf_signs=["tight_same_distance"]), had(calf_signs="none")),
]
HAM6 = ("strain under 6 weeks", had(strain_recent=["hamstring_2_to_6wk"]), had(strain_recent=["other_under_6wk"]))
SIT3 = ("sit bone over 3", at("sit_bone", 4), at("sit_bone", 3))
KNEE = [("kneecap over 3", at("kneecap", 4), at("kneecap", 3)), ("swelling", had(**at("kneecap"), joint_signs=["swollen_later"]), at("kneecap"))]
GIVES = ("giving way", had(**at("kneecap"), joint_signs=["gives_way"]), at("kneecap"))
BACK3 = ("back over 3", at("low_back", 4), at("low_back", 3))
SHOULDER = ("shoulder pain", had(body_limits=["shoulder_pain_acute"]), had(body_limits=["jaw_pain"]))
SHOULDER3 = ("shoulder over 3", at("shoulder", 4), at("shoulder", 3))
SHOULDER0 = ("any shoulder pain", at("shoulder", 1), had())
OUT_BEFORE = ("shoulder out before", had(conditions=["shoulder_dislocated"]), had(conditions=["migraine"]))
PRONE = ("lying on the front hurts", had(body_limits=["prone_pain"]), had(body_limits=["jaw_pain"]))
ARCHING = ("worse arching", at("low_back", 1, worse_with=["arching_back"]), at("low_back", 1, worse_with=["long_sitting"]))
KNEEL = ("kneeling hurts", had(body_limits=["kneeling_pain"]), had(body_limits=["jaw_pain"]))
GROIN = ("groin pain", at("groin_crease", 1, when_run="start_then_eases"), had())
PINCH = ("hip pinch", had(body_limits=["hip_pinch"]), had(body_limits=["jaw_pain"]))
BULGE = ("belly bulges", had(body_limits=["belly_bulge"]), had(body_limits=["jaw_pain"]))
NEW_HIP = ("artificial hip", had(conditions=["joint_replacement"], joint_replacement_site=["hip"]), had(conditions=["joint_replacement"], joint_replacement_site=["shoulder"]))
CLEARED_HIP = ("artificial hip, not cleared", had(conditions=["joint_replacement"], joint_replacement_site=["hip"], surgery="none"), had(conditions=["joint_replacement"], joint_replacement_site=["hip"], surgery="cleared"))
LYING = ("outer hip sore to lie on", had(body_limits=["side_hip_lying_pain"]), had(body_limits=["jaw_pain"]))
BONE = ("bone pain", had(bone_signs=["hurts_walking"]), had(bone_signs="none"))
PREGNANT = had(pregnancy="second", clearance="yes")
NECK = [
    ("neck signs", had(brain_neck_signs=["dizzy_neck"]), had(brain_neck_signs="none")),
    ("knock on the head", had(head_knock="knock_no_signs"), had(head_knock="none")),
    ("arm tingling", had(numb_tingle=["arm"]), had(numb_tingle="none")),
    ("rheumatoid neck", had(conditions=["rheumatoid_neck_or_down"]), had(conditions=["migraine"])),
]

BARS: dict[str, list[tuple[str, dict[str, Any], dict[str, Any]]]] = {
    "toe_yoga_seated": [(x, had(foot_limits=[x]), had(foot_limits=["sharp_heel_pain"])) for x in ("toe_fracture", "gout_flare", "bunion_surgery_12wk")],
    "toe_spread": [("bunion operation", had(foot_limits=["bunion_surgery_12wk"]), had(foot_limits=["gout_flare"]))],
    "short_foot_seated": [("sole tear", had(foot_limits=["sole_tear"]), had(foot_limits=["gout_flare"]))],
    "short_foot_single": [("no support", had(conditions=["vertigo"], support_reach="no"), had(conditions=["vertigo"]))],
    "big_toe_press": [("stiff big toe", had(foot_limits=["rigid_big_toe"]), had(foot_limits=["gout_flare"])), ("pain under the big-toe ball", at("big_toe_ball", 1), at("forefoot", 1))],
    "forefoot_balance": [("Achilles over 3", at("mid_achilles", 4), at("mid_achilles", 3)), ("forefoot bone", at("forefoot", spot_type="on_bone"), at("forefoot", spot_type="diffuse"))],
    "tib_post_band": [("flat swollen ankle", had(foot_limits=["flat_foot_swelling"]), had(foot_limits=["gout_flare"]))],
    "heel_raise_ball": CALF,
    "peroneal_band": [("fresh sprain", had(foot_limits=["ankle_sprain_72h"]), had(foot_limits=["gout_flare"]))],
    "balance_clock": [("vertigo", had(conditions=["vertigo"]), had(conditions=["migraine"]))],
    "balance_eyes_closed": [
        *((x, had(conditions=[x]), had(conditions=["hernia"])) for x in ("vertigo", "neuropathy", "osteoporosis")),
        ("blood thinner", had(medicines=["blood_thinner"]), had(medicines=["statin"])),
        ("pregnancy", PREGNANT, had(pregnancy="no")),
        ("age 60", had(age=60), had(age=59)),
        ("alone without a doorway", had(alone="yes", support_reach="no"), had(alone="yes", support_reach="yes")),
    ],
    **dict.fromkeys(("iso_heel_raise", "bent_heel_raise", "single_heel_raise", "single_bent_heel_raise", "wall_drive"), CALF),
    "loaded_soleus_raise": [*CALF, ("worse next morning", at("mid_achilles", 1, 4), at("mid_achilles", 1, 1))],
    "pogo_hops": [*CALF[2:], BONE, ("tendon over 2", at("mid_achilles", 3, spot_type="tendon"), at("mid_achilles", 2, spot_type="tendon"))],
    "prone_hip_ext_brace": [PRONE, ARCHING],
    "bridge_abducted": [("strain under 2 weeks", had(strain_recent=["hamstring_under_2wk"]), had(strain_recent=["hamstring_2_to_6wk"]))],
    "single_leg_bridge": [HAM6, ("pubic pain", had(body_limits=["pubic_pain"]), had(body_limits=["jaw_pain"])), ("sacroiliac over 3", at("buttock", 4), at("buttock", 3))],
    "quadruped_hip_ext": [KNEEL],
    "front_plank_hip_ext": [BACK3, ARCHING, SHOULDER, SHOULDER0],
    "hip_hinge_dowel": [("tingling leg with back pain", had(**at("low_back", 1), numb_tingle=["leg"]), at("low_back", 1))],
    "single_leg_deadlift": [BACK3],
    "lateral_step_up": KNEE,
    "step_down": [*KNEE, GIVES],
    "single_leg_squat_box": [*KNEE, GIVES],
    "tke_band": [("locked knee", had(**at("kneecap"), joint_signs=["locked"]), at("kneecap")), KNEE[1]],
    "ham_iso_90_90": [("sit bone over 5", at("sit_bone", 6), at("sit_bone", 5, spot_type="tendon")), ("not settled", at("sit_bone", 2, 4), at("sit_bone", 2, 3))],
    "ham_walkout": [HAM6, SIT3],
    "ham_slider": [HAM6, SIT3],
    "clam": [NEW_HIP, CLEARED_HIP, LYING, ("outer hip worse lying", at("outer_hip", 1, worse_with=["lying_on_it"]), at("outer_hip", 1))],
    "side_lying_abd_wall": [NEW_HIP, CLEARED_HIP, LYING],
    "band_side_step": [("outer hip over 3", at("outer_hip", 4), at("outer_hip", 3)), KNEE[0]],
    "pelvic_drop_hike": [("outer-hip tendon", at("outer_hip", spot_type="tendon"), at("outer_hip", spot_type="in_muscle"))],
    "seated_psoas_lift": [GROIN, PINCH],
    "supine_band_march": [GROIN],
    "adductor_squeeze": [("pubic bone", had(body_limits=["pubic_pain"]), had(body_limits=["jaw_pain"])), ("groin over 2", at("groin_crease", 3, when_run="start_then_eases"), at("groin_crease", 2, when_run="start_then_eases"))],
    "crocodile_breath": [PRONE],
    "rhythm_run": [("heart signs", had(heart_signs=["racing_alone"]), had(heart_signs="none")), ("airway signs", had(airway_signs=["wheeze_after_effort"], conditions=["asthma"]), had(airway_signs="none", conditions=["asthma"]))],
    "dead_bug_tap": [BULGE],
    "dead_bug_full": [BULGE],
    "bird_dog_leg": [("kneeling hurts", had(body_limits=["kneeling_pain"]), had(body_limits=["jaw_pain"])), ("knee pain", at("inner_knee", 4), at("inner_knee", 3)), ("under 18, worse arching", had(**ARCHING[1], age=17), had(**ARCHING[1], age=34))],
    "bird_dog": [("kneeling hurts", had(body_limits=["kneeling_pain"]), had(body_limits=["jaw_pain"])), ("knee pain", at("inner_knee", 4), at("inner_knee", 3)), SHOULDER3],
    "front_plank": [BACK3, SHOULDER, SHOULDER0],
    **{x: [SHOULDER, SHOULDER0] for x in ("side_plank_knees", "side_plank_full", "side_plank_abd")},
    "chin_nod": NECK,
    "side_lying_er": [SHOULDER],
    "prone_ext_scap_set": [PRONE],
    "prone_t": [SHOULDER3],
    "prone_y": [SHOULDER3, OUT_BEFORE],
    "wall_slide_foam": [SHOULDER3],
    "wall_slide_liftoff": [SHOULDER3, OUT_BEFORE],
    "push_up_plus": [("wrist pain", had(body_limits=["wrist_pain"]), had(body_limits=["jaw_pain"])), SHOULDER, SHOULDER0],
    "quad_thoracic_turn": [KNEEL, ("broken rib", had(body_limits=["rib_spine_fracture_12wk"]), had(body_limits=["jaw_pain"]))],
    "prone_thoracic_lift": [ARCHING, ("back pain under 18", had(**at("low_back", 1), age=17), had(**at("low_back", 1), age=18))],
    "a_march": [("pain over 3", at("kneecap", 4), at("kneecap", 3)), PINCH],
    "hop_stick": [BONE, KNEE[1]],
    "cadence_run": [("Achilles flare", at("mid_achilles", 4), at("mid_achilles", 3)), ("shoes under 2 weeks", had(footwear=["new_model"], change_weeks=1), had(footwear=["new_model"], change_weeks=2))],
    # by posture
    "front_plank_hip_ext ": [("pregnancy, prone plank", PREGNANT, had(pregnancy="no"))],
    "prone_t ": [("pregnancy, prone", PREGNANT, had(pregnancy="first", clearance="yes"))],
    "bridge_abducted ": [("pregnancy, long on the back", PREGNANT, had(pregnancy="first", clearance="yes"))],
    "side_plank_full ": [("after a birth", had(gave_birth="yes", postpartum_weeks=11), had(gave_birth="yes", postpartum_weeks=12)), ("pelvic signs", had(pelvic_signs=["leaks"]), had(pelvic_signs="none")), ("blood pressure", had(conditions=["high_blood_pressure"]), had(conditions=["glaucoma"]))],
    "dead_bug_full ": [("after a birth", had(gave_birth="yes", postpartum_weeks=11), had(gave_birth="yes", postpartum_weeks=12)), ("blood pressure", had(conditions=["high_blood_pressure"]), had(conditions=["glaucoma"]))],
    "step_down ": [("no support", had(support_reach="no"), had(support_reach="yes")), ("limp", had(walk_ok="limp"), had(walk_ok="normal")), ("bone flag", had(bone_signs=["builds_lingers"]), had(bone_signs="none"))],
    "wall_drive ": [("pregnancy", PREGNANT, had(pregnancy="no")), ("after a birth", had(gave_birth="yes", postpartum_weeks=11), had(gave_birth="yes", postpartum_weeks=12)), ("pelvic signs", had(pelvic_signs=["leaks"]), had(pelvic_signs="none")), BONE, ("pain over 3", at("kneecap", 4), at("kneecap", 3))],
    "hop_stick ": [(x, had(conditions=[x]), had(conditions=["migraine"])) for x in ("osteoporosis",)] + [(x, had(medicines=[x]), had(medicines=["statin"])) for x in ("blood_thinner", "steroid_tablets")] + [("artificial joint", had(conditions=["joint_replacement"], joint_replacement_site=["knee"]), had(conditions=["migraine"]))],
    "pogo_hops ": [(x, had(conditions=[x]), had(conditions=["migraine"])) for x in ("osteoporosis",)] + [("age 65, no hops so far", had(age=65, hops_already="no"), had(age=64))],
}  # fmt: skip
"""Exercise -> (what, answers that bar it, answers a step short). An id with a space at its end: the rows by posture."""

CHANGES: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("breathing_90_90", "no_pause", had(conditions=[x]), had(conditions="none"))
    for x in ("epilepsy", "glaucoma", "migraine", "high_blood_pressure", "hernia", "asthma")
] + [
    ("breathing_90_90", "no_pause", had(conditions=["heart"], clearance="yes"), had(conditions="none")),
    ("breathing_90_90", "no_pause", had(pregnancy="first", clearance="yes"), had(pregnancy="no")),
    ("breathing_90_90", "no_pause", had(conditions=["asthma"], airway_signs=["wheeze_after_effort"]), had()),
    ("breathing_90_90", "propped", PREGNANT, had(pregnancy="first", clearance="yes")),
    ("chin_nod", "propped", PREGNANT, had()),
    ("adductor_squeeze", "propped", PREGNANT, had()),
    ("ham_iso_90_90", "propped", PREGNANT, had()),
    ("dead_bug_tap", "propped", PREGNANT, had()),
    ("ham_iso_90_90", "long_bridge", at("sit_bone", 1), had()),
    ("single_leg_deadlift", "less_deep", at("sit_bone", 1), had()),
    ("hip_hinge_dowel", "straight_back", had(conditions=["osteoporosis"]), had()),
    ("quad_thoracic_turn", "small_turns", had(conditions=["osteoporosis"]), had()),
    ("quad_thoracic_turn", "small_turns", had(medicines=["long_term_steroid"]), had()),
    ("quadruped_hip_ext", "forearms", had(body_limits=["wrist_pain"]), had()),
    ("bird_dog", "forearms", had(body_limits=["wrist_pain"]), had()),
    ("bird_dog_leg", "forearms", had(body_limits=["wrist_pain"]), had()),
    ("short_foot_single", "held", had(conditions=["vertigo"]), had()),
    ("single_heel_raise", "held", had(conditions=["neuropathy"]), had()),
    ("step_down", "held", had(conditions=["vertigo"]), had()),
    ("balance_clock", "held", had(conditions=["neuropathy"]), had()),
    ("clam", "good_side_down", at("outer_hip", spot_type="tendon"), at("outer_hip", spot_type="in_muscle")),
    ("side_plank_knees", "good_side_down", at("outer_hip", spot_type="tendon"), at("outer_hip")),
    *(("iso_heel_raise", "short_holds", had(conditions=[x]), had()) for x in ("high_blood_pressure", "glaucoma", "hernia", "migraine", "epilepsy")),
    ("side_plank_knees", "short_holds", had(conditions=["hernia"]), had()),
    *((x, "short_holds", had(conditions=["glaucoma"]), had()) for x in ("front_plank_hip_ext", "side_plank_abd", "push_up_plus")),
    ("breathing_90_90", "no_pause", had(body_limits=["panic_breath_hold"]), had()),
]  # fmt: skip
"""Exercise, its form, answers that bring the form, answers a step short. The exercise itself stays."""

GATES: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("p 4 to 5: level 3 there", "single_leg_squat_box", at("outer_knee", 4), at("outer_knee", 3)),
    ("p over 5: nothing there", "tke_band", at("kneecap", 6), at("kneecap", 5)),
    ("p over 5: only level 1 elsewhere", "wall_slide_liftoff", at("outer_hip", 6), at("outer_hip", 5)),
    ("limp", "clam", had(walk_ok="limp"), had(walk_ok="normal")),
    ("injury under 72 hours there", "clam", had(strain_recent=["any_injury_under_72h"], injury_72h_site=["hip"]), had(strain_recent=["any_injury_under_72h"], injury_72h_site=["neck"])),
    ("bone: no impact", "cadence_run", had(bone_signs=["builds_lingers"]), had(bone_signs="none")),
    ("no progress: no harder level", "step_down", had(plan_progress="unchanged_6wk"), had(plan_progress="not_started")),
    ("worse after 2 weeks", "step_down", had(plan_progress="worse_2wk"), had(plan_progress="not_started")),
    ("under 13", "glute_squeeze", had(age=12), had(age=16)),
    ("13 to 15", "glute_squeeze", had(age=15), had(age=16)),
    ("16 to 17: level 3", "step_down", had(age=17), had(age=18)),
    ("16 to 17 without consent", "glute_squeeze", had(age=17, adult_consent="no"), had(age=17, adult_consent="yes")),
    ("65: one level lower", "quadruped_hip_ext", had(age=65), had(age=64)),
    ("pregnancy: drills", "a_march", PREGNANT, had(pregnancy="no")),
    ("pregnancy: not cleared", "clam", had(pregnancy="first", clearance="no"), had(pregnancy="first", clearance="yes")),
    ("after a birth: level 2 trunk", "pallof_press", had(gave_birth="yes", postpartum_weeks=11), had(gave_birth="yes", postpartum_weeks=12)),
    ("pelvic signs: drills", "a_march", had(pelvic_signs=["heaviness"]), had(pelvic_signs="none")),
    ("operation there", "clam", had(surgery="under_12wk", surgery_site=["hip"]), had(surgery="under_12wk", surgery_site=["neck"])),
    *((f"{x} not cleared", "clam", had(conditions=[x], clearance="no"), had(conditions=[x], clearance="yes")) for x in ("heart", "diabetes", "kidney")),
    ("new to exercise with a heart sign", "clam", had(new_exerciser="yes", heart_signs=["racing_alone"], clearance="no"), had(new_exerciser="yes", heart_signs="none")),
    ("insulin not cleared", "clam", had(medicines=["insulin_or_sulfonylurea"], clearance="no"), had(medicines=["insulin_or_sulfonylurea"], clearance="yes")),
    *((f"{x}: barefoot", "toe_spread", had(conditions=[x], clearance="yes"), had(conditions=["migraine"])) for x in ("neuropathy", "diabetes")),
    *((f"{x}: eyes closed", "balance_eyes_closed", had(conditions=[x], clearance="yes"), had(conditions=["hernia"])) for x in ("neuropathy", "diabetes", "vertigo")),
    ("thin bones: loaded twist", "split_row_turn", had(conditions=["osteoporosis"]), had(conditions=["migraine"])),
    ("long steroid use: loaded twist", "split_row_turn", had(medicines=["long_term_steroid"]), had(medicines=["statin"])),
    ("long steroid use: hops", "hop_stick", had(medicines=["long_term_steroid"]), had(medicines=["statin"])),
    ("blood thinner: eyes closed", "balance_eyes_closed", had(medicines=["blood_thinner"]), had(medicines=["statin"])),
    ("neck", "chin_nod", had(conditions=["rheumatoid_neck_or_down"]), had(conditions=["migraine"])),
    *((f"{x}: arm end range", "prone_y", had(conditions=[x]), had(conditions=["migraine"])) for x in ("shoulder_dislocated", "loose_joints")),
    ("fever", "clam", had(system_signs=["fever"]), had(system_signs="none")),
    ("feels ill", "clam", had(system_signs=["feels_ill"]), had(system_signs="none")),
    ("outer-hip tendon: pelvic drop", "pelvic_drop_hike", at("outer_hip", spot_type="tendon"), at("outer_hip")),
]  # fmt: skip
"""Section 6b: gate, an exercise it bars, answers that raise it, answers a step short. The forms of CHANGES are gates' work too."""

ADVICE_ONLY = {
    "p 0-3": "the full plan for the level: it bars nothing",
    "duration:>3 mo and p >=4, never assessed": "by p, and advice to see a clinician",
    "beta blocker": "effort by the talk test: words",
    "statin + side:both + spot_type:in muscle": "ask the prescriber: words and a referral",
    "sickle trait": "build slowly: words, and no test at the limit",
    "heel raises at back of heel (insertional)": "every heel raise stands on flat floor, for everybody",
    "shoe change": "half the foot and calf dose for two weeks",
}
"""Gates of 6b that bar no exercise, and what they do instead."""

ONE_SIDED = {
    "toe_yoga_seated", "short_foot_seated", "short_foot_standing", "short_foot_single", "big_toe_press", "forefoot_balance",
    "tib_post_band", "peroneal_band", "balance_clock", "balance_eyes_closed", "single_heel_raise", "single_bent_heel_raise",
    "glute_squeeze", "prone_hip_ext_brace", "single_leg_bridge", "quadruped_hip_ext", "front_plank_hip_ext", "single_leg_deadlift",
    "lateral_step_up", "step_down", "single_leg_squat_box", "tke_band", "clam", "side_lying_abd_wall", "band_side_step",
    "pelvic_drop_hike", "seated_psoas_lift", "supine_band_march", "dead_bug_tap", "dead_bug_full", "bird_dog_leg", "bird_dog",
    "side_plank_knees", "side_plank_full", "side_plank_abd", "pallof_press", "side_lying_er", "quad_thoracic_turn",
    "split_row_turn", "wall_drive", "hop_stick",
}
"""Exercises done a side at a time."""

NOT_THE_SOURCES = {
    "single_heel_raise": {"rest"}, "loaded_soleus_raise": {"rest"}, "breathing_90_90": {"in", "out", "rest"},
}  # fmt: skip
"""Section 5, doses with a trial or a paper named: the parts that the dossier does not give under it, so ours."""

GATE_WORDS = {
    "p 4-5": "p 4 to 5", "p >5": "p over 5", "walk_ok:limp": "limp", "injury <72 h in that area": "injury under 72",
    "suspected bone": "bone:", "unchanged after 6 wk on plan, or worse after 2 wk on plan": "no progress", "age <13": "under 13",
    "age 13-15": "13 to 15", "age 16-17": "16 to 17", "age >=65": "65:", "pregnancy": "pregnancy:",
    "postpartum_weeks <12, or pelvic_signs not none": "after a birth", "surgery or fracture <12 wk, or not cleared": "operation",
    "conditions:heart, diabetes or kidney, not cleared by a doctor; new exerciser with any heart_signs": "heart not cleared",
    "insulin or sulfonylurea": "insulin", "neuropathy or diabetes": "neuropathy: barefoot", "vertigo": "vertigo: eyes",
    "osteoporosis, long-term steroid": "thin bones", "blood thinner": "blood thinner", "rheumatoid neck, Down syndrome": "neck",
    "shoulder dislocated before, very loose joints": "arm end range", "system_signs:fever or chills, or feels ill": "fever",
    "outer-hip tendon pain": "outer-hip tendon",
}
"""The dossier's gate -> words of its row in GATES."""

GATES_BY_FORM = {"blood pressure not controlled, glaucoma, hernia, migraine, epilepsy", "airway_signs or conditions:asthma"}
"""Gates that change exercises and bar none: see CHANGES."""
# fmt: on
