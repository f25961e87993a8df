"""Example blocks of our documents: a fence whose second word names a file is a complete file of a rules folder."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

__all__ = ["ROOT", "blocks", "laid_out"]

ROOT = Path(__file__).parents[2]
_FENCE = re.compile(r"^( *)```yaml +(\S+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)


def blocks(document: str) -> list[tuple[str, str]]:
    """(file name, text) of every complete example in a document."""
    found = []
    for indent, name, text in _FENCE.findall((ROOT / document).read_text(encoding="utf-8")):
        lines = [line.removeprefix(indent) for line in text.splitlines()]
        found.append((name, "\n".join(lines) + "\n"))
    return found


def laid_out(base: Path, files: list[tuple[str, str]], folder: Path) -> Path:
    """A copy of a rules folder with these files laid over it."""
    shutil.copytree(base, folder, dirs_exist_ok=True)
    for name, text in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
