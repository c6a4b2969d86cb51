"""A programme on its way: how it stands, what happened, and what is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

import attrs

from partner_success.core.arguments import require
from partner_success.core.instants import microseconds, require_aware
from partner_success.errors import InvalidValueError
from partner_success.machines import (
    Answer,
    conflict,
    count_as_of,
    new_events,
    require_version,
    require_whole_log,
)
from partner_success.partners.faults import Faults
from partner_success.programme.pilot.events import PilotEvent, ProgrammeBegun
from partner_success.programme.pilot.folding import fold, require_event
from partner_success.programme.pilot.reasons import RULES
from partner_success.programme.pilot.restoring import require_restorable
from partner_success.programme.pilot.situation import Situation
from partner_success.programme.pilot.state import ProgrammeState
from partner_success.programme.pilot.tables import AVAILABLE, pilot_table
from partner_success.programme.policy import ProgrammePolicy

if TYPE_CHECKING:
    from partner_success.programme.pilot.commanded import PilotCommanded
    from partner_success.programme.pilot.reasons import OpenCriterion

__all__ = ["PilotProgramme", "PilotStep"]


@attrs.frozen(kw_only=True)
class PilotProgramme:
    """A programme on its way; it never changes, each step gives the next one.

    Attributes:
        policy: The policy by which it goes.
        state: How it stands.
        events: What happened, in order, as far as it is known: from the beginning where
            the log was replayed, from the snapshot on where it was restored.

    Examples:
        >>> from datetime import UTC
        >>> import partner_success as ps
        >>> from partner_success.programme.pilot import AdvancePilot
        >>> now = datetime(2026, 5, 4, 9, tzinfo=UTC)
        >>> policy = ps.standard().programme
        >>> pilot = PilotProgramme.begin(policy, "partners-emea", at=now, by="ada")
        >>> step = pilot.apply(AdvancePilot(by="ada"), at=now)
        >>> step.refused, len(step.reasons), len(pilot.blocking(at=now))
        (True, 7, 3)

    Rule: PRG-02.
    """

    policy: ProgrammePolicy = attrs.field(repr=False)
    state: ProgrammeState
    events: tuple[PilotEvent, ...] = attrs.field(default=(), repr=False)

    @classmethod
    def begin(
        cls, policy: ProgrammePolicy, programme_id: str, *, at: datetime, by: str
    ) -> PilotProgramme:
        """Begin a programme, in Discovery.

        Args:
            policy: The policy by which it goes.
            programme_id: The id of the programme.
            at: When, with its zone.
            by: The id of who begins it.

        Raises:
            InvalidUseError: The policy is none.
            InvalidDataError: An id is blank or no text.
            InvalidValueError: The instant has no zone.

        Rule: PRG-02.
        """
        require(policy, ProgrammePolicy)
        faults = Faults("a programme")
        faults.id("programme_id", programme_id)
        faults.id("by", by)
        faults.report()
        begun = ProgrammeBegun(
            id=f"{programme_id}#1",
            programme_id=programme_id,
            sequence=1,
            at=at,
            by=by,
            policy_id=policy.id,
        )
        return cls.replay(policy, [begun])

    @classmethod
    def replay(
        cls, policy: ProgrammePolicy, events: Iterable[PilotEvent]
    ) -> PilotProgramme:
        """Give where a programme stands after a whole log.

        An event that stands in it twice counts once.

        Raises:
            InvalidUseError: The policy is none, the log is of another one, or an event
                in it cannot follow.
            UnknownNameError: An event names what the policy or the programme lacks.

        Rule: PRG-02.
        """
        require(policy, ProgrammePolicy)
        log = tuple(new_events((), map(require_event, events), version=0))
        return cls(policy=policy, state=fold(policy, None, log), events=log)

    @classmethod
    def restore(cls, policy: ProgrammePolicy, state: ProgrammeState) -> PilotProgramme:
        """Take a stored state up again; what happened before it is not known.

        Raises:
            InvalidUseError: The policy or the state is none, or the state is of another
                policy or says both that the programme was stopped and that it was not.
            UnknownNameError: It names what the policy lacks.

        Rule: PRG-02.
        """
        require(policy, ProgrammePolicy)
        require(state, ProgrammeState)
        return cls(policy=policy, state=require_restorable(policy, state))

    @property
    def id(self) -> str:
        """The id of the programme."""
        return self.state.programme_id

    @property
    def version(self) -> int:
        """How many events led here."""
        return self.state.version

    @property
    def stage(self) -> str:
        """The id of its stage; ``"available"`` or ``"stopped"`` at the end."""
        return self.state.stage

    @property
    def has_ended(self) -> bool:
        """Whether it is generally available or was stopped, so that nothing follows."""
        return self.state.stage in pilot_table().final

    def apply(
        self,
        command: PilotCommanded,
        *,
        at: datetime,
        expected_version: int | None = None,
    ) -> PilotStep:
        """Do something, or say everything that stands against it.

        Args:
            command: What somebody wants to do.
            at: When, with its zone; not before the newest event. Days are those of its
                own clock.
            expected_version: The version that the caller saw. Where something came
                between, the command is refused and that is named; left out, nothing is
                compared.

        Raises:
            InvalidUseError: It is no command of a programme.
            InvalidValueError: The instant has no zone, or the version is no whole
                number from 0 up.
            UnknownNameError: It names what the policy or the programme does not have.

        Rule: PRG-02, PRG-06.
        """
        # Most who load a programme only fold its log, and the commands are many.
        from partner_success.programme.pilot.deciding import against, event_of

        situation = Situation(
            policy=self.policy, state=self.state, at=require_aware(at, "at")
        )
        reasons = (
            *conflict(self.version, self.events, expected_version, rules=RULES),
            *against(situation, command),
        )
        if reasons:
            return PilotStep(programme=self, reasons=reasons)
        events = (event_of(situation, command),)
        return PilotStep(programme=self.followed_by(events), events=events)

    def open_criteria(
        self, *, at: datetime, through: str | None = None
    ) -> tuple[OpenCriterion, ...]:
        """Give the exit criteria that are open, from Discovery on, in order.

        Args:
            at: When it is asked, with its zone; not before the newest event.
            through: The id of the last stage whose criteria are asked for, such as
                ``"rollout"`` for the whole way; left out, the present stage. Of a
                programme that ended it is the stage in which it did.

        Raises:
            InvalidValueError: The instant has no zone, or lies before the newest event.
            UnknownNameError: There is no such stage.

        Rule: PRG-02, PRG-06, PRG-07.
        """
        from partner_success.programme.pilot.criteria import open_criteria

        on = self._day(at)
        last = self._last_stage if through is None else through
        return tuple(open_criteria(self.policy, self.state, on=on, through=last))

    def blocking(self, *, at: datetime) -> tuple[OpenCriterion, ...]:
        """Give what keeps the programme in its stage; nothing does once it ended.

        Every open criterion of the stage does, and of those before it.

        Args:
            at: When it is asked, with its zone; not before the newest event.

        Raises:
            InvalidValueError: The instant has no zone, or lies before the newest event.

        Rule: PRG-02, PRG-06, PRG-07.
        """
        found = self.open_criteria(at=at)
        return () if self.has_ended else found

    @property
    def _last_stage(self) -> str:
        if self.state.stopped is not None:
            return self.state.stopped.stage
        at_the_end = self.state.stage == AVAILABLE
        return self.policy.stages.ids[-1] if at_the_end else self.state.stage

    def _day(self, at: datetime) -> date:
        newest = self.state.at
        if microseconds(require_aware(at, "at")) < microseconds(newest):
            raise InvalidValueError(
                f"at is {at.isoformat(sep=' ')}, before the newest event at"
                f" {newest.astimezone(at.tzinfo).isoformat(sep=' ')}; ask the programme"
                " as it was, with as_of(at)"
            )
        return at.date()

    def followed_by(self, events: Iterable[PilotEvent]) -> PilotProgramme:
        """Take in events that did happen; one that is known already changes nothing.

        Raises:
            InvalidUseError: An event cannot follow, or differs from the one that is
                known in its place.
            UnknownNameError: An event names what the policy or the programme lacks.

        Rule: PRG-02.
        """
        fresh = new_events(
            self.events,
            map(require_event, events),
            version=self.version,
            belongs=lambda event: event.programme_id == self.id,
        )
        if not fresh:
            return self
        state = fold(self.policy, self.state, fresh)
        return attrs.evolve(self, state=state, events=(*self.events, *fresh))

    def snapshot(self) -> ProgrammeState:
        """Give how the programme stands, to be stored and taken up by `restore`.

        It is what replaying the log gives.

        Rule: PRG-02.
        """
        return self.state

    def at_version(self, version: int) -> PilotProgramme:
        """Give the programme as it was after so many events.

        Args:
            version: From 1, when it had just begun, to the present version.

        Raises:
            InvalidValueError: There is no such version yet, or never was.
            InvalidUseError: What happened before the state that it was restored from is
                not known.

        Rule: PRG-02.
        """
        require_version(version, self.version, least=1)
        return PilotProgramme.replay(self.policy, self._whole_log()[:version])

    def as_of(self, at: datetime) -> PilotProgramme:
        """Give the programme as it was at an instant, that one included.

        Raises:
            InvalidValueError: The instant has no zone, or lies before the programme.
            InvalidUseError: What happened before the state that it was restored from is
                not known.

        Rule: PRG-02.
        """
        return self.at_version(count_as_of(self._whole_log(), at, "programme"))

    def _whole_log(self) -> tuple[PilotEvent, ...]:
        return require_whole_log(self.events, self.version, "programme")


@attrs.frozen(kw_only=True)
class PilotStep(Answer[PilotEvent]):
    """What came of a command, with what every `Answer` has: events and reasons.

    Attributes:
        programme: The programme now; the same where it was refused.

    Rule: PRG-02.
    """

    programme: PilotProgramme
