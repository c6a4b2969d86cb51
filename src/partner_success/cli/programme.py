"""``partner-success programme``: where a partner success programme stands."""

from __future__ import annotations

import typer

from partner_success.cli.programme_status import status

programme: typer.Typer = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Programme: where it stands, what blocks it, and who must act.",
)


@programme.callback()
def _group() -> None:
    """Keep a single command under the name of its group."""


programme.command()(status)
