"""Partners who stand anywhere on a journey, without the way that led there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.gates import GateState, Journey, JourneyState
from partner_success.partners import Partner, TeamAssignment

START = date(2026, 1, 5)

Days = tuple[date, date | None]
"""The day on which a stage was started, and that on which it was passed."""


def morning(day: date) -> datetime:
    """An instant of a day."""
    return datetime.combine(day, time(9), UTC)


def gate(started: date, passed: date | None) -> GateState:
    """A stage that is in progress, or was passed."""
    return GateState(
        state="in_progress" if passed is None else "passed",
        started_at=morning(started),
        ended_at=None if passed is None else morning(passed),
    )


def standing_at(
    journey: Journey,
    stage: str,
    days: Mapping[str, Days] | None = None,
    *,
    partner_id: str = "acme",
    start: date | None = START,
    target: date | None = None,
    **changes: Any,
) -> JourneyState:
    """A partner in a stage, with the days of the stages that it has been in."""
    team = [TeamAssignment(role="PAM", person_id="ines")]
    partner = Partner(id=partner_id, name=partner_id.title(), team=team)
    state = journey.start(partner, at=morning(START)).state
    gates = {name: gate(*each) for name, each in (days or {}).items()}
    return attrs.evolve(
        state,
        stage=stage,
        gates=FrozenMap(dict(state.gates) | gates),
        onboarding_start=start,
        target_launch=target,
        **changes,
    )
