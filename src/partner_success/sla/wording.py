"""Times and instants as text for people."""

from __future__ import annotations

from datetime import datetime, timedelta

_SECOND = timedelta(seconds=1)


def time_text(time: timedelta) -> str:
    """Write a length of time, rounded down to whole minutes from one minute up.

    Examples:
        >>> time_text(timedelta(hours=26, minutes=5)), time_text(timedelta(seconds=-9))
        ('26 h 5 min', '-9 s')
        >>> time_text(timedelta(hours=4)), time_text(timedelta(minutes=-90, seconds=-9))
        ('4 h', '-1 h 30 min')
    """
    sign = "-" if time < timedelta(0) else ""
    minutes, seconds = divmod(abs(time) // _SECOND, 60)
    if not minutes:
        return f"{sign}{seconds} s"
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours} h"] if hours else []
    parts += [f"{minutes} min"] if minutes else []
    return sign + " ".join(parts)


def instant_text(instant: datetime) -> str:
    """Write an instant to the minute, or finer where it is finer, with its offset.

    Examples:
        >>> from datetime import UTC
        >>> instant_text(datetime(2026, 5, 4, 14, 10, tzinfo=UTC))
        '2026-05-04 14:10+00:00'
    """
    whole = not (instant.second or instant.microsecond)
    return instant.isoformat(sep=" ", timespec="minutes" if whole else "auto")
