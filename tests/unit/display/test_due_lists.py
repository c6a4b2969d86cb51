"""What is owed on a day, as a table."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest

import partner_success as ps
from partner_success.display.due_lists import due_table
from partner_success.engagement import ActivityDone, PartnerInCare
from partner_success.errors import InvalidUseError

OFFICE = ps.WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")
ACME = PartnerInCare(partner_id="acme", launched_on=date(2026, 4, 25))


def test_a_due_list_is_a_table(rules: ps.Rulebook) -> None:
    """A line each, what presses most first, and what was missed how often."""
    done = ActivityDone(
        activity="ticket_status", partner_id="acme", on=date(2026, 5, 12), by="ada"
    )
    found = rules.cadence.due_list(
        [ACME], date(2026, 5, 12), [done], role="TAM", calendar=OFFICE
    )
    table = due_table(found)
    assert table.title == str(found)
    lines = [[cell.text for cell in row] for row in table.rows]
    assert [line[0] for line in lines] == [each.state.value for each in found.items]
    assert lines[0][2:] == [
        "acme", "Look through the figures of the partner's operations", "2", "–",
    ]  # fmt: skip
    assert lines[-1][4:] == ["–", "2026-05-12"]


def test_anything_else_is_refused() -> None:
    """With what is needed."""
    with pytest.raises(InvalidUseError, match="needs a DueList, not list"):
        due_table(cast(Any, []))
