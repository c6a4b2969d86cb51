"""``partner-success sla judge``: a log of tickets against what was promised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Final

import attrs
import typer

from partner_success.calendars import Calendar, parse_calendar
from partner_success.cli.data import SCHEMA_VERSION, as_json, refusal_data
from partner_success.cli.outcome import DONE, ROWS_REFUSED, run, write
from partner_success.cli.pages import (
    print_explanation,
    print_judgements,
    print_unread,
)
from partner_success.cli.times import read_instant
from partner_success.cli.working_time import CALENDAR_HELP
from partner_success.core.instants import microseconds
from partner_success.display import progress as progress_bar
from partner_success.display.verdicts import pressing_first
from partner_success.errors import UnknownNameError
from partner_success.frames import (
    EventLog,
    judge_events,
    read_event_log,
    refused_events,
)
from partner_success.rulebook import Rulebook, load, standard
from partner_success.sla import Clock, Replay, SlaPolicy, judged
from partner_success.sla.wording import instant_text

_LENGTHS: Final = ("_target", "_elapsed", "_remaining")
"""How the names of columns end that hold lengths of time."""


@attrs.frozen(kw_only=True)
class Request:
    """What was asked for on the command line."""

    events: Path
    policy: str
    at: str
    calendar: str | None
    rulebook: Path | None
    reorder: bool
    explain: str | None
    report: bool
    as_json: bool


def judge(  # noqa: PLR0913 - the options of the command
    events: Annotated[
        Path,
        typer.Argument(
            metavar="EVENTS",
            help="A table with the columns ticket, time and kind, and severity, reason"
            " and partner_id where they are known.",
            show_default=False,
        ),
    ],
    *,
    policy: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="What was promised, such as partner_support or enterprise_support.",
            show_default=False,
        ),
    ],
    at: Annotated[
        str,
        typer.Option(
            metavar="TIME",
            help="The instant to judge at; later events have not happened yet.",
            show_default=False,
        ),
    ],
    calendar: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help=f"{CALENDAR_HELP} Needed where the policy counts working time.",
            show_default=False,
        ),
    ] = None,
    rulebook: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Your own rulebook in place of the standard one."
        ),
    ] = None,
    reorder: Annotated[
        bool,
        typer.Option("--reorder", help="Sort the events of each ticket by time first."),
    ] = False,
    explain: Annotated[
        str | None,
        typer.Option(
            metavar="TICKET", help="Show one ticket: its targets, and all that changed."
        ),
    ] = None,
    report: Annotated[
        bool,
        typer.Option(
            "--report", help="Show how often promises were kept, and how long it took."
        ),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON for programs.")
    ] = False,
) -> None:
    """Judge tickets by what happened to them, the most pressing first.

    Exit codes: 0 every row was read and every event could follow; 1 rows or events were
    refused; 2 misuse.
    """
    request = Request(
        events=events,
        policy=policy,
        at=at,
        calendar=calendar,
        rulebook=rulebook,
        reorder=reorder,
        explain=explain,
        report=report,
        as_json=as_json,
    )
    raise typer.Exit(run(partial(_answer, request)))


def _answer(request: Request) -> int:
    rules = standard() if request.rulebook is None else load(request.rulebook)
    policy, at = rules.sla[request.policy], read_instant(request.at)
    calendar = None if request.calendar is None else parse_calendar(request.calendar)
    with progress_bar("Reading") as progress:
        log = read_event_log(request.events, progress=progress)
    judging = _Judging(
        policy=policy, at=at, calendar=calendar, log=log, reorder=request.reorder
    )
    refused = judging.refused()
    if request.explain is not None:
        data = _explained(judging, request.explain, shown=not request.as_json)
    elif request.report:
        data = _reported(judging, rules, shown=not request.as_json)
    else:
        data = _listed(judging, shown=not request.as_json)
    if request.as_json:
        write(as_json({**judging.head(), **data, **judging.tail(refused)}))
    else:
        print_unread(log, refused)
    return ROWS_REFUSED if log.refusals or refused else DONE


@attrs.frozen(kw_only=True)
class _Judging:
    """A log, and how it is judged."""

    policy: SlaPolicy
    at: datetime
    calendar: Calendar | None
    log: EventLog
    reorder: bool

    def rows(self) -> list[dict[str, Any]]:
        """Judge every ticket that is open by the instant, at once."""
        found = judge_events(
            self.log.frame(),
            self.policy,
            calendar=self.calendar,
            at=self.at,
            reorder=self.reorder,
        )
        rows: list[dict[str, Any]] = found.to_dicts()
        return [row for row in rows if row["phase"] is not None]

    def refused(self) -> list[dict[str, Any]]:
        """List the events that could not follow, with the line of each."""
        found = refused_events(
            self.log.frame(),
            self.policy,
            calendar=self.calendar,
            reorder=self.reorder,
        )
        return [self._placed(row) for row in found.to_dicts()]

    def _placed(self, row: dict[str, Any]) -> dict[str, Any]:
        place = self.log.entries[int(row["row"])].source
        told = {name: row[name] for name in ("ticket", "kind", "code")}
        return {
            "file": place.file,
            "line": place.line,
            "record": place.record,
            **told,
        }

    def replays(self) -> dict[str, tuple[Replay, str]]:
        """Replay each ticket by itself, with the partner whom it concerns."""
        return {
            ticket: (
                self.policy.replay(
                    [entry.event for entry in entries],
                    calendar=self.calendar,
                    reorder=self.reorder,
                ),
                next((each.partner_id for each in entries if each.partner_id), ""),
            )
            for ticket, entries in self.log.by_ticket().items()
        }

    def is_open(self, clock: Clock) -> bool:
        """Tell whether a ticket was opened by the instant."""
        return microseconds(clock.opened_at) <= microseconds(self.at)

    def head(self) -> dict[str, Any]:
        """Say what was asked."""
        return {
            "schema_version": SCHEMA_VERSION,
            "rulebook": self.policy.provenance.edition,
            "policy": self.policy.id,
            "at": self.at.isoformat(),
            "calendar": None if self.calendar is None else str(self.calendar),
        }

    def tail(self, refused: Sequence[dict[str, Any]]) -> dict[str, Any]:
        """Say what could not be taken in."""
        return {
            "refused_events": list(refused),
            "refusals": [refusal_data(each) for each in self.log.refusals],
            "remarks": list(self.log.remarks),
        }


def _listed(judging: _Judging, *, shown: bool) -> dict[str, Any]:
    rows = pressing_first(judging.rows(), judging.policy.kinds)
    if shown:
        print_judgements(rows, judging.policy, judging.at)
    return {"tickets": [_plain(row) for row in rows]}


def _explained(judging: _Judging, ticket: str, *, shown: bool) -> dict[str, Any]:
    entries = judging.log.by_ticket()
    if ticket not in entries:
        raise UnknownNameError("ticket", ticket, entries)
    clock = judging.policy.replay(
        [entry.event for entry in entries[ticket]],
        calendar=judging.calendar,
        reorder=judging.reorder,
    ).clock
    if clock is None or not judging.is_open(clock):
        raise UnknownNameError(f"ticket open at {instant_text(judging.at)}", ticket, ())
    state = clock.at(judging.at).explain()
    changes = [str(entry) for entry in clock.timeline(until=judging.at)]
    if shown:
        print_explanation(state)
        write("\n".join(["", *changes]))
    return {"ticket": ticket, "explanation": state.as_data(), "timeline": changes}


def _reported(judging: _Judging, rules: Rulebook, *, shown: bool) -> dict[str, Any]:
    tickets = [
        judged(replay.clock, id=ticket, partner_id=partner or "unknown", at=judging.at)
        for ticket, (replay, partner) in judging.replays().items()
        if replay.clock is not None and judging.is_open(replay.clock)
    ]
    assert judging.at.tzinfo is not None
    report = rules.compliance.report(tickets, zone=judging.at.tzinfo).explain()
    if shown:
        print_explanation(report)
    return {"report": report.as_data()}


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Write instants as text and lengths of time in whole microseconds."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        if name.endswith(_LENGTHS):
            whole = None if value is None else value // timedelta(microseconds=1)
            found[f"{name}_microseconds"] = whole
        else:
            found[name] = value.isoformat() if isinstance(value, datetime) else value
    return found
