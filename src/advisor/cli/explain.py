"""``advisor explain``: how a finding came about, what would change it, and what other answers would move."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from advisor.model.base import KnowledgeBase
    from advisor.model.counterfactual import WhatIf

_WHAT_IF = "Another answer, as in an answers file; question@left=value for one side. May be given several times."


@click.command("explain")
@click.argument("answers", type=click.Path())
@click.argument("finding", required=False)
@click.option("--what-if", "changes", multiple=True, metavar="QUESTION=VALUE", help=_WHAT_IF)
@click.option("--format", "fmt", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--rules", type=click.Path(), help="The rules folder (default: ADVISOR_RULES, else the shipped one).")
@click.option("--lang", help="The language, such as de.  [default: ADVISOR_LANG, else en]")
def command(answers: str, finding: str | None, changes: tuple[str, ...], fmt: str, rules: str | None, lang: str | None) -> None:
    """Explain FINDING for ANSWERS: a muscle or a pattern, with @left or @right if you like.

    Says how it came about, why other rules did not speak, and the smallest change of answers that would move it. With
    --what-if: what other answers would move, safety first; with FINDING, only that one.

    \b
    advisor explain answers.yaml gluteus_maximus@left
    advisor explain answers.yaml --what-if t_plank=45 --what-if tight_hamstrings@left=absent
    """
    from advisor.cli.files import read_answers
    from advisor.cli.tongue import chosen_language, knowledge_in
    from advisor.inference.explain import targets_of

    if finding is None and not changes:
        raise click.UsageError("name a FINDING, or give --what-if QUESTION=VALUE")
    knowledge = knowledge_in(chosen_language(lang, rules), rules)
    sheet = read_answers(answers, knowledge)
    if changes:
        from advisor.pipeline import what_if
        from advisor.report.counterfactual import what_if_told
        from advisor.report.counterfactual_data import what_if_data

        only = None if finding is None else targets_of(knowledge, finding)
        found = what_if(knowledge, sheet, changes)
        data = what_if_data(knowledge, found, only) | {"notes": [note.model_dump() for note in found.notes]}
        _show(fmt, data, [*what_if_told(knowledge, found, only), *_notes(knowledge, found)])
        return
    from advisor.pipeline import explain
    from advisor.report.counterfactual import changes_told
    from advisor.report.counterfactual_data import changes_data

    assert finding is not None
    explanation = explain(knowledge, sheet, finding, changes=True)
    data = explanation.model_dump(mode="json") | {"changes": changes_data(knowledge, explanation.changes)}
    told = changes_told(knowledge, explanation.changes)
    _show(fmt, data, [*explanation.lines(), *([""] if told else []), *told])


def _notes(knowledge: KnowledgeBase, found: WhatIf) -> list[str]:
    """A line for each changed answer that would not be asked for; both sides of a question are told once."""
    from advisor.language import language
    from advisor.model.knowledge import SIDES

    say = language(knowledge.language)
    scopes: dict[tuple[str, str], list[str]] = {}
    for note in found.notes:
        scopes.setdefault((note.reason, note.question), []).append(note.scope)
    lines = []
    for (reason, name), some in scopes.items():
        words = knowledge.questions[name].ask
        for scope in [""] if set(some) == set(SIDES) else some:
            place = knowledge.symptoms[scope].name if scope in knowledge.symptoms else say.side(scope)
            asked = say.text("in-brackets", words=words, place=place) if place else words
            lines.append(say.text(f"if-note-{reason.replace('_', '-')}", question=asked))
    return lines


def _show(fmt: str, data: dict[str, Any], lines: list[str]) -> None:
    from advisor.language import unmarked

    click.echo(json.dumps(data, indent=2, ensure_ascii=False) if fmt == "json" else unmarked("\n".join(lines)))
