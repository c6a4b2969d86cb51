"""Logs of customers: replayed, taken in, restored, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.engagement import (
    LIFECYCLE_EVENT_KINDS,
    AdvanceStage,
    ContractRenewed,
    CustomerLifecycle,
    LifecycleEvent,
    LifecycleState,
    MilestoneReopened,
)
from partner_success.errors import InvalidUseError, InvalidValueError, UnknownNameError
from tests.support.customers import AT, WHOLE_WAY, begun, taken


@pytest.fixture
def customer(rules: ps.Rulebook) -> CustomerLifecycle:
    """Give a customer who has gone the whole way."""
    return taken(begun(rules), WHOLE_WAY)


def hourly(rules: ps.Rulebook) -> CustomerLifecycle:
    """Give a customer to whom something happened each hour."""
    found = begun(rules)
    for hour, command in enumerate(WHOLE_WAY, start=1):
        found = found.apply(command, at=AT + timedelta(hours=hour)).lifecycle
    return found


@pytest.mark.rule("ENG-01")
def test_replaying_the_log_gives_the_state(
    rules: ps.Rulebook, customer: CustomerLifecycle
) -> None:
    """The log alone says how the customer stands, given once, twice or in pieces."""
    lifecycle = rules.lifecycle
    assert lifecycle.replay(customer.events) == customer
    assert lifecycle.replay([*customer.events, *customer.events]) == customer
    for count in range(1, customer.version + 1):
        first = lifecycle.replay(customer.events[:count])
        assert first.followed_by(customer.events) == customer
        assert customer.at_version(count) == first


@pytest.mark.rule("ENG-01")
def test_a_restored_state_goes_on(
    rules: ps.Rulebook, customer: CustomerLifecycle
) -> None:
    """A stored state is taken up as it was, and what follows is the same."""
    for count in range(1, customer.version + 1):
        before = customer.at_version(count)
        restored = rules.lifecycle.restore(before.snapshot())
        assert restored.state == before.state
        assert restored.events == ()
        assert restored.followed_by(customer.events[count:]).state == customer.state
    assert restored.followed_by(()) is restored


@pytest.mark.rule("ENG-01")
def test_how_it_was_at_an_instant(rules: ps.Rulebook) -> None:
    """What happened at the very instant counts, and what happened later does not."""
    customer = hourly(rules)
    for version in range(1, customer.version + 1):
        at = AT + timedelta(hours=version - 1)
        assert customer.as_of(at) == customer.at_version(version)
        later = at + timedelta(minutes=59)
        assert customer.as_of(later) == customer.at_version(version)
    with pytest.raises(InvalidValueError, match="the lifecycle began at 2026-05-04"):
        customer.as_of(AT - timedelta(microseconds=1))
    with pytest.raises(InvalidValueError, match="at needs a time zone"):
        customer.as_of(datetime(2026, 5, 4, 9))  # noqa: DTZ001


def test_versions_that_are_not_there(customer: CustomerLifecycle) -> None:
    """A version is one that there was."""
    for wrong in (0, 10, True, 2.0):
        version: Any = wrong
        with pytest.raises(InvalidValueError, match="whole number from 1 to 9"):
            customer.at_version(version)


def test_a_restored_log_is_not_whole(
    rules: ps.Rulebook, customer: CustomerLifecycle
) -> None:
    """What happened before a stored state is not known, and is not made up."""
    restored = rules.lifecycle.restore(customer.at_version(4).state)
    with pytest.raises(InvalidUseError, match="a state of version 4"):
        restored.at_version(2)
    with pytest.raises(InvalidUseError, match="a state of version 4"):
        restored.as_of(AT)


def doctored(place: int, **fields: Any) -> Callable[[list[Any]], None]:
    """Give what changes an event of a log."""

    def change(log: list[Any]) -> None:
        log[place] = attrs.evolve(log[place], **fields)

    return change


def without(place: int) -> Callable[[list[Any]], None]:
    """Give what leaves an event of a log out and moves up those behind it."""

    def change(log: list[Any]) -> None:
        del log[place]
        log[:] = [
            attrs.evolve(each, sequence=number) for number, each in enumerate(log, 1)
        ]

    return change


@pytest.mark.rule("ENG-01")
@pytest.mark.parametrize(
    ("change", "told"),
    [
        (list[Any].clear, "no event was given"),
        (lambda log: log.pop(0), "found 'stage_entered' in the place 2"),
        (lambda log: log.pop(3), "has the place 5, and 4 is next"),
        (doctored(0, sequence=10), "found 'lifecycle_begun' in the place 10"),
        (doctored(0, lifecycle_id="ours"), "of the lifecycle 'ours'"),
        (doctored(4, customer_id="initech"), "is of the customer 'initech'"),
        (doctored(3, at=AT - timedelta(hours=1)), "lies before the one in front"),
        (doctored(1, stage="renew"), "enters 'renew', which cannot follow on 'land'"),
        (without(1), "enters 'adopt', which cannot follow on 'land'"),
        (without(5), "in which 'renewed' cannot follow"),
        (
            lambda log: log.append(attrs.evolve(log[-1], id="globex#10", sequence=10)),
            "in which 'churn' cannot follow",
        ),
        (
            lambda log: log.append(attrs.evolve(log[0], id="globex#10", sequence=10)),
            "begins a lifecycle that has begun",
        ),
        (
            lambda log: log.append(
                MilestoneReopened(
                    id="globex#10",
                    customer_id="globex",
                    sequence=10,
                    at=AT,
                    by="ada",
                    milestone="waves",
                )
            ),
            "reopens 'waves', which is open",
        ),
        (lambda log: log.append("churned"), "read documents with interop"),
        (
            lambda log: log.append(attrs.evolve(log[-1], by="bo")),
            "differs from the one that is known in the place 9",
        ),
    ],
)
def test_logs_that_cannot_be(
    rules: ps.Rulebook,
    customer: CustomerLifecycle,
    change: Callable[[list[Any]], None],
    told: str,
) -> None:
    """A log that was not written like that is refused, and the message says where."""
    log: list[Any] = [*customer.events]
    change(log)
    with pytest.raises(InvalidUseError, match=told):
        rules.lifecycle.replay(log)


@pytest.mark.parametrize(
    ("place", "fields", "near"),
    [
        (0, {"stage": "lnd"}, "land"),
        (1, {"stage": "onbord"}, "onboard"),
        (2, {"milestone": "team_asigned"}, "team_assigned"),
        (8, {"reason": "prise"}, "price"),
    ],
)
def test_logs_that_name_what_is_not_there(
    rules: ps.Rulebook,
    customer: CustomerLifecycle,
    place: int,
    fields: dict[str, str],
    near: str,
) -> None:
    """A stage, milestone or reason of another rulebook is named with near misses."""
    log: list[LifecycleEvent] = [*customer.events]
    log[place] = attrs.evolve(log[place], **fields)
    with pytest.raises(UnknownNameError, match=f"did you mean '{near}'"):
        rules.lifecycle.replay(log)


def test_states_that_cannot_be_restored(
    rules: ps.Rulebook, customer: CustomerLifecycle
) -> None:
    """A state of another lifecycle, or one that contradicts itself, is refused."""
    state, lifecycle = customer.state, rules.lifecycle
    assert state.churn is not None

    def changed(**fields: Any) -> LifecycleState:
        return attrs.evolve(state, **fields)

    with pytest.raises(InvalidUseError, match="of the lifecycle 'ours'"):
        lifecycle.restore(changed(lifecycle_id="ours"))
    with pytest.raises(UnknownNameError, match="did you mean 'churned'"):
        lifecycle.restore(changed(stage="churnd"))
    with pytest.raises(InvalidUseError, match="and says why the customer left"):
        lifecycle.restore(changed(stage="adopt"))
    with pytest.raises(InvalidUseError, match="and says no reason to leave"):
        lifecycle.restore(changed(churn=None))
    with pytest.raises(UnknownNameError, match="did you mean 'waves'"):
        lifecycle.restore(changed(done={"wavs": state.done["team_assigned"]}))
    with pytest.raises(UnknownNameError, match="did you mean 'price'"):
        lifecycle.restore(changed(churn=attrs.evolve(state.churn, reason="prise")))


def test_events_need_a_zone_and_a_place() -> None:
    """An event says when it happened, and where in the log."""
    said: dict[str, Any] = {"id": "a#1", "customer_id": "a", "by": "ada"}
    with pytest.raises(InvalidValueError, match="at needs a time zone"):
        ContractRenewed(**said, sequence=1, at=AT.replace(tzinfo=None))
    for wrong in (0, True, "1"):
        place: Any = wrong
        with pytest.raises(InvalidValueError, match="the place of the event"):
            ContractRenewed(**said, sequence=place, at=AT)


def test_kinds_of_events() -> None:
    """Each event is found by its kind."""
    assert list(LIFECYCLE_EVENT_KINDS) == [
        "lifecycle_begun",
        "stage_entered",
        "contract_renewed",
        "customer_churned",
        "milestone_ticked",
        "milestone_reopened",
    ]


def test_nothing_that_was_given_is_changed(rules: ps.Rulebook) -> None:
    """A step gives the next lifecycle and leaves the one before as it was."""
    customer = begun(rules)
    before = attrs.evolve(customer)
    after = customer.apply(AdvanceStage(by="ada"), at=AT).lifecycle
    assert customer == before
    assert after != customer
