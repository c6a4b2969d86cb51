"""What a command of a programme meets, and what is looked up in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias, TypeVar

import attrs

from partner_success.core.decision import Reason
from partner_success.errors import UnknownNameError
from partner_success.programme.goals import Goal
from partner_success.programme.pilot.events import PilotEvent
from partner_success.programme.pilot.reasons import unmet
from partner_success.programme.pilot.state import PilotPartner, ProgrammeState
from partner_success.programme.policy import ProgrammePolicy

__all__ = ["Content", "Situation", "Terms", "known", "nothing"]

ValueT = TypeVar("ValueT")


@attrs.frozen(kw_only=True)
class Situation:
    """What a command meets.

    Attributes:
        policy: The policy by which the programme goes.
        state: How the programme stands.
        at: When it is, with its zone.
    """

    policy: ProgrammePolicy
    state: ProgrammeState
    at: datetime

    @property
    def today(self) -> date:
        """The day of the command by its own clock."""
        return self.at.date()

    def partner(self, name: str) -> PilotPartner:
        """Give a partner that was chosen for the pilot.

        Raises:
            UnknownNameError: None of this id was.
        """
        return known(self.state.partners, "pilot partner", name)

    def goal(self, name: str) -> Goal:
        """Give a goal that is set.

        Raises:
            UnknownNameError: None of this id is.
        """
        return known(self.state.goals, "goal", name)

    def too_late(self, on: date | None) -> Iterator[Reason]:
        """Give a reason where a day lies in the future."""
        if on is not None and on > self.today:
            message = (
                f"{on} lies after {self.today}, the day of the command; record it once"
                " it has happened"
            )
            yield unmet("in-future", message, on=on)


def known(things: Mapping[str, ValueT], kind: str, name: str) -> ValueT:
    """Give what carries a name.

    Raises:
        UnknownNameError: Nothing does.
    """
    if name not in things:
        raise UnknownNameError(kind, name, things)
    return things[name]


Content: TypeAlias = Callable[[Situation, Any], Iterable[Reason]]
"""Gives everything that stands against a command besides the end of the programme."""


def nothing(_situation: Situation, _command: object) -> Iterable[Reason]:
    """Give no reason against a command."""
    return ()


@attrs.frozen
class Terms:
    """How commands of one kind are decided.

    Attributes:
        event: The class of the event that they come to.
        content: What stands against one; what it names is looked up first.
        needs_reason: What `why` has to say, for people; ``None`` where it may be empty.
    """

    event: type[PilotEvent]
    content: Content = nothing
    needs_reason: str | None = None
