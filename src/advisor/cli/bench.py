"""``advisor bench``: how fast the engines are on these rules, and how much memory they take."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from advisor.cli import COULD_NOT_RUN, NO

if TYPE_CHECKING:
    from advisor.model.base import KnowledgeBase

_NAMES = {"experta": "experta, one at a time", "columnar": "columnar", "stock": "experta as it comes"}
_PACKAGES = ("numpy", "experta")


@click.command("bench")
@click.argument("folder", metavar="[RULES]", required=False, type=click.Path())
@click.option("--rules", type=click.Path(), help="The rules folder (default: ADVISOR_RULES, else the shipped one).")
@click.option("--sheets", type=click.IntRange(1, 10_000_000), default=100_000, show_default=True, help="Made-up runners.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=1, show_default=True, help="Which made-up runners.")
@click.option("--threads", type=click.IntRange(1, 256), help="Threads of the columnar engine.  [default: all processors]")
@click.option("--stock", is_flag=True, help="Also time experta with its own matcher (seconds a sheet).")
@click.option("--format", "fmt", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--only", type=click.Choice(["experta", "columnar", "stock"]), hidden=True)
@click.pass_context
def command(
    ctx: click.Context, folder: str | None, rules: str | None, sheets: int, seed: int, threads: int | None, stock: bool,
    fmt: str, only: str | None,
) -> None:  # fmt: skip
    """Time the engines on a rules folder: milliseconds a sheet, sheets a second, memory.

    The sheets are made-up runners, drawn from the rules. Before anything is timed the engines must agree on some of them to
    the last bit; the exit code is 1 where they do not. Each engine runs in a process of its own.
    """
    from advisor.knowledge import load_knowledge

    chosen = folder or rules
    knowledge = load_knowledge(chosen)
    if only:
        click.echo(json.dumps(_measured(knowledge, only, sheets, seed, threads)))
        return
    checked = _checked(ctx, knowledge, min(60, sheets), seed)
    given = [f"--sheets={sheets}", f"--seed={seed}", *([f"--threads={threads}"] if threads else [])]
    wanted = ["experta", "columnar", *(["stock"] if stock else [])]
    found = [_apart(ctx, [f"--rules={knowledge.folder}", *given, f"--only={name}"], name) for name in wanted]
    report = {"about": _about(), "rules": _rules(knowledge), "checked_equal": checked, "seed": seed, "engines": found}
    if fmt == "json":
        click.echo(json.dumps(report, indent=2))
    else:
        for line in _lines(report):
            click.echo(line)


def _measured(knowledge: KnowledgeBase, engine: str, sheets: int, seed: int, threads: int | None) -> dict[str, Any]:
    from advisor.bench import measure

    found = measure(knowledge, engine, sheets=sheets, seed=seed, threads=threads)
    data = asdict(found)
    for figure, source in zip(data["figures"], found.figures, strict=True):
        figure["per_second"] = round(source.per_second, 3)
        figure["milliseconds"] = round(figure["milliseconds"], 4)
    return data | {"ready_ms": round(found.ready_ms, 1), "peak_mb": round(found.peak_mb, 1)}


def _checked(ctx: click.Context, knowledge: KnowledgeBase, count: int, seed: int) -> int:
    from advisor.bench import Disagreement, check_equal
    from advisor.bench.engines import sheets_for
    from advisor.inference.consult import Reasoner
    from advisor.population import compile_plan

    click.echo(f"checking that the engines agree on {count} sheets ...", err=True)
    _, rows = sheets_for(knowledge, count, seed)
    try:
        return check_equal(compile_plan(knowledge), Reasoner(knowledge), rows)
    except Disagreement as error:
        click.echo(f"The engines do not agree on sheet {error.row + 1} of seed {seed}: they differ in {error.what}.", err=True)
        click.echo("Nothing was timed. This is a mistake in Advisor itself: please report it with your rules.", err=True)
        ctx.exit(NO)


def _apart(ctx: click.Context, arguments: list[str], name: str) -> dict[str, Any]:
    """One engine in a process of its own."""
    click.echo(f"timing {_NAMES[name]} ...", err=True)
    done = subprocess.run([sys.executable, "-m", "advisor", "bench", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        click.echo(done.stderr.strip() or f"{_NAMES[name]}: the process ended with code {done.returncode}", err=True)
        ctx.exit(COULD_NOT_RUN)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _about() -> dict[str, Any]:
    import platform
    from importlib.metadata import version

    from advisor import __version__

    return {
        "advisor": __version__, "python": platform.python_version(), "processors": os.cpu_count() or 1,
        "system": f"{platform.system()} {platform.machine()}", **{name: version(name) for name in _PACKAGES},
    }  # fmt: skip


def _rules(knowledge: KnowledgeBase) -> dict[str, Any]:
    return {
        "name": knowledge.info.name, "version": knowledge.info.version, "hash": knowledge.hash,
        "active": len(knowledge.active_rules), "questions": len(knowledge.questions),
    }  # fmt: skip


def _lines(report: dict[str, Any]) -> list[str]:
    about, rules = report["about"], report["rules"]
    engines = {item["engine"]: item for item in report["engines"]}
    generated = engines["experta"]["size"]["generated rules"]
    laid_out = f"{rules['active']} rules, laid out as {generated:,}; {rules['questions']} questions"
    versions = f"Python {about['python']}, NumPy {about['numpy']}, experta {about['experta']}, advisor {about['advisor']}"
    lines = [
        f"{rules['name']} {rules['version']} ({rules['hash'][:12]}): {laid_out}",
        f"{about['processors']} processors, {about['system']}, {versions}",
        f"Checked equal first: {report['checked_equal']} sheets, safety, every certainty and finding, to the last bit.",
        "",
        f"{'engine':<24}{'sheets':>11}{'threads':>9}{'ms':>12}{'sheets a second':>17}{'times experta':>15}",
    ]
    base = engines["experta"]["figures"][0]["per_second"]
    for item in report["engines"]:
        for figure in item["figures"]:
            lines.append(
                f"{_NAMES[item['engine']]:<24}{figure['sheets']:>11,}{figure['threads']:>9}{figure['milliseconds']:>12,.2f}"
                f"{figure['per_second']:>17,.0f}{figure['per_second'] / base:>15,.1f}"
            )
    lines.append("")
    for item in report["engines"]:
        peak = f"{item['peak_mb']:,.0f} MB at most" if item["peak_mb"] else "memory not known on this system"
        lines.append(f"{_NAMES[item['engine']]}: ready in {item['ready_ms']:,.0f} ms; {peak}")
    return lines
