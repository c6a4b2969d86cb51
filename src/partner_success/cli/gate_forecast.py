"""``partner-success gate forecast``: when a partner will launch."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Annotated

import typer

from partner_success.cli.gate_data import forecast_data
from partner_success.cli.gate_options import (
    FileArgument,
    OnOption,
    PartnerOption,
    Request,
)
from partner_success.cli.options import JsonOption, RulebookOption
from partner_success.cli.outcome import DONE, NO_FORECAST, run, write
from partner_success.cli.pages import print_explanation
from partner_success.cli.questionnaire_data import ascii_json
from partner_success.gates import forecast as forecast_launch


def forecast(  # noqa: PLR0913 - the options of the command
    file: FileArgument,
    *,
    partner: PartnerOption = None,
    on: OnOption = None,
    target: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="DAY",
            help="The day that is to be met; without it, the partner's target launch.",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[
        int,
        typer.Option(
            metavar="N", help="What lots are drawn with; the same gives the same."
        ),
    ] = 0,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Forecast when a partner will launch, from what the others of the file took.

    Exit codes: 0 there is a forecast; 1 there is none, as after the launch; 2 misuse.
    """
    request = Request(
        path=file, partner=partner, on=on, rulebook=rulebook, as_json=as_json
    )
    raise typer.Exit(run(partial(_forecast, request, target, seed)))


def _forecast(request: Request, target: datetime | None, seed: int) -> int:
    logs = request.logs()
    partner = logs.partner(request.partner)
    found = forecast_launch(
        logs.journey,
        partner.state,
        logs.others(partner),
        on=logs.on,
        target=None if target is None else target.date(),
        seed=seed,
    )
    if request.as_json:
        write(ascii_json(forecast_data(logs, found)))
    else:
        print_explanation(found.explain())
    return DONE if found.days else NO_FORECAST
