"""How long a stage takes partners, with those who are still in it beside."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import attrs

from partner_success.analytics.roles.facts import ReportedPartner
from partner_success.analytics.roles.figures import mean_of
from partner_success.analytics.roles.scope import Scope
from partner_success.core.survival import Observation, Survival, estimate_survival
from partner_success.engagement.kpis.ratio import Ratio

__all__ = ["StageTime", "stage_time"]


@attrs.frozen(kw_only=True)
class StageTime:
    """How long a stage takes partners.

    Attributes:
        mean: The mean in days, from the day it was started to the day it was passed, of
            the partners who passed it in the period. Who is still in it is left out of
            it, so that it tells too little where many are.
        survival: The estimate that takes them into account, of everybody who started
            the stage up to the last day of the period.

    Rule: ANL-01.
    """

    mean: Ratio
    survival: Survival

    @property
    def median(self) -> Fraction | None:
        """The days by which half have passed it; None where fewer have."""
        return self.survival.median

    @property
    def still_in(self) -> int:
        """How many had not passed it."""
        return self.survival.count - self.survival.ended


def stage_time(scope: Scope) -> StageTime:
    """Tell how long the stage took those who passed it, and takes all of them."""
    passed: list[int] = []
    observed: list[Observation] = []
    for facts in scope.facts:
        started = scope.started(facts)
        if started is None:
            continue
        ended = facts.journey.gates[scope.stage.id].ended_at
        last = _last_seen(facts, scope) if ended is None else scope.day(ended)
        days = max(0, (last - started).days)
        observed.append(Observation(days, ended=ended is not None))
        if ended is not None and scope.period.contains(last):
            passed.append(days)
    return StageTime(
        mean=mean_of(
            f"mean time to complete {scope.stage.name}",
            passed,
            "days",
            "partners who passed it",
        ),
        survival=estimate_survival(observed),
    )


def _last_seen(facts: ReportedPartner, scope: Scope) -> date:
    """Give the last day on which a partner was seen in the stage."""
    left_on = facts.snapshot.partner.left_on
    last = scope.period.last
    return last if left_on is None else min(last, left_on - timedelta(days=1))
