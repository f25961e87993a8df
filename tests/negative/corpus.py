"""The broken files under ``corpus/``, one folder a code, and what each must report: exactly that, nothing else.

A folder is laid over a copy of ``tests/bases/design_example``; an answers file is read against that base with
``corpus/answers_rules`` laid over it. What would be too large to keep is made here.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import click
from click.testing import CliRunner

from advisor.cli.files import read_answers, today, write_result
from advisor.errors import AdvisorError, Diagnostic, Place
from advisor.knowledge import load_knowledge
from advisor.knowledge.consistency import check_consistency
from advisor.knowledge.figures import load_figures
from advisor.knowledge.loader import load_with_places
from advisor.knowledge.source import read_file
from advisor.knowledge.translations import translated

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
BASE = HERE.parent / "bases" / "design_example"

# Codes of the interview and its save file: their pages and tests are the interview's (tests/unit/interview).
ELSEWHERE = frozenset(f"I7{number:02}" for number in range(4, 20))
# Reading grades without textstat, and what needs sheets: tests/unit/knowledge/test_consistency_*.py.
ELSEWHERE |= frozenset({"W732", "W745", "W746", "W747", "W748"})
# Codes of population columns, which no command reads: tests/unit/population.
ELSEWHERE |= frozenset(f"P80{number}" for number in range(1, 5))
# What no file here can show (another format, a file in the way, a library that is missing): tests/cli/test_batch.py.
ELSEWHERE |= frozenset({"P814", "P815", "P818", "P819", "P821"}) | frozenset({"P840", "P841", "P842", "P843"})
# Changes of answers, typed behind --what-if: tests/unit/interview/test_changes.py.
ELSEWHERE |= frozenset({"A611", "A612"})
# Codes of knowledge.consistency: a base that loads, and is not whole.
CONSISTENCY = frozenset({"W726"} | {f"W{number}" for number in range(730, 750)})

# code -> the one place it is reported at
PLACES: Mapping[str, str] = {
    "A601": "A601/answers.yaml:2:3",
    "A602": "A602/answers.yaml:2:18",
    "A603": "A603/answers.yaml:2:13",
    "A604": "A604/answers.yaml:2:13",
    "A605": "A605/answers.yaml:2:27",
    "A606": "A606/answers.yaml:2:13",
    "A607": "A607/answers.yaml:2:16",
    "A608": "A608/answers.yaml:2:13",
    "A609": "A609/answers.yaml:2:18",
    "A610": "A610/answers.yaml:2:9",
    "C401": "questions/broken.yaml:2:18",
    "C402": "questions/broken.yaml:2:34",
    "C403": "questions/broken.yaml:2:42",
    "C404": "questions/broken.yaml:2:29",
    "C405": "questions/broken.yaml:2:29",
    "C406": "questions/broken.yaml:2:83",
    "C407": "questions/broken.yaml:2:40",
    "C408": "questions/broken.yaml:2:40",
    "C410": "questions/broken.yaml:4:18",
    "C411": "questions/broken.yaml:2:31",
    "C412": "questions/broken.yaml:2:19",
    "C413": "questions/broken.yaml:3:3",
    "C414": "questions/broken.yaml:14:9",
    "G901": "figures/broken.yaml:4:20",
    "G902": "figures/broken.yaml:4:28",
    "G903": "figures/broken.yaml:6:3",
    "G904": "figures",
    "G905": "figures/broken.yaml:4:48",
    "G906": "figures/broken.yaml:4:5",
    "G907": "figures/broken.yaml:3:19",
    "G908": "figures/broken.yaml:5:17",
    "G909": "figures/broken.yaml:4:25",
    "G910": "figures/broken.yaml:6:12",
    "G911": "figures/broken.yaml:6:11",
    "G912": "",
    "G913": "",
    "G914": "figures/broken.yaml:5:11",
    "I701": "",
    "I702": "",
    "I703": "",
    "I720": "",
    "I721": "logo.png",
    "I722": "logo.png",
    "I723": "logo.png",
    "I724": "logo.png",
    "K201": "questions/broken.yaml:2:64",
    "K202": "questions/broken.yaml:2:3",
    "K203": "questions/broken.yaml:2:72",
    "K204": "questions/broken.yaml:2:41",
    "K205": "questions/broken.yaml:2:72",
    "K206": "questions/broken.yaml:2:3",
    "K207": "questions/broken.yaml:2:3",
    "K208": "question/broken.yaml",
    "K209": "questions/broken.yaml:2:11",
    "K210": "kb.yaml:3:18",
    "N301": "questions/broken.yaml:2:19",
    "N302": "questions/broken.yaml:2:32",
    "N303": "patterns/broken.yaml:5:23",
    "N304": "patterns/broken.yaml:5:23",
    "N305": "patterns/broken.yaml:6:14",
    "N306": "patterns/broken.yaml:8:19",
    "N307": "questions/broken.yaml:2:78",
    "N308": "symptoms/broken.yaml:1:80",
    "N309": "questions/broken.yaml:4:36",
    "N310": "exercises/all.yaml:4:109",
    "N311": "selftests/broken.yaml:1:58",
    "P811": "P811/runners.csv",
    "P812": "P812/runners.csv",
    "P813": "P813/runners.csv",
    "P816": "P816/runners.csv",
    "P817": "P817/runners.csv",
    "P820": "P820/columns.yaml:2:1",
    "P822": "P822/columns.yaml:2:18",
    "P823": "P823/columns.yaml:2:53",
    "P830": "P830/runners.csv",
    "P831": "P831/runners.csv",
    "P832": "P832/runners.csv",
    "P833": "P833/runners.ndjson",
    "P834": "P834/runners.ndjson",
    "P836": "P836/runners.csv",
    "R501": "patterns/broken.yaml:5:21",
    "R502": "patterns/broken.yaml:5:21",
    "R503": "patterns/broken.yaml:6:40",
    "R504": "patterns/broken.yaml:6:22",
    "R505": "patterns/broken.yaml:5:47",
    "R506": "patterns/broken.yaml:1:1",
    "R507": "patterns/broken.yaml:4:7",
    "R508": "patterns/broken.yaml:6:12",
    "R509": "patterns/second.yaml:2:5",
    "R510": "patterns/broken.yaml:6:9",
    "R511": "patterns/broken.yaml:6:34",
    "R512": "patterns/broken.yaml:6:8",
    "R513": "patterns/broken.yaml:1:1",
    "R514": "safety/broken.yaml:8:25",
    "T801": "lang/de/broken.yaml:2:3",
    "T802": "lang/de/broken.yaml:3:14",
    "T803": "lang/de/broken.yaml:3:87",
    "T804": "lang/de/broken.yaml:4:5",
    "T805": "lang/de/broken.yaml:2:22",
    "T806": "lang/de/broken.yaml:2:28",
    "T807": "",
    "T808": "lang/de/words_twice.yaml:2:3",
    "T809": "lang/de/broken.yaml:3:82",
    "T810": "lang/de/broken.yaml:2:19",
    "W701": "exercises/all.yaml:3:68",
    "W702": "exercises/all.yaml:4:5",
    "W703": "exercises/all.yaml:4:5",
    "W704": "exercises/all.yaml:3:110",
    "W705": "exercises/all.yaml:6:56",
    "W706": "exercises/all.yaml:11:56",
    "W707": "exercises/all.yaml:2:3",
    "W708": "exercises/all.yaml:6:56",
    "W709": "exercises/all.yaml:6:56",
    "W710": "exercises/all.yaml:4:92",
    "W711": "exercises/all.yaml:4:84",
    "W712": "exercises/all.yaml:5:16",
    "W713": "exercises/all.yaml:4:27",
    "W714": "exercises/all.yaml:11:50",
    "W720": "selftests/broken.yaml:8:27",
    "W721": "selftests/broken.yaml:8:27",
    "W722": "selftests/broken.yaml:7:45",
    "W723": "selftests/broken.yaml:8:7",
    "W724": "selftests/broken.yaml:7:7",
    "W725": "selftests/broken.yaml:7:56",
    "W726": "selftests/broken.yaml:8:7",
    "W727": "selftests/broken.yaml:6:51",
    "W728": "selftests/broken.yaml:7:27",
    "W729": "selftests/broken.yaml:6:10",
    "W730": "questions/broken.yaml:4:11",
    "W731": "kb.yaml:1:7",
    "W733": "questions/broken.yaml:4:11",
    "W734": "questions/broken.yaml:4:11",
    "W735": "questions/broken.yaml:4:11",
    "W736": "questions/broken.yaml:4:11",
    "W737": "questions/broken.yaml:4:11",
    "W738": "exercises/all.yaml:6:16",
    "W739": "muscles.yaml:2:19",
    "W740": "muscles.yaml:4:14",
    "W741": "sources.yaml:4:8",
    "W742": "sources.yaml:4:8",
    "W743": "sources.yaml:3:92",
    "W744": "sources.yaml:3:8",
    "W749": "questions/broken.yaml:4:11",
    "Y101": "questions/broken.yaml:2:35",
    "Y102": "questions/broken.yaml:3:8",
    "Y103": "questions/broken.yaml:3:3",
    "Y104": "questions/broken.yaml:2:16",
    "Y105": "questions/broken.yaml:2:10",
    "Y106": "questions/broken.yaml",
    "Y107": "questions/broken.yaml:3:137",
    "Y108": "rules",
    "Y109": "glossary.yaml",
    "Y110": "questions/broken.yaml",
    "Y111": "questions/broken.yaml:2:27",
    "Y112": "questions/broken.yaml:2:3",
}


def _huge(root: Path) -> None:
    (root / "questions" / "broken.yaml").write_text("# a runner's diary\n" + "# today I ran again\n" * 60_000)


def _many(root: Path) -> None:
    for number in range(2_001):
        (root / "patterns" / f"copy_{number}.yaml").write_text("code: X\n")


def _missing(root: Path) -> None:
    (root / "glossary.yaml").unlink()


MADE: Mapping[str, Callable[[Path], None]] = {"Y106": _huge, "Y108": _many, "Y109": _missing}


def codes() -> list[str]:
    """Every code of the corpus."""
    return sorted({path.name for path in CORPUS.iterdir() if path.name != "answers_rules"} | set(MADE) | set(COMMANDS))


def example_file(code: str) -> Path | None:
    """The one broken file of a code; None where it is made or where a command is the example."""
    found = sorted(path for path in (CORPUS / code).rglob("*") if path.is_file())
    return found[0] if found else None


def overlay(code: str, folder: Path) -> Path:
    """A rules folder: the base with the code's files laid over it."""
    root = folder / "rules"
    shutil.copytree(BASE, root)
    if (CORPUS / code).is_dir():
        shutil.copytree(CORPUS / code, root, dirs_exist_ok=True)
    if code in MADE:
        MADE[code](root)
    return root


