# ruff: noqa: E501 (tables)
"""Each of the ten symptoms, alone and with the tests that tell its stories apart, leads where the dossier says.

Written from the dossier (section 3 "Tell apart", sections 2b and 4) and DESIGN 4.5 by hand, before the program was asked.
Sided symptoms and tests are on the left unless a row says otherwise; the right side is symptom-free. What a row expects:

``dormant M [band]``, ``dominant M [band]``: that verdict (in that band) · ``hidden M``: no verdict on M · ``not dominant M``
· ``P stands``, ``P absent`` · ``R fires``, ``R silent`` · ``level L`` · ``plan starts STAGE`` · ``nothing else``: no other muscle is shown. A muscle or pattern may end in ``@right``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from advisor.inference.consult import Consultation, Reasoner
from advisor.model.base import KnowledgeBase
from advisor.pipeline import assessment_of
from knowledge.clean_sheet import clean_sheet, laid_over
from knowledge.consulted import consulted

TYPICAL: dict[str, dict[str, Any]] = {
    "tight_hip_flexors": {"spot": ["front_thigh"], "spot_type": ["in_muscle"]},
    "tight_hamstrings": {"spot": ["back_thigh"], "spot_type": ["in_muscle"]},
    "it_band_pain": {"spot": ["outer_knee"], "spot_type": ["diffuse"]},
    "achilles_trouble": {"spot": ["mid_achilles"], "spot_type": ["diffuse"]},
    "low_back_pain": {"spot": ["low_back"], "spot_type": ["diffuse"]},
    "poor_breathing": {},
    "runners_knee": {"spot": ["kneecap"], "spot_type": ["diffuse"]},
    "stiff_upper_body": {"spot": ["mid_back_or_ribs"], "spot_type": ["diffuse"]},
    "rounded_shoulders": {"spot": ["between_blades"], "spot_type": ["diffuse"]},
    "poor_biomechanics": {},
}
"""Where each symptom usually sits, without a tendon, a bone or a joint in it."""


@dataclass(frozen=True)
class Row:
    symptom: str
    says: str  # the dossier, in short
    expect: str
    tests: dict[str, Any] = field(default_factory=dict)  # answers that are not per symptom
    about: dict[str, Any] = field(default_factory=dict)  # answers about this symptom
    also: tuple[str, ...] = ()  # further symptoms


def left(bad: Any, good: Any) -> dict[str, Any]:
    return {"left": bad, "right": good}


THOMAS_FINE = {"t_thomas_thigh_above": "no", "t_thomas_knee_straight": "no", "t_thomas_drifts_out": "no"}
STEP_FINE = {"t_step_down": 0, "t_step_down_finished": "finished"}
SIDE_LIFT_FINE = {"t_side_lift": 10, "t_side_lift_drift": "no", "t_side_lift_burn": "side_glute"}
SHORT_FOOT_FINE = {"t_short_foot": 5, "t_short_foot_claw": "no", "t_short_foot_roll": "no"}
SHORT_FOOT_BAD = {**SHORT_FOOT_FINE, "t_short_foot": left(2, 5)}
S1, S2, S3, S4, S5 = "tight_hip_flexors", "tight_hamstrings", "it_band_pain", "achilles_trouble", "low_back_pain"
S6, S7, S8, S9, S10 = "poor_breathing", "runners_knee", "stiff_upper_body", "rounded_shoulders", "poor_biomechanics"


def step_down(score: int, better: str) -> dict[str, Any]:
    return {"t_step_down": left(score, 0), "t_step_down_better": {"left": better}, "t_step_down_finished": "finished"}


def bridge(seconds: int, felt: str) -> dict[str, Any]:
    return {"t_sl_bridge_hold": left(seconds, 25), "t_sl_bridge_hold_drop": "no", "t_sl_bridge_hold_felt": left(felt, "glute")}


def thomas(sign: str) -> dict[str, Any]:
    return {**THOMAS_FINE, f"t_thomas_{sign}": left("yes", "no")}


def hi_lo(lying: str, seated: str, standing: str = "belly") -> dict[str, Any]:
    return {"t_hi_lo_lying": lying, "t_hi_lo_seated": seated, "t_hi_lo_standing": standing, "t_hi_lo_shoulders": "no"}


def filmed(*signs: str) -> dict[str, Any]:
    return {"form_seen": "yes", "form_signs_seen": list(signs)}


ROWS = [
    # ------------------------------------------------------------------ S1 tight hip flexors
    Row(S1, "alone: a possible busy front of the hip, quiet glute and trunk",
        "dominant rectus_femoris possible; dominant tensor_fasciae_latae possible; dominant iliacus possible; dominant psoas_major possible; "
        "dominant lumbar_erector_spinae possible; dormant gluteus_maximus possible; dormant transversus_abdominis possible; "
        "dormant external_oblique possible; dormant gluteus_medius possible; nothing else; level none"),
    Row(S1, "(a) t_thomas with knee straightening = rectus femoris",
        "dominant rectus_femoris likely; hidden iliacus; hidden tensor_fasciae_latae; lower_crossed absent", thomas("knee_straight")),
    Row(S1, "(a) thigh drifting out = TFL",
        "dominant tensor_fasciae_latae likely; hidden rectus_femoris; hidden iliacus; tfl_dominance absent", thomas("drifts_out")),
    Row(S1, "2b: thigh above level = iliacus",
        "dominant iliacus likely; hidden rectus_femoris; hidden tensor_fasciae_latae", thomas("thigh_above")),
    Row(S1, "(b) poor hold with a front-pocket cramp and a normal t_thomas = psoas under-used (P17); iliacus and psoas dominance cancelled",
        "hip_flexor_substitution stands; dormant psoas_major possible; not dominant iliacus; dominant tensor_fasciae_latae likely; "
        "dominant rectus_femoris likely",
        {**THOMAS_FINE, "t_hip_flex_hold": left(5, 15), "t_hip_flex_hold_cramp": left("front_pocket", "no_cramp")}),
    Row(S1, "(b) without a cramp it is not yet P17, but psoas is not called busy any more",
        "hip_flexor_substitution absent; not dominant psoas_major",
        {**THOMAS_FINE, "t_hip_flex_hold": left(5, 15), "t_hip_flex_hold_cramp": "no_cramp"}),
    # The dossier gives "= glute deficit" no number; the rules give it the ceiling of our own consensus (.25) beside the test's own .125.
    Row(S1, "(c) bridge short and in the hamstring = glute deficit",
        "dormant gluteus_maximus; hamstring_synergist absent", bridge(12, "hamstring")),
    Row(S1, "(c) the same with hamstring cramps late in runs: two findings, P07",
        "hamstring_synergist stands; dormant gluteus_maximus likely; dominant biceps_femoris likely; dominant medial_hamstrings likely",
        {**bridge(25, "hamstring"), "other_signs": ["hamstring_cramp_late"]}),
    Row(S1, "P01: S1, low back felt in the bridge, desk over 4 h = 3",
        "lower_crossed stands; dormant gluteus_maximus likely; dominant lumbar_erector_spinae likely; dominant rectus_femoris likely",
        {**bridge(25, "low_back"), "desk_hours": "4_to_8"}),
    Row(S1, "P01 needs three: S1 and a desk are two", "lower_crossed absent", {"desk_hours": "over_8"}),
    Row(S1, "(d) groin crease that builds on running: RF03 soon", "level soon", about={
        "spot": ["groin_crease"], "pain_run": 3, "when_run": ["builds"]}),
    Row(S1, "(d) groin crease that eases on running: RF03 caution", "level caution", about={
        "spot": ["groin_crease"], "pain_run": 2, "when_run": ["start_then_eases"]}),
    Row(S1, "(d) groin crease that hurts on walking: RF03 urgent", "level urgent", {"bone_signs": ["hurts_walking"]}, {
        "spot": ["groin_crease"], "pain_run": 3, "when_run": ["builds"]}),
    Row(S1, "(d) fever with a sore hip of 2 to 6 weeks: RF07 urgent", "level urgent", {"system_signs": ["fever"]}, {
        "spot": ["groin_crease"], "duration": "2_to_6wk"}),
    Row(S1, "(d) a groin lump that slips back: RF17 soon", "level soon", {"belly_groin_signs": ["groin_lump_slips"]}),
    Row(S1, "(d) sudden testicle pain: RF17 emergency", "level emergency", {"belly_groin_signs": ["sudden_testicle_pain"]}),
    # ------------------------------------------------------------------ S2 tight hamstrings
    Row(S2, "alone: hamstrings busy, glute quiet, at the top of what symptoms may say",
        "dominant biceps_femoris likely; dominant medial_hamstrings possible; dominant adductor_magnus possible; "
        "dominant lumbar_erector_spinae possible; dormant gluteus_maximus likely; dormant transversus_abdominis possible; "
        "dormant external_oblique possible; hamstring_synergist absent; long_hamstring_tilt absent; neural_hamstring absent; level none"),
    Row(S2, "(3) the slump brings on the own symptom and looking up eases it: P14, no hamstring conclusion",
        "neural_hamstring stands; hidden biceps_femoris; hidden medial_hamstrings; dormant gluteus_maximus likely",
        {"t_slump": left("own_symptom", "nothing"), "t_slump_eases": left("yes", "no")}),
    Row(S2, "(3) tingling in the leg: P14, no hamstring conclusion; RF02 caution",
        "neural_hamstring stands; hidden biceps_femoris; hidden medial_hamstrings; level caution", {"numb_tingle": ["leg"]}),
    Row(S2, "(3) tingling for 6 weeks or more: RF02 soon", "neural_hamstring stands; level soon",
        {"numb_tingle": ["foot"], "numb_duration_6wk": "yes"}),
    Row(S2, "a plain pull that eases on both sides proves nothing", "neural_hamstring absent; dominant biceps_femoris likely",
        {"t_slump": "plain_stretch", "t_slump_eases": "yes"}),
    Row(S2, "(1) bridge cramps in the hamstring, leg lift better with a glute cue: P07, two tests = strong",
        "hamstring_synergist stands; dominant biceps_femoris strong; dormant gluteus_maximus strong; dominant medial_hamstrings likely",
        {**bridge(14, "hamstring"), "t_prone_ext": left("hamstring_cramp", "clean"), "t_prone_ext_cue": left("yes", "no")}),
    Row(S2, "P07 needs two answers: bridge in test and in memory is one answer under two names",
        "hamstring_synergist@right absent", {**bridge(25, "hamstring"), "t_sl_bridge_hold_felt": "hamstring", "feel_bridge": "hamstrings"}),
    Row(S2, "(2) tuck eases it and few bridges: P13, strengthen the hamstring; P07 excluded",
        "long_hamstring_tilt stands; hamstring_synergist absent; dormant biceps_femoris possible; dormant medial_hamstrings possible; "
        "dormant gluteus_maximus likely; dormant transversus_abdominis likely; dominant lumbar_erector_spinae likely; "
        "dominant iliacus possible; dominant rectus_femoris possible",
        {"t_pelvis_gap": "yes", "t_pelvis_tuck": left("yes", "no"), "t_hs_bridge_reps": 15}),
    Row(S2, "(2) tuck eases it and the knee straightens normally: P13",
        "long_hamstring_tilt stands; dormant biceps_femoris possible; not dominant medial_hamstrings",
        {"t_pelvis_gap": "yes", "t_pelvis_tuck": left("yes", "no"), "t_hs_bridge_reps": 25, "t_knee_ext_9090": 20}),
    Row(S2, "(2) strong bridges and a short knee angle are not P13; normal bridges oppose the quiet glute",
        "long_hamstring_tilt absent; dominant biceps_femoris likely; hidden gluteus_maximus",
        {"t_pelvis_gap": "yes", "t_pelvis_tuck": left("yes", "no"), "t_hs_bridge_reps": 25, "t_knee_ext_9090": 40}),
    Row(S2, "P13 overrides P07 on that side", "long_hamstring_tilt stands; hamstring_synergist absent; not dominant biceps_femoris",
        {**bridge(14, "hamstring"), "t_pelvis_gap": "yes", "t_pelvis_tuck": left("yes", "no"), "t_hs_bridge_reps": 15}),
    Row(S2, "P14 sets P13 aside", "neural_hamstring stands; long_hamstring_tilt absent; hidden biceps_femoris",
        {"numb_tingle": ["leg"], "t_pelvis_gap": "yes", "t_pelvis_tuck": left("yes", "no"), "t_hs_bridge_reps": 15}),
    Row(S2, "sit-bone tendon, sore the next day: P18, low load capacity",
        "hamstring_tendon_overload stands; hamstring_synergist absent; dormant biceps_femoris likely; dormant medial_hamstrings likely",
        about={"spot": ["sit_bone"], "spot_type": ["tendon"], "when_run": ["next_day"]}),
    Row(S2, "sit bone, worse with long sitting: the proximal tendon, without a tendon under the finger only a possibility",
        "hamstring_tendon_overload stands; not dominant biceps_femoris; dormant biceps_femoris possible",
        about={"spot": ["sit_bone"], "worse_with": ["long_sitting"]}),
    Row(S2, "back pain on arching under 18: RF15 soon", "level soon", {"age": 17}, also=(S5,)),
    # ------------------------------------------------------------------ S3 IT-band pain
    Row(S3, "alone",
        "dominant tensor_fasciae_latae possible; dominant vastus_lateralis possible; dominant quadratus_lumborum possible; "
        "dormant gluteus_medius likely; dormant gluteus_medius_posterior possible; dormant deep_hip_rotators possible; "
        "dormant gluteus_maximus possible; nothing else; level none"),
    Row(S3, "side lift burns at the front pocket -> TFL (P08, P05)",
        "tfl_dominance stands; hip_abductor_deficit stands; dominant tensor_fasciae_latae likely; dormant gluteus_medius_posterior likely",
        {**SIDE_LIFT_FINE, "t_side_lift_burn": left("front_pocket", "side_glute")}),
    Row(S3, "knee-in step-down that the glute steadies -> P05",
        "hip_abductor_deficit stands; dormant gluteus_medius likely; foot_core_deficit absent; tfl_dominance absent", step_down(4, "glute")),
    Row(S3, "step-down and pelvis drop: two tests = strong",
        "hip_abductor_deficit stands; dormant gluteus_medius strong", {**step_down(4, "neither"), "t_pelvic_drop": left("yes", "no")}),
    Row(S3, "side-plank gap -> lateral trunk",
        "hip_abductor_deficit stands; dormant external_oblique possible; dormant internal_oblique possible; hidden external_oblique@right",
        {"t_side_plank": left(50, 65)}),
    Row(S3, "the foot fails with a good hip -> P04",
        "foot_core_deficit stands; hip_abductor_deficit absent; dormant abductor_hallucis likely; dormant tibialis_posterior likely; "
        "dormant foot_interossei likely; hidden gluteus_medius",
        {**SHORT_FOOT_BAD, "t_arch_drop": left(12, 6), **STEP_FINE, **SIDE_LIFT_FINE, "t_pelvic_drop": "no"}),
    Row(S3, "locking: RF08 urgent", "level urgent", {"joint_signs": ["locked"]}),
    Row(S3, "swelling later: RF08 soon", "level soon", {"joint_signs": ["swollen_later"]}),
    # ------------------------------------------------------------------ S4 Achilles trouble
    Row(S4, "alone: the soleus first; the upper calf is contradicted",
        "dormant soleus likely; dormant gluteus_medius possible; dormant gluteus_maximus possible; dormant peroneus_longus possible; "
        "dormant tibialis_posterior possible; dominant toe_flexors_long possible; nothing else; level none"),
    Row(S4, "straight heel raises low = the whole calf (P09; upper calf dormant, its dominance cancelled)",
        "calf_soleus_deficit stands; dormant soleus likely; dormant gastrocnemius possible; dominant toe_flexors_long likely",
        {"t_heel_raise_straight": left(12, 25), "t_heel_raise_straight_height": "full"}),
    Row(S4, "bent test much worse = soleus",
        "calf_soleus_deficit stands; dormant soleus likely; dominant gastrocnemius possible",
        {"t_heel_raise_straight": 25, "t_heel_raise_straight_height": "full", "t_heel_raise_bent": left(12, 22)}),
    Row(S4, "both heel raises normal but a poor step-down = hip chain",
        "calf_soleus_deficit absent; hidden soleus; dormant gluteus_medius likely; dormant gluteus_medius_posterior possible",
        {"t_heel_raise_straight": 25, "t_heel_raise_straight_height": "full", "t_heel_raise_bent": 22, **step_down(4, "neither")}),
    Row(S4, "a small knee-to-wall alone = joint: no muscle by itself, so exactly what the symptom says",
        "dormant soleus likely; dormant gluteus_medius possible; dormant gluteus_maximus possible; dormant peroneus_longus possible; "
        "dormant tibialis_posterior possible; dominant toe_flexors_long possible; nothing else", {"t_knee_to_wall": left(5, 11)}),
    Row(S4, "back of heel, tendon, eases as you warm: P18",
        "achilles_overload stands; dormant soleus likely; dormant gastrocnemius possible; level none",
        about={"spot": ["back_of_heel"], "spot_type": ["tendon"], "when_run": ["start_then_eases"], "morning_stiff": "10_to_30"}),
    Row(S4, "mid tendon, eases as you warm, stiff in the morning = tendinopathy picture: P18",
        "achilles_overload stands; dormant soleus likely; dormant gastrocnemius possible; level none",
        about={"spot_type": ["tendon"], "when_run": ["start_then_eases"], "morning_stiff": "10_to_30"}),
    Row(S4, "a kick, then a weak push-off: RF05 urgent", "level urgent", {"tendon_event": ["pop_weak_push"]}),
    Row(S4, "a swollen calf: RF06 urgent", "level urgent", {"calf_signs": ["swollen_leg"]}),
    Row(S4, "a tendon and a fluoroquinolone: RF14 urgent", "level urgent", {"medicines": ["fluoroquinolone"]}, {"spot_type": ["tendon"]}),
    # ------------------------------------------------------------------ S5 low-back pain
    Row(S5, "alone",
        "dominant lumbar_erector_spinae likely; dominant iliacus possible; dominant rectus_femoris possible; "
        "dominant quadratus_lumborum possible; dominant biceps_femoris possible; dormant gluteus_maximus possible; "
        "dormant gluteus_medius likely; dormant transversus_abdominis possible; dormant lumbar_multifidus possible; "
        "dormant external_oblique possible; nothing else; level none"),
    Row(S5, "leg raise better with a brace -> P12",
        "lumbopelvic_deficit stands; dormant transversus_abdominis likely; dormant lumbar_multifidus likely; "
        "dominant lumbar_erector_spinae likely; dormant internal_oblique possible; dormant pelvic_floor possible",
        {"t_aslr": 3, "t_aslr_brace": "yes"}),
    Row(S5, "plank sags and t_thomas yes -> P01 (and P12): two tests = strong",
        "lower_crossed stands; lumbopelvic_deficit stands; dominant lumbar_erector_spinae strong; dormant transversus_abdominis strong; "
        "dominant iliacus likely", {"t_plank": 30, "t_plank_gives": "back_sags", **thomas("thigh_above")}),
    Row(S5, "side-plank gap -> lateral chain, on that side",
        "lumbopelvic_deficit stands; dormant external_oblique likely; dormant gluteus_medius likely; hidden external_oblique@right",
        {"t_side_plank": left(40, 60)}),
    # Section 4 wants two findings of its own list, section 3 sends back pain with a low turn to P11: it stands, as a possibility only.
    Row(S5, "t_trunk_turn low -> P11", "thoracic_stiffness stands; dormant thoracic_rotators possible", {"t_trunk_turn": 30}),
    Row(S5, "a low turn and a long desk day -> P11",
        "thoracic_stiffness stands; dormant thoracic_rotators possible; dormant thoracic_erector_spinae possible",
        {"t_trunk_turn": 30, "desk_hours": "over_8"}),
    Row(S5, "worse bending forward with tingling for 6 weeks: neural, RF02 soon", "level soon",
        {"numb_tingle": ["leg"], "numb_duration_6wk": "yes"}, {"worse_with": ["bending_forward", "long_sitting"]}),
    Row(S5, "both legs tingle: RF01 emergency", "level emergency", {"numb_tingle": ["both_legs"]}),
    Row(S5, "worse arching under 18: RF15 soon", "level soon", {"age": 17}, {"worse_with": ["arching_back"]}),
    Row(S5, "buttock bone pain on walking with missed periods: RF03 urgent", "level urgent",
        {"cycle_energy": ["periods_missed_3"], "bone_signs": ["hurts_walking"]}, {"spot": ["buttock"], "spot_type": ["on_bone"]}),
    Row(S5, "night pain whatever the position: RF07 soon", "level soon", about={"night_pain": "yes"}),
    Row(S5, "62, smoked, weeks old and nothing worsens it: RF21 soon", "level soon", {"age": 62, "smoker": "past"},
        {"duration": "2_to_6wk"}),
    # ------------------------------------------------------------------ S6 poor breathing
    Row(S6, "alone",
        "dominant scalenes possible; dominant sternocleidomastoid possible; dominant upper_trapezius possible; "
        "dominant pectoralis_minor possible; dormant diaphragm possible; dormant intercostals possible; "
        "dormant transversus_abdominis possible; nothing else; apical_breathing absent; level none"),
    Row(S6, "the chest leads lying and seated: P10",
        "apical_breathing stands; dormant diaphragm likely; dominant scalenes likely; dominant sternocleidomastoid likely; "
        "dormant intercostals likely", hi_lo("chest", "chest", "chest")),
    Row(S6, "the chest leads seated only: a flag, and S6 is the second sign", "apical_breathing stands; dormant diaphragm likely",
        hi_lo("belly", "chest")),
    Row(S6, "standing alone is no flag", "apical_breathing absent; hidden diaphragm", hi_lo("belly", "belly", "chest")),
    Row(S6, "wheeze after effort: RF10 soon, and P10 is off", "level soon; apical_breathing absent",
        {"airway_signs": ["wheeze_after_effort"], **hi_lo("chest", "chest")}),
    Row(S6, "sudden new breathlessness: RF09 emergency", "level emergency", {"heart_signs": ["sudden_breathless"]}),
    Row(S6, "less capacity for weeks: RF09 soon, and P10 is off", "level soon; apical_breathing absent",
        {"heart_signs": ["capacity_drop"], **hi_lo("chest", "chest")}),
    # First written "dormant diaphragm possible"; the dossier's "mostly meal/posture" is a rival, and the rules speak against the muscle.
    Row(S6, "a side stitch alone = mostly meal or posture", "apical_breathing absent; hidden diaphragm", {"breathing": ["side_stitch"]}),
    # ------------------------------------------------------------------ S7 runner's knee
    Row(S7, "alone",
        "dominant vastus_lateralis possible; dominant rectus_femoris possible; dominant tensor_fasciae_latae possible; "
        "dormant gluteus_medius likely; dormant gluteus_maximus possible; dormant deep_hip_rotators possible; "
        "dormant vastus_medialis possible; dormant tibialis_posterior possible; dormant abductor_hallucis possible; nothing else; "
        "hip_abductor_deficit absent; quad_dominance absent; level none"),
    Row(S7, "step-down better with the glute -> P05",
        "hip_abductor_deficit stands; foot_core_deficit absent; dormant gluteus_medius likely; dormant deep_hip_rotators likely",
        step_down(3, "glute")),
    Row(S7, "better with the arch only -> P04",
        "foot_core_deficit stands; hip_abductor_deficit absent; dormant abductor_hallucis possible", step_down(3, "arch")),
    Row(S7, "straight tracking, stairs, quads felt in the bridge -> P06 (no flagged test: capped at .40)",
        "quad_dominance stands; dominant rectus_femoris likely; dominant vastus_lateralis likely; dormant gluteus_maximus likely; "
        "hip_abductor_deficit absent", {**STEP_FINE, "feel_bridge": "quads"}, {"worse_with": ["stairs_or_squat"]}),
    Row(S7, "step-down not finished for weakness: quads are weak, not busy",
        "quad_dominance stands; dormant vastus_medialis likely; not dominant rectus_femoris; not dominant vastus_lateralis",
        {"feel_bridge": "quads", "t_step_down_finished": left("stopped_weakness", "finished")}),
    Row(S7, "everything normal and a spike -> P15: symptoms count .6",
        "load_driven stands; hidden gluteus_medius; hidden deep_hip_rotators; hidden tensor_fasciae_latae; hidden vastus_medialis",
        {**STEP_FINE, **SIDE_LIFT_FINE, "t_pelvic_drop": "no", "last_run": 15, "longest30": 10}),
    Row(S7, "below the kneecap, tendon, sore the next day -> P18: dominance of all quads cancelled",
        "patellar_tendon_overload stands; dormant vastus_medialis likely; not dominant rectus_femoris; not dominant vastus_lateralis",
        about={"spot": ["below_kneecap"], "spot_type": ["tendon"], "when_run": ["next_day"]}),
    Row(S7, "locking: RF08 urgent", "level urgent", {"joint_signs": ["locked"]}),
    Row(S7, "giving way: RF08 soon", "level soon", {"joint_signs": ["gives_way"]}),
    Row(S7, "a knee under 16: RF15 soon", "level soon", {"age": 15}),
    Row(S7, "a limp under 16: RF15 urgent", "level urgent", {"age": 15, "walk_ok": "limp"}),
    # ------------------------------------------------------------------ S8 stiff upper body
    Row(S8, "alone",
        "dominant upper_trapezius possible; dominant levator_scapulae possible; dominant pectoralis_minor possible; "
        "dominant latissimus_dorsi possible; dominant suboccipitals possible; dormant thoracic_rotators possible; "
        "dormant thoracic_erector_spinae possible; dormant lower_trapezius possible; dormant serratus_anterior possible; "
        "dormant diaphragm possible; nothing else; thoracic_stiffness absent; level none"),
    Row(S8, "turn low both ways = P11",
        "thoracic_stiffness stands; dormant thoracic_rotators likely; dormant thoracic_rotators@right likely; "
        "dormant thoracic_erector_spinae likely", {"t_trunk_turn": 30}),
    Row(S8, "turn low one way = side-specific", "dormant thoracic_rotators likely; not dormant-likely thoracic_rotators@right",
        {"t_trunk_turn": left(30, 60)}),
    Row(S8, "the chest leads lying and seated = P10 first", "apical_breathing stands; plan starts breath", hi_lo("chest", "chest", "chest")),
    Row(S8, "wall angel fails by the low back = latissimus",
        "thoracic_stiffness stands; dominant latissimus_dorsi likely; upper_crossed absent", {"t_wall_angel": ["head", "elbows", "wrists"]}),
    Row(S8, "stiff over 30 min with several swollen joints: RF12 soon", "level soon", {"inflam_signs": ["several_joints_swollen"]},
        {"morning_stiff": "over_30"}),
    Row(S8, "arm growing weak: RF02 urgent", "level urgent", {"weakness": ["arm_growing"]}),
    Row(S8, "new severe neck pain: RF16 urgent", "level urgent", {"brain_neck_signs": ["new_neck_pain"]}),
    Row(S8, "pain between the blades at rest that moving does not change: RF22 soon", "level soon", about={
        "spot": ["between_blades"], "when_run": ["at_rest"]}),
    # ------------------------------------------------------------------ S9 rounded shoulders
    Row(S9, "alone",
        "dominant pectoralis_minor possible; dominant pectoralis_major possible; dominant upper_trapezius possible; "
        "dominant levator_scapulae possible; dominant sternocleidomastoid possible; dominant shoulder_internal_rotators possible; "
        "dominant suboccipitals possible; dormant lower_trapezius likely; dormant serratus_anterior possible; "
        "dormant middle_trapezius possible; dormant deep_neck_flexors possible; dormant cuff_external_rotators possible; "
        "dormant thoracic_erector_spinae possible; nothing else; upper_crossed absent; level none"),
    Row(S9, "wall angel: wrists and elbows off = scapular (two of P02's three)",
        "upper_crossed absent; dormant lower_trapezius likely; dormant middle_trapezius likely; dormant serratus_anterior likely",
        {"t_wall_angel": ["head", "low_back"]}),
    Row(S9, "head off and a short chin hold = neck: P02",
        "upper_crossed stands; dormant deep_neck_flexors likely; dominant sternocleidomastoid likely; dormant lower_trapezius",
        {"t_wall_angel": ["low_back", "elbows", "wrists"], "t_chin_hold": 10}),
    Row(S9, "a shoulder gap alone means little", "upper_crossed absent; dominant pectoralis_minor possible", {"t_shoulder_gap": 4.0}),
    Row(S9, "a short chin hold alone", "upper_crossed absent; dormant deep_neck_flexors likely", {"t_chin_hold": 10}),
    # ------------------------------------------------------------------ S10 poor biomechanics
    Row(S10, "alone, not filmed: four quiet muscles, none busy",
        "dormant gluteus_medius possible; dormant gluteus_maximus possible; dormant abductor_hallucis possible; dormant soleus possible; "
        "nothing else; level none"),
    Row(S10, "filmed: knees in (a film alone is no home test for P05)",
        "dormant gluteus_medius possible; dormant gluteus_maximus possible; dominant tensor_fasciae_latae possible; nothing else; "
        "hip_abductor_deficit absent", filmed("knees_in")),
    Row(S10, "filmed: the arch collapses, and the short foot fails -> P04",
        "foot_core_deficit stands; dormant abductor_hallucis likely; dormant foot_interossei likely", {**filmed("arch_collapses"), **SHORT_FOOT_BAD}),
    Row(S10, "filmed: over-stride, squats felt in the quads -> P06",
        "quad_dominance stands; dominant rectus_femoris possible; dormant gluteus_maximus likely", {**filmed("over_stride"), "feel_squat": "quads"}),
    Row(S10, "no push-off seen", "dormant soleus possible; nothing else", filmed("no_push_off")),
    Row(S10, "foot first: both feet and both hips fail, the foot sets the plan",
        "form_start_at_foot fires; form_start_at_hip silent; foot_core_deficit stands; plan starts foot",
        {**SHORT_FOOT_FINE, "t_short_foot": 2, "t_arch_drop": 12, "t_step_down": 4, "t_step_down_better": "neither",
         "t_step_down_finished": "finished"}),
    Row(S10, "then the hip: good feet, both hips fail", "form_start_at_hip fires; form_start_at_foot silent",
        {**SHORT_FOOT_FINE, "t_step_down": 4, "t_step_down_better": "neither", "t_step_down_finished": "finished"}),
    Row(S10, "then the trunk: good feet and hips, a short plank on both sides", "form_start_at_trunk fires; form_start_at_hip silent",
        {**SHORT_FOOT_FINE, **STEP_FINE, "t_side_plank": 30}),
    Row(S10, "the foot slaps: RF02 urgent", "level urgent", {"weakness": ["foot_drop"]}),
    Row(S10, "a limp: soon, as pain above 5", "level soon", {"walk_ok": "limp"}),
    # ------------------------------------------------------------------ two together
    Row(S5, "P03: both crossed patterns at .40 or more, with the two extra muscles", "layered stands; dormant diaphragm possible",
        {**bridge(25, "low_back"), "desk_hours": "over_8", "t_chin_hold": 10}, also=(S9,)),
    Row(S5, "P16: one side flagged at the foot and at the hip, the other normal",
        "unilateral_chain stands; unilateral_chain@right absent; dormant abductor_hallucis; dormant gluteus_medius likely",
        {**SHORT_FOOT_BAD, "t_pelvic_drop": left("yes", "no")}),
]  # fmt: skip


def _sheet(row: Row, kb: KnowledgeBase) -> Any:
    sided = kb.questions[row.symptom].per == "side"
    answers: dict[str, Any] = {**row.tests, row.symptom: left("present", "absent") if sided else "present"}
    for other in row.also:
        answers[other] = left("present", "absent") if kb.questions[other].per == "side" else "present"
    for symptom in (row.symptom, *row.also):
        about = {**TYPICAL[symptom], **(row.about if symptom == row.symptom else {})}
        for question, value in about.items():
            answers.setdefault(question, {})[symptom] = value
    return laid_over(clean_sheet(kb, history=True), answers, kb)


def _place(kb: KnowledgeBase, name: str) -> tuple[str, str]:
    plain, _, side = name.partition("@")
    assert plain in kb.muscles or plain in kb.patterns, f"no muscle or pattern {plain}"
    return plain, (side or "left") if kb.sided(plain) else "whole"


def problems(row: Row, found: Consultation, kb: KnowledgeBase) -> list[str]:
    """What of a row's expectations does not hold."""
    shown = {(f.muscle, f.side): f for f in found.findings}
    wrong: list[str] = []
    named: set[str] = set()
    clauses = [clause.split() for clause in row.expect.split("; ")]
    for clause in clauses:
        text = " ".join(clause)
        match clause:
            case ["level", level]:
                if found.safety.level != level:
                    wrong.append(
                        f"{text}: it is {found.safety.level} by {[(i.rule, i.state, i.level) for i in found.safety.items]}"
                    )
            case ["dormant" | "dominant" as role, name, *band]:
                key = _place(kb, name)
                named.add(key[0])
                finding = shown.get(key)
                if finding is None or finding.role != role or (band and finding.band != band[0]):
                    wrong.append(f"{text}: {_said(found, key, finding)}")
            case ["hidden", name]:
                key = _place(kb, name)
                if key in shown:
                    wrong.append(f"{text}: {_said(found, key, shown[key])}")
            case ["not", word, name]:
                key = _place(kb, name)
                role, _, band = word.partition("-")
                finding = shown.get(key)
                if finding is not None and finding.role == role and (not band or finding.band == band):
                    wrong.append(f"{text}: {_said(found, key, finding)}")
            case [name, "stands" | "absent" as state]:
                cf = found.certainties.cf.get(_place(kb, name), 0.0)
                if (cf >= 0.20) != (state == "stands"):
                    wrong.append(f"{text}: its certainty is {cf}")
            case [rule, "fires" | "silent" as state]:
                code = next(r.code for r in kb.rules.values() if r.id == rule)
                if any(fired == code for fired, _ in found.certainties.fired) != (state == "fires"):
                    wrong.append(text)
            case ["plan", "starts", stage]:
                plan = assessment_of(found, found.view.answers, today=date(2026, 11, 22)).plan
                stages = [kb.exercises[chosen.exercise].stage for chosen in plan.exercises] if plan else []
                if stages[:1] != [stage]:
                    wrong.append(f"{text}: {stages}")
            case ["nothing", "else"]:
                pass
            case _:
                raise AssertionError(f"cannot read the expectation {text!r}")
    if ["nothing", "else"] in clauses and (more := {muscle for muscle, _ in shown} - named):
        wrong.append(f"nothing else: also {sorted(more)}")
    return wrong


