"""How long a stage takes partners, with those who are still in it beside."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

import attrs

from partner_success.analytics.roles.facts import ReportedPartner
from partner_success.analytics.roles.scope import Scope
from partner_success.core.survival import Survival, survival_of_counts
from partner_success.engagement.kpis.ratio import Figure, Ratio
from partner_success.frames.reports.role_facts import StageCounts

__all__ = ["StageTime", "stage_counts", "stage_time"]


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


def stage_counts(scope: Scope) -> StageCounts:
    """Count how long partners were in the stage."""
    passed: Counter[int] = Counter()
    durations: dict[int, tuple[int, int]] = {}
    for facts in scope.facts:
        started = scope.started(facts)
        if started is None:
            continue
        ended = facts.journey.gates[scope.stage.id].ended_at
        last = _last_seen(facts, scope) if ended is None else scope.day(ended)
        days = max(0, (last - started).days)
        over, still = durations.get(days, (0, 0))
        durations[days] = (over + (ended is not None), still + (ended is None))
        if ended is not None and scope.period.contains(last):
            passed[days] += 1
    return StageCounts(durations=durations, passed=passed)


def stage_time(counts: StageCounts, stage: str) -> StageTime:
    """Tell how long the stage took those who passed it, and takes all of them.

    Args:
        counts: What was counted.
        stage: The name of the stage.
    """
    days = sum(length * count for length, count in counts.passed.items())
    return StageTime(
        mean=Ratio(
            name=f"mean time to complete {stage}",
            numerator=Figure(Fraction(days), "days"),
            denominator=Figure(
                Fraction(sum(counts.passed.values())), "partners who passed it"
            ),
            unit="days",
        ),
        survival=survival_of_counts(counts.durations),
    )


def _last_seen(facts: ReportedPartner, scope: Scope) -> date:
    """Give the last day on which a partner was seen in the stage."""
    left_on = facts.snapshot.partner.left_on
    last = scope.period.last
    return last if left_on is None else min(last, left_on - timedelta(days=1))
