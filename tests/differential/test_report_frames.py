"""Reports of dataframes beside those of records, on generated facts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import attrs
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.analytics.durations import (
    StateEvent,
    collect_time_in_state,
    spells,
    time_in_state,
)
from partner_success.analytics.gates import (
    GateSpell,
    GateSpells,
    SpellSubmission,
    collect_gate_report,
    collect_pam_report,
    gate_report,
    gate_tables,
    pam_report,
)
from partner_success.analytics.roles import (
    collect_psm_report,
    psm_report,
    role_tables,
)
from partner_success.core import Period
from partner_success.core.collections import FrozenMap
from partner_success.frames.reports import GateFrames, RoleFrames, state_spells
from partner_success.gates import Failure
from partner_success.gates.state import GateStatus
from tests.support.report_frames import frames_of
from tests.support.role_facts import MAY, facts, order, ticket

pytestmark = pytest.mark.unwatched

FEW = settings(
    max_examples=min(5, settings().max_examples),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
START = datetime(2026, 5, 1, 12, tzinfo=UTC)
AT = datetime(2026, 6, 10, 9, tzinfo=UTC)
SURE = Decimal("0.95")

moments = st.integers(-40, 40).map(lambda days: AT - timedelta(days=days + 41))
events = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from(["new", "open", "closed"]),
        st.integers(0, 9),
    ),
    max_size=25,
)


@pytest.mark.rule("ANL-05", "FRM-01")
@pytest.mark.parametrize("until", [None, 5])
@FEW
@given(rows=events)
def test_time_in_state(rows: list[tuple[str, str, int]], until: int | None) -> None:
    """Repeated states, several at one instant, and an end before the last event."""
    at = [START + timedelta(hours=hours) for _, _, hours in rows]
    log = [
        StateEvent(case=case, state=state, at=moment)
        for (case, state, _), moment in zip(rows, at, strict=True)
    ]
    end = None if until is None else START + timedelta(hours=until)
    frame = pl.LazyFrame(
        {
            "case": [case for case, _, _ in rows],
            "state": [state for _, state, _ in rows],
            "time": at,
            "row": range(len(rows)),
        },
        schema={
            "case": pl.String,
            "state": pl.String,
            "time": pl.Datetime("us", "UTC"),
            "row": pl.Int64,
        },
    )
    found = state_spells(frame, order="row", until=end, final=["closed"])
    wanted = spells(log, until=end, final=["closed"])
    assert collect_time_in_state(found, level=SURE) == time_in_state(
        sorted(wanted, key=lambda each: each.state), level=SURE
    )


def drawn_spells(draw: Any, rules: ps.Rulebook) -> GateSpells:
    """Give partners in stages, as no journey need have brought them there."""
    stages = list(rules.journey.stages.ids)
    found: list[GateSpell] = []
    for number in range(draw(st.integers(0, 5))):
        id_ = f"p-{number}"
        own = draw(
            st.lists(st.sampled_from(stages), min_size=1, max_size=4, unique=True)
        )
        tier = draw(st.none() | st.integers(1, 3))
        target = draw(st.none() | st.just(date(2026, 7, 1)))
        for place, stage in enumerate(own):
            started = draw(st.none() | moments)
            passed = draw(st.none() | moments) if started is not None else None
            found.append(
                GateSpell(
                    partner_id=id_,
                    stage=stage,
                    is_current=place == 0,
                    status=draw(st.sampled_from(list(GateStatus))),
                    tier=tier,
                    people=FrozenMap({"PAM": ("ines",) if number % 2 else ("igor",)}),
                    started_at=started,
                    passed_at=passed,
                    seen_at=AT,
                    submissions=tuple(drawn_submissions(draw, f"{id_}-{stage}")),
                    is_overridden=draw(st.booleans()),
                    reworks=draw(st.integers(0, 3)),
                    target_launch=target,
                    risk=(
                        draw(st.sampled_from([None, "high", "low"]))
                        if place == 0 and target is not None
                        else None
                    ),
                )
            )
    return GateSpells(journey=rules.journey, at=AT, spells=tuple(found))


def drawn_submissions(draw: Any, name: str) -> list[SpellSubmission]:
    """Give submissions, each reason with one message."""
    found = []
    for place in range(draw(st.integers(0, 3))):
        result = draw(st.sampled_from(["met", "failed", "open"]))
        codes = draw(st.lists(st.sampled_from("abc"), unique=True))
        found.append(
            SpellSubmission(
                id=f"{name}-{place}",
                at=draw(moments),
                result=result,
                failures=tuple(Failure(code=code, message=f"{code}!") for code in codes)
                if result == "failed"
                else (),
            )
        )
    return found


@pytest.mark.rule("ANL-04", "ANL-05", "FRM-01")
@FEW
@given(data=st.data())
def test_gates(rules: ps.Rulebook, data: st.DataObject) -> None:
    """Partners anywhere, started and passed on any day, within any period."""
    known = drawn_spells(data.draw, rules)
    first = data.draw(st.integers(1, 28))
    asked = data.draw(
        st.sampled_from(
            [
                {},
                {"period": Period(date(2026, 4, first), date(2026, 5, first))},
                {"tier": 1},
                {"person": "ines"},
            ]
        )
    )
    frames = GateFrames(**frames_of(gate_tables(known)))
    terms = rules.analytics.gates
    report = collect_gate_report(frames, rules.journey, terms, at=AT, **asked)
    assert report == gate_report(known, terms, **asked)
    pam = collect_pam_report(frames, rules.journey, terms, at=AT, **asked)
    assert pam.tables() == pam_report(known, terms, **asked).tables()


@pytest.mark.rule("ANL-01", "FRM-01")
@FEW
@given(data=st.data())
def test_orders_and_tickets(rules: ps.Rulebook, data: st.DataObject) -> None:
    """Stays, orders and tickets of any days, before, in and after the period."""
    draw = data.draw
    may = st.integers(0, 50).map(lambda days: START + timedelta(days=days - 15))
    lengths = st.none() | st.integers(0, 400)
    partners = []
    for id_ in ("acme", "birch", "cedar"):
        started = draw(st.none() | st.integers(0, 25).map(lambda d: START + d * DAY))
        passed = None if started is None else draw(st.none() | st.just(started + DAY))
        gone = None if passed is None else draw(st.none() | st.just(passed + 2 * DAY))
        orders = [
            order(place, draw(may), draw(lengths), repaired=draw(st.booleans()))
            for place in range(draw(st.integers(0, 4)))
        ]
        tickets = [
            ticket(
                place, draw(may), draw(lengths), draw(st.sampled_from(["low", "high"]))
            )
            for place in range(draw(st.integers(0, 4)))
        ]
        records = {
            name: [
                attrs.evolve(each, id=f"{id_}-{each.id}", partner_id=id_)
                for each in some
            ]
            for name, some in (("orders", orders), ("tickets", tickets))
        }
        left = draw(st.none() | st.dates(date(2026, 4, 28), date(2026, 6, 3)))
        partners.append(
            facts(
                rules,
                id_,
                left_on=left,
                started=started,
                passed=passed,
                operating=gone,
                records=records,
            )
        )
    tables = role_tables(partners, rules, role="PSM", zone=UTC)
    found = collect_psm_report(
        RoleFrames(**frames_of(tables)), rules, period=MAY, zone="UTC"
    )
    assert found == psm_report(partners, rules, period=MAY, zone=UTC)


DAY = timedelta(days=1)
