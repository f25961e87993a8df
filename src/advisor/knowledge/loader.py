"""Loading a rules folder: read, validate, link, check. All problems at once, sorted by place.

Takes a folder, gives a :class:`~advisor.model.base.KnowledgeBase`; never a partly loaded one.
"""

from __future__ import annotations

import gc
import hashlib
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from advisor import __version__
from advisor.errors import AdvisorError, Diagnostic, Place
from advisor.knowledge import files
from advisor.knowledge.excerpts import clean
from advisor.knowledge.kept import Kept
from advisor.knowledge.linker import link
from advisor.knowledge.paths import rules_folder
from advisor.knowledge.raw import Entry, Raw
from advisor.knowledge.source import Document, SourceMap, parse, read_bytes
from advisor.model import knowledge as k
from advisor.model.base import KnowledgeBase

__all__ = ["load_knowledge", "load_with_places"]

MAX_FILES = 2_000
MAX_PROBLEMS = 200


def load_knowledge(folder: str | os.PathLike[str] | None = None) -> KnowledgeBase:
    """Loads and checks a rules folder (default: ``ADVISOR_RULES``, else the shipped one).

    Raises AdvisorError with every problem found: codes Y (files), K (shape), N (names), C (conditions), R (rules).
    """
    collecting = gc.isenabled()
    gc.disable()  # all that is made here is kept: looking for garbage meanwhile finds none and takes a tenth of the time
    try:
        return load_with_places(folder)[0]
    finally:
        if collecting:
            gc.enable()


def load_with_places(folder: str | os.PathLike[str] | None = None) -> tuple[KnowledgeBase, Raw]:
    """:func:`load_knowledge`, with every entry and the place where it was read: what ``knowledge.consistency`` reports at."""
    root = rules_folder(folder)
    raw, digest, kept = Raw(), hashlib.sha256(), Kept(root)
    listed = _listed(root, raw.problems)
    for path, name in listed:
        _load_file(raw, digest, kept, path, name)
    kept.save()
    for name in sorted(set(files.ROOT_FILES) - {name for _, name in listed}):
        hint = f"every rules folder needs it (looked in {root})"
        raw.problems.append(Diagnostic(Place(name), "Y109", f"there is no file {name}", hint))
    _check_version(raw)
    whole = not raw.problems
    before = len(raw.problems)
    knowledge = link(raw, digest.hexdigest())
    if knowledge is not None:
        return replace(knowledge, folder=os.fspath(root)), raw
    problems = raw.problems
    if not whole:  # what stands in a file that could not be read is not known: its names would be missed all over the base
        problems = problems[:before] + [item for item in problems[before:] if not item.code.startswith("N")]
    raise AdvisorError(sorted(set(problems))[:MAX_PROBLEMS])


def _load_file(raw: Raw, digest: Any, kept: Kept, path: Path, name: str) -> None:
    model = files.ROOT_FILES.get(name) or files.FOLDERS.get(name.split("/", 1)[0] if "/" in name else "")
    if model is None:
        hint = f"folders: {', '.join(sorted(files.FOLDERS))}"
        raw.problems.append(Diagnostic(Place(name), "K208", "no kind of file is expected here", hint))
        return
    if path.exists() and not path.is_file():  # a named pipe would wait for ever
        raw.problems.append(Diagnostic(Place(name), "Y109", f"{name} is not a file", "remove it from the rules folder"))
        return
    try:
        document = _document(path, clean(name, 300), kept)
    except AdvisorError as error:
        raw.problems.extend(error.diagnostics)
        return
    digest.update(f"{name}\n".encode() + document.raw + b"\0")
    content = files.validate(model, document.data, document.source, raw.problems)
    if content is not None:
        _collect(raw, content, document.source)


def _document(path: Path, name: str, kept: Kept) -> Document:
    content = read_bytes(path, name)
    data = kept.get(name, content)
    if data is not None:
        return Document(data, SourceMap(name, content), content)
    document = parse(content, name)
    kept.put(name, content, document.data)
    return document


def _check_version(raw: Raw) -> None:
    if raw.info is None:
        return
    wanted = raw.info.item.minimum_advisor
    if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,4}){0,3}", wanted):
        raw.problems.append(raw.info.problem("K206", f'"{wanted}" is not a version', "write it as 0.1.0", "minimum_advisor"))
    elif _version(wanted) > _version(__version__):
        message = f"these rules need Advisor {wanted}; this is {__version__}"
        raw.problems.append(raw.info.problem("K210", message, "install a newer Advisor", "minimum_advisor"))


