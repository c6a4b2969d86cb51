"""Anything that can be done on a partner's journey, as one type."""

from __future__ import annotations

from typing import TypeAlias

from partner_success.gates.commands import beta, gates, launch, partner

__all__ = ["Command"]

Command: TypeAlias = (
    gates.StartStage
    | gates.Submit
    | gates.SignOff
    | gates.CoSign
    | gates.Rework
    | gates.Block
    | gates.Unblock
    | gates.Override
    | gates.TickItem
    | gates.ReopenItem
    | beta.WaiveBeta
    | beta.SelectBetaCustomers
    | beta.BeginBeta
    | beta.RecordBetaIssue
    | beta.ResolveBetaIssue
    | beta.RecordBetaFeedback
    | beta.RecordMetrics
    | beta.EvaluateBeta
    | beta.ExtendBeta
    | beta.EndBeta
    | launch.OpenLaunchItem
    | launch.CloseLaunchItem
    | launch.RecordRollbackPlan
    | launch.DecideLaunch
    | launch.Launch
    | launch.RecordSupportGaps
    | launch.RecordSupportTraining
    | launch.RecordSupportResource
    | launch.RunMockScenario
    | launch.ValidateSupport
    | partner.DoHandOffStep
    | partner.ReassignOwner
    | partner.SetTier
    | partner.SetTargetLaunch
)
"""Anything that can be done on a partner's journey."""
