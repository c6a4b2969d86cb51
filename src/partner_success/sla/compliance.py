"""How often promises were kept, and how long it took: by severity, partner, month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta, tzinfo

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED, shown
from partner_success.errors import (
    InvalidDataError,
    InvalidModelError,
    InvalidValueError,
    Problem,
)
from partner_success.partners import Severity
from partner_success.sla.compliance_results import (
    ComplianceGroup,
    ComplianceReport,
    TargetCompliance,
)
from partner_success.sla.judged import JudgedTarget, JudgedTicket
from partner_success.sla.targets import KINDS, TargetKind

_MICROSECOND = timedelta(microseconds=1)


@attrs.frozen(kw_only=True)
class CompliancePolicy:
    """How compliance is reported.

    Attributes:
        id: The name for programs.
        name: The name for people.
        percentile: Which percentile of the times stands beside mean and median, from 1
            to 99 (closed).
        citations: Where it comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: The percentile is no such whole number.

    Rule: SLA-12.
    """

    id: str
    name: str
    percentile: int
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        found: object = self.percentile
        if isinstance(found, bool) or not isinstance(found, int):
            message = f"must be a whole number, found {shown(found)}"
            fault = Problem(path="percentile", code="not-whole", message=message)
        elif not 0 < found < HUNDRED:
            message = f"must lie from 1 to 99, found {shown(found)}"
            fault = Problem(path="percentile", code="out-of-range", message=message)
        else:
            return
        raise InvalidModelError(f"the compliance policy {self.id!r}", [fault])

    def report(
        self, tickets: Iterable[JudgedTicket], *, zone: tzinfo
    ) -> ComplianceReport:
        """Report on tickets.

        Args:
            tickets: What came of their promises.
            zone: Where the months of opening are told.

        Raises:
            InvalidDataError: A ticket stands twice; every double is named.
            InvalidValueError: The zone is none.

        Rule: SLA-12.
        """
        if not isinstance(zone, tzinfo):
            raise InvalidValueError(
                f"zone needs a time zone, such as ZoneInfo('Europe/Berlin'), found"
                f" {shown(zone)}"
            )
        found = list(tickets)
        _refuse_doubles(found)
        months = _months(found, zone)
        return ComplianceReport(
            name=self.name,
            zone=str(zone),
            percentile=self.percentile,
            overall=self._group("all", found),
            by_severity=self._groups(
                found, list(Severity), lambda ticket: ticket.severity
            ),
            by_partner=self._groups(
                found,
                sorted({each.partner_id for each in found}),
                lambda ticket: ticket.partner_id,
            ),
            by_month=self._groups(
                found,
                sorted({*months.values()}),
                lambda ticket: months[ticket.id],
            ),
            provenance=self.provenance,
        )

    def _groups(
        self,
        tickets: Sequence[JudgedTicket],
        keys: Sequence[str],
        key_of: Callable[[JudgedTicket], str],
    ) -> Catalogue[ComplianceGroup]:
        members: dict[str, list[JudgedTicket]] = {str(key): [] for key in keys}
        for ticket in tickets:
            members[str(key_of(ticket))].append(ticket)
        groups = (self._group(key, each) for key, each in members.items() if each)
        return Catalogue(groups, kind="group of tickets")

    def _group(self, id_: str, tickets: Sequence[JudgedTicket]) -> ComplianceGroup:
        targets: dict[TargetKind, list[JudgedTarget]] = {}
        for ticket in tickets:
            for target in ticket.targets:
                targets.setdefault(target.kind, []).append(target)
        found = (
            self._compliance(kind, targets[kind]) for kind in KINDS if kind in targets
        )
        return ComplianceGroup(
            id=id_, tickets=len(tickets), targets=Catalogue(found, kind="target")
        )

    def _compliance(
        self, kind: TargetKind, own: Sequence[JudgedTarget]
    ) -> TargetCompliance:
        timed = [each for each in own if each.elapsed is not None]
        times = sorted([each.elapsed for each in timed if each.elapsed is not None])
        count = Counter([each.outcome for each in own])
        return TargetCompliance(
            id=kind,
            met=count["met"],
            missed=count["missed"],
            open=count["open"],
            overdue=count["overdue"],
            cancelled=count["cancelled"],
            timed=len(times),
            mean=mean_time(times),
            median=nearest_rank(times, HUNDRED // 2),
            high=nearest_rank(times, self.percentile),
            is_mixed=len({each.is_working for each in timed}) > 1,
        )


def _months(tickets: Iterable[JudgedTicket], zone: tzinfo) -> dict[str, str]:
    """Give by its id the month in which each ticket was opened, such as 2026-05."""
    names: dict[tuple[int, int], str] = {}
    found: dict[str, str] = {}
    for each in tickets:
        opened = each.opened_at.astimezone(zone)
        month = opened.year, opened.month
        if month not in names:
            names[month] = opened.strftime("%Y-%m")
        found[each.id] = names[month]
    return found


def nearest_rank(times: Sequence[timedelta], percentile: int) -> timedelta | None:
    """Give a percentile by nearest rank: a time that occurred, never one between two.

    Args:
        times: In rising order.
        percentile: A whole number from 1 to 100 (closed).

    Returns:
        The smallest time that at least so many per cent of the times do not exceed;
        ``None`` where there is none.

    Examples:
        >>> hours = [timedelta(hours=n) for n in (1, 2, 3, 9)]
        >>> str(nearest_rank(hours, 50)), str(nearest_rank(hours, 90))
        ('2:00:00', '9:00:00')

    Rule: SLA-12.
    """
    rank = -(-percentile * len(times) // HUNDRED)
    return times[rank - 1] if times else None


def mean_time(times: Sequence[timedelta]) -> timedelta | None:
    """Give the mean to the nearest microsecond, half up; ``None`` where there is none.

    Examples:
        >>> str(mean_time([timedelta(hours=1), timedelta(hours=2)]))
        '1:30:00'

    Rule: SLA-12.
    """
    if not times:
        return None
    total = sum(each // _MICROSECOND for each in times)
    return timedelta(microseconds=(2 * total + len(times)) // (2 * len(times)))


def _refuse_doubles(tickets: Sequence[JudgedTicket]) -> None:
    first: dict[str, int] = {}
    doubles = [
        Problem(
            path=f"[{place}].id",
            code="duplicate-id",
            message=f"the ticket {ticket.id!r} stands at [{first[ticket.id]}] already;"
            " give each once",
            given=ticket.id,
        )
        for place, ticket in enumerate(tickets)
        if first.setdefault(ticket.id, place) != place
    ]
    if doubles:
        raise InvalidDataError("the tickets", doubles)
