"""Logs of partners that went the whole way, written without asking what may follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from partner_success.core.collections import FrozenMap
from partner_success.gates import (
    BetaCustomer,
    Closing,
    Failure,
    Journey,
    LaunchOutcome,
    Metric,
    Stage,
)
from partner_success.gates import events as happened
from partner_success.gates.events import JourneyEvent

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
DIGEST = "0" * 64


class Log:
    """Writes events down one behind the other, four hours apart."""

    def __init__(self, partner_id: str) -> None:
        self.partner_id = partner_id
        self.events: list[JourneyEvent] = []

    def add(self, kind: Any, **content: Any) -> None:
        """Write an event down in the next place."""
        place = len(self.events) + 1
        event = kind(
            id=f"{self.partner_id}#{place}",
            partner_id=self.partner_id,
            sequence=place,
            at=START + timedelta(hours=4 * place),
            by="p-1",
            role="PAM",
            **content,
        )
        self.events.append(event)


def whole_way(journey: Journey, partner_id: str, *, most: int) -> list[JourneyEvent]:
    """Give the log of a partner from the first event to its last stage.

    Args:
        journey: The journey.
        partner_id: The partner.
        most: How many events there are; notes on steps fill what is left.
    """
    log = Log(partner_id)
    team = dict.fromkeys(journey.roles.ids, ("p-1",))
    log.add(happened.JourneyStarted, journey_id=journey.id, team=FrozenMap(team))
    for stage in journey.stages:
        hand_off = journey.hand_off_into(stage.id)
        for step in hand_off.steps.ids if hand_off else ():
            log.add(happened.HandOffStepDone, hand_off=hand_off.id, step=step)
        if not stage.is_gate:
            _launch(log)
        log.add(happened.StageStarted, stage=stage.id)
        if stage.is_gate:
            _gate(log, stage)
    spare = most - len(log.events)
    assert spare >= 0, f"the log has {len(log.events)} events"
    for place in range(spare):
        log.add(happened.ItemTicked, stage=stage.id, item=f"note-{place % 3}")
    return log.events


def _gate(log: Log, stage: Stage) -> None:
    for place, phase in enumerate(stage.phases_in_turn):
        if place:
            log.add(happened.PhaseEntered, stage=stage.id, phase=phase)
        for item in stage.phases[phase].items:
            if item.closed_by is Closing.HAND:
                log.add(happened.ItemTicked, stage=stage.id, item=item.id)
    if stage.beta:
        for kind, content in _beta():
            log.add(kind, **content)
    failure = Failure(code="criterion", message="it is not met")
    results: tuple[tuple[str, tuple[Failure, ...]], ...] = (
        ("failed", (failure,)),
        ("met", ()),
    )
    for place, (result, failures) in enumerate(results):
        log.add(
            happened.Submitted,
            stage=stage.id,
            submission_id=f"{stage.id}-{place}",
            digest=DIGEST,
            result=result,
            failures=failures,
        )
        if failures:
            log.add(happened.Reworked, stage=stage.id)
    log.add(happened.SignedOff, stage=stage.id, submission_id=f"{stage.id}-1")


def _beta() -> Iterator[tuple[Any, dict[str, Any]]]:
    customer = BetaCustomer(
        id="c-1", consent=True, expectations="four weeks", success_criteria="orders run"
    )
    metric = Metric(
        id="orders", value=Decimal(99), target=Decimal(98), direction="at least"
    )
    yield happened.BetaCustomersSelected, {"customers": (customer,)}
    yield happened.BetaBegan, {}
    issue = {"severity": "high", "summary": "orders wait"}
    yield happened.BetaIssueFound, {"issue_id": "i-1", **issue}
    yield happened.BetaIssueResolved, {"issue_id": "i-1", "resolution": "a larger pool"}
    yield happened.BetaFeedbackRecorded, {"customer": "c-1", "positive": True}
    yield happened.BetaEvaluationBegan, {}
    yield happened.MetricsRecorded, {"metrics": (metric,)}
    yield happened.BetaSucceeded, {}


def _launch(log: Log) -> None:
    log.add(happened.RollbackPlanRecorded, reference="plan 7")
    log.add(happened.LaunchDecided, outcome=LaunchOutcome.GO)
    log.add(happened.Launched, on=START.date())
