"""``partner-success practice incentive``: what a partner is paid, and why."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated, Final

import attrs
import typer

from partner_success.cli.data import SCHEMA_VERSION, Data
from partner_success.cli.options import (
    JsonOption,
    RulebookOption,
    rules_of,
    write_file,
)
from partner_success.cli.outcome import DONE, run, write
from partner_success.cli.pages import print_shown
from partner_success.cli.practice_incentive_data import read_incentives
from partner_success.cli.questionnaire_data import ascii_json
from partner_success.display.incentives import (
    statement_csv,
    statement_markdown,
    statement_table,
)
from partner_success.display.wording import visible
from partner_success.practice.incentives import (
    IncentiveLine,
    IncentivePayment,
    IncentiveStatement,
)

NOTHING_PAID: Final = 1


@attrs.frozen(kw_only=True)
class Asked:
    """What ``incentive`` was asked for."""

    file: Path
    quarter: str | None
    csv: Path | None
    markdown: Path | None
    rulebook: Path | None
    as_json: bool


def incentive(  # noqa: PLR0913 - the options of the command
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A partner, its deals, results and rates (.toml, .json, .yaml).",
            show_default=False,
        ),
    ],
    *,
    quarter: Annotated[
        str | None,
        typer.Option(
            metavar="QUARTER",
            help="Only what is paid in it, such as 2026-Q3.",
            show_default=False,
        ),
    ] = None,
    csv: Annotated[
        Path | None,
        typer.Option(
            metavar="OUT", help="Write a table for spreadsheets.", show_default=False
        ),
    ] = None,
    markdown: Annotated[
        Path | None,
        typer.Option(
            metavar="OUT", help="Write a statement to send on.", show_default=False
        ),
    ] = None,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell a partner what it is paid in which quarter, and what was lacking.

    Exit codes: 0 something is paid; 1 nothing is; 2 misuse.
    """
    asked = Asked(
        file=file,
        quarter=quarter,
        csv=csv,
        markdown=markdown,
        rulebook=rulebook,
        as_json=as_json,
    )
    raise typer.Exit(run(partial(_incentive, asked)))


def _incentive(asked: Asked) -> int:
    given = read_incentives(asked.file)
    policy = rules_of(asked.rulebook).incentives
    found = policy.statement(
        given.facts,
        on=given.on,
        quarter=None if asked.quarter is None else policy.quarter(asked.quarter),
        rates=given.rates,
    )
    if asked.csv is not None:
        write_file(asked.csv, statement_csv(found))
    if asked.markdown is not None:
        write_file(asked.markdown, statement_markdown(found).encode())
    if asked.as_json:
        write(ascii_json(_data(found)))
    elif asked.csv is None and asked.markdown is None:
        table = statement_table(found)
        # Apart from the table, which would break it where the columns are narrow.
        write(table.title)
        print_shown(attrs.evolve(table, title=""))
        for remark in found.remarks:
            write(visible(remark))
    return DONE if found.total.amount > 0 else NOTHING_PAID


def _data(found: IncentiveStatement) -> Data:
    return {
        "schema_version": SCHEMA_VERSION,
        "rulebook": found.provenance.edition,
        "partner": found.partner,
        "on": found.on.isoformat(),
        "quarter": None if found.quarter is None else found.quarter.label,
        "currency": found.currency,
        "total": f"{found.total.amount:f}",
        "by_quarter": [
            {"quarter": quarter.label, "amount": f"{amount.amount:f}"}
            for quarter, amount in found.by_quarter.items()
        ],
        "lines": [_line(each) for each in found.lines],
    }


def _line(each: IncentiveLine) -> Data:
    return {
        "incentive": each.kind.value,
        "for": each.subject,
        "customer": each.customer,
        "state": each.state.value,
        "conditions": [
            {
                "id": condition.id,
                "met": condition.met,
                "found": condition.found,
                "needed": condition.needed,
            }
            for condition in each.conditions
        ],
        "payments": [_payment(one) for one in each.payments],
        "at_stake": [_payment(one) for one in each.at_stake],
    }


def _payment(each: IncentivePayment) -> Data:
    return {
        "quarter": each.quarter.label,
        "first": each.quarter.first.isoformat(),
        "last": each.quarter.last.isoformat(),
        "amount": f"{each.amount.amount:f}",
    }
