"""The kept data of rule files: a short cut that changes nothing but the time."""

import os
import shutil
from pathlib import Path

import pytest

from advisor.errors import AdvisorError
from advisor.knowledge import kept, load_knowledge, loader
from advisor.knowledge.kept import Kept

BASE = Path(__file__).parents[2] / "bases" / "design_example"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ADVISOR_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(kept, "LEAST_BYTES", 0)
    return Path(shutil.copytree(BASE, tmp_path / "rules"))


def _count_parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    seen: list[str] = []
    real = loader.parse

    def parse(raw: bytes, name: str) -> object:
        seen.append(name)
        return real(raw, name)

    monkeypatch.setattr(loader, "parse", parse)
    return seen


def test_the_second_load_parses_nothing_and_gives_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_knowledge(folder)
    seen = _count_parsed(monkeypatch)
    again = load_knowledge(folder)
    assert seen == []
    assert again.hash == first.hash
    assert list(again.rules.values()) == list(first.rules.values())
    assert (again.questions, again.exercises, again.glossary) == (first.questions, first.exercises, first.glossary)
    assert [(q.id, list(q.options)) for q in again.questions.values()] == [  # the order of questions and options is the author's
        (q.id, list(q.options)) for q in first.questions.values()
    ]


def test_a_changed_file_alone_is_read_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_knowledge(folder)
    path = folder / "patterns" / "load_driven.yaml"
    path.write_text(path.read_text() + "# one byte more\n")
    seen = _count_parsed(monkeypatch)
    load_knowledge(folder)
    assert seen == ["patterns/load_driven.yaml"]


def test_a_problem_in_a_kept_file_has_its_place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_knowledge(folder)
    path = folder / "sources.yaml"
    path.write_text(path.read_text().replace("R15:", "R15x:", 1))
    with pytest.raises(AdvisorError) as warm:
        load_knowledge(folder)
    monkeypatch.setenv("ADVISOR_CACHE", "off")
    monkeypatch.setenv("ADVISOR_CACHE", "off")
    with pytest.raises(AdvisorError) as cold:
        load_knowledge(folder)
    assert warm.value.diagnostics == cold.value.diagnostics
    assert any(problem.excerpt for problem in warm.value.diagnostics)


@pytest.mark.parametrize("damage", [b"", b"no json", b'0\n{"kb.yaml": ["x", {}]}', b"[" * 100_000, b"\xff\xfe"])
def test_a_damaged_file_is_passed_over_and_replaced(folder: Path, damage: bytes) -> None:
    first = load_knowledge(folder)
    (path,) = (folder.parent / "cache").glob("rules-*.json")
    good = path.read_bytes()
    path.write_bytes(damage)
    assert load_knowledge(folder).hash == first.hash
    assert path.read_bytes() == good


def test_what_somebody_altered_by_hand_is_not_believed(folder: Path) -> None:
    first = load_knowledge(folder)
    (path,) = (folder.parent / "cache").glob("rules-*.json")
    path.write_bytes(path.read_bytes().replace(b"0.55", b"0.54"))
    assert load_knowledge(folder).rules == first.rules


def test_off_and_small_bases_keep_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LEAST_BYTES", 100_000)
    load_knowledge(folder)
    monkeypatch.setattr(kept, "LEAST_BYTES", 0)
    monkeypatch.setenv("ADVISOR_CACHE", "off")
    load_knowledge(folder)
    assert not (folder.parent / "cache").exists()


def test_only_the_owner_reads_it_and_a_bad_place_is_no_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_knowledge(folder)
    (path,) = (folder.parent / "cache").glob("rules-*.json")
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("ADVISOR_CACHE", str(path / "inside a file"))
    load_knowledge(folder)


def test_the_oldest_go(folder: Path, tmp_path: Path) -> None:
    for number in range(kept.MOST_FOLDERS + 3):
        store = Kept(tmp_path / str(number))
        store.put("kb.yaml", b"x", {"a": number})
        store.save()
    assert len(list((tmp_path / "cache").glob("*"))) == kept.MOST_FOLDERS
