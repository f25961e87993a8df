"""A ready report laid out in a process of its own: what it need not load, it does not load."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from .pictured import pictured

# What reading rules, consulting and making a report need. Pydantic alone costs a start more than a tenth.
NEEDLESS = (
    "fluent.runtime", "babel", "pydantic", "typing_extensions", "annotated_types", "yaml", "experta", "numpy", "PIL",
    "advisor.knowledge", "advisor.model.knowledge", "advisor.model.assessment",
)  # fmt: skip


@pytest.mark.parametrize(
    ("layout", "begins", "more"), [("pdf", b"%PDF-", ("jinja2", "advisor.report.bodymap")), ("html", "<!doc", ("typst",))]
)
def test_a_fresh_process_lays_out_a_ready_report_with_nothing_that_only_making_it_needs(
    layout: str, begins: str | bytes, more: tuple[str, ...], tmp_path: Path
) -> None:
    """The report is words alone: it is laid out without the knowledge, and the words that need a plural come with it."""
    ready = tmp_path / "report.pickle"
    ready.write_bytes(pickle.dumps(pictured("demo")))
    code = f"""
import pickle, sys
from pathlib import Path
from advisor.report.{layout} import render_{layout}
made = render_{layout}(pickle.loads(Path(sys.argv[1]).read_bytes()))
print(repr(made[:5]), [name for name in {(*NEEDLESS, *more)} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code, str(ready)], capture_output=True, text=True, check=True)
    assert done.stdout == f"{begins!r} []\n"
