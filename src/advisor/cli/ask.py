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
    from advisor.interview.conduct import Means
    from advisor.interview.prompter import Prompter
    from advisor.interview.savefile import SaveFile
    from advisor.interview.session import Session
    from advisor.model.answers import AnswerSheet
    from advisor.model.assessment import SafetyOutcome
    from advisor.model.base import KnowledgeBase

DEFAULT = "advisor-answers.yaml"
EMERGENCY = (
    "Chest pain, trouble breathing, fainting, confusion, a drooping face, a weak arm or slurred speech, a cold blue limb, "
    "numbness between the legs, or you cannot pass urine: stop and call emergency services."
)
WELCOME = (
    "",
    EMERGENCY,
    "",
    (
        "Advisor asks about your trouble and your running. It says which muscles may do too much and which too little, and "
        "gives you a plan of exercises. It is no diagnosis and does not replace a doctor or physiotherapist."
    ),
    "",
    "It takes about 15 minutes. Self-tests come after that, if you like. Stop at any time: every answer is saved.",
)
_UNITS = click.Choice(["metric", "imperial"])
_FORMATS = click.Choice(["html", "pdf", "json", "text"])


@click.command("ask")
@click.option("--save", "save", type=click.Path(), help=f"The file your answers are kept in.  [default: {DEFAULT}]")
@click.option("--resume", type=click.Path(), help="Go on with an interview saved earlier.")
@click.option("--answers", "prefilled", type=click.Path(), help="An answers file to start from; only the rest is asked.")
@click.option("--units", type=_UNITS, default="metric", show_default=True, help="km and cm, or miles and inches.")
@click.option("--format", "formats", multiple=True, type=_FORMATS, help="Of the report; several may be given.  [default: html]")
@click.option("-o", "--output", type=click.Path(), default="reports", show_default=True, help="The folder for the report.")
@click.option("--rules", type=click.Path(), help="The rules folder (default: ADVISOR_RULES, else the shipped one).")
@click.option("--plain", is_flag=True, help="Plain lines instead of menus, as for a screen reader.")
@click.pass_context
def command(
    ctx: click.Context, save: str | None, resume: str | None, prefilled: str | None, units: str, formats: tuple[str, ...],
    output: str, rules: str | None, plain: bool,
) -> None:  # fmt: skip
    """Answer the questionnaire, see what it may mean, get a plan.

    Works by keyboard and in a pipe (one answer a line). Every answer is saved at once.
    """
    from advisor.interview.prompter import choose_prompter
    from advisor.knowledge import load_knowledge

    if resume and prefilled:
        raise click.UsageError("--resume and --answers do not go together: --resume FILE has the answers already")
    for stream in (sys.stdin, sys.stdout):
        with contextlib.suppress(AttributeError, OSError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    prompter = choose_prompter(plain)
    for line in WELCOME:
        prompter.say(line, strong=line == EMERGENCY)
    knowledge = load_knowledge(rules)
    if resume:
        _read(resume)  # before anything is made on the disk
    with _file(prompter, save, resume) as (file, data):
        session = _session(knowledge, file, data, prefilled, prompter)
        code = _held(session, prompter, units, formats or ("html",), output)
    ctx.exit(code)


# ------------------------------------------------------------------------------------------------------ where it is kept
@contextlib.contextmanager
def _file(prompter: Prompter, save: str | None, resume: str | None) -> Any:
    """The locked save file, and the data to go on from (None: begin). Raises AdvisorError (I701, I704 to I706)."""
    from advisor.interview.savefile import SaveFile

    target = save or resume or DEFAULT
    with SaveFile(target) as file:
        source = resume
        if file.path.exists() and (resume is None or Path(resume).resolve() != file.path):
            source = _found(prompter, file, target) if resume is None else None
            if source is None:
                raise _taken(target)
        yield file, _read(source) if source else None


def _found(prompter: Prompter, file: SaveFile, target: str) -> str | None:
    """An interview is there already: go on with it, or begin anew and keep it under another name."""
    from advisor.interview.prompter import Choice, EndOfInput, Prompt, Verb

    if not prompter.live:
        raise _taken(target)
    choices = (Choice("on", "Go on with it"), Choice("anew", "Begin anew; keep the old file under another name"))
    prompter.say()
    try:
        reply = prompter.ask(Prompt(f"There are saved answers in {target}.", "one", choices, verbs=(Verb.QUIT,)))
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
    prompter.say(f"The old answers are in {other.name}.")
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

    day = today().isoformat()
    if data is None:
        session = Session(knowledge, file, read_answers(prefilled, knowledge) if prefilled else None, day)
        if prefilled:
            session.save()
        return session
    session = Session.resumed(knowledge, file, data, day)
    if not session.on_disk:
        session.save()
    prompter.say()
    prompter.say(f"Going on with {len({name for name, _ in session.answers.values})} questions answered.")
    if session.changed_rules:
        prompter.say("The rules have changed since; your answers are read by the new ones.")
    if session.kept:
        prompter.say("These answers no longer fit. They stay in the file under kept, and count for nothing:")
        for misfit in session.kept:
            scope = f" ({misfit.scope})" if misfit.scope else ""
            prompter.say(f"- {misfit.question}{scope}: {misfit.raw}. Reason: {misfit.reason}.")
    return session


# -------------------------------------------------------------------------------------------------------- the interview
def _held(session: Session, prompter: Prompter, units: Any, formats: tuple[str, ...], output: str) -> int:
    """Runs the interview and makes the reports; the exit code."""
    from advisor.interview.conduct import Ending, Interview
    from advisor.interview.entry import Entry
    from advisor.interview.prompter import EndOfInput

    knowledge = session.knowledge
    try:
        interview = Interview(session, prompter, Entry(knowledge, units), means_for(knowledge))
        ending = interview.run()
    except KeyboardInterrupt:
        click.echo(f"\nStopped. {_where(session)}", err=True)
        return 130
    except EndOfInput:
        report = f"\nReport on what there is:\n  advisor report {shlex.quote(session.file.name)}" if session.on_disk else ""
        raise AdvisorError.of("I707", "the input ended before the interview did", _where(session) + report) from None
    except AdvisorError as error:
        if session.on_disk:
            click.echo(f"The answers before this one are safe. {_where(session)}", err=True)
        raise error
    if ending is Ending.LEFT:
        prompter.say(_where(session))
        return GOOD
    _report(session, prompter, formats, output, summary=ending is Ending.DONE)
    return GOOD


def _where(session: Session) -> str:
    if not session.on_disk:
        return "Nothing was answered yet, and nothing saved."
    return f"Your answers are in {session.file.name}. Go on with:\n  {_again(session)}"


def _again(session: Session) -> str:
    """The command to go on, as a shell takes it."""
    return f"advisor ask --resume {shlex.quote(session.file.name)}"


def means_for(knowledge: KnowledgeBase) -> Means:
    """What the interview needs of inference, as callables."""
    from advisor.inference.screening import Screening
    from advisor.inference.sheet import SheetView
    from advisor.inference.why import questions_read, safety_reads, why_asked
    from advisor.interview.conduct import Means
    from advisor.pipeline import reasoner_for

    def tipped_by(safety: SafetyOutcome) -> frozenset[str]:
        grave = [i.rule for i in safety.items if i.state == "fired" and i.level in ("urgent", "emergency")]
        return frozenset(q for code in grave for q in questions_read(knowledge, knowledge.rules[code].when))

    return Means(
        relevant=lambda answers: SheetView(knowledge, answers).relevant,
        judge=Screening(reasoner_for(knowledge).plan).judge,
        safety_reads=safety_reads(knowledge),
        why=lambda question: why_asked(knowledge, question),
        offers=lambda answers: first_result(knowledge, answers),
        safety_lines=safety_lines,
        tipped_by=tipped_by,
    )


def first_result(knowledge: KnowledgeBase, answers: AnswerSheet) -> Any:
    """What the answers so far suggest, in a few lines, and the self-tests that could add to it."""
    from advisor.cli.files import today
    from advisor.cli.summary import summary_lines
    from advisor.pipeline import assess

    assessment = assess(knowledge, answers, today=today())
    lines = summary_lines(knowledge, assessment)
    plan = next((i for i, line in enumerate(lines) if line.startswith("Your plan")), len(lines))
    if assessment.tests_done:
        return ["== Your result so far ==", *lines[:plan]], assessment.tests_left
    return ["== A first result ==", "Without any self-test, so a first guess and no more:", *lines[:plan]], assessment.tests_left


def safety_lines(safety: SafetyOutcome) -> list[str]:
    """The safety part for the screen: what ended the interview, and what to do now."""
    lines = []
    for item in safety.items:
        if item.state == "fired" and item.level in ("urgent", "emergency"):
            lines += ["EMERGENCY" if item.level == "emergency" else "URGENT", item.noticed, item.do]
            lines += [f"Who: {item.who}"] if item.who else []
            lines += [item.avoid, ""] if item.avoid else [""]
    return lines


def _report(session: Session, prompter: Prompter, formats: tuple[str, ...], output: str, *, summary: bool) -> None:
    from advisor.cli.files import today, write_result
    from advisor.cli.making import made
    from advisor.cli.summary import summary_lines

    assessment, results = made(session.knowledge, session.answers, formats, today=today())
    prompter.say()
    if summary:
        prompter.say("== Your result ==", strong=True)
        for line in summary_lines(session.knowledge, assessment):
            prompter.say(line)
        prompter.say()
    for name, content in results.items():
        target = Path(output) / f"{session.file.path.stem}.{'txt' if name == 'text' else name}"
        write_result(content, target)
        prompter.say(f"Report: {target}")
    prompter.say(f"Your answers: {session.file.name}")
    if summary and assessment.tests_left:
        prompter.say(f"More self-tests, any time:\n  {_again(session)}")
