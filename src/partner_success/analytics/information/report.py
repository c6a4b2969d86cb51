"""The partner information report as a record, in tables and in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from partner_success.analytics.information.results import (
    CustomerInformation,
    IncidentCounts,
    LicenceInformation,
    TenantInformation,
    UseInformation,
)
from partner_success.analytics.report_table import Cell, ReportColumn, ReportTable
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED, as_decimal, rounded_text
from partner_success.partners.contact import Contact
from partner_success.partners.faults import Measure
from partner_success.partners.partner import Partner
from partner_success.partners.ticket import Severity

__all__ = ["InformationReport"]

Row = tuple[Cell, ...]

_NOTHING: Final = "–"
_WHO: Final = (
    ReportColumn(id="account_id", name="Id"),
    ReportColumn(id="customer", name="Customer"),
)
_LICENCE_REMARK: Final = (
    "where only one of licensed and active users is known, the risk is judged as if the"
    " other were none"
)
_USE_REMARK: Final = (
    "each figure is the mean of the month's readings; the change is over the month"
    " before"
)
_UNSAID_REMARK: Final = (
    "incidents are the tickets opened in the month that say so; those that do not say"
    " are counted apart"
)


@attrs.frozen(kw_only=True)
class InformationReport(Explained):
    """What a partner is told of its customers in a month.

    Attributes:
        partner: The partner.
        month: The first day of the month.
        customers: Its customers, as they first appear in the snapshot.
        own_incidents: What broke at the partner itself; ``None`` where tickets were not
            available.
        remarks: What a reader has to know: sections that were not available, partners
            that are not shown.
        provenance: The rulebook edition that judged the licences.

    Rule: ANL-08.
    """

    partner: Partner
    month: date
    customers: tuple[CustomerInformation, ...]
    own_incidents: IncidentCounts | None
    remarks: tuple[str, ...] = ()
    provenance: Provenance = Provenance()

    def tables(self) -> tuple[ReportTable, ...]:
        """Give a table a section.

        A customer of whom a section knows nothing has a row with gaps in it.
        """
        return (
            self._table("customers", "Customers", _CUSTOMERS, self._customers()),
            self._table("contacts", "Contacts", _CONTACTS, self._contacts()),
            self._table("tenants", "Tenants", _TENANTS, self._tenants()),
            self._table(
                "licences",
                "Licences and renewal risk",
                _LICENCES,
                self._licences(),
                _LICENCE_REMARK,
            ),
            self._table(
                "incidents",
                "Incidents",
                _INCIDENTS,
                self._incidents(),
                _UNSAID_REMARK,
            ),
            self._table("usage", "Usage", _USAGE, self._usage(), _USE_REMARK),
        )

    def explain(self) -> Explanation:
        """Tell of each customer in a line."""
        count = len(self.customers)
        customers = "1 customer" if count == 1 else f"{count} customers"
        return Explanation(
            title=f"Information for {self.partner.name}, {self.month:%Y-%m}:"
            f" {customers}",
            columns=(
                "Customer",
                "Renews on",
                "Contacts",
                "Unplanned downtime (minutes)",
                "Renewals at risk",
                "Incidents",
                "Active users (% change)",
            ),
            rows=tuple(_line(each) for each in self.customers),
            remarks=self.remarks,
            provenance=self.provenance,
        )

    def _table(
        self,
        id_: str,
        name: str,
        columns: tuple[ReportColumn, ...],
        rows: Iterable[Row],
        *remarks: str,
    ) -> ReportTable:
        return ReportTable(
            id=id_,
            name=name,
            columns=(*_WHO, *columns),
            rows=tuple(rows),
            remarks=(*remarks, *self.remarks),
            provenance=self.provenance,
        )

    def _customers(self) -> Iterator[Row]:
        for each in self.customers:
            facts = each.account
            more = (facts.starts_on, facts.renews_on, facts.churned, facts.on)
            yield (*_who(each), *more)

    def _contacts(self) -> Iterator[Row]:
        def cells(contact: Contact) -> Row:
            return (contact.name, contact.role, contact.email)

        for each in self.customers:
            yield from _rows(each, each.contacts, cells, len(_CONTACTS))

    def _tenants(self) -> Iterator[Row]:
        for each in self.customers:
            yield from _rows(each, each.tenants, _tenant, len(_TENANTS))

    def _licences(self) -> Iterator[Row]:
        for each in self.customers:
            yield from _rows(each, each.licences, _licence, len(_LICENCES))

    def _incidents(self) -> Iterator[Row]:
        for each in self.customers:
            yield (*_who(each), *_counts(each.incidents))
        if self.own_incidents is not None:
            yield (None, self.partner.name, *_counts(self.own_incidents))

    def _usage(self) -> Iterator[Row]:
        for each in self.customers:
            yield from _rows(each, each.use, _use, len(_USAGE))


_CUSTOMERS: Final = (
    ReportColumn(id="starts_on", name="Contract since", kind="day"),
    ReportColumn(id="renews_on", name="Renews on", kind="day"),
    ReportColumn(id="churned", name="Has left", kind="truth"),
    ReportColumn(id="read_on", name="As of", kind="day"),
)
_CONTACTS: Final = (
    ReportColumn(id="contact", name="Contact"),
    ReportColumn(id="role", name="Role"),
    ReportColumn(id="email", name="E-mail"),
)
_TENANTS: Final = (
    ReportColumn(id="tenant_id", name="Tenant id"),
    ReportColumn(id="tenant", name="Tenant"),
    ReportColumn(id="data_centre", name="Data centre"),
    ReportColumn(
        id="planned_downtime", name="Planned downtime", kind="number", unit="minutes"
    ),
    ReportColumn(
        id="unplanned_downtime",
        name="Unplanned downtime",
        kind="number",
        unit="minutes",
    ),
)
_LICENCES: Final = (
    ReportColumn(id="licence", name="Licence"),
    ReportColumn(id="licensed", name="Licensed", kind="whole"),
    ReportColumn(id="assigned", name="Assigned", kind="whole"),
    ReportColumn(id="active", name="Active", kind="whole"),
    ReportColumn(id="delta", name="Delta", kind="whole"),
    ReportColumn(id="used", name="Used", kind="number", unit="%"),
    ReportColumn(id="compliant", name="Compliant", kind="truth"),
    ReportColumn(id="risk", name="Renewal risk"),
    ReportColumn(id="renewal_at_risk", name="Renewal at risk", kind="truth"),
    ReportColumn(id="counted_on", name="Counted on", kind="day"),
)
_INCIDENTS: Final = (
    *(
        ReportColumn(id=str(each), name=str(each).capitalize(), kind="whole")
        for each in Severity
    ),
    ReportColumn(id="incidents", name="All", kind="whole"),
    ReportColumn(id="unsaid", name="Not said", kind="whole"),
)
_USAGE: Final = (
    ReportColumn(id="use", name="Use"),
    ReportColumn(id="readings", name="Readings", kind="whole"),
    ReportColumn(id="this_month", name="This month", kind="number"),
    ReportColumn(id="month_before", name="Month before", kind="number"),
    ReportColumn(id="change", name="Change", kind="number", unit="%"),
)


def _who(customer: CustomerInformation) -> tuple[str, str]:
    return customer.account.id, customer.account.name


def _rows(
    customer: CustomerInformation,
    parts: Iterable[object] | None,
    cells: Callable[..., Row],
    width: int,
) -> Iterator[Row]:
    """Give a row for each part; one with gaps where there is none, or none is known."""
    found = [(*_who(customer), *cells(each)) for each in parts or ()]
    yield from found or [(*_who(customer), *[None] * width)]


def _tenant(part: TenantInformation) -> Row:
    tenant, down = part.tenant, part.downtime
    planned = None if down is None else _exact(down.planned_minutes)
    unplanned = None if down is None else _exact(down.unplanned_minutes)
    return (tenant.id, tenant.name, tenant.data_centre, planned, unplanned)


def _licence(part: LicenceInformation) -> Row:
    count, judged = part.count, part.judgement
    used = part.utilisation
    return (
        count.licence_type,
        count.licensed,
        count.assigned,
        count.active,
        None if judged is None else judged.delta,
        None if used is None else HUNDRED * used,
        part.compliant,
        None if judged is None or judged.risk is None else judged.risk.name,
        None if judged is None else judged.renewal_at_risk,
        count.on,
    )


def _counts(counts: IncidentCounts | None) -> Row:
    if counts is None:
        return (None,) * len(_INCIDENTS)
    return (*counts.by_severity.values(), counts.total, counts.unsaid)


def _use(part: UseInformation) -> Row:
    return (part.name, part.readings, part.now, part.before, part.percent)


def _exact(minutes: Measure | None) -> Fraction | None:
    return None if minutes is None else Fraction(as_decimal(minutes))


def _line(customer: CustomerInformation) -> tuple[str, ...]:
    incidents = customer.incidents
    users = next(
        (each.percent for each in customer.use or () if each.name == "active users"),
        None,
    )
    return (
        customer.account.name,
        _text(customer.account.renews_on),
        _text(len(customer.contacts) if customer.contacts else None),
        _text(_unplanned(customer)),
        _text(customer.renewals_at_risk),
        _text(None if incidents is None else incidents.total),
        _text(users),
    )


def _unplanned(customer: CustomerInformation) -> Fraction | None:
    """Add up what is known; None where no tenant's downtime is."""
    known = [
        _exact(each.downtime.unplanned_minutes)
        for each in customer.tenants or ()
        if each.downtime is not None
    ]
    found = [each for each in known if each is not None]
    return sum(found, Fraction(0)) if found else None


def _text(value: Fraction | int | date | None) -> str:
    if isinstance(value, Fraction):
        return rounded_text(*value.as_integer_ratio())
    return _NOTHING if value is None else str(value)
