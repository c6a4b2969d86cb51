"""Returns and business cases as plain data; the form is described in the reference."""

from __future__ import annotations

from fractions import Fraction

from partner_success.cli.data import Data
from partner_success.core.money import Money
from partner_success.core.quantities import HUNDRED, rounded_text
from partner_success.practice.returns import (
    BreakEvenAmounts,
    BusinessCase,
    BusinessOutcome,
    BusinessSensitivity,
    CaseGroup,
    Reading,
    ReturnOnInvestment,
    ReturnRatio,
    ReturnSensitivity,
)
from partner_success.practice.returns.flows import Flow


def return_data(
    found: ReturnOnInvestment,
    sensitivity: ReturnSensitivity,
    limits: BreakEvenAmounts | None,
) -> Data:
    """Give the return of a case, what is doubtful, and what it hangs on."""
    return {
        "rulebook": found.provenance.edition,
        "name": found.case.name,
        "currency": found.case.currency,
        **_ratio(found.ratio),
        "claims": [
            {"reading": each.value, "percent": found.case.claim, "holds": claim.holds}
            for each, claim in found.claims.items()
        ],
        "groups": [_group(found, each) for each in found.groups],
        "uncounted": [each.id for each in found.case.uncounted],
        "overlaps": [
            {
                "lines": list(each.overlap.lines),
                "why": each.overlap.why,
                "without": each.without,
                **_ratio(each.ratio),
            }
            for each in found.overlaps
        ],
        "step": sensitivity.step,
        "swings": [
            {
                "line": each.line.id,
                "lower": _ratio(each.lower),
                "higher": _ratio(each.higher),
            }
            for each in sensitivity.swings
        ],
        "limits": None if limits is None else _limits(limits),
    }


def _ratio(ratio: ReturnRatio) -> Data:
    return {
        "invested": _amount(ratio.invested),
        "returned": _amount(ratio.returned),
        **{each.value: _share(ratio.share(each)) for each in Reading},
    }


def _share(share: Fraction | None) -> Data | None:
    if share is None:
        return None
    text = rounded_text(HUNDRED * share.numerator, share.denominator)
    return {"exact": str(share), "percent": text}


def _amount(amount: Fraction) -> Data:
    text = rounded_text(amount.numerator, amount.denominator, 2)
    return {"exact": str(amount), "rounded": text}


def _money(amount: Money | None) -> Data | None:
    return None if amount is None else _amount(Fraction(amount.amount))


def _group(found: ReturnOnInvestment, group: CaseGroup) -> Data:
    return {
        "name": group.name,
        "side": group.side.value,
        "amount": _money(group.amount),
        "lines": [
            {
                "id": each.id,
                "name": each.name,
                "count": each.count,
                "amount": _money(found.case.amount(each)),
            }
            for each in group.lines
        ],
    }


def _limits(limits: BreakEvenAmounts) -> Data:
    return {
        "wanted": limits.wanted,
        "lines": [
            {
                "line": each.line.id,
                "limit": None if each.limit is None else _amount(each.limit),
                "reason": each.reason or None,
            }
            for each in limits.amounts
        ],
    }


def business_data(found: BusinessCase, sensitivity: BusinessSensitivity) -> Data:
    """Give a business case by year and month, and what it hangs on."""
    even = found.break_even
    worth = found.present_value
    return {
        "rulebook": found.provenance.edition,
        "name": found.assumptions.name,
        "currency": found.currency,
        "break_even": {
            "first": even.first,
            "lasting": even.lasting,
            "payback": None if even.payback is None else _amount(even.payback),
            "code": even.reason.code,
            "message": even.reason.message,
        },
        "net": _amount(found.net),
        "present_value": None if worth is None else _amount(worth),
        "return": _ratio(found.ratio),
        "years": [
            {
                "number": each.number,
                "months": len(each.months),
                **_flow(each.flow),
                "net": _amount(each.net),
                "cumulative": _amount(each.cumulative),
            }
            for each in found.years
        ],
        "months": [
            {
                "number": each.number,
                "starts_on": None
                if each.starts_on is None
                else each.starts_on.isoformat(),
                **_flow(each.flow),
                "net": _amount(each.net),
                "cumulative": _amount(each.cumulative),
            }
            for each in found.months
        ],
        "step": sensitivity.step,
        "swings": [
            {
                "assumption": each.assumption,
                "value": _amount(each.value),
                "lower": _outcome(each.lower),
                "higher": _outcome(each.higher),
            }
            for each in sensitivity.swings
        ],
    }


def _flow(flow: Flow) -> Data:
    return {item.value: _amount(amount) for item, amount in flow.items()}


def _outcome(end: BusinessOutcome) -> Data:
    return {
        "value": _amount(end.value),
        "break_even": end.break_even,
        "net": _amount(end.net),
    }
