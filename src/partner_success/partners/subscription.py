"""What a customer subscribed to."""

from __future__ import annotations

import attrs

from partner_success.partners.faults import Faults


@attrs.frozen(kw_only=True)
class Subscription:
    """One subscription of a customer.

    Attributes:
        id: What other records refer to; not blank, no space around it.
        account_id: The id of the customer, an `Account`, whose it is.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> Subscription(id="s-1", account_id="a-1").account_id
        'a-1'
    """

    id: str
    account_id: str

    def __attrs_post_init__(self) -> None:
        faults = Faults("subscription", self.id)
        faults.id("id", self.id)
        faults.id("account_id", self.account_id)
        faults.report()
