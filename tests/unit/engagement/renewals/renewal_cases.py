"""Reads cases of renewals as a domain expert writes them."""

from __future__ import annotations

from datetime import date
from typing import Any

import partner_success as ps
from partner_success.core import Money
from partner_success.engagement.renewals import RenewalLine
from partner_success.errors import InvalidDataError
from tests.unit.engagement.renewals.contracts import (
    END,
    QUARTER,
    line,
    lost,
    renewed,
    term,
    usd,
)

Case = dict[str, Any]
Facts = dict[Any, Any]


def renewal_prompts(rules: ps.Rulebook, case: Case) -> Facts:
    """Tell how the prompts of a renewal stand."""
    plan = rules.renewals.plan(case["renewal"])
    standing = plan.on(case["day"], done=case.get("done"))
    return {
        state: [each.id for each in getattr(standing, state)]
        for state in ("done", "open", "missed", "ahead")
    }


def renewal_rates(rules: ps.Rulebook, case: Case) -> Facts:
    """Count contracts of the second quarter of 2026."""
    lines = [_line(f"c-{n}", *given) for n, given in enumerate(case["lines"])]
    found = rules.renewals.rate(lines, QUARTER)
    total = found.total
    shares = {
        "of due": total.by_count.of_due,
        "of decided": total.by_count.of_decided,
        "value of due": total.by_value.of_due,
        "gross": total.gross_retention.of_due,
        "net": total.net_retention.of_due,
    }
    return {
        "due": total.due,
        "undecided": total.undecided,
        "incentive": found.incentive.holds,
        "goal": found.goal.holds,
        **{name: share and 100 * share for name, share in shares.items()},
    }


def _line(
    contract: str,
    value: int,
    after: int | bool | None,
    ends_on: date = END,
    renewed_on: date | None = None,
) -> RenewalLine:
    if after is None:
        return line(contract, value=usd(value), ends_on=ends_on)
    if after is False:
        return lost(contract, value=usd(value), ends_on=ends_on)
    changes = {"value": usd(value), "ends_on": ends_on, "renewed_on": renewed_on}
    return renewed(contract, after, **changes)


def co_terming(rules: ps.Rulebook, case: Case) -> Facts:
    """Move contracts to one end."""
    contracts = [
        term(name, starts_on=starts_on, ends_on=ends_on, value=usd(value))
        for name, (starts_on, ends_on, value) in case["contracts"].items()
    ]
    try:
        found = rules.renewals.coterm(contracts, ends_on=case["end"])
    except InvalidDataError as error:
        return {"refused": [problem.path for problem in error.problems]}
    return {
        "values": [_cents(each.value) for each in found.lines],
        "charge": _cents(found.charge),
        "credit": _cents(found.credit),
    }


def _cents(amount: Money) -> str:
    return f"{amount.amount:.2f}"
