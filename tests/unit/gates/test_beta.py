"""How a beta runs, what it has to show, and what stands in its place."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import attrs
import pytest

from partner_success.core.collections import Catalogue
from partner_success.gates import (
    BeginBeta,
    Closing,
    Command,
    EndBeta,
    EvaluateBeta,
    ExtendBeta,
    GateStatus,
    PartnerJourney,
    RecordBetaFeedback,
    RecordBetaIssue,
    RecordMetrics,
    ResolveBetaIssue,
    SelectBetaCustomers,
    ValidateSupport,
    WaiveBeta,
    WaiverKind,
)
from partner_success.gates.events import LaunchDecided, Launched
from tests.unit.gates.launching import (
    BUILD,
    DELIVER,
    OPERATE,
    PREPARING,
    PROVING,
    PSM,
    TODAY,
    answered,
    blocked,
    customer,
    delivered,
    do,
    happened,
    item,
    items,
    journey_of,
    metric,
    preparing,
    proving,
    refusals,
    setting_out,
)

SELECT = SelectBetaCustomers(by=PSM, customers=[customer()])
BEGIN = BeginBeta(by=PSM)
EVALUATE = EvaluateBeta(by=PSM)
END = EndBeta(by=PSM)
MEASURE = RecordMetrics(by=PSM, metrics=[metric()])
EXTEND = ExtendBeta(by=PSM, why="orders are tested again", until=TODAY)


def issue(severity: str = "high", id_: str = "billing") -> RecordBetaIssue:
    """Record an issue."""
    return RecordBetaIssue(
        by=PSM, issue_id=id_, severity=severity, summary="invoices are wrong"
    )


def mended(id_: str = "billing", resolution: str = "rounded once") -> ResolveBetaIssue:
    """Record that an issue was mended."""
    return ResolveBetaIssue(by=PSM, issue_id=id_, resolution=resolution)


def said(positive: bool, customer_id: str = "c-1") -> RecordBetaFeedback:
    """Record what a customer said."""
    return RecordBetaFeedback(by=PSM, customer=customer_id, positive=positive)


def waiver(**fields: Any) -> WaiveBeta:
    """Waive the beta."""
    given: dict[str, Any] = {
        "why": "the partner sells the same service elsewhere",
        "waiver": "skip",
        "risks": ["orders fail unseen"],
        "monitoring": "daily for a month",
        "rapid_response": "a war room within the hour",
    }
    return WaiveBeta(by=PSM, **(given | fields))


def running(*ids: str) -> PartnerJourney:
    """Give a partner whose beta runs with these customers."""
    chosen = [customer(id_) for id_ in ids or ("c-1",)]
    return do(proving(), SelectBetaCustomers(by=PSM, customers=chosen), BEGIN)


@pytest.mark.rule("JRN-16")
def test_a_beta_that_reveals_issues() -> None:
    """A beta with a bad issue is mended, extended, tested again, and succeeds."""
    partner = do(running(), issue(), said(False), EVALUATE, MEASURE)
    assert refusals(partner, END) == ["open-issue", "feedback"]

    partner = do(partner, EXTEND)
    beta = partner.state.beta
    assert (beta.state, beta.extensions, beta.extended_until) == ("running", 1, TODAY)
    assert refusals(partner, END) == ["not-now", "open-issue", "no-metrics", "feedback"]

    partner = do(partner, mended(), said(True), EVALUATE)
    assert refusals(partner, END) == ["no-metrics"]

    partner = do(partner, MEASURE, END)
    beta = partner.state.beta
    assert (beta.state, beta.ended_at) == ("succeeded", partner.state.at)
    assert beta.issues["billing"].resolution == "rounded once"


@pytest.mark.rule("JRN-16")
@pytest.mark.parametrize(
    ("severity", "codes"),
    [
        ("critical", ["open-issue"]),
        ("high", ["open-issue"]),
        ("medium", []),
        ("low", []),
    ],
)
def test_only_bad_issues_keep_a_beta_from_success(
    severity: str, codes: list[str]
) -> None:
    """An open issue of high or critical severity stands against success."""
    partner = do(running(), issue(severity), said(True), EVALUATE, MEASURE)
    step = partner.apply(END, at=partner.state.at)
    assert [reason.code for reason in step.reasons] == codes


@pytest.mark.rule("JRN-16")
@pytest.mark.parametrize(
    ("words", "proved"),
    [
        ((), False),
        ((False,), False),
        ((True, False), False),
        ((True,), True),
        ((True, True, False), True),
    ],
)
def test_more_feedback_is_for_it_than_against_it(
    words: tuple[bool, ...], proved: bool
) -> None:
    """As many for as against is not enough, and neither is silence."""
    partner = running("c-1", "c-2", "c-3")
    partner = do(partner, *(said(each, f"c-{n}") for n, each in enumerate(words, 1)))
    step = do(partner, EVALUATE, MEASURE).apply(
        END, at=partner.state.at + timedelta(hours=1)
    )
    assert [reason.code for reason in step.reasons] == ([] if proved else ["feedback"])


@pytest.mark.rule("JRN-16")
def test_the_newest_word_of_a_customer_counts() -> None:
    """Somebody who changes their mind is counted once."""
    partner = do(running(), said(True), said(False), EVALUATE, MEASURE)
    step = partner.apply(END, at=partner.state.at)
    (reason,) = step.reasons
    assert (reason.facts["positive"], reason.facts["negative"]) == (0, 1)


@pytest.mark.rule("JRN-16")
def test_metrics_count_when_recorded_while_it_is_evaluated() -> None:
    """What was measured before the evaluation is no evaluated metric."""
    partner = do(running(), MEASURE, said(True), EVALUATE)
    assert partner.state.metrics == (metric(),)
    assert refusals(partner, END) == ["no-metrics"]


@pytest.mark.rule("JRN-14")
def test_metrics_below_target() -> None:
    """A beta can succeed with a target missed; the newest metrics are kept."""
    missed = RecordMetrics(by=PSM, metrics=[metric(97)])
    partner = do(running(), said(True), EVALUATE, missed, END)
    assert partner.state.beta.state == "succeeded"
    assert [each.is_met for each in partner.state.metrics] == [False]
    partner = do(partner, MEASURE)
    assert [each.is_met for each in partner.state.metrics] == [True]
    assert partner.state.beta.evaluated == (metric(97),)


@pytest.mark.rule("JRN-16")
def test_who_takes_part_in_a_beta() -> None:
    """Every lack of every customer is a reason of its own."""
    chosen = [
        customer("c-1", consent=False, friendly=True),
        customer("c-2", expectations=" ", friendly=True),
        customer("c-2", success_criteria="", friendly=True),
    ]
    assert refusals(proving(), SelectBetaCustomers(by=PSM, customers=chosen)) == [
        "named-twice",
        "no-consent",
        "no-expectations",
        "no-success-criteria",
        "only-friendly",
    ]
    nobody = SelectBetaCustomers(by=PSM, customers=())
    assert refusals(proving(), nobody) == ["no-customers"]


@pytest.mark.rule("JRN-16")
def test_one_customer_is_not_merely_friendly() -> None:
    """Friendly customers may take part beside another, and can still be replaced."""
    friend = customer("c-1", friendly=True)
    assert refusals(proving(), SelectBetaCustomers(by=PSM, customers=[friend])) == [
        "only-friendly"
    ]
    both = SelectBetaCustomers(by=PSM, customers=[friend, customer("c-2")])
    partner = do(proving(), both, SELECT)
    assert partner.state.beta.customers == (customer(),)


@pytest.mark.rule("JRN-16")
@pytest.mark.parametrize(
    ("before", "refused"),
    [
        ((), [BEGIN, EVALUATE, EXTEND, issue()]),
        ((SELECT,), [EVALUATE, EXTEND, issue(), said(True)]),
        ((SELECT, BEGIN), [SELECT, BEGIN, EXTEND]),
        ((SELECT, BEGIN, EVALUATE), [SELECT, BEGIN, EVALUATE]),
    ],
)
def test_everything_in_its_turn(
    before: tuple[Command, ...], refused: list[Command]
) -> None:
    """What is not the turn of a beta is refused and says how the beta stands."""
    partner = do(proving(), *before)
    for command in refused:
        assert "not-now" in refusals(partner, command)


@pytest.mark.rule("JRN-16")
def test_issues_are_recorded_and_mended_once() -> None:
    """An id is given once, and only an open issue is mended, in words."""
    partner = do(running(), issue())
    assert refusals(partner, issue("low")) == ["known-already"]
    assert refusals(partner, mended("biling", " ")) == ["unknown", "no-resolution"]
    step = partner.apply(mended("biling"), at=partner.state.at)
    assert "did you mean 'billing'?" in step.explain()
    assert "did you" not in partner.apply(mended("x"), at=partner.state.at).explain()
    assert refusals(do(partner, mended()), mended()) == ["resolved-already"]
    blank = RecordBetaIssue(by=PSM, issue_id="x", severity="low", summary=" ")
    assert refusals(partner, blank) == ["no-summary"]


@pytest.mark.rule("JRN-16")
def test_feedback_is_that_of_a_beta_customer() -> None:
    """What somebody else says does not count."""
    assert refusals(running(), said(True, "c-9")) == ["unknown"]


@pytest.mark.rule("JRN-16")
def test_an_extension_says_why_and_until_when() -> None:
    """It is refused without a reason and for a day that is past."""
    partner = do(running(), EVALUATE)
    yesterday = TODAY - timedelta(days=1)
    past = ExtendBeta(by=PSM, why="", until=yesterday)
    assert refusals(partner, past) == ["no-reason", "day-past"]
    assert do(partner, EXTEND).state.beta.extended_until == TODAY


@pytest.mark.rule("JRN-14", "JRN-16")
def test_metrics_are_named_once() -> None:
    """No metric at all is refused, and so is one twice."""
    none = RecordMetrics(by=PSM, metrics=())
    assert refusals(proving(), none) == ["no-metrics"]
    twice = RecordMetrics(by=PSM, metrics=[metric(), metric(1)])
    assert refusals(proving(), twice) == ["named-twice"]


@pytest.mark.rule("JRN-17")
def test_a_partner_wants_to_skip_the_beta() -> None:
    """Only with decision, risks, monitoring and a quick answer is it left out."""
    bare = waiver(why=" ", risks=[" "], monitoring="", rapid_response="")
    assert refusals(proving(), bare) == [
        "no-decision",
        "no-risks",
        "no-monitoring",
        "no-rapid-response",
    ]
    partner = do(proving(), waiver(risks=["orders fail unseen", " "]))
    kept = partner.state.gates["deliver"].waiver
    assert kept is not None
    assert (kept.kind, kept.decision, kept.risks, kept.by) == (
        WaiverKind.SKIP,
        "the partner sells the same service elsewhere",
        ("orders fail unseen",),
        "p-2",
    )
    assert partner.state.beta.state == "waived"
    assert refusals(partner, SELECT) == ["not-now"]


@pytest.mark.rule("JRN-17")
def test_a_waiver_stands_for_ever() -> None:
    """It can be given before its phase, once, and is still there when it has passed."""
    partner = do(preparing(), waiver(waiver="minimal"))
    assert refusals(partner, waiver()) == ["waived-already"]
    passed = answered(do(proving(), waiver()), "deliver")
    gate = passed.state.gates["deliver"]
    assert gate.status is GateStatus.PASSED
    assert gate.waiver is not None
    assert gate.waiver.monitoring == "daily for a month"


@pytest.mark.rule("JRN-17")
def test_a_minimal_beta_still_takes_place() -> None:
    """Its customers, issues and words are kept as in a whole one."""
    partner = do(proving(), waiver(waiver="minimal"), SELECT, BEGIN, issue(), EVALUATE)
    assert partner.state.beta.state == "evaluating"


@pytest.mark.rule("JRN-17")
def test_what_can_no_longer_be_waived() -> None:
    """Neither a beta that succeeded nor that of a passed gate is waived."""
    succeeded = do(running(), said(True), EVALUATE, MEASURE, END)
    assert refusals(succeeded, waiver()) == ["beta-succeeded"]
    assert refusals(delivered(), waiver()) == ["gate-passed"]


@pytest.mark.rule("JRN-13")
def test_a_beta_waits_for_its_phase() -> None:
    """Before the phase with the beta it is refused; metrics and waiver are not."""
    step = preparing().apply(SELECT, at=preparing().state.at)
    (reason,) = step.reasons
    assert (reason.code, reason.facts["stage"], reason.facts["resolved_by"]) == (
        "phase-before",
        "deliver",
        ("PSM",),
    )
    assert "Proving" in reason.message
    assert do(preparing(), MEASURE).state.metrics == (metric(),)


@pytest.mark.rule("JRN-13")
def test_a_beta_that_no_item_asks_for_is_run_last() -> None:
    """Without an item that it closes, a beta belongs to the last phase."""
    plain = attrs.evolve(PROVING, items=items(item("plan")))
    stage = attrs.evolve(DELIVER, phases=Catalogue([PREPARING, plain], kind="phase"))
    journey = journey_of(BUILD, stage, OPERATE)
    assert refusals(preparing(journey), SELECT) == ["phase-before"]
    assert do(proving(journey), SELECT).state.beta.state == "customers_selected"


@pytest.mark.rule("JRN-16", "JRN-17")
@pytest.mark.parametrize("command", [SELECT, MEASURE, waiver()])
def test_a_beta_has_its_place(command: Command) -> None:
    """It is refused elsewhere, before the start, while blocked and after launch."""
    assert "elsewhere" in refusals(setting_out(), command)
    assert "blocked" in refusals(blocked(proving()), command)
    decided = happened(delivered(), LaunchDecided, outcome="go", why="ready")
    launched = happened(decided, Launched, on=TODAY)
    assert "after-launch" in refusals(launched, command)


@pytest.mark.rule("JRN-16")
def test_a_beta_in_the_first_stage() -> None:
    """It is refused before that stage is started, and needs no phase."""
    only = attrs.evolve(BUILD, beta=True)
    journey = journey_of(only)
    partner = setting_out(journey)
    fresh = journey.replay(partner.events[:1])
    assert refusals(fresh, SELECT) == ["not-started"]
    assert do(partner, SELECT).state.beta.customers == (customer(),)


@pytest.mark.rule("JRN-25")
def test_a_journey_without_a_beta() -> None:
    """A command on a beta is refused where no stage has one."""
    journey = journey_of(BUILD)
    assert "not-in-journey" in refusals(setting_out(journey), SELECT)
    measured = attrs.evolve(BUILD, checklist=items(item("metrics", Closing.METRICS)))
    journey = journey_of(measured)
    assert do(setting_out(journey), MEASURE).state.metrics == (metric(),)


@pytest.mark.rule("JRN-13")
@pytest.mark.parametrize(
    ("closing", "commands"),
    [
        (Closing.METRICS, [MEASURE]),
        (Closing.BETA, [waiver()]),
        (Closing.BETA, [SELECT, BEGIN, said(True), EVALUATE, MEASURE, END]),
        (Closing.SUPPORT, [ValidateSupport(by=PSM)]),
    ],
)
def test_what_closes_the_last_item_of_a_phase_enters_the_next(
    closing: Closing, commands: list[Command]
) -> None:
    """Metrics, beta, waiver and support team complete a phase as a tick does."""
    first = attrs.evolve(PREPARING, items=items(item("processes", closing)))
    last = attrs.evolve(PROVING, items=items(item("plan")))
    stage = attrs.evolve(DELIVER, phases=Catalogue([first, last], kind="phase"))
    partner = do(preparing(journey_of(BUILD, stage, OPERATE)), *commands[:-1])
    assert partner.state.gate.phase == "preparing"
    partner = do(partner, commands[-1])
    assert partner.state.gate.phase == "proving"
    assert partner.events[-1].kind == "phase_entered"
