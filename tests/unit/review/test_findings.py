"""Findings stand in one order, whatever order they are found in."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest

from partner_success.errors import UnknownNameError
from partner_success.review import FINDINGS, Finding, Urgency, in_order


def find(code: str = "trigger-fired", **more: Any) -> Finding:
    """Make a finding."""
    given: dict[str, Any] = {
        "urgency": Urgency.SOON,
        "partner_id": "acme",
        "kind": "account",
        "subject": "a-1",
        "message": "something",
    }
    return Finding(code=code, **given | more)


EXPECTED = [
    find("launch-tight", urgency=Urgency.NOW),
    find("health-band", gravity=Fraction(-1, 2)),
    find("health-band", gravity=-1, since=date(2026, 5, 2)),
    find("health-band", gravity=-1, since=date(2026, 5, 3)),
    find("health-band", gravity=-1),
]


@pytest.mark.parametrize("given", list(permutations(EXPECTED)))
def test_urgency_then_kind_then_gravity_then_age(given: tuple[Finding, ...]) -> None:
    """Of two alike, the one of which nobody knows since when comes last."""
    assert list(in_order(given)) == EXPECTED


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (find("launch-at-risk"), find("health-band", gravity=9)),
        (find(subject="a-1"), find(subject="a-2")),
        (find(message="a"), find(message="b")),
        (find(urgency=Urgency.NOW), find(urgency=Urgency.SOON)),
        (find(urgency=Urgency.SOON), find(urgency=Urgency.WATCH)),
        (find(urgency=Urgency.WATCH), find(urgency=Urgency.CHANCE)),
        (find(urgency=Urgency.CHANCE), find(urgency=Urgency.UNKNOWN)),
    ],
)
def test_what_comes_first(first: Finding, second: Finding) -> None:
    """Kinds by their place in the catalogue, then subjects, then messages."""
    assert in_order([second, first]) == (first, second)


def test_a_finding_tells_itself() -> None:
    """Its kind has a name for people."""
    assert str(find(urgency=Urgency.UNKNOWN)) == "not known: something"
    assert find("nps-negative").name == "More detractors than promoters"


def test_an_unknown_kind_is_told() -> None:
    """Near ones are named."""
    with pytest.raises(UnknownNameError, match="health-band"):
        _ = FINDINGS["health-bnd"]