def _said(found: Consultation, key: tuple[str, str], finding: Any) -> str:
    both = [found.certainties.cf.get((f"{role}.{key[0]}", key[1])) for role in ("dominant", "dormant")]
    return f"{finding.role} {finding.band} {finding.certainty}" if finding else f"hidden, D and d are {both}"


@pytest.mark.parametrize("row", ROWS, ids=[f"{i:03d} {row.symptom}: {row.says[:60]}" for i, row in enumerate(ROWS)])
def test_the_symptom_leads_where_the_dossier_says(row: Row, kb: KnowledgeBase, reasoner: Reasoner) -> None:
    found = consulted(reasoner, _sheet(row, kb))
    levels = [clause for clause in row.expect.split("; ") if clause.startswith("level")]
    assert not found.safety.blocked, f"still to ask: {found.safety.open_questions}"
    if not levels:
        assert not found.safety.ended
    assert not problems(row, found, kb), row.says


def test_every_symptom_stands_alone_and_with_several_stories() -> None:
    for symptom in (S1, S2, S3, S4, S5, S6, S7, S8, S9, S10):
        assert sum(row.symptom == symptom and row.says.startswith("alone") for row in ROWS) == 1
        assert sum(row.symptom == symptom for row in ROWS) >= 5
    assert len(ROWS) >= 45
