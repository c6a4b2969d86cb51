"""Whether somebody may give a command, whatever the journey says of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

import partner_success as ps
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.gates import (
    CoSign,
    Override,
    ReassignOwner,
    SetTier,
    SignOff,
    StartStage,
)
from tests.support.partners_on_the_way import actor, on_the_way

MINUTE = timedelta(minutes=1)


@pytest.mark.rule("JRN-09")
def test_it_is_the_decision_of_access(rules: ps.Rulebook) -> None:
    """The lead may, others may not; what the journey says of it does not count."""
    on = on_the_way(rules.journey, "gate_2")
    at = on.state.at + MINUTE
    start = StartStage(by=actor("TPM"), stage="post_launch")
    found = on.access_to(start, rules.access, at=at)
    assert (found.allowed, found.action.id) == (True, "complete_questionnaire")
    assert on.apply(start, at=at).refused
    for command, allowed in (
        (CoSign(by=actor("TPM")), True),
        (CoSign(by=actor("PSM")), False),
        (SignOff(by=actor("TPM")), False),
        (ReassignOwner(by=actor("PAM"), role="TPM", people=["x"]), True),
        (ReassignOwner(by=actor("TPM"), role="TPM", people=["x"]), False),
        (SetTier(by=actor("ADMIN"), tier=1, why="asked for"), True),
    ):
        decision = on.access_to(command, rules.access, at=at)
        assert decision.allowed is allowed, command
    assert [each.code for each in decision.reasons] == []


@pytest.mark.rule("JRN-09")
def test_the_reason_is_that_of_the_command(rules: ps.Rulebook) -> None:
    """An override without a justification is denied for that, too."""
    on = on_the_way(rules.journey, "gate_2")
    at = on.state.at + MINUTE
    codes = [
        {
            each.code
            for each in on.access_to(
                Override(by=actor("ADMIN"), why=why), rules.access, at=at
            ).reasons
        }
        for why in ("", "the board wants it")
    ]
    assert "no-reason" in codes[0]
    assert "no-reason" not in codes[1]


def test_it_needs_a_command_and_a_zone(rules: ps.Rulebook) -> None:
    """What is no command raises, and so does an instant without a zone."""
    on = on_the_way(rules.journey, "gate_2")
    with pytest.raises(InvalidUseError, match="is no command"):
        on.access_to("sign_off", rules.access, at=on.state.at)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="zone"):
        on.access_to(CoSign(by=actor("TPM")), rules.access, at=datetime(2026, 5, 4))  # noqa: DTZ001
