"""What general availability of a programme still lacks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Final

import attrs

from partner_success.core.arguments import require
from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.core.decision import Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import require_date
from partner_success.partners.faults import Faults
from partner_success.programme.availability_facts import AvailabilityFacts
from partner_success.programme.counted import Counted
from partner_success.programme.given import entries_of
from partner_success.programme.pilot import OpenCriterion, ProgrammeState, Tick
from partner_success.programme.pilot.criteria import open_criteria
from partner_success.programme.policy import ProgrammePolicy
from partner_success.programme.stages import STAGES, CriterionCheck, ExitCriterion

__all__ = ["AvailabilityCheck", "availability_of", "check_availability"]

_LAST: Final = STAGES[-1]
_TOLD: Final[tuple[CriterionCheck, ...]] = (
    "ticked",
    "sessions_recorded",
    "goals_by_quarter",
)
"""What `AvailabilityFacts` can tell; everything else takes the log of a programme."""


@attrs.frozen(kw_only=True)
class AvailabilityCheck(Explained):
    """What general availability has, and what it still lacks.

    Attributes:
        policy: What it needs: the exit criteria of the last stage.
        on: The day of which it is asked.
        open: What it lacks, in order, each with everything that is missing.
        shown_by: What shows that a criterion is met which somebody ticked, by its id.

    Rule: PRG-07.
    """

    policy: ProgrammePolicy
    on: date
    open: tuple[OpenCriterion, ...]
    shown_by: FrozenMap[str, str]

    @property
    def needs(self) -> Catalogue[ExitCriterion]:
        """Everything that general availability needs, in order."""
        return self.policy.stages[_LAST].criteria

    @property
    def met(self) -> Counted:
        """How much of it there is."""
        every = len(self.needs)
        return Counted(count=every - len(self.open), of=every)

    @property
    def complete(self) -> bool:
        """Whether nothing is lacking."""
        return not self.open

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Everything that is missing, criterion by criterion."""
        return tuple(reason for each in self.open for reason in each.reasons)

    def explain(self) -> Explanation:
        """Tell for each thing that is needed whether it is there, or what it lacks."""
        lacking = {each.criterion.id: each for each in self.open}
        return Explanation(
            title=f"General availability on {self.on}: {self.met} in place",
            columns=("needed", "state", "missing or shown by"),
            rows=tuple(
                (need.name, "open", "; ".join(map(str, lacking[need.id].reasons)))
                if need.id in lacking
                else (need.name, "met", self.shown_by.get(need.id, ""))
                for need in self.needs
            ),
            provenance=self.policy.provenance,
        )


def check_availability(
    policy: ProgrammePolicy, facts: AvailabilityFacts, *, on: date
) -> AvailabilityCheck:
    """Tell what general availability still lacks, from a record of what there is.

    Of the quarters, as many in a row as the policy says need a goal: from the one that
    the day lies in where it has one, and else from the next.

    Args:
        policy: What it needs: the exit criteria of its last stage.
        facts: What there is. A criterion of another kind than these is not told by it,
            and stays open.
        on: The day. A session of a later day was not recorded yet.

    Raises:
        InvalidUseError: The policy or the facts are of another type.
        InvalidValueError: `on` is no day.
        InvalidDataError: Something is settled that is no such criterion.

    Examples:
        >>> import partner_success as ps
        >>> facts = AvailabilityFacts(settled={"qualification_set": "guide, page 4"})
        >>> found = check_availability(
        ...     ps.standard().programme, facts, on=date(2027, 1, 4)
        ... )
        >>> str(found.met), found.open[0].criterion.name
        ('1 of 6', 'Onboarding has a plan and a journey')

    Rule: PRG-07.
    """
    require(policy, ProgrammePolicy)
    require(facts, AvailabilityFacts)
    require_date(on, "on")
    criteria = policy.stages[_LAST].criteria
    ticks = [each for each in criteria if each.check == "ticked"]
    known = Catalogue(ticks, kind="criterion that is settled by evidence")
    faults = Faults("what there is of a programme")
    settled = {
        name: evidence
        for _, name, evidence in entries_of(faults, "settled", facts.settled, known)
    }
    faults.report()
    found = availability_of(policy, _as_state(policy, facts, settled, on), on=on)
    untold = [each for each in criteria if each.check not in _TOLD]
    return attrs.evolve(found, open=_with(found, untold))


def availability_of(
    policy: ProgrammePolicy, state: ProgrammeState, *, on: date
) -> AvailabilityCheck:
    """Tell the same of a programme by how it stands.

    Rule: PRG-07.
    """
    found = open_criteria(policy, state, on=on, through=_LAST)
    return AvailabilityCheck(
        policy=policy,
        on=on,
        open=tuple(each for each in found if each.stage.id == _LAST),
        shown_by=FrozenMap(
            {
                each.id: state.ticked[each.id].evidence
                for each in policy.stages[_LAST].criteria
                if each.id in state.ticked
            }
        ),
    )


def _as_state(
    policy: ProgrammePolicy, facts: AvailabilityFacts, settled: dict[str, str], on: date
) -> ProgrammeState:
    """Give a programme of which nothing but the facts is known."""
    # What is asked depends on the day alone, so any instant of it will do.
    at = datetime.combine(on, time(), tzinfo=UTC)
    first = policy.deliverable_states.ids[0]
    return ProgrammeState(
        programme_id="facts",
        policy_id=policy.id,
        version=0,
        at=at,
        stage=_LAST,
        since=at,
        deliverables=FrozenMap(dict.fromkeys(policy.deliverables.ids, first)),
        ticked=FrozenMap(
            {
                name: Tick(evidence=evidence, by="facts", at=at)
                for name, evidence in settled.items()
            }
        ),
        sharing_months=policy.pilot.sharing_months,
        regions=facts.regions,
        sessions=tuple(each for each in facts.sessions if each.on <= on),
        quarter_goals=facts.quarter_goals,
    )


def _with(
    found: AvailabilityCheck, untold: list[ExitCriterion]
) -> tuple[OpenCriterion, ...]:
    """Give what is open, those among it of which the facts tell nothing."""
    stage = found.policy.stages[_LAST]
    opened = {each.criterion.id: each for each in found.open}
    for criterion in untold:
        message = "what there is does not tell it; it takes the log of the programme"
        opened[criterion.id] = OpenCriterion(
            stage=stage,
            criterion=criterion,
            reasons=(Reason(code="not-told", message=message, rules=("PRG-07",)),),
            acts=criterion.acts,
        )
    return tuple(opened[id_] for id_ in stage.criteria.ids if id_ in opened)
