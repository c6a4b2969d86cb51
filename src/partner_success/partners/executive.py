"""Dealings with a customer's executives: meetings, and what was asked of them."""

from __future__ import annotations

from datetime import date

import attrs

from partner_success.partners.faults import Faults


@attrs.frozen(kw_only=True)
class ExecutiveMeeting:
    """One meeting that a customer's executives were to attend.

    Attributes:
        account_id: The id of the `Account`.
        on: The day for which it was agreed.
        held: Whether it took place with them; ``False`` for one they missed. One that
            was moved is recorded on its new day.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> ExecutiveMeeting(account_id="a-1", on=date(2026, 5, 4), held=False).held
        False
    """

    account_id: str
    on: date
    held: bool

    def __attrs_post_init__(self) -> None:
        faults = Faults("executive meeting with", self.account_id)
        faults.id("account_id", self.account_id)
        faults.day("on", self.on)
        faults.truth("held", self.held)
        faults.report()


@attrs.frozen(kw_only=True)
class ExecutiveRequest:
    """One thing that was asked of a customer's executives.

    Attributes:
        account_id: The id of the `Account`.
        asked_on: The day on which it was asked.
        answered_on: The day of their answer; not before `asked_on`, ``None`` as long as
            there is none.
        topic: What was asked; ``None`` where unknown.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> ExecutiveRequest(account_id="a-1", asked_on=date(2026, 5, 4)).is_open
        True
    """

    account_id: str
    asked_on: date
    answered_on: date | None = None
    topic: str | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("request to the executives of", self.account_id)
        faults.id("account_id", self.account_id)
        asked = faults.day("asked_on", self.asked_on)
        answered = faults.day("answered_on", self.answered_on, optional=True)
        faults.in_order("asked_on", asked, "answered_on", answered)
        faults.text("topic", self.topic, optional=True)
        faults.report()

    @property
    def is_open(self) -> bool:
        """Whether it is not answered."""
        return self.answered_on is None
