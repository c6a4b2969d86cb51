"""The compact text of a calendar, read and written without loss."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

import attrs

from partner_success.calendars.hours import DayHours, as_day_hours, day_hours_text
from partner_success.calendars.lengths import length_text, read_length
from partner_success.calendars.week import (
    AROUND_THE_CLOCK,
    DAYS,
    join_days,
    read_days,
    week_clauses,
)
from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError

_LONGEST: Final = 100_000
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@attrs.define
class _Clauses:
    """What was read so far."""

    zone: str | None = None
    week: list[dict[int, DayHours]] = attrs.field(factory=list[dict[int, DayHours]])
    regions: list[str] = attrs.field(factory=list[str])
    holidays: list[date] = attrs.field(factory=list[date])
    exceptions: dict[date, DayHours] = attrs.field(factory=dict[date, DayHours])
    declared_day: timedelta | None = None

    def read(self, clause: str) -> None:
        word, _, rest = clause.partition(" ")
        rest = rest.strip()
        if word == "zone":
            self.zone = _once("zone", self.zone, rest)
        elif word == "holidays":
            self.regions += _listed(rest)
        elif word == "off":
            self.holidays += map(_date, _listed(rest))
        elif clause.startswith("working day "):
            length = read_length(clause.removeprefix("working day ").strip())
            self.declared_day = _once("working day", self.declared_day, length)
        elif _DATE.fullmatch(word):
            day = _date(word)
            hours = as_day_hours(rest)
            self.exceptions[day] = _once(word, self.exceptions.get(day), hours)
        else:
            self.week.append(read_days(clause))


def read_fields(
    text: object, *, zone: str | None, holidays: str | Iterable[str | date]
) -> dict[str, Any]:
    """Read the text of a calendar into the fields of one."""
    if not isinstance(text, str) or len(text) > _LONGEST:
        raise InvalidValueError(
            f"a calendar is text of at most {_LONGEST:,} characters, such as 'Mon-Fri"
            f" 09:00-17:00; zone UTC', not {shown(text)}"
        )
    found = _Clauses()
    for clause in text.split(";"):
        if clause.strip():
            found.read(clause.strip())
    if not found.week:
        raise InvalidValueError(
            "a calendar needs the hours of its weekdays, such as 'Mon-Fri 09:00-17:00'"
            f" or 'Mon-Sun closed'; found none in {shown(text)}"
        )
    if not isinstance(holidays, Iterable):
        raise InvalidValueError(
            "holidays are regions and days off, such as 'DE-BY' or ['DE-BY',"
            f" date(2026, 12, 24)], not {shown(holidays)}"
        )
    for each in _listed(holidays) if isinstance(holidays, str) else holidays:
        if isinstance(each, str):
            found.regions.append(each)
        else:
            found.holidays.append(each)
    return {
        "zone": _zone(text, found.zone, zone),
        "weekly": join_days(found.week),
        "regions": found.regions,
        "holidays": found.holidays,
        "exceptions": found.exceptions,
        "declared_day": found.declared_day,
    }


def write(
    weekly: tuple[DayHours, ...],
    zone: str,
    days_off: Iterable[str | date],
    exceptions: Mapping[date, DayHours],
    declared_day: timedelta | None,
) -> str:
    """Write the fields of a calendar as `read_fields` reads them."""
    clauses = list(week_clauses(weekly)) or [f"{DAYS[0]}-{DAYS[-1]} closed"]
    clauses.append(f"zone {zone}")
    regions = [each for each in days_off if isinstance(each, str)]
    dates = [each.isoformat() for each in days_off if isinstance(each, date)]
    if regions:
        clauses.append(f"holidays {', '.join(regions)}")
    if dates:
        clauses.append(f"off {', '.join(dates)}")
    for day, hours in exceptions.items():
        clauses.append(f"{day.isoformat()} {day_hours_text(hours)}")
    if declared_day is not None:
        clauses.append(f"working day {length_text(declared_day)}")
    return "; ".join(clauses)


def _zone(text: str, written: str | None, given: str | None) -> str:
    if written is not None and given is not None and written != given:
        raise InvalidValueError(
            f"the text says zone {written}, the argument {given!r}; give one"
        )
    found = written if given is None else given
    if found is not None:
        return found
    if text.casefold().split() == AROUND_THE_CLOCK.split():
        return "UTC"
    raise InvalidValueError(
        "a calendar needs the time zone in which its hours are meant; give"
        " zone='Europe/Berlin', or add '; zone Europe/Berlin' to its text"
    )


def _once(name: str, before: Any, found: Any) -> Any:
    if before is not None:
        raise InvalidValueError(f"{name} stands twice in the text of a calendar")
    return found


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")]


def _date(text: str) -> date:
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise InvalidValueError(f"a day is written as 2026-12-24, not {shown(text)}")
