"""``advisor check``: load the rules, say every problem, be silent when there is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from advisor.cli import NO
from advisor.errors import AdvisorError, Diagnostic

if TYPE_CHECKING:
    from advisor.model.base import KnowledgeBase


@click.command("check")
@click.argument("rules", required=False, type=click.Path())
@click.option("--rules", "folder", type=click.Path(), help="The rules folder (default: ADVISOR_RULES, else the shipped one).")
@click.option("--lang", help="List what is not translated into this language, such as de.")
@click.pass_context
def command(ctx: click.Context, rules: str | None, folder: str | None, lang: str | None) -> None:
    """Check a rules folder and its translations. Silent and exit code 0 when all is well; 1 when something is wrong.

    With --lang also the texts that only English has, one a line.
    """
    from advisor.knowledge import load_knowledge
    from advisor.knowledge.translations import read_translation, translations
    from advisor.language.checking import check_catalogue

    chosen = rules or folder
    wanted = _language(lang, chosen)
    try:
        knowledge = load_knowledge(chosen)
    except AdvisorError as error:
        _told(error.diagnostics)
        ctx.exit(NO)
    found = [read_translation(knowledge, code, chosen) for code in (wanted or translations(chosen))]
    problems = [item for translation in found for item in translation.problems]
    problems += _figures(knowledge)
    problems += [item for code in wanted for item in check_catalogue(code)]
    missing = _missing(found) if lang else []
    for line in missing:
        click.echo(line)
    if missing:
        click.echo(f"{len(missing)} texts are not translated: they are shown in English", err=True)
    if problems:
        _told(problems)
    if problems or missing:
        ctx.exit(NO)


def _language(lang: str | None, rules: str | None) -> list[str]:
    if lang is None:
        return []
    from advisor.cli.tongue import chosen_language

    return [chosen_language(lang, rules)]


def _missing(found: Sequence[object]) -> list[str]:
    """The keys of the program, then the places in the rules."""
    from advisor.knowledge.translations import Translation
    from advisor.language import language

    lines: list[str] = []
    for item in found:
        if isinstance(item, Translation):
            lines += [f"program: {key}" for key in language(item.code).missing()]
            lines += [f"rules: {path}" for path in item.missing]
    return lines


def _figures(knowledge: KnowledgeBase) -> tuple[Diagnostic, ...]:
    """What is wrong with the pictures of exercises and self-tests."""
    from advisor.knowledge.figures import load_figures

    try:
        load_figures(knowledge.folder, knowledge)
    except AdvisorError as error:
        return error.diagnostics
    return ()


def _told(problems: Sequence[Diagnostic]) -> None:
    for diagnostic in sorted(problems):
        click.echo(str(diagnostic), err=True)
    click.echo(f"{len(problems)} problem{'s' if len(problems) != 1 else ''}", err=True)
