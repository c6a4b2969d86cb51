"""The parts of the partner information report; what is not known is None, never 0."""

from __future__ import annotations

from fractions import Fraction

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.engagement.kpis.ratio import PERCENT, Figure, Ratio
from partner_success.partners.account import Account
from partner_success.partners.contact import Contact
from partner_success.partners.licence import LicenceCount
from partner_success.partners.tenant import Downtime, Tenant
from partner_success.partners.ticket import Severity
from partner_success.scoring.licence import LicenceJudgement

__all__ = [
    "CustomerInformation",
    "IncidentCounts",
    "LicenceInformation",
    "TenantInformation",
    "UseInformation",
]


@attrs.frozen(kw_only=True)
class TenantInformation:
    """A tenant with its downtime in the month.

    Attributes:
        tenant: The tenant.
        downtime: How long it was down; ``None`` where nobody said.

    Rule: ANL-08.
    """

    tenant: Tenant
    downtime: Downtime | None


@attrs.frozen(kw_only=True)
class LicenceInformation:
    """The newest count of one licence, and what it says of the renewal.

    Attributes:
        count: What was counted, and on which day.
        judgement: What the policy of the rulebook says; ``None`` where neither licensed
            nor active users are known. Where one of them is, the policy takes the other
            for none.

    Rule: ANL-08.
    """

    count: LicenceCount
    judgement: LicenceJudgement | None

    @property
    def compliant(self) -> bool | None:
        """Whether no more are active than licensed; None where one is not known."""
        licensed, active = self.count.licensed, self.count.active
        return None if licensed is None or active is None else active <= licensed

    @property
    def utilisation(self) -> Fraction | None:
        """Active over licensed users; None where one is not known, or none licensed."""
        if self.count.active is None or self.judgement is None:
            return None
        return self.judgement.utilisation


@attrs.frozen(kw_only=True)
class IncidentCounts:
    """Incidents opened in the month.

    Attributes:
        by_severity: How many of each severity, all severities, worst first.
        unsaid: Tickets of the month that do not say whether something was broken; they
            count in none of the severities.

    Rule: ANL-08.
    """

    by_severity: FrozenMap[Severity, int]
    unsaid: int

    @property
    def total(self) -> int:
        """All incidents."""
        return sum(self.by_severity.values())


@attrs.frozen(kw_only=True)
class UseInformation:
    """How much one application was used in the month and in the one before.

    Attributes:
        name: What was counted: ``"active users"``, ``"minutes"``, ``"sessions"``, or
            the users of an application, by its name.
        readings: How many readings of the month it rests on.
        now: The mean of those; ``None`` without one.
        before: The mean of the readings of the month before; ``None`` without one.

    Rule: ANL-08.
    """

    name: str
    readings: int
    now: Fraction | None
    before: Fraction | None

    @property
    def change(self) -> Ratio | None:
        """The change since the month before, over that; None where one is not known."""
        if self.now is None or self.before is None:
            return None
        return Ratio(
            name=f"change of {self.name}",
            numerator=Figure(self.now - self.before, "more"),
            denominator=Figure(self.before, "the month before"),
            unit=PERCENT,
        )

    @property
    def percent(self) -> Fraction | None:
        """The change in percent; None where there is none, or none was used before."""
        return None if self.change is None else self.change.exact


@attrs.frozen(kw_only=True)
class CustomerInformation:
    """All that a partner is told of one customer.

    Where a section was not available, it is ``None``; where it was and has no record of
    the customer, it is empty.

    Attributes:
        account: The newest reading of the customer, with the days of its contract.
        contacts: Whom to speak to.
        tenants: What it runs, with downtimes.
        licences: What it licensed and uses, a licence once.
        incidents: What broke in the month.
        use: How it used the product and its applications.

    Rule: ANL-08.
    """

    account: Account
    contacts: tuple[Contact, ...] | None
    tenants: tuple[TenantInformation, ...] | None
    licences: tuple[LicenceInformation, ...] | None
    incidents: IncidentCounts | None
    use: tuple[UseInformation, ...] | None

    @property
    def renewals_at_risk(self) -> int | None:
        """How many licences put the renewal at risk; None where none is judged."""
        judged = [
            each.judgement for each in self.licences or () if each.judgement is not None
        ]
        return sum(each.renewal_at_risk for each in judged) if judged else None
