"""Each broken file of the corpus reports its own code, at its place, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.knowledge import load_knowledge
from negative import corpus


@pytest.mark.parametrize("code", corpus.codes())
def test_one_code_at_one_place_and_nothing_else(code: str, tmp_path: Path) -> None:
    found = corpus.reported(code, tmp_path)
    places = [corpus.shown((item,), tmp_path).partition(f": {code}: ")[0] for item in found]
    assert [item.code for item in found] == [code], [str(item) for item in found]
    wanted = corpus.PLACES[code]
    assert places == [wanted] or (code in corpus.COMMANDS and not found[0].place.file)


@pytest.mark.parametrize("code", corpus.codes())
def test_says_what_is_wrong_what_to_do_and_shows_the_line(code: str, tmp_path: Path) -> None:
    (item,) = corpus.reported(code, tmp_path)
    assert item.message
    assert item.hint or code in ("K205", "N305"), "no advice"
    if not item.place.line:
        return
    path = (
        next((tmp_path / "rules").rglob(Path(item.place.file).name)) if not code.startswith(("A", "P")) else Path(item.place.file)
    )
    line = path.read_bytes().decode("utf-8", "replace").split("\n")[item.place.line - 1]
    shown, caret = item.excerpt.split("\n")
    at = caret.index("^")
    cut = line[max(0, item.place.column - 60) :]
    assert shown.endswith(cut[:110].replace("\a", "?"))
    assert shown[at] == line[item.place.column - 1].replace("\a", "?"), "the caret is not under the mistake"


@pytest.mark.parametrize("code", [code for code in corpus.codes() if corpus.example_file(code)])
def test_every_file_is_small(code: str) -> None:
    path = corpus.example_file(code)
    assert path is not None
    assert path.stat().st_size < 1_000
    files = [found for found in (corpus.CORPUS / code).rglob("*") if found.is_file()]
    assert files == [path], "one broken file a code"


def test_the_base_itself_is_whole(tmp_path: Path) -> None:
    assert len(load_knowledge(corpus.BASE).rules) == 5
    assert "heart_signs" in load_knowledge(corpus.overlay("answers_rules", tmp_path)).questions


def test_a_broken_file_hides_no_other_mistake(tmp_path: Path) -> None:
    root = corpus.overlay("Y103", tmp_path)
    (root / "patterns" / "load_driven.yaml").write_text(
        (root / "patterns" / "load_driven.yaml").read_text().replace("limits: One study.", "limts: One study.")
    )
    (root / "muscles.yaml").write_bytes(b"\xff")
    found = corpus_codes(root)
    assert found == ["Y101", "K202", "K201", "Y103"], "all at once, in the order of the files"


def test_names_of_a_broken_file_are_not_missed_all_over(tmp_path: Path) -> None:
    root = corpus.overlay("Y103", tmp_path)
    (root / "muscles.yaml").write_text("muscles: {")
    assert corpus_codes(root) == ["Y102", "Y103"]


def corpus_codes(root: Path) -> list[str]:
    from advisor.errors import AdvisorError

    with pytest.raises(AdvisorError) as caught:
        load_knowledge(root)
    places = [item.place for item in caught.value.diagnostics]
    assert places == sorted(places)
    return [item.code for item in caught.value.diagnostics]
