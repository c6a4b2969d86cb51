"""A folder to be reviewed: tables, the logs of journeys, and records of partners."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

import attrs

from partner_success.calendars import WorkingCalendar
from partner_success.cli.event_files import read_events
from partner_success.cli.gate_logs import replayed
from partner_success.core.instants import microseconds
from partner_success.display.terminal import ProgressReport
from partner_success.engagement import ActivityDone
from partner_success.errors import InvalidDataError, InvalidUseError, Problem
from partner_success.frames import PortfolioFacts, read_portfolio
from partner_success.frames.fact_forms import forms
from partner_success.frames.files import is_folder
from partner_success.frames.selection import newest_day
from partner_success.frames.sources import Fact, Source
from partner_success.gates import JourneyEvent, PartnerJourney
from partner_success.interop import read_document, read_journey_events, structure
from partner_success.partners import (
    MaturitySheet,
    OperationReading,
    Partner,
    Person,
)
from partner_success.review import PracticeRecords
from partner_success.rulebook import Rulebook

__all__ = ["ReviewFolder", "read_folder"]

_SUFFIXES: Final = (".json", ".toml", ".yaml", ".yml")

RecordT = TypeVar("RecordT", OperationReading, MaturitySheet)


@attrs.frozen(kw_only=True)
class PartnersFile:
    """What a file of partners holds.

    Attributes:
        partners: Records of partners.
        people: Those who work on them.
        done: What was done in the cadence; ``None`` where nobody keeps that.
        operations: Readings of partners' operational health.
        maturity: What of partners' own practices is in place.
        practices: What is known of these practices beside.
        calendar: When people work; ``None`` where it does not say.
        sla: The policy by which tickets are judged; ``None`` where it does not say.
        usage_covers: How many days a row of usage speaks for.
    """

    partners: tuple[Partner, ...] = ()
    people: tuple[Person, ...] = ()
    done: tuple[ActivityDone, ...] | None = None
    operations: tuple[OperationReading, ...] = ()
    maturity: tuple[MaturitySheet, ...] = ()
    practices: tuple[PracticeRecords, ...] = ()
    calendar: str | None = None
    sla: str | None = None
    usage_covers: int = 1


@attrs.frozen(kw_only=True)
class ReviewFolder:
    """What was read of a folder.

    Attributes:
        facts: The tables.
        records: The records of partners, and how they are looked after.
        events: What happened on the way of partners.
        log: The file of these; ``None`` where there is none.
        programme: The file with the log of the programme in which partners take part;
            ``None`` where there is none.
    """

    facts: PortfolioFacts
    records: PartnersFile
    events: tuple[JourneyEvent, ...]
    log: Path | None
    programme: Path | None = None

    def at(self, on: date | None, calendar: WorkingCalendar | None) -> datetime:
        """Give the end of a day, in the zone of the calendar or else in UTC.

        Args:
            on: The day; ``None`` for the newest of the facts.
            calendar: Says the zone.

        Raises:
            InvalidUseError: There is no day, and the facts have none either.
        """
        newest = newest_day(self.facts)
        days: list[date] = [] if newest is None else [newest]
        days += [event.at.date() for event in self.events]
        chosen = max(days, default=None) if on is None else on
        if chosen is None:
            raise InvalidUseError(
                "nothing that was read has a day, so say for which day: --on 2026-05-04"
            )
        zone = ZoneInfo("UTC" if calendar is None else calendar.zone)
        return datetime.combine(chosen, time.max, tzinfo=zone)

    def journeys(self, rules: Rulebook, at: datetime) -> Iterable[PartnerJourney]:
        """Give the partners on their journeys as of an instant.

        Raises:
            InvalidDataError: By partner and event, what cannot be replayed.
        """
        if self.log is None:
            return ()
        end = microseconds(at)
        found = replayed(
            self.log,
            self.events,
            rules.journey,
            lambda event: microseconds(event.at) <= end,
        )
        return found.values()


def read_folder(
    folder: Path,
    rules: Rulebook,
    progress: ProgressReport,
    *,
    only: Collection[str] | None = None,
) -> ReviewFolder:
    """Read everything in a folder that a review can use.

    Tables are those of ``score``, with use and tickets. Beside them can stand
    ``journeys`` with the events of partners on their way, ``partners`` with their
    records, and ``programme`` with the events of the programme in which they take part,
    each as .json, .toml or .yaml.

    Args:
        folder: The folder.
        rules: Names the measures that accounts can have.
        progress: Is told how many rows of all are read.
        only: The kinds of table that are read; without it all.

    Raises:
        InvalidDataError: Something cannot be read, or there is nothing to read.
        InvalidUseError: It is no folder.
    """
    if not is_folder(folder):
        raise InvalidUseError(
            f"a review reads a folder, and {str(folder)!r} is none; give the folder"
            " that the tables are in"
        )
    log, partners = _document(folder, "journeys"), _document(folder, "partners")
    programme = _document(folder, "programme")
    aside = [each.name for each in (log, partners, programme) if each is not None]
    records = PartnersFile()
    if partners is not None:
        records = structure(
            read_document(partners), PartnersFile, subject=str(partners)
        )
    events: tuple[JourneyEvent, ...] = ()
    if log is not None:
        events = read_events(log, read_journey_events, whose="at least one partner")
    try:
        facts = read_portfolio(
            folder,
            rules,
            only=forms(rules).ids if only is None else only,
            aside=aside,
            progress=progress,
        )
    except InvalidDataError as error:
        if not aside or any(each.code != "no-tables" for each in error.problems):
            raise
        facts = PortfolioFacts(remarks=("there are no tables of customers",))
    if partners is not None:
        facts = _with_readings(facts, records, partners.name)
    return ReviewFolder(
        facts=facts, records=records, events=events, log=log, programme=programme
    )


def _with_readings(
    facts: PortfolioFacts, records: PartnersFile, file: str
) -> PortfolioFacts:
    """Give facts with what the file of partners says of their health."""
    return attrs.evolve(
        facts,
        operations=tuple(_placed(file, records.operations)),
        maturity=tuple(_placed(file, records.maturity)),
    )


def _placed(file: str, records: Sequence[RecordT]) -> Iterator[Fact[RecordT]]:
    for place, each in enumerate(records, start=1):
        yield Fact(record=each, source=Source(file=file, line=None, record=place))


def _document(folder: Path, stem: str) -> Path | None:
    """Give the one document of a folder with a name.

    Raises:
        InvalidDataError: There are several.
    """
    places = [folder / f"{stem}{suffix}" for suffix in _SUFFIXES]
    found = [each for each in places if each.is_file()]
    if len(found) > 1:
        names = ", ".join(each.name for each in found)
        message = f"{stem} stand in {len(found)} files ({names}); keep one of them"
        problem = Problem(path=stem, code="two-files", message=message)
        raise InvalidDataError(str(folder), [problem])
    return found[0] if found else None
