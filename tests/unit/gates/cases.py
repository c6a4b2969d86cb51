"""Runs the cases of partners on their way, as a Partner Success Manager reads them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

import attrs

import partner_success as ps
from partner_success.access import Actor, Delegation, Identity
from partner_success.gates import (
    BetaCustomer,
    Command,
    Journey,
    Metric,
    PartnerJourney,
    Step,
    Submit,
    SupportGap,
    TickItem,
    standing,
    timeline,
)
from partner_success.gates.deciding import COMMAND_RULES
from partner_success.questionnaires import Signer, TypedMark, start_draft, submit
from tests.support.partners_on_the_way import (
    AT,
    actor,
    answers,
    on_the_way,
    person,
    questionnaire_of,
    set_out,
    signing_role,
    verdicts,
)

Case = dict[str, Any]
Facts = dict[Any, Any]

COMMANDS: Final = {
    re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower(): kind
    for kind in COMMAND_RULES
}
RECORDS: Final[dict[str, Any]] = {
    "customers": BetaCustomer,
    "metrics": Metric,
    "gaps": SupportGap,
}


def journeys(rules: ps.Rulebook, case: Case) -> Facts:
    """Take a partner through the steps, each as somebody on its team."""
    now = _begin(rules.journey, case.get("begin", "nowhere"))
    refused: list[list[str]] = []
    for place, told in enumerate(case["steps"]):
        at = now.state.at + timedelta(hours=1, days=told.get("after_days", 0))
        step = now.apply(_command(now, told, place, at), at=at)
        assert step.refused == ("refused" in told), (told, step.explain())
        if step.refused:
            refused.append(_told(told, step))
        now = step.journey
    return {"stage": now.stage, **_gates(now), **_beside(now)}


def _begin(journey: Journey, where: str) -> PartnerJourney:
    stage, _, ready = where.partition(" ")
    if stage == "nowhere":
        return set_out(journey)
    now = on_the_way(journey, stage, ready=ready == "ready")
    return _in_last_phase(now) if ready == "in its last phase" else now


def _in_last_phase(now: PartnerJourney) -> PartnerJourney:
    stage = now.journey.stages[now.stage]
    for phase in stage.phases_in_turn[:-1]:
        for item in stage.phases[phase].items.ids:
            tick = TickItem(by=actor(stage.lead), item=item)
            now = now.apply(tick, at=now.state.at).journey
    return now


def _told(told: Case, step: Step) -> list[str]:
    codes = sorted({reason.code for reason in step.reasons})
    assert codes == sorted(told["refused"]), (codes, told, step.explain())
    return codes


def _command(now: PartnerJourney, told: Case, place: int, at: datetime) -> Command:
    kind = COMMANDS[told["does"]]
    by = _actor(told)
    if kind is Submit:
        return _submission(now, told, by, f"s-{place}", at)
    said = {name: _said(name, value) for name, value in told.get("say", {}).items()}
    return kind(by=by, **said)


def _said(name: str, value: Any) -> Any:
    if name not in RECORDS:
        return value
    make = RECORDS[name]
    return [make(**{key: _exact(each) for key, each in row.items()}) for row in value]


def _exact(value: Any) -> Any:
    return Decimal(repr(value)) if type(value) in (int, float) else value


def _actor(told: Case) -> Actor:
    if "deputy_of" not in told:
        return actor(told["who"], id=told.get("id"))
    lead = person(told["deputy_of"])
    name = told["who"]
    named = Delegation(
        id="d-1",
        lead=Identity(id=lead, email=f"{lead}@example.com"),
        deputy=Identity(id=name, email=f"{name}@example.com"),
        role=told["deputy_of"],
        starts_at=AT,
        ends_at=AT + timedelta(days=365),
    )
    return Actor(id=name, email=f"{name}@example.com", delegations=[named])


def _submission(
    now: PartnerJourney, told: Case, by: Actor, id_: str, at: datetime
) -> Submit:
    """Sign good answers, but bad ones in the sections that fail, with some changed."""
    journey: Any = now.journey
    asked = questionnaire_of(journey, now.stage)
    given = answers(asked, "met", at.date())
    bad = answers(asked, "failed", at.date())
    given |= {section: bad[section] for section in told.get("fails", ())}
    for path, value in told.get("say", {}).items():
        section, _, field = path.partition(".")
        given[section] = {**given[section], field: _exact(value)}
    role = signing_role(journey.stages[now.stage], asked)
    draft = start_draft(asked, given, id=f"d-{id_}", partner_id="acme", at=at, by=by.id)
    signer = Signer(name=role, email=f"{person(role)}@example.com", role=role)
    done = submit(draft, asked, id=id_, signer=signer, mark=TypedMark(text=role), at=at)
    assert done.submission is not None, done.explain()
    judged = (
        verdicts(asked, passed=told["reviewer"], at=at) if "reviewer" in told else ()
    )
    return Submit(done.submission, by=by, verdicts=judged)


def _gates(now: PartnerJourney) -> Facts:
    facts: Facts = {}
    for stage, gate in now.state.gates.items():
        facts[stage] = str(gate.status)
        facts[f"{stage} phase"] = gate.phase
        facts[f"{stage} waived"] = gate.waiver is not None
        facts[f"{stage} overridden"] = gate.override is not None
        facts[f"{stage} unmet"] = len(gate.override.unmet) if gate.override else 0
        facts[f"{stage} signed by"] = gate.sign_off and gate.sign_off.by
        facts[f"{stage} failures"] = len(gate.judged.failures) if gate.judged else 0
    return facts


def _beside(now: PartnerJourney) -> Facts:
    state = now.state
    return {
        "beta": state.beta.state,
        "beta extended": state.beta.extensions,
        "open issues": len(state.beta.open_issues),
        "launch": state.launch.state,
        "decisions": [str(each.outcome) for each in state.launch.decisions],
        "launched": state.is_launched,
        "support ready": state.support.ready,
        "tier": state.tier.tier,
        **{name: each.state for name, each in state.hand_offs.items()},
    }


def weeks(rules: ps.Rulebook, case: Case) -> Facts:
    """Say what a day is in the plan, and how a partner in a stage stands on it."""
    start, day = case["start"], case["day"]
    plan = timeline(rules.journey, start)
    facts: Facts = {"week": plan.week_on(day), "launch": plan.planned_launch}
    facts["planned"] = [
        entry.phase or entry.stage for entry in plan.entries if _holds(entry, day)
    ]
    if "stage" in case:
        state = on_the_way(rules.journey, case["stage"]).state
        found = standing(rules.journey, _started(state, start), day)
        facts |= {"stands": found.punctuality, "days": found.days}
    return facts


def _holds(entry: Any, day: date) -> bool:
    first, last = entry.planned_first, entry.planned_last
    return first is not None and first <= day <= last


def _started(state: Any, start: date) -> Any:
    return attrs.evolve(state, onboarding_start=start)
