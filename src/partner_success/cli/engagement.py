"""``partner-success engagement``: who does what, what is due, and what to do."""

from __future__ import annotations

import typer

from partner_success.cli.engagement_calendar import calendar
from partner_success.cli.engagement_due import due
from partner_success.cli.engagement_who import who

engagement: typer.Typer = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Engagement: who does what, what is due, calendar files, playbooks.",
)

engagement.command()(who)
engagement.command()(due)
engagement.command()(calendar)
