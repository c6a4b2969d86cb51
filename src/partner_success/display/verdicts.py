"""Tickets judged against their targets as a table, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from partner_success.display.tables import Cell, Column, Table, cell
from partner_success.display.tones import Tone
from partner_success.sla import SlaTerms, TargetKind
from partner_success.sla.events import event_text
from partner_success.sla.targets import kind_text
from partner_success.sla.wording import instant_text, time_text

__all__ = ["judgements_table", "pressing_first", "refused_events_table"]

_TONES: Final[Mapping[str, Tone]] = {
    "breached": "worst",
    "paused": "unknown",
    "running": "good",
    "met": "best",
}

Row = Mapping[str, Any]
"""What `frames.judge_events` tells of a ticket, by column."""


def pressing_first(rows: Iterable[Row], kinds: Sequence[TargetKind]) -> list[Row]:
    """Sort tickets: what is late and goes on, what is awaited, what is over.

    Within each, the one with the least time left, or the most over, comes first.
    """
    return sorted(rows, key=lambda row: min(_pressure(row, kind) for kind in kinds))


def judgements_table(
    rows: Sequence[Row], terms: SlaTerms, at: datetime, *, most: int | None = None
) -> Table:
    """Give a table of judged tickets.

    Args:
        rows: The tickets in the order in which they are shown.
        terms: What was promised of them.
        at: The instant; times are shown in its zone.
        most: How many are shown; all without it.
    """
    shown = rows[:most]
    columns = [Column("ticket"), Column("severity"), Column("phase")]
    for kind in terms.kinds:
        columns += [Column(kind_text(kind)), Column("due")]
    note = ""
    if len(shown) < len(rows):
        note = f"{len(rows) - len(shown):,} more tickets are not shown"
    return Table(
        id="tickets",
        title=f"{terms.name} at {instant_text(at)}: {_counts(rows, terms.kinds)}",
        columns=tuple(columns),
        rows=tuple(_cells(row, terms, at) for row in shown),
        note=note,
    )


def refused_events_table(refused: Iterable[Row]) -> Table:
    """Give a table of the events that could not follow, each with its place."""
    return Table(
        id="refused-events",
        title="Events that could not follow",
        columns=(
            Column("File"),
            Column("Line", numeric=True),
            Column("Ticket"),
            Column("Event"),
            Column("Why"),
        ),
        rows=tuple(
            (
                cell(each["file"]),
                cell(each["line"] or f"record {each['record']}"),
                cell(each["ticket"]),
                cell(event_text(each["kind"])),
                cell(each["code"]),
            )
            for each in refused
        ),
        note="They changed nothing; every other event was taken in.",
    )


def _counts(rows: Sequence[Row], kinds: Sequence[TargetKind]) -> str:
    late = sum(any(_is_late(row, kind) for kind in kinds) for row in rows)
    word = "ticket" if len(rows) == 1 else "tickets"
    return f"{len(rows):,} {word}, {late:,} with a target missed"


def _is_late(row: Row, kind: TargetKind) -> bool:
    return bool(row[f"{kind}_state"] == "breached")


def _pressure(row: Row, kind: TargetKind) -> tuple[int, timedelta]:
    state, left = row[f"{kind}_state"], row[f"{kind}_remaining"] or timedelta(0)
    if row[f"{kind}_ended_at"] is not None:
        return (2 if state == "breached" else 3), left
    ranks = {"breached": 0, "running": 1, "paused": 1}
    return ranks.get(state, 4), left


def _cells(row: Row, terms: SlaTerms, at: datetime) -> tuple[Cell, ...]:
    phase = row["phase"]
    if row["pause"] is not None:
        phase = f"paused: {row['pause']}"
    found = [cell(row["ticket"]), cell(row["severity"]), cell(phase)]
    for kind in terms.kinds:
        state, left = row[f"{kind}_state"], row[f"{kind}_remaining"]
        due = row[f"{kind}_due"]
        stands = state if state == "idle" or left is None else f"{state}, {_left(left)}"
        # The title says in which zone.
        when = None if due is None else f"{due.astimezone(at.tzinfo):%Y-%m-%d %H:%M}"
        found += [cell(stands, _TONES.get(state)), cell(when)]
    return tuple(found)


def _left(left: timedelta) -> str:
    return f"{time_text(abs(left))} {'over' if left < timedelta(0) else 'left'}"
