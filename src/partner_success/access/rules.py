"""A row of the access table."""

from __future__ import annotations

import attrs

from partner_success.core.citation import Citation
from partner_success.core.expressions import Condition

__all__ = ["AccessRule"]


@attrs.frozen(kw_only=True)
class AccessRule:
    """What people in a role may do, and when.

    Attributes:
        id: The name for programs, which decisions cite.
        name: The rule in a sentence.
        roles: The ids of the roles that it is for; it holds for each by itself.
        actions: The ids of the actions that it allows.
        condition: When, over the facts of the resource and the relations ``tied``,
            ``granted``, ``for_self`` and ``reason_given``; ``None`` for always.
        delegable: Whether a deputy may do it in the place of somebody in the role.
        citations: Where it comes from.

    Rule: ACC-01.
    """

    id: str
    name: str
    roles: tuple[str, ...]
    actions: tuple[str, ...]
    condition: Condition | None = None
    delegable: bool = False
    citations: tuple[Citation, ...] = ()
