"""How often promises were kept, by nearest rank, open tickets apart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import partner_success as ps
from partner_success.errors import (
    InvalidDataError,
    InvalidModelError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.partners import Severity
from partner_success.sla import (
    Cancelled,
    CompliancePolicy,
    JudgedTarget,
    JudgedTicket,
    Replied,
    Resolved,
    Responded,
    judged,
)
from tests.unit.sla.tickets import ALL, OFFICE, after, hours, on, opened, policy, target

BERLIN = ZoneInfo("Europe/Berlin")


def response(
    outcome: str, took: float | None = None, *, working: bool = False
) -> JudgedTarget:
    """Say what came of a first response."""
    made: Any = outcome
    elapsed = None if took is None else hours(took)
    return JudgedTarget(
        kind="first_response", outcome=made, elapsed=elapsed, is_working=working
    )


def ticket(id: str, *targets: JudgedTarget, **more: Any) -> JudgedTicket:
    """Make a judged ticket."""
    given: dict[str, Any] = {
        "severity": "high",
        "partner_id": "acme",
        "opened_at": on("4 10:00"),
    }
    return JudgedTicket(id=id, targets=targets, **given | more)


def times(*took: float) -> list[JudgedTicket]:
    """Make tickets that were answered in so many hours, all in time."""
    return [ticket(f"t-{n}", response("met", each)) for n, each in enumerate(took)]


@pytest.mark.rule("SLA-12")
def test_shares_come_with_both_counts(rules: ps.Rulebook) -> None:
    """Open tickets are counted apart; overdue ones can be counted as missed."""
    outcomes = ["met", "met", "missed", "open", "overdue", "cancelled"]
    took = {"met": 1.0, "missed": 5.0}
    found = rules.compliance.report(
        (
            ticket(f"{n}", response(each, took.get(each)))
            for n, each in enumerate(outcomes)
        ),
        zone=BERLIN,
    )
    target = found.overall.targets["first_response"]
    assert (target.met, target.missed, target.judged) == (2, 1, 3)
    assert (target.open, target.overdue, target.cancelled) == (1, 1, 1)
    assert target.share == Fraction(2, 3)
    assert target.share_with_overdue == Fraction(2, 4)
    assert (target.timed, found.overall.tickets) == (3, 6)


@pytest.mark.rule("SLA-12")
def test_without_anything_judged_there_is_no_share(rules: ps.Rulebook) -> None:
    """A rate whose denominator is zero is absent, and so are the times."""
    found = rules.compliance.report([ticket("1", response("open"))], zone=BERLIN)
    target = found.overall.targets["first_response"]
    assert (target.share, target.share_with_overdue) == (None, None)
    assert (target.mean, target.median, target.high) == (None, None, None)
    assert found.explain().rows[0] == (
        "all",
        "first response",
        "0 of 0",
        "",
        "",
        "",
        "",
        "1",
        "0",
    )
    nothing = rules.compliance.report([], zone=BERLIN)
    assert (nothing.overall.tickets, len(nothing.overall.targets)) == (0, 0)
    assert len(nothing.by_severity) == len(nothing.by_month) == 0


@pytest.mark.rule("SLA-12")
@pytest.mark.parametrize(
    ("took", "mean", "median", "high"),
    [
        ((4,), 4, 4, 4),
        ((1, 2), 1.5, 1, 2),
        ((1, 2, 3), 2, 2, 3),
        (range(1, 11), 5.5, 5, 9),
        (range(1, 12), 6, 6, 10),
        ((9, 1, 5), 5, 5, 9),
    ],
)
def test_percentiles_are_nearest_rank(
    rules: ps.Rulebook, took: Any, mean: float, median: float, high: float
) -> None:
    """The percentiles are times that occurred: of ten, the fifth and the ninth."""
    found = rules.compliance.report(times(*took), zone=BERLIN)
    target = found.overall.targets["first_response"]
    assert (target.mean, target.median, target.high) == tuple(
        map(hours, (mean, median, high))
    )
    assert found.percentile == 90


@pytest.mark.rule("SLA-12")
def test_running_time_is_never_averaged(rules: ps.Rulebook) -> None:
    """What is still awaited has no time, and cannot be given one."""
    open_ones = [ticket("a", response("open")), ticket("b", response("overdue"))]
    found = rules.compliance.report([*times(1, 3), *open_ones], zone=BERLIN)
    target = found.overall.targets["first_response"]
    assert (target.mean, target.timed) == (hours(2), 2)
    for outcome in ("open", "overdue", "cancelled"):
        with pytest.raises(InvalidDataError, match="has no place where the outcome is"):
            response(outcome, 1)


@pytest.mark.rule("SLA-12")
def test_a_mean_is_exact_to_the_microsecond(rules: ps.Rulebook) -> None:
    """It is rounded half up, once."""
    tiny = [
        ticket(f"{n}", JudgedTarget(kind="resolution", outcome="met", elapsed=each))
        for n, each in enumerate([timedelta(0), timedelta(microseconds=1)])
    ]
    found = rules.compliance.report(tiny, zone=BERLIN)
    assert found.overall.targets["resolution"].mean == timedelta(microseconds=1)


@pytest.mark.rule("SLA-12")
def test_by_severity_partner_and_month(rules: ps.Rulebook) -> None:
    """Severities stand worst first, months are told in the caller's zone."""
    night = datetime(2026, 4, 30, 22, 30, tzinfo=UTC)
    tickets = [
        ticket("1", response("met", 1), severity="low", partner_id="zeta"),
        ticket("2", response("missed", 9), severity="critical", opened_at=night),
        ticket("3", response("met", 2), severity="low", opened_at=on("31 23:59")),
    ]
    found = rules.compliance.report(tickets, zone=BERLIN)
    assert found.by_severity.ids == ("critical", "low")
    assert found.by_partner.ids == ("acme", "zeta")
    assert found.by_month.ids == ("2026-05",)
    assert found.by_severity["low"].targets["first_response"].met == 2
    assert found.by_partner["acme"].targets["first_response"].share == Fraction(1, 2)
    elsewhere = rules.compliance.report(tickets, zone=UTC)
    assert elsewhere.by_month.ids == ("2026-04", "2026-05")
    assert elsewhere.by_month["2026-04"].tickets == 1
    assert elsewhere.zone == "UTC"


