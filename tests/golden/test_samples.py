"""``reports/samples``: every persona's report in every format, byte for byte; pictures by the hash of what they show.

After a change that is meant: ``python tests/golden/samples.py``, then read the diff.
"""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pytest
from PIL import Image

from advisor.model.base import KnowledgeBase
from golden import samples

ANEW = "after a change that is meant: python tests/golden/samples.py"
MEGABYTES = 25
pytestmark = pytest.mark.skipif(not (samples.ROOT / ".ci").is_dir(), reason="a source archive holds no samples")


def kept(name: str) -> bytes:
    path = samples.SAMPLES / name
    return path.read_bytes() if path.is_file() else b""


def difference(name: str, made: bytes) -> str:
    """What differs from the sample of that name, in a line; "" where nothing does."""
    sample = kept(name)
    if made == sample:
        return ""
    if not sample:
        return f"{name}: there is no such sample"
    if name.endswith((".txt", ".json", ".ics", ".html")):
        ours, theirs = made.decode().splitlines(), sample.decode().splitlines()
        for number, (new, old) in enumerate(zip(ours, theirs, strict=False), 1):
            if new != old:
                at = next((i for i, (a, b) in enumerate(zip(new, old, strict=False)) if a != b), min(len(new), len(old)))
                start = max(0, at - 40)
                return f"{name}:{number}:{at + 1}: now {new[start : at + 60]!r}, was {old[start : at + 60]!r}"
        return f"{name}: {len(ours)} lines, there were {len(theirs)}"
    used, recorded = version("typst"), json.loads(kept("versions.json") or b"{}").get("typst")
    return f"{name}: {len(made)} bytes, there were {len(sample)}" + (
        f" (made with typst {recorded}, this is {used}: install that version)" if used != recorded else ""
    )


@pytest.mark.parametrize("name", samples.PERSONAS)
def test_a_persona_in_every_format(kb: KnowledgeBase, name: str) -> None:
    made = samples.made(kb, name)
    assert {f"{name}.{ending}" for ending in ("html", "pdf", "txt", "json")} <= made.keys()
    differing = [words for file, content in made.items() if (words := difference(file, content))]
    assert differing == [], ANEW


@pytest.mark.parametrize("name", samples.IN_GERMAN)
def test_a_persona_in_german(kb: KnowledgeBase, name: str) -> None:
    differing = [words for file, content in samples.in_german(kb, name).items() if (words := difference(file, content))]
    assert differing == [], ANEW


def expected() -> set[str]:
    """The files there must be; whether a persona has a calendar is in its JSON."""
    names = {"README.md", "versions.json"} | {f"{name}.full.txt" for name in samples.IN_FULL}
    names |= {f"{name}.de.txt" for name in samples.IN_GERMAN} | {f"pictures/{name}.png" for name in samples.PERSONAS}
    for name in samples.PERSONAS:
        planned = bool((json.loads(kept(f"{name}.json") or b"{}").get("plan") or {}).get("exercises"))
        names |= {f"{name}.{ending}" for ending in ("html", "pdf", "txt", "json", *(["ics"] if planned else []))}
    return names


def test_nothing_is_missing_and_nothing_is_left_over() -> None:
    found = {path.relative_to(samples.SAMPLES).as_posix() for path in samples.SAMPLES.rglob("*") if path.is_file()}
    assert found == expected(), ANEW
    assert sum(path.stat().st_size for path in samples.SAMPLES.rglob("*") if path.is_file()) < MEGABYTES * 1e6


def test_every_report_is_of_a_size_to_send() -> None:
    sizes = {path.name: path.stat().st_size for path in samples.SAMPLES.iterdir()}
    assert {name: size for name, size in sizes.items() if name.endswith(".html") and size > 500_000} == {}
    assert {name: size for name, size in sizes.items() if name.endswith(".pdf") and size > 600_000} == {}


def test_the_page_and_the_versions() -> None:
    there = [name for name in expected() if "/" not in name]
    assert kept("README.md") == samples.readme(samples.PERSONAS, there), ANEW
    assert json.loads(kept("versions.json")).keys() == set(samples.MADE_WITH)


@pytest.mark.parametrize("name", samples.PERSONAS)
def test_a_picture_shows_what_is_there(name: str) -> None:
    files = {f"{name}.{ending}": kept(f"{name}.{ending}") for ending in ("html", "pdf", "txt")}
    assert samples.shows(samples.SAMPLES / "pictures" / f"{name}.png") == samples.shown_by(files, name), ANEW


def test_readme_s_picture_shows_the_demo() -> None:
    assert samples.shows(samples.README_PICTURE) == sha256(kept("demo.html")).hexdigest(), ANEW


# ----------------------------------------------------------------- the machinery itself
def test_a_picture_of_something_else_is_noticed(tmp_path: Path) -> None:
    samples.keep(Image.new("RGB", (4, 4)), tmp_path / "a.png", "ab" * 32)
    assert samples.shows(tmp_path / "a.png") == "ab" * 32
    assert samples.shows(tmp_path / "b.png") == ""
    Image.new("RGB", (4, 4)).save(tmp_path / "c.png")
    assert samples.shows(tmp_path / "c.png") == ""
    files = {f"x.{ending}": ending.encode() for ending in ("html", "pdf", "txt")}
    assert samples.shown_by(files, "x") != samples.shown_by(files | {"x.pdf": b"other"}, "x")


def test_a_difference_is_shown_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samples, "SAMPLES", tmp_path)
    assert difference("a.txt", b"x\n") == "a.txt: there is no such sample"
    (tmp_path / "a.txt").write_bytes(b"one\ntwo\n")
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    assert difference("a.txt", b"one\ntwo\n") == ""
    assert difference("a.txt", b"one\ntoo\n") == "a.txt:2:2: now 'too', was 'two'"
    assert difference("a.txt", b"one\n") == "a.txt: 1 lines, there were 2"
    assert difference("a.pdf", b"%PDF1").startswith("a.pdf: 5 bytes, there were 4 (made with typst None, this is ")


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Some personas go into another folder only; what is asked for wrongly changes nothing."""
    for arguments, words in ((["nobody"], "no such persona: nobody"), (["emergency"], "give another folder with --folder")):
        with pytest.raises(SystemExit):
            samples.main(arguments)
        assert words in capsys.readouterr().err
    assert samples.main(["emergency", "--no-pictures", "--folder", str(tmp_path)]) == 0
    made = {path.name for path in tmp_path.iterdir()}
    assert made == {"README.md", "versions.json", *(f"emergency.{ending}" for ending in ("html", "pdf", "txt", "json", "de.txt"))}
    page = (tmp_path / "README.md").read_text("utf-8")
    assert "no calendar, as there is no plan" in page
    assert "[PDF](emergency.pdf)" in page
