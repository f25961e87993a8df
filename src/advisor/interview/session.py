"""An interview under way: the answers, those kept for other rules, the tests chosen; saved after every answer.

Nothing a runner said is ever lost: answers that are not relevant stay on the sheet (inference sets them aside), and answers
that no longer fit changed rules stay in the file under ``saved: kept:`` and come back when they fit again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from advisor import __version__
from advisor.errors import AdvisorError
from advisor.interview.answers_file import sheet_from, sheet_to_data
from advisor.interview.savefile import SaveFile, plain_yaml
from advisor.model.answers import AnswerSheet, State, Value
from advisor.model.base import KnowledgeBase

__all__ = ["Misfit", "Session"]

_HEAD = """\
# Your answers to Advisor. Only you can read this file. It is written anew after every answer.
# Go on:  advisor ask --resume {name}      Report:  advisor report {name}
"""


class Misfit(NamedTuple):
    """An answer of the file that the present rules have no place for, and why."""

    question: str
    scope: str
    raw: Any
    reason: str


class Session:
    """The state of one interview. Every change is on the disk before the method returns."""

    def __init__(self, knowledge: KnowledgeBase, file: SaveFile, answers: AnswerSheet | None = None, today: str = "") -> None:
        self.knowledge = knowledge
        self.file = file
        self.answers = answers or AnswerSheet()
        self.kept: tuple[Misfit, ...] = ()
        self.about: Any = None
        self.tests: tuple[str, ...] | None = None
        self.at = ""
        self.today = today
        self.changed_rules = False
        self.on_disk = False

    @classmethod
    def resumed(cls, knowledge: KnowledgeBase, file: SaveFile, data: Any, today: str = "") -> Session:
        """The session in a saved file's data. Raises AdvisorError I705, I708 where it is none; the file stays as it is."""
        answers, saved = _parts(data, file.name)
        session = cls(knowledge, file, today=today)
        session.on_disk = file.path.exists()
        session.about = data.get("about")
        session.changed_rules = saved.get("rules") != knowledge.hash
        session.answers, session.kept = _fitting(knowledge, answers, saved["kept"])
        tests = saved.get("tests")
        if isinstance(tests, list):
            session.tests = tuple(name for name in tests if name in knowledge.tests)
        return session

    # ------------------------------------------------------------------------------------------ changes, each saved
    def put(self, question: str, values: Mapping[str, Value | State]) -> None:
        """Records answers of one question by scope. Raises AdvisorError I701; then nothing has changed."""
        before = self.answers
        self.answers = AnswerSheet({**before.values, **{(question, scope): value for scope, value in values.items()}})
        try:
            self.save()
        except BaseException:
            self.answers = before
            raise

    def choose(self, tests: Iterable[str] | None) -> None:
        """The self-tests the runner wants to do; None: not decided yet."""
        before, self.tests = self.tests, None if tests is None else tuple(tests)
        try:
            self.save()
        except BaseException:
            self.tests = before
            raise

    def leave_out(self, test: str) -> None:
        """Takes one self-test out of those chosen; what it has by way of answers stays."""
        self.choose(name for name in self.tests or () if name != test)

    def save(self) -> None:
        self.file.write(self.text())
        self.on_disk = True

    # ------------------------------------------------------------------------------------------------- as a file
    def data(self) -> dict[str, Any]:
        """The file's content: an answers file, plus how to go on."""
        saved: dict[str, Any] = {"by": f"advisor {__version__}", "on": self.today, "rules": self.knowledge.hash}
        saved["rules_version"] = self.knowledge.info.version
        if self.at:
            saved["at"] = self.at
        if self.tests is not None:
            saved["tests"] = list(self.tests)
        if self.kept:
            saved["kept"] = [
                {"question": m.question, **({"of": m.scope} if m.scope else {}), "answer": m.raw, "why": m.reason}
                for m in self.kept
            ]
        about = {} if self.about is None else {"about": self.about}
        return {**about, "saved": saved, "answers": sheet_to_data(self.answers, self.knowledge)}

    def text(self) -> str:
        """The file as JSON where its name ends so, else as YAML."""
        if self.file.path.suffix.lower() == ".json":
            return json.dumps(self.data(), indent=2, ensure_ascii=False) + "\n"
        return _HEAD.format(name=_one_line(self.file.path.name)) + plain_yaml(self.data())


def _one_line(name: str) -> str:
    return "".join(ch if ch.isprintable() else "?" for ch in name)


def _parts(data: Any, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    if not isinstance(data, dict) or not isinstance(data.get("answers"), dict):
        raise AdvisorError.of("I705", f"{name} is not a saved interview: it holds no answers", "the file was left as it is")
    saved = data.get("saved")
    if saved is None:
        hint = f"start from it with --answers {name}; it stays as it is, the interview goes into a file of its own"
        raise AdvisorError.of("I708", f"{name} is an answers file, not a saved interview", hint)
    kept = saved.setdefault("kept", []) if isinstance(saved, dict) else None
    unknown = sorted(set(map(str, data)) - {"answers", "about", "saved", "rules", "version"})
    whole = isinstance(kept, list) and all(isinstance(item, dict) and "question" in item for item in kept)
    if not isinstance(saved, dict) or not whole or unknown:
        what = f'it has an unknown part "{unknown[0][:40]}"' if unknown else "its part saved: is damaged"
        raise AdvisorError.of("I705", f"{name} is not a saved interview: {what}", "the file was left as it is")
    return data["answers"], saved


def _fitting(knowledge: KnowledgeBase, answers: dict[str, Any], kept: list[Any]) -> tuple[AnswerSheet, tuple[Misfit, ...]]:
    """Answers that fit these rules, and the rest. What was kept before counts again where it fits and nothing newer does."""
    values: dict[tuple[str, str], Value | State] = {}
    rest: list[Misfit] = []
    for name, raw in answers.items():
        pieces = raw.items() if isinstance(raw, dict) else [("", raw)]
        for scope, item in pieces:
            rest += _placed(knowledge, Misfit(str(name), str(scope), item, ""), values)
    for entry in kept:
        misfit = Misfit(str(entry["question"]), str(entry.get("of", "")), entry.get("answer"), str(entry.get("why", "")))
        rest += [again for again in _placed(knowledge, misfit, values) if not any(_same(again, other) for other in rest)]
    return AnswerSheet(values), tuple(rest)


def _placed(knowledge: KnowledgeBase, item: Misfit, values: dict[tuple[str, str], Value | State]) -> list[Misfit]:
    """Puts one answer among the values where it fits and none is there yet; else gives it back with the reason."""
    piece = {item.scope: item.raw} if item.scope else item.raw
    try:
        found = sheet_from({"answers": {item.question: piece}}, knowledge).values
    except AdvisorError as error:
        return [item._replace(reason=error.diagnostics[0].message)]
    taken = [key for key, value in found.items() if values.get(key, value) != value]
    values.update({key: value for key, value in found.items() if key not in values})
    return [item._replace(reason="answered again since")] if taken else []


def _same(first: Misfit, second: Misfit) -> bool:
    return first[:3] == second[:3]
