"""Who works on a partner in which role."""

from __future__ import annotations

from datetime import datetime

import attrs

from partner_success.partners.faults import Faults, member
from partner_success.partners.role import Role


def _role(value: Role | str) -> Role:
    return member(Role, value)


@attrs.frozen(kw_only=True)
class TeamAssignment:
    """One person in one role for the partner that holds this.

    Attributes:
        role: The role; its text is taken too.
        person_id: The id of a `Person`.
        since: The instant from which it holds, with its zone; ``None`` where unknown.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> TeamAssignment(role="PAM", person_id="p-1").role
        <Role.PAM: 'PAM'>
    """

    role: Role = attrs.field(converter=_role)
    person_id: str
    since: datetime | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("team assignment")
        faults.member("role", self.role, Role)
        faults.id("person_id", self.person_id)
        faults.instant("since", self.since, optional=True)
        faults.report()
