"""``advisor ask`` as a runner meets it: in a pipe, on a terminal, killed, interrupted, locked out, under other rules."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advisor.cli.ask import command
from advisor.cli.files import read_answers
from advisor.errors import AdvisorError
from advisor.interview.savefile import SaveFile
from advisor.knowledge import load_knowledge
from advisor.language import language
from advisor.model.answers import State

pexpect = pytest.importorskip("pexpect")

BASE = Path(__file__).parents[1] / "unit" / "interview" / "base"
SRC = Path(__file__).parents[2] / "src"
# age, low back, hamstrings, chest, pain, night, dizzy, shoes, last run
WELL = ["34", "no", "l", "0", "2", "1", "1", "0", "10"]
SMALL = {
    "PYTHONPATH": str(SRC),
    "ADVISOR_RULES": str(BASE),
    "ADVISOR_TODAY": "2026-11-22",
    "TERM": "xterm",
    "PROMPT_TOOLKIT_NO_CPR": "1",
    "COLUMNS": "80",
    "LINES": "24",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, value in SMALL.items():
        monkeypatch.setenv(name, value)
    return tmp_path


def ask(typed: list[str], *options: str) -> Result:
    """Everything in the author's order, so that a list of lines fits whatever the answers are."""
    return CliRunner().invoke(command, ["--all", *options], input="".join(f"{line}\n" for line in typed))


def run(typed: list[str], *options: str, **keywords: object) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "-m", "advisor", "ask", "--all", *options]
    text = "".join(f"{line}\n" for line in typed)
    return subprocess.run(arguments, input=text, capture_output=True, text=True, timeout=60, check=False, **keywords)  # type: ignore[call-overload,no-any-return]


def answers(path: str = "advisor-answers.yaml") -> dict[tuple[str, str], object]:
    return dict(read_answers(path, load_knowledge(BASE)).values)


# ------------------------------------------------------------------------------------------------------------- in a pipe
def test_a_whole_interview_in_a_pipe(folder: Path) -> None:
    result = ask([*WELL, "none"])
    assert result.exit_code == 0, result.output
    assert result.output.index("local emergency number") < result.output.index("How old")
    assert (
        result.output.index("A first result")
        < result.output.index("Will you do self-tests now?")
        < result.output.index("Your result")
    )
    assert "Report: reports/advisor-answers.html" in result.output
    assert "More self-tests, any time:" in result.output
    assert stat.S_IMODE((folder / "reports" / "advisor-answers.html").stat().st_mode) == 0o600
    assert sorted(os.listdir(folder)) == ["advisor-answers.yaml", "reports"]
    assert answers()["last_run", ""] == 100


def test_the_emergency_notice_is_the_first_thing_said(folder: Path) -> None:
    first = " ".join(ask([]).output.split())
    assert first.startswith(language().text("emergency-notice"))


def test_several_formats_and_another_folder(folder: Path) -> None:
    result = ask([*WELL, "none"], "--format", "json", "--format", "text", "-o", "out/here", "--save", "me.json")
    assert result.exit_code == 0, result.output
    assert sorted(p.name for p in (folder / "out" / "here").iterdir()) == ["me.json", "me.txt"]
    assert answers("me.json")["age", ""] == 34


def test_a_calendar_without_a_plan_is_said_and_not_made(folder: Path) -> None:
    result = ask([*WELL, "none"], "--format", "json", "--format", "ics")
    assert result.exit_code == 0, result.output
    assert "There is no plan to put in a calendar, so no file was made." in " ".join(result.output.split())
    assert [path.name for path in (folder / "reports").iterdir()] == ["advisor-answers.json"]


def test_the_saved_file_makes_a_report(folder: Path) -> None:
    ask([*WELL, "none"], "--format", "json")
    made = subprocess.run(
        [sys.executable, "-m", "advisor", "report", "advisor-answers.yaml", "--format", "json", "-o", "-"],
        capture_output=True,
        check=True,
    )
    assert made.stdout == (folder / "reports" / "advisor-answers.json").read_bytes()


