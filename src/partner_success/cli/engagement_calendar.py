"""``partner-success engagement calendar``: a partner's touchpoints as a file."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import attrs
import typer

from partner_success.cli.engagement_care import (
    CalendarOption,
    FileArgument,
    read_care,
)
from partner_success.cli.options import RulebookOption, rules_of, write_file
from partner_success.cli.outcome import DONE, run, write_bytes
from partner_success.cli.times import read_instant
from partner_success.interop import touchpoints_ics


@attrs.frozen(kw_only=True)
class Asked:
    """What ``calendar`` was asked for."""

    file: Path
    partner: str
    until: datetime
    at: str
    calendar: str | None
    issuer: str
    out: Path | None
    rulebook: Path | None


def calendar(  # noqa: PLR0913 - the options of the command
    file: FileArgument,
    *,
    partner: Annotated[
        str, typer.Option(metavar="ID", help="The partner.", show_default=False)
    ],
    until: Annotated[
        datetime,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="DAY",
            help="The last day, such as 2026-12-31.",
            show_default=False,
        ),
    ],
    at: Annotated[
        str,
        typer.Option(
            metavar="TIME",
            help="When the file is made, such as 2026-05-08T15:00+02:00; of two files"
            " the later one counts.",
            show_default=False,
        ),
    ],
    working: CalendarOption = None,
    issuer: Annotated[
        str,
        typer.Option(
            metavar="TEXT",
            help="Who gives the file out, such as your domain; keep it the same.",
            show_default=False,
        ),
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write it to a file (.ics) instead of standard output.",
            show_default=False,
        ),
    ] = None,
    rulebook: RulebookOption = None,
) -> None:
    """Write check-ins and reviews as a file for calendar programs (iCalendar).

    A file that is read again updates its entries and adds none twice.

    Exit codes: 0 it was written; 2 misuse.
    """
    asked = Asked(
        file=file,
        partner=partner,
        until=until,
        at=at,
        calendar=working,
        issuer=issuer,
        out=out,
        rulebook=rulebook,
    )
    raise typer.Exit(run(partial(_calendar, asked)))


def _calendar(asked: Asked) -> int:
    care = read_care(asked.file, asked.calendar)
    partner = care.partners[asked.partner]
    found = rules_of(asked.rulebook).cadence.touchpoints(
        partner.launched_on,
        asked.until.date(),
        calendar=care.calendar,
        enterprise=partner.enterprise,
    )
    content = touchpoints_ics(
        found,
        partner_id=partner.id,
        partner_name=partner.name or None,
        at=read_instant(asked.at),
        issuer=asked.issuer,
    )
    if asked.out is None:
        write_bytes(content)
    else:
        write_file(asked.out, content, more=f": {len(found)} touchpoints")
    return DONE
