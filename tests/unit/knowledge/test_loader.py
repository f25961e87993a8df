"""Which files are read, in which order; what belongs together; what counts as the same base."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.errors import AdvisorError, Diagnostic
from advisor.knowledge import load_knowledge, rules_folder
from advisor.knowledge.loader import MAX_PROBLEMS
from negative import corpus


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return corpus.overlay("answers_rules", tmp_path)


def found(root: Path) -> list[tuple[str, str]]:
    with pytest.raises(AdvisorError) as caught:
        load_knowledge(root)
    return [(item.code, str(item.place)) for item in caught.value.diagnostics]


def problems(root: Path) -> tuple[Diagnostic, ...]:
    with pytest.raises(AdvisorError) as caught:
        load_knowledge(root)
    return caught.value.diagnostics


def put(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def swap(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert old in text
    put(root, name, text.replace(old, new))


def test_the_worked_example(root: Path) -> None:
    knowledge = load_knowledge(root)
    assert list(knowledge.rules) == ["HIP-003", "HIP-031", "LOAD-001", "SYM-002", "SYM-005"]
    assert knowledge.questions["tight_hamstrings"].options == {"present": "yes", "absent": "no"}
    assert knowledge.questions["late_cramp"].options == {"yes": "yes", "no": "no"}
    assert knowledge.questions["bridge_hold"].id == "bridge_hold"
    assert knowledge.muscles["biceps_femoris"].paired is True


def test_the_hash_depends_on_names_and_bytes_and_on_nothing_else(root: Path, tmp_path: Path) -> None:
    first = load_knowledge(root).hash
    assert load_knowledge(corpus.overlay("answers_rules", tmp_path / "again")).hash == first
    put(root, "personas/x.yaml", "{")
    put(root, "patterns/x.cases.yaml", "{")
    put(root, "README.md", "hello")
    assert load_knowledge(root).hash == first
    swap(root, "glossary.yaml", "doing", "Doing")
    assert load_knowledge(root).hash != first


def test_questions_come_in_the_order_of_their_files_then_as_written(root: Path) -> None:
    put(
        root,
        "questions/zz.yaml",
        "order: 1\nquestions:\n  b: {ask: b, kind: history, type: yes_no}\n  a: {ask: a, kind: history, type: yes_no}\n",
    )
    put(root, "questions/yy.yaml", "questions:\n  c: {ask: c, kind: history, type: yes_no, position: 0}\n")
    assert list(load_knowledge(root).questions)[:3] == ["c", "b", "a"]


def test_folders_in_folders_are_read_and_hidden_ones_are_not(root: Path) -> None:
    put(root, "questions/deep/er/x.yaml", "questions: {a: {ask: a, kind: history, type: yes_no}}")
    put(root, "questions/.git/x.yaml", "{")
    put(root, ".idea/x.yml", "{")
    assert "a" in load_knowledge(root).questions


def test_a_folder_behind_a_link_is_read(root: Path, tmp_path: Path) -> None:
    put(tmp_path, "elsewhere/x.yaml", "questions: {a: {ask: a, kind: history, type: yes_no}}")
    (root / "questions" / "linked").symlink_to(tmp_path / "elsewhere")
    assert "a" in load_knowledge(root).questions


def test_an_id_belongs_to_one_thing(root: Path) -> None:
    put(
        root,
        "questions/x.yaml",
        "questions: {gluteus_maximus: {ask: a, kind: history, type: yes_no}}\n"
        "signs: {late_cramp: {when: {low_back_pain: present}}}",
    )
    assert found(root) == [("K207", "questions/x.yaml:1:13"), ("K207", "questions/x.yaml:2:9")]


def test_a_test_shares_its_id_only_with_its_question(root: Path) -> None:
    swap(root, "selftests/cue.yaml", "cue_better:", "cue:")
    swap(root, "patterns/hamstring_synergist.yaml", "cue_better:", "cue:")
    assert "cue" in load_knowledge(root).tests
    put(root, "selftests/x.yaml", "test: {id: biceps_femoris, name: x, minutes: 1, trust: 0.2}")
    assert found(root) == [("K207", "selftests/x.yaml:1:12")]


def test_a_code_is_never_used_twice_and_both_places_are_named(root: Path) -> None:
    swap(root, "patterns/load_driven.yaml", "LOAD-001", "SYM-005")
    (problem,) = problems(root)
    assert problem.code == "K207"
    assert problem.hint == "first used at patterns/load_driven.yaml:1:1"


def test_what_a_coach_cannot_write(root: Path) -> None:
    put(
        root,
        "safety/x.yaml",
        (corpus.CORPUS / "R514" / "safety" / "broken.yaml")
        .read_text()
        .replace("{bridge_hold: {less_than: 3}}", "{late_cramp: yes}")
        .replace("for {bridge_hold}", "x"),
    )
    assert load_knowledge(root).rules["RF99a"].flag == "RF99"
    put(
        root,
        "patterns/x.yaml",
        (root / "patterns" / "load_driven.yaml").read_text().replace("LOAD-001", "X-1").replace("id: load_driven", "id: x")
        + "flag: RF99\n",
    )
    assert found(root) == [("K201", "patterns/x.yaml:12:1")]


def test_all_problems_of_all_files_sorted(root: Path) -> None:
    put(root, "questions/b.yaml", "questions: {A: {ask: a, kind: history, type: yes_no}}\nbad: 1")
    put(root, "questions/a.yaml", "{")
    put(root, "signs/x.yaml", "{}")
    assert found(root) == [
        ("Y102", "questions/a.yaml:1:2"),
        ("K206", "questions/b.yaml:1:13"),
        ("K201", "questions/b.yaml:2:1"),
        ("K208", "signs/x.yaml"),
    ]


def test_names_are_missed_only_where_every_file_was_read(root: Path) -> None:
    put(root, "questions/x.yaml", "signs: {s: {when: {nothing: yes}}}")
    assert [code for code, _ in found(root)] == ["N301"]
    put(root, "questions/y.yaml", "{")
    assert [code for code, _ in found(root)] == ["Y102"]


def test_there_is_an_end_to_problems(root: Path) -> None:
    for number in range(MAX_PROBLEMS + 50):
        put(root, f"questions/x{number:03}.yaml", "bad: 1")
    assert len(problems(root)) == MAX_PROBLEMS


def test_the_shipped_rules_are_the_default(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    monkeypatch.delenv("ADVISOR_RULES", raising=False)
    assert (rules_folder() / "kb.yaml").is_file()
    assert rules_folder() != root
    monkeypatch.setenv("ADVISOR_RULES", str(root))
    assert rules_folder() == root
    assert rules_folder(corpus.BASE) == corpus.BASE
    monkeypatch.setenv("ADVISOR_RULES", "")
    assert rules_folder() != root


@pytest.mark.parametrize("given", ["", "nowhere", "a\0b", "x" * 5_000])
def test_a_folder_that_is_none(given: str) -> None:
    with pytest.raises(AdvisorError) as caught:
        rules_folder(given)
    assert [item.code for item in caught.value.diagnostics] == ["Y109"]


@pytest.mark.parametrize(
    ("wanted", "fine"),
    [("0.0.9", True), ("0.1.0", True), ("0.1", True), ("0.1.1", False), ("0.2", False), ("1", False), ("0.10", False)],
)
def test_the_version_that_is_needed(wanted: str, fine: bool, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisor.knowledge.loader.__version__", "0.1.0")
    swap(root, "kb.yaml", "minimum_advisor: 0.1.0", f'minimum_advisor: "{wanted}"')
    if fine:
        assert load_knowledge(root).info.minimum_advisor == wanted
    else:
        assert found(root) == [("K210", "kb.yaml:3:18")]


@pytest.mark.parametrize(
    ("text", "code", "message", "hint"),
    [
        ("ask: 5", "K203", "ask: words are wanted here", 'put it in quotes: "5"'),
        ("ask: {a: b}", "K203", "ask: words are wanted here", "put a text with a colon in quotes"),
        ("ask: ", "K203", "ask: words are wanted here", "nothing is written here"),
        ("ask: ''", "K205", "ask: the text is empty", ""),
        ("ask: 10.1080", "K203", "ask: words are wanted here", 'put it in quotes: "10.1080"'),
        ("ask: 007", "K203", "ask: words are wanted here", 'put it in quotes: "007"'),
        ("effort: few", "K203", "effort: a whole number is wanted here", 'this is "few"'),
        ("effort: 1.5", "K203", "effort: a whole number is wanted here", 'this is "1.5"'),
        ("effort: true", "K203", '"True" means nothing here', "write yes or no"),
        ("effort: 5000", "K205", "effort: 5000 is not at most 1200", ""),
        ("tags: a", "K203", "tags: a list is wanted here", 'this is "a"'),
        ("options: [a]", "K203", "options: lines of the form key: value are wanted here", "this is \"['a']\""),
        ("range: [1]", "K203", "range: two numbers are wanted here", "write [low, high]"),
        ("fixed: maybe", "K203", "fixed: ", ""),
        ("fixed: true", "K203", "fixed: write yes or no", 'this is "True"'),
        ("per: sides", "K204", '"sides" is not allowed here', 'did you mean "side"?'),
        ("helps: x", "K201", 'unknown key "helps"', 'did you mean "help"?'),
        ("unit: {km, m}", "K203", "unit: words are wanted here", "put a text with a colon in quotes"),
    ],
)
def test_the_words_for_a_wrong_value(text: str, code: str, message: str, hint: str, root: Path) -> None:
    keys = {"ask": "a", "kind": "history", "type": "yes_no"}
    key, _, value = text.partition(": ")
    keys[key] = value
    put(root, "questions/x.yaml", "questions:\n  q:\n" + "".join(f"    {k}: {v}\n" for k, v in keys.items()))
    (problem,) = problems(root)
    assert (problem.code, problem.place.line) == (code, 3 if key == "ask" else 6)
    assert problem.message.startswith(message)
    assert problem.hint.startswith(hint)


@pytest.mark.parametrize(
    ("dose", "code", "message", "hint"),
    [
        ("amount: 10", "K201", 'unknown key "amount"', "one set holds reps, seconds, metres, breaths or minutes"),
        ("secnds: 10", "K201", 'unknown key "secnds"', 'did you mean "seconds"?'),
        ("reps: ten", "K203", "reps: a number, or [low, high], is wanted here", 'this is "ten"'),
        ("reps: [ten, 12]", "K203", "reps: a number is wanted here", 'this is "ten"'),
        ("reps: [8]", "K203", "reps: two numbers are wanted here", "write [low, high]"),
    ],
)
def test_the_words_for_a_wrong_dose(dose: str, code: str, message: str, hint: str, root: Path) -> None:
    text = (corpus.CORPUS / "W712" / "exercises" / "all.yaml").read_text()
    put(root, "exercises/all.yaml", text.replace("reps: 8", dose).replace("variants: {slow: {say: Go slowly.}},", ""))
    (problem,) = problems(root)
    assert (problem.code, problem.message, problem.hint) == (code, message, hint)
