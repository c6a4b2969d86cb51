"""Meetings that were missed and answers that are late, over many customers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Final

from partner_success.frames.triggers.grounds import (
    FAILS,
    HOLDS,
    MISSING,
    OUT_OF_RANGE,
    Ground,
    choice,
    flag,
    joined,
    marked,
    one_of,
    words,
)
from partner_success.frames.triggers.records import identity
from partner_success.scoring.triggers.executives import ExecutiveDisengagement

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.triggers.reading import Table

__all__ = ["executive_playbooks", "late_answers", "missed_meetings"]

_MEETINGS: Final = "meetings"
_REQUESTS: Final = "requests"
_DAYS: Final = 4_000_000
"""More than the calendar has days, so that two days make one whole number."""


def missed_meetings(table: Table | None, looked: str | None, day: int) -> Ground:
    """Give the ground that the newest meeting was missed.

    Args:
        table: The meetings; None where nobody looked.
        looked: The column of accounts that tells for whom somebody did, if any.
        day: The day.

    Rule: TRG-04.
    """
    if table is not None:
        table = _newest_meeting(table, day)
    return Ground(
        id=_MEETINGS,
        table=table,
        looked=looked,
        without=FAILS,
        reason="meeting-kept",
        unseen="no-meetings",
        numbers=(),
    )


def _newest_meeting(table: Table, day: int) -> Table:
    import narwhals as nw

    on, held, key = nw.col("on"), nw.col("held"), nw.col("key")
    table = (
        table.with_columns(
            flag((on == 0) | (held < 0), MISSING).alias("fault"),
            flag(on <= day, 2 * on + flag(held == 0)).alias("key"),
        )
        .group_by("account_id")
        .agg(
            nw.len().alias("rows"),
            on.n_unique().alias("days"),
            nw.col("fault").max(),
            key.max(),
        )
    )
    missed = key - key // 2 * 2 == 1
    return marked(
        _MEETINGS,
        table,
        different="days",
        says=choice([(missed, HOLDS)], FAILS),
        reasons=one_of([(missed, ", meeting-missed")], ", meeting-kept"),
    )


def late_answers(
    table: Table | None,
    looked: str | None,
    model: ExecutiveDisengagement,
    day: int,
    holidays: Collection[date],
) -> Ground:
    """Give the ground that an answer is late, given or not.

    Args:
        table: The requests; None where nobody looked.
        looked: The column of accounts that tells for whom somebody did, if any.
        model: What judges.
        day: The day.
        holidays: Days on which nobody works.

    Rule: TRG-04.
    """
    if table is not None:
        latest = _latest_late(model, day, holidays)
        table = _late(_newest_answer(table, day, latest), model, holidays)
    return Ground(
        id=_REQUESTS,
        table=table,
        looked=looked,
        without=FAILS,
        reason="answers-in-time",
        unseen="no-requests",
        none=0.0,
    )


def _latest_late(
    model: ExecutiveDisengagement, day: int, holidays: Collection[date]
) -> int:
    """Give the last day of a question whose answer would be late on a day."""
    passed = 0
    for each in range(day, 0, -1):
        found = date.fromordinal(each)
        works = found.isoweekday() in model.working_weekdays and found not in holidays
        passed += works
        if passed > model.agreed_working_days:
            return each - 1
    return 0


def _newest_answer(table: Table, day: int, latest: int) -> Table:
    """Count what waits for too long, and find the newest answer of each customer."""
    import narwhals as nw

    asked, answered = nw.col("asked_on"), nw.col("answered_on")
    given = (answered > 0) & (answered <= day)
    waits = (asked <= latest) & ((answered == 0) | (answered > day))
    backwards = (answered > 0) & (answered < asked)
    fault = choice([(asked == 0, MISSING), (backwards, OUT_OF_RANGE)], 0)
    return (
        table.with_columns(
            identity("asked_on", "topic").alias("identity"),
            fault.alias("fault"),
            flag(waits).alias("waiting"),
            flag(given, answered * _DAYS + asked).alias("key"),
        )
        .group_by("account_id")
        .agg(
            nw.len().alias("rows"),
            nw.col("identity").n_unique().alias("different"),
            nw.col("fault").max(),
            nw.col("waiting").sum(),
            nw.col("key").max(),
        )
    )


def _late(
    table: Table, model: ExecutiveDisengagement, holidays: Collection[date]
) -> Table:
    import narwhals as nw

    key = nw.col("key")
    table = table.with_columns((key // _DAYS).alias("answered")).with_columns(
        (key - nw.col("answered") * _DAYS).alias("asked")
    )
    passed = _working_days(nw.col("answered"), model, holidays)
    passed -= _working_days(nw.col("asked"), model, holidays)
    table = table.with_columns(flag(passed > model.agreed_working_days).alias("late"))
    waiting, late = nw.col("waiting"), nw.col("late")
    none = waiting + late == 0
    told = [
        (waiting > 0, "no-answer"),
        (late > 0, "late-answer"),
        (none, "answers-in-time"),
    ]
    return marked(
        _REQUESTS,
        table,
        different="different",
        says=choice([(none, FAILS)], HOLDS),
        reasons=words(told),
        numbers=[(waiting + late).cast(nw.Float64)],
    )


def _working_days(
    day: nw.Expr, model: ExecutiveDisengagement, holidays: Collection[date]
) -> nw.Expr:
    """Count the working days up to one; the first day of the calendar is a Monday."""
    import narwhals as nw

    found: nw.Expr = nw.lit(0, dtype=nw.Int64)
    for weekday in model.working_weekdays:
        found += (day - weekday + 7) // 7
    for holiday in sorted(holidays):
        if holiday.isoweekday() in model.working_weekdays:
            found -= flag(day >= holiday.toordinal())
    return found


def executive_playbooks(model: ExecutiveDisengagement, day: int) -> nw.Expr:
    """Give the playbooks: others where the contract is to be renewed soon."""
    import narwhals as nw

    renews = nw.col("renews_on")
    soon = nw.when((renews >= day) & (renews <= day + model.renewal_days))
    usual = joined(model.playbooks)
    return soon.then(joined(model.renewal_playbooks)).otherwise(usual)
