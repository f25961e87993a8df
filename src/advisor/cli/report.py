"""``advisor report``: a report from an answers file."""

from __future__ import annotations

from typing import Any

import click

from advisor.cli.look import look_of, look_options

_VIEWS = click.Choice(["runner", "coach"])


@click.command("report")
@click.argument("answers", type=click.Path())
@click.option("--format", "fmt", type=click.Choice(["html", "pdf", "json", "text", "ics"]), default="html", show_default=True)
@click.option("-o", "--output", type=click.Path(), help="Where to write; - is the terminal. Default: reports/<name>.<format>")
@click.option("--rules", type=click.Path(), help="The rules folder (default: ADVISOR_RULES, else the shipped one).")
@click.option("--lang", help="The language, such as de.  [default: ADVISOR_LANG, else en]")
@click.option("--width", type=click.IntRange(40, 200), help="Columns of the text report.  [default: the terminal's, at most 80]")
@click.option("--full", is_flag=True, help="Text with every reason, test result, step and source; without it, the answer first.")
@look_options
@click.option("--view", type=_VIEWS, default="runner", show_default=True, help="Whom it is for; coach: compact, as HTML only.")
def command(
    answers: str, fmt: str, output: str | None, rules: str | None, lang: str | None, width: int | None, full: bool, view: str,
    **look: Any,
) -> int:  # fmt: skip
    """Make a report from ANSWERS (a YAML or JSON file; - reads standard input).

    Also when the answer is "see a doctor now": then the report says that, and only that. ics is the plan for a calendar;
    where there is no plan, no file is made and the exit code is 1.
    """
    from pathlib import Path

    from advisor.cli.files import read_answers, today, write_result
    from advisor.cli.making import first_lines, made, no_calendar
    from advisor.cli.screen import Screen
    from advisor.cli.tongue import chosen_language, knowledge_in
    from advisor.language import language, unmarked

    if view == "coach" and fmt != "html":
        raise click.UsageError("--view coach is made as HTML only")
    shown = {**look_of(**look), "view": view}
    code = chosen_language(lang, rules)
    knowledge = knowledge_in(code, rules)
    sheet = read_answers(answers, knowledge)
    stem = "report" if answers == "-" else Path(answers).name.rsplit(".", 1)[0]
    ending = "txt" if fmt == "text" else fmt
    stem = f"{stem}-coach" if view == "coach" else stem
    target = output or str(Path("reports") / f"{stem}.{ending}")
    screen = Screen.of_stdout() if target == "-" else Screen()
    shown |= {"width": width or screen.width, "colour": screen.colour, "ascii_only": screen.plain, "full": full}
    assessment, results = made(knowledge, sheet, (fmt,), today=today(), **shown)
    if fmt not in results:
        click.echo("\n".join(no_calendar(knowledge, assessment)), err=True)
        return 1
    write_result(results[fmt], target)
    for line in first_lines(knowledge, assessment) if target != "-" else ():
        click.echo(line, err=True)
    if target != "-":
        click.echo(unmarked(language(code).text("report-written", file=target)), err=True)
    return 0
