"""One line of a log of states."""

from __future__ import annotations

from datetime import datetime

import attrs

from partner_success.partners.faults import Faults

__all__ = ["StateEvent"]


@attrs.frozen(kw_only=True)
class StateEvent:
    """A case entered a state.

    Attributes:
        case: What is followed through its states, such as a ticket, by its id.
        state: The state that it entered, by name.
        at: When, with its zone.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> from datetime import UTC
        >>> at = datetime(2026, 5, 4, 9, tzinfo=UTC)
        >>> StateEvent(case="t-1", state="waiting", at=at).state
        'waiting'
    """

    case: str
    state: str
    at: datetime

    def __attrs_post_init__(self) -> None:
        faults = Faults("event of case", self.case)
        faults.id("case", self.case)
        faults.id("state", self.state)
        faults.instant("at", self.at)
        faults.report()
