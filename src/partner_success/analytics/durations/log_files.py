"""A log of states, read from a table."""

from __future__ import annotations

from datetime import datetime, tzinfo
from os import PathLike
from typing import Any

import attrs

from partner_success.analytics.durations.events import StateEvent
from partner_success.calendars.zones import find_zone
from partner_success.errors import InvalidDataError, Problem, near_misses
from partner_success.frames.results import Refusal
from partner_success.frames.tables import Table, read_table

__all__ = ["StateLog", "read_state_log"]


@attrs.frozen(kw_only=True)
class StateLog:
    """What was read of a log.

    Attributes:
        events: What happened, in the order of the file.
        refusals: What was wrong with rows that could not be read, in the same order.
        file: The name of the file.
    """

    events: tuple[StateEvent, ...]
    refusals: tuple[Refusal, ...]
    file: str


def read_state_log(
    path: str | PathLike[str],
    *,
    case: str,
    state: str,
    time: str,
    zone: str | None = None,
) -> StateLog:
    """Read which case entered which state, and when, from any table of a log.

    A row that cannot be read is refused; the others are read.

    Args:
        path: The file: ``.csv``, ``.json``, ``.jsonl`` or ``.parquet``.
        case: The name of the column with the case.
        state: The name of the column with the state that it entered.
        time: The name of the column with the instant, as in ISO 8601.
        zone: The time zone of instants that do not say theirs; left out, such rows are
            refused.

    Raises:
        InvalidDataError: The file cannot be read, or lacks a column.
        MissingExtraError: The extra ``frames`` is not installed.
        UnknownNameError: There is no such zone, or the file's name ends in nothing that
            is read.
    """
    place = None if zone is None else find_zone(zone)
    table = read_table(path)
    columns = [_column(table, name) for name in (case, state, time)]
    events: list[StateEvent] = []
    refusals = list(table.refusals)
    for source, cells in table.rows:
        found = [cells[column] for column in columns]
        try:
            events.append(_event(found, place))
        except InvalidDataError as error:
            names = {"case": case, "state": state, "at": time}
            refusals += [
                source.refuse(attrs.evolve(each, path=names[each.path]))
                for each in error.problems
            ]
    return StateLog(events=tuple(events), refusals=tuple(refusals), file=table.file)


def _column(table: Table, name: str) -> int:
    if name in table.columns:
        return table.columns.index(name)
    near = near_misses(name, table.columns)
    hint = f"did you mean {near[0]!r}?" if near else f"it has {list(table.columns)}"
    message = f"there is no such column; {hint}"
    fault = Problem(path=name, code="missing-column", message=message)
    raise InvalidDataError(table.file, [fault])


def _event(cells: list[Any], zone: tzinfo | None) -> StateEvent:
    case, state = (
        None if each is None or each == "" else str(each) for each in cells[:2]
    )
    # What is no instant goes on as it is, for the record to refuse.
    at: Any = _instant(cells[2], zone)
    given: dict[str, Any] = {"case": case, "state": state, "at": at}
    return StateEvent(**given)


def _instant(cell: object, zone: tzinfo | None) -> object:
    if isinstance(cell, str):
        try:
            cell = datetime.fromisoformat(cell)
        except ValueError:
            return cell or None
    if isinstance(cell, datetime) and cell.tzinfo is None and zone is not None:
        return cell.replace(tzinfo=zone)
    return cell
