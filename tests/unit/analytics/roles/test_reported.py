"""Snapshots and journeys become what the reports of roles take."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

import partner_success as ps
from partner_success.analytics.roles import reported_partners
from partner_success.errors import InvalidValueError
from partner_success.partners import OperationReading
from tests.support.role_facts import MAY, facts


def reading(on: date, points: int) -> OperationReading:
    """Give a reading of operational health."""
    return OperationReading(partner_id="acme", on=on, parts={"ticket_trend": points})


@pytest.mark.rule("ANL-02")
def test_the_newest_reading_up_to_the_day_counts(rules: ps.Rulebook) -> None:
    """In whatever order they stand."""
    known = facts(rules)
    readings = [
        reading(date(2026, 5, 31), 80),
        reading(date(2026, 5, 1), 70),
        reading(date(2026, 6, 1), 60),
    ]
    snapshot = attrs.evolve(known.snapshot, operations=readings)
    [found] = reported_partners([snapshot], [known.journey], on=MAY.last)
    assert dict(found.operation) == {"ticket_trend": 80}
    [without] = reported_partners([snapshot], [known.journey], on=date(2026, 4, 30))
    assert dict(without.operation) == {}
    assert (without.snapshot, without.journey) == (snapshot, known.journey)


def test_who_is_on_no_journey_is_left_out(rules: ps.Rulebook) -> None:
    """So is a journey of whom nothing else is known."""
    known, other = facts(rules), facts(rules, "bolt")
    assert reported_partners([known.snapshot], [other.journey], on=MAY.last) == ()


def test_no_day_is_misuse() -> None:
    """A text is no day."""
    with pytest.raises(InvalidValueError):
        reported_partners([], [], on="2026-05-31")  # type: ignore[arg-type]
