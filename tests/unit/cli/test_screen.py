"""What a terminal can show is read off its locale; a file or a pipe is always 80 columns of UTF-8."""

from __future__ import annotations

import os
import sys

import pytest

from advisor.cli.screen import Screen, only_ascii


@pytest.mark.skipif(os.name == "nt", reason="Windows has no locale in its environment")
@pytest.mark.parametrize(
    ("environ", "plain"),
    [
        ({}, True),
        ({"LANG": "C"}, True),
        ({"LANG": "en_US.ISO-8859-1"}, True),
        ({"LANG": "en_US.UTF-8"}, False),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "C", "LC_CTYPE": "de_DE.utf8"}, False),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),  # Python put it there
        ({"LANG": "C", "LC_ALL": "C.UTF-8"}, False),
        ({"LC_CTYPE": "UTF-8"}, False),  # as a Mac sends it along
        ({"LANG": "C", "PYTHONUTF8": "1"}, False),
    ],
)
def test_by_the_locale(environ: dict[str, str], plain: bool) -> None:
    assert only_ascii(environ, "utf-8") == plain
    assert only_ascii(environ, "ANSI_X3.4-1968")


class Tty:
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_a_pipe_is_as_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    assert Screen.of_stdout() == Screen() == Screen(80, False, False)
    monkeypatch.setattr(sys, "stdout", None)
    assert Screen.of_stdout() == Screen()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no locale in its environment")
@pytest.mark.parametrize(("columns", "width"), [("20", 40), ("57", 57), ("200", 80)])
def test_a_terminal(columns: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "LC_ALL", "LC_CTYPE", "PYTHONUTF8"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(sys, "stdout", Tty())
    assert Screen.of_stdout() == Screen(width, True, False)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not Screen.of_stdout().colour
