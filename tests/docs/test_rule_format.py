"""The examples of our documents load, their cases come out as written, and every key of the format is explained."""

from __future__ import annotations

import re
import typing
from pathlib import Path

import pytest
from docs.blocks import ROOT, blocks, laid_out
from knowledge.clean_sheet import clean_sheet, laid_over
from pydantic import BaseModel

from advisor.inference.consult import Reasoner
from advisor.knowledge import files, load_knowledge
from advisor.knowledge.source import parse
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from advisor.pipeline import read_answers

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
