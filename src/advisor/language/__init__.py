"""The words of the program in a language: texts by key, numbers, dates and lists. Below every stage; knows none of them."""

from __future__ import annotations

from advisor.language.language import ENGLISH, Language, code_of, language, languages
from advisor.language.marks import english, spans, unmarked

__all__ = ["ENGLISH", "Language", "code_of", "english", "language", "languages", "spans", "unmarked"]
