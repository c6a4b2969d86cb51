"""What a command meets: the journey, how the partner stands, and when it is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import attrs

from partner_success.access.validity import Validity
from partner_success.gates.definition import JourneyTerms, Stage
from partner_success.gates.state import GateState, JourneyState
from partner_success.machines.table import MachineTable

if TYPE_CHECKING:
    from partner_success.access import Actor, Delegation

__all__ = ["Situation"]


@attrs.frozen(kw_only=True)
class Situation:
    """What a command meets.

    Attributes:
        journey: The journey that the partner is on.
        state: How the partner stands.
        at: When it is, with its zone.
    """

    journey: JourneyTerms
    state: JourneyState
    at: datetime

    def stage(self, id_: str | None = None) -> Stage:
        """Give a stage; left out, the one that the partner is in.

        Raises:
            UnknownNameError: There is no such stage.
        """
        return self.journey.stages[self.state.stage if id_ is None else id_]

    def gate(self, stage: str) -> GateState:
        """Give how a stage stands."""
        return self.state.gates[stage]

    def table(self, stage: str) -> MachineTable:
        """Give the table by which a stage is walked."""
        return self.journey.tables[stage]

    def holds(self, actor: Actor, role: str) -> bool:
        """Tell whether somebody holds a role and is assigned in it."""
        return role in actor.roles and actor.id in self.state.team.get(role, ())

    def delegation(self, actor: Actor, role: str) -> Delegation | None:
        """Give what makes somebody the deputy of who is assigned in a role.

        Rule: JRN-06.
        """
        assigned = self.state.team.get(role, ())
        for each in actor.delegations:
            names = each.deputy.id == actor.id and each.lead.id in assigned
            here = each.partner_id in (None, self.state.partner_id)
            in_force = each.state(self.at) is Validity.IN_FORCE
            if names and here and in_force and each.role == role:
                return each
        return None

    def acting_role(self, actor: Actor, stage: str | None) -> str | None:
        """Give the role in which somebody acts: the stage's lead first.

        A role in which they are assigned goes before one that they only hold.
        """
        lead = () if stage is None else (self.journey.stages[stage].lead,)
        known = (*lead, *self.journey.roles.ids)
        assigned = [role for role in known if self.holds(actor, role)]
        held = [role for role in known if role in actor.roles]
        return next(iter((*assigned, *held)), None)
