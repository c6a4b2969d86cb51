"""What is known of orders, integrations and launches, by the journeys of partners."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

from partner_success.gates import JourneyState
from partner_success.partners import (
    IntegrationIssue,
    LaunchRollback,
    MonitoringCheck,
    Order,
    TransactionTest,
)
from tools.journey_example.stories import END, Chance, Story

__all__ = [
    "integration_issues",
    "monitoring_checks",
    "orders",
    "rollbacks",
    "transaction_tests",
]

_FAILURES: Final = ("timed out", "currency not mapped", "tenant not found", None)
_TAKEN_BACK: Final = {"haneulbit": (6, "Invoices were sent twice")}
_KINDS: Final = ("mapping", "authentication", "mapping", "timeouts", "notifications")
_UNTRIED: Final = 5
_ORDERS: Final = (5, 12)
_TESTS: Final = (4, 10)

Stories = Mapping[str, Story]
States = Mapping[str, JourneyState]


def orders(stories: Stories, states: States) -> Iterator[Order]:
    """Place orders from the start of Gate 3 on, until Post-Launch or the end."""
    number = 0
    for id_, state in states.items():
        started = state.gates["gate_3"].started_at
        if started is None:
            continue
        ended = state.gates["post_launch"].started_at or END
        chance = stories[id_].chance("orders")
        hours = int((ended - started) / timedelta(hours=1))
        placed = sorted(chance.whole(0, hours - 1) for _ in range(_many(chance)))
        for after in placed:
            number += 1
            at = started + timedelta(hours=after, minutes=chance.whole(0, 59))
            done = at + timedelta(minutes=chance.whole(90, 4200))
            yield Order(
                id=f"O-{number:04}",
                partner_id=id_,
                placed_at=at,
                completed_at=done if done <= END else None,
                repaired=chance.whole(1, 9) == 1,
            )


def _many(chance: Chance) -> int:
    return chance.whole(*_ORDERS)


def transaction_tests(stories: Stories, states: States) -> Iterator[TransactionTest]:
    """Try the integration in Gate 2; later tries fail less often."""
    number = 0
    for id_, state in states.items():
        started = state.gates["gate_2"].started_at
        if started is None:
            continue
        ended = state.gates["gate_3"].started_at or END
        chance = stories[id_].chance("tests")
        count = chance.whole(*_TESTS)
        for place in range(count):
            number += 1
            succeeded = chance.whole(0, count) <= place + count // 2
            why = _FAILURES[chance.whole(0, len(_FAILURES) - 1)]
            yield TransactionTest(
                id=f"X-{number:04}",
                partner_id=id_,
                ran_at=started + (ended - started) * (place + 1) / (count + 1),
                succeeded=succeeded,
                failure=None if succeeded else why,
            )


def rollbacks(stories: Stories, states: States) -> Iterator[LaunchRollback]:
    """Take one launch back."""
    assert states.keys() <= stories.keys()
    for id_, (days, why) in _TAKEN_BACK.items():
        launched = states[id_].launch.launched_on
        assert launched is not None
        yield LaunchRollback(
            partner_id=id_, on=launched + timedelta(days=days), why=why
        )


def integration_issues(stories: Stories, states: States) -> Iterator[IntegrationIssue]:
    """Find issues while a partner becomes ready to order; some stay open."""
    number = 0
    for id_, state in states.items():
        started = state.gates["gate_2"].started_at
        if started is None:
            continue
        chance = stories[id_].chance("issues")
        for _ in range(chance.whole(0, 3)):
            found = started + timedelta(hours=chance.whole(20, 400))
            resolved = found + timedelta(hours=chance.whole(5, 300))
            is_open = chance.whole(1, 3) == 1 and state.stage == "gate_2"
            if found <= END:
                number += 1
                yield IntegrationIssue(
                    id=f"I-{number:03}",
                    partner_id=id_,
                    kind=_KINDS[chance.whole(0, len(_KINDS) - 1)],
                    found_at=found,
                    resolved_at=None if is_open or resolved > END else resolved,
                )


def monitoring_checks(stories: Stories, states: States) -> Iterator[MonitoringCheck]:
    """Look at the monitoring of those whose integration is under way or done."""
    for id_, state in states.items():
        if state.gates["gate_2"].started_at is None:
            continue
        chance = stories[id_].chance("checks")
        tried = chance.whole(1, _UNTRIED) > 1
        yield MonitoringCheck(
            partner_id=id_,
            checked_at=END - timedelta(hours=chance.whole(3, 60)),
            is_running=chance.whole(1, 12) > 1,
            alerts_arrive=chance.whole(1, 9) > 1 if tried else None,
        )
