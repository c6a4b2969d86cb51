"""The way from the most a score could be down to what it is, one step a component."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import attrs

from partner_success.core.quantities import HUNDRED, decimal_text, shown_parts
from partner_success.display.tones import Tone, tone_of_result
from partner_success.display.wording import shortened, visible
from partner_success.scoring.results import Score

_LONGEST = 60


@attrs.frozen(kw_only=True)
class Step:
    """One row of a waterfall: a total, or what one component lost.

    Attributes:
        name: What it is.
        detail: What it rests on, in one short line.
        start: The running total above it.
        end: The running total below it.
        text: What is written at its mark.
        tone: The tone of the mark, where it has one of its own.
        is_total: Whether it is the full or the final score.
    """

    name: str
    detail: str = ""
    start: Fraction
    end: Fraction
    text: str
    tone: Tone | None = None
    is_total: bool = False

    @property
    def is_drag(self) -> bool:
        """Whether this is the greatest loss."""
        return self.tone == "worst" and not self.is_total


def steps_of(score: Score) -> tuple[Step, ...]:
    """Give the full score, each component in the model's order, and the score."""
    full = score.model.reach[1]
    band = f" {visible(score.band.name)}" if score.model.bands is not None else ""
    top = Step(
        name="Full score",
        start=full,
        end=full,
        text=decimal_text(full.numerator, full.denominator),
        tone="unknown",
        is_total=True,
    )
    bottom = Step(
        name="Score",
        start=score.exact,
        end=score.exact,
        text=shortened(f"{score.text}{band}", _LONGEST),
        tone=tone_of_result(score),
        is_total=True,
    )
    return (top, *_losses(score, full), bottom)


def _losses(score: Score, full: Fraction) -> Iterator[Step]:
    parts = {part.id: part for part in score.contributions}
    lost = [part.lost_count for part in parts.values()]
    texts = dict(zip(parts, shown_parts(lost, score.denominator), strict=True))
    drag = score.greatest_drag
    running = full
    for component in score.model.components:
        name = shortened(visible(component.name), _LONGEST)
        part = parts.get(component.id)
        if part is None:
            yield Step(name=name, start=running, end=running, text="not known")
            continue
        after = running - Fraction(part.lost_count, score.denominator)
        value, most = (
            decimal_text(part.count, HUNDRED),
            decimal_text(part.most, HUNDRED),
        )
        yield Step(
            name=name,
            detail=f"{value} of {most}, weight {part.weight}",
            start=running,
            end=after,
            text=f"−{texts[part.id]}" if part.lost_count else "nothing lost",
            tone="worst" if drag is not None and part.id == drag.id else None,
        )
        running = after
