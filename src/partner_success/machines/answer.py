"""What comes of a command, whatever it is given to."""

from __future__ import annotations

from typing import Generic, TypeVar

import attrs

from partner_success.core.decision import Reason
from partner_success.errors import InvalidUseError
from partner_success.machines.log import Logged

__all__ = ["Answer"]

EventT = TypeVar("EventT", bound=Logged)


@attrs.frozen(kw_only=True)
class Answer(Generic[EventT]):
    """What came of a command.

    It has no truth value of its own: ask ``step.refused``.

    Attributes:
        events: What was recorded; none where it was refused.
        reasons: Every reason why it was refused; none where it was not.

    Rule: JRN-09, ENG-01, PLB-04.
    """

    events: tuple[EventT, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing was done."""
        return bool(self.reasons)

    def __bool__(self) -> bool:
        name = type(self).__name__
        raise InvalidUseError(f"a {name} is neither true nor false; ask step.refused")

    def explain(self) -> str:
        """Give what came of it, and its reasons, as text."""
        if self.refused:
            return "\n".join(f"refused: {reason}" for reason in self.reasons)
        return "\n".join(each.kind.replace("_", " ") for each in self.events)
