"""How a support team that is not ready becomes so."""

from __future__ import annotations

import attrs
import pytest

from partner_success.gates import (
    Closing,
    Command,
    DecideLaunch,
    PartnerJourney,
    RecordRollbackPlan,
    RecordSupportGaps,
    RecordSupportResource,
    RecordSupportTraining,
    RunMockScenario,
    SupportGap,
    ValidateSupport,
)
from partner_success.gates.events import LaunchDecided, Launched
from tests.unit.gates.launching import (
    BUILD,
    PSM,
    TODAY,
    blocked,
    delivered,
    do,
    gap,
    happened,
    item,
    items,
    journey_of,
    proving,
    refusals,
    setting_out,
)

GAPS = RecordSupportGaps(by=PSM, gaps=[gap()])
VALIDATE = ValidateSupport(by=PSM)
GO = DecideLaunch(by=PSM, outcome="go", why="all is ready")


def played(scenario: str = "outage", *, passed: bool = True) -> RunMockScenario:
    """Play a case through."""
    return RunMockScenario(by=PSM, scenario=scenario, passed=passed)


def ready_for_all_else() -> PartnerJourney:
    """Give a partner who lacks nothing but a look at its support team."""
    return do(delivered(), RecordRollbackPlan(by=PSM, reference="wiki/rollback"))


@pytest.mark.rule("JRN-19")
def test_a_support_team_that_is_not_ready() -> None:
    """Gaps keep launch from go until the team was taught, tried and validated."""
    partner = do(ready_for_all_else(), GAPS)
    assert refusals(partner, GO) == ["support-not-ready"]

    partner = do(
        partner,
        RecordSupportTraining(by=PSM, topic="reading the dashboards"),
        RecordSupportResource(by=PSM, name="night rota"),
    )
    assert refusals(partner, GO) == ["support-not-ready"]
    assert refusals(partner, VALIDATE) == ["no-scenario"]

    partner = do(partner, played(passed=False), played("refund"))
    assert refusals(partner, VALIDATE) == ["scenario-failed"]

    partner = do(partner, played(), VALIDATE)
    support = partner.state.support
    assert (support.ready, support.validated_at) == (True, partner.state.at)
    assert support.trainings == ("reading the dashboards",)
    assert support.resources == ("night rota",)
    assert [(each.name, each.passed) for each in support.scenarios] == [
        ("outage", False),
        ("refund", True),
        ("outage", True),
    ]
    assert tuple(support.gaps) == ("nights",)
    assert do(partner, GO).state.launch.state == "go"


@pytest.mark.rule("JRN-19")
def test_gaps_take_back_what_was_validated() -> None:
    """What was played before the newest gaps proves nothing of them."""
    partner = do(ready_for_all_else(), GAPS, played(), VALIDATE)
    partner = do(partner, RecordSupportGaps(by=PSM, gaps=[gap("refunds")]))
    assert tuple(partner.state.support.gaps) == ("refunds",)
    assert refusals(partner, VALIDATE) == ["no-scenario"]
    partner = do(partner, RecordSupportGaps(by=PSM, gaps=[gap("chat")]), played())
    assert tuple(partner.state.support.gaps) == ("refunds", "chat")
    assert do(partner, VALIDATE).state.support.ready is True


@pytest.mark.rule("JRN-19")
def test_the_gaps_are_named_where_go_is_refused() -> None:
    """The refusal says what the team lacks, and who can resolve it."""
    partner = do(ready_for_all_else(), GAPS)
    (reason,) = partner.apply(GO, at=partner.state.at).reasons
    assert "nobody answers at night" in reason.message
    assert (reason.rules, reason.facts["gaps"], reason.facts["resolved_by"]) == (
        ("JRN-19",),
        ("nights",),
        ("PSM",),
    )


@pytest.mark.rule("JRN-19")
def test_a_team_without_gaps_is_validated_at_once() -> None:
    """Nothing has to be played where nothing was lacking, but what failed counts."""
    assert do(proving(), VALIDATE).state.support.ready is True
    failed = do(proving(), played(passed=False))
    assert refusals(failed, VALIDATE) == ["scenario-failed"]


@pytest.mark.rule("JRN-19")
def test_gaps_are_named_once() -> None:
    """No gap at all is refused, and so is one twice."""
    assert refusals(proving(), RecordSupportGaps(by=PSM, gaps=())) == ["no-gaps"]
    twice = RecordSupportGaps(
        by=PSM, gaps=[gap(), SupportGap(id="nights", summary="x")]
    )
    assert refusals(proving(), twice) == ["named-twice"]


@pytest.mark.rule("JRN-19")
@pytest.mark.parametrize(
    "command",
    [
        RecordSupportTraining(by=PSM, topic=" "),
        RecordSupportResource(by=PSM, name=""),
        RunMockScenario(by=PSM, scenario="", passed=True),
    ],
)
def test_what_was_done_is_written_down(command: Command) -> None:
    """A blank text records nothing."""
    assert refusals(proving(), command) == ["blank"]


@pytest.mark.rule("JRN-19")
def test_a_support_team_has_its_place() -> None:
    """It is refused elsewhere and after launch; a block keeps it from validation."""
    decided = happened(delivered(), LaunchDecided, outcome="go", why="ready")
    launched = happened(decided, Launched, on=TODAY)
    for command in (GAPS, played(), VALIDATE):
        assert refusals(setting_out(), command) == ["elsewhere"]
        assert refusals(launched, command) == ["after-launch"]
    stuck = do(blocked(proving()), GAPS, played())
    assert refusals(stuck, VALIDATE) == ["blocked"]


@pytest.mark.rule("JRN-19", "JRN-25")
def test_a_support_team_in_a_journey_of_ones_own() -> None:
    """A stage with an item that it closes is its place, without any launch."""
    stage = attrs.evolve(BUILD, checklist=items(item("support", Closing.SUPPORT)))
    journey = journey_of(stage)
    assert do(setting_out(journey), VALIDATE).state.support.ready is True
