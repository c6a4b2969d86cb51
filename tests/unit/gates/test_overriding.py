"""Passing a failed gate as an administrator, which stays in sight for ever."""

from __future__ import annotations

from typing import Any

import pytest

import partner_success as ps
from partner_success.gates import (
    GateStatus,
    Override,
    PartnerJourney,
    ReopenItem,
    SignOff,
    StartStage,
)
from partner_success.gates.events import Overridden
from tests.support.journeys import NAMES, journey_called
from tests.support.partners_on_the_way import actor, on_the_way
from tests.unit.gates.doing import codes, done, handed_in, in_status, lead_of, refused


def overrider(partner: PartnerJourney, **more: Any) -> Any:
    """Give somebody who overrides; they need not be assigned to the partner."""
    journey: Any = partner.journey
    return actor(*journey.overriding_roles, id="boss", **more)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.rule("JRN-05", "JRN-08")
def test_who_overrides_what(name: str) -> None:
    """Only a failed gate, only an overriding role, and only with a justification."""
    journey = journey_called(name)
    for stage in journey.stages:
        for status in GateStatus if stage.is_gate else ():
            partner = in_status(journey, stage.id, status)
            for role in journey.roles:
                for why in ("", "  \n", "the sponsor vouches for it"):
                    command = Override(by=actor(role.id), stage=stage.id, why=why)
                    step = partner.apply(command, at=partner.state.at)
                    wanted = {
                        "no-justification": not why.strip(),
                        "not-overriding": not role.overrides,
                        str(status).replace("_", "-"): status is not GateStatus.FAILED,
                    }
                    found = [reason.code for reason in step.reasons]
                    assert sorted(found) == sorted(
                        code for code, holds in wanted.items() if holds
                    )


@pytest.mark.rule("JRN-08")
def test_an_override_keeps_what_was_not_met_for_ever(rules: ps.Rulebook) -> None:
    """Author, reason, failed criteria and open items stay on the gate to the end."""
    failed = in_status(rules.journey, "gate_2", GateStatus.FAILED)
    failed = done(failed, ReopenItem(by=lead_of(failed), item="runbooks"))
    judged = failed.state.gate.judged
    assert judged is not None
    why = "a pilot customer waits; runbooks follow in a week"
    passed = done(failed, Override(by=overrider(failed), why=why))
    gate = passed.state.gates["gate_2"]
    assert gate.status is GateStatus.PASSED
    assert gate.sign_off is None
    record = gate.override
    assert record is not None
    assert (record.by, record.justification) == ("boss", why)
    assert (record.at, gate.ended_at) == (failed.state.at, failed.state.at)
    told = {each.code: each.message for each in record.unmet}
    assert set(told) == {each.code for each in judged.failures} | {"runbooks"}
    assert told["runbooks"].startswith("'Runbooks are written' is open in Gate 2")
    event = passed.events[-1]
    assert isinstance(event, Overridden)
    assert (event.role, event.why) == ("ADMIN", why)
    for command in (
        Override(by=overrider(passed), stage="gate_2", why="again"),
        SignOff(by=lead_of(passed), stage="gate_2"),
        ReopenItem(by=lead_of(passed), stage="gate_2", item="endpoints"),
    ):
        assert "passed" in codes(passed, command)
    assert rules.journey.replay(passed.events).state.gates["gate_2"] == gate


@pytest.mark.rule("JRN-08", "JRN-12")
def test_a_tier_2_partner_reaches_gate_0_by_an_override(rules: ps.Rulebook) -> None:
    """Pre-Contract fails, and is passed by an administrator; Gate 0 then opens."""
    begun = on_the_way(rules.journey, "pre_contract")
    failed = done(begun, handed_in(begun, "failed"))
    pam = lead_of(failed)
    assert codes(failed, StartStage(by=pam, stage="gate_0")) == ["gate-before"]
    why = "a market that we want to learn about"
    there = done(
        failed,
        Override(by=overrider(failed), why=why),
        StartStage(by=pam, stage="gate_0"),
    )
    assert there.stage == "gate_0"
    record = there.state.gates["pre_contract"].override
    assert record is not None
    assert record.unmet


@pytest.mark.rule("JRN-08")
def test_a_refused_override_says_for_whom_it_is(rules: ps.Rulebook) -> None:
    """The reason names the roles that override."""
    failed = in_status(rules.journey, "gate_1", GateStatus.FAILED)
    (reason,) = refused(failed, Override(by=actor("PDM"), why="it is good enough"))
    assert str(reason) == (
        "this is for the Administrator, and 'pdm-1' does not hold that role"
    )
    assert reason.rules == ("JRN-08",)
    assert reason.facts["resolved_by"] == ("ADMIN",)


@pytest.mark.rule("JRN-08")
def test_a_stage_without_end_is_not_overridden(rules: ps.Rulebook) -> None:
    """There is nothing in Post-Launch that could be passed."""
    partner = on_the_way(rules.journey, "post_launch")
    command = Override(by=overrider(partner), why="to be done with it")
    assert codes(partner, command) == ["no-gate"]
