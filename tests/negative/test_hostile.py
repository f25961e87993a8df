"""Bad input through the real command line: a clear message, the right exit code, no traceback, nothing half-written,
the inputs as they were, in bounded time."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from advisor.cli.main import main
from negative import corpus

BOUND = 20.0  # seconds; on a quiet machine nothing here takes two
SRC = str(Path(__file__).parents[2] / "src")
NEEDS_POSIX = pytest.mark.skipif(os.name == "nt", reason="POSIX files and pipes")


@dataclass
class Ran:
    code: int
    out: str
    err: str

    @property
    def codes(self) -> list[str]:
        """The codes reported, in order."""
        lines = (line for line in self.err.splitlines() if not line.startswith(" "))
        words = (word.rstrip(":") for line in lines for word in line.split(" ")[:6])
        return [word for word in words if len(word) == 4 and word[0] in "YKNCRAI" and word[1:].isdigit()]


class Place:
    """A folder with rules and answers, and the command line over it; every run checks what must always hold."""

    def __init__(self, folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.capfd, self.monkeypatch = folder, capfd, monkeypatch
        self.rules = corpus.overlay("answers_rules", folder)
        self.answers = folder / "answers.yaml"
        self.out = folder / "out" / "report.txt"
        monkeypatch.chdir(folder)
        monkeypatch.delenv("ADVISOR_RULES", raising=False)
        monkeypatch.setenv("ADVISOR_TODAY", "2026-11-22")

    def run(self, *arguments: str) -> Ran:
        before = _tree(self.folder)
        self.capfd.readouterr()
        start = time.monotonic()
        with pytest.raises(SystemExit) as left:
            main(list(arguments))
        assert time.monotonic() - start < BOUND, "takes too long"
        captured = self.capfd.readouterr()
        after = _tree(self.folder)
        assert {name: after.get(name) for name in before} == before, "the input was changed"
        assert not [name for name in after if name.endswith(".part")], "a half file was left"
        code = left.value.code
        ran = Ran(code if isinstance(code, int) else 0, captured.out, captured.err)
        assert "Traceback" not in ran.err + ran.out
        assert not set("\x1b\x9b\x07\u202e") & set(ran.err), "what a terminal would obey is printed as it is"
        assert max((len(line) for line in ran.err.splitlines()), default=0) < 1_000
        assert len(ran.err) < 200_000
        return ran

    def refused(self, content: str | bytes, *codes: str) -> str:
        """The messages about an answers file that must be refused with these codes, and no report made."""
        self.answers.write_bytes(content if isinstance(content, bytes) else content.encode())
        ran = self.run("report", "answers.yaml", "--rules", "rules", "--format", "text", "-o", str(self.out))
        assert ran.code == 2, ran.err
        assert ran.out == ""
        assert not self.out.exists()
        assert ran.codes == list(codes), ran.err[:2_000]
        return ran.err

    def taken(self, content: str | bytes) -> str:
        """The explanation from an answers file that is good."""
        self.answers.write_bytes(content if isinstance(content, bytes) else content.encode())
        ran = self.run("explain", "answers.yaml", "gluteus_maximus@left", "--rules", "rules")
        assert (ran.code, ran.err) == (0, "")
        return ran.out

    def checked(self, *codes: str) -> str:
        """What ``check`` says of the rules: these codes and exit code 1, or nothing and 0."""
        ran = self.run("check", "rules")
        assert ran.codes == list(codes), ran.err
        assert ran.code == (1 if codes else 0)
        assert ran.out == ""
        return ran.err

    def rule(self, name: str = "patterns/hostile.yaml", **changes: str) -> Path:
        """Writes a rule file: a good one with some keys changed."""
        keys = {
            "code": "NEW-001",
            "id": "hostile",
            "title": "A rule",
            "when": "{all: [{last_run: {more_than: 20}}, {low_back_pain: present}]}",
            "conclude": "{pattern: 0.3}",
            "because": "You told us so.",
            "mechanism": "A reason.",
            "evidence": "[{cite: R15, basis: EMG, supports: it}]",
            "limits": "One study.",
            "reviewed": "{by: consensus, on: 2026-11-22}",
        } | changes
        return self.write(name, "".join(f"{key}: {value}\n" for key, value in keys.items() if value))

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.rules / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


def _tree(folder: Path) -> dict[str, str]:
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        size, changed = path.stat().st_size, path.stat().st_mtime_ns  # not its time of access: reading it may change that
        found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest() if size < 2_000_000 else f"{size} {changed}"
    return found


@pytest.fixture
def place(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Place:
    return Place(tmp_path, capfd, monkeypatch)


# ------------------------------------------------------------------------------------------------ answers: refused
def deep_yaml(levels: int) -> str:
    return "".join(f"{'  ' * level}a:\n" for level in range(levels)) + "  " * levels + "b"


LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{'abcdefghi'[n]}: &{'abcdefghi'[n]} [{', '.join(['*' + 'abcdefghi'[n - 1]] * 9)}]\n" for n in range(1, 9)
)
ANSWERS: dict[str, tuple[str | bytes, tuple[str, ...], str]] = {
    # name: content, codes, a piece of the message
    "unknown question": ("answers: {last_rum: 5}", ("A601",), 'did you mean "last_run"?'),
    "unknown value": ("answers: {low_back_pain: presant}", ("A602",), 'did you mean "present"?'),
    "unknown tick": ("answers: {heart_signs: [chest_pian]}", ("A602",), 'did you mean "chest_pain"?'),
    "value unlike any": ("answers: {bridge_felt: xyzzy}", ("A602",), "one of: glute, hamstring"),
    "text for a number": ("answers: {last_run: far}", ("A603",), "from 0 to 300 km"),
    "list for a number": ("answers: {last_run: [1, 2]}", ("A603",), "takes a number of km"),
    "yes for a number": ("answers: {last_run: true}", ("A603",), "takes a number of km"),
    "list for a choice": ("answers: {low_back_pain: [present]}", ("A603",), "takes one answer"),
    "map for a choice": ("answers: {low_back_pain: {is: present}}", ("A603",), "takes one answer"),
    "list of lists": ("answers: {heart_signs: [[chest_pain]]}", ("A603",), "takes a list of answers"),
    "nothing for an answer": ("answers: {last_run: }", ("A603",), "is empty"),
    "nothing for the sides": ("answers: {late_cramp: {}}", ("A603",), "is empty"),
    "wrong unit": ("answers: {last_run: 10 kg}", ("A604",), "asked in km, not kg"),
    "too many decimals": ("answers: {last_run: 10.55}", ("A604",), "round 10.55"),
    "too many decimals with its unit": ("answers: {last_run: 10.55 km}", ("A604",), "round"),
    "decimals for whole seconds": ("answers: {bridge_hold: {left: 1e-3}}", ("A604",), "0 decimals"),
    "wrong side": ("answers: {late_cramp: {lfet: yes}}", ("A605",), 'did you mean "left"?'),
    "side of a whole question": ("answers: {last_run: {left: 5}}", ("A605",), "not asked for left and right"),
    "above the range": ("answers: {last_run: 300.1}", ("A606",), "from 0 to 300 km"),
    "below the range": ("answers: {last_run: -0.1}", ("A606",), "from 0 to 300 km"),
    "above the range in miles": ("answers: {last_run: 200 mi}", ("A606",), "from 0 to 300 km"),
    "yaml nan": ("answers: {last_run: .nan}", ("A603",), "finite"),
    "nan": ("answers: {last_run: NaN}", ("A603",), "finite"),
    "infinity": ("answers: {last_run: -.inf}", ("A603",), "finite"),
    "an exponent that overflows": ("answers: {last_run: 1e999}", ("A603",), "finite"),
    "a huge exponent": ("answers: {last_run: 1e99999999999}", ("A603",), "not a number"),
    "a tiny exponent": ("answers: {last_run: '1e-999999999'}", ("A603",), "not a number"),
    "a huge integer": ("answers: {last_run: " + "9" * 400 + "}", ("A606",), "out of range"),
    "an integer of 100,000 digits": ("answers: {last_run: " + "9" * 100_000 + "}", ("A603",), "not a number"),
    "a comma that can be read two ways": ("answers: {last_run: '1,000 m'}", ("A603",), "two ways"),
    "digits of another script": ("answers: {last_run: ١٢}", ("A603",), "not a number"),
    "none and a tick": ("answers: {heart_signs: [none, chest_pain]}", ("A607",), "at once"),
    "unknown and a tick": ("answers: {heart_signs: [unknown, chest_pain]}", ("A607",), "not both"),
    "hurt in a question": ("answers: {last_run: hurt}", ("A608",), "not a self-test"),
    "an unknown symptom": ("answers: {low_back_pain: unknown}", ("A609",), "present or absent"),
    "no symptom named": ("answers: {spot: heel}", ("A610",), "each symptom"),
    "a symptom that is none": ("answers: {spot: {low_back_pian: heel}}", ("A610",), 'did you mean "low_back_pain"?'),
    "a key beside the answers": ("answers: {}\nanswer: {last_run: 5}\nnote: x", ("A601", "A601"), "beside answers"),
    "five mistakes at once": (
        "answers:\n  last_run: far\n  low_back_pain: maybe\n  late_cramp: {left: 3, right: 4}\n  nothing: 1\n",
        ("A603", "A602", "A602", "A602", "A601"),
        "answers.yaml:5:3",
    ),
    "5,001 answers": ("answers:\n" + "".join(f"  q{n}: 1\n" for n in range(5_001)), ("A603",), "right file"),
    "a list of answers": ("answers: [5, 6]", ("A603",), "no answers"),
    "a list as the file": ("- a\n- b\n", ("A603",), "no answers"),
    "a word as the file": ("hello", ("A603",), "no answers"),
    "a key of 100,000 letters": ("answers: {" + "k" * 100_000 + ": 1}", ("Y102",), "bracket"),
    "a long key": ("answers: {" + "k" * 1_000 + ": 1}", ("A601",), "..."),
    "a number as the key": ("answers: {5: 1}", ("A601",), 'no question "5"'),
    "not UTF-8": (b"answers: {last_run: \xff5}", ("Y101",), "answers.yaml:1:21"),
    "UTF-16": ("answers: {last_run: 5}".encode("utf-16"), ("Y101",), "UTF-8"),
    "empty": ("", ("Y110",), "empty"),
    "only comments": ("# nothing\n\n", ("Y110",), "empty"),
    "deep blocks": (deep_yaml(60), ("Y107",), "24 deep"),
    "deep brackets": ("[" * 100_000, ("Y107",), "24 deep"),
    "deep maps": ('{"a":' * 5_000 + "1" + "}" * 5_000, ("Y107",), "24 deep"),
    "200,001 values": ("answers: {heart_signs: [" + "a," * 200_001 + "]}", ("Y107",), "200000 values"),
    "an alias bomb": (LAUGHS, ("Y105",) * 20, "not allowed"),
    "an anchor": ("answers: {last_run: &far 5}", ("Y105",), "&far"),
    "a merge key": ("answers: {<<: {last_run: 5}}", ("Y105",), "merge key"),
    "a Python object": ("answers: !!python/object/apply:os.system [touch owned]", ("Y104",), "!!python/object"),
    "a tag of one's own": ("answers: {last_run: !km 5}", ("Y104",), "!km"),
    "a binary tag": ("answers: {last_run: !!binary aGk=}", ("Y104",), "!!binary"),
    "a timestamp": ("answers: {last_run: 2026-11-22}", ("A603",), "not a number"),
    "two documents": (
        "answers: {last_run: 5}\n---\nanswers: {last_run: 6}\n",
        ("Y102",),
        "one file holds one document",
    ),
    "a key twice": ("answers:\n  last_run: 5\n  last_run: 6\n", ("Y103",), "answers.yaml:3:3"),
    "a key twice in JSON": ('{"answers": {"last_run": 5, "last_run": 6}}', ("Y103",), "twice"),
    "a control character": ("answers: {last_run: 5\x07}", ("Y111",), "U+0007"),
    "a zero byte": ("answers: {last_run: 5\x00}", ("Y111",), "U+0000"),
    "a C1 control character": ("answers: {last_run: 5\x9b31m}", ("Y111",), "U+009B"),
    "an escape sequence in quotes": ('answers: {low_back_pain: "\\e[31mred"}', ("A602",), "?[31mred"),
    "an escape sequence as the key": ('answers: {"\\e[2J": 1}', ("A601",), "?[2J"),
    "text that turns round": ("answers: {low_back_pain: \u202etneserp}", ("A602",), "?tneserp"),
    "a list to tick with an escape": ('answers: {heart_signs: [none, "\\e[31m"]}', ("A602",), "?[31m"),
    "a tab for indentation": ("answers:\n\tlast_run: 5\n", ("Y102",), "indent with spaces"),
    "a quote that is not closed": ("answers: {low_back_pain: 'present}", ("Y102",), "close"),
    "JSON that is cut": ('{"answers": {"last_run": 5', ("Y102",), "answers.yaml:"),
    "HTML": ("answers: {low_back_pain: <script>alert(1)</script>}", ("A602",), "<script>"),
    "a template": ("answers: {low_back_pain: '{{7*7}}'}", ("A602",), "{{7*7}}"),
    "emoji": ("answers: {low_back_pain: 🦵🏽}", ("A602",), "🦵"),
    "Thai": ("answers: {ปวดหลัง: present}", ("A601",), "ปวดหลัง"),
    "a word of 300 letters": ("answers: {low_back_pain: " + "w" * 300 + "}", ("A602",), "..."),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_are_refused(name: str, place: Place) -> None:
    content, codes, piece = ANSWERS[name]
    message = place.refused(content, *codes)
    assert piece in message, message
    assert not (place.folder / "owned").exists()
    if codes[0].startswith("A") and name not in ("5,001 answers",):
        assert "    |" in message or "  | " in message, "no excerpt"
        assert "^" in message


def test_a_caret_stands_under_a_thai_word(place: Place) -> None:
    message = place.refused("answers: {low_back_pain: present, ที่นี่: 1}", "A601")
    line, caret = message.splitlines()[1:3]
    from wcwidth import wcswidth

    assert wcswidth(line[: line.index("ที่")]) == caret.index("^")


# ------------------------------------------------------------------------------------------------ answers: taken
GOOD: dict[str, str | bytes] = {
    "plain": "answers: {low_back_pain: present}",
    "without answers:": "low_back_pain: present",
    "JSON": json.dumps({"answers": {"low_back_pain": "present", "late_cramp": {"left": True}}}),
    "a byte order mark": b"\xef\xbb\xbfanswers: {low_back_pain: present}",
    "CRLF": b"answers:\r\n  low_back_pain: present\r\n",
    "CR": b"answers:\r  low_back_pain: present\r",
    "a comment in Thai": "# ปวดหลัง 🦵\nanswers: {low_back_pain: present}",
    "words that are nowhere run": 'about: <script>{{7*7}}</script> #read("x") $(id)\nanswers: {low_back_pain: present}',
    "a decimal comma": "answers: {low_back_pain: present, last_run: '16,5'}",
}


@pytest.mark.parametrize("name", GOOD)
def test_answers_are_taken(name: str, place: Place) -> None:
    assert "dormant, left: 0.35 (possible)" in place.taken(GOOD[name])


def test_no_answers_at_all_are_no_mistake(place: Place) -> None:
    for content in ("answers: {}", "answers:"):
        assert "0.00 (hidden)" in place.taken(content)


# ------------------------------------------------------------------------------------------------ answers: files
def test_a_missing_file(place: Place) -> None:
    ran = place.run("report", "nowhere.yaml", "--rules", "rules")
    assert (ran.code, ran.codes) == (2, ["Y109"])
    assert "there is no file nowhere.yaml" in ran.err


def test_a_folder_for_a_file(place: Place) -> None:
    ran = place.run("report", "rules", "--rules", "rules")
    assert (ran.code, ran.codes) == (2, ["Y109"])
    assert "is a folder" in ran.err


def test_a_name_that_is_too_long(place: Place) -> None:
    ran = place.run("report", "x" * 5_000, "--rules", "rules")
    assert (ran.code, ran.codes[:1]) == (2, ["Y109"])


@NEEDS_POSIX
def test_an_unreadable_file(place: Place) -> None:
    name = "answers.yaml"
    place.answers.write_text("answers: {}")
    if os.geteuid() == 0:  # root may read all but this
        name = "/proc/self/mem"
        if not os.path.exists(name):
            pytest.skip("no file that root cannot read")
    else:
        place.answers.chmod(0)
    ran = place.run("report", name, "--rules", "rules")
    place.answers.chmod(0o600)
    assert (ran.code, ran.codes) == (2, ["Y109"])
    assert "cannot be read" in ran.err


def test_a_file_of_50_megabytes(place: Place) -> None:
    with place.answers.open("wb") as stream:
        stream.truncate(50_000_000)
    start = time.monotonic()
    ran = place.run("report", "answers.yaml", "--rules", "rules")
    assert (ran.code, ran.codes) == (2, ["Y106"])
    assert time.monotonic() - start < BOUND / 2


@NEEDS_POSIX
def test_a_file_without_end(place: Place) -> None:
    ran = place.run("report", "/dev/zero", "--rules", "rules")
    assert (ran.code, ran.codes) == (2, ["Y106"])


def test_standard_input(place: Place) -> None:
    class Given(io.StringIO):
        buffer = io.BytesIO(b"answers: {last_run: far}")

    place.monkeypatch.setattr(sys, "stdin", Given())
    ran = place.run("report", "-", "--rules", "rules", "-o", str(place.out))
    assert (ran.code, ran.codes) == (2, ["A603"])
    assert ran.err.startswith("standard input:1:21: A603")


def test_standard_input_that_is_closed(place: Place) -> None:
    place.monkeypatch.setattr(sys, "stdin", None)
    ran = place.run("report", "-", "--rules", "rules", "-o", str(place.out))
    assert (ran.code, ran.codes) == (2, ["Y109"])


def test_a_date_that_is_none(place: Place) -> None:
    place.monkeypatch.setenv("ADVISOR_TODAY", "22.11.2026")
    place.answers.write_text("answers: {}")
    ran = place.run("report", "answers.yaml", "--rules", "rules", "--format", "text", "-o", str(place.out))
    assert (ran.code, ran.codes) == (2, ["I703"])


@pytest.mark.parametrize("finding", ["gluteus_maximum", "dormant.", "", "@left", "gluteus_maximus@middle", "\x1b[31m", "{{7*7}}"])
def test_a_finding_that_is_none(finding: str, place: Place) -> None:
    place.answers.write_text("answers: {}")
    ran = place.run("explain", "answers.yaml", finding, "--rules", "rules")
    assert ran.code == 2
    assert ran.codes in (["N304"], ["A605"])


def test_a_persona_that_is_none(place: Place) -> None:
    ran = place.run("demo", "../../etc/passwd", "--rules", "rules")
    assert (ran.code, ran.codes) == (2, ["I702"])


def test_an_option_that_is_none(place: Place) -> None:
    ran = place.run("report", "--frmat", "pdf", "answers.yaml")
    assert ran.code == 2
    assert "--format" in ran.err


def test_a_verb_that_is_none(place: Place) -> None:
    ran = place.run("reprot")
    assert ran.code == 2
    assert "reprot" in ran.err


# ------------------------------------------------------------------------------------------------ output
def _good(place: Place) -> None:
    place.answers.write_text("answers: {low_back_pain: present, heart_signs: none}")


def _report(place: Place, target: str) -> Ran:
    _good(place)
    return place.run("report", "answers.yaml", "--rules", "rules", "--format", "text", "-o", target)


def test_the_report_itself_is_made(place: Place) -> None:
    ran = _report(place, str(place.out))
    assert ran.code == 0
    assert "low-back pain" in place.out.read_text(encoding="utf-8")
    assert stat.S_IMODE(place.out.stat().st_mode) == 0o600 or os.name == "nt"


def test_output_to_a_folder(place: Place) -> None:
    (place.folder / "reports").mkdir()
    ran = _report(place, "reports")
    assert (ran.code, ran.codes) == (2, ["I701"])
    assert list((place.folder / "reports").iterdir()) == []


def test_output_below_a_file(place: Place) -> None:
    ran = _report(place, "answers.yaml/report.txt")
    assert (ran.code, ran.codes) == (2, ["I701"])


def test_a_name_for_the_output_that_is_too_long(place: Place) -> None:
    ran = _report(place, "r" * 300)
    assert ran.code == 2
    assert "I701" in ran.err


@NEEDS_POSIX
def test_output_where_nothing_can_be_written(place: Place) -> None:
    ran = _report(place, "/proc/advisor/report.txt")
    assert (ran.code, ran.codes) == (2, ["I701"])
    if os.geteuid() != 0:
        shut = place.folder / "shut"
        shut.mkdir(mode=0o500)
        assert _report(place, "shut/report.txt").code == 2


@NEEDS_POSIX
def test_a_named_pipe_is_written_to_and_stays(place: Place) -> None:
    pipe = place.folder / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    ran = _report(place, "pipe")
    reader.join(5)
    assert ran.code == 0
    assert stat.S_ISFIFO(pipe.stat().st_mode), "the pipe was replaced by a file"
    assert b"low-back pain" in read[0]


@NEEDS_POSIX
def test_a_device_is_written_to_and_stays(place: Place) -> None:
    device = place.folder / "full"
    try:
        os.mknod(device, 0o666 | stat.S_IFCHR, os.makedev(1, 7))
        device.open("rb").close()
    except OSError:
        pytest.skip("no device can be made here")
    ran = _report(place, "full")
    assert stat.S_ISCHR(device.stat().st_mode), "the device was replaced by a file"
    assert (ran.code, ran.codes) == (2, ["I701"])
    assert "No space left" in ran.err


@NEEDS_POSIX
def test_a_link_keeps_pointing_at_its_file(place: Place) -> None:
    (place.folder / "real").mkdir()
    link = place.folder / "link.txt"
    link.symlink_to("real/report.txt")
    assert _report(place, "link.txt").code == 0
    assert link.is_symlink()
    assert (place.folder / "real" / "report.txt").is_file()


def _spawn(place: Place, *arguments: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    _good(place)
    environment = {**os.environ, "PYTHONPATH": SRC, "PYTHONDONTWRITEBYTECODE": "1"}
    line = [sys.executable, "-m", "advisor", *arguments]
    return subprocess.run(line, cwd=place.folder, env=environment, timeout=60, check=False, **more)  # type: ignore[call-overload,no-any-return]


@NEEDS_POSIX
def test_a_disk_that_fills_up(place: Place) -> None:
    import resource

    place.out.parent.mkdir()
    place.out.write_text("an older report")

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    ran = _spawn(
        place,
        "report",
        "answers.yaml",
        "--rules",
        "rules",
        "--format",
        "text",
        "-o",
        "out/report.txt",
        capture_output=True,
        preexec_fn=small_files,
    )
    assert ran.returncode == 2, ran.stderr
    assert b"I701" in ran.stderr
    assert b"Traceback" not in ran.stderr
    assert place.out.read_text() == "an older report"
    assert list(place.out.parent.iterdir()) == [place.out], "a half file was left"


@NEEDS_POSIX
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_standard_output(place: Place) -> None:
    with open("/dev/full", "wb") as full:
        ran = _spawn(
            place,
            "report",
            "answers.yaml",
            "--rules",
            "rules",
            "--format",
            "text",
            "-o",
            "-",
            stdout=full,
            stderr=subprocess.PIPE,
        )
    assert ran.returncode == 2
    assert ran.stderr.startswith(b"I701")
    assert b"Traceback" not in ran.stderr
    assert b"Exception ignored" not in ran.stderr


@NEEDS_POSIX
@pytest.mark.parametrize("verb", ["report", "check"])
def test_a_reader_that_goes_away(verb: str, place: Place) -> None:
    for number in range(300):
        place.write(f"questions/bad_{number}.yaml", "questions: {Bad: {}}\n")
    _good(place)
    read, write = os.pipe()
    os.close(read)
    rules = "rules" if verb == "check" else str(corpus.BASE)
    tail = [] if verb == "check" else ["--format", "text", "-o", "-"]
    first = ["check"] if verb == "check" else ["report", "answers.yaml"]
    try:
        ran = _spawn(place, *first, "--rules", rules, *tail, stdout=write, stderr=write if verb == "check" else subprocess.PIPE)
    finally:
        os.close(write)
    assert ran.returncode in (0, 1, 2)
    assert b"Traceback" not in (ran.stderr or b"")


def test_the_installed_command_itself(place: Place) -> None:
    ran = _spawn(place, "check", "rules", capture_output=True)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    (place.rules / "kb.yaml").unlink()
    ran = _spawn(place, "check", "rules", capture_output=True)
    assert ran.returncode == 1
    assert ran.stderr.startswith(b"kb.yaml: Y109: there is no file kb.yaml")


# ------------------------------------------------------------------------------------------------ rules: folders
def test_a_rules_folder_that_is_missing(place: Place) -> None:
    for ran in (place.run("check", "nowhere"), place.run("check", "--rules", "nowhere")):
        assert (ran.code, ran.codes) == (1, ["Y109"])
        assert "there is no rules folder at nowhere" in ran.err


def test_a_rules_folder_that_is_a_file(place: Place) -> None:
    ran = place.run("check", "rules/kb.yaml")
    assert (ran.code, ran.codes) == (1, ["Y109"])


def test_a_rules_folder_without_a_name(place: Place) -> None:
    ran = place.run("report", "answers.yaml", "--rules", "")
    assert (ran.code, ran.codes) == (2, ["Y109"])


def test_a_rules_folder_whose_name_is_too_long(place: Place) -> None:
    ran = place.run("report", "answers.yaml", "--rules", "x" * 5_000)
    assert (ran.code, ran.codes[:1]) == (2, ["Y109"])


def test_advisor_rules_that_is_wrong(place: Place) -> None:
    place.monkeypatch.setenv("ADVISOR_RULES", "nowhere")
    assert place.run("check").code == 1
    ran = place.run("report", "answers.yaml")
    assert (ran.code, ran.codes) == (2, ["Y109"])
    assert "ADVISOR_RULES" in ran.err


def test_an_empty_rules_folder(place: Place) -> None:
    shutil.rmtree(place.rules)
    place.rules.mkdir()
    message = place.checked("Y109", "Y109", "Y109", "Y109")
    assert "looked in rules" in message


def test_a_rules_folder_of_3000_files(place: Place) -> None:
    for number in range(3_000):
        place.write(f"patterns/copy_{number}.yaml", "code: X\n")
    place.checked("Y108")


def test_a_folder_of_very_many_other_files(place: Place) -> None:
    for number in range(21_000):
        (place.rules / f"photo_{number}.jpg").touch()
    place.checked("Y108")


def test_files_that_would_be_passed_over(place: Place) -> None:
    for name in ("patterns/a.yml", "patterns/b.YAML", "patterns/c.yaml.txt", "pattern/d.yaml", "e.yaml"):
        place.write(name, "code: X\n")
    place.write("patterns/notes.txt", "mine")
    place.write("patterns/.hidden.yaml", "{")
    place.write(".git/x.yml", "{")
    place.checked("K208", "K208", "K208", "K208", "K208")


@NEEDS_POSIX
def test_links_that_lead_back_or_nowhere(place: Place) -> None:
    (place.rules / "patterns" / "again").symlink_to(place.rules)
    place.checked()
    (place.rules / "patterns" / "gone.yaml").symlink_to("nowhere")
    place.checked("Y109")


@NEEDS_POSIX
def test_a_named_pipe_among_the_rules(place: Place) -> None:
    os.mkfifo(place.rules / "patterns" / "pipe.yaml")
    place.checked("Y109")


@NEEDS_POSIX
def test_a_file_name_that_is_not_text(place: Place) -> None:
    name = os.fsencode(place.rules) + b"/patterns/\xff\x1b.yaml"
    with open(name, "wb") as stream:
        stream.write(b"code: 5\n")
    assert place.run("check", "rules").code == 1


def test_a_broken_persona_does_not_stop_the_rules(place: Place) -> None:
    place.write("personas/mine.yaml", "{")
    place.write("patterns/mine.cases.yaml", "{")
    place.checked()


# ------------------------------------------------------------------------------------------------ rules: text
RULE_FILES: dict[str, tuple[str | bytes, tuple[str, ...]]] = {
    "not UTF-8": (b"questions: {\xff}", ("Y101",)),
    "empty": ("", ("Y110",)),
    "a list where a map is wanted": ("questions: [a, b]", ("K203",)),
    "a list as the file": ("[a, b]", ("K203",)),
    "a word as the file": ("hello", ("K203",)),
    "a map where a text is wanted": ("questions: {q: {ask: {a: b}, kind: history, type: yes_no}}", ("K203",)),
    "deep brackets": ("[" * 100_000, ("Y107",)),
    "an alias bomb": (LAUGHS, ("Y105",) * 20),
    "a Python object": ("questions: !!python/object/apply:os.system [touch owned]", ("Y104",)),
    "two documents": ("questions: {}\n---\nquestions: {}\n", ("Y102",)),
    "a key twice": ("questions: {}\nquestions: {}\n", ("Y103",)),
    "a control character": ("questions: {}\x1b[31m", ("Y111",)),
    "tabs": ("questions:\n\tq: 1\n", ("Y102",)),
    "true for a number": ("order: true", ("K203",)),
    "a huge integer": ("order: " + "9" * 5_000, ("K203",)),
    "a range to infinity": (
        "questions: {q: {ask: A, kind: history, type: number, unit: km, range: [0, 1e999]}}",
        ("K203",),
    ),
    "a range of nan": ("questions: {q: {ask: A, kind: history, type: number, unit: km, range: [nan, 5]}}", ("K203",)),
    "a range the wrong way round": (
        "questions: {q: {ask: A, kind: history, type: number, unit: km, range: [9, 5]}}",
        ("K205",),
    ),
    "a range of one number": ("questions: {q: {ask: A, kind: history, type: number, unit: km, range: [9]}}", ("K203",)),
    "a range finer than the answers": (
        "questions: {q: {ask: A, kind: history, type: number, unit: km, range: [0, 9.5]}}",
        ("K205",),
    ),
    "an id of 61 letters": ("questions: {" + "q" * 61 + ": {ask: A, kind: history, type: yes_no}}", ("K206",)),
    "an escape sequence as the key": ('questions: {"\\e[2J": {ask: A, kind: history, type: yes_no}}', ("K206",)),
    "an answer called unknown": (
        "questions: {q: {ask: A, kind: history, type: choice, options: {unknown: B, c: C}}}",
        ("K206",),
    ),
    "an answer that YAML reads as a number": (
        "questions: {q: {ask: A, kind: history, type: choice, options: {007: B, c: C}}}",
        ("K206",),
    ),
    "an id of its own": ("questions: {q: {id: p, ask: A, kind: history, type: yes_no}}", ("K201",)),
    "a prior of no answer": ("questions: {q: {ask: A, kind: history, type: yes_no, prior: {yess: 0.5}}}", ("N302",)),
    "a list for a symptom": ("signs: {s: {when: {spot: heel, for: [a]}}}", ("N309",)),
    "a list for a side": ("signs: {s: {when: {late_cramp: yes, side: [left]}}}", ("C403",)),
    "a list for a number": ("signs: {s: {when: {last_run: {at_least: [1]}}}}", ("C402",)),
    "a map for an answer": ("signs: {s: {when: {bridge_felt: [{a: b}]}}}", ("N302",)),
    "a threshold that overflows": ("signs: {s: {when: {last_run: {at_least: 1e999}}}}", ("C402",)),
    "a threshold with a huge exponent": ("signs: {s: {when: {last_run: {at_least: '1e999999999999'}}}}", ("C402",)),
    "a threshold of nan": ("signs: {s: {when: {last_run: {at_least: .nan}}}}", ("C402",)),
    "true for a count": (
        "signs: {s: {when: {at_least: true, of: [{late_cramp: yes}, {low_back_pain: present}]}}}",
        ("C405",),
    ),
    "a count without a list": ("signs: {s: {when: {at_least: 2}}}", ("C401",)),
    "a condition that is a list": ("signs: {s: {when: [{late_cramp: yes}]}}", ("C401",)),
    "a condition that is empty": ("signs: {s: {when: {}}}", ("C401",)),
    "an empty group": ("signs: {s: {when: {all: []}}}", ("C401",)),
    "a gap of 200 percent": (
        "signs: {s: {per: side, when: {bridge_hold: {gap_more_than: 200, percent: yes}}}}",
        ("C407",),
    ),
    "a ratio of a question to itself": ("signs: {s: {when: {ratio: [last_run, last_run], more_than: 1.1}}}", ("C407",)),
    "a ratio with a symptom": (
        "signs: {s: {when: {ratio: [last_run, longest30], more_than: 1.1, for: any}}}",
        ("C410",),
    ),
    "24 deep": ("signs: {s: {when: " + "{not: " * 20 + "{late_cramp: yes}" + "}" * 20 + "}}", ()),
    "25 deep": ("signs: {s: {when: " + "{not: " * 22 + "{late_cramp: yes}" + "}" * 22 + "}}", ("Y107",)),
    "relevance that reads a sign": (
        ("questions: {q: {ask: A, kind: history, type: yes_no, relevant_if: {s: yes}}}\nsigns: {s: {when: {late_cramp: yes}}}"),
        ("C412",),
    ),
    "a circle of signs": ("signs: {s: {when: {t: yes}}, t: {when: {s: yes}}}", ("C413",)),
    "a sign that reads itself": ("signs: {s: {when: {s: yes}}}", ("C413",)),
    "a circle through applies_if": (
        "signs: {s: {applies_if: {t: yes}, when: {late_cramp: yes}}, t: {when: {s: yes}}}",
        ("C413",),
    ),
    "a circle of relevance": (
        (
            "questions:\n  q: {ask: A, kind: history, type: yes_no, relevant_if: {p: yes}}\n"
            "  p: {ask: A, kind: history, type: yes_no, relevant_if: {q: yes}}"
        ),
        ("C413",),
    ),
    "CRLF and a byte order mark": ("\ufeffsigns:\r\n  s: {when: {late_cramp: yes}}\r\n", ()),
    "no at the end of a list of words": (
        "questions: {q: {ask: no, kind: history, type: choice, options: {no: no, off: off, 22_30: 22:30}}}",
        (),
    ),
}


@pytest.mark.parametrize("name", RULE_FILES)
def test_rule_files(name: str, place: Place) -> None:
    content, codes = RULE_FILES[name]
    place.write("questions/hostile.yaml", content)
    message = place.checked(*codes)
    if codes:
        assert message.startswith("questions/hostile.yaml")
    assert not (place.folder / "owned").exists()


RULES: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "a certainty of nan": ({"conclude": "{pattern: nan}"}, ("K203",)),
    "an infinite certainty": ({"conclude": "{pattern: 1e400}"}, ("K203",)),
    "a share of nan": ({"passes_on": "{dormant: {gluteus_maximus: .nan}}"}, ("K203",)),
    "a template in because": ({"because": "'{{7*7}} is {x.y}'"}, ("R511",)),
    "a bracket that is not closed": ({"because": "'You told us [that it hurts.'"}, ("R511",)),
    "a slot of no question": ({"because": "'You ran [{last_rum}].'"}, ("R511",)),
    "a flag outside safety": ({"flag": "RF01"}, ("K201",)),
    "a limit that limits nothing": ({"limit": "{area: [hip]}"}, ("R505",)),
    "a rival of itself": ({"rivals": "[hostile]"}, ("R505",)),
    "the name of a question": ({"id": "late_cramp"}, ("K207",)),
    "a circle through itself": (
        {"when": "{all: [{late_cramp: yes}, {hostile: likely}]}", "conclude": "{pattern: 0.3}"},
        ("R506",),
    ),
    "a date that is none": ({"reviewed": "{by: me, on: last week}"}, ("K203",)),
    "words for the muscles": ({"conclude": "{dominant: biceps}"}, ("K203",)),
    "a word of 300 letters": ({"title": "w" * 300}, ()),
    "a title of 3,000 letters": ({"title": "w" * 3_000}, ("K205",)),
    "Thai and emoji": ({"title": "กล้ามเนื้อ 🦵🏽", "because": "คุณบอกเรา 🦵🏽"}, ()),
}


@pytest.mark.parametrize("name", RULES)
def test_rules(name: str, place: Place) -> None:
    changes, codes = RULES[name]
    place.rule(**changes)
    place.checked(*codes)


KB: dict[str, tuple[str, tuple[str, ...]]] = {
    "a newer Advisor": ("minimum_advisor: 99.0.0", ("K210",)),
    "a version that is a number": ("minimum_advisor: 0.1", ("K203",)),
    "a version that is none": ("minimum_advisor: soon", ("K206",)),
    "bases that are not whole": ("minimum_advisor: 0.1.0\nconstants: {bases: {SR: 0.6}}", ("K202",) * 7),
    "a constant above 1": ("minimum_advisor: 0.1.0\nconstants: {cap: 1.5}", ("K205",)),
    "a constant of nan": ("minimum_advisor: 0.1.0\nconstants: {cap: nan}", ("K203",)),
    "millionths of nothing": ("minimum_advisor: 0.1.0\nconstants: {millionths: 0}", ("K204",)),
    "a plan of a billion places": ("minimum_advisor: 0.1.0\nplan: {places: 1000000000}", ("K205",)),
    "given questions that are none": ("minimum_advisor: 0.1.0\nconstants: {given: [agee]}", ("N301",)),
}


@pytest.mark.parametrize("name", KB)
def test_numbers_of_the_knowledge_base(name: str, place: Place) -> None:
    text, codes = KB[name]
    place.write("kb.yaml", f'name: x\nversion: "1"\n{text}\n')
    place.checked(*codes)


def test_findings_in_a_circle_of_three(place: Place) -> None:
    for one, two in (("a", "b"), ("b", "c"), ("c", "a")):
        place.rule(
            f"patterns/{one}.yaml",
            code=f"NEW-{one}",
            id=f"pattern_{one}",
            when=f"{{all: [{{late_cramp: yes}}, {{pattern_{two}: likely}}]}}",
        )
    message = place.checked("R506")
    assert "NEW-a, NEW-b, NEW-c" in message


def test_a_test_whose_relevance_reads_itself(place: Place) -> None:
    path = place.rules / "selftests" / "bridge.yaml"
    path.write_text(path.read_text().replace("tags: [leg]}", "tags: [leg], relevant_if: {bridge_felt: glute, side: either}}"))
    place.checked("C413")


def test_signs_that_double(place: Place) -> None:
    lines = ["  s0: {when: {late_cramp: yes}}"]
    lines += [f"  s{n}: {{when: {{any: [{{s{n - 1}: yes}}, {{s{n - 1}: no}}]}}}}" for n in range(1, 60)]
    place.write("questions/hostile.yaml", "signs:\n" + "\n".join(lines) + "\n")
    ran = place.run("check", "rules")
    assert ran.code == 1
    assert set(ran.codes) == {"C414"}


def test_a_chain_of_3000_signs(place: Place) -> None:
    lines = ["  s0: {when: {late_cramp: yes}}", *(f"  s{n}: {{when: {{s{n - 1}: yes}}}}" for n in range(1, 3_000))]
    place.write("questions/hostile.yaml", "signs:\n" + "\n".join(lines) + "\n")
    ran = place.run("check", "rules")
    assert ran.code == 1
    assert set(ran.codes) == {"C414"}


def test_a_chain_of_150_findings(place: Place) -> None:
    for number in range(150):
        place.rule(
            f"patterns/c{number}.yaml",
            code=f"NEW-{number}",
            id=f"c{number}",
            when=f"{{all: [{{late_cramp: yes}}, {{c{number - 1}: likely}}]}}"
            if number
            else "{all: [{late_cramp: yes}, {last_run: {more_than: 9}}]}",
        )
    place.checked("C414")


def test_a_rule_with_5000_leaves(place: Place) -> None:
    words = ("at_least", "more_than", "at_most", "less_than")
    leaves = [
        f"{{{name}: {{{word}: {n / 10}}}}}" for name in ("last_run", "longest30") for word in words for n in range(100, 725)
    ]
    place.rule(when="{at_least: 2, of: [" + ", ".join(leaves[:5_000]) + "]}", conclude="{patterns: {load_driven: 0.2}}")
    place.checked()
    assert place.taken("answers: {last_run: 30, low_back_pain: present}")


def test_5000_names_that_are_none(place: Place) -> None:
    leaves = [f"{{last_rum_{n}: {{at_least: {n}}}}}" for n in range(5_000)]
    place.rule(when="{any: [" + ", ".join(leaves) + "]}")
    ran = place.run("check", "rules")
    assert ran.code == 1
    assert set(ran.codes) == {"N301"}


def test_20000_keys_that_are_none(place: Place) -> None:
    place.write("questions/hostile.yaml", "".join(f"key_{n}: 1\n" for n in range(20_000)))
    ran = place.run("check", "rules")
    assert ran.code == 1
    assert set(ran.codes) == {"K201"}


def test_5000_questions_that_are_none(place: Place) -> None:
    place.answers.write_text("answers:\n" + "".join(f"  last_rum_{n}: 1\n" for n in range(4_999)))
    ran = place.run("report", "answers.yaml", "--rules", "rules")
    assert ran.code == 2
    assert set(ran.codes) == {"A601"}


# ------------------------------------------------------------------------------------------------ free text in reports
NASTY = "<script>alert(1)</script><img src=x onerror=alert(2)> {{7*7}} {% raw %} "
NASTY += '#read("x") $x$ *b* _i_ @label \\ `c` 🦵🏽 ปวด "q"'


@pytest.fixture
def nasty(place: Place) -> Callable[[str], bytes]:
    """Makes a report from rules and answers with hostile words in every place where words may stand."""
    quoted = json.dumps(NASTY, ensure_ascii=False)
    # Where no slot can stand, { is refused at load (R511), so it cannot reach a template at all.
    safe = json.dumps(NASTY.replace("{{7*7}} {% raw %} ", "(7*7) "), ensure_ascii=False)
    changes = {
        "muscles.yaml": [("name: big glute", f"name: {quoted}"), ("anatomy: gluteus maximus", f"anatomy: {quoted}")],
        "symptoms/low_back_pain.yaml": [
            ("name: low-back pain,", f"name: {safe},"),
            ("title: low-back pain", f"title: {safe}"),
            ("because: You told us about your low-back pain.", f"because: {safe}"),
            ("mechanism: One possible reason.", f"mechanism: {safe}"),
            ("limits: A symptom alone says little.", f"limits: {safe}"),
            ("supports: the cue effect", f"supports: {quoted}"),
        ],
        "questions/all.yaml": [("ask: How long was your last run?", f"ask: {safe}")],
        "sources.yaml": [
            ("authors: Lewis", f"authors: {quoted}"),
            ("title: Cues in prone hip extension", f"title: {quoted}"),
        ],
        "selftests/bridge.yaml": [("name: Bridge", f"name: {safe}")],
        "glossary.yaml": [("doing less than its share", f"{quoted}")],
        "kb.yaml": [("name: The worked example", f"name: {quoted}")],
    }
    for name, pairs in changes.items():
        path = place.rules / name
        text = path.read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    place.checked()

    def make(fmt: str) -> bytes:
        place.answers.write_text(
            f"about: {quoted}\nanswers: {{low_back_pain: present, heart_signs: none, last_run: 5}}\n", encoding="utf-8"
        )
        ran = place.run("report", "answers.yaml", "--rules", "rules", "--format", fmt, "-o", f"out/<b>.{fmt}")
        assert ran.code == 0, ran.err
        return (place.folder / "out" / f"<b>.{fmt}").read_bytes()

    return make


@pytest.mark.skipif(os.name == "nt", reason="< is no letter of a file name there")
def test_words_stay_words_in_html(nasty: Callable[[str], bytes]) -> None:
    text = nasty("html").decode()
    assert "alert(1)" in text, "the words are not in the report at all"
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "{{7*7}}" in text


@pytest.mark.skipif(os.name == "nt", reason="< is no letter of a file name there")
def test_words_stay_words_in_text_and_json(nasty: Callable[[str], bytes]) -> None:
    text = " ".join(nasty("text").decode().split())
    assert "{{7*7}}" in text
    assert '#read("x")' in text
    found = json.dumps(json.loads(nasty("json")), ensure_ascii=False)
    assert "$x$" in found or "SYM-005" in found


@pytest.mark.skipif(os.name == "nt", reason="< is no letter of a file name there")
def test_words_stay_words_in_the_pdf(nasty: Callable[[str], bytes]) -> None:
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    made = nasty("pdf")
    assert made.startswith(b"%PDF")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    flat = "".join(text.split())
    assert "{{7*7}}" in flat
    assert '#read("x")' in flat.replace("“", '"').replace("”", '"')
