"""``advisor check``: load the rules, say every problem, be silent when there is none."""

from __future__ import annotations

import click

from advisor.cli import NO
from advisor.errors import AdvisorError


@click.command("check")
@click.argument("rules", required=False, type=click.Path())
@click.option("--rules", "folder", type=click.Path(), help="The rules folder (default: ADVISOR_RULES, else the shipped one).")
@click.pass_context
def command(ctx: click.Context, rules: str | None, folder: str | None) -> None:
    """Check a rules folder. Silent and exit code 0 when all is well; 1 when something is wrong."""
    from advisor.knowledge import load_knowledge

    try:
        load_knowledge(rules or folder)
    except AdvisorError as error:
        for diagnostic in error.diagnostics:
            click.echo(str(diagnostic), err=True)
        count = len(error.diagnostics)
        click.echo(f"{count} problem{'s' if count != 1 else ''}", err=True)
        ctx.exit(NO)
