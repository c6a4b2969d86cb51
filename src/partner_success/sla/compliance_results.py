"""What a report of compliance says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

import attrs

from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED, rounded_text
from partner_success.sla.targets import TargetKind, kind_text
from partner_success.sla.wording import time_text


@attrs.frozen(kw_only=True)
class TargetCompliance:
    """How often one promise was kept, and how long it took.

    What is awaited still is counted apart, and how long that has run enters no figure.

    Attributes:
        id: What was promised.
        met: How many were answered or resolved in time.
        missed: How many were too late, and are over.
        open: How many are awaited and still in time.
        overdue: How many are awaited and too late.
        cancelled: How many were in time when their ticket was cancelled.
        timed: How many times enter the next three figures: those of what was answered
            or resolved.
        mean: Their mean, to the nearest microsecond; ``None`` where there is none.
        median: The time that half of them do not exceed, by nearest rank.
        high: The time that most of them do not exceed, by nearest rank; the report says
            which percentile it is.
        is_mixed: Whether some of these times pass around the clock and others in
            working time, so that the figures compare what is not alike.

    Rule: SLA-12.
    """

    id: TargetKind
    met: int
    missed: int
    open: int
    overdue: int
    cancelled: int
    timed: int
    mean: timedelta | None
    median: timedelta | None
    high: timedelta | None
    is_mixed: bool

    @property
    def judged(self) -> int:
        """How many are over: met and missed."""
        return self.met + self.missed

    @property
    def share(self) -> Fraction | None:
        """The share met of those that are over; None where none is."""
        return Fraction(self.met, self.judged) if self.judged else None

    @property
    def share_with_overdue(self) -> Fraction | None:
        """The share met if each that is awaited too late counts as missed already."""
        known = self.judged + self.overdue
        return Fraction(self.met, known) if known else None


@attrs.frozen(kw_only=True)
class ComplianceGroup:
    """How a group of tickets did.

    Attributes:
        id: What its tickets share: a severity, a partner's id or a month such as
            ``"2026-05"``.
        tickets: How many it has.
        targets: How each promise was kept, found by its kind; only what was promised
            of some ticket.

    Rule: SLA-12.
    """

    id: str
    tickets: int
    targets: Catalogue[TargetCompliance]


@attrs.frozen(kw_only=True)
class ComplianceReport(Explained):
    """How often promises were kept, and how long it took.

    Attributes:
        name: What the report is called.
        zone: The time zone of the months.
        percentile: Which percentile the highest figure is.
        overall: All tickets.
        by_severity: The same by severity, worst first; those without a ticket are left
            out here and below.
        by_partner: By partner, in the order of their ids.
        by_month: By the month of opening, oldest first.
        provenance: The rulebook edition that decided.

    Rule: SLA-12.
    """

    name: str
    zone: str
    percentile: int
    overall: ComplianceGroup
    by_severity: Catalogue[ComplianceGroup]
    by_partner: Catalogue[ComplianceGroup]
    by_month: Catalogue[ComplianceGroup]
    provenance: Provenance

    def explain(self) -> Explanation:
        """Tell each share with both counts, the times, and what is awaited."""
        high = f"{self.percentile} % within"
        return Explanation(
            title=f"{self.name}: {self.overall.tickets} tickets",
            columns=(
                "tickets",
                "target",
                "met",
                "share",
                "mean",
                "median",
                high,
                "open",
                "overdue",
            ),
            rows=tuple(self._rows()),
            remarks=tuple(self._remarks()),
            provenance=self.provenance,
        )

    def _groups(self) -> Iterator[ComplianceGroup]:
        yield self.overall
        yield from self.by_severity
        yield from self.by_partner
        yield from self.by_month

    def _rows(self) -> Iterator[tuple[str, ...]]:
        for group in self._groups():
            for target in group.targets:
                yield (
                    group.id,
                    kind_text(target.id),
                    f"{target.met} of {target.judged}",
                    _percent(target.share),
                    *map(_time, (target.mean, target.median, target.high)),
                    str(target.open),
                    str(target.overdue),
                )

    def _remarks(self) -> Iterator[str]:
        yield f"months are those of {self.zone}"
        for group in self._groups():
            for target in group.targets:
                if target.is_mixed:
                    yield (
                        f"{group.id}, {kind_text(target.id)}: times around the clock"
                        " and of working time are mixed; compare within a severity"
                    )


def _percent(share: Fraction | None) -> str:
    if share is None:
        return ""
    return f"{rounded_text(HUNDRED * share.numerator, share.denominator)} %"


def _time(time: timedelta | None) -> str:
    return "" if time is None else time_text(time)