def _version(text: str) -> tuple[int, ...]:
    numbers = [int(part) for part in re.findall(r"[0-9]+", text)[:3]]
    return tuple(numbers + [0] * (3 - len(numbers)))


def _listed(root: Path, problems: list[Diagnostic]) -> list[tuple[Path, str]]:
    """The files to load, in a fixed order. What looks like a rule file but would be passed over is a problem."""
    found: list[tuple[Path, str]] = []
    seen: set[str] = set()
    count = 0

    def unreadable(error: OSError) -> None:
        name = _name(Path(error.filename or root), root)
        reason = error.strerror or type(error).__name__
        problems.append(Diagnostic(Place(name), "Y109", f"this folder cannot be read: {reason}", "check its permissions"))

    for folder, inside, names in os.walk(root, onerror=unreadable, followlinks=True):
        real = os.path.realpath(folder)
        inside[:] = [] if real in seen else sorted(name for name in inside if not name.startswith("."))
        names = [] if real in seen else names  # a link that leads back is read once
        seen.add(real)
        count += len(inside) + len(names)
        for plain in names:
            path, low = Path(folder, plain), plain.lower()
            name = _name(path, root)
            if plain.startswith(".") or low.endswith(".cases.yaml") or name.startswith(("personas/", "lang/", "figures/")):
                continue
            if plain.endswith(".yaml"):
                found.append((path, name))
            elif low.endswith((".yaml", ".yml", ".yaml.txt", ".yml.txt")):
                problems.append(Diagnostic(Place(name), "K208", "rule files end in .yaml", "rename it"))
        if len(found) > MAX_FILES or count > 10 * MAX_FILES:
            raise AdvisorError.of("Y108", f"more than {MAX_FILES} files", "is this the right folder?", Place(str(root)))
    return sorted(found)


def _name(path: Path, root: Path) -> str:
    return clean(os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", "replace"))


def _collect(raw: Raw, content: Any, source: SourceMap) -> None:
    if isinstance(content, k.KbInfo):
        raw.info = Entry(content, source, ())
    elif isinstance(content, k.Rule):
        _put_rule(raw, content, Entry(content, source, ()))
    elif isinstance(content, files.MusclesFile):
        for name, muscle in content.muscles.items():
            raw.put(raw.muscles, name, _named(raw, muscle, name, Entry(muscle, source, ("muscles", name))))
    elif isinstance(content, files.SourcesFile):
        for name, work in content.sources.items():
            raw.put(raw.sources, name, _named(raw, work, name, Entry(work, source, ("sources", name))), shared=True)
    elif isinstance(content, files.GlossaryFile):
        raw.glossary.update(content.terms)
        raw.glossary_file = source
    elif isinstance(content, files.ExercisesFile):
        for name, exercise in content.exercises.items():
            raw.put(raw.exercises, name, _named(raw, exercise, name, Entry(exercise, source, ("exercises", name))))
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
        whole = k.Flag(**dict(content.flag), words=content.words)
        raw.put(raw.flags, flag, Entry(whole, source, ("flag",)), shared=True)
    for name, question in getattr(content, "questions", {}).items():
        if question.position is not None:
            raw.placed.add(name)
        position = question.position if question.position is not None else order * 1000
        item = question.model_copy(update={"position": position})
        raw.put(raw.questions, name, _named(raw, item, name, Entry(item, source, ("questions", name))))
    for name, sign in getattr(content, "signs", {}).items():
        raw.put(raw.signs, name, _named(raw, sign, name, Entry(sign, source, ("signs", name))))
    for index, rule in enumerate(getattr(content, "rules", ())):
        entry = Entry(rule, source, ("rules", index))
        _put_rule(raw, rule, entry if not flag else Entry(rule.model_copy(update={"flag": flag}), source, entry.path))


def _put_rule(raw: Raw, written: k.Rule, entry: Entry[k.Rule]) -> None:
    if written.flag:
        raw.problems.append(
            entry.problem("K201", 'unknown key "flag"', "a safety rule belongs in a file in safety/", "flag", key=True)
        )
        entry = Entry(written.model_copy(update={"flag": ""}), entry.source, entry.path)
    raw.put(raw.rules, written.code, entry, shared=True)


def _named(raw: Raw, item: Any, name: str, entry: Entry[Any]) -> Entry[Any]:
    """The entry with its id, which is its key in the file and nothing else."""
    if item.id and item.id != name:
        raw.problems.append(entry.problem("K201", 'unknown key "id"', f"its id is its key, {name}: remove id", "id", key=True))
    return Entry(item.model_copy(update={"id": name}), entry.source, entry.path)
