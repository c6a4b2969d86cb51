"""A support policy: what is promised, and the clocks that it starts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

import attrs

from partner_success.calendars import Calendar, WorkingCalendar
from partner_success.errors import InvalidValueError
from partner_success.partners import Severity
from partner_success.sla.clock import Clock, start
from partner_success.sla.events import Event, Opened, require_calendar
from partner_success.sla.terms import SlaTerms

if TYPE_CHECKING:
    from partner_success.sla.replay import Replay


@attrs.frozen(kw_only=True)
class SlaPolicy(SlaTerms):
    """What a company promises of tickets, and the clocks that it starts.

    Attributes:
        id: The name for programs.
        name: The name for people.
        first_response: Until somebody answers; ``None`` where nothing is promised.
        next_response: Until somebody answers what the partner wrote later.
        resolution: Until it is resolved.
        severity_change: Whether the target of a new severity counts the time used
            since the opening (``"from opening"``), or starts anew at the change
            (``"from change"``).
        escalation: At which shares of each target whom to call; shares rise.
        citations: Where it comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: Nothing is promised, or the shares do not rise.

    Rule: SLA-01, SLA-02, SLA-03, SLA-08, SLA-09.
    """

    def open(
        self,
        *,
        severity: Severity | str,
        at: datetime,
        calendar: Calendar | None = None,
    ) -> Clock:
        """Start the clock of a ticket.

        Args:
            severity: How badly it hurts; its text is taken too.
            at: When it was opened, with its zone.
            calendar: The working time; can be left out where the policy counts none,
                and then never closes, for those who are called in business hours too.

        Raises:
            InvalidValueError: The instant has no zone, or the policy counts working
                time and the calendar is missing or does not say how long a day is.
            UnknownNameError: There is no such severity.

        Rule: SLA-06, SLA-10.
        """
        opened = Opened(at=at, severity=severity)
        return start(self, opened, calendar_for(self, calendar))

    def replay(
        self,
        events: Iterable[Event],
        *,
        calendar: Calendar | None = None,
        reorder: bool = False,
        stop: bool = False,
    ) -> Replay:
        """Take in everything that happened to a ticket, the opening included.

        An event that cannot follow is refused, listed, and changes nothing; the next
        one is then tried, because the logs of other systems have such events.

        Args:
            events: What happened, in order.
            calendar: The working time at the opening; can be left out where the policy
                counts none.
            reorder: Whether to sort them by time first. Events of one instant keep
                their order, and the result says which ones were moved.
            stop: Whether to end at the first event that is refused.

        Raises:
            InvalidValueError: Something is no event, or the policy counts working time
                and the calendar is missing or does not say how long a day is.

        Rule: SLA-06.
        """
        from partner_success.sla.replay import replay

        found = calendar_for(self, calendar)
        return replay(self, events, calendar=found, reorder=reorder, stop=stop)


def calendar_for(policy: SlaTerms, calendar: Calendar | None) -> Calendar:
    """Give the calendar, or the one that never closes where the policy counts none.

    Raises:
        InvalidValueError: It is no calendar, or is missing and the policy counts
            working time.
    """
    if calendar is not None:
        return require_calendar(calendar)
    if policy.needs_calendar:
        raise InvalidValueError(
            f"{policy.name!r} counts working time and needs a calendar; give"
            " calendar=WorkingCalendar.parse('Mon-Fri 09:00-17:00', zone="
            "'Europe/Berlin'), or whatever your hours are"
        )
    return _around_the_clock()


@cache
def _around_the_clock() -> Calendar:
    # A calendar remembers what it computed, so all tickets share one.
    return WorkingCalendar.around_the_clock()
