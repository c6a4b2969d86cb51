"""A person at a customer."""

from __future__ import annotations

import attrs

from partner_success.partners.faults import Faults


@attrs.frozen(kw_only=True)
class Contact:
    """Somebody at a customer to speak to.

    Attributes:
        account_id: The id of the `Account`.
        name: As the person writes it.
        email: The address; ``None`` where unknown.
        role: What the person is there, such as ``"executive sponsor"``; ``None`` where
            unknown.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> Contact(account_id="a-1", name="Grace Hopper").email is None
        True
    """

    account_id: str
    name: str
    email: str | None = None
    role: str | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("contact at", self.account_id)
        faults.id("account_id", self.account_id)
        faults.text("name", self.name)
        faults.text("email", self.email, optional=True)
        faults.text("role", self.role, optional=True)
        faults.report()
