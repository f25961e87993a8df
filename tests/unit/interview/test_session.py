from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from advisor.cli.files import read_answers
from advisor.errors import AdvisorError
from advisor.interview.savefile import SaveFile, plain_yaml
from advisor.interview.session import Misfit, Session
from advisor.knowledge.source import parse
from advisor.model.answers import State
from advisor.model.base import KnowledgeBase
from unit.interview.staged import base, sheet


@pytest.fixture(scope="module")
def small() -> KnowledgeBase:
    return base()


def data_of(path: Path) -> Any:
    return parse(path.read_bytes(), path.name).data


def code_of(error: pytest.ExceptionInfo[AdvisorError]) -> str:
    return error.value.diagnostics[0].code


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_every_answer_is_on_the_disk_at_once_and_reads_back_as_an_answers_file(
    small: KnowledgeBase, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    session = Session(small, SaveFile(path), today="2026-11-22")
    answers = sheet(
        age=34,
        tight_hamstrings={"left": "present", "right": "absent"},
        chest=(),
        shoes=("flat", "heels"),
        last_run=161,
        pain_now={"tight_hamstrings": State.UNKNOWN},
        bridge_hold={"left": State.HURT, "right": 12},
    )
    for (question, scope), value in answers.values.items():
        session.put(question, {scope: value})
        assert read_answers(str(path), small).values == session.answers.values
    assert session.answers.values == answers.values
    saved = data_of(path)["saved"]
    assert (saved["rules"], saved["on"]) == (small.hash, "2026-11-22")
    if name.endswith("json"):
        json.loads(path.read_text())


def test_only_the_owner_may_read_it_and_nothing_is_left_beside_it(small: KnowledgeBase, tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        with SaveFile(tmp_path / "a.yaml") as file:
            Session(small, file).put("age", {"": 34})
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a.yaml").stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["a.yaml"]


def test_a_link_is_followed_not_replaced(small: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "a.yaml").symlink_to(tmp_path / "real" / "b.yaml")
    with SaveFile(tmp_path / "a.yaml") as file:
        Session(small, file).put("age", {"": 34})
    assert (tmp_path / "a.yaml").is_symlink()
    assert "age: 34" in (tmp_path / "real" / "b.yaml").read_text()


# ------------------------------------------------------------------------------------------------------------- going on
def test_resumed_where_it_was(small: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    first = Session(small, SaveFile(path), sheet(age=34, last_run=52))
    first.about = "me: 1 [x]"
    first.choose(("bridge", "chin"))
    first.leave_out("bridge")
    again = Session.resumed(small, SaveFile(path), data_of(path))
    assert again.answers.values == first.answers.values
    assert (again.tests, again.about, again.kept, again.changed_rules) == (("chin",), "me: 1 [x]", (), False)


def test_answers_that_no_longer_fit_are_listed_kept_and_come_back(small: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    old = {
        "saved": {"rules": "another"},
        "answers": {
            "age": 34,
            "gone": [1, "x y"],
            "chest": ["pain", "wheeze"],
            "tight_hamstrings": {"left": "present", "right": "some"},
            "pain_now": {"neck_pain": 3, "low_back_pain": 2},
        },
    }
    session = Session.resumed(small, SaveFile(path), old)
    assert session.changed_rules
    assert session.answers.values == sheet(age=34, tight_hamstrings={"left": "present"}, pain_now={"low_back_pain": 2}).values
    assert [m[:3] for m in session.kept] == [
        ("gone", "", [1, "x y"]),
        ("chest", "", ["pain", "wheeze"]),
        ("tight_hamstrings", "right", "some"),
        ("pain_now", "neck_pain", 3),
    ]
    assert all(m.reason for m in session.kept)
    session.put("chest", {"": ()})
    again = Session.resumed(small, SaveFile(path), data_of(path))
    assert again.kept == session.kept or [m[:3] for m in again.kept] == [m[:3] for m in session.kept]
    assert again.answers.get("chest") == ()


def test_a_kept_answer_counts_again_where_it_fits_and_nothing_newer_does(small: KnowledgeBase, tmp_path: Path) -> None:
    file = SaveFile(tmp_path / "a.yaml")
    kept = [{"question": "age", "answer": 40, "why": "x"}, {"question": "chest", "answer": "cough"}]
    session = Session.resumed(small, file, {"saved": {"kept": kept}, "answers": {"age": 34}})
    assert session.answers.values == sheet(age=34, chest=("cough",)).values
    assert session.kept == (Misfit("age", "", 40, "answered again since"),)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ([], "I705"),
        ({"answers": []}, "I705"),
        ({"answers": {}, "saved": []}, "I705"),
        ({"answers": {}, "saved": {"kept": {}}}, "I705"),
        ({"answers": {}, "saved": {"kept": [3]}}, "I705"),
        ({"answers": {}, "saved": {}, "more": 1}, "I705"),
        ({"answers": {"age": 3}}, "I708"),
    ],
)
def test_what_is_no_saved_interview_is_refused(small: KnowledgeBase, tmp_path: Path, data: Any, code: str) -> None:
    with pytest.raises(AdvisorError) as error:
        Session.resumed(small, SaveFile(tmp_path / "a.yaml"), data)
    assert code_of(error) == code
    assert not os.listdir(tmp_path)


# ------------------------------------------------------------------------------------------------------ when saving fails
@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_full_disk_loses_nothing_that_was_saved(
    small: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "a.yaml"
    with SaveFile(path) as file:
        session = Session(small, file)
        session.put("age", {"": 34})
        before = path.read_bytes()

        def full(*_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        if call == "write":
            real = os.fdopen

            def handle(*args: Any, **kwargs: Any) -> Any:
                stream = real(*args, **kwargs)
                return _Full(stream)

            monkeypatch.setattr(os, "fdopen", handle)
        else:
            monkeypatch.setattr(os, call, full)
        with pytest.raises(AdvisorError, match="No space left") as error:
            session.put("dizzy", {"": "no"})
        monkeypatch.undo()
        assert code_of(error) == "I701"
        assert path.read_bytes() == before
        assert session.answers.get("dizzy") is State.NOT_ASKED
        session.put("dizzy", {"": "no"})
    assert os.listdir(tmp_path) == ["a.yaml"]


class _Full:
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __enter__(self) -> _Full:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def write(self, _: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_device_is_no_save_file() -> None:
    with pytest.raises(AdvisorError) as error, SaveFile("/dev/full"):
        pass
    assert code_of(error) == "I701"


def test_a_folder_is_no_save_file(tmp_path: Path) -> None:
    with pytest.raises(AdvisorError) as error, SaveFile(tmp_path):
        pass
    assert code_of(error) == "I701"


def test_two_interviews_on_one_file(tmp_path: Path) -> None:
    with SaveFile(tmp_path / "a.yaml"):
        with pytest.raises(AdvisorError) as error, SaveFile(tmp_path / "a.yaml"):
            pass
        assert code_of(error) == "I704"
    with SaveFile(tmp_path / "a.yaml"):
        pass


def test_the_lock_of_a_killed_interview_is_free(tmp_path: Path) -> None:
    held = "from advisor.interview.savefile import SaveFile; import os, signal\n"
    held += "SaveFile('a.yaml').__enter__(); os.kill(os.getpid(), signal.SIGKILL)"
    subprocess.run([sys.executable, "-c", held], cwd=tmp_path, check=False)
    assert (tmp_path / ".a.yaml.lock").exists()
    with SaveFile(tmp_path / "a.yaml"):
        pass
    assert not os.listdir(tmp_path)


@pytest.mark.parametrize("text", ["no", "null", "true", "22:30", "a: b", "- x", "#", "é\u2028\"'\\", "", "1e3", "{", "~", "  x "])
def test_any_text_reads_back_equal(text: str) -> None:
    data = {
        "saved": {"kept": [{"question": "q", "answer": [text, {"x": text}]}]},
        "about": text,
        "answers": {"q": {"left": text}},
    }
    assert parse(plain_yaml(data).encode(), "x").data == data
