"""The picture of promises kept month by month."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import partner_success as ps
from partner_success.display import compliance_svg
from partner_success.sla import JudgedTarget, JudgedTicket
from partner_success.sla.judged import Outcome
from tests.support.drawn_svg import NAMESPACE, read, words_of


def ticket(id_: str, month: tuple[int, int], outcome: Outcome) -> JudgedTicket:
    """Give a ticket opened in a month, and what came of its resolution."""
    over = outcome in {"met", "missed"}
    target = JudgedTarget(
        kind="resolution",
        outcome=outcome,
        elapsed=timedelta(hours=1) if over else None,
    )
    return JudgedTicket(
        id=id_,
        severity="low",
        partner_id="acme",
        opened_at=datetime(*month, 3, tzinfo=UTC),
        targets=[target],
    )


TICKETS = [
    ticket("a", (2025, 12), "met"),
    ticket("b", (2025, 12), "missed"),
    ticket("c", (2026, 1), "overdue"),
    ticket("d", (2026, 2), "met"),
]


@pytest.mark.rule("SLA-12")
def test_a_column_is_the_share_kept_of_what_is_over(rules: ps.Rulebook) -> None:
    """A month in which nothing is over has none, and its year is told once."""
    report = rules.compliance.report(TICKETS, zone=UTC)
    root = read(compliance_svg(report, target="resolution"))
    words = words_of(root)
    assert words[:2] == [
        "Resolution in time, by month",
        "66.7 % in all, 2 of 3; 1 overdue",
    ]
    assert words[7:] == ["12", "2025", "1/2", "01", "2026", "", "02", "1/1"]
    boxes = [
        each for each in root.iter(f"{NAMESPACE}rect") if each.get("width") == "24"
    ]
    kept = [float(each.get("height", "0")) for each in boxes if each.get("height")]
    assert kept == [80.0, 80.0, 160.0]


def test_what_was_never_promised_has_no_columns(rules: ps.Rulebook) -> None:
    """The months stand there, and nothing in them is over."""
    report = rules.compliance.report(TICKETS, zone=UTC)
    svg = compliance_svg(report, target="first_response", title="First")
    assert words_of(read(svg))[:2] == ["First", "nothing is over yet"]
    assert "2025-12: nothing over" in svg


def test_many_tickets_make_months_wider(rules: ps.Rulebook) -> None:
    """Counts of four digits do not run into those of the next month."""
    many = [ticket(str(n), (2026, 1 + n % 12), "met") for n in range(1_000 * 12)]
    narrow = rules.compliance.report(many[:12], zone=UTC)
    wide = rules.compliance.report(many, zone=UTC)
    sizes = [
        float(read(compliance_svg(each, target="resolution")).attrib["width"])
        for each in (narrow, wide)
    ]
    assert sizes[0] < sizes[1]


def test_no_ticket_at_all(rules: ps.Rulebook) -> None:
    """There is a heading, and no axis."""
    report = rules.compliance.report([], zone=UTC)
    words = words_of(read(compliance_svg(report, target="resolution")))
    assert words == ["Resolution in time, by month", "nothing is over yet"]
