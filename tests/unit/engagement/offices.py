"""Calendars that the tests of engagement plan by."""

from __future__ import annotations

from datetime import date, timedelta

import partner_success as ps

OFFICE = ps.WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")
ALWAYS = ps.WorkingCalendar.parse("around the clock; zone UTC")


def closed(first: date, days: int) -> ps.WorkingCalendar:
    """Give the office with a long holiday."""
    off = [first + timedelta(days=each) for each in range(days)]
    return ps.WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC", holidays=list(off))
