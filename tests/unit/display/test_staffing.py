"""A plan of the staff, as tables."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

import pytest

from partner_success.display.staffing import staffing_lines, staffing_tables
from partner_success.errors import InvalidUseError
from tests.unit.practice.staffing.staff import account, hours, person, policy


@pytest.mark.rule("STF-03")
def test_a_plan_is_three_tables() -> None:
    """Roles, people, and what nobody can take; text of strangers does no harm."""
    accounts = [
        account("a\x1b[31m", **hours(2, 3)),
        account("b"),
        account("k", "keeper"),
    ]
    people = [person("ann", "a\x1b[31m"), person("ben", share=Decimal("0.2"))]
    plan = policy().plan(accounts, people)
    roles, staff, untaken = staffing_tables(plan)
    texts = [[cell.text for cell in row] for row in roles.rows]
    assert texts == [
        ["Helper", "2", "2 to 3 h", "1", "1", "1", "1.2", "0"],
        ["Keeper", "1", "–", "1", "–", "1", "0", "1"],
    ]
    assert [row[-1].tone for row in roles.rows] == [None, "worst"]
    texts = [[cell.text for cell in row] for row in staff.rows]
    assert texts == [
        ["ann", "Helper", "1 of 3", "33.3 %", "–", "2 to 3 h", "10 h", "under", "b"],
        ["ben", "Helper", "0 of 0", "0 %", "–", "0 h", "2 h", "under", "–"],
    ]
    [line] = untaken.rows
    assert [cell.text for cell in line] == [
        "k", "keeper", "there is nobody of the role keeper",
    ]  # fmt: skip
    assert staffing_lines(plan)[0] == "Helper, by number: 1 (2 / 3 to 2 / 2)"


@pytest.mark.rule("STF-03")
def test_the_aim_has_a_tone() -> None:
    """Of a role that aims at a range of utilisation; hours nobody knows are a dash."""
    role = policy().roles["keeper"]
    aiming = type(role)(
        id="keeper",
        name="Keeper",
        unit="accounts",
        most=4,
        utilised_least=Decimal(80),
        utilised_most=Decimal(90),
    )
    plan = policy(aiming).plan(
        [account("k", "keeper")], [person("kim", "k", role_id="keeper")]
    )
    _, staff = staffing_tables(plan)
    [line] = staff.rows
    assert [cell.text for cell in line[3:6]] == ["25 %", "below", "–"]
    assert line[4].tone == "fair"


def test_anything_else_is_refused() -> None:
    """With what is needed."""
    with pytest.raises(InvalidUseError, match="needs a StaffingPlan, not list"):
        staffing_tables(cast(Any, []))
