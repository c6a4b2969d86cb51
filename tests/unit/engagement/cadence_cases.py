"""Reads cases of a cadence as a technical account manager writes them."""

from __future__ import annotations

from typing import Any

import partner_success as ps
from partner_success.engagement import ActivityDone, DueItem, PartnerInCare

Case = dict[str, Any]
USUAL = "Mon-Fri 09:00-17:00; zone UTC"


def touchpoints(rules: ps.Rulebook, case: Case) -> dict[Any, Any]:
    """Give the days of touchpoints by kind and number."""
    found = rules.cadence.touchpoints(
        case["launch"],
        case["until"],
        calendar=ps.WorkingCalendar.parse(case.get("calendar", USUAL)),
        enterprise=case.get("enterprise", False),
    )
    days: dict[Any, Any] = {
        "moved": [f"{each.kind} {each.number}" for each in found if each.moved]
    }
    for each in found:
        days.setdefault(each.kind, {})[each.number] = each.on
    return days


def owed(rules: ps.Rulebook, case: Case) -> dict[Any, Any]:
    """Tell how everything of one partner stands on a day."""
    done = [
        ActivityDone(
            activity=each["what"],
            partner_id="acme",
            on=each["day"],
            by="p-1",
            number=each.get("number"),
        )
        for each in case.get("done", ())
    ]
    found = rules.cadence.due_list(
        [PartnerInCare(partner_id="acme", launched_on=case["launch"])],
        case["day"],
        done,
        role="TAM",
        calendar=ps.WorkingCalendar.parse(case.get("calendar", USUAL)),
    )
    return {each.id: _said(each) for each in found.items}


def _said(item: DueItem) -> str:
    missed = f", missed {item.missed}" if item.missed else ""
    return f"{item.state} by {item.by}{missed}"
