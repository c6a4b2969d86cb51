"""Where a programme stands, what blocks it, and who must act."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import attrs

from partner_success.core.arguments import require
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import microseconds
from partner_success.programme.acting import SeatDuty, duties
from partner_success.programme.availability import AvailabilityCheck, availability_of
from partner_success.programme.deliverable_check import (
    DeliverablesCheck,
    check_deliverables,
)
from partner_success.programme.goal_judging import GoalsCheck, judge_goals
from partner_success.programme.pilot import OpenCriterion, PilotProgramme
from partner_success.programme.pilot.calendar_months import months_later
from partner_success.programme.stages import STAGES, PilotStage
from partner_success.programme.standings import (
    PilotPartnerStanding,
    StageProgress,
    StageStanding,
    stage_of,
    stage_standings,
)
from partner_success.programme.team import TeamCheck, check_team

__all__ = ["ProgrammeStatus", "programme_status"]


@attrs.frozen(kw_only=True)
class ProgrammeStatus(Explained):
    """Where a programme stands, what blocks it, and who must act.

    Attributes:
        programme: The programme.
        at: When it is looked at.
        blocking: What keeps it in its stage: every open criterion up to the stage, with
            everything that is missing. Empty of one that has ended.
        ahead: What is open in the stages after it. Empty of one that has ended.

    Rule: PRG-02, PRG-06, PRG-07.
    """

    programme: PilotProgramme
    at: datetime = attrs.field(eq=microseconds)
    blocking: tuple[OpenCriterion, ...]
    ahead: tuple[OpenCriterion, ...]

    @property
    def on(self) -> date:
        """The day of the instant, by its own clock."""
        return self.at.date()

    @property
    def stage(self) -> PilotStage | None:
        """The stage that it is in, or was stopped in; ``None`` once it is available."""
        return self.programme.policy.stages.get(stage_of(self.programme))

    @property
    def next_stage(self) -> str | None:
        """The name of what comes next; ``None`` of a programme that has ended."""
        if self.stage is None or self.programme.has_ended:
            return None
        names = [each.name for each in self.programme.policy.stages]
        following = names[names.index(self.stage.name) + 1 :]
        return following[0] if following else "general availability"

    @property
    def since(self) -> datetime:
        """When it entered its stage, became available, or was stopped."""
        return self.programme.state.since

    @property
    def days(self) -> int:
        """How many days ago that is, by the clock of the instant: 0 on the same day."""
        return (self.on - self.since.astimezone(self.at.tzinfo).date()).days

    @property
    def stages(self) -> tuple[StageStanding, ...]:
        """How far it is with each stage, in order."""
        return stage_standings(self.programme, (*self.blocking, *self.ahead))

    @property
    def must_act(self) -> tuple[SeatDuty, ...]:
        """Whose turn it is, in the order of the seats, and what each owes."""
        policy, state = self.programme.policy, self.programme.state
        return duties(policy, state.seats, self.blocking)

    @property
    def partners(self) -> tuple[PilotPartnerStanding, ...]:
        """How far each partner of the pilot is, in the order in which they came."""
        partners = self.programme.state.partners
        return tuple(
            PilotPartnerStanding(id=id_, partner=each) for id_, each in partners.items()
        )

    @property
    def goals(self) -> GoalsCheck:
        """How far its goals are reached, by the values by which they were judged."""
        state = self.programme.state
        values = {name: each.value for name, each in state.judged.items()}
        return judge_goals(
            self.programme.policy, state.goals.values(), values, on=self.on
        )

    @property
    def deliverables(self) -> DeliverablesCheck:
        """How far its deliverables are."""
        state = self.programme.state
        return check_deliverables(self.programme.policy, state.deliverables)

    @property
    def team(self) -> TeamCheck:
        """Who sits where in its team."""
        return check_team(self.programme.policy, self.programme.state.seats)

    @property
    def availability(self) -> AvailabilityCheck:
        """What general availability still lacks."""
        return availability_of(self.programme.policy, self.programme.state, on=self.on)

    @property
    def share_by(self) -> date | None:
        """The day by which metrics are due next; ``None`` unless the pilot runs."""
        state = self.programme.state
        if state.run_from is None or self.programme.has_ended:
            return None
        return months_later(
            max((state.run_from, *state.shared_on)), state.sharing_months
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What blocks nothing, and is worth knowing."""
        return tuple(self._notes())

    @property
    def headline(self) -> str:
        """Where it stands, in one line."""
        id_, state = self.programme.id, self.programme.state
        since = f"{self.since:%Y-%m-%d}"
        if state.stopped is not None:
            stage = self.programme.policy.stages[state.stopped.stage].name
            return f"{id_} was stopped in {stage} on {since}: {state.stopped.why}"
        if self.stage is None:
            return f"{id_} is generally available since {since}"
        days = f"{self.days} day{'' if self.days == 1 else 's'}"
        blocks = f"{len(self.blocking)} criteria" if self.blocking else "nothing"
        if len(self.blocking) == 1:
            blocks = "1 criterion"
        return (
            f"{id_} is in {self.stage.name} since {since}, for {days};"
            f" {blocks} in the way of {self.next_stage}"
        )

    def explain(self) -> Explanation:
        """Tell what is in the way, who must act, and what is worth knowing."""
        return Explanation(
            title=self.headline,
            columns=("stage", "criterion", "missing", "who"),
            rows=tuple(
                (
                    each.stage.name,
                    each.criterion.name,
                    "; ".join(map(str, each.reasons)),
                    ", ".join(map(self.who, each.acts)),
                )
                for each in self.blocking
            ),
            remarks=self.notes,
            provenance=self.programme.policy.provenance,
        )

    def who(self, seat: str) -> str:
        """Name a seat with the person on it, or tell that it is vacant.

        Raises:
            UnknownNameError: There is no such seat.
        """
        name = self.programme.policy.seats[seat].name
        person = self.programme.state.seats.get(seat)
        return f"{name} ({'vacant' if person is None else person})"

    def _notes(self) -> Iterator[str]:
        yield from self.team.notes
        if self.programme.has_ended:
            return
        if vacant := [seat.name for seat in self.team.vacant]:
            yield f"vacant seats: {'; '.join(vacant)}"
        if self.next_stage is not None and not self.blocking:
            yield f"nothing blocks: it can go on to {self.next_stage}"
        if self.share_by is not None:
            late = " (that day is over)" if self.share_by < self.on else ""
            yield f"metrics are to be shared by {self.share_by}{late}"
        if self.ahead:
            ahead = [
                each for each in self.stages if each.progress is StageProgress.AHEAD
            ]
            counts = ", ".join(f"{each.stage.name} {each.open}" for each in ahead)
            yield f"open in later stages: {counts}"


