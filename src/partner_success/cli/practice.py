"""``partner-success practice``: staffing it, specialising it, and what it pays."""

from __future__ import annotations

import typer

from partner_success.cli.practice_incentive import incentive
from partner_success.cli.practice_roi import roi
from partner_success.cli.practice_specialisation import specialisation
from partner_success.cli.practice_staffing import staffing

practice: typer.Typer = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Practice: staffing, specialisation, incentives, return on investment.",
)


@practice.callback()
def _group() -> None:
    """Keep a single command under the name of its group."""


practice.command()(staffing)
practice.command()(roi)
practice.command()(specialisation)


practice.command()(incentive)
