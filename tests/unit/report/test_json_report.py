"""The JSON report: valid, plain numbers, the same bytes, silent where the consultation ended."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from advisor.report.json_report import json_schema, plain_number, render_json

from .cases import PERSONAS, assessed, changed, empty, kb

SCHEMA = jsonschema.Draft202012Validator(json_schema())


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())

    def closed(node: object) -> None:
        if isinstance(node, dict):
            if node.get("type") == "object":
                assert node["additionalProperties"] is False
            for value in node.values():
                closed(value)
        elif isinstance(node, list):
            for value in node:
                closed(value)

    closed(json_schema())


@pytest.mark.parametrize("name", PERSONAS)
def test_valid(name: str) -> None:
    _, assessment = assessed(name)
    text = render_json(assessment, kb())
    assert text.endswith("}\n")
    assert text.isascii()
    assert [error.message for error in SCHEMA.iter_errors(json.loads(text))] == []


@pytest.mark.parametrize("name", PERSONAS)
def test_numbers_are_plain(name: str) -> None:
    _, assessment = assessed(name)
    text = re.sub(r'"(?:[^"\\]|\\.)*"', '""', render_json(assessment, kb()))
    for number in re.findall(r"-?\d[\d.eE+-]*", text):
        assert re.fullmatch(r"-?\d+(\.\d*[1-9])?", number), number


@pytest.mark.parametrize("name", PERSONAS)
def test_numbers_are_exact(name: str) -> None:
    _, assessment = assessed(name)
    data = json.loads(render_json(assessment, kb()))
    found = {(f["muscle"], f["side"]): f["certainty"] for f in data["findings"]}
    assert found == {(f.muscle, f.side): f.certainty for f in assessment.findings} or assessment.safety.ended


def test_plain_number() -> None:
    wanted = {
        0.5: "0.5",
        1e-06: "0.000001",
        0.0: "0",
        1.0: "1",
        1e-17: "0.00000000000000001",
        -0.25: "-0.25",
        20: "20",
    }
    assert {value: plain_number(value) for value in wanted} == wanted


def test_ended_has_nothing_but_safety() -> None:
    _, assessment = assessed("emergency")
    data = json.loads(render_json(assessment, kb()))
    assert data["safety"]["ended"] is True
    assert data["plan"] is None
    for part in ("findings", "patterns", "derivations", "firings", "notices", "tests_left", "tests_done"):
        assert data[part] == []
    assert data["safety"]["withheld_tests"] == []
    assert any(item.level == "none" and item.advise for item in assessment.safety.items), "words on how to train"
    assert {item["level"] for item in data["safety"]["items"]} <= {"soon", "urgent", "emergency"}
    assert {"emergency", "soon"} <= {item["level"] for item in data["safety"]["items"]}


def test_ended_stays_silent_even_if_the_assessment_is_not() -> None:
    _, full = assessed("demo")
    safety = full.safety.model_copy(update={"ended": True, "level": "urgent"})
    text = render_json(full.model_copy(update={"safety": safety}), kb())
    data = json.loads(text)
    assert list(SCHEMA.iter_errors(data)) == []
    assert not any(re.search(rf'"{name}"', text) for name in (*kb().muscles, *kb().exercises, *kb().tests))


def test_sorted() -> None:
    _, assessment = assessed("full_chain")
    data = json.loads(render_json(assessment, kb()))
    keys = [(f["muscle"], f["side"]) for f in data["findings"]]
    assert keys == sorted(keys)
    rules = [(f["rule"]) for f in data["firings"]]
    assert rules == sorted(rules)
    shuffled = assessment.model_copy(update={"findings": assessment.findings[::-1], "firings": assessment.firings[::-1]})
    assert render_json(shuffled, kb()) == render_json(assessment, kb())


def test_open_questions_carry_their_text() -> None:
    _, assessment = changed("demo", heart_signs=None)
    data = json.loads(render_json(assessment, kb()))
    assert [error.message for error in SCHEMA.iter_errors(data)] == []
    assert {"id": "heart_signs", "ask": kb().questions["heart_signs"].ask} in data["safety"]["open_questions"]
    assert data["plan"] is None


def test_empty() -> None:
    data = json.loads(render_json(empty(), kb()))
    assert [error.message for error in SCHEMA.iter_errors(data)] == []


def test_schema_refuses_findings_where_it_ended() -> None:
    _, assessment = assessed("demo")
    data = json.loads(render_json(assessment, kb()))
    data["safety"]["ended"] = True
    assert list(SCHEMA.iter_errors(data))
    data["safety"]["ended"] = False
    data["more"] = 1
    assert list(SCHEMA.iter_errors(data))


@pytest.mark.slow
def test_same_bytes_under_any_hash_seed() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests/unit'); import report.cases as c, hashlib;"
        "from advisor.report.json_report import render_json; from advisor.report.html import render_html;"
        "from advisor.report.view import make_report; s, a = c.assessed('full_chain');"
        "m = make_report(c.kb(), a, s);"
        "print(hashlib.sha256((render_json(a, c.kb()) + render_html(m)).encode()).hexdigest())"
    )
    root = Path(__file__).parents[3]
    found = set()
    for seed in ("0", "1", "77"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root / "src")}
        found.add(
            subprocess.run([sys.executable, "-c", code], cwd=root, env=env, capture_output=True, text=True, check=True).stdout
        )
    assert len(found) == 1
