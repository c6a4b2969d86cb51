"""How far the deliverables of a programme are."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from partner_success.core.arguments import require
from partner_success.core.collections import FrozenMap
from partner_success.core.decision import Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.partners.faults import Faults
from partner_success.programme.counted import Counted
from partner_success.programme.deliverables import Deliverable, DeliverableState
from partner_success.programme.given import entries_of, stranger
from partner_success.programme.policy import ProgrammePolicy

__all__ = ["DeliverablesCheck", "check_deliverables"]


@attrs.frozen(kw_only=True)
class DeliverablesCheck(Explained):
    """How far each deliverable is, and which cannot be given to partners yet.

    Attributes:
        policy: The deliverables that there are, and how far each can be.
        states: How far each is, by its id.

    Rule: PRG-04.
    """

    policy: ProgrammePolicy
    states: FrozenMap[str, DeliverableState]

    @property
    def not_ready(self) -> tuple[Deliverable, ...]:
        """The deliverables that partners cannot be given yet, in order."""
        return tuple(
            each
            for each in self.policy.deliverables
            if not self.states[each.id].is_ready
        )

    @property
    def ready(self) -> Counted:
        """How many of all are ready."""
        every = len(self.policy.deliverables)
        return Counted(count=every - len(self.not_ready), of=every)

    @property
    def by_state(self) -> FrozenMap[str, int]:
        """How many are how far, by id of the state."""
        ids = [state.id for state in self.states.values()]
        return FrozenMap(
            {id_: ids.count(id_) for id_ in self.policy.deliverable_states.ids}
        )

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why not all are ready: one for each that is not."""
        return tuple(
            Reason(
                code="deliverable-not-ready",
                message=f"{each.name} is {self.states[each.id].name}",
                rules=("PRG-04",),
                citations=each.citations,
                facts={"deliverable": each.id, "state": self.states[each.id].id},
            )
            for each in self.not_ready
        )

    def explain(self) -> Explanation:
        """Tell how far each is, and what a partner would find in it."""
        return Explanation(
            title=f"Deliverables: {self.ready} ready",
            columns=("deliverable", "state", "tells"),
            rows=tuple(
                (each.name, self.states[each.id].name, "; ".join(each.tells))
                for each in self.policy.deliverables
            ),
            provenance=self.policy.provenance,
        )


def check_deliverables(
    policy: ProgrammePolicy, states: Mapping[str, str]
) -> DeliverablesCheck:
    """Tell how far the deliverables of a programme are.

    Args:
        policy: The deliverables that there are, and how far each can be.
        states: How far each is: the id of a state, by id of the deliverable. One that
            is left out is in the first state.

    Raises:
        InvalidUseError: The policy is none.
        InvalidDataError: With every fault: a deliverable or a state that the policy
            does not have.

    Examples:
        >>> import partner_success as ps
        >>> states = {"portal_page": "ready", "success_plays": "in_draft"}
        >>> found = check_deliverables(ps.standard().programme, states)
        >>> str(found.ready), found.states["success_plays"].name
        ('1 of 6', 'in draft')

    Rule: PRG-04.
    """
    require(policy, ProgrammePolicy)
    faults = Faults("deliverables")
    known = policy.deliverable_states
    first = next(iter(known))
    told: dict[str, DeliverableState] = {}
    for path, name, state in entries_of(faults, "states", states, policy.deliverables):
        if state in known.ids:
            told[name] = known[state]
        elif isinstance(state, str):
            stranger(faults, path, known.kind, state, known.ids)
        else:
            faults.wrong_type(path, state, "the id of a state as text")
    faults.report()
    return DeliverablesCheck(
        policy=policy,
        states=FrozenMap(
            {id_: told.get(id_, first) for id_ in policy.deliverables.ids}
        ),
    )
