"""Starting a stage, and blocking and unblocking a gate."""

from __future__ import annotations

import pytest

import partner_success as ps
from partner_success.errors import UnknownNameError
from partner_success.gates import (
    Block,
    DoHandOffStep,
    GateStatus,
    ReopenItem,
    Rework,
    SignOff,
    StartStage,
    TickItem,
    Unblock,
)
from tests.support.journeys import NAMES, journey_called
from tests.support.partners_on_the_way import actor, on_the_way
from tests.unit.gates.doing import codes, done, handed_in, in_status, lead_of, refused


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.rule("JRN-01", "JRN-04")
def test_a_stage_opens_only_behind_the_one_before_it(name: str) -> None:
    """From any stage only the next one can be started, and only once it has passed."""
    journey = journey_called(name)
    order = journey.stages.ids
    for place, here in enumerate(order):
        for status in GateStatus if journey.stages[here].is_gate else ():
            partner = in_status(journey, here, status)
            for target in order:
                command = StartStage(by=actor("PAM"), stage=target)
                step = partner.apply(command, at=partner.state.at)
                found = [reason.code for reason in step.reasons]
                first = target == here and status is GateStatus.NOT_STARTED
                following = order.index(target) == place + 1
                if first:
                    assert ("gate-before" in found) is (place > 0)
                elif following:
                    opens = status is GateStatus.PASSED
                    assert ("gate-before" in found) is not opens
                else:
                    assert step.refused
                    later = order.index(target) > place
                    assert ("gate-before" in found) is later


@pytest.mark.rule("JRN-01", "JRN-04")
def test_a_refusal_names_the_gate_in_the_way_and_what_it_lacks(
    rules: ps.Rulebook,
) -> None:
    """All that the gate before lacks is in one reason, with who resolves it."""
    partner = in_status(rules.journey, "gate_2", GateStatus.FAILED)
    partner = done(partner, ReopenItem(by=lead_of(partner), item="runbooks"))
    reason, *steps = refused(partner, StartStage(by=actor("PSM"), stage="gate_3"))
    assert reason.code == "gate-before"
    text = str(reason)
    assert text.startswith(
        "Gate 3: Ready to Deliver opens only when Gate 2: Ready to Order has passed,"
        " which lacks: Gate 2: Ready to Order failed: "
    )
    assert "'Runbooks are written' is open in Gate 2: Ready to Order; tick it" in text
    assert text.endswith("that is for its lead, the Technical Program Manager")
    assert reason.facts["stage"] == "gate_2"
    assert reason.facts["resolved_by"] == ("TPM", "ADMIN")
    lacks = reason.facts["lacks"]
    assert isinstance(lacks, tuple)
    assert set(lacks) == {"failed-criterion", "open-item", "not-signed-off"}
    assert reason.rules == ("JRN-01", "JRN-04")
    assert [each.code for each in steps] == ["hand-off-step"] * 3


@pytest.mark.rule("JRN-04", "JRN-20", "JRN-26")
def test_what_a_stage_is_entered_with(rules: ps.Rulebook) -> None:
    """Post-Launch waits for the launch, each step of the hand-off, and monitoring."""
    passed = in_status(rules.journey, "gate_3", GateStatus.PASSED)
    reasons = refused(passed, StartStage(by=actor("TAM"), stage="post_launch"))
    told = [
        (reason.code, reason.facts.get("step") or reason.facts.get("item"))
        for reason in reasons
    ]
    hand_off = rules.journey.hand_offs["psm_to_tam"]
    assert told == [
        *(("hand-off-step", step) for step in hand_off.steps.ids),
        ("open-item", "launch_complete"),
        ("open-item", "hand_off_complete"),
        ("open-item", "performance_monitoring"),
    ]
    assert all(reason.facts["resolved_by"] == ("PSM",) for reason in reasons)
    assert all(reason.citations for reason in reasons)


@pytest.mark.rule("JRN-20")
def test_an_incomplete_hand_off_keeps_a_stage_closed(rules: ps.Rulebook) -> None:
    """Each missing step is a reason; with the last one the stage opens."""
    partner = in_status(rules.journey, "gate_1", GateStatus.PASSED)
    start = StartStage(by=actor("TPM"), stage="gate_2")
    hand_off = rules.journey.hand_offs["pdm_to_tpm"]
    left = list(hand_off.steps.ids)
    while left:
        assert [each.facts["step"] for each in refused(partner, start)] == left
        step = DoHandOffStep(
            by=actor("PDM"),
            hand_off=hand_off.id,
            step=left.pop(0),
            documents=hand_off.documents.ids,
        )
        partner = done(partner, step)
    assert done(partner, start).stage == "gate_2"


