"""Short ways to write cases for an investment."""

from __future__ import annotations

from typing import Any

from partner_success.core import Money
from partner_success.practice.returns import CaseLine, InvestmentCase, LineSide


def put_in(id_: str, amount: int | str | None = 0, **more: Any) -> CaseLine:
    """Give a line of the investment in dollars."""
    return _line(id_, LineSide.INVESTMENT, amount, more)


def back(id_: str, amount: int | str | None = 0, **more: Any) -> CaseLine:
    """Give a line of the return in dollars."""
    return _line(id_, LineSide.RETURN, amount, more)


def _line(
    id_: str, side: LineSide, amount: int | str | None, more: dict[str, Any]
) -> CaseLine:
    each = None if amount is None else Money(amount, "USD")
    facts: dict[str, Any] = {
        "id": id_,
        "name": id_.title(),
        "side": side,
        "each": each,
        **more,
    }
    return CaseLine(**facts)


def case(*lines: CaseLine, **more: Any) -> InvestmentCase:
    """Give a case in dollars."""
    facts: dict[str, Any] = {"name": "Ours", "currency": "USD", "lines": lines}
    return InvestmentCase(**{**facts, **more})


def row(*values: object) -> tuple[object, ...]:
    """Give values as a row that is compared with numbers of any kind."""
    return values