def reported(code: str, folder: Path) -> tuple[Diagnostic, ...]:
    """What the code's example reports."""
    try:
        if code in COMMANDS:
            COMMANDS[code][1](folder)
        elif code.startswith("A"):
            read_answers(str(CORPUS / code / "answers.yaml"), load_knowledge(overlay("answers_rules", folder)))
        elif code.startswith("G"):
            root = overlay(code, folder)
            load_figures(root, load_knowledge(root))
        elif code.startswith("T"):
            root = overlay(code, folder)
            translated(load_knowledge(root), "de", root)
        elif code.startswith("P"):
            return tabled(code, folder)
        elif code in CONSISTENCY:
            return inconsistent(overlay(code, folder))
        else:
            load_knowledge(overlay(code, folder))
    except AdvisorError as error:
        return error.diagnostics
    return ()


def tabled(code: str, folder: Path) -> tuple[Diagnostic, ...]:
    """What a table or its mapping file reports; of a table that can be read, why rows were left out."""
    from advisor.population import compile_plan
    from advisor.tables import Mapping_, open_table, read_mapping
    from advisor.tables.headers import Targets
    from advisor.tables.source import Worker

    knowledge = load_knowledge(overlay("answers_rules", folder))
    schema = compile_plan(knowledge).columns
    path = example_file(code)
    assert path is not None
    if path.name == "columns.yaml":
        read_mapping(read_file(path, str(path)), knowledge, Targets(schema))
        return ()
    table = open_table(str(path), Worker(knowledge, schema, Mapping_(), str(path)))
    return tuple(Diagnostic(Place(str(path)), r.code, r.reason, r.hint) for chunk in table.chunks(100) for r in chunk().rejects)


