"""How the fields of commands and events are called on the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["label_of"]

_NAMED: Final[Mapping[str, tuple[str, str]]] = {
    "why": ("Why", "Some steps need a reason; it is kept in the history."),
    "item": ("Short name", "Such as price-list: letters, digits and hyphens."),
    "issue_id": ("Short name of the issue", "Such as slow-orders."),
    "id": ("Short name", "Letters, digits and hyphens."),
    "reasons": ("What blocks it", ""),
    "risks": ("Risks", ""),
    "waiver": ("How far it is waived", ""),
    "monitoring": ("How the partner is watched more closely", ""),
    "rapid_response": ("What is done at once if something goes wrong", ""),
    "customers": ("Customers", "Rows that are left empty count for nothing."),
    "consent": ("The customer agreed to take part", ""),
    "friendly": ("A friendly customer", ""),
    "expectations": ("What the customer was told to expect", ""),
    "success_criteria": ("When the beta is a success", ""),
    "positive": ("The feedback is positive", ""),
    "metrics": ("Metrics", "Rows that are left empty count for nothing."),
    "direction": ("The value has to be", ""),
    "until": ("Until", ""),
    "critical": ("The launch has to wait for it", ""),
    "reference": ("Where the plan is kept", ""),
    "mitigation": ("What is done about the risks", ""),
    "target": ("Target", ""),
    "on": ("Day of the launch", "Left empty, it is today."),
    "gaps": ("What is lacking", "Rows that are left empty count for nothing."),
    "topic": ("What was taught", ""),
    "name": ("What was made", ""),
    "scenario": ("What was played through", ""),
    "passed": ("They managed it", ""),
    "documents": ("Documents handed over", ""),
    "people": ("Who", "Left empty, nobody is assigned."),
    "day": ("New day", "Left empty, there is no day any more."),
    "tier": ("Tier", ""),
    "severity": ("Severity", ""),
    "reason": ("What is waited for", "Such as: waiting on partner."),
}
_LONG: Final = frozenset(
    {
        "why",
        "monitoring",
        "rapid_response",
        "expectations",
        "success_criteria",
        "note",
        "resolution",
        "mitigation",
    }
)


def label_of(name: str) -> tuple[str, str, bool]:
    """Give the label of a field, a hint, and whether its text can be long."""
    plain = name.replace("_", " ")
    label, hint = _NAMED.get(name, (plain[:1].upper() + plain[1:], ""))
    return label, hint, name in _LONG
