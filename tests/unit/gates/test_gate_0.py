"""Gate 0 at the edge of its money and of its sections."""

from __future__ import annotations

from decimal import Decimal

import pytest

import partner_success as ps
from partner_success.gates import GateStatus, SignOff, Submit
from tests.support.partners_on_the_way import (
    actor,
    on_the_way,
    questionnaire_of,
    verdicts,
)
from tests.unit.gates.doing import done, signed

FAILING: dict[str, dict[str, object]] = {
    "contract": {"signed": False},
    "team": {"team_committed": False},
    "launch_timing": {"target_set": False},
    "operational_readiness": {"overall_readiness": "low"},
}
"""What makes each section of Gate 0 fail that neither money nor a reviewer decides."""

NEVER_TIER_1 = Decimal(10_000_000_000)
"""A potential of which no amount of these cases is a share that counts."""


@pytest.mark.parametrize(
    ("amount", "failing", "sections", "status"),
    [
        ("50000000", ("contract", "team", "launch_timing"), 2, "awaiting_sign_off"),
        ("50000000", (*FAILING,), 1, "awaiting_sign_off"),
        ("49999999.99", ("contract", "team", "launch_timing"), 1, "failed"),
        ("49999999.99", ("team",), 3, "failed"),
        ("49999999.99", (), 4, "awaiting_sign_off"),
    ],
)
@pytest.mark.rule("JRN-05", "JRN-10")
def test_gate_0_by_money_and_by_sections(
    rules: ps.Rulebook,
    amount: str,
    failing: tuple[str, ...],
    sections: int,
    status: str,
) -> None:
    """50,000,000 USD qualifies alone, a cent less needs four of the six sections."""
    journey = rules.journey
    partner = on_the_way(journey, "gate_0")
    money = {"ccv": Decimal(amount), "lrp": NEVER_TIER_1}
    changes = {"financial_bar": money} | {name: FAILING[name] for name in failing}
    form = questionnaire_of(journey, "gate_0")
    judged = verdicts(form, passed=False)
    lead = actor("PDM")
    command = Submit(signed(journey, "gate_0", changes), by=lead, verdicts=judged)
    after = done(partner, command)
    assert after.state.gate.status == status
    assert after.state.gate.judged is not None
    assert len(after.state.gate.judged.passed_sections) == sections
    if status == "failed":
        found = {each.code for each in after.state.gate.judged.failures}
        assert found == {
            *(f"{name}.{form.sections[name].criteria.ids[0]}" for name in failing),
            "financial_bar.meets_bar",
            "strategic_value.verdict",
        }
    else:
        passed = done(after, SignOff(by=lead)).state.gates["gate_0"]
        assert passed.status is GateStatus.PASSED
