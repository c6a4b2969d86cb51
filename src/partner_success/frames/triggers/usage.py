"""Use that fell, over the readings of many customers."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING, Final

from partner_success.core.quantities import HUNDRED, exact_steps
from partner_success.frames.exact import divided
from partner_success.frames.triggers.grounds import (
    FAILS,
    HOLDS,
    UNKNOWN,
    Ground,
    choice,
    flag,
    marked,
    one_of,
    words,
)
from partner_success.frames.triggers.readings import (
    MOST_STEPS,
    counted_readings,
)
from partner_success.scoring.triggers.usage import UsageDecline

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.triggers.reading import Table

__all__ = ["usage_decline"]

_WHOLE: Final = HUNDRED * HUNDRED
_MOST_WHOLE: Final = 2**63 - 1
_MOST_FLOAT: Final = 2**53 - 1
_ID: Final = "usage"


def usage_decline(
    table: Table | None, model: UsageDecline, day: int, covers: int
) -> Ground:
    """Give the ground that use fell.

    Args:
        table: The readings; None where there are none.
        model: What judges.
        day: The day.
        covers: How many days a reading speaks for.

    Rule: TRG-01.
    """
    if table is not None:
        table = _judged(_spans(table, model, day, covers), model, day, covers)
    return Ground(
        id=_ID,
        table=table,
        reason="no-usage",
        unseen="no-usage",
        numbers=("now", "before"),
    )


def _parts(model: UsageDecline) -> tuple[int, int]:
    """Give what may be left of the mean and the whole of it, in least numbers."""
    left = _WHOLE - (exact_steps(model.least_drop) or 0)
    shared = gcd(left, _WHOLE)
    return left // shared, _WHOLE // shared


def _most(model: UsageDecline) -> float:
    """Give the greatest reading with which no product of whole numbers overflows."""
    span = model.span_days
    products = _MOST_WHOLE // (span * span * _parts(model)[1])
    most = min(MOST_STEPS, products, _MOST_FLOAT // span) - 1
    return most / HUNDRED


def _spans(table: Table, model: UsageDecline, day: int, covers: int) -> Table:
    """Add the known days of both spans up, and their use, for each customer."""
    import narwhals as nw

    counted = counted_readings(table, 0, _most(model))
    on, steps = nw.col("on"), nw.col("steps")
    span, far = model.span_days, day + covers
    if covers == 1:
        counted = counted.with_columns(
            flag((on > day - span) & (on <= day)).alias("now"),
            flag((on > day - 2 * span) & (on <= day - span)).alias("before"),
        )
    else:
        counted = _stretches(counted, covers).with_columns(
            _overlap(day - span + 1, day, day).alias("now"),
            _overlap(day - 2 * span + 1, day - span, day).alias("before"),
        )
    seen = nw.when(on <= day).then(on).otherwise(nw.lit(far, dtype=nw.Int64))
    return (
        counted.with_columns(
            (steps * nw.col("now")).alias("now_steps"),
            (steps * nw.col("before")).alias("before_steps"),
            seen.alias("seen"),
        )
        .group_by("account_id")
        .agg(
            nw.len().alias("rows"),
            on.n_unique().alias("days"),
            nw.col("fault").max(),
            nw.col("seen").min(),
            nw.col("now", "before", "now_steps", "before_steps").sum(),
        )
    )


def _stretches(table: Table, covers: int) -> Table:
    """Add the first day for which each reading speaks, after the reading before it."""
    import narwhals as nw

    on = nw.col("on")
    before = on.shift(1).over("account_id", order_by="on").fill_null(0).cast(nw.Int64)
    table = table.with_columns(before.alias("last"))
    last = nw.col("last")
    free = nw.when(last > on - covers).then(last).otherwise(on - covers)
    return table.with_columns((free + 1).alias("first"))


def _overlap(begin: int, end: int, day: int) -> nw.Expr:
    """Count the days of a stretch within others (closed), as was known on a day."""
    import narwhals as nw

    on, first = nw.col("on"), nw.col("first")
    until = nw.when(on < end).then(on).otherwise(nw.lit(end, dtype=nw.Int64))
    since = nw.when(first > begin).then(first).otherwise(nw.lit(begin, dtype=nw.Int64))
    return flag((on <= day) & (until >= since), until - since + 1)


def _judged(table: Table, model: UsageDecline, day: int, covers: int) -> Table:
    """Compare the two means without a division."""
    import narwhals as nw

    now, before = nw.col("now"), nw.col("before")
    now_steps, before_steps = nw.col("now_steps"), nw.col("before_steps")
    left, whole = _parts(model)
    least = model.least_known_days
    short = nw.col("seen") - covers + 1 > day - 2 * model.span_days + 1
    unknown = short | (now < least) | (before < least)
    fallen = now_steps * before * whole <= before_steps * now * left
    says = [(unknown, UNKNOWN), ((before_steps > 0) & fallen, HOLDS)]
    table = table.with_columns(choice(says, FAILS).alias("says"))
    few = [(short, "too-short")]
    few += [(span < least, "too-few-days") for span in (now, before)]
    none = nw.when((now == 0) & (before == 0)).then(nw.lit(", no-usage"))
    told = one_of([(nw.col("says") == HOLDS, ", usage-fell")], ", usage-kept")
    known = nw.col("says") != UNKNOWN
    return marked(
        _ID,
        table,
        different="days",
        says=nw.col("says"),
        reasons=nw.when(known).then(told).otherwise(none.otherwise(words(few))),
        numbers=[
            _mean(now_steps, now, known),
            _mean(before_steps, before, known),
        ],
    )


def _mean(steps: nw.Expr, days: nw.Expr, known: nw.Expr) -> nw.Expr:
    """Give the use of a day that is known, where enough are."""
    import narwhals as nw

    # Engines differ in what a division by zero gives, even where it is not taken.
    some = nw.when(known).then(days).otherwise(nw.lit(1, dtype=nw.Int64))
    parts = (HUNDRED * some).cast(nw.Float64)
    return nw.when(known).then(divided(steps.cast(nw.Float64), parts))
