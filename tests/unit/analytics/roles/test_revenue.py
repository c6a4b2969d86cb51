"""Recurring revenue over a period, worked out by what customers pay."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any

import pytest

import partner_success as ps
from partner_success.analytics.roles import (
    ReportedPartner,
    recurring_revenue,
    role_tables,
    tam_report,
)
from partner_success.core.instants import Period
from partner_success.core.money import Money
from partner_success.errors import InvalidDataError
from partner_success.partners import RevenueReading
from tests.support.role_facts import MAY, account, facts, on, revenue

RUNS: dict[str, Any] = {"started": on(1, 3), "passed": on(1, 4), "operating": on(2, 4)}


def paid(
    id_: str, amount: int, day: int = 1, month: int = 1, currency: str = "USD"
) -> RevenueReading:
    """Give what a customer pays from a day of 2026 on."""
    return RevenueReading(
        account_id=id_, on=date(2026, month, day), amount=Money(amount, currency)
    )


def partner(
    rules: ps.Rulebook,
    *readings: RevenueReading,
    accounts: Any = None,
    given: Any = None,
) -> ReportedPartner:
    """Give a partner in Post-Launch whose customers pay something."""
    ids = sorted({each.account_id for each in readings})
    own = [account(id_, "acme") for id_ in ids] if accounts is None else accounts
    records = {"accounts": own, "revenue": readings}
    return facts(rules, "acme", **RUNS, records=records, revenue=given)


def told(rules: ps.Rulebook, *readings: RevenueReading, **more: Any) -> list[str]:
    """Tell the revenue of May: at the start, churned, contracted, expanded."""
    found = recurring_revenue(partner(rules, *readings, **more).snapshot, MAY)
    return [
        " ".join(
            str(amount.amount)
            for amount in (one.at_start, one.churned, one.contracted, one.expanded)
        )
        + f" {one.at_start.currency}"
        for one in found
    ]


@pytest.mark.rule("ANL-02", "ENG-08")
def test_what_became_of_each_customer(rules: ps.Rulebook) -> None:
    """One leaves, one takes less, one more, one stays, one is new, one comes back."""
    assert told(
        rules,
        *(paid("left", 100), paid("left", 0, 20, 5)),
        *(paid("less", 50), paid("less", 30, 4, 5)),
        *(paid("more", 70, 1, 3), paid("more", 80, 31, 5)),
        paid("same", 9),
        paid("new", 500, 2, 5),
        *(paid("back", 0, 1, 2), paid("back", 7, 3, 5)),
    ) == ["229 100 20 10 USD"]


@pytest.mark.rule("ANL-02", "ENG-08")
def test_no_change_falls_between_two_periods(rules: ps.Rulebook) -> None:
    """That of the first day belongs to the period, of the day after to the next."""
    readings = (paid("a", 100), paid("a", 60, 1, 5), paid("a", 20, 1, 6))
    assert told(rules, *readings) == ["100 0 40 0 USD"]
    snapshot = partner(rules, *readings).snapshot
    june = Period(date(2026, 6, 1), date(2026, 6, 30))
    [one] = recurring_revenue(snapshot, june)
    assert (one.at_start, one.contracted) == (Money(60, "USD"), Money(40, "USD"))


@pytest.mark.rule("ANL-02", "ENG-08")
def test_the_newest_reading_counts_in_any_order(rules: ps.Rulebook) -> None:
    """Of several before the period, and of several in it."""
    assert told(
        rules,
        *(paid("a", 80, 9, 5), paid("a", 90, 8, 5)),
        *(paid("a", 40, 1, 4), paid("a", 70, 1, 3)),
    ) == ["40 0 0 40 USD"]


@pytest.mark.rule("ANL-02", "ENG-08")
def test_who_left_pays_nothing_whatever_was_booked(rules: ps.Rulebook) -> None:
    """By the newest reading of the customer; one that left before is none at the start.

    Without a reading of the customer up to the day nobody says that it left.
    """
    gone = account("a", "acme", on=date(2026, 5, 20), churned=True)
    stays = account("a", "acme", on=date(2026, 4, 20), churned=False)
    reading = paid("a", 100)
    assert told(rules, reading, accounts=[gone, stays]) == ["100 100 0 0 USD"]
    before = account("a", "acme", on=date(2026, 4, 20), churned=True)
    assert told(rules, reading, accounts=[before]) == []
    later = account("a", "acme", on=date(2026, 6, 2), churned=True)
    assert told(rules, reading, accounts=[later]) == ["100 0 0 0 USD"]


@pytest.mark.rule("ANL-02", "ENG-08")
def test_currencies_are_kept_apart(rules: ps.Rulebook) -> None:
    """Who pays on in another currency has not left."""
    assert told(
        rules,
        *(paid("a", 100, currency="EUR"), paid("a", 0, 9, 5, currency="EUR")),
        paid("a", 30),
        *(paid("b", 7, currency="EUR"), paid("b", 0, 9, 5, currency="EUR")),
    ) == ["107 7 100 0 EUR", "30 0 0 0 USD"]


@pytest.mark.rule("ANL-02")
def test_the_report_works_it_out(rules: ps.Rulebook) -> None:
    """Unless it is given; partners are counted by currency."""
    both = (paid("a", 100), paid("b", 50, currency="EUR"))
    report = tam_report([partner(rules, *both)], rules, period=MAY, zone=UTC)
    lines = [(e.id, e.partners, e.revenue.at_start) for e in report.revenue]
    assert lines == [("EUR", 1, Money(50, "EUR")), ("USD", 1, Money(100, "USD"))]
    own = partner(rules, *both, given=revenue(9, 0, 0, 0))
    [line] = tam_report([own], rules, period=MAY, zone=UTC).revenue
    assert line.revenue == revenue(9, 0, 0, 0)
    assert not tam_report([partner(rules)], rules, period=MAY, zone=UTC).revenue


@pytest.mark.rule("ANL-02", "FRM-01")
def test_tables_hold_it_where_the_period_is_known(rules: ps.Rulebook) -> None:
    """A row a partner has one currency, so that several are refused."""
    known = [partner(rules, paid("a", 100), paid("a", 130, 9, 5))]

    def amounts(**more: Any) -> tuple[Any, ...]:
        table = role_tables(known, rules, role="TAM", zone=UTC, **more)["partners"]
        place = [column.id for column in table.columns].index("currency")
        return tuple(table.rows[0][place : place + 5])

    assert amounts() == (None,) * 5
    assert amounts(period=MAY) == ("USD", "100", "0", "0", "30")
    known = [partner(rules)]
    assert amounts(period=MAY) == (None,) * 5
    known = [partner(rules, paid("a", 1), paid("b", 1, currency="EUR"))]
    with pytest.raises(InvalidDataError, match=r"several currencies \(EUR, USD\)"):
        amounts(period=MAY)
