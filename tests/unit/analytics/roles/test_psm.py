"""The report of the Partner Success Manager, counted by hand."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

import partner_success as ps
from partner_success.analytics.roles import PsmReport, psm_report
from partner_success.partners import LaunchRollback
from tests.support.role_facts import (
    MAY,
    beta,
    facts,
    launched,
    on,
    order,
    ticket,
)


def report(rules: ps.Rulebook, *partners: object) -> PsmReport:
    """Give the report of May."""
    return psm_report(partners, rules, period=MAY, zone=UTC)  # type: ignore[arg-type]


@pytest.mark.rule("ANL-01")
def test_partners_in_gate_3_are_counted_when_the_period_ends(
    rules: ps.Rulebook,
) -> None:
    """Earlier stages, Post-Launch and partners that left are not among them."""
    found = report(
        rules,
        facts(rules, "birch", started=on(4)),
        facts(rules, "acme", started=on(4, 4), passed=on(8)),
        facts(rules, "cedar"),
        facts(rules, "dune", started=on(4), passed=on(8), operating=on(9)),
        facts(rules, "elm", started=on(4), left_on=date(2026, 5, 31)),
        facts(rules, "fir", started=on(5), left_on=date(2026, 6, 1)),
    )
    assert [(each.partner_id, each.since) for each in found.partners] == [
        ("acme", date(2026, 4, 4)),
        ("birch", date(2026, 5, 4)),
        ("fir", date(2026, 5, 5)),
    ]


@pytest.mark.rule("ANL-01")
def test_betas_are_counted_by_state_and_add_up(rules: ps.Rulebook) -> None:
    """Each partner in Gate 3 has one state, and states that nobody is in count 0."""
    found = report(
        rules,
        facts(rules, "acme", started=on(4), beta=beta("running", on(5))),
        facts(rules, "birch", started=on(4), beta=beta("running", on(6))),
        facts(rules, "cedar", started=on(4), beta=beta("succeeded", on(6))),
        facts(rules, "dune", beta=beta("evaluating", on(6))),
    )
    assert found.beta == {
        "not_started": 0,
        "customers_selected": 0,
        "running": 2,
        "evaluating": 0,
        "succeeded": 1,
        "waived": 0,
    }


@pytest.mark.rule("ANL-01")
def test_an_order_succeeds_that_is_completed_without_repair(
    rules: ps.Rulebook,
) -> None:
    """Of four placed in the stage two succeed; those before and after do not count."""
    orders = [
        order(1, on(3), 1),
        order(2, on(4), 2),
        order(3, on(10), 4, repaired=True),
        order(4, on(20)),
        order(5, on(28), 6),
        order(6, on(29), 1),
    ]
    found = report(
        rules,
        facts(
            rules,
            started=on(4),
            passed=on(27),
            operating=on(28),
            records={"orders": orders},
        ),
    ).orders
    assert str(found.success) == (
        "order success rate: 50 % (2 completed without manual repair / 4 orders placed)"
    )
    assert (found.repaired, found.open) == (1, 1)
    assert str(found.fulfilment.mean) == (
        "mean fulfilment time: 4 hours (12 hours / 3 orders completed)"
    )


@pytest.mark.rule("ANL-01")
def test_times_have_a_median_and_a_90th_percentile(rules: ps.Rulebook) -> None:
    """Both are times that occurred: of 1 to 100 hours 50 and 90."""
    orders = [order(hours, on(2), hours) for hours in range(1, 101)]
    records = {"orders": orders}
    found = report(rules, facts(rules, started=on(1), records=records))
    times = found.orders.fulfilment
    assert (times.count, times.percentile) == (100, 90)
    assert times.median == timedelta(hours=50)
    assert times.high == timedelta(hours=90)
    assert times.mean.exact == Fraction(101, 2)


@pytest.mark.rule("ANL-01")
def test_tickets_count_when_opened_and_their_times_when_resolved(
    rules: ps.Rulebook,
) -> None:
    """One that was opened before the period has a time in it, and no number."""
    tickets = [
        ticket(1, on(30, 4), 36, "high"),
        ticket(2, on(4), 6, "high"),
        ticket(3, on(5), 3, "low"),
        ticket(4, on(6), None, "low"),
        ticket(5, on(31), 24, "critical"),
        ticket(6, on(1, 4), 1, "critical"),
    ]
    records = {"tickets": tickets}
    found = report(rules, facts(rules, started=on(1, 3), records=records)).tickets
    assert found.opened == 4
    assert [(each.id, each.opened) for each in found.by_severity] == [
        ("critical", 1),
        ("high", 1),
        ("medium", 0),
        ("low", 2),
    ]
    assert str(found.resolution.mean) == (
        "mean resolution time: 15 hours (45 hours / 3 tickets resolved)"
    )
    assert found.by_severity["high"].resolution.mean.exact == 21
    assert found.by_severity["medium"].resolution.mean.exact is None
    assert found.by_severity["medium"].resolution.median is None


@pytest.mark.rule("ANL-01")
def test_days_are_those_of_the_zone(rules: ps.Rulebook) -> None:
    """23:30 in UTC on 30 April is in May in Berlin already."""
    late = [ticket(1, on(30, 4, hour=23), 2)]
    one = facts(rules, started=on(1, 3), records={"tickets": late})
    berlin = psm_report([one], rules, period=MAY, zone=ZoneInfo("Europe/Berlin"))
    assert (report(rules, one).tickets.opened, berlin.tickets.opened) == (0, 1)
    assert berlin.head.zone == "Europe/Berlin"


@pytest.mark.rule("ANL-01")
def test_the_time_in_gate_3_stands_beside_its_survival_median(
    rules: ps.Rulebook,
) -> None:
    """The mean is of two who passed in May; the estimate knows five partners."""
    found = report(
        rules,
        facts(rules, "acme", started=on(1), passed=on(11)),
        facts(rules, "birch", started=on(1), passed=on(21)),
        facts(rules, "cedar", started=on(1)),
        facts(rules, "dune", started=on(1, 4), passed=on(29, 4)),
        facts(rules, "elm", started=on(1), left_on=date(2026, 5, 16)),
        facts(rules, "fir"),
    ).completion
    assert str(found.mean) == (
        "mean time to complete Gate 3: Ready to Deliver: 15 days"
        " (30 days / 2 partners who passed it)"
    )
    assert (found.survival.count, found.still_in) == (5, 2)
    # 4/5 after 10 days; one leaves the count after 14; 4/5 * 2/3 after 20; 4/15 at 28.
    shares = [step.survival for step in found.survival.steps]
    assert shares == [Fraction(4, 5), Fraction(8, 15), Fraction(4, 15)]
    assert found.median == 28


@pytest.mark.rule("ANL-01", "ANL-03")
def test_a_launch_holds_that_is_not_rolled_back_within_30_days(
    rules: ps.Rulebook,
) -> None:
    """On the 30th day it has failed, and on the 31st it has held."""
    back = [LaunchRollback(partner_id="acme", on=date(2026, 5, 31))]
    later = [LaunchRollback(partner_id="birch", on=date(2026, 6, 1))]
    before = [LaunchRollback(partner_id="cedar", on=date(2026, 4, 30))]
    first = launched(date(2026, 5, 1))
    found = report(
        rules,
        facts(rules, "acme", launch=first, records={"rollbacks": back}),
        facts(rules, "birch", launch=first, records={"rollbacks": later}),
        facts(rules, "cedar", launch=first, records={"rollbacks": before}),
        facts(rules, "dune", launch=launched(date(2026, 4, 30))),
        facts(rules, "elm"),
    ).launches
    assert str(found.success) == (
        "launch success rate: 66.67 %"
        " (2 launched and not rolled back within 30 days / 3 launched)"
    )
    assert (found.rolled_back, found.open) == (("acme",), ())
    assert found.remarks == ("rolled back: acme",)


@pytest.mark.rule("ANL-01")
def test_a_launch_may_be_rolled_back_while_its_days_run(rules: ps.Rulebook) -> None:
    """On its 30th day it still may be; a day later it has held for good."""
    first = launched(date(2026, 5, 1))
    found = report(
        rules,
        facts(rules, "acme", launch=first, at=on(31)),
        facts(rules, "birch", launch=first, at=on(1, 6)),
    ).launches
    assert found.open == ("acme",)
    assert found.success.exact == 100
    assert found.remarks == ("counted as held, and may still be rolled back: acme",)


def test_launches_are_remarked_where_their_rate_stands(rules: ps.Rulebook) -> None:
    """Below the figures, as text and as a table, and below no other table."""
    day = launched(date(2026, 5, 20))
    found = report(rules, facts(rules, launch=day, at=on(31)))
    remark = "counted as held, and may still be rolled back: acme"
    assert found.explain().remarks == (remark,)
    assert [table.remarks for table in found.tables()] == [(remark,), *[()] * 5]


@pytest.mark.rule("ANL-01")
def test_a_report_of_nobody_has_no_values(rules: ps.Rulebook) -> None:
    """Absent is not 0, in figures, texts and tables."""
    found = report(rules)
    assert {figure.exact for figure in found.figures} == {None}
    assert found.explain().title == (
        "PSM report, 2026-05-01 to 2026-05-31: 0 partners in Gate 3: Ready to Deliver"
    )
    values = {row[0]: row[1] for row in found.explain().rows}
    assert values.pop("tickets opened") == "0"
    assert set(values.values()) == {"no value"}
    assert found.tables()[0].rows[0][1] is None
    assert found.tables()[3].rows[0] == ("fulfilment of orders", 0, None, None, None)


@pytest.mark.rule("ANL-01")
def test_it_is_told_in_rows_and_tables(rules: ps.Rulebook) -> None:
    """Each figure with what it was made of, and each table by its id."""
    records = {"orders": [order(1, on(5), 3)], "tickets": [ticket(1, on(6), 2)]}
    found = report(
        rules,
        facts(
            rules,
            started=on(4),
            passed=on(14),
            beta=beta("customers_selected"),
            records=records,
        ),
    )
    told = found.explain()
    assert told.title == (
        "PSM report, 2026-05-01 to 2026-05-31: 1 partner in Gate 3: Ready to Deliver"
    )
    rows = {row[0]: row[1:] for row in told.rows}
    assert rows["beta customers selected"] == ("1", "")
    assert rows["median fulfilment time"] == ("3 h", "90 % within 3 h")
    assert rows["median with those still in it"] == (
        "10 days",
        "1 partner, 0 still in it",
    )
    tables = {table.id: table for table in found.tables()}
    assert list(tables) == [
        "psm_figures",
        "psm_partners",
        "psm_betas",
        "psm_times",
        "tickets",
        "psm_stage_time",
    ]
    assert tables["psm_partners"].rows == (("acme", "Acme", date(2026, 5, 4)),)
    assert tables["psm_stage_time"].rows == ((1, 10, 1, 0, 10),)
    assert tables["tickets"].rows[0] == ("all", 1, 1, 2, 2, 2)
    assert {table.provenance for table in tables.values()} == {found.provenance}
    assert found.provenance.edition == rules.edition.id
