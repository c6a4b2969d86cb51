"""How much is renewed of what is due, and what that earns."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

import attrs

from partner_success.core.checks import fault
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.core.decision import Decision, Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import Period
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED, rounded_text
from partner_success.engagement.reasons import NonRenewalReason
from partner_success.engagement.renewals.lines import RenewalLine
from partner_success.engagement.renewals.tally import HEADINGS, RenewalTally, tally
from partner_success.errors import Problem

__all__ = ["CountedBy", "RateTerms", "RenewalRates", "rate_faults"]

KeyT = TypeVar("KeyT", bound=Hashable)

_RULES = ("RNW-02",)


class CountedBy(StrEnum):
    """By what the share is judged that earns the incentive and meets the goal.

    Attributes:
        COUNT: Each contract counts the same.
        VALUE: Each contract counts by what it was worth.
    """

    COUNT = "count"
    VALUE = "value"


@attrs.frozen(kw_only=True)
class RateTerms:
    """Which share of the renewals earns what.

    Attributes:
        counted_by: Whether contracts count, or their value.
        incentive_above: The share of all that is due, in percent, above which a partner
            earns the incentive (open: at it, none is earned).
        goal: The share that is to be reached, in percent (closed: at it, it is).
        citations: Where the terms come from.

    Rule: RNW-02.
    """

    counted_by: CountedBy
    incentive_above: Decimal
    goal: Decimal
    citations: tuple[Citation, ...] = ()

    def earns_incentive(self, found: RenewalTally) -> Decision:
        """Decide whether a share earns the incentive.

        What is not decided yet counts as not renewed.

        Rule: RNW-02.
        """
        return _judged(found, self, self.incentive_above, strict=True)

    def reaches_goal(self, found: RenewalTally) -> Decision:
        """Decide whether a share reaches the goal.

        What is not decided yet counts as not renewed.

        Rule: RNW-02.
        """
        return _judged(found, self, self.goal, strict=False)


@attrs.frozen(kw_only=True)
class RenewalRates(Explained):
    """What became of the contracts that were due in a period.

    Attributes:
        period: The period.
        lines: The contracts that end in it, in the order in which they were given.
        currency: The currency of the values.
        terms: What a share earns.
        reasons: The codes of the reasons for not renewing.
        provenance: The rulebook edition that decided.

    Rule: RNW-02, RNW-03.
    """

    period: Period
    lines: tuple[RenewalLine, ...]
    currency: str
    terms: RateTerms
    reasons: Catalogue[NonRenewalReason]
    provenance: Provenance = Provenance()

    @property
    def total(self) -> RenewalTally:
        """All lines counted."""
        return tally(self.lines, self.currency)

    def by(self, key: Callable[[RenewalLine], KeyT]) -> FrozenMap[KeyT, RenewalTally]:
        """Count the lines apart by anything; every figure adds up to the total.

        Args:
            key: What tells the lines apart, such as ``lambda line: line.band``.
        """
        parts: dict[KeyT, list[RenewalLine]] = {}
        for line in self.lines:
            parts.setdefault(key(line), []).append(line)
        return FrozenMap({k: tally(each, self.currency) for k, each in parts.items()})

    @property
    def by_partner(self) -> FrozenMap[str | None, RenewalTally]:
        """The lines counted by who serves the customer; None for no partner."""
        return self.by(lambda line: line.partner)

    @property
    def by_reason(self) -> FrozenMap[str, RenewalTally]:
        """What was not renewed, by the code of the reason, in the order of the list."""
        lost = self.by(lambda line: line.reason)
        return FrozenMap({id_: lost[id_] for id_ in self.reasons.ids if id_ in lost})

    @property
    def incentive(self) -> Decision:
        """Whether the share earns the incentive."""
        return self.terms.earns_incentive(self.total)

    @property
    def goal(self) -> Decision:
        """Whether the share reaches the goal."""
        return self.terms.reaches_goal(self.total)

    def explain(self) -> Explanation:
        """Tell the counts and rates, whole and by partner, and why some were lost."""
        parts = self.by_partner
        rows = [self.total.row("all")]
        if set(parts) != {None}:
            rows += [
                part.row(f"  {name or 'no partner'}") for name, part in parts.items()
            ]
        remarks = [
            f"Incentive: {self.incentive.explain()}",
            f"Goal: {self.goal.explain()}",
        ]
        for id_, part in self.by_reason.items():
            count = f"{part.due} not renewed" if part.due > 1 else "1 not renewed"
            remarks.append(f"{self.reasons[id_].name}: {count}, {part.value_due}")
        return Explanation(
            title=f"Renewals due {self.period.first} to {self.period.last}:"
            f" {self.total.by_count}",
            columns=HEADINGS,
            rows=tuple(rows),
            remarks=tuple(remarks),
            provenance=self.provenance,
        )


def rate_faults(terms: RateTerms) -> Iterator[Problem]:
    """Name every share that is none."""
    for name in ("incentive_above", "goal"):
        value: Decimal = getattr(terms, name)
        if not Decimal(value).is_finite() or not 0 <= value <= HUNDRED:
            message = "must be a share from 0 to 100 percent"
            yield fault(f"rates.{name}", "out-of-range", message, value)


def _judged(
    found: RenewalTally, terms: RateTerms, bound: Decimal, *, strict: bool
) -> Decision:
    in_money = terms.counted_by == CountedBy.VALUE
    rate = found.by_value if in_money else found.by_count
    share = rate.of_due
    if share is None:
        message = "nothing was due"
        reason = Reason(code="nothing-due", message=message, rules=_RULES)
        return Decision(holds=False, reasons=(reason,))
    percent = HUNDRED * share
    holds = percent > bound if strict else percent >= bound
    shares = rounded_text(percent.numerator, percent.denominator, 2)
    needed = f"{'more than' if strict else 'at least'} {bound} %"
    kept, due = (
        (found.value_renewed, found.value_due)
        if in_money
        else (found.renewed, found.due)
    )
    reason = Reason(
        code="above" if holds else "below",
        message=f"{kept} of {due} renewed, {shares} %; it takes {needed}",
        rules=_RULES,
        citations=terms.citations,
        facts={"share": share, "bound": bound, "renewed": kept, "due": due},
    )
    return Decision(holds=holds, reasons=(reason,))
