# ruff: noqa: E501 (tables)
"""The dossier's tables as plain text (reference/domain.md sections 1 to 6), written out once and compared with the rules by
test_dossier.py. One row a line, fields between bars. Do not change a number here to please a rule."""

from __future__ import annotations

__all__ = ["EXERCISES", "FLAGS", "FORM_SIGNS", "GATES", "MUSCLES", "PATTERNS", "SELF_TESTS", "SYMPTOMS"]

MUSCLES = """
abductor_hallucis | foot | yes | ST | S | dormant
flexor_hallucis_brevis | foot | yes | ST | S | dormant
flexor_digitorum_brevis | foot | yes | ST | S | dormant
foot_interossei | foot | yes | ST | S-d | dormant
toe_flexors_long | ankle | yes | PM | B-d | dominant
toe_extensors_long | shin | yes | PM | F | either
tibialis_anterior | shin | yes | PM | F | either
tibialis_posterior | ankle | yes | ST | B-d | dormant
peroneus_longus | ankle | yes | ST | L | dormant
peroneus_brevis | ankle | yes | ST | L | either
gastrocnemius | calf | yes | PM | B | dominant
soleus | calf | yes | both | B-d | dormant
popliteus | knee | yes | ST | B-d | either
rectus_femoris | thigh | yes | PM | F | dominant
vastus_lateralis | thigh | yes | PM | F | dominant
vastus_medialis | thigh | yes | both | F | either
sartorius | thigh | yes | PM | F | either
biceps_femoris | thigh | yes | PM | B | dominant
medial_hamstrings | thigh | yes | PM | B | either
adductor_magnus | thigh | yes | PM | B-d | dominant
adductor_longus_brevis | thigh | yes | PM | F | either
psoas_major | hip | yes | both | F-d | either
iliacus | hip | yes | PM | F-d | dominant
tensor_fasciae_latae | hip | yes | PM | L | dominant
gluteus_maximus | hip | yes | PM | B | dormant
gluteus_medius | hip | yes | ST | L | dormant
gluteus_medius_posterior | hip | yes | ST | B | dormant
gluteus_minimus | hip | yes | ST | L-d | dormant
piriformis | hip | yes | both | B-d | either
deep_hip_rotators | hip | yes | ST | B-d | dormant
transversus_abdominis | trunk | yes | ST | F-d | dormant
internal_oblique | trunk | yes | both | F-d | dormant
external_oblique | trunk | yes | both | F | either
rectus_abdominis | trunk | no | PM | F | either
pelvic_floor | trunk | no | ST | F-d | either
lumbar_multifidus | spine | yes | ST | B-d | dormant
lumbar_erector_spinae | spine | yes | PM | B | dominant
thoracic_erector_spinae | spine | yes | both | B-d | dormant
thoracic_rotators | spine | yes | ST | B-d | dormant
quadratus_lumborum | trunk | yes | both | B-d | dominant
latissimus_dorsi | back | yes | PM | B | dominant
diaphragm | breathing | no | both | F-d | dormant
intercostals | breathing | yes | both | F-d | dormant
scalenes | neck | yes | both | F-d | dominant
sternocleidomastoid | neck | yes | PM | F | dominant
deep_neck_flexors | neck | yes | ST | F-d | dormant
suboccipitals | neck | yes | ST | B-d | dominant
upper_trapezius | shoulder girdle | yes | PM | B | dominant
middle_trapezius | shoulder girdle | yes | ST | B | dormant
lower_trapezius | shoulder girdle | yes | ST | B | dormant
levator_scapulae | shoulder girdle | yes | PM | B-d | dominant
rhomboids | shoulder girdle | yes | both | B-d | either
serratus_anterior | shoulder girdle | yes | ST | L | dormant
pectoralis_major | chest | yes | PM | F | dominant
pectoralis_minor | chest | yes | PM | F-d | dominant
cuff_external_rotators | shoulder | yes | ST | B | dormant
shoulder_internal_rotators | shoulder | yes | both | F-d | dominant
biceps_brachii | arm | yes | PM | F | either
"""
"""Section 1: id | region | paired | role | map | tendency."""

