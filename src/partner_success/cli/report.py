"""``partner-success report``: what a role, a gate or a partner is told."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import attrs
import typer

from partner_success.analytics import ReportTable, sound_facts
from partner_success.calendars import WorkingCalendar
from partner_success.cli.options import JsonOption, RulebookOption, rules_of
from partner_success.cli.outcome import DONE, ROWS_REFUSED, run, say, write
from partner_success.cli.pages import print_explanation, show_refusals
from partner_success.cli.questionnaire_data import ascii_json
from partner_success.cli.report_data import report_data
from partner_success.cli.report_kinds import REPORTS, Made, ReportKind
from partner_success.cli.report_reader import reader_of
from partner_success.cli.report_sources import Narrowing, ReportSources
from partner_success.cli.report_writing import check_places, write_report_files
from partner_success.cli.working_time import CALENDAR_HELP
from partner_success.display import progress as progress_bar
from partner_success.errors import InvalidUseError, UnknownNameError
from partner_success.review import read_folder
from partner_success.rulebook import Rulebook

__all__ = ["report"]

_WHICH: Final = "; ".join(f"{each.id}: {each.name}" for each in REPORTS)


@attrs.frozen(kw_only=True)
class Asked:
    """What ``report`` was asked for."""

    kind: str
    folder: Path
    first: datetime | None
    last: datetime | None
    narrow: Narrowing
    reader: str | None
    directory: list[Path]
    table: str | None
    calendar: str | None
    rulebook: Path | None
    as_json: bool
    csv: Path | None
    parquet: Path | None
    out: Path | None

    def chosen(self) -> ReportKind:
        """Give which report it is, and refuse what means nothing to it.

        Raises:
            InvalidUseError: An option means nothing to it, or needs another.
            UnknownNameError: There is no such report, or a file of no such form.
        """
        kind = REPORTS[self.kind]
        given: dict[str, object] = {"from": self.first, **attrs.asdict(self.narrow)}
        for option, value in given.items():
            if value is not None and option not in kind.takes:
                # The last day of a period belongs to its first.
                names = {*kind.takes, *(("to",) if "from" in kind.takes else ())}
                taken = ", ".join(f"--{each}" for each in sorted(names))
                raise InvalidUseError(
                    f"leave out --{option}, which means nothing to the report"
                    f" {kind.id!r}; it takes {taken}"
                )
        if self.directory and self.reader is None:
            raise InvalidUseError("--directory says who reads; name them with --as")
        if self.table is not None and self.as_json:
            raise InvalidUseError("--json has every table; leave out --table")
        check_places(self.csv, self.parquet, self.out)
        return kind


def report(  # noqa: PLR0913 - the options of the command
    kind: Annotated[
        str, typer.Argument(metavar="REPORT", help=_WHICH, show_default=False)
    ],
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER",
            help="A folder as 'review' reads it.",
            show_default=False,
        ),
    ],
    *,
    first: Annotated[
        datetime | None,
        typer.Option(
            "--from",
            formats=["%Y-%m-%d"],
            metavar="DAY",
            help="The first day that counts; without it, reports of a period are of the"
            " month of the last day, and reports on gates of all days.",
        ),
    ] = None,
    last: Annotated[
        datetime | None,
        typer.Option(
            "--to",
            formats=["%Y-%m-%d"],
            metavar="DAY",
            help="The last day that counts; without it, the newest day of what the"
            " report reads. A report of a month is of the month of this day.",
        ),
    ] = None,
    partner: Annotated[
        str | None,
        typer.Option(metavar="ID", help="The one partner.", show_default=False),
    ] = None,
    stage: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Only this stage.", show_default=False),
    ] = None,
    tier: Annotated[
        int | None,
        typer.Option(metavar="N", help="Only partners of this tier."),
    ] = None,
    person: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="Only the partners of this person.", show_default=False
        ),
    ] = None,
    reader: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="PERSON",
            help="Show no more than the access policy opens to this person.",
            show_default=False,
        ),
    ] = None,
    directory: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="PATH",
            help="Says who people are, with --as, as 'access' reads it; without it,"
            " everybody has the roles in which they are assigned to partners.",
        ),
    ] = None,
    table: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Print this table of the report instead of its figures.",
            show_default=False,
        ),
    ] = None,
    calendar: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help=f"{CALENDAR_HELP} Only its zone counts here, in which days are told."
            " Without it, as the file of partners says.",
        ),
    ] = None,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
    csv: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Also write each table as a .csv file into a folder."
        ),
    ] = None,
    parquet: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Also write each table as a .parquet file into a folder.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Also write every table as one page that opens without a network"
            " (.html).",
        ),
    ] = None,
) -> None:
    """Report on a role, on the gates, or to a partner, from a folder.

    Exit codes: 0 everything was read; 1 rows were refused; 2 misuse.
    """
    asked = Asked(
        kind=kind,
        folder=folder,
        first=first,
        last=last,
        narrow=Narrowing(stage=stage, tier=tier, person=person, partner=partner),
        reader=reader,
        directory=directory or [],
        table=table,
        calendar=calendar,
        rulebook=rulebook,
        as_json=as_json,
        csv=csv,
        parquet=parquet,
        out=out,
    )
    raise typer.Exit(run(partial(_answer, asked)))


def _answer(asked: Asked) -> int:
    kind = asked.chosen()
    sources = _sources(asked, kind, rules_of(asked.rulebook))
    made = kind.make(sources)
    told = made.told if asked.table is None else _named(made, asked.table).explain()
    remarks = _remarks(kind, sources)
    write_report_files(made.remarked(remarks), asked.csv, asked.parquet, asked.out)
    if asked.as_json:
        write(ascii_json(report_data(kind.id, made, sources, remarks)))
    else:
        print_explanation(told)
        for each in remarks:
            say(each)
        show_refusals(sources.read.facts.refusals)
    return ROWS_REFUSED if sources.read.facts.refusals else DONE


def _sources(asked: Asked, kind: ReportKind, rules: Rulebook) -> ReportSources:
    with progress_bar("Reading") as progress:
        read = read_folder(asked.folder, rules, only=kind.tables, progress=progress)
    read = attrs.evolve(read, facts=sound_facts(read.facts, rules))
    said = asked.calendar
    calendar = read.calendar if said is None else WorkingCalendar.parse(said)
    last = None if asked.last is None else asked.last.date()
    at = read.end_of_day(last, calendar=calendar)
    ways = read.journeys(rules.journey, at=at)
    journeys = {each.state.partner_id: each for each in ways}
    reader = None
    if asked.reader is not None:
        reader = reader_of(
            asked.reader,
            directory=asked.directory,
            folder=read,
            journeys=journeys,
            policy=rules.access,
            at=at,
        )
    return ReportSources(
        folder=asked.folder,
        read=read,
        rules=rules,
        at=at,
        first=None if asked.first is None else asked.first.date(),
        journeys=journeys,
        narrow=asked.narrow,
        reader=reader,
    )


def _named(made: Made, id_: str) -> ReportTable:
    tables = {each.id: each for each in made.parts}
    if id_ not in tables:
        raise UnknownNameError("table of this report", id_, tables)
    return tables[id_]


def _remarks(kind: ReportKind, sources: ReportSources) -> list[str]:
    """Tell which tables are missing, and what else was left out."""
    absent = [
        f"there is no table of {each}: what it would say is not known"
        for each in sources.absent(kind.tables)
    ]
    told = {f"there is no table of {each}" for each in kind.tables}
    read = sources.read.facts.remarks if kind.tables else ()
    others = [each for each in read if each not in told]
    return [*absent, *others, *sources.remarks()]
