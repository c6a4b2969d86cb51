"""Whether it pays: the return on an investment, and a partner's business case."""

from __future__ import annotations

from partner_success.practice.returns.break_even import (
    BreakEvenAmount,
    BreakEvenAmounts,
)
from partner_success.practice.returns.case import InvestmentCase
from partner_success.practice.returns.lines import CaseLine, LineOverlap, LineSide
from partner_success.practice.returns.policy import (
    ExampleCase,
    ExampleLine,
    ReturnsPolicy,
)
from partner_success.practice.returns.ratio import Reading, ReturnRatio
from partner_success.practice.returns.result import (
    CaseGroup,
    OverlapEffect,
    ReturnOnInvestment,
)
from partner_success.practice.returns.sensitivity import LineSwing, ReturnSensitivity

__all__ = [
    "BreakEvenAmount",
    "BreakEvenAmounts",
    "CaseGroup",
    "CaseLine",
    "ExampleCase",
    "ExampleLine",
    "InvestmentCase",
    "LineOverlap",
    "LineSide",
    "LineSwing",
    "OverlapEffect",
    "Reading",
    "ReturnOnInvestment",
    "ReturnRatio",
    "ReturnSensitivity",
    "ReturnsPolicy",
]