SELF_TESTS = """
t_sls_open | .45 | leg fall
t_sls_closed | .30 | leg fall
t_sl_bridge_hold | .25 | leg back lie hold
t_hs_bridge_reps | .45 | leg max back lie hold
t_heel_raise_straight | .60 | leg max
t_heel_raise_bent | .35 | leg max
t_knee_to_wall | .45 | leg
t_thomas | .30 | hip ext lie back
t_hip_flex_hold | .30 | hip back
t_prone_ext | .20 | ext lie back
t_step_down | .45 | leg fall
t_pelvic_drop | .25 | leg fall hip
t_side_lift | .25 | hip
t_side_plank | .45 | hold arm back
t_plank | .45 | hold arm back
t_aslr | .45 | hip back lie
t_short_foot | .25 | leg
t_toe_yoga | .25 | -
t_arch_drop | .25 | leg
t_wall_angel | .25 | arm neck
t_shoulder_gap | .20 | lie
t_chin_hold | .45 | neck lie
t_hi_lo | .25 | -
t_breath_hold | .25 | -
t_trunk_turn | .25 | back arm
t_slump | .40 | back neck
t_knee_ext_9090 | .25 | leg back lie
t_pelvis | .25 | back
"""
"""Section 2b: id | trust | skip codes. "lie (seated only)" of t_hi_lo withholds nothing: its seated part stays."""

SYMPTOMS = """
tight_hip_flexors | rectus_femoris .30, tensor_fasciae_latae .30, iliacus .30, psoas_major .20, lumbar_erector_spinae .20 | gluteus_maximus .30, transversus_abdominis .25, external_oblique .20, gluteus_medius .20
tight_hamstrings | biceps_femoris .40, medial_hamstrings .35, adductor_magnus .20, lumbar_erector_spinae .20 | gluteus_maximus .40, transversus_abdominis .20, external_oblique .20
it_band_pain | tensor_fasciae_latae .30, vastus_lateralis .25, quadratus_lumborum .20 | gluteus_medius .40, gluteus_medius_posterior .30, deep_hip_rotators .25, gluteus_maximus .30, tibialis_posterior .15
achilles_trouble | gastrocnemius .15, toe_flexors_long .20, vastus_lateralis .10 | soleus .40, tibialis_posterior .20, peroneus_longus .25, gluteus_medius .35, gluteus_maximus .25, foot_interossei .15
low_back_pain | lumbar_erector_spinae .40, iliacus .20, rectus_femoris .20, quadratus_lumborum .25, biceps_femoris .20 | gluteus_maximus .30, gluteus_medius .40, transversus_abdominis .30, lumbar_multifidus .30, external_oblique .25, diaphragm .15
poor_breathing | scalenes .30, sternocleidomastoid .30, upper_trapezius .25, pectoralis_minor .20, rectus_abdominis .15 | diaphragm .30, intercostals .25, transversus_abdominis .25, deep_neck_flexors .10
runners_knee | vastus_lateralis .20, rectus_femoris .20, tensor_fasciae_latae .30, gastrocnemius .10, adductor_longus_brevis .15 | gluteus_medius .40, gluteus_maximus .35, deep_hip_rotators .35, vastus_medialis .25, tibialis_posterior .20, abductor_hallucis .20
stiff_upper_body | upper_trapezius .30, levator_scapulae .30, pectoralis_minor .25, latissimus_dorsi .25, biceps_brachii .15, suboccipitals .20 | thoracic_rotators .30, thoracic_erector_spinae .30, lower_trapezius .30, serratus_anterior .25, diaphragm .20, external_oblique .15
rounded_shoulders | pectoralis_minor .30, pectoralis_major .30, upper_trapezius .35, levator_scapulae .25, sternocleidomastoid .25, shoulder_internal_rotators .20, suboccipitals .20 | lower_trapezius .40, serratus_anterior .35, middle_trapezius .35, deep_neck_flexors .30, rhomboids .15, cuff_external_rotators .25, thoracic_erector_spinae .25
"""
"""Section 3: symptom | dominant | dormant."""

FORM_SIGNS = """
over_stride | vastus_lateralis .25, rectus_femoris .25 | -
loud_landing | vastus_lateralis .25, rectus_femoris .25 | -
knees_in | tensor_fasciae_latae .25 | gluteus_medius .30, gluteus_maximus .25
bounces_high | gastrocnemius .20 | -
trunk_folds | lumbar_erector_spinae .20 | transversus_abdominis .20
pelvis_drops | - | gluteus_medius .30, gluteus_maximus .25
feet_cross | - | gluteus_medius .30, gluteus_maximus .25
arch_collapses | - | abductor_hallucis .30, foot_interossei .30, tibialis_posterior .25
no_push_off | - | soleus .25
heel_whips | - | gluteus_medius_posterior .15
trunk_sways | - | transversus_abdominis .20
arms_cross | - | thoracic_rotators .20
shrugs | - | thoracic_rotators .20
not_filmed | - | gluteus_medius .20, gluteus_maximus .20, abductor_hallucis .20, soleus .20
"""
"""Section 3, S10: form sign | dominant | dormant."""

