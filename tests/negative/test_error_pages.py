"""Source, pages and corpus speak of the same codes, and each page shows what its example really prints."""

from __future__ import annotations

import re

import pytest

from negative import corpus, error_pages

CODE = re.compile(r'"([YKNCRAIWTGP][1-9][0-9]{2})"')


def codes_of_the_source() -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in (error_pages.ROOT / "src").rglob("*.py"))
    return {code for text in texts for code in CODE.findall(text)}


def pages() -> set[str]:
    return {path.stem for path in error_pages.PAGES.glob("*.md")} - {"README"}


def test_the_same_codes_in_source_pages_and_corpus() -> None:
    source = codes_of_the_source()
    assert len(source) > 60
    assert source - corpus.ELSEWHERE == set(corpus.codes())
    assert source - corpus.ELSEWHERE == pages() - corpus.ELSEWHERE
    assert set(corpus.codes()) == set(corpus.PLACES)


def test_every_page_shows_the_real_output_of_its_example() -> None:
    assert error_pages.differing() == [], "run: python tests/negative/error_pages.py"


def test_a_changed_message_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    real = corpus.shown
    monkeypatch.setattr(corpus, "shown", lambda found, folder: real(found, folder).replace("hills", "hils"))
    monkeypatch.setattr(corpus, "PLACES", {"Y103": corpus.PLACES["Y103"]})
    assert error_pages.differing() == ["Y103.md"]


@pytest.mark.parametrize("code", sorted(pages() - corpus.ELSEWHERE))
def test_a_page_is_short_and_complete(code: str) -> None:
    text = (error_pages.PAGES / f"{code}.md").read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines[0].startswith(f"# {code}: ")
    assert 10 <= len([line for line in lines if line.strip()]) <= 25
    assert max(len(line) for line in lines) < 400
    meaning, _, rest = text.partition("## Example")
    assert len(meaning.split()) > 15
    assert len(rest.partition("## What to do")[2].split()) > 3
