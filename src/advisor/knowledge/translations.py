"""Rule text in other languages: ``rules/lang/<code>/*.yaml``, the same ids with texts in place of the English ones.

A translation holds words only: it can change nothing that a rule does. What it lacks stays English, marked as such. Takes the
linked knowledge base and a folder, gives a knowledge base in the language, or every problem with its place (codes T8xx).
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel

from advisor.errors import AdvisorError, Diagnostic, nearest
from advisor.knowledge.excerpts import clean
from advisor.knowledge.paths import rules_folder
from advisor.knowledge.source import SourceMap, read_file
from advisor.language import language
from advisor.language.marks import english_template
from advisor.model import knowledge as k
from advisor.model.base import KnowledgeBase

__all__ = ["READ", "Translation", "read_translation", "translated", "translations"]

Path_ = tuple[str | int, ...]
Texts = dict[Path_, str]

# What a runner or coach reads of each kind of thing; all else of it is no text or stays as it is (Latin names, sources).
READ: Mapping[type[BaseModel], tuple[str, ...]] = {
    k.Question: ("ask", "help", "none", "options"),
    k.Symptom: ("name", "ask", "help"),
    k.Muscle: ("name",),
    k.SelfTest: ("name", "setup", "how", "counts", "stop", "mistakes", "norm", "substitute", "instead"),
    k.Instead: ("words",),
    k.Flag: ("title", "words"),
    k.Rule: ("title", "because", "mechanism", "limits", "weakens", "advise", "words"),
    k.Words: ("noticed", "do", "who", "soon", "avoid"),
    k.Exercise: (
        "name", "substitute", "setup", "movement", "cues", "feel", "fault", "stop", "pass_", "back", "ends", "why", "dose",
        "variants",
    ),
    k.Fault: ("sign", "do"),
    k.Dose: ("note",),
    k.Variant: ("say", "setup", "movement"),
    k.Source: ("note",),
}  # fmt: skip
_SECTIONS = ("questions", "symptoms", "muscles", "tests", "flags", "rules", "exercises", "sources", "glossary")
_FILLED = ("because", "advise")  # texts with slots
_GIVEN = {"yes", "no", "present", "absent"}  # options every yes-or-no question has: their words are the program's
_SLOT = re.compile(r"\{([a-z0-9_]+)\}")
_BRACE = re.compile(r"\{[a-z0-9_]+\}|[{}]")
_OPTIONAL = re.compile(r"\[[^\[\]]*\]")


@dataclass
class Translation:
    """The texts of one language by section, id and path; what is wrong with them; the paths that only English has."""

    code: str
    texts: dict[str, dict[str, Texts]] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    hash: str = ""


def translated(knowledge: KnowledgeBase, code: str, folder: str | os.PathLike[str] | None = None) -> KnowledgeBase:
    """The knowledge base with its texts in ``code``; what is not translated is English and marked.

    ``folder`` is the rules folder, found as :func:`advisor.knowledge.load_knowledge` finds it. Raises AdvisorError with every
    problem of the translation.
    """
    found = read_translation(knowledge, code, folder)
    if found.problems:
        raise AdvisorError(found.problems)
    tables: dict[str, Any] = {}
    for section in _SECTIONS[:-1]:
        given = found.texts.get(section, {})
        table = getattr(knowledge, section)
        tables[section] = {name: _said(item, given.get(name, {}), ()) for name, item in table.items()}
    tables["questions"] = {name: _question(item, tables, code) for name, item in tables["questions"].items()}
    terms = found.texts.get("glossary", {})
    tables["glossary"] = {term: terms.get(term, {}).get((), english_template(text)) for term, text in knowledge.glossary.items()}
    return replace(knowledge, **tables, language=code, translation_hash=found.hash)


def _said(value: Any, given: Texts, path: Path_) -> Any:
    """``value`` with each of its texts in the language, or marked as English."""
    if isinstance(value, str):
        return given.get(path, english_template(value))
    if isinstance(value, tuple):
        return tuple(_said(item, given, (*path, index)) for index, item in enumerate(value))
    if isinstance(value, dict):
        return {key: _said(item, given, (*path, key)) for key, item in value.items()}
    if isinstance(value, BaseModel):
        parts = {name: _said(getattr(value, name), given, (*path, _key(name))) for name in READ[type(value)]}
        return value.model_copy(update=parts)
    return value


def _question(question: k.Question, tables: Mapping[str, Any], code: str) -> k.Question:
    """Yes and no in the program's words; a symptom's question in the symptom's."""
    words = {"yes": "yes", "present": "yes", "no": "no", "absent": "no"}
    say = language(code)
    update: dict[str, Any] = {}
    if set(question.options) <= _GIVEN:
        marked = {key: english_template(words[key]) for key in question.options}
        update["options"] = {key: say.text(words[key]) if text == marked[key] else text for key, text in question.options.items()}
    if question.kind == "symptom":
        symptom = tables["symptoms"][question.id]
        update |= {"ask": symptom.ask, "help": symptom.help}
    return question.model_copy(update=update) if update else question


