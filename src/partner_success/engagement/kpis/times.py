"""KPIs that are a mean time: of onboarding, conversion, use and resolution."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from partner_success.engagement.kpis.arguments import days_between, durations
from partner_success.engagement.kpis.ratio import Figure, Ratio

__all__ = [
    "average_resolution_time",
    "conversion_time",
    "onboarding_time",
    "use_length",
]

_HOUR: Final = timedelta(hours=1) // timedelta(microseconds=1)
_MINUTE: Final = timedelta(minutes=1) // timedelta(microseconds=1)


def onboarding_time(onboardings: Iterable[tuple[date, date]]) -> Ratio:
    """Give how many days customers took to be onboarded, on average.

    Args:
        onboardings: A pair of days for each customer: when the onboarding began and
            when it was over. The first day counts as day 0.

    Raises:
        InvalidUseError: One of them is no pair.
        InvalidValueError: A value is no day, or an end lies before its beginning.

    Examples:
        >>> print(onboarding_time([(date(2026, 3, 2), date(2026, 3, 30)),
        ...     (date(2026, 3, 2), date(2026, 4, 1))]))
        onboarding time: 29 days (58 days of onboarding / 2 customers)

    Rule: ENG-04.
    """
    days = days_between(onboardings, "onboardings")
    return _days("onboarding time", days, "days of onboarding", "customers")


def conversion_time(conversions: Iterable[tuple[date, date]]) -> Ratio:
    """Give how many days trials took to become contracts, on average.

    Args:
        conversions: A pair of days for each trial that was converted: when the trial
            began and when the contract was made. The first day counts as day 0.

    Raises:
        InvalidUseError: One of them is no pair.
        InvalidValueError: A value is no day, or an end lies before its beginning.

    Examples:
        >>> print(conversion_time([(date(2026, 3, 2), date(2026, 3, 16))]))
        time to conversion: 14 days (14 days of trial / 1 converted trials)

    Rule: ENG-04.
    """
    days = days_between(conversions, "conversions")
    return _days("time to conversion", days, "days of trial", "converted trials")


def use_length(sessions: Iterable[timedelta]) -> Ratio:
    """Give how long a feature is used at a time, on average, in minutes.

    Raises:
        InvalidUseError: One of them is no `datetime.timedelta`.
        InvalidValueError: One of them is below 0.

    Examples:
        >>> print(use_length([timedelta(minutes=10), timedelta(minutes=25)]))
        length of use: 17.5 minutes (35 minutes of use / 2 sessions)

    Rule: ENG-08.
    """
    times = durations(sessions, "sessions")
    used = Figure(Fraction(sum(times), _MINUTE), "minutes of use")
    return _mean("length of use", used, len(times), "sessions", "minutes")


def average_resolution_time(times: Iterable[timedelta]) -> Ratio:
    """Give how long tickets took to be resolved, on average, in hours.

    Args:
        times: For each resolved ticket how long it took, by the clock that counts for
            it: working time or all hours, but one of the two for all.

    Raises:
        InvalidUseError: One of them is no `datetime.timedelta`.
        InvalidValueError: One of them is below 0.

    Examples:
        >>> print(average_resolution_time([timedelta(hours=1), timedelta(hours=6)]))
        average resolution time: 3.5 hours (7 hours to resolve / 2 resolved tickets)

    Rule: ENG-08.
    """
    taken = durations(times, "times")
    hours = Figure(Fraction(sum(taken), _HOUR), "hours to resolve")
    count, of = len(taken), "resolved tickets"
    return _mean("average resolution time", hours, count, of, "hours")


def _days(name: str, days: tuple[int, ...], of: str, counted: str) -> Ratio:
    return _mean(name, Figure(Fraction(sum(days)), of), len(days), counted, "days")


def _mean(name: str, sum_: Figure, count: int, counted: str, unit: str) -> Ratio:
    over = Figure(Fraction(count), counted)
    return Ratio(name=name, numerator=sum_, denominator=over, unit=unit)
