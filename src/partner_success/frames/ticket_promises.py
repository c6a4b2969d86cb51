"""What a policy promises of tickets, in numbers for columns of dataframes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from partner_success.calendars import Calendar
from partner_success.errors import InvalidValueError
from partner_success.sla import SlaPolicy
from partner_success.sla.targets import Limit, Pauses, TargetKind

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["Promise", "by_severity", "is_working", "read_promises"]

_MOST: Final = 2**52
"""More than that is promised of nothing that anybody waits for."""


@attrs.frozen(kw_only=True)
class Promise:
    """What is promised of one kind.

    Attributes:
        kind: The kind.
        limit: Whether the due instant is in time.
        pauses: Which pauses stop it.
        amounts: The promised amount by severity, worst first, in microseconds.
        working: By severity whether only working time counts.
    """

    kind: TargetKind
    limit: Limit
    pauses: Pauses
    amounts: tuple[int, ...]
    working: tuple[bool, ...]

    @property
    def is_working(self) -> bool:
        """Whether working time counts for some severity."""
        return any(self.working)


def read_promises(policy: SlaPolicy, calendar: Calendar) -> tuple[Promise, ...]:
    """Give what a policy promises, in microseconds.

    Raises:
        InvalidValueError: It promises more than a century, or a calendar does not say
            how long a working day is.
    """
    found: list[Promise] = []
    for kind in policy.kinds:
        target = policy.target(kind)
        times = target.times.values()
        amounts = tuple(time.microseconds(calendar) for time in times)
        if max(amounts) > _MOST:
            raise InvalidValueError(
                f"{policy.name!r} promises more than a century, which columns that may"
                " be floats cannot count; judge_events can"
            )
        found.append(
            Promise(
                kind=kind,
                limit=target.limit,
                pauses=target.pauses,
                amounts=amounts,
                working=tuple(time.is_working for time in times),
            )
        )
    return tuple(found)


def by_severity(grade: str, numbers: Sequence[int]) -> nw.Expr:
    """Give a number by the place of the severity; 0 where there is none."""
    import narwhals as nw

    found: Any = nw.when(nw.col(grade) == 0).then(nw.lit(numbers[0]))
    for place, number in enumerate(numbers[1:], start=1):
        found = found.when(nw.col(grade) == place).then(nw.lit(number))
    return found.otherwise(nw.lit(0)).cast(nw.Int64)  # type: ignore[no-any-return]


def is_working(grade: str, promise: Promise) -> nw.Expr:
    """Tell where only working time counts."""
    return by_severity(grade, [int(each) for each in promise.working]) > 0
