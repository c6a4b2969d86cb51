"""A customer on its way: how it stands, what happened, and what is overdue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import attrs

from partner_success.core.instants import require_aware, require_date
from partner_success.engagement.lifecycle.commands import LifecycleCommand
from partner_success.engagement.lifecycle.deciding import Situation, against, event_of
from partner_success.engagement.lifecycle.definition import LifecycleTerms
from partner_success.engagement.lifecycle.events import LifecycleEvent
from partner_success.engagement.lifecycle.folding import fold, unknown_events
from partner_success.engagement.lifecycle.plan import (
    OnboardingPlan,
    OnboardingProgress,
    PlannedMilestone,
    onboarding_plan,
)
from partner_success.engagement.lifecycle.state import LifecycleState
from partner_success.machines import (
    Answer,
    conflict,
    count_as_of,
    require_version,
    require_whole_log,
)

__all__ = ["CustomerLifecycle", "LifecycleStep"]


@attrs.frozen(kw_only=True)
class CustomerLifecycle:
    """A customer on its way; it never changes, each step gives the next one.

    Attributes:
        lifecycle: The lifecycle by which it goes.
        state: How the customer stands.
        events: What happened, in order, as far as it is known: from the beginning where
            the log was replayed, from the snapshot on where it was restored.

    Rule: ENG-01.
    """

    lifecycle: LifecycleTerms = attrs.field(repr=False)
    state: LifecycleState
    events: tuple[LifecycleEvent, ...] = attrs.field(default=(), repr=False)

    @property
    def version(self) -> int:
        """How many events led here."""
        return self.state.version

    @property
    def stage(self) -> str:
        """The id of the stage that the customer is in; ``"churned"`` once it left."""
        return self.state.stage

    def apply(
        self,
        command: LifecycleCommand,
        *,
        at: datetime,
        expected_version: int | None = None,
    ) -> LifecycleStep:
        """Do something, or say everything that stands against it.

        Args:
            command: What somebody wants to do.
            at: When, with its zone; not before the newest event.
            expected_version: The version that the caller saw. Where something came
                between, the command is refused and that is named; left out, nothing is
                compared.

        Raises:
            InvalidUseError: It is no command.
            InvalidValueError: The instant has no zone, the version is no whole number
                from 0 up, or the calendar ends before the onboarding would.
            UnknownNameError: It names a stage, a milestone or a reason that the
                lifecycle does not have.

        Rule: ENG-01.
        """
        situation = Situation(
            lifecycle=self.lifecycle, state=self.state, at=require_aware(at, "at")
        )
        reasons = (
            *conflict(self.version, self.events, expected_version, rules=("ENG-01",)),
            *against(situation, command),
        )
        if reasons:
            return LifecycleStep(lifecycle=self, reasons=reasons)
        events = (event_of(situation, command),)
        return LifecycleStep(lifecycle=self.followed_by(events), events=events)

    def followed_by(self, events: Iterable[LifecycleEvent]) -> CustomerLifecycle:
        """Take in events that did happen; one that is known already changes nothing.

        Raises:
            InvalidUseError: An event cannot follow, or differs from the one that is
                known in its place.
            UnknownNameError: An event names what the lifecycle does not have.

        Rule: ENG-01.
        """
        fresh = unknown_events(
            self.events,
            events,
            version=self.version,
            customer_id=self.state.customer_id,
        )
        if not fresh:
            return self
        state = fold(self.lifecycle, self.state, fresh)
        return attrs.evolve(self, state=state, events=(*self.events, *fresh))

    @property
    def plan(self) -> OnboardingPlan | None:
        """The milestones of its onboarding with their days; ``None`` without a start.

        Raises:
            InvalidValueError: The calendar ends before the onboarding does.

        Rule: ENG-05.
        """
        start = self.state.onboarding_start
        if start is None:
            return None
        return onboarding_plan(self.lifecycle.onboarding, start)

    def progress(self, *, on: date) -> OnboardingProgress | None:
        """Give how far its onboarding is; ``None`` where nothing is known of one.

        Args:
            on: The day; what was reached after it counts as open.

        Raises:
            InvalidValueError: It is no day.

        Rule: ENG-05.
        """
        day, plan = require_date(on, "on"), self.plan
        if plan is None:
            return None
        reached = {name: each.on for name, each in self.state.done.items()}
        return plan.progress(day, reached)

    def overdue(self, *, on: date) -> tuple[PlannedMilestone, ...]:
        """Give the milestones that are overdue on a day; none once the customer left.

        Args:
            on: The day; what was reached after it counts as open.

        Raises:
            InvalidValueError: It is no day.

        Rule: ENG-05.
        """
        progress = self.progress(on=on)
        if progress is None or self.state.has_churned:
            return ()
        return tuple(each.planned for each in progress.overdue)

    def snapshot(self) -> LifecycleState:
        """Give how the customer stands, to be stored and taken up by `restore`.

        It is what replaying the log gives.

        Rule: ENG-01.
        """
        return self.state

    def at_version(self, version: int) -> CustomerLifecycle:
        """Give the customer's lifecycle as it was after so many events.

        Args:
            version: From 1, when it had just begun, to the present version.

        Raises:
            InvalidValueError: There is no such version yet, or never was.
            InvalidUseError: What happened before the state that it was restored from is
                not known.

        Rule: ENG-01.
        """
        require_version(version, self.version, least=1)
        log = self._whole_log()[:version]
        state = fold(self.lifecycle, None, log)
        return attrs.evolve(self, state=state, events=log)

    def as_of(self, at: datetime) -> CustomerLifecycle:
        """Give the customer's lifecycle as it was at an instant, that one included.

        Raises:
            InvalidValueError: The instant has no zone, or lies before the lifecycle.
            InvalidUseError: What happened before the state that it was restored from is
                not known.

        Rule: ENG-01.
        """
        count = count_as_of(self._whole_log(), at, "lifecycle")
        return self.at_version(count)

    def _whole_log(self) -> tuple[LifecycleEvent, ...]:
        return require_whole_log(self.events, self.version, "lifecycle")


@attrs.frozen(kw_only=True)
class LifecycleStep(Answer[LifecycleEvent]):
    """What came of a command, with what every `Answer` has: events and reasons.

    Attributes:
        lifecycle: The customer's lifecycle now; the same where it was refused.

    Rule: ENG-01.
    """

    lifecycle: CustomerLifecycle
