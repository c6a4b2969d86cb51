"""Which past readings count, and why the others do not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

import attrs

from partner_success.analytics.past import PastReading
from partner_success.analytics.standings import Standing
from partner_success.core.collections import FrozenMap
from partner_success.errors import Problem

Side = Literal["old", "new"]
"""Which of the two scorecards."""

LEFT_OUT: Final[FrozenMap[str, str]] = FrozenMap(
    {
        "left-already": "the customer had left already",
        "refused": "a scorecard refused a value",
        "not-scored": "too little was known for a score",
        "outcome-unknown": "nobody knows what followed",
    }
)
"""Why a reading does not count, by the first that holds, and what that means."""


@attrs.frozen(kw_only=True)
class RefusedReading:
    """A value that a scorecard refused.

    Attributes:
        subject: The id of the customer.
        on: The day of the reading, where it has one.
        card: The scorecard that refused: ``"old"`` or ``"new"``.
        problem: What was wrong; its ``path`` is the component or measure.
    """

    subject: str
    on: date | None
    card: Side
    problem: Problem


@attrs.frozen(kw_only=True)
class Sample:
    """What the figures rest on.

    A customer counts as one who left if one of its readings that count was followed by
    it, else as one who stayed.

    Attributes:
        readings: How many readings there are.
        subjects: How many customers they are of.
        used: How many readings count.
        left: How many of the customers whose readings count left.
        stayed: How many of them stayed.
        left_out: How many readings do not count, by reason; with ``used`` they are all.
        refused: Every value that a scorecard refused.
    """

    readings: int
    subjects: int
    used: int
    left: int
    stayed: int
    left_out: FrozenMap[str, int]
    refused: tuple[RefusedReading, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """What counts and what does not, in sentences."""
        of = f"of {self.left:,} customers who left and {self.stayed:,} who stayed"
        found = [f"{self.used:,} of {self.readings:,} readings count, {of}"]
        found += [
            f"left out of the figures: {count:,}, because {LEFT_OUT[reason]}"
            for reason, count in self.left_out.items()
            if count
        ]
        return tuple(found)


def why_not(reading: PastReading, old: Standing, new: Standing) -> str | None:
    """Say why a reading does not count, as a word of `LEFT_OUT`; None if it does."""
    if reading.left:
        return "left-already"
    if old.problems or new.problems:
        return "refused"
    if old.score is None or new.score is None:
        return "not-scored"
    return "outcome-unknown" if reading.churned is None else None


def refused_of(
    readings: Sequence[PastReading], standings: Sequence[Standing], card: Side
) -> list[RefusedReading]:
    """Name every value that a card refused."""
    return [
        RefusedReading(
            subject=reading.subject, on=reading.on, card=card, problem=problem
        )
        for reading, standing in zip(readings, standings, strict=True)
        for problem in standing.problems
    ]
