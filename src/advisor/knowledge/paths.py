"""Where the rules are: a coach's own copy, the installed package's, or the repository's."""

from __future__ import annotations

import os
from pathlib import Path

from advisor.errors import AdvisorError

__all__ = ["rules_folder"]


def rules_folder(given: str | os.PathLike[str] | None = None) -> Path:
    """The folder to load: ``given``, else ``ADVISOR_RULES``, else the shipped one.

    Raises AdvisorError (Y109) where it is not a folder.
    """
    chosen = given if given is not None else os.environ.get("ADVISOR_RULES") or None
    if chosen is not None:
        folder = Path(chosen)
        if not os.fspath(chosen) or not os.path.isdir(folder):  # os.path: False also where a folder above cannot be entered
            where = f"at {os.fspath(chosen)[:200]}" if os.fspath(chosen) else "without a name"
            raise AdvisorError.of("Y109", f"there is no rules folder {where}", "check --rules and ADVISOR_RULES")
        return folder
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "rules", package.parents[1] / "rules"):  # a wheel's copy, then an editable install's
        if (folder / "kb.yaml").is_file():
            return folder
    raise AdvisorError.of("Y109", "the shipped rules are missing from this installation", "install advisor again")
