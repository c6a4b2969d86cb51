"""A customer that looks at what others offer."""

from __future__ import annotations

from datetime import date

import attrs

from partner_success.partners.faults import Faults


@attrs.frozen(kw_only=True)
class AlternativeEvaluation:
    """What was noticed of a customer that weighs up an alternative to the product.

    Attributes:
        account_id: The id of the `Account`.
        noted_on: The day on which somebody noticed it.
        ended_on: The day from which on the customer looks no longer; not before
            `noted_on`, ``None`` as long as it does.
        alternative: What the customer looks at; ``None`` where unknown.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> seen = AlternativeEvaluation(account_id="a-1", noted_on=date(2026, 5, 4))
        >>> seen.is_open
        True
    """

    account_id: str
    noted_on: date
    ended_on: date | None = None
    alternative: str | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("evaluation of an alternative by", self.account_id)
        faults.id("account_id", self.account_id)
        noted = faults.day("noted_on", self.noted_on)
        ended = faults.day("ended_on", self.ended_on, optional=True)
        faults.in_order("noted_on", noted, "ended_on", ended)
        faults.text("alternative", self.alternative, optional=True)
        faults.report()

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.ended_on is None
