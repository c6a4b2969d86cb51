"""A partner on its journey: how it stands, what happened, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

import attrs

from partner_success.core.decision import Reason
from partner_success.core.instants import microseconds, require_aware
from partner_success.errors import InvalidUseError
from partner_success.gates.commands import Commanded
from partner_success.gates.deciding import COMMAND_RULES, Recorder, Situation, unmet
from partner_success.gates.deciding.rule import CommandRule
from partner_success.gates.definition import JourneyTerms
from partner_success.gates.events import JourneyEvent
from partner_success.gates.folding import fold
from partner_success.gates.state import JourneyState
from partner_success.gates.timeline import Timeline, timeline

__all__ = ["PartnerJourney", "Step"]


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
                between, it is refused and named; left out, nothing is compared.

        Raises:
            InvalidUseError: It is no command.
            InvalidValueError: The instant has no zone.
            UnknownNameError: It names a stage, item, role or hand-off that the journey
                does not have.

        Rule: JRN-09.
        """
        rule = _rule(command)
        situation = Situation(
            journey=self.journey, state=self.state, at=require_aware(at, "at")
        )
        subject = command.subject(self.state.stage)
        reasons = (
            *self._conflict(expected_version),
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
        events = tuple(recorder.written)
        return Step(journey=self.followed_by(events), events=events)

    def followed_by(self, events: Iterable[JourneyEvent]) -> PartnerJourney:
        """Take in events that did happen; one that is known already changes nothing.

        Raises:
            InvalidUseError: An event cannot follow, or differs from the one that is
                known in its place.
        """
        fresh = [event for event in events if self._is_fresh(event)]
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

    def _is_fresh(self, event: JourneyEvent) -> bool:
        if event.partner_id != self.state.partner_id or event.sequence > self.version:
            return True
        first = self.version - len(self.events) + 1
        known = (
            self.events[event.sequence - first] if event.sequence >= first else event
        )
        if known != event:
            raise InvalidUseError(
                f"event {event.id!r} differs from the one that is known in the place"
                f" {event.sequence}; a log never changes, so find out which is right"
            )
        return False

    def _conflict(self, expected: int | None) -> Iterator[Reason]:
        if expected is None or expected == self.version:
            return
        between = tuple(each for each in self.events if each.sequence > expected)
        kinds = ", ".join(each.kind.replace("_", " ") for each in between)
        message = (
            f"version {expected} was expected, and this is version {self.version};"
            f" between them: {kinds or 'nothing that is known'}"
        )
        ids = tuple(each.id for each in between)
        yield unmet("conflict", message, "JRN-09", between=ids)


def _rule(command: object) -> CommandRule:
    kind: Any = type(command)
    rule = COMMAND_RULES.get(kind)
    if rule is None:
        names = ", ".join(each.__name__ for each in COMMAND_RULES)
        raise InvalidUseError(f"{kind.__name__} is no command; give one of {names}")
    return rule


def _too_early(situation: Situation) -> Iterator[Reason]:
    newest = situation.state.at
    if microseconds(situation.at) < microseconds(newest):
        last = newest.astimezone(situation.at.tzinfo).isoformat(sep=" ")
        message = (
            f"{situation.at.isoformat(sep=' ')} lies before the newest event at {last}"
        )
        yield unmet("out-of-order", message, "JRN-09", newest=newest)


@attrs.frozen(kw_only=True)
class Step:
    """What came of a command.

    It has no truth value of its own: ask ``step.refused``.

    Attributes:
        journey: The partner's journey now; the same where it was refused.
        events: What was recorded; none where it was refused.
        reasons: Every reason why it was refused; none where it was not.

    Rule: JRN-09.
    """

    journey: PartnerJourney
    events: tuple[JourneyEvent, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing was done."""
        return bool(self.reasons)

    def __bool__(self) -> bool:
        raise InvalidUseError("a Step is neither true nor false; ask step.refused")

    def explain(self) -> str:
        """Give what came of it, and its reasons, as text."""
        if self.refused:
            return "\n".join(f"refused: {reason}" for reason in self.reasons)
        return "\n".join(each.kind.replace("_", " ") for each in self.events)
