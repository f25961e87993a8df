"""Certainties as the report shows them: two decimals, cut and not rounded (DESIGN 4.5), in whole hundredths."""

from __future__ import annotations

from advisor.language import Language

__all__ = ["decimals", "hundredths", "hundredths_of"]


def hundredths(millionths: int) -> int:
    """Whole hundredths of a certainty in millionths, cut towards 0."""
    return millionths // 10_000 if millionths >= 0 else -(-millionths // 10_000)


def hundredths_of(certainty: float) -> int:
    """Whole hundredths of a certainty, as it is shown elsewhere in the report."""
    return hundredths(round(certainty * 1_000_000))


def decimals(say: Language, number: int, *, sign: bool = False) -> str:
    """Hundredths as the language writes them: ``0.40``, with ``sign`` ``+0.40`` or ``−0.05``."""
    size = say.number(f"{abs(number) // 100}.{abs(number) % 100:02d}")
    return f"{'−' if number < 0 else '+' if sign else ''}{size}"
