"""Where the partners of a file stand, each with what it waits for first."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from partner_success.cli.gate_logs import Logs
from partner_success.display.journeys import PartnerStanding
from partner_success.gates import (
    PartnerJourney,
    launch_risk,
    measured_averages,
    standing,
)

__all__ = ["averages_of", "standing_of", "waits_for"]


def averages_of(logs: Logs) -> Mapping[str, Fraction]:
    """Give the mean days that the partners of a file took for each stage."""
    states = (each.state for each in logs.partners.values())
    return measured_averages(logs.journey, states)


def standing_of(
    logs: Logs, partner: PartnerJourney, averages: Mapping[str, Fraction]
) -> PartnerStanding:
    """Give where one of them stands on the day of the file."""
    journey, state = logs.journey, partner.state
    return PartnerStanding(
        partner=partner,
        standing=standing(journey, state, logs.on),
        risk=launch_risk(journey, state, logs.on, averages),
        waits_for=waits_for(partner),
    )


def waits_for(partner: PartnerJourney) -> str | None:
    """Give what stands first between a partner and the next stage.

    ``None`` where it waits for nothing: the next stage can be started, or it is in the
    last one.
    """
    state, journey = partner.state, partner.journey
    here = journey.stages[state.stage]
    following = here if state.gate.started_at is None else journey.following(here.id)
    obstacles = () if following is None else partner.why_not(following.id).obstacles
    return next(map(str, obstacles), None)
