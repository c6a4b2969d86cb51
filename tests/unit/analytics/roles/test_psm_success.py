"""By what a Partner Success Manager succeeds, counted by hand."""

from __future__ import annotations

from datetime import UTC, date
from fractions import Fraction
from typing import Any

import pytest

import partner_success as ps
from partner_success.analytics.roles import PsmSuccess, beta_end, psm_success
from partner_success.core.instants import Period
from partner_success.gates import (
    LaunchDecision,
    LaunchOutcome,
    LaunchState,
    MockScenario,
    SupportState,
    Waiver,
    WaiverKind,
)
from partner_success.partners import SurveyKind
from tests.support.partners_on_the_way import on_the_way
from tests.support.role_facts import (
    MAY,
    answer,
    beta,
    facts,
    journey,
    launched,
    metric,
    on,
)


def success(rules: ps.Rulebook, *partners: Any) -> PsmSuccess:
    """Give the success of May."""
    return psm_success(partners, rules, period=MAY, zone=UTC)


def waiver(kind: WaiverKind) -> Waiver:
    """Give the decision of 6 May to do without a whole beta."""
    return Waiver(
        kind=kind,
        decision="No time",
        risks=("Faults",),
        monitoring="Daily",
        rapid_response="Call",
        by="p-1",
        at=on(6),
    )


def no_go() -> LaunchState:
    """Give a launch that was called off on 20 May."""
    decision = LaunchDecision(
        outcome=LaunchOutcome.NO_GO,
        rationale="Too early",
        risks=(),
        mitigation="",
        target=None,
        by="p-1",
        at=on(20),
    )
    return LaunchState(state="no_go", decisions=(decision,))


@pytest.mark.rule("ANL-03")
def test_a_beta_ends_by_success_by_failure_or_waived(rules: ps.Rulebook) -> None:
    """While it has not begun, or runs on, it has not ended."""
    running = beta("running", on(5))

    def end(**stands: Any) -> object:
        return beta_end(journey(rules, started=on(4), **stands), "gate_3")

    assert end(beta=beta("succeeded", on(5), ended_at=on(9))) == (on(9), "succeeded")
    assert end(beta=running, passed=on(12)) == (on(12), "failed")
    assert end(beta=running, launch=no_go()) == (on(20), "failed")
    assert end(beta=running) is None
    assert end(beta=beta("customers_selected"), passed=on(12)) is None
    skipped = beta("waived", ended_at=on(6))
    assert end(beta=skipped, waiver=waiver(WaiverKind.SKIP)) == (on(6), "waived")
    minimal = waiver(WaiverKind.MINIMAL)
    assert end(beta=beta("succeeded", on(7), ended_at=on(9)), waiver=minimal) == (
        on(6),
        "waived",
    )


@pytest.mark.rule("ANL-03")
def test_the_beta_success_rate_leaves_waived_ones_apart(rules: ps.Rulebook) -> None:
    """Two succeeded and one failed in May; one was waived, one succeeded in April."""
    done = beta("succeeded", on(5), ended_at=on(9))
    early = beta("succeeded", on(5, 4), ended_at=on(30, 4))
    skipped = beta("waived", ended_at=on(6))
    found = success(
        rules,
        facts(rules, "acme", started=on(4), beta=done),
        facts(rules, "birch", started=on(4), beta=done, passed=on(9)),
        facts(
            rules, "cedar", started=on(4), beta=beta("running", on(5)), launch=no_go()
        ),
        facts(
            rules,
            "dune",
            started=on(4),
            beta=skipped,
            waiver=waiver(WaiverKind.SKIP),
        ),
        facts(rules, "elm", started=on(1, 4), beta=early),
        facts(rules, "fir", started=on(4), beta=beta("running", on(5))),
    )
    assert str(found.beta.success) == (
        "beta success rate: 66.67 % (2 betas succeeded / 3 betas ended)"
    )
    assert found.beta.waived == 1
    assert "1 beta waived, apart from those that ended" in found.explain().remarks


@pytest.mark.rule("ANL-03")
def test_metrics_at_their_target_are_achieved(rules: ps.Rulebook) -> None:
    """Three of four reach it, by metric too; partners not in the stage do not count."""
    good = (metric("orders", 98, 98), metric("uptime", 99, 98))
    poor = (metric("orders", 97, 98), metric("uptime", 98, 98))
    found = success(
        rules,
        facts(rules, "acme", started=on(4), metrics=good),
        facts(rules, "birch", started=on(4), metrics=poor),
        facts(rules, "cedar", metrics=poor),
        facts(
            rules,
            "dune",
            started=on(1, 3),
            passed=on(1, 4),
            operating=on(30, 4),
            metrics=poor,
        ),
    ).metrics
    assert str(found.achieved) == (
        "operational metrics achieved: 75 %"
        " (3 metrics at or beyond it / 4 metrics with a target)"
    )
    assert {id_: each.exact for id_, each in found.by_metric.items()} == {
        "orders": 50,
        "uptime": 100,
    }


