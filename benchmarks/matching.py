"""The matching compared: experta as it comes, experta with our matcher, CLIPS; the same rules, the same sheets."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from random import Random
from statistics import median

from advisor.inference.consult import Consultation, Reasoner
from advisor.knowledge import load_knowledge
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from clips_side import Clips, Replay, batches_of, facts_of
from generated import random_answers, rule_files, write_files
from measure import alternately
from parts import Part, Row

__all__ = ["against_clips", "compare", "same"]


def same(ours: Consultation, theirs: Consultation) -> None:
    """Both fired the same and came to the same, to the last bit. Raises AssertionError."""
    a, b = ours.certainties, theirs.certainties
    for mine, other in (
        ([r.key for r in a.safety_fired], [r.key for r in b.safety_fired]),
        (list(a.fired), list(b.fired)),
        (a.cf, b.cf),
        (a.derivations, b.derivations),
        (ours.findings, theirs.findings),
        (ours.safety, theirs.safety),
    ):
        if mine != other:
            raise AssertionError(f"the engines disagree: {mine!r:.300} and {other!r:.300}")


def compare(knowledge: KnowledgeBase, sheets: dict[str, AnswerSheet], rounds: int, which: str) -> Part:
    """experta as it comes against experta with our matcher and strategy: the same rules, the same sheets."""
    part = Part(f"experta as it comes, and with our matcher ({which})")
    ours, stock = Reasoner(knowledge), Reasoner(knowledge, matcher=None)
    for sheet in sheets.values():
        same(ours.consult(sheet), stock.consult(sheet))
    part.checked = f"firings in order, certainties, derivations, findings and safety of {len(sheets)} sheets"
    for name, sheet in sheets.items():
        *mine_each, other = alternately([partial(ours.consult, sheet)] * 5 + [partial(stock.consult, sheet)], rounds)
        mine = median(mine_each)  # stock experta is slow: five of ours to one of it
        figures: dict[str, float | int | str] = {"ours ms": mine, "stock ms": other, "times faster": other / mine}
        part.rows.append(Row(f"consult: {name}", figures, "≥ 5 times"))
    count = len(ours.network.rules)
    part.notes.append(f"{len(knowledge.active_rules)} rules, laid out by side and symptom as {count:,} generated ones.")
    part.notes.append(f"Runs of experta as it comes: {rounds} of each sheet after the check; five of ours to each.")
    part.notes.append(
        "experta as it comes asks every rule for news at every firing, so its time grows with rules times firings; the "
        "generated rules are many and small, which favours ours. With few rules the ratio is smaller (see the sizes)."
    )
    return part


def against_clips(size: int, rounds: int) -> Part:
    """The matching alone: our engine and CLIPS given the same facts in the same batches."""
    part = Part("CLIPS (clipspy)")
    with tempfile.TemporaryDirectory() as name:
        write_files(rule_files(size), Path(name))
        knowledge = load_knowledge(name)
    reasoner = Reasoner(knowledge)
    batches = batches_of(reasoner, random_answers(knowledge, Random(size)))
    try:
        clips = Clips(reasoner.network)
    except ImportError:
        part.notes.append("clipspy is not installed here: left out (pip install clipspy to see it).")
        return part
    ours, facts = Replay(reasoner, batches), facts_of(batches)
    if ours.run() != clips.run(facts):
        raise AssertionError("CLIPS and experta fire different rules")
    mine, other = alternately([ours.run, partial(clips.run, facts)], rounds)
    figures: dict[str, float | int | str] = {"ours ms": mine, "CLIPS ms": other, "ours / CLIPS": mine / other}
    part.rows.append(Row(f"matching, {size:,} rules ({len(reasoner.network.rules):,} generated)", figures))
    part.checked = f"the same {len(clips.run(facts))} firings in the same order"
    part.notes.append(
        "CLIPS is written in C; it goes through the patterns of one relation one by one, and ours has an index for just such "
        "patterns: rules written for CLIPS by hand, fewer and richer, would suit it better. Reading the answers, certainties and "
        "the trace are in neither figure. zen-engine stands beside CLIPS in the part on populations."
    )
    return part