def inconsistent(root: Path) -> tuple[Diagnostic, ...]:
    """What the consistency checks find in a folder and not in the base."""
    known = {(item.code, item.message) for item in check_consistency(*load_with_places(BASE))}
    found = check_consistency(*load_with_places(root))
    return tuple(item for item in found if (item.code, item.message) not in known)


def shown(diagnostics: tuple[Diagnostic, ...], folder: Path) -> str:
    """The output with the temporary folder's name taken out."""
    text = "\n".join(str(item) for item in diagnostics)
    return text.replace(f"{folder}{os.sep}", "").replace(f"{CORPUS}{os.sep}", "")


# --------------------------------------------------------------------- what no file can show
def _to_folder(folder: Path) -> None:
    here = Path.cwd()
    os.chdir(folder)
    try:
        Path("reports").mkdir()
        write_result(b"a report", "reports")
    finally:
        os.chdir(here)


def _no_persona(folder: Path) -> None:
    from advisor.cli.demo import command

    root = overlay("answers_rules", folder)
    (root / "personas").mkdir()
    (root / "personas" / "demo.yaml").write_text("answers: {}\n")
    outcome = CliRunner().invoke(command, ["dmeo", "--rules", str(root)], standalone_mode=False)
    assert isinstance(command, click.Command)
    if outcome.exception is not None:
        raise outcome.exception


