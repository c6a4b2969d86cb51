"""Plain use of programme and practice: checked by mypy and pyright, never run."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import assert_type

import partner_success as ps
from partner_success.core.decision import Reason
from partner_success.interop import pilot_event_document, read_pilot_events
from partner_success.practice.assignment import (
    AssignmentProposal,
    assign_best,
    assign_greedily,
)
from partner_success.practice.incentives import (
    IncentiveFacts,
    IncentivePolicy,
    IncentiveStatement,
)
from partner_success.practice.leverage import CustomersCovered, LeveragePolicy
from partner_success.practice.returns import (
    BusinessAssumptions,
    BusinessCase,
    Reading,
    ReturnOnInvestment,
    ReturnsPolicy,
)
from partner_success.practice.specialisation import (
    PracticePerson,
    SpecialisationPolicy,
    SpecialisationReport,
)
from partner_success.practice.staffing import (
    Account,
    ExecutiveNeed,
    StaffingPlan,
    StaffingPolicy,
    StaffMember,
)
from partner_success.programme import (
    AdvancePilot,
    EnablementPlan,
    EnablementPolicy,
    OpenCriterion,
    PilotProgramme,
    PilotStep,
    ProgrammePolicy,
    ProgrammeStatus,
    TeamCheck,
    check_team,
    programme_status,
)

rules = ps.standard()
moment = datetime(2026, 5, 4, 9, tzinfo=UTC)
day = date(2026, 5, 4)
accounts: list[Account] = []
staff: list[StaffMember] = []
people: list[PracticePerson] = []

assert_type(rules.programme, ProgrammePolicy)
pilot = PilotProgramme.begin(rules.programme, "emea", at=moment, by="ada")
assert_type(pilot, PilotProgramme)
step = pilot.apply(AdvancePilot(by="ada"), at=moment)
assert_type(step, PilotStep)
assert_type(step.reasons, tuple[Reason, ...])
assert_type(pilot.blocking(at=moment), tuple[OpenCriterion, ...])
assert_type(programme_status(pilot, at=moment), ProgrammeStatus)
assert_type(check_team(rules.programme, {"legal": "ada"}), TeamCheck)
written = [pilot_event_document(event) for event in pilot.events]
pilot.followed_by(read_pilot_events(written))
assert_type(rules.enablement, EnablementPolicy)
assert_type(rules.enablement.plan(day), EnablementPlan)

assert_type(rules.staffing, StaffingPolicy)
assert_type(rules.staffing.plan(accounts, staff), StaffingPlan)
assert_type(rules.staffing.engagement_executives(12), ExecutiveNeed)
assert_type(assign_greedily(accounts, staff, rules.staffing), AssignmentProposal)
assert_type(assign_best(accounts, staff, rules.staffing), AssignmentProposal)
assert_type(rules.leverage, LeveragePolicy)
assert_type(rules.leverage.covered(csms=2, psms=1), CustomersCovered)
assert_type(rules.specialisation, SpecialisationPolicy)
assert_type(rules.specialisation.check(people, on=day), SpecialisationReport)
assert_type(rules.incentives, IncentivePolicy)


def told(facts: IncentiveFacts) -> None:
    """A statement is money with reasons."""
    found = rules.incentives.statement(facts, on=day)
    assert_type(found, IncentiveStatement)
    assert_type(found.total, ps.Money)


def worked_out(assumptions: BusinessAssumptions) -> None:
    """Returns are fractions, and are rounded by whoever shows them."""
    assert_type(rules.returns, ReturnsPolicy)
    case = rules.returns.example.case
    found = rules.returns.return_on_investment(case)
    assert_type(found, ReturnOnInvestment)
    assert_type(found.ratio.share(Reading.OVER_INVESTMENT), Fraction | None)
    assert_type(rules.returns.business_case(assumptions), BusinessCase)
