"""Where faults of tables are said to stand."""

from __future__ import annotations

import pytest

from partner_success.cli.practice_tables import placed
from partner_success.errors import InvalidDataError, Problem


def test_only_a_fault_of_a_row_is_named_by_its_line() -> None:
    """What belongs to no row of a table keeps the path that it has."""
    faults = [
        Problem(path=path, code="wrong", message="is wrong, see people[0]")
        for path in ("people[0].share", "hours", "priorities[z]")
    ]
    with (
        pytest.raises(InvalidDataError) as refused,
        placed({"people[0]": "people.csv, line 2"}),
    ):
        raise InvalidDataError("the staff", faults)
    found = [(each.path, each.message) for each in refused.value.problems]
    told = "is wrong, see people.csv, line 2"
    assert found == [
        ("people.csv, line 2, share", told),
        ("hours", told),
        ("priorities[z]", told),
    ]
