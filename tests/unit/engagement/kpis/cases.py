"""Computes a case of a KPI as a domain expert writes it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import partner_success as ps
from partner_success.core import Money
from partner_success.engagement import Breakdown, Ratio, RecurringRevenue
from partner_success.errors import PartnerSuccessError

Case = dict[str, Any]
Facts = dict[Any, Any]


def kpis(rules: ps.Rulebook, case: Case) -> Facts:
    """Compute one KPI by the function that the catalogue names."""
    kpi = rules.kpis[case["kpi"]]
    assert kpi.compute is not None
    try:
        args, kwargs = _arguments(rules, case["given"])
        found = kpi.compute(*args, **kwargs)
    except PartnerSuccessError as error:
        return {"refused": type(error).__name__}
    facts = _breakdown(found, case) if isinstance(found, Breakdown) else _ratio(found)
    if kpi.target is not None and isinstance(found, Ratio):
        facts["reached"] = kpi.judge(found).holds
    return facts


def _ratio(found: Ratio) -> Facts:
    return {
        "value": found.exact,
        "unit": found.unit,
        "of": [found.numerator.amount, found.denominator.amount],
        "absent": found.absent and found.absent.code,
        "text": str(found),
    }


def _breakdown(found: Breakdown, case: Case) -> Facts:
    return {
        "whole": found.whole.amount,
        "mean": found.mean.exact,
        "mean unit": found.mean.unit,
        "shares": {part: share.exact for part, share in found.shares.items()},
        "ranked": list(found.ranked),
        "top": found.top(case.get("greatest", 1)).exact,
    }


def _arguments(rules: ps.Rulebook, given: Case) -> tuple[list[Any], dict[str, Any]]:
    match given:
        case {"at start": start, "churned": churned, **more}:
            revenue = RecurringRevenue(
                at_start=Money.parse(start),
                churned=Money.parse(churned),
                contracted=Money.parse(more["contracted"]),
                expanded=Money.parse(more["expanded"]),
            )
            return [revenue], {}
        case {"recommended": ratings}:
            return [rules.nps.score(ratings)], {}
        case {"days": [*pairs]}:
            return [[tuple(pair) for pair in pairs]], {}
        case {"minutes": times}:
            return [[timedelta(minutes=each) for each in times]], {}
        case {"tickets": parts} | {"under contract": parts}:
            return [parts], {}
        case {"revenue": {**parts}, "currency": currency}:
            money = {part: Money.parse(amount) for part, amount in parts.items()}
            return [money], {"currency": currency}
        case _:
            return [], {name: _value(value) for name, value in given.items()}


def _value(value: object) -> object:
    return Money.parse(value) if isinstance(value, str) else value
