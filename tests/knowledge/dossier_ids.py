# ruff: noqa: E501 (tables)
"""The ids of the dossier beside those of the rules, and every difference with its reason, for docs/knowledge.md and its test."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from advisor.model.base import KnowledgeBase
from knowledge import dossier_tables as tables
from knowledge import exercise_tables
from knowledge.test_dossier import ADDS_TO_A_PATTERN, CUT, PATTERN_CUT, STEPS_ABOVE_2, TELLS_APART

__all__ = ["ADDED", "DIFFERENCES", "LEFT_OUT", "gates", "ids"]


def _first(table: str, word: int = 0) -> Iterator[str]:
    """The ids in a table's first column."""
    for line in table.strip().splitlines():
        yield line.split(" | ")[0].split()[word]


def gates() -> list[str]:
    """The rows of section 6b."""
    return [line.split(" | ")[1] for line in tables.GATES.strip().splitlines()]


def ids(kb: KnowledgeBase) -> Mapping[str, tuple[set[str], set[str]]]:
    """Kind of id to those of the dossier and those of the rules."""
    kinds = {kind: {code for code, flag in kb.flags.items() if flag.kind == kind} for kind in ("flag", "gate")}
    written = {f"R{number}" for number in range(1, 64)} | set(_PARTS_OF_A_NUMBER)
    return {
        "muscles": (set(_first(tables.MUSCLES)), set(kb.muscles)),
        "symptoms": (set(_first(tables.SYMPTOMS)) | {"poor_biomechanics"}, set(kb.symptoms)),
        "form signs": (set(_first(tables.FORM_SIGNS)) - {"not_filmed"}, set(kb.questions["form_signs_seen"].options)),
        "self-tests": (set(_first(tables.SELF_TESTS)), set(kb.tests)),
        "patterns": (set(_first(tables.PATTERNS, 1)), set(kb.patterns)),
        "exercises": (set(_first(tables.EXERCISES)), set(kb.exercises)),
        "red flags": (set(_first(tables.FLAGS)), kinds["flag"]),
        "gates": ({code[:3] for code in _first(tables.GATES)}, kinds["gate"]),
        "sources": (written, set(kb.sources)),
    }


_PARTS_OF_A_NUMBER = [
    "R3b", "R7b", "R9b", "R12b", "R13b", "R14b", "R16b", "R17b", "R17c", "R17d", "R18b", "R23b", "R23c", "R24b", "R25b",
    "R26b", "R26c", "R26d", "R27b", "R29b", "R30b", "R32b", "R33b", "R34b", "R36b", "R38b", "R45b", "R45c", "R45d", "R46b",
    "R47b", "R47c", "R47d", "R48b", "R49b", "R49c", "R51b", "R51c", "R52b", "R54b", "R54c", "R54d", "R55b", "R56b", "R57b",
    "R57c", "R57d", "R57e", "R59b", "R60b", "R61b", "R61c", "R63b", "R41b", "R41c",
]  # fmt: skip
"""Where one number of section 7 holds several works, each further one is an id of its own."""

LEFT_OUT: Mapping[str, str] = {
    "R47c": "Kang 2019, a review: no claim here rests on it",
    "R49b": "Alfredson 1998: no claim here rests on it",
    "R61c": "Walsh 2007: no claim here rests on it",
    "R41b": "MacAskill 2014: no figure here is taken from it",
    "R41c": "Macadam 2015: no figure here is taken from it",
}
ADDED: Mapping[str, str] = {
    "trunk_upright": "in the list of section 2a; P06 reads it, nothing else does",
    "form_signs": "the stride on film or seen by a coach, a test by section 0",
    "G33": "the plank postures of section 5",
    "G34": "the single-leg postures of section 5",
    "G35": "drills and hops of section 5",
    "G36": "weight on the wrists, section 5",
    "G37": "the stiff spine of S9",
    "EXP": "our own consensus, the basis of that name",
}


def _cut() -> Iterator[tuple[str, str]]:
    values: dict[tuple[str, str], dict[str, str]] = {
        ("dominant", row[0]): dict(part.split() for part in row[1].split(", ") if " " in part)  # type: ignore[misc]
        for row in (line.split(" | ") for line in tables.SYMPTOMS.strip().splitlines())
    } | {
        ("dormant", row[0]): dict(part.split() for part in row[2].split(", ") if " " in part)  # type: ignore[misc]
        for row in (line.split(" | ") for line in tables.SYMPTOMS.strip().splitlines())
    }
    for (symptom, role, muscle), (value, why) in CUT.items():
        was = values[role, symptom][muscle]
        yield (
            f"{symptom}, {muscle} {role}: {was} in the dossier, {value:g} here",
            f"above its ceiling ({re.sub('^the same$', 'as above', why)})",
        )


def _days() -> list[str]:
    return [line.split(" | ")[0] for line in exercise_tables.DOSES.strip().splitlines() if line.split(" | ")[3] == "?"]


DIFFERENCES: Mapping[str, str] = {
    **dict(_cut()),
    "form signs: .30 in the dossier, .25 here": "each rests on our consensus alone, whose ceiling is .25",
    **{f"{code}: a certainty of {value:g}": why for code, (value, why) in PATTERN_CUT.items()},
    f"{', '.join(sorted(STEPS_ABOVE_2))} are not first exercises": "level 3; the dossier's lists lead there, but not in week 1",
    **{f"{code} adds to a pattern": why for code, why in ADDS_TO_A_PATTERN.items()},
    f'{len(TELLS_APART)} rules put a "tell apart" line into numbers': "the dossier gives none; all are at or below .25, our consensus",
    "t_plank is also left out where lying flat is": "it is done face down; its row asks for this in pregnancy",
    f"days a week of {len(_days())} exercises are ours": f"the dossier gives none: {', '.join(_days())}",
}
"""What differs from the dossier's numbers, and why. Each is asserted in test_dossier.py, test_exercises.py or test_selftests.py."""
