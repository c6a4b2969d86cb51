"""What a stage lacks to be passed and to be entered, as others ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core.collections import Catalogue
from partner_success.core.decision import Reason
from partner_success.errors import UnknownNameError
from partner_success.gates import (
    Block,
    Closing,
    GateStatus,
    PartnerJourney,
    ReassignOwner,
    Rework,
    SignOff,
    StartStage,
    Unblock,
)
from partner_success.gates.deciding import Situation
from partner_success.gates.deciding.requirements import (
    entry_lacking,
    is_closed,
    lacking,
    unmet_criteria,
)
from partner_success.gates.definition import JourneyTerms
from partner_success.gates.events import Submitted
from tests.support.journeys import NAMES, items, journey_called
from tests.support.partners_on_the_way import actor, on_the_way
from tests.unit.gates.doing import done, handed_in, in_status, lead_of, refused
from tests.unit.gates.small import small_journey
from tests.unit.gates.small import start as small_start


def situation(partner: PartnerJourney) -> Situation:
    """Give what a command would meet now."""
    return Situation(journey=partner.journey, state=partner.state, at=partner.state.at)


def found(reasons: Iterator[Reason]) -> list[str]:
    """Give the codes of reasons."""
    return [reason.code for reason in reasons]


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        (GateStatus.NOT_STARTED, ["not-started", "not-signed-off"]),
        (GateStatus.IN_PROGRESS, ["no-answers", "not-signed-off"]),
        (GateStatus.AWAITING_SIGN_OFF, ["not-signed-off"]),
        (GateStatus.BLOCKED, ["blocker", "not-signed-off"]),
        (GateStatus.PASSED, []),
    ],
)
@pytest.mark.rule("JRN-04", "JRN-05")
def test_what_a_gate_lacks_in_each_status(
    rules: ps.Rulebook, status: GateStatus, wanted: list[str]
) -> None:
    """Everything between it and having passed, in order, each with who resolves it."""
    partner = in_status(rules.journey, "gate_1", status)
    reasons = list(lacking(situation(partner), "gate_1"))
    assert [reason.code for reason in reasons] == wanted
    for reason in reasons:
        assert reason.facts["stage"] == "gate_1"
        assert reason.facts["resolved_by"] == ("PDM",)
        assert reason.rules
        assert reason.citations


@pytest.mark.rule("JRN-05")
def test_a_blocked_gate_lacks_what_it_lacked_before(rules: ps.Rulebook) -> None:
    """What blocks it comes first, and then the failures that were kept."""
    failed = in_status(rules.journey, "gate_1", GateStatus.FAILED)
    without = list(lacking(situation(failed), "gate_1"))
    assert len(without) > 2
    assert {reason.code for reason in without[:-1]} == {"failed-criterion"}
    assert without[0].facts["resolved_by"] == ("PDM", "ADMIN")
    blocked = done(failed, Block(by=lead_of(failed), reasons=["a strike", "a storm"]))
    first, second, *others = lacking(situation(blocked), "gate_1")
    assert str(first) == "Gate 1: Ready to Sell is blocked: a strike"
    assert second.facts["blocker"] == "a storm"
    assert others == without


@pytest.mark.rule("JRN-06")
def test_a_gate_that_nobody_leads_lacks_somebody(rules: ps.Rulebook) -> None:
    """That is said beside the missing signature."""
    partner = in_status(rules.journey, "gate_1", GateStatus.AWAITING_SIGN_OFF)
    lost = done(partner, ReassignOwner(by=actor("PAM"), role="PDM", people=[]))
    reasons = lacking(situation(lost), "gate_1")
    assert found(reasons) == ["nobody-assigned", "not-signed-off"]


@pytest.mark.rule("JRN-05")
def test_a_failure_without_a_recorded_ground_is_said_too() -> None:
    """An old log may tell no more than that a gate failed."""
    begun = done(small_start(), StartStage(by=actor("PAM"), stage="first"))
    event = Submitted(
        id="acme#3",
        partner_id="acme",
        sequence=3,
        at=begun.state.at,
        by="ines",
        stage="first",
        submission_id="s-1",
        digest="0" * 64,
        result="failed",
    )
    failed = begun.followed_by([event])
    reason, _ = lacking(situation(failed), "first")
    assert (reason.code, str(reason)) == (
        "failed",
        "First failed, and no ground is recorded",
    )
    still = attrs.evolve(event, result="open")
    reason, _ = lacking(situation(begun.followed_by([still])), "first")
    assert str(reason) == (
        "'s-1' leaves it open whether First meets its criteria; answers or verdicts are"
        " missing"
    )
    assert reason.facts["sections"] == ()


@pytest.mark.rule("JRN-14")
def test_a_beta_that_no_item_asks_for_is_asked_for() -> None:
    """A stage with a beta waits for it, even where its checklist does not name it."""
    company = journey_called("company")
    asked = items(keys=Closing.HAND)
    stages = [
        attrs.evolve(stage, checklist=asked) if stage.beta else stage
        for stage in company.stages
    ]
    journey = attrs.evolve(company, stages=Catalogue(stages, kind="stage"))
    partner = on_the_way(journey, "prove")
    reasons = {each.code: each for each in unmet_criteria(situation(partner), "prove")}
    assert set(reasons) == {"no-answers", "open-item", "no-beta"}
    assert str(reasons["no-beta"]) == (
        "the beta of Proving it has neither succeeded nor been waived; it is not"
        " started"
    )
    ready = on_the_way(journey, "prove", ready=True)
    assert found(unmet_criteria(situation(ready), "prove")) == ["no-answers"]


@pytest.mark.rule("JRN-26")
def test_a_stage_without_end_begins_after_the_launch() -> None:
    """Where its entry does not ask for the launch, it waits for it all the same."""
    partner = small_start()
    reasons = list(entry_lacking(situation(partner), "live"))
    assert [reason.code for reason in reasons] == ["gate-before", "not-launched"]
    assert reasons[1].facts["resolved_by"] == ("PSM",)
    journey = small_journey()
    last = attrs.evolve(journey.stages["live"], after=None)
    alone = Situation(
        journey=_built(stages=Catalogue([last], kind="stage")),
        state=partner.state,
        at=partner.state.at,
    )
    (reason,) = entry_lacking(alone, "live")
    assert reason.facts["resolved_by"] == ()


def _built(**changes: Any) -> Any:
    """Give terms of a journey that no check would let through."""
    journey = small_journey()
    given = {
        field.name: getattr(journey, field.name) for field in attrs.fields(JourneyTerms)
    }
    return JourneyTerms(**given | changes)


@pytest.mark.rule("JRN-20")
def test_an_item_that_a_hand_off_closes_where_there_is_none_is_closed() -> None:
    """There is nothing to hand over into the first stage."""
    company = journey_called("company")
    partner = on_the_way(company, "meet")
    (item,) = items(over=Closing.HAND_OFF)
    assert is_closed(situation(partner), "meet", item)
    assert not is_closed(situation(partner), "run", item)
    assert is_closed(situation(on_the_way(company, "run")), "run", item)


@pytest.mark.rule("JRN-04")
def test_an_unknown_stage_is_misuse(rules: ps.Rulebook) -> None:
    """The error names near misses."""
    here = situation(on_the_way(rules.journey, None))
    for ask in (lacking, entry_lacking, unmet_criteria):
        with pytest.raises(UnknownNameError, match="did you mean 'gate_1'"):
            list(ask(here, "gate1"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.rule("JRN-04", "JRN-05")
def test_nothing_is_lacking_if_and_only_if_it_can_be_done(name: str) -> None:
    """What a stage lacks is what keeps the next one closed, and its own signature."""
    journey = journey_called(name)
    for stage in journey.stages:
        for status in GateStatus if stage.is_gate else ():
            partner = in_status(journey, stage.id, status)
            here = situation(partner)
            lacks = [str(reason) for reason in lacking(here, stage.id)]
            assert (not lacks) is (status is GateStatus.PASSED)
            following = journey.following(stage.id)
            assert following is not None
            command = StartStage(by=lead_of(partner), stage=following.id)
            refusals = refused_by(partner, command)
            assert [str(each) for each in entry_lacking(here, following.id)] == refusals
            sign = SignOff(by=lead_of(partner, stage.id), stage=stage.id)
            step = partner.apply(sign, at=partner.state.at)
            assert step.refused is (status is not GateStatus.AWAITING_SIGN_OFF)


def refused_by(partner: PartnerJourney, command: Any) -> list[str]:
    """Give the messages of every reason against a command, which may be none."""
    return [str(each) for each in partner.apply(command, at=partner.state.at).reasons]


@pytest.mark.rule("JRN-07")
def test_rework_and_blocks_do_not_lose_what_was_handed_in(rules: ps.Rulebook) -> None:
    """A gate that is blocked in the middle of rework is reworked afterwards."""
    failed = in_status(rules.journey, "gate_1", GateStatus.FAILED)
    lead = lead_of(failed)
    working = done(failed, Rework(by=lead), Block(by=lead, reasons="a strike"))
    assert found(lacking(situation(working), "gate_1"))[:2] == ["blocker", "reworked"]
    working = done(working, Unblock(by=lead), handed_in(working, id="s-2"))
    assert found(lacking(situation(working), "gate_1")) == ["not-signed-off"]
    later = partner_later(working)
    assert not later.apply(SignOff(by=lead), at=later.state.at).refused
    assert refused(working, StartStage(by=lead, stage="gate_2"))


def partner_later(partner: PartnerJourney) -> PartnerJourney:
    """Give the same partner, taken up again from what was stored, a day later."""
    at = partner.state.at + timedelta(days=1)
    stored: Any = attrs.evolve(partner.state, at=at)
    journey: Any = partner.journey
    return journey.restore(stored)