def test_with_tests(folder: Path) -> None:
    result = ask([*WELL, "all", "1", "12", "25", "2", "1", "easy", "40", "1", "20"])
    assert result.exit_code == 0, result.output
    assert answers()["bridge_drop", "left"] == "yes"
    assert "More self-tests" not in result.output


def test_a_prefilled_sheet_asks_only_the_rest_and_stays_as_it_is(folder: Path) -> None:
    before = "# mine\nanswers: {age: 34, low_back_pain: absent, tight_hamstrings: absent, chest: none}\n"
    (folder / "pre.yaml").write_text(before)
    result = ask(["no", "0", "10", "none"], "--answers", "pre.yaml")
    assert result.exit_code == 0, result.output
    assert "How old" not in result.output
    assert (folder / "pre.yaml").read_text() == before
    assert answers()["age", ""] == 34


def test_answers_from_another_file_are_saved_before_the_first_question(folder: Path) -> None:
    (folder / "pre.yaml").write_text("answers: {age: 34, chest: pain}\n")
    assert "EMERGENCY" in ask([], "--answers", "pre.yaml").output
    assert answers() == {("age", ""): 34, ("chest", ""): ("pain",)}
    ask([], "--resume", "advisor-answers.yaml", "--save", "b.yaml")
    assert answers("b.yaml") == answers()


def test_miles_are_stored_as_kilometres(folder: Path) -> None:
    result = ask([*WELL[:-1], "10", "none"], "--units", "imperial")
    assert "0 to 186 miles" in result.output
    assert answers()["last_run", ""] == 161


def test_an_emergency_ends_it_and_the_report_is_the_safety_part(folder: Path) -> None:
    result = ask([*WELL[:3], "1", "2", "1"])
    assert result.exit_code == 0
    tail = result.output[result.output.index("EMERGENCY\n") :]
    assert "Call your local emergency number now." in tail
    assert "hamstring" not in tail
    assert "How much does it hurt" not in result.output


