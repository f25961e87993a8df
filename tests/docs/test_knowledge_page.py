"""docs/knowledge.md is what the rules say today, and leaves no id of the dossier unexplained."""

from __future__ import annotations

import pytest

from advisor.model.base import KnowledgeBase
from docs import knowledge_page
from knowledge import dossier_ids


def test_the_page_is_up_to_date() -> None:
    assert knowledge_page.PAGE.read_text(encoding="utf-8") == knowledge_page.page(), "run: python tests/docs/knowledge_page.py"


def test_every_id_of_the_dossier_is_here_or_left_out_with_a_reason(kb: KnowledgeBase) -> None:
    for name, (wanted, here) in dossier_ids.ids(kb).items():
        assert wanted - here <= set(dossier_ids.LEFT_OUT), name
        assert here - wanted <= set(dossier_ids.ADDED), name
    gone = {item for wanted, here in dossier_ids.ids(kb).values() for item in wanted - here}
    assert set(dossier_ids.LEFT_OUT) == gone, "a reason for something that is here"


def test_the_page_notices_a_lost_id(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossier_ids, "LEFT_OUT", {"R47c": "a reason"})
    assert "R49b" in knowledge_page.coverage(kb)
    row = next(line for line in knowledge_page.coverage(kb).splitlines() if line.startswith("| sources"))
    assert "R47c (a reason)" in row.split("|")[4]
    assert "R49b" in row.split("|")[5]


def test_differences_have_reasons() -> None:
    assert len(dossier_ids.DIFFERENCES) > 15
    assert all(dossier_ids.DIFFERENCES.values())
