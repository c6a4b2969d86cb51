"""What is known of one partner's customers in a month, found on any engine."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import attrs

from partner_success.frames.reports.fact_rows import FactNeed, known_words, read_facts
from partner_success.frames.reports.grouping import (
    collect_read,
    collect_rows,
    greatest_of,
)

__all__ = ["InformationFrames", "InformationRows"]

_PURPOSE: Final = "the partner information report"
_ACCOUNT: Final = FactNeed("id", "the customer", required=True)
_READ_ON: Final = FactNeed("day", "the day of the reading", required=True, column="on")

_NEEDS: Final = {
    "accounts": {
        "partner_id": FactNeed("id", "the partner", required=True),
        "account_id": _ACCOUNT,
        "name": FactNeed("text", "the name of the customer", required=True),
        "read_on": _READ_ON,
        "starts_on": FactNeed("day", "when its contract began", optional=True),
        "renews_on": FactNeed("day", "when its contract renews", optional=True),
        "churned": FactNeed("truth", "whether it has left", optional=True),
    },
    "contacts": {
        "account_id": _ACCOUNT,
        "name": FactNeed("text", "the name of the person", required=True),
        "role": FactNeed("text", "the role of the person", optional=True),
        "email": FactNeed("text", "the address of the person", optional=True),
    },
    "tenants": {
        "tenant_id": FactNeed("id", "the tenant", required=True),
        "account_id": _ACCOUNT,
        "name": FactNeed("text", "the name of the tenant", required=True),
        "data_centre": FactNeed("text", "where it runs", optional=True),
    },
    "downtimes": {
        "tenant_id": FactNeed("id", "the tenant", required=True),
        "month": FactNeed("day", "the first day of the month", required=True),
        "planned": FactNeed("number", "minutes", column="planned_minutes"),
        "unplanned": FactNeed("number", "minutes", column="unplanned_minutes"),
    },
    "licences": {
        "account_id": _ACCOUNT,
        "licence_type": FactNeed("text", "which licence", required=True),
        "read_on": _READ_ON,
        "licensed": FactNeed("whole", "how many users it covers"),
        "active": FactNeed("whole", "how many use it"),
        "assigned": FactNeed("whole", "how many have it", optional=True),
    },
    "tickets": {
        "ticket_id": FactNeed("id", "the ticket", required=True),
        "partner_id": FactNeed("id", "the partner", required=True),
        "account_id": FactNeed("id", "the customer"),
        "severity": FactNeed("text", "how badly it hurts", required=True),
        "opened_at": FactNeed("instant", "when it was opened", required=True),
        "is_incident": FactNeed("truth", "whether something was broken"),
    },
    "usage": {
        "account_id": _ACCOUNT,
        "read_on": _READ_ON,
        "active_users": FactNeed("whole", "its active users", optional=True),
        "minutes": FactNeed("number", "minutes of use", optional=True),
        "sessions": FactNeed("whole", "how often it was used", optional=True),
    },
    "features": {
        "account_id": _ACCOUNT,
        "read_on": _READ_ON,
        "feature": FactNeed("text", "the application", required=True),
        "users": FactNeed("whole", "how many people used it"),
    },
}


@attrs.frozen(kw_only=True, eq=False)
class InformationFrames:
    """Tables that the partner information report reads, each of any dataframe library.

    They may hold many partners. Of what is ``None`` the report says that it was not
    available.

    Attributes:
        accounts: Readings of customers: ``partner_id``, ``account_id``, ``name``,
            ``on``, and where there are such, ``starts_on``, ``renews_on``, ``churned``.
        contacts: ``account_id``, ``name``, and where there are such, ``role`` and
            ``email``.
        tenants: ``tenant_id``, ``account_id``, ``name``, and ``data_centre`` where
            there is one.
        downtimes: ``tenant_id``, ``month``, ``planned_minutes``, ``unplanned_minutes``.
        licences: ``account_id``, ``licence_type``, ``on``, ``licensed``, ``active``,
            and ``assigned`` where there is one.
        tickets: ``ticket_id``, ``partner_id``, ``account_id``, ``severity``,
            ``opened_at``, ``is_incident``.
        usage: Readings of use: ``account_id``, ``on``, and where there are such,
            ``active_users``, ``minutes``, ``sessions``.
        features: Their users by application: ``account_id``, ``on``, ``feature``,
            ``users``.
    """

    accounts: Any
    contacts: Any = None
    tenants: Any = None
    downtimes: Any = None
    licences: Any = None
    tickets: Any = None
    usage: Any = None
    features: Any = None


class InformationRows:
    """The few rows that tell of one partner in a month, while they are collected.

    Args:
        frames: The tables.
        partner_id: The partner.
        severities: What tickets can say of how badly they hurt.
        months: The first day that counts, the month before included; the first day of
            the month; and the last day that counts.

    Raises:
        InvalidDataError: Columns are missing or hold something else, or rows were
            refused.
        InvalidUseError: One of them is no dataframe.
        MissingExtraError: The extra ``frames`` is not installed.

    Rule: ANL-08, FRM-01, FRM-02.
    """

    def __init__(
        self,
        frames: InformationFrames,
        partner_id: str,
        severities: list[str],
        months: tuple[date, date, date],
    ) -> None:
        import narwhals as nw

        self._partner_id = partner_id
        self._before, self._month, self._last = (day.toordinal() for day in months)
        self._tables: dict[str, Any] = {}
        for name, needs in _NEEDS.items():
            frame = getattr(frames, name)
            if frame is None:
                continue
            table = read_facts(frame, _PURPOSE, needs)
            keys = ["severity"] if name == "tickets" else []
            found = collect_read(table, keys, f"the dataframe of {name}")
            if keys:
                known_words("severity", {row[0] for row in found}, severities)
            self._tables[name] = table.drop("status")
        own = self._tables["accounts"].filter(nw.col("partner_id") == partner_id)
        self._accounts = self._newest(own, ["account_id"])

    def _newest(self, table: Any, keys: list[str]) -> Any:
        """Give the newest reading of each, up to the last day that counts."""
        import narwhals as nw

        table = table.filter(nw.col("read_on") <= self._last)
        days = greatest_of(table, keys, "read_on")
        return table.join(days, on=[*keys, "read_on"], how="semi")

    def _own(self, name: str) -> Any:
        """Give the rows of the partner's customers; ``None`` without a table."""
        table = self._tables.get(name)
        if table is None:
            return None
        ids = self._accounts.select("account_id")
        return table.join(ids, on=["account_id"], how="semi")

    def _rows(self, name: str, table: Any) -> list[dict[str, Any]]:
        if table is None:
            return []
        names = list(_NEEDS[name])
        rows = collect_rows(table, names)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def accounts(self) -> list[dict[str, Any]]:
        """Collect the newest reading of each customer."""
        return self._rows("accounts", self._accounts)

    def all_of(self, name: str) -> list[dict[str, Any]]:
        """Collect every row of the partner's customers: contacts, or tenants."""
        return self._rows(name, self._own(name))

    def downtimes(self) -> list[dict[str, Any]]:
        """Collect the downtimes of the month."""
        import narwhals as nw

        table, tenants = self._tables.get("downtimes"), self._own("tenants")
        if table is None or tenants is None:
            return []
        table = table.filter(nw.col("month") == self._month)
        ids = tenants.select("tenant_id")
        own = table.join(ids, on=["tenant_id"], how="semi")
        return self._rows("downtimes", own)

    def licences(self) -> list[dict[str, Any]]:
        """Collect the newest count of each licence of each customer."""
        table = self._own("licences")
        if table is None:
            return []
        return self._rows(
            "licences", self._newest(table, ["account_id", "licence_type"])
        )

    def readings(self, name: str) -> list[dict[str, Any]]:
        """Collect the readings of use of the month and the one before."""
        import narwhals as nw

        table = self._own(name)
        if table is None:
            return []
        day = nw.col("read_on")
        return self._rows(name, table.filter(day >= self._before, day <= self._last))

    def tickets(self, between: tuple[int, int]) -> list[dict[str, Any]]:
        """Collect the tickets that were opened in the month.

        Args:
            between: The first and the last instant that counts, in microseconds since
                1970 in UTC.
        """
        import narwhals as nw

        table = self._tables.get("tickets")
        if table is None:
            return []
        moment = nw.col("opened_at")
        told = table.filter(
            nw.col("partner_id") == self._partner_id,
            moment >= between[0],
            moment <= between[1],
        )
        own = told.filter(nw.col("account_id") == "")
        ids = self._accounts.select("account_id")
        theirs = told.join(ids, on=["account_id"], how="semi")
        return [*self._rows("tickets", own), *self._rows("tickets", theirs)]
