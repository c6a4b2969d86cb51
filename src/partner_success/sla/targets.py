"""What is promised: how much time, how it is counted, and which pauses stop it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Literal, TypeAlias, cast, get_args

import attrs

from partner_success.calendars import Calendar
from partner_success.core.citation import Citation
from partner_success.core.quantities import shown
from partner_success.errors import InvalidModelError, Problem
from partner_success.partners import Severity

TargetKind: TypeAlias = Literal["first_response", "next_response", "resolution"]
"""What can be promised of a ticket."""

TimeUnit: TypeAlias = Literal["hours", "working hours", "business days"]
"""How promised time is counted; ``"hours"`` pass day and night."""

Limit: TypeAlias = Literal["within", "below"]
"""Whether the due instant is still in time (``"within"``) or a miss (``"below"``)."""

Pauses: TypeAlias = Literal["all", "none"] | tuple[str, ...]
"""Which pauses stop a target: all, none, or those of the reasons listed."""

KINDS: Final[tuple[TargetKind, ...]] = get_args(TargetKind)
"""What can be promised, in the order in which results list it."""

_MICROSECOND: Final = timedelta(microseconds=1)
_HOUR: Final = timedelta(hours=1) // _MICROSECOND

# No length of time can be more days than these.
_MOST: Final = timedelta.max.days


def kind_text(kind: TargetKind) -> str:
    """Write what is promised for a person.

    Examples:
        >>> kind_text("first_response")
        'first response'
    """
    return kind.replace("_", " ")


@attrs.frozen(kw_only=True)
class TargetTime:
    """An amount of time, and how it is counted.

    Attributes:
        value: How many of the unit; above 0, and no more than a length of time can
            have days. Hours come down to whole microseconds; business days are whole.
        unit: ``"hours"`` around the clock, ``"working hours"`` of a calendar, or
            ``"business days"``, each of which is as much working time as the calendar
            declares for a working day.

    Raises:
        InvalidModelError: The value is no such number, or the unit none of those.

    Examples:
        >>> str(TargetTime(value=1, unit="business days"))
        '1 business day'

    Rule: SLA-03.
    """

    value: int | Decimal
    unit: TimeUnit
    _as_hours: int = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        if faults := list(_time_faults(self)):
            raise InvalidModelError("a target's time", faults)
        object.__setattr__(self, "_as_hours", int(Fraction(self.value) * _HOUR))

    @property
    def is_working(self) -> bool:
        """Whether it is counted in the working time of a calendar."""
        return self.unit != "hours"

    def microseconds(self, calendar: Calendar) -> int:
        """Give the time in whole microseconds.

        Raises:
            InvalidValueError: The calendar declares no length of a working day, its
                days differ, and the time is in business days.

        Rule: SLA-03.
        """
        if self.unit == "business days":
            return int(self.value) * (calendar.working_day // _MICROSECOND)
        return self._as_hours

    def __str__(self) -> str:
        unit = self.unit.removesuffix("s") if self.value == 1 else self.unit
        return f"{self.value} {unit}"


def _time_faults(time: TargetTime) -> Iterator[Problem]:
    value: object = time.value
    if time.unit not in get_args(TimeUnit):
        known = ", ".join(get_args(TimeUnit))
        message = f"must be one of {known}, found {shown(time.unit)}"
        yield Problem(path="unit", code="unknown-value", message=message)
    elif isinstance(value, bool) or not isinstance(value, int | Decimal):
        message = f"must be a whole number or a Decimal, found {shown(value)}"
        yield Problem(path="value", code="not-exact", message=message)
    elif not (Decimal(value).is_finite() and 0 < value <= _MOST):
        message = f"must lie above 0 and be at most {_MOST:,}, found {value}"
        yield Problem(path="value", code="out-of-range", message=message)
    elif time.unit == "business days" and value != int(value):
        message = f"business days are whole, found {value}; say working hours instead"
        yield Problem(path="value", code="too-fine", message=message)
    elif (Fraction(value) * _HOUR).denominator != 1:
        message = f"{value} hours are no whole number of microseconds"
        yield Problem(path="value", code="too-fine", message=message)


def _frozen(value: Literal["all", "none"] | Iterable[str]) -> Pauses:
    if isinstance(value, str):
        return cast(Pauses, value)
    return tuple(value)


@attrs.frozen(kw_only=True)
class SlaTarget:
    """The time promised for one thing, by severity.

    Attributes:
        limit: ``"within"``, and the due instant is in time, or ``"below"``, and it is
            a miss.
        critical: The time for critical tickets.
        high: The time for high ones.
        medium: The time for medium ones.
        low: The time for low ones.
        pauses: Which pauses stop it: ``"all"``, ``"none"``, or a list of reasons, of
            which the text of a pause has to be one.
        citations: Where it comes from.

    Raises:
        InvalidModelError: The limit or the pauses are none of those.

    Rule: SLA-01, SLA-02, SLA-06.
    """

    limit: Limit
    critical: TargetTime
    high: TargetTime
    medium: TargetTime
    low: TargetTime
    pauses: Pauses = attrs.field(default="all", converter=_frozen)
    citations: tuple[Citation, ...] = ()

    def __attrs_post_init__(self) -> None:
        if faults := list(_target_faults(self)):
            raise InvalidModelError("a target", faults)

    @property
    def times(self) -> dict[Severity, TargetTime]:
        """The times by severity, worst first."""
        return {severity: getattr(self, severity) for severity in Severity}

    def time_for(self, severity: Severity) -> TargetTime:
        """Give the time for a severity."""
        return self.times[severity]

    def is_stopped_by(self, reason: str | None) -> bool:
        """Tell whether a pause for this reason stops it; ``None`` is no pause.

        Rule: SLA-06.
        """
        if reason is None or self.pauses == "none":
            return False
        return self.pauses == "all" or reason in self.pauses


def _target_faults(target: SlaTarget) -> Iterator[Problem]:
    limits = get_args(Limit)
    if target.limit not in limits:
        message = f"must be 'within' or 'below', found {shown(target.limit)}"
        yield Problem(path="limit", code="unknown-value", message=message)
    pauses: Any = target.pauses
    if isinstance(pauses, str) and pauses not in {"all", "none"}:
        message = f"must be 'all', 'none' or a list of reasons, found {shown(pauses)}"
        yield Problem(path="pauses", code="unknown-value", message=message)
