"""From the beta to the hand-off behind the launch, in more than one journey."""

from __future__ import annotations

import pytest

import partner_success as ps
from partner_success.gates import (
    BeginBeta,
    Command,
    DecideLaunch,
    DoHandOffStep,
    EndBeta,
    EvaluateBeta,
    Journey,
    Launch,
    RecordBetaFeedback,
    RecordMetrics,
    RecordRollbackPlan,
    RecordSupportGaps,
    RunMockScenario,
    SelectBetaCustomers,
    ValidateSupport,
    WaiveBeta,
)
from partner_success.gates.deciding import Situation
from partner_success.gates.deciding.hand_offs import hand_off_lacking
from partner_success.gates.deciding.items import open_items
from partner_success.gates.events import PhaseEntered
from partner_success.gates.state import Waiver
from tests.support.journeys import NAMES, journey_called
from tests.support.partners_on_the_way import Log, actor, on_the_way, set_out
from tests.unit.gates.launching import customer, do, gap, metric, refusals


def home_of_the_beta(journey: Journey) -> str:
    """Give the stage with the beta."""
    return next(stage.id for stage in journey.stages if stage.beta)


def in_the_beta(journey: Journey) -> Log:
    """Give the log of a partner that can begin its beta."""
    home = home_of_the_beta(journey)
    log = Log(journey, set_out(journey))
    for stage in journey.stages.ids[: journey.place(home)]:
        log.enter(stage)
        log.work(stage)
        log.pass_(stage)
    log.enter(home)
    return log


@pytest.mark.rule("JRN-14", "JRN-15", "JRN-16", "JRN-25")
@pytest.mark.parametrize("name", NAMES)
def test_what_the_beta_its_metrics_and_the_team_close(name: str) -> None:
    """Their items are open before and closed after; a missed target opens them."""
    journey = journey_called(name)
    home = home_of_the_beta(journey)
    by = actor(journey.stages[home].lead)
    log = in_the_beta(journey)
    for phase in journey.stages[home].phases:
        if phase.after is not None:
            log.add(PhaseEntered, stage=home, phase=phase.id)
    partner = log.journey_now()
    commands: list[Command] = [
        SelectBetaCustomers(by=by, customers=[customer()]),
        BeginBeta(by=by),
        RecordBetaFeedback(by=by, customer="c-1", positive=True),
        EvaluateBeta(by=by),
        RecordMetrics(by=by, metrics=[metric(97)]),
        EndBeta(by=by),
        ValidateSupport(by=by),
    ]

    def still_open() -> set[str]:
        situation = Situation(journey=journey, state=partner.state, at=partner.state.at)
        items = open_items(situation, home)
        return {str(item.closed_by) for item in items} - {"hand"}

    assert still_open() == {"beta", "metrics", "support"}
    partner = do(partner, *commands)
    assert still_open() == {"metrics"}
    partner = do(partner, RecordMetrics(by=by, metrics=[metric(98)]))
    assert still_open() == set()
    partner = do(partner, RecordSupportGaps(by=by, gaps=[gap()]))
    assert still_open() == {"support"}


@pytest.mark.rule("JRN-15", "JRN-17")
@pytest.mark.parametrize("kind", ["skip", "minimal"])
def test_a_waiver_stands_for_every_item_of_the_beta(kind: str) -> None:
    """Testing and feedback are closed by it, visibly as waived."""
    journey = ps.standard().journey
    log = in_the_beta(journey)
    by = actor("PSM")
    waive = WaiveBeta(
        by=by,
        why="known elsewhere",
        waiver=kind,
        risks=["late orders"],
        monitoring="daily",
        rapid_response="at once",
    )
    partner = do(log.journey_now(), waive)
    situation = Situation(journey=journey, state=partner.state, at=partner.state.at)
    left = {item.id for item in open_items(situation, "gate_3")}
    assert not {"beta_testing", "beta_feedback"} & left
    assert "operational_metrics" in left
    assert isinstance(partner.state.gates["gate_3"].waiver, Waiver)


@pytest.mark.rule("JRN-18", "JRN-19", "JRN-20", "JRN-25")
@pytest.mark.parametrize("name", NAMES)
def test_from_a_passed_gate_to_the_next_lead(name: str) -> None:
    """The launch waits for the support team, and the last stage for the hand-off."""
    journey = journey_called(name)
    home = home_of_the_beta(journey)
    behind = journey.following(home)
    assert behind is not None
    hand_off = journey.hand_off_into(behind.id)
    assert hand_off is not None
    by = actor(journey.stages[home].lead)
    log = in_the_beta(journey)
    log.work(home)
    log.pass_(home)
    partner = do(log.journey_now(), RecordSupportGaps(by=by, gaps=[gap()]))
    go = DecideLaunch(by=by, outcome="go", why="all is ready")
    assert refusals(partner, go) == ["support-not-ready", "no-rollback-plan"]
    partner = do(
        partner,
        RunMockScenario(by=by, scenario="outage", passed=True),
        ValidateSupport(by=by),
        RecordRollbackPlan(by=by, reference="wiki/rollback"),
        go,
        Launch(by=by),
    )
    for step in hand_off.steps.ids:
        papers = hand_off.documents.ids if step == hand_off.reviewed_in else ()
        done = DoHandOffStep(by=by, hand_off=hand_off.id, step=step, documents=papers)
        partner = do(partner, done)
    situation = Situation(journey=journey, state=partner.state, at=partner.state.at)
    assert list(hand_off_lacking(situation, behind.id)) == []
    assert journey.replay(partner.events) == partner


@pytest.mark.rule("JRN-20", "JRN-21")
@pytest.mark.parametrize(
    ("stage", "hand_off", "steps", "documents"),
    [
        ("gate_1", "pdm_to_tpm", 3, 4),
        ("gate_2", "tpm_to_psm", 3, 4),
        ("gate_3", "psm_to_tam", 4, 5),
    ],
)
def test_the_standard_hand_offs(
    stage: str, hand_off: str, steps: int, documents: int
) -> None:
    """Each lacks its steps at first, and its review each of its documents."""
    journey = ps.standard().journey
    partner = on_the_way(journey, stage)
    terms = journey.hand_offs[hand_off]
    situation = Situation(journey=journey, state=partner.state, at=partner.state.at)
    assert len(list(hand_off_lacking(situation, terms.into))) == steps
    review = DoHandOffStep(
        by=actor(terms.giver), hand_off=hand_off, step="documentation_review"
    )
    assert refusals(partner, review) == ["document"] * documents
