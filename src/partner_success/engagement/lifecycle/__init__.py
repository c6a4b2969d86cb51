"""The way of a customer from the first sale to each renewal, or out of the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.engagement.lifecycle.commands import (
        AdvanceStage,
        LifecycleCommand,
        RecordChurn,
        RecordRenewal,
        ReopenMilestone,
        TickMilestone,
    )
    from partner_success.engagement.lifecycle.customer_lifecycle import (
        CustomerLifecycle,
        LifecycleStep,
    )
    from partner_success.engagement.lifecycle.events import (
        LIFECYCLE_EVENT_KINDS,
        ContractRenewed,
        CustomerChurned,
        LifecycleBegun,
        LifecycleEvent,
        MilestoneReopened,
        MilestoneTicked,
        StageEntered,
    )
    from partner_success.engagement.lifecycle.lifecycle import Lifecycle
    from partner_success.engagement.lifecycle.onboarding import Onboarding
    from partner_success.engagement.lifecycle.plan import (
        MilestoneStanding,
        OnboardingPlan,
        OnboardingProgress,
        PlannedMilestone,
        onboarding_plan,
    )
    from partner_success.engagement.lifecycle.state import (
        Churn,
        LifecycleState,
        MilestoneDone,
    )
    from partner_success.engagement.lifecycle.tables import (
        lifecycle_machine,
        lifecycle_table,
    )
    from partner_success.engagement.lifecycle.terms import (
        LifecycleStage,
        Milestone,
        OnboardingPeriod,
        OnboardingPhase,
        UserRange,
    )

__all__ = [
    "LIFECYCLE_EVENT_KINDS",
    "AdvanceStage",
    "Churn",
    "ContractRenewed",
    "CustomerChurned",
    "CustomerLifecycle",
    "Lifecycle",
    "LifecycleBegun",
    "LifecycleCommand",
    "LifecycleEvent",
    "LifecycleStage",
    "LifecycleState",
    "LifecycleStep",
    "Milestone",
    "MilestoneDone",
    "MilestoneReopened",
    "MilestoneStanding",
    "MilestoneTicked",
    "Onboarding",
    "OnboardingPeriod",
    "OnboardingPhase",
    "OnboardingPlan",
    "OnboardingProgress",
    "PlannedMilestone",
    "RecordChurn",
    "RecordRenewal",
    "ReopenMilestone",
    "StageEntered",
    "TickMilestone",
    "UserRange",
    "lifecycle_machine",
    "lifecycle_table",
    "onboarding_plan",
]

export(
    __name__,
    """
    commands: AdvanceStage LifecycleCommand RecordChurn RecordRenewal ReopenMilestone
      TickMilestone
    customer_lifecycle: CustomerLifecycle LifecycleStep
    events: ContractRenewed CustomerChurned LIFECYCLE_EVENT_KINDS LifecycleBegun
      LifecycleEvent MilestoneReopened MilestoneTicked StageEntered
    lifecycle: Lifecycle
    onboarding: Onboarding
    plan: MilestoneStanding OnboardingPlan OnboardingProgress PlannedMilestone
      onboarding_plan
    state: Churn LifecycleState MilestoneDone
    tables: lifecycle_machine lifecycle_table
    terms: LifecycleStage Milestone OnboardingPeriod OnboardingPhase UserRange
    """,
)
