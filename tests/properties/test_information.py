"""What must be true of the partner information report, whatever is known."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.analytics.information import information_report
from partner_success.partners import Snapshot, Usage
from partner_success.testing import contacts, downtimes, tenants
from tests.unit.partners import records as make

MAY = date(2026, 5, 1)
CUSTOMERS = ("a-1", "a-2", "a-3")


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """A partner with three customers of whom more or less is known."""
    own: list[Any] = draw(
        st.lists(tenants(account_ids=CUSTOMERS), max_size=4, unique_by=lambda x: x.id)
    )
    down: list[Any] = []
    if own:
        months = [MAY, date(2026, 4, 1)]
        drawn = downtimes(tenant_ids=[each.id for each in own], months=months)
        key: Any = lambda each: (each.tenant_id, each.month)  # noqa: E731
        down = draw(st.lists(drawn, max_size=4, unique_by=key))
    name: Any = lambda each: (each.account_id, each.name)  # noqa: E731
    drawn_people = contacts(account_ids=CUSTOMERS)
    people: list[Any] = draw(st.lists(drawn_people, max_size=4, unique_by=name))
    days = st.dates(date(2026, 3, 20), date(2026, 6, 10))
    users = st.none() | st.integers(0, 9)
    uses = st.builds(
        Usage, account_id=st.sampled_from(CUSTOMERS), on=days, active_users=users
    )
    used: list[Any] = draw(
        st.lists(uses, max_size=8, unique_by=lambda each: (each.account_id, each.on))
    )
    return Snapshot(
        at=datetime(2026, 6, 2, tzinfo=UTC),
        partner=make.partner(),
        accounts=[make.account(id=id_) for id_ in CUSTOMERS],
        contacts=people,
        tenants=own,
        downtimes=down,
        usage=used,
    )


@pytest.mark.rule("ANL-08")
@settings(max_examples=20)
@given(snapshots())
def test_every_record_is_told_once_and_nobody_is_left_out(known: Snapshot) -> None:
    """Each section has a row for each record of it, or a gap for the customer."""
    report = information_report(known, ps.standard(), month=MAY)
    tables = {table.id: table for table in report.tables()}
    for name, records in (("contacts", known.contacts), ("tenants", known.tenants)):
        rows = tables[name].rows
        assert list(dict.fromkeys(row[0] for row in rows)) == list(CUSTOMERS)
        full = [row for row in rows if row[2] is not None]
        assert len(full) == len(records)
        owners = {each.account_id for each in records}
        assert len(rows) - len(full) == len(CUSTOMERS) - len(owners)
    measured = {each.tenant_id: each for each in known.downtimes if each.month == MAY}
    for row in tables["tenants"].rows:
        down = measured.get(str(row[2]))
        given = (None, None)
        if down is not None:
            given = (down.planned_minutes, down.unplanned_minutes)
        for cell, minutes in zip(row[5:], given, strict=True):
            assert (cell is None) == (minutes is None)
            assert cell is None or float(Fraction(str(cell))) == minutes


@pytest.mark.rule("ANL-08")
@settings(max_examples=20)
@given(snapshots())
def test_use_is_the_mean_of_what_is_known_of_the_month(known: Snapshot) -> None:
    """Counted by hand; a change times what was is what is more now."""
    report = information_report(known, ps.standard(), month=MAY)
    for customer in report.customers:
        own = [
            each
            for each in known.usage
            if each.account_id == customer.account.id and each.active_users is not None
        ]
        counts = [
            [each.active_users or 0 for each in own if each.on.month == month]
            for month in (5, 4)
        ]
        told = [each for each in customer.use or () if each.name == "active users"]
        assert bool(told) == any(counts)
        for use in told:
            for mean, values in zip((use.now, use.before), counts, strict=True):
                total = None if mean is None else mean * len(values)
                assert total == (sum(values) if values else None)
            if use.percent is not None:
                assert use.now is not None
                assert use.before is not None
                assert use.percent * use.before == 100 * (use.now - use.before)
