"""What a person sees of the scores; the drawing is done by `display`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TextIO

import attrs

from partner_success.cli.outcome import say, write
from partner_success.display import show
from partner_success.display.tables import refusals_table
from partner_success.display.wording import visible

if TYPE_CHECKING:
    from partner_success.access import AccessComparison, AccessMatrix, AccessPolicy
    from partner_success.analytics import Backtest
    from partner_success.cli.subjects import Subject
    from partner_success.core.explanation import Explanation
    from partner_success.errors import Problem
    from partner_success.frames import (
        EventLog,
        PortfolioChanges,
        PortfolioFacts,
        PortfolioScores,
        Refusal,
    )
    from partner_success.questionnaires import Questionnaire
    from partner_success.review import PortfolioReview, Review
    from partner_success.sla import SlaTerms

ROWS_ON_A_SCREEN: Final = 25


def print_scores(
    scores: PortfolioScores, changes: PortfolioChanges | None = None
) -> None:
    """Print every table, worst first; on a terminal only the first rows of each.

    The worst would scroll away otherwise; how many are left out is said.
    """
    from partner_success.display.terminal import portfolio_table

    most = ROWS_ON_A_SCREEN if sys.stdout.isatty() else None
    _show(portfolio_table(scores, changes=changes, most=most), sys.stdout)


def print_backtest(found: Backtest) -> None:
    """Print the verdict, the figures, the migration and who changes band."""
    from partner_success.display.backtests import backtest_table

    most = ROWS_ON_A_SCREEN if sys.stdout.isatty() else None
    _show(backtest_table(found, most=most), sys.stdout)


def print_refused_rows(facts: PortfolioFacts) -> None:
    """Print rows that could not be read, and remarks, on standard error."""
    if facts.refusals:
        _show(refusals_table(facts.refusals), sys.stderr)
    for remark in facts.remarks:
        say(remark)


def print_reviews(found: PortfolioReview) -> None:
    """Print the partners of a portfolio, worst first."""
    from partner_success.display.reviews import portfolio_review

    most = ROWS_ON_A_SCREEN if sys.stdout.isatty() else None
    _show(portfolio_review(found, most=most), sys.stdout)


def print_review(found: Review, policy: AccessPolicy) -> None:
    """Print everything that was found of one partner."""
    from partner_success.display.reviews import review_text

    most = ROWS_ON_A_SCREEN if sys.stdout.isatty() else None
    _show(review_text(found, policy, most=most), sys.stdout)


def print_explanations(found: Iterable[Subject]) -> None:
    """Print why answers are what they are."""
    from partner_success.display.terminal import explanation

    for place, subject in enumerate(found):
        if place:
            _show("", sys.stdout)
        _show(explanation(subject.explanation), sys.stdout)


def print_refusals(
    scores: PortfolioScores, changes: PortfolioChanges | None = None
) -> None:
    """Print the rows that were refused on standard error, the earlier ones apart."""
    show_refusals(scores.refusals)
    if changes is not None and changes.refusals:
        earlier = refusals_table(changes.refusals)
        title = f"{earlier.title} of {changes.before_on}"
        _show(attrs.evolve(earlier, title=title), sys.stderr)


def show_refusals(refusals: Sequence[Refusal]) -> None:
    """Print rows that were refused, if there are any, on standard error."""
    if refusals:
        _show(refusals_table(refusals), sys.stderr)


def print_judgements(
    rows: Sequence[Mapping[str, Any]], policy: SlaTerms, at: datetime
) -> None:
    """Print judged tickets; on a terminal only the first ones."""
    from partner_success.display.verdicts import judgements_table

    most = ROWS_ON_A_SCREEN if sys.stdout.isatty() else None
    _show(judgements_table(rows, policy, at, most=most), sys.stdout)


def print_explanation(found: Explanation) -> None:
    """Print why one answer is what it is."""
    from partner_success.display.terminal import explanation

    _show(explanation(found), sys.stdout)


def print_questionnaires(found: Iterable[Questionnaire]) -> None:
    """Print which questionnaires there are."""
    from partner_success.display.problems import questionnaires_table

    _show(questionnaires_table(found), sys.stdout)


def print_problems(
    found: Iterable[Problem], title: str, *, error: bool = False
) -> None:
    """Print what is wrong with answers, beside a result on standard error."""
    from partner_success.display.problems import problems_table

    _show(problems_table(found, title), sys.stderr if error else sys.stdout)


def print_left_out(found: Sequence[Problem]) -> None:
    """Print what an import could not carry over on standard error, if there is any."""
    from partner_success.display.problems import problems_table

    if found:
        title = "Left out of the import, or changed by it"
        note = "Everything else was carried over."
        _show(problems_table(found, title, note), sys.stderr)


def print_matrix(found: AccessMatrix) -> None:
    """Print who may do what."""
    from partner_success.display.access import access_matrix_table

    _show(access_matrix_table(found), sys.stdout)


def print_access_changes(found: AccessComparison) -> None:
    """Print who gains and who loses what; one line where nobody does."""
    from partner_success.display.access import access_changes_table

    if found.same:
        write(visible(found.explain().title))
    else:
        _show(access_changes_table(found), sys.stdout)


def print_partners(rows: Iterable[tuple[str, str, str]], title: str) -> None:
    """Print the partners that somebody sees, below a line that says whose they are."""
    from partner_success.display.access import access_partners_table

    # Apart from the table, which would break it where the columns are narrow.
    write(visible(title))
    _show(access_partners_table(rows), sys.stdout)


def print_unread(log: EventLog, refused: Sequence[Mapping[str, Any]]) -> None:
    """Print rows and events that were refused, and remarks, on standard error."""
    if log.refusals:
        table = refusals_table(log.refusals)
        note = "Every other row was read."
        _show(attrs.evolve(table, note=note), sys.stderr)
    if refused:
        from partner_success.display.verdicts import refused_events_table

        _show(refused_events_table(refused), sys.stderr)
    for remark in log.remarks:
        say(remark)


def _show(shown: Any, file: TextIO) -> None:
    try:
        show(shown, file=file)
    except SystemExit as error:
        # So rich leaves where a pipe was closed, with the code of refused rows.
        raise BrokenPipeError from error


def print_shown(shown: Any) -> None:
    """Print a table, or anything else that can be shown."""
    _show(shown, sys.stdout)
