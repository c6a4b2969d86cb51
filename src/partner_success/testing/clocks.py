"""A clock that stands still, for the edge of your service that reads the time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from partner_success.core.instants import require_aware
from partner_success.errors import InvalidUseError, InvalidValueError

__all__ = ["FixedClock"]

_NO_TIME = timedelta(0)


class FixedClock:
    """A clock that tells one instant until a test moves it on.

    Nothing of this library reads the time; your service does, somewhere at its edge,
    and hands it on as an argument. Give that edge something to call, and give it this
    in tests.

    Args:
        at: The instant, with its zone.

    Raises:
        InvalidValueError: It has no zone.

    Examples:
        >>> from datetime import UTC
        >>> clock = FixedClock(datetime(2026, 3, 29, 0, 30, tzinfo=UTC))
        >>> clock.move(hours=1).isoformat()
        '2026-03-29T01:30:00+00:00'
        >>> clock() == clock(), clock.today().isoformat()
        (True, '2026-03-29')
    """

    def __init__(self, at: datetime) -> None:
        self._at = require_aware(at, "at")

    def __call__(self) -> datetime:
        """Tell the instant."""
        return self._at

    def __repr__(self) -> str:
        return f"FixedClock({self._at.isoformat()})"

    def today(self) -> date:
        """Tell the day of the instant in its own zone."""
        return self._at.date()

    def move(self, **lengths: float) -> datetime:
        """Move on by a length of true time, and tell the new instant.

        Where a change of clocks lies in between, the wall shows more or less than was
        moved, as it does for people.

        Args:
            **lengths: What `datetime.timedelta` takes: days, hours, minutes, seconds.

        Raises:
            InvalidValueError: It would go back; make another clock for that.
        """
        length = timedelta(**lengths)
        if length < _NO_TIME:
            raise InvalidValueError(
                f"a clock goes on and never back; found {length}; make another one"
            )
        return self.set((self._at.astimezone(UTC) + length).astimezone(self._at.tzinfo))

    def set(self, at: datetime) -> datetime:
        """Move on to an instant, and tell it.

        Raises:
            InvalidUseError: It lies before the present one; make another clock.
            InvalidValueError: It has no zone.
        """
        later = require_aware(at, "at")
        # In one zone Python compares what the wall shows, which goes back in autumn.
        if later.astimezone(UTC) < self._at.astimezone(UTC):
            raise InvalidUseError(
                f"{later.isoformat()} lies before {self._at.isoformat()}; a clock goes"
                " on and never back; make another one"
            )
        self._at = later
        return later
