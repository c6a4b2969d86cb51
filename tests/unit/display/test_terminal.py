"""What a terminal shows is plain, complete and harmless."""

from __future__ import annotations

import io
import sys
from datetime import date
from typing import Any

import pytest

from partner_success.core.explanation import Explanation
from partner_success.core.provenance import Provenance
from partner_success.display import explanation, portfolio_table, progress, show
from partner_success.display.tables import refusals_table
from partner_success.errors import InvalidValueError, MissingExtraError
from partner_success.frames.results import PortfolioScores, ScoredAccount
from tests.unit.display.hiding import hide
from tests.unit.display.portfolio import (
    DAY,
    HEALTH,
    PARTS,
    REFUSALS,
    account,
    card,
    many,
    score,
    scored,
    small,
)


class Terminal(io.StringIO):
    """A file that says it is a terminal."""

    def isatty(self) -> bool:
        """Say yes."""
        return True


def printed(shown: Any) -> str:
    """Give what is printed to a pipe."""
    out = io.StringIO()
    show(shown, file=out)
    return out.getvalue()


def test_a_portfolio_is_shown_whole() -> None:
    """Every table, the summary and the remarks; refusals are shown by themselves."""
    text = printed(portfolio_table(small()))
    for word in (
        "Accounts, worst first",
        "Not scored",
        "Partners, from the lowest CSAT",
        "Licences at risk",
        "Readiness, from the lowest total",
        "usage.csv: nothing reads it yet",
        "rulebook standard 2026.1",
    ):
        assert word in text
    assert "Rows that were refused" not in text


def test_a_long_table_says_what_it_leaves_out() -> None:
    """Nothing is dropped silently."""
    text = printed(portfolio_table(many(30), most=4))
    assert "26 more rows not shown" in text


def test_refusals_name_the_cell() -> None:
    """File, line, column, what was given and what was expected."""
    text = printed(refusals_table(REFUSALS))
    for word in ("accounts.csv", "17", "uptime", "ninety-nine", "record 3"):
        assert word in text


def test_what_users_wrote_steers_nothing() -> None:
    """No markup is taken, no control character passes."""
    text = printed(portfolio_table(small()))
    assert "[red]x[/red]" in text.replace("\n", " ")
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\u202e" not in text


def test_colours_go_with_names_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A pipe gets no colour code; a terminal gets them beside the band's name."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = Terminal()
    show(portfolio_table(small()), file=out)
    assert "\x1b[" in out.getvalue()
    assert "Champion" in out.getvalue()


def test_a_pipe_is_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless the environment says otherwise, and standard output is the default."""
    monkeypatch.delenv("COLUMNS", raising=False)
    row = scored("a-1", "N" * 60, 50, 50, 50, 50)
    scores = PortfolioScores(on=DAY, accounts=(row,), provenance=Provenance())
    assert max(map(len, printed(portfolio_table(scores)).splitlines())) > 100
    monkeypatch.setenv("COLUMNS", "60")
    assert max(map(len, printed(portfolio_table(scores)).splitlines())) <= 60
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    show(portfolio_table(scores))
    assert "Accounts" in out.getvalue()


def test_explanations_keep_measures_below_their_component() -> None:
    """A table with its remarks; without rows only the sentences."""
    shown = Explanation(
        title="Health",
        columns=("component", "value"),
        rows=(("Speed", "80"), ("  Uptime", "")),
        remarks=("carry on\x1b[0m",),
        provenance=Provenance(edition="ours"),
    )
    lines = printed(explanation(shown)).splitlines()
    assert any(line.startswith("   Uptime") for line in lines)
    assert "–" not in "".join(line for line in lines if "Uptime" in line)
    assert "rulebook ours" in lines[-1]
    assert "\x1b" not in printed(explanation(shown))
    bare = printed(explanation(Explanation(title="Nothing")))
    assert bare.strip() == "Nothing"


def test_scores_of_two_cards_are_not_mixed() -> None:
    """A table of two scales would compare what cannot be compared."""
    other = card(id="care", name="Care")
    rows = (
        scored("a-1", "One", 1, 2, 3, 4),
        ScoredAccount(
            account=account("a-2", "Two"), result=score(1, 2, 3, 4, of=other)
        ),
    )
    scores = PortfolioScores(on=DAY, accounts=rows, provenance=Provenance())
    with pytest.raises(InvalidValueError, match="'health' and 'care'"):
        portfolio_table(scores)


def test_cards_without_bands_and_empty_portfolios() -> None:
    """They are shown by their numbers, or as nothing but the day."""
    plain = card(scale=None)
    row = ScoredAccount(
        account=account("a-1", "One"), result=score(1, 2, 3, 4, of=plain)
    )
    open_range = plain.score({"user_adoption": 5}, missing="range")
    other = ScoredAccount(account=account("a-2", "Two"), result=open_range)
    scores = PortfolioScores(
        on=date(2026, 1, 1), accounts=(row, other), provenance=Provenance()
    )
    text = printed(portfolio_table(scores))
    assert "2 accounts: 2 Scored" in text
    settled = scored("a-3", "Settled", 90, 90, 90, 90, missing="range")
    ranges = PortfolioScores(on=DAY, accounts=(settled,), provenance=Provenance())
    assert "What Champion asks for" in printed(portfolio_table(ranges)).replace(
        "\n", " "
    )
    empty = PortfolioScores(on=None, provenance=Provenance())
    assert "no day" in printed(portfolio_table(empty))
    assert HEALTH.components.ids == tuple(PARTS)


def test_a_bar_is_shown_for_long_jobs_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Short jobs and pipes show nothing."""
    monkeypatch.setenv("TERM", "xterm")
    shown, quiet, piped = Terminal(), Terminal(), io.StringIO()
    for out, total in ((shown, 5_000), (quiet, 10), (piped, 5_000)):
        with progress("reading", file=out) as report:
            for done in range(0, total + 1, total // 2):
                report(done, total)
    assert "reading" in shown.getvalue()
    assert quiet.getvalue() == ""
    assert piped.getvalue().strip() == ""


def test_without_rich_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever lacks it learns what to install."""
    hide(monkeypatch, "rich")
    with pytest.raises(MissingExtraError, match=r"partner-success\[cli\]"):
        show("text")
