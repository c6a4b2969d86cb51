"""Reads cases of a cadence as a technical account manager writes them."""

from __future__ import annotations

from typing import Any

import partner_success as ps
from partner_success.engagement import ActivityDone, DueItem, PartnerInCare

Case = dict[str, Any]
USUAL = "Mon-Fri 09:00-17:00; zone UTC"


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
