"""A report printed in a process of its own: what it need not load, it does not load."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

from .pictured import pictured


def test_a_fresh_process_prints_a_ready_report_without_fluent_and_without_building_serializers(tmp_path: Path) -> None:
    """Either costs each start some 50 ms: the words that need a plural come with the model."""
    ready = tmp_path / "report.pickle"
    ready.write_bytes(pickle.dumps(pictured("demo")))
    code = """
import pickle, sys
from pathlib import Path
from advisor.report.pdf import render_pdf
made = render_pdf(pickle.loads(Path(sys.argv[1]).read_bytes()))
print(made[:5].decode(), [name for name in ("fluent.runtime", "babel", "pydantic.plugin._loader") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code, str(ready)], capture_output=True, text=True, check=True)
    assert done.stdout == "%PDF- []\n"
