"""Rule files with random damage: the base loads, or AdvisorError says where it is broken; never another exception.

What still loads must also reason. ``ADVISOR_MUTANTS=10000`` for a long run, ``ADVISOR_SEED=7`` for another one.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import time
from collections import Counter
from pathlib import Path

import pytest

from advisor.errors import AdvisorError
from advisor.interview.answers_file import sheet_from
from advisor.knowledge import files, load_knowledge, loader
from advisor.knowledge.source import Document, SourceMap, read_file
from advisor.model.base import KnowledgeBase
from advisor.pipeline import consult
from negative import corpus

RULES = Path(__file__).parents[2] / "rules"
MUTANTS = int(os.environ.get("ADVISOR_MUTANTS", "150"))
SEED = int(os.environ.get("ADVISOR_SEED", "20261122"))
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?")
WORD = re.compile(r"[a-z][a-z_0-9]{2,}")
ODD = "\t:{}[]#&*!|>'\"%@`,-?=\\\x00\x07\u202e\u2028\ufeff\u00a0กé🦵0"
NUMBERS = (
    "0",
    "-1",
    "1",
    "2",
    "1.0000001",
    "0.5",
    "1e9",
    "1e400",
    "nan",
    ".inf",
    "99999999999999999999",
    "-0",
    "007",
    "1_000",
    "yes",
    "''",
)
BASE_ANSWERS = {
    "tight_hamstrings": {"left": "present", "right": "absent"},
    "low_back_pain": "present",
    "late_cramp": {"left": "yes", "right": "unknown"},
    "bridge_hold": {"left": 26, "right": "hurt"},
    "bridge_felt": "glute",
    "cue_better": {"left": "yes"},
    "last_run": 16.0,
    "longest30": 12.0,
}


def mutate(text: str, rng: random.Random, words: list[str]) -> str:
    """One random piece of damage, of the kinds that hands and editors do."""
    lines = text.split("\n")
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    kind = rng.randrange(11)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(other, lines[at])
    elif kind == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == 3:
        lines[at] = " " * rng.randrange(6) + lines[at].lstrip()
    elif kind == 4:
        return text[: rng.randrange(len(text) + 1)]
    elif kind == 5:
        place = rng.randrange(len(text) + 1)
        return text[:place] + rng.choice(ODD) + text[place:]
    elif kind == 6:
        place = rng.randrange(len(text) or 1)
        return text[:place] + text[place + 1 + rng.randrange(3) :]
    elif kind in (7, 8):
        return _swap(text, NUMBER, rng.choice(NUMBERS), rng)
    else:
        return _swap(text, WORD, rng.choice(words), rng)
    return "\n".join(lines)


def _swap(text: str, what: re.Pattern[str], new: str, rng: random.Random) -> str:
    found = list(what.finditer(text))
    if not found:
        return text
    hit = rng.choice(found)
    return text[: hit.start()] + new + text[hit.end() :]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that did not change are read and validated once (their models are frozen)."""
    documents: dict[tuple[str, bytes], Document] = {}
    models: dict[int, object] = {}

    def read(path: Path, name: str, kept: object) -> Document:
        key = (name, path.read_bytes())
        if key not in documents:
            documents[key] = read_file(path, name)
        return documents[key]

    real = files.validate

    def validate(model: type, data: object, source: SourceMap, problems: list) -> object:  # type: ignore[type-arg]
        if id(data) in models and not problems:
            return models[id(data)]
        content = real(model, data, source, problems)
        if content is not None and id(data) in {id(document.data) for document in documents.values()}:
            models[id(data)] = content
        return content

    monkeypatch.setenv("ADVISOR_CACHE", "off")
    monkeypatch.setattr(loader, "_document", read)
    monkeypatch.setattr(loader.files, "validate", validate)


def attempt(root: Path, label: str) -> KnowledgeBase | None:
    """The base if it loads; None where it is refused as it should be."""
    start = time.monotonic()
    refusal: AdvisorError | None = None
    knowledge: KnowledgeBase | None = None
    try:
        knowledge = load_knowledge(root)
    except AdvisorError as error:
        refusal = error
    except Exception as error:
        raise AssertionError(f"{label}: {type(error).__name__}: {error}") from error
    assert time.monotonic() - start < 20, f"{label}: too slow"
    if refusal is not None:
        well_said(refusal, label)
    return knowledge


