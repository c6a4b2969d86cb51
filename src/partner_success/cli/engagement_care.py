"""The partners that are looked after, and what was done for them, from a file."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import attrs
import typer

from partner_success.calendars import WorkingCalendar
from partner_success.cli.working_time import CALENDAR_HELP
from partner_success.core.collections import Catalogue
from partner_success.engagement import ActivityDone, PartnerInCare
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    Problem,
    near_misses,
)
from partner_success.interop import read_document, structure

__all__ = [
    "CalendarOption",
    "Care",
    "CaredPartner",
    "DayOption",
    "FileArgument",
    "read_care",
]

FileArgument = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="Partners with their launch, and what was done (.toml, .json, .yaml).",
        show_default=False,
    ),
]
DayOption = Annotated[
    datetime,
    typer.Option(
        "--on",
        formats=["%Y-%m-%d"],
        metavar="DAY",
        help="The day that counts as today, such as 2026-05-04.",
        show_default=False,
    ),
]
CalendarOption = Annotated[
    str | None,
    typer.Option(
        "--calendar",
        metavar="TEXT",
        help=f"{CALENDAR_HELP} Without it, what the file says under 'calendar'.",
        show_default=False,
    ),
]


@attrs.frozen(kw_only=True)
class CaredPartner:
    """A partner of the file: by id, with its name, its launch, and how large it is."""

    id: str
    name: str = ""
    launched_on: date
    enterprise: bool = False

    def in_care(self) -> PartnerInCare:
        """Give it as a cadence asks for it."""
        return PartnerInCare(
            partner_id=self.id,
            launched_on=self.launched_on,
            enterprise=self.enterprise,
        )


@attrs.frozen(kw_only=True)
class CareFile:
    """What the file holds."""

    calendar: str = ""
    partners: tuple[CaredPartner, ...] = ()
    done: tuple[ActivityDone, ...] = ()


@attrs.frozen(kw_only=True)
class Care:
    """The partners that are looked after, and what was done for them.

    Attributes:
        partners: The partners.
        done: What was done for them.
        calendar: When people work.
    """

    partners: Catalogue[CaredPartner]
    done: tuple[ActivityDone, ...]
    calendar: WorkingCalendar


def read_care(path: Path, calendar: str | None) -> Care:
    """Read a file of partners, and what was done for them.

    Args:
        path: The file.
        calendar: When people work; ``None`` for what the file says.

    Raises:
        InvalidDataError: It cannot be read, or has faults; each is named by its path.
        InvalidUseError: Nothing says when people work.
        InvalidValueError: The text of the calendar cannot be read.
    """
    found = structure(read_document(path), CareFile, subject=str(path))
    first: dict[str, int] = {}
    problems: list[Problem] = []
    for place, each in enumerate(found.partners):
        if each.id in first:
            message = f"partners[{first[each.id]}] has this id already; use it once"
            where = f"partners[{place}].id"
            problems.append(Problem(path=where, code="duplicate-id", message=message))
        first.setdefault(each.id, place)
        try:
            each.in_care()
        except InvalidDataError as error:
            problems += [one.under(f"partners[{place}]") for one in error.problems]
    problems += _strangers(found, first)
    if problems:
        raise InvalidDataError(str(path), problems)
    text = found.calendar if calendar is None else calendar
    if not text:
        raise InvalidUseError(
            "nothing says when people work; give --calendar 'Mon-Fri 09:00-17:00;"
            " zone Europe/Berlin', or write it into the file under 'calendar'"
        )
    return Care(
        partners=Catalogue(found.partners, kind="partner"),
        done=found.done,
        calendar=WorkingCalendar.parse(text),
    )


def _strangers(found: CareFile, known: Collection[str]) -> Iterator[Problem]:
    """Name what was done for partners that are not in the file."""
    for place, each in enumerate(found.done):
        if each.partner_id not in known:
            near = near_misses(each.partner_id, known)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            message = f"no partner of the file has the id {each.partner_id!r}{hint}"
            path = f"done[{place}].partner_id"
            yield Problem(path=path, code="unknown-partner", message=message)
