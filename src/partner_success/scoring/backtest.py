"""How a changed scorecard is tried on past data: the numbers of the trial."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import attrs

from partner_success.core.citation import Citation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import shown
from partner_success.errors import InvalidModelError, Problem
from partner_success.scoring.nps import level_faults

_LEAST: Final = {"outcome_days": 1, "draws": 100, "least_of_each": 2}
"""Fewer draws end in no interval, and one customer cannot stand on two sides."""


def _least(name: str) -> Any:
    return attrs.field(metadata={"minimum": _LEAST[name]})


@attrs.frozen(kw_only=True)
class BacktestPolicy:
    """What a backtest looks for, and from when on it gives figures.

    Attributes:
        id: The name for programs.
        name: The name for people.
        outcome_days: How many days after a reading a customer is watched for leaving,
            at least 1; the last of them belongs to the span (closed).
        draws: How often the customers are drawn anew for an interval, at least 100.
        confidence: The level of the intervals, strictly between 0 and 1.
        least_of_each: The fewest customers who left, and the fewest who stayed, for
            which figures are given (closed); at least 2.
        citations: Where the policy comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: A number is out of its range; every fault is named.

    Examples:
        >>> BacktestPolicy(
        ...     id="trial",
        ...     name="Trial",
        ...     outcome_days=90,
        ...     draws=1000,
        ...     confidence=Decimal("0.95"),
        ...     least_of_each=1,
        ... )
        Traceback (most recent call last):
          ...
        partner_success.errors.InvalidModelError: backtest policy 'trial': 1 fault
          - least_of_each: a whole number from 2 up is needed, found 1

    Rule: RBK-04.
    """

    id: str
    name: str
    outcome_days: int = _least("outcome_days")
    draws: int = _least("draws")
    confidence: Decimal
    least_of_each: int = _least("least_of_each")
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        faults = [*_count_faults(self), *level_faults(self.confidence)]
        if faults:
            raise InvalidModelError(f"backtest policy {self.id!r}", faults)


def _count_faults(policy: BacktestPolicy) -> Iterator[Problem]:
    for name, least in _LEAST.items():
        found = getattr(policy, name)
        if isinstance(found, bool) or not isinstance(found, int) or found < least:
            yield Problem(
                path=name,
                code="out-of-range",
                message=f"a whole number from {least} up is needed, found"
                f" {shown(found)}",
                given=shown(found),
                expected=f"a whole number from {least} up",
            )
