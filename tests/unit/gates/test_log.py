"""A log that never changes: the same again, what cannot follow, what came between."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest

from partner_success.access import Actor
from partner_success.errors import (
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.gates import Block, PartnerJourney, StartStage
from partner_success.gates.events import (
    EVENT_KINDS,
    BetaIssueResolved,
    Blocked,
    JourneyEvent,
    StageStarted,
    Unblocked,
)
from partner_success.interop import event_document, read_journey_events
from partner_success.machines.log import conflict
from tests.unit.gates.small import happened, in_second_phase, small_journey, start


@pytest.mark.rule("JRN-09")
def test_replaying_a_log_gives_the_state_that_was_stored() -> None:
    """Whole, and restored from any state on the way and then followed up."""
    journey = in_second_phase()
    assert small_journey().replay(journey.events) == journey
    assert journey.snapshot() == journey.state
    for version in range(1, journey.version + 1):
        then = journey.at_version(version)
        assert then.version == version
        assert then.events == journey.events[:version]
        restored = small_journey().restore(then.snapshot())
        assert restored.followed_by(journey.events).state == journey.state


@pytest.mark.rule("JRN-09")
def test_an_event_that_comes_twice_changes_nothing() -> None:
    """Known already, twice in one delivery, or twice in a log that is replayed."""
    journey = start()
    event = happened(journey, StageStarted, stage="first")
    once = journey.followed_by([event])
    assert once.followed_by([event]) is once
    assert once.followed_by(once.events) is once
    assert journey.followed_by([event, event]) == once
    assert small_journey().replay([*journey.events, event, event]) == once


@pytest.mark.rule("JRN-09")
def test_an_event_from_before_a_snapshot_is_not_taken_in_again() -> None:
    """What it said is not known any more, and does not matter."""
    whole = in_second_phase()
    restored = small_journey().restore(whole.snapshot())
    assert restored.events == ()
    assert restored.followed_by(whole.events) is restored


@pytest.mark.rule("JRN-09")
def test_another_content_in_a_known_place_is_misuse() -> None:
    """Two writers wrote different things, and nobody may choose between them here."""
    journey = start()
    event = happened(journey, StageStarted, stage="first")
    other = attrs.evolve(event, by="ada")
    once = journey.followed_by([event])
    for known, given in ((once, [other]), (journey, [event, other])):
        with pytest.raises(InvalidUseError, match="'acme#2' differs from the one"):
            known.followed_by(given)
    restored = small_journey().restore(once.snapshot())
    follows = restored.followed_by([happened(once, Blocked, stage="first", reasons=())])
    with pytest.raises(InvalidUseError, match="'acme#3' differs"):
        follows.followed_by([happened(once, Unblocked, stage="first")])


def _off(journey: PartnerJourney, **changes: Any) -> JourneyEvent:
    return attrs.evolve(happened(journey, StageStarted, stage="first"), **changes)


@pytest.mark.rule("JRN-09")
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"sequence": 3}, "has the place 3, and 2 is next"),
        ({"sequence": 2, "partner_id": "globex"}, "is of the partner 'globex'"),
        ({"sequence": 1, "partner_id": "globex"}, "is of the partner 'globex'"),
        ({"at": datetime(2020, 1, 1, tzinfo=UTC)}, "lies before the one in front"),
    ],
)
def test_what_cannot_follow_is_misuse(changes: dict[str, Any], message: str) -> None:
    """A gap, another partner's event, an event out of the order of time."""
    journey = start()
    with pytest.raises(InvalidUseError, match=message):
        journey.followed_by([_off(journey, **changes)])


@pytest.mark.rule("JRN-09")
def test_events_that_name_what_is_not_there_are_misuse() -> None:
    """A stage is named with its near misses; anything else says what is lacking."""
    journey = start()
    with pytest.raises(UnknownNameError, match="did you mean 'first'"):
        journey.followed_by([_off(journey, stage="frist")])
    resolved = happened(journey, BetaIssueResolved, issue_id="i-1", resolution="mended")
    with pytest.raises(InvalidUseError, match="'i-1', of which nothing has been said"):
        journey.followed_by([resolved])


@pytest.mark.rule("JRN-09")
def test_a_log_is_made_of_events() -> None:
    """A document is read first."""
    document: Any = event_document(happened(start(), StageStarted, stage="first"))
    with pytest.raises(InvalidUseError, match="read documents with"):
        start().followed_by([document])
    with pytest.raises(InvalidUseError, match="no event was given"):
        small_journey().replay([])


@pytest.mark.rule("JRN-09")
def test_a_log_begins_once() -> None:
    """With its first event, and never again."""
    first: Any = start().events[0]
    again = attrs.evolve(first, sequence=2, id="acme#2")
    with pytest.raises(InvalidUseError, match="a log begins once"):
        start().followed_by([again])
    with pytest.raises(InvalidUseError, match="of the journey 'other'"):
        small_journey().replay([attrs.evolve(first, journey_id="other")])
    with pytest.raises(InvalidUseError, match="in the place 2"):
        small_journey().replay([again])


