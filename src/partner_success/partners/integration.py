"""What is known of a partner's integration: transactions tried, issues, monitoring."""

from __future__ import annotations

from datetime import datetime

import attrs

from partner_success.partners.faults import Faults


@attrs.frozen(kw_only=True)
class TransactionTest:
    """One test transaction that a partner's integration was tried with.

    Attributes:
        id: Not blank, no space around it.
        partner_id: The id of the `Partner` whose integration it is.
        ran_at: When it was run, with its zone.
        succeeded: Whether it went through.
        failure: Where or why it failed; ``None`` where it did not, or nobody knows.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> from datetime import UTC
        >>> TransactionTest(id="x-1", partner_id="acme", succeeded=True,
        ...     ran_at=datetime(2026, 5, 4, 9, tzinfo=UTC)).succeeded
        True

    Rule: ANL-09.
    """

    id: str
    partner_id: str
    ran_at: datetime
    succeeded: bool
    failure: str | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("test transaction", self.id)
        faults.id("id", self.id)
        faults.id("partner_id", self.partner_id)
        faults.instant("ran_at", self.ran_at)
        faults.truth("succeeded", self.succeeded)
        faults.text("failure", self.failure, optional=True)
        if self.succeeded is True and self.failure is not None:
            message = "is told of a transaction that succeeded; leave one of them out"
            faults.add("failure", "contradicts", message, self.failure, "nothing")
        faults.report()


@attrs.frozen(kw_only=True)
class IntegrationIssue:
    """Something that hinders a partner's integration.

    Attributes:
        id: Not blank, no space around it.
        partner_id: The id of the `Partner` whose integration it is.
        kind: What sort of issue it is, such as ``"authentication"``: the same word for
            issues that are counted together.
        found_at: When it was found, with its zone.
        resolved_at: When it was resolved, with its zone; not before `found_at`,
            ``None`` as long as it is open.
        summary: What it is; ``None`` where nothing was written.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> from datetime import UTC
        >>> IntegrationIssue(id="i-1", partner_id="acme", kind="authentication",
        ...     found_at=datetime(2026, 5, 4, 9, tzinfo=UTC)).resolved_at

    Rule: ANL-09.
    """

    id: str
    partner_id: str
    kind: str
    found_at: datetime
    resolved_at: datetime | None = None
    summary: str | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("integration issue", self.id)
        faults.id("id", self.id)
        faults.id("partner_id", self.partner_id)
        faults.id("kind", self.kind)
        found = faults.instant("found_at", self.found_at)
        resolved = faults.instant("resolved_at", self.resolved_at, optional=True)
        faults.in_order("found_at", found, "resolved_at", resolved)
        faults.text("summary", self.summary, optional=True)
        faults.report()


@attrs.frozen(kw_only=True)
class MonitoringCheck:
    """One look at whether a partner's integration is watched.

    Attributes:
        partner_id: The id of the `Partner` whose integration it is.
        checked_at: When somebody looked, with its zone.
        is_running: Whether the monitoring ran.
        alerts_arrive: Whether its alerts reached whom they should; ``None`` where that
            was not tried.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> from datetime import UTC
        >>> MonitoringCheck(partner_id="acme", is_running=True, alerts_arrive=True,
        ...     checked_at=datetime(2026, 5, 4, 9, tzinfo=UTC)).is_healthy
        True

    Rule: ANL-09.
    """

    partner_id: str
    checked_at: datetime
    is_running: bool
    alerts_arrive: bool | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("monitoring check of", self.partner_id)
        faults.id("partner_id", self.partner_id)
        faults.instant("checked_at", self.checked_at)
        faults.truth("is_running", self.is_running)
        faults.truth("alerts_arrive", self.alerts_arrive, optional=True)
        faults.report()

    @property
    def is_healthy(self) -> bool:
        """Whether it ran and its alerts arrived; an untried alert is not healthy."""
        return self.is_running and self.alerts_arrive is True