PATTERNS = """
P01 lower_crossed | .55 | iliacus .8, rectus_femoris .8, tensor_fasciae_latae .6, lumbar_erector_spinae .8, quadratus_lumborum .4 | gluteus_maximus .9, transversus_abdominis .8, external_oblique .7, gluteus_medius .5 | breathing_90_90, prone_hip_ext_brace, bridge_abducted, dead_bug_tap
P02 upper_crossed | .55 | pectoralis_minor .8, pectoralis_major .7, upper_trapezius .8, levator_scapulae .7, suboccipitals .5, sternocleidomastoid .6 | lower_trapezius .9, serratus_anterior .8, middle_trapezius .7, deep_neck_flexors .8 | chin_nod, wall_slide_foam, prone_ext_scap_set, side_lying_er
P03 layered | 1 | - | lumbar_multifidus .5, diaphragm .5 | crocodile_breath, breathing_90_90
P04 foot_core_deficit | .60 | toe_flexors_long .6, gastrocnemius .4, peroneus_brevis .4, toe_extensors_long .4 | abductor_hallucis .9, foot_interossei .8, flexor_hallucis_brevis .8, tibialis_posterior .8, peroneus_longus .5 | short_foot_seated, toe_yoga_seated, tib_post_band, heel_raise_ball
P05 hip_abductor_deficit | .55 | tensor_fasciae_latae .7, adductor_longus_brevis .5, quadratus_lumborum .5, vastus_lateralis .4 | gluteus_medius .9, gluteus_medius_posterior .9, gluteus_minimus .6, deep_hip_rotators .8, gluteus_maximus .6 | clam, side_lying_abd_wall, band_side_step, pelvic_drop_hike, step_down
P06 quad_dominance | .45 | rectus_femoris .8, vastus_lateralis .8, vastus_medialis .3 | gluteus_maximus .9, medial_hamstrings .5, biceps_femoris .3, gluteus_medius .5 | bridge_abducted, hip_hinge_dowel, quadruped_hip_ext, single_leg_bridge, single_leg_deadlift
P07 hamstring_synergist | .55 | biceps_femoris .9, medial_hamstrings .8, adductor_magnus .4 | gluteus_maximus .9, transversus_abdominis .4 | glute_squeeze, prone_hip_ext_brace, quadruped_hip_ext, bridge_abducted
P08 tfl_dominance | .50 | tensor_fasciae_latae .9, iliacus .3, rectus_femoris .3 | gluteus_medius_posterior .9, gluteus_maximus .7, deep_hip_rotators .6, psoas_major .4 | clam, side_lying_abd_wall, band_side_step, quadruped_hip_ext
P09 calf_soleus_deficit | .60 | gastrocnemius .3, toe_flexors_long .5, tibialis_anterior .2 | soleus .9, tibialis_posterior .4 | iso_heel_raise, bent_heel_raise, single_bent_heel_raise
P10 apical_breathing | .50 | scalenes .8, sternocleidomastoid .7, upper_trapezius .6, pectoralis_minor .5 | diaphragm .9, intercostals .6, transversus_abdominis .6, pelvic_floor .3 | crocodile_breath, breathing_90_90, rib_band_breath
P11 thoracic_stiffness | .40 | latissimus_dorsi .6, pectoralis_minor .5, lumbar_erector_spinae .4, upper_trapezius .5 | thoracic_rotators .9, thoracic_erector_spinae .8, lower_trapezius .5, external_oblique .4 | quad_thoracic_turn, prone_thoracic_lift, split_row_turn
P12 lumbopelvic_deficit | .50 | lumbar_erector_spinae .7, rectus_abdominis .3, quadratus_lumborum .4 | transversus_abdominis .9, lumbar_multifidus .8, internal_oblique .6, pelvic_floor .5, external_oblique .5 | dead_bug_tap, bird_dog_leg, side_plank_knees, pallof_press
P13 long_hamstring_tilt | .45 | iliacus .7, rectus_femoris .7, lumbar_erector_spinae .6 | medial_hamstrings .8, biceps_femoris .7, transversus_abdominis .7, gluteus_maximus .5 | ham_iso_90_90, breathing_90_90, ham_walkout
P14 neural_hamstring | .60 | - | - | -
P15 load_driven | .60 | - | - | -
P16 unilateral_chain | .45 | - | - | -
P17 hip_flexor_substitution | .40 | tensor_fasciae_latae .7, rectus_femoris .7, sartorius .4 | psoas_major .9, iliacus .4, transversus_abdominis .4 | seated_psoas_lift, supine_band_march
P18a achilles_overload | .50 | - | soleus .8, gastrocnemius .5 | iso_heel_raise
P18b hamstring_tendon_overload | .50 | - | biceps_femoris .8, medial_hamstrings .8 | ham_iso_90_90
P18c patellar_tendon_overload | .50 | - | vastus_medialis .6 | tke_band
"""
"""Section 4 in the words of DESIGN 4.13: code id | certainty | dominant | dormant | first exercises. P09: the upper calf and P16: its levels
are rules of their own, see test_dossier."""

