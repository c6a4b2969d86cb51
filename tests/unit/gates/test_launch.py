"""What is decided about a launch, and what a launch needs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from partner_success.gates import (
    BeginBeta,
    CloseLaunchItem,
    Command,
    DecideLaunch,
    Launch,
    LaunchOutcome,
    OpenLaunchItem,
    PartnerJourney,
    RecordBetaFeedback,
    RecordBetaIssue,
    RecordRollbackPlan,
    RecordSupportGaps,
    ResolveBetaIssue,
    RunMockScenario,
    SelectBetaCustomers,
    ValidateSupport,
)
from partner_success.gates.deciding import COMMAND_RULES, Situation
from partner_success.gates.events import (
    BetaIssueFound,
    JourneyStarted,
    StageStarted,
)
from partner_success.partners import Severity
from tests.unit.gates.launching import (
    BUILD,
    JOURNEY,
    PSM,
    TODAY,
    blocked,
    customer,
    delivered,
    do,
    gap,
    happened,
    journey_of,
    proving,
    refusals,
    setting_out,
)

PLAN = RecordRollbackPlan(by=PSM, reference="wiki/rollback")
LAUNCH = Launch(by=PSM)


def opened(id_: str = "runbook", *, critical: bool = True) -> OpenLaunchItem:
    """Open an item."""
    return OpenLaunchItem(by=PSM, item=id_, summary="write it", critical=critical)


def closed(id_: str = "runbook") -> CloseLaunchItem:
    """Close an item."""
    return CloseLaunchItem(by=PSM, item=id_)


def decided(outcome: str = "go", **fields: Any) -> DecideLaunch:
    """Decide about the launch."""
    given: dict[str, Any] = {"why": "all is ready"}
    return DecideLaunch(by=PSM, outcome=outcome, **(given | fields))


def launched() -> PartnerJourney:
    """Give a partner that was launched, with something nice to have open."""
    nice = opened("banner", critical=False)
    return do(delivered(), PLAN, nice, decided(), LAUNCH)


@pytest.mark.rule("JRN-18")
def test_launch_date_pressure() -> None:
    """What is critical forbids a launch; what would be nice to have does not."""
    partner = do(delivered(), opened(), opened("banner", critical=False))
    assert refusals(partner, decided()) == ["critical-item", "no-rollback-plan"]

    later = decided("delay", target=date(2026, 6, 8), why="the runbook is missing")
    partner = do(partner, later)
    assert partner.state.launch.state == "delay"
    assert partner.state.target_launch == date(2026, 6, 8)

    go = decided(
        "go",
        why="the runbook is there",
        risks=["the banner comes later"],
        mitigation="a mail to all customers",
    )
    partner = do(partner, closed(), PLAN, go)
    decision = partner.state.launch.decisions[-1]
    assert (decision.outcome, decision.rationale, decision.risks) == (
        LaunchOutcome.GO,
        "the runbook is there",
        ("the banner comes later",),
    )
    assert (decision.mitigation, decision.by) == ("a mail to all customers", "p-2")
    assert [each.outcome for each in partner.state.launch.decisions] == ["delay", "go"]
    assert not partner.state.launch.items["banner"].critical


@pytest.mark.rule("JRN-18")
def test_everything_that_forbids_go_is_said() -> None:
    """Each open critical thing is a reason, and so are gate and rollback plan."""
    found = happened(
        proving(),
        BetaIssueFound,
        issue_id="billing",
        severity=Severity.HIGH,
        summary="invoices are wrong",
    )
    gaps = RecordSupportGaps(by=PSM, gaps=[gap()])
    partner = do(found, opened("a"), opened("b"), gaps)
    assert refusals(partner, decided(why=" ")) == [
        "gate-not-passed",
        "critical-item",
        "critical-item",
        "support-not-ready",
        "open-issue",
        "no-rollback-plan",
        "no-rationale",
    ]
    step = partner.apply(decided(), at=partner.state.at)
    assert {reason.facts["resolved_by"] for reason in step.reasons} == {("PSM",)}
    assert {reason.facts["stage"] for reason in step.reasons} == {"deliver"}
    done = do(partner, ResolveBetaIssue(by=PSM, issue_id="billing", resolution="x"))
    assert "open-issue" not in refusals(done, decided())


@pytest.mark.rule("JRN-18")
@pytest.mark.parametrize("outcome", ["delay", "no_go"])
def test_not_to_launch_needs_nothing_but_a_rationale(outcome: str) -> None:
    """It can be decided at any time in the stage, while it is blocked too."""
    assert refusals(proving(), decided(outcome, why="")) == ["no-rationale"]
    partner = do(blocked(do(proving(), opened())), decided(outcome))
    assert partner.state.launch.state == outcome
    assert partner.state.target_launch == date(2026, 6, 1)


@pytest.mark.rule("JRN-18")
def test_the_target_of_a_decision() -> None:
    """It lies ahead, is later where launch is delayed, and is none without launch."""
    yesterday = TODAY - timedelta(days=1)
    assert refusals(proving(), decided("no_go", target=TODAY)) == ["no-target"]
    assert refusals(proving(), decided("delay", target=yesterday)) == [
        "day-past",
        "no-delay",
    ]
    same = decided("delay", target=date(2026, 6, 1))
    assert refusals(proving(), same) == ["no-delay"]
    go = decided("go", target=TODAY)
    assert do(delivered(), PLAN, go).state.target_launch == TODAY


@pytest.mark.rule("JRN-18")
def test_a_delay_where_there_was_no_target() -> None:
    """Any day to come is later than none."""
    events = list(proving().events)
    first = events[0]
    assert isinstance(first, JourneyStarted)
    without = JOURNEY.replay([attrs.evolve(first, target_launch=None), *events[1:]])
    partner = do(without, decided("delay", target=TODAY))
    assert partner.state.target_launch == TODAY


@pytest.mark.rule("JRN-18")
def test_a_go_has_to_hold_until_the_launch() -> None:
    """What becomes critical after the decision keeps the launch from taking place."""
    partner = do(delivered(), PLAN, decided(), opened())
    assert partner.state.launch.state == "go"
    assert refusals(partner, LAUNCH) == ["critical-item"]
    gaps = RecordSupportGaps(by=PSM, gaps=[gap()])
    assert refusals(do(partner, gaps), LAUNCH) == ["critical-item", "support-not-ready"]
    played = RunMockScenario(by=PSM, scenario="outage", passed=True)
    partner = do(partner, gaps, played, ValidateSupport(by=PSM), closed(), LAUNCH)
    assert partner.state.launch.launched_on == TODAY
    assert partner.state.state == "launched"


@pytest.mark.rule("JRN-18")
@pytest.mark.parametrize("outcome", [None, "delay", "no_go"])
def test_nothing_is_launched_without_go(outcome: str | None) -> None:
    """Undecided, delayed or decided against, a launch is refused."""
    partner = do(delivered(), PLAN, decided())
    if outcome is None:
        partner = do(delivered(), PLAN)
    else:
        partner = do(partner, decided(outcome))
    assert refusals(partner, LAUNCH) == ["not-decided"]


@pytest.mark.rule("JRN-18")
def test_the_day_of_a_launch() -> None:
    """It is not to come, and not before onboarding began."""
    ready = do(delivered(), PLAN, decided())
    tomorrow, before = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
    assert refusals(ready, Launch(by=PSM, on=tomorrow)) == ["day-to-come"]
    assert refusals(ready, Launch(by=PSM, on=before)) == ["before-onboarding"]
    later = ready.apply(Launch(by=PSM, on=TODAY), at=ready.state.at + timedelta(days=2))
    assert later.journey.state.launch.launched_on == TODAY


@pytest.mark.rule("JRN-18")
def test_items_are_named_described_and_closed_once() -> None:
    """An id is given once, and only an open item is closed."""
    partner = do(proving(), opened())
    assert refusals(partner, opened()) == ["known-already"]
    blank = OpenLaunchItem(by=PSM, item="x", summary="", critical=True)
    assert refusals(partner, blank) == ["no-summary"]
    assert refusals(partner, closed("runbok")) == ["unknown"]
    step = partner.apply(closed("runbok"), at=partner.state.at)
    assert "did you mean 'runbook'?" in step.explain()
    assert "did you" not in partner.apply(closed("x"), at=partner.state.at).explain()
    assert refusals(do(partner, closed()), closed()) == ["closed-already"]
    nowhere = RecordRollbackPlan(by=PSM, reference=" ")
    assert refusals(partner, nowhere) == ["no-reference"]


@pytest.mark.rule("JRN-18")
@pytest.mark.parametrize("command", [opened("x"), PLAN, decided("delay"), LAUNCH])
def test_a_launch_has_its_place(command: Command) -> None:
    """It is refused before the stage, and after the launch."""
    assert "elsewhere" in refusals(setting_out(), command)
    assert refusals(launched(), command) == ["after-launch"]


@pytest.mark.rule("JRN-18")
def test_go_is_not_decided_again_after_the_launch() -> None:
    """What was decided is history then."""
    assert refusals(launched(), decided()) == ["after-launch"]


@pytest.mark.rule("JRN-18")
def test_what_was_nice_to_have_is_done_after_the_launch() -> None:
    """An item that launch did not wait for is closed later."""
    partner = happened(launched(), StageStarted, stage="operate")
    partner = do(partner, closed("banner"))
    assert partner.state.launch.items["banner"].closed_at == partner.state.at
    assert refusals(setting_out(), closed("banner")) == ["elsewhere", "unknown"]


@pytest.mark.rule("JRN-25")
def test_a_journey_without_a_launch() -> None:
    """A decision is refused where no stage has one."""
    journey = journey_of(BUILD)
    partner = setting_out(journey)
    assert refusals(partner, decided("delay")) == ["not-in-journey"]
    assert "gate-not-passed" in refusals(partner, decided())


def subjects(partner: PartnerJourney, command: type[Command]) -> list[str | None]:
    """Give the names of what a command could be done to."""
    situation = Situation(
        journey=partner.journey, state=partner.state, at=partner.state.at
    )
    return [each.name for each in COMMAND_RULES[command].subjects(situation)]


@pytest.mark.rule("JRN-18")
def test_what_can_be_done_for_a_launch() -> None:
    """Open items are closed, every outcome can be decided; elsewhere there is none."""
    partner = do(proving(), opened(), opened("banner", critical=False), closed())
    assert subjects(partner, CloseLaunchItem) == ["banner"]
    assert subjects(partner, DecideLaunch) == ["go", "delay", "no_go"]
    assert subjects(partner, Launch) == [None]
    for command in (CloseLaunchItem, DecideLaunch, Launch):
        assert subjects(setting_out(), command) == []


@pytest.mark.rule("JRN-16")
def test_what_can_be_done_for_a_beta() -> None:
    """Open issues are mended, its customers are heard; elsewhere there is none."""
    chosen = SelectBetaCustomers(by=PSM, customers=[customer("c-1"), customer("c-2")])
    partner = do(proving(), chosen, BeginBeta(by=PSM))
    for id_ in ("a", "b"):
        found = RecordBetaIssue(by=PSM, issue_id=id_, severity="low", summary="x")
        partner = do(partner, found)
    partner = do(partner, ResolveBetaIssue(by=PSM, issue_id="a", resolution="x"))
    assert subjects(partner, ResolveBetaIssue) == ["b"]
    assert subjects(partner, RecordBetaFeedback) == ["c-1", "c-2"]
    for command in (ResolveBetaIssue, RecordBetaFeedback, BeginBeta):
        assert subjects(setting_out(), command) == []
