"""What follows in a machine, as a table that is quick to walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.decision import Reason
from partner_success.errors import InvalidUseError, UnknownNameError

__all__ = ["Guard", "MachineTable", "Move", "Stepped"]

Guard: TypeAlias = Callable[[str], tuple[Reason, ...]]
"""Gives every reason why the guard of this name does not hold; none where it does."""


@attrs.frozen
class Move:
    """Where an event leads from a state.

    Attributes:
        target: The state that follows.
        guards: The names of the guards, all of which have to hold.
    """

    target: str
    guards: tuple[str, ...] = ()


@attrs.frozen
class Stepped:
    """What became of an event.

    Attributes:
        state: The state now; the same where it was refused.
        reasons: Every reason why it was refused; none where it was not.
    """

    state: str
    reasons: tuple[Reason, ...] = ()


_NO_REASONS: Final[tuple[Reason, ...]] = ()


def _permit(_guard: str) -> tuple[Reason, ...]:
    return _NO_REASONS


@attrs.frozen(kw_only=True)
class MachineTable:
    """A machine as a table of what follows from each event in each state.

    A state is the path of what is nested, such as ``"in_progress.phase_3a"``; one that
    remembers another names it behind a colon, such as ``"blocked:failed"``.

    Attributes:
        name: What the machine is called.
        initial: The state in which it begins.
        states: Every state.
        events: Every event.
        final: The states that nothing follows.
        moves: By state and event where it leads; what is not there is refused.

    Rule: JRN-05.
    """

    name: str
    initial: str
    states: tuple[str, ...]
    events: tuple[str, ...]
    final: frozenset[str]
    moves: FrozenMap[str, FrozenMap[str, Move]]
    _moves: Mapping[str, Mapping[str, Move]] = attrs.field(
        init=False, eq=False, repr=False
    )

    def __attrs_post_init__(self) -> None:
        # The same as plain dictionaries, which are quicker to look up.
        plain = {state: dict(moves.items()) for state, moves in self.moves.items()}
        object.__setattr__(self, "_moves", plain)

    def require_state(self, state: str) -> str:
        """Give a stored state back, or refuse one that the machine does not have.

        Raises:
            UnknownNameError: The machine has no such state.
        """
        if state not in self.moves:
            raise UnknownNameError(
                f"state of the {self.name} machine", state, self.states
            )
        return state

    def move(self, state: str, event: str) -> Move | None:
        """Give where an event leads; ``None`` where it cannot follow.

        Raises:
            UnknownNameError: The machine has no such state or event.
        """
        try:
            return self._moves[state][event]
        except KeyError:
            self.require_state(state)
        if event not in self.events:
            raise UnknownNameError(
                f"event of the {self.name} machine", event, self.events
            )
        return None

    def step(self, state: str, event: str, guard: Guard = _permit) -> Stepped:
        """Take an event in, if it can follow and every guard holds.

        Args:
            state: The state that the machine is in.
            event: What happens.
            guard: What says whether a guard holds; left out, all hold.

        Raises:
            UnknownNameError: The machine has no such state or event.
        """
        move = self.move(state, event)
        if move is None:
            message = f"{event.replace('_', ' ')} cannot follow in the state {state}"
            facts = {"machine": self.name, "state": state, "event": event}
            return Stepped(
                state, (Reason(code="not-now", message=message, facts=facts),)
            )
        reasons = _NO_REASONS
        for name in move.guards:
            reasons += guard(name)
        return Stepped(state, reasons) if reasons else Stepped(move.target)

    def after(self, state: str, event: str) -> str:
        """Give the state that follows from an event that did happen.

        Raises:
            InvalidUseError: It cannot follow.
            UnknownNameError: The machine has no such state or event.
        """
        move = self.move(state, event)
        if move is None:
            raise InvalidUseError(
                f"the {self.name} machine is in the state {state!r}, in which {event!r}"
                " cannot follow; the log lacks an event or has one too many"
            )
        return move.target
