"""The command line: its name, its version, and a module for each command."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup
from typer.main import get_command

_COMMANDS: Final = (
    *("review", "report", "score", "backtest", "sla", "questionnaire", "access"),
    *("gate", "engagement", "programme", "practice"),
)
"""Each stands in a module of its name, in the order in which help lists them."""


class _Commands(dict[str, Any]):
    """Commands by name, each imported when it is asked for.

    A command that reads a questionnaire need not wait for the one that draws a gate.
    """

    def __init__(self) -> None:
        super().__init__(dict.fromkeys(_COMMANDS))

    def get(self, name: str, default: Any = None) -> Any:
        """Give a command; what is no name gives the default."""
        return _imported(name) if name in self else default


def _imported(name: str) -> Any:
    found = getattr(import_module(f"partner_success.cli.{name}"), name)
    if isinstance(found, typer.Typer):
        command = get_command(found)
    else:
        alone = typer.Typer(add_completion=False)
        alone.command(name)(found)
        command = get_command(alone)
    command.name = name
    return command


class _Root(TyperGroup):
    """The command itself, whose commands are imported when they are asked for."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands = _Commands()


app: typer.Typer = typer.Typer(
    cls=_Root,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer's form of a callback
    if wanted:
        from importlib.metadata import version

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
