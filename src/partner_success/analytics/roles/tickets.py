"""How many tickets there were, and how long they took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import attrs

from partner_success.analytics.roles.figures import Times
from partner_success.analytics.roles.scope import Scope
from partner_success.core.collections import Catalogue
from partner_success.core.instants import microseconds
from partner_success.frames.reports.role_facts import TicketCounts
from partner_success.partners import Severity

__all__ = ["TicketFigures", "TicketLine", "ticket_counts", "ticket_figures"]


@attrs.frozen(kw_only=True)
class TicketLine:
    """Tickets of one severity, or of all of them.

    Attributes:
        id: The severity, or ``"all"``.
        opened: How many were opened.
        resolution: How long those took that were resolved, around the clock.

    Rule: ANL-01, ANL-02.
    """

    id: str
    opened: int
    resolution: Times


@attrs.frozen(kw_only=True)
class TicketFigures:
    """How many tickets there were, and how long they took.

    Attributes:
        overall: All of them.
        by_severity: The same by severity, worst first; those without a ticket too.

    Rule: ANL-01, ANL-02.
    """

    overall: TicketLine
    by_severity: Catalogue[TicketLine]

    @property
    def opened(self) -> int:
        """How many were opened."""
        return self.overall.opened

    @property
    def resolution(self) -> Times:
        """How long those took that were resolved."""
        return self.overall.resolution


def ticket_counts(scope: Scope) -> TicketCounts:
    """Count the tickets of partners in the period, while they were in the stage."""
    opened: Counter[str] = Counter()
    times: Counter[tuple[str, int]] = Counter()
    for facts, stay in scope.stays():
        for ticket in facts.snapshot.tickets:
            severity = str(ticket.severity)
            if stay.contains(scope.day(ticket.opened_at)):
                opened[severity] += 1
            resolved = ticket.resolved_at
            if resolved is not None and stay.contains(scope.day(resolved)):
                length = microseconds(resolved) - microseconds(ticket.opened_at)
                times[severity, length] += 1
    return TicketCounts(opened=opened, times=times)


def ticket_figures(counts: TicketCounts, percentile: int) -> TicketFigures:
    """Tell how many tickets there were, and how long they took.

    A ticket is counted on the day it was opened, and its time on the day it was
    resolved, so that one opened before the period has a time in it.

    Args:
        counts: What was counted.
        percentile: Which percentile of times stands beside the median.
    """

    def line(id_: str, severities: Iterable[Severity]) -> TicketLine:
        wanted = set(map(str, severities))
        lengths: Counter[int] = Counter()
        for (severity, length), count in counts.times.items():
            if severity in wanted:
                lengths[length] += count
        return TicketLine(
            id=id_,
            opened=sum(counts.opened.get(each, 0) for each in wanted),
            resolution=Times.of_counts(
                "mean resolution time", lengths, "tickets resolved", percentile
            ),
        )

    return TicketFigures(
        overall=line("all", Severity),
        by_severity=Catalogue(
            [line(str(each), [each]) for each in Severity], kind="severity"
        ),
    )
