"""The contract with a partner."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import attrs

from partner_success.core.money import Money
from partner_success.partners.faults import Faults, member


class ContractKind(StrEnum):
    """The form in which a partner does business with the vendor.

    Attributes:
        PPA: Partner programme agreement.
        DISTRIBUTION: The partner distributes to others who sell.
        SALES_AGENT: The partner brings customers who buy from the vendor.
        OTHER: Any other form.
    """

    PPA = "ppa"
    DISTRIBUTION = "distribution"
    SALES_AGENT = "sales_agent"
    OTHER = "other"


def _kind(value: ContractKind | str) -> ContractKind:
    return member(ContractKind, value)


@attrs.frozen(kw_only=True)
class Contract:
    """What was agreed with a partner.

    Attributes:
        id: Not blank, no space around it.
        kind: The form of it; its text is taken too.
        signed_on: The day of the signature; ``None`` while it is unsigned or unknown.
        starts_on: The first day on which it holds; may be before the signature.
        renews_on: The day on which it ends unless renewed; not before `starts_on`.
        committed_value: The contractually committed value (CCV) over its whole term, at
            least 0; ``None`` where unknown.
        launch_revenue_potential: What launching in the partner's country could bring
            (LRP), at least 0; ``None`` where unknown. It may be in another currency.
        reference: How the contract is called elsewhere.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> contract = Contract(id="c-1", kind="ppa",
        ...     committed_value=Money("60000000", "USD"))
        >>> str(contract.committed_value)
        '60,000,000 USD'
    """

    id: str
    kind: ContractKind = attrs.field(converter=_kind)
    signed_on: date | None = None
    starts_on: date | None = None
    renews_on: date | None = None
    committed_value: Money | None = None
    launch_revenue_potential: Money | None = None
    reference: str | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("contract", self.id)
        faults.id("id", self.id)
        faults.member("kind", self.kind, ContractKind)
        faults.day("signed_on", self.signed_on, optional=True)
        starts = faults.day("starts_on", self.starts_on, optional=True)
        renews = faults.day("renews_on", self.renews_on, optional=True)
        faults.in_order("starts_on", starts, "renews_on", renews)
        faults.money("committed_value", self.committed_value)
        faults.money("launch_revenue_potential", self.launch_revenue_potential)
        faults.text("reference", self.reference, optional=True)
        faults.report()
