"""What a review finds on the way of a partner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from partner_success.core.quantities import decimal_text
from partner_success.engagement.playbooks.choosing import choose_playbooks
from partner_success.gates import GateStatus
from partner_success.review.asked import Asked
from partner_success.review.findings import Finding, Urgency
from partner_success.review.making import Maker
from partner_success.review.stage import StageReview

__all__ = ["stage_findings"]

_BLOCKER: Final = "blocker"


def stage_findings(
    found: StageReview | None, make: Maker, asked: Asked
) -> Iterator[Finding]:
    """Tell what is late, in the way or at risk on the way of a partner."""
    if found is None:
        message = "no journey is known, so nobody can say what is in its way"
        yield make("journey-unknown", Urgency.UNKNOWN, message)
        return
    yield from _gate(found, make)
    yield from _late(found, make)
    yield from _way(found, make)
    yield from _launch(found, make)
    yield from _metrics(found, make, asked)


def _gate(found: StageReview, make: Maker) -> Iterator[Finding]:
    gate, stage = found.journey.state.gate, found.stage
    if gate.status is GateStatus.BLOCKED:
        message = f"{stage.name} is blocked: {'; '.join(gate.blockers)}"
        yield make.stage("gate-blocked", Urgency.NOW, stage, message)
    elif gate.status is GateStatus.FAILED:
        message = f"{stage.name} failed, and has to be reworked"
        yield make.stage("gate-failed", Urgency.SOON, stage, message)


def _late(found: StageReview, make: Maker) -> Iterator[Finding]:
    standing, stage = found.standing, found.stage
    if standing.punctuality == "late":
        days = "1 day" if standing.days == 1 else f"{standing.days} days"
        message = f"{stage.name} is {days} behind its plan"
        yield make.stage(
            "stage-late",
            Urgency.SOON,
            stage,
            message,
            since=standing.planned_last,
            gravity=standing.days,
        )


def _way(found: StageReview, make: Maker) -> Iterator[Finding]:
    path = found.path
    if path is None:
        return
    target = found.journey.journey.stages[path.target]
    left = [each for each in path.obstacles if each.reason.code != _BLOCKER]
    if path.is_clear:
        message = f"{target.name} can be started; nothing is in the way"
        yield make.stage("stage-can-start", Urgency.SOON, target, message)
    elif left:
        more = f", and {len(left) - 1} more" if len(left) > 1 else ""
        message = f"before {target.name}: {left[0].reason.message}{more}"
        roles = tuple(dict.fromkeys(role for each in left for role in each.roles))
        yield make.stage(
            "stage-waits",
            Urgency.WATCH,
            target,
            message,
            roles=roles,
            gravity=len(left),
        )


def _launch(found: StageReview, make: Maker) -> Iterator[Finding]:
    state, risk = found.journey.state, found.risk
    if state.is_launched:
        return
    if risk.buffer is None:
        message = "no day is set for its launch, so nobody can say whether it is late"
        yield make.stage("launch-unknown", Urgency.UNKNOWN, found.stage, message)
        return
    # Rounded down, so that what is printed never reaches a threshold by itself.
    buffer = decimal_text(*risk.buffer.as_integer_ratio())
    message = f"the launch on {risk.target} has a buffer of {buffer} days"
    code, urgency = {
        "high": ("launch-at-risk", Urgency.NOW),
        "medium": ("launch-tight", Urgency.WATCH),
    }.get(risk.level or "", (None, Urgency.WATCH))
    if code is not None:
        yield make.stage(code, urgency, found.stage, message, gravity=-risk.buffer)


def _metrics(found: StageReview, make: Maker, asked: Asked) -> Iterator[Finding]:
    missed = [each for each in found.journey.state.metrics if not each.is_met]
    choice = choose_playbooks(
        asked.rules.playbooks,
        asked.rules.triggers,
        missed_metrics=[each.id for each in missed],
    )
    playbooks = [each.playbook for each in choice.chosen]
    for each in missed:
        message = (
            f"{each.id} is {each.value} {each.unit}".rstrip()
            + f", and has to be {each.direction} {each.target}"
        )
        yield make(
            "metric-missed",
            Urgency.SOON,
            message,
            kind="metric",
            subject=each.id,
            roles=tuple(dict.fromkeys(each.role for each in playbooks)),
            playbooks=choice.chosen.ids,
        )
