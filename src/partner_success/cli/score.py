"""``partner-success score``: the scores of a portfolio, each explained."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import attrs
import typer

from partner_success.cli.data import as_json, explanations_data, scores_data
from partner_success.cli.outcome import DONE, ROWS_REFUSED, run, say, write
from partner_success.cli.pages import (
    print_explanations,
    print_refusals,
    print_scores,
)
from partner_success.cli.subjects import find
from partner_success.display import progress as progress_bar
from partner_success.display import write_csv, write_report
from partner_success.errors import UnknownNameError
from partner_success.frames import (
    PortfolioChanges,
    PortfolioScores,
    compare_portfolios,
    read_portfolio,
    score_portfolio,
)
from partner_success.rulebook import Rulebook
from partner_success.rulebook.store import load, standard
from partner_success.scoring.model import Missing

_SUFFIXES: Final = (".html", ".csv")


class MissingPolicy(StrEnum):
    """What happens to an account of which values are missing."""

    REWEIGHT = "reweight"
    REFUSE = "refuse"
    RANGE = "range"


@attrs.frozen(kw_only=True)
class Request:
    """What was asked for on the command line."""

    path: Path
    explain: str | None
    as_json: bool
    out: Path | None
    missing: MissingPolicy
    on: datetime | None
    rulebook: Path | None
    kind: str | None
    compare: Path | None


def score(  # noqa: PLR0913 - the options of the command
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH",
            help="A folder with accounts, survey_answers, licences and readiness as"
            " .csv, .json, .jsonl or .parquet; or one such file.",
            show_default=False,
        ),
    ],
    *,
    explain: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Explain one answer: the id of an account, a partner or a readiness"
            " sheet, or ACCOUNT/TYPE for a licence.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON for programs.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Also write a report that opens without a network (.html), or the"
            " accounts for a spreadsheet (.csv).",
        ),
    ] = None,
    missing: Annotated[
        MissingPolicy,
        typer.Option(
            help="Accounts with missing values: score what is known, refuse the row, or"
            " give the range in which the score must lie.",
        ),
    ] = MissingPolicy.REWEIGHT,
    on: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help="Score as of this day, such as 2026-03-31; without it, as of the"
            " newest day of the data.",
        ),
    ] = None,
    rulebook: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Your own rulebook in place of the standard one."
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND", help="What a single file holds if its name does not tell."
        ),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(
            metavar="EARLIER",
            help="The same portfolio at an earlier time: also say what changed for each"
            " account, and why.",
        ),
    ] = None,
) -> None:
    """Score a portfolio and print what needs attention, worst first.

    Rows that cannot be read are refused by line and column on standard error; all
    others are scored.

    Exit codes: 0 everything was read; 1 rows were refused; 2 misuse.
    """
    request = Request(
        path=path,
        explain=explain,
        as_json=as_json,
        out=out,
        missing=missing,
        on=on,
        rulebook=rulebook,
        kind=kind,
        compare=compare,
    )
    raise typer.Exit(run(partial(_answer, request)))


def _answer(request: Request) -> int:
    if request.out is not None and request.out.suffix.lower() not in _SUFFIXES:
        raise UnknownNameError("form of --out", request.out.suffix, _SUFFIXES)
    scores, changes = _scored(request)
    found = [] if request.explain is None else find(scores, request.explain, changes)
    if request.out is not None:
        _save(scores, changes, request.out)
    if request.as_json:
        whole = request.explain is None
        data = explanations_data(scores, found)
        write(as_json(scores_data(scores, changes) if whole else data))
    elif found:
        print_explanations(found)
    else:
        print_scores(scores, changes)
    refused = bool(scores.refusals or (changes and changes.refusals))
    if refused and not request.as_json:
        print_refusals(scores, changes)
    return ROWS_REFUSED if refused else DONE


def _scored(request: Request) -> tuple[PortfolioScores, PortfolioChanges | None]:
    rules = standard() if request.rulebook is None else load(request.rulebook)
    day = None if request.on is None else request.on.date()
    scores = _score(request, request.path, rules, day)
    if request.compare is None:
        return scores, None
    before = _score(request, request.compare, rules, None)
    return scores, compare_portfolios(before, scores)


def _score(
    request: Request, path: Path, rules: Rulebook, day: date | None
) -> PortfolioScores:
    missing: Missing = request.missing.value
    with progress_bar("Reading") as progress:
        facts = read_portfolio(path, rules, kind=request.kind, progress=progress)
    with progress_bar("Scoring") as progress:
        return score_portfolio(facts, rules, missing=missing, on=day, progress=progress)


def _save(scores: PortfolioScores, changes: PortfolioChanges | None, out: Path) -> None:
    if out.suffix.lower() == ".html":
        write_report(scores, out, changes=changes)
    else:
        write_csv(scores, out, changes=changes)
    say(f"written: {out}")
