"""The way of a score, one step a component: down from the most, or on from before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import attrs

from partner_success.core.quantities import HUNDRED, decimal_text, shown_parts
from partner_success.display.tones import Tone, tone_of_result
from partner_success.display.wording import shortened, visible
from partner_success.scoring.changes import ChangePart, ScoreChange
from partner_success.scoring.results import Score

_LONGEST = 60
_LONGEST_DETAIL = 32


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
        is_total: Whether it is the full, the former or the final score.
        is_greatest: Whether it did more than any other.
    """

    name: str
    detail: str = ""
    start: Fraction
    end: Fraction
    text: str
    tone: Tone | None = None
    is_total: bool = False

    is_greatest: bool = False


def steps_of(score: Score) -> tuple[Step, ...]:
    """Give the full score, each component in the model's order, and the score."""
    full = score.model.reach[1]
    top = Step(
        name="Full score",
        start=full,
        end=full,
        text=decimal_text(full.numerator, full.denominator),
        tone="unknown",
        is_total=True,
    )
    return (top, *_losses(score, full), _total("Score", score))


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
            is_greatest=drag is not None and part.id == drag.id,
        )
        running = after


def steps_of_change(change: ScoreChange) -> tuple[Step, ...]:
    """Give the score before, each component that moved it, and the score after."""
    return (
        _total("Before", change.before),
        *_moves(change),
        _total("After", change.after),
    )


def _total(name: str, score: Score) -> Step:
    band = f" {visible(score.band.name)}" if score.model.bands is not None else ""
    return Step(
        name=name,
        start=score.exact,
        end=score.exact,
        text=shortened(f"{score.text}{band}", _LONGEST),
        tone=tone_of_result(score),
        is_total=True,
    )


def _moves(change: ScoreChange) -> Iterator[Step]:
    own: dict[str, list[ChangePart]] = {}
    for part in change.parts:
        own.setdefault(part.component.id, []).append(part)
    counts = [sum(part.gained_count for part in parts) for parts in own.values()]
    texts = shown_parts(counts, change.denominator)
    running, greatest = change.before.exact, change.greatest
    for parts, count, text in zip(own.values(), counts, texts, strict=True):
        after = running + Fraction(count, change.denominator)
        component = parts[0].component
        lost = count < 0
        yield Step(
            name=shortened(visible(component.name), _LONGEST),
            detail=shortened(visible(_detail(parts)), _LONGEST_DETAIL),
            start=running,
            end=after,
            text=f"−{text[1:]}" if lost else f"+{text}",
            tone="worst" if lost else "best",
            is_greatest=component == greatest,
        )
        running = after


def _detail(parts: Sequence[ChangePart]) -> str:
    """Tell the change that did most."""
    most = max(parts, key=lambda part: abs(part.gained_count))
    name = f"{most.measure.name} " if most.measure else ""
    kind = "weight " if most.cause == "weight" else ""
    ends = (most.text(number, unit=False) for number in (most.before, most.after))
    return f"{name}{kind}{' to '.join(ends)}"
