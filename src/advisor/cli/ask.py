"""``advisor ask``: the questionnaire in the terminal, in a pipe, from an answers file."""

from __future__ import annotations

import contextlib
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advisor.cli import COULD_NOT_RUN, GOOD
from advisor.errors import AdvisorError

if TYPE_CHECKING:
    from advisor.interview.outlook import Outlook
    from advisor.interview.prompter import Prompter
    from advisor.interview.savefile import SaveFile
    from advisor.interview.session import Session
    from advisor.language import Language
    from advisor.model.base import KnowledgeBase

DEFAULT = "advisor-answers.yaml"
_UNITS = click.Choice(["metric", "imperial"])
_FORMATS = click.Choice(["html", "pdf", "json", "text", "ics"])


@click.command("ask")
@click.option("--save", "save", type=click.Path(), help=f"The file your answers are kept in.  [default: {DEFAULT}]")
@click.option("--resume", type=click.Path(), help="Go on with an interview saved earlier.")
@click.option("--answers", "prefilled", type=click.Path(), help="An answers file to start from; only the rest is asked.")
@click.option("--units", type=_UNITS, default="metric", show_default=True, help="km and cm, or miles and inches.")
@click.option("--format", "formats", multiple=True, type=_FORMATS, help="Of the report; several may be given.  [default: html]")
@click.option("-o", "--output", type=click.Path(), default="reports", show_default=True, help="The folder for the report.")
@click.option("--rules", type=click.Path(), help="The rules folder (default: ADVISOR_RULES, else the shipped one).")
@click.option("--lang", help="The language, such as de.  [default: ADVISOR_LANG, else en]")
@click.option("--all", "everything", is_flag=True, help="Ask everything that is relevant, in the author's order.")
@click.option("--plain", is_flag=True, help="Plain lines instead of menus, as for a screen reader.")
@click.pass_context
def command(
    ctx: click.Context, save: str | None, resume: str | None, prefilled: str | None, units: str, formats: tuple[str, ...],
    output: str, rules: str | None, lang: str | None, everything: bool, plain: bool,
) -> None:  # fmt: skip
    """Answer the questionnaire, see what it may mean, get a plan.

    Safety comes first. Then the question that can tell most for your time, until nothing you could still answer would change
    the result. Works by keyboard and in a pipe (one answer a line). Every answer is saved at once.
    """
    from advisor.cli.tongue import chosen_language, knowledge_in
    from advisor.interview.prompter import choose_prompter
    from advisor.language import language

    if resume and prefilled:
        raise click.UsageError("--resume and --answers do not go together: --resume FILE has the answers already")
    if sys.stdin is None:
        raise AdvisorError.of("I707", "standard input is closed, so nothing can be asked", "start it in a terminal")
    with contextlib.suppress(AttributeError, OSError, ValueError):
        sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
    code = chosen_language(lang, rules)
    prompter = choose_prompter(plain, language(code))
    for key in ("emergency-notice", "welcome", "welcome-time"):
        prompter.say()
        prompter.say(language(code).text(key), strong=key == "emergency-notice")
    knowledge = knowledge_in(code, rules)
    if resume:
        _read(resume)  # before anything is made on the disk
    with _file(prompter, language(code), save, resume) as (file, data):
        session = _session(knowledge, file, data, prefilled, prompter)
        outcome = _held(session, prompter, units, formats or ("html",), output, everything)
    ctx.exit(outcome)


# ------------------------------------------------------------------------------------------------------ where it is kept
@contextlib.contextmanager
def _file(prompter: Prompter, words: Language, save: str | None, resume: str | None) -> Any:
    """The locked save file, and the data to go on from (None: begin). Raises AdvisorError (I701, I704 to I706)."""
    from advisor.interview.savefile import SaveFile

    target = save or resume or DEFAULT
    with SaveFile(target) as file:
        source = resume
        if file.path.exists() and (resume is None or Path(resume).resolve() != file.path):
            source = _found(prompter, words, file, target) if resume is None else None
            if source is None:
                raise _taken(target)
        yield file, _read(source) if source else None


def _found(prompter: Prompter, words: Language, file: SaveFile, target: str) -> str | None:
    """An interview is there already: go on with it, or begin anew and keep it under another name."""
    from advisor.interview.prompter import Choice, EndOfInput, Prompt, Verb

    if not prompter.live:
        raise _taken(target)
    choices = (Choice("on", words.text("saved-go-on")), Choice("anew", words.text("saved-anew")))
    prompter.say()
    try:
        reply = prompter.ask(Prompt(words.text("saved-there", file=target), "one", choices, verbs=(Verb.QUIT,)))
    except EndOfInput:
        raise click.exceptions.Exit(COULD_NOT_RUN) from None
    if reply is Verb.QUIT:
        raise click.exceptions.Exit(GOOD)
    if reply == "on":
        return target
    number = 1
    while (other := file.path.with_name(f"{file.path.stem}-{number}{file.path.suffix}")).exists():
        number += 1
    file.path.rename(other)
    prompter.say(words.text("saved-old", file=other.name))
    return ""


def _taken(target: str) -> AdvisorError:
    hint = f"go on with it (--resume {target}), or keep this interview elsewhere (--save FILE)"
    return AdvisorError.of("I706", f"{target} exists already, and nothing is overwritten", hint)


