"""Who sits where in a programme's team, and which seats are vacant."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.errors import InvalidDataError, InvalidUseError
from partner_success.programme import Counted, check_team

LEADERSHIP = (
    "customer_success_manager",
    "channel_manager",
    "customer_success_sponsor",
    "channel_sponsor",
)
SUPPORTING = ("delivery", "operations", "marketing", "legal")
EVERYBODY = {seat: f"p-{place}" for place, seat in enumerate(LEADERSHIP + SUPPORTING)}


@pytest.mark.rule("PRG-01")
def test_without_anybody_every_seat_is_vacant(rules: ps.Rulebook) -> None:
    """An empty team lacks four who lead and four teams that support them."""
    team = check_team(rules.programme, {})
    assert tuple(seat.id for seat in team.vacant) == LEADERSHIP + SUPPORTING
    assert not team.complete
    assert team.by_team == {
        "leadership": Counted(count=0, of=4),
        "supporting": Counted(count=0, of=4),
    }
    assert [reason.facts["seat"] for reason in team.reasons] == [
        *LEADERSHIP,
        *SUPPORTING,
    ]
    assert {reason.code for reason in team.reasons} == {"seat-vacant"}


@pytest.mark.rule("PRG-01")
def test_the_sides_of_the_seats(rules: ps.Rulebook) -> None:
    """Customer success and channel give a manager and a sponsor each."""
    sides = {seat.id: seat.side for seat in rules.programme.seats}
    assert sides == {
        "customer_success_manager": "customer_success",
        "channel_manager": "channel",
        "customer_success_sponsor": "customer_success",
        "channel_sponsor": "channel",
        **dict.fromkeys(SUPPORTING, "both"),
    }


@pytest.mark.rule("PRG-01")
def test_a_full_team_lacks_nobody(rules: ps.Rulebook) -> None:
    """With eight people on eight seats there is nothing to tell."""
    team = check_team(rules.programme, EVERYBODY)
    assert team.complete
    assert (team.vacant, team.reasons, team.several, team.notes) == ((), (), {}, ())
    assert (
        str(team) == "Team: 8 of 8 seats filled (4 of 4 leadership, 4 of 4 supporting)"
    )


@pytest.mark.rule("PRG-01")
def test_leadership_comes_first_wherever_it_stands(rules: ps.Rulebook) -> None:
    """A policy that lists the supporting teams first has its leaders named first."""
    seats = ps.core.Catalogue(reversed(tuple(rules.programme.seats)), kind="seat")
    team = check_team(attrs.evolve(rules.programme, seats=seats), {"legal": "p-1"})
    teams = [seat.team for seat in team.vacant]
    assert teams == ["leadership"] * 4 + ["supporting"] * 3


@pytest.mark.rule("PRG-01")
def test_one_person_on_two_seats_is_told(rules: ps.Rulebook) -> None:
    """Who sits on several seats is no fault; both sponsors in one is worth a note."""
    given_ = {**EVERYBODY, "channel_sponsor": EVERYBODY["customer_success_sponsor"]}
    team = check_team(rules.programme, given_)
    assert team.complete
    assert {
        who: [seat.id for seat in seats] for who, seats in team.several.items()
    } == {"p-2": ["customer_success_sponsor", "channel_sponsor"]}
    assert team.notes == (
        (
            "'p-2' sits on 2 seats: Executive sponsor, customer success;"
            " Executive sponsor, channel"
        ),
        "Both executive sponsors are named: all 2 seats are one person, 'p-2'",
    )


@pytest.mark.rule("PRG-01")
def test_two_seats_of_different_kinds_are_told_once(rules: ps.Rulebook) -> None:
    """A manager who is the sponsor of the other side too is only told to be both."""
    given_ = {**EVERYBODY, "channel_sponsor": EVERYBODY["customer_success_manager"]}
    assert len(check_team(rules.programme, given_).notes) == 1


def test_it_shows_itself(rules: ps.Rulebook) -> None:
    """Every seat stands in the table, and below it what a vacant one would bring."""
    text = str(check_team(rules.programme, {"legal": "p-9"}).explain())
    assert "p-9" in text
    assert "nobody fills the seat Delivery; it brings: The work with partners" in text


@pytest.mark.parametrize(
    ("filled", "path", "code"),
    [
        ({"leagl": "p-1"}, "filled['leagl']", "unknown"),
        ({"nothing-like-it": "p-1"}, "filled['nothing-like-it']", "unknown"),
        ({"legal": ""}, "filled['legal']", "blank"),
        ({"legal": " p-1"}, "filled['legal']", "space-around"),
        ({"legal": None}, "filled['legal']", "missing"),
        ({"legal": 7}, "filled['legal']", "wrong-type"),
        ({7: "p-1"}, "filled[7]", "wrong-type"),
        (["legal"], "filled", "wrong-type"),
    ],
)
def test_wrong_seats_and_people(
    rules: ps.Rulebook, filled: Any, path: str, code: str
) -> None:
    """What cannot be meant is refused by its path."""
    with pytest.raises(InvalidDataError) as caught:
        check_team(rules.programme, filled)
    assert [(each.path, each.code) for each in caught.value.problems] == [(path, code)]


def test_near_misses_and_all_faults_are_named(rules: ps.Rulebook) -> None:
    """Two faults are told together, a misspelt seat with the one that is meant."""
    wrong: Any = {"leagl": "p-1", "delivery": 3, "zzz": "p-2"}
    with pytest.raises(InvalidDataError, match="did you mean 'legal'") as caught:
        check_team(rules.programme, wrong)
    assert len(caught.value.problems) == 3
    assert "known: customer_success_manager, " in str(caught.value)


def test_another_policy_is_refused(rules: ps.Rulebook) -> None:
    """A policy of another family is named as what it is."""
    wrong: Any = rules.renewals
    with pytest.raises(InvalidUseError, match="needs a ProgrammePolicy, not Renewal"):
        check_team(wrong, {})


@pytest.mark.rule("PRG-01")
@given(data=st.data())
@settings(max_examples=min(30, settings().max_examples))
def test_a_seat_is_either_filled_or_vacant(data: st.DataObject) -> None:
    """Whoever sits where, each seat is told once, and the counts add up."""
    policy = ps.standard().programme
    seats = st.sampled_from(policy.seats.ids)
    filled = data.draw(st.dictionaries(seats, st.sampled_from(["p-1", "p-2", "p-3"])))
    team = check_team(policy, filled)
    vacant = {seat.id for seat in team.vacant}
    assert vacant | set(team.filled) == set(policy.seats.ids)
    assert not vacant & set(team.filled)
    assert sum(each.count for each in team.by_team.values()) == len(filled)
    assert all(len(held) > 1 for held in team.several.values())
