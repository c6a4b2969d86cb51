"""``partner-success gate``: where partners stand, and what is in their way."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from partner_success.cli.gate_data import path_data, standing_data, standings_data
from partner_success.cli.gate_diagram import diagram
from partner_success.cli.gate_forecast import forecast
from partner_success.cli.gate_options import (
    FileArgument,
    OnOption,
    PartnerOption,
    Request,
)
from partner_success.cli.gate_pages import (
    print_partner,
    print_partners_standing,
    print_path,
)
from partner_success.cli.gate_standings import averages_of, standing_of
from partner_success.cli.options import JsonOption, RulebookOption
from partner_success.cli.outcome import DONE, IN_THE_WAY, run, write
from partner_success.cli.questionnaire_data import ascii_json

gate: typer.Typer = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Gates: where partners stand, what is in the way, when they will launch.",
)


@gate.command()
def status(
    file: FileArgument,
    *,
    partner: PartnerOption = None,
    on: OnOption = None,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell where partners stand, a line each; or everything that is known of one.

    Exit codes: 0 it was told; 2 misuse.
    """
    request = Request(
        path=file, partner=partner, on=on, rulebook=rulebook, as_json=as_json
    )
    raise typer.Exit(run(partial(_status, request)))


def _status(request: Request) -> int:
    logs = request.logs()
    averages = averages_of(logs)
    if request.partner is None and len(logs.partners) > 1:
        every = [standing_of(logs, each, averages) for each in logs.partners.values()]
        if request.as_json:
            write(ascii_json(standings_data(logs, every)))
        else:
            print_partners_standing(every, logs.on)
    else:
        found = standing_of(logs, logs.partner(request.partner), averages)
        if request.as_json:
            write(ascii_json(standing_data(logs, found)))
        else:
            print_partner(found, logs.on)
    return DONE


@gate.command()
def why(  # noqa: PLR0913 - the options of the command
    file: FileArgument,
    *,
    to: Annotated[
        str,
        typer.Option(
            metavar="STAGE",
            help="The stage that the partner is to reach, such as gate_3.",
            show_default=False,
        ),
    ],
    partner: PartnerOption = None,
    on: OnOption = None,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell everything between a partner and a stage, and who can resolve it.

    Exit codes: 0 nothing is in the way; 1 something is; 2 misuse.
    """
    request = Request(
        path=file, partner=partner, on=on, rulebook=rulebook, as_json=as_json
    )
    raise typer.Exit(run(partial(_why, request, to)))


def _why(request: Request, to: str) -> int:
    logs = request.logs()
    found = logs.partner(request.partner).why_not(to)
    if request.as_json:
        write(ascii_json(path_data(logs, found)))
    else:
        print_path(found)
    return DONE if found.is_clear else IN_THE_WAY


gate.command()(forecast)
gate.command()(diagram)
