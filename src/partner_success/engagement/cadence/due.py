"""What somebody owes their partners on a day: due, overdue, done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

import attrs

from partner_success.calendars import WorkingCalendar
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import shown
from partner_success.engagement.cadence.definition import Activity, TouchpointKind
from partner_success.engagement.cadence.periods import ActivityPeriod, Periods
from partner_success.engagement.cadence.records import ActivityDone, PartnerInCare
from partner_success.engagement.cadence.touchpoints import (
    Touchpoint,
    check_question,
    touchpoints_of,
)
from partner_success.errors import InvalidDataError, Problem

__all__ = ["DueItem", "DueList", "DueState"]


class DueState(StrEnum):
    """How something stands on a day.

    Attributes:
        OVERDUE: Its last day is over, and it was not done.
        DUE: It can be done by a day that is not over.
        DONE: It was done, and the next time has not come.
    """

    OVERDUE = "overdue"
    DUE = "due"
    DONE = "done"


_ORDER = {state: place for place, state in enumerate(DueState)}


@attrs.frozen(kw_only=True)
class DueItem:
    """One activity or kind of touchpoint of one partner, as it stands on a day.

    Attributes:
        partner_id: The id of the partner.
        id: The id of the activity, or of the kind of touchpoint.
        name: What is done, or what the touchpoint is called.
        state: How it stands.
        since: The first day on which it could be done, and for a touchpoint its day.
        by: The last day for it: of its period, or that of the touchpoint. Where it is
            overdue, of the first that was left out.
        missed: How many periods or touchpoints are over without it since it was last
            done; 0 where it is not overdue.
        number: The number of the touchpoint; ``None`` for an activity.
        done: What was done last; ``None`` where nothing was.

    Rule: CAD-03.
    """

    partner_id: str
    id: str
    name: str
    state: DueState
    since: date
    by: date
    missed: int = 0
    number: int | None = None
    done: ActivityDone | None = None

    @property
    def title(self) -> str:
        """The name, and of a touchpoint the number."""
        return self.name if self.number is None else f"{self.name} {self.number}"


@attrs.frozen(kw_only=True)
class DueList(Explained):
    """What somebody with a role owes their partners on a day.

    Attributes:
        role: The role.
        on: The day.
        items: Every activity and touchpoint: what is overdue, then what is due, then
            what is done, each by its last day.
        provenance: The rulebook edition and the holidays that it rests on.

    Rule: CAD-03.
    """

    role: str
    on: date
    items: tuple[DueItem, ...]
    provenance: Provenance = Provenance()

    @property
    def overdue(self) -> tuple[DueItem, ...]:
        """What should have been done by now."""
        return self._in(DueState.OVERDUE)

    @property
    def due(self) -> tuple[DueItem, ...]:
        """What can still be done in time."""
        return self._in(DueState.DUE)

    @property
    def done(self) -> tuple[DueItem, ...]:
        """What is done for now."""
        return self._in(DueState.DONE)

    def explain(self) -> Explanation:
        """Tell what is owed, with the last day of each and how often it was missed."""
        rows = tuple(
            (
                each.partner_id,
                each.title,
                each.state.value,
                str(each.by),
                str(each.missed),
                "" if each.done is None else str(each.done.on),
            )
            for each in self.items
        )
        counts = f"{len(self.overdue)} overdue, {len(self.due)} due"
        return Explanation(
            title=f"{self.role} on {self.on}: {counts}, {len(self.done)} done",
            columns=("partner", "what", "state", "by", "missed", "last done"),
            rows=rows,
            provenance=self.provenance,
        )

    def _in(self, state: DueState) -> tuple[DueItem, ...]:
        return tuple(each for each in self.items if each.state is state)


@attrs.frozen(kw_only=True)
class DueQuestion:
    """What every partner of a list is asked by.

    Attributes:
        on: The day.
        periods: Its division of time.
        calendar: The days on which touchpoints can be.
        latest: What was done last, by partner and activity.
    """

    on: date
    periods: Periods
    calendar: WorkingCalendar
    latest: Mapping[tuple[str, str], ActivityDone]

    def of_activity(
        self, activity: Activity, partner: PartnerInCare
    ) -> Iterator[DueItem]:
        """Tell how an activity stands, from its first whole period after launch on."""
        kind, periods = activity.period, self.periods
        now = periods.number(kind, self.on)
        owed = periods.first_whole(kind, partner.launched_on)
        if owed > now:
            return
        done = self.latest.get((partner.partner_id, activity.id))
        if done is not None:
            owed = max(owed, periods.number(kind, done.on) + 1)
        period = periods.numbered(kind, min(owed, now))
        yield DueItem(
            partner_id=partner.partner_id,
            id=activity.id,
            name=activity.name,
            state=_state(overdue=owed < now, done=owed > now),
            since=period.first,
            by=period.last,
            missed=max(now - owed, 0),
            done=done,
        )

    def of_touchpoints(
        self, kind: TouchpointKind, partner: PartnerInCare
    ) -> Iterator[DueItem]:
        """Tell how the touchpoints of a kind stand, those of the day's week too."""
        week = self.periods.number(ActivityPeriod.WEEK, self.on)
        until = self.periods.numbered(ActivityPeriod.WEEK, week).last
        check_question(
            partner.launched_on, until, self.calendar, enterprise=partner.enterprise
        )
        points = touchpoints_of(kind, partner.launched_on, until, self.calendar)
        done = self.latest.get((partner.partner_id, kind.id))
        held = 0 if done is None or done.number is None else done.number
        _check_number(held, points, kind, partner)
        open_ = [point for point in points if point.number > held]
        missed = sum(point.on < self.on for point in open_)
        if open_:
            told, state = open_[0], _state(overdue=missed > 0, done=False)
        elif points:
            told, state = points[-1], DueState.DONE
        else:
            return
        yield DueItem(
            partner_id=partner.partner_id,
            id=kind.id,
            name=kind.name,
            state=state,
            since=told.on,
            by=told.on,
            missed=missed,
            number=told.number,
            done=done,
        )


def in_order(items: Iterator[DueItem]) -> tuple[DueItem, ...]:
    """Put what presses most first, and leave equals as they stand."""
    return tuple(sorted(items, key=lambda each: (_ORDER[each.state], each.by)))


def _state(*, overdue: bool, done: bool) -> DueState:
    if done:
        return DueState.DONE
    return DueState.OVERDUE if overdue else DueState.DUE


def _check_number(
    held: int,
    points: tuple[Touchpoint, ...],
    kind: TouchpointKind,
    partner: PartnerInCare,
) -> None:
    """Refuse a number that nobody can have reached: it would hide what is owed."""
    last = max((max((point.number, *point.also)) for point in points), default=0)
    if held > last + 1:
        message = (
            f"number {held} of {kind.id!r} cannot have been held with"
            f" {shown(partner.partner_id)}, for by the end of the week there are"
            f" {last}; check the number"
        )
        raise InvalidDataError(
            "the record of what was done",
            [Problem(path="number", code="out-of-range", message=message)],
        )
