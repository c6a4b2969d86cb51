"""What the definition of a lifecycle and of its onboarding is held to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from partner_success.core.checks import fault, form_faults
from partner_success.core.collections import Catalogue
from partner_success.engagement.lifecycle.tables import STAGES
from partner_success.engagement.lifecycle.terms import (
    LifecycleStage,
    Milestone,
    OnboardingPeriod,
    OnboardingPhase,
)
from partner_success.engagement.reasons import NonRenewalReason
from partner_success.errors import Problem

__all__ = ["lifecycle_faults", "onboarding_faults"]


class _Days(Protocol):
    @property
    def first_day(self) -> int:
        """The first of them."""
        ...

    @property
    def last_day(self) -> int:
        """The last of them."""
        ...


def lifecycle_faults(
    stages: Catalogue[LifecycleStage], churn_reasons: Catalogue[NonRenewalReason]
) -> Iterator[Problem]:
    """Name every fault of the stages and of the reasons for churn."""
    found = stages.ids
    if found != STAGES:
        message = (
            f"a lifecycle has the stages {', '.join(STAGES)}, in this order; what"
            " they are called can be changed, and what leads from one to another cannot"
        )
        yield fault("stages", "wrong-stages", message, list(found))
    if not len(churn_reasons):
        message = "a customer churns for a reason; give at least one"
        yield fault("churn_reasons", "empty", message, ())
    yield from form_faults("churn_reasons", churn_reasons)


def onboarding_faults(phases: Catalogue[OnboardingPhase]) -> Iterator[Problem]:
    """Name every fault of the phases, of their periods and of the milestones."""
    if not len(phases):
        message = "onboarding has at least one phase"
        yield fault("phases", "empty", message, ())
    yield from form_faults("phases", phases)
    yield from _order_faults("phases", [*phases])
    taken: dict[str, set[str]] = {"period": set(), "milestone": set()}
    for place, phase in enumerate(phases):
        yield from _phase_faults(f"phases[{place}]", phase, taken)


def _phase_faults(
    path: str, phase: OnboardingPhase, taken: dict[str, set[str]]
) -> Iterator[Problem]:
    inside = f"{path}.periods"
    yield from form_faults(inside, phase.periods)
    yield from _double_faults(inside, "period", phase.periods, taken["period"])
    yield from _order_faults(inside, [*phase.periods])
    for place, period in enumerate(phase.periods):
        yield from _period_faults(f"{inside}[{place}]", phase, period)
        milestones = f"{inside}[{place}].milestones"
        yield from form_faults(milestones, period.milestones)
        yield from _double_faults(
            milestones, "milestone", period.milestones, taken["milestone"]
        )
        for number, milestone in enumerate(period.milestones):
            yield from _user_faults(f"{milestones}[{number}].users", milestone)


def _period_faults(
    path: str, phase: OnboardingPhase, period: OnboardingPeriod
) -> Iterator[Problem]:
    if period.first_day < phase.first_day or period.last_day > phase.last_day:
        message = (
            f"lies within its phase, which has the days {phase.first_day} to"
            f" {phase.last_day}"
        )
        found = (period.first_day, period.last_day)
        yield fault(path, "outside-phase", message, found)
    if period.week is not None and period.week < 1:
        message = "the first week is week 1"
        yield fault(f"{path}.week", "out-of-range", message, period.week)


def _user_faults(path: str, milestone: Milestone) -> Iterator[Problem]:
    users = milestone.users
    if users is None:
        return
    if users.least < 1:
        message = "must be at least 1 user"
        yield fault(f"{path}.least", "out-of-range", message, users.least)
    if users.most < users.least:
        message = f"must be at least {users.least} users, the fewest"
        yield fault(f"{path}.most", "out-of-range", message, users.most)


def _order_faults(path: str, parts: Sequence[_Days]) -> Iterator[Problem]:
    """Name what ends before it begins, or begins before the one in front has ended."""
    before = 0
    for place, part in enumerate(parts):
        if part.first_day <= before:
            message = f"begins after day {before}, since days count from 1 and once"
            yield fault(
                f"{path}[{place}].first_day", "overlap", message, part.first_day
            )
        if part.last_day < part.first_day:
            message = f"must be at least {part.first_day}, its first day"
            yield fault(
                f"{path}[{place}].last_day", "out-of-range", message, part.last_day
            )
        before = max(before, part.last_day)


def _double_faults(
    path: str,
    kind: str,
    parts: Catalogue[OnboardingPeriod] | Catalogue[Milestone],
    taken: set[str],
) -> Iterator[Problem]:
    """Name every id that stands in another phase or period already."""
    for place, name in enumerate(parts.ids):
        if name in taken:
            message = f"another {kind} of the onboarding has this id; ids are unique"
            yield fault(f"{path}[{place}].id", "duplicate-id", message, name)
    taken.update(parts.ids)