@pytest.mark.rule("SLA-12")
def test_a_report_explains_itself(rules: ps.Rulebook) -> None:
    """Each row has both counts; mixed ways of counting are remarked on."""
    tickets = [
        ticket("1", response("met", 1), severity="critical"),
        ticket("2", response("met", 3, working=True), severity="low"),
        ticket("3", response("overdue", working=True), severity="low"),
    ]
    told = rules.compliance.report(tickets, zone=BERLIN).explain()
    assert told.title == "Compliance with support promises: 3 tickets"
    assert told.columns[6] == "90 % within"
    assert told.rows[0] == (
        "all",
        "first response",
        "2 of 2",
        "100 %",
        "2 h",
        "1 h",
        "3 h",
        "0",
        "1",
    )
    assert [row[0] for row in told.rows] == [
        "all",
        "critical",
        "low",
        "acme",
        "2026-05",
    ]
    assert told.remarks[0] == "months are those of Europe/Berlin"
    assert [line.partition(",")[0] for line in told.remarks[1:]] == [
        "all",
        "acme",
        "2026-05",
    ]
    assert "times around the clock and of working time are mixed" in told.remarks[1]


@pytest.mark.rule("SLA-12")
def test_no_ticket_counts_twice(rules: ps.Rulebook) -> None:
    """A ticket that stands twice is refused; every double is named."""
    tickets = [*times(1, 2), *times(1, 2)]
    with pytest.raises(InvalidDataError) as caught:
        rules.compliance.report(tickets, zone=BERLIN)
    assert [each.path for each in caught.value.problems] == ["[2].id", "[3].id"]
    assert "the ticket 't-0' stands at [0] already" in str(caught.value)


