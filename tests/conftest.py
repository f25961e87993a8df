"""Makes the helpers under tests/ importable (``from oracle.naive import evaluate``)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
