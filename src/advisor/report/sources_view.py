"""The sources a report cites, and only those."""

from __future__ import annotations

import re
from collections.abc import Iterable

from advisor.language import Language, language
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import Source
from advisor.model.report import SourceView

__all__ = ["cited_in", "source_views"]

_CITE = re.compile(r"\[([A-Za-z0-9][A-Za-z0-9_-]*)\]")
_DOI = re.compile(r"10\.\d{4,9}/[A-Za-z0-9./;()_:-]+")


def cited_in(texts: Iterable[str]) -> set[str]:
    """Source ids cited as ``[id]``."""
    return {found for text in texts for found in _CITE.findall(text)}


def source_views(kb: KnowledgeBase, cited: Iterable[str]) -> tuple[SourceView, ...]:
    """The cited sources in the knowledge base's order; unknown ids are left out."""
    wanted = set(cited)
    say = language(kb.language)
    return tuple(_view(say, source_id, source) for source_id, source in kb.sources.items() if source_id in wanted)


def _view(say: Language, source_id: str, source: Source) -> SourceView:
    year = str(source.year) if source.year else ""
    head = " ".join(part for part in (source.authors, year) if part)
    parts = [head, source.title or source.subject, source.journal]
    text = ". ".join(part.strip().rstrip(".") for part in parts if part) or source.note or source_id
    linked = source.doi_status == "seen" and source.status != "memory" and _DOI.fullmatch(source.doi)
    return SourceView(
        id=source_id,
        text=f"{text.rstrip('.')}.",
        link=f"https://doi.org/{source.doi}" if linked else "",
        status_words="" if source.status == "own" else say.text(f"status-{source.status}"),
        note=source.note,
    )