@pytest.mark.rule("SLA-12")
def test_a_clock_is_judged() -> None:
    """A ticket's promises are told by what came of them, each answer by itself."""
    clock = after(
        opened(),
        Responded(at=on("4 12:00")),
        Replied(at=on("4 13:00")),
        Responded(at=on("4 18:00")),
        Replied(at=on("4 19:00")),
    )
    found = judged(clock, id="t-1", partner_id="acme", at=on("4 20:00"))
    assert (found.id, found.severity, found.partner_id) == (
        "t-1",
        Severity.MEDIUM,
        "acme",
    )
    assert found.opened_at == on("4 10:00")
    told = sorted((each.kind, each.outcome, each.elapsed) for each in found.targets[:2])
    assert told == [
        ("first_response", "met", hours(2)),
        ("next_response", "missed", hours(5)),
    ]
    assert [(each.kind, each.outcome, each.elapsed) for each in found.targets[2:]] == [
        ("next_response", "open", None),
        ("resolution", "open", None),
    ]


@pytest.mark.rule("SLA-12")
def test_late_and_cancelled_tickets_are_judged() -> None:
    """Overdue is what is late and awaited; cancelling does not undo a miss."""
    late = judged(opened(), id="t", partner_id="p", at=on("4 15:00"))
    assert [each.outcome for each in late.targets] == ["overdue", "open"]
    clock = after(opened(), Cancelled(at=on("4 15:00")))
    found = judged(clock, id="t", partner_id="p", at=on("9 15:00"))
    assert [(each.outcome, each.elapsed) for each in found.targets] == [
        ("missed", None),
        ("cancelled", None),
    ]
    days = policy(target(1, 1, 1, 1, unit="business days"))
    done = after(opened(days, calendar=OFFICE), Resolved(at=on("5 10:00")))
    (only,) = judged(done, id="t", partner_id="p", at=on("5 10:00")).targets
    assert (only.outcome, only.elapsed, only.is_working) == ("met", hours(8), True)
    assert ALL.kinds[0] == "first_response"


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"kind": "answer"}, ["unknown-value"]),
        ({"outcome": "late"}, ["unknown-value", "still-running"]),
        ({"elapsed": None}, ["missing"]),
        ({"elapsed": -hours(1)}, ["negative"]),
    ],
)
def test_judged_targets_are_checked(given: dict[str, Any], codes: list[str]) -> None:
    """Every fault of a record is told."""
    right: dict[str, Any] = {
        "kind": "resolution",
        "outcome": "met",
        "elapsed": hours(1),
    }
    with pytest.raises(InvalidDataError) as caught:
        JudgedTarget(**right | given)
    assert [each.code for each in caught.value.problems] == codes


@pytest.mark.rule("SLA-10")
def test_judged_tickets_are_checked() -> None:
    """The opening has a zone, the severity exists."""
    with pytest.raises(InvalidValueError, match="opened_at needs a time zone"):
        ticket("1", opened_at=on("4 10:00").replace(tzinfo=None))
    with pytest.raises(UnknownNameError, match="no severity is called 'grave'"):
        ticket("1", severity="grave")


def test_a_report_needs_a_zone(rules: ps.Rulebook) -> None:
    """The name of a zone is none."""
    zone: Any = "Europe/Berlin"
    with pytest.raises(InvalidValueError, match="zone needs a time zone, such as"):
        rules.compliance.report([], zone=zone)


@pytest.mark.parametrize(
    ("percentile", "code"),
    [
        (0, "out-of-range"),
        (100, "out-of-range"),
        (90.0, "not-whole"),
        (True, "not-whole"),
    ],
)
def test_the_percentile_is_checked(percentile: Any, code: str) -> None:
    """It is a whole number from 1 to 99."""
    with pytest.raises(InvalidModelError) as caught:
        CompliancePolicy(id="c", name="C", percentile=percentile)
    assert [each.code for each in caught.value.problems] == [code]
