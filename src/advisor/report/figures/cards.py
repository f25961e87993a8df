"""Pictures into the report: each exercise card gets its figure, if there is one."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.model.base import KnowledgeBase
from advisor.model.figure import Figure
from advisor.model.report import CardView, ReportModel
from advisor.report.figures.drawing import draw

__all__ = ["illustrated"]


def illustrated(
    model: ReportModel, knowledge: KnowledgeBase, ready: Mapping[str, Mapping[str, float]], figures: Mapping[str, Figure]
) -> ReportModel:
    """``model`` with the figure of each exercise of its plan. The figures' own words are English: other languages go without."""
    if model.plan is None:
        return model
    cards = tuple(_card(card, knowledge, ready, figures.get(card.id), model.language == "en") for card in model.plan.cards)
    return model.model_copy(update={"plan": model.plan.model_copy(update={"cards": cards})})


def _card(
    card: CardView, knowledge: KnowledgeBase, ready: Mapping[str, Mapping[str, float]], figure: Figure | None, in_words: bool
) -> CardView:  # fmt: skip
    if figure is None:
        return card
    muscles = knowledge.exercises[card.id].primary
    watch = figure.watch.words
    return card.model_copy(
        update={
            "figure_svg": draw(figure, ready, muscles, card.name, in_words=in_words),
            "figure_alt": figure.alt(card.name) if in_words else card.name,
            "figure_watch": watch[:1].upper() + watch[1:] if in_words else "",
        }
    )
