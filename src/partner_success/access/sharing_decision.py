"""The answer to 'may this be shared?': by which rule, or what is missing."""

from __future__ import annotations

from datetime import date

import attrs

from partner_success.access.designations import days_of
from partner_success.access.sharing_terms import DataClass, SharingRule
from partner_success.core.decision import Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.errors import InvalidUseError
from partner_success.partners import (
    DataSharingAgreement,
    PartnerOfRecord,
    Subscription,
)

__all__ = ["SharedClass", "SharingAudit", "SharingDecision"]


@attrs.frozen(kw_only=True)
class SharingAudit:
    """A decision on sharing as a log keeps it: ids and codes.

    Attributes:
        on: The day that was asked about.
        partner_id: With whom.
        data_class: The id of the class of data.
        account_id: Whose data it is.
        subscription_id: Of which subscription.
        allowed: The answer.
        rule_id: The rule that allowed it; ``None`` where none did.
        designation_id: The designation in force on the day, whoever it names; ``None``
            where nobody was partner of record.
        agreement_id: The agreement that covers it on the day, the one that began first;
            ``None`` where none does.
        reasons: The codes of what was missing, each once; none where it was allowed.
        edition: The rulebook edition that decided; empty for a policy built by hand.

    Rule: ACC-14.
    """

    on: date
    partner_id: str
    data_class: str
    account_id: str
    subscription_id: str
    allowed: bool
    rule_id: str | None = None
    designation_id: str | None = None
    agreement_id: str | None = None
    reasons: tuple[str, ...] = ()
    edition: str = ""


@attrs.frozen(kw_only=True)
class SharingDecision(Explained):
    """Whether data of a class may be shared with a partner on a day, and why.

    A decision has no truth value of its own: ask ``decision.allowed``.

    Attributes:
        partner_id: With whom.
        data_class: What.
        subscription: Of which subscription.
        on: On which day.
        rules: Every rule that allows it; empty where it is denied.
        designation: The designation in force on the day, whoever it names; ``None``
            where nobody is partner of record.
        agreements: The agreements with the partner that cover it on the day.
        reasons: Where it is denied, everything that the nearest rules lack, each with a
            ``code`` for programs, a ``message`` for people and what was compared.
        provenance: The rulebook edition that decided.

    Rule: ACC-14, ENG-11.
    """

    partner_id: str
    data_class: DataClass
    subscription: Subscription
    on: date
    rules: tuple[SharingRule, ...] = ()
    designation: PartnerOfRecord | None = None
    agreements: tuple[DataSharingAgreement, ...] = ()
    reasons: tuple[Reason, ...] = ()
    provenance: Provenance = Provenance()

    @property
    def allowed(self) -> bool:
        """Whether it may be shared."""
        return bool(self.rules)

    @property
    def rule(self) -> SharingRule | None:
        """The rule that allows it, the first of several; ``None`` where none does."""
        return self.rules[0] if self.rules else None

    def __bool__(self) -> bool:
        raise InvalidUseError(
            "a SharingDecision is neither true nor false; ask decision.allowed"
        )

    def audit(self) -> SharingAudit:
        """Give a record of the decision to keep."""
        return SharingAudit(
            on=self.on,
            partner_id=self.partner_id,
            data_class=self.data_class.id,
            account_id=self.subscription.account_id,
            subscription_id=self.subscription.id,
            allowed=self.allowed,
            rule_id=None if self.rule is None else self.rule.id,
            designation_id=None if self.designation is None else self.designation.id,
            agreement_id=self.agreements[0].id if self.agreements else None,
            reasons=tuple(dict.fromkeys(reason.code for reason in self.reasons)),
            edition=self.provenance.edition,
        )

    def explain(self) -> Explanation:
        """Tell by which rule it may be shared, or all that stands in the way."""
        asked = (
            f"{self.data_class.name} of subscription {self.subscription.id}"
            f" to {self.partner_id} on {self.on}"
        )
        if self.allowed:
            return Explanation(
                title=f"{asked}: may be shared",
                columns=("rule", "source"),
                rows=tuple(
                    (each.name, "; ".join(map(str, each.citations)))
                    for each in self.rules
                ),
                remarks=tuple(self._remarks()),
                provenance=self.provenance,
            )
        return Explanation(
            title=f"{asked}: is not shared",
            columns=("code", "what is missing"),
            rows=tuple((each.code, each.message) for each in self.reasons),
            provenance=self.provenance,
        )

    def _remarks(self) -> list[str]:
        remarks: list[str] = []
        if self.designation is not None:
            named = self.designation
            remarks.append(
                f"partner of record: {named.partner_id}, by designation {named.id}"
                f" {days_of(named)}"
            )
        if self.agreements:
            ids = ", ".join(each.id for each in self.agreements)
            remarks.append(f"under agreement {ids}")
        return remarks


@attrs.frozen(kw_only=True)
class SharedClass:
    """A class of data on a day, and until when the answer stays so.

    Attributes:
        decision: Whether it may be shared, and why.
        changes_on: The next day on which the answer is another, as far as the
            designations and agreements tell; ``None`` where it stays.

    Rule: ACC-14, ENG-11.
    """

    decision: SharingDecision
    changes_on: date | None = None

    @property
    def data_class(self) -> DataClass:
        """What."""
        return self.decision.data_class

    @property
    def allowed(self) -> bool:
        """Whether it may be shared."""
        return self.decision.allowed
