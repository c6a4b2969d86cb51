"""One round of a target, read at an instant: what is used, and what is reached when."""

from __future__ import annotations

from functools import cached_property

import attrs

from partner_success.calendars import Calendar
from partner_success.sla.counting import Stretch, ahead, reached, used
from partner_success.sla.progress import Progress, Round
from partner_success.sla.targets import Limit, SlaTarget, TargetTime


@attrs.frozen(kw_only=True)
class Reading:
    """A round as it stands at an instant; of one that ended, as it stood at its end.

    Amounts are in microseconds, instants in microseconds since 1970 in UTC.

    Attributes:
        at: The instant.
        stretches: The time that counted up to it.
        calendar: The working time that holds.
        time: What is promised.
        limit: Whether the due instant is in time.
    """

    at: int
    stretches: tuple[Stretch, ...]
    calendar: Calendar
    time: TargetTime
    limit: Limit

    @cached_property
    def target(self) -> int:
        """The promised amount."""
        return self.time.microseconds(self.calendar)

    @cached_property
    def used(self) -> int:
        """The amount that counted."""
        return used(self.stretches, working=self.time.is_working)

    def reached(self, amount: int) -> int | None:
        """Give the first instant at which an amount was used; ``None`` if not yet."""
        return reached(self.stretches, amount, working=self.time.is_working)

    def expected(self, amount: int) -> int | None:
        """Give the same, or the instant at which it will be used if time counts on.

        Returns:
            The instant; ``None`` where the calendar has not so much time left.
        """
        found = self.reached(amount)
        if found is not None:
            return found
        rest = amount - self.used
        return ahead(self.calendar, self.at, rest, working=self.time.is_working)

    @property
    def is_missed(self) -> bool:
        """Whether the instant is past the due one, or is it and that is too late.

        Rule: SLA-02, SLA-07.
        """
        due = self.reached(self.target)
        return due is not None and (self.limit == "below" or self.at > due)


def read(promise: SlaTarget, progress: Progress, round_: Round, at: int) -> Reading:
    """Read a round of a ticket.

    Args:
        promise: The target.
        progress: The ticket as it stands at the instant.
        round_: The round.
        at: The instant, not before the newest event of the ticket.
    """
    end = round_.end
    severity = progress.severity if end is None else end.severity
    calendar = progress.calendar if end is None else end.calendar
    return Reading(
        at=at if end is None else end.at,
        stretches=round_.counted(at, calendar),
        calendar=calendar,
        time=promise.time_for(severity),
        limit=promise.limit,
    )
