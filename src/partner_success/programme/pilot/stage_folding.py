"""What the events of the stages and of the rollout change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import attrs

from partner_success.programme.pilot.events import (
    PilotReturned,
    PilotStageEntered,
    PilotStopped,
    ProgrammeMadeAvailable,
    QuarterGoalDropped,
    QuarterGoalSet,
    RegionsSet,
    SessionRecorded,
)
from partner_success.programme.pilot.folds import lacks, put, taken
from partner_success.programme.pilot.state import (
    EnablementSession,
    PilotStop,
    ProgrammeState,
)
from partner_success.programme.pilot.tables import (
    ADVANCE,
    AVAILABLE,
    STOP,
    back_to,
    pilot_table,
)
from partner_success.programme.policy import ProgrammePolicy

__all__ = ["STAGE_FOLDS"]

_DELIVER: Final = "deliver"
"""The stage with which the pilot begins to run."""


def _regions(
    _policy: ProgrammePolicy, state: ProgrammeState, event: RegionsSet
) -> ProgrammeState:
    return attrs.evolve(state, regions=event.regions)


def _session(
    _policy: ProgrammePolicy, state: ProgrammeState, event: SessionRecorded
) -> ProgrammeState:
    if event.region not in state.regions:
        raise lacks(event, f"is of the region {event.region!r}, which is not set")
    session = EnablementSession(region=event.region, on=event.on, where=event.where)
    return attrs.evolve(state, sessions=(*state.sessions, session))


def _quarter(
    _policy: ProgrammePolicy, state: ProgrammeState, event: QuarterGoalSet
) -> ProgrammeState:
    return put(state, "quarter_goals", event.quarter, event.partners)


def _quarter_dropped(
    _policy: ProgrammePolicy, state: ProgrammeState, event: QuarterGoalDropped
) -> ProgrammeState:
    if event.quarter not in state.quarter_goals:
        raise lacks(event, f"is of the quarter from {event.quarter}, without a goal")
    return taken(state, "quarter_goals", event.quarter)


def _entered(
    policy: ProgrammePolicy, state: ProgrammeState, event: PilotStageEntered
) -> ProgrammeState:
    stage = policy.stages[event.stage].id
    if stage != pilot_table().after(state.stage, ADVANCE):
        raise lacks(event, f"enters {stage!r}, which does not follow {state.stage!r}")
    run_from = state.run_from
    if run_from is None and stage == _DELIVER:
        run_from = event.at.date()
    return attrs.evolve(state, stage=stage, since=event.at, run_from=run_from)


def _available(
    _policy: ProgrammePolicy, state: ProgrammeState, event: ProgrammeMadeAvailable
) -> ProgrammeState:
    if pilot_table().after(state.stage, ADVANCE) != AVAILABLE:
        raise lacks(event, f"follows on {state.stage!r}, and not on the last stage")
    return attrs.evolve(state, stage=AVAILABLE, since=event.at)


def _returned(
    policy: ProgrammePolicy, state: ProgrammeState, event: PilotReturned
) -> ProgrammeState:
    stage = policy.stages[event.stage].id
    if back_to(stage) not in pilot_table().moves[state.stage]:
        raise lacks(event, f"returns to {stage!r}, which is not before {state.stage!r}")
    return attrs.evolve(state, stage=stage, since=event.at)


def _stopped(
    _policy: ProgrammePolicy, state: ProgrammeState, event: PilotStopped
) -> ProgrammeState:
    stop = PilotStop(why=event.why, stage=state.stage, by=event.by, at=event.at)
    stage = pilot_table().after(state.stage, STOP)
    return attrs.evolve(state, stage=stage, since=event.at, stopped=stop)


STAGE_FOLDS: Final[dict[type[Any], Callable[..., ProgrammeState]]] = {
    RegionsSet: _regions,
    SessionRecorded: _session,
    QuarterGoalSet: _quarter,
    QuarterGoalDropped: _quarter_dropped,
    PilotStageEntered: _entered,
    ProgrammeMadeAvailable: _available,
    PilotReturned: _returned,
    PilotStopped: _stopped,
}
"""By the class of an event what it changes."""
