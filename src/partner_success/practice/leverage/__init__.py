"""Leverage: how many customers people cover, directly and by way of partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.practice.leverage.cover import CustomersCovered, PeopleNeeded
    from partner_success.practice.leverage.loads import CoverLoads
    from partner_success.practice.leverage.moves import (
        BreakEven,
        LeverageMove,
        LeverageTable,
    )
    from partner_success.practice.leverage.policy import LeveragePolicy

__all__ = [
    "BreakEven",
    "CoverLoads",
    "CustomersCovered",
    "LeverageMove",
    "LeveragePolicy",
    "LeverageTable",
    "PeopleNeeded",
]

export(
    __name__,
    """
    cover: CustomersCovered PeopleNeeded
    loads: CoverLoads
    moves: BreakEven LeverageMove LeverageTable
    policy: LeveragePolicy
    """,
)
