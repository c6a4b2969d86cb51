"""Whether a partner is late, early or on time."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

import attrs

from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import require_date
from partner_success.core.provenance import Provenance
from partner_success.gates.definition import JourneyTerms
from partner_success.gates.state import JourneyState
from partner_success.gates.timeline import planned_days, timeline

__all__ = ["Punctuality", "Standing", "standing"]

Punctuality: TypeAlias = Literal["early", "on time", "late"]
"""How a partner stands beside the plan."""


@attrs.frozen(kw_only=True)
class Standing(Explained):
    """How a partner stands beside the plan on a day.

    Attributes:
        partner_id: The partner.
        on: The day.
        stage: The id of the stage that it is in.
        name: The name of that stage.
        planned_first: The first planned day of the stage; ``None`` without a plan.
        planned_last: The last planned day, which belongs to it.
        week: The week of the day; ``None`` before the start, or without one.
        punctuality: ``"late"`` once the last planned day has gone by, ``"early"``
            before the first, else ``"on time"``; ``None`` where there is no plan.
        days: How many days late or early; 0 on time and without a plan.
        why_no_plan: Why nothing is said; empty where something is.
        provenance: The rulebook edition of the plan.

    Rule: JRN-22.
    """

    partner_id: str
    on: date
    stage: str
    name: str
    planned_first: date | None
    planned_last: date | None
    week: int | None
    punctuality: Punctuality | None
    days: int = 0
    why_no_plan: str = ""
    provenance: Provenance = Provenance()

    def explain(self) -> Explanation:
        """Tell how the partner stands, and beside which days of the plan."""
        return Explanation(
            title=f"{self.partner_id} on {self.on}: {self._verdict()}",
            remarks=(self._plan(),),
            provenance=self.provenance,
        )

    def _verdict(self) -> str:
        if self.punctuality is None:
            return "no plan"
        if not self.days:
            return self.punctuality
        return f"{self.days} day{'' if self.days == 1 else 's'} {self.punctuality}"

    def _plan(self) -> str:
        if self.why_no_plan:
            return self.why_no_plan
        week = "" if self.week is None else f"; {self.on} lies in week {self.week}"
        days = f"{self.planned_first} to {self.planned_last}"
        return f"{self.name} is planned for {days}{week}"


def standing(journey: JourneyTerms, state: JourneyState, on: date) -> Standing:
    """Tell whether a partner is late, early or on time on a day.

    Args:
        journey: The journey.
        state: How the partner stands; it is taken as it is, whenever it was.
        on: The day.

    Raises:
        InvalidValueError: It is no day, or the plan runs out of the calendar.
        UnknownNameError: The journey does not have the stage of the state.

    Rule: JRN-22.
    """
    stage = journey.stages[state.stage]
    first, last = planned_days(state.onboarding_start, stage.weeks)
    punctuality, days = _judged(require_date(on, "on"), first, last)
    return Standing(
        partner_id=state.partner_id,
        on=on,
        stage=stage.id,
        name=stage.name,
        planned_first=first,
        planned_last=last,
        week=timeline(journey, state.onboarding_start).week_on(on),
        punctuality=punctuality,
        days=days,
        why_no_plan="" if first is not None else _why_no_plan(journey, state),
        provenance=journey.provenance,
    )


def _judged(
    on: date, first: date | None, last: date | None
) -> tuple[Punctuality | None, int]:
    if first is None or last is None:
        return None, 0
    if on > last:
        return "late", (on - last).days
    if on < first:
        return "early", (first - on).days
    return "on time", 0


def _why_no_plan(journey: JourneyTerms, state: JourneyState) -> str:
    stage = journey.stages[state.stage]
    if stage.weeks is None:
        return f"the plan has no weeks for {stage.name}"
    return f"the weeks of {stage.name} have no dates, because onboarding has not begun"
