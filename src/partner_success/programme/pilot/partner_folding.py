"""What the events of the pilot partners and of the run with them change."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import Any, Final

import attrs

from partner_success.programme.pilot.folds import Fold, lacks, put
from partner_success.programme.pilot.partner_events import (
    CaseStudyAnswered,
    CaseStudyAsked,
    MetricsShared,
    PartnerChosen,
    PartnerOnboarded,
    PartnerSigned,
    PartnerSurveyed,
    PartnerTrained,
    PartnerWithdrawn,
    SharingAgreed,
)
from partner_success.programme.pilot.situation import known
from partner_success.programme.pilot.state import PilotPartner, ProgrammeState
from partner_success.programme.policy import ProgrammePolicy

__all__ = ["PARTNER_FOLDS"]


def _chosen(
    policy: ProgrammePolicy, state: ProgrammeState, event: PartnerChosen
) -> ProgrammeState:
    for name in event.meets:
        policy.pilot.selection[name]
    if event.partner in state.taking_part:
        raise lacks(event, f"chooses {event.partner!r}, who takes part")
    partner = PilotPartner(chosen_for=event.meets)
    return put(state, "partners", event.partner, partner)


def _changed(change: Callable[[Any], dict[str, object]]) -> Fold:
    """Give what changes a partner that takes part."""

    def folded(
        _policy: ProgrammePolicy, state: ProgrammeState, event: Any
    ) -> ProgrammeState:
        partner: PilotPartner = known(state.partners, "pilot partner", event.partner)
        if not partner.takes_part:
            raise lacks(event, f"is of {event.partner!r}, who withdrew")
        fields: Any = change(event)
        return put(state, "partners", event.partner, attrs.evolve(partner, **fields))

    return folded


def _agreed(
    _policy: ProgrammePolicy, state: ProgrammeState, event: SharingAgreed
) -> ProgrammeState:
    return attrs.evolve(state, sharing_months=event.months)


def _shared(
    _policy: ProgrammePolicy, state: ProgrammeState, event: MetricsShared
) -> ProgrammeState:
    # They are in order already, so that a long log need not be sorted at every step.
    days = state.shared_on
    before, after = bisect_left(days, event.on), bisect_right(days, event.on)
    return attrs.evolve(state, shared_on=(*days[:before], event.on, *days[after:]))


PARTNER_FOLDS: Final[dict[type[Any], Callable[..., ProgrammeState]]] = {
    PartnerChosen: _chosen,
    PartnerSigned: _changed(lambda event: {"signed_on": event.on}),
    PartnerOnboarded: _changed(lambda event: {"onboarded_on": event.on}),
    PartnerTrained: _changed(lambda event: {"trained_on": event.on}),
    PartnerSurveyed: _changed(lambda event: {"surveyed_on": event.on}),
    CaseStudyAsked: _changed(lambda _: {"case_study": "asked"}),
    CaseStudyAnswered: _changed(
        lambda event: {"case_study": "agreed" if event.willing else "declined"}
    ),
    PartnerWithdrawn: _changed(lambda event: {"withdrawn": event.why}),
    SharingAgreed: _agreed,
    MetricsShared: _shared,
}
"""By the class of an event what it changes."""