def _no_language(folder: Path) -> None:
    from advisor.cli.tongue import chosen_language

    chosen_language("klingon", str(overlay("answers_rules", folder)))


def _bad_date(_folder: Path) -> None:
    before = os.environ.get("ADVISOR_TODAY")
    os.environ["ADVISOR_TODAY"] = "tomorrow"
    try:
        today()
    finally:
        os.environ.pop("ADVISOR_TODAY")
        if before is not None:
            os.environ["ADVISOR_TODAY"] = before


def _show(*arguments: str) -> Callable[[Path], None]:
    def run(folder: Path) -> None:
        from advisor.cli.show import command

        root = overlay("answers_rules", folder)
        assert isinstance(command, click.Command)
        outcome = CliRunner().invoke(command, [*arguments, "--rules", str(root)], standalone_mode=False)
        if outcome.exception is not None:
            raise outcome.exception

    return run


def _headed(*options: str, logo: bytes | None = None) -> Callable[[Path], None]:
    """``advisor report`` with a head; ``logo``: the content of ``logo.png``, where there is such a file."""

    def run(folder: Path) -> None:
        from advisor.cli.look import look_of, look_options

        if logo is not None:
            (folder / "logo.png").write_bytes(logo)
        shown = click.command("report")(look_options(look_of))
        here = Path.cwd()
        os.chdir(folder)
        try:
            outcome = CliRunner().invoke(shown, options, standalone_mode=False)
        finally:
            os.chdir(here)
        if outcome.exception is not None:
            raise outcome.exception

    return run


_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
_HALF = b"\x89PNG\r\n\x1a\nhalf a picture"
_FIVE_LINES = [word for line in "ABCDE" for word in ("--contact", line)]

# code -> the command shown on its page, and what stands for it here
COMMANDS: Mapping[str, tuple[str, Callable[[Path], None]]] = {
    "I701": ("advisor report answers.yaml -o reports", _to_folder),
    "G912": ("advisor show bridg", _show("bridg")),
    "G913": ("advisor show bridge --format svg", _show("bridge", "--format", "svg")),
    "I702": ("advisor demo dmeo", _no_persona),
    "T807": ("advisor report answers.yaml --lang klingon", _no_language),
    "I720": (f"advisor report answers.yaml {' '.join(_FIVE_LINES)}", _headed(*_FIVE_LINES)),
    "I721": ("advisor report answers.yaml --logo logo.png", _headed("--logo", "logo.png")),
    "I722": ("advisor report answers.yaml --logo logo.png", _headed("--logo", "logo.png", logo=b"\x89PNG" + bytes(20_000_000))),
    "I723": ("advisor report answers.yaml --logo logo.png", _headed("--logo", "logo.png", logo=_SVG)),
    "I724": ("advisor report answers.yaml --logo logo.png", _headed("--logo", "logo.png", logo=_HALF)),
    "I703": ("ADVISOR_TODAY=tomorrow advisor report answers.yaml", _bad_date),
}
