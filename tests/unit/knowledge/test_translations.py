"""Rule text in another language: the words change and nothing else; what is missing is English and marked."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from advisor.errors import AdvisorError
from advisor.interview.answers_file import sheet_from
from advisor.knowledge import load_knowledge
from advisor.knowledge.source import read_file
from advisor.knowledge.translations import READ, read_translation, translated, translations
from advisor.language import unmarked
from advisor.language.marks import CLOSE, OPEN
from advisor.model.base import KnowledgeBase
from advisor.pipeline import assess, render

ROOT = Path(__file__).parents[3]
RULES = ROOT / "rules"
BASE = ROOT / "tests" / "bases" / "design_example"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def german(kb: KnowledgeBase) -> KnowledgeBase:
    return translated(kb, "de", RULES)


def persona(kb: KnowledgeBase, name: str) -> object:
    return sheet_from(read_file(RULES / "personas" / f"{name}.yaml", name).data, kb)


def test_the_shipped_translations_are_right(kb: KnowledgeBase) -> None:
    assert "de" in translations(RULES)
    for code in translations(RULES):
        assert [str(item) for item in read_translation(kb, code, RULES).problems] == []


def test_what_the_german_set_holds(kb: KnowledgeBase) -> None:
    """The safety screen with every question that is no self-test's, the ten symptoms, the muscles, all words of flags."""
    missing = read_translation(kb, "de", RULES).missing
    own = [path for path in missing if path.split(".")[0] in ("symptoms", "muscles")]
    own += [path for path in missing if path.startswith("questions.") and kb.questions[path.split(".")[1]].kind != "test"]
    assert own == []


def test_words_change_and_nothing_else(kb: KnowledgeBase, german: KnowledgeBase) -> None:
    assert german.symptoms["low_back_pain"].name == "Schmerz im unteren Rücken"
    assert german.questions["low_back_pain"].ask == german.symptoms["low_back_pain"].ask
    assert german.questions["family_heart"].options == {"yes": "ja", "no": "nein"}
    assert german.hash == kb.hash
    assert german.language == "de"
    assert len(german.translation_hash) == 64
    for name in ("questions", "rules", "exercises", "tests", "muscles", "flags", "signs"):
        before, after = getattr(kb, name), getattr(german, name)
        assert list(before) == list(after)
    for code, rule in kb.rules.items():
        other = german.rules[code]
        fields = set(type(rule).model_fields) - set(READ[type(rule)])
        assert {name: getattr(rule, name) for name in fields} == {name: getattr(other, name) for name in fields}


@pytest.mark.parametrize("name", ["demo", "emergency"])
def test_the_same_conclusions(kb: KnowledgeBase, german: KnowledgeBase, name: str) -> None:
    sheet = persona(kb, name)
    ours, theirs = (assess(base, sheet, today=TODAY) for base in (kb, german))  # type: ignore[arg-type]
    assert ours.findings == theirs.findings
    assert ours.safety.limits == theirs.safety.limits
    assert ours.safety.level == theirs.safety.level
    assert ours.derivations == theirs.derivations


def test_what_is_missing_is_marked_as_english_everywhere(kb: KnowledgeBase, german: KnowledgeBase) -> None:
    assert german.rules["SYM-002"].mechanism == f"{OPEN}{kb.rules['SYM-002'].mechanism}{CLOSE}"
    assert unmarked(german.rules["SYM-002"].because) == kb.rules["SYM-002"].because
    sheet = persona(kb, "demo")
    assessment = assess(german, sheet, today=TODAY)  # type: ignore[arg-type]
    page = render(german, assessment, sheet, "html").decode()  # type: ignore[arg-type]
    assert '<html lang="de">' in page
    assert '<span lang="en">' in page
    for fmt in ("html", "text", "json"):
        made = render(german, assessment, sheet, fmt).decode()  # type: ignore[arg-type]
        assert not any(mark in made for mark in (OPEN, CLOSE)), fmt
    assert '"lang": "de"' in render(german, assessment, sheet, "json").decode()  # type: ignore[arg-type]


def test_the_safety_page_of_an_emergency_is_german_to_the_last_word(kb: KnowledgeBase, german: KnowledgeBase) -> None:
    sheet = persona(kb, "emergency")
    page = render(german, assess(german, sheet, today=TODAY), sheet, "html").decode()  # type: ignore[arg-type]
    before, _, _ = page.partition('<section id="sources"')
    assert 'lang="en"' not in before
    assert "Ruf jetzt den Notruf an" in before


