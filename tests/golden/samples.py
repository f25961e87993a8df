"""Every persona's report in every format: ``reports/samples``, which the test beside this compares byte for byte.

``python tests/golden/samples.py`` makes all of it anew (then read the diff), and the pictures of what changed; those need
Chromium and poppler's ``pdftoppm``. A picture says which bytes it shows, in a text of its PNG: ``Shows``, a SHA-256.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from PIL import Image, PngImagePlugin

from advisor.errors import AdvisorError
from advisor.interview.answers_file import sheet_from
from advisor.knowledge import load_knowledge
from advisor.knowledge.source import read_file
from advisor.knowledge.translations import translated
from advisor.model.base import KnowledgeBase
from advisor.pipeline import assess, render

ROOT = Path(__file__).parents[2]
RULES, SAMPLES, README_PICTURE = ROOT / "rules", ROOT / "reports" / "samples", ROOT / "docs" / "report.png"
TODAY = date(2026, 11, 22)
FORMATS = ("html", "pdf", "text", "json", "ics")
PERSONAS = tuple(sorted(path.stem for path in (RULES / "personas").glob("*.yaml")))
IN_GERMAN = ("demo", "emergency")
IN_FULL = ("demo",)
MADE_WITH = ("typst", "icalendar", "Babel", "wcwidth")  # another version of these may give other bytes
HIGH = 620  # of a picture, in pixels


# ----------------------------------------------------------------- what a sample is
def made(kb: KnowledgeBase, name: str) -> dict[str, bytes]:
    """File name to bytes: a persona in every format. Without a plan there is no calendar."""
    sheet = sheet_from(read_file(RULES / "personas" / f"{name}.yaml", name).data, kb)
    assessment = assess(kb, sheet, today=TODAY, changes=True)
    files = {}
    for fmt in FORMATS:
        try:
            files[f"{name}.{'txt' if fmt == 'text' else fmt}"] = render(kb, assessment, sheet, fmt)
        except AdvisorError as error:
            if [item.code for item in error.diagnostics] != ["I710"]:
                raise
    if name in IN_FULL:
        files[f"{name}.full.txt"] = render(kb, assessment, sheet, "text", full=True)
    return files


def in_german(kb: KnowledgeBase, name: str) -> dict[str, bytes]:
    """A persona's text in German: what is translated, what stays English."""
    german = translated(kb, "de", RULES)
    sheet = sheet_from(read_file(RULES / "personas" / f"{name}.yaml", name).data, german)
    return {f"{name}.de.txt": render(german, assess(german, sheet, today=TODAY, changes=True), sheet, "text")}


def versions() -> bytes:
    """The libraries on which the bytes hang, as they are installed here."""
    return (json.dumps({name: version(name) for name in MADE_WITH}, indent=2) + "\n").encode()


def shown_by(files: Mapping[str, bytes], name: str) -> str:
    """The hash a persona's picture must carry: of its HTML, PDF and text."""
    return sha256(b"".join(sha256(files[f"{name}.{ending}"]).digest() for ending in ("html", "pdf", "txt"))).hexdigest()


def shows(picture: Path) -> str:
    """The hash that a picture carries; "" where it has none."""
    if not picture.is_file():
        return ""
    with Image.open(picture) as image:
        return str(image.info.get("Shows", ""))


def readme(names: Sequence[str], there: Sequence[str]) -> bytes:
    """The page that shows the samples. ``there``: the files of the folder."""
    lines = [
        "# Reports of made-up runners",
        "",
        "Each persona of [`rules/personas`](../../rules/personas) in every format, made by `python tests/golden/samples.py`, as",
        "if on 22 November 2026; do not edit. The tests make all of it again and compare every byte, with the versions in",
        "[versions.json](versions.json) and on each Python. A picture carries the hash of what it shows; the tests compare that.",
        "Left the PDF, then the web page, then the terminal.",
        "",
    ]
    for name in names:
        about = read_file(RULES / "personas" / f"{name}.yaml", name).data.get("about", "")
        links = [f"[{label}]({file})" for label, file in _links(name) if file in there]
        calendar = [] if f"{name}.ics" in there else ["no calendar, as there is no plan"]
        title = name.replace("_", " ")
        lines += [f"## {title}", "", str(about), "", " · ".join([*links, *calendar]), ""]
        lines += [f"![{title}: PDF, web page and terminal](pictures/{name}.png)", ""]
    return ("\n".join(lines).rstrip() + "\n").encode()


def _links(name: str) -> Iterator[tuple[str, str]]:
    yield from (("HTML", f"{name}.html"), ("PDF", f"{name}.pdf"), ("text", f"{name}.txt"), ("text in full", f"{name}.full.txt"))
    yield from (("text in German", f"{name}.de.txt"), ("JSON", f"{name}.json"), ("calendar", f"{name}.ics"))


# ----------------------------------------------------------------- pictures
def browser() -> str:
    """A Chromium; "" where there is none."""
    return next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), "")