EXERCISES = """
toe_yoga_seated | 1 | seated | flexor_hallucis_brevis, abductor_hallucis | foot_interossei | toe_flexors_long, tibialis_anterior | none | big_toe_press | none
toe_spread | 1 | seated | abductor_hallucis, foot_interossei | flexor_digitorum_brevis | toe_flexors_long | none | short_foot_seated | none
short_foot_seated | 1 | seated | abductor_hallucis, foot_interossei | flexor_digitorum_brevis, tibialis_posterior | toe_flexors_long, tibialis_anterior | toe_spread | short_foot_standing | none
short_foot_standing | 2 | standing | abductor_hallucis, foot_interossei | tibialis_posterior, peroneus_longus | toe_flexors_long | short_foot_seated | short_foot_single | none
short_foot_single | 3 | single-leg | abductor_hallucis, foot_interossei, tibialis_posterior | gluteus_medius, peroneus_longus | toe_flexors_long, quadratus_lumborum | short_foot_standing | forefoot_balance | wall near
big_toe_press | 2 | standing | flexor_hallucis_brevis, peroneus_longus | abductor_hallucis | toe_flexors_long, tibialis_anterior | toe_yoga_seated | forefoot_balance | none
forefoot_balance | 3 | single-leg | soleus, foot_interossei, peroneus_longus | tibialis_posterior, gluteus_medius | toe_flexors_long | short_foot_single | single_heel_raise | wall
tib_post_band | 2 | seated | tibialis_posterior | abductor_hallucis | tibialis_anterior, gastrocnemius | short_foot_seated | heel_raise_ball | band, shoe with arch support if flat-footed
heel_raise_ball | 2 | standing | tibialis_posterior, soleus | gastrocnemius, abductor_hallucis | toe_flexors_long, peroneus_brevis | tib_post_band | single_heel_raise | small ball between heels
peroneal_band | 1 | seated | peroneus_longus, peroneus_brevis | toe_extensors_long | tibialis_anterior | none | balance_clock | band
balance_clock | 2 | single-leg | gluteus_medius, peroneus_longus, foot_interossei | tibialis_posterior, deep_hip_rotators | quadratus_lumborum, toe_flexors_long | short_foot_standing | balance_eyes_closed | none
balance_eyes_closed | 3 | single-leg | foot_interossei, peroneus_longus, gluteus_medius | lumbar_multifidus | toe_flexors_long | balance_clock | hop_stick | wall
iso_heel_raise | 1 | standing | soleus, gastrocnemius | tibialis_posterior | toe_flexors_long | none | bent_heel_raise | wall
bent_heel_raise | 2 | standing | soleus | tibialis_posterior | gastrocnemius, toe_flexors_long | iso_heel_raise | single_bent_heel_raise | wall
single_heel_raise | 3 | single-leg | gastrocnemius, soleus | tibialis_posterior, foot_interossei | toe_flexors_long | heel_raise_ball | loaded_soleus_raise | step optional
single_bent_heel_raise | 3 | single-leg | soleus | tibialis_posterior, flexor_hallucis_brevis | gastrocnemius | bent_heel_raise | loaded_soleus_raise | wall
loaded_soleus_raise | 4 | seated or standing with pack | soleus | gastrocnemius | toe_flexors_long | single_bent_heel_raise | pogo_hops | pack or dumbbell
pogo_hops | 4 | running drill | soleus, gastrocnemius | foot_interossei, tibialis_posterior | rectus_femoris, upper_trapezius | loaded_soleus_raise | cadence_run | none
glute_squeeze | 1 | prone or standing | gluteus_maximus | pelvic_floor | biceps_femoris, lumbar_erector_spinae | none | prone_hip_ext_brace | none
prone_hip_ext_brace | 1 | prone | gluteus_maximus | transversus_abdominis | lumbar_erector_spinae, biceps_femoris | glute_squeeze | quadruped_hip_ext | pillow
bridge_abducted | 1 | supine | gluteus_maximus | gluteus_medius, transversus_abdominis | lumbar_erector_spinae, biceps_femoris | glute_squeeze | single_leg_bridge | loop band
single_leg_bridge | 3 | supine | gluteus_maximus | gluteus_medius, lumbar_multifidus | biceps_femoris, tensor_fasciae_latae | bridge_abducted | wall_drive | none
quadruped_hip_ext | 2 | quadruped | gluteus_maximus | gluteus_medius, lumbar_multifidus | tensor_fasciae_latae, biceps_femoris, lumbar_erector_spinae | prone_hip_ext_brace | front_plank_hip_ext | none
front_plank_hip_ext | 3 | prone plank | gluteus_maximus | transversus_abdominis, gluteus_medius | lumbar_erector_spinae | quadruped_hip_ext | cadence_run | none
hip_hinge_dowel | 2 | standing | gluteus_maximus | medial_hamstrings, biceps_femoris, lumbar_multifidus | rectus_femoris, lumbar_erector_spinae | bridge_abducted | single_leg_deadlift | stick
single_leg_deadlift | 3 | single-leg | gluteus_maximus, gluteus_medius | biceps_femoris, medial_hamstrings, foot_interossei | lumbar_erector_spinae, toe_flexors_long | hip_hinge_dowel | wall_drive | light weight
lateral_step_up | 3 | single-leg | gluteus_medius, gluteus_maximus | vastus_medialis | tensor_fasciae_latae, gastrocnemius | band_side_step | step_down | 15-20 cm step
step_down | 3 | single-leg | gluteus_medius, gluteus_maximus, vastus_medialis | deep_hip_rotators, foot_interossei | tensor_fasciae_latae, rectus_femoris | lateral_step_up | single_leg_squat_box | step, mirror
single_leg_squat_box | 4 | single-leg | gluteus_maximus, gluteus_medius | vastus_medialis, soleus | tensor_fasciae_latae, adductor_longus_brevis | step_down | hop_stick | chair
tke_band | 1 | standing | vastus_medialis | gluteus_maximus | tensor_fasciae_latae | none | lateral_step_up | band behind knee
ham_iso_90_90 | 1 | supine, heels on chair | medial_hamstrings, biceps_femoris | transversus_abdominis, gluteus_maximus | lumbar_erector_spinae, rectus_femoris | none | ham_walkout | chair
ham_walkout | 2 | supine | medial_hamstrings, biceps_femoris | gluteus_maximus | lumbar_erector_spinae | ham_iso_90_90 | ham_slider | none
ham_slider | 3 | supine | biceps_femoris, medial_hamstrings | gluteus_maximus | gastrocnemius | ham_walkout | single_leg_deadlift | sock on floor
clam | 1 | side-lying | gluteus_medius_posterior, deep_hip_rotators | gluteus_maximus | tensor_fasciae_latae, quadratus_lumborum | none | side_lying_abd_wall | none, band later
side_lying_abd_wall | 2 | side-lying | gluteus_medius, gluteus_medius_posterior | gluteus_minimus, gluteus_maximus | tensor_fasciae_latae, quadratus_lumborum | clam | band_side_step | wall, sock
band_side_step | 2 | standing | gluteus_medius, gluteus_maximus | deep_hip_rotators | tensor_fasciae_latae, quadratus_lumborum | side_lying_abd_wall | step_down | loop band at forefoot or knees
pelvic_drop_hike | 2 | single-leg on step | gluteus_medius, gluteus_minimus | gluteus_medius_posterior | quadratus_lumborum, tensor_fasciae_latae | side_lying_abd_wall | step_down | step
seated_psoas_lift | 1 | seated | psoas_major | transversus_abdominis, iliacus | tensor_fasciae_latae, rectus_femoris | none | supine_band_march | none
supine_band_march | 2 | supine | psoas_major, iliacus | transversus_abdominis, gluteus_maximus | rectus_femoris, lumbar_erector_spinae | seated_psoas_lift | a_march | loop band on feet
adductor_squeeze | 1 | supine | adductor_longus_brevis, adductor_magnus | pelvic_floor, transversus_abdominis | rectus_femoris | none | none | ball
crocodile_breath | 1 | prone | diaphragm | intercostals | scalenes, upper_trapezius | none | breathing_90_90 | none
breathing_90_90 | 1 | supine, feet on wall | diaphragm, transversus_abdominis | internal_oblique, medial_hamstrings | lumbar_erector_spinae, scalenes, sternocleidomastoid | crocodile_breath | dead_bug_tap | wall, ball; balloon optional
rib_band_breath | 2 | seated | diaphragm, intercostals | transversus_abdominis | scalenes, upper_trapezius | breathing_90_90 | march_breath | band or scarf round low ribs
march_breath | 3 | standing | diaphragm, transversus_abdominis | psoas_major, gluteus_medius | upper_trapezius, lumbar_erector_spinae | rib_band_breath | rhythm_run | none
rhythm_run | 4 | running drill | diaphragm | transversus_abdominis, intercostals | scalenes, upper_trapezius | march_breath | none | none
dead_bug_tap | 1 | supine | transversus_abdominis, external_oblique | internal_oblique, psoas_major | lumbar_erector_spinae, rectus_femoris | breathing_90_90 | dead_bug_full | none
dead_bug_full | 2 | supine | external_oblique, transversus_abdominis | internal_oblique, rectus_abdominis | lumbar_erector_spinae, rectus_femoris | dead_bug_tap | wall_drive | none
bird_dog_leg | 1 | quadruped | lumbar_multifidus, gluteus_maximus | transversus_abdominis | lumbar_erector_spinae | none | bird_dog | none
bird_dog | 2 | quadruped | lumbar_multifidus, gluteus_maximus | lower_trapezius, external_oblique | lumbar_erector_spinae, upper_trapezius | bird_dog_leg | front_plank_hip_ext | none
front_plank | 2 | prone plank | transversus_abdominis, external_oblique | rectus_abdominis, serratus_anterior | lumbar_erector_spinae, upper_trapezius | dead_bug_tap | front_plank_hip_ext | none
side_plank_knees | 1 | side-lying | external_oblique, gluteus_medius | quadratus_lumborum, internal_oblique | upper_trapezius | none | side_plank_full | none
side_plank_full | 3 | side plank | external_oblique, gluteus_medius | quadratus_lumborum, lumbar_multifidus | upper_trapezius | side_plank_knees | side_plank_abd | none
side_plank_abd | 4 | side plank | gluteus_medius, external_oblique | gluteus_maximus, gluteus_medius_posterior | tensor_fasciae_latae | side_plank_full | hop_stick | none
pallof_press | 2 | standing | internal_oblique, external_oblique | transversus_abdominis, gluteus_medius | lumbar_erector_spinae, upper_trapezius | dead_bug_tap | wall_drive | band
chin_nod | 1 | supine | deep_neck_flexors | none | sternocleidomastoid, suboccipitals | none | wall_slide_liftoff | towel
side_lying_er | 1 | side-lying | cuff_external_rotators, middle_trapezius | lower_trapezius | upper_trapezius, pectoralis_minor | none | prone_t | towel, light weight
prone_ext_scap_set | 1 | prone | middle_trapezius, lower_trapezius | cuff_external_rotators | upper_trapezius, latissimus_dorsi | none | prone_t | none
prone_t | 2 | prone | middle_trapezius, lower_trapezius | rhomboids, cuff_external_rotators | upper_trapezius | side_lying_er | prone_y | none
prone_y | 3 | prone | lower_trapezius | middle_trapezius, thoracic_erector_spinae | upper_trapezius, lumbar_erector_spinae | prone_t | split_row_turn | none
wall_slide_foam | 1 | standing | serratus_anterior | lower_trapezius | upper_trapezius, latissimus_dorsi | none | wall_slide_liftoff | towel on wall
wall_slide_liftoff | 2 | standing | serratus_anterior, lower_trapezius | thoracic_erector_spinae | upper_trapezius, pectoralis_minor | wall_slide_foam | push_up_plus | wall
push_up_plus | 3 | prone plank | serratus_anterior | external_oblique, pectoralis_major | upper_trapezius | wall_slide_liftoff | split_row_turn | floor, knees allowed
quad_thoracic_turn | 1 | quadruped | thoracic_rotators | middle_trapezius, external_oblique | latissimus_dorsi, lumbar_erector_spinae | none | prone_thoracic_lift | none
prone_thoracic_lift | 2 | prone | thoracic_erector_spinae | lower_trapezius, deep_neck_flexors | lumbar_erector_spinae, upper_trapezius | quad_thoracic_turn | split_row_turn | none
split_row_turn | 3 | split stance | thoracic_rotators, middle_trapezius | gluteus_medius, external_oblique | upper_trapezius, biceps_brachii | prone_thoracic_lift | arm_swing_drill | band
arm_swing_drill | 3 | running drill | thoracic_rotators | lower_trapezius, serratus_anterior | upper_trapezius, biceps_brachii, pectoralis_major | split_row_turn | cadence_run | none
a_march | 2 | running drill | psoas_major, gluteus_medius, gluteus_maximus | foot_interossei, transversus_abdominis | rectus_femoris, upper_trapezius | supine_band_march | wall_drive | none
wall_drive | 3 | running drill | gluteus_maximus, psoas_major | soleus, gluteus_medius | lumbar_erector_spinae, rectus_femoris | a_march | cadence_run | wall
hop_stick | 4 | running drill | gluteus_medius, soleus, gluteus_maximus | foot_interossei, vastus_medialis | tensor_fasciae_latae, rectus_femoris | single_leg_squat_box | cadence_run | none
cadence_run | 4 | running drill | gluteus_maximus, soleus | gluteus_medius, diaphragm | rectus_femoris, vastus_lateralis | wall_drive | none | watch
"""
"""Section 5: id | level | posture | primary | secondary | quiet | easier | next | kit."""

