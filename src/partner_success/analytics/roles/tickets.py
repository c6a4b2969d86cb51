"""How many tickets there were, and how long they took."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import attrs

from partner_success.analytics.roles.figures import Times
from partner_success.analytics.roles.scope import Scope
from partner_success.core.collections import Catalogue
from partner_success.core.instants import elapsed
from partner_success.partners import Severity

__all__ = ["TicketFigures", "TicketLine", "ticket_figures"]


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


def ticket_figures(scope: Scope) -> TicketFigures:
    """Count the tickets of partners in the period, while they were in the stage.

    A ticket is counted on the day it was opened, and its time on the day it was
    resolved, so that one opened before the period has a time in it.
    """
    opened: list[Severity] = []
    times: list[tuple[Severity, timedelta]] = []
    for facts, stay in scope.stays():
        for ticket in facts.snapshot.tickets:
            if stay.contains(scope.day(ticket.opened_at)):
                opened.append(ticket.severity)
            resolved = ticket.resolved_at
            if resolved is not None and stay.contains(scope.day(resolved)):
                times.append((ticket.severity, elapsed(ticket.opened_at, resolved)))
    percentile = scope.rules.role_analytics.percentile

    def line(id_: str, severities: Iterable[Severity]) -> TicketLine:
        wanted = set(severities)
        return TicketLine(
            id=id_,
            opened=sum(each in wanted for each in opened),
            resolution=Times.of(
                "mean resolution time",
                [time for severity, time in times if severity in wanted],
                "tickets resolved",
                percentile,
            ),
        )

    return TicketFigures(
        overall=line("all", Severity),
        by_severity=Catalogue(
            [line(str(each), [each]) for each in Severity], kind="severity"
        ),
    )
