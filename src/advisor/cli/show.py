"""``advisor show``: the figure and the words of an exercise or a self-test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from advisor.cli.screen import Screen
    from advisor.knowledge.figures import Figures
    from advisor.model.base import KnowledgeBase
    from advisor.model.knowledge import Dose, Exercise, SelfTest

# A picture that stands alone follows the reader's light or dark screen; in a report the page does that.
STYLE = (
    "<style>@media (prefers-color-scheme:dark){.fg-h{stroke:#1c2024}.fg-a{stroke:#ff8a80}.fg-ah{fill:#ff8a80}"
    ".fg-o{stroke:#ffa35c}.fg-e{stroke:#c79be6}.fg-g,.fg-k{fill:#4a4741}.fg-w,.fg-c{fill:#5b574f}.fg-l{stroke:#4a4741}.fg-u{fill:#d8d2c6}}</style>"
)


@click.command("show")
@click.argument("name", metavar="EXERCISE|SELFTEST")
@click.option("--format", "fmt", type=click.Choice(["text", "svg"]), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(), default="-", help="Where to write.  [default: the terminal]")
@click.option("--rules", type=click.Path(), help="The rules folder (default: ADVISOR_RULES, else the shipped one).")
def command(name: str, fmt: str, output: str, rules: str | None) -> None:
    """Show an exercise or a self-test: a sketch and its steps, or its picture as SVG.

    For example: advisor show single_leg_bridge --format svg -o bridge.svg
    """
    from advisor.cli.files import write_result
    from advisor.cli.screen import Screen
    from advisor.knowledge import load_knowledge
    from advisor.knowledge.figures import load_figures

    knowledge = load_knowledge(rules)
    item = _found(knowledge, name)
    figures = load_figures(knowledge.folder, knowledge, complete=False)
    screen = Screen.of_stdout() if output == "-" else Screen()
    content = _svg(figures, knowledge, item) if fmt == "svg" else _text(figures, item, screen)
    write_result(content.encode(), output, private=False)


def _found(knowledge: KnowledgeBase, name: str) -> Exercise | SelfTest:
    """The exercise or self-test of that id. Raises AdvisorError G912 for an unknown one."""
    from advisor.errors import AdvisorError, nearest
    from advisor.knowledge.excerpts import clean

    item = knowledge.exercises.get(name) or knowledge.tests.get(name)
    if item is None:
        known = [*knowledge.exercises, *knowledge.tests]
        hint = nearest(name, known) or "give an id of exercises/ or selftests/, such as single_leg_bridge"
        raise AdvisorError.of("G912", f'there is no exercise or self-test "{clean(name, 60)}"', hint)
    return item


def _svg(figures: Figures, knowledge: KnowledgeBase, item: Exercise | SelfTest) -> str:
    from advisor.errors import AdvisorError
    from advisor.model.knowledge import Exercise
    from advisor.report.figures import draw

    figure = figures.figures.get(item.id)
    if figure is None:
        raise AdvisorError.of("G913", f'"{item.id}" has no figure to draw', "write one in a file in figures/ (docs/figures.md)")
    muscles = item.primary if isinstance(item, Exercise) else ()
    return draw(figure, figures.ready, muscles, item.name, style=STYLE)


def _text(figures: Figures, item: Exercise | SelfTest, screen: Screen) -> str:
    from advisor.model.knowledge import Exercise
    from advisor.report.figures.sketch import sketch
    from advisor.report.terminal import Page

    page = Page(screen.width, screen.colour, screen.plain)
    page.add(item.name, style="bold")
    page.gap()
    figure = figures.figures.get(item.id)
    if figure is not None:
        page.lines += sketch(figure, figures.ready, width=min(76, screen.width), plain=screen.plain)
        page.gap()
        for label, words in (("Start", figure.start.words), ("Then", figure.end.words), ("Watch", figure.watch.words)):
            page.add(f"{label}: {words}")
        page.gap()
    page.add(item.setup)
    for number, step in enumerate(item.movement if isinstance(item, Exercise) else item.how, 1):
        page.add(step, lead=f"{number}.")
    if isinstance(item, Exercise):
        page.gap()
        for form, dose in (("", item.dose), *((name, form.dose) for name, form in item.variants.items() if form.dose)):
            page.add(_dose(form, dose))
    return "\n".join(page.lines) + "\n"


def _dose(form: str, dose: Dose) -> str:
    """One dose with the source it rests on, and which part of it is our own: for the coach."""
    from advisor.report.plan_view import dose_words

    ours = ", ".join(part.replace("_", " ") for part in dose.ours)
    source = "EXP, all our own" if dose.cite == "EXP" else dose.cite
    return f"Dose{f' ({form})' if form else ''}: {dose_words(dose)}. Source: {source}{f'; our own: {ours}' if ours else ''}."
