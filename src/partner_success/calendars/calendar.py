"""Calendars made of calendars: a team that follows the sun, hours that two share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from functools import reduce
from typing import Final, Literal, TypeAlias

import attrs

from partner_success.calendars.horizon import Timetable
from partner_success.calendars.index import (
    Index,
    Intervals,
    difference,
    intersection,
    union,
)
from partner_success.calendars.lengths import as_working_day, length_text
from partner_success.calendars.questions import Questions
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import shown
from partner_success.errors import (
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)

__all__ = ["Calendar", "Combination", "CombinedCalendar"]

Combination: TypeAlias = Literal["union", "intersection", "difference"]
"""How calendars are combined: open in any, in all, in the first and none other."""

SIGNS: Final[Mapping[Combination, str]] = {
    "union": "|",
    "intersection": "&",
    "difference": "-",
}
"""What stands between the parts in text, and in Python."""

_FOLDS: Final[Mapping[Combination, Callable[[Intervals, Intervals], Intervals]]] = {
    "union": lambda first, second: union([*first, *second]),
    "intersection": intersection,
    "difference": difference,
}


@attrs.frozen(kw_only=True)
class Calendar(Questions):
    """When work is done: at one place, or at several combined.

    Rule: SLA-04, SLA-05, SLA-10.
    """

    def __or__(self, other: Calendar) -> CombinedCalendar:
        """Give the calendar that is open where at least one of the two is."""
        return self._with("union", other)

    def __and__(self, other: Calendar) -> CombinedCalendar:
        """Give the calendar that is open where both are."""
        return self._with("intersection", other)

    def __sub__(self, other: Calendar) -> CombinedCalendar:
        """Give the calendar that is open where this one is and the other is not."""
        return self._with("difference", other)

    def index_covering(self, first: int, second: int) -> Index:
        """Give the computed open time around two instants, for those who build on it.

        Raises:
            InvalidValueError: One lies outside the years 1 to 9999.
        """
        return self._horizon.covering(first, second)

    def _with(self, kind: Combination, other: object) -> CombinedCalendar:
        if not isinstance(other, Calendar):
            raise InvalidUseError(
                f"a calendar is combined with another one, not with"
                f" {type(other).__name__} {shown(other)}"
            )
        return CombinedCalendar(kind=kind, parts=(self, other))


@attrs.frozen(kw_only=True)
class CombinedCalendar(Calendar):
    """The open time of several calendars combined.

    Write ``berlin | new_york``, ``ours & theirs`` or ``ours - maintenance``. Parts that
    are combined the same way become parts of one calendar.

    Attributes:
        kind: ``"union"`` is open where any part is, ``"intersection"`` where all are,
            ``"difference"`` where the first is and none of the others.
        parts: The calendars, at least two.
        declared_day: How much working time one working day is; ``None`` where nothing
            asks for it, since the parts do not tell.

    Raises:
        InvalidValueError: A part is no calendar, there is only one, or the declared day
            is no length.
        UnknownNameError: There is no such kind.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from partner_success.calendars import WorkingCalendar
        >>> berlin = WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone Europe/Berlin")
        >>> lunch = WorkingCalendar.parse("Mon-Sun 12:00-13:00; zone Europe/Berlin")
        >>> noon = datetime(2026, 5, 4, 10, 30, tzinfo=UTC)
        >>> berlin.is_open(noon), (berlin - lunch).is_open(noon)
        (True, False)

    Rule: SLA-04.
    """

    kind: Combination
    parts: tuple[Calendar, ...] = attrs.field(converter=tuple[Calendar, ...])
    declared_day: timedelta | None = attrs.field(default=None, converter=as_working_day)

    def __attrs_post_init__(self) -> None:
        if self.kind not in SIGNS:
            raise UnknownNameError("combination of calendars", self.kind, SIGNS)
        for part in self.parts:
            if not isinstance(part, Calendar):
                raise InvalidValueError(f"a part is a calendar, not {shown(part)}")
        if len(self.parts) < 2:
            raise InvalidValueError(
                f"a combination has at least two parts, not {len(self.parts)}"
            )
        object.__setattr__(self, "parts", tuple(self._flat()))

    @property
    def working_day(self) -> timedelta:
        """How much working time one working day is.

        Raises:
            InvalidValueError: It was not declared.
        """
        if self.declared_day is None:
            raise InvalidValueError(
                "a combination of calendars does not tell how long a working day is;"
                " give declared_day=timedelta(hours=8), or ask in hours"
            )
        return self.declared_day

    @property
    def provenance(self) -> Provenance:
        """The databases of time zones and holidays that the answers rest on."""
        found = [part.provenance for part in self.parts]
        holidays = (each.holidays for each in found if each.holidays is not None)
        return Provenance(tzdata=found[0].tzdata, holidays=next(holidays, None))

    def __str__(self) -> str:
        text = f" {SIGNS[self.kind]} ".join(f"({part})" for part in self.parts)
        if self.declared_day is None:
            return text
        return f"{text}; working day {length_text(self.declared_day)}"

    def joins(self, kind: Combination) -> bool:
        """Tell whether its parts can become those of a combination around it."""
        return self.kind == kind and self.declared_day is None

    def _flat(self) -> Iterable[Calendar]:
        """Take parts that are combined the same way apart."""
        for place, part in enumerate(self.parts):
            if place and self.kind == "difference":
                yield part
            elif isinstance(part, CombinedCalendar) and part.joins(self.kind):
                yield from part.parts
            else:
                yield part

    def new_timetable(self) -> Timetable:
        """Make what computes the open time, of which `timetable` keeps one."""
        return _Combined(_FOLDS[self.kind], [part.timetable for part in self.parts])


class _Combined:
    """Computes the open time of a combination from that of its parts."""

    def __init__(
        self,
        fold: Callable[[Intervals, Intervals], Intervals],
        parts: list[Timetable],
    ) -> None:
        self._fold = fold
        self._parts = parts

    @property
    def exceptional(self) -> tuple[int, int] | None:
        found = [part.exceptional for part in self._parts]
        known = [span for span in found if span is not None]
        if not known:
            return None
        return min(low for low, _ in known), max(high for _, high in known)

    def open_between(self, low: int, high: int) -> Intervals:
        return reduce(
            self._fold, (part.open_between(low, high) for part in self._parts)
        )
