"""What stands in two families of the standard rulebook says the same in both."""

from __future__ import annotations

import pytest

import partner_success as ps


@pytest.mark.rule("STF-01")
@pytest.mark.parametrize(
    ("phase", "stage"), [("pre_contract", "pre_contract"), ("onboarding", "gate_1")]
)
def test_a_pdm_works_as_long_as_the_journey_says(
    rules: ps.Rulebook, phase: str, stage: str
) -> None:
    """Hours a week for each partner, in staffing and in the stages of the journey."""
    hours = rules.staffing.roles["pdm"].phases[phase]
    [effort] = (e for e in rules.journey.stages[stage].efforts if e.role == "PDM")
    assert hours.hours_least == effort.least
    assert hours.hours_most == effort.most
