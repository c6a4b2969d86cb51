"""A small policy, to be changed in one place by a test."""

from __future__ import annotations

from typing import Any

from partner_success.access import (
    AccessPolicy,
    AccessRole,
    AccessRule,
    AccessStage,
    Action,
    Fact,
    ResourceKind,
)
from partner_success.core.collections import Catalogue
from partner_success.core.expressions import Condition, from_data

TIED: dict[str, Any] = {"field": "tied", "equals": True}
REGIONS = ("east", "far_west")
GRANTED: dict[str, Any] = {"field": "granted", "equals": True}


def condition(*parts: dict[str, Any]) -> Condition:
    """Give a condition from its data; several parts must all hold."""
    return from_data(parts[0] if len(parts) == 1 else {"all": list(parts)})


def stage_is(*stages: str) -> dict[str, Any]:
    """Give the data of a condition that asks for one of these stages."""
    return {"field": "stage", "one_of": list(stages)}


def rule(id_: str = "sees", *parts: dict[str, Any], **changes: Any) -> AccessRule:
    """Give a rule by which somebody in the role A sees partners."""
    good: dict[str, Any] = {
        "id": id_,
        "name": f"The rule {id_}.",
        "roles": ("A",),
        "actions": ("view_partner",),
        "condition": condition(*parts) if parts else None,
    }
    return AccessRule(**good | changes)


def policy(*rules: AccessRule, **changes: Any) -> AccessPolicy:
    """Give a policy of three stages, two roles and a kind of resource of each sort."""
    good: dict[str, Any] = {
        "id": "small",
        "name": "Small",
        "stages": [AccessStage(id=each, name=each.upper()) for each in "xyz"],
        "roles": [AccessRole(id=each, name=f"Role {each}") for each in "AB"],
        "facts": [
            Fact(id="stage", name="the stage", type="stage"),
            Fact(id="gate", name="the gate", type="stage"),
            Fact(
                id="region", name="the region", type="words", words=("east", "far_west")
            ),
            Fact(id="open", name="whether it is open", type="truth"),
            Fact(id="role", name="the role", type="role"),
        ],
        "kinds": [
            ResourceKind(
                id="partner", name="a partner", facts=("stage", "region", "open")
            ),
            ResourceKind(id="gate", name="a gate", facts=("stage", "gate", "role")),
            ResourceKind(id="book", name="a book", of_partner=False, facts=("open",)),
        ],
        "actions": [
            Action(id="view_partner", name="view it", kind="partner", reads=True),
            Action(id="edit", name="edit it", kind="partner", nobody="it stays"),
            Action(id="burn", name="burn a book", kind="book", nobody="fire spreads"),
            Action(id="pass", name="pass a gate", kind="gate", nobody="gates are shut"),
        ],
        "rules": list(rules or [rule("sees", TIED)]),
    }
    fields = good | changes
    for name in ("stages", "roles", "facts", "kinds", "actions", "rules"):
        fields[name] = Catalogue(fields[name], kind=name.removesuffix("s"))
    return AccessPolicy(**fields)
