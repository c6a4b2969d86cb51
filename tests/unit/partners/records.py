"""One good record of every kind, to be changed in one place by a test."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from partner_success.core.money import Money
from partner_success.partners import (
    Account,
    AlternativeEvaluation,
    Contact,
    Contract,
    DataSharingAgreement,
    Downtime,
    ExecutiveMeeting,
    ExecutiveRequest,
    IntegrationIssue,
    LaunchRollback,
    LicenceCount,
    MaturitySheet,
    MonitoringCheck,
    OperationReading,
    Order,
    Partner,
    PartnerOfRecord,
    Person,
    ReadinessSheet,
    RevenueReading,
    Snapshot,
    Subscription,
    SurveyAnswer,
    TeamAssignment,
    Tenant,
    Ticket,
    TransactionTest,
    Usage,
)

DAY = date(2026, 5, 4)
AT = datetime(2026, 5, 4, 9, tzinfo=UTC)
PAM = TeamAssignment(role="PAM", person_id="p-1")


def person(**changes: Any) -> Person:
    """Give a good person, changed."""
    return Person(**{"id": "p-1", "name": "Ada", "email": "ada@example.com"} | changes)


def assignment(**changes: Any) -> TeamAssignment:
    """Give a good team assignment, changed."""
    return TeamAssignment(
        **{"role": "PSM", "person_id": "p-2", "since": AT} | changes  # type: ignore[arg-type]
    )


def contract(**changes: Any) -> Contract:
    """Give a good contract, changed."""
    return Contract(**{"id": "c-1", "kind": "ppa"} | changes)


def partner(**changes: Any) -> Partner:
    """Give a good partner, changed."""
    good: dict[str, Any] = {"id": "acme", "name": "Acme", "team": [PAM]}
    return Partner(**good | changes)


def account(**changes: Any) -> Account:
    """Give a good account, changed."""
    good = {"id": "a-1", "name": "Umbrella", "partner_id": "acme", "on": DAY}
    return Account(**good | changes)  # type: ignore[arg-type]


def ticket(**changes: Any) -> Ticket:
    """Give a good ticket, changed."""
    good = {"id": "t-1", "account_id": "a-1", "severity": "high", "opened_at": AT}
    return Ticket(**good | changes)  # type: ignore[arg-type]


def usage(**changes: Any) -> Usage:
    """Give a good reading of use, changed."""
    good = {"account_id": "a-1", "on": DAY, "active_users": 12}
    return Usage(**good | changes)  # type: ignore[arg-type]


def answer(**changes: Any) -> SurveyAnswer:
    """Give a good answer, changed."""
    good: dict[str, Any] = {
        "id": "s-1",
        "kind": "csat",
        "partner_id": "acme",
        "question": "overall",
        "answered_on": DAY,
    }
    return SurveyAnswer(**good | changes)


def licence(**changes: Any) -> LicenceCount:
    """Give a good count of licences, changed."""
    good = {"account_id": "a-1", "licence_type": "seat", "on": DAY, "licensed": 10}
    return LicenceCount(**good | changes)  # type: ignore[arg-type]


def sheet(**changes: Any) -> ReadinessSheet:
    """Give a good readiness sheet, changed."""
    good = {"id": "r-1", "partner_id": "acme", "on": DAY, "ratings": {"1.1": 3}}
    return ReadinessSheet(**good | changes)  # type: ignore[arg-type]


def meeting(**changes: Any) -> ExecutiveMeeting:
    """Give a good executive meeting, changed."""
    good = {"account_id": "a-1", "on": DAY, "held": True}
    return ExecutiveMeeting(**good | changes)  # type: ignore[arg-type]


def request(**changes: Any) -> ExecutiveRequest:
    """Give a good request to executives, changed."""
    good = {"account_id": "a-1", "asked_on": DAY}
    return ExecutiveRequest(**good | changes)  # type: ignore[arg-type]


def evaluation(**changes: Any) -> AlternativeEvaluation:
    """Give a good evaluation of an alternative, changed."""
    good = {"account_id": "a-1", "noted_on": DAY}
    return AlternativeEvaluation(**good | changes)  # type: ignore[arg-type]


def contact(**changes: Any) -> Contact:
    """Give a good contact, changed."""
    good = {"account_id": "a-1", "name": "Grace", "email": "grace@example.com"}
    return Contact(**good | changes)


def tenant(**changes: Any) -> Tenant:
    """Give a good tenant, changed."""
    return Tenant(**{"id": "x-1", "account_id": "a-1", "name": "Live"} | changes)


def downtime(**changes: Any) -> Downtime:
    """Give a good downtime of a month, changed."""
    good = {"tenant_id": "x-1", "month": DAY.replace(day=1), "planned_minutes": 90}
    return Downtime(**good | changes)  # type: ignore[arg-type]


def order(**changes: Any) -> Order:
    """Give a good order, changed."""
    good: dict[str, Any] = {"id": "o-1", "partner_id": "acme", "placed_at": AT}
    return Order(**good | changes)


def rollback(**changes: Any) -> LaunchRollback:
    """Give a good rollback of a launch, changed."""
    good: dict[str, Any] = {"partner_id": "acme", "on": DAY}
    return LaunchRollback(**good | changes)


def operation(**changes: Any) -> OperationReading:
    """Give a good reading of operational health, changed."""
    good: dict[str, Any] = {
        "partner_id": "acme",
        "on": DAY,
        "parts": {"ticket_trend": 81},
    }
    return OperationReading(**good | changes)


def maturity(**changes: Any) -> MaturitySheet:
    """Give a good sheet of what is in place, changed."""
    good: dict[str, Any] = {
        "partner_id": "acme",
        "on": DAY,
        "in_place": {"csms": True, "tool": None},
    }
    return MaturitySheet(**good | changes)


def revenue(**changes: Any) -> RevenueReading:
    """Give a good reading of revenue, changed."""
    good: dict[str, Any] = {
        "account_id": "a-1",
        "on": DAY,
        "amount": Money("1250.50", "EUR"),
    }
    return RevenueReading(**good | changes)


def subscription(**changes: Any) -> Subscription:
    """Give a good subscription, changed."""
    return Subscription(**{"id": "s-1", "account_id": "a-1"} | changes)


def designation(**changes: Any) -> PartnerOfRecord:
    """Give a good designation without end, changed."""
    good: dict[str, Any] = {
        "id": "d-1",
        "account_id": "a-1",
        "subscription_id": "s-1",
        "partner_id": "acme",
        "starts_on": DAY,
    }
    return PartnerOfRecord(**good | changes)


def agreement(**changes: Any) -> DataSharingAgreement:
    """Give a good data-sharing agreement without end, changed."""
    good: dict[str, Any] = {
        "id": "dsa-1",
        "partner_id": "acme",
        "account_id": "a-1",
        "data_classes": ["telemetry"],
        "starts_on": DAY,
        "signed_on": DAY,
    }
    return DataSharingAgreement(**good | changes)


def transaction(**changes: Any) -> TransactionTest:
    """Give a good test transaction, changed."""
    good: dict[str, Any] = {
        "id": "x-1",
        "partner_id": "acme",
        "ran_at": AT,
        "succeeded": True,
    }
    return TransactionTest(**good | changes)


def issue(**changes: Any) -> IntegrationIssue:
    """Give a good integration issue, changed."""
    good: dict[str, Any] = {
        "id": "i-1",
        "partner_id": "acme",
        "kind": "authentication",
        "found_at": AT,
    }
    return IntegrationIssue(**good | changes)


def check(**changes: Any) -> MonitoringCheck:
    """Give a good look at the monitoring, changed."""
    good: dict[str, Any] = {
        "partner_id": "acme",
        "checked_at": AT,
        "is_running": True,
        "alerts_arrive": True,
    }
    return MonitoringCheck(**good | changes)


def snapshot(**changes: Any) -> Snapshot:
    """Give a good snapshot with one record of every kind, changed."""
    good: dict[str, Any] = {
        "at": AT,
        "partner": partner(),
        "people": [person()],
        "accounts": [account()],
        "tickets": [ticket()],
        "usage": [usage()],
        "answers": [answer(account_id="a-1")],
        "licences": [licence()],
        "sheets": [sheet()],
        "meetings": [meeting()],
        "requests": [request()],
        "evaluations": [evaluation()],
        "contacts": [contact()],
        "tenants": [tenant()],
        "downtimes": [downtime()],
        "orders": [order()],
        "rollbacks": [rollback()],
        "operations": [operation()],
        "maturity": [maturity()],
        "revenue": [revenue()],
    }
    return Snapshot(**good | changes)
