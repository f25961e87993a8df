"""Circles of signs, relevance and findings; and conditions that open into too much."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.errors import AdvisorError, Diagnostic
from advisor.knowledge import circles, load_knowledge
from negative import corpus

RULE = """code: {code}
id: {id}
title: T
when: {when}
conclude: {conclude}
{more}
because: b
mechanism: m
evidence: [{{cite: R15, basis: EMG, supports: s}}]
limits: l
reviewed: {{by: me, on: 2026-11-22}}
"""
TWO = "{all: [{late_cramp: yes}, {%s: likely}]}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return corpus.overlay("answers_rules", tmp_path)


def write(root: Path, code: str, when: str, *, id: str = "", conclude: str = "{pattern: 0.2}", more: str = "") -> None:
    text = RULE.format(code=code, id=id or code.lower(), when=when, conclude=conclude, more=more)
    (root / "patterns" / f"{code}.yaml").write_text(text)


def found(root: Path) -> tuple[Diagnostic, ...]:
    try:
        load_knowledge(root)
    except AdvisorError as error:
        return error.diagnostics
    return ()


PLAIN = "{all: [{late_cramp: yes}, {last_run: {more_than: 9}}]}"


def test_a_chain_is_no_circle(root: Path) -> None:
    write(root, "A", PLAIN)
    write(root, "B", TWO % "a")
    write(root, "C", TWO % "b")
    assert found(root) == ()


def test_two_findings_that_read_each_other(root: Path) -> None:
    write(root, "A", TWO % "b")
    write(root, "B", TWO % "a")
    (problem,) = found(root)
    assert problem.code == "R506"
    assert problem.message.endswith(": A, B")
    assert problem.hint == "findings in the circle: a, b"


@pytest.mark.parametrize("effect", ["exclude: {patterns: [a]}", "discount: {patterns: {a: 0.5}}"])
def test_an_effect_closes_a_circle(root: Path, effect: str) -> None:
    write(root, "A", PLAIN)
    write(root, "B", TWO % "a", more=effect)
    assert [item.code for item in found(root)] == ["R506"]


def test_a_circle_through_the_muscles(root: Path) -> None:
    write(root, "A", TWO % "dormant.gluteus_maximus", more="passes_on: {dormant: {gluteus_maximus: 0.5}}")
    assert [item.code for item in found(root)] == ["R506"]


def test_a_circle_through_rivals(root: Path) -> None:
    write(root, "A", PLAIN, more="rivals: [b]")
    write(root, "B", PLAIN.replace("9", "10"))
    write(root, "C", TWO % "a")
    assert found(root) == ()
    write(root, "B", TWO % "c")
    problems = found(root)
    assert [item.code for item in problems] == ["R506"]
    assert "B" in problems[0].message
    assert "C" in problems[0].message


def test_a_draft_closes_no_circle(root: Path) -> None:
    write(root, "A", PLAIN)
    write(root, "B", TWO % "a", id="b", more="status: draft\nexclude: {patterns: [a]}")
    assert found(root) == ()


def test_relevance_through_the_test_of_a_question(root: Path) -> None:
    path = root / "selftests" / "cue.yaml"
    path.write_text(path.read_text().replace("tags: [back]}", "tags: [back], relevant_if: {late_cramp: yes}}"))
    assert found(root) == ()
    (root / "questions" / "all.yaml").write_text(
        (root / "questions" / "all.yaml")
        .read_text()
        .replace("late in a run?, kind: history,", "late in a run?, kind: history, relevant_if: {cue_better: yes},")
    )
    (problem,) = found(root)
    assert problem.code == "C413"
    assert problem.message.endswith(": cue_better, late_cramp")


def test_signs_in_a_circle_are_named_once(root: Path) -> None:
    (root / "questions" / "x.yaml").write_text(
        "signs: {a: {when: {b: yes}}, b: {when: {c: yes}}, c: {when: {a: yes}}, d: {when: {a: yes}}}"
    )
    (problem,) = found(root)
    assert (problem.code, problem.message.rpartition(": ")[2]) == ("C413", "a, b, c")


@pytest.mark.parametrize(("length", "codes"), [(circles.MAX_SIGN_DEPTH, set()), (circles.MAX_SIGN_DEPTH + 1, {"C414"})])
def test_the_depth_of_signs_has_a_sharp_bound(root: Path, length: int, codes: set[str]) -> None:
    lines = ["  s0: {when: {late_cramp: yes}}", *(f"  s{n}: {{when: {{s{n - 1}: yes}}}}" for n in range(1, length))]
    (root / "questions" / "x.yaml").write_text("signs:\n" + "\n".join(lines))
    assert {item.code for item in found(root)} == codes


def test_the_depth_of_findings_has_a_sharp_bound(root: Path) -> None:
    write(root, "A0", PLAIN)
    for n in range(1, circles.MAX_CHAIN + 1):
        write(root, f"A{n}", TWO % f"a{n - 1}")
    assert found(root) == ()
    write(root, f"A{circles.MAX_CHAIN + 1}", TWO % f"a{circles.MAX_CHAIN}")
    assert {item.code for item in found(root)} == {"C414"}
