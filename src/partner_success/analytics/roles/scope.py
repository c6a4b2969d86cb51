"""Which partners, days and facts count in the report of a role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo

import attrs

from partner_success.analytics.roles.facts import ReportedPartner
from partner_success.analytics.views import View
from partner_success.core.arguments import require
from partner_success.core.instants import Period
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import shown
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    Problem,
)
from partner_success.gates.definition import Stage
from partner_success.gates.work_left import checked_histories
from partner_success.partners import Snapshot
from partner_success.rulebook import Rulebook

__all__ = [
    "ReportHead",
    "Scope",
    "StagePartner",
    "has_left",
    "require_view",
    "scope_of",
    "shown_snapshots",
    "withheld_remarks",
]

_DAY = timedelta(days=1)


@attrs.frozen(kw_only=True)
class StagePartner:
    """A partner that is in the stage of a role.

    Attributes:
        partner_id: The partner.
        name: As the partner writes it.
        since: The day on which the stage was started; ``None`` where it was not.
    """

    partner_id: str
    name: str
    since: date | None


@attrs.frozen(kw_only=True)
class ReportHead:
    """Whose report it is, of which days, and what is left out of it.

    Attributes:
        role: The role whose analytics they are.
        stage: The name of the stage that the role looks after; ``None`` where partners
            of every stage count.
        period: The days of the report.
        zone: The time zone in which the days of instants are told; ``None`` where no
            instant is read.
        withheld: How many partners are not shown, as the view leaves them out.
        remarks: The same in a sentence; none where all are shown.
        provenance: The rulebook edition that decided.

    Rule: ANL-06.
    """

    role: str
    stage: str | None = None
    period: Period
    zone: str | None = None
    withheld: int
    remarks: tuple[str, ...]
    provenance: Provenance

    @property
    def days(self) -> str:
        """The days of the report, in words."""
        return f"{self.period.first} to {self.period.last}"


@attrs.frozen(kw_only=True)
class Scope:
    """Which partners, days and facts count in the report of a role.

    Attributes:
        rules: The rulebook.
        role: The role.
        stage: The stage of the role.
        period: The days of the report.
        zone: Where the days of instants are told.
        facts: What is known of the partners that are shown, by their ids.
        withheld: How many partners are not shown.
        remarks: What a reader has to know of that.
    """

    rules: Rulebook
    role: str
    stage: Stage
    period: Period
    zone: tzinfo
    facts: tuple[ReportedPartner, ...]
    withheld: int
    remarks: tuple[str, ...]

    def head(self) -> ReportHead:
        """Give what a report says of itself."""
        return ReportHead(
            role=self.role,
            stage=self.stage.name,
            period=self.period,
            zone=str(self.zone),
            withheld=self.withheld,
            remarks=self.remarks,
            provenance=self.rules.role_analytics.provenance,
        )

    def day(self, instant: datetime) -> date:
        """Give the day of an instant."""
        return instant.astimezone(self.zone).date()

    def here(self) -> tuple[ReportedPartner, ...]:
        """Give the partners that are in the stage when the period ends."""
        return tuple(
            each
            for each in self.facts
            if each.journey.stage == self.stage.id
            and not has_left(each, self.period.last)
        )

    def partners(self) -> tuple[StagePartner, ...]:
        """Give the same as they are listed."""
        return tuple(
            StagePartner(
                partner_id=each.partner_id,
                name=each.snapshot.partner.name,
                since=self.started(each),
            )
            for each in self.here()
        )

    def started(self, facts: ReportedPartner) -> date | None:
        """Give the day on which a partner entered the stage; None where it did not."""
        started = facts.journey.gates[self.stage.id].started_at
        return None if started is None else self.day(started)

    def stays(self) -> Iterator[tuple[ReportedPartner, Period]]:
        """Give each partner that was in the stage in the period, and on which days.

        The day on which it went on to the next stage is the last of them.
        """
        for each in self.facts:
            started = self.started(each)
            if started is None:
                continue
            first, last = max(started, self.period.first), self._last_day(each)
            if first <= last:
                yield each, Period(first, last)

    def _last_day(self, facts: ReportedPartner) -> date:
        days = [self.period.last]
        following = self.rules.journey.following(self.stage.id)
        if following is not None:
            gone_on = facts.journey.gates[following.id].started_at
            days += [] if gone_on is None else [self.day(gone_on)]
        left_on = facts.snapshot.partner.left_on
        days += [] if left_on is None else [left_on - _DAY]
        return min(days)


def has_left(facts: ReportedPartner, day: date) -> bool:
    """Tell whether a partner is none any more on a day."""
    left_on = facts.snapshot.partner.left_on
    return left_on is not None and left_on <= day


def scope_of(  # noqa: PLR0913 - whose report, of when, and who reads it
    partners: Iterable[ReportedPartner],
    rules: Rulebook,
    *,
    role: str,
    stage: str,
    period: Period,
    zone: tzinfo,
    view: View | None,
) -> Scope:
    """Check what a report is asked of, and leave out what its reader may not see.

    Raises:
        InvalidUseError: Something is of another kind, the view is of another role, or
            a partner is on another journey.
        InvalidDataError: A journey went on after the period; every one is named.
        InvalidValueError: A partner is there twice, or the zone is none.
        UnknownNameError: The journey does not have the stage.
    """
    require(period, Period)
    if not isinstance(zone, tzinfo):
        raise InvalidValueError(
            "zone needs a time zone, such as ZoneInfo('Europe/Berlin'), found"
            f" {shown(zone)}"
        )
    found = [require(each, ReportedPartner) for each in partners]
    checked_histories(rules.journey, (each.journey for each in found))
    late = [
        _later(place, each, period)
        for place, each in enumerate(found)
        if each.journey.at.astimezone(zone).date() > period.last
    ]
    if late:
        raise InvalidDataError("the partners of a report", late)
    by_id = {each.partner_id: each for each in found}
    kept, remarks = _shown(by_id, role, view)
    return Scope(
        rules=rules,
        role=role,
        stage=rules.journey.stages[stage],
        period=period,
        zone=zone,
        facts=tuple(by_id[id_] for id_ in kept),
        withheld=len(by_id) - len(kept),
        remarks=remarks,
    )


def _later(place: int, facts: ReportedPartner, period: Period) -> Problem:
    message = (
        f"the journey of {facts.partner_id!r} went on at {facts.journey.at}, after the"
        f" period, which ends on {period.last}; give journey.as_of(...).state"
    )
    return Problem(path=f"[{place}].journey.at", code="later", message=message)


def shown_snapshots(
    found: Iterable[Snapshot], role: str, view: View | None
) -> tuple[list[Snapshot], int, tuple[str, ...]]:
    """Give the snapshots that may be shown, by partner, how many are not, and why.

    Raises:
        InvalidUseError: One of them is none, or the view is of another role.
        InvalidValueError: A partner is there twice.
    """
    by_id: dict[str, Snapshot] = {}
    for each in found:
        id_ = require(each, Snapshot).partner.id
        if id_ in by_id:
            raise InvalidValueError(
                f"{id_!r} is there twice; give the newest snapshot of each partner"
            )
        by_id[id_] = each
    kept, remarks = _shown(by_id, role, view)
    return [by_id[id_] for id_ in kept], len(by_id) - len(kept), remarks


def _shown(
    ids: Iterable[str], role: str, view: View | None
) -> tuple[list[str], tuple[str, ...]]:
    every = sorted(ids)
    if view is None:
        return every, ()
    require_view(view, role)
    kept = [id_ for id_ in every if view.shows(id_)]
    return kept, withheld_remarks(view, len(every) - len(kept))


def withheld_remarks(view: View, hidden: int) -> tuple[str, ...]:
    """Say what a view leaves out of a report, which hides so many partners."""
    own = attrs.evolve(view, withheld=hidden)
    return () if own.remark is None else (own.remark,)


def require_view(view: View, role: str) -> View:
    """Give a view back, or refuse what is none, or of another role.

    Raises:
        InvalidUseError: It is.
    """
    if require(view, View).role != role:
        raise InvalidUseError(
            f"this report is of the role {role}, and the view of {view.role}; ask"
            f" view_of with role={role!r}"
        )
    return view
