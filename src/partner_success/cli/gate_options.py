"""Options that several commands about gates have, and the logs that they ask for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import attrs
import typer

from partner_success.cli.gate_logs import Logs, read_logs
from partner_success.gates import Journey
from partner_success.rulebook.store import load, standard

FileArgument = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="Events of partners under the key 'events' (.json, .yaml, .toml).",
        show_default=False,
    ),
]
PartnerOption = Annotated[
    str | None,
    typer.Option(
        "--partner",
        metavar="ID",
        help="The partner; needed where the file holds several.",
        show_default=False,
    ),
]
OnOption = Annotated[
    datetime | None,
    typer.Option(
        "--on",
        formats=["%Y-%m-%d"],
        metavar="DAY",
        help="As of this day, such as 2026-10-30; without it, as of the day of the"
        " newest event. Later events are left out.",
        show_default=False,
    ),
]


def journey_of(rulebook: Path | None) -> Journey:
    """Give the journey of a rulebook's file, or the standard one."""
    rules = standard() if rulebook is None else load(rulebook)
    return rules.journey


@attrs.frozen(kw_only=True)
class Request:
    """What was asked for on the command line."""

    path: Path
    partner: str | None
    on: datetime | None
    rulebook: Path | None
    as_json: bool

    def logs(self) -> Logs:
        """Read the file, and replay what is in it."""
        on = None if self.on is None else self.on.date()
        return read_logs(self.path, journey_of(self.rulebook), on)
