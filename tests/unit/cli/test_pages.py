"""What is printed fits where it is printed."""

from __future__ import annotations

import io
import sys
from datetime import date
from functools import partial
from pathlib import Path

import pytest

import partner_success as ps
from partner_success.cli import outcome, pages
from partner_success.core.provenance import Provenance
from partner_success.frames import JudgedLicence, PortfolioScores
from partner_success.partners import LicenceCount
from tests.support import reviewed


class Stream(io.StringIO):
    """A stream that can be a terminal."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def scores(rules: ps.Rulebook) -> PortfolioScores:
    """Give thirty licences that hardly anybody uses."""
    day = date(2026, 1, 31)
    licences = tuple(
        JudgedLicence(
            count=LicenceCount(account_id=f"a-{place}", licence_type="seat", on=day),
            judgement=rules.licence.judge(100, 1),
        )
        for place in range(30)
    )
    return PortfolioScores(on=day, licences=licences, provenance=Provenance())


@pytest.mark.parametrize(("terminal", "last"), [(True, "a-24"), (False, "a-29")])
def test_a_terminal_shows_the_worst_and_a_pipe_all(
    monkeypatch: pytest.MonkeyPatch, rules: ps.Rulebook, terminal: bool, last: str
) -> None:
    """On a terminal, how many rows are left out is said."""
    stream = Stream(terminal=terminal)
    monkeypatch.setattr(sys, "stdout", stream)
    pages.print_scores(scores(rules))
    text = stream.getvalue()
    assert last in text
    assert ("5 more rows not shown" in text) is terminal
    assert ("a-29" in text) is not terminal


def test_a_pipe_closed_while_a_table_is_printed(
    monkeypatch: pytest.MonkeyPatch, rules: ps.Rulebook, tmp_path: Path
) -> None:
    """It does not end with the code of refused rows, and what waits goes nowhere."""

    def leave(*_: object, **__: object) -> None:
        raise SystemExit(1)

    def work() -> int:
        pages.print_scores(scores(rules))
        return outcome.DONE

    monkeypatch.setattr(pages, "show", leave)
    out = tmp_path / "out.txt"
    with out.open("w", encoding="utf-8") as stream:
        stream.write("waits in the buffer")
        monkeypatch.setattr(sys, "stdout", stream)
        assert outcome.run(work) == outcome.PIPE_CLOSED
    assert out.read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("terminal", [True, False])
def test_a_terminal_shows_the_first_findings(
    monkeypatch: pytest.MonkeyPatch, rules: ps.Rulebook, *, terminal: bool
) -> None:
    """A pipe gets all of them, of one partner and of many."""
    customers = [reviewed.account(f"a-{each}", 40) for each in range(30)]
    snapshot = reviewed.snapshot(accounts=customers)
    many = [
        reviewed.snapshot(partner=reviewed.partner(f"p-{each}")) for each in range(30)
    ]
    whole = ps.review_portfolio(many, rules, at=reviewed.AT)
    one = ps.review(snapshot, rules, at=reviewed.AT)
    for show in (
        partial(pages.print_reviews, whole),
        partial(pages.print_review, one, rules.access),
    ):
        stream = Stream(terminal=terminal)
        monkeypatch.setattr("sys.stdout", stream)
        show()
        assert ("more rows not shown" in stream.getvalue()) == terminal
