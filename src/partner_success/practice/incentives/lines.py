"""A line of a statement: what may be earned, what that takes, and what is paid."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.core.decision import Decision, Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.fiscal import FiscalPeriod
from partner_success.core.money import Factor, Money, total
from partner_success.core.provenance import Provenance
from partner_success.practice.incentives.adoption import AdoptionCourse

__all__ = [
    "IncentiveCondition",
    "IncentiveKind",
    "IncentiveLine",
    "IncentivePayment",
    "LineState",
]


class IncentiveKind(StrEnum):
    """The incentives, in the order in which a statement tells them.

    Attributes:
        ACTIVATION: For software in use in production.
        ADOPTION: For customers who keep using what they bought.
        ADOPT: For driving adoption, by tiers.
        EXPAND: For what customers buy on top, by tiers.
        RENEWAL: For renewals.
    """

    ACTIVATION = "activation"
    ADOPTION = "adoption"
    ADOPT = "adopt"
    EXPAND = "expand"
    RENEWAL = "renewal"


class LineState(StrEnum):
    """Whether something is earned.

    Attributes:
        EARNED: Every condition is met.
        UNDECIDED: None has failed, and of one it is not known yet.
        NOT_EARNED: One has failed.
    """

    EARNED = "earned"
    UNDECIDED = "undecided"
    NOT_EARNED = "not_earned"


def _freeze(facts: Mapping[str, object]) -> FrozenMap[str, object]:
    return FrozenMap(facts)


@attrs.frozen(kw_only=True)
class IncentiveCondition:
    """One thing that an incentive takes, and what was found.

    Attributes:
        id: The name for programs, such as ``"plan"``.
        met: Whether it is met; ``None`` where that is not known, or not yet.
        found: What was found, for people.
        needed: What it takes, for people.
        rules: Ids of the rules that ask for it.
        citations: Where it comes from.
        facts: What was compared, by name.

    Rule: INC-01, INC-02, INC-03.
    """

    id: str
    met: bool | None
    found: str
    needed: str
    rules: tuple[str, ...]
    citations: tuple[Citation, ...] = ()
    facts: FrozenMap[str, object] = attrs.field(default=EMPTY_MAP, converter=_freeze)

    @property
    def reason(self) -> Reason:
        """The same as a reason; its code ends in ``met``, ``unmet`` or ``unknown``."""
        word = {True: "met", False: "unmet", None: "unknown"}[self.met]
        return Reason(
            code=f"{self.id}-{word}",
            message=f"{self.found}; it takes {self.needed}",
            rules=self.rules,
            citations=self.citations,
            facts=self.facts,
        )


@attrs.frozen(kw_only=True)
class IncentivePayment:
    """An amount that is paid in a quarter.

    Attributes:
        quarter: The quarter in which it is paid.
        amount: How much, at least 0.

    Rule: INC-01, INC-02, INC-03.
    """

    quarter: FiscalPeriod
    amount: Money

    def split(
        self, weights: Mapping[str, Factor], *, decimals: int
    ) -> FrozenMap[str, Money]:
        """Attribute it to cost centres, so that the parts add up to it exactly.

        Args:
            weights: How much each cost centre counts, at least 0, above 0 together.
            decimals: Digits after the point of each part, such as 2 for cents.

        Raises:
            InvalidValueError: The weights cannot be meant, or the amount is finer than
                so many decimals.

        Examples:
            >>> from datetime import date
            >>> from partner_success.core import FiscalYear
            >>> paid = IncentivePayment(amount=Money("100.00", "USD"),
            ...     quarter=FiscalYear(1).quarter_of(date(2026, 7, 1)))
            >>> parts = paid.split({"sales": 2, "care": 1}, decimals=2)
            >>> [f"{name}: {part}" for name, part in parts.items()]
            ['sales: 66.67 USD', 'care: 33.33 USD']

        Rule: INC-02.
        """
        parts = self.amount.allocate(weights.values(), decimals=decimals)
        return FrozenMap(zip(weights, parts, strict=True))


@attrs.frozen(kw_only=True)
class IncentiveLine(Explained):
    """What may be earned by one deal, activation or quarter, and what is paid for it.

    Attributes:
        kind: Which incentive it is.
        subject: The id of the deal or activation, or the name of the quarter.
        customer: The id of the customer; ``None`` where it is about a whole quarter.
        conditions: What it takes, each with what was found.
        at_stake: What is paid, by quarter, once all conditions are met.
        course: Of the adoption incentive how the usage went, else ``None``.
        provenance: The rulebook edition that decided.

    Rule: INC-01, INC-02, INC-03.
    """

    kind: IncentiveKind
    subject: str
    customer: str | None = None
    conditions: tuple[IncentiveCondition, ...]
    at_stake: tuple[IncentivePayment, ...] = ()
    course: AdoptionCourse | None = None
    provenance: Provenance = Provenance()

    @property
    def state(self) -> LineState:
        """Whether it is earned."""
        found = {condition.met for condition in self.conditions}
        if False in found:
            return LineState.NOT_EARNED
        return LineState.UNDECIDED if None in found else LineState.EARNED

    @property
    def payments(self) -> tuple[IncentivePayment, ...]:
        """What is paid, by quarter; none unless all conditions are met."""
        return self.at_stake if self.state == LineState.EARNED else ()

    @property
    def lacking(self) -> tuple[IncentiveCondition, ...]:
        """The conditions that are not met, those of which it is not known included."""
        return tuple(each for each in self.conditions if each.met is not True)

    @property
    def decision(self) -> Decision:
        """Whether it is earned, with what is lacking, or else all that was found."""
        told = self.lacking or self.conditions
        return Decision(
            holds=not self.lacking, reasons=tuple(each.reason for each in told)
        )

    @property
    def amount(self) -> Money | None:
        """What is paid for it in all; None where nothing is."""
        if not self.payments:
            return None
        currency = self.payments[0].amount.currency
        return total((each.amount for each in self.payments), currency=currency)

    @property
    def title(self) -> str:
        """The line in a few words."""
        return f"{self.kind} of {self.subject}: {self.state.value.replace('_', ' ')}"

    def explain(self) -> Explanation:
        """Tell each condition with what was found, and what is paid when."""
        words = {True: "yes", False: "no", None: "not known"}
        rows = [
            (each.id.replace("_", " "), words[each.met], each.found, each.needed)
            for each in self.conditions
        ]
        return Explanation(
            title=self.title if self.amount is None else f"{self.title}, {self.amount}",
            columns=("condition", "met", "found", "it takes"),
            rows=tuple(rows),
            remarks=tuple(f"{each.amount} in {each.quarter}" for each in self.payments),
            provenance=self.provenance,
        )
