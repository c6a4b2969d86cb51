"""Working time given in days."""

from __future__ import annotations

import attrs

from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError

__all__ = ["WorkingDays"]


def require_count(value: object) -> int:
    """Give a number of working days back, or refuse what is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise InvalidValueError(
        f"working days are a whole number, not {shown(value)}; give a part of a day as"
        " a timedelta of working time"
    )


@attrs.frozen(order=True)
class WorkingDays:
    """A duration in working days, each as long as the calendar declares one to be.

    Two working days from Monday 15:00 in a calendar of 09:00-17:00 end on Wednesday at
    15:00, after sixteen hours of working time.

    Attributes:
        days: How many, a whole number; negative ones go backwards.

    Raises:
        InvalidValueError: It is no whole number.

    Rule: SLA-03.
    """

    days: int

    def __attrs_post_init__(self) -> None:
        require_count(self.days)

    def __neg__(self) -> WorkingDays:
        return WorkingDays(-self.days)

    def __str__(self) -> str:
        return f"{self.days} working day{'' if self.days == 1 else 's'}"
