"""The lifecycle of a programme's customers, and the customers who go by it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import attrs

from partner_success.engagement.lifecycle.customer_lifecycle import CustomerLifecycle
from partner_success.engagement.lifecycle.definition import LifecycleTerms
from partner_success.engagement.lifecycle.events import LifecycleBegun, LifecycleEvent
from partner_success.engagement.lifecycle.folding import fold, unknown_events
from partner_success.engagement.lifecycle.plan import onboarding_plan
from partner_success.engagement.lifecycle.state import LifecycleState
from partner_success.engagement.lifecycle.tables import (
    CHURNED,
    STAGES,
    lifecycle_table,
)
from partner_success.errors import InvalidUseError
from partner_success.partners.faults import Faults

__all__ = ["Lifecycle"]


@attrs.frozen(kw_only=True)
class Lifecycle(LifecycleTerms):
    """The way of customers: stages, reasons to leave, and an onboarding by day.

    A customer passes from Land through Onboard and Adopt, by way of Expand or not, to
    Renew, and by a renewal back to Adopt. From every stage it can leave.

    Attributes:
        id: The name for programs.
        name: The name for people.
        stages: The five stages: Land, Onboard, Adopt, Expand and Renew.
        churn_reasons: Why a customer can leave; at least one. A rulebook gives those of
            its renewals by naming that family.
        onboarding: What is reached in the first half-year, and by which day.
        citations: Where it comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: It has faults; each is named by its path.

    Examples:
        >>> from datetime import UTC
        >>> import partner_success as ps
        >>> from partner_success.engagement import AdvanceStage
        >>> lifecycle = ps.standard().lifecycle
        >>> now = datetime(2026, 5, 4, 9, tzinfo=UTC)
        >>> customer = lifecycle.begin("globex", at=now, by="ada")
        >>> step = customer.apply(AdvanceStage(by="ada"), at=now)
        >>> step.lifecycle.stage, len(step.lifecycle.overdue(on=date(2026, 5, 11)))
        ('onboard', 4)

    Rule: ENG-01, ENG-05.
    """

    def begin(
        self,
        customer_id: str,
        *,
        at: datetime,
        by: str,
        stage: str = STAGES[0],
        onboarding_start: date | None = None,
    ) -> CustomerLifecycle:
        """Take a customer up, in Land or wherever it is by now.

        Args:
            customer_id: The id of the customer.
            at: When, with its zone.
            by: The id of who takes it up.
            stage: The id of the stage that it is in.
            onboarding_start: The day on which its onboarding started, for a customer
                who was onboarded, or is being so; ``None`` where nobody knows.

        Raises:
            InvalidDataError: An id is blank or no text, or the day is none.
            InvalidValueError: The instant has no zone, or the calendar ends before the
                onboarding does.
            UnknownNameError: There is no such stage.

        Rule: ENG-01.
        """
        faults = Faults("the lifecycle of a customer")
        faults.id("customer_id", customer_id)
        faults.id("by", by)
        faults.day("onboarding_start", onboarding_start, optional=True)
        faults.report()
        if onboarding_start is not None:
            onboarding_plan(self.onboarding, onboarding_start)
        event = LifecycleBegun(
            id=f"{customer_id}#1",
            customer_id=customer_id,
            sequence=1,
            at=at,
            by=by,
            lifecycle_id=self.id,
            stage=stage,
            onboarding_start=onboarding_start,
        )
        return self.replay([event])

    def replay(self, events: Iterable[LifecycleEvent]) -> CustomerLifecycle:
        """Give where a customer stands after a whole log.

        An event that stands in it twice counts once.

        Raises:
            InvalidUseError: The log is of another lifecycle, or an event in it cannot
                follow.
            UnknownNameError: An event names what the lifecycle does not have.

        Rule: ENG-01.
        """
        log = tuple(unknown_events((), events, version=0, customer_id=None))
        return CustomerLifecycle(
            lifecycle=self, state=fold(self, None, log), events=log
        )

    def restore(self, state: LifecycleState) -> CustomerLifecycle:
        """Take a stored state up again; what happened before it is not known.

        Raises:
            InvalidUseError: It is of another lifecycle, or says of a customer both that
                it left and that it did not.
            UnknownNameError: It has a stage, a milestone or a reason that the lifecycle
                lacks.

        Rule: ENG-01.
        """
        if state.lifecycle_id != self.id:
            raise InvalidUseError(
                f"the state is of the lifecycle {state.lifecycle_id!r}, and this is"
                f" {self.id!r}; load the lifecycle with which it was stored"
            )
        lifecycle_table().require_state(state.stage)
        _require_whole(state)
        known = self.onboarding.milestones
        for name in state.done:
            known[name]
        if state.churn is not None:
            self.churn_reasons[state.churn.reason]
        return CustomerLifecycle(lifecycle=self, state=state)


def _require_whole(state: LifecycleState) -> None:
    if (state.stage == CHURNED) is not state.has_churned:
        said = "why the customer left" if state.has_churned else "no reason to leave"
        raise InvalidUseError(
            f"the state is in {state.stage!r} and says {said}; only one who left has a"
            " reason, so replay the log"
        )
