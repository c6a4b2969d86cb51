"""Working time, one at a time and by the column, beside the libraries that count it."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall_time
from zoneinfo import ZoneInfo

import businesstimedelta
import holidays
import numpy as np
import pandas as pd
import pytz
from _measuring import Row, median_ratio, microseconds_in_turns, options, tell
from _sla_fold import fold_rows
from business_duration import businessDuration
from businesstime import BusinessTime

import partner_success as ps
from partner_success.calendars import bulk

ZONE = "Europe/Berlin"
OPENS, CLOSES = wall_time(9), wall_time(17)
FIRST_YEAR, LAST_YEAR = 2006, 2026
HOLIDAYS = holidays.country_holidays(
    "DE", subdiv="BY", years=range(FIRST_YEAR - 1, LAST_YEAR + 2)
)
DAYS_OFF: frozenset[date] = frozenset(HOLIDAYS)
START = datetime(2026, 5, 8, 15, tzinfo=ZoneInfo(ZONE))
END = START + timedelta(days=90)
WORK = timedelta(hours=40)
DAY = 86_400_000_000
SPAN = 120 * DAY
MOST_WORK = 300 * 3_600_000_000
OFFSETS = 40


def single_calendar() -> ps.WorkingCalendar:
    """Give the one week that all peers can tell: one stretch a day."""
    return ps.WorkingCalendar.parse("Mon-Fri 09:00-17:00", zone=ZONE, holidays="DE-BY")


def split_calendar() -> ps.WorkingCalendar:
    """Give a week with lunch breaks."""
    return ps.WorkingCalendar.parse(
        "Mon-Fri 09:00-12:00 13:00-17:30", zone=ZONE, holidays="DE-BY"
    )


def business_rules() -> businesstimedelta.Rules:
    """Give the same week as businesstimedelta has it."""
    zone = pytz.timezone(ZONE)
    week = businesstimedelta.WorkDayRule(
        start_time=OPENS, end_time=CLOSES, working_days=list(range(5)), tz=zone
    )
    return businesstimedelta.Rules(
        [week, businesstimedelta.HolidayRule(HOLIDAYS, tz=zone)]
    )


def elapsed_rows(*, quick: bool) -> list[Row]:
    """Time 90 days between two aware datetimes."""
    office, rules = single_calendar(), business_rules()
    # Two of the peers know no zones: they get the clock on the wall, which is right as
    # long as no work is done while clocks change. Each gets the holidays as its own
    # documentation has it, businesstime as a set, which it searches faster than a list.
    start, end = START.replace(tzinfo=None), END.replace(tzinfo=None)
    plain = BusinessTime(business_hours=(OPENS, CLOSES), holidays=DAYS_OFF)

    def ours() -> timedelta:
        return office.elapsed(START, END)

    def by_businesstime() -> timedelta:
        return plain.businesstime_hours(start, end)

    def by_business_duration() -> float:
        return businessDuration(start, end, OPENS, CLOSES, holidaylist=HOLIDAYS)

    def by_businesstimedelta() -> timedelta:
        return rules.difference(START, END).timedelta

    worked = ours()
    assert worked == by_businesstime() == by_businesstimedelta()
    assert worked == timedelta(minutes=by_business_duration())
    jobs = [ours, by_businesstime, by_business_duration, by_businesstimedelta]
    rounds, calls = (7, (2_000, 50, 10, 1)) if quick else (31, (10_000, 200, 50, 3))
    times = microseconds_in_turns(jobs, rounds=rounds, calls=calls)
    name = "elapsed, one, 90 days"
    return [
        Row(f"{name}, us", statistics.median(times[0]), 2.5),
        _faster(name, "businesstime", times[1], times[0], 100),
        _faster(name, "business_duration", times[2], times[0], 100),
        _faster(name, "businesstimedelta", times[3], times[0], 3_000),
    ]


def deadline_rows(*, quick: bool) -> list[Row]:
    """Time the end of 40 working hours."""
    office, rules = single_calendar(), business_rules()
    hours = pd.offsets.CustomBusinessHour(
        n=40, start=OPENS, end=CLOSES, holidays=sorted(DAYS_OFF)
    )
    begin = pd.Timestamp(START)
    delta = businesstimedelta.BusinessTimeDelta(rules, timedelta=WORK)

    def ours() -> datetime:
        return office.deadline(START, WORK)

    def by_pandas() -> datetime:
        return begin + hours

    def by_businesstimedelta() -> datetime:
        return START + delta

    assert ours() == by_pandas() == by_businesstimedelta()
    jobs = [ours, by_pandas, by_businesstimedelta]
    rounds, calls = (7, (2_000, 100, 5)) if quick else (31, (10_000, 500, 20))
    times = microseconds_in_turns(jobs, rounds=rounds, calls=calls)
    name = "deadline, one, 40 h"
    return [
        Row(f"{name}, us", statistics.median(times[0]), 3),
        _faster(name, "pandas CustomBusinessHour", times[1], times[0], 30),
        _faster(name, "businesstimedelta", times[2], times[0], 400),
    ]


class Columns:
    """Random instants, and what comes of them."""

    def __init__(self, count: int) -> None:
        lots = np.random.default_rng(2026)
        low, high = (_microseconds(year) for year in (FIRST_YEAR, LAST_YEAR))
        self.starts = lots.integers(low, high, count)
        self.ends = self.starts + lots.integers(0, SPAN, count)
        self.work = lots.integers(0, MOST_WORK, count)
        self.offsets = lots.integers(0, OFFSETS, count)
        # What numpy takes for business days knows whole days only.
        self.start_days = self.starts.view("datetime64[us]").astype("datetime64[D]")
        self.end_days = self.ends.view("datetime64[us]").astype("datetime64[D]")
        self.business = np.busdaycalendar(
            holidays=np.array(sorted(DAYS_OFF), dtype="datetime64[D]")
        )


class Searched:
    """Working time by the sums before each interval, found by halving."""

    def __init__(self, calendar: ps.WorkingCalendar, low: int, high: int) -> None:
        pairs = calendar.open_microseconds(low, high)
        self.opens, self.closes = np.array([(low, low), *pairs]).T.copy()
        lengths = self.closes - self.opens
        self.before = np.cumsum(lengths) - lengths

    def work(self, instants: np.ndarray) -> np.ndarray:
        """Give the working time before instants."""
        places = np.searchsorted(self.opens, instants, side="right") - 1
        inside = np.minimum(instants, self.closes[places]) - self.opens[places]
        return self.before[places] + inside

    def elapsed(self, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
        """Give the working time between instants."""
        return self.work(ends) - self.work(starts)


def column_rows(*, quick: bool) -> list[Row]:
    """Time ten million random pairs, and as many deadlines."""
    office = split_calendar()
    columns = Columns(1_000_000 if quick else 10_000_000)
    starts, ends, business = columns.starts, columns.ends, columns.business
    searched = Searched(office, int(starts.min()), int(ends.max()))
    some = slice(0, 100_000)
    worked = bulk.elapsed(office, starts[some], ends[some])
    assert (worked == searched.elapsed(starts[some], ends[some])).all()
    due = bulk.deadline(office, starts[some], columns.work[some])
    taken = bulk.elapsed(office, starts[some], due)
    assert (taken == columns.work[some]).all()
    jobs: Sequence[Callable[[], object]] = [
        lambda: bulk.elapsed(office, starts, ends),
        lambda: np.busday_count(
            columns.start_days, columns.end_days, busdaycal=business
        ),
        lambda: searched.elapsed(starts, ends),
        lambda: bulk.deadline(office, starts, columns.work),
        lambda: np.busday_offset(
            columns.start_days, columns.offsets, roll="forward", busdaycal=business
        ),
    ]
    times = microseconds_in_turns(jobs, rounds=7, calls=1)
    elapsed, deadline = "elapsed, 10 M random pairs", "deadline, 10 M random"
    return [
        _faster(elapsed, "numpy.busday_count", times[1], times[0], 3),
        _faster(elapsed, "two numpy.searchsorted", times[2], times[0], 6),
        _faster(deadline, "numpy.busday_offset", times[4], times[3], 2.5),
    ]


def building_rows(*, quick: bool) -> list[Row]:
    """Time the first question to calendars that nobody asked before."""
    low, high = (_microseconds(year) for year in (FIRST_YEAR, LAST_YEAR))
    # The first one imports the holidays.
    split_calendar().elapsed_microseconds(low, high)
    times: list[float] = []
    for _ in range(5 if quick else 15):
        office = split_calendar()
        start = time.perf_counter()
        office.elapsed_microseconds(low, high)
        times.append((time.perf_counter() - start) * 1e3)
    untouched = split_calendar()._horizon.index  # noqa: SLF001 - nothing public tells
    return [
        Row("building 20 years, holidays imported, ms", statistics.median(times), 80),
        Row("intervals built before the first question", bool(untouched), 0),
    ]


def _faster(
    job: str, peer: str, theirs: Sequence[float], ours: Sequence[float], bar: float
) -> Row:
    name = f"{job}: times as fast as {peer}"
    return Row(name, median_ratio(theirs, ours), bar, at_least=True)


def _microseconds(year: int) -> int:
    return round(datetime(year, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000


def main() -> int:
    """Measure and tell."""
    chosen = options(__doc__ or "")
    rows = [
        row
        for measure in (
            elapsed_rows,
            deadline_rows,
            column_rows,
            building_rows,
            fold_rows,
        )
        for row in measure(quick=chosen.quick)
    ]
    return tell(rows, as_json=chosen.json)


if __name__ == "__main__":
    sys.exit(main())
