"""``partner-success sla elapsed`` and ``sla deadline``: working time in a calendar."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Annotated

import typer

from partner_success.calendars import Calendar, parse_calendar
from partner_success.cli.data import SCHEMA_VERSION, as_json
from partner_success.cli.options import JsonOption
from partner_success.cli.outcome import DONE, run, write
from partner_success.cli.times import duration_text, read_duration, read_instant

CALENDAR_HELP = (
    "When people work, such as 'Mon-Fri 09:00-17:00; zone Europe/Berlin; holidays"
    " DE-BY', or 'around the clock'."
)

CalendarOption = Annotated[
    str, typer.Option(metavar="TEXT", help=CALENDAR_HELP, show_default=False)
]
_TIME = "such as 2026-05-08T15:00+02:00 or '2026-05-08 15:00 Europe/Berlin'"


def elapsed(
    start: Annotated[
        str,
        typer.Argument(metavar="START", help=f"A time, {_TIME}.", show_default=False),
    ],
    end: Annotated[
        str, typer.Argument(metavar="END", help="A time.", show_default=False)
    ],
    *,
    calendar: CalendarOption,
    json: JsonOption = False,
) -> None:
    """Tell the working time between two times; negative when they are swapped.

    Exit codes: 0 it was told; 2 misuse.
    """
    raise typer.Exit(run(partial(_elapsed, calendar, start, end, json=json)))


def deadline(
    start: Annotated[
        str,
        typer.Argument(metavar="START", help=f"A time, {_TIME}.", show_default=False),
    ],
    duration: Annotated[
        str,
        typer.Argument(
            metavar="DURATION",
            help="Working time such as 40h, '1h 30m' or '3 working days'.",
            show_default=False,
        ),
    ],
    *,
    calendar: CalendarOption,
    json: JsonOption = False,
) -> None:
    """Tell when so much working time has passed.

    Exit codes: 0 it was told; 2 misuse.
    """
    raise typer.Exit(run(partial(_deadline, calendar, start, duration, json=json)))


def _elapsed(text: str, start: str, end: str, *, json: bool) -> int:
    calendar = parse_calendar(text)
    begins, ends = read_instant(start), read_instant(end)
    work = calendar.elapsed(begins, ends)
    if json:
        write(_as_json(calendar, begins, end=ends, work=work))
    else:
        write(duration_text(work))
    return DONE


def _deadline(text: str, start: str, duration: str, *, json: bool) -> int:
    calendar = parse_calendar(text)
    begins, asked = read_instant(start), read_duration(duration)
    due = calendar.deadline(begins, asked)
    work = timedelta(microseconds=calendar.work_microseconds(asked))
    if json:
        write(_as_json(calendar, begins, end=due, work=work))
    else:
        write(due.isoformat())
    return DONE


def _as_json(
    calendar: Calendar, start: datetime, *, end: datetime, work: timedelta
) -> str:
    used = calendar.provenance
    return as_json(
        {
            "schema_version": SCHEMA_VERSION,
            "calendar": str(calendar),
            "start": start.isoformat(),
            "end": end.isoformat(),
            "working_microseconds": work // timedelta(microseconds=1),
            "working_time": duration_text(work),
            "tzdata": used.tzdata,
            "holidays": used.holidays,
        }
    )
