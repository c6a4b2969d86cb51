"""The tables that are walked, against python-statemachine that defines the machines."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_success.core.collections import FrozenMap
from partner_success.core.decision import Reason
from partner_success.errors import InvalidUseError, UnknownNameError
from partner_success.gates.machines import (
    MACHINES,
    MachineTable,
    Move,
    Stepped,
    gate_table,
    machine_class,
    machine_table,
)
from partner_success.machines.base import StrictMachine
from tests.support.machines import (
    PHASES,
    SUBJECTS,
    Driven,
    guards_of,
    paths,
    permitted,
    refused,
)

CASES = [
    pytest.param(name, state, id=f"{name}: {state}")
    for name, (table, _) in SUBJECTS.items()
    for state in table.states
]
RULES = (
    *("JRN-05", "JRN-07", "JRN-13", "JRN-16", "JRN-18", "JRN-20"),
    *("PLB-04", "PRG-02"),
)
GATES = ["gate", *(name for name in SUBJECTS if name.startswith("gate with"))]
FOREIGN = (
    "",
    "*",
    "__initial__",
    "done.state.in_progress",
    "done_state_blocked",
    "done_state_in_progress",
    "done_state_unfinished",
    "error.execution",
    "error_execution",
    "no_such_event",
)


def all_states(states: Any) -> list[Any]:
    """Give the states of a machine, at every depth."""
    return [
        each for state in states for each in (state, *all_states(list(state.states)))
    ]


def broken() -> bool:
    """Fail, as a guard with a mistake in it does."""
    raise ZeroDivisionError("the guard has a mistake")


def failing(_name: str) -> tuple[Reason, ...]:
    """Fail for any guard."""
    raise ZeroDivisionError("the guard has a mistake")


@pytest.mark.parametrize("name", SUBJECTS)
def test_every_machine_is_strict(name: str) -> None:
    """Each machine has the flags of the base, and none sets them again."""
    machine = SUBJECTS[name][1]
    assert issubclass(machine, StrictMachine)
    for flag, value in (
        ("allow_event_without_transition", False),
        ("catch_errors_as_events", False),
        ("atomic_configuration_update", True),
    ):
        assert getattr(machine, flag) is value
        assert flag not in vars(machine)


@pytest.mark.parametrize("name", SUBJECTS)
def test_no_machine_holds_what_a_table_cannot(name: str) -> None:
    """An event leads one way from a state, by guards that have to hold, at once."""
    table, machine = SUBJECTS[name]
    for state in all_states(machine.states):
        moves = [move for move in state.transitions if not move.initial]
        events = [move.event for move in moves]
        assert all(events), "each move has an event"
        assert len(set(events)) == len(events)
        for move in moves:
            assert all(guard.expected_value for guard in move.cond)
            assert {str(guard) for guard in move.cond} <= guards_of(table)
        assert not state.parallel


@pytest.mark.parametrize("name", SUBJECTS)
def test_every_state_can_be_reached(name: str) -> None:
    """No leaf of a machine is missing in its table, and no state cannot be reached."""
    table, machine = SUBJECTS[name]
    leaves = {
        str(state.value) for state in all_states(machine.states) if not state.states
    }
    assert leaves == {state.partition(":")[0] for state in table.states}
    assert set(paths(table)) == set(table.states) == set(table.moves)
    assert table.initial in table.states
    assert table.final == {
        state for state, moves in table.moves.items() if not len(moves)
    }
    assert {event for moves in table.moves.values() for event in moves} == {
        *table.events
    }


@pytest.mark.rule(*RULES)
@pytest.mark.parametrize(("name", "state"), CASES)
def test_a_table_does_what_its_machine_does(name: str, state: str) -> None:
    """In each state each event leads both to the same place, or is refused by both."""
    table = SUBJECTS[name][0]
    for event in table.events:
        driven = Driven(name, paths(table)[state])
        assert driven.state == state
        stepped = table.step(state, event)
        assert driven.send(event) is (not stepped.reasons)
        assert driven.state == stepped.state
        assert (table.move(state, event) is None) is bool(stepped.reasons)


@pytest.mark.rule(*RULES)
@pytest.mark.parametrize(("name", "state"), CASES)
def test_a_guard_that_does_not_hold_stops_both(name: str, state: str) -> None:
    """With every guard false, what has one is refused with its reasons, and stays."""
    table = SUBJECTS[name][0]
    for event in table.events:
        driven = Driven(name, paths(table)[state])
        driven.guards.answer = partial(bool, False)
        stepped = table.step(state, event, refused)
        assert driven.send(event) is (not stepped.reasons)
        assert driven.state == stepped.state
        move = table.move(state, event)
        if move is not None:
            assert stepped.reasons == tuple(
                reason for guard in move.guards for reason in refused(guard)
            )


@pytest.mark.parametrize(("name", "state"), CASES)
def test_a_guard_that_fails_is_heard_by_both(name: str, state: str) -> None:
    """An error in a guard comes out, and the machine stays where it was."""
    table = SUBJECTS[name][0]
    for event, move in table.moves[state].items():
        driven = Driven(name, paths(table)[state])
        driven.guards.answer = broken
        if not move.guards:
            assert driven.send(event)
            assert driven.state == table.step(state, event, failing).state
            continue
        with pytest.raises(ZeroDivisionError):
            driven.send(event)
        assert driven.state == state
        driven.guards.answer = partial(bool, True)
        assert driven.send(event)
        assert driven.state == move.target
        with pytest.raises(ZeroDivisionError):
            table.step(state, event, failing)


@pytest.mark.parametrize("event", FOREIGN)
@pytest.mark.parametrize("name", SUBJECTS)
def test_no_other_event_gets_in(name: str, event: str) -> None:
    """What the library of the machines sends itself cannot be sent from outside."""
    table = SUBJECTS[name][0]
    for state, events in paths(table).items():
        driven = Driven(name, events)
        assert not driven.send(event)
        assert driven.state == state
        for ask in (table.move, table.step, table.after):
            with pytest.raises(UnknownNameError, match="event of the"):
                ask(state, event)


@pytest.mark.parametrize("name", SUBJECTS)
def test_an_unknown_stored_state_is_refused(name: str) -> None:
    """A state that a machine does not have is named, with those near it."""
    table = SUBJECTS[name][0]
    for state in table.states:
        assert table.require_state(state) == state
        with pytest.raises(UnknownNameError, match=state) as found:
            table.require_state(f"{state}x")
        assert state in found.value.near
        with pytest.raises(UnknownNameError, match="state of the"):
            table.step(f"{state}x", table.events[0])
        with pytest.raises(UnknownNameError, match="state of the"):
            table.after(f"{state}x", "no_such_event")


@pytest.mark.parametrize(
    "state", ["unfinished", "blocked", "blocked:passed", "in_progress", "before", ""]
)
def test_a_part_of_a_state_is_no_state(state: str) -> None:
    """What only groups states, or lacks what it remembers, cannot be stored."""
    with pytest.raises(UnknownNameError):
        gate_table(PHASES[0]).require_state(state)


@pytest.mark.rule("JRN-07")
@pytest.mark.parametrize("name", GATES)
def test_unblocking_gives_back_what_was_blocked(name: str) -> None:
    """Every unfinished status, and the phase in it, comes back from being blocked."""
    table = SUBJECTS[name][0]
    unfinished = [
        state for state in table.states if not state.startswith(("blocked", "passed"))
    ]
    for state in unfinished:
        driven = Driven(name, (*paths(table)[state], "block"))
        assert driven.state == table.after(state, "block") == f"blocked:{state}"
        assert driven.send("unblock")
        assert driven.state == table.after(f"blocked:{state}", "unblock") == state
    assert table.move("passed", "block") is None


@pytest.mark.rule("JRN-05")
@pytest.mark.parametrize("name", GATES)
def test_only_a_sign_off_or_an_override_passes_a_gate(name: str) -> None:
    """No other event leads to passed, each from one status alone, and nothing on."""
    table = SUBJECTS[name][0]
    ways = {
        (state, event, move.guards)
        for state, moves in table.moves.items()
        for event, move in moves.items()
        if move.target == "passed"
    }
    assert ways == {
        ("awaiting_sign_off", "sign_off", ("may_be_signed_off",)),
        ("failed", "override", ("may_be_overridden",)),
    }


@pytest.mark.rule("JRN-13")
@pytest.mark.parametrize("phases", PHASES)
def test_phases_are_entered_in_turn(phases: tuple[str, ...]) -> None:
    """The first is started, each other entered behind the one before when complete."""
    table = gate_table(phases)
    inside = [f"in_progress.{phase}" for phase in phases]
    assert table.after("not_started", "start") == inside[0]
    for state, following in pairwise(inside):
        assert table.moves[state]["enter_phase"] == Move(
            following, ("phase_is_complete",)
        )
        assert table.move(state, "meet_criteria") is None
    assert table.move(inside[-1], "enter_phase") is None
    assert table.after("failed", "rework") == inside[-1]


@pytest.mark.rule("JRN-05", "JRN-07")
@pytest.mark.parametrize("name", SUBJECTS)
def test_both_agree_on_any_way(name: str) -> None:
    """Random events, with guards that hold or not, lead both the same way."""
    table = SUBJECTS[name][0]
    events = st.lists(
        st.tuples(st.sampled_from([*table.events, *FOREIGN]), st.booleans()),
        max_size=12,
    )

    @settings(max_examples=25, deadline=None)
    @given(events)
    def agree(steps: list[tuple[str, bool]]) -> None:
        driven, state = Driven(name), table.initial
        for event, holds in steps:
            driven.guards.answer = partial(bool, holds)
            took = driven.send(event)
            if event in FOREIGN:
                assert not took
                continue
            stepped = table.step(state, event, permitted if holds else refused)
            assert took is (not stepped.reasons)
            state = stepped.state
            assert driven.state == state

    agree()


def test_every_reason_of_every_guard_is_given() -> None:
    """A move with several guards is refused with the reasons of all."""
    table = MachineTable(
        name="door",
        initial="shut",
        states=("shut", "open"),
        events=("open",),
        final=frozenset({"open"}),
        moves=FrozenMap(
            {
                "shut": FrozenMap({"open": Move("open", ("has_key", "is_oiled"))}),
                "open": FrozenMap({}),
            }
        ),
    )
    assert table.step("shut", "open") == Stepped("open")
    assert [
        reason.message for reason in table.step("shut", "open", refused).reasons
    ] == [
        "has_key does not hold",
        "is_oiled does not hold",
    ]


def test_what_cannot_follow_is_said() -> None:
    """A refusal names the event and the state; a log with a gap is an error."""
    table = machine_table("launch")
    (reason,) = table.step("undecided", "launch").reasons
    assert reason.code == "not-now"
    assert reason.message == "launch cannot follow in the state undecided"
    with pytest.raises(InvalidUseError, match="the log lacks an event"):
        table.after("undecided", "launch")


def test_a_table_is_derived_once() -> None:
    """The same machine gives the same table, which is compared at no cost."""
    assert machine_table("beta") is machine_table("beta")
    assert gate_table() is machine_table("gate")
    assert gate_table(PHASES[0]) is gate_table(PHASES[0])
    assert [machine_table(name).name for name in MACHINES] == [*MACHINES]


@pytest.mark.parametrize(
    "phases", [("one",), ("one", "one"), ("one", "two:three"), ("one", "")]
)
def test_phases_without_an_order_are_refused(phases: tuple[str, ...]) -> None:
    """One phase has no turn, and a state could not be told from what it remembers."""
    with pytest.raises(InvalidUseError, match="two and more"):
        gate_table(phases)


def test_an_unknown_machine_is_refused() -> None:
    """A machine that does not exist is named; only a gate has phases."""
    with pytest.raises(UnknownNameError, match="hand_off"):
        machine_table("hand-off")  # type: ignore[arg-type]
    with pytest.raises(InvalidUseError, match="only a gate has phases"):
        machine_class("beta", ("one", "two"))