def test_a_closed_input_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``<&-``, or a program without a console: Python then has no standard input at all."""
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(AdvisorError, match="I707: standard input is closed"):
        command.main(["--save", "a.yaml"], standalone_mode=False)
    assert list(folder.iterdir()) == []


def test_the_end_of_the_input_saves_and_says_where(folder: Path) -> None:
    result = run(WELL[:4])
    assert result.returncode == 2
    assert "I707" in result.stderr
    assert "advisor ask --resume advisor-answers.yaml" in result.stderr
    assert "Traceback" not in result.stderr
    assert answers()["chest", ""] == ()
    empty = run([], "--save", "none.yaml")
    assert (empty.returncode, "nothing saved" in empty.stderr, Path("none.yaml").exists()) == (2, True, False)


def test_going_on_reaches_the_same_report(folder: Path) -> None:
    for count in range(1, len(WELL)):
        save = f"part{count}.yaml"
        run_one = ask(WELL[:count], "--save", save)
        assert isinstance(run_one.exception, AdvisorError)
        rest = ask([*WELL[count:], "none"], "--resume", save, "--format", "json", "-o", f"out{count}")
        assert rest.exit_code == 0, rest.output
    ask([*WELL, "none"], "--save", "part.yaml", "--format", "json", "-o", "out0")
    made = {(folder / f"out{n}" / f"part{n or ''}.json").read_bytes() for n in range(len(WELL))}
    assert len(made) == 1


def test_quit_is_no_failure(folder: Path) -> None:
    result = run(["34", "quit"])
    assert result.returncode == 0
    assert "Your answers are in advisor-answers.yaml" in result.stdout


@pytest.mark.parametrize("name", ["it's mine.yaml", "ä ö.yaml", "-x.yaml"])
def test_odd_file_names(folder: Path, name: str) -> None:
    assert run(["34", "quit"], f"--save={name}").returncode == 0
    assert run(["quit"], f"--resume={name}").returncode == 0


def test_bytes_that_are_no_text(folder: Path) -> None:
    arguments = [sys.executable, "-m", "advisor", "ask"]
    result = subprocess.run(arguments, input=b"\xff\xfe\n34\n\x00\nq\n", capture_output=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr
    ascii_only = dict(os.environ, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert run(["34", "?", "q"], "--save", "b.yaml", env=ascii_only).returncode == 0


@pytest.mark.parametrize("columns", ["40", "80"])
def test_a_narrow_window(folder: Path, columns: str) -> None:
    result = run([*WELL, "all", "w", "1", "q"], env=dict(os.environ, COLUMNS=columns))
    shown = [line for line in result.stdout.splitlines() if "advisor ask --resume" not in line and not line.startswith("Report")]
    assert max(map(len, shown)) <= int(columns)


def adaptive(typed: list[str], *options: str) -> Result:
    return CliRunner().invoke(command, options, input="".join(f"{line}\n" for line in typed))


def test_the_most_telling_next_and_how_it_ended(folder: Path) -> None:
    """No finding hangs on shoes or the last run here, so neither is asked; it says what could still be tested."""
    result = adaptive([*WELL[:-2], "none"])
    assert result.exit_code == 0, result.output
    assert "Which shoes" not in result.output
    assert "last run" not in result.output
    assert "Self-tests can still change your result. The most telling come first:" in result.output
    flat = " ".join(result.output.split())
    assert "You stopped here. These self-tests could still change your result, about 7 minutes in all: " in flat
    settled = adaptive(["all", "1", "12", "12", "1", "1", "1", "12", "1", "12"], "--resume", "advisor-answers.yaml")
    assert settled.exit_code == 0, settled.output
    assert "Nothing you could still answer here would change this result." in settled.output
    assert "More self-tests" not in settled.output


def test_why_says_how_far_an_answer_can_move_a_finding(folder: Path) -> None:
    result = adaptive([*WELL[:-2], "all", "1", "w"])
    assert "big glute, left: now too little (likely)" in result.output


# -------------------------------------------------------------------------------------------------- files that do not fit
def test_nothing_is_overwritten(folder: Path) -> None:
    Path("advisor-answers.yaml").write_text("mine")
    result = run(WELL)
    assert (result.returncode, "I706" in result.stderr) == (2, True)
    assert Path("advisor-answers.yaml").read_text() == "mine"
    ask(WELL[:2], "--save", "a.yaml")
    other = run(WELL, "--resume", "a.yaml", "--save", "advisor-answers.yaml")
    assert (other.returncode, "I706" in other.stderr) == (2, True)


def test_resuming_into_another_file_leaves_the_first(folder: Path) -> None:
    ask(WELL[:2], "--save", "a.yaml")
    before = Path("a.yaml").read_bytes()
    assert ask([*WELL[2:], "none"], "--resume", "a.yaml", "--save", "b.yaml").exit_code == 0
    assert Path("a.yaml").read_bytes() == before
    assert len(answers("b.yaml")) > len(answers("a.yaml"))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "I705"),
        (b"\x00\x01", "I705"),
        (b"saved: {}\nanswers: {age: 3", "I705"),
        (b"answers: {age: 34}\n", "I708"),
        (b"- 1", "I705"),
        (b"saved: {}\nanswers: &a {x: *a}", "I705"),
        (b"saved: {}\nanswers: {}\n" + b"#" * 2_000_000, "I705"),
    ],
)
def test_a_damaged_save_file_is_left_alone(folder: Path, content: bytes, code: str) -> None:
    Path("a.yaml").write_bytes(content)
    result = ask(WELL, "--resume", "a.yaml")
    assert isinstance(result.exception, AdvisorError)
    assert result.exception.diagnostics[0].code == code
    assert Path("a.yaml").read_bytes() == content
    assert os.listdir(folder) == ["a.yaml"]


def test_a_save_file_that_is_not_there(folder: Path) -> None:
    result = run([], "--resume", "no/such.yaml")
    assert (result.returncode, "I705" in result.stderr) == (2, True)
    assert os.listdir(folder) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write anything")
def test_a_folder_without_permission(folder: Path) -> None:
    (folder / "shut").mkdir(mode=0o500)
    result = run(WELL, "--save", "shut/a.yaml")
    assert (result.returncode, "I701" in result.stderr) == (2, True)


@pytest.mark.parametrize("target", ["/dev/full", "/proc/no/such.yaml", "."])
def test_a_place_that_cannot_be_written_is_told_before_the_first_question(folder: Path, target: str) -> None:
    result = run(WELL, "--save", target)
    assert result.returncode == 2
    assert "I701" in result.stderr
    assert "How old" not in result.stdout


def test_a_disk_that_fills_up_keeps_what_was_saved(folder: Path) -> None:
    """The file may not grow beyond 420 bytes: the system itself refuses the write."""

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (420, 420))

    result = run(WELL, preexec_fn=small_files, env=dict(os.environ, PYTHONDONTWRITEBYTECODE="1"))
    assert result.returncode == 2
    assert "I701" in result.stderr
    assert "The answers before this one are safe." in result.stderr
    assert 0 < len(answers()) < 12
    assert os.listdir(folder) == ["advisor-answers.yaml"]


def test_two_interviews_on_one_file(folder: Path) -> None:
    with SaveFile("a.yaml"):
        result = run(WELL, "--save", "a.yaml")
    assert result.returncode == 2
    assert "I704: another interview is using a.yaml" in result.stderr


def test_resume_and_answers_together_make_no_sense(folder: Path) -> None:
    assert ask([], "--resume", "a", "--answers", "b").exit_code == 2


def test_changed_rules_list_what_no_longer_fits_and_lose_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask([*WELL, "none"])
    shutil.copytree(BASE, folder / "new")
    path = folder / "new" / "questions" / "all.yaml"
    text = (
        path.read_text()
        .replace("range: [0, 300]", "range: [0, 5]")
        .replace("  shoes:", "  boots:")
        .replace("Which shoes", "Which boots")
    )
    path.write_text(text)
    monkeypatch.setenv("ADVISOR_RULES", str(folder / "new"))
    changed = ask(["0", "4", "none"], "--resume", "advisor-answers.yaml")
    assert changed.exit_code == 0, changed.output
    assert "The rules have changed since" in changed.output
    assert "- shoes: none." in changed.output
    assert "- last_run: 10.0. Reason: " in changed.output
    monkeypatch.setenv("ADVISOR_RULES", str(BASE))
    back = ask(["none"], "--resume", "advisor-answers.yaml")
    assert back.exit_code == 0, back.output
    assert answers()["shoes", ""] == ()
    assert answers()["last_run", ""] == 40, "the newer answer counts"
    assert "answer: 10.0" in Path("advisor-answers.yaml").read_text(), "and the older one is still there"


# --------------------------------------------------------------------------------------------- killed and interrupted
def test_killed_at_any_answer_at_most_that_one_is_lost(folder: Path) -> None:
    for given in (1, 3, 5):
        name = f"k{given}.yaml"
        child = pexpect.spawn(sys.executable, ["-m", "advisor", "ask", "--plain", "--save", name], encoding="utf-8", timeout=30)
        for line in WELL[:given]:
            child.expect_exact("> ")
            child.sendline(line)
        child.expect_exact("\n> ")
        child.send("3")  # half an answer
        child.kill(signal.SIGKILL)
        child.wait()
        expected = [
            ("age", ""),
            ("low_back_pain", ""),
            ("tight_hamstrings", "left"),
            ("chest", ""),
            ("pain_now", "tight_hamstrings"),
        ]
        found = answers(name)
        assert [key in found for key in expected] == [n < given for n in range(5)]
        assert run(["q"], "--resume", name).returncode == 0


def test_ctrl_c_in_a_pipe_says_where_the_answers_are(folder: Path) -> None:
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # ignored where tests run in the background
    child = subprocess.Popen(
        [sys.executable, "-c", f"{heard}; from advisor.cli.main import main; main(['ask'])"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdin
    assert child.stdout
    child.stdin.write("34\n")
    child.stdin.flush()
    seen = ""
    while "low-back pain?" not in seen or not seen.endswith("> "):
        seen += child.stdout.read(1)
    child.send_signal(signal.SIGINT)
    _, error = child.communicate(timeout=30)
    assert child.returncode == 130
    assert "Your answers are in advisor-answers.yaml" in error
    assert answers() == {("age", ""): 34}


# ------------------------------------------------------------------------------------------------------- on a terminal
def terminal(*options: str, columns: int = 80, **environment: str) -> pexpect.spawn[str]:
    return pexpect.spawn(
        sys.executable,
        ["-m", "advisor", "ask", *options],
        encoding="utf-8",
        timeout=30,
        dimensions=(40, columns),
        env={**os.environ, "COLUMNS": str(columns), "LINES": "40", **environment},
    )


DOWN, ESCAPE, ENTER = "\x1b[B", "\x1b", "\r"


@pytest.mark.parametrize("columns", [40, 80])
def test_menus_from_start_to_report(folder: Path, columns: int) -> None:
    child = terminal("--all", columns=columns)
    for text, keys in [
        ("How old", "34" + ENTER),
        ("low-back", ENTER),
        ("tight hamstrings", DOWN + ENTER),
        ("Any of these", "n"),
        ("How much", "2" + ENTER),
        ("wake", ENTER),
        ("dizzy", ESCAPE),
        ("wake", ENTER),
        ("dizzy", "w"),
        ("dizzy", ENTER),
        ("Which shoes", " " + ENTER),
        ("last run", "q5" + "\x7f\x7f" + "10 mi" + ENTER),
        ("self-tests", DOWN + DOWN + ENTER),
    ]:
        child.expect_exact(text)
        child.expect_exact("quit")
        child.send(keys)
    child.expect_exact("Report: ")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    found = answers()
    assert (found["last_run", ""], found["shoes", ""], found["tight_hamstrings", "left"]) == (161, ("flat",), "present")


def test_ctrl_c_on_a_terminal(folder: Path) -> None:
    child = terminal()
    child.expect_exact("quit")
    child.send("34" + ENTER)
    child.expect_exact("low-back")
    child.expect_exact("quit")
    child.sendintr()
    child.expect_exact("Your answers are in advisor-answers.yaml")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130


def test_an_interview_that_is_there_already_can_be_gone_on_with_or_put_aside(folder: Path) -> None:
    ask(WELL[:3])
    child = terminal()
    child.expect_exact("There are saved answers in advisor-answers.yaml.")
    child.expect_exact("quit")
    child.send(ENTER)
    child.expect_exact("Any of these")
    child.expect_exact("quit")
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    child = terminal()
    child.expect_exact("There are saved answers")
    child.expect_exact("quit")
    child.send(DOWN + ENTER)
    child.expect_exact("The old answers are in advisor-answers-1.yaml.")
    child.expect_exact("How old")
    child.expect_exact("quit")
    child.send("q" + ENTER)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert answers("advisor-answers-1.yaml")["age", ""] == 34
    assert not Path("advisor-answers.yaml").exists()


def test_a_slip_on_a_terminal(folder: Path) -> None:
    child = terminal("--plain")
    for line in [*WELL[:3], "1"]:
        child.expect_exact("> ")
        child.sendline(line)
    child.expect_exact("Call your local emergency number now.")
    child.expect_exact("> ")
    child.sendline("2")
    child.expect_exact("Now: Chest pain.")
    child.expect_exact("> ")
    child.sendline("0")
    child.expect_exact("How much does it hurt")
    child.sendeof()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 2
    assert answers()["chest", ""] == ()


def test_a_dumb_terminal_gets_plain_lines(folder: Path) -> None:
    child = terminal(TERM="dumb")
    child.expect_exact("How old")
    child.expect_exact("> ")
    child.sendline("34")
    child.expect_exact("1) No")
    child.sendline("q")
    child.expect(pexpect.EOF)
    assert "\x1b" not in (child.before or "")
    child.close()
    assert child.exitstatus == 0


def test_dont_know_is_stored_as_unknown(folder: Path) -> None:
    ask([*WELL[:3], "don't know", "q"])
    assert answers()["chest", ""] is State.UNKNOWN
