"""The command line: its name, its version, and a file for each command."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from partner_success.cli.access import access
from partner_success.cli.backtest import backtest
from partner_success.cli.engagement import engagement
from partner_success.cli.gate import gate
from partner_success.cli.practice import practice
from partner_success.cli.programme import programme
from partner_success.cli.questionnaire import questionnaire
from partner_success.cli.review import review
from partner_success.cli.score import score
from partner_success.cli.sla import sla

app: typer.Typer = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False
)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer's form of a callback
    if wanted:
        typer.echo(f"partner-success {version('partner-success')}")
        raise typer.Exit


@app.callback()
def root(
    *,
    _: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_show_version,
            is_eager=True,
            help="Print the version and leave.",
        ),
    ] = False,
) -> None:
    """Bring partners to launch, and keep them and their customers healthy."""


app.command()(review)
app.command()(score)
app.command()(backtest)
app.add_typer(sla, name="sla")
app.add_typer(questionnaire, name="questionnaire")
app.add_typer(access, name="access")
app.add_typer(gate, name="gate")
app.add_typer(engagement, name="engagement")
app.add_typer(programme, name="programme")
app.add_typer(practice, name="practice")
