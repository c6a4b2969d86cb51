"""What is missing where data may not be shared, by codes and in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

import attrs

from partner_success.access.agreements import Agreements
from partner_success.access.arguments import require_kind
from partner_success.access.designations import Designations, days_of
from partner_success.access.sharing_terms import (
    AGREEMENT,
    FACTS,
    PARTNER_OF_RECORD,
    Case,
    DataClass,
    SharingRule,
    SharingTerms,
    as_facts,
)
from partner_success.core.decision import Reason
from partner_success.core.expressions import unmet
from partner_success.partners import (
    DataSharingAgreement,
    PartnerOfRecord,
    Subscription,
)

__all__ = ["Asked", "sharing_reasons"]

_MOST_NAMED = 3
"""The most agreements that one sentence names."""

Told: TypeAlias = tuple[str, str, Mapping[str, object]]
"""The code, the sentence and the facts of a reason."""


@attrs.frozen(kw_only=True)
class Asked:
    """A question of sharing with the records that answer it.

    Attributes:
        partner_id: With whom.
        data_class: What.
        subscription: Of which subscription.
        on: On which day.
        designations: Who is partner of record when.
        agreements: What was agreed.
        designation: The designation in force for the subscription, whoever it names.
        in_force: The agreements with the partner that cover it on the day.

    Raises:
        InvalidValueError: The day is none.
        InvalidUseError: Another argument is none of its kind.
    """

    partner_id: str
    data_class: DataClass
    subscription: Subscription
    on: date
    designations: Designations
    agreements: Agreements
    designation: PartnerOfRecord | None = attrs.field(init=False)
    in_force: tuple[DataSharingAgreement, ...] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        require_kind(self.subscription, Subscription, "subscription")
        require_kind(self.designations, Designations, "designations")
        require_kind(self.agreements, Agreements, "agreements")
        named = self.designations.in_force(self.subscription.id, on=self.on)
        object.__setattr__(self, "designation", named)
        account, name = self.subscription.account_id, self.data_class.id
        found = self.agreements.in_force(self.partner_id, account, name, on=self.on)
        object.__setattr__(self, "in_force", found)

    @property
    def case(self) -> Case:
        """How the facts stand that rules ask for."""
        named = self.designation
        of_record = named is not None and (named.partner_id, named.account_id) == (
            self.partner_id,
            self.subscription.account_id,
        )
        return of_record, bool(self.in_force)


def sharing_reasons(policy: SharingTerms, asked: Asked) -> tuple[Reason, ...]:
    """Give what those rules lack that lack least, where none of them allows it."""
    rules = policy.rules_for(asked.data_class)
    if not rules:
        nobody = asked.data_class.nobody
        return (Reason(code="nobody", message=nobody),)
    facts = as_facts(asked.case)
    lacking = [(rule, _missing(rule, facts)) for rule in rules]
    least = min(len(missing) for _, missing in lacking)
    nearest = [(rule, missing) for rule, missing in lacking if len(missing) == least]
    found: list[Reason] = []
    for name, tell in ((PARTNER_OF_RECORD, _of_record), (AGREEMENT, _of_agreement)):
        asking = [rule for rule, missing in nearest if name in missing]
        if asking:
            found += [_reason(asking, *told) for told in tell(policy, asked)]
    return tuple(found)


def _missing(rule: SharingRule, facts: Mapping[str, bool]) -> tuple[str, ...]:
    named = {name for each in unmet(rule.condition, facts) for name in each.facts}
    false = [name for name in FACTS if not facts[name]]
    # However oddly a condition is written, a 'no' is never without a reason.
    return tuple(name for name in false if name in named) or tuple(false)


def _reason(
    rules: list[SharingRule], code: str, message: str, facts: Mapping[str, object]
) -> Reason:
    cited = dict.fromkeys(each for rule in rules for each in rule.citations)
    return Reason(
        code=code,
        message=message,
        rules=tuple(rule.id for rule in rules),
        citations=tuple(cited),
        facts=facts,
    )


# ------------------------------------------------------------------ partner of record
def _of_record(_: SharingTerms, asked: Asked) -> Iterator[Told]:
    """Say who is partner of record instead, and when the partner was or will be."""
    found, subscription = asked.designation, asked.subscription
    what = f"subscription {subscription.id}"
    if found is None:
        message = f"nobody is partner of record of {what} on {asked.on}"
        yield "no-partner-of-record", message, {"subscription_id": subscription.id}
    else:
        facts = {"designation_id": found.id, "partner_id": found.partner_id}
        if found.partner_id == asked.partner_id:
            message = (
                f"designation {found.id} names {what} as one of customer"
                f" {found.account_id}, not of {subscription.account_id}"
            )
            yield "designation-other-customer", message, facts
            return
        message = (
            f"the partner of record of {what} is {found.partner_id}, by designation"
            f" {found.id} {days_of(found)}"
        )
        yield "partner-of-record-other", message, facts
    yield from _at_other_times(asked)


def _at_other_times(asked: Asked) -> Iterator[Told]:
    own = [
        each
        for each in asked.designations.of(asked.subscription.id)
        if each.partner_id == asked.partner_id
    ]
    before = [each for each in own if each.starts_on <= asked.on]
    after = [each for each in own if each.starts_on > asked.on]
    for record in before[-1:]:
        message = (
            f"{asked.partner_id} was partner of record only until before"
            f" {record.ends_on}, by designation {record.id}"
        )
        facts = {"designation_id": record.id, "ends_on": record.ends_on}
        yield "partner-of-record-ended", message, facts
    for record in after[:1]:
        message = (
            f"{asked.partner_id} is partner of record only from {record.starts_on} on,"
            f" by designation {record.id}"
        )
        facts = {"designation_id": record.id, "starts_on": record.starts_on}
        yield "partner-of-record-not-yet", message, facts


# -------------------------------------------------------------------------- agreement
def _of_agreement(policy: SharingTerms, asked: Asked) -> Iterator[Told]:
    """Say why no agreement covers it, of those that lack least."""
    theirs = asked.agreements.of(asked.partner_id)
    account = asked.subscription.account_id
    if not theirs:
        message = f"there is no data-sharing agreement with {asked.partner_id}"
        yield "no-agreement", message, {"partner_id": asked.partner_id}
        return
    covering = asked.agreements.of(asked.partner_id, account)
    if not covering:
        message = (
            f"what is agreed with {asked.partner_id} is about other customers than"
            f" {account}: {_listed(each.id for each in theirs)}"
        )
        yield "agreement-other-customer", message, {"account_id": account}
        return
    faults = [list(_lacks(policy, asked, each)) for each in covering]
    least = min(map(len, faults))
    for found in faults:
        if len(found) == least:
            yield from found


def _lacks(
    policy: SharingTerms, asked: Asked, agreement: DataSharingAgreement
) -> Iterator[Told]:
    """Say what keeps an agreement on the customer from covering it on the day."""
    what, ids = f"agreement {agreement.id}", {"agreement_id": agreement.id}
    if asked.data_class.id not in agreement.data_classes:
        names = _listed(_name(policy, each) for each in agreement.data_classes)
        message = f"{what} does not cover {asked.data_class.name}, only {names}"
        facts = {**ids, "data_classes": agreement.data_classes}
        yield "agreement-other-class", message, facts
    signed = agreement.signed_on
    if signed is None:
        yield "agreement-unsigned", f"{what} is not signed", {**ids}
    elif asked.on < signed:
        message = f"{what} is signed only on {signed}"
        yield "agreement-signed-later", message, {**ids, "signed_on": signed}
    if asked.on < agreement.starts_on:
        starts = agreement.starts_on
        message = f"{what} holds only from {starts} on"
        yield "agreement-not-yet", message, {**ids, "starts_on": starts}
    early, agreed = agreement.ended_on, agreement.ends_on
    if early is not None and early <= asked.on:
        message = f"{what} was ended on {early}, and holds no longer from that day on"
        yield "agreement-ended-early", message, {**ids, "ended_on": early}
    elif agreed is not None and agreed <= asked.on:
        message = f"{what} held only until before {agreed}"
        yield "agreement-ended", message, {**ids, "ends_on": agreed}


def _name(policy: SharingTerms, data_class: str) -> str:
    found = policy.data_classes.get(data_class)
    return data_class if found is None else found.name


def _listed(names: Iterable[str]) -> str:
    found = list(names)
    more = len(found) - _MOST_NAMED
    return ", ".join(found[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
