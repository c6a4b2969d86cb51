"""What lies between a partner and a stage, in order, and who can resolve it."""

from __future__ import annotations

import pytest

import partner_success as ps
from partner_success.errors import UnknownNameError
from partner_success.gates import (
    Block,
    Journey,
    Obstacle,
    PartnerJourney,
    Path,
    ReassignOwner,
    StartStage,
)
from tests.support.journeys import NAMES, company_journey, journey_called
from tests.support.partners_on_the_way import (
    Log,
    actor,
    on_the_way,
    person,
    set_out,
)
from tests.support.walking import STEP
from tests.unit.gates.small import in_second_phase


def codes(path: Path, stage: str | None = None) -> list[str]:
    """Give the codes of what lies between, in one stage or in all."""
    return [
        each.reason.code
        for each in path.obstacles
        if stage is None or each.stage == stage
    ]


def company(stage: str | None) -> PartnerJourney:
    """Give a partner that has just entered a stage of the company's journey."""
    return on_the_way(company_journey(), stage)


@pytest.mark.rule("JRN-04")
def test_the_gate_that_stands_in_the_way_says_what_it_lacks(rules: ps.Rulebook) -> None:
    """A partner in Gate 2 sees every open item, the answers and the signature."""
    path = on_the_way(rules.journey, "gate_2").why_not("gate_3")
    assert codes(path, "gate_2") == ["no-answers", *["open-item"] * 8, "not-signed-off"]
    assert codes(path, "gate_3") == ["hand-off-step"] * 3
    assert all(
        each.in_gate_record is (each.reason.code != "hand-off-step")
        for each in path.obstacles
    )
    assert {each.roles for each in path.obstacles} == {("TPM",)}
    assert {each.people for each in path.obstacles} == {(person("TPM"),)}
    assert all(each.citations for each in path.obstacles)
    assert (path.here, path.target, path.arrived) == ("gate_2", "gate_3", False)


@pytest.mark.rule("JRN-04")
def test_a_stage_further_away_has_everything_on_the_way() -> None:
    """In order: this gate, the way into the next, all that one will need, and on."""
    path = company("meet").why_not("prove")
    assert list(dict.fromkeys(each.stage for each in path.obstacles)) == [
        "meet",
        "build",
    ]
    assert codes(path, "meet") == ["no-answers", "open-item", "not-signed-off"]
    assert codes(path, "build") == [
        "hand-off-step",
        "not-started",
        "no-answers",
        *["open-item"] * 4,
        "not-signed-off",
    ]
    assert path.roles == ("SALES", "TECH")
    assert not path.is_clear


@pytest.mark.rule("JRN-04", "JRN-18")
def test_the_launch_says_what_it_lacks() -> None:
    """Not only that it has not taken place; nothing more is said once it has."""
    lacking = ["not-decided", "no-rollback-plan", "open-item"]
    path = company("prove").why_not("run")
    assert codes(path, "run") == [*["hand-off-step"] * 2, *lacking, *["open-item"] * 2]
    log = Log(company_journey(), set_out(company_journey()))
    log.events = [*on_the_way(company_journey(), "prove", ready=True).events]
    log.at = log.events[-1].at
    log.pass_("prove")
    log.launch()
    launched = log.journey_now().why_not("run")
    assert codes(launched) == [*["hand-off-step"] * 2, *["open-item"] * 2]


@pytest.mark.rule("JRN-04")
def test_a_stage_without_an_item_for_it_waits_for_the_launch_too() -> None:
    """A stage that has no end begins after the launch, whatever its entry asks."""
    path = in_second_phase().why_not("live")
    assert codes(path, "live")[-3:] == [
        "not-decided",
        "no-rollback-plan",
        "not-launched",
    ]


@pytest.mark.rule("JRN-04", "JRN-07")
def test_a_stage_that_is_blocked_before_it_begins_is_no_clear_way() -> None:
    """It says what blocks it, and says it once."""
    on = company(None)
    block = Block(by=actor("BOARD"), stage="build", reasons=["no permit", "no site"])
    blocked = on.apply(block, at=on.state.at + STEP).journey
    path = blocked.why_not("build")
    assert codes(path, "build") == ["hand-off-step", "blocker", "blocker"]
    assert [str(each) for each in path.obstacles][-1].endswith("no site")
    assert codes(path, "build") == codes(blocked.why_not("prove"), "build")[:3]


@pytest.mark.rule("JRN-04")
@pytest.mark.parametrize("name", NAMES)
def test_a_stage_that_was_started_is_arrived_at(name: str) -> None:
    """Nothing lies between, there or behind; the first can be started at once."""
    journey = journey_called(name)
    first, second, *_ = journey.stages.ids
    on = on_the_way(journey, second)
    for stage in (first, second):
        path = on.why_not(stage)
        assert path.arrived
        assert path.is_clear
        assert str(path.explain()).splitlines()[0].endswith("it was started already")
    begun = set_out(journey).why_not(first)
    assert (begun.arrived, begun.is_clear, begun.roles) == (False, True, ())
    assert "it can be started" in str(begun.explain())


@pytest.mark.rule("JRN-04")
def test_an_unknown_stage_is_misuse(rules: ps.Rulebook) -> None:
    """The near misses are named."""
    with pytest.raises(UnknownNameError, match="did you mean 'gate_3'"):
        on_the_way(rules.journey, "gate_2").why_not("gate3")


@pytest.mark.rule("JRN-04")
def test_who_can_resolve_it_is_who_is_assigned_now() -> None:
    """After a change of owner the new one, and nobody where nobody is assigned."""
    on = company("prove")
    for people in (["tess", "tom"], []):
        command = ReassignOwner(by=actor("BOARD"), role="TECH", people=people)
        on = on.apply(command, at=on.state.at + STEP).journey
        obstacle = on.why_not("run").obstacles[0]
        assert obstacle.people == tuple(people)
    codes_now = codes(on.why_not("run"))
    assert "nobody-assigned" in codes_now


def test_a_path_explains_itself() -> None:
    """In a row each: the stage, what is lacking, who, and the source."""
    path = company("prove").why_not("run")
    text = str(path.explain())
    assert text.startswith("acme, from prove to run: 12 things lie between\n")
    assert "TECH (tech-1)" in text
    rows = path.explain().rows
    assert [row[0] for row in rows] == [each.stage for each in path.obstacles]
    one = Path(
        partner_id="acme",
        here="prove",
        target="run",
        arrived=False,
        obstacles=(Obstacle(stage="run", reason=path.obstacles[0].reason),),
    )
    assert one.explain().title.endswith("one thing lies between")
    assert one.explain().rows[0][2] == ""


@pytest.mark.rule("JRN-04")
def test_a_refused_start_says_what_the_path_says(rules: ps.Rulebook) -> None:
    """The refusal names the gate in the way and all that it lacks."""
    journey: Journey = rules.journey
    on = on_the_way(journey, "gate_1")
    step = on.apply(StartStage(by=actor("ADMIN"), stage="gate_2"), at=on.state.at)
    gate_before = step.reasons[0]
    assert gate_before.code == "gate-before"
    for each in on.why_not("gate_2").obstacles:
        said = gate_before if each.stage == "gate_1" else each.reason
        assert each.reason.message in said.message
