"""Loading a rules folder: read, validate, link, check. All problems at once, sorted by place.

Takes a folder, gives a :class:`~advisor.model.base.KnowledgeBase`; never a partly loaded one.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

from advisor.errors import AdvisorError, Diagnostic, Place
from advisor.knowledge import files
from advisor.knowledge.linker import link
from advisor.knowledge.paths import rules_folder
from advisor.knowledge.raw import Entry, Raw
from advisor.knowledge.source import SourceMap, read_file
from advisor.model import knowledge as k
from advisor.model.base import KnowledgeBase

__all__ = ["load_knowledge"]

MAX_FILES = 2_000
MAX_PROBLEMS = 200


def load_knowledge(folder: str | os.PathLike[str] | None = None) -> KnowledgeBase:
    """Loads and checks a rules folder (default: ``ADVISOR_RULES``, else the shipped one).

    Raises AdvisorError with every problem found: codes Y (files), K (shape), N (names), C (conditions), R (rules).
    """
    root = rules_folder(folder)
    raw, digest = Raw(), hashlib.sha256()
    listed = _listed(root, raw.problems)
    for path, name in listed:
        model = files.ROOT_FILES.get(name) or files.FOLDERS.get(name.split("/", 1)[0])
        if model is None:
            raw.problems.append(
                Diagnostic(Place(name), "K208", "no kind of file is expected here", f"folders: {', '.join(sorted(files.FOLDERS))}")
            )
            continue
        try:
            document = read_file(path, name)
        except AdvisorError as error:
            raw.problems.extend(error.diagnostics)
            continue
        digest.update(f"{name}\n".encode() + path.read_bytes() + b"\0")
        content = files.validate(model, document.data, document.source, raw.problems)
        if content is not None:
            _collect(raw, content, document.source)
    for name in sorted(set(files.ROOT_FILES) - {name for _, name in listed}):
        raw.problems.append(Diagnostic(Place(name), "Y109", f"there is no file {name}", "every rules folder needs it"))
    knowledge = link(raw, digest.hexdigest())
    if knowledge is None:
        raise AdvisorError(raw.problems[:MAX_PROBLEMS] if len(raw.problems) > MAX_PROBLEMS else raw.problems)
    return knowledge


def _listed(root: Path, problems: list[Diagnostic]) -> list[tuple[Path, str]]:
    found: list[tuple[Path, str]] = []
    for path in sorted(root.rglob("*.yaml")):
        name = path.relative_to(root).as_posix()
        if name.endswith(".cases.yaml") or name.startswith("personas/") or any(p.startswith(".") for p in name.split("/")):
            continue
        found.append((path, name))
    for path in sorted(root.rglob("*.yml")):
        name = path.relative_to(root).as_posix()
        problems.append(Diagnostic(Place(name), "K208", "rule files end in .yaml", "rename it"))
    if len(found) > MAX_FILES:
        problems.append(Diagnostic(Place(str(root)), "Y108", f"more than {MAX_FILES} files", "is this the right folder?"))
    return found[:MAX_FILES]


def _collect(raw: Raw, content: Any, source: SourceMap) -> None:
    if isinstance(content, k.KbInfo):
        raw.info = Entry(content, source, ())
    elif isinstance(content, k.Rule):
        raw.put(raw.rules, content.code, Entry(content, source, ()), shared=True)
    elif isinstance(content, files.MusclesFile):
        for name, muscle in content.muscles.items():
            raw.put(raw.muscles, name, Entry(muscle.model_copy(update={"id": name}), source, ("muscles", name)))
    elif isinstance(content, files.SourcesFile):
        for name, work in content.sources.items():
            raw.put(raw.sources, name, Entry(work.model_copy(update={"id": name}), source, ("sources", name)), shared=True)
    elif isinstance(content, files.GlossaryFile):
        raw.glossary.update(content.terms)
    elif isinstance(content, files.ExercisesFile):
        for name, exercise in content.exercises.items():
            raw.put(raw.exercises, name, Entry(exercise.model_copy(update={"id": name}), source, ("exercises", name)))
    else:
        _collect_sections(raw, content, source)


def _collect_sections(raw: Raw, content: Any, source: SourceMap) -> None:
    """Files with questions, signs and rules: questions, self-tests, symptoms, safety."""
    order = getattr(content, "order", 50)
    flag = ""
    if isinstance(content, files.SelfTestFile):
        raw.put(raw.tests, content.test.id, Entry(content.test, source, ("test",)), shared=True)
    elif isinstance(content, files.SymptomFile):
        raw.put(raw.symptoms, content.symptom.id, Entry(content.symptom, source, ("symptom",)))
    elif isinstance(content, files.SafetyFile):
        flag = content.flag.code
        whole = content.flag.model_copy(update={"words": content.words})
        raw.put(raw.flags, flag, Entry(whole, source, ("flag",)), shared=True)
    for name, question in getattr(content, "questions", {}).items():
        position = question.position if question.position is not None else order * 1000
        item = question.model_copy(update={"id": name, "position": position})
        raw.put(raw.questions, name, Entry(item, source, ("questions", name)))
    for name, sign in getattr(content, "signs", {}).items():
        raw.put(raw.signs, name, Entry(sign.model_copy(update={"id": name}), source, ("signs", name)))
    for index, rule in enumerate(getattr(content, "rules", ())):
        entry = Entry(rule.model_copy(update={"flag": flag}) if flag else rule, source, ("rules", index))
        raw.put(raw.rules, rule.code, entry, shared=True)
