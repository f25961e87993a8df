"""Pictures into the report: each exercise card gets its figure, if there is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from advisor.report.figures.drawing import draw

if TYPE_CHECKING:  # a page of ready drawings needs none of this
    from advisor.model.base import KnowledgeBase
    from advisor.model.figure import Figure
    from advisor.model.report import CardView, ReportModel

__all__ = ["Album"]


@dataclass
class Album:
    """The figures of one knowledge base; each is drawn once, when a report first needs it."""

    ready: Mapping[str, Mapping[str, float]]
    figures: Mapping[str, Figure]
    _drawn: dict[tuple[str, str], str] = field(default_factory=dict)

    def illustrated(self, model: ReportModel, knowledge: KnowledgeBase) -> ReportModel:
        """``model`` with the figure of each exercise of its plan. Their own words are English: other languages go without."""
        if model.plan is None:
            return model
        cards, later = (
            tuple(self._card(card, knowledge, model.language) for card in part) for part in (model.plan.cards, model.plan.later)
        )
        return replace(model, plan=replace(model.plan, cards=cards, later=later))

    def _card(self, card: CardView, knowledge: KnowledgeBase, language: str) -> CardView:
        figure = self.figures.get(card.id)
        if figure is None:
            return card
        in_words = language == "en"
        if (card.id, language) not in self._drawn:
            muscles = knowledge.exercises[card.id].primary
            self._drawn[card.id, language] = draw(figure, self.ready, muscles, card.name, in_words=in_words)
        watch = figure.watch.words
        return replace(
            card,
            figure_svg=self._drawn[card.id, language],
            figure_alt=figure.alt(card.name) if in_words else card.name,
            figure_watch=watch[:1].upper() + watch[1:] if in_words else "",
        )
