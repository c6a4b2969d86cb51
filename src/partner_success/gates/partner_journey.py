"""A partner on its journey: how it stands, what happened, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import attrs

from partner_success.core.instants import require_aware
from partner_success.errors import InvalidUseError
from partner_success.gates.deciding.rule import Recorder
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.deciding.turns import enter_complete_phases
from partner_success.gates.definition import JourneyTerms
from partner_success.gates.events import JourneyEvent
from partner_success.gates.folding import fold
from partner_success.gates.log import unknown_events
from partner_success.gates.path import path_to
from partner_success.gates.state import JourneyState
from partner_success.gates.timeline import timeline
from partner_success.machines import (
    Answer,
    conflict,
    count_as_of,
    require_version,
    require_whole_log,
    too_early,
)

if TYPE_CHECKING:
    from partner_success.access import AccessDecision, AccessPolicy, Actor, Resource
    from partner_success.core.decision import Reason
    from partner_success.gates.commands import Commanded
    from partner_success.gates.deciding.rule import CommandRule
    from partner_success.gates.next_actions import NextAction
    from partner_success.gates.partner_view import PartnerStageView
    from partner_success.gates.path import Path
    from partner_success.gates.timeline import Timeline

__all__ = ["PartnerJourney", "Step"]

_RULES: Final = ("JRN-09",)


@attrs.frozen(kw_only=True)
class PartnerJourney:
    """A partner on its journey; it never changes, each step gives the next one.

    Attributes:
        journey: The journey.
        state: How the partner stands.
        events: What happened, in order, as far as it is known: from the beginning where
            the log was replayed, from the snapshot on where it was restored.

    Rule: JRN-09.
    """

    journey: JourneyTerms = attrs.field(repr=False)
    state: JourneyState
    events: tuple[JourneyEvent, ...] = attrs.field(default=(), repr=False)

    @property
    def version(self) -> int:
        """How many events led here."""
        return self.state.version

    @property
    def stage(self) -> str:
        """The id of the stage that the partner is in."""
        return self.state.stage

    def apply(
        self, command: Commanded, *, at: datetime, expected_version: int | None = None
    ) -> Step:
        """Do something, or say everything that stands against it.

        Args:
            command: What somebody wants to do.
            at: When, with its zone; not before the newest event.
            expected_version: The version that the caller saw. Where something came
                between, the command is refused and that is named; left out, nothing is
                compared.

        Raises:
            InvalidUseError: It is no command.
            InvalidValueError: The instant has no zone, or the version is no whole
                number from 0 up.
            UnknownNameError: It names a stage, item, role or hand-off that the journey
                does not have.

        Rule: JRN-09.
        """
        rule = _rule(command)
        situation = self._situation(require_aware(at, "at"))
        subject = command.subject(self.state.stage)
        reasons = (
            *conflict(self.version, self.events, expected_version, rules=_RULES),
            *_too_early(situation),
            *rule.standing(situation, subject, command.by),
            *rule.content(situation, command),
        )
        if reasons:
            return Step(journey=self, reasons=reasons)
        recorder = Recorder(
            situation, command, situation.acting_role(command.by, subject.stage)
        )
        rule.record(situation, command, recorder)
        enter_complete_phases(recorder)
        events = tuple(recorder.written)
        return Step(journey=self.followed_by(events), events=events)

    def followed_by(self, events: Iterable[JourneyEvent]) -> PartnerJourney:
        """Take in events that did happen; one that is known already changes nothing.

        Raises:
            InvalidUseError: An event cannot follow, or differs from the one that is
                known in its place.

        Rule: JRN-09.
        """
        fresh = unknown_events(
            self.events,
            events,
            version=self.version,
            partner_id=self.state.partner_id,
        )
        if not fresh:
            return self
        state = fold(self.journey, self.state, fresh)
        return attrs.evolve(self, state=state, events=(*self.events, *fresh))

    def timeline(self, *, on: date) -> Timeline:
        """Put what happened beside the plan.

        Args:
            on: The day that counts as today.

        Raises:
            InvalidValueError: It is no day, or the plan runs out of the calendar.

        Rule: JRN-22.
        """
        start = self.state.onboarding_start
        return timeline(self.journey, start, state=self.state, on=on)

    def why_not(self, target: str) -> Path:
        """Give everything between the partner and a stage, in the order it comes.

        Nothing lies between where the stage can be started now, or was.

        Args:
            target: The id of the stage.

        Raises:
            UnknownNameError: There is no such stage.

        Rule: JRN-04.
        """
        return path_to(self._situation(self.state.at), target)

    def next_actions(
        self, actor: Actor, policy: AccessPolicy, *, at: datetime
    ) -> tuple[NextAction, ...]:
        """Give everything that somebody can do now, by the journey and by access.

        A command for each of them is accepted if it says what it has to. There is
        nothing to do at an instant before the newest event.

        Args:
            actor: Who asks, with every role they hold and what names them as deputy.
            policy: Who may do what.
            at: When, with its zone.

        Raises:
            InvalidValueError: The instant has no zone.
            UnknownNameError: The policy does not know the stage, a role or an action.

        Rule: JRN-09.
        """
        from partner_success.gates.next_actions import actions_now

        situation = self._situation(require_aware(at, "at"))
        if any(_too_early(situation)):
            return ()
        return tuple(actions_now(situation, actor, policy))

    def access_to(
        self, command: Commanded, policy: AccessPolicy, *, at: datetime
    ) -> AccessDecision:
        """Give whether who gives a command may do so, as access looks at it.

        `apply` holds to the journey and not to access, so ask this before it. It is the
        decision on which `next_actions` rests, with the reason that the command gives.

        Args:
            command: What somebody wants to do.
            policy: Who may do what.
            at: When, with its zone.

        Raises:
            InvalidUseError: It is no command.
            InvalidValueError: The instant has no zone.
            UnknownNameError: The policy does not know the stage, a role or the action.

        Rule: JRN-09.
        """
        from partner_success.gates.next_actions import access_to

        _rule(command)
        return access_to(self._situation(require_aware(at, "at")), command, policy)

    def resource_for(self, actor: Actor) -> Resource:
        """Give the partner to be asked of access, as far as this person is concerned.

        A journey knows people by id and access by address, so only those are on its
        team whose address the actor brings along: their own, and those of the leads
        whose deputy they are. Its gates are ``resource.gate("gate_1", status=...)``.

        Rule: JRN-09.
        """
        from partner_success.gates.next_actions import resource_for

        return resource_for(self._situation(self.state.at), actor)

    def partner_view(self, *, on: date) -> PartnerStageView:
        """Give what the partner is shown of the stage that it is in.

        Args:
            on: The day of the look at it.

        Raises:
            InvalidValueError: It is no day.

        Rule: JRN-27.
        """
        from partner_success.gates.partner_view import partner_stage_view

        return partner_stage_view(self._situation(self.state.at), on)

    def _situation(self, at: datetime) -> Situation:
        return Situation(journey=self.journey, state=self.state, at=at)

    def snapshot(self) -> JourneyState:
        """Give how the partner stands, to be stored and taken up by `Journey.restore`.

        It is what replaying the log gives.

        Rule: JRN-09.
        """
        return self.state

    def at_version(self, version: int) -> PartnerJourney:
        """Give the partner's journey as it was after so many events.

        Args:
            version: From 1, when it had just begun, to the present version.

        Raises:
            InvalidValueError: There is no such version yet, or never was.
            InvalidUseError: What happened before the state that this journey was
                restored from is not known.

        Rule: JRN-09.
        """
        require_version(version, self.version, least=1)
        log = self._whole_log()[:version]
        state = fold(self.journey, None, log)
        return attrs.evolve(self, state=state, events=log)

    def as_of(self, at: datetime) -> PartnerJourney:
        """Give the partner's journey as it was at an instant, that instant included.

        Raises:
            InvalidValueError: The instant has no zone, or lies before the journey.
            InvalidUseError: What happened before the state that this journey was
                restored from is not known.

        Rule: JRN-09.
        """
        count = count_as_of(self._whole_log(), at, "journey")
        return self.at_version(count)

    def _whole_log(self) -> tuple[JourneyEvent, ...]:
        return require_whole_log(self.events, self.version, "journey")


def _rule(command: object) -> CommandRule:
    # Most who load a journey only fold its log, and the commands are many.
    from partner_success.gates.deciding.command_rules import COMMAND_RULES

    kind: Any = type(command)
    rule = COMMAND_RULES.get(kind)
    if rule is None:
        names = ", ".join(each.__name__ for each in COMMAND_RULES)
        raise InvalidUseError(f"{kind.__name__} is no command; give one of {names}")
    return rule


def _too_early(situation: Situation) -> Iterator[Reason]:
    return too_early(situation.at, situation.state.at, rules=_RULES)


@attrs.frozen(kw_only=True)
class Step(Answer[JourneyEvent]):
    """What came of a command, with what every `Answer` has: events and reasons.

    Attributes:
        journey: The partner's journey now; the same where it was refused.

    Rule: JRN-09.
    """

    journey: PartnerJourney
