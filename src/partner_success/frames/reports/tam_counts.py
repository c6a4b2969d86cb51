"""What only the report of those who keep partners healthy counts, on any engine."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

import attrs

from partner_success.core.instants import Period
from partner_success.frames.facts import as_frame
from partner_success.frames.reports.fact_rows import NOTHING
from partner_success.frames.reports.grouping import (
    collect_groups,
    collect_rows,
    flag,
    greatest_of,
)
from partner_success.frames.reports.role_counts import RoleTable
from partner_success.frames.reports.role_facts import OverUse
from partner_success.frames.scorecards import score
from partner_success.scoring.scorecard import Scorecard

__all__ = ["TamTable", "Thriving"]

_ACCOUNT = ["partner_id", "account_id"]


@attrs.frozen
class Thriving:
    """A customer whose health lies in a band that was asked for.

    Attributes:
        partner_id: The partner.
        account_id: The customer.
        on: The day of the reading.
        values: The points of each part of its health.
    """

    partner_id: str
    account_id: str
    on: date
    values: dict[str, float | None]


class TamTable:
    """Partners of a role, while what only one report tells of them is collected.

    Args:
        table: The partners.
        last: The last day of the report.
    """

    def __init__(self, table: RoleTable, last: date) -> None:
        self._table = table
        self._last = last.toordinal()

    def operations(
        self, components: Sequence[str]
    ) -> list[tuple[str, dict[str, float | None]]]:
        """Collect the points of operational health of each partner in the stage."""
        rows = collect_rows(self._table.here, ["partner_id", *components])
        return [(id_, _values(components, numbers)) for id_, *numbers in rows]

    def ratings(self, year: Period) -> list[tuple[str, str, str, int, int]]:
        """Collect how often projects of a year were rated how.

        Args:
            year: The days on which the projects were completed.

        Returns:
            Partner, project, question, rating and how often it was given.
        """
        import narwhals as nw

        answers = self._table.read("answers")
        if answers is None:
            return []
        done = nw.col("project_completed_on")
        told = answers.filter(
            nw.col("kind") == "csat",
            nw.col("project_id") > "",
            nw.col("successful") > 0,
            nw.col("rating") > NOTHING,
            done >= year.first.toordinal(),
            done <= year.last.toordinal(),
            nw.col("answered_on") <= self._last,
        ).join(self._here(), on=["partner_id"], how="semi")
        return collect_groups(told, ["partner_id", "project_id", "question", "rating"])

    def revenue(self) -> list[tuple[str, str, str, str, str, int]]:
        """Collect currency and amounts of each partner of which they are known."""
        import narwhals as nw

        known = self._table.partners.filter(nw.col("currency") > "")
        keys = ["currency", "at_start", "churned", "contracted", "expanded"]
        return collect_groups(known, keys)

    def at_both_ends(self, first: date) -> tuple[int, int]:
        """Collect how many were in the stage at the start, and how many stayed."""
        import narwhals as nw

        started, left = nw.col("started_on"), nw.col("left_on")
        begin = first.toordinal()
        there = self._table.partners.filter(
            started > NOTHING,
            started <= begin,
            (left == NOTHING) | (left > begin),
        )
        stays = flag((left == NOTHING) | (left > self._last))
        rows = collect_groups(there.with_columns(stays=stays), ["stays"])
        counts = dict(rows)
        return sum(counts.values()), counts.get(1, 0)

    def _here(self) -> Any:
        return self._table.here.select("partner_id")

    def _newest(self, table: Any, keys: list[str]) -> Any:
        """Give the newest reading of each, up to the last day."""
        import narwhals as nw

        table = table.filter(nw.col("read_on") <= self._last)
        days = greatest_of(table, keys, "read_on")
        return table.join(days, on=[*keys, "read_on"], how="semi")

    def _customers(self) -> Any:
        import narwhals as nw

        accounts = self._table.read("accounts")
        if accounts is None:
            return None
        own = accounts.join(self._here(), on=["partner_id"], how="semi")
        return self._newest(own, _ACCOUNT).filter(nw.col("churned") < 1)

    def over_used(self) -> list[OverUse]:
        """Collect which customers in the stage use more than they bought."""
        import narwhals as nw

        customers, licences = self._customers(), self._table.read("licences")
        if customers is None or licences is None:
            return []
        keys = [*_ACCOUNT, "licence_type"]
        newest = self._newest(licences, keys).filter(
            nw.col("licensed") > NOTHING,
            nw.col("active") > nw.col("licensed"),
        )
        own = newest.join(customers.select(*_ACCOUNT), on=_ACCOUNT, how="semi")
        return [
            OverUse(partner, account, kind, date.fromordinal(day), licensed, active)
            for partner, account, kind, day, licensed, active in collect_rows(
                own, [*keys, "read_on", "licensed", "active"]
            )
        ]

    def thriving(self, card: Scorecard, bands: Collection[str]) -> list[Thriving]:
        """Collect which customers in the stage have their health in some bands.

        Args:
            card: What scores their health, by its parts.
            bands: The ids of the bands.
        """
        import narwhals as nw

        customers = self._customers()
        parts = list(card.components.ids)
        if customers is None:
            return []
        missing = float(NOTHING)
        known = {id_: nw.when(nw.col(id_) > missing).then(nw.col(id_)) for id_ in parts}
        named = customers.select(*_ACCOUNT, "read_on", **known)
        scored = as_frame(score(named.to_native(), card, prefix="its_"), "health")
        found: Any = scored
        found = found.filter(nw.col("its_band").is_in(sorted(bands)))
        keys = [*_ACCOUNT, "read_on"]
        filled = {id_: nw.col(id_).fill_null(missing) for id_ in parts}
        rows = collect_rows(found.select(*keys, **filled), [*keys, *parts])
        return [
            Thriving(partner, account, date.fromordinal(day), _values(parts, numbers))
            for partner, account, day, *numbers in rows
        ]


def _values(ids: Sequence[str], numbers: Iterable[float]) -> dict[str, float | None]:
    known = (None if number == float(NOTHING) else number for number in numbers)
    return dict(zip(ids, known, strict=True))
