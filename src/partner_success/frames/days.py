"""Days of dataframes as numbers, which every engine subtracts and compares alike.

Between two days one library gives a duration, another a whole number, a third an
interval. So a day becomes its number first, by arithmetic that all of them can do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from partner_success.core.months import MONTHS_A_YEAR
from partner_success.frames.rule_frame import ColumnNeed, RuleFrame

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["day_needs", "day_number", "month_number"]


def day_needs(frame: RuleFrame, purposes: Mapping[str, str]) -> dict[str, ColumnNeed]:
    """Ask for columns of days, where datetimes without a zone are days too.

    pandas has no type for days, and keeps them as such datetimes.

    Args:
        frame: The dataframe.
        purposes: What each column is for, as in `ColumnNeed`.
    """
    return {
        name: ColumnNeed("day", purpose)
        for name, purpose in purposes.items()
        if not _is_bare_datetime(frame, name)
    }


def _is_bare_datetime(frame: RuleFrame, name: str) -> bool:
    import narwhals as nw

    kind = frame.schema.get(name)
    return isinstance(kind, nw.Datetime) and kind.time_zone is None


def day_number(name: str) -> nw.Expr:
    """Give the number of a day as `datetime.date.toordinal` does, missing as the day.

    The numbers are floats, which have gaps in every library and are exact here.
    """
    import narwhals as nw

    moment = _moment(name)
    years = moment.dt.year().cast(nw.Float64) - 1
    leap_days = (years / 4).floor() - (years / 100).floor() + (years / 400).floor()
    return years * 365 + leap_days + moment.dt.ordinal_day().cast(nw.Float64)


def month_number(name: str, *, days: int = 0) -> nw.Expr:
    """Give the number of a day's month as `core.months.month_number` does.

    Args:
        name: The column of days.
        days: Of how many days later, or earlier.
    """
    import narwhals as nw

    moment = _moment(name)
    if days:
        moment = moment.dt.offset_by(f"{days}d")
    years = moment.dt.year().cast(nw.Float64)
    return years * MONTHS_A_YEAR + moment.dt.month().cast(nw.Float64) - 1


def _moment(name: str) -> nw.Expr:
    import narwhals as nw

    # What has no type because nothing in it is known gets one here.
    return nw.col(name).cast(nw.Datetime("us"))
