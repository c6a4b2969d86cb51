"""A proposal who looks after whom, as tables."""

from __future__ import annotations

from typing import Any, cast

import pytest

from partner_success.display.assignment import assignment_tables
from partner_success.errors import InvalidUseError
from partner_success.practice.assignment import assign_greedily
from tests.unit.practice.assignment.small import POLICY, account, person


@pytest.mark.rule("STF-03")
def test_tables_of_a_proposal() -> None:
    """Who has too much stands out, and so does what nobody can take."""
    found = assign_greedily(
        [account(name, 1) for name in "abcd"],
        [person("ann", "a", "b", "c", "d")],
        POLICY,
    )
    people, accounts, untaken = assignment_tables(found)
    (ann,) = people.rows
    assert (ann[2].text, ann[2].tone, ann[3].text) == ("4", "worst", "3")
    assert (ann[6].text, ann[7].text) == ("–", "d")
    assert [row[4].text for row in accounts.rows] == ["kept"] * 3
    assert "ann has no room" in untaken.rows[0][2].text


@pytest.mark.rule("STF-03")
def test_tables_without_a_row_are_left_out() -> None:
    """Where nobody is there is nothing to show."""
    assert assignment_tables(assign_greedily([], [], POLICY)) == ()
    (people,) = assignment_tables(assign_greedily([], [person("ann")], POLICY))
    assert people.rows[0][2].tone is None


def test_only_proposals_are_tabulated() -> None:
    """Anything else is refused by its type."""
    with pytest.raises(InvalidUseError, match="an AssignmentProposal, not list"):
        assignment_tables(cast(Any, []))
