"""Leverage: how many customers people cover, directly and by way of partners."""

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
