"""How one question is put to a person: the Protocol, and the two implementations that need no terminal.

A prompter shows a :class:`Prompt` and gives back a value or a :class:`Verb`; what the verbs do is the interview's business.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol

from advisor.language import Language, language, unmarked

__all__ = [
    "Choice", "EndOfInput", "LinePrompter", "Prompt", "Prompter", "Reply", "ScriptedPrompter", "Verb", "choose_prompter",
    "typed_for",
]  # fmt: skip


class Verb(StrEnum):
    """What can be said at a prompt instead of an answer."""

    WHY = "why"
    HELP = "?"
    BACK = "back"
    SKIP = "skip"
    HURT = "hurt"
    SAVE = "save"
    QUIT = "quit"


# The key of each verb is the same in every language; its words are in the catalogue.
KEYS: dict[Verb, tuple[str, str]] = {
    Verb.SKIP: ("d", "verb-skip"),
    Verb.HURT: ("h", "verb-hurt"),
    Verb.HELP: ("?", "verb-help"),
    Verb.WHY: ("w", "verb-why"),
    Verb.BACK: ("b", "verb-back"),
    Verb.SAVE: ("s", "verb-save"),
    Verb.QUIT: ("q", "verb-quit"),
}
_WORDS: dict[str, Verb] = {
    **{key: verb for verb, (key, _) in KEYS.items()},
    **{verb.value: verb for verb in Verb},
    **dict.fromkeys(("help", "??"), Verb.HELP),
    **dict.fromkeys(("don't know", "dont know", "unknown"), Verb.SKIP),
    "it hurt": Verb.HURT,
    "exit": Verb.QUIT,
}


@dataclass(frozen=True)
class Choice:
    """One answer to pick: its value, its words, what else to type for it."""

    value: str
    label: str
    also: tuple[str, ...] = ()


def _fits(_text: str) -> str:
    return ""


@dataclass(frozen=True)
class Prompt:
    """One thing to ask. ``now``: the answer it has already, kept by Enter. ``check``: what is wrong with a typed text, or ''."""

    text: str
    kind: Literal["one", "many", "text"]
    choices: tuple[Choice, ...] = ()
    none: str = ""
    label: str = ""
    verbs: tuple[Verb, ...] = tuple(KEYS)
    now: str | tuple[str, ...] | None = None
    now_words: str = ""
    check: Callable[[str], str] = _fits


Reply = Verb | str | tuple[str, ...]


_BULLET = re.compile(r"\s*(?:-|\d+[.)])\s+")


class EndOfInput(Exception):
    """The input has ended; nothing more can be asked."""


class Prompter(Protocol):
    """Asks and tells. ``live``: a person sits there, and can be asked more than the questionnaire holds."""

    live: bool

    def ask(self, prompt: Prompt) -> Reply:
        """A value that fits the prompt, or one of its verbs. Raises EndOfInput, KeyboardInterrupt."""

    def say(self, text: str = "", *, strong: bool = False) -> None:
        """Tells something; wraps it to the width there is."""


def verb_of(text: str, prompt: Prompt, say: Language | None = None) -> Verb | None:
    """The verb a typed text stands for, if this prompt has it: its key, its English words, its words in the language."""
    text = text.strip().casefold().replace("\u2019", "'")
    own = {(say or language()).text(key).casefold(): verb for verb, (_, key) in KEYS.items()}
    verb = _WORDS.get(text) or own.get(text)
    return verb if verb in prompt.verbs else None


def typed_for(say: Language, key: str) -> tuple[str, ...]:
    """What may be typed for ``yes``, ``no``, ``none``, ``left``, ``right``, ``both``, ``neither``: own words, then English."""
    words = f"{unmarked(say.text(f'typed-{key}'))},{language().text(f'typed-{key}')}"
    return tuple(dict.fromkeys(word.strip() for word in words.split(",")))


def columns() -> int:
    """The width to write to: the terminal's, at most 80, at least 30."""
    return max(30, min(80, shutil.get_terminal_size((80, 24)).columns))


def wrapped(text: str, width: int | None = None) -> str:
    """Text in lines of the width; indentation is kept, and lines after a ``-`` or a number hang under its text."""
    lines = []
    for line in unmarked(text).splitlines() or [""]:
        if line.startswith("  advisor "):  # a command to copy stays whole
            lines.append(line)
            continue
        own = line[: len(line) - len(line.lstrip())]
        bullet = _BULLET.match(line)
        hang = " " * len(bullet.group()) if bullet else own
        how = textwrap.TextWrapper(width or columns(), initial_indent=own, subsequent_indent=hang, break_long_words=False)
        lines += how.wrap(line.strip()) or [""]
    return "\n".join(lines).replace("\u00a0", " ")


