"""Taking what failed back into work."""

from __future__ import annotations

import pytest

import partner_success as ps
from partner_success.gates import GateStatus, Rework, SignOff
from tests.support.partners_on_the_way import (
    actor,
)
from tests.unit.gates.doing import done, handed_in, in_status, lead_of, refused


@pytest.mark.rule("JRN-05")
def test_a_failed_gate_is_reworked_and_passes_in_the_end(rules: ps.Rulebook) -> None:
    """Failed answers stay in sight while it is reworked; new ones take their place."""
    failed = in_status(rules.journey, "gate_1", GateStatus.FAILED)
    lead = lead_of(failed)
    messages = [str(reason) for reason in refused(failed, SignOff(by=lead))]
    assert messages[0] == (
        "Gate 1: Ready to Sell is failed and cannot be signed off; rework it, or have"
        " it overridden"
    )
    judged = failed.state.gate.judged
    assert judged is not None
    for failure in judged.failures:
        assert f"Gate 1: Ready to Sell failed: {failure.message}" in messages
    working = done(failed, Rework(by=lead, why="training is repeated"))
    assert working.state.gate.status is GateStatus.IN_PROGRESS
    assert working.state.gate.reworks == 1
    _, reason = refused(working, SignOff(by=lead))
    assert reason.code == "reworked"
    assert reason.facts["failures"] == tuple(each.code for each in judged.failures)
    passed = done(working, handed_in(working, id="s-2"), SignOff(by=lead))
    assert passed.state.gates["gate_1"].status is GateStatus.PASSED
    assert passed.state.gates["gate_1"].submissions == ("s-new", "s-2")


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (GateStatus.NOT_STARTED, "only a gate that failed is reworked"),
        (GateStatus.IN_PROGRESS, "only a gate that failed is reworked"),
        (GateStatus.AWAITING_SIGN_OFF, "hand in a corrected submission instead"),
        (GateStatus.BLOCKED, "unblock it first"),
        (GateStatus.PASSED, "what has passed stays as it is"),
    ],
)
@pytest.mark.rule("JRN-05")
def test_only_what_failed_is_reworked(
    rules: ps.Rulebook, status: GateStatus, advice: str
) -> None:
    """In any other status it says what to do instead."""
    partner = in_status(rules.journey, "gate_1", status)
    (reason,) = refused(partner, Rework(by=actor("PDM"), stage="gate_1"))
    assert str(reason).endswith(f"cannot be reworked; {advice}")
