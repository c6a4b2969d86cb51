"""Plain use of the names of engagement: checked by mypy and pyright, never run."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import assert_type

import partner_success as ps
from partner_success.core.collections import Catalogue
from partner_success.core.decision import Reason
from partner_success.core.instants import Period
from partner_success.engagement import (
    Assignment,
    Cadence,
    Cause,
    ChosenPlaybook,
    CustomerLifecycle,
    DoStep,
    DueList,
    Kpi,
    Lifecycle,
    LifecycleEvent,
    LifecycleStep,
    Playbook,
    PlaybookRun,
    PlaybookRuns,
    PlaybookStep,
    RecordRenewal,
    RenewalLine,
    RenewalPlan,
    RenewalPolicy,
    RenewalRates,
    Responsibility,
    RunsStep,
    StartRun,
    Touchpoint,
    choose_playbooks,
)
from partner_success.engagement.playbooks.runs import RunEvent
from partner_success.interop import (
    read_lifecycle_events,
    read_run_events,
    run_event_document,
    touchpoints_ics,
)

rules = ps.standard()
moment = datetime(2026, 5, 4, 9, tzinfo=UTC)
day = date(2026, 5, 4)
office = ps.WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")

assert_type(rules.lifecycle, Lifecycle)
customer = rules.lifecycle.begin("umbrella", by="ada", at=moment)
assert_type(customer, CustomerLifecycle)
assert_type(
    rules.responsibilities.responsibilities("renew", "cs_manager", "partner"),
    Responsibility,
)
assert_type(rules.responsibilities.who_does("co_terming"), tuple[Assignment, ...])
assert_type(rules.kpis.entries, Catalogue[Kpi])
assert_type(rules.cadence, Cadence)
points = rules.cadence.touchpoints(day, date(2026, 12, 31), calendar=office)
assert_type(points, tuple[Touchpoint, ...])
assert_type(touchpoints_ics(points, partner_id="acme", at=moment), bytes)
assert_type(rules.cadence.due_list([], day, role="TAM", calendar=office), DueList)
assert_type(rules.renewals, RenewalPolicy)
assert_type(rules.renewals.plan(day), RenewalPlan)
lines: list[RenewalLine] = []
assert_type(rules.playbooks, Catalogue[Playbook])
choice = choose_playbooks(rules.playbooks, rules.triggers, band="at_risk")
assert_type(choice.chosen, Catalogue[ChosenPlaybook])
runs = PlaybookRuns(playbooks=rules.playbooks)
start = StartRun(by="ada", subject="acme", cause=Cause(kind="ticket", id="T-7"))
step = runs.start("critical_production_issue", start, at=moment)
assert_type(step, RunsStep)
assert_type(step.reasons, tuple[Reason, ...])
done = step.runs.apply(step.run.id, DoStep(by="ada", step="one"), at=moment)
assert_type(done.run, PlaybookRun)
assert_type(done.run.ready_steps, tuple[PlaybookStep, ...])
assert_type(done.run.replay(done.run.playbook, done.run.events), PlaybookRun)
renewed = customer.apply(RecordRenewal(by="ada"), at=moment)
assert_type(renewed, LifecycleStep)
spring = Period(first=date(2026, 4, 1), last=date(2026, 6, 30))
assert_type(rules.renewals.rate(lines, spring), RenewalRates)
kept = [run_event_document(event) for event in step.events]
assert_type(read_run_events(kept), tuple[RunEvent, ...])
assert_type(read_lifecycle_events([]), tuple[LifecycleEvent, ...])
