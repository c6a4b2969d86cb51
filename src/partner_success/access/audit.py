"""What is kept of a decision: ids and codes, and nothing that names a person."""

from __future__ import annotations

from datetime import datetime

import attrs

from partner_success.core.instants import microseconds

__all__ = ["AuditRecord"]


@attrs.frozen(kw_only=True)
class AuditRecord:
    """A decision as a log keeps it.

    People stand in it by their ids alone, so that erasing a person is a change of the
    directory that resolves ids, and not of the log.

    Attributes:
        at: When it was decided, with its zone.
        actor_id: Who asked.
        action: The id of what they wanted to do.
        kind: The id of the kind of resource.
        resource_id: The id of the resource; ``None`` where it has none.
        partner_id: The partner it belongs to; ``None`` where it belongs to none.
        allowed: The answer.
        rule_id: The rule that allowed it; ``None`` where none did.
        role: The role that gave it; ``None`` where none did.
        grant_id: The context grant that opened it; ``None`` where none was needed.
        delegation_id: The delegation by which they acted; ``None`` where by none.
        lead_id: In whose place they acted; ``None`` where in nobody's.
        reasons: The codes of what was missing, each once; none where it was allowed.
        edition: The rulebook edition that decided; empty for a policy built by hand.

    Rule: ACC-01.
    """

    at: datetime = attrs.field(eq=microseconds)
    actor_id: str
    action: str
    kind: str
    resource_id: str | None = None
    partner_id: str | None = None
    allowed: bool
    rule_id: str | None = None
    role: str | None = None
    grant_id: str | None = None
    delegation_id: str | None = None
    lead_id: str | None = None
    reasons: tuple[str, ...] = ()
    edition: str = ""
