"""What a reviewed portfolio shows over time."""

from __future__ import annotations

from datetime import timedelta

import attrs
import pytest

import partner_success as ps
from partner_success.errors import InvalidValueError, UnknownNameError
from partner_success.review import (
    PortfolioReview,
    band_migration,
    portfolio_analytics,
    review_portfolio,
)
from tests.support import reviewed


def portfolio(rules: ps.Rulebook) -> PortfolioReview:
    """Review a partner with one ticket resolved and one open."""
    tickets = [
        reviewed.ticket("t-1", resolved_at=reviewed.AT + timedelta(hours=1)),
        reviewed.ticket("t-2", opened_at=reviewed.AT + timedelta(hours=2)),
    ]
    return review_portfolio(
        [reviewed.snapshot(accounts=[reviewed.account()], tickets=tickets)],
        rules,
        at=reviewed.JOURNEYS_AT,
    )


@pytest.mark.rule("SLA-12")
def test_promises_are_told_by_month(rules: ps.Rulebook) -> None:
    """Of all tickets, the resolved ones among them, in the zone of the calendar."""
    found = portfolio(rules)
    told = portfolio_analytics(found, rules, sla="enterprise_support").compliance
    assert told is not None
    assert (told.overall.tickets, told.zone) == (2, "UTC")
    assert told.by_month.ids == ("2026-05",)
    assert told.overall.targets["resolution"].judged == 1
    berlin = ps.WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone Europe/Berlin")
    there = portfolio_analytics(found, rules, sla="partner_support", calendar=berlin)
    assert there.compliance is not None
    assert there.compliance.zone == "Europe/Berlin"


def test_without_a_policy_or_tickets_nothing_is_told_of_promises(
    rules: ps.Rulebook,
) -> None:
    """And without a journey nothing of gates."""
    found = portfolio(rules)
    told = portfolio_analytics(found, rules)
    assert (told.gates, told.compliance, told.remarks) == (None, None, ())
    none = review_portfolio([], rules, at=reviewed.AT)
    office = reviewed.OFFICE
    empty = portfolio_analytics(none, rules, sla="partner_support", calendar=office)
    assert empty.compliance is None


@pytest.mark.rule("ANL-04")
def test_gates_are_told_of_whole_logs(rules: ps.Rulebook) -> None:
    """A journey restored without its beginning is left out, and that is said."""
    whole = reviewed.way("amberline")
    cut = attrs.evolve(reviewed.way("vantage"), events=())
    found = review_portfolio(
        [
            reviewed.snapshot(partner=reviewed.partner(id_))
            for id_ in ("amberline", "vantage")
        ],
        rules,
        at=reviewed.JOURNEYS_AT,
        journeys=[whole, cut],
    )
    told = portfolio_analytics(found, rules)
    assert told.gates is not None
    assert told.gates.partners == 1
    assert told.remarks[0].startswith("1 journey is left out")


def test_misuse_is_named(rules: ps.Rulebook) -> None:
    """A policy that is not there, or counts working time without a calendar."""
    with pytest.raises(UnknownNameError, match="nowhere"):
        portfolio_analytics(portfolio(rules), rules, sla="nowhere")
    with pytest.raises(InvalidValueError, match="calendar"):
        portfolio_analytics(portfolio(rules), rules, sla="partner_support")


def test_scores_of_a_later_day_are_no_earlier_ones(rules: ps.Rulebook) -> None:
    """A review is set against what was before it."""
    found = review_portfolio([], rules, at=reviewed.AT)
    late = ps.frames.PortfolioScores(
        on=reviewed.ON + timedelta(days=1), provenance=rules.health.provenance
    )
    with pytest.raises(InvalidValueError, match="give scores of a day before it"):
        band_migration(found, late, rules)
