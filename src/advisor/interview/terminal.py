"""Prompts by questionary on a terminal: arrows, Space and Enter to answer, one key for each verb, Esc to go back."""

from __future__ import annotations

import os
from typing import Any

import questionary
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.styles import Style

from advisor.interview.prompter import KEYS, EndOfInput, Prompt, Reply, Verb, columns, keys_text, verb_of, wrapped
from advisor.language import Language, language

__all__ = ["TerminalPrompter"]

_MANY = 14
_PLAIN = [
    ("highlighted", "bold"),
    ("selected", ""),
    ("instruction", ""),
    ("bottom-toolbar", "noreverse"),
    ("validation-toolbar", "bold"),
]
_COLOUR = [
    ("highlighted", "bold fg:ansicyan"),
    ("pointer", "bold fg:ansicyan"),
    ("selected", "fg:ansigreen"),
    ("instruction", "fg:ansigray"),
    ("bottom-toolbar", "noreverse"),
    ("validation-toolbar", "bold fg:ansired bg:default"),
]


class TerminalPrompter:
    """questionary's select, checkbox and text; the question stands above, its answer stays below."""

    def __init__(self, words: Language | None = None) -> None:
        self.live = True
        self.words = words or language()
        self._colour = not os.environ.get("NO_COLOR")
        self._style = Style(_COLOUR if self._colour else _PLAIN)

    def say(self, text: str = "", *, strong: bool = False) -> None:
        shown = wrapped(text)
        print(f"\x1b[1m{shown}\x1b[0m" if strong and shown.strip() else shown, flush=True)

    def ask(self, prompt: Prompt) -> Reply:
        self.say(prompt.text, strong=True)
        question = {"one": self._one, "many": self._many, "text": self._text}[prompt.kind](prompt)
        app = question.application
        app.key_bindings = merge_key_bindings([app.key_bindings, self._bindings(prompt)])
        try:
            reply = question.unsafe_ask()
        except EOFError:
            raise EndOfInput from None
        return self._echoed(prompt, reply)

    def _echoed(self, prompt: Prompt, reply: Any) -> Reply:
        verb = reply if isinstance(reply, Verb) else verb_of(reply, prompt, self.words) if prompt.kind == "text" else None
        if verb is not None:
            if verb in (Verb.SKIP, Verb.HURT):
                self.say(f"  > {self.words.text(KEYS[verb][1])}")
            return verb
        if prompt.kind == "text":
            words = reply.strip()
        else:
            chosen = [reply] if isinstance(reply, str) else reply
            words = "; ".join(c.label for c in prompt.choices if c.value in chosen) or prompt.none
        self.say(f"  > {words}")
        return tuple(reply) if isinstance(reply, (list, tuple)) else str(reply).strip()

    def _one(self, prompt: Prompt) -> Any:
        choices = [questionary.Choice(title=self._title(c.label), value=c.value) for c in prompt.choices]
        message = self._message(prompt, self.words.text("prompt-arrows"))
        return questionary.select(
            message, choices, default=prompt.now if isinstance(prompt.now, str) else None, qmark="", pointer=">",
            instruction=" ", style=self._style, use_jk_keys=False, use_emacs_keys=False, erase_when_done=True,
        )  # fmt: skip

    def _many(self, prompt: Prompt) -> Any:
        now = prompt.now if isinstance(prompt.now, tuple) else ()
        choices = [questionary.Choice(title=self._title(c.label), value=c.value, checked=c.value in now) for c in prompt.choices]
        keep = prompt.now == ()
        message = self._message(prompt, self.words.text("prompt-ticks", none=f"{prompt.none[:1].lower()}{prompt.none[1:]}"))
        tick = self.words.text("prompt-tick-first")
        return questionary.checkbox(
            message, choices, qmark="", pointer=">", instruction=" ", style=self._style, use_jk_keys=False,
            use_emacs_keys=False, erase_when_done=True,
            validate=lambda ticked: True if ticked or keep else tick,
        )  # fmt: skip

    def _text(self, prompt: Prompt) -> Any:
        def check(typed: str) -> bool | str:
            if verb_of(typed, prompt, self.words) is not None:
                return True
            return (prompt.check(typed.strip()) or True) if typed.strip() else self.words.text("prompt-type-answer")

        return questionary.text(
            self._message(prompt, self.words.text("prompt-type")), default=prompt.now if isinstance(prompt.now, str) else "",
            qmark="", style=self._style, validate=check, erase_when_done=True, validate_while_typing=False,
        )  # fmt: skip

    def _message(self, prompt: Prompt, how: str) -> str:
        if prompt.label:
            how = self.words.text("prompt-labelled", label=prompt.label, how=how)
        elif len(prompt.choices) > _MANY:
            how = self.words.text("prompt-many-answers", how=how, number=len(prompt.choices))
        parts = [how, keys_text(prompt, self.words)]
        if prompt.now_words:
            parts.insert(0, self.words.text("prompt-now-above", words=prompt.now_words))
        lines = [line for part in parts for line in wrapped(part, columns() - 2).splitlines()]
        return "\n ".join(lines) + ("\n >" if prompt.kind == "text" else "")

    def _title(self, label: str) -> str:
        return wrapped(label, max(20, columns() - 7)).replace("\n", "\n     ")

    def _bindings(self, prompt: Prompt) -> KeyBindings:
        keys = KeyBindings()

        def on(key: str, result: Any) -> None:
            @keys.add(key, eager=True)
            def _(event: Any) -> None:
                event.app.exit(result=result)

        if Verb.BACK in prompt.verbs:
            on(Keys.Escape, Verb.BACK)
        if prompt.kind == "text":
            return keys
        for verb in prompt.verbs:
            on(KEYS[verb][0], verb)
        if prompt.kind == "many":
            on("n", [])
            for key in ("a", "i"):  # questionary would tick everything
                keys.add(key, eager=True)(lambda _event: None)
        return keys
