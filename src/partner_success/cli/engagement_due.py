"""``partner-success engagement due``: what somebody owes their partners on a day."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import attrs
import typer

from partner_success.cli.data import SCHEMA_VERSION, Data
from partner_success.cli.engagement_care import (
    CalendarOption,
    DayOption,
    FileArgument,
    read_care,
)
from partner_success.cli.options import JsonOption, RulebookOption, rules_of
from partner_success.cli.outcome import DONE, OVERDUE, run, write
from partner_success.cli.pages import print_shown
from partner_success.cli.questionnaire_data import ascii_json
from partner_success.display.due_lists import due_table
from partner_success.engagement import DueItem, DueList


@attrs.frozen(kw_only=True)
class Asked:
    """What ``due`` was asked for."""

    file: Path
    on: datetime
    role: str
    partner: str | None
    calendar: str | None
    rulebook: Path | None
    as_json: bool


def due(  # noqa: PLR0913 - the options of the command
    file: FileArgument,
    *,
    on: DayOption,
    role: Annotated[
        str, typer.Option(metavar="ROLE", help="Whose list it is, such as TAM.")
    ] = "TAM",
    partner: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="Only what concerns this partner.", show_default=False
        ),
    ] = None,
    calendar: CalendarOption = None,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell what is overdue, due and done: check-ins, reviews, and regular activities.

    Exit codes: 0 nothing is overdue; 1 something is; 2 misuse.
    """
    asked = Asked(
        file=file,
        on=on,
        role=role,
        partner=partner,
        calendar=calendar,
        rulebook=rulebook,
        as_json=as_json,
    )
    raise typer.Exit(run(partial(_due, asked)))


def _due(asked: Asked) -> int:
    care = read_care(asked.file, asked.calendar)
    partners = list(care.partners)
    if asked.partner is not None:
        partners = [care.partners[asked.partner]]
    found = rules_of(asked.rulebook).cadence.due_list(
        [each.in_care() for each in partners],
        asked.on.date(),
        care.done,
        role=asked.role,
        calendar=care.calendar,
    )
    if asked.as_json:
        write(ascii_json(_data(found)))
    else:
        print_shown(due_table(found))
    return OVERDUE if found.overdue else DONE


def _data(found: DueList) -> Data:
    return {
        "schema_version": SCHEMA_VERSION,
        "rulebook": found.provenance.edition,
        "holidays": found.provenance.holidays,
        "role": found.role,
        "on": found.on.isoformat(),
        "items": [_item(each) for each in found.items],
    }


def _item(each: DueItem) -> Data:
    return {
        "partner": each.partner_id,
        "id": each.id,
        "name": each.name,
        "number": each.number,
        "state": each.state.value,
        "since": each.since.isoformat(),
        "by": each.by.isoformat(),
        "missed": each.missed,
        "last_done_on": None if each.done is None else each.done.on.isoformat(),
        "last_done_by": None if each.done is None else each.done.by,
    }
