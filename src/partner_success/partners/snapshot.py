"""All that is known of one partner at an instant."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Final, TypeAlias, cast

import attrs

from partner_success.partners.account import Account
from partner_success.partners.contact import Contact
from partner_success.partners.evaluation import AlternativeEvaluation
from partner_success.partners.executive import ExecutiveMeeting, ExecutiveRequest
from partner_success.partners.faults import Faults, frozen_tuple
from partner_success.partners.licence import LicenceCount
from partner_success.partners.maturity import MaturitySheet
from partner_success.partners.operation import OperationReading
from partner_success.partners.order import Order
from partner_success.partners.partner import Partner
from partner_success.partners.person import Person
from partner_success.partners.readiness import ReadinessSheet
from partner_success.partners.revenue import RevenueReading
from partner_success.partners.rollback import LaunchRollback
from partner_success.partners.survey import SurveyAnswer
from partner_success.partners.tenant import Downtime, Tenant
from partner_success.partners.ticket import Ticket
from partner_success.partners.usage import Usage

_Records: TypeAlias = (
    Person
    | Account
    | Ticket
    | Usage
    | SurveyAnswer
    | LicenceCount
    | ReadinessSheet
    | ExecutiveMeeting
    | ExecutiveRequest
    | AlternativeEvaluation
    | Contact
    | Tenant
    | Downtime
    | Order
    | LaunchRollback
    | OperationReading
    | MaturitySheet
    | RevenueReading
)


@attrs.frozen
class _Table:
    """One collection of a snapshot: how its records differ and refer."""

    name: str
    kind: type[_Records]
    identity: tuple[str, ...]
    partner: str | None = None
    account: str | None = None
    tenant: str | None = None


_TABLES: Final = (
    _Table("people", Person, ("id",)),
    _Table("accounts", Account, ("id", "on"), partner="partner_id"),
    _Table("tickets", Ticket, ("id",), partner="partner_id", account="account_id"),
    _Table("usage", Usage, ("account_id", "on"), account="account_id"),
    _Table(
        "answers", SurveyAnswer, ("id",), partner="partner_id", account="account_id"
    ),
    _Table(
        "licences",
        LicenceCount,
        ("account_id", "licence_type", "on"),
        account="account_id",
    ),
    _Table("sheets", ReadinessSheet, ("id",), partner="partner_id"),
    _Table("meetings", ExecutiveMeeting, ("account_id", "on"), account="account_id"),
    _Table(
        "requests",
        ExecutiveRequest,
        ("account_id", "asked_on", "topic"),
        account="account_id",
    ),
    _Table(
        "evaluations",
        AlternativeEvaluation,
        ("account_id", "noted_on", "alternative"),
        account="account_id",
    ),
    _Table("contacts", Contact, ("account_id", "name"), account="account_id"),
    _Table("tenants", Tenant, ("id",), account="account_id"),
    _Table("downtimes", Downtime, ("tenant_id", "month"), tenant="tenant_id"),
    _Table("orders", Order, ("id",), partner="partner_id", account="account_id"),
    _Table("rollbacks", LaunchRollback, ("partner_id", "on"), partner="partner_id"),
    _Table("operations", OperationReading, ("partner_id", "on"), partner="partner_id"),
    _Table("maturity", MaturitySheet, ("partner_id", "on"), partner="partner_id"),
    _Table(
        "revenue",
        RevenueReading,
        ("account_id", "on", "currency"),
        account="account_id",
    ),
)


# Type checkers read what a record takes from a converter with a name and plain types.
def _people(value: Iterable[Person]) -> tuple[Person, ...]:
    return frozen_tuple(value)


def _accounts(value: Iterable[Account]) -> tuple[Account, ...]:
    return frozen_tuple(value)


def _tickets(value: Iterable[Ticket]) -> tuple[Ticket, ...]:
    return frozen_tuple(value)


def _usage(value: Iterable[Usage]) -> tuple[Usage, ...]:
    return frozen_tuple(value)


def _answers(value: Iterable[SurveyAnswer]) -> tuple[SurveyAnswer, ...]:
    return frozen_tuple(value)


def _licences(value: Iterable[LicenceCount]) -> tuple[LicenceCount, ...]:
    return frozen_tuple(value)


def _sheets(value: Iterable[ReadinessSheet]) -> tuple[ReadinessSheet, ...]:
    return frozen_tuple(value)


def _meetings(value: Iterable[ExecutiveMeeting]) -> tuple[ExecutiveMeeting, ...]:
    return frozen_tuple(value)


def _requests(value: Iterable[ExecutiveRequest]) -> tuple[ExecutiveRequest, ...]:
    return frozen_tuple(value)


def _evaluations(
    value: Iterable[AlternativeEvaluation],
) -> tuple[AlternativeEvaluation, ...]:
    return frozen_tuple(value)


def _contacts(value: Iterable[Contact]) -> tuple[Contact, ...]:
    return frozen_tuple(value)


def _tenants(value: Iterable[Tenant]) -> tuple[Tenant, ...]:
    return frozen_tuple(value)


def _downtimes(value: Iterable[Downtime]) -> tuple[Downtime, ...]:
    return frozen_tuple(value)


def _orders(value: Iterable[Order]) -> tuple[Order, ...]:
    return frozen_tuple(value)


def _rollbacks(value: Iterable[LaunchRollback]) -> tuple[LaunchRollback, ...]:
    return frozen_tuple(value)


def _operations(value: Iterable[OperationReading]) -> tuple[OperationReading, ...]:
    return frozen_tuple(value)


def _maturity(value: Iterable[MaturitySheet]) -> tuple[MaturitySheet, ...]:
    return frozen_tuple(value)


def _revenue(value: Iterable[RevenueReading]) -> tuple[RevenueReading, ...]:
    return frozen_tuple(value)


@attrs.frozen(kw_only=True)
class Snapshot:
    """A partner with the facts around it, which refer to each other and nowhere else.

    Facts later than `at` are not refused: what counts at an instant is for the rule to
    say that reads them.

    Attributes:
        at: The instant for which it speaks, with its zone.
        partner: The partner.
        people: Those who work on it. They may be left out altogether; where some are
            given, the whole team is to be among them.
        accounts: Its customers, each with one or more readings, one a day at most.
        tickets: Tickets of the partner and its customers.
        usage: Readings of its customers' use, one a customer and day at most.
        answers: Answers to surveys about it.
        licences: Counts of licences, one a customer, type and day at most.
        sheets: Readiness sheets of it.
        meetings: Meetings with executives of its customers, one a customer and day at
            most.
        requests: What was asked of them, one a customer, day and topic at most.
        evaluations: Alternatives that its customers look at, one a customer, day and
            alternative at most.
        contacts: People at its customers, one a customer and name at most.
        tenants: The tenants of its customers.
        downtimes: Their downtimes, one a tenant and month at most.
        orders: Orders that it took.
        rollbacks: Launches of it that were taken back, one a day at most.
        operations: Readings of its operational health, one a day at most.
        maturity: What of its own practice is in place, one sheet a day at most.
        revenue: What its customers pay, one reading a customer, day and currency at
            most.

    Raises:
        InvalidDataError: With every reference that leads nowhere and every double.

    Examples:
        >>> from datetime import UTC
        >>> from partner_success.partners.team import TeamAssignment
        >>> partner = Partner(id="acme", name="Acme",
        ...     team=[TeamAssignment(role="PAM", person_id="p-1")])
        >>> at = datetime(2026, 5, 4, tzinfo=UTC)
        >>> ticket = Ticket(id="t-1", account_id="a-9", severity="low", opened_at=at)
        >>> Snapshot(at=at, partner=partner, tickets=[ticket])
        Traceback (most recent call last):
        ...
        partner_success.errors.InvalidDataError: snapshot of 'acme': 1 fault
          - tickets[0].account_id: names 'a-9', and there is no such account here
    """

    at: datetime
    partner: Partner
    people: tuple[Person, ...] = attrs.field(default=(), converter=_people)
    accounts: tuple[Account, ...] = attrs.field(default=(), converter=_accounts)
    tickets: tuple[Ticket, ...] = attrs.field(default=(), converter=_tickets)
    usage: tuple[Usage, ...] = attrs.field(default=(), converter=_usage)
    answers: tuple[SurveyAnswer, ...] = attrs.field(default=(), converter=_answers)
    licences: tuple[LicenceCount, ...] = attrs.field(default=(), converter=_licences)
    sheets: tuple[ReadinessSheet, ...] = attrs.field(default=(), converter=_sheets)
    meetings: tuple[ExecutiveMeeting, ...] = attrs.field(
        default=(), converter=_meetings
    )
    requests: tuple[ExecutiveRequest, ...] = attrs.field(
        default=(), converter=_requests
    )
    evaluations: tuple[AlternativeEvaluation, ...] = attrs.field(
        default=(), converter=_evaluations
    )
    contacts: tuple[Contact, ...] = attrs.field(default=(), converter=_contacts)
    tenants: tuple[Tenant, ...] = attrs.field(default=(), converter=_tenants)
    downtimes: tuple[Downtime, ...] = attrs.field(default=(), converter=_downtimes)
    orders: tuple[Order, ...] = attrs.field(default=(), converter=_orders)
    rollbacks: tuple[LaunchRollback, ...] = attrs.field(
        default=(), converter=_rollbacks
    )
    operations: tuple[OperationReading, ...] = attrs.field(
        default=(), converter=_operations
    )
    maturity: tuple[MaturitySheet, ...] = attrs.field(default=(), converter=_maturity)
    revenue: tuple[RevenueReading, ...] = attrs.field(default=(), converter=_revenue)

    def __attrs_post_init__(self) -> None:
        faults = Faults("snapshot of", getattr(self.partner, "id", None))
        faults.instant("at", self.at)
        partner = faults.record("partner", self.partner, Partner)
        accounts, tenants = _ids(self.accounts), _ids(self.tenants)
        for table in _TABLES:
            seen: set[tuple[object, ...]] = set()
            records = faults.records(table.name, getattr(self, table.name), table.kind)
            for path, each in records:
                _check_double(faults, table, path, each, seen)
                if partner is not None:
                    _check_reference(faults, path, each, table.partner, {partner.id})
                _check_reference(faults, path, each, table.account, accounts)
                _check_reference(faults, path, each, table.tenant, tenants)
        if partner is not None and self.people:
            people = _ids(self.people)
            for place, assignment in enumerate(partner.team):
                path = f"partner.team[{place}]"
                _check_reference(faults, path, assignment, "person_id", people)
        faults.report()


def _ids(records: object) -> frozenset[object]:
    each = cast(tuple[object, ...], records) if isinstance(records, tuple) else ()
    return frozenset(getattr(record, "id", None) for record in each)


def _check_double(
    faults: Faults,
    table: _Table,
    path: str,
    record: object,
    seen: set[tuple[object, ...]],
) -> None:
    identity = tuple(getattr(record, name) for name in table.identity)
    if identity in seen:
        shown = ", ".join(
            f"{name} {value}"
            for name, value in zip(table.identity, identity, strict=True)
        )
        faults.add(path, "duplicate", f"stands here twice ({shown}); keep one", shown)
    seen.add(identity)


def _check_reference(
    faults: Faults,
    path: str,
    record: object,
    field: str | None,
    known: AbstractSet[object],
) -> None:
    if field is None:
        return
    named = getattr(record, field)
    if named is not None and named not in known:
        kind = field.removesuffix("_id")
        message = f"names {named!r}, and there is no such {kind} here"
        faults.add(f"{path}.{field}", "dangling-reference", message, named)
