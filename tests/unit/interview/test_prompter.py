from __future__ import annotations

import io
import os
import subprocess
import sys
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from advisor.errors import AdvisorError
from advisor.interview.entry import EACH, Entry, Screen
from advisor.interview.prompter import (
    Choice,
    EndOfInput,
    LinePrompter,
    Prompt,
    Reply,
    ScriptedPrompter,
    Verb,
    choose_prompter,
    parse,
    wrapped,
)
from advisor.interview.terminal import TerminalPrompter
from advisor.model.answers import AnswerSheet, State
from advisor.model.base import KnowledgeBase
from unit.interview.staged import base, sheet

ONE = Prompt("Which?", "one", (Choice("glute", "Buttock"), Choice("low_back", "Low back")))
MANY = Prompt(
    "Which of these?", "many", (Choice("a", "First one"), Choice("b", "Second"), Choice("c", "Third")), none="None of these"
)
NUMBER = Prompt("How many?", "text", check=lambda typed: "" if typed.isdigit() else "Please type digits.", verbs=tuple(Verb))
BOTH = ("left", "right")


@pytest.fixture(scope="module")
def small() -> KnowledgeBase:
    return base()


# ---------------------------------------------------------------------------------------------------------- plain lines
def line(monkeypatch: pytest.MonkeyPatch, typed: str, prompt: Prompt) -> Reply:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    return LinePrompter().ask(prompt)


@pytest.mark.parametrize(
    ("prompt", "typed", "reply"),
    [
        (ONE, "2", "low_back"),
        (ONE, "Low Back", "low_back"),
        (ONE, " glute ", "glute"),
        (MANY, "1,3", ("a", "c")),
        (MANY, "3 1", ("c", "a")),
        (MANY, "0", ()),
        (MANY, "none", ()),
        (MANY, "None of these", ()),
        (MANY, "first one", ("a",)),
        (MANY, "2;2", ("b",)),
        (NUMBER, "12", "12"),
        (ONE, "w", Verb.WHY),
        (ONE, "WHY", Verb.WHY),
        (ONE, "?", Verb.HELP),
        (ONE, "help", Verb.HELP),
        (MANY, "b", Verb.BACK),
        (NUMBER, "d", Verb.SKIP),
        (NUMBER, "don\u2019t know", Verb.SKIP),
        (NUMBER, "skip", Verb.SKIP),
        (NUMBER, "h", Verb.HURT),
        (NUMBER, "hurt", Verb.HURT),
        (NUMBER, "s", Verb.SAVE),
        (NUMBER, "q", Verb.QUIT),
        (NUMBER, "quit", Verb.QUIT),
    ],
)
def test_what_can_be_typed(monkeypatch: pytest.MonkeyPatch, prompt: Prompt, typed: str, reply: Reply) -> None:
    assert line(monkeypatch, typed + "\n", prompt) == reply


@pytest.mark.parametrize(
    ("prompt", "typed", "told"),
    [
        (ONE, "3", "from 1 to 2"),
        (ONE, "", "from 1 to 2"),
        (ONE, "0", "from 1 to 2"),
        (MANY, "4", '"4" is not on the list'),
        (MANY, "0 1", "0 goes alone"),
        (MANY, "", "Nothing typed"),
        (MANY, ",", "Nothing typed"),
        (NUMBER, "x", "type digits"),
        (NUMBER, "", "type an answer"),
    ],
)
def test_it_asks_again_and_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], prompt: Prompt, typed: str, told: str
) -> None:
    good = {"one": "1", "many": "1", "text": "1"}[prompt.kind]
    assert line(monkeypatch, f"{typed}\n{good}\n", prompt) in ("glute", ("a",), "1")
    assert told in capsys.readouterr().out


def test_a_verb_the_prompt_does_not_have_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    prompt = Prompt("Is it there?", "one", (Choice("y", "Yes"), Choice("n", "No")), verbs=(Verb.BACK,))
    assert line(monkeypatch, "skip\nhurt\n1\n", prompt) == "y"