def _key(name: str) -> str:
    return "pass" if name == "pass_" else name


# ----------------------------------------------------------------- reading and checking
def translations(folder: str | os.PathLike[str] | None = None) -> list[str]:
    """The codes of the languages that a rules folder has translations into."""
    root = rules_folder(folder) / "lang"
    return sorted(item.name for item in root.iterdir() if item.is_dir()) if root.is_dir() else []


def read_translation(knowledge: KnowledgeBase, code: str, folder: str | os.PathLike[str] | None = None) -> Translation:
    """The translation in ``rules/lang/<code>`` checked against the English texts; empty where there is none."""
    found = Translation(code)
    root = rules_folder(folder) / "lang" / code
    base = _base(knowledge)
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.yaml")) if root.is_dir() else ():
        name = f"lang/{code}/{path.relative_to(root).as_posix()}"
        try:
            document = read_file(path, name)
        except AdvisorError as error:
            found.problems.extend(error.diagnostics)
            continue
        digest.update(f"{name}\n".encode() + document.raw + b"\0")
        _Reader(found, base, document.source).read(document.data)
    found.hash = digest.hexdigest()
    found.problems.sort()
    for section, items in base.items():
        for name, texts in items.items():
            given = found.texts.get(section, {}).get(name, {})
            found.missing += [_dotted((section, name, *path)) for path in texts if path not in given]
    return found


def _base(knowledge: KnowledgeBase) -> dict[str, dict[str, Texts]]:
    """Every English text that can be translated, by section, id and path."""
    base: dict[str, dict[str, Texts]] = {
        section: {name: dict(_texts(item, ())) for name, item in getattr(knowledge, section).items()}
        for section in _SECTIONS[:-1]
    }
    base["glossary"] = {term: {(): text} for term, text in knowledge.glossary.items()}
    for name in knowledge.symptoms:
        base["questions"].pop(name, None)
    for name, question in knowledge.questions.items():
        if set(question.options) <= _GIVEN and name in base["questions"]:
            for key in question.options:
                if question.options[key] in ("yes", "no"):
                    base["questions"][name].pop(("options", key), None)
    return base


