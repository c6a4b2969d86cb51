"""What is agreed on the sharing of metrics, and what was shared."""

from __future__ import annotations

from datetime import date

import attrs

from partner_success.partners.faults import Faults
from partner_success.programme.given import check_positive

__all__ = ["SharedMetrics", "SharingAgreement"]


@attrs.frozen(kw_only=True)
class SharingAgreement:
    """What is agreed with a partner on the sharing of metrics.

    Attributes:
        partner_id: The id of the partner.
        starts_on: The day from which it counts; metrics are due for the first time when
            as many months are over as agreed.
        months: Every how many calendar months; ``None`` for what the policy says.
        ends_on: The last day on which metrics can be due; ``None`` where none is set.

    Raises:
        InvalidDataError: With every fault of the record.

    Rule: PRG-09.
    """

    partner_id: str
    starts_on: date
    months: int | None = None
    ends_on: date | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("agreement on sharing", self.partner_id)
        faults.id("partner_id", self.partner_id)
        starts = faults.day("starts_on", self.starts_on)
        ends = faults.day("ends_on", self.ends_on, optional=True)
        faults.in_order("starts_on", starts, "ends_on", ends)
        check_positive(faults, "months", self.months, optional=True)
        faults.report()


@attrs.frozen(kw_only=True)
class SharedMetrics:
    """That metrics were shared with a partner.

    Attributes:
        partner_id: The id of the partner.
        number: Which sharing it was, from 1, so that a late one is not taken for the
            next.
        on: The day.

    Raises:
        InvalidDataError: With every fault of the record.

    Rule: PRG-09.
    """

    partner_id: str
    number: int
    on: date

    def __attrs_post_init__(self) -> None:
        faults = Faults("sharing with", self.partner_id)
        faults.id("partner_id", self.partner_id)
        check_positive(faults, "number", self.number)
        faults.day("on", self.on)
        faults.report()
