"""The report measured in one command: ``python benchmarks/report.py [--quick] [--rounds N] [--json FILE] [--write FILE]``.

From a ready ``ReportModel``, figures in it: HTML, PDF (in a fresh process and in this one), body map, all figures, text; sizes
over every persona; memory; 40 findings beside the demo. What is timed gave the same bytes before, here and in a process of its
own. ``--write`` replaces the part of the file between its markers. Nothing is asserted on time.
"""

from __future__ import annotations

import argparse
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from advisor.cli.files import read_answers
from advisor.knowledge import load_knowledge, rules_folder
from advisor.knowledge.figures import load_figures
from advisor.model.answers import AnswerSheet
from advisor.model.assessment import Assessment
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import Exercise
from advisor.model.report import ReportModel
from advisor.pipeline import assess, render
from advisor.report.bodymap import MUSCLE_VIEWS, Mark, body_map
from advisor.report.figures import Album, draw
from advisor.report.html import render_html
from advisor.report.pdf import render_pdf
from advisor.report.text import render_text
from advisor.report.view import make_report
from measure import run_child
from parts import Part, Row, machine
from sections import told
from workload import TODAY

DEMO, MANY, FORTY = "demo", "full_chain", 40
# A process of its own: a ready model from a file, then one format, or all that a report needs.
CHILD = """
import pickle, sys
from hashlib import sha256
from pathlib import Path
model = pickle.loads(Path(sys.argv[1]).read_bytes())
made = b""
if "html" in sys.argv[2]:
    from advisor.report.html import render_html
    made += render_html(model).encode()
if "pdf" in sys.argv[2]:
    from advisor.report.pdf import render_pdf
    made += render_pdf(model)
print(sha256(made).hexdigest())
"""
Figures = dict[str, float | int | str]


def timed(work: Callable[[], Any], rounds: int) -> Figures:
    """The first run in this process, then the median of some: milliseconds that passed, and of CPU (all threads)."""
    passed, cpu = [], []
    for _ in range(rounds + 1):
        start, used = time.perf_counter(), time.process_time()
        work()
        passed.append(1000 * (time.perf_counter() - start))
        cpu.append(1000 * (time.process_time() - used))
    return {"first ms": passed[0], "ms": median(passed[1:]), "CPU ms": median(cpu[1:])}


class Runners:
    """Every persona with its assessment and its ready report, figures drawn."""

    def __init__(self, names: Sequence[str] | None = None) -> None:
        self.knowledge: KnowledgeBase = load_knowledge()
        folder = rules_folder(None) / "personas"
        found = load_figures(self.knowledge.folder, self.knowledge)
        self.figures, self.ready = found.figures, found.ready
        self.album = Album(found.ready, found.figures)
        self.sheets: dict[str, AnswerSheet] = {}
        self.assessments: dict[str, Assessment] = {}
        self.models: dict[str, ReportModel] = {}
        for name in names or sorted(path.stem for path in folder.glob("*.yaml")):
            sheet = read_answers(str(folder / f"{name}.yaml"), self.knowledge)
            self.sheets[name], self.assessments[name] = sheet, assess(self.knowledge, sheet, today=TODAY, changes=True)
            model = make_report(self.knowledge, self.assessments[name], sheet)
            self.models[name] = self.album.illustrated(model, self.knowledge)

    def drawn(self) -> list[str]:
        """Every figure of an exercise or a self-test, drawn now."""
        made = []
        for name, figure in sorted(self.figures.items()):
            item = self.knowledge.exercises.get(name) or self.knowledge.tests[name]
            made.append(draw(figure, self.ready, item.primary if isinstance(item, Exercise) else (), item.name))
        return made

    def map_of(self, name: str) -> str:
        """A persona's body map, drawn now."""
        findings = [f for f in self.assessments[name].findings if f.muscle in MUSCLE_VIEWS]
        marks = [Mark(f.muscle, f.side, f.role, f.certainty) for f in findings]
        return body_map(marks, names={key: muscle.name for key, muscle in self.knowledge.muscles.items()})


def same_bytes(runners: Runners, folder: Path) -> str:
    """What is timed gives the same bytes twice, by the pipeline, and in a process of its own. Raises AssertionError."""
    for name, model in runners.models.items():
        path = kept(model, folder / f"{name}.pickle")
        here = {"html": render_html(model).encode(), "pdf": render_pdf(model)}
        for fmt, content in here.items():
            if content != render(runners.knowledge, runners.assessments[name], runners.sheets[name], fmt):
                raise AssertionError(f"{name}: the {fmt} of the ready report is not that of the pipeline")
        if name in (DEMO, MANY):
            for what, content in (*here.items(), ("html,pdf", b"".join(here.values()))):
                done = subprocess.run([sys.executable, "-c", CHILD, str(path), what], capture_output=True, text=True, check=True)
                if done.stdout.strip() != sha256(content).hexdigest():
                    raise AssertionError(f"{name}: a fresh process gives another {what}")
    if runners.drawn() != runners.drawn() or any(runners.map_of(name) != runners.map_of(name) for name in runners.models):
        raise AssertionError("a drawing changes from one time to the next")
    return f"HTML and PDF of {len(runners.models)} personas here and by the pipeline, two also in fresh processes; all drawings"


def kept(model: ReportModel, path: Path) -> Path:
    """A ready model in a file, for a process of its own."""
    path.write_bytes(pickle.dumps(model))
    return path


