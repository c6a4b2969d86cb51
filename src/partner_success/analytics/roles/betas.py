"""How betas stand, and how they ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Literal, TypeAlias

import attrs

from partner_success.analytics.roles.figures import share_of
from partner_success.analytics.roles.scope import Scope
from partner_success.core.collections import FrozenMap
from partner_success.engagement.kpis.ratio import Ratio
from partner_success.gates.machines.tables import machine_table
from partner_success.gates.state import JourneyState

__all__ = [
    "BetaEnd",
    "BetaFigures",
    "beta_counts",
    "beta_end",
    "beta_ends",
    "beta_figures",
    "beta_states",
]

BetaEnd: TypeAlias = Literal["succeeded", "failed", "waived"]
"""How a beta ended."""


@attrs.frozen(kw_only=True)
class BetaFigures:
    """How betas ended.

    Attributes:
        success: Betas that succeeded, of those that ended.
        waived: How many were left out or cut short, which counts apart.

    Rule: ANL-03.
    """

    success: Ratio
    waived: int


def beta_states(scope: Scope) -> Counter[str]:
    """Count the partners in the stage by the state of their beta."""
    return Counter(str(each.journey.beta.state) for each in scope.here())


def beta_counts(states: Mapping[str, int]) -> FrozenMap[str, int]:
    """Give every state that betas can have; they add up.

    Args:
        states: How many betas are in which state.
    """
    return FrozenMap(
        (state, states.get(state, 0)) for state in machine_table("beta").states
    )


def beta_end(state: JourneyState, stage: str) -> tuple[datetime, BetaEnd] | None:
    """Tell when and how a beta ended; None where it has not.

    It is waived when that was decided, however far. It has succeeded when it showed
    what it had to show. It has failed when it began, and its gate was passed by an
    override or the launch was called off before it succeeded. One that is extended goes
    on.

    Args:
        state: How the partner stands.
        stage: The stage that has the beta.

    Rule: ANL-03.
    """
    gate, beta, launch = state.gates[stage], state.beta, state.launch
    if gate.waiver is not None:
        return gate.waiver.at, "waived"
    if beta.ended_at is not None:
        return beta.ended_at, "succeeded"
    if beta.began_at is None:
        return None
    if gate.ended_at is not None:
        return gate.ended_at, "failed"
    if launch.state == "no_go":
        return launch.decisions[-1].at, "failed"
    return None


def beta_ends(scope: Scope) -> Counter[str]:
    """Count how the betas of the period ended, wherever the partner is now."""
    ends: Counter[str] = Counter()
    for facts in scope.facts:
        found = beta_end(facts.journey, scope.stage.id)
        if found is not None and scope.period.contains(scope.day(found[0])):
            ends[found[1]] += 1
    return ends


def beta_figures(ends: Mapping[str, int]) -> BetaFigures:
    """Tell how betas ended.

    Args:
        ends: How many ended in which way.
    """
    waived, succeeded = ends.get("waived", 0), ends.get("succeeded", 0)
    return BetaFigures(
        success=share_of(
            "beta success rate",
            succeeded,
            "betas succeeded",
            sum(ends.values()) - waived,
            "betas ended",
        ),
        waived=waived,
    )
