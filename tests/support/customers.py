"""A lifecycle and customers on it, for tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

import partner_success as ps
from partner_success.engagement import (
    AdvanceStage,
    CustomerLifecycle,
    LifecycleCommand,
    RecordChurn,
    RecordRenewal,
    TickMilestone,
)

AT = datetime(2026, 5, 4, 9, tzinfo=UTC)
DAY = date(2026, 5, 4)

WAYS: dict[str, tuple[LifecycleCommand, ...]] = {
    "land": (),
    "onboard": (AdvanceStage(by="ada"),),
    "adopt": (AdvanceStage(by="ada"),) * 2,
    "expand": (AdvanceStage(by="ada"),) * 3,
    "renew": (AdvanceStage(by="ada"),) * 4,
    "churned": (AdvanceStage(by="ada"), RecordChurn(by="ada", reason="price")),
}
"""What brings a customer from Land into each state."""

WHOLE_WAY: tuple[LifecycleCommand, ...] = (
    AdvanceStage(by="ada"),
    TickMilestone(by="ada", milestone="team_assigned"),
    *(AdvanceStage(by="ada"),) * 3,
    RecordRenewal(by="ada", why="three more years"),
    AdvanceStage(by="ada", to="renew"),
    RecordChurn(by="ada", reason="price"),
)
"""A way through every stage, over two terms, and out."""


def begun(rules: ps.Rulebook | None = None) -> CustomerLifecycle:
    """Give a customer who has just been taken up."""
    lifecycle = (rules or ps.standard()).lifecycle
    return lifecycle.begin("globex", at=AT, by="ada")


def taken(
    customer: CustomerLifecycle, commands: Iterable[LifecycleCommand]
) -> CustomerLifecycle:
    """Give a customer after commands, none of which may be refused."""
    for command in commands:
        step = customer.apply(command, at=AT)
        assert not step.refused, step.explain()
        customer = step.lifecycle
    return customer
