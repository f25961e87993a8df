"""``advisor demo``: the whole path on a made-up runner."""

from __future__ import annotations

from typing import Any

import click

from advisor.cli.look import look_of, look_options


@click.command("demo")
@click.argument("persona", default="demo")
@click.option("-o", "--output", type=click.Path(), default="reports", show_default=True, help="The folder to write to.")
@click.option("--rules", type=click.Path(), help="The rules folder (default: ADVISOR_RULES, else the shipped one).")
@click.option("--lang", help="The language, such as de.  [default: ADVISOR_LANG, else en]")
@look_options
def command(persona: str, output: str, rules: str | None, lang: str | None, **look: Any) -> None:
    """Make the reports of a made-up runner, to see what you get.

    PERSONA is one of the answer sheets in rules/personas (default: demo).
    """
    from pathlib import Path

    from advisor.cli.files import read_answers, today, write_result
    from advisor.cli.making import made
    from advisor.cli.summary import summary_lines
    from advisor.cli.tongue import chosen_language, knowledge_in
    from advisor.errors import AdvisorError, nearest
    from advisor.knowledge import rules_folder
    from advisor.language import language, unmarked

    shown = look_of(**look)
    code = chosen_language(lang, rules)
    knowledge = knowledge_in(code, rules)
    folder = rules_folder(rules) / "personas"
    known = sorted(path.stem for path in folder.glob("*.yaml"))
    if persona not in known:
        hint = nearest(persona, known) or "one of: " + ", ".join(known)
        raise AdvisorError.of("I702", f'there is no persona "{persona[:40]}"', hint)
    sheet = read_answers(str(folder / f"{persona}.yaml"), knowledge)
    assessment, results = made(knowledge, sheet, ("html", "pdf", "json"), today=today(), **shown)
    written = []
    for name, content in results.items():
        target = Path(output) / f"{persona}.{name}"
        write_result(content, target)
        written.append(str(target))
    for line in summary_lines(knowledge, assessment):
        click.echo(line)
    click.echo("")
    click.echo(unmarked(language(code).text("reports-here")))
    for path in written:
        click.echo(f"  {path}")
