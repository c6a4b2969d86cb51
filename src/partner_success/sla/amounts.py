"""What is promised in microseconds, and when amounts are used, for whole columns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from partner_success.calendars import Calendar, bulk
from partner_success.errors import InvalidValueError, NoSuchTimeError
from partner_success.sla.columns import FIRST_INSTANT, LAST_INSTANT, NOTHING
from partner_success.sla.targets import TargetKind
from partner_success.sla.terms import SlaTerms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole: TypeAlias = NDArray[np.int64]
    Codes: TypeAlias = NDArray[np.int32]
    Truths: TypeAlias = NDArray[np.bool_]

_ENDLESS: Final = 2**62
"""An amount that nobody reaches, in place of all that are as large or larger."""

_MOST: Final = LAST_INSTANT - FIRST_INSTANT
"""No calendar has more time than lies between the first instant and the last."""


@attrs.frozen(kw_only=True, eq=False)
class Amounts:
    """What is promised of one kind, for each calendar and severity.

    Attributes:
        working: Of each severity whether only working time counts.
        target: The promised amount, by calendar and severity.
        steps: The amounts at which to escalate, by calendar, severity and step.
    """

    working: Truths
    target: Whole
    steps: Whole


def amounts(
    terms: SlaTerms, kind: TargetKind, calendars: Sequence[Calendar]
) -> Amounts:
    """Give what is promised of one kind in microseconds.

    Raises:
        InvalidValueError: A calendar does not say how long a working day is and the
            time is in business days, or it is too much to be counted in columns.
    """
    import numpy as np

    times = terms.target(kind).times.values()
    targets = [[time.microseconds(each) for time in times] for each in calendars]
    for time, *promised in zip(times, *targets, strict=True):
        if max(promised) >= _ENDLESS:
            raise InvalidValueError(
                f"{terms.name!r} promises {time}, which is more than columns of"
                " microseconds hold; promise less, or judge one ticket at a time"
            )
    steps = [
        [[min(_ENDLESS, step.amount(n)) for step in terms.escalation] for n in row]
        for row in targets
    ]
    shape = (len(calendars), len(times), len(terms.escalation))
    return Amounts(
        working=np.array([time.is_working for time in times]),
        target=np.array(targets, np.int64),
        steps=np.array(steps, np.int64).reshape(shape),
    )


def counted(
    calendars: Sequence[Calendar], codes: Codes, starts: Whole, ends: Whole
) -> Whole:
    """Give the working time of stretches, each in its calendar."""
    import numpy as np

    found = np.zeros(len(starts), np.int64)
    for place, rows in _parts(calendars, codes):
        found[rows] = bulk.elapsed(calendars[place], starts[rows], ends[rows])
    return found


def ahead(
    calendars: Sequence[Calendar],
    codes: Codes,
    starts: Whole,
    amounts: Whole,
    working: Truths,
) -> Whole:
    """Give the instants at which amounts are used from instants on.

    Args:
        calendars: The calendars.
        codes: Which of them holds.
        starts: From when on.
        amounts: How much, in microseconds; each more than 0.
        working: Whether only working time counts.

    Returns:
        The instants; `NOTHING` where there is not so much time.
    """
    import numpy as np

    possible = amounts <= _MOST
    found = starts + np.where(possible, amounts, 0)
    found[~possible | (found > LAST_INSTANT)] = NOTHING
    counting = possible & working
    if counting.any():
        for place, rows in _parts(calendars, np.where(counting, codes, -1)):
            found[rows] = _deadline(calendars[place], starts[rows], amounts[rows])
    return found


def _parts(
    calendars: Sequence[Calendar], codes: Codes
) -> list[tuple[int, slice | Whole]]:
    """Give for each calendar that holds anywhere the rows where it does."""
    import numpy as np

    if not len(codes):
        return []
    if codes.min() == codes.max() >= 0:
        return [(int(codes[0]), slice(None))]
    found = [(place, np.flatnonzero(codes == place)) for place in range(len(calendars))]
    return [(place, rows) for place, rows in found if rows.size]


def _deadline(calendar: Calendar, starts: Whole, amounts: Whole) -> Whole:
    import numpy as np

    try:
        due = bulk.deadline(calendar, starts, amounts)
    except NoSuchTimeError:
        due = _deadline_where_possible(calendar, starts, amounts)
    return np.where(due > LAST_INSTANT, NOTHING, due)


def _deadline_where_possible(
    calendar: Calendar, starts: Whole, amounts: Whole
) -> Whole:
    """Give the deadlines of a calendar that ends before some of them.

    They lie in the order of the working time before them, so that one place parts those
    that are from those that are not.
    """
    import numpy as np

    work = bulk.elapsed(calendar, int(starts.min()), starts) + amounts
    order = np.argsort(work, kind="stable")

    def is_never(place: int) -> int:
        row = order[place]
        try:
            calendar.deadline_microseconds(int(starts[row]), int(amounts[row]))
        except NoSuchTimeError:
            return 1
        return 0

    known = order[: bisect_left(range(len(order)), 1, key=is_never)]
    found = np.full(len(order), NOTHING)
    if known.size:
        found[known] = bulk.deadline(calendar, starts[known], amounts[known])
    return found