def well_said(refusal: AdvisorError, label: str) -> None:
    """Every problem has a place, and is sorted and printable."""
    found = refusal.diagnostics
    assert 0 < len(found) <= 200, label
    for item in found:
        assert item.place.file, f"{label}: no file in {item}"
        assert item.message, label
        assert not set("\x07\x00\u202e\n") & set(item.message + item.hint), label
    assert any(item.place.line for item in found) or {item.code for item in found} <= {
        "Y102",
        "Y109",
        "Y110",
        "K208",
    }, label
    assert list(found) == sorted(found), label


def reason(knowledge: KnowledgeBase, answers: dict[str, object], label: str) -> None:
    """A base that loads can be asked."""
    kept: dict[str, object] = {}
    for name, value in answers.items():  # a mutant may have renamed a question or an answer
        try:
            sheet_from({name: value}, knowledge)
            kept[name] = value
        except AdvisorError:
            continue
    try:
        consult(knowledge, sheet_from(kept, knowledge))
    except Exception as error:
        raise AssertionError(f"{label}: loads but cannot reason: {type(error).__name__}: {error}") from error


def _copy(folder: Path, source: Path) -> Path:
    root = folder / "rules"
    shutil.copytree(source, root, ignore=shutil.ignore_patterns("*.cases.yaml", "personas", "LICENSE", "*.md"))
    return root


def test_damaged_files_of_a_small_base(tmp_path: Path) -> None:
    """The worked example, and shipped files laid beside it (most of their names are missing there)."""
    root = _copy(tmp_path, corpus.BASE)
    own = [(path, path.read_text(encoding="utf-8")) for path in sorted(root.rglob("*.yaml"))]
    shipped = [(path, path.read_text(encoding="utf-8")) for path in sorted(RULES.rglob("*.yaml"))]
    shipped = [(path, text) for path, text in shipped if "cases" not in path.name and "personas" not in path.parts]
    words = sorted({word for _, text in own for word in WORD.findall(text)})
    outcomes: Counter[str] = Counter()
    for number in range(max(1, MUTANTS * 3 // 4)):
        rng = random.Random(f"{SEED}-{number}")
        if rng.random() < 0.7:
            path, text = rng.choice(own)
            target, before = path, text
        else:
            source, text = rng.choice(shipped)
            target = root / source.relative_to(RULES)
            before = target.read_text(encoding="utf-8") if target.exists() else None
        damaged = text
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            damaged = mutate(damaged, rng, words)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(damaged.encode("utf-8", "replace"))
        label = f"seed {SEED}, mutant {number} of {target.relative_to(root)}"
        knowledge = attempt(root, label)
        if knowledge is not None:
            reason(knowledge, dict(BASE_ANSWERS), label)
        outcomes["loads" if knowledge is not None else "refused"] += 1
        if before is None:
            target.unlink()
        else:
            target.write_text(before, encoding="utf-8")
    assert load_knowledge(root), "the base was not put back"
    if MUTANTS >= 100:
        assert outcomes["loads"] > 5, outcomes
        assert outcomes["refused"] > 50, outcomes


def test_damaged_files_of_the_shipped_base(tmp_path: Path, quick: None) -> None:
    root = _copy(tmp_path, RULES)
    all_files = [(path, path.read_text(encoding="utf-8")) for path in sorted(root.rglob("*.yaml"))]
    words = sorted({word for path, text in all_files if "patterns" in path.parts for word in WORD.findall(text)})
    load_knowledge(root)
    for number in range(max(1, MUTANTS // 6)):
        rng = random.Random(f"{SEED}-shipped-{number}")
        path, text = rng.choice(all_files)
        path.write_bytes(mutate(text, rng, words).encode("utf-8", "replace"))
        attempt(root, f"seed {SEED}, mutant {number} of {path.relative_to(root)}")
        path.write_text(text, encoding="utf-8")
    assert load_knowledge(root), "the base was not put back"
