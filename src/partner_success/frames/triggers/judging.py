"""Every trigger of every customer of a portfolio, as of a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from partner_success.core.instants import require_date
from partner_success.frames.triggers.competition import open_evaluations
from partner_success.frames.triggers.complaints import falling_feedback, low_score
from partner_success.frames.triggers.executives import (
    executive_playbooks,
    late_answers,
    missed_meetings,
)
from partner_success.frames.triggers.grounds import (
    DUPLICATE,
    FAILS,
    MISSING,
    Ground,
    answer,
    choice,
    joined,
)
from partner_success.frames.triggers.performance import (
    incident_playbooks,
    incidents,
)
from partner_success.frames.triggers.reading import read_tables
from partner_success.frames.triggers.sources import TriggerFrames
from partner_success.frames.triggers.usage import usage_decline
from partner_success.scoring.triggers.policy import TriggerPolicy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import narwhals as nw

    from partner_success.frames.triggers.reading import Table

__all__ = ["TriggerQuestion", "judge_triggers", "trigger_answers"]


def judge_triggers(frames: TriggerFrames, policy: TriggerPolicy, *, on: date) -> Any:
    """Judge every trigger of every customer as of a day; later facts are not seen.

    Each answer is the one that `partner_success.scoring.TriggerPolicy.judge` gives of
    the same facts. Nothing is computed of lazy frames: the result is lazy too, unless
    all frames were in memory. It does not tell since when a trigger has fired; ask the
    policy, with the facts of the few customers for which one did.

    It runs on pandas, Polars, DuckDB and PySpark. PyArrow and Dask cannot look back
    from row to row, so that feedback and use of which a reading covers several days
    are refused there; everything else runs.

    Days are columns of days; in pandas they are times without a zone or objects, too.
    The day of a ticket is the one that the zone of its column shows, which in DuckDB
    and PySpark is that of the session.

    Args:
        frames: What is known.
        policy: The triggers, such as ``rules.triggers``.
        on: The day, included.

    Returns:
        A row a customer and trigger. In memory they are in the order of the customers'
        ids and of the rulebook, else in none.

        `account_id`, `trigger`: The customer, and the id of the trigger.

        `state`: ``"fired"``, ``"quiet"`` or ``"not enough data"``; missing unless it
        was judged.

        `now`, `before`: What was looked at, and what that is set against. For use the
        means of a day in both spans, where they could be compared; otherwise alone the
        count of incidents, the newest Net Promoter Score, the count of answers that
        are late or of evaluations that have not ended.

        `reasons`: The codes of the reasons that decide the state.

        `playbooks`: The ids of the playbooks that it calls for; missing unless it
        fired.

        `status`: ``"judged"``, or the worst fault of the records that it looks at,
        whatever their day: ``"missing"`` (one lacks what every one has, such as its
        day), ``"out of range"`` (a number that cannot be, a severity that is none, an
        end before its beginning) or ``"duplicate"`` (one stands twice). Use of a day
        above 87 thousand million is out of range here, or less where spans are long.

    Raises:
        InvalidDataError: With every column of every frame that is missing or holds
            something else.
        InvalidUseError: One is no dataframe, two are of different libraries, or the
            library cannot look back.
        InvalidValueError: The day is none.
        MissingExtraError: The extra ``frames`` is not installed.

    Examples:
        >>> import polars as pl
        >>> import partner_success as ps
        >>> day = date(2026, 5, 28)
        >>> frames = TriggerFrames(
        ...     accounts=pl.DataFrame({"account_id": ["a-1", "a-2"]}),
        ...     nps=pl.DataFrame({"account_id": ["a-2"], "on": [day], "value": [41]}),
        ... )
        >>> found = judge_triggers(frames, ps.standard().triggers, on=day)
        >>> found.filter(state="fired").row(0)[:4]
        ('a-2', 'complaints', 'fired', 41.0)

    Rule: FRM-01, FRM-02, TRG-01, TRG-02, TRG-03, TRG-04, TRG-05, TRG-06.
    """
    day = require_date(on, "on").toordinal()
    tables = read_tables(frames)
    asked = TriggerQuestion(
        policy=policy,
        day=day,
        usage_covers=frames.usage_covers,
        holidays=frames.holidays,
    )
    return tables.native(trigger_answers(tables.found, tables.looked, asked))


@attrs.frozen(kw_only=True)
class TriggerQuestion:
    """What triggers are asked with.

    Attributes:
        policy: The triggers.
        day: The day, counted.
        usage_covers: How many days a reading of use speaks for.
        holidays: Days on which nobody works.
    """

    policy: TriggerPolicy
    day: int
    usage_covers: int
    holidays: frozenset[date]


def trigger_answers(
    found: Mapping[str, Table], looked: Mapping[str, str], asked: TriggerQuestion
) -> Table:
    """Give what `judge_triggers` does, of plain tables, with the place of a trigger.

    Args:
        found: The tables by source.
        looked: The columns of accounts that tell for whom somebody looked, by source.
        asked: What they are asked with.
    """
    import narwhals as nw

    accounts = _accounts(found["accounts"])
    answers: list[Table] = [
        answer(accounts, id_, place, parts, numbers=parts[shown], playbooks=playbooks)
        for place, (id_, parts, shown, playbooks) in enumerate(
            _triggers(found, looked, asked)
        )
    ]
    return nw.concat(answers)


def _accounts(table: Table) -> Table:
    """Give each customer once, with whether its id is missing or stands twice."""
    import narwhals as nw

    others = [name for name in table.collect_schema() if name != "account_id"]
    double = nw.col("account_rows") > 1
    missing = nw.col("account_id").is_null()
    return (
        table.group_by("account_id")
        .agg(nw.len().alias("account_rows"), nw.col(*others).max())
        .with_columns(
            choice([(missing, MISSING), (double, DUPLICATE)], FAILS).alias(
                "account_code"
            )
        )
    )


def _triggers(
    tables: Mapping[str, Table], seen: Mapping[str, str], asked: TriggerQuestion
) -> Iterator[tuple[str, tuple[Ground, ...], int, nw.Expr]]:
    """Give each trigger: its id, grounds, the one with the numbers, and playbooks."""
    found, looked, policy, day = tables.get, seen.get, asked.policy, asked.day
    fell = usage_decline(found("usage"), policy.usage_decline, day, asked.usage_covers)
    yield "usage_decline", (fell,), 0, joined(policy.usage_decline.playbooks)
    grave = incidents(found("tickets"), looked("tickets"), policy.performance, day)
    yield "performance", (grave,), 0, incident_playbooks(grave, policy.performance)
    low = low_score(found("nps"), policy.complaints, day)
    falling = falling_feedback(found("feedback"), policy.complaints, day)
    yield "complaints", (low, falling), 0, joined(policy.complaints.playbooks)
    model = policy.executive_disengagement
    missed = missed_meetings(found("meetings"), looked("meetings"), day)
    requests = found("requests"), looked("requests")
    late = late_answers(*requests, model, day, asked.holidays)
    playbooks = executive_playbooks(model, day)
    yield "executive_disengagement", (missed, late), 1, playbooks
    others = open_evaluations(found("evaluations"), looked("evaluations"), day)
    playbooks = joined(policy.competitive_activity.playbooks)
    yield "competitive_activity", (others,), 0, playbooks
