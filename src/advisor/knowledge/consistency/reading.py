"""How hard the runner's texts are to read: the mean of two grades that count letters, words and sentences.

textstat works both out. Its syllable-based grades fetch a dictionary when called; they are never called here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from advisor.errors import AdvisorError, Diagnostic
from advisor.knowledge.consistency.places import at
from advisor.knowledge.consistency.texts import RunnerText, plain, runner_texts
from advisor.knowledge.raw import Raw
from advisor.model.base import KnowledgeBase

__all__ = ["FEWEST_WORDS", "HIGHEST", "MEDIAN", "Graded", "grade", "graded", "median_grade", "reading_problems"]

FEWEST_WORDS = 30
"""Shorter texts say little about their grade."""
MEDIAN, HIGHEST = 7.0, 9.0
"""School grades (US) that the middle text and each text may have at most."""

_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")


@dataclass(frozen=True, slots=True)
class Graded:
    """A text of 30 words or more with its school grade."""

    text: RunnerText
    words: int
    grade: float


def grade(text: str) -> float:
    """The mean of the ARI (Senter & Smith 1967) and the Coleman-Liau grade (1975) of a plain text.

    Raises AdvisorError (W732) where textstat is not installed.
    """
    try:
        import textstat
    except ImportError:
        hint = "install it with: pip install 'advisor[test]'"
        raise AdvisorError.of("W732", "reading grades need the library textstat, which is not installed", hint) from None
    whole = _DECIMAL.sub(",", text)  # the point in 2.5 ends no sentence
    return float(textstat.automated_readability_index(whole) + textstat.coleman_liau_index(whole)) / 2


def graded(texts: Iterable[RunnerText]) -> list[Graded]:
    """The texts of 30 words or more with their grades, in the order given."""
    found: list[Graded] = []
    for item in texts:
        text = plain(item.text)
        count = len(text.split())
        if count >= FEWEST_WORDS:
            found.append(Graded(item, count, grade(text)))
    return found


def median_grade(items: Iterable[Graded]) -> float:
    """The middle grade; 0 without any."""
    return median([item.grade for item in items] or [0.0])


def reading_problems(kb: KnowledgeBase, raw: Raw) -> list[Diagnostic]:
    """W730 for each text above grade 9, W731 where the middle one is above 7, W732 where they cannot be graded."""
    try:
        items = graded(runner_texts(kb))
    except AdvisorError as error:
        return list(error.diagnostics)
    problems = [
        at(raw, item.text, "W730", f"this text reads at school grade {item.grade:.1f}; at most {HIGHEST:g}",
           "use shorter sentences and shorter words")
        for item in items
        if item.grade > HIGHEST
    ]  # fmt: skip
    middle = median_grade(items)
    if middle > MEDIAN and raw.info is not None:
        message = f"the runner's texts read at school grade {middle:.1f} in the middle; at most {MEDIAN:g}"
        problems.append(raw.info.problem("W731", message, "make the hardest texts easier to read", "name"))
    return problems