def test_pdf_marks_english(kb: KnowledgeBase, german: KnowledgeBase) -> None:
    import io

    pypdf = pytest.importorskip("pypdf")
    sheet = persona(kb, "demo")
    made = render(german, assess(german, sheet, today=TODAY), sheet, "pdf")  # type: ignore[arg-type]
    reader = pypdf.PdfReader(io.BytesIO(made))
    assert reader.trailer["/Root"]["/Lang"] == "de"
    assert not any(mark in page.extract_text() for page in reader.pages for mark in (OPEN, CLOSE))
    spoken = {str(item.get_object().get("/Lang")) for item in _elements(reader.trailer["/Root"]["/StructTreeRoot"])}
    assert any(one.startswith("en") for one in spoken), spoken


def _elements(node: object) -> list[object]:
    from pypdf.generic import ArrayObject, DictionaryObject

    found: list[object] = []
    stack = [node]
    while stack:
        item = stack.pop()
        item = item.get_object() if hasattr(item, "get_object") else item
        if isinstance(item, ArrayObject):
            stack += list(item)
        elif isinstance(item, DictionaryObject):
            found.append(item)
            stack += [item["/K"]] if "/K" in item else []
            attributes = item.get("/A")
            stack += [attributes] if attributes is not None else []
    return found


def overlay(folder: Path, text: bytes) -> Path:
    root = folder / "rules"
    shutil.copytree(BASE, root)
    (root / "lang" / "de" / "more.yaml").write_bytes(text)
    return root


def test_not_utf_8(tmp_path: Path) -> None:
    root = overlay(tmp_path, b"symptoms:\n  tight_hamstrings: {name: f\xfcr}\n")
    with pytest.raises(AdvisorError) as caught:
        translated(load_knowledge(root), "de", root)
    assert [(item.code, str(item.place)) for item in caught.value.diagnostics] == [("Y101", "lang/de/more.yaml:2:29")]


def test_all_problems_at_once(tmp_path: Path) -> None:
    root = overlay(tmp_path, b"symptom: {}\nsymptoms: []\nquestions:\n  last_run: {ask: [a]}\n  nothing: {ask: b}\n")
    found = read_translation(load_knowledge(root), "de", root)
    assert [item.code for item in found.problems] == ["T801", "T806", "T806", "T801"]


def test_slots_are_filled_in_the_language(tmp_path: Path) -> None:
    text = "rules:\n  LOAD-001: {because: 'Zuletzt {last_run}, vorher h\u00f6chstens {longest30}.'}\n".encode()
    root = overlay(tmp_path, text)
    base = translated(load_knowledge(root), "de", root)
    sheet = sheet_from({"last_run": 16.5, "longest30": 12}, base)
    firing = next(item for item in assess(base, sheet, today=TODAY).firings if item.rule == "LOAD-001")
    assert firing.because == "Zuletzt 16,5 km, vorher höchstens 12 km."


@pytest.mark.parametrize(
    "text",
    [
        "questions: {last_run: {ask: ''}}",
        "questions: {last_run: {ask: '  '}}",
        'questions: {last_run: {ask: "\\u00a0\\u200b\\n"}}',
        "symptoms: {tight_hamstrings: {name: ''}}",
        "questions: {bridge_felt: {options: {glute: Po, hamstring: ''}}}",
        "rules: {LOAD-001: {title: '[]'}}",
    ],
)
def test_an_empty_text_blanks_nothing(text: str, tmp_path: Path) -> None:
    root = overlay(tmp_path, text.encode())
    assert [item.code for item in read_translation(load_knowledge(root), "de", root).problems] == ["T810"]


@pytest.mark.parametrize("words", ["Zuletzt {last_run}.", "Zuletzt {Last run."])
def test_a_text_that_takes_no_slot_gets_none_by_translation(words: str, tmp_path: Path) -> None:
    root = overlay(tmp_path, f"rules: {{LOAD-001: {{mechanism: '{words}'}}}}".encode())
    (problem,) = read_translation(load_knowledge(root), "de", root).problems
    assert problem.code == "T803"
    assert problem.place.column == 40


def test_the_place_of_a_slot_in_a_folded_text(tmp_path: Path) -> None:
    text = b"rules:\n  LOAD-001:\n    because: >-\n      Zuletzt {last_run}, erst {longest30}\n      und {age}.\n"
    root = overlay(tmp_path, text)
    found = read_translation(load_knowledge(root), "de", root).problems
    assert [(item.code, str(item.place)) for item in found] == [("T803", "lang/de/more.yaml:5:11")]
