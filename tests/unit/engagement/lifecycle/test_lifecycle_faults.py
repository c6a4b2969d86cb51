"""Lifecycles that contradict themselves, and every fault of them."""

from __future__ import annotations

import attrs
import pytest

import partner_success as ps
from partner_success.core.collections import Catalogue
from partner_success.engagement import (
    Lifecycle,
    Milestone,
    NonRenewalReason,
    Onboarding,
    OnboardingPeriod,
    OnboardingPhase,
    UserRange,
)
from partner_success.errors import InvalidModelError


def milestone(id_: str, least: int = 1, most: int = 1) -> Milestone:
    """Give a milestone for some users."""
    return Milestone(id=id_, name="Done", users=UserRange(least=least, most=most))


def period(
    id_: str, first: int, last: int, *milestones: Milestone, week: int | None = None
) -> OnboardingPeriod:
    """Give a period with milestones."""
    return OnboardingPeriod(
        id=id_,
        name="Work",
        first_day=first,
        last_day=last,
        milestones=Catalogue(milestones),
        week=week,
    )


def phase(
    id_: str, first: int, last: int, *periods: OnboardingPeriod
) -> OnboardingPhase:
    """Give a phase with periods."""
    return OnboardingPhase(
        id=id_,
        name="Phase",
        objective="All is well",
        first_day=first,
        last_day=last,
        periods=Catalogue(periods),
    )


def onboarding_faults(*phases: OnboardingPhase) -> set[tuple[str, str]]:
    """Give path and code of each fault of an onboarding."""
    with pytest.raises(InvalidModelError, match="the onboarding: ") as caught:
        Onboarding(phases=Catalogue(phases))
    return {(each.path, each.code) for each in caught.value.problems}


def lifecycle_faults(lifecycle: Lifecycle, **changed: object) -> set[tuple[str, str]]:
    """Give path and code of each fault of a changed lifecycle."""
    with pytest.raises(InvalidModelError, match="the lifecycle 'lifecycle'") as caught:
        attrs.evolve(lifecycle, **changed)
    return {(each.path, each.code) for each in caught.value.problems}


def test_an_onboarding_needs_a_phase() -> None:
    """Without a phase there is nothing to plan."""
    assert onboarding_faults() == {("phases", "empty")}


@pytest.mark.rule("ENG-05")
def test_phases_follow_each_other() -> None:
    """Days count from 1 and once, and each part ends where it begins or later."""
    assert onboarding_faults(phase("a", 0, 5)) == {("phases[0].first_day", "overlap")}
    assert onboarding_faults(phase("a", 1, 5), phase("b", 5, 9)) == {
        ("phases[1].first_day", "overlap")
    }
    assert onboarding_faults(phase("a", 4, 3)) == {
        ("phases[0].last_day", "out-of-range")
    }
    assert onboarding_faults(
        phase("a", 1, 20, period("one", 1, 7), period("two", 7, 8))
    ) == {("phases[0].periods[1].first_day", "overlap")}


@pytest.mark.rule("ENG-05")
def test_a_gap_between_phases_is_no_fault() -> None:
    """A day between two phases is in none of them."""
    gap = Onboarding(phases=Catalogue([phase("a", 1, 5), phase("b", 7, 7)]))
    assert gap.last_day == 7
    assert len(gap.milestones) == 0


@pytest.mark.rule("ENG-05")
def test_periods_lie_within_their_phase() -> None:
    """A week that begins before its phase or ends after it is a fault."""
    early = phase("a", 3, 9, period("one", 2, 9))
    late = phase("b", 10, 12, period("two", 10, 13))
    assert onboarding_faults(early, late) == {
        ("phases[0].periods[0]", "outside-phase"),
        ("phases[1].periods[0]", "outside-phase"),
    }


def test_weeks_and_users_count_from_1() -> None:
    """There is no week 0, and a group of users has somebody in it."""
    wrong = phase(
        "a", 1, 9, period("one", 1, 9, milestone("x", 0), milestone("y", 3, 2), week=0)
    )
    inside = "phases[0].periods[0]"
    assert onboarding_faults(wrong) == {
        (f"{inside}.week", "out-of-range"),
        (f"{inside}.milestones[0].users.least", "out-of-range"),
        (f"{inside}.milestones[1].users.most", "out-of-range"),
    }


def test_ids_are_unique_over_all_phases() -> None:
    """A milestone is ticked by its id, so no two of them share one."""
    same = (
        phase("a", 1, 2, period("one", 1, 2, milestone("x"))),
        phase("b", 3, 4, period("one", 3, 4, milestone("x"))),
    )
    assert onboarding_faults(*same) == {
        ("phases[1].periods[0].id", "duplicate-id"),
        ("phases[1].periods[0].milestones[0].id", "duplicate-id"),
    }


def test_ids_can_stand_in_a_path() -> None:
    """An id with a dot or blank in it is a fault wherever it stands."""
    wrong = phase("a.b", 1, 2, period("o ne", 1, 2, milestone("")))
    assert onboarding_faults(wrong) == {
        ("phases[0].id", "bad-id"),
        ("phases[0].periods[0].id", "bad-id"),
        ("phases[0].periods[0].milestones[0].id", "bad-id"),
    }


@pytest.mark.rule("ENG-01")
def test_there_are_five_stages_in_order(rules: ps.Rulebook) -> None:
    """A lifecycle lacks no stage, has none more, and has them in their order."""
    lifecycle = rules.lifecycle
    stages = [*lifecycle.stages]
    assert lifecycle.stages.ids == ("land", "onboard", "adopt", "expand", "renew")
    assert [stage.name for stage in stages] == [
        "Land",
        "Onboard",
        "Adopt",
        "Expand",
        "Renew",
    ]
    assert all(stage.about and stage.citations for stage in stages)
    more = [*stages, attrs.evolve(stages[0], id="advocate")]
    for wrong in (stages[:-1], more, stages[::-1]):
        assert lifecycle_faults(lifecycle, stages=Catalogue(wrong)) == {
            ("stages", "wrong-stages")
        }


@pytest.mark.rule("ENG-01")
def test_a_customer_leaves_for_a_reason(rules: ps.Rulebook) -> None:
    """Without a reason nobody could churn, and one with a dot cannot be named."""
    lifecycle = rules.lifecycle
    assert lifecycle_faults(lifecycle, churn_reasons=Catalogue()) == {
        ("churn_reasons", "empty")
    }
    dotted = Catalogue([NonRenewalReason(id="a.b", name="A")])
    assert lifecycle_faults(lifecycle, churn_reasons=dotted) == {
        ("churn_reasons[0].id", "bad-id")
    }


@pytest.mark.rule("ENG-01")
def test_customers_leave_for_the_reasons_of_renewals(rules: ps.Rulebook) -> None:
    """Churn and non-renewal are counted by the same codes."""
    assert rules.lifecycle.churn_reasons == rules.renewals.reasons


def test_names_of_stages(rules: ps.Rulebook) -> None:
    """A stage has the name of the rulebook, and who left has a name too."""
    assert rules.lifecycle.name_of("adopt") == "Adopt"
    assert rules.lifecycle.name_of("churned") == "Churned"
