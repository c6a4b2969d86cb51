"""``partner-success practice roi``: what an investment brings, and whether it pays."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Final, TypeVar

import attrs
import typer

from partner_success.cli.data import SCHEMA_VERSION, Data
from partner_success.cli.options import (
    JsonOption,
    RulebookOption,
    form_of,
    rules_of,
    write_file,
)
from partner_success.cli.outcome import DONE, run, write
from partner_success.cli.pages import print_explanation
from partner_success.cli.practice_roi_data import business_data, return_data
from partner_success.cli.questionnaire_data import ascii_json
from partner_success.core.explanation import Explanation
from partner_success.display.tornado import tornado_svg
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.interop import read_document, structure
from partner_success.practice.returns import (
    BusinessAssumptions,
    BusinessCase,
    BusinessSensitivity,
    InvestmentCase,
    ReturnOnInvestment,
    ReturnSensitivity,
)

_DOES_NOT_PAY: Final = 1
_SUFFIXES: Final = {".svg": "svg"}

RecordT = TypeVar("RecordT")


@attrs.frozen(kw_only=True)
class Asked:
    """What ``roi`` was asked for."""

    file: Path | None
    business_case: Path | None
    step: Decimal | None
    wanted: Decimal | None
    out: Path | None
    rulebook: Path | None
    as_json: bool


def roi(  # noqa: PLR0913 - the options of the command
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help="Lines of an investment and its return (.toml, .json, .yaml); left"
            " out, the worked example of the rulebook.",
            show_default=False,
        ),
    ] = None,
    *,
    business_case: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A partner's assumptions instead, for its own business case.",
            show_default=False,
        ),
    ] = None,
    step: Annotated[
        str | None,
        typer.Option(
            metavar="PERCENT",
            help="By how much each line or assumption is changed; else the rulebook's.",
            show_default=False,
        ),
    ] = None,
    wanted: Annotated[
        str | None,
        typer.Option(
            metavar="PERCENT",
            help="Tell how far each line may go for this return, net of investment.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Draw what the result hangs on to a file as well: .svg.",
            show_default=False,
        ),
    ] = None,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell what an investment brings, or when a partner's business case breaks even.

    Exit codes: 0 it pays as claimed; 1 nothing is invested, the claim holds in no
    reading, or the case does not break even to stay; 2 misuse.
    """
    raise typer.Exit(
        run(
            lambda: _roi(
                Asked(
                    file=file,
                    business_case=business_case,
                    step=_percent("--step", step),
                    wanted=_percent("--wanted", wanted),
                    out=out,
                    rulebook=rulebook,
                    as_json=as_json,
                )
            )
        )
    )


def _percent(option: str, text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        raise InvalidValueError(
            f"{option} is a number of percent, such as 20 or 12.5, not {text!r}"
        ) from None


def _roi(asked: Asked) -> int:
    if asked.business_case is not None and asked.file is not None:
        raise InvalidUseError(
            "FILE and --business-case are two questions; ask one at a time"
        )
    if asked.out is not None:
        form_of(asked.out, _SUFFIXES)
    if asked.business_case is not None:
        return _business(asked, asked.business_case)
    policy = rules_of(asked.rulebook).returns
    case = policy.example.case
    if asked.file is not None:
        case = _read(asked.file, InvestmentCase)
    found = policy.return_on_investment(case)
    sensitivity = found.sensitivity(asked.step)
    limits = None if asked.wanted is None else found.break_even(asked.wanted)
    told = [found.explain(), sensitivity.explain()]
    told += [] if limits is None else [limits.explain()]
    _tell(asked, sensitivity, told, return_data(found, sensitivity, limits))
    return DONE if _holds(found) else _DOES_NOT_PAY


def _holds(found: ReturnOnInvestment) -> bool:
    claims = found.claims.values()
    held = any(each.holds for each in claims) or not claims
    return bool(found.ratio.invested) and held


def _business(asked: Asked, path: Path) -> int:
    if asked.wanted is not None:
        raise InvalidUseError(
            "--wanted asks for the lines of an investment; a business case is asked"
            " by its assumptions, with --step"
        )
    policy = rules_of(asked.rulebook).returns
    found: BusinessCase = policy.business_case(_read(path, BusinessAssumptions))
    sensitivity = found.sensitivity(asked.step)
    told = [found.explain(), sensitivity.explain()]
    _tell(asked, sensitivity, told, business_data(found, sensitivity))
    return _DOES_NOT_PAY if found.break_even.lasting is None else DONE


def _read(path: Path, kind: type[RecordT]) -> RecordT:
    return structure(read_document(path), kind, subject=str(path))


def _tell(
    asked: Asked,
    sensitivity: ReturnSensitivity | BusinessSensitivity,
    told: list[Explanation],
    data: Data,
) -> None:
    if asked.out is not None:
        write_file(asked.out, f"{tornado_svg(sensitivity)}\n".encode())
    if asked.as_json:
        write(ascii_json({"schema_version": SCHEMA_VERSION, **data}))
        return
    for place, each in enumerate(told):
        if place:
            write("")
        print_explanation(each)
