"""A launch that was taken back."""

from __future__ import annotations

from datetime import date

import attrs

from partner_success.partners.faults import Faults


@attrs.frozen(kw_only=True)
class LaunchRollback:
    """That a partner's launch was rolled back.

    Attributes:
        partner_id: The id of the `Partner`.
        on: The day on which customers were taken off the partner's service again.
        why: What made it necessary; ``None`` where nobody wrote it down.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> LaunchRollback(partner_id="acme", on=date(2026, 5, 4)).on.isoformat()
        '2026-05-04'
    """

    partner_id: str
    on: date
    why: str | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("rollback of", self.partner_id)
        faults.id("partner_id", self.partner_id)
        faults.day("on", self.on)
        faults.text("why", self.why, optional=True)
        faults.report()
