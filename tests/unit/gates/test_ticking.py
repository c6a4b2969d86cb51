"""Ticking off items and steps, opening them again, and entering phases by it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

import partner_success as ps
from partner_success.errors import UnknownNameError
from partner_success.gates import (
    Closing,
    GateStatus,
    Metric,
    RecordMetrics,
    ReopenItem,
    SignOff,
    TickItem,
    WaiveBeta,
)
from partner_success.gates.deciding import Situation
from partner_success.gates.deciding.requirements import is_closed, open_items
from tests.support.journeys import NAMES, journey_called
from tests.support.partners_on_the_way import actor, on_the_way
from tests.unit.gates.doing import codes, done, in_status, lead_of, refused


def situation(partner: Any) -> Situation:
    """Give what a command would meet now."""
    return Situation(journey=partner.journey, state=partner.state, at=partner.state.at)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.rule("JRN-15", "JRN-26")
def test_every_item_is_closed_by_a_hand_or_by_what_closes_it(name: str) -> None:
    """What a hand closes is ticked off once; the rest says what closes it."""
    journey = journey_called(name)
    for stage in journey.stages:
        partner = on_the_way(journey, stage.id)
        lead = lead_of(partner)
        for item in stage.items:
            assert not is_closed(situation(partner), stage.id, item)
            tick = TickItem(by=lead, item=item.id)
            if item.closed_by is not Closing.HAND:
                (reason,) = refused(partner, tick)
                assert reason.code == "closed-by"
                assert codes(partner, ReopenItem(by=lead, item=item.id)) == [
                    "closed-by"
                ]
                continue
            partner = done(partner, tick)
            assert is_closed(situation(partner), stage.id, item)
            assert codes(partner, tick) == ["ticked"]
        ready = on_the_way(journey, stage.id, ready=True)
        assert open_items(situation(ready), stage.id) == ()


@pytest.mark.rule("JRN-15", "JRN-26")
def test_what_is_said_of_an_item_that_no_hand_closes(rules: ps.Rulebook) -> None:
    """The message names what closes it; an open one says what is lacking."""
    partner = on_the_way(rules.journey, "gate_3")
    psm = actor("PSM")
    told = {
        "beta_testing": "a beta that succeeded or was waived",
        "operational_metrics": "operational metrics that reach their targets",
        "support_team_trained": "the validation of the support team",
    }
    for item, what in told.items():
        (reason,) = refused(partner, TickItem(by=psm, item=item))
        assert str(reason).endswith(
            f"in Gate 3: Ready to Deliver is not ticked off by hand; it is closed by"
            f" {what}"
        )


@pytest.mark.rule("JRN-13")
def test_the_last_item_of_phase_3a_enters_phase_3b(rules: ps.Rulebook) -> None:
    """3B is not entered before all seven items of 3A are closed, and then at once."""
    journey = rules.journey
    partner = on_the_way(journey, "gate_3")
    psm = actor("PSM")
    phase = journey.stages["gate_3"].phases["phase_3a"]
    assert len(phase.items) == 7
    *others, last = phase.items.ids
    for item in (*others, "launch_plan"):
        step = partner.apply(TickItem(by=psm, item=item), at=partner.state.at)
        assert [event.kind for event in step.events] == ["item_ticked"]
        partner = step.journey
    assert partner.state.gate.phase == "phase_3a"
    step = partner.apply(TickItem(by=psm, item=last), at=partner.state.at)
    assert [event.kind for event in step.events] == ["item_ticked", "phase_entered"]
    assert step.journey.state.gate.phase == "phase_3b"
    again = done(step.journey, ReopenItem(by=psm, item=last, why="it was a draft"))
    assert again.state.gate.phase == "phase_3b"
    assert last in [item.id for item in open_items(situation(again), "gate_3")]


@pytest.mark.rule("JRN-15", "JRN-17")
def test_a_waiver_closes_what_the_beta_closes(rules: ps.Rulebook) -> None:
    """The items of the beta are closed by a waiver, even by that of a minimal beta."""
    partner = on_the_way(rules.journey, "gate_3")
    waive = WaiveBeta(
        by=actor("PSM"),
        why="the customers know the service from a sister company",
        waiver="minimal",
        risks=["faults that customers find"],
        monitoring="daily for four weeks",
        rapid_response="a team on call",
    )
    waived = done(partner, waive)
    left = {item.id for item in open_items(situation(waived), "gate_3")}
    closed = {item.id for item in open_items(situation(partner), "gate_3")} - left
    assert closed == {"beta_testing", "beta_feedback"}


@pytest.mark.rule("JRN-14", "JRN-15")
def test_metrics_close_their_item_once_all_reach_their_targets(
    rules: ps.Rulebook,
) -> None:
    """A metric below its target keeps the item open, and is named."""
    waiting = in_status(rules.journey, "gate_3", GateStatus.AWAITING_SIGN_OFF)
    psm = actor("PSM")

    def measured(value: int) -> RecordMetrics:
        orders = Metric(
            id="orders", value=Decimal(value), target=Decimal(98), direction="at least"
        )
        tickets = Metric(
            id="tickets", value=Decimal(3), target=Decimal(5), direction="at most"
        )
        return RecordMetrics(by=psm, metrics=[orders, tickets])

    (reason,) = refused(done(waiting, measured(97)), SignOff(by=psm))
    assert reason.facts["item"] == "operational_metrics"
    assert str(reason).endswith("; targets are missed by orders")
    done(waiting, measured(97), measured(98), SignOff(by=psm))


@pytest.mark.rule("JRN-26")
def test_what_the_next_stage_is_entered_with_is_ticked_before(
    rules: ps.Rulebook,
) -> None:
    """In the stage before it, not earlier, and not once it was entered."""
    journey = rules.journey
    tam = actor("TAM")
    tick = TickItem(by=tam, stage="post_launch", item="performance_monitoring")
    early = on_the_way(journey, "gate_2")
    (reason,) = refused(early, tick)
    assert reason.code == "too-early"
    assert str(reason).endswith(
        "in Gate 2: Ready to Order; see to Gate 2: Ready to Order first"
    )
    before = done(on_the_way(journey, "gate_3"), tick)
    reopen = ReopenItem(by=tam, stage="post_launch", item="performance_monitoring")
    assert done(before, reopen).state.gates["post_launch"].ticks == {}
    inside = on_the_way(journey, "post_launch")
    assert codes(inside, tick) == ["entered", "ticked"]
    assert codes(inside, reopen) == ["entered"]


@pytest.mark.rule("JRN-24")
def test_steps_of_activities_are_ticked_off_and_nothing_hangs_on_them() -> None:
    """A step goes by its path; the gate does not wait for it."""
    partner = in_status(
        journey_called("company"), "prove", GateStatus.AWAITING_SIGN_OFF
    )
    lead = lead_of(partner)
    tick = TickItem(by=lead, item="trying.pilot.ask")
    ticked = done(partner, tick)
    (reason,) = refused(ticked, tick)
    assert (reason.code, reason.rules) == ("ticked", ("JRN-24",))
    assert (
        str(reason) == "'Ask them' was ticked off by 'tech-1' on 2026-01-05; it is done"
    )
    done(ticked, SignOff(by=lead))
    back = done(ticked, ReopenItem(by=lead, item="trying.pilot.ask"))
    (reason,) = refused(back, ReopenItem(by=lead, item="trying.pilot.ask"))
    assert reason.code == "not-ticked"
    with pytest.raises(UnknownNameError, match=r"did you mean 'trying\.pilot\.ask'"):
        partner.apply(TickItem(by=lead, item="trying.pilot.aks"), at=partner.state.at)
    for item in ("trying.pilot", "trying", "trying.pilto.ask", "", "a.b.c.d"):
        with pytest.raises(UnknownNameError):
            partner.apply(TickItem(by=lead, item=item), at=partner.state.at)


@pytest.mark.rule("JRN-24")
def test_every_step_of_the_standard_activities_can_be_ticked_off(
    rules: ps.Rulebook,
) -> None:
    """An activity without steps is ticked off by its own path."""
    partner = on_the_way(rules.journey, "gate_3")
    psm = actor("PSM")
    paths = [
        f"{process.id}.{activity.id}{step}"
        for process in rules.journey.stages["gate_3"].processes
        for activity in process.activities
        for step in [f".{each}" for each in activity.steps.ids] or [""]
    ]
    ticked = done(partner, *(TickItem(by=psm, item=path) for path in paths))
    assert set(ticked.state.gate.ticks) == set(paths)
    whole = next(path for path in paths if path.count(".") == 1)
    for item in (f"{whole}.", f"{whole}.more"):
        with pytest.raises(UnknownNameError):
            partner.apply(TickItem(by=psm, item=item), at=partner.state.at)


@pytest.mark.rule("JRN-15")
def test_when_items_are_not_ticked(rules: ps.Rulebook) -> None:
    """Before a gate is started, once it has passed, and never after the launch."""
    journey = rules.journey
    tpm = actor("TPM")
    early = in_status(journey, "gate_2", GateStatus.NOT_STARTED)
    tick = TickItem(by=tpm, stage="gate_2", item="runbooks")
    (reason,) = refused(early, tick)
    assert str(reason) == (
        "Gate 2: Ready to Order is not started; start it before 'Runbooks are written'"
        " is done"
    )
    passed = in_status(journey, "gate_2", GateStatus.PASSED)
    assert codes(passed, tick) == ["passed", "ticked"]
    reopen = ReopenItem(by=tpm, stage="gate_2", item="runbooks")
    assert codes(passed, reopen) == ["passed"]
    launched = on_the_way(journey, "post_launch")
    assert codes(launched, reopen) == ["after-launch", "passed"]
