"""Performance: two grave incidents within thirty days."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.errors import InvalidModelError
from partner_success.scoring import PerformanceIncidents, TriggerFacts
from tests.unit.scoring.cards import found
from tests.unit.scoring.triggers.known import (
    DAY,
    codes,
    days,
    judged,
    noon,
    ticket,
    told,
)


@pytest.mark.rule("TRG-02")
def test_the_numbers_of_the_trigger(rules: ps.Rulebook) -> None:
    """Two incidents, critical or high, in thirty days."""
    model = rules.triggers.performance
    assert (model.span_days, model.least_incidents) == (30, 2)
    assert model.severities == ("critical", "high")
    assert model.open_playbooks == ("critical_production_issue",)
    assert model.playbooks == ("performance_optimisation",)


@pytest.mark.rule("TRG-02", "TRG-06")
@pytest.mark.parametrize(
    ("back", "expected"),
    [
        ((0, 0), "fired"),
        ((0, 29), "fired"),
        ((29, 29), "fired"),
        ((0, 30), "quiet"),
        ((0, 1, 30), "fired"),
        ((30, 31), "quiet"),
        ((0,), "quiet"),
        ((), "quiet"),
    ],
)
def test_the_span_has_thirty_days(
    rules: ps.Rulebook, back: tuple[int, ...], expected: str
) -> None:
    """The day itself counts, and the thirtieth before it no longer."""
    tickets = [ticket(f"t-{n}", DAY - days(ago)) for n, ago in enumerate(back)]
    result = judged(rules, "performance", tickets=tickets)
    assert result.state == expected


@pytest.mark.rule("TRG-02")
@pytest.mark.parametrize(
    ("severity", "incident", "expected"),
    [
        ("critical", True, "fired"),
        ("high", True, "fired"),
        ("high", None, "fired"),
        ("high", False, "quiet"),
        ("medium", True, "quiet"),
        ("low", True, "quiet"),
        ("critical", False, "quiet"),
    ],
)
def test_what_counts_as_an_incident(
    rules: ps.Rulebook, severity: str, incident: bool | None, expected: str
) -> None:
    """Critical and high, unless the ticket is said to be no incident."""
    tickets = [
        ticket("t-1", DAY),
        ticket("t-2", DAY, severity=severity, is_incident=incident),
    ]
    assert judged(rules, "performance", tickets=tickets).state == expected


@pytest.mark.rule("TRG-02", "TRG-06")
def test_the_playbook_follows_whether_one_is_open(rules: ps.Rulebook) -> None:
    """Open until the day before it is resolved; only counted incidents matter."""
    tickets = [
        ticket("t-1", DAY - days(5), DAY - days(5)),
        ticket("t-2", DAY - days(3), DAY),
        ticket("t-3", DAY - days(40)),
        ticket("t-4", DAY, severity="low"),
    ]
    before = judged(rules, "performance", DAY - days(1), tickets=tickets)
    after = judged(rules, "performance", tickets=tickets)
    assert before.playbooks == ("critical_production_issue",)
    assert after.playbooks == ("performance_optimisation",)
    assert before.since == after.since == DAY - days(3)


@pytest.mark.rule("TRG-02")
def test_the_day_of_a_ticket_is_its_own(rules: ps.Rulebook) -> None:
    """Half past eleven at night in New York is that day, whatever UTC says."""
    west = timezone(timedelta(hours=-5))
    late = datetime(2026, 4, 28, 23, 30, tzinfo=west)
    tickets = [ticket("t-1", DAY), ticket("t-2", DAY, opened_at=late)]
    assert judged(rules, "performance", tickets=tickets).state == "quiet"
    early = datetime(2026, 4, 29, 0, 0, tzinfo=west)
    tickets = [ticket("t-1", DAY), ticket("t-2", DAY, opened_at=early)]
    assert judged(rules, "performance", tickets=tickets).state == "fired"
    closed = datetime(2026, 5, 28, 23, 30, tzinfo=west)
    tickets = [ticket(f"t-{n}", DAY - days(1), resolved_at=closed) for n in (1, 2)]
    result = judged(rules, "performance", tickets=tickets)
    assert result.playbooks == ("performance_optimisation",)


@pytest.mark.rule("TRG-02", "TRG-06")
def test_later_tickets_and_resolutions_are_not_seen(rules: ps.Rulebook) -> None:
    """The day is judged by what was known on it."""
    known = [ticket("t-1", DAY), ticket("t-2", DAY)]
    later = [
        *(ticket(each.id, DAY, DAY + days(1)) for each in known),
        ticket("t-3", DAY + days(1)),
    ]
    one = judged(rules, "performance", tickets=known)
    assert one == judged(rules, "performance", tickets=later)
    assert one.playbooks == ("critical_production_issue",)


@pytest.mark.rule("TRG-02", "TRG-06")
def test_a_run_lasts_while_incidents_follow_each_other(rules: ps.Rulebook) -> None:
    """It begins with the second one, and ends when the span holds one only."""
    tickets = [ticket(f"t-{ago}", DAY - days(ago)) for ago in (60, 45, 35)]
    began = DAY - days(45)
    for on in (began, DAY - days(31), DAY - days(30), DAY - days(16)):
        result = judged(rules, "performance", on, tickets=tickets)
        assert (result.state, result.since) == ("fired", began)
    for on in (DAY - days(46), DAY - days(15), DAY):
        assert judged(rules, "performance", on, tickets=tickets).state == "quiet"


@pytest.mark.rule("TRG-02", "TRG-06")
def test_a_day_with_one_incident_in_the_span_parts_two_runs(rules: ps.Rulebook) -> None:
    """The first has left it before the third comes."""
    tickets = [ticket(f"t-{ago}", DAY - days(ago)) for ago in (60, 45, 20)]
    facts = TriggerFacts(tickets=tickets)
    starts = rules.triggers.starts(facts, DAY - days(90), DAY)
    assert [start.on for start in starts] == [DAY - days(45), DAY - days(20)]
    result = judged(rules, "performance", DAY - days(16), tickets=tickets)
    assert (result.state, result.since) == ("fired", DAY - days(20))


@pytest.mark.rule("TRG-02", "TRG-06")
def test_no_ticket_is_quiet_and_unlooked_for_ones_are_unknown(
    rules: ps.Rulebook,
) -> None:
    """An empty list says that there was none."""
    assert judged(rules, "performance", tickets=[]).state == "quiet"
    nobody = judged(rules, "performance")
    assert (nobody.state, codes(nobody)) == ("not enough data", ["no-tickets"])
    assert told(nobody) == ["nobody says which tickets there were"]


@pytest.mark.rule("TRG-02", "TRG-06")
def test_the_evidence_names_incidents(rules: ps.Rulebook) -> None:
    """By day and id, with those that are open and those nobody is sure of."""
    tickets = [
        ticket("t-9", DAY - days(1), is_incident=None),
        ticket("t-2", DAY, DAY),
        ticket("t-1", DAY),
    ]
    result = judged(rules, "performance", tickets=tickets)
    (reason,) = result.evidence
    assert reason.message == (
        "incidents of severity critical or high in the 30 days to 2026-05-28: 3"
        " (t-9, t-1, t-2), and 2 fire; open: t-9, t-1; not known to be incidents, and"
        " counted: t-9"
    )
    assert reason.facts == {
        "incidents": ("t-9", "t-1", "t-2"),
        "open": ("t-9", "t-1"),
        "assumed": ("t-9",),
        "least_incidents": 2,
    }
    assert (reason.code, reason.rules) == ("incidents", ("TRG-02",))
    assert result == judged(rules, "performance", tickets=tickets[::-1])
    quiet = judged(rules, "performance", tickets=[])
    assert told(quiet) == [
        (
            "incidents of severity critical or high in the 30 days to 2026-05-28: 0,"
            " and 2 fire"
        )
    ]
    many = [ticket(f"t-{n}", DAY, DAY) for n in range(7)]
    assert "7 (t-0, t-1, t-2, t-3, t-4 and 2 more)" in str(
        judged(rules, "performance", tickets=many).evidence[0]
    )


@pytest.mark.rule("TRG-02")
def test_a_company_sets_its_own_numbers(rules: ps.Rulebook) -> None:
    """One medium incident a day."""
    model = attrs.evolve(
        rules.triggers.performance,
        span_days=1,
        least_incidents=1,
        severities=(ticket("t", DAY, severity="medium").severity,),
    )
    own = attrs.evolve(rules.triggers, performance=model)
    book = attrs.evolve(rules, triggers=own)
    medium = ticket("t-1", DAY, severity="medium", opened_at=noon(DAY))
    assert judged(book, "performance", tickets=[medium]).state == "fired"
    tomorrow = judged(book, "performance", DAY + days(1), tickets=[medium])
    assert tomorrow.state == "quiet"


@pytest.mark.rule("TRG-02")
def test_a_trigger_names_all_its_faults() -> None:
    """Numbers out of range and lists without an entry are found when it is made."""
    given: dict[str, Any] = {
        "name": "Performance",
        "span_days": 0,
        "least_incidents": 1.0,
        "severities": (),
        "open_playbooks": ("a", "a"),
        "playbooks": (),
    }
    with pytest.raises(InvalidModelError) as caught:
        PerformanceIncidents(**given)
    assert found(caught.value.problems) == {
        ("span_days", "out-of-range"),
        ("least_incidents", "out-of-range"),
        ("severities", "empty"),
        ("open_playbooks", "duplicate"),
        ("playbooks", "empty"),
    }