def programme_status(programme: PilotProgramme, *, at: datetime) -> ProgrammeStatus:
    """Tell where a programme stands, what blocks it, and who must act.

    Args:
        programme: The programme; what it was earlier, `PilotProgramme.as_of` gives.
        at: When it is looked at, with its zone; not before its newest event.

    Raises:
        InvalidUseError: It is no programme.
        InvalidValueError: The instant has no zone, or lies before the newest event.

    Examples:
        >>> from datetime import UTC
        >>> import partner_success as ps
        >>> policy, now = ps.standard().programme, datetime(2026, 5, 4, 9, tzinfo=UTC)
        >>> pilot = PilotProgramme.begin(policy, "emea", at=now, by="ada")
        >>> status = programme_status(pilot, at=now)
        >>> print(status)  # doctest: +NORMALIZE_WHITESPACE
        emea is in Discovery since 2026-05-04, for 0 days;
        3 criteria in the way of Design
        >>> [duty.seat.id for duty in status.must_act][:2]
        ['customer_success_manager', 'channel_manager']

    Rule: PRG-02, PRG-06, PRG-07.
    """
    require(programme, PilotProgramme)
    blocking = programme.blocking(at=at)
    every = programme.open_criteria(at=at, through=STAGES[-1])
    here = {each.criterion.id for each in blocking}
    ahead = [each for each in every if each.criterion.id not in here]
    return ProgrammeStatus(
        programme=programme,
        at=at,
        blocking=blocking,
        ahead=() if programme.has_ended else tuple(ahead),
    )
