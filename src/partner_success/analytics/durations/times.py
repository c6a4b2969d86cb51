"""How long something lasts: the plain mean, and an estimate with the open ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Final, Literal, TypeAlias, get_args

import attrs

from partner_success.analytics.durations.spells import Spell
from partner_success.calendars.calendar import Calendar
from partner_success.core.arguments import require
from partner_success.core.instants import microseconds
from partner_success.core.normal import Level
from partner_success.core.quantities import Number
from partner_success.core.survival import Survival, survival_of_counts
from partner_success.core.survival_intervals import DurationInterval
from partner_success.errors import UnknownNameError

__all__ = [
    "Quantile",
    "TimeUnit",
    "Times",
    "counts_of",
    "microseconds_of",
    "times_of",
    "times_of_counts",
]

TimeUnit: TypeAlias = Literal["minutes", "hours", "days"]
"""What times are counted in; a day has 24 hours."""

_MICROSECONDS: Final[dict[str, int]] = {
    "minutes": 60_000_000,
    "hours": 3_600_000_000,
    "days": 86_400_000_000,
}
_HALF: Final = Fraction(1, 2)


@attrs.frozen(kw_only=True)
class Quantile:
    """The time within which a share ends, open ones taken into account.

    Attributes:
        share: The share, such as 9/10.
        value: The time; ``None`` where so many were not seen to end.
        interval: How far it can be trusted.

    Rule: ANL-05.
    """

    share: Fraction
    value: Fraction | None
    interval: DurationInterval


@attrs.frozen(kw_only=True)
class Times:
    """How long some things last.

    Attributes:
        unit: What it is counted in.
        finished: How many have ended.
        mean: The plain mean of those; it leaves out whatever takes long and is not
            over. ``None`` where none has ended.
        survival: The estimate that takes the open ones into account.
        median: The time within which half end, by that estimate.
        quantiles: The times within which other shares end, as they were asked.

    Rule: ANL-05.
    """

    unit: TimeUnit
    finished: int
    mean: Fraction | None
    survival: Survival
    median: Quantile
    quantiles: tuple[Quantile, ...]

    @property
    def count(self) -> int:
        """How many there are, ended or not."""
        return self.survival.count

    @property
    def open(self) -> int:
        """How many have not ended."""
        return self.count - self.finished

    @property
    def restricted_mean(self) -> Fraction | None:
        """The mean by the estimate, each counted up to the longest; None of none."""
        return self.survival.mean() if self.count else None


def times_of(
    spells: Iterable[Spell],
    *,
    level: Level,
    quantiles: Iterable[Number] = (),
    unit: TimeUnit = "hours",
    calendar: Calendar | None = None,
) -> Times:
    """Say how long spells last, whatever their states.

    Args:
        spells: The spells, ended or not.
        level: The level of confidence, such as ``Decimal("0.95")``.
        quantiles: Further shares whose times are wanted, such as ``Decimal("0.9")``.
        unit: What to count in.
        calendar: Whose open time counts; left out, all time does.

    Raises:
        InvalidUseError: Something is no spell.
        InvalidValueError: The level is no level, or a share lies outside 0 to 1.
        UnknownNameError: There is no such unit.

    Rule: ANL-05.
    """
    return times_of_counts(
        counts_of(spells, calendar), level=level, quantiles=quantiles, unit=unit
    )


def counts_of(
    spells: Iterable[Spell], calendar: Calendar | None = None
) -> dict[int, list[int]]:
    """Count how many spells ended after so long, and how many have not.

    Args:
        spells: The spells.
        calendar: Whose open time counts; left out, all time does.

    Returns:
        By the microseconds that they lasted how many ended, and how many have not.

    Raises:
        InvalidUseError: Something is no spell.

    Rule: ANL-05.
    """
    found: dict[int, list[int]] = {}
    for each in spells:
        spell = require(each, Spell)
        length = _length(spell.start, spell.end, calendar)
        found.setdefault(length, [0, 0])[not spell.ended] += 1
    return found


def times_of_counts(
    counts: Mapping[int, Sequence[int]],
    *,
    level: Level,
    quantiles: Iterable[Number] = (),
    unit: TimeUnit = "hours",
) -> Times:
    """Say how long something lasts, of which is known how often it took how long.

    Args:
        counts: By microseconds how many ended after them, and how many have lasted so
            long and have not ended.
        level: The level of confidence.
        quantiles: Further shares whose times are wanted.
        unit: What to count in.

    Raises:
        InvalidValueError: The level is no level, a share lies outside 0 to 1, or a
            count is below 0.
        UnknownNameError: There is no such unit.

    Rule: ANL-05.
    """
    one = microseconds_of(unit)
    survival = survival_of_counts(
        {Fraction(length, one): pair for length, pair in counts.items()}
    )
    total = sum(length * pair[0] for length, pair in counts.items())
    over = survival.ended
    return Times(
        unit=unit,
        finished=over,
        mean=Fraction(total, one * over) if over else None,
        survival=survival,
        median=_quantile(survival, _HALF, level),
        quantiles=tuple(_quantile(survival, each, level) for each in quantiles),
    )


def microseconds_of(unit: TimeUnit) -> int:
    """Give how many microseconds a unit of time has.

    Raises:
        UnknownNameError: There is no such unit.
    """
    if unit not in _MICROSECONDS:
        raise UnknownNameError("unit of time", unit, get_args(TimeUnit))
    return _MICROSECONDS[unit]


def _length(start: datetime, end: datetime, calendar: Calendar | None) -> int:
    first, last = microseconds(start), microseconds(end)
    if calendar is None:
        return last - first
    return calendar.elapsed_microseconds(first, last)


def _quantile(survival: Survival, share: Number, level: Level) -> Quantile:
    return Quantile(
        value=survival.quantile(share),
        interval=survival.quantile_interval(share, level=level),
        share=Fraction(share),
    )
