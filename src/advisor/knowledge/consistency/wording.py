"""What the runner's words must not hold: promises, stretches as a remedy, jargon nobody explains, bare numbers, shorthand."""

from __future__ import annotations

import re

from advisor.errors import Diagnostic
from advisor.knowledge.consistency.places import about, at
from advisor.knowledge.consistency.texts import plain, runner_texts
from advisor.knowledge.raw import Raw
from advisor.model.base import KnowledgeBase

__all__ = [
    "JARGON", "LATIN", "NEVER", "SHORTHAND", "bare_numbers", "jargon", "long_sentences", "never_said", "sentences", "shorthand",
    "stretches",
]  # fmt: skip

NEVER = re.compile(
    r"\b(cur(?:es?|ed|ing)|heal(?:s|ed|ing)?|(?<!something )fix(?:es|ed|ing)?|prevent\w*|proven|diagnos\w*|guarant\w*|"
    r"switched off|not firing|misalign\w*|out of alignment)\b",
    re.IGNORECASE,
)
"""Words never used about a runner's body. "Something fixed" to hold on to is none of them."""
SHORTHAND = re.compile(
    r"\b(RF\d+\w?|P\d\d[a-z]?|S\d{1,2}|G\d\d[a-z]?|T\d|L\d|R\d+[a-e]?|SYM-\d+|TST-\d+\w?|SK-\w+|CF|EMG|MVIC|TFL|ICC|EXP|TRAD|SEED|"
    r"[a-z]+_[a-z_]+|\d+x\d+|\d+-\d+s|[dm]/w)\b"
)
"""Codes, bases, ids and doses as the dossier writes them for itself."""
LATIN = re.compile(
    r"\b(glute(us|al) (max|med|min)\w*|soleus|gastrocnemius|tensor|fasciae|iliacus|psoas|rectus|vastus|biceps femoris|erector|"
    r"multifidus|transversus|oblique|trapezius|serratus|pectoralis|scalenes?|sternocleidomastoid|quadratus|tibialis|peroneus|"
    r"fibularis|hallucis|interossei|piriformis|popliteus|sartorius|latissimus|rhomboids?|levator|suboccipitals?)\b",
    re.IGNORECASE,
)
"""Muscle Latin has no place outside ``muscles.yaml``, whose plain names the report uses."""
JARGON: tuple[str, ...] = (
    "abdominals", "Achilles tendon", "activation", "biomechanics", "breastbone", "cadence", "clinician", "compensation", "core",
    "diaphragm", "dominant", "dormant", "foot core", "glute", "groin", "hamstring", "hip flexor", "IT band", "joint", "kneecap",
    "load spike", "over-stride", "pelvic floor", "pelvis", "physiotherapist", "plank", "prime mover", "progression", "prone",
    "quad", "quadruped", "regression", "rib cage", "shin splints", "short foot", "shoulder blade", "sit bone", "spine",
    "stabiliser", "steroid", "stress fracture", "supine", "systematic review", "tailbone", "tempo", "tendon", "tripod",
)  # fmt: skip
"""Terms of the field that the runner's texts may use because the shared glossary explains them."""
_CAPITALS = re.compile(r"\b[A-Z]{2,}[a-z]?\b")
_KNOWN_CAPITALS = frozenset({"COVID", "IT"})
_STRETCH = re.compile(r"\bstretch\w*", re.IGNORECASE)
_REMEDY = re.compile(
    r"(^|[,;] |\b(and|then|or|please|also) )(gently |slowly |lightly |daily )?stretch\b|"
    r"\b(try|do|add|use|start|needs?|by|with|hold) (a |an |some |the |your |more |gentle |daily |light |short |of )*stretch\w*|"
    r"\bstretch\w* (helps?|will|loosens?|relie\w+|eases?|solves?|mends?|repairs?)\b",
    re.IGNORECASE,
)
_HARM = re.compile(r"\bstretch\w*\b.*\b(harm\w*|damag\w*|bad for|injur\w*|weaken\w*|tears?|dangerous|worsens?)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(no|not|never|without|instead of|less than|only)\b|n't\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w-])\d+(?:[.,/]\d+)?(?![\w-])")
_UNIT = re.compile(
    r"%|°|\b(seconds?|minutes?|hours?|days?|weeks?|months?|years?|ages?d?|older|cm|mm|kg|km|(centi|milli|kilo)?metres?|degrees?|"
    r"right angle|effort|times|repetitions?|reps?|sets?|holds|breaths?|steps|points?|percent|of (10|100|5)|beats?|score|scale|"
    r"pain|lifts|raises|rises|bridges|o'clock|clock|count|exercises?|tries|people|men|women|births?|periods?|fractures?|level|"
    r"tablets?|drinks?|litres?|runs|rounds?|sides?|toes?|presses|feet|legs?|hops|walks|taps|places|parts?|slow|clean|full)\b",
    re.IGNORECASE,
)
"""What numbers count in these texts. A word that is a command too (hold, lift) counts in the plural only."""
_AGE = re.compile(r"\b(under|over|from|you are) \d+|\d+ (or over|or older|to \d+\.)", re.IGNORECASE)
LONGEST_SENTENCE = 45
LONGEST_REASON = 60