@pytest.mark.rule("JRN-04")
def test_a_stage_is_started_once(rules: ps.Rulebook) -> None:
    """A second start says how the stage stands; an unknown stage is misuse."""
    partner = on_the_way(rules.journey, None)
    pam = actor("PAM")
    started = done(partner, StartStage(by=pam, stage="pre_contract"))
    assert started.state.state == "onboarding"
    (reason,) = refused(started, StartStage(by=pam, stage="pre_contract"))
    assert str(reason) == (
        "Pre-Contract is in progress and cannot be started; a stage is started once"
    )
    with pytest.raises(UnknownNameError, match="did you mean 'gate_1'"):
        partner.apply(StartStage(by=pam, stage="gate1"), at=partner.state.at)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.rule("JRN-07")
def test_blocking_remembers_what_a_gate_was(name: str) -> None:
    """Every unfinished status can be blocked, and is there again once unblocked."""
    journey = journey_called(name)
    unfinished = set(GateStatus) - {GateStatus.PASSED, GateStatus.BLOCKED}
    for stage in journey.stages:
        for status in unfinished if stage.is_gate else ():
            partner = in_status(journey, stage.id, status)
            before = partner.state.gates[stage.id]
            lead = lead_of(partner, stage.id)
            reasons = ["a permit is missing", "the contract is disputed"]
            blocked = done(partner, Block(by=lead, stage=stage.id, reasons=reasons))
            gate = blocked.state.gates[stage.id]
            assert (gate.status, gate.status_before) == (GateStatus.BLOCKED, status)
            assert gate.blockers == tuple(reasons)
            again = done(blocked, Unblock(by=lead, stage=stage.id))
            assert again.state.gates[stage.id] == before


@pytest.mark.rule("JRN-07")
def test_a_blocked_gate_does_not_go_on(rules: ps.Rulebook) -> None:
    """Signing, starting, reworking and answering wait for it to be unblocked."""
    journey = rules.journey
    blocked = in_status(journey, "gate_1", GateStatus.BLOCKED)
    lead = lead_of(blocked)
    for command in (
        SignOff(by=lead),
        Rework(by=lead),
        handed_in(blocked, id="s-2"),
        Block(by=lead, reasons=["again"]),
    ):
        (reason,) = refused(blocked, command)
        assert reason.code == "blocked"
    assert str(refused(blocked, Block(by=lead, reasons="again"))[0]) == (
        "Gate 1: Ready to Sell is blocked and cannot be blocked; unblock it, and block"
        " it again with every reason"
    )
    early = in_status(journey, "gate_1", GateStatus.NOT_STARTED)
    closed = done(early, Block(by=lead, stage="gate_1", reasons="no sponsor"))
    found = codes(closed, StartStage(by=lead, stage="gate_1"))
    assert found == ["blocked", "gate-before"]


@pytest.mark.parametrize("reasons", [(), "", " ", ("a permit is missing", "\t")])
@pytest.mark.rule("JRN-07")
def test_blocking_needs_reasons(rules: ps.Rulebook, reasons: tuple[str, ...]) -> None:
    """There is at least one, and none is blank."""
    partner = in_status(rules.journey, "gate_1", GateStatus.IN_PROGRESS)
    assert codes(partner, Block(by=lead_of(partner), reasons=reasons)) == ["no-reason"]


@pytest.mark.rule("JRN-07")
def test_what_cannot_be_blocked_or_unblocked(rules: ps.Rulebook) -> None:
    """What has passed, what has no end, what was launched, and what is not blocked."""
    journey = rules.journey
    passed = in_status(journey, "gate_1", GateStatus.PASSED)
    lead = lead_of(passed)
    assert codes(passed, Block(by=lead, reasons="late")) == ["passed"]
    (reason,) = refused(passed, Unblock(by=lead, stage="gate_2"))
    assert str(reason).endswith("; nothing keeps it that was said to")
    last = on_the_way(journey, "post_launch")
    assert codes(last, Block(by=lead, reasons="late"))[0] == "no-gate"
    assert codes(last, Unblock(by=lead)) == ["no-gate", "in-progress"]
    command = Block(by=lead, stage="gate_3", reasons="late")
    assert codes(last, command) == ["after-launch", "passed"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.rule("JRN-07", "JRN-13")
def test_a_phase_that_was_completed_while_blocked_is_left_with_unblocking(
    name: str,
) -> None:
    """Work goes on while a gate is blocked; the next phase waits for its end."""
    journey = journey_called(name)
    stage = next(each for each in journey.stages if each.phases_in_turn)
    first, second, *_ = stage.phases
    partner = on_the_way(journey, stage.id)
    lead = lead_of(partner)
    ticks = [TickItem(by=lead, item=item) for item in first.items.ids]
    blocked = done(partner, Block(by=lead, reasons="a strike"), *ticks)
    assert blocked.state.gate.phase == first.id
    step = blocked.apply(Unblock(by=lead), at=blocked.state.at)
    assert [event.kind for event in step.events] == ["unblocked", "phase_entered"]
    assert step.journey.state.gate.phase == second.id
