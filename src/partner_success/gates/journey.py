"""The journey of a programme, and the partners who set out on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import cast

import attrs

from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.errors import InvalidModelError, InvalidUseError
from partner_success.gates.definition import JourneyTerms
from partner_success.gates.definition.checking import journey_problems
from partner_success.gates.definition.faults import in_line
from partner_success.gates.events import JourneyEvent, JourneyStarted
from partner_success.gates.folding import fold
from partner_success.gates.log import unknown_events
from partner_success.gates.machines.tables import machine_table
from partner_success.gates.partner_journey import PartnerJourney
from partner_success.gates.state import JourneyState
from partner_success.gates.tiers import judge_tier
from partner_success.partners import Partner, Role

__all__ = ["Journey"]


@attrs.frozen(kw_only=True)
class Journey(JourneyTerms):
    """The journey of a programme: its stages, and all that lies between them.

    Attributes:
        id: The name for programs.
        name: The name for people.
        roles: The roles that work on partners.
        stages: The stages, put in the order in which they follow each other.
        hand_offs: How leads hand over between them.
        tiers: How a tier follows the money; ``None`` where there are no tiers.
        launch_risk: When a launch is at risk.
        forecast: How a launch date is forecast; ``None`` where none is.
        questionnaires: The questionnaires of the stages; a rulebook gives its own.
        citations: Where it comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: With every fault: stages in a circle or never reached, roles
            that are not there, ids that could be confused, plans that nobody can keep,
            items that nothing closes.

    Rule: JRN-01, JRN-25.
    """

    def __attrs_post_init__(self) -> None:
        if problems := journey_problems(self):
            raise InvalidModelError(f"the journey {self.id!r}", problems)
        # An overlay adds stages and phases at the end, wherever they come in the line.
        stages = (
            attrs.evolve(stage, phases=in_line(stage.phases)) for stage in self.stages
        )
        line = in_line(Catalogue(stages, kind=self.stages.kind))
        object.__setattr__(self, "stages", line)

    def start(
        self,
        partner: Partner,
        *,
        at: datetime,
        by: str | None = None,
        team: Mapping[str, Iterable[str]] | None = None,
    ) -> PartnerJourney:
        """Let a partner set out; it then stands before the first stage.

        Args:
            partner: The partner, whose team, money and days are taken over.
            at: When, with its zone.
            by: The id of who starts it; left out, of the partner's first PAM.
            team: By role the ids of who is assigned, where the journey has other roles
                than a partner's record; left out, the partner's team.

        Raises:
            InvalidUseError: It is no partner.
            InvalidValueError: The instant has no zone.
            UnknownNameError: The journey has no such role.

        Rule: JRN-09, JRN-11.
        """
        if not isinstance(cast(object, partner), Partner):
            raise InvalidUseError(
                f"a partner starts a journey, found {type(partner).__name__}; give the"
                " partner's record"
            )
        people = self._team(partner) if team is None else self._known_team(team)
        event = JourneyStarted(
            id=f"{partner.id}#1",
            partner_id=partner.id,
            sequence=1,
            at=at,
            by=by or partner.in_role(Role.PAM)[0].person_id,
            role=str(Role.PAM) if by is None else None,
            journey_id=self.id,
            team=FrozenMap((role, ids) for role, ids in people.items() if ids),
            tier=self._tier(partner),
            onboarding_start=partner.onboarding_start,
            target_launch=partner.target_launch,
        )
        return self.replay([event])

    def _team(self, partner: Partner) -> dict[str, tuple[str, ...]]:
        return {
            role: tuple(each.person_id for each in partner.team if each.role == role)
            for role in self.roles.ids
        }

    def _known_team(
        self, team: Mapping[str, Iterable[str]]
    ) -> dict[str, tuple[str, ...]]:
        return {self.roles[role].id: tuple(people) for role, people in team.items()}

    def _tier(self, partner: Partner) -> int | None:
        contract = partner.contract
        if self.tiers is None or contract is None:
            return None
        value, potential = contract.committed_value, contract.launch_revenue_potential
        return judge_tier(self.tiers, value, potential).tier

    def replay(self, events: Iterable[JourneyEvent]) -> PartnerJourney:
        """Give where a partner stands after a whole log.

        An event that stands in it twice counts once.

        Raises:
            InvalidUseError: The log is of another journey, or an event in it cannot
                follow.

        Rule: JRN-09.
        """
        log = tuple(unknown_events((), events, version=0, partner_id=None))
        return PartnerJourney(journey=self, state=fold(self, None, log), events=log)

    def restore(self, state: JourneyState) -> PartnerJourney:
        """Take a stored state up again; what happened before it is not known.

        Raises:
            InvalidUseError: It is of another journey.
            UnknownNameError: It has a stage or a state that the journey lacks.

        Rule: JRN-09.
        """
        if state.journey_id != self.id:
            raise InvalidUseError(
                f"the state is of the journey {state.journey_id!r}, and this is"
                f" {self.id!r}; load the journey with which it was stored"
            )
        self._require_known(state)
        return PartnerJourney(journey=self, state=state)

    def _require_known(self, state: JourneyState) -> None:
        """Refuse stages and states of machines that the journey does not have."""
        self.stages[state.stage]
        for stage, gate in state.gates.items():
            self.tables[self.stages[stage].id].require_state(gate.state)
        for name, hand_off in state.hand_offs.items():
            self.hand_offs[name]
            machine_table("hand_off").require_state(hand_off.state)
        machine_table("journey").require_state(state.state)
        machine_table("beta").require_state(state.beta.state)
        machine_table("launch").require_state(state.launch.state)
