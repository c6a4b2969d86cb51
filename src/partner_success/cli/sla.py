"""``partner-success sla``: working time, deadlines, and tickets against them."""

from __future__ import annotations

import typer

from partner_success.cli.judge import judge
from partner_success.cli.working_time import deadline, elapsed

sla: typer.Typer = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Working time, deadlines, and tickets judged against what was promised.",
)
sla.command()(elapsed)
sla.command()(deadline)
sla.command()(judge)
