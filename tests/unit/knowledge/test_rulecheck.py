"""No silent no-op (DESIGN 4.4, 4.9, 4.11): what a rule may say, and what must be able to matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.errors import AdvisorError, Diagnostic
from advisor.knowledge import load_knowledge
from negative import corpus

BOTH = "{all: [{late_cramp: yes}, {last_run: {more_than: 9}}]}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return corpus.overlay("answers_rules", tmp_path)


def problems(root: Path, folder: str = "patterns", **changes: str) -> tuple[Diagnostic, ...]:
    keys = {
        "code": "X-1",
        "id": "x",
        "title": "X",
        "when": BOTH,
        "conclude": "{pattern: 0.3}",
        "because": "b",
        "mechanism": "m",
        "evidence": "[{cite: R15, basis: EMG, supports: s}]",
        "limits": "l",
        "reviewed": "{by: me, on: 2026-11-22}",
    } | changes
    path = root / folder / "x.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(f"{key}: {value}\n" for key, value in keys.items() if value))
    try:
        load_knowledge(root)
    except AdvisorError as error:
        return error.diagnostics
    return ()


def codes(root: Path, **changes: str) -> list[str]:
    return [item.code for item in problems(root, **changes)]


@pytest.mark.parametrize(
    ("certainty", "wanted"),
    [("0.6", []), ("0.61", ["R502"]), ("0", ["R501"]), ("1.01", ["R501"]), ("-0.2", ["R501"]), ("0.000001", [])],
)
def test_a_pattern_that_needs_two_answers_has_twice_its_basis_up_to_60(certainty: str, wanted: list[str], root: Path) -> None:
    assert codes(root, conclude=f"{{pattern: {certainty}}}") == wanted


@pytest.mark.parametrize(
    ("evidence", "top"),
    [
        ("[{cite: R15, basis: SR, supports: s}]", 0.60),
        ("[{cite: R15, basis: CC, supports: s}]", 0.45),
        ("[{cite: R15, basis: EXP, supports: s}]", 0.25),
        ("[{cite: R15, basis: CC, supports: s, contested: yes}]", 0.225),
        ("[{cite: R15, basis: SEED, supports: s}, {cite: R15, basis: EMG, supports: s}]", 0.40),
        ("[{cite: R15, basis: SR, supports: s, contested: yes}, {cite: R15, basis: TRAD, supports: s}]", 0.30),
    ],
)
def test_the_ceiling_is_the_highest_basis(evidence: str, top: float, root: Path) -> None:
    def say(certainty: float) -> list[str]:
        return codes(root, evidence=evidence, conclude=f"{{dominant: {{biceps_femoris: {certainty}}}}}")

    assert say(top) == []
    assert say(round(top + 0.001, 4)) == ["R502"]


def test_one_answer_alone_is_not_doubled(root: Path) -> None:
    assert codes(root, when="{late_cramp: yes}", conclude="{pattern: 0.4}") == []
    assert codes(root, when="{late_cramp: yes}", conclude="{pattern: 0.41}") == ["R502"]


def test_one_test_alone_is_held_by_its_trust(root: Path) -> None:
    when = "{any: [{bridge_felt: hamstring}, {late_cramp: yes}]}"
    assert codes(root, per="side", when=when, conclude="{dormant: {gluteus_maximus: 0.25}}") == []
    assert codes(root, per="side", when=when, conclude="{dormant: {gluteus_maximus: 0.26}}") == ["R502"]
    assert codes(root, per="side", when=when, conclude="{dormant: {gluteus_maximus: -0.26}}") == ["R502"]


def test_evidence_against_goes_to_40(root: Path) -> None:
    assert codes(root, conclude="{patterns: {load_driven: -0.4}}") == []
    (problem,) = problems(root, conclude="{patterns: {load_driven: -0.41}}")
    assert problem.message == "evidence against of -0.41 is beyond -0.4"


def test_a_rule_that_needs_a_finding_may_go_to_1(root: Path) -> None:
    assert codes(root, when="{all: [{late_cramp: yes}, {load_driven: likely}]}", conclude="{dormant: {gluteus_maximus: 1}}") == []
    assert codes(root, when="{any: [{late_cramp: yes}, {load_driven: likely}]}", conclude="{dormant: {gluteus_maximus: 1}}") == [
        "R502"
    ]


@pytest.mark.parametrize(("share", "wanted"), [("1", []), ("0.01", []), ("0", ["R503"]), ("1.01", ["R503"]), ("-0.5", ["R503"])])
def test_shares(share: str, wanted: list[str], root: Path) -> None:
    assert codes(root, passes_on=f"{{dormant: {{gluteus_maximus: {share}}}}}") == wanted


@pytest.mark.parametrize(("factor", "wanted"), [("0.99", []), ("0.01", []), ("0", ["R504"]), ("1", ["R504"])])
@pytest.mark.parametrize(
    "where",
    ["symptoms: %s", "patterns: {load_driven: %s}", "dominant: {biceps_femoris: %s}", "muscles: {biceps_femoris: %s}"],
)
def test_factors(factor: str, wanted: list[str], where: str, root: Path) -> None:
    assert codes(root, discount="{" + where % factor + "}") == wanted


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"conclude": ""}, ["R505"]),
        ({"conclude": "", "advise": "Rest."}, []),
        ({"conclude": "", "limit": "{area: [hip], max_level: 1}"}, []),
        ({"conclude": "", "limit": "{area: [hip]}"}, ["R505"]),
        ({"conclude": "", "exclude": "{dominant: [biceps_femoris]}"}, []),
        ({"conclude": "", "exclude": "{dominant: [gluteus_maximus]}"}, ["R505"]),
        ({"conclude": "", "discount": "{dormant: {biceps_femoris: 0.5}}"}, ["R505"]),
        ({"conclude": "{dominant: {biceps_femoris: 0.2}}", "yields_to": "[hamstring_synergist]"}, []),
        ({"conclude": "{dominant: {biceps_femoris: 0.2}}", "yields_to": "[load_driven]"}, ["R505"]),
        ({"passes_on": "{dormant: {gluteus_maximus: 0.5}}"}, []),
        ({"conclude": "", "passes_on": "{dormant: {gluteus_maximus: 0.5}}"}, ["R508"]),
        ({"conclude": "{patterns: {load_driven: 0.2}}", "rivals": "[load_driven]"}, ["R508"]),
        ({"rivals": "[load_driven]"}, []),
        ({"rivals": "[x]"}, ["R505"]),
        ({"rivals": "[hamstring_synergist]"}, ["R510"]),
        ({"rivals": "[hamstring_synergist]", "per": "side"}, []),
        ({"rivals": "[hamstring_synergist]", "per": "side", "status": "draft"}, []),
        ({"id": "load_driven"}, ["R509"]),
        ({"id": "load_driven", "status": "retired"}, []),
        ({"conclude": "{pattern: 5}", "status": "retired"}, []),
        ({"conclude": "{pattern: 5}", "status": "draft"}, ["R501"]),
        ({"evidence": "[]", "conclude": "", "advise": "a"}, ["R513"]),
        ({"per": "symptom"}, ["R512"]),
        ({"refer": "{level: soon}"}, ["R512"]),
        ({"withhold": "[leg]"}, ["R512"]),
        ({"when": "{any: [{tight_hamstrings: present}, {late_cramp: yes}]}"}, ["R507"]),
        (
            {
                "when": "{any: [{tight_hamstrings: present}, {late_cramp: yes}]}",
                "conclude": "{dominant: {biceps_femoris: 0.2}}",
            },
            [],
        ),
        ({"when": "{at_least: 2, of: [{tight_hamstrings: present}, {low_back_pain: present}, {late_cramp: yes}]}"}, []),
        ({"when": "{not: {low_back_pain: present}}"}, ["R507"]),
    ],
)
def test_effects_that_do_nothing_or_are_not_allowed(changes: dict[str, str], wanted: list[str], root: Path) -> None:
    assert codes(root, **changes) == wanted


@pytest.mark.parametrize(
    ("because", "wanted"),
    [
        ("You ran {last_run}.", []),
        ("You ran {longest30}.", ["R511"]),
        ("You ran. [At most {longest30}.]", []),
        ("You ran {last_rum}.", ["R511"]),
        ("You ran. [{last_rum}]", ["R511"]),
        ("You ran {Last_run}.", ["R511"]),
        ("You ran {{last_run}}.", ["R511"]),
        ("You ran {last_run.", ["R511"]),
        ("You ran [today.", ["R511"]),
        ("You ran ] today.", ["R511"]),
        ("[a [b] c]", ["R511"]),
        ("[You] ran {last_run} [here].", []),
    ],
)
@pytest.mark.parametrize("field", ["because", "advise"])
def test_slots(because: str, wanted: list[str], field: str, root: Path) -> None:
    assert codes(root, **{field: f"'{because}'"}) == wanted


def test_a_slot_behind_a_choice_may_stay_empty(root: Path) -> None:
    when = "{any: [{last_run: {more_than: 9}}, {longest30: {more_than: 9}}]}"
    assert codes(root, when=when, conclude="{dominant: {biceps_femoris: 0.2}}", because="You ran {last_run}.") == ["R511"]
    when = "{ratio: [last_run, longest30], more_than: 1.1}"
    assert (
        codes(root, when=when, conclude="{dominant: {biceps_femoris: 0.2}}", because="You ran {last_run} and {longest30}.") == []
    )


def test_what_a_rule_may_be_checked_for_stands_at_its_place(root: Path) -> None:
    (problem,) = problems(root, exclude="{patterns: [load_driven], dominant: [biceps_femoris, gluteus_maximus]}")
    line = (root / "patterns" / "x.yaml").read_text().splitlines()[problem.place.line - 1]
    assert line[problem.place.column - 1 :].startswith("gluteus_maximus]")


@pytest.mark.parametrize(
    ("changes", "code", "at"),
    [
        ({"conclude": "{dominant: {soleus: 0.2}}"}, "N303", "soleus"),
        ({"conclude": "{patterns: {loaded: 0.2}}"}, "N304", "loaded"),
        ({"rivals": "[load_driven, loaded]"}, "N304", "loaded"),
        ({"start_with": "[bridge_two]"}, "N305", "bridge_two"),
        ({"limit": "{area: [hipp], max_level: 1}"}, "N308", "hipp]"),
        ({"limit": "{avoid: [hopp]}"}, "N305", "hopp]"),
        ({"evidence": "[{cite: R15, basis: EMG, supports: s}, {cite: R16, supports: s}]"}, "N306", "R16"),
    ],
)
def test_names_are_missed_at_their_place(changes: dict[str, str], code: str, at: str, root: Path) -> None:
    (problem,) = problems(root, **changes)
    line = (root / "patterns" / "x.yaml").read_text().splitlines()[problem.place.line - 1]
    assert problem.code == code
    assert line[problem.place.column - 1 :].startswith(at)


@pytest.mark.parametrize(
    ("weakens", "wanted"),
    [("A long plank.", []), ("You ran {last_run}.", ["R511"]), ("A [long] plank.", ["R511"]), ("A plank }.", ["R511"])],
)
def test_no_answer_is_filled_in_what_would_weaken_a_rule(weakens: str, wanted: list[str], root: Path) -> None:
    assert codes(root, weakens=f"'{weakens}'") == wanted
