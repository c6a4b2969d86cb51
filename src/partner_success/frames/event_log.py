"""A log of what happened to tickets, read from a file."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any, Final, cast, get_args

import attrs

from partner_success.calendars import parse_calendar
from partner_success.core.collections import Catalogue
from partner_success.core.instants import microseconds
from partner_success.errors import InvalidDataError, PartnerSuccessError
from partner_success.frames.building import problem
from partner_success.frames.columns import Column
from partner_success.frames.engine import make_frame
from partner_success.frames.forms import TableForm
from partner_success.frames.portfolio import Counter, Progress
from partner_success.frames.records import read_records
from partner_success.frames.results import Refusal
from partner_success.frames.sources import Fact
from partner_success.frames.tables import read_table
from partner_success.interop.faults import shorten
from partner_success.partners import Severity
from partner_success.sla import EVENTS, Event, EventKind

_COLUMNS: Final = Catalogue(
    [
        Column(id="ticket", kind="id", required=True),
        Column(id="time", kind="instant", required=True),
        Column(id="kind", kind="choice", required=True, choices=get_args(EventKind)),
        Column(id="severity", kind="choice", choices=tuple(map(str, Severity))),
        Column(id="reason", kind="text"),
        Column(id="calendar", kind="text"),
        Column(id="partner_id", kind="id"),
    ],
    kind="column",
)

_NEEDED: Final[Mapping[str, str]] = {
    "opened": "severity",
    "severity_changed": "severity",
    "paused": "reason",
    "calendar_changed": "calendar",
}
"""What an event of some kinds has to say beside its time."""


@attrs.frozen(kw_only=True)
class LoggedEvent:
    """Something that happened to a ticket.

    Attributes:
        ticket: The id of the ticket.
        event: What happened.
        partner_id: The id of the partner whom it concerns; ``None`` where the log does
            not say.
    """

    ticket: str
    event: Event
    partner_id: str | None = None


@attrs.frozen(kw_only=True)
class EventLog:
    """What was read of a log.

    Attributes:
        entries: Each event with the place where it stands, in the order of the file.
        refusals: What was wrong with rows that could not be read, in the same order.
        remarks: What else a reader should know, such as columns that nothing uses.
        file: The name of the file.
    """

    entries: tuple[Fact[LoggedEvent], ...] = ()
    refusals: tuple[Refusal, ...] = ()
    remarks: tuple[str, ...] = ()
    file: str = ""

    def by_ticket(self) -> dict[str, list[LoggedEvent]]:
        """Give the events of each ticket, tickets as they first appear."""
        found: dict[str, list[LoggedEvent]] = {}
        for entry in self.entries:
            found.setdefault(entry.record.ticket, []).append(entry.record)
        return found

    def frame(self) -> Any:
        """Give the events as a dataframe of Polars, as `judge_events` takes it."""
        rows = [
            (each.ticket, microseconds(each.event.at), each.event.kind, *_details(each))
            for each in (entry.record for entry in self.entries)
        ]
        names = ("ticket", "time", "kind", "severity", "reason", "calendar")
        return make_frame(names, rows).to_native()


def read_event_log(
    path: str | PathLike[str], *, progress: Progress | None = None
) -> EventLog:
    """Read a table of events: ``.csv``, ``.json``, ``.jsonl`` or ``.parquet``.

    It has the columns ``ticket``, ``time`` (with its zone) and ``kind``, and for the
    events that need them ``severity``, ``reason`` and ``calendar``; ``partner_id`` can
    stand in any row. A row is refused with all that is wrong in it; the others are
    read. Whether an event can follow the one before is for the clocks to say.

    Args:
        path: The file.
        progress: Is told how many rows of all are read.

    Raises:
        InvalidDataError: The file cannot be read, or lacks a column.
        MissingExtraError: The extra ``frames`` is not installed.
        UnknownNameError: The file's name ends in nothing that is read.

    Rule: SLA-11.
    """
    table = read_table(Path(path))
    remarks = _FORM.check(table)
    counter = Counter(len(table.rows), progress)
    facts, refusals = read_records(_FORM, table, counter.advance)
    return EventLog(
        entries=tuple(cast("list[Fact[LoggedEvent]]", facts)),
        refusals=tuple(refusals),
        remarks=remarks,
        file=table.file,
    )


def _details(entry: LoggedEvent) -> tuple[str | None, ...]:
    found = (
        getattr(entry.event, name, None) for name in ("severity", "reason", "calendar")
    )
    return tuple(None if each is None else str(each) for each in found)


def _build(values: Mapping[str, Any]) -> LoggedEvent:
    kind = values["kind"]
    needed = _NEEDED.get(kind)
    given: dict[str, Any] = {}
    if needed is not None:
        if needed not in values:
            message = f"is needed where it is {kind}"
            raise InvalidDataError(
                "an event", [problem("missing", message, path=needed)]
            )
        value = values[needed]
        given[needed] = _calendar(value) if needed == "calendar" else value
    try:
        event = EVENTS[kind](at=values["time"], **given)
    except PartnerSuccessError as error:
        fault = problem("wrong-value", str(error), path=needed or "kind")
        raise InvalidDataError("an event", [fault]) from error
    return LoggedEvent(
        ticket=values["ticket"], event=event, partner_id=values.get("partner_id")
    )


def _calendar(text: str) -> object:
    try:
        return parse_calendar(text)
    except PartnerSuccessError as error:
        fault = problem("no-calendar", str(error), path="calendar", given=shorten(text))
        raise InvalidDataError("an event", [fault]) from error


_FORM: Final = TableForm(
    id="events", columns=_COLUMNS, identity=(), build=_build, scored=False
)
