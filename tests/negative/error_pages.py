"""Keeps the examples in docs/errors true: run it to write them; with ``--check`` it only compares.

A page's words are its own; what stands between "## Example" and "## What to do" is the corpus file and its real output.
``docs/errors/README.md`` is the list of the pages' titles.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

from negative import corpus  # noqa: E402

PAGES = ROOT / "docs" / "errors"
GROUPS = {
    "Y": "Files: nothing could be read",
    "K": "Shape: a key or a value that does not belong",
    "N": "Names that are not known",
    "C": "Conditions",
    "R": "Rules",
    "A": "Answers",
    "I": "Output and commands",
    "W": "Words, exercises, tests and sources that do not fit together",
    "T": "Translations",
    "G": "Figures",
    "P": "Tables of many runners",
}
HEAD = """# Every message, explained

Each message starts with the file, the line and the column, then a code. Below it stands the line itself, with a caret
under the place; the last line, after `=`, says what to do. All problems come at once, sorted by place: mend the first,
and later ones may go too.
"""
LONGEST = 8


def example(code: str) -> str:
    """The text between "## Example" and "## What to do"."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        diagnostics = corpus.reported(code, folder)
        output = corpus.shown(diagnostics, folder)
    path = corpus.example_file(code)
    if code in corpus.COMMANDS:
        source = f"The command:\n\n```\n{corpus.COMMANDS[code][0]}\n```"
    elif path is None:
        source = {
            "Y106": "`questions/broken.yaml` is a diary of 1.2 million letters.",
            "Y108": "A folder `rules` with 2,001 files in `patterns/`.",
            "Y109": "A rules folder without `glossary.yaml`.",
        }[code]
    else:
        lines = path.read_bytes().decode("utf-8", "replace").replace("\a", "\N{SYMBOL FOR BELL}").rstrip("\n").split("\n")
        near = diagnostics[0].place.line
        kept = lines
        if len(lines) > LONGEST:
            between = ["..."] if near > 4 else []
            kept = [*lines[:2], *between, *lines[max(2, near - 2) : near], "..."]
        text = "\n".join(kept)
        shown = path.relative_to(corpus.CORPUS / code).as_posix()
        source = f"`{shown}`\n\n```{path.suffix[1:]}\n{text}\n```"
    return f"{source}\n\nAdvisor says\n\n```\n{output}\n```"


def page(code: str, old: str) -> str:
    """The page with its example brought up to date."""
    before, found, rest = old.partition("## Example\n")
    _, also, after = rest.partition("## What to do\n")
    if not found or not also:
        raise SystemExit(f"docs/errors/{code}.md needs the headings ## Example and ## What to do")
    return f"{before}{found}\n{example(code)}\n\n{also}{after}"


def readme(pages: dict[str, str]) -> str:
    """The list of all pages by group."""
    parts = [HEAD]
    for letter, title in GROUPS.items():
        lines = [f"- [{code}]({code}.md){_title(text)}" for code, text in sorted(pages.items()) if code.startswith(letter)]
        parts.append(f"## {title}\n\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def _title(text: str) -> str:
    """What the first line says after the code, colon included."""
    return "".join(text.partition("\n")[0].partition(":")[1:])


def wanted() -> dict[Path, str]:
    """What each file of docs/errors should hold."""
    old = {path.stem: path.read_text(encoding="utf-8") for path in sorted(PAGES.glob("[A-Z]*[0-9].md"))}
    new = {code: page(code, text) if code in corpus.PLACES else text for code, text in old.items()}
    return {PAGES / f"{code}.md": text for code, text in new.items()} | {PAGES / "README.md": readme(new)}


def differing() -> list[str]:
    """The names of pages that are not as they should be."""
    return [path.name for path, text in wanted().items() if not path.is_file() or path.read_text(encoding="utf-8") != text]


def main() -> int:
    if "--check" in sys.argv[1:]:
        wrong = differing()
        if wrong:
            print(f"out of date: {', '.join(wrong)}; run python tests/negative/error_pages.py")
        return 1 if wrong else 0
    for path, text in wanted().items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
