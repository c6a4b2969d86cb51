"""What is known of a partner that a programme holds to its requirements."""

from __future__ import annotations

from fractions import Fraction

import attrs

from partner_success.partners.faults import Faults, frozen_tuple
from partner_success.programme.given import unique
from partner_success.programme.requirements import CsmKind, check_kind

__all__ = ["PartnerCsm", "PartnerFacts"]


@attrs.frozen(kw_only=True)
class PartnerCsm:
    """A Customer Success Manager of a partner.

    Attributes:
        id: The id of the person.
        kind: ``"dedicated"`` for one who does nothing else; ``"shared"`` for one who
            has another role too, such as renewals or inside sales.
        customers: How many customers the person looks after, at least 0; ``None`` where
            it is not known.

    Raises:
        InvalidDataError: With every fault of the record.

    Rule: PRG-05.
    """

    id: str
    kind: CsmKind
    customers: int | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("CSM", self.id)
        faults.id("id", self.id)
        check_kind(faults, "kind", self.kind)
        faults.count("customers", self.customers, optional=True)
        faults.report()


@attrs.frozen(kw_only=True)
class PartnerFacts:
    """What is known of one partner; ``None`` says that something is not known.

    Attributes:
        partner_id: The partner.
        success_plans: How many success plans it has, at least 0.
        onboarding_days: How many whole days each onboarding took, one entry for each
            that is complete. Empty where none is complete yet, so that nothing is known
            of the average.
        csms: Its Customer Success Managers; empty says that it has none.

    Raises:
        InvalidDataError: With every fault: a number below 0, days that are not whole, a
            person twice.

    Examples:
        >>> facts = PartnerFacts(partner_id="p-1", onboarding_days=(30, 41))
        >>> facts.average_onboarding_days
        Fraction(71, 2)

    Rule: PRG-05.
    """

    partner_id: str
    success_plans: int | None = None
    onboarding_days: tuple[int, ...] = attrs.field(converter=frozen_tuple, default=())
    csms: tuple[PartnerCsm, ...] | None = attrs.field(
        converter=attrs.converters.optional(frozen_tuple), default=None
    )

    def __attrs_post_init__(self) -> None:
        faults = Faults("facts of partner", self.partner_id)
        faults.id("partner_id", self.partner_id)
        faults.count("success_plans", self.success_plans, optional=True)
        days: object = self.onboarding_days
        if isinstance(days, tuple):
            for place, each in enumerate(self.onboarding_days):
                faults.count(f"onboarding_days[{place}]", each)
        else:
            faults.wrong_type("onboarding_days", days, "a list of whole days")
        if self.csms is not None:
            unique(faults, "csms", self.csms, PartnerCsm, "id")
        faults.report()

    @property
    def average_onboarding_days(self) -> Fraction | None:
        """The average of all onboardings, exact; ``None`` where there is none."""
        days = self.onboarding_days
        return Fraction(sum(days), len(days)) if days else None
