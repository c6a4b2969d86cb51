"""Facts of partners for reports of roles, written by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import attrs

import partner_success as ps
from partner_success.analytics.roles import ReportedPartner
from partner_success.core.collections import FrozenMap
from partner_success.core.instants import Period
from partner_success.core.money import Money
from partner_success.engagement import RecurringRevenue
from partner_success.gates import (
    BetaState,
    GateState,
    JourneyState,
    LaunchState,
    Metric,
)
from partner_success.partners import (
    Account,
    Order,
    Snapshot,
    SurveyAnswer,
    Ticket,
    Usage,
)
from tests.support.partners_on_the_way import partner

MAY = Period(date(2026, 5, 1), date(2026, 5, 31))
"""The month of which the reports of the tests are."""


def on(day: int, month: int = 5, *, hour: int = 12) -> datetime:
    """Give an instant of 2026."""
    return datetime(2026, month, day, hour, tzinfo=UTC)


def gate(started: datetime | None, passed: datetime | None, **more: Any) -> GateState:
    """Give a gate by when it was started and passed."""
    state = "not_started" if started is None else "in_progress"
    return GateState(
        state=state if passed is None else "passed",
        started_at=started,
        ended_at=passed,
        **more,
    )


def journey(
    rules: ps.Rulebook,
    id: str = "acme",
    *,
    started: datetime | None = None,
    passed: datetime | None = None,
    operating: datetime | None = None,
    waiver: Any = None,
    **changes: Any,
) -> JourneyState:
    """Give how a partner stands: in Gate 3 where started, in operation after that.

    Args:
        rules: The rulebook.
        id: The id of the partner.
        started: When Gate 3 was started.
        passed: When it was passed.
        operating: When Post-Launch was started.
        waiver: Why its beta was left out or cut short.
        changes: Anything else of its state.
    """
    begun = rules.journey.start(partner(id=id), at=on(5, 1)).state
    instants = [each for each in (started, passed, operating) if each is not None]
    stage = begun.stage if started is None else "gate_3"
    given: dict[str, Any] = {
        "at": max([begun.at, *instants]),
        "stage": stage if operating is None else "post_launch",
        "gates": FrozenMap(
            {
                **begun.gates,
                "gate_3": gate(started, passed, waiver=waiver),
                "post_launch": gate(operating, None),
            }
        ),
    }
    return attrs.evolve(begun, **given | changes)


def facts(
    rules: ps.Rulebook,
    id: str = "acme",
    *,
    left_on: date | None = None,
    at: datetime | None = None,
    operation: Any = FrozenMap(()),
    revenue: RecurringRevenue | None = None,
    records: Mapping[str, Iterable[Any]] | None = None,
    **stands: Any,
) -> ReportedPartner:
    """Give what is known of a partner.

    Args:
        rules: The rulebook.
        id: The id of the partner.
        left_on: From which day on it is no partner any more.
        at: For which instant the snapshot speaks.
        operation: The components of its operational health.
        revenue: What became of recurring revenue.
        records: The records of its snapshot, such as ``{"tickets": [...]}``.
        stands: How it stands, as `journey` takes it.
    """
    given: dict[str, Any] = {"accounts": [account("a-1", id)], **(records or {})}
    snapshot = Snapshot(
        at=at or on(30, 9), partner=partner(id=id, left_on=left_on), **given
    )
    return ReportedPartner(
        snapshot=snapshot,
        journey=journey(rules, id, **stands),
        operation=operation,
        revenue=revenue,
    )


def account(
    id: str = "a-1",
    partner_id: str = "acme",
    **more: Any,
) -> Account:
    """Give a customer."""
    given: dict[str, Any] = {"name": "Umbrella", "on": date(2026, 5, 1)}
    return Account(id=id, partner_id=partner_id, **given | more)


def order(place: int, placed: datetime, hours: int | None = None, **more: Any) -> Order:
    """Give an order of acme that took so many hours; an open one without."""
    completed = None if hours is None else placed + timedelta(hours=hours)
    given: dict[str, Any] = {"partner_id": "acme", "id": f"o-{place}"}
    return Order(placed_at=placed, completed_at=completed, **given | more)


def ticket(
    place: int,
    opened: datetime,
    hours: int | None = None,
    severity: str = "low",
    partner_id: str = "acme",
) -> Ticket:
    """Give a ticket of a partner that took so many hours; an open one without."""
    return Ticket(
        id=f"t-{place}",
        partner_id=partner_id,
        severity=severity,  # type: ignore[arg-type]
        opened_at=opened,
        resolved_at=None if hours is None else opened + timedelta(hours=hours),
    )


def answer(place: int, day: date, rating: int | None, **more: Any) -> SurveyAnswer:
    """Give a rating of acme."""
    given: dict[str, Any] = {
        "id": f"s-{place}",
        "kind": "csat",
        "partner_id": "acme",
        "question": "overall_satisfaction",
    }
    return SurveyAnswer(answered_on=day, rating=rating, **given | more)


def metric(id: str, value: int, target: int) -> Metric:
    """Give a metric that is good from its target up."""
    return Metric(
        id=id, value=Decimal(value), target=Decimal(target), direction="at least"
    )


def usage(
    account_id: str, day: date, active: int | None, **features: int | None
) -> Usage:
    """Give a reading of use."""
    return Usage(
        account_id=account_id, on=day, active_users=active, feature_users=features
    )


def snapshot(partner_id: str, *readings: Usage) -> Snapshot:
    """Give a partner with the customers of which the readings are."""
    ids = sorted({each.account_id for each in readings})
    return Snapshot(
        at=datetime.combine(MAY.last, time(12), UTC),
        partner=partner(id=partner_id),
        accounts=[account(id_, partner_id) for id_ in ids],
        usage=readings,
    )


def launched(day: date) -> LaunchState:
    """Give a launch that took place."""
    return LaunchState(state="launched", launched_on=day)


def beta(state: str, began: datetime | None = None, **more: Any) -> BetaState:
    """Give a beta."""
    return BetaState(state=state, began_at=began, **more)


def revenue(*amounts: int, currency: str = "USD") -> RecurringRevenue:
    """Give recurring revenue: at the start, churned, contracted, expanded."""
    names = ("at_start", "churned", "contracted", "expanded")
    money = {
        name: Money(each, currency) for name, each in zip(names, amounts, strict=True)
    }
    return RecurringRevenue(**money)
