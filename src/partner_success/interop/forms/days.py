"""Days in a form's schema: regular expressions that know the calendar and its order."""

from __future__ import annotations

from datetime import date
from typing import Final

from partner_success.questionnaires.texts import END

__all__ = ["after", "before", "day_pattern"]

_LONG: Final = r"(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
_SHORT: Final = r"(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
_FEBRUARY: Final = r"02-(?:0[1-9]|1[0-9]|2[0-8])"
_FOURTH: Final = r"(?:0[48]|[2468][048]|[13579][26])"
_LEAP_YEAR: Final = rf"(?:[0-9]{{2}}{_FOURTH}|(?:{_FOURTH}|00)00)"
_DAY: Final = (
    rf"(?!0000)(?:[0-9]{{4}}-(?:{_LONG}|{_SHORT}|{_FEBRUARY})|{_LEAP_YEAR}-02-29)"
)


def day_pattern(earliest: date | None = None, latest: date | None = None) -> str:
    """Give the expression of the days between two, both of them allowed.

    It means the same to Python's ``re.search`` and to ECMAScript, and asks nothing of
    ``format``, which many validators leave alone.

    Examples:
        >>> import re
        >>> leap = day_pattern(latest=date(2028, 2, 29))
        >>> [bool(re.search(leap, f"{year}-02-29")) for year in (2024, 2026, 2032)]
        [True, False, False]
    """
    low = "" if earliest is None else f"(?={_starts(earliest, later=True, same=True)})"
    high = "" if latest is None else f"(?={_starts(latest, later=False, same=True)})"
    return f"^{low}{high}{_DAY}{END}"


def before(day: date, *, same: bool) -> str:
    """Give the expression of the days before one, of texts that are days.

    Args:
        day: The day that the others are held against.
        same: Whether that day itself is meant too.
    """
    return f"^(?:{_starts(day, later=False, same=same)})"


def after(day: date, *, same: bool) -> str:
    """Give the expression of the days after one, of texts that are days.

    Args:
        day: The day that the others are held against.
        same: Whether that day itself is meant too.
    """
    return f"^(?:{_starts(day, later=True, same=same)})"


def _starts(day: date, *, later: bool, same: bool) -> str:
    """Give how the texts of days begin that lie on one side of a day."""
    text = day.isoformat()
    end = "9" if later else "0"
    found = [text] if same else []
    for place, digit in enumerate(text):
        if digit not in ("-", end):
            beside = f"{int(digit) + 1}-9" if later else f"0-{int(digit) - 1}"
            found.append(f"{text[:place]}[{beside}]")
    return "|".join(found)