def sentences(text: str) -> list[str]:
    """The text's sentences as read; a colon ends one too."""
    return [part for part in re.split(r"(?<=[.!?:])\s+", plain(text)) if part]


def never_said(kb: KnowledgeBase, raw: Raw) -> list[Diagnostic]:
    """W733: a word that promises, frightens or names an illness."""
    return [
        at(
            raw,
            text,
            "W733",
            f'"{word.group(0)}" is never said about a runner\'s body',
            "say what was noticed, and what may help",
        )
        for text in runner_texts(kb)
        for word in NEVER.finditer(text.text)
    ]


def stretches(kb: KnowledgeBase, raw: Raw) -> list[Diagnostic]:
    """W734: a stretch as the remedy, or as a danger. An exercise names none, but to say that it is not one."""
    problems: list[Diagnostic] = []
    for text in runner_texts(kb):
        for sentence in sentences(text.text) if _STRETCH.search(text.text) else ():
            if not _STRETCH.search(sentence):
                continue
            if _HARM.search(sentence):
                message, hint = "this says that stretching harms", "say that it has not been shown to solve these problems"
            elif not _NOT.search(sentence) and (text.table == "exercises" or _REMEDY.search(sentence)):
                message, hint = "this offers a stretch as the remedy", "name the muscle to wake and a movement for it"
            else:
                continue
            problems.append(at(raw, text, "W734", message, hint))
    return problems


def jargon(kb: KnowledgeBase, raw: Raw) -> list[Diagnostic]:
    """W735: muscle Latin, a term of the field or a word in capitals that the glossary does not explain.

    A muscle's own name and a term's meaning may hold Latin.
    """
    known = {term.lower() for term in kb.glossary}
    unknown = [term.lower() for term in JARGON if term.lower() not in known]
    terms = re.compile(r"\b(" + "|".join(map(re.escape, unknown)) + r")(?:s|es)?\b") if unknown else None
    capitals = _KNOWN_CAPITALS | {term.upper() for term in known}
    problems: list[Diagnostic] = []
    for text in runner_texts(kb):
        if text.table in ("muscles", "glossary"):
            continue
        low = text.text.lower()
        for word in sorted({m.group(0) for m in LATIN.finditer(low)}):
            problems.append(at(raw, text, "W735", f'"{word}" is muscle Latin', "use the muscle's plain name in muscles.yaml"))
        words = {m.group(1) for m in terms.finditer(low)} if terms else set()
        words |= {m.group(0) for m in _CAPITALS.finditer(text.text)} - capitals
        for word in sorted(words):
            message, hint = f'the glossary does not explain "{word}"', "add it to glossary.yaml, or say it plainly"
            problems.append(at(raw, text, "W735", message, hint))
    return problems


def bare_numbers(kb: KnowledgeBase, raw: Raw) -> list[Diagnostic]:
    """W736: a number whose unit stands neither in its sentence nor in the one before; a number question without a unit.

    The words of a number question stand beside its unit, so they need not repeat it.
    """
    problems: list[Diagnostic] = []
    measured = {name for name, question in kb.questions.items() if question.unit}
    for text in runner_texts(kb):
        if text.table == "questions" and text.id in measured:
            continue
        before = ""
        for sentence in sentences(text.text):
            number = _NUMBER.search(sentence)
            if number and not _AGE.search(sentence) and not _UNIT.search(f"{before} {sentence}"):
                problems.append(
                    at(raw, text, "W736", f'the number {number.group(0)} has no unit: "{sentence[:60]}"', "say what is counted")
                )
            before = sentence
    for question in kb.questions.values():
        if question.type == "number" and not question.unit:
            problems.append(
                about(raw, "questions", question.id, "W736", f"{question.id} asks for a number without a unit", "add unit:")
            )
    return problems


def shorthand(kb: KnowledgeBase, raw: Raw) -> list[Diagnostic]:
    """W737: a code, an id or a shortened dose in the runner's words."""
    return [
        at(raw, text, "W737", f'"{word.group(0)}" is shorthand', "write it out in plain words")
        for text in runner_texts(kb)
        for word in SHORTHAND.finditer(re.sub(r"\{[a-z0-9_]+\}", "", text.text))
    ]


def long_sentences(kb: KnowledgeBase, raw: Raw) -> list[Diagnostic]:
    """W749: a sentence of more than 45 words, or a reason of more than 60."""
    problems: list[Diagnostic] = []
    for text in runner_texts(kb):
        longest = max((len(part.split()) for part in re.split(r"(?<=[.!?:;])\s+", plain(text.text, "slot"))), default=0)
        if longest > LONGEST_SENTENCE:
            problems.append(
                at(raw, text, "W749", f"a sentence of {longest} words", f"at most {LONGEST_SENTENCE}: make two of it")
            )
        count = len(plain(text.text, "slot").split())
        if text.path == ("because",) and count > LONGEST_REASON:
            problems.append(at(raw, text, "W749", f"a reason of {count} words", f"at most {LONGEST_REASON}: leave out the least"))
    return problems
