"""The ``advisor`` command: a group whose verbs are imported only when called, so that ``--help`` is quick."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from typing import Any

import click

from advisor import __version__
from advisor.cli import COULD_NOT_RUN
from advisor.errors import AdvisorError

_VERBS = {
    "ask": "Answer the questionnaire, see what it may mean, get a plan.",
    "report": "Make a report (html, pdf, json, text, ics) from an answers file.",
    "explain": "Show how a finding came about, or why it did not.",
    "demo": "Make a report for a made-up runner, to see what you get.",
    "check": "Check a rules folder; silent when all is well.",
    "batch": "Screen a table of runners: CSV, NDJSON or Parquet in and out.",
    "bench": "Time the engines on a rules folder: speed and memory.",
    "show": "Show an exercise or a self-test: its figure and its steps.",
}


class Verbs(click.Group):
    """Looks verbs up in a table; imports ``advisor.cli.<verb>`` only to run one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            return None
        command: click.Command = importlib.import_module(f"advisor.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_VERBS.items()))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="advisor")
def cli() -> None:
    """From a runner's symptoms to exercises that wake what is dormant.

    Start with `advisor demo`, or answer the questions yourself with `advisor ask`.
    """


def main(arguments: list[str] | None = None) -> Any:
    """Runs the command line; every error of ours becomes a message and exit code 2, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, OSError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a code page that lacks a letter shows "?"
    try:
        code = cli.main(args=arguments, prog_name="advisor", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except AdvisorError as error:
        for diagnostic in error.diagnostics:
            click.echo(str(diagnostic), err=True)
        sys.exit(COULD_NOT_RUN)
    except click.exceptions.Abort:
        click.echo("\nStopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        _let_go(sys.stdout)  # the reader went away (head, less): nothing more can be said to it
        sys.exit(COULD_NOT_RUN)
    except OSError as error:
        _let_go(sys.stdout)
        with contextlib.suppress(OSError):
            click.echo(f"I701: the output cannot be written: {error.strerror or type(error).__name__}", err=True)
        sys.exit(COULD_NOT_RUN)
    except Exception as error:
        if os.environ.get("ADVISOR_DEBUG"):
            raise
        for line in _our_mistake(error):
            click.echo(line, err=True)
        sys.exit(COULD_NOT_RUN)


def _our_mistake(error: BaseException) -> list[str]:
    """What to say when the program itself is wrong. The error's own words stay out: they may hold somebody's answers."""
    where = "advisor"
    step = error.__traceback__
    while step is not None:
        name = str(step.tb_frame.f_globals.get("__name__", ""))
        where = f"{name}:{step.tb_lineno}" if name.startswith("advisor") else where
        step = step.tb_next
    return [
        f"I709: this is a mistake in Advisor itself ({type(error).__name__} at {where}, version {__version__})",
        "  = nothing you wrote is lost; please report this line. ADVISOR_DEBUG=1 shows more, your answers too",
    ]


def _let_go(stream: Any) -> None:
    """Points a stream that cannot be written to nowhere, so that Python does not fail on it again at its end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
