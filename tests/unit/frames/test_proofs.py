"""What is proven of rows of sound cells, and of which rows it is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from partner_success.core.collections import FrozenMap
from partner_success.frames.proofs import Proof
from partner_success.partners import Order, Severity, Ticket

START = datetime(2026, 5, 4, 9, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("proof", "columns", "doubtful"),
    [
        (Proof(record=Ticket), {"id": ["t-1"]}, set[int]()),
        (
            Proof(record=Ticket, filled=("why",)),
            {"why": ["x", " ", None, "\t"]},
            {1, 3},
        ),
        (Proof(record=Ticket, filled=("why",)), {"id": ["t-1"]}, set[int]()),
        (
            Proof(record=Ticket, from_zero=("n",)),
            {"n": [0, -1, None, Decimal("-0.1"), Decimal("-0")]},
            {1, 3},
        ),
        (
            Proof(record=Ticket, any_of=("a", "b")),
            {"a": ["x", None, None], "b": ["x", "x", None]},
            {2},
        ),
        (Proof(record=Ticket, any_of=("a", "b")), {"id": ["t-1"]}, {0}),
        (
            Proof(record=Ticket, ordered=(("a", "b"),)),
            {
                "a": [START, START, None, START, START],
                "b": [START, None, START, START - timedelta(seconds=1), START],
            },
            {3},
        ),
    ],
)
def test_rows_of_which_it_is_not_proven(
    proof: Proof, columns: dict[str, list[object]], doubtful: set[int]
) -> None:
    """Each thing that is asked for is looked for in every row."""
    count = len(next(iter(columns.values())))
    assert proof.doubtful(columns, count) == doubtful


def test_a_clock_turned_back_does_not_mislead() -> None:
    """The second half past two of a night in October is an hour after the first."""
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    second = datetime(2026, 10, 25, 2, 10, tzinfo=BERLIN, fold=1)
    proof = Proof(record=Order, ordered=(("a", "b"),))
    columns = {"a": [first, second, first], "b": [second, first, START]}
    assert proof.doubtful(columns, 3) == {1, 2}


def test_records_are_built_with_their_members() -> None:
    """A word becomes what the record keeps for it."""
    proof = Proof(record=Ticket, members=FrozenMap({"severity": Severity}))
    columns = {"id": ["t-1"], "severity": ["high"], "opened_at": [START]}
    [ticket] = proof.build({**columns, "partner_id": ["p-1"]}, 1)
    assert ticket == Ticket(
        id="t-1", severity=Severity.HIGH, opened_at=START, partner_id="p-1"
    )
