"""Random rule bases of any size: rule files as a coach would write them, and the knowledge base and answers made of them.

The shapes are those of the shipped rules: one rule in ten concludes a pattern and reads answers or earlier patterns; the others
say something about muscles. Questions grow with the rules, the muscles do not. Same size and seed: same files.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import yaml

from advisor.model.answers import AnswerSheet, Value
from advisor.model.base import KnowledgeBase

__all__ = ["random_answers", "rule_files", "write_files"]

MUSCLES = 40
RULES_IN_A_FILE = 50
LAYERS = 4
Files = dict[str, dict[str, Any]]


def rule_files(count: int, seed: int = 1) -> Files:
    """The files of a rule base with ``count`` rules, by name."""
    return _Base(count, Random(seed)).files()


def write_files(files: Files, folder: Path) -> None:
    """Writes the files as YAML."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False, default_flow_style=None, width=120)
        path.write_text(text, encoding="utf-8")


def random_answers(knowledge: KnowledgeBase, rng: Random, unanswered: float = 0.1) -> AnswerSheet:
    """Answers drawn evenly for all questions but a share of ``unanswered``; safety's one question is answered "no"."""
    values: dict[tuple[str, str], Value] = {}
    for name, question in knowledge.questions.items():
        for scope in ("left", "right") if question.per == "side" else ("",):
            if question.kind == "safety":
                values[name, scope] = "no"
            elif rng.random() >= unanswered:
                numeric = question.type == "number"
                values[name, scope] = rng.randint(0, 60) if numeric else rng.choice(sorted(question.options))
    return AnswerSheet(values)


class _Base:
    def __init__(self, count: int, rng: Random) -> None:
        self.count, self.rng = count, rng
        self.muscles = [f"muscle_{i:02d}" for i in range(MUSCLES)]
        self.questions: dict[str, dict[str, Any]] = {}
        for index in range(max(12, count // 5)):
            per = {"per": "side"} if index % 2 else {}
            kind: dict[str, Any] = {"type": "choice", "options": {word: word for word in ("never", "some", "much")}}
            if index % 4 == 0:
                kind = {"type": "number", "unit": "s", "range": [0, 60]}
            self.questions[f"question_{index:04d}"] = {"ask": f"Question {index}?", "kind": "history", **kind, **per}
        self.names = list(self.questions)
        self.patterns: list[str] = []
        self._next: list[str] = []

    def files(self) -> Files:
        one_in_ten = max(1, self.count // 10)
        source = {"EXP": {"status": "seen", "note": "made up"}}
        found: Files = {
            "kb.yaml": {"name": "Generated", "version": "1", "minimum_advisor": "0.1.0"},
            "muscles.yaml": {"muscles": {name: self._muscle(name) for name in self.muscles}},
            "sources.yaml": {"sources": source},
            "glossary.yaml": {"terms": {"dormant": "doing less than its share"}},
            "questions/all.yaml": {"questions": self.questions},
            "safety/f1.yaml": self._safety(),
        }
        for index in range(one_in_ten):
            found[f"patterns/pattern_{index:04d}.yaml"] = self._pattern(index, one_in_ten)
        rest = [self._rule(index) for index in range(self.count - one_in_ten - 1)]
        for first in range(0, len(rest), RULES_IN_A_FILE):
            name = f"symptom_{first // RULES_IN_A_FILE:03d}"
            symptom = {"id": name, "name": name, "ask": f"{name}?", "per": "whole", "area": ["thigh"]}
            found[f"symptoms/{name}.yaml"] = {"symptom": symptom, "rules": rest[first : first + RULES_IN_A_FILE]}
        return found

    def _muscle(self, name: str) -> dict[str, Any]:
        return {
            "name": name, "anatomy": name, "region": "thigh", "paired": "yes", "role": "PM", "map": "B", "tendency": "either",
        }  # fmt: skip

    def _safety(self) -> dict[str, Any]:
        self.questions["alarm"] = {
            "ask": "Alarm?", "kind": "safety", "type": "yes_no", "options": {"yes": "yes", "no": "no"},
        }  # fmt: skip
        rule = self._words("F1-1", "alarm_rung") | {"when": {"alarm": "yes"}, "refer": {"level": "urgent"}}
        flag = {"code": "F1", "title": "Alarm", "kind": "flag"}
        return {"flag": flag, "words": {"noticed": "An alarm.", "do": "See a doctor."}, "rules": [rule]}

    def _words(self, code: str, name: str) -> dict[str, Any]:
        return {
            "code": code, "id": name, "title": name.replace("_", " "), "because": "You told us so.", "mechanism": "Made up.",
            "evidence": [{"cite": "EXP", "basis": "EXP", "supports": "nothing"}], "limits": "Made up.",
            "reviewed": {"by": "nobody", "on": "2026-11-22"},
        }  # fmt: skip

    def _leaf(self, per: str, findings: bool) -> dict[str, Any]:
        rng = self.rng
        if findings and self.patterns and rng.random() < 0.25:
            return {rng.choice(self.patterns): rng.choice(["possible", "likely"])}
        name = rng.choice(self.names)
        question = self.questions[name]
        side = {"side": rng.choice(["either", "both"])} if per == "whole" and "per" in question else {}
        if question["type"] == "number":
            return {name: {rng.choice(["at_least", "less_than"]): rng.randint(10, 50)}, **side}
        return {name: rng.choice([["never", "some"], "some", "much"]), **side}

    def _when(self, per: str, findings: bool) -> dict[str, Any]:
        rng = self.rng
        leaves: dict[str, dict[str, Any]] = {}
        while len(leaves) < 3:
            leaf = self._leaf(per, findings)
            leaves[next(iter(leaf))] = leaf
        parts = list(leaves.values())
        shape = rng.random()
        if shape < 0.4:
            return {"all": parts[:2]}
        if shape < 0.6:
            return {"all": [parts[0], {"any": parts[1:]}]}
        if shape < 0.75:
            return {"all": [parts[0], {"not": parts[1]}]}
        if shape < 0.9:
            return {"at_least": 2, "of": parts}
        return {"all": [parts[0], {"at_most": 1, "known": 1, "of": parts[1:]}]}

    def _pattern(self, index: int, of: int) -> dict[str, Any]:
        per = "side" if self.rng.random() < 0.6 else "whole"
        name = f"pattern_{index:04d}"
        rule = self._words(f"P-{index:04d}", name) | {"per": per, "when": self._when(per, findings=True)}
        rule["conclude"] = {"pattern": self.rng.choice([0.1, 0.2, 0.25])}
        rule["passes_on"] = {"dormant": {self.rng.choice(self.muscles): 0.8}}
        self._next.append(name)
        if (index + 1) * LAYERS // of > index * LAYERS // of:
            self.patterns, self._next = [*self.patterns, *self._next], []
        return rule

    def _rule(self, index: int) -> dict[str, Any]:
        rng = self.rng
        per = "side" if rng.random() < 0.6 else "whole"
        rule = self._words(f"R-{index:04d}", f"rule_{index:04d}") | {"per": per, "when": self._when(per, findings=True)}
        certainty = rng.choice([0.05, 0.1, 0.15, 0.2]) * rng.choice([1, 1, 1, -1])
        return rule | {"conclude": {rng.choice(["dominant", "dormant"]): {rng.choice(self.muscles): certainty}}}
