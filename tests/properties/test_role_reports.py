"""What holds of every report of a role."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.access import Actor, partner_resource
from partner_success.analytics import view_of
from partner_success.analytics.roles import (
    ReportedPartner,
    feature_adoption,
    peer_standing,
    psm_report,
    psm_success,
    tam_report,
)
from partner_success.partners import LaunchRollback
from tests.support.role_facts import (
    MAY,
    beta,
    facts,
    launched,
    metric,
    on,
    order,
    snapshot,
    ticket,
    usage,
)

STATES = ("not_started", "customers_selected", "running", "evaluating", "succeeded")
instants = st.builds(on, st.integers(1, 30), st.sampled_from([4, 5]))
IDS = ("acme", "birch", "cedar", "dune")


@st.composite
def known_facts(draw: st.DrawFn) -> tuple[ReportedPartner, ...]:
    """Draw up to four partners with a few facts each."""
    return tuple(_drawn(draw, id_) for id_ in IDS[: draw(st.integers(0, len(IDS)))])


def _drawn(draw: st.DrawFn, id_: str) -> ReportedPartner:
    started, passed = sorted((draw(instants), draw(instants)))
    state = draw(st.sampled_from(STATES))
    stands: dict[str, Any] = {
        "started": started,
        "passed": draw(st.none() | st.just(passed)),
        "beta": beta(
            state,
            started if state in STATES[2:] else None,
            ended_at=passed if state == "succeeded" else None,
        ),
        "launch": launched(passed.date()),
        "metrics": (metric("orders", draw(st.integers(96, 100)), 98),),
    }
    if stands["passed"] is not None and draw(st.booleans()):
        stands["operating"] = passed
    hours = st.none() | st.integers(0, 200)
    places = range(draw(st.integers(0, 3)))
    records: dict[str, Any] = {
        "orders": [
            order(each, draw(instants), draw(hours), partner_id=id_) for each in places
        ],
        "tickets": [
            ticket(each, draw(instants), draw(hours), partner_id=id_) for each in places
        ],
        "rollbacks": [
            LaunchRollback(partner_id=id_, on=passed.date() + timedelta(days=each))
            for each in draw(st.sets(st.integers(0, 40), max_size=1))
        ],
        "usage": [usage("a-1", MAY.last, 10, chat=draw(st.integers(0, 10)))],
    }
    operation = {"ticket_trend": draw(st.integers(0, 100)), "usage_pattern": 50}
    return facts(rules_of(), id_, records=records, operation=operation, **stands)


def rules_of() -> ps.Rulebook:
    """Give the standard rulebook."""
    return ps.standard()


def every(found: tuple[ReportedPartner, ...], view: Any = None) -> tuple[Any, Any, Any]:
    """Give all three reports of May."""
    rules, psm = rules_of(), None if view is None else view("PSM")
    given: dict[str, Any] = {"period": MAY, "zone": UTC}
    tam = None if view is None else view("TAM")
    return (
        psm_report(found, rules, view=psm, **given),
        psm_success(found, rules, view=psm, **given),
        tam_report(found, rules, view=tam, **given),
    )


@settings(max_examples=15)
@given(known_facts(), st.randoms(use_true_random=False))
def test_the_order_in_which_partners_come_changes_nothing(
    found: tuple[ReportedPartner, ...], lots: Any
) -> None:
    """Reports are of a set of partners."""
    shuffled = list(found)
    lots.shuffle(shuffled)
    assert every(tuple(shuffled)) == every(found)


@settings(max_examples=15)
@given(known_facts())
def test_counts_add_up_and_shares_lie_within(
    found: tuple[ReportedPartner, ...],
) -> None:
    """Betas are those of the partners listed; no share is below 0 or above 100."""
    report, success, tam = every(found)
    assert sum(report.beta.values()) == len(report.partners)
    lines = report.tickets.by_severity
    assert sum(each.opened for each in lines) == report.tickets.opened
    assert sum(tam.operation.by_band.values()) + len(tam.operation.unscored) == len(
        tam.partners
    )
    for figure in (*report.figures, *success.figures, *tam.figures):
        if figure.unit == "%" and figure.exact is not None:
            assert 0 <= figure.exact <= 100
        assert (figure.exact is None) == (figure.denominator.amount == 0)


@settings(max_examples=10)
@given(known_facts())
def test_who_sees_everything_sees_the_same_as_without_a_view(
    found: tuple[ReportedPartner, ...],
) -> None:
    """And of nobody nothing is left."""
    rules = rules_of()
    admin = Actor(id="p-0", email="root@example.com", roles=["ADMIN"])

    def view(role: str) -> Any:
        resources = [
            partner_resource(each.partner_id, stage=each.journey.stage, team={})
            for each in found
        ]
        return view_of(admin, rules.access, resources, role=role, at=on(31))

    assert view("PSM").partner_ids == {each.partner_id for each in found}
    assert every(found, view) == every(found)


@settings(max_examples=30)
@given(st.lists(st.fractions(0, 1, max_denominator=9), min_size=2, max_size=7))
def test_percentiles_rise_with_the_rate_and_mean_a_half(rates: list[Fraction]) -> None:
    """They lie from 0 to 100, level ones are told the same, and their mean is 50."""
    rising = sorted(rates)
    told = [
        percentile.exact
        for rate in rising
        if (percentile := peer_standing(rate, rising, 2).percentile) is not None
        and percentile.exact is not None
    ]
    assert told == sorted(told)
    assert all(0 <= each <= 100 for each in told)
    assert sum(told) == 50 * len(rates)
    assert len(set(told)) == len(set(rates))


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=7))
def test_adoption_of_all_partners_lies_between_theirs(
    counts: list[tuple[int, int]],
) -> None:
    """The share of all together is between the least and the greatest of one."""
    found = feature_adoption(
        [
            snapshot(
                f"p-{place}", usage(f"a-{place}", date(2026, 5, 20), a + b, chat=a)
            )
            for place, (a, b) in enumerate(counts)
        ],
        rules_of(),
        on=MAY.last,
    )
    rates = [each.rate.exact for each in found.uses if each.rate.exact is not None]
    for feature in found.features:
        if feature.rate.exact is None:
            assert not rates
        else:
            assert min(rates) <= feature.rate.exact <= max(rates)
