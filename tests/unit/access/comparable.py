"""Small policies that differ in one thing, to be shown and compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
from partner_success.core.expressions import from_data

STAGES = ("s0", "s1", "s2", "s3")
TIED = {"field": "tied", "equals": True}
GRANTED = {"field": "granted", "equals": True}


def rule(id_: str, role: str, action: str, when: Any = None, **more: Any) -> AccessRule:
    """Give a rule for one role and one action, or for several with blanks between."""
    return AccessRule(
        id=id_,
        name=id_,
        roles=tuple(role.split()),
        actions=tuple(action.split()),
        condition=None if when is None else from_data(when),
        **more,
    )


def policy(
    *rules: AccessRule,
    stages: Iterable[str] = STAGES,
    roles: Iterable[str] = ("A", "B"),
    kinds: Mapping[str, str] | None = None,
) -> AccessPolicy:
    """Give a policy in which one looks at partners, reads and writes records.

    Args:
        rules: Its rules.
        stages: The ids of its stages.
        roles: The ids of its roles.
        kinds: By action the kind that it is done to, where it is another.
    """
    allowed = {action for each in rules for action in each.actions}
    found = {"look": "partner", "read": "record", "write": "record", "make": "new"}
    return AccessPolicy(
        id="small",
        name="Small",
        stages=Catalogue(AccessStage(id=each, name=each.upper()) for each in stages),
        roles=Catalogue(AccessRole(id=each, name=f"Role {each}") for each in roles),
        facts=Catalogue(
            [
                Fact(id="stage", name="the stage", type="stage"),
                Fact(id="gate", name="the gate", type="stage"),
                Fact(id="signed", name="whether it is signed", type="truth"),
                Fact(id="whose", name="the role it tells of", type="role"),
                Fact(
                    id="state", name="the state", type="words", words=("on", "off_now")
                ),
            ]
        ),
        kinds=Catalogue(
            [
                ResourceKind(id="partner", name="a partner", facts=("stage",)),
                ResourceKind(
                    id="record",
                    name="a record",
                    facts=("stage", "gate", "signed", "whose", "state"),
                ),
                ResourceKind(id="new", name="a new partner", of_partner=False),
            ]
        ),
        actions=Catalogue(
            Action(
                id=id_,
                name=f"{id_} it",
                kind=(kinds or {}).get(id_, kind),
                reads=id_ in {"look", "read"},
                nobody="" if id_ in allowed else "nobody does",
            )
            for id_, kind in found.items()
        ),
        rules=Catalogue(rules),
    )
