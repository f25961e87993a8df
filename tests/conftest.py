"""What all tests share: modules under tests/ are importable, the shipped rules are loaded once.

``ADVISOR_CORE_ONLY=1`` leaves out the long suites (CI runs them on one Python, the core on each). ``ADVISOR_REQUIRE_ALL=1``
(CI) makes a test that skips for something missing a failure. ``ADVISOR_SPARK_APART=1`` leaves out the tests on Spark, whose
extra is half a gigabyte and not part of ``test``: CI installs it afterwards and runs them by themselves.
``ADVISOR_PARITY=2`` tries twice as many random sheets and bases.
"""

import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from advisor.inference.consult import Reasoner
from advisor.knowledge import load_knowledge
from advisor.model.base import KnowledgeBase
from advisor.pipeline import reasoner_for

os.environ["ADVISOR_CACHE"] = tempfile.mkdtemp(prefix="advisor-cache-")  # never the tester's own

gc.set_threshold(100_000, 50, 100)  # the rules and what is compiled of them stay: to look through them often costs a tenth
sys.path.insert(0, str(Path(__file__).parent))

RULES = Path(__file__).parents[1] / "rules"


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """The shipped knowledge base, loaded once."""
    return load_knowledge(RULES)


@pytest.fixture(scope="session")
def reasoner(kb: KnowledgeBase) -> Reasoner:
    """The reasoner of the shipped knowledge base: experta's engine is built once."""
    return reasoner_for(kb)


LONG = (
    "browser",
    "parity",
    "negative/test_mutations.py",
    "knowledge/test_safety_properties.py",
    "knowledge/test_consistency.py",
    "knowledge/test_one_fact_once.py",
    "benchmarks",
    "cli/test_ask.py",
    "cli/test_batch.py",
    "unit/tables/test_spark.py",
)
AS_ROOT = ("root may read and write anything", "no file that root cannot read")
_missing: list[str] = []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = set()
    if os.environ.get("ADVISOR_CORE_ONLY"):
        left_out |= {item for item in items if item.get_closest_marker("slow") or _in(item, LONG)}
    if os.environ.get("ADVISOR_SPARK_APART"):
        left_out |= {item for item in items if _in(item, ("unit/tables/test_spark.py",))}
    if left_out:
        config.hook.pytest_deselected(items=[item for item in items if item in left_out])
        items[:] = [item for item in items if item not in left_out]


def _in(item: pytest.Item, parts: tuple[str, ...]) -> bool:
    return any(f"tests/{part}" in item.path.as_posix() for part in parts)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not any(reason in str(report.longrepr) for reason in AS_ROOT):
        _missing.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    shutil.rmtree(os.environ["ADVISOR_CACHE"], ignore_errors=True)
    if os.environ.get("ADVISOR_REQUIRE_ALL") and _missing and exitstatus == 0:
        print(f"\nskipped, and CI allows no skip: {', '.join(_missing)}")
        session.exitstatus = 1
