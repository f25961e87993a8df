"""The examples of our documents load, their cases come out as written, and every key of the format is explained."""

from __future__ import annotations

import re
import typing
from pathlib import Path

import pytest
from pydantic import BaseModel

from advisor.errors import AdvisorError
from advisor.inference.consult import Reasoner
from advisor.knowledge import files, load_knowledge
from advisor.knowledge.source import parse
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from advisor.pipeline import explain, read_answers
from docs.blocks import ROOT, blocks, laid_out
from knowledge.clean_sheet import clean_sheet, laid_over

RULES, EXAMPLE = ROOT / "rules", ROOT / "tests" / "bases" / "design_example"
DOCUMENTS = {"docs/rule-format.md": RULES, "docs/semantics.md": EXAMPLE, "rules/README.md": RULES}


def loaded(document: str, folder: Path) -> KnowledgeBase:
    kept = [(name, text) for name, text in blocks(document) if name != "answers.yaml"]
    return load_knowledge(laid_out(DOCUMENTS[document], kept, folder / "rules"))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_complete_example_loads(document: str, tmp_path: Path) -> None:
    assert blocks(document)
    kb = loaded(document, tmp_path)
    for name, text in blocks(document):
        if name == "answers.yaml":
            assert read_answers(parse(text.encode(), name).data, kb).values


@pytest.mark.parametrize("document", ["docs/rule-format.md", "rules/README.md"])
def test_every_example_case_comes_out_as_written(document: str, tmp_path: Path, kb: KnowledgeBase) -> None:
    extended = loaded(document, tmp_path)
    reasoner = Reasoner(extended)
    seen = 0
    for name, text in blocks(document):
        if not name.endswith(".cases.yaml"):
            continue
        for case in parse(text.encode(), name).data["cases"]:
            base = clean_sheet(kb)
            if "base" in case:
                persona = (RULES / "personas" / f"{case['base']}.yaml").read_bytes()
                base = laid_over(AnswerSheet(), parse(persona, name).data["answers"], kb)
            found = reasoner.consult(laid_over(base, case["answers"], extended))
            fired = {f"{code}@{scope}" if scope else code for code, scope in found.certainties.fired}
            assert set(case.get("fires", ())) <= fired, case["name"]
            assert not set(case.get("silent", ())) & fired, case["name"]
            seen += 1
    assert seen


def models() -> list[type[BaseModel]]:
    """Every model that a file of ``rules/`` is read into."""
    found: dict[type[BaseModel], None] = {}
    stack: list[object] = [*files.FOLDERS.values(), *files.ROOT_FILES.values()]
    while stack:
        item = stack.pop()
        stack.extend(typing.get_args(item))
        if isinstance(item, type) and issubclass(item, BaseModel) and item not in found:
            found[item] = None
            stack.extend(field.annotation for field in item.model_fields.values())
    return list(found)


def test_every_key_of_the_format_is_explained() -> None:
    text = (ROOT / "docs" / "rule-format.md").read_text(encoding="utf-8")
    code = "\n".join([*re.findall(r"```yaml.*?```", text, re.DOTALL), *re.findall(r"`[^`\n]+`", text)])
    words = set(re.findall(r"[A-Za-z0-9_]+", code))
    keys = {field.alias or name for model in models() for name, field in model.model_fields.items()}
    assert len(keys) > 100
    assert sorted(keys - words) == []


def test_the_worked_example_of_the_semantics_is_what_comes_out(tmp_path: Path) -> None:
    kb = loaded("docs/semantics.md", tmp_path)
    text = (ROOT / "docs" / "semantics.md").read_text(encoding="utf-8")
    answers = parse(dict(blocks("docs/semantics.md"))["answers.yaml"].encode(), "answers").data["answers"]
    reasoner = Reasoner(kb)
    printed = set(re.findall(r"-?\.[0-9]{6}", text))
    for value in reasoner.consult(read_answers(answers, kb)).certainties.cf.values():
        assert value == 0 or f"{value:.6f}".replace("0.", ".", 1) in printed
    left = ("dominant.biceps_femoris", "left")
    for change, before, held in (
        ({"last_run": 12.0}, ".636250", 0.60),
        ({"bridge_hold": {"right": 24}, "bridge_felt": {"right": "glute"}}, ".616200", 0.60),
        ({"cue_better": "unknown"}, ".539250", 0.40),
    ):
        found = reasoner.consult(read_answers(answers | change, kb)).certainties.derivations[left]
        assert f"{found.combined:.6f}".removeprefix("0") == before
        assert found.certainty == held
        assert f"{before}, held at .{held * 100:.0f}" in text


RULE = "patterns/hip/long_sitting_glute.yaml"


@pytest.mark.parametrize(
    "changes",
    [{"{desk_hours: over_8}": "{desk_hour: over_8}", "[hamstrings,": "[hamstring,"}, {"pattern: 0.40": "pattern: 0.70"}],
    ids=["names", "ceiling"],
)
def test_the_errors_printed_in_the_first_steps_are_real(changes: dict[str, str], tmp_path: Path) -> None:
    text = dict(blocks("rules/README.md"))[RULE]
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    with pytest.raises(AdvisorError) as caught:
        load_knowledge(laid_out(RULES, [(RULE, text)], tmp_path / "rules"))
    assert f"```text\n{caught.value}\n" in (ROOT / "rules" / "README.md").read_text(encoding="utf-8")


def test_the_explanation_printed_in_the_first_steps_is_real(tmp_path: Path) -> None:
    kb = loaded("rules/README.md", tmp_path)
    answers = parse((RULES / "personas" / "full_chain.yaml").read_bytes(), "full_chain").data
    shown = "\n".join(explain(kb, read_answers(answers, kb), "long_sitting_glute@left").lines())
    assert f"```text\n{shown}\n```" in (ROOT / "rules" / "README.md").read_text(encoding="utf-8")
