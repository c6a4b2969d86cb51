"""Whether it pays: the return on an investment, and a partner's business case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.practice.returns.assumptions import BusinessAssumptions
    from partner_success.practice.returns.break_even import (
        BreakEvenAmount,
        BreakEvenAmounts,
    )
    from partner_success.practice.returns.break_even_month import BreakEvenMonth
    from partner_success.practice.returns.business import (
        BusinessCase,
        BusinessMonth,
        BusinessYear,
    )
    from partner_success.practice.returns.business_sensitivity import (
        AssumptionSwing,
        BusinessOutcome,
        BusinessSensitivity,
    )
    from partner_success.practice.returns.case import InvestmentCase
    from partner_success.practice.returns.example import ExampleCase, ExampleLine
    from partner_success.practice.returns.flows import BusinessItem, Schedule
    from partner_success.practice.returns.lines import CaseLine, LineOverlap, LineSide
    from partner_success.practice.returns.policy import BusinessTerms, ReturnsPolicy
    from partner_success.practice.returns.ratio import Reading, ReturnRatio
    from partner_success.practice.returns.result import (
        CaseGroup,
        OverlapEffect,
        ReturnOnInvestment,
    )
    from partner_success.practice.returns.sensitivity import (
        LineSwing,
        ReturnSensitivity,
    )

__all__ = [
    "AssumptionSwing",
    "BreakEvenAmount",
    "BreakEvenAmounts",
    "BreakEvenMonth",
    "BusinessAssumptions",
    "BusinessCase",
    "BusinessItem",
    "BusinessMonth",
    "BusinessOutcome",
    "BusinessSensitivity",
    "BusinessTerms",
    "BusinessYear",
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
    "Schedule",
]

export(
    __name__,
    """
    assumptions: BusinessAssumptions
    break_even: BreakEvenAmount BreakEvenAmounts
    break_even_month: BreakEvenMonth
    business: BusinessCase BusinessMonth BusinessYear
    business_sensitivity: AssumptionSwing BusinessOutcome BusinessSensitivity
    case: InvestmentCase
    example: ExampleCase ExampleLine
    flows: BusinessItem Schedule
    lines: CaseLine LineOverlap LineSide
    policy: BusinessTerms ReturnsPolicy
    ratio: Reading ReturnRatio
    result: CaseGroup OverlapEffect ReturnOnInvestment
    sensitivity: LineSwing ReturnSensitivity
    """,
)
