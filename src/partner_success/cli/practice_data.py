"""What the commands of a practice's staff print in the same way."""

from __future__ import annotations

from fractions import Fraction

from partner_success.cli.data import Data
from partner_success.practice.staffing import HoursRange, UntakenAccount

__all__ = ["hours_data", "number_data", "untaken_data"]


def number_data(exact: Fraction) -> Data:
    """Give an exact number as plain data."""
    return {"value": float(exact), "exact": str(exact)}


def hours_data(each: HoursRange) -> Data:
    """Give a range of hours as plain data."""
    return {"least": number_data(each.least), "most": number_data(each.most)}


def untaken_data(each: UntakenAccount) -> Data:
    """Give an account that nobody can take as plain data."""
    return {
        "account": each.account.id,
        "role": each.account.role,
        "reasons": [
            {"code": reason.code, "message": reason.message} for reason in each.reasons
        ],
    }
