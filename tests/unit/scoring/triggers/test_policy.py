"""All triggers together: the report, the starts, and what bands call for."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime
from typing import Any

import pytest

import partner_success as ps
from partner_success.core import Series
from partner_success.errors import InvalidValueError, UnknownNameError
from partner_success.scoring import TriggerFacts, TriggerStart
from tests.unit.scoring.triggers.known import DAY, days, meeting, runs, seen, ticket

IDS = (
    "usage_decline",
    "performance",
    "complaints",
    "executive_disengagement",
    "competitive_activity",
)


def some() -> TriggerFacts:
    """Give facts with which every state is there."""
    return TriggerFacts(
        usage=runs((90, 20), (60, 20)),
        tickets=[ticket("t-1", DAY)],
        nps=Series({DAY - days(9): 30}),
        meetings=[],
        evaluations=[seen(DAY - days(3), alternative="Initech")],
    )


@pytest.mark.rule("TRG-06")
def test_a_report_has_every_trigger_by_its_id(rules: ps.Rulebook) -> None:
    """With its state, since when it holds, what it calls for and why."""
    report = rules.triggers.judge(some(), on=DAY)
    assert report.results.ids == IDS
    assert [result.state for result in report.results] == [
        *("fired", "quiet", "fired", "not enough data", "fired"),
    ]
    assert [result.id for result in report.fired] == [IDS[0], IDS[2], IDS[4]]
    assert [result.id for result in report.not_judged] == [IDS[3]]
    assert report.playbooks == (
        *("adoption_process", "partner_unhappy_with_performance", "renewal_success"),
    )
    with pytest.raises(UnknownNameError, match="did you mean 'usage_decline'"):
        report.results["usage_declin"]


@pytest.mark.rule("TRG-06")
def test_what_fires_has_evidence_a_day_and_a_playbook(rules: ps.Rulebook) -> None:
    """What does not has evidence, and neither of the others."""
    report = rules.triggers.judge(some(), on=DAY)
    for number, result in enumerate(report.results, start=1):
        assert result.evidence
        assert result.rules == (f"TRG-0{number}", "TRG-06")
        assert result.citations[0].source == "FRAMEWORK"
        assert all(reason.citations == result.citations for reason in result.evidence)
        assert result.provenance.edition == "standard 2026.1"
        assert (result.since is not None) is result.fired
        assert bool(result.playbooks) is result.fired


@pytest.mark.rule("TRG-06")
def test_a_playbook_that_two_triggers_call_for_stands_once(rules: ps.Rulebook) -> None:
    """In the order of the rulebook."""
    facts = TriggerFacts(
        meetings=[meeting(DAY, held=False)], evaluations=[seen(DAY)], renews_on=DAY
    )
    report = rules.triggers.judge(facts, on=DAY)
    assert len(report.fired) == 2
    assert report.playbooks == ("renewal_success",)


@pytest.mark.rule("TRG-06")
def test_a_report_explains_itself(rules: ps.Rulebook) -> None:
    """As text, as data and as HTML, evidence included and escaped."""
    facts = TriggerFacts(
        usage=runs((90, 14), (72, 14)),
        evaluations=[seen(DAY, alternative="<b>Initech</b>")],
    )
    report = rules.triggers.judge(facts, on=DAY)
    assert str(report) == (
        "Intervention triggers on 2026-05-28: 2 of 5 fired, 3 without enough data"
    )
    told = report.explain()
    assert told.as_data()["rows"][0] == {  # type: ignore[index]
        "trigger": "Usage decline",
        "state": "fired",
        "since": "2026-05-28",
        "playbooks": "adoption_process",
    }
    assert told.remarks[0] == (
        "Usage decline: mean daily use was 72 in the 14 days to 2026-05-28 and 90 in"
        " the 14 before: 20 % less"
    )
    assert "Performance: nobody says which tickets there were" in told.remarks
    assert str(told).endswith("(rulebook standard 2026.1)")
    assert "&lt;b&gt;Initech&lt;/b&gt;" in report._repr_html_()
    assert "<b>Initech" not in report._repr_html_()
    known = TriggerFacts(
        usage=runs((90, 28)),
        tickets=(),
        nps=Series({DAY: 70}),
        feedback=Series({DAY - days(back): 4 for back in range(4)}),
        meetings=(),
        requests=(),
        evaluations=(),
    )
    quiet = rules.triggers.judge(known, on=DAY)
    assert str(quiet) == "Intervention triggers on 2026-05-28: 0 of 5 fired"


@pytest.mark.rule("TRG-06")
def test_nothing_known_is_not_enough_data_and_never_quiet(rules: ps.Rulebook) -> None:
    """Each trigger names what is missing."""
    report = rules.triggers.judge(TriggerFacts(), on=DAY)
    assert report.not_judged == tuple(report.results)
    assert report.fired == report.playbooks == ()


@pytest.mark.rule("TRG-06")
def test_equal_facts_make_equal_reports(rules: ps.Rulebook) -> None:
    """They can be hashed and pickled."""
    one, two = (rules.triggers.judge(some(), on=DAY) for _ in range(2))
    assert one == two
    assert hash(one) == hash(two)
    assert pickle.loads(pickle.dumps(one)) == one


@pytest.mark.rule("TRG-06")
def test_starts_are_the_days_on_which_triggers_begin(rules: ps.Rulebook) -> None:
    """By day, both ends of the period included, a trigger as often as it begins."""
    facts = TriggerFacts(
        evaluations=[
            seen(DAY - days(20), DAY - days(18)),
            seen(DAY - days(10), DAY - days(9)),
            seen(DAY),
        ],
        nps=Series({DAY - days(20): 30, DAY - days(10): 60, DAY: 40}),
    )
    policy = rules.triggers
    everything = policy.starts(facts, DAY - days(100), DAY + days(100))
    assert everything == (
        TriggerStart(on=DAY - days(20), trigger="complaints"),
        TriggerStart(on=DAY - days(20), trigger="competitive_activity"),
        TriggerStart(on=DAY - days(10), trigger="competitive_activity"),
        TriggerStart(on=DAY, trigger="complaints"),
        TriggerStart(on=DAY, trigger="competitive_activity"),
    )
    assert policy.starts(facts, DAY - days(20), DAY) == everything
    assert policy.starts(facts, DAY - days(10), DAY - days(1)) == everything[2:3]
    assert policy.starts(facts, DAY - days(19), DAY - days(11)) == ()
    assert policy.starts(facts, date.min, date.max) == everything
    assert policy.starts(facts, DAY, DAY) == everything[3:]


@pytest.mark.rule("TRG-06")
def test_a_run_that_lasts_already_does_not_start(rules: ps.Rulebook) -> None:
    """What fires on the day before the period began before it."""
    facts = TriggerFacts(evaluations=[seen(date.min), seen(DAY - days(5))])
    assert rules.triggers.starts(facts, date(1, 1, 2), DAY) == ()
    first = rules.triggers.starts(facts, date.min, DAY)
    assert [start.on for start in first] == [date.min]


@pytest.mark.rule("TRG-06")
@pytest.mark.parametrize(
    "on", [datetime(2026, 5, 28, tzinfo=UTC), "2026-05-28", None, 5]
)
def test_what_is_no_day_is_refused(rules: ps.Rulebook, on: Any) -> None:
    """An instant is none, because its day depends on the zone."""
    with pytest.raises(InvalidValueError, match="on needs"):
        rules.triggers.judge(TriggerFacts(), on=on)
    with pytest.raises(InvalidValueError, match="first needs"):
        rules.triggers.starts(TriggerFacts(), on, DAY)
    with pytest.raises(InvalidValueError, match="last needs"):
        rules.triggers.starts(TriggerFacts(), DAY, on)


@pytest.mark.rule("TRG-06")
def test_a_period_does_not_end_before_it_begins(rules: ps.Rulebook) -> None:
    """Its two days may have been swapped."""
    with pytest.raises(InvalidValueError, match="swapped"):
        rules.triggers.starts(TriggerFacts(), DAY, DAY - days(1))


@pytest.mark.rule("TRG-06")
@pytest.mark.parametrize(
    ("band", "playbooks", "escalation"),
    [
        ("champion", ("expansion_success",), None),
        ("at_risk", ("partner_unhappy_with_performance", "success_plan"), None),
        (
            "critical",
            ("partner_unhappy_with_performance", "success_plan"),
            "executive",
        ),
        ("emergency", ("partner_unhappy_with_performance", "success_plan"), "ceo"),
    ],
)
def test_bands_call_for_playbooks(
    rules: ps.Rulebook, band: str, playbooks: tuple[str, ...], escalation: str | None
) -> None:
    """The worse the band, the higher it goes."""
    response = rules.triggers.response_to(band)
    assert response is not None
    assert (response.playbooks, response.escalation) == (playbooks, escalation)
    assert response.citations[-1].source == "DECISION"
    given = rules.health.require_bands()[band]
    assert rules.triggers.response_to(given) == response


@pytest.mark.rule("TRG-06")
def test_a_healthy_customer_calls_for_nothing(rules: ps.Rulebook) -> None:
    """Each band of the health score is known, and no other."""
    assert rules.triggers.response_to("healthy") is None
    bands = [band.id for band in rules.health.require_bands()]
    assert sorted(rules.triggers.responses.ids) == sorted(bands)
    with pytest.raises(UnknownNameError, match="did you mean 'at_risk'"):
        rules.triggers.response_to("At Risk")