def times(runners: Runners, folder: Path, rounds: int) -> Part:
    """From the ready report of the demo to each format; drawings; a fresh process."""
    part, model = Part("From a ready report (demo)"), runners.models[DEMO]
    part.rows.append(Row("HTML", timed(partial(render_html, model), rounds), "≤ 100 ms"))
    part.rows.append(Row("PDF, second time", timed(partial(render_pdf, model), rounds), "≤ 100 ms"))
    others = [runners.models[name] for name in sorted(runners.models) if runners.models[name].plan][:3]
    turns = iter([*others, model] * (rounds + 1))
    part.rows.append(Row("PDF, another runner each time", timed(lambda: render_pdf(next(turns)), rounds)))
    part.rows.append(Row("text", timed(partial(render_text, model), rounds)))
    full = partial(render_text, model, full=True)
    part.rows.append(Row("text in full", timed(full, rounds)))
    part.rows.append(Row("body map", timed(partial(runners.map_of, DEMO), rounds), "≤ 20 ms"))
    part.rows.append(Row(f"all {len(runners.drawn())} figures", timed(runners.drawn, max(1, rounds // 2)), "≤ 300 ms"))
    path = folder / f"{DEMO}.pickle"
    for what, bar in (("pdf", "≤ 500 ms"), ("html", ""), ("html,pdf", "")):
        children = [run_child(["-c", CHILD, str(path), what], folder) for _ in range(rounds)]
        figures: Figures = {
            "passed ms": 1000 * median(child.seconds for child in children),
            "CPU ms": 1000 * median(child.cpu for child in children),
            "peak MB": max(child.megabytes for child in children),
        }  # fmt: skip
        part.rows.append(Row(f"{what.upper().replace(',', ' and ')}, fresh process, imports included", figures, bar))
    return part


def sizes(runners: Runners, folder: Path) -> Part:
    """The largest of all personas, and memory: every report, one after the other, in one process."""
    part = Part("Size and memory (every persona)")
    for fmt, make, bar in (
        ("HTML", lambda model: render_html(model).encode(), 500), ("PDF", render_pdf, 600), ("text", _text, 0)
    ):  # fmt: skip
        made = {name: len(make(model)) / 1000 for name, model in runners.models.items()}
        most = max(made, key=lambda name: made[name])
        figures: Figures = {"demo KB": made[DEMO], "largest KB": made[most], "of": most}
        part.rows.append(Row(fmt, figures, f"≤ {bar} KB" if bar else ""))
    paths = " ".join(str(folder / f"{name}.pickle") for name in runners.models)
    child = run_child(["-c", ALL, paths], folder)
    part.rows.append(Row(f"HTML and PDF of {len(runners.models)} personas, one after the other", {"peak MB": child.megabytes}))
    one = run_child(["-c", CHILD, str(folder / f"{DEMO}.pickle"), "html,pdf"], folder)
    part.rows.append(Row("HTML and PDF of the demo, fresh process", {"peak MB": one.megabytes}, "≤ 200 MB"))
    return part


ALL = """
import pickle, sys
from pathlib import Path
from advisor.report.html import render_html
from advisor.report.pdf import render_pdf
for path in sys.argv[1].split():
    model = pickle.loads(Path(path).read_bytes())
    render_html(model), render_pdf(model)
"""


def _text(model: ReportModel) -> bytes:
    return render_text(model).encode()


def forty(runners: Runners, folder: Path, rounds: int) -> Part:
    """The persona with most findings, cut to 40, beside the demo. The PDF each time in a fresh process."""
    part = Part(f"{FORTY} findings beside the demo")
    many = runners.models[MANY]
    many = replace(many, findings=many.findings[:FORTY])
    if len(many.findings) != FORTY:
        raise AssertionError(f"{MANY} has {len(many.findings)} findings only")
    paths = [folder / f"{DEMO}.pickle", kept(many, folder / "forty.pickle")]
    for name, make in (("HTML", render_html), ("text in full", partial(render_text, full=True))):
        few, more = (timed(partial(make, model), rounds)["ms"] for model in (runners.models[DEMO], many))
        part.rows.append(_beside(name, few, more))
    few, more = (
        1000 * median(run_child(["-c", CHILD, str(path), "pdf"], folder).seconds for _ in range(rounds)) for path in paths
    )
    part.rows.append(_beside("PDF, fresh process", few, more))
    count = len(runners.models[DEMO].findings)
    part.notes.append(f"The demo has {count} findings. The other is {MANY} with its first {FORTY}, and all else it has.")
    return part


def _beside(name: str, few: Any, more: Any) -> Row:
    return Row(name, {"demo ms": few, f"{FORTY} findings ms": more, "times": more / few}, "≤ 3 times")


def main(arguments: list[str] | None = None) -> int:
    """Checks, measures, prints; writes JSON or Markdown where asked."""
    parser = argparse.ArgumentParser(description="The report measured. Nothing is asserted on time.")
    parser.add_argument("--quick", action="store_true", help="three personas, few rounds")
    parser.add_argument("--rounds", type=int, help="runs of each measurement (default 9; quick 1)")
    parser.add_argument("--json", metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--write", metavar="FILE", help="write the section into this Markdown file")
    given = parser.parse_args(arguments)
    rounds = given.rounds or (1 if given.quick else 9)
    runners = Runners([DEMO, "emergency", MANY] if given.quick else None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        checked = same_bytes(runners, folder)
        parts = [times(runners, folder, rounds), sizes(runners, folder), forty(runners, folder, rounds)]
    parts[0].checked = checked
    about = machine()
    intro = (
        "Written by `python benchmarks/report.py --write docs/benchmarks.md`. Medians of the time that passed; CPU is that of\n"
        f"all threads. {about['machine']}, Python {about['Python']}, typst {about['typst']}."
    )
    told(given, "report", "Report", intro, parts, about)
    return 0


if __name__ == "__main__":
    sys.exit(main())
