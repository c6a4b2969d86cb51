"""Runs of months with enough usage, for a dataframe with a row for each month."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

import attrs

from partner_success.core.arguments import require
from partner_success.core.instants import require_date
from partner_success.core.quantities import HUNDRED
from partner_success.frames.days import day_needs
from partner_success.frames.exact import divided, spare_names, whole
from partner_success.frames.rule_frame import ColumnNeed, RuleFrame
from partner_success.frames.usage_months import AdoptionColumns, UsageMonths
from partner_success.practice.incentives.terms import AdoptionTerms

if TYPE_CHECKING:
    import narwhals as nw
    from narwhals.typing import IntoFrameT

__all__ = ["judge_adoption_runs"]

_ADDED = ("share", "month_state", "run", "completes", "status")
_COLUMNS = AdoptionColumns()


def judge_adoption_runs(
    frame: IntoFrameT,
    terms: AdoptionTerms,
    *,
    on: date,
    columns: AdoptionColumns = _COLUMNS,
    prefix: str = "",
) -> IntoFrameT:
    """Judge each month of each deal, and find the runs of good months.

    A row is a month of a deal; rows stand in any order, and keep it where the library
    keeps one. What comes of them is what `IncentivePolicy.adoption_course` says of each
    deal. These columns are added:

    - ``share``, the active users in percent of the licensed ones; missing where that is
      unknown;
    - ``month_state``, what the month is worth, one of `MonthState`;
    - ``run``, how many good months running there are up to this one, a whole number; 0
      where the month is not good;
    - ``completes``, whether the incentive is complete with this month;
    - ``status``: ``"judged"``, or why the row is not, and ends a run: ``"incomplete"``
      without deal, month or start of the contract, ``"out of range"`` where a count is
      negative, infinite, no whole number or so large that it cannot be compared
      exactly, ``"ends before start"`` of the contract, ``"given twice"`` where the
      deal has the month in another row too. Then the others are missing.

    Args:
        frame: A dataframe of Polars, lazy or not, DuckDB, pandas or PySpark; it stays
            as it is, and a lazy one is not computed.
        terms: What a run takes, such as ``rules.incentives.adoption``.
        on: As of which day it is asked; a month counts once it is over.
        columns: The names of the columns.
        prefix: What the names of the new columns begin with.

    Returns:
        A frame of the same kind.

    Raises:
        InvalidDataError: A column is missing, of another type, or in the way.
        InvalidUseError: It is no dataframe, or one of a library that cannot look back
            over rows; or the terms are none.
        InvalidValueError: The day is none.
        MissingExtraError: The extra ``frames`` is not installed.

    Examples:
        >>> from datetime import date
        >>> import polars as pl
        >>> import partner_success as ps
        >>> usage = pl.DataFrame(
        ...     {
        ...         "deal": ["d-1"] * 4,
        ...         "month": [date(2026, month, 1) for month in (1, 2, 3, 4)],
        ...         "active": [60, 75, 61, 59],
        ...         "licensed": [100] * 4,
        ...         "starts_on": [date(2026, 1, 1)] * 4,
        ...     }
        ... )
        >>> found = judge_adoption_runs(
        ...     usage,
        ...     ps.standard().incentives.adoption,
        ...     on=date(2026, 6, 1),
        ...     columns=AdoptionColumns(ends_on=None),
        ... )
        >>> found.select("month_state", "run", "completes").rows()
        [('good', 1, False), ('good', 2, False), ('good', 3, True), ('below', 0, False)]

    Rule: INC-01, FRM-01, FRM-02.
    """
    require(terms, AdoptionTerms)
    require(columns, AdoptionColumns)
    require_date(on, "on")
    work = RuleFrame(frame, "judging adoption runs")
    work.require_windows("The rule of adoption runs")
    _require(work, columns, prefix)
    fields = [each.name for each in attrs.fields(UsageMonths)]
    months = UsageMonths(*spare_names(work.schema, fields))
    months.read(work, columns, terms)
    months.judge(work, columns, terms, on)
    months.run_on(work, terms)
    found = _results(frame, months, months.completes(terms))
    work.add({f"{prefix}{name}": found[name] for name in _ADDED})
    work.drop(attrs.astuple(months))
    return cast("IntoFrameT", work.native())


def _require(work: RuleFrame, columns: AdoptionColumns, prefix: str) -> None:
    kind = work.schema.get(columns.deal)
    is_whole = kind is not None and kind.is_integer()
    days = {
        columns.month: "a day of the month that the row tells of",
        columns.starts_on: "the first day of the contract",
    }
    if columns.ends_on is not None:
        days[columns.ends_on] = "the last day of the contract"
    needs = {
        columns.deal: ColumnNeed("whole" if is_whole else "text", "the id of the deal"),
        columns.active: ColumnNeed("number", "how many users used the product"),
        columns.licensed: ColumnNeed("number", "how many users the licences cover"),
        **day_needs(work, days),
    }
    work.require(needs, new=[f"{prefix}{name}" for name in _ADDED])


def _results(
    frame: object, months: UsageMonths, completes: nw.Expr
) -> dict[str, nw.Expr]:
    import narwhals as nw

    judged = nw.col(months.status) == "judged"
    licensed = nw.col(months.licensed)
    some = nw.when(licensed > 0).then(licensed)
    share = divided(nw.col(months.active) * HUNDRED, some)
    run = whole(frame, nw.when(judged).then(nw.col(months.run)))
    return {
        "share": nw.when(judged).then(share),
        "month_state": nw.when(judged).then(nw.col(months.state)),
        "run": run,
        "completes": nw.when(judged).then(completes),
        "status": nw.col(months.status),
    }
