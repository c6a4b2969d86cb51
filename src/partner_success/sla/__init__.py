"""Support policies, and the clocks of tickets against them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.sla.clock import Clock, Step
    from partner_success.sla.compliance import CompliancePolicy
    from partner_success.sla.compliance_results import (
        ComplianceGroup,
        ComplianceReport,
        TargetCompliance,
    )
    from partner_success.sla.escalation import Escalation, EscalationStep
    from partner_success.sla.events import (
        EVENTS,
        CalendarChanged,
        Cancelled,
        Event,
        EventKind,
        Opened,
        Paused,
        Reopened,
        Replied,
        Resolved,
        Responded,
        Resumed,
        SeverityChanged,
    )
    from partner_success.sla.judged import JudgedTarget, JudgedTicket, Outcome, judged
    from partner_success.sla.judged_records import judged_tickets
    from partner_success.sla.policy import SlaPolicy
    from partner_success.sla.progress import Phase
    from partner_success.sla.replay import RefusedEvent, Replay
    from partner_success.sla.results import ClockState, State, TargetState
    from partner_success.sla.support import Channel, Coverage, SupportModel, Tier
    from partner_success.sla.targets import (
        KINDS,
        Limit,
        Pauses,
        SlaTarget,
        TargetKind,
        TargetTime,
        TimeUnit,
    )
    from partner_success.sla.terms import SeverityChange, SlaTerms
    from partner_success.sla.timeline import ChangeKind, TimelineEntry

__all__ = [
    "EVENTS",
    "KINDS",
    "CalendarChanged",
    "Cancelled",
    "ChangeKind",
    "Channel",
    "Clock",
    "ClockState",
    "ComplianceGroup",
    "CompliancePolicy",
    "ComplianceReport",
    "Coverage",
    "Escalation",
    "EscalationStep",
    "Event",
    "EventKind",
    "JudgedTarget",
    "JudgedTicket",
    "Limit",
    "Opened",
    "Outcome",
    "Paused",
    "Pauses",
    "Phase",
    "RefusedEvent",
    "Reopened",
    "Replay",
    "Replied",
    "Resolved",
    "Responded",
    "Resumed",
    "SeverityChange",
    "SeverityChanged",
    "SlaPolicy",
    "SlaTarget",
    "SlaTerms",
    "State",
    "Step",
    "SupportModel",
    "TargetCompliance",
    "TargetKind",
    "TargetState",
    "TargetTime",
    "Tier",
    "TimeUnit",
    "TimelineEntry",
    "judged",
    "judged_tickets",
]

export(
    __name__,
    """
    clock: Clock Step
    compliance: CompliancePolicy
    compliance_results: ComplianceGroup ComplianceReport TargetCompliance
    escalation: Escalation EscalationStep
    events: CalendarChanged Cancelled EVENTS Event EventKind Opened Paused Reopened
      Replied Resolved Responded Resumed SeverityChanged
    judged: JudgedTarget JudgedTicket Outcome judged
    judged_records: judged_tickets
    policy: SlaPolicy
    progress: Phase
    replay: RefusedEvent Replay
    results: ClockState State TargetState
    support: Channel Coverage SupportModel Tier
    targets: KINDS Limit Pauses SlaTarget TargetKind TargetTime TimeUnit
    terms: SeverityChange SlaTerms
    timeline: ChangeKind TimelineEntry
    """,
)
