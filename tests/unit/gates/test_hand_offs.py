"""How one lead hands a partner over to the next."""

from __future__ import annotations

import pytest

from partner_success.core.decision import Reason
from partner_success.errors import UnknownNameError
from partner_success.gates import DoHandOffStep, PartnerJourney, Subject
from partner_success.gates.deciding import COMMAND_RULES, Situation
from partner_success.gates.deciding.hand_offs import hand_off_lacking
from partner_success.gates.events import LaunchDecided, Launched, StageStarted
from tests.unit.gates.launching import (
    JOURNEY,
    PARTNER,
    PSM,
    START,
    TODAY,
    blocked,
    delivered,
    do,
    happened,
    preparing,
    refusals,
    setting_out,
)

DOCUMENTS = ("procedures", "beta_results", "known_issues")


def step(name: str, *documents: str, hand_off: str = "psm_to_tam") -> DoHandOffStep:
    """Do a step of a hand-off."""
    return DoHandOffStep(by=PSM, hand_off=hand_off, step=name, documents=documents)


def lacking(partner: PartnerJourney, stage: str = "operate") -> list[Reason]:
    """Give what the hand-off into a stage lacks."""
    situation = Situation(journey=JOURNEY, state=partner.state, at=partner.state.at)
    return list(hand_off_lacking(situation, stage))


@pytest.mark.rule("JRN-20")
def test_a_hand_off_from_first_to_last_step() -> None:
    """It is complete when every step is done, in any order."""
    partner = do(preparing(), step("shadowing"), step("meeting"))
    state = partner.state.hand_offs["psm_to_tam"]
    assert (state.state, tuple(state.done)) == ("under_way", ("shadowing", "meeting"))
    assert state.done["meeting"].by == "p-2"

    (reason,) = lacking(partner)
    assert (reason.code, reason.rules) == ("hand-off-step", ("JRN-20",))
    assert (reason.facts["step"], reason.facts["hand_off"]) == ("review", "psm_to_tam")
    assert (reason.facts["stage"], reason.facts["resolved_by"]) == ("deliver", ("PSM",))
    assert "the review of the documents" in reason.message

    partner = do(partner, step("review", *DOCUMENTS))
    assert partner.state.hand_offs["psm_to_tam"].state == "complete"
    assert lacking(partner) == []
    assert refusals(partner, step("meeting")) == ["hand-off-complete"]


@pytest.mark.rule("JRN-20")
def test_a_hand_off_that_was_not_begun_lacks_every_step() -> None:
    """Each step is a reason of its own; a stage without a hand-off lacks none."""
    assert [reason.facts["step"] for reason in lacking(preparing())] == [
        "meeting",
        "review",
        "shadowing",
    ]
    assert lacking(preparing(), "build") == []


@pytest.mark.rule("JRN-21")
def test_the_review_needs_every_document() -> None:
    """A document counts whether it came with this step or with one before."""
    partner = do(preparing(), step("meeting", "beta_results"))
    assert refusals(partner, step("review")) == ["document", "document"]
    found = partner.apply(step("review", "procedures"), at=partner.state.at).reasons
    assert [reason.facts["document"] for reason in found] == ["known_issues"]
    assert found[0].rules == ("JRN-21",)
    partner = do(partner, step("review", "known_issues", "procedures"))
    assert partner.state.hand_offs["psm_to_tam"].documents == (
        "beta_results",
        "known_issues",
        "procedures",
    )


@pytest.mark.rule("JRN-20")
def test_a_step_is_done_once() -> None:
    """A second time is refused, and says who did it when."""
    partner = do(preparing(), step("meeting"))
    assert refusals(partner, step("meeting")) == ["done-already"]
    text = partner.apply(step("meeting"), at=partner.state.at).explain()
    assert "was done by p-2 on 2026-03-02" in text


@pytest.mark.rule("JRN-20")
def test_a_hand_off_has_its_place() -> None:
    """It leads out of the stage that the partner is in, once that is started."""
    assert refusals(setting_out(), step("meeting")) == ["elsewhere"]
    old = step("meeting", hand_off="tpm_to_psm")
    assert refusals(preparing(), old) == ["elsewhere"]
    fresh = JOURNEY.start(PARTNER, at=START)
    assert refusals(fresh, old) == ["not-started"]
    assert do(setting_out(), old).state.hand_offs["tpm_to_psm"].state == "complete"


@pytest.mark.rule("JRN-20")
def test_a_hand_off_goes_on_while_blocked_and_after_launch() -> None:
    """Neither keeps leads from talking to each other."""
    do(blocked(preparing()), step("meeting"))
    decided = happened(delivered(), LaunchDecided, outcome="go", why="ready")
    do(happened(decided, Launched, on=TODAY), step("meeting"))


@pytest.mark.rule("JRN-20", "JRN-21")
@pytest.mark.parametrize(
    "command",
    [
        step("meeting", hand_off="psm_to_tm"),
        step("meting"),
        step("meeting", "prosedures"),
    ],
)
def test_names_that_the_journey_does_not_have(command: DoHandOffStep) -> None:
    """An unknown hand-off, step or document is misuse, with its near misses."""
    with pytest.raises(UnknownNameError, match="did you mean"):
        preparing().apply(command, at=preparing().state.at)


@pytest.mark.rule("JRN-20")
def test_what_can_be_done_for_a_hand_off() -> None:
    """The steps that are left, in the stage before the one that it leads into."""
    found = COMMAND_RULES[DoHandOffStep].subjects
    partner = do(preparing(), step("meeting"))
    situation = Situation(journey=JOURNEY, state=partner.state, at=partner.state.at)
    assert list(found(situation)) == [
        Subject("deliver", "psm_to_tam.review"),
        Subject("deliver", "psm_to_tam.shadowing"),
    ]
    decided = happened(delivered(), LaunchDecided, outcome="go", why="ready")
    launched = happened(decided, Launched, on=TODAY)
    last = happened(launched, StageStarted, stage="operate")
    situation = Situation(journey=JOURNEY, state=last.state, at=last.state.at)
    assert list(found(situation)) == []
