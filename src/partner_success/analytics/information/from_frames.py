"""The partner information report of dataframes that hold many partners."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from partner_success.analytics.information.making import (
    InformationSection,
    information_report,
    last_day_of,
    require_sections,
)
from partner_success.analytics.information.report import InformationReport
from partner_success.analytics.views import View
from partner_success.core.arguments import require
from partner_success.core.instants import (
    from_microseconds,
    microseconds,
    require_aware,
    require_date,
)
from partner_success.frames.reports.fact_rows import NOTHING
from partner_success.frames.reports.information_rows import InformationFrames
from partner_success.partners.account import Account
from partner_success.partners.contact import Contact
from partner_success.partners.licence import LicenceCount
from partner_success.partners.partner import Partner
from partner_success.partners.snapshot import Snapshot
from partner_success.partners.tenant import Downtime, Tenant
from partner_success.partners.ticket import Severity, Ticket
from partner_success.partners.usage import Usage
from partner_success.rulebook.book import Rulebook

if TYPE_CHECKING:
    from partner_success.frames.reports.information_rows import InformationRows

__all__ = ["collect_information_report"]

_LONGEST_MONTH: Final = 31

_SOURCES: Final[dict[InformationSection, str]] = {
    "contacts": "contacts",
    "tenants": "tenants",
    "licences": "licences",
    "incidents": "tickets",
    "usage": "usage",
}


def collect_information_report(  # noqa: PLR0913 - of whom, of when, and who reads it
    frames: InformationFrames,
    partner: Partner,
    rules: Rulebook,
    *,
    at: datetime,
    month: date,
    missing: Collection[InformationSection] = (),
    view: View | None = None,
) -> InformationReport:
    """Tell a partner of its customers in a month, of dataframes.

    The engine finds what counts: of all customers those of the partner, of readings the
    newest, of tickets and use those of the month and the one before. Those rows are
    collected, and the report is that of `information_report`; customers come in the
    order of their ids.

    Args:
        frames: What is known of customers, on any engine; lazy frames are computed. A
            table that is not there was not available.
        partner: The partner.
        rules: The rulebook, whose licence policy judges.
        at: The instant for which the frames speak, with its zone, whose months count.
        month: Any day of the month.
        missing: Further sections whose source was not available.
        view: What the reader may see; left out, everything.

    Raises:
        InvalidDataError: Columns are missing or hold something else, rows were refused,
            or two of them tell of the same.
        InvalidUseError: Something is of another kind.
        InvalidValueError: The month is no day, or begins after the instant.
        MissingExtraError: The extra ``frames`` is not installed.
        UnknownNameError: There is no such section.

    Examples:
        >>> from datetime import UTC, date, datetime
        >>> import polars as pl
        >>> import partner_success as ps
        >>> from partner_success.partners import Partner, TeamAssignment
        >>> acme = Partner(id="acme", name="Acme",
        ...     team=[TeamAssignment(role="PAM", person_id="p-1")])
        >>> accounts = pl.DataFrame({
        ...     "partner_id": ["acme", "birch"], "account_id": ["a-1", "b-1"],
        ...     "name": ["Umbrella", "Tyrell"], "on": [date(2026, 5, 4)] * 2,
        ... })
        >>> print(collect_information_report(
        ...     InformationFrames(accounts=accounts), acme, ps.standard(),
        ...     at=datetime(2026, 6, 1, tzinfo=UTC), month=date(2026, 5, 1),
        ... ))
        Information for Acme, 2026-05: 1 customer

    Rule: ANL-06, ANL-08, FRM-01.
    """
    from partner_success.frames.reports.information_rows import InformationRows

    tables, own = require(frames, InformationFrames), require(partner, Partner)
    require_sections(missing)
    now, first = require_aware(at, "at"), require_date(month, "month").replace(day=1)
    last = min(last_day_of(first), now.date())
    # It holds the month before; which readings are of it, the report sees itself.
    before = date.fromordinal(max(1, first.toordinal() - _LONGEST_MONTH))
    severities = [str(each) for each in Severity]
    rows = InformationRows(tables, own.id, severities, (before, first, last))
    begin = datetime.combine(first, time(), now.tzinfo)
    moments = microseconds(begin), microseconds(now)
    snapshot = Snapshot(
        at=now,
        partner=own,
        accounts=map(_account, rows.accounts()),
        contacts=map(_contact, rows.all_of("contacts")),
        tenants=map(_tenant, rows.all_of("tenants")),
        downtimes=map(_downtime, rows.downtimes()),
        licences=map(_licence, rows.licences()),
        tickets=map(_ticket, rows.tickets(moments)),
        usage=_usage(rows),
    )
    absent: list[InformationSection] = [
        section
        for section, name in _SOURCES.items()
        if getattr(tables, name) is None and section not in missing
    ]
    return information_report(
        snapshot,
        rules,
        month=first,
        missing=[*missing, *absent],
        view=view,
    )


def _known(cell: Any) -> Any:
    return None if cell in ("", NOTHING, float(NOTHING)) else cell


def _day(cell: int) -> date | None:
    return None if cell == NOTHING else date.fromordinal(cell)


def _truth(cell: int) -> bool | None:
    return None if cell == NOTHING else bool(cell)


def _account(row: Mapping[str, Any]) -> Account:
    return Account(
        id=row["account_id"],
        name=row["name"],
        partner_id=row["partner_id"],
        on=date.fromordinal(row["read_on"]),
        starts_on=_day(row["starts_on"]),
        renews_on=_day(row["renews_on"]),
        churned=_truth(row["churned"]),
    )


def _contact(row: Mapping[str, Any]) -> Contact:
    return Contact(
        account_id=row["account_id"],
        name=row["name"],
        role=_known(row["role"]),
        email=_known(row["email"]),
    )


def _tenant(row: Mapping[str, Any]) -> Tenant:
    return Tenant(
        id=row["tenant_id"],
        account_id=row["account_id"],
        name=row["name"],
        data_centre=_known(row["data_centre"]),
    )


def _downtime(row: Mapping[str, Any]) -> Downtime:
    return Downtime(
        tenant_id=row["tenant_id"],
        month=date.fromordinal(row["month"]),
        planned_minutes=_known(row["planned"]),
        unplanned_minutes=_known(row["unplanned"]),
    )


def _licence(row: Mapping[str, Any]) -> LicenceCount:
    return LicenceCount(
        account_id=row["account_id"],
        licence_type=row["licence_type"],
        on=date.fromordinal(row["read_on"]),
        licensed=_known(row["licensed"]),
        active=_known(row["active"]),
        assigned=_known(row["assigned"]),
    )


def _ticket(row: Mapping[str, Any]) -> Ticket:
    return Ticket(
        id=row["ticket_id"],
        partner_id=row["partner_id"],
        account_id=_known(row["account_id"]),
        severity=row["severity"],
        opened_at=from_microseconds(row["opened_at"]),
        is_incident=_truth(row["is_incident"]),
    )


def _usage(rows: InformationRows) -> Iterator[Usage]:
    features: dict[tuple[str, int], dict[str, int | None]] = {}
    for row in rows.readings("features"):
        own = features.setdefault((row["account_id"], row["read_on"]), {})
        own[row["feature"]] = _known(row["users"])
    for row in rows.readings("usage"):
        yield Usage(
            account_id=row["account_id"],
            on=date.fromordinal(row["read_on"]),
            active_users=_known(row["active_users"]),
            minutes=_known(row["minutes"]),
            sessions=_known(row["sessions"]),
            feature_users=features.pop((row["account_id"], row["read_on"]), {}),
        )
    for (account, day), users in features.items():
        yield Usage(account_id=account, on=date.fromordinal(day), feature_users=users)
