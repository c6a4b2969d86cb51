"""``partner-success backtest``: a changed rulebook tried on past data."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Final

import attrs
import typer

from partner_success.analytics import Backtest, Watch, past_readings, watched_facts
from partner_success.analytics import backtest as try_on
from partner_success.cli.data import as_json, backtest_data
from partner_success.cli.outcome import DONE, ROWS_REFUSED, run, say, write
from partner_success.cli.pages import print_backtest, print_refused_rows
from partner_success.display import migration, save
from partner_success.display import progress as progress_bar
from partner_success.errors import UnknownNameError
from partner_success.frames import PortfolioFacts, read_history, read_portfolio
from partner_success.rulebook import Rulebook, load, standard, standard_editions
from partner_success.scoring import Scorecard, TriggerFacts, TriggerSource

_SUFFIXES: Final = (".svg", ".png")
_STANDARD: Final = "standard"
_WATCHED: Final = ("usage", "tickets")


class OutcomePlace(StrEnum):
    """Where an outcome stands."""

    LATER = "later"
    STATED = "stated"


class BacktestMissing(StrEnum):
    """What happens to a reading of which values are missing."""

    REWEIGHT = "reweight"
    REFUSE = "refuse"


@attrs.frozen(kw_only=True)
class Request:
    """What was asked for on the command line."""

    old: str
    new: str
    data: Path
    card: str
    outcome: OutcomePlace
    within: int | None
    draws: int | None
    seed: int
    missing: BacktestMissing
    watch: Path | None
    usage_covers: int
    as_json: bool
    out: Path | None


def backtest(  # noqa: PLR0913 - the options of the command
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD",
            help="The rulebook in use: a file, 'standard', or the id of a standard"
            " edition.",
            show_default=False,
        ),
    ],
    new: Annotated[
        str,
        typer.Argument(
            metavar="NEW",
            help="The one to take its place, likewise; its file may extend OLD.",
            show_default=False,
        ),
    ],
    data: Annotated[
        Path,
        typer.Argument(
            metavar="DATA",
            help="A folder of tables whose names begin with accounts, or one table.",
            show_default=False,
        ),
    ],
    *,
    card: Annotated[
        str,
        typer.Option(
            metavar="ID", help="Which scorecard: health, partner_health, or your own."
        ),
    ] = "health",
    outcome: Annotated[
        OutcomePlace,
        typer.Option(
            help="Where churn stands: in later readings of a customer, or stated beside"
            " its only one.",
        ),
    ] = OutcomePlace.LATER,
    within: Annotated[
        int | None,
        typer.Option(
            metavar="DAYS",
            help="How many days after a reading churn is looked for; without it, as OLD"
            " says.",
        ),
    ] = None,
    draws: Annotated[
        int | None,
        typer.Option(
            metavar="COUNT",
            help="How often customers are drawn anew; without it, as OLD says.",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Which lots are drawn.")] = 0,
    missing: Annotated[
        BacktestMissing,
        typer.Option(
            help="Readings with missing values: score what is known, or leave out.",
        ),
    ] = BacktestMissing.REWEIGHT,
    watch: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="A folder with usage and tickets of the same time, as 'score' reads"
            " them, for the triggers to look at.",
        ),
    ] = None,
    usage_covers: Annotated[
        int,
        typer.Option(
            metavar="DAYS",
            help="How many days a row of usage speaks for: 7 where it is of a week.",
        ),
    ] = 1,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON for programs.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Also draw who goes from which band to which (.svg or .png).",
        ),
    ] = None,
) -> None:
    """Try a changed rulebook on past data: does it tell churn better, who changes band?

    Exit codes: 0 everything was read; 1 rows were refused; 2 misuse.
    """
    request = Request(
        old=old,
        new=new,
        data=data,
        card=card,
        outcome=outcome,
        within=within,
        draws=draws,
        seed=seed,
        missing=missing,
        watch=watch,
        usage_covers=usage_covers,
        as_json=as_json,
        out=out,
    )
    raise typer.Exit(run(partial(_answer, request)))


def _answer(request: Request) -> int:
    if request.out is not None and request.out.suffix.lower() not in _SUFFIXES:
        raise UnknownNameError("form of --out", request.out.suffix, _SUFFIXES)
    facts, found = _tried(request)
    if request.out is not None:
        save(migration(found), request.out)
        say(f"written: {request.out}")
    if request.as_json:
        write(as_json(backtest_data(facts, found)))
    else:
        print_backtest(found)
        print_refused_rows(facts)
    return ROWS_REFUSED if facts.refusals or found.sample.refused else DONE


def _tried(request: Request) -> tuple[PortfolioFacts, Backtest]:
    rules = _rulebook(request.old)
    changed = _rulebook(request.new, rules)
    old, new = _card(rules, request.card), _card(changed, request.card)
    policy = rules.backtest
    if request.draws is not None:
        policy = attrs.evolve(policy, draws=request.draws)
    if request.within is not None:
        policy = attrs.evolve(policy, outcome_days=request.within)
    with progress_bar("Reading") as progress:
        facts = read_history(request.data, old, new, progress=progress)
    past = past_readings(
        (fact.record for fact in facts.accounts),
        within_days=policy.outcome_days,
        outcome=request.outcome.value,
    )
    facts, watched = _watched(request, rules, facts)
    with progress_bar("Trying") as progress:
        found = try_on(
            old,
            new,
            past,
            policy=policy,
            missing=request.missing.value,
            watch=(Watch.of(rules), Watch.of(changed)),
            facts=watched,
            seed=request.seed,
            progress=progress,
        )
    return facts, found


def _watched(
    request: Request, rules: Rulebook, facts: PortfolioFacts
) -> tuple[PortfolioFacts, dict[str, TriggerFacts]]:
    """Gather what triggers look at, and add what was refused of it to the facts."""
    source = TriggerSource(usage_covers=request.usage_covers)
    more = PortfolioFacts()
    if request.watch is not None:
        with progress_bar("Reading") as progress:
            more = read_portfolio(
                request.watch, rules, only=_WATCHED, progress=progress
            )
    found, problems = watched_facts(
        source,
        (fact.record for fact in facts.accounts),
        usage=(fact.record for fact in more.usage),
        tickets=(fact.record for fact in more.tickets),
    )
    return (
        attrs.evolve(
            facts,
            refusals=(*facts.refusals, *more.refusals),
            remarks=(*facts.remarks, *more.remarks, *map(str, problems)),
        ),
        found,
    )


def _rulebook(asked: str, *bases: Rulebook) -> Rulebook:
    if asked == _STANDARD:
        return standard()
    if asked in standard_editions():
        return standard(asked)
    if not Path(asked).is_file():
        known = (_STANDARD, *standard_editions())
        raise UnknownNameError("rulebook file or standard edition", asked, known)
    return load(asked, bases=bases)


def _card(rules: Rulebook, asked: str) -> Scorecard:
    known: dict[str, Any] = {each.id: each for each in rules.scorecards}
    known |= {name: getattr(rules, name) for name in ("health", "partner_health")}
    if asked not in known:
        raise UnknownNameError("scorecard", asked, known)
    found: Scorecard = known[asked]
    return found
