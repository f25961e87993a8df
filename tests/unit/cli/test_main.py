"""The command line's last resort."""

import pytest

from advisor.cli import check, main


def _break(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise AssertionError("the runner said: pain 7")

    monkeypatch.setattr(check.command, "callback", broken)


def test_a_mistake_of_ours_is_a_line_without_answers(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    _break(monkeypatch)
    monkeypatch.delenv("ADVISOR_DEBUG", raising=False)
    with pytest.raises(SystemExit) as stopped:
        main.main(["check"])
    said = capsys.readouterr().err
    assert stopped.value.code == 2
    assert said.startswith("I709: ")
    assert "AssertionError at advisor" in said
    assert "pain 7" not in said
    assert "Traceback" not in said


def test_who_asks_for_it_sees_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    _break(monkeypatch)
    monkeypatch.setenv("ADVISOR_DEBUG", "1")
    with pytest.raises(AssertionError, match="pain 7"):
        main.main(["check"])