@pytest.mark.rule("ANL-03")
def test_support_readiness_is_items_done_and_scenarios_passed(
    rules: ps.Rulebook,
) -> None:
    """Scenarios count that were played in May while the partner was in Gate 3."""
    scenarios = [(on(3), True), (on(4), True), (on(9), False), (on(10), True)]
    support = SupportState(
        scenarios=tuple(
            MockScenario(name="a night call", passed=passed, at=at)
            for at, passed in scenarios
        )
    )
    found = success(rules, facts(rules, started=on(4), support=support)).support
    items = len(rules.journey.stages["gate_3"].items)
    assert str(found.items) == (
        f"readiness items done: 0 % (0 items done / {items} items of the checklist)"
    )
    assert str(found.scenarios) == (
        "mock scenarios passed: 66.67 % (2 scenarios passed / 3 scenarios run)"
    )


@pytest.mark.rule("ANL-03")
def test_every_item_that_is_closed_counts_as_done(rules: ps.Rulebook) -> None:
    """A partner that lacks only answers and a signature has done all items."""
    ready = on_the_way(rules.journey, "gate_3", ready=True).state
    month = Period(date(2026, 1, 1), date(2026, 1, 31))
    one = facts(rules)
    whole = psm_success(
        [type(one)(snapshot=one.snapshot, journey=ready)],
        rules,
        period=month,
        zone=UTC,
    ).support
    assert whole.items.exact == 100
    assert whole.items.denominator.amount == len(rules.journey.stages["gate_3"].items)
    assert whole.scenarios.numerator.amount == 1


@pytest.mark.rule("ANL-03")
def test_satisfaction_at_launch_is_what_was_answered_within_30_days(
    rules: ps.Rulebook,
) -> None:
    """From the day of the launch to the 30th after it, both inside."""
    day = date(2026, 5, 10)
    answers = [
        answer(1, date(2026, 5, 9), 1),
        answer(2, day, 5),
        answer(3, date(2026, 6, 9), 2),
        answer(4, date(2026, 6, 10), 1),
        answer(5, date(2026, 5, 20), 4, question="value"),
        answer(6, date(2026, 5, 20), None),
        answer(7, date(2026, 5, 20), 1, question="engagement_kind"),
        answer(8, date(2026, 5, 20), 1, kind=SurveyKind.NPS, question="recommend"),
    ]
    found = success(
        rules,
        facts(rules, "acme", launch=launched(day), records={"answers": answers}),
        facts(rules, "birch", launch=launched(day)),
        facts(rules, "cedar"),
    )
    told = found.satisfaction
    assert str(told.satisfied) == (
        "satisfied at launch: 66.67 % (2 satisfied ratings / 3 ratings)"
    )
    assert told.mean.exact == Fraction(11, 3)
    assert (told.mean.unit, told.asked, told.silent) == (
        "points of 5",
        ("acme",),
        ("birch",),
    )
    assert "no ratings at launch of birch" in found.explain().remarks
    assert "no ratings at launch of birch" in found.tables()[0].remarks


@pytest.mark.rule("ANL-03")
def test_it_is_told_in_rows_and_tables(rules: ps.Rulebook) -> None:
    """Each figure with what it was made of, and metrics one by one."""
    found = success(rules, facts(rules, started=on(4), metrics=(metric("m", 1, 2),)))
    assert [row[0] for row in found.explain().rows] == [
        "beta success rate",
        "operational metrics achieved",
        "readiness items done",
        "mock scenarios passed",
        "launch success rate",
        "satisfied at launch",
        "mean rating at launch",
    ]
    assert found.explain().remarks == ()
    figures, metrics = found.tables()
    assert (figures.id, metrics.id) == ("psm_success", "psm_metrics")
    assert metrics.rows == (
        ("m", 0, "%", 0, "metrics at or beyond it", 1, "metrics with a target"),
    )
    assert str(found) == "PSM success, 2026-05-01 to 2026-05-31"
    assert found.provenance == rules.role_analytics.provenance
