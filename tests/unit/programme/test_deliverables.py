"""How far the six deliverables are."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

import partner_success as ps
from partner_success.errors import InvalidDataError, InvalidUseError
from partner_success.programme import Counted, check_deliverables

SIX = (
    "programme_guide",
    "portal_page",
    "onboarding_guide",
    "maturity_assessment",
    "success_plays",
    "success_plan_guide",
)
STATES = ("not_started", "in_draft", "in_review", "ready")


@pytest.mark.rule("PRG-04")
def test_six_deliverables_begin_as_not_started(rules: ps.Rulebook) -> None:
    """What nothing is told of is in the first state, and none is ready."""
    found = check_deliverables(rules.programme, {})
    assert {id_: state.id for id_, state in found.states.items()} == dict.fromkeys(
        SIX, "not_started"
    )
    assert tuple(each.id for each in found.not_ready) == SIX
    assert found.ready == Counted(count=0, of=6)
    assert found.ready.share == Fraction(0)


@pytest.mark.rule("PRG-04")
@pytest.mark.parametrize("state", STATES)
def test_only_what_is_ready_can_be_given(rules: ps.Rulebook, state: str) -> None:
    """Of the four states only the last makes a deliverable ready."""
    found = check_deliverables(rules.programme, dict.fromkeys(SIX, state))
    ready = 6 if state == "ready" else 0
    assert found.ready == Counted(count=ready, of=6)
    assert found.by_state == {each: 6 * (each == state) for each in STATES}
    assert len(found.reasons) == 6 - ready


@pytest.mark.rule("PRG-04")
def test_what_is_not_ready_is_told_with_its_state(rules: ps.Rulebook) -> None:
    """The reason names the deliverable, its state, and where it comes from."""
    states = {**dict.fromkeys(SIX, "ready"), "success_plays": "in_review"}
    found = check_deliverables(rules.programme, states)
    [reason] = found.reasons
    assert str(reason) == "Success plays and processes is in review"
    assert reason.facts == {"deliverable": "success_plays", "state": "in_review"}
    assert reason.citations[0].source == "ESG"
    assert str(found) == "Deliverables: 5 of 6 ready"
    assert found.explain().rows[4] == (
        "Success plays and processes",
        "in review",
        "What to do in each phase of a customer's lifecycle",
    )


@pytest.mark.parametrize(
    ("states", "path", "code"),
    [
        ({"portal_pag": "ready"}, "states['portal_pag']", "unknown"),
        ({"portal_page": "redy"}, "states['portal_page']", "unknown"),
        ({"portal_page": None}, "states['portal_page']", "missing"),
        ({"portal_page": True}, "states['portal_page']", "wrong-type"),
        (None, "states", "missing"),
    ],
)
def test_wrong_states(rules: ps.Rulebook, states: Any, path: str, code: str) -> None:
    """What cannot be meant is refused by its path."""
    with pytest.raises(InvalidDataError) as caught:
        check_deliverables(rules.programme, states)
    assert [(each.path, each.code) for each in caught.value.problems] == [(path, code)]


def test_another_policy_is_refused(rules: ps.Rulebook) -> None:
    """A policy of another family is named as what it is."""
    wrong: Any = rules.renewals
    with pytest.raises(InvalidUseError, match="ProgrammePolicy"):
        check_deliverables(wrong, {})
