"""What stands in the way of a condition."""

from __future__ import annotations

from decimal import Decimal

from partner_success.core.expressions import (
    All,
    Any,
    AtLeast,
    Compare,
    Condition,
    Field,
    IsKnown,
    Literal,
    Not,
    Share,
    unmet,
)

VALUE = Compare(Field("committed_value"), "at_least", Literal(50_000_000))
SHARE = Compare(Share(Field("ccv"), Field("lrp")), "at_least", Literal(10))
LAUNCH = IsKnown(Field("launch_on"))
STOPPED = Compare(Field("stopped"), "equals", Literal(True))


def messages(condition: Condition, facts: dict[str, object]) -> list[str]:
    """Give the sentence of each obstacle."""
    return [str(obstacle) for obstacle in unmet(condition, facts)]


def test_nothing_stands_in_the_way_of_what_holds() -> None:
    """A condition that holds has no obstacle, whatever its parts are."""
    assert unmet(Any([VALUE, LAUNCH]), {"launch_on": "soon"}) == ()


def test_false_and_unknown_are_told_apart() -> None:
    """A wrong value and a missing one are different obstacles."""
    wrong, missing = unmet(All([VALUE, SHARE]), {"committed_value": 3e7, "ccv": 5})
    assert (wrong.condition, wrong.wanted, wrong.found) == (VALUE, True, False)
    assert (missing.condition, missing.found) == (SHARE, None)
    assert (wrong.unknown, missing.unknown) == (False, True)
    assert wrong.facts == {"committed_value": Decimal("3E7")}
    assert missing.facts == {"ccv": 5, "lrp": None}


def test_sentences_show_the_facts_and_what_they_come_to() -> None:
    """Each obstacle is one sentence with its facts."""
    facts: dict[str, object] = {"ccv": 3, "lrp": 40, "stopped": True}
    condition = All([SHARE, Not(STOPPED), VALUE, LAUNCH])
    share, stopped, value, launch = messages(condition, facts)
    assert share == (
        "it must be that ccv in percent of lrp is at least 10"
        " (ccv = 3, lrp = 40, ccv in percent of lrp = 7.5)"
    )
    assert stopped == "it must not be that stopped is yes (stopped = yes)"
    assert value == (
        "it is not known whether committed value is at least 50,000,000"
        " (committed value = missing)"
    )
    assert launch == "it must be that launch on is known (launch on = missing)"


def test_constants_alone_have_no_facts() -> None:
    """A comparison of constants that fails rests on nothing."""
    never = Compare(Literal(1), "greater_than", Literal(2))
    assert messages(never, {}) == ["it must be that 1 is more than 2"]


def test_every_alternative_is_given_once() -> None:
    """Of alternatives all are obstacles, and a double is one."""
    facts = {"stopped": True}
    condition = AtLeast(2, [Not(STOPPED), VALUE, VALUE])
    assert [(each.condition, each.wanted) for each in unmet(condition, facts)] == [
        (STOPPED, False),
        (VALUE, True),
    ]


def test_denied_combinations_are_looked_into() -> None:
    """Below a 'not' those parts stand in the way that hold or may hold."""
    condition = Not(Any([STOPPED, VALUE, LAUNCH]))
    obstacles = unmet(condition, {"stopped": True})
    assert [(each.condition, each.wanted, each.found) for each in obstacles] == [
        (STOPPED, False, True),
        (VALUE, False, None),
    ]


def test_obstacles_are_hashable() -> None:
    """Obstacles can be gathered in a set, lists included."""
    condition = Compare(Field("tags"), "contains", Literal("vip"))
    assert len(set(unmet(condition, {"tags": ["new"]}) * 2)) == 1
