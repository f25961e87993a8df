"""A report printed in a process of its own: what it need not load, it does not load."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

from .pictured import pictured

# What reading rules, consulting and making a page need. Pydantic alone costs a start more than a tenth.
NEEDLESS = (
    "fluent.runtime", "babel", "pydantic", "typing_extensions", "annotated_types", "yaml", "jinja2", "experta", "numpy", "PIL",
    "advisor.knowledge", "advisor.model.knowledge", "advisor.model.assessment", "advisor.report.bodymap",
)  # fmt: skip


def test_a_fresh_process_prints_a_ready_report_with_nothing_that_only_making_it_needs(tmp_path: Path) -> None:
    """The report is words alone: it is set without the knowledge, and the words that need a plural come with it."""
    ready = tmp_path / "report.pickle"
    ready.write_bytes(pickle.dumps(pictured("demo")))
    code = f"""
import pickle, sys
from pathlib import Path
from advisor.report.pdf import render_pdf
made = render_pdf(pickle.loads(Path(sys.argv[1]).read_bytes()))
print(made[:5].decode(), [name for name in {NEEDLESS} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code, str(ready)], capture_output=True, text=True, check=True)
    assert done.stdout == "%PDF- []\n"
