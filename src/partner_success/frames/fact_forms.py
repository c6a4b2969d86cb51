"""Which tables of facts there are, their columns, and the records they become."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.core.money import Money
from partner_success.core.quantities import as_decimal
from partner_success.errors import InvalidDataError, InvalidValueError, Problem
from partner_success.frames.forms import (
    TableForm,
    Values,
    accounts_form,
    declared_columns,
)
from partner_success.frames.proofs import Proof
from partner_success.partners import (
    Contact,
    Downtime,
    IntegrationIssue,
    LaunchRollback,
    LicenceCount,
    MonitoringCheck,
    Order,
    ReadinessSheet,
    RevenueReading,
    Severity,
    SurveyAnswer,
    SurveyKind,
    Tenant,
    Ticket,
    TransactionTest,
    Usage,
)
from partner_success.rulebook import Rulebook

__all__ = ["FEATURES", "NESTED_SHEETS", "forms"]


def forms(rules: Rulebook) -> Catalogue[TableForm]:
    """Give every kind of table; the columns of accounts depend on the rulebook."""
    return Catalogue([accounts_form(rules.health), *_FORMS], kind="kind of table")


def _maker(kind: Callable[..., object]) -> Callable[[Values], object]:
    def make(values: Values) -> object:
        return kind(**values)

    return make


def _sheet(values: Values) -> ReadinessSheet:
    given = {name: each for name, each in values.items() if name != "leads"}
    leads = values.get("leads", {})
    known = {seat: name for seat, name in leads.items() if name is not None}
    return ReadinessSheet(**given, leads=known)


def _revenue(values: Values) -> RevenueReading:
    try:
        amount = Money(as_decimal(values["amount"]), values["currency"])
    except InvalidValueError as error:
        problem = Problem(
            path="currency",
            code="no-currency",
            message=str(error),
            given=values["currency"],
            expected="three capital letters, such as USD",
        )
        raise InvalidDataError("revenue", [problem]) from error
    return RevenueReading(
        account_id=values["account_id"], on=values["on"], amount=amount
    )


NESTED_SHEETS: Final = TableForm(
    id="readiness",
    columns=declared_columns(
        {"id": "id", "partner_id": "id", "on": "day", "ratings": "ratings"},
        {"leads": "leads"},
    ),
    identity=("id",),
    build=_sheet,
)
"""Readiness sheets of JSON, each with its ratings inside."""

FEATURES: Final = TableForm(
    id="features",
    columns=declared_columns(
        {"account_id": "id", "on": "day", "feature": "id"}, {"users": "whole"}
    ),
    identity=("account_id", "on", "feature"),
    build=dict,
    scored=False,
)
"""How many people used each feature, a row each, which belongs to a reading of use."""

_FORMS: Final = (
    TableForm(
        id="survey_answers",
        columns=declared_columns(
            {
                "id": "id",
                "kind": "choice",
                "partner_id": "id",
                "question": "id",
                "answered_on": "day",
            },
            {
                "account_id": "id",
                "project_id": "id",
                "rating": "whole",
                "text": "text",
                "project_completed_on": "day",
                "successful": "truth",
            },
            kind=tuple(map(str, SurveyKind)),
        ),
        identity=("id",),
        build=_maker(SurveyAnswer),
        proof=Proof(
            record=SurveyAnswer,
            members=FrozenMap({"kind": SurveyKind}),
            filled=("text",),
        ),
    ),
    TableForm(
        id="licences",
        columns=declared_columns(
            {"account_id": "id", "licence_type": "id", "on": "day"},
            {"licensed": "whole", "active": "whole", "assigned": "whole"},
        ),
        identity=("account_id", "licence_type", "on"),
        build=_maker(LicenceCount),
        proof=Proof(record=LicenceCount),
    ),
    TableForm(
        id="readiness",
        columns=declared_columns(
            {"sheet_id": "id", "partner_id": "id", "on": "day", "element": "id"},
            {"rating": "whole"},
        ),
        identity=("sheet_id", "element"),
        build=dict,
    ),
    TableForm(
        id="usage",
        columns=declared_columns(
            {"account_id": "id", "on": "day"},
            {"active_users": "whole", "minutes": "number", "sessions": "whole"},
        ),
        identity=("account_id", "on"),
        build=_maker(Usage),
        proof=Proof(record=Usage, from_zero=("minutes",)),
        scored=False,
    ),
    FEATURES,
    TableForm(
        id="tickets",
        columns=declared_columns(
            {"id": "id", "severity": "choice", "opened_at": "instant"},
            {
                "account_id": "id",
                "partner_id": "id",
                "first_responded_at": "instant",
                "resolved_at": "instant",
                "is_incident": "truth",
            },
            severity=tuple(map(str, Severity)),
        ),
        identity=("id",),
        build=_maker(Ticket),
        proof=Proof(
            record=Ticket,
            members=FrozenMap({"severity": Severity}),
            ordered=(
                ("opened_at", "first_responded_at"),
                ("opened_at", "resolved_at"),
            ),
            any_of=("account_id", "partner_id"),
        ),
        scored=False,
    ),
    TableForm(
        id="revenue",
        columns=declared_columns(
            {"account_id": "id", "on": "day", "amount": "number", "currency": "id"},
            {},
        ),
        identity=("account_id", "on", "currency"),
        build=_revenue,
        scored=False,
    ),
    TableForm(
        id="contacts",
        columns=declared_columns(
            {"account_id": "id", "name": "text"}, {"email": "text", "role": "text"}
        ),
        identity=("account_id", "name"),
        build=_maker(Contact),
        scored=False,
    ),
    TableForm(
        id="tenants",
        columns=declared_columns(
            {"id": "id", "account_id": "id", "name": "text"}, {"data_centre": "text"}
        ),
        identity=("id",),
        build=_maker(Tenant),
        scored=False,
    ),
    TableForm(
        id="downtimes",
        columns=declared_columns(
            {"tenant_id": "id", "month": "day"},
            {"planned_minutes": "number", "unplanned_minutes": "number"},
        ),
        identity=("tenant_id", "month"),
        build=_maker(Downtime),
        scored=False,
    ),
    TableForm(
        id="orders",
        columns=declared_columns(
            {"id": "id", "partner_id": "id", "placed_at": "instant"},
            {"completed_at": "instant", "repaired": "truth", "account_id": "id"},
        ),
        identity=("id",),
        build=_maker(Order),
        proof=Proof(record=Order, ordered=(("placed_at", "completed_at"),)),
        scored=False,
    ),
    TableForm(
        id="rollbacks",
        columns=declared_columns({"partner_id": "id", "on": "day"}, {"why": "text"}),
        identity=("partner_id", "on"),
        build=_maker(LaunchRollback),
        scored=False,
    ),
    TableForm(
        id="transaction_tests",
        columns=declared_columns(
            {
                "id": "id",
                "partner_id": "id",
                "ran_at": "instant",
                "succeeded": "truth",
            },
            {"failure": "text"},
        ),
        identity=("id",),
        build=_maker(TransactionTest),
        scored=False,
    ),
    TableForm(
        id="integration_issues",
        columns=declared_columns(
            {"id": "id", "partner_id": "id", "kind": "id", "found_at": "instant"},
            {"resolved_at": "instant", "summary": "text"},
        ),
        identity=("id",),
        build=_maker(IntegrationIssue),
        scored=False,
    ),
    TableForm(
        id="monitoring_checks",
        columns=declared_columns(
            {"partner_id": "id", "checked_at": "instant", "is_running": "truth"},
            {"alerts_arrive": "truth"},
        ),
        identity=("partner_id", "checked_at"),
        build=_maker(MonitoringCheck),
        scored=False,
    ),
)
