"""Performance: several incidents of a high severity within some days."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import attrs

from partner_success.core.citation import Citation
from partner_success.core.decision import Reason
from partner_success.errors import Problem
from partner_success.partners import Severity, Ticket
from partner_success.scoring.triggers.checks import (
    counted,
    day_text,
    list_fault,
    listed,
    refuse,
    whole_fault,
)
from partner_success.scoring.triggers.course import Course, reason
from partner_success.scoring.triggers.facts import TriggerFacts


@attrs.frozen(kw_only=True)
class PerformanceIncidents:
    """When incidents are too many: at least some of a severity, opened within days.

    The day of a ticket is the one that its own zone shows. A ticket that is said to be
    no incident does not count; one of which nobody says either does.

    Attributes:
        name: The name for people.
        span_days: How many days count, the day that is judged included.
        least_incidents: How many incidents fire (closed).
        severities: Of which severity a ticket has to be.
        open_playbooks: Ids of the playbooks it calls for while one of those incidents
            is open.
        playbooks: Ids of the playbooks it calls for when all are resolved.
        citations: Where the trigger comes from.

    Raises:
        InvalidModelError: A number is out of its range, or a list is empty or has
            something twice.

    Rule: TRG-02.
    """

    name: str
    span_days: int
    least_incidents: int
    severities: tuple[Severity, ...]
    open_playbooks: tuple[str, ...]
    playbooks: tuple[str, ...]
    citations: tuple[Citation, ...] = ()

    def __attrs_post_init__(self) -> None:
        refuse(f"the trigger {self.name!r}", _faults(self))

    @property
    def rule(self) -> str:
        """The rule that decides."""
        return "TRG-02"

    @property
    def reads(self) -> tuple[str, ...]:
        """What it looks at: fields of the facts."""
        return ("tickets",)

    def counts(self, ticket: Ticket) -> bool:
        """Tell whether a ticket is one of the incidents that are counted."""
        return ticket.severity in self.severities and ticket.is_incident is not False

    def course(self, facts: TriggerFacts) -> Course:
        """Give how it stands from day to day."""
        known = facts.tickets
        tickets = sorted(filter(self.counts, known or ()), key=_by_day)
        days = tuple(map(_opened, tickets))
        incidents = _Incidents(self, tuple(tickets), days, looked=known is not None)

        def playbooks(day: int) -> tuple[str, ...]:
            still = any(_is_open(each, day) for each in incidents.of(day))
            return self.open_playbooks if still else self.playbooks

        return Course((incidents,), playbooks)


def _faults(model: PerformanceIncidents) -> Iterator[Problem]:
    yield from whole_fault(model, "span_days", 1)
    yield from whole_fault(model, "least_incidents", 1)
    yield from list_fault(model, "severities", "severity")
    yield from list_fault(model, "open_playbooks", "playbook")
    yield from list_fault(model, "playbooks", "playbook")


def _opened(ticket: Ticket) -> int:
    return ticket.opened_at.toordinal()


def _by_day(ticket: Ticket) -> tuple[int, str]:
    return _opened(ticket), ticket.id


def _is_open(ticket: Ticket, day: int) -> bool:
    """Tell whether a ticket was open when a day ended."""
    resolved = ticket.resolved_at
    return resolved is None or resolved.toordinal() > day


@attrs.frozen
class _Incidents:
    """The one ground of the trigger: incidents that were opened within the span.

    Attributes:
        model: What judges.
        tickets: Those that count, by the day on which they were opened.
        days: Those days.
        looked: Whether anybody looked for tickets at all.
    """

    model: PerformanceIncidents
    tickets: tuple[Ticket, ...]
    days: tuple[int, ...]
    looked: bool = attrs.field(kw_only=True)

    @property
    def changes(self) -> Sequence[int]:
        """The days on which an incident enters or leaves the span."""
        left = (day + self.model.span_days for day in self.days)
        return sorted({*self.days, *left})

    def of(self, day: int) -> tuple[Ticket, ...]:
        """Give the incidents opened in the span that ends on a day."""
        first = bisect_right(self.days, day - self.model.span_days)
        return self.tickets[first : bisect_right(self.days, day)]

    def holds(self, day: int) -> bool | None:
        """Count them."""
        if not self.looked:
            return None
        return len(self.of(day)) >= self.model.least_incidents

    def reasons(self, day: int) -> tuple[Reason, ...]:
        """Name them, with those that are open and those not known to be incidents."""
        if not self.looked:
            message = "nobody says which tickets there were"
            return (reason(self.model, "no-tickets", message),)
        found = self.of(day)
        still = tuple(each.id for each in found if _is_open(each, day))
        assumed = tuple(each.id for each in found if each.is_incident is None)
        facts = {
            "incidents": tuple(each.id for each in found),
            "open": still,
            "assumed": assumed,
            "least_incidents": self.model.least_incidents,
        }
        code = "incidents" if self.holds(day) else "few-incidents"
        message = self._message(day, found, still, assumed)
        return (reason(self.model, code, message, **facts),)

    def _message(
        self,
        day: int,
        found: Sequence[Ticket],
        still: Sequence[str],
        assumed: Sequence[str],
    ) -> str:
        severities = " or ".join(self.model.severities)
        span = counted(self.model.span_days, "day")
        ids = f" ({listed([each.id for each in found])})" if found else ""
        head = (
            f"incidents of severity {severities} in the {span} to {day_text(day)}:"
            f" {len(found)}{ids}, and {self.model.least_incidents} fire"
        )
        pieces = [head]
        if still:
            pieces.append(f"open: {listed(still)}")
        if assumed:
            pieces.append(f"not known to be incidents, and counted: {listed(assumed)}")
        return "; ".join(pieces)
