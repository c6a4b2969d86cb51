"""The only door to the library of public holidays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from partner_success.core.extras import NeedsExtra
from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError, UnknownNameError

_FORM: Final = re.compile(r"[A-Z]{2}(?:-[^\W_]{1,20})?")


def check_region(value: object) -> str:
    """Give the region back, or refuse what cannot be one.

    Whether there are holidays for it shows when they are first needed.
    """
    if isinstance(value, str) and _FORM.fullmatch(value):
        return value
    raise InvalidValueError(
        "holidays are those of a country, such as 'DE', or of a part of one, such as"
        f" 'DE-BY' or 'US-CA', not {shown(value)}"
    )


class Holidays:
    """Days off: those given, and those of countries as the library knows them.

    Attributes:
        days: Every day off of the years that were prepared, and every given one,
            counted as `datetime.date.toordinal` does.
    """

    def __init__(self, regions: Iterable[str], given: Iterable[date]) -> None:
        self._regions = tuple(regions)
        self.days: Final[set[int]] = {day.toordinal() for day in given}
        self._years: set[int] = set()

    def prepare(self, first: int, last: int) -> None:
        """Look the holidays of all years between two days up."""
        years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
        wanted = [year for year in years if year not in self._years]
        if not wanted:
            return
        for region in self._regions:
            self.days.update(day.toordinal() for day in region_days(region, wanted))
        self._years.update(wanted)


def region_days(region: str, years: Iterable[int]) -> list[date]:
    """Give the public holidays of a region in some years.

    Raises:
        MissingExtraError: The extra ``holidays`` is not installed.
        UnknownNameError: There is no such country, or no such part of it.
    """
    with NeedsExtra(extra="holidays", module="holidays", purpose="knowing holidays"):
        import holidays

    country, _, part = region.partition("-")
    known = holidays.list_supported_countries()
    if country not in known:
        raise UnknownNameError("country with holidays", country, known)
    if part and part not in known[country]:
        raise UnknownNameError(f"part of {country} with holidays", part, known[country])
    return list(holidays.country_holidays(country, subdiv=part or None, years=years))


def holidays_version(regions: Iterable[str]) -> str | None:
    """Give the version of the library here, where any holidays come from it."""
    if not tuple(regions):
        return None
    try:
        return version("holidays")
    except PackageNotFoundError:
        return None
