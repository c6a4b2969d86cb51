"""What happens in each stage, with what befalls a partner in it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from typing import Final

from partner_success.gates import (
    BeginBeta,
    BetaCustomer,
    Block,
    CoSign,
    DecideLaunch,
    EndBeta,
    EvaluateBeta,
    ExtendBeta,
    Journey,
    JourneyEvent,
    Launch,
    Metric,
    OpenLaunchItem,
    Override,
    ReassignOwner,
    RecordBetaFeedback,
    RecordBetaIssue,
    RecordMetrics,
    RecordRollbackPlan,
    RecordSupportGaps,
    RecordSupportResource,
    RecordSupportTraining,
    ResolveBetaIssue,
    Rework,
    RunMockScenario,
    SelectBetaCustomers,
    SetTargetLaunch,
    SetTier,
    SupportGap,
    TickItem,
    Unblock,
    ValidateSupport,
    WaiveBeta,
)
from tools.journey_example.stories import Story, Twist
from tools.journey_example.walking import OverError, Walk


def tell(journey: Journey, story: Story) -> tuple[JourneyEvent, ...]:
    """Give everything that happened to a partner."""
    walk = Walk(journey, story)
    with suppress(OverError):
        for stage in journey.stages.ids:
            _STAGES[stage](walk)
    return walk.now.events


def _pre_contract(walk: Walk) -> None:
    walk.wait(0, 2)
    walk.enter("pre_contract")
    walk.wait(14, 32)
    walk.submit()
    if Twist.OVERRIDDEN in walk.story.twists:
        walk.wait(3, 6)
        why = "The board wants a partner in this country before the year is out."
        walk.do(Override(by=walk.actor("ADMIN"), why=why))
    else:
        walk.sign_off()


def _gate_0(walk: Walk) -> None:
    walk.enter("gate_0")
    walk.wait(3, 9)
    walk.submit()
    walk.do(CoSign(by=walk.actor("PAM")))
    walk.sign_off()
    if Twist.TIER_SET in walk.story.twists:
        why = "A second country joins next year, which the figures do not show yet."
        walk.do(SetTier(by=walk.actor("ADMIN"), tier=0, why=why))


def _gate_1(walk: Walk) -> None:
    walk.enter("gate_1")
    lead = walk.actor("PDM")
    walk.wait(25, 40)
    if Twist.HELD_UP in walk.story.twists:
        walk.do(Block(by=lead, reasons=("The partner's sales team is being rebuilt",)))
        walk.wait(18, 24)
        walk.do(Unblock(by=lead))
    walk.wait(36, 50)
    if Twist.REWORKED in walk.story.twists:
        walk.submit(team_certified=False, first_pitch=False)
        walk.wait(2, 4)
        walk.do(Rework(by=lead))
        walk.wait(10, 16)
    walk.submit()
    if Twist.DEPUTY in walk.story.twists:
        walk.sign_off_by_deputy()
    else:
        walk.sign_off()


def _gate_2(walk: Walk) -> None:
    walk.enter("gate_2")
    _leave(walk)
    items = walk.journey.stages["gate_2"].checklist.ids
    for place, item in enumerate(items):
        walk.wait(2, 5)
        walk.do(TickItem(by=walk.actor("TPM"), item=item))
        if place == len(items) // 2:
            _trouble_in_gate_2(walk)
    if Twist.FAILED in walk.story.twists:
        walk.submit(error_handling_tested=False, runbooks_created=False)
        raise OverError
    walk.submit()
    walk.sign_off()


def _leave(walk: Walk) -> None:
    if Twist.NEW_OWNER not in walk.story.twists:
        return
    walk.wait(2, 5)
    walk.team["TPM"] += 1
    people = (walk.actor("TPM").id,)
    why = "The one before has left the company."
    walk.do(ReassignOwner(by=walk.actor("PAM"), role="TPM", people=people, why=why))


def _trouble_in_gate_2(walk: Walk) -> None:
    if Twist.TARGET_MOVED in walk.story.twists:
        day = walk.now.state.target_launch
        assert day is not None
        why = "The partner's billing system is exchanged first."
        later = day + timedelta(days=28)
        walk.do(SetTargetLaunch(by=walk.actor("PAM"), day=later, why=why))
    if Twist.BLOCKED in walk.story.twists:
        reasons = (
            "The sandbox of the ordering API is down",
            "The partner's security review is not finished",
        )
        walk.do(Block(by=walk.actor("TPM"), reasons=reasons))
        raise OverError


def _gate_3(walk: Walk) -> None:
    walk.enter("gate_3")
    lead = walk.actor("PSM")
    first, last = walk.journey.stages["gate_3"].phases
    for item in first.items:
        walk.wait(1, 2.5)
        walk.do(TickItem(by=lead, item=item.id))
    waived = Twist.WAIVED in walk.story.twists
    (_waive if waived else _beta)(walk)
    for item in last.items:
        if item.closed_by == "hand":
            walk.do(TickItem(by=lead, item=item.id))
    _support(walk)
    walk.wait(1, 2)
    live = (walk.at.date() + timedelta(days=10)).isoformat()
    word = "waived" if waived else "completed"
    walk.submit(beta_testing=word, go_live_on=live)
    walk.sign_off()
    _launch(walk)


def _metrics(walk: Walk) -> RecordMetrics:
    success = Decimal(walk.chance.whole(984, 999)) / 10
    hours = Decimal(walk.chance.whole(12, 22))
    rate = Metric(
        id="order_success_rate",
        value=success,
        target=Decimal(98),
        direction="at least",
        unit="%",
    )
    fulfilment = Metric(
        id="fulfilment_time",
        value=hours,
        target=Decimal(24),
        direction="at most",
        unit="h",
    )
    return RecordMetrics(by=walk.actor("PSM"), metrics=(rate, fulfilment))


def _beta(walk: Walk) -> None:
    lead = walk.actor("PSM")
    customers = tuple(
        BetaCustomer(
            id=f"{walk.story.id}-customer-{number}",
            consent=True,
            expectations="A service that may still have faults, and quick answers.",
            success_criteria="Orders arrive, and bills are right.",
            friendly=number == 1,
        )
        for number in range(1, walk.chance.whole(2, 3) + 1)
    )
    walk.do(SelectBetaCustomers(by=lead, customers=customers))
    walk.wait(0, 1)
    walk.do(BeginBeta(by=lead))
    walk.wait(5, 9)
    for place, customer in enumerate(customers):
        positive = place < len(customers) - 1 or len(customers) == 2
        walk.do(RecordBetaFeedback(by=lead, customer=customer.id, positive=positive))
    walk.do(EvaluateBeta(by=lead))
    if Twist.ISSUE in walk.story.twists:
        _issue(walk)
    walk.do(_metrics(walk))
    walk.do(EndBeta(by=lead))


def _issue(walk: Walk) -> None:
    lead = walk.actor("PSM")
    issue = RecordBetaIssue(
        by=lead,
        issue_id="double-bills",
        severity="high",
        summary="Some orders are billed twice",
    )
    walk.do(issue)
    until = walk.at.date() + timedelta(days=7)
    walk.do(ExtendBeta(by=lead, until=until, why="Billing is tested again."))
    walk.wait(3, 5)
    mended = "Orders carry an id of their own now, and are billed by it."
    walk.do(ResolveBetaIssue(by=lead, issue_id="double-bills", resolution=mended))
    walk.wait(2, 3)
    walk.do(EvaluateBeta(by=lead))


def _waive(walk: Walk) -> None:
    waiver = WaiveBeta(
        by=walk.actor("PSM"),
        waiver="skip",
        why="The partner has sold the same service in two countries for a year.",
        risks=("The first orders may meet faults that nobody saw.",),
        monitoring="Orders are looked through every day for a month.",
        rapid_response="A technician of each side is on call.",
    )
    walk.do(waiver)
    walk.wait(1, 2)
    walk.do(_metrics(walk))


def _support(walk: Walk) -> None:
    lead = walk.actor("PSM")
    if Twist.GAPS in walk.story.twists:
        gap = SupportGap(id="night", summary="Nobody answers at night")
        walk.do(RecordSupportGaps(by=lead, gaps=(gap,)))
        walk.wait(2, 4)
        topic = "Calls at night, and whom to wake"
        walk.do(RecordSupportTraining(by=lead, topic=topic))
        walk.do(RecordSupportResource(by=lead, name="A roster for nights"))
        walk.wait(1, 2)
    walk.do(RunMockScenario(by=lead, scenario="An order is lost", passed=True))
    walk.do(ValidateSupport(by=lead))


def _launch(walk: Walk) -> None:
    lead = walk.actor("PSM")
    walk.wait(0, 2)
    plan = f"plans/{walk.story.id}-rollback"
    walk.do(RecordRollbackPlan(by=lead, reference=plan))
    if Twist.DELAYED in walk.story.twists:
        summary = "The partner's price list is not signed"
        item = OpenLaunchItem(
            by=lead, item="price-list", summary=summary, critical=True
        )
        walk.do(item)
        target = walk.now.state.target_launch
        assert target is not None
        later = max(target, walk.at.date()) + timedelta(days=35)
        delay = DecideLaunch(
            by=lead,
            outcome="delay",
            why="Nobody can be billed without a price list.",
            risks=("The campaign has to be booked again.",),
            mitigation="The lawyers meet every Tuesday.",
            target=later,
        )
        walk.do(delay)
        raise OverError
    why = "Everything is ready, and both sides want it."
    walk.do(DecideLaunch(by=lead, outcome="go", why=why))
    walk.wait(1, 5)
    walk.do(Launch(by=lead))


def _post_launch(walk: Walk) -> None:
    walk.wait(1, 4)
    watched = TickItem(
        by=walk.actor("PSM"), item="performance_monitoring", stage="post_launch"
    )
    walk.do(watched)
    walk.enter("post_launch")


_STAGES: Final[dict[str, Callable[[Walk], None]]] = {
    "pre_contract": _pre_contract,
    "gate_0": _gate_0,
    "gate_1": _gate_1,
    "gate_2": _gate_2,
    "gate_3": _gate_3,
    "post_launch": _post_launch,
}