FLAGS = """
RF01 cauda equina | E/U
RF02 nerve or cord deficit | E/U/S/C
RF03 bone stress | U/S/C
RF04 low energy (REDs), eating | E/U/S
RF05 tendon rupture | U/S
RF06 clot | E/U/S
RF07 infection or tumour | E/U/S/C
RF08 joint | E/U/S
RF09 heart, lung | E/U/S
RF10 airway | E/S
RF11 fracture | E/U/C
RF12 inflammatory | E/U/S
RF13 compartment, artery | E/S
RF14 tendon medicine | U/S
RF15 young hip, knee, back | E/U/S
RF16 neck artery, stroke, cord | E/U/S
RF17 groin, pelvis, belly | E/U/S
RF18 effort illness | E/U
RF19 pregnancy, after birth | E/U
RF20 head injury | E/U/C
RF21 aorta | E/U/S
RF22 pain sent to the shoulder | U/S
"""
"""Section 6a: code name | levels."""

GATES = """
G01a | p 0-3
G01b | p 4-5
G01f | p >5
G04 | walk_ok:limp
G05 | injury <72 h in that area
G06 | suspected bone
G07 | unchanged after 6 wk on plan, or worse after 2 wk on plan
G08 | duration:>3 mo and p >=4, never assessed
G09 | age <13
G09 | age 13-15
G09 | age 16-17
G09 | age >=65
G13 | pregnancy
G14 | postpartum_weeks <12, or pelvic_signs not none
G15 | surgery or fracture <12 wk, or not cleared
G16 | conditions:heart, diabetes or kidney, not cleared by a doctor; new exerciser with any heart_signs
G17 | blood pressure not controlled, glaucoma, hernia, migraine, epilepsy
G18 | airway_signs or conditions:asthma
G19 | insulin or sulfonylurea
G20 | beta blocker
G21 | neuropathy or diabetes
G22 | vertigo
G23 | osteoporosis, long-term steroid
G24 | blood thinner
G25 | rheumatoid neck, Down syndrome
G26 | shoulder dislocated before, very loose joints
G27 | statin + side:both + spot_type:in muscle
G28 | sickle trait
G29 | system_signs:fever or chills, or feels ill
G30 | heel raises at back of heel (insertional)
G31 | outer-hip tendon pain
G32 | shoe change
"""
"""Section 6b: our code | the row. G33 to G36 are the postures of section 5."""
