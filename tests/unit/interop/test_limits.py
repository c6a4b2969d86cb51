"""What is told at a glance of plain data, and what a walk through it has to tell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from partner_success.interop.faults import RefusedError
from partner_success.interop.limits import Limits, check_plain, find_faults, is_plain

LIMITS = Limits(depth=3, nodes=12, text=4)


@pytest.mark.parametrize(
    "data",
    [
        {"a": [1, "abcd", None, True], "b": {"c": Decimal("0.50")}, "ä": "ü"},
        {},
        [],
        "abcd",
        -(2**63) + 1,
    ],
)
def test_what_documents_hold_is_sound_at_a_glance(data: object) -> None:
    """Tables, lists, text, numbers, truth values and nothing, up to the limits."""
    assert is_plain(data, LIMITS, nothing=True)
    find_faults(data, LIMITS, nothing=True)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ([None], "nothing"),
        ("abcde", "too-long"),
        ({"abcde": 1}, "too-long"),
        ({1: 1}, "key-not-text"),
        ("\ud800", "no-character"),
        ([[[[]]]], "too-deep"),
        ([1] * 12, "too-many-values"),
        ({str(each): 1 for each in range(12)}, "too-many-values"),
        (Decimal("1e2000"), "too-long"),
        (10**2000, "too-long"),
        (float("inf"), "not-finite"),
        (b"x", "no-plain-value"),
    ],
)
def test_what_is_wrong_is_never_sound_at_a_glance(data: object, code: str) -> None:
    """The walk then says what it is."""
    assert not is_plain(data, LIMITS, nothing=False)
    with pytest.raises(RefusedError) as caught:
        check_plain(data, LIMITS, nothing=False)
    assert [fault.problem.code for fault in caught.value.faults] == [code]


@pytest.mark.parametrize("data", [2**70, 0.5, date(2026, 5, 4), (1, 2), [[[1]]]])
def test_what_is_rare_is_left_to_the_walk(data: object) -> None:
    """It is taken all the same."""
    assert not is_plain(data, LIMITS, nothing=True)
    check_plain(data, LIMITS)


def test_one_list_at_many_places_is_counted_at_each() -> None:
    """Nothing is spread out before it is known to be few."""
    data: list[object] = [1] * 100_000
    for _ in range(2):
        data = [data] * 100_000
    assert not is_plain(data, Limits(), nothing=True)
