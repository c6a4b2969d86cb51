"""A clock that stands still until it is moved."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.testing import FixedClock

BERLIN = ZoneInfo("Europe/Berlin")


def test_it_tells_the_same_instant_until_it_is_moved() -> None:
    """Asking does not move it, and moving tells where it is now."""
    start = datetime(2026, 5, 4, 9, tzinfo=BERLIN)
    clock = FixedClock(start)
    assert (clock(), clock(), clock.today()) == (start, start, date(2026, 5, 4))
    assert clock.move(days=1, minutes=30) == start + timedelta(days=1, minutes=30)
    assert clock.today() == date(2026, 5, 5)
    assert repr(clock) == "FixedClock(2026-05-05T09:30:00+02:00)"


def test_true_time_goes_by_where_clocks_are_changed() -> None:
    """An hour before the wall goes from 3 back to 2, and an hour after it."""
    clock = FixedClock(datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN))
    later = clock.move(hours=1)
    assert (later.hour, later.minute, later.fold) == (2, 30, 1)
    assert later.utcoffset() == timedelta(hours=1)
    assert clock.set(datetime(2026, 10, 25, 2, 45, tzinfo=BERLIN, fold=1)) == clock()


def test_it_never_goes_back() -> None:
    """Neither by a length, nor to an instant; the same instant is no step back."""
    start = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1)
    clock = FixedClock(start)
    with pytest.raises(InvalidValueError, match="make another one"):
        clock.move(seconds=-1)
    with pytest.raises(InvalidUseError, match="lies before"):
        clock.set(datetime(2026, 10, 25, 2, 45, tzinfo=BERLIN))
    assert clock.set(start.astimezone(UTC)) == start.astimezone(UTC)


def test_an_instant_has_a_zone() -> None:
    """Without one nobody knows which instant it is."""
    naive = datetime(2026, 5, 4, 9)  # noqa: DTZ001 - what is refused
    with pytest.raises(InvalidValueError):
        FixedClock(naive)
    with pytest.raises(InvalidValueError):
        FixedClock(datetime(2026, 5, 4, 9, tzinfo=UTC)).set(naive)
