"""A low Net Promoter Score and feedback that falls, over many customers."""

from __future__ import annotations

from functools import reduce
from itertools import pairwise
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
)
from partner_success.frames.triggers.readings import (
    MOST_STEPS,
    counted_readings,
)
from partner_success.scoring.triggers.complaints import Complaints

if TYPE_CHECKING:
    from partner_success.frames.triggers.reading import Table

__all__ = ["falling_feedback", "low_score"]

_NPS: Final = "nps"
_FEEDBACK: Final = "feedback"
_WHOLE: Final = HUNDRED * HUNDRED
_PLACES: Final = 4 * _WHOLE
"""More than there are scores, so that a day and its score make one whole number."""


def low_score(table: Table | None, model: Complaints, day: int) -> Ground:
    """Give the ground that few recommend: the newest score lies below a limit.

    Args:
        table: The scores; None where there are none.
        model: What judges.
        day: The day.

    Rule: TRG-03.
    """
    if table is not None:
        table = _newest_score(table, model, day)
    return Ground(id=_NPS, table=table, reason="no-nps", unseen="no-nps")


def _newest_score(table: Table, model: Complaints, day: int) -> Table:
    import narwhals as nw

    on, key = nw.col("on"), nw.col("key")
    table = (
        counted_readings(table, -HUNDRED, HUNDRED)
        .with_columns(
            flag(on <= day, on * _PLACES + nw.col("steps") + _WHOLE).alias("key")
        )
        .group_by("account_id")
        .agg(
            nw.len().alias("rows"),
            on.n_unique().alias("days"),
            nw.col("fault").max(),
            key.max(),
        )
        .with_columns((key - key // _PLACES * _PLACES - _WHOLE).alias("steps"))
    )
    steps, unseen = nw.col("steps"), key == 0
    low = steps < (exact_steps(model.nps_below) or 0)
    seen = nw.when(key > 0)
    return marked(
        _NPS,
        table,
        different="days",
        says=choice([(unseen, UNKNOWN), (low, HOLDS)], FAILS),
        reasons=one_of([(unseen, ", no-nps"), (low, ", low-nps")], ", good-nps"),
        numbers=[seen.then(divided(steps.cast(nw.Float64), float(HUNDRED)))],
    )


def falling_feedback(table: Table | None, model: Complaints, day: int) -> Ground:
    """Give the ground that feedback falls: each of the newest marks is a lower one.

    Args:
        table: The marks; None where there are none.
        model: What judges.
        day: The day.

    Rule: TRG-03.
    """
    if table is not None:
        table = _falling(table, model, day)
    missing = "little-feedback"
    return Ground(id=_FEEDBACK, table=table, reason=missing, unseen=missing, numbers=())


def _falling(table: Table, model: Complaints, day: int) -> Table:
    import narwhals as nw

    on, steps = nw.col("on"), nw.col("steps")
    far = nw.lit(-2 * MOST_STEPS, dtype=nw.Int64)
    names = ["steps", *(f"steps_{back}" for back in range(1, model.falls + 1))]
    table = counted_readings(table, None, (MOST_STEPS - 1) / HUNDRED).with_columns(
        [
            steps.shift(back)
            .over("account_id", order_by="on")
            .fill_null(-2 * MOST_STEPS)
            .cast(nw.Int64)
            .alias(names[back])
            for back in range(1, model.falls + 1)
        ]
    )
    falls = [nw.col(new) < nw.col(old) for new, old in pairwise(names)]
    fell = reduce(lambda one, other: one & other, falls)
    enough = nw.col(names[-1]) > far
    table = (
        table.with_columns(
            # The newest day has the greatest number, which tells of its mark as well.
            flag(on <= day, 4 * on + 2 * flag(enough) + flag(fell & enough)).alias(
                "key"
            )
        )
        .group_by("account_id")
        .agg(
            nw.len().alias("rows"),
            on.n_unique().alias("days"),
            nw.col("fault").max(),
            nw.col("key").max(),
        )
        .with_columns((nw.col("key") - nw.col("key") // 4 * 4).alias("told"))
    )
    told = nw.col("told")
    fires, few = told == 3, told < 2
    return marked(
        _FEEDBACK,
        table,
        different="days",
        says=choice([(few, UNKNOWN), (fires, HOLDS)], FAILS),
        reasons=one_of(
            [(few, ", little-feedback"), (fires, ", feedback-fell")],
            ", feedback-kept",
        ),
    )
