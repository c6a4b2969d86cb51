"""From the files of a folder to what a review can use of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import attrs

from partner_success.calendars import WorkingCalendar
from partner_success.core.arguments import require
from partner_success.engagement import ActivityDone
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    Problem,
    UnknownNameError,
)
from partner_success.frames.fact_forms import forms
from partner_success.frames.files import is_folder
from partner_success.frames.portfolio import PortfolioFacts, Progress, read_portfolio
from partner_success.frames.sources import Fact, Source
from partner_success.gates import JourneyEvent
from partner_success.interop import read_document, read_journey_events, structure
from partner_success.interop.event_files import read_events
from partner_success.partners import (
    MaturitySheet,
    OperationReading,
    Partner,
    Person,
)
from partner_success.review.folder import ReviewFolder
from partner_success.review.practice_records import PracticeRecords
from partner_success.rulebook import Rulebook

if TYPE_CHECKING:
    from partner_success.programme.pilot import PilotEvent

__all__ = ["read_folder"]

_SUFFIXES: Final = (".json", ".toml", ".yaml", ".yml")

RecordT = TypeVar("RecordT", OperationReading, MaturitySheet)


@attrs.frozen(kw_only=True)
class PartnersFile:
    """What a file of partners holds; `ReviewFolder` tells what each is."""

    partners: tuple[Partner, ...] = ()
    people: tuple[Person, ...] = ()
    done: tuple[ActivityDone, ...] | None = None
    operations: tuple[OperationReading, ...] = ()
    maturity: tuple[MaturitySheet, ...] = ()
    practices: tuple[PracticeRecords, ...] = ()
    calendar: str | None = None
    sla: str | None = None
    usage_covers: int = 1


def read_folder(
    folder: str | PathLike[str],
    rules: Rulebook,
    *,
    only: Collection[str] | None = None,
    progress: Progress | None = None,
) -> ReviewFolder:
    r"""Read everything in a folder that a review can use.

    Tables are those of `read_portfolio`. Beside them can stand ``journeys`` with the
    events of partners on their way, ``partners`` with their records, and ``programme``
    with the events of the programme in which they take part, each as .json, .toml or
    .yaml. A row of a table that cannot be meant stops nothing: it stands among
    the refusals of the facts, with its file and line.

    Args:
        folder: The folder.
        rules: Names the measures that accounts can have.
        only: The kinds of table that are read; without it all.
        progress: Is told how many rows of all are read.

    Raises:
        InvalidDataError: A file cannot be read or lacks a column that it needs, a
            record of partners or an event is at fault, or there is nothing to read.
        InvalidUseError: It is no folder, or the rulebook is something else.
        MissingExtraError: The extra ``frames`` is not installed, or ``holidays`` where
            the calendar of the folder names some.
        UnknownNameError: There is no such kind of table.

    Examples:
        >>> from tempfile import TemporaryDirectory
        >>> import partner_success as ps
        >>> rows = "account_id,licence_type,on,licensed", "a-1,seat,soon,9"
        >>> with TemporaryDirectory() as place:
        ...     _ = Path(place, "licences.csv").write_text("\n".join(rows))
        ...     folder = read_folder(place, ps.standard())
        >>> for each in folder.facts.refusals:
        ...     print(each.file, each.line, each.problem.path)
        licences.csv 2 on
    """
    place, known = Path(folder), require(rules, Rulebook)
    if not is_folder(place):
        raise InvalidUseError(
            f"a review reads a folder, and {str(place)!r} is none; give the folder"
            " that the tables are in"
        )
    log, partners = _document(place, "journeys"), _document(place, "partners")
    records, calendar = PartnersFile(), None
    if partners is not None:
        records = structure(
            read_document(partners), PartnersFile, subject=str(partners)
        )
        calendar = _calendar(records.calendar, partners)
    events: tuple[JourneyEvent, ...] = ()
    if log is not None:
        events = read_events(log, read_journey_events, whose="at least one partner")
    programme = _document(place, "programme")
    aside = [each.name for each in (log, partners, programme) if each is not None]
    facts = _facts(place, known, only, aside, progress)
    if partners is not None:
        facts = attrs.evolve(
            facts,
            operations=tuple(_placed(partners.name, records.operations)),
            maturity=tuple(_placed(partners.name, records.maturity)),
        )
    return ReviewFolder(
        path=place,
        facts=facts,
        partners=records.partners,
        people=records.people,
        done=records.done,
        calendar=calendar,
        sla=records.sla,
        usage_covers=records.usage_covers,
        events=events,
        log=log,
        practices=records.practices,
        programme_events=() if programme is None else _of_programme(programme),
        programme_log=programme,
    )


def _of_programme(file: Path) -> tuple[PilotEvent, ...]:
    # Most folders have none, and it takes long to load.
    from partner_success.interop.programme_logs import programme_events

    return programme_events(file)


def _facts(
    folder: Path,
    rules: Rulebook,
    only: Collection[str] | None,
    aside: Collection[str],
    progress: Progress | None,
) -> PortfolioFacts:
    """Read the tables; there can be none where there are other files to read."""
    # Every kind is named, so that a remark tells which are not there.
    kinds = forms(rules).ids if only is None else only
    try:
        return read_portfolio(folder, rules, only=kinds, aside=aside, progress=progress)
    except InvalidDataError as error:
        if not aside or any(each.code != "no-tables" for each in error.problems):
            raise
        return PortfolioFacts(remarks=("there are no tables of customers",))


def _calendar(text: str | None, file: Path) -> WorkingCalendar | None:
    if text is None:
        return None
    try:
        return WorkingCalendar.parse(text)
    except (InvalidValueError, UnknownNameError) as error:
        problem = Problem(path="calendar", code="no-calendar", message=str(error))
        raise InvalidDataError(str(file), [problem]) from error


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