def _read(path: str) -> Any:
    from advisor.knowledge.source import read_file

    try:
        return read_file(Path(path), path).data
    except AdvisorError as error:
        first = error.diagnostics[0]
        hint = "the file was left as it is; mend it, or begin anew with --save FILE"
        raise AdvisorError.of("I705", f"the saved answers cannot be read: {first.message}", hint, first.place) from None


def _session(knowledge: KnowledgeBase, file: SaveFile, data: Any, prefilled: str | None, prompter: Prompter) -> Session:
    from advisor.cli.files import read_answers, today
    from advisor.interview.session import Session
    from advisor.language import language

    day = today().isoformat()
    if data is None:
        session = Session(knowledge, file, read_answers(prefilled, knowledge) if prefilled else None, day)
        if prefilled:
            session.save()
        return session
    session = Session.resumed(knowledge, file, data, day)
    if not session.on_disk:
        session.save()
    text = language(knowledge.language).text
    prompter.say()
    prompter.say(text("saved-going-on", number=len({name for name, _ in session.answers.values})))
    if session.changed_rules:
        prompter.say(text("saved-rules-changed"))
    if session.kept:
        prompter.say(text("saved-no-fit"))
        for misfit in session.kept:
            scope = f" ({misfit.scope})" if misfit.scope else ""
            prompter.say(text("saved-misfit", answer=f"{misfit.question}{scope}: {misfit.raw}", reason=misfit.reason))
    return session


# -------------------------------------------------------------------------------------------------------- the interview
def _held(
    session: Session, prompter: Prompter, units: Any, formats: tuple[str, ...], output: str, everything: bool
) -> int:
    """Runs the interview and makes the reports; the exit code."""
    from advisor.cli.means import means_for
    from advisor.interview.conduct import Ending, Interview
    from advisor.interview.entry import Entry
    from advisor.interview.prompter import EndOfInput

    knowledge = session.knowledge
    try:
        interview = Interview(session, prompter, Entry(knowledge, units), means_for(knowledge, everything=everything))
        ending = interview.run()
        outlook = interview.ending() if ending is Ending.DONE else None
    except KeyboardInterrupt:
        click.echo(f"\n{_text(session, 'stopped', where=_where(session))}", err=True)
        return 130
    except EndOfInput:
        command = f"advisor report {shlex.quote(session.file.name)}"
        report = f"\n{_text(session, 'saved-report')}\n  {command}" if session.on_disk else ""
        raise AdvisorError.of("I707", "the input ended before the interview did", _where(session) + report) from None
    except AdvisorError as error:
        if session.on_disk:
            click.echo(_text(session, "answers-safe", where=_where(session)), err=True)
        raise error
    if ending is Ending.LEFT:
        prompter.say(_where(session))
        return GOOD
    _report(session, prompter, formats, output, summary=ending is Ending.DONE, outlook=outlook)
    return GOOD


def _where(session: Session) -> str:
    if not session.on_disk:
        return _text(session, "saved-nothing")
    return f"{_text(session, 'saved-where', file=session.file.name)}\n  {_again(session)}"


def _text(session: Session, key: str, **slots: str | float) -> str:
    from advisor.language import language, unmarked

    return unmarked(language(session.knowledge.language).text(key, **slots))


def _again(session: Session) -> str:
    """The command to go on, as a shell takes it."""
    return f"advisor ask --resume {shlex.quote(session.file.name)}"


def _report(
    session: Session, prompter: Prompter, formats: tuple[str, ...], output: str, *, summary: bool, outlook: Outlook | None
) -> None:
    from advisor.cli.files import today, write_result
    from advisor.cli.making import made, no_calendar
    from advisor.cli.summary import summary_lines

    assessment, results = made(session.knowledge, session.answers, formats, today=today())
    prompter.say()
    if summary:
        prompter.say(_text(session, "result-yours"), strong=True)
        for line in summary_lines(session.knowledge, assessment):
            prompter.say(line)
        prompter.say()
    for name, content in results.items():
        target = Path(output) / f"{session.file.path.stem}.{'txt' if name == 'text' else name}"
        write_result(content, target)
        prompter.say(_text(session, "result-report", file=str(target)))
    if "ics" in formats and "ics" not in results:
        prompter.say(no_calendar(session.knowledge, assessment)[-1])
    prompter.say(_text(session, "result-answers", file=session.file.name))
    if outlook is not None:
        prompter.say()
        prompter.say(_how_it_ended(session, outlook))
    if summary and (assessment.tests_left if outlook is None else outlook.best):
        prompter.say(f"{_text(session, 'result-more-tests')}\n  {_again(session)}")


def _how_it_ended(session: Session, outlook: Outlook) -> str:
    """Whether anything could still change the result, and which self-tests."""
    knowledge = session.knowledge
    left = dict.fromkeys(knowledge.questions[step.question].test for step in outlook.best)
    tests = [knowledge.tests[name] for name in left if name]
    if outlook.settled or not tests:
        return _text(session, "settled")
    from advisor.language import language

    say, most = language(knowledge.language), 5
    more = [say.text("why-more", number=len(tests) - most)] if len(tests) > most else []
    names = "; ".join([*(test.name for test in tests[:most]), *more])
    return _text(session, "settled-not", tests=names, minutes=sum(test.minutes for test in tests))
