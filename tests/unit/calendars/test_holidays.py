"""Public holidays, as the library of them knows them."""

from __future__ import annotations

import sys
from datetime import date
from importlib import metadata

import pytest

from partner_success.calendars import WorkingCalendar
from partner_success.errors import MissingExtraError, UnknownNameError

pytestmark = pytest.mark.rule("SLA-04")

HOURS = "Mon-Fri 09:00-17:00; zone Europe/Berlin"


def test_a_part_of_a_country_has_its_own_holidays() -> None:
    """Epiphany is off in Bavaria and not in Berlin; Christmas is off in both."""
    bavaria = WorkingCalendar.parse(HOURS, holidays="DE-BY")
    berlin = WorkingCalendar.parse(HOURS, holidays="DE-BE")
    epiphany, christmas = date(2026, 1, 6), date(2026, 12, 25)
    assert not bavaria.is_working_day(epiphany)
    assert berlin.is_working_day(epiphany)
    assert not berlin.is_working_day(christmas)
    both = WorkingCalendar.parse(HOURS, holidays="DE-BE, DE-BY")
    assert not both.is_working_day(epiphany)


def test_a_country_alone_has_those_of_all_its_parts() -> None:
    """Independence Day moves to the Friday where it falls on a Saturday."""
    place = WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC", holidays="US")
    assert not place.is_working_day(date(2026, 7, 3))


@pytest.mark.parametrize(
    ("region", "message"),
    [("DX", "no country with holidays is called 'DX'"), ("DE-ZZ", "no part of DE")],
)
def test_places_that_are_not_known_are_refused_when_asked(
    region: str, message: str
) -> None:
    """The first question says so; building the calendar looked nothing up."""
    place = WorkingCalendar.parse(HOURS, holidays=region)
    with pytest.raises(UnknownNameError, match=message):
        place.is_working_day(date(2026, 1, 6))


def test_the_version_of_the_holidays_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is part of what an answer rests on; unknown where it is not installed."""
    place = WorkingCalendar.parse(HOURS, holidays="DE-BY")
    assert place.provenance.holidays == metadata.version("holidays")

    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr("partner_success.calendars.regions.version", missing)
    assert place.provenance.holidays is None


def test_without_the_library_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Calendars without regions do not need it."""
    monkeypatch.setitem(sys.modules, "holidays", None)
    assert WorkingCalendar.parse(HOURS).is_working_day(date(2026, 1, 6))
    with pytest.raises(MissingExtraError, match=r"partner-success\[holidays\]"):
        WorkingCalendar.parse(HOURS, holidays="DE").is_working_day(date(2026, 1, 6))
