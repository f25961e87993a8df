"""The cases beside the rules: every ``rules/**/*.cases.yaml`` does what it says (docs/rule-format.md, "Cases").

A case of a pattern is laid over a sheet whose safety screen is answered well, for findings wait until nothing grave is open.
A case of a safety file stands alone: what it does not answer has not been asked. The whole program runs for the first case of a
safety file and for those that name a level; for the others, that read no finding, the degree of each named rule is enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from advisor.inference.consult import Consultation, Reasoner
from advisor.knowledge.source import read_file
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import LEVELS, Rule
from knowledge.clean_sheet import clean_sheet, laid_over
from knowledge.consulted import consulted, safety_fired

RULES = Path(__file__).parents[2] / "rules"
FILES = sorted(RULES.rglob("*.cases.yaml"))
KEYS = {"name", "base", "answers", "fires", "silent", "level"}


@cache
def cases_of(path: Path) -> list[dict[str, Any]]:
    """The cases of one file; refuses keys that mean nothing."""
    data = read_file(path, path.name).data
    assert set(data) == {"cases"}, f"{path}: unknown keys {sorted(set(data) - {'cases'})}"
    for case in data["cases"]:
        assert set(case) <= KEYS, f"{path}: unknown keys {sorted(set(case) - KEYS)}"
        assert case.get("name"), f"{path}: a case without a name"
        assert isinstance(case.get("answers"), dict), f"{path}: {case['name']}: no answers"
        assert case.get("fires") or case.get("silent") or case.get("level"), f"{path}: {case['name']} expects nothing"
    return list(data["cases"])


def all_cases() -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in FILES:
        for case in cases_of(path):
            yield path, case


def scoped(word: str, kb: KnowledgeBase, where: str) -> tuple[str, str]:
    """``P07@left`` as a rule code and a scope that this rule has."""
    code, _, scope = str(word).partition("@")
    assert code in kb.rules, f"{where}: there is no rule {code}"
    scopes = {"whole": [""], "side": ["left", "right"], "symptom": list(kb.symptoms)}[kb.rules[code].per]
    assert scope in scopes, f"{where}: {code} is read per {kb.rules[code].per}, so {scope or 'no scope'!r} is none of {scopes}"
    return code, scope


def sheet_of(path: Path, case: dict[str, Any], kb: KnowledgeBase) -> AnswerSheet:
    if "base" in case:
        base = laid_over(AnswerSheet(), read_file(RULES / "personas" / f"{case['base']}.yaml", case["base"]).data["answers"], kb)
    else:
        base = AnswerSheet() if path.parent.name == "safety" else clean_sheet(kb)
    return laid_over(base, case["answers"], kb)


def fired_in(found: Consultation) -> set[tuple[str, str]]:
    return set(found.certainties.fired) | {(r.rule.code, r.scope) for r in found.certainties.safety_fired}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(RULES).as_posix())
def test_every_case_of_a_file(path: Path, kb: KnowledgeBase, reasoner: Reasoner) -> None:
    wrong: list[str] = []
    for index, case in enumerate(cases_of(path)):
        sheet = sheet_of(path, case, kb)
        found = consulted(reasoner, sheet) if index == 0 or "level" in case or path.parent.name != "safety" else None
        fired = fired_in(found) if found else safety_fired(reasoner, sheet)
        fires = {scoped(word, kb, case["name"]) for word in case.get("fires", [])}
        silent = {scoped(word, kb, case["name"]) for word in case.get("silent", [])}
        wrong += [f"{case['name']}: {code}@{scope} should fire" for code, scope in sorted(fires - fired)]
        wrong += [f"{case['name']}: {code}@{scope} should be silent" for code, scope in sorted(silent & fired)]
        if not all(kb.rules[code].is_safety for code, _ in fires | silent) and not (found and found.safety.findings_allowed):
            wrong.append(
                f"{case['name']}: safety ended it or waits for {found and found.safety.open_questions}, so the case shows nothing"
            )
        if found and "level" in case:
            assert case["level"] in LEVELS, f"{case['name']}: no level {case['level']}"
            if found.safety.level != case["level"]:
                wrong.append(f"{case['name']}: level {found.safety.level}, not {case['level']}")
    assert not wrong


def test_case_files_lie_beside_a_rule_file() -> None:
    assert FILES
    assert not [str(path) for path in FILES if not path.with_name(path.name.replace(".cases.yaml", ".yaml")).is_file()]


def test_no_two_cases_of_a_file_share_a_name() -> None:
    for path in FILES:
        names = [case["name"] for case in cases_of(path)]
        assert len(names) == len(set(names)), path


def _own(rule: Rule, kb: KnowledgeBase) -> bool:
    """Rules that must have cases: those of pattern files and of safety files."""
    return rule.is_safety or rule.code[0] == "P"


@pytest.mark.parametrize("word", ["fires", "silent"])
def test_every_active_pattern_and_safety_rule_has_a_case(word: str, kb: KnowledgeBase) -> None:
    shown = {str(name).partition("@")[0] for _, case in all_cases() for name in case.get(word, [])}
    missing = [rule.code for rule in kb.active_rules if _own(rule, kb) and rule.code not in shown]
    assert not missing


def test_every_pattern_rule_code_starts_with_p(kb: KnowledgeBase) -> None:
    """So that the rule above misses none."""
    assert all(rule.code[0] == "P" for rule in kb.patterns.values())
    stems = {path.stem for path in (RULES / "patterns").rglob("*.yaml") if not path.name.endswith(".cases.yaml")}
    assert stems == {rule.id for rule in kb.rules.values() if rule.code[0] == "P"}


def test_a_wrong_case_is_noticed(kb: KnowledgeBase) -> None:
    """The checks above bite: a code that does not exist, a scope a rule does not have."""
    for word in ("P99", "P07", "P01@left", "RF14a@left", "P07@tight_hamstrings"):
        with pytest.raises(AssertionError):
            scoped(word, kb, "a case")
