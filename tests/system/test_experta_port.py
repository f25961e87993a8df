"""experta comes in without leaving a mark: ``collections`` and logging are as they were."""

from __future__ import annotations

import subprocess
import sys


def test_importing_leaves_no_mark() -> None:
    code = (
        "import collections, logging;"
        "before = (list(logging.getLogger().handlers), logging.getLogger().level, hasattr(collections, 'Mapping'));"
        "import advisor.inference.experta_port as port;"
        "after = (list(logging.getLogger().handlers), logging.getLogger().level, hasattr(collections, 'Mapping'));"
        "assert before == after, (before, after); assert port.KnowledgeEngine"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from advisor.cli.main import cli;"
        "from click.testing import CliRunner; assert CliRunner().invoke(cli, ['--help']).exit_code == 0;"
        "heavy = {'experta', 'pydantic', 'jinja2', 'typst', 'yaml', 'numpy', 'questionary', 'icalendar'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
