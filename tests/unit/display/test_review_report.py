"""The page of a reviewed portfolio fetches nothing, runs nothing, tells all."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import partner_success as ps
from partner_success.display import review_report_html, write_review_report
from partner_success.partners import Account
from partner_success.practice.specialisation import PracticePerson
from partner_success.review import (
    PortfolioAnalytics,
    PortfolioReview,
    PracticeRecords,
    band_migration,
    portfolio_analytics,
    review_portfolio,
)
from tests.support import reviewed
from tests.support.pilots import complete
from tests.unit.display.hiding import hide
from tests.unit.display.test_report import Page

HOSTILE = "<script>alert(1)</script>"


def portfolio(rules: ps.Rulebook, *accounts: Account, **more: Any) -> PortfolioReview:
    """Review one partner with some customers."""
    snapshot = reviewed.snapshot(accounts=accounts, **more)
    return review_portfolio([snapshot], rules, at=reviewed.AT)


def test_the_page_is_sound_and_escapes_what_users_wrote(rules: ps.Rulebook) -> None:
    """Every link leads somewhere, every picture has a name, and no script runs."""
    found = portfolio(rules, reviewed.account(name=HOSTILE, health=20))
    page = Page(review_report_html(found))
    assert page.all("script") == []
    assert HOSTILE in page.text
    ids = {each["id"] for each in page.all("section") + page.all("h2") if "id" in each}
    targets = {str(each["href"]).removeprefix("#") for each in page.all("a")}
    assert targets <= ids
    assert {"pictures", "partners", "each"} <= targets
    assert all(each["role"] == "img" for each in page.all("svg"))
    assert "The lowest score" in page.text


def test_customers_and_launches_are_drawn_in_the_colours_of_their_bands(
    rules: ps.Rulebook,
) -> None:
    """What has no band has the colour of the unknown."""
    found = portfolio(
        rules,
        reviewed.account("a-1", 95),
        reviewed.account("a-2", None),
        reviewed.account("a-3", 10, churned=True),
    )
    words = review_report_html(found)
    assert "Champion: 1" in words
    assert "Not scored: 1" in words
    assert "Left: 1" in words
    assert "Launches by risk" in words
    assert "0 launches in all" in words
    # Whoever has left is not the lowest score.
    assert "The lowest score: Customer a-1" in words


def test_what_a_portfolio_shows_over_time(rules: ps.Rulebook) -> None:
    """Curves of the gates that somebody reached, months of promises, their tables."""
    late = reviewed.ticket(resolved_at=reviewed.AT + timedelta(hours=1))
    of = reviewed.partner("vantage")
    known = reviewed.snapshot(
        partner=of,
        accounts=[reviewed.account(partner_id="vantage")],
        tickets=[late],
    )
    found = review_portfolio(
        [known], rules, at=reviewed.JOURNEYS_AT, journeys=[reviewed.way("vantage")]
    )
    both = portfolio_analytics(found, rules, sla="enterprise_support")
    page = review_report_html(found, analytics=both)
    assert "Resolution in time, by month" in page
    assert "Days in Gate 0" in page
    # It stands in Gate 0, so that nobody has reached the next.
    assert "Days in Gate 1" not in page
    neither = PortfolioAnalytics(gates=None, compliance=None, remarks=("Beware.",))
    bare = review_report_html(found, analytics=neither)
    assert "Beware." in bare
    assert "by month" not in bare


def test_every_picture_is_drawn_without_an_extra(
    rules: ps.Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page of bands, moves and the lowest score is drawn without matplotlib."""
    hide(monkeypatch, "matplotlib")
    found = portfolio(rules, reviewed.account("a-1", 95))
    account = reviewed.account("a-1", 20)
    source = ps.frames.Source(file="accounts.csv", line=2, record=1)
    facts = ps.frames.PortfolioFacts(
        accounts=(ps.frames.Fact(record=account, source=source),)
    )
    moved = band_migration(found, ps.frames.score_portfolio(facts, rules), rules)
    page = review_report_html(found, migration=moved)
    assert "Partners by stage" in page
    assert "1 of 1 customers change band" in page
    assert "The lowest score: Customer a-1" in page
    assert "partner-success[plots]" not in page


def test_many_partners_are_cut_and_refusals_told(
    rules: ps.Rulebook, tmp_path: Path
) -> None:
    """How many are left out is said; the file appears whole."""
    snapshots = [
        reviewed.snapshot(partner=reviewed.partner(f"p-{n}")) for n in range(202)
    ]
    wrong = reviewed.account(health=101, partner_id="p-0")
    snapshots[0] = reviewed.snapshot(partner=reviewed.partner("p-0"), accounts=[wrong])
    found = review_portfolio(snapshots, rules, at=reviewed.AT, forecasts=False)
    write_review_report(found, tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "2 more partners not told here." in page
    assert re.search("refused", page)


def test_nobody_at_all(rules: ps.Rulebook) -> None:
    """An empty portfolio has a page, too."""
    page = Page(review_report_html(review_portfolio([], rules, at=reviewed.AT)))
    assert "0 partners on 2026-05-04" in page.text
    assert "Each partner" not in page.text


def test_a_partner_in_a_programme_is_told(rules: ps.Rulebook) -> None:
    """What its practice reaches, and how far it is in the pilot."""
    practice = PracticeRecords(
        partner_id="acme", people=[PracticePerson(id=HOSTILE, roles=["csm"])]
    )
    programme = complete(rules, "develop")

    def page(**more: Any) -> str:
        found = review_portfolio([reviewed.snapshot()], rules, at=reviewed.AT, **more)
        return review_report_html(found)

    words = page(practices=[practice], programme=programme)
    assert "Specialisation on 2026-05-04: none" in words
    assert "In the pilot: signed 2026-03-16; not yet" in words
    assert HOSTILE not in words
    without = page(practices=[practice])
    assert "Specialisation on" in without
    assert "In the pilot" not in without
    assert "Specialisation on" not in page()
