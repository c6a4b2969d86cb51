"""What a partner is paid, quarter by quarter, and what it did not earn and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.fiscal import FiscalPeriod
from partner_success.core.money import Money, total
from partner_success.core.provenance import Provenance
from partner_success.practice.incentives.lines import (
    IncentiveKind,
    IncentiveLine,
    IncentivePayment,
    LineState,
)

__all__ = ["IncentiveStatement"]


@attrs.frozen(kw_only=True)
class IncentiveStatement(Explained):
    """What a partner earned, what it is paid when, and what is lacking.

    Attributes:
        partner: The id of the partner.
        on: As of which day it is told.
        quarter: The quarter that was asked for; ``None`` for all.
        lines: Everything that may be earned, by incentive and then by subject.
        currency: The currency of all amounts; ``XXX`` where there is none.
        provenance: The rulebook edition that decided.

    Rule: INC-01, INC-02, INC-03.
    """

    partner: str
    on: date
    quarter: FiscalPeriod | None
    lines: tuple[IncentiveLine, ...]
    currency: str
    provenance: Provenance = Provenance()

    @property
    def payments(self) -> tuple[tuple[IncentiveLine, IncentivePayment], ...]:
        """What is paid in the quarter that was asked for, or at all, in its order."""
        found = [
            (line, payment)
            for line in self.lines
            for payment in line.payments
            if self.quarter in (None, payment.quarter)
        ]
        return tuple(sorted(found, key=lambda each: each[1].quarter.first))

    @property
    def total(self) -> Money:
        """All that is paid in the quarter that was asked for, or at all."""
        return self._sum(payment for _, payment in self.payments)

    @property
    def by_quarter(self) -> FrozenMap[FiscalPeriod, Money]:
        """What is paid in each quarter, the earliest first; it adds up to the total."""
        parts: dict[FiscalPeriod, list[IncentivePayment]] = {}
        for _, payment in self.payments:
            parts.setdefault(payment.quarter, []).append(payment)
        return FrozenMap({quarter: self._sum(each) for quarter, each in parts.items()})

    @property
    def by_incentive(self) -> FrozenMap[IncentiveKind, Money]:
        """What each incentive pays that pays something; it adds up to the total."""
        parts: dict[IncentiveKind, list[IncentivePayment]] = {}
        for line, payment in self.payments:
            parts.setdefault(line.kind, []).append(payment)
        return FrozenMap(
            {kind: self._sum(parts[kind]) for kind in IncentiveKind if kind in parts}
        )

    @property
    def earned(self) -> tuple[IncentiveLine, ...]:
        """The lines whose conditions are all met."""
        return self._in_state(LineState.EARNED)

    @property
    def undecided(self) -> tuple[IncentiveLine, ...]:
        """The lines of which it is not known yet."""
        return self._in_state(LineState.UNDECIDED)

    @property
    def not_earned(self) -> tuple[IncentiveLine, ...]:
        """The lines that fail a condition."""
        return self._in_state(LineState.NOT_EARNED)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is lacking, a sentence each, and what is paid in another quarter."""
        return tuple(self._remarks())

    def explain(self) -> Explanation:
        """Tell every payment with its quarter, the totals, and what is lacking."""
        rows = [
            (line.kind.value, line.subject, payment.quarter.label, str(payment.amount))
            for line, payment in self.payments
        ]
        if rows and self.quarter is None:
            rows += [
                ("total", "", quarter.label, str(amount))
                for quarter, amount in self.by_quarter.items()
            ]
        rows.append(("total", "", "", str(self.total)))
        span = "all quarters" if self.quarter is None else str(self.quarter)
        return Explanation(
            title=f"Incentives of {self.partner}, {span}: {self.total},"
            f" as of {self.on}",
            columns=("incentive", "for", "paid in", "amount"),
            rows=tuple(rows),
            remarks=self.remarks,
            provenance=self.provenance,
        )

    def _remarks(self) -> Iterator[str]:
        paid = {id(line) for line, _ in self.payments}
        for line in self.lines:
            name = f"{line.kind} of {line.subject}"
            if line.state == LineState.EARNED and id(line) not in paid:
                quarters = ", ".join(each.quarter.label for each in line.payments)
                yield f"{name}: {line.amount} in {quarters}"
            for condition in line.lacking:
                word = "not earned" if condition.met is False else "not known"
                yield f"{name}: {word}: {condition.reason.message}"

    def _sum(self, payments: Iterable[IncentivePayment]) -> Money:
        return total((each.amount for each in payments), currency=self.currency)

    def _in_state(self, state: LineState) -> tuple[IncentiveLine, ...]:
        return tuple(line for line in self.lines if line.state == state)
