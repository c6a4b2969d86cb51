"""Which customer data may be shared with a partner: asked one by one or as a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs

from partner_success.access.agreements import Agreements, ends_of
from partner_success.access.designations import Designations
from partner_success.access.sharing_decision import SharedClass, SharingDecision
from partner_success.access.sharing_reasons import Asked, sharing_reasons
from partner_success.access.sharing_terms import (
    CASES,
    Case,
    SharingRule,
    SharingTerms,
    sharing_problems,
)
from partner_success.errors import InvalidModelError, InvalidUseError
from partner_success.partners import Subscription

__all__ = ["SharingPolicy"]


@attrs.frozen(kw_only=True)
class SharingPolicy(SharingTerms):
    """Which customer data may be shared with a partner: nothing that no rule allows.

    Rules ask two facts of the day in question: whether the partner is the partner of
    record of the subscription, and whether a data-sharing agreement with it covers the
    customer and the class of data.

    Attributes:
        id: The name for programs.
        name: The name for people.
        data_classes: The kinds of customer data.
        rules: What lets them be shared; of several that do, the first decides.
        citations: Where it comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: With every fault: names that are not there, conditions that
            do not fit, ask for nothing or share more where less is given, rules that
            nothing hangs on.

    Rule: ACC-14.
    """

    _allowing: Mapping[tuple[str, Case], tuple[SharingRule, ...]] = attrs.field(
        init=False, eq=False, repr=False
    )

    def __attrs_post_init__(self) -> None:
        if problems := sharing_problems(self):
            raise InvalidModelError(f"the sharing policy {self.id!r}", problems)
        allowing = {
            (each.id, case): tuple(r for r in self.rules_for(each) if r.holds(case))
            for each in self.data_classes
            for case in CASES
        }
        object.__setattr__(self, "_allowing", allowing)

    def decide(  # noqa: PLR0913 - who, what, of whom, and the records that answer it
        self,
        partner_id: str,
        data_class: str,
        subscription: Subscription,
        *,
        on: date,
        designations: Designations,
        agreements: Agreements,
    ) -> SharingDecision:
        """Say whether data may be shared on a day, by which rule, or what is missing.

        Args:
            partner_id: With whom.
            data_class: The id of the class of data.
            subscription: Of which subscription, which tells whose data it is.
            on: The day; the designation and the agreements in force on it count.
            designations: Who is partner of record of what and when.
            agreements: What was agreed with partners.

        Raises:
            UnknownNameError: There is no such class of data.
            InvalidValueError: The day is none.
            InvalidUseError: Another argument is none of its kind.

        Examples:
            >>> import partner_success as ps
            >>> found = ps.standard().sharing.decide(
            ...     "acme", "telemetry", Subscription(id="s-1", account_id="a-1"),
            ...     on=date(2026, 5, 4), designations=Designations(),
            ...     agreements=Agreements())
            >>> found.allowed, [reason.code for reason in found.reasons]
            (False, ['no-partner-of-record', 'no-agreement'])

        Rule: ACC-14, ENG-11.
        """
        asked = Asked(
            partner_id=partner_id,
            data_class=self.data_classes[data_class],
            subscription=subscription,
            on=on,
            designations=designations,
            agreements=agreements,
        )
        return self._decide(asked)

    def shareable(  # noqa: PLR0913 - as `decide`, of several
        self,
        partner_id: str,
        data_class: str,
        subscriptions: Iterable[Subscription],
        *,
        on: date,
        designations: Designations,
        agreements: Agreements,
    ) -> tuple[Subscription, ...]:
        """Give the subscriptions of which data may be shared, in the order given.

        It keeps those for which `decide` says so one by one.

        Raises:
            UnknownNameError: There is no such class of data.
            InvalidValueError: The day is none.
            InvalidUseError: Another argument is none of its kind.

        Rule: ACC-14.
        """
        if not isinstance(subscriptions, Iterable):
            found = type(subscriptions).__name__
            message = f"subscriptions needs several Subscription, not {found}"
            raise InvalidUseError(message)
        found = (
            Asked(
                partner_id=partner_id,
                data_class=self.data_classes[data_class],
                subscription=each,
                on=on,
                designations=designations,
                agreements=agreements,
            )
            for each in subscriptions
        )
        return tuple(each.subscription for each in found if self._rules(each))

    def classes(
        self,
        partner_id: str,
        subscription: Subscription,
        *,
        on: date,
        designations: Designations,
        agreements: Agreements,
    ) -> tuple[SharedClass, ...]:
        """Give for every class whether it may be shared on a day and until when.

        Returns:
            All classes in the order of the policy, each with its decision and with the
            next day on which the answer is another.

        Raises:
            InvalidValueError: The day is none.
            InvalidUseError: Another argument is none of its kind.

        Rule: ACC-14, ENG-11.
        """
        found: list[SharedClass] = []
        for each in self.data_classes:
            asked = Asked(
                partner_id=partner_id,
                data_class=each,
                subscription=subscription,
                on=on,
                designations=designations,
                agreements=agreements,
            )
            decision = self._decide(asked)
            changes = self._changes_on(asked, allowed=decision.allowed)
            found.append(SharedClass(decision=decision, changes_on=changes))
        return tuple(found)

    def _rules(self, asked: Asked) -> tuple[SharingRule, ...]:
        return self._allowing[asked.data_class.id, asked.case]

    def _decide(self, asked: Asked) -> SharingDecision:
        rules = self._rules(asked)
        return SharingDecision(
            partner_id=asked.partner_id,
            data_class=asked.data_class,
            subscription=asked.subscription,
            on=asked.on,
            rules=rules,
            designation=asked.designation,
            agreements=asked.in_force,
            reasons=() if rules else sharing_reasons(self, asked),
            provenance=self.provenance,
        )

    def _changes_on(self, asked: Asked, *, allowed: bool) -> date | None:
        # Between two of these days no record begins or ends, so nothing changes.
        for day in sorted({each for each in _edges(asked) if each > asked.on}):
            if bool(self._rules(attrs.evolve(asked, on=day))) is not allowed:
                return day
        return None


def _edges(asked: Asked) -> Iterator[date]:
    """Give the days on which a record that matters begins or ends to hold."""
    days: list[date | None] = []
    for record in asked.designations.of(asked.subscription.id):
        days += [record.starts_on, record.ends_on]
    account = asked.subscription.account_id
    for agreement in asked.agreements.of(asked.partner_id, account):
        days += [agreement.starts_on, agreement.signed_on, *ends_of(agreement)]
    return (day for day in days if day is not None)
