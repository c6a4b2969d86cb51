"""Time in state and survival of dataframes: counted there, and estimated exactly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from partner_success.analytics.durations.times import TimeUnit, microseconds_of
from partner_success.analytics.durations.times_in_states import (
    TimesInStates,
    times_in_states,
)
from partner_success.calendars.calendar import Calendar
from partner_success.core.normal import Level
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import Number
from partner_success.core.survival import Survival, survival_of_counts

__all__ = ["collect_survival", "collect_time_in_state"]


def collect_time_in_state(  # noqa: PLR0913 - as the report on records is asked
    frame: Any,
    *,
    level: Level,
    quantiles: Iterable[Number] = (),
    unit: TimeUnit = "hours",
    calendar: Calendar | None = None,
    between: tuple[date, date] | None = None,
    whole: TimeUnit | None = None,
) -> TimesInStates:
    """Say how long cases stay in each state, of a dataframe of spells.

    It counts how many spells lasted how long where they stand, and collects the counts;
    the report is that of `time_in_state`, its states in the order of their names.

    Args:
        frame: The spells, as `partner_success.frames.reports.state_spells` gives them,
            on any engine; a lazy one is computed.
        level: The level of confidence, such as ``Decimal("0.95")``.
        quantiles: Shares beside the half whose times are wanted.
        unit: What to count true time in.
        calendar: Whose open time counts as working time, which is given in hours.
        between: With a calendar, the first and the last day in which spells lie.
        whole: Count durations in whole minutes, hours or days, cut off. Left out, they
            count to the microsecond; the estimate is exact, and takes long where there
            are more than some thousand different ones in a state.

    Raises:
        InvalidDataError: Columns are missing or hold something else, or rows were
            refused; how many for which reason is told.
        InvalidUseError: It is no dataframe, or one of calendar and days is missing.
        InvalidValueError: The level is no level, or a share lies outside 0 to 1.
        MissingExtraError: The extra ``frames`` is not installed.
        UnknownNameError: There is no such unit.

    Examples:
        >>> from decimal import Decimal
        >>> import polars as pl
        >>> hour = 3_600_000_000
        >>> spells = pl.DataFrame({
        ...     "state": ["open"] * 3,
        ...     "start": [0, 0, 0],
        ...     "end": [2 * hour, 4 * hour, 9 * hour],
        ...     "ended": [True, True, False],
        ... })
        >>> found = collect_time_in_state(spells, level=Decimal("0.95"))
        >>> times = found.state("open").elapsed
        >>> str(times.mean), str(times.median.value)
        ('3', '4')

    Rule: ANL-05, FRM-01.
    """
    from partner_success.frames.reports.durations import collect_spell_durations

    elapsed, worked = collect_spell_durations(
        frame,
        calendar=calendar,
        between=between,
        step=1 if whole is None else microseconds_of(whole),
    )
    return times_in_states(
        elapsed,
        level=level,
        quantiles=quantiles,
        unit=unit,
        worked=worked,
        provenance=Provenance() if calendar is None else calendar.provenance,
    )


def collect_survival(
    frame: Any,
    *,
    duration: str = "duration",
    ended: str = "ended",
    by: str | None = None,
) -> dict[str, Survival]:
    """Estimate how long the things of a dataframe last, those not ended among them.

    It counts on the engine how many ended at each duration and how many have lasted so
    long, and collects the counts; the estimate of Kaplan and Meier with Greenwood's
    variance is made of those, exactly.

    Args:
        frame: A row for each thing, on any engine; a lazy one is computed.
        duration: The column with whole numbers from 0 up, in any unit.
        ended: The column that says whether it had ended.
        by: The column by which they are told apart; left out, there is one estimate,
            under an empty name.

    Returns:
        By the name of each group its estimate, in the order of the names.

    Raises:
        InvalidDataError: Columns are missing or hold something else, or rows were
            refused; how many for which reason is told.
        InvalidUseError: It is no dataframe.
        MissingExtraError: The extra ``frames`` is not installed.

    Examples:
        >>> import polars as pl
        >>> seen = pl.DataFrame({"duration": [2, 3, 4], "ended": [True, False, True]})
        >>> str(collect_survival(seen)[""].median)
        '4'

    Rule: ANL-05, FRM-01.
    """
    from partner_success.frames.reports.durations import collect_durations

    counts = collect_durations(frame, duration=duration, ended=ended, by=by)
    return {name: survival_of_counts(own) for name, own in counts.items()}
