"""``partner-success review``: every rule on every partner of a folder, worst first."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Annotated, Final

import attrs
import typer

from partner_success.calendars import WorkingCalendar
from partner_success.cli.options import JsonOption, RulebookOption, rules_of, write_file
from partner_success.cli.outcome import DONE, ROWS_REFUSED, run, write
from partner_success.cli.pages import print_review, print_reviews, show_refusals
from partner_success.cli.questionnaire_data import ascii_json
from partner_success.cli.reported import Reported
from partner_success.cli.times import read_instant
from partner_success.cli.working_time import CALENDAR_HELP
from partner_success.display import progress as progress_bar
from partner_success.display.terminal import ProgressReport
from partner_success.errors import InvalidUseError, UnknownNameError
from partner_success.frames.engine import make_frame
from partner_success.review import (
    PortfolioReview,
    ReviewFolder,
    portfolio_data,
    read_folder,
    review_portfolio,
    reviews_data,
)
from partner_success.rulebook import Rulebook

__all__ = ["review"]

_MANY: Final = 20
_PARQUET: Final = ".parquet"
_HTML: Final = ".html"
_COLUMNS: Final = (
    *("partner_id", "partner", "urgency", "code", "kind", "subject", "message"),
    *("roles", "people", "playbooks", "since", "rules"),
)


@attrs.frozen(kw_only=True)
class Asked:
    """What ``review`` was asked for."""

    folder: Path
    on: datetime | None
    at: str | None
    partner: str | None
    sla: str | None
    calendar: str | None
    usage_covers: int | None
    rulebook: Path | None
    as_json: bool
    parquet: Path | None
    out: Path | None
    compare: Path | None


def review(  # noqa: PLR0913 - the options of the command
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER",
            help="A folder with tables as 'score' reads them, and beside them journeys,"
            " partners and programme as .json, .toml or .yaml.",
            show_default=False,
        ),
    ],
    *,
    on: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="DAY",
            help="As of the end of this day, such as 2026-03-31; without it, of the"
            " newest day of the data.",
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="As of this instant instead, such as 2026-05-08T15:00+02:00.",
        ),
    ] = None,
    partner: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="Everything of one partner.", show_default=False
        ),
    ] = None,
    sla: Annotated[
        str | None,
        typer.Option(
            metavar="POLICY",
            help="By which policy open tickets are judged, such as partner_support;"
            " without it, as the file of partners says.",
        ),
    ] = None,
    calendar: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help=f"{CALENDAR_HELP} Without it, as the file of partners says.",
        ),
    ] = None,
    usage_covers: Annotated[
        int | None,
        typer.Option(
            metavar="DAYS",
            help="How many days a row of usage speaks for: 7 where it is of a week;"
            " without it, as the file of partners says, or 1.",
        ),
    ] = None,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
    parquet: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Also write every finding as a table (.parquet)."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Also write a report with pictures that opens without a network"
            " (.html).",
        ),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(
            metavar="EARLIER",
            help="The accounts at an earlier time, as 'score' reads them: the report"
            " shows who came into another band.",
        ),
    ] = None,
) -> None:
    """Say everything that the rules can say of partners, worst first.

    Exit codes: 0 everything was read; 1 rows were refused; 2 misuse.
    """
    asked = Asked(
        folder=folder,
        on=on,
        at=at,
        partner=partner,
        sla=sla,
        calendar=calendar,
        usage_covers=usage_covers,
        rulebook=rulebook,
        as_json=as_json,
        parquet=parquet,
        out=out,
        compare=compare,
    )
    raise typer.Exit(run(partial(_answer, asked)))


def _answer(asked: Asked) -> int:
    if asked.on is not None and asked.at is not None:
        raise InvalidUseError("give --on for the end of a day or --at, not both")
    if asked.parquet is not None and asked.parquet.suffix.lower() != _PARQUET:
        raise UnknownNameError("form of --parquet", asked.parquet.suffix, [_PARQUET])
    if asked.out is not None and asked.out.suffix.lower() != _HTML:
        raise UnknownNameError("form of --out", asked.out.suffix, [_HTML])
    if asked.compare is not None and asked.out is None:
        raise InvalidUseError("--compare is shown in the report; say where with --out")
    rules = rules_of(asked.rulebook)
    reported = _reviewed(asked, rules)
    found = reported.found
    one = None if asked.partner is None else found.partner(asked.partner)
    if asked.parquet is not None:
        write_file(asked.parquet, _table(found))
    if asked.out is not None:
        # Most reviews have no page, and its pictures take long to load.
        from partner_success.cli.review_report import write_report_of

        write_report_of(reported, asked.out)
    if asked.as_json:
        whole = portfolio_data(found) if one is None else reviews_data(found, [one])
        write(ascii_json(whole))
    else:
        if one is None:
            print_reviews(found)
        else:
            print_review(one, rules.access)
        show_refusals(found.refusals)
    return ROWS_REFUSED if found.refusals else DONE


def _reviewed(asked: Asked, rules: Rulebook) -> Reported:
    with progress_bar("Reading") as progress:
        read = _read(asked, rules, progress)
    at = _instant(asked, read)
    with progress_bar("Reviewing", long_job=_MANY) as progress:
        found = review_portfolio(
            read,
            rules,
            at=at,
            # The table of all partners shows none, and they take long.
            forecasts=asked.as_json or asked.partner is not None,
            progress=progress,
        )
    return Reported(
        found=found,
        rules=rules,
        sla=read.sla,
        calendar=read.calendar,
        earlier=asked.compare,
    )


def _read(asked: Asked, rules: Rulebook, progress: ProgressReport) -> ReviewFolder:
    """Read the folder; what the options say of it wins over what it says itself."""
    read = read_folder(asked.folder, rules, progress=progress)
    if asked.calendar is not None:
        calendar = WorkingCalendar.parse(asked.calendar)
        read = attrs.evolve(read, calendar=calendar)
    if asked.sla is not None:
        read = attrs.evolve(read, sla=asked.sla)
    if asked.usage_covers is not None:
        read = attrs.evolve(read, usage_covers=asked.usage_covers)
    return read


def _instant(asked: Asked, read: ReviewFolder) -> datetime:
    if asked.at is not None:
        return read_instant(asked.at)
    return read.end_of_day(None if asked.on is None else asked.on.date())


def _table(found: PortfolioReview) -> bytes:
    """Give every finding as a row of a Parquet file."""
    rows = [
        (
            each.partner_id,
            whole.name,
            each.urgency.value,
            each.code,
            each.kind,
            each.subject,
            each.message,
            ", ".join(each.roles),
            ", ".join(each.people),
            ", ".join(each.playbooks),
            each.since,
            ", ".join(each.rules),
        )
        for whole in found.reviews
        for each in whole.worst
    ]
    held = BytesIO()
    make_frame(_COLUMNS, rows).write_parquet(held)
    return held.getvalue()
