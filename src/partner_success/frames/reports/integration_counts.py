"""Integrations of partners, counted on any engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from partner_success.core.collections import EMPTY_MAP
from partner_success.core.instants import Period
from partner_success.frames.reports.fact_rows import FactNeed, in_period, read_facts
from partner_success.frames.reports.gate_counts import GateTable
from partner_success.frames.reports.grouping import (
    collect_groups,
    collect_read,
    flag,
    refuse_twice,
)

__all__ = [
    "IntegrationCounts",
    "IntegrationFrames",
    "IntegrationTotals",
    "IssueCounts",
    "collect_integrations",
]

_PURPOSE: Final = "reporting on integrations"
_PARTNER: Final = FactNeed("id", "the partner", required=True)

_NEEDS: Final = {
    "transactions": {
        "partner_id": _PARTNER,
        "fact_id": FactNeed("id", "the test", required=True, column="transaction_id"),
        "happened_at": FactNeed("instant", "its time", required=True, column="ran_at"),
        "happened_on": FactNeed("day", "its day", required=True, column="ran_on"),
        "succeeded": FactNeed("truth", "whether it went through", required=True),
    },
    "issues": {
        "partner_id": _PARTNER,
        "fact_id": FactNeed("id", "the issue", required=True, column="issue_id"),
        "kind": FactNeed("text", "what sort of issue it is", required=True),
        "happened_at": FactNeed(
            "instant", "when it was found", required=True, column="found_at"
        ),
        "happened_on": FactNeed(
            "day", "the day of that", required=True, column="found_on"
        ),
        "resolved_at": FactNeed("instant", "when it was resolved"),
    },
    "checks": {
        "partner_id": _PARTNER,
        "happened_at": FactNeed(
            "instant", "when somebody looked", required=True, column="checked_at"
        ),
        "is_running": FactNeed("truth", "whether it ran", required=True),
        "alerts_arrive": FactNeed("truth", "whether its alerts arrive"),
    },
}
_DONE: Final = {
    "partner_id": _PARTNER,
    "stage": FactNeed("text", "the id of the stage", required=True),
    "kind": FactNeed("text", "'item' or 'section'", required=True),
    "name": FactNeed("text", "the id of the item or section", required=True),
}


@attrs.frozen(kw_only=True, eq=False)
class IntegrationFrames:
    """Tables about integrations, each of any dataframe library.

    The columns are those that `partner_success.analytics.gates.integration_tables`
    gives.

    Attributes:
        transactions: Test transactions; ``None`` where there is none.
        issues: Issues; likewise.
        checks: Looks at the monitoring; likewise.
    """

    transactions: Any = None
    issues: Any = None
    checks: Any = None


@attrs.frozen(kw_only=True)
class IntegrationCounts:
    """How the integration of one partner stands, counted.

    Attributes:
        done: The ids of the gate's items that are ticked off.
        passed_sections: The sections that passed in the newest submission.
        succeeded: Test transactions of the period that succeeded.
        ran: Test transactions of the period.
        open_issues: Issues that are open.
        is_healthy: Whether the newest look found the monitoring healthy; ``None``
            without one.
    """

    done: frozenset[str] = frozenset()
    passed_sections: frozenset[str] = frozenset()
    succeeded: int = 0
    ran: int = 0
    open_issues: int = 0
    is_healthy: bool | None = None


@attrs.frozen(kw_only=True)
class IssueCounts:
    """Issues of one kind, found in the period.

    Attributes:
        count: How many were found.
        open: How many of them are open.
        partners: How many partners had them.
    """

    count: int
    open: int
    partners: int


@attrs.frozen(kw_only=True)
class IntegrationTotals:
    """How integrations stand, counted.

    Attributes:
        by_partner: Each partner in the gate.
        succeeded: Test transactions of the period that succeeded, of every partner.
        ran: Test transactions of the period, likewise.
        issues: Issues of every partner by their kind.
        unplaced: How many facts speak of partners that are on no journey here.
    """

    by_partner: Mapping[str, IntegrationCounts]
    succeeded: int = 0
    ran: int = 0
    issues: Mapping[str, IssueCounts] = EMPTY_MAP
    unplaced: int = 0


def collect_integrations(  # noqa: PLR0913 - the tables, and what is looked at
    frames: IntegrationFrames,
    done: Any,
    gates: GateTable,
    *,
    stage: str,
    at: int,
    period: Period | None,
) -> IntegrationTotals:
    """Count how integrations stand, and collect the counts.

    Of two looks at one instant the worse counts.

    Args:
        frames: The tables about integrations.
        done: The table of items and sections, as in `GateFrames`.
        gates: The partners in stages.
        stage: The id of the gate in which partners are integrated.
        at: The instant up to which facts count, in microseconds since 1970 in UTC.
        period: The days in which what is counted happened.

    Raises:
        InvalidDataError: Columns are missing or hold something else, or rows were
            refused or are there twice.
        InvalidUseError: One of them is no dataframe.

    Rule: ANL-09, FRM-01.
    """
    import narwhals as nw

    ids = gates.left.filter(nw.col("current") > 0).select("partner_id")
    here = gates.current.filter(nw.col("stage") == stage).select("partner_id")
    tables: dict[str, Any] = {}
    unplaced = 0
    placed = gates.every.filter(nw.col("is_current") > 0).select("partner_id")
    for name, needs in _NEEDS.items():
        frame = getattr(frames, name)
        if frame is None:
            continue
        table = read_facts(frame, _PURPOSE, needs)
        subject = f"the dataframe of {name}"
        collect_read(table, [], subject)
        if "fact_id" in needs:
            told = "each is told once; keep one of the rows"
            refuse_twice(table, ["fact_id"], subject, told)
        table = table.filter(nw.col("happened_at") <= at)
        lost = table.join(placed, on=["partner_id"], how="anti")
        unplaced += sum(row[1] for row in collect_groups(lost, ["status"]))
        tables[name] = table.join(ids, on=["partner_id"], how="semi")
    rows = collect_groups(here, ["partner_id"])
    return _Counting(tables, at, period).totals(
        [row[0] for row in rows], _done(done, here, stage), unplaced
    )


def _done(frame: Any, here: Any, stage: str) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    if frame is None:
        return found
    import narwhals as nw

    table = read_facts(frame, _PURPOSE, _DONE)
    collect_read(table, [], "the dataframe of items and sections")
    own = table.filter(nw.col("stage") == stage).join(
        here, on=["partner_id"], how="semi"
    )
    for partner, kind, name, _ in collect_groups(own, ["partner_id", "kind", "name"]):
        found.setdefault((partner, kind), set()).add(name)
    return found


class _Counting:
    """Facts of the partners that are looked at, while they are counted."""

    def __init__(
        self, tables: Mapping[str, Any], at: int, period: Period | None
    ) -> None:
        self._tables = tables
        self._at = at
        self._period = period

    def totals(
        self,
        here: Iterable[str],
        done: Mapping[tuple[str, str], set[str]],
        unplaced: int,
    ) -> IntegrationTotals:
        """Give them all, those of each partner of the gate among them."""
        ran = self._transactions()
        open_issues, issues = self._issues()
        healthy = self._healthy()
        return IntegrationTotals(
            by_partner={
                id_: IntegrationCounts(
                    done=frozenset(done.get((id_, "item"), ())),
                    passed_sections=frozenset(done.get((id_, "section"), ())),
                    succeeded=ran.get(id_, (0, 0))[1],
                    ran=ran.get(id_, (0, 0))[0],
                    open_issues=open_issues.get(id_, 0),
                    is_healthy=healthy.get(id_),
                )
                for id_ in here
            },
            succeeded=sum(good for _, good in ran.values()),
            ran=sum(every for every, _ in ran.values()),
            issues=issues,
            unplaced=unplaced,
        )

    def _transactions(self) -> dict[str, tuple[int, int]]:
        if "transactions" not in self._tables:
            return {}
        told = self._tables["transactions"].filter(
            in_period("happened_on", self._period)
        )
        rows = collect_groups(told, ["partner_id"], sums=["succeeded"])
        return {id_: (ran, succeeded) for id_, ran, succeeded in rows}

    def _issues(self) -> tuple[dict[str, int], dict[str, IssueCounts]]:
        if "issues" not in self._tables:
            return {}, {}
        import narwhals as nw

        # One that was resolved later was open by then; so is one that never was.
        resolved = nw.col("resolved_at")
        is_open = (resolved > self._at) | (resolved < nw.col("happened_at"))
        table = self._tables["issues"].with_columns(
            is_open=flag(is_open), told=flag(in_period("happened_on", self._period))
        )
        rows = collect_groups(table, ["kind", "partner_id", "told"], sums=["is_open"])
        open_issues: dict[str, int] = {}
        issues: dict[str, IssueCounts] = {}
        for kind, partner, told, count, left in rows:
            open_issues[partner] = open_issues.get(partner, 0) + left
            if told:
                own = issues.get(kind, IssueCounts(count=0, open=0, partners=0))
                issues[kind] = IssueCounts(
                    count=own.count + count,
                    open=own.open + left,
                    partners=own.partners + 1,
                )
        return open_issues, issues

    def _healthy(self) -> dict[str, bool]:
        if "checks" not in self._tables:
            return {}
        import narwhals as nw

        # Twice the instant, and 1 more where it was not healthy: the greatest such
        # number is that of the newest look.
        healthy = (nw.col("is_running") > 0) & (nw.col("alerts_arrive") > 0)
        look = nw.col("happened_at") * 2 + 1 - flag(healthy)
        table = self._tables["checks"].with_columns(look=look)
        rows = collect_groups(table, ["partner_id"], greatest=["look"])
        return {id_: newest % 2 == 0 for id_, _, newest in rows}
