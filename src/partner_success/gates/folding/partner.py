"""What events do to the partner, its team and its hand-offs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.gates.definition import JourneyTerms
from partner_success.gates.events import (
    HandOffStepDone,
    JourneyStarted,
    OwnerReassigned,
    TargetLaunchSet,
    TierSet,
)
from partner_success.gates.folding.draft import Draft
from partner_success.gates.state import (
    BetaState,
    GateState,
    HandOffState,
    JourneyState,
    LaunchState,
    SupportState,
    Tick,
    TierState,
)

__all__ = ["PARTNER_FOLDS", "opened"]


def opened(journey: JourneyTerms, event: JourneyStarted) -> JourneyState:
    """Give the state of a partner that has just set out."""
    return JourneyState(
        partner_id=event.partner_id,
        journey_id=event.journey_id,
        version=event.sequence,
        at=event.at,
        state="created",
        stage=journey.stages.ids[0],
        gates=FrozenMap((stage, GateState()) for stage in journey.stages.ids),
        team=event.team,
        tier=TierState(computed=event.tier),
        onboarding_start=event.onboarding_start,
        target_launch=event.target_launch,
        metrics=(),
        beta=BetaState(),
        launch=LaunchState(),
        support=SupportState(),
        hand_offs=FrozenMap((name, HandOffState()) for name in journey.hand_offs.ids),
    )


def _step_done(draft: Draft, event: HandOffStepDone) -> None:
    terms = draft.journey.hand_offs[event.hand_off]
    part = draft.part("hand_offs", event.hand_off)
    part["done"][event.step] = Tick(by=event.by, at=event.at)
    known = dict.fromkeys((*part["documents"], *event.documents))
    part["documents"] = tuple(known)
    finished = all(step in part["done"] for step in terms.steps.ids)
    draft.move("hand_offs", "finish" if finished else "do_step", event.hand_off)


def _owner_reassigned(draft: Draft, event: OwnerReassigned) -> None:
    team = dict(draft.get("team"))
    team[event.assigned_role] = event.people
    draft.set("team", FrozenMap(team))


def _tier_set(draft: Draft, event: TierSet) -> None:
    tier = attrs.evolve(
        draft.get("tier"), chosen=event.tier, reason=event.why, by=event.by
    )
    draft.set("tier", tier)


def _target_set(draft: Draft, event: TargetLaunchSet) -> None:
    draft.set("target_launch", event.day)


PARTNER_FOLDS: Final[dict[type[Any], Callable[[Draft, Any], None]]] = {
    HandOffStepDone: _step_done,
    OwnerReassigned: _owner_reassigned,
    TierSet: _tier_set,
    TargetLaunchSet: _target_set,
}
"""What each event does."""
