"""``partner-success programme status``: what blocks a programme, and who must act."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import attrs
import typer

from partner_success.cli.options import JsonOption, RulebookOption, rules_of
from partner_success.cli.outcome import DONE, IN_THE_WAY, run, write
from partner_success.cli.pages import print_shown
from partner_success.cli.programme_data import programme_data
from partner_success.cli.programme_logs import read_status
from partner_success.cli.questionnaire_data import ascii_json
from partner_success.cli.times import read_instant
from partner_success.display.programme_status import (
    programme_markdown,
    programme_tables,
)
from partner_success.display.terminal import stacked
from partner_success.errors import InvalidUseError


class Form(StrEnum):
    """How it is shown."""

    TEXT = "text"
    MARKDOWN = "markdown"


@attrs.frozen(kw_only=True)
class Asked:
    """What ``status`` was asked for."""

    file: Path
    at: str | None
    on: datetime | None
    form: Form
    rulebook: Path | None
    as_json: bool


def status(  # noqa: PLR0913 - the options of the command
    file: Annotated[
        Path,
        typer.Argument(
            metavar="LOG",
            help="Events of one programme under the key 'events'"
            " (.json, .yaml, .toml).",
            show_default=False,
        ),
    ],
    *,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="INSTANT",
            help="As of this instant, such as 2026-10-30T12:00+01:00; later events are"
            " left out. Without it and --on, as of the newest event.",
            show_default=False,
        ),
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="DAY",
            help="As of the end of this day, such as 2026-10-30.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        Form, typer.Option("--format", help="How it is printed.")
    ] = Form.TEXT,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell where a programme stands, what blocks it, and who must act.

    Exit codes: 0 nothing blocks it; 1 something does; 2 misuse.
    """
    asked = Asked(
        file=file, at=at, on=on, form=form, rulebook=rulebook, as_json=as_json
    )
    raise typer.Exit(run(partial(_status, asked)))


def _status(asked: Asked) -> int:
    if asked.at is not None and asked.on is not None:
        raise InvalidUseError("--at and --on both say when; give one of them")
    found = read_status(
        asked.file,
        rules_of(asked.rulebook).programme,
        at=None if asked.at is None else read_instant(asked.at),
        on=None if asked.on is None else asked.on.date(),
    )
    if asked.as_json:
        write(ascii_json(programme_data(found)))
    elif asked.form is Form.MARKDOWN:
        write(programme_markdown(found).rstrip("\n"))
    else:
        tables = programme_tables(found)
        print_shown(stacked(found.headline, tables, found.notes, most=None))
    return IN_THE_WAY if found.blocking else DONE