def test_enter_keeps_what_is_there(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    prompt = Prompt("Which?", "many", MANY.choices, none="None", now=("b",), now_words="Second")
    assert line(monkeypatch, "\n", prompt) == ("b",)
    assert "Now: Second. Enter keeps it." in capsys.readouterr().out


def test_the_end_of_the_input(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EndOfInput):
        line(monkeypatch, "", ONE)


def test_every_verb_is_on_the_screen(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    line(monkeypatch, "1\n", NUMBER)
    shown = capsys.readouterr().out
    for words in ("d don't know", "h it hurt", "? help", "w why", "b back", "s save", "q quit"):
        assert words in shown


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_nothing_is_wider_than_the_window(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], columns: str, kb: KnowledgeBase
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    entry = Entry(kb)
    for name, question in kb.questions.items():
        scopes = {"side": ("left",), "symptom": ("tight_hamstrings",), "whole": ("",)}[question.per]
        line(monkeypatch, "q\n", entry.prompt(Screen(name, scopes), AnswerSheet()))
    widths = [len(text) for text in capsys.readouterr().out.splitlines()]
    assert max(widths) <= int(columns)


def test_wrapped_hangs_under_bullets_and_numbers() -> None:
    assert wrapped("- aaa bbb", 8) == "- aaa\n  bbb"
    assert wrapped("  10) aaa bbb", 10) == "  10) aaa\n      bbb"


def test_the_plain_prompter_where_no_cursor_can_move(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    assert isinstance(choose_prompter(False), TerminalPrompter)
    assert isinstance(choose_prompter(True), LinePrompter)
    monkeypatch.setenv("TERM", "dumb")
    assert isinstance(choose_prompter(False), LinePrompter)


def test_menus_are_imported_only_on_a_terminal() -> None:
    code = "import sys, advisor.cli.ask, advisor.interview.conduct\n"
    code += "print(*(m in sys.modules for m in ('questionary', 'prompt_toolkit')))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ))
    assert found.stdout.split() == ["False", "False"]


# -------------------------------------------------------------------------------------------------------------- menus
def menu(typed: str, prompt: Prompt) -> Reply:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text(typed)
        return TerminalPrompter().ask(prompt)


DOWN, UP, ENTER, ESCAPE = "\x1b[B", "\x1b[A", "\r", "\x1b"


@pytest.mark.parametrize(
    ("prompt", "typed", "reply"),
    [
        (ONE, ENTER, "glute"),
        (ONE, DOWN + ENTER, "low_back"),
        (ONE, ESCAPE, Verb.BACK),
        (ONE, "b", Verb.BACK),
        (ONE, "w", Verb.WHY),
        (ONE, "?", Verb.HELP),
        (ONE, "d", Verb.SKIP),
        (ONE, "h", Verb.HURT),
        (ONE, "s", Verb.SAVE),
        (ONE, "q", Verb.QUIT),
        (MANY, " " + ENTER, ("a",)),
        (MANY, " " + DOWN + DOWN + " " + ENTER, ("a", "c")),
        (MANY, "n", ()),
        (MANY, "aai" + " " + ENTER, ("a",)),
        (MANY, ENTER + "n", ()),
        (MANY, "w", Verb.WHY),
        (MANY, ESCAPE, Verb.BACK),
        (NUMBER, "12" + ENTER, "12"),
        (NUMBER, "x" + ENTER + "\x7f7" + ENTER, "7"),
        (NUMBER, "w" + ENTER, Verb.WHY),
        (NUMBER, "hurt" + ENTER, Verb.HURT),
        (NUMBER, ESCAPE, Verb.BACK),
        (NUMBER, ENTER + "4" + ENTER, "4"),
    ],
)
def test_keys(prompt: Prompt, typed: str, reply: Reply) -> None:
    assert menu(typed, prompt) == reply


def test_what_is_there_is_kept_by_enter() -> None:
    assert menu(ENTER, Prompt("?", "one", ONE.choices, now="low_back")) == "low_back"
    assert menu(ENTER, Prompt("?", "many", MANY.choices, none="None", now=("b",))) == ("b",)
    assert menu(ENTER, Prompt("?", "many", MANY.choices, none="None", now=())) == ()
    assert menu(ENTER, Prompt("?", "text", now="16.1")) == "16.1"


def test_ctrl_c_reaches_us() -> None:
    for prompt in (ONE, MANY, NUMBER):
        with pytest.raises(KeyboardInterrupt):
            menu("\x03", prompt)


# --------------------------------------------------------------------------------------------- questions as prompts
def values(entry: Entry, name: str, scopes: tuple[str, ...], typed: str) -> dict[str, Any]:
    screen = Screen(name, scopes)
    reply, problem = parse(typed, entry.prompt(screen, AnswerSheet()))
    assert not problem
    return entry.values(screen, reply)


def test_both_sides_at_once(small: KnowledgeBase) -> None:
    entry = Entry(small)
    assert values(entry, "tight_hamstrings", BOTH, "1") == {"left": "absent", "right": "absent"}
    assert values(entry, "tight_hamstrings", BOTH, "l") == {"left": "present", "right": "absent"}
    assert values(entry, "bridge_drop", BOTH, "4") == {"left": "yes", "right": "yes"}
    assert EACH in [c.value for c in entry.prompt(Screen("bridge_drop", BOTH), AnswerSheet()).choices]
    assert (
        entry.prompt(Screen("tight_hamstrings", BOTH), sheet(tight_hamstrings={"left": "absent", "right": "present"})).now
        == "right"
    )


def test_no_comes_first_in_every_question_of_yes_or_no(kb: KnowledgeBase) -> None:
    entry = Entry(kb)
    for name, question in kb.questions.items():
        if question.type == "yes_no" or question.kind == "symptom":
            scopes = {"side": BOTH, "symptom": ("tight_hamstrings",), "whole": ("",)}[question.per]
            assert entry.prompt(Screen(name, scopes), AnswerSheet()).choices[0].label == "No"


def test_the_verbs_of_each_kind(small: KnowledgeBase) -> None:
    entry = Entry(small)

    def verbs(name: str, scope: str) -> tuple[Verb, ...]:
        return entry.prompt(Screen(name, (scope,)), AnswerSheet()).verbs

    assert Verb.SKIP not in verbs("low_back_pain", "")
    assert Verb.SKIP in verbs("age", "")
    assert Verb.HURT not in verbs("age", "")
    assert Verb.HURT in verbs("bridge_hold", "left")
    assert {Verb.WHY, Verb.HELP, Verb.BACK, Verb.SAVE, Verb.QUIT} <= set(verbs("low_back_pain", ""))


@pytest.mark.parametrize(
    ("units", "typed", "stored"),
    [
        ("metric", "10", 100),
        ("metric", "10 mi", 161),
        ("metric", "10,5", 105),
        ("imperial", "10", 161),
        ("imperial", "10 km", 100),
        ("imperial", "1000 m", 10),
    ],
)
def test_typed_units_are_stored_metric(small: KnowledgeBase, units: Any, typed: str, stored: int) -> None:
    entry = Entry(small, units)
    assert values(entry, "last_run", ("",), typed) == {"": stored}
    prompt = entry.prompt(Screen("last_run", ("",)), sheet(last_run=stored))
    assert ("miles" in prompt.label) == (units == "imperial")
    assert entry.values(Screen("last_run", ("",)), str(prompt.now)) == {"": stored}, "Enter on the shown value changes nothing"


def test_enter_in_other_units_never_moves_a_stored_value(kb: KnowledgeBase) -> None:
    entry = Entry(kb, "imperial")
    for name in ("last_run", "t_knee_to_wall", "t_arch_drop"):
        question = kb.questions[name]
        scope = "left" if question.per == "side" else ""
        low, high = question.range or (0, 0)
        for value in range(int(low * question.scale), int(min(high, 40) * question.scale) + 1):
            screen = Screen(name, (scope,))
            shown = entry.prompt(screen, AnswerSheet({(name, scope): value})).now
            assert entry.values(screen, str(shown)) == {scope: value}


@pytest.mark.parametrize("typed", ["-1", "301", "x", "1 lb", "nan", "1e3", "hurt", "unknown", "10 5", "\u0661"])
def test_a_number_that_does_not_fit_is_refused_in_words(small: KnowledgeBase, typed: str) -> None:
    prompt = Entry(small).prompt(Screen("last_run", ("",)), AnswerSheet())
    problem = prompt.check(typed)
    assert problem.startswith("Please")
    assert "last_run" not in problem


def test_help_of_a_self_test_says_how_what_counts_when_to_stop_and_the_norm(small: KnowledgeBase) -> None:
    text = "\n".join(Entry(small).help_lines("bridge_hold"))
    for piece in (
        "You need: a chair",
        "Lie on your back.",
        "1. Lift one leg.",
        "What counts: Whole",
        "STOP: Stop",
        "What it means: We",
    ):
        assert piece in text
    assert Entry(small).help_lines("dizzy"), "there is always something to say"


def test_every_answer_of_every_shipped_question_can_be_given(kb: KnowledgeBase) -> None:
    entry = Entry(kb)
    for name, question in kb.questions.items():
        scope = {"side": "left", "symptom": "tight_hamstrings", "whole": ""}[question.per]
        for option in question.options:
            assert values(entry, name, (scope,), option) == {scope: (option,) if question.type == "multi" else option}
        for end in question.range or ():
            assert values(entry, name, (scope,), f"{end:g}") == {scope: round(end * question.scale)}
        if question.type == "multi":
            assert values(entry, name, (scope,), "0") == {scope: ()}


def test_skip_and_hurt_are_states(small: KnowledgeBase) -> None:
    entry = Entry(small)
    assert entry.values(Screen("bridge_hold", ("left",)), Verb.HURT) == {"left": State.HURT}
    assert entry.values(Screen("bridge_drop", BOTH), Verb.SKIP) == {"left": State.UNKNOWN, "right": State.UNKNOWN}


def test_a_script_that_ends_is_the_end_of_the_input() -> None:
    with pytest.raises(EndOfInput):
        ScriptedPrompter([]).ask(ONE)


def test_a_value_that_slips_past_the_prompt_is_still_checked(small: KnowledgeBase) -> None:
    with pytest.raises(AdvisorError):
        Entry(small).values(Screen("age", ("",)), "200")