@pytest.mark.rule("JRN-09")
def test_a_conflict_says_what_came_between() -> None:
    """By kind and by whom, with the ids for programs."""
    journey = in_second_phase()
    [reason] = conflict(journey.version, journey.events, 5, rules=("JRN-09",))
    assert reason.code == "conflict"
    assert reason.message == (
        "version 5 was expected, and this is version 7; between them:"
        " item ticked by ines, phase entered by ines"
    )
    assert reason.facts["between"] == ("acme#6", "acme#7")
    assert list(conflict(7, journey.events, 7, rules=("JRN-09",))) == []
    assert list(conflict(7, journey.events, None, rules=("JRN-09",))) == []


@pytest.mark.rule("JRN-09")
@pytest.mark.parametrize(
    ("version", "known", "lost"),
    [
        (7, 1, "1 event that is not known here, phase entered by ines"),
        (7, 0, "2 events that are not known here"),
    ],
)
def test_a_conflict_says_how_much_is_not_known(
    version: int, known: int, lost: str
) -> None:
    """Where the journey was restored, what came before is counted."""
    events = in_second_phase().events[version - known :]
    [reason] = conflict(version, events, 5, rules=("JRN-09",))
    assert reason.message.endswith(f"between them: {lost}")


@pytest.mark.rule("JRN-09")
def test_a_version_that_is_still_to_come_is_a_conflict() -> None:
    """The caller knows more than is known here."""
    [reason] = conflict(7, in_second_phase().events, 9, rules=("JRN-09",))
    assert reason.message.endswith("is version 7, which is older; take in what happened"
                                   " since")  # fmt: skip


@pytest.mark.rule("JRN-09")
@pytest.mark.parametrize("version", [-1, 1.0, True, "7"])
def test_what_is_no_version_is_misuse(version: Any) -> None:
    """It is not compared."""
    with pytest.raises(InvalidValueError, match="a whole number from 0 up"):
        list(conflict(7, (), version, rules=("JRN-09",)))


@pytest.mark.rule("JRN-09")
def test_a_journey_can_be_looked_at_as_it_was() -> None:
    """At an instant, what happened at that very instant included."""
    journey = in_second_phase()
    instant = journey.events[4].at
    assert journey.as_of(instant).version == 5
    assert journey.as_of(instant - timedelta(microseconds=1)).version == 4
    assert journey.as_of(instant.astimezone(ZoneInfo("Asia/Tokyo"))).version == 5
    assert journey.as_of(instant + timedelta(days=99)) == journey


@pytest.mark.rule("JRN-09")
def test_there_is_nothing_before_a_journey_began_or_where_it_is_not_known() -> None:
    """Versions and instants are refused, and a restored journey says what to do."""
    journey = in_second_phase()
    for version in (0, 8):
        with pytest.raises(InvalidValueError, match="from 1 to 7"):
            journey.at_version(version)
    early = journey.events[0].at - timedelta(seconds=1)
    with pytest.raises(InvalidValueError, match="and the journey began at"):
        journey.as_of(early)
    restored = small_journey().restore(journey.snapshot())
    with pytest.raises(InvalidUseError, match="restored from a state of version 7"):
        restored.at_version(3)
    with pytest.raises(InvalidUseError, match="replay the whole log"):
        restored.as_of(journey.state.at)


@pytest.mark.rule("JRN-09")
def test_instants_are_compared_as_instants() -> None:
    """In the hour that clocks go through twice, too, after a way through documents."""
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1)
    journey = start()
    events = [_off(journey, at=twice)]
    read = read_journey_events(map(event_document, events))
    assert journey.followed_by(read) == journey.followed_by(events)


def test_what_is_no_command_is_misuse() -> None:
    """It says which there are."""
    nothing: Any = Block
    with pytest.raises(InvalidUseError, match="is no command; give one of"):
        start().apply(nothing, at=start().state.at)


@pytest.mark.rule("JRN-09")
def test_a_step_says_what_came_of_a_command() -> None:
    """By the events or by the reasons; it is no truth value by itself."""
    ines = Actor(id="ines", email="ines@example.com", roles=["PAM"])
    journey = start()
    step = journey.apply(StartStage(by=ines, stage="first"), at=journey.state.at)
    assert not step.refused
    assert step.explain() == "stage started"
    assert step.journey == journey.followed_by(step.events)
    again = step.journey.apply(
        StartStage(by=ines, stage="first"), at=journey.state.at, expected_version=1
    )
    assert again.refused
    assert again.journey is step.journey
    assert [each.code for each in again.reasons] == ["conflict", "in-progress"]
    assert again.explain().startswith("refused: version 1 was expected")
    with pytest.raises(InvalidUseError, match=r"ask step\.refused"):
        bool(step)


def test_what_no_record_of_a_gate_holds() -> None:
    """What is told of the partner as a whole is in none; all else is in one."""
    assert {
        kind for kind, event in EVENT_KINDS.items() if not event.in_gate_record
    } == {
        "journey_started",
        "owner_reassigned",
        "tier_set",
        "target_launch_set",
        "hand_off_step_done",
    }
    whole = EVENT_KINDS["tier_set"]
    assert "in_gate_record" not in {each.name for each in attrs.fields(whole)}
