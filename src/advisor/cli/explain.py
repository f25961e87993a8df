"""``advisor explain``: how a finding came about, and why the other rules said nothing."""

from __future__ import annotations

import json

import click


@click.command("explain")
@click.argument("answers", type=click.Path())
@click.argument("finding")
@click.option("--format", "fmt", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--rules", type=click.Path(), help="The rules folder (default: ADVISOR_RULES, else the shipped one).")
def command(answers: str, finding: str, fmt: str, rules: str | None) -> None:
    """Explain FINDING for ANSWERS: a muscle or a pattern, with @left or @right if you like.

    For example: advisor explain answers.yaml gluteus_maximus@left
    """
    from advisor.cli.files import read_answers
    from advisor.knowledge import load_knowledge
    from advisor.pipeline import explain

    knowledge = load_knowledge(rules)
    sheet = read_answers(answers, knowledge)
    explanation = explain(knowledge, sheet, finding)
    if fmt == "json":
        click.echo(json.dumps(explanation.model_dump(mode="json"), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(explanation.lines()))
