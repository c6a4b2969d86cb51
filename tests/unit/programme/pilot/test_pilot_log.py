"""Logs of programmes: replayed, taken in, restored, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core.collections import FrozenMap
from partner_success.errors import InvalidUseError, InvalidValueError, UnknownNameError
from partner_success.programme.pilot import (
    PILOT_EVENT_KINDS,
    AgreeSharing,
    AnswerCaseStudy,
    ChoosePartner,
    CriterionReopened,
    DeliverableMoved,
    DropGoal,
    DropQuarterGoal,
    GoalDropped,
    GoalJudged,
    GoalSet,
    PartnerChosen,
    PartnerSigned,
    PilotPartner,
    PilotProgramme,
    PilotReturned,
    PilotStageEntered,
    PilotStop,
    PilotStopped,
    ProgrammeMadeAvailable,
    QuestionAnswered,
    QuestionReopened,
    ReopenCriterion,
    ReopenQuestion,
    ReturnPilot,
    SeatFilled,
    SeatVacated,
    SessionRecorded,
    StopPilot,
    VacateSeat,
    WithdrawPartner,
    pilot_machine,
    pilot_table,
)
from tests.support.pilots import ADVANCE, AT, REVIEWED, available, complete, done, goal


def every_deed(rules: ps.Rulebook) -> PilotProgramme:
    """Give a programme in which everything happened that can, but availability."""
    pilot = complete(rules, "rollout")
    return done(
        pilot,
        [
            VacateSeat(by="ada", seat="channel_sponsor"),
            DropGoal(by="ada", goal="scaling", why="covered"),
            ReopenQuestion(by="ada", question="funding", why="cut"),
            ReopenCriterion(by="ada", criterion="training_built", why="outdated"),
            AnswerCaseStudy(by="ada", partner="acme", willing=True),
            WithdrawPartner(by="ada", partner="globex", why="sold"),
            AgreeSharing(by="ada", months=3, why="few changes"),
            DropQuarterGoal(by="ada", quarter=date(2027, 7, 1), why="too early"),
            ReturnPilot(by="ada", to="design", why="we learnt"),
            StopPilot(by="ada", why="no budget"),
        ],
    )


@pytest.mark.rule("PRG-02")
def test_replaying_the_log_gives_the_state(rules: ps.Rulebook) -> None:
    """The log alone says how it stands, given once, twice or in pieces."""
    policy = rules.programme
    for pilot in (available(rules), every_deed(rules)):
        assert PilotProgramme.replay(policy, pilot.events) == pilot
        assert PilotProgramme.replay(policy, [*pilot.events, *pilot.events]) == pilot
        for count in range(1, pilot.version + 1, 7):
            first = PilotProgramme.replay(policy, pilot.events[:count])
            assert first.followed_by(pilot.events) == pilot
            assert pilot.at_version(count) == first
        assert pilot.followed_by(pilot.events) is pilot


def test_everything_that_can_happen_happened(rules: ps.Rulebook) -> None:
    """The logs of these tests hold every kind of event."""
    events = (*available(rules).events, *every_deed(rules).events)
    assert {event.kind for event in events} == {*PILOT_EVENT_KINDS}


@pytest.mark.rule("PRG-02")
def test_a_restored_state_goes_on(rules: ps.Rulebook) -> None:
    """A stored state is taken up as it was, and what follows is the same."""
    for pilot in (available(rules), every_deed(rules)):
        for count in range(1, pilot.version + 1, 5):
            before = pilot.at_version(count)
            restored = PilotProgramme.restore(rules.programme, before.snapshot())
            assert restored.state == before.state
            assert restored.events == ()
            after = restored.followed_by(pilot.events[count:])
            assert after.state == pilot.state
    assert PilotProgramme.restore(rules.programme, pilot.state).state == pilot.state


@pytest.mark.rule("PRG-02")
def test_how_it_was_at_an_instant(rules: ps.Rulebook) -> None:
    """What happened at the very instant counts, and what happened later does not."""
    pilot = available(rules)
    for event in pilot.events:
        then = pilot.as_of(event.at)
        assert then.version >= event.sequence
        assert then == pilot.as_of(event.at + timedelta(minutes=1))
    assert pilot.as_of(REVIEWED) == pilot
    with pytest.raises(InvalidValueError, match="the programme began at 2026-01-12"):
        pilot.as_of(AT - timedelta(microseconds=1))
    with pytest.raises(InvalidValueError, match="at needs a time zone"):
        pilot.as_of(datetime(2026, 5, 4, 9))  # noqa: DTZ001


def test_versions_that_are_not_there(rules: ps.Rulebook) -> None:
    """A version is one that there was, and what is not known is not made up."""
    pilot = complete(rules, "discovery")
    for wrong in (0, 9, True, 2.0):
        version: Any = wrong
        with pytest.raises(InvalidValueError, match="whole number from 1 to 8"):
            pilot.at_version(version)
    restored = PilotProgramme.restore(rules.programme, pilot.at_version(4).state)
    with pytest.raises(InvalidUseError, match="a state of version 4"):
        restored.at_version(2)
    with pytest.raises(InvalidUseError, match="a state of version 4"):
        restored.as_of(AT)


def doctored(place: int, **fields: Any) -> Callable[[list[Any]], None]:
    """Give what changes an event of a log."""

    def change(log: list[Any]) -> None:
        log[place] = attrs.evolve(log[place], **fields)

    return change


def added(kind: Any, **fields: Any) -> Callable[[list[Any]], None]:
    """Give what writes another event behind a log."""

    def change(log: list[Any]) -> None:
        place = len(log) + 1
        last = log[-1]
        log.append(
            kind(
                id=f"emea#{place}",
                programme_id="emea",
                sequence=place,
                at=last.at,
                by="ada",
                **fields,
            )
        )

    return change


@pytest.mark.rule("PRG-02")
@pytest.mark.parametrize(
    ("change", "told"),
    [
        (list[Any].clear, "no event was given"),
        (lambda log: log.pop(0), "found 'goal_set' in the place 2"),
        (lambda log: log.pop(3), "has the place 5, and 4 is next"),
        (doctored(0, sequence=99), "found 'programme_begun' in the place 99"),
        (doctored(0, policy_id="ours"), "of the policy 'ours'"),
        (doctored(4, programme_id="apac"), "is of the programme 'apac'"),
        (doctored(3, at=AT - timedelta(hours=1)), "lies before the one in front"),
        (lambda log: log.append(attrs.evolve(log[0], sequence=len(log) + 1)), "begins"),
        (added(PilotStageEntered, stage="debrief"), "does not follow 'develop'"),
        (added(ProgrammeMadeAvailable), "follows on 'develop', and not on the last"),
        (added(PilotReturned, stage="develop"), "is not before 'develop'"),
        (added(SeatVacated, seat="legal"), "is of 'legal', which is vacant"),
        (added(QuestionReopened, question="nobody"), "is of 'nobody', which is open"),
        (added(CriterionReopened, criterion="training_built"), "which is open"),
        (added(PartnerChosen, partner="acme", meets=("strategic_fit",)), "takes part"),
        (added(PartnerSigned, partner="gone", on=date(2026, 1, 1)), "who withdrew"),
        (
            added(SessionRecorded, region="emea", on=date(2026, 1, 1), where="x"),
            "is of the region 'emea', which is not set",
        ),
        (lambda log: log.append("stage_entered"), "is made of its events"),
    ],
)
def test_logs_that_cannot_be(
    rules: ps.Rulebook, change: Callable[[list[Any]], object], told: str
) -> None:
    """What cannot follow is misuse, and the message says which event it is."""
    meets = ("strategic_fit",)
    choose = [
        ChoosePartner(by="ada", partner=each, meets=meets) for each in ("acme", "gone")
    ]
    withdraw = WithdrawPartner(by="ada", partner="gone", why="sold")
    pilot = done(complete(rules, "design"), [*choose, withdraw, ADVANCE])
    log: list[Any] = [*pilot.events]
    change(log)
    with pytest.raises(InvalidUseError, match=told):
        PilotProgramme.replay(rules.programme, log)


@pytest.mark.rule("PRG-02", "PRG-06")
@pytest.mark.parametrize(
    "change",
    [
        added(SeatFilled, seat="nobody", person="x"),
        added(GoalSet, goal=goal("profit")),
        added(GoalDropped, goal="profit"),
        added(GoalJudged, goal="profit", value=1),
        added(QuestionAnswered, question="why", answer="x"),
        added(QuestionAnswered, question="funding", answer="nobody"),
        added(DeliverableMoved, deliverable="poster", to="ready"),
        added(DeliverableMoved, deliverable="portal_page", to="lost"),
        added(PartnerChosen, partner="acme", meets=("size",)),
        added(PartnerSigned, partner="acme", on=date(2026, 1, 1)),
        added(PilotStageEntered, stage="launch"),
        added(PilotReturned, stage="launch"),
    ],
)
def test_logs_with_names_that_are_not_there(
    rules: ps.Rulebook, change: Callable[[list[Any]], object]
) -> None:
    """A log of another policy names what this one lacks."""
    log: list[Any] = [*complete(rules, "design").events]
    change(log)
    with pytest.raises(UnknownNameError):
        PilotProgramme.replay(rules.programme, log)


@pytest.mark.rule("PRG-02")
def test_nothing_follows_the_end_of_a_log(rules: ps.Rulebook) -> None:
    """Whatever stands behind the last event of a programme is refused."""
    for pilot, stage in (
        (available(rules), "available"),
        (every_deed(rules), "stopped"),
    ):
        log: list[Any] = [*pilot.events]
        added(PilotStopped, why="again")(log)
        with pytest.raises(InvalidUseError, match=f"the programme is {stage}"):
            pilot.followed_by(log)


@pytest.mark.rule("PRG-02")
def test_an_event_that_differs_is_refused(rules: ps.Rulebook) -> None:
    """A log never changes; an event of another programme is not taken in either."""
    pilot = complete(rules, "discovery")
    changed = attrs.evolve(pilot.events[2], by="bob")
    with pytest.raises(InvalidUseError, match="differs from the one that is known"):
        pilot.followed_by([changed])
    other = attrs.evolve(pilot.events[2], programme_id="apac")
    with pytest.raises(InvalidUseError, match="is of the programme 'apac'"):
        pilot.followed_by([other])


STOP = PilotStop(why="x", stage="design", by="ada", at=AT)


@pytest.mark.rule("PRG-02")
@pytest.mark.parametrize(
    ("changed", "error", "told"),
    [
        ({"policy_id": "ours"}, InvalidUseError, "is of the policy 'ours'"),
        ({"stage": "launch"}, UnknownNameError, "state of the pilot machine"),
        ({"stopped": STOP}, InvalidUseError, "says why it was stopped"),
        ({"stage": "stopped"}, InvalidUseError, "says no reason"),
        ({"deliverables": FrozenMap()}, InvalidUseError, "nothing of the deliverable"),
        ({"seats": {"x": "ada"}}, UnknownNameError, "'x'"),
        ({"goals": {"x": goal("x")}}, UnknownNameError, "'x'"),
        ({"judged": {"x": None}}, UnknownNameError, "no goal is called 'x'"),
        ({"answers": {"x": "y"}}, UnknownNameError, "'x'"),
        ({"ticked": {"x": None}}, UnknownNameError, "'x'"),
        (
            {"partners": {"acme": PilotPartner(chosen_for=("x",))}},
            UnknownNameError,
            "'x'",
        ),
        (
            {"stage": "stopped", "stopped": attrs.evolve(STOP, stage="x")},
            UnknownNameError,
            "'x'",
        ),
    ],
)
def test_states_that_are_not_taken_up(
    rules: ps.Rulebook, changed: dict[str, Any], error: type[Exception], told: str
) -> None:
    """A stored state that the policy does not know is refused when it is read."""
    state = complete(rules, "design").state
    fields = {
        name: FrozenMap(value) if isinstance(value, dict) else value
        for name, value in changed.items()
    }
    with pytest.raises(error, match=told):
        PilotProgramme.restore(rules.programme, attrs.evolve(state, **fields))


@pytest.mark.rule("PRG-02")
@pytest.mark.parametrize(
    "spoilt", [{"poster": "ready"}, {"portal_page": "lost"}], ids=["what", "state"]
)
def test_deliverables_of_a_state_are_known(
    rules: ps.Rulebook, spoilt: dict[str, str]
) -> None:
    """A deliverable or a state of one that the policy lacks is refused."""
    state = complete(rules, "design").state
    wrong = FrozenMap({**state.deliverables, **spoilt})
    with pytest.raises(UnknownNameError):
        PilotProgramme.restore(rules.programme, attrs.evolve(state, deliverables=wrong))


@pytest.mark.rule("PRG-02")
def test_the_table_has_the_stages_of_the_policy(rules: ps.Rulebook) -> None:
    """The stages that a policy must have are those of the machine, in its order."""
    pilot_table.cache_clear()
    table = pilot_table()
    machine: Any = pilot_machine()
    assert tuple(state.id for state in machine.states) == table.states
    assert table.states == (*rules.programme.stages.ids, "available", "stopped")
    assert table.final == {"available", "stopped"}