def photographed(page: Path, width: int, height: int) -> Image.Image:
    """The first screen of an HTML file, by Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "page.png"
        command = [browser(), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        command += [f"--user-data-dir={folder}/profile", f"--screenshot={target}", f"--window-size={width},{height}"]
        command.append(page.resolve().as_uri())
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return Image.open(BytesIO(target.read_bytes())).convert("RGB")


def first_page(pdf: Path) -> Image.Image:
    """The first page of a PDF, by poppler."""
    command = ["pdftoppm", "-png", "-r", "90", "-f", "1", "-l", "1", "-singlefile", str(pdf)]
    done = subprocess.run(command, check=True, capture_output=True, timeout=120)
    return Image.open(BytesIO(done.stdout)).convert("RGB")


_COLOURS = {"1": "font-weight:bold", "2": "opacity:.6", "33": "color:#e5a44a", "36": "color:#5fb8d6", "35": "color:#c79be6",
            "1;31": "font-weight:bold;color:#ff7b72", "1;32": "font-weight:bold;color:#7ee787"}  # fmt: skip


def on_a_terminal(coloured: str, lines: int = 50) -> str:
    """A page that looks as the first screen of a terminal does."""
    shown = html.escape("\n".join(coloured.split("\n")[:lines]), quote=False)
    shown = re.sub("[\u2800-\u28ff]", r'<i style="display:inline-block;width:1ch;font-style:normal">\g<0></i>', shown)
    shown = re.sub(r"\x1b\[0m", "</span>", shown)
    shown = re.sub(r"\x1b\[([0-9;]+)m", lambda code: f'<span style="{_COLOURS[code[1]]}">', shown)
    style = "margin:0;padding:24px;background:#12161c;color:#e3e6ea;font:15px/1.24 'DejaVu Sans Mono',monospace;height:100vh"
    return f'<meta charset="utf-8"><body style="margin:0;background:#12161c"><pre style="{style}">{shown}</pre>'


def picture(kb: KnowledgeBase, folder: Path, name: str, hash_: str) -> None:
    """PDF, web page and terminal side by side, with the hash of what is shown."""
    sheet = sheet_from(read_file(RULES / "personas" / f"{name}.yaml", name).data, kb)
    text = render(kb, assess(kb, sheet, today=TODAY, changes=True), sheet, "text", colour=True).decode()
    with tempfile.TemporaryDirectory() as place:
        screen = Path(place) / "screen.html"
        screen.write_text(on_a_terminal(text), "utf-8")
        pages = ((folder / f"{name}.html", 820, 1160), (screen, 790, 960))
        panels = [first_page(folder / f"{name}.pdf"), *(photographed(*page) for page in pages)]
    panels = [panel.resize((round(panel.width * HIGH / panel.height), HIGH), Image.Resampling.LANCZOS) for panel in panels]
    gap = 12
    whole = Image.new("RGB", (sum(panel.width for panel in panels) + gap * (len(panels) + 1), HIGH + 2 * gap), "#c9c7c2")
    left = gap
    for panel in panels:
        whole.paste(panel, (left, gap))
        left += panel.width + gap
    keep(whole, folder / "pictures" / f"{name}.png", hash_)


def keep(image: Image.Image, target: Path, hash_: str) -> None:
    """A small PNG that carries the hash."""
    about = PngImagePlugin.PngInfo()
    about.add_text("Shows", hash_)
    target.parent.mkdir(parents=True, exist_ok=True)
    image.quantize(192, dither=Image.Dither.NONE).save(target, pnginfo=about, optimize=True)


# ----------------------------------------------------------------- making all of it
def write_all(folder: Path, names: Sequence[str], *, pictures: bool) -> None:
    """Writes the samples of these personas; for all of them also takes away what is no sample."""
    kb = load_knowledge(RULES)
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, bytes] = {}
    for number, name in enumerate(names, 1):
        print(f"{number}/{len(names)} {name}", file=sys.stderr, flush=True)
        here = made(kb, name) | (in_german(kb, name) if name in IN_GERMAN else {})
        for file, content in here.items():
            (folder / file).write_bytes(content)
        files |= here
    files |= {"versions.json": versions(), "README.md": readme(names, list(files))}
    for file in ("versions.json", "README.md"):
        (folder / file).write_bytes(files[file])
    if names == PERSONAS:
        for path in folder.glob("*"):
            if path.is_file() and path.name not in files:
                path.unlink()
        for path in (folder / "pictures").glob("*.png"):
            if path.stem not in names:
                path.unlink()
    if pictures:
        draw_all(kb, folder, names, files)
    print(f"{len(files)} files, {sum(map(len, files.values())) / 1e6:.1f} MB in {folder}")


def draw_all(kb: KnowledgeBase, folder: Path, names: Sequence[str], files: Mapping[str, bytes]) -> None:
    """The pictures whose hash is not that of what they show now; README's is the demo's web page."""
    for name in names:
        if shows(folder / "pictures" / f"{name}.png") != shown_by(files, name):
            print(f"picture of {name}", file=sys.stderr, flush=True)
            picture(kb, folder, name, shown_by(files, name))
    page = files.get("demo.html")
    if folder == SAMPLES and page is not None and shows(README_PICTURE) != sha256(page).hexdigest():
        keep(photographed(folder / "demo.html", 1060, 1640), README_PICTURE, sha256(page).hexdigest())


def main(arguments: Sequence[str] | None = None) -> int:
    """Makes the samples, or those of some personas in another folder."""
    parser = argparse.ArgumentParser(description="Every persona's report in every format, and pictures of them.")
    parser.add_argument("personas", nargs="*", metavar="PERSONA", help=f"of {', '.join(PERSONAS)}  [default: all]")
    parser.add_argument("--folder", type=Path, default=SAMPLES, help="where to write  [default: reports/samples]")
    parser.add_argument("--no-pictures", action="store_true", help="leave the pictures as they are")
    given = parser.parse_args(arguments)
    names = tuple(given.personas) or PERSONAS
    if unknown := sorted(set(names) - set(PERSONAS)):
        parser.error(f"no such persona: {', '.join(unknown)}")
    if names != PERSONAS and given.folder == SAMPLES:
        parser.error("some personas only: give another folder with --folder")
    tools = {"chromium": browser(), "pdftoppm": shutil.which("pdftoppm")}
    missing = [name for name, found in tools.items() if not found]
    if missing and not given.no_pictures:
        parser.error(f"the pictures need {' and '.join(missing)}; --no-pictures leaves them as they are")
    write_all(given.folder, names, pictures=not given.no_pictures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
