"""What columns of instants and durations may be, as whole microseconds (``bulk``)."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from partner_success.calendars.durations import WorkingDays
from partner_success.calendars.zones import DAY, SECOND
from partner_success.core.extras import NeedsExtra
from partner_success.core.instants import microseconds
from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    from partner_success.calendars.calendar import Calendar

    Whole: TypeAlias = NDArray[np.int64]
    Instants: TypeAlias = ArrayLike | datetime
    Durations: TypeAlias = ArrayLike | timedelta | WorkingDays

NOTHING: Final = -(2**63)
"""What numpy writes for 'no time', where a column has a unit of time."""

_FARTHEST: Final = 2**62
"""Microseconds that no calendar reaches and that can still be counted with."""

_UNITS: Final[dict[str, Fraction]] = {
    "Y": Fraction(366 * DAY),
    "M": Fraction(31 * DAY),
    "W": Fraction(7 * DAY),
    "D": Fraction(DAY),
    "h": Fraction(3600 * SECOND),
    "m": Fraction(60 * SECOND),
    "s": Fraction(SECOND),
    "ms": Fraction(SECOND, 10**3),
    "us": Fraction(SECOND, 10**6),
    "ns": Fraction(SECOND, 10**9),
    "ps": Fraction(SECOND, 10**12),
    "fs": Fraction(SECOND, 10**15),
    "as": Fraction(SECOND, 10**18),
}
"""The most microseconds that a unit of numpy has."""

_INSTANTS: Final = (
    "whole microseconds since 1970 in UTC, datetime64 in UTC, or one datetime with its"
    " zone for all"
)
_DURATIONS: Final = (
    "whole microseconds of working time, timedelta64 in weeks or finer, or one"
    " timedelta or WorkingDays for all"
)


@attrs.frozen(kw_only=True, eq=False)
class Column:
    """A column in whole microseconds.

    Attributes:
        values: One each, or without a dimension one for all.
        timed: Whether it came in a unit of time, and so may have `NOTHING` in it.
    """

    values: Whole
    timed: bool

    @property
    def known(self) -> Whole:
        """The values that are something, in one row."""
        return self.values[self.values != NOTHING] if self.timed else self.values

    def spread(self, size: int) -> Whole:
        """Give the values in one row, one value repeated without being copied."""
        import numpy as np

        if self.values.ndim:
            return self.values.reshape(-1)
        return np.broadcast_to(self.values, (size,))


def read_instants(given: Instants, name: str) -> Column:
    """Read a column of instants, or one for all.

    Raises:
        InvalidValueError: It is of another type, has no zone, or does not fit.
    """
    import numpy as np

    if isinstance(given, datetime):
        return Column(values=np.asarray(microseconds(given)), timed=True)
    return _read(given, name, "M", _INSTANTS)


def read_durations(calendar: Calendar, given: Durations) -> Column:
    """Read a column of working time, or one for all.

    Raises:
        InvalidValueError: It is of another type, does not fit, or the calendar does not
            know how long a working day is.
    """
    import numpy as np

    if isinstance(given, (timedelta, WorkingDays)):
        work = calendar.work_microseconds(given)
        within = max(-_FARTHEST, min(_FARTHEST, work))
        return Column(values=np.asarray(within), timed=True)
    return _read(given, "durations", "m", _DURATIONS)


def shared_shape(first: Column, second: Column, names: str) -> tuple[int, ...]:
    """Give the shape of what is computed from two columns.

    Raises:
        InvalidValueError: They differ in shape, and neither is one for all.
    """
    shapes = first.values.shape, second.values.shape
    if all(shapes) and shapes[0] != shapes[1]:
        raise InvalidValueError(
            f"{names} have to be of one shape, or one of them a single value for all;"
            f" found the shapes {shapes[0]} and {shapes[1]}"
        )
    return shapes[0] or shapes[1]


def import_numpy() -> None:
    """Make sure that numpy is there.

    Raises:
        MissingExtraError: The extra ``bulk`` is not installed.
    """
    purpose = "working time of columns"
    with NeedsExtra(extra="bulk", module="numpy", purpose=purpose):
        import numpy as np

        del np


def _read(given: Any, name: str, kind: str, expected: str) -> Column:
    import numpy as np

    if isinstance(given, np.ma.MaskedArray):
        raise _refused(name, expected, "a masked array; fill it with NaT first")
    try:
        array = np.asarray(given)
    except (ValueError, OverflowError) as error:
        raise _refused(name, expected, str(error)) from error
    if array.dtype.kind == kind:
        return Column(values=_in_microseconds(array, name, expected), timed=True)
    # An empty list has no type of its own; numpy takes it for one of floats.
    if array.dtype.kind in "iu" or (
        isinstance(given, (list, tuple)) and not array.size
    ):
        return Column(values=_counted(array, name, expected), timed=False)
    found = f"an array of {array.dtype}"
    if array.size and array.dtype.kind in "OUS":
        first = array.reshape(-1)[:1].tolist()[0]
        found += f", such as {type(first).__name__} {shown(first)}"
    raise _refused(name, expected, found)


def _counted(array: NDArray[Any], name: str, expected: str) -> Whole:
    import numpy as np

    if array.dtype.kind == "u" and array.size and array.max() > np.iinfo(np.int64).max:
        raise _refused(name, expected, f"{array.max()}")
    return array.astype(np.int64, copy=False)


def _in_microseconds(array: NDArray[Any], name: str, expected: str) -> Whole:
    """Give the microseconds of a column with a unit; parts of one are rounded down."""
    import numpy as np

    unit, count = np.datetime_data(array.dtype)
    kind = array.dtype.kind
    # Months and years have no length of their own; without a unit nothing is said.
    if unit not in _UNITS or (kind == "m" and unit in "YM"):
        raise _refused(name, expected, f"an array of {array.dtype}")
    times = (_UNITS[unit] * count).numerator
    if times > 1 and array.size:
        most = _FARTHEST // times
        numbers = array.view(np.int64)
        numbers = numbers[numbers != NOTHING]
        if numbers.size and not (-most <= numbers.min() and numbers.max() <= most):
            raise InvalidValueError(
                f"{name} reach from {array[~np.isnat(array)].min()} to"
                f" {array[~np.isnat(array)].max()}, beyond what can be counted in"
                " microseconds; a calendar answers for the years 1 to 9999"
            )
    return array.astype(f"{kind}8[us]", copy=False).view(np.int64)


def _refused(name: str, expected: str, found: str) -> InvalidValueError:
    return InvalidValueError(f"{name} have to be {expected}; found {found}")