class LinePrompter:
    """Plain lines in and out: for a pipe, a dumb terminal, a screen reader."""

    def __init__(self, words: Language | None = None) -> None:
        self.live = bool(sys.stdin.isatty())
        self.words = words or language()

    def say(self, text: str = "", *, strong: bool = False) -> None:
        print(wrapped(text), flush=True)

    def ask(self, prompt: Prompt) -> Reply:
        self._show(prompt)
        while True:
            typed = self._line()
            if not typed and prompt.now is not None:
                return prompt.now
            verb = verb_of(typed, prompt, self.words)
            if verb is not None:
                return verb
            reply, problem = parse(typed, prompt, self.words)
            if not problem:
                return reply
            self.say(f"  {problem}")

    def _show(self, prompt: Prompt) -> None:
        self.say(prompt.text)
        width = len(str(len(prompt.choices)))
        for number, choice in enumerate(prompt.choices, 1):
            self.say(f"  {number:>{width}}) {choice.label}")
        if prompt.kind == "many":
            self.say(f"  {0:>{width}}) {prompt.none}")
            self.say(f"  {self.words.text('prompt-several')}")
        if prompt.label:
            self.say(f"  {prompt.label}")
        if prompt.now_words:
            keeps = f" {self.words.text('prompt-keeps')}" if prompt.now is not None else ""
            self.say(f"  {self.words.text('prompt-now', words=prompt.now_words)}{keeps}")
        self.say(f"  [{keys_text(prompt, self.words)}]")

    def _line(self) -> str:
        print("> ", end="", flush=True)
        line = sys.stdin.readline()
        if not sys.stdin.isatty():
            print(_shown(line))
        if not line:
            raise EndOfInput
        return line.strip()


def _shown(line: str) -> str:
    return "".join(ch for ch in line.strip() if ch.isprintable())[:60]


def keys_text(prompt: Prompt, say: Language | None = None) -> str:
    """The verbs of a prompt and their keys, as shown on the screen."""
    shown = [(key, (say or language()).text(words)) for verb, (key, words) in KEYS.items() if verb in prompt.verbs]
    return ", ".join(f"{key} {words}".replace(" ", "\u00a0") for key, words in shown)


def parse(typed: str, prompt: Prompt, say: Language | None = None) -> tuple[str | tuple[str, ...], str]:
    """A typed line as a reply, and what is wrong with it ('' where nothing is)."""
    say = say or language()
    if prompt.kind == "text":
        return typed, prompt.check(typed) if typed else say.text("prompt-type-answer")
    known = {word.casefold(): c.value for c in prompt.choices for word in (unmarked(c.label), c.value, *c.also)}
    known.update({str(number): c.value for number, c in enumerate(prompt.choices, 1)})
    last = len(prompt.choices)
    if prompt.kind == "one":
        value = known.get(typed.casefold())
        return (value, "") if value else ("", say.text("prompt-one-number", last=last))
    if typed.casefold() in ("0", *typed_for(say, "none"), unmarked(prompt.none).casefold()):
        return (), ""
    pieces = [piece for piece in re.split(r"[,;\s]+", typed.casefold()) if piece]
    if typed.casefold() in known:
        pieces = [typed.casefold()]
    wrong = [piece for piece in pieces if piece not in known]
    if wrong or not pieces:
        key = "prompt-zero-alone" if "0" in wrong else "prompt-not-listed" if wrong else "prompt-nothing"
        problem = say.text(key, **({"typed": _shown(wrong[0])} if key == "prompt-not-listed" else {}))
        return (), say.text("prompt-many-numbers", problem=problem, last=last, none=prompt.none)
    return tuple(dict.fromkeys(known[piece] for piece in pieces)), ""


class ScriptedPrompter:
    """Answers from a list; records what was asked and said. For tests and examples."""

    def __init__(self, replies: Iterable[Reply | Callable[[Prompt], Reply]], *, live: bool = False) -> None:
        self.live = live
        self.asked: list[Prompt] = []
        self.said: list[str] = []
        self._replies = iter(replies)

    def ask(self, prompt: Prompt) -> Reply:
        self.asked.append(prompt)
        reply = next(self._replies, None)
        if reply is None:
            raise EndOfInput
        return reply if isinstance(reply, (Verb, str, tuple)) else reply(prompt)

    def say(self, text: str = "", *, strong: bool = False) -> None:
        self.said.append(text)


def choose_prompter(plain: bool, say: Language | None = None) -> Prompter:
    """The terminal's prompter where there is a terminal that can move its cursor, else the line prompter."""
    moves = os.environ.get("TERM", "") not in ("", "dumb", "unknown") or sys.platform == "win32"
    if not plain and moves and sys.stdin.isatty() and sys.stdout.isatty():
        from advisor.interview.terminal import TerminalPrompter

        return TerminalPrompter(say)
    return LinePrompter(say)