def _texts(value: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(value, str):
        if value:
            yield path, value
    elif isinstance(value, (tuple, dict)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(item, (*path, key))
    elif isinstance(value, BaseModel):
        for name in READ[type(value)]:
            yield from _texts(getattr(value, name), (*path, _key(name)))


def _dotted(path: Path_) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


def _blank(text: str) -> bool:
    """Whether nothing of ``text`` would be seen: blanks of any kind, or brackets round them."""
    return not any(unicodedata.category(ch)[0] in "LNPS" and ch not in "[]" for ch in text)


class _Reader:
    """Checks one file of a translation and adds what is good to it."""

    def __init__(self, found: Translation, base: Mapping[str, Mapping[str, Texts]], source: SourceMap) -> None:
        self.found, self.base, self.source = found, base, source

    def problem(self, code: str, message: str, hint: str, path: Path_, *, key: bool = False, within: str = "") -> None:
        self.found.problems.append(self.source.diagnostic(code, message, hint, path, key=key, within=within))

    def read(self, data: Any) -> None:
        if not isinstance(data, dict):
            self.problem("T806", "this file holds no translation", "write questions: and the ids under it", ())
            return
        for section, items in data.items():
            if section not in self.base:
                hint = nearest(str(section), _SECTIONS) or f"one of: {', '.join(_SECTIONS)}"
                self.problem("T801", f'there is no part "{clean(str(section), 60)}" to translate', hint, (section,), key=True)
            elif not isinstance(items, dict):
                self.problem("T806", "ids with their texts are wanted here", "write one id a line", (section,))
            else:
                for name, given in items.items():
                    self.item(section, name, given)

    def item(self, section: str, name: str, given: Any) -> None:
        known = self.base[section]
        if name not in known:
            hint = nearest(name, known) or "it must be an id of the rules, written the same way"
            self.problem("T801", f'{section} has no "{clean(name, 60)}"', hint, (section, name), key=True)
            return
        mine = self.found.texts.setdefault(section, {})
        if name in mine:
            self.problem("T808", f'"{name}" is translated twice', "keep one of the two", (section, name), key=True)
            return
        mine[name] = {}
        self.value(known[name], given, (section, name), mine[name])

    def value(self, texts: Texts, given: Any, at: Path_, mine: Texts) -> None:
        """One value of the file against the texts that English has below the same path."""
        path = at[2:]
        if isinstance(given, (str, int, float)) and path in texts:
            if _blank(str(given)):
                self.problem("T810", "this text is empty", "translate it, or leave its key out: then English stands here", at)
                return
            mine[path] = str(given)
            if path and path[-1] in _FILLED:
                self.slots(texts[path], str(given), at)
            elif (brace := _BRACE.search(str(given))) and brace.group() not in texts[path]:
                hint = "no answer is filled in here: take it out"
                self.problem("T803", f"there is a slot {brace.group()} too many", hint, at, within=brace.group())
            return
        steps = list(dict.fromkeys(key[len(path)] for key in texts if key[: len(path)] == path and len(key) > len(path)))
        if path in texts or not steps:
            self.problem("T806", "a text is wanted here", "write words", at)
        elif isinstance(steps[0], int):
            self.many(texts, given, at, mine, len(steps))
        elif isinstance(given, dict):
            self.inside(texts, given, at, mine, [str(step) for step in steps])
        else:
            self.problem("T806", "lines of the form key: text are wanted here", f"such as {steps[0]}: ...", at)

    def many(self, texts: Texts, given: Any, at: Path_, mine: Texts, wanted: int) -> None:
        if not isinstance(given, list) or len(given) != wanted:
            got = f"{len(given)} are given" if isinstance(given, list) else "this is none"
            self.problem("T806", f"a list of {wanted} texts is wanted here; {got}", "translate them one by one", at)
            return
        for index, item in enumerate(given):
            self.value(texts, item, (*at, index), mine)

    def inside(self, texts: Texts, given: Mapping[str, Any], at: Path_, mine: Texts, known: list[str]) -> None:
        for key, item in given.items():
            if key in known:
                self.value(texts, item, (*at, key), mine)
            else:
                hint = nearest(key, known) or f"one of: {', '.join(known[:8])}"
                self.problem("T805", f'English has no text "{clean(key, 60)}" here', hint, (*at, key), key=True)
        lacking = [key for key in known if key not in given]
        if at[-1] == "options" and lacking:
            names = ", ".join(lacking[:5])
            self.problem("T804", f"options without a text: {names}", "translate all of them, or none", at, key=True)

    def slots(self, text: str, given: str, at: Path_) -> None:
        wanted, got = set(_SLOT.findall(text)), set(_SLOT.findall(given))
        for name in sorted(wanted - got):
            self.problem("T802", f"the slot {{{name}}} is missing", "put it where the answer belongs", at)
        for name in sorted(got - wanted):
            hint = nearest(name, wanted - got) or "English has no such slot here: take it out"
            self.problem("T803", f"there is a slot {{{clean(name, 60)}}} too many", hint, at, within=f"{{{name}}}")
        always = set(_SLOT.findall(_OPTIONAL.sub("", given))) & wanted
        for name in sorted(always - set(_SLOT.findall(_OPTIONAL.sub("", text)))):
            hint = f"put the words round {{{name}}} in [ ], as English has them: they go where it is not known"
            self.problem("T809", f"the slot {{{name}}} stands outside [ ]", hint, at, within=f"{{{name}}}")
