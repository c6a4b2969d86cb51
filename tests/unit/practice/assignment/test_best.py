"""The best assignment against every assignment there is."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_success.practice.assignment import assign_best, assign_greedily
from tests.unit.practice.assignment.small import Staff, every_value, holds, staffs

some = settings(max_examples=min(25, settings().max_examples))


@pytest.mark.rule("STF-03")
@some
@given(staff=staffs())
def test_none_is_better_than_the_best(staff: Staff) -> None:
    """The best is the best of all that there are; greed respects the same ranges."""
    greedy = assign_greedily(*staff.given, **staff.wishes)
    holds(staff, greedy)
    found = assign_best(*staff.given, **staff.wishes)
    holds(staff, found)
    values = set(every_value(staff))
    assert found.value == min(values, key=lambda value: value.rank)
    assert found.is_proven
    assert {proof.objective for proof in found.proofs} <= {
        "taken",
        "broken",
        "unevenness",
    }
    assert greedy.value in values
    assert not greedy.value.is_better_than(found.value)
    for proof in found.proofs:
        assert abs(proof.bound - proof.reached) <= abs(proof.reached) / 10_000 + 0.01


@pytest.mark.rule("STF-03")
@settings(max_examples=min(10, settings().max_examples))
@given(staff=staffs(), data=st.data())
def test_the_order_changes_no_value(staff: Staff, data: st.DataObject) -> None:
    """In another order the best is worth as much, and the same input answers alike."""
    turned = attrs.evolve(
        staff,
        accounts=tuple(data.draw(st.permutations(staff.accounts))),
        people=tuple(data.draw(st.permutations(staff.people))),
    )
    found = assign_best(*staff.given, **staff.wishes)
    assert assign_best(*turned.given, **turned.wishes).value == found.value
    assert assign_best(*staff.given, **staff.wishes) == found
