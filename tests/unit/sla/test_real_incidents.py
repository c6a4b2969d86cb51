"""Clocks of 890 incidents that really happened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

import partner_success as ps
from partner_success.sla import Replay, judged
from tests.unit.sla.incidents import FILE, Row, events, incidents, instant, is_waiting

pytestmark = [
    pytest.mark.skipif(
        not FILE.exists(), reason=f"the log of incidents is not at {FILE}"
    ),
    pytest.mark.unwatched,
]

LATER = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def log() -> dict[str, list[Row]]:
    """The updates of each incident."""
    return incidents()


def replayed(
    rules: ps.Rulebook, log: dict[str, list[Row]], *, reorder: bool = False
) -> dict[str, Replay]:
    """Replay every incident under the enterprise policy."""
    policy = rules.sla["enterprise_support"]
    return {
        number: policy.replay(events(rows), reorder=reorder)
        for number, rows in log.items()
    }


@pytest.mark.rule("SLA-06")
def test_what_is_refused_of_a_real_log(
    rules: ps.Rulebook, log: dict[str, list[Row]]
) -> None:
    """Two incidents were answered before they were opened; all else follows."""
    found = replayed(rules, log)
    assert len(found) == 890
    refused = {
        number: [
            (each.event.kind, reason.code)
            for each in found_.refused
            for reason in each.reasons
        ]
        for number, found_ in found.items()
        if found_.refused
    }
    assert refused == {
        "INC0000131": [("responded", "out-of-order")],
        "INC0000135": [("responded", "out-of-order")],
    }
    ordered = replayed(rules, log, reorder=True)
    moved = {number: each.moved for number, each in ordered.items() if each.moved}
    assert moved == {"INC0000131": (1,), "INC0000135": (1,)}
    assert {
        reason.code
        for each in ordered.values()
        for refusal in each.refused
        for reason in refusal.reasons
    } == {"not-opened"}


@pytest.mark.rule("SLA-06")
def test_what_is_odd_about_a_real_log(
    rules: ps.Rulebook, log: dict[str, list[Row]]
) -> None:
    """An update out of order changed nothing; what lacks 'resolved_at' was resolved."""
    updates = {
        number: [instant(row["sys_updated_at"]) for row in rows]
        for number, rows in log.items()
    }
    disordered = [n for n, found in updates.items() if found != sorted(found)]
    assert disordered == ["INC0000137"]
    found = replayed(rules, log)
    assert found["INC0000137"].is_clean
    unresolved = [n for n, rows in log.items() if rows[0]["resolved_at"] == "?"]
    assert len(unresolved) == 29
    for number in unresolved:
        clock = found[number].clock
        assert clock is not None
        assert [each.kind for each in clock.events] == ["opened", "resolved"]
    kinds = [
        {each.kind for each in replay.clock.events}
        for replay in found.values()
        if replay.clock
    ]
    assert sum("paused" in each for each in kinds) == 313
    assert sum("reopened" in each for each in kinds) == 10


@pytest.mark.rule("SLA-06", "SLA-07")
def test_time_in_states_adds_up(rules: ps.Rulebook, log: dict[str, list[Row]]) -> None:
    """The time used to resolve is the time in states that neither wait nor are over."""
    for number, replay in replayed(rules, log).items():
        assert replay.clock is not None
        state = replay.clock.at(LATER).resolution
        assert state.elapsed == worked(log[number]), number


def worked(rows: list[Row]) -> timedelta:
    """Add up the time between updates by the state that held in it."""
    turns = [(instant(rows[0]["opened_at"]), "New")]
    turns += [(instant(row["sys_updated_at"]), row["incident_state"]) for row in rows]
    # Before the opening there is nothing to count.
    turns = [(max(at, turns[0][0]), state) for at, state in turns]
    total, newest = timedelta(0), turns[0]
    for _, turn in pairwise(turns):
        over = newest[1] in {"Resolved", "Closed"} or is_waiting(newest[1])
        if not over:
            total += turn[0] - newest[0]
        newest = turn
    return total


@pytest.mark.rule("SLA-12")
def test_a_report_of_real_incidents(
    rules: ps.Rulebook, log: dict[str, list[Row]]
) -> None:
    """Every incident is judged once, and none is open years later."""
    tickets = [
        judged(replay.clock, id=number, partner_id="all", at=LATER)
        for number, replay in replayed(rules, log).items()
        if replay.clock
    ]
    report = rules.compliance.report(tickets, zone=UTC)
    for target in report.overall.targets:
        assert target.judged == target.timed == 890
        assert target.open == target.overdue == target.cancelled == 0
    assert report.by_month.ids == ("2016-02", "2016-03")
    counts = [each.tickets for each in report.by_severity]
    assert sum(counts) == 890
    resolution = report.overall.targets["resolution"]
    times = sorted(worked(rows) for rows in log.values())
    assert (resolution.median, resolution.high) == (times[444], times[800])
