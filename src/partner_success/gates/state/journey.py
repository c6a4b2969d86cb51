"""How a partner stands on its journey."""

from __future__ import annotations

from datetime import date, datetime

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.core.instants import microseconds
from partner_success.gates.state.beta import BetaState, Metric
from partner_success.gates.state.gate import GateState, Tick
from partner_success.gates.state.launch import LaunchState, SupportState

__all__ = ["HandOffState", "JourneyState", "TierState"]


@attrs.frozen(kw_only=True)
class HandOffState:
    """How a hand-off stands.

    Attributes:
        state: The state of its machine: ``"not_started"``, ``"under_way"`` or
            ``"complete"``.
        done: The steps that were done, by id.
        documents: The ids of what was handed over in writing, in order.

    Rule: JRN-20.
    """

    state: str = "not_started"
    done: FrozenMap[str, Tick] = EMPTY_MAP
    documents: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class TierState:
    """The tier of a partner.

    Attributes:
        computed: What follows from the money; ``None`` where nothing is known of it.
        chosen: What was set by hand; ``None`` where nothing was.
        reason: Why it was set by hand.
        by: The id of who set it.

    Rule: JRN-11.
    """

    computed: int | None = None
    chosen: int | None = None
    reason: str = ""
    by: str | None = None

    @property
    def tier(self) -> int | None:
        """The tier that counts."""
        return self.computed if self.chosen is None else self.chosen


@attrs.frozen(kw_only=True)
class JourneyState:
    """How a partner stands on its journey.

    Attributes:
        partner_id: The partner.
        journey_id: The journey.
        version: How many events led here.
        at: When the newest of them happened.
        state: The state of the journey's machine: ``"created"``, ``"onboarding"``,
            ``"launched"`` or ``"in_operation"``.
        stage: The stage that it is in.
        gates: How each stage stands, by id.
        team: By role the ids of who is assigned.
        tier: Its tier.
        onboarding_start: The day from which its weeks count; ``None`` before there is
            one.
        target_launch: The day on which it is to launch; ``None`` without one.
        metrics: The newest operational metrics.
        beta: How its beta stands.
        launch: How its launch stands.
        support: Whether its support team is ready.
        hand_offs: How each hand-off stands, by id.

    Rule: JRN-09.
    """

    partner_id: str
    journey_id: str
    version: int
    at: datetime = attrs.field(eq=microseconds)
    state: str
    stage: str
    gates: FrozenMap[str, GateState]
    team: FrozenMap[str, tuple[str, ...]]
    tier: TierState
    onboarding_start: date | None
    target_launch: date | None
    metrics: tuple[Metric, ...]
    beta: BetaState
    launch: LaunchState
    support: SupportState
    hand_offs: FrozenMap[str, HandOffState]

    @property
    def gate(self) -> GateState:
        """How the stage that it is in stands."""
        return self.gates[self.stage]

    @property
    def is_launched(self) -> bool:
        """Whether it was launched."""
        return self.launch.launched_on is not None
