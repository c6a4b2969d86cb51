"""The tier of a partner: what follows from the money that was agreed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import attrs

from partner_success.core.decision import Reason
from partner_success.core.money import Money
from partner_success.core.quantities import decimal_text, shown
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.gates.definition import TierTerms

__all__ = ["TierResult", "judge_tier"]

# What stands against knowing the share, and what against knowing the tier as well.
_NO_TIER: Final = frozenset({"no-committed-value", "other-currency-than-terms"})


@attrs.frozen(kw_only=True)
class TierResult:
    """The tier that follows from the money, and what it was told by.

    Attributes:
        tier: 0, 1 or 2; ``None`` where the committed value cannot be held against the
            terms.
        share: The committed value as a share of the launch revenue potential, exactly,
            in per cent; ``None`` where it is not known.
        below_threshold: Whether the partner is below the strategic threshold: under the
            share that makes Tier 1, and not Tier 0. ``None`` where that is not known.
        unknown: Why the share or the tier is not known, by code:
            ``no-committed-value``, ``other-currency-than-terms``, ``no-potential``,
            ``zero-potential``, ``other-currency-than-potential``.
        committed_value: The contractually committed value; ``None`` where unknown.
        launch_revenue_potential: The potential; ``None`` where unknown.
        terms: By which terms it was judged.

    Rule: JRN-11.
    """

    tier: int | None
    share: Fraction | None
    below_threshold: bool | None
    unknown: tuple[Reason, ...] = ()
    committed_value: Money | None = None
    launch_revenue_potential: Money | None = None
    terms: TierTerms

    def explain(self) -> str:
        """Give the tier, the money behind it and what is not known, as text."""
        tier = "unknown" if self.tier is None else str(self.tier)
        return "; ".join([f"Tier {tier}", *self._lines()])

    def _lines(self) -> Iterator[str]:
        bar = self.terms.least_value
        if self.committed_value is not None:
            yield f"{self.committed_value} committed, Tier 0 from {bar}"
        if self.share is not None:
            least = f"Tier 1 from {self.terms.potential_share} %"
            share = decimal_text(self.share.numerator, self.share.denominator)
            yield f"{share} % of {self.launch_revenue_potential}, {least}"
        if self.below_threshold:
            yield "below the strategic threshold"
        yield from (reason.message for reason in self.unknown)


def judge_tier(
    terms: TierTerms,
    committed_value: Money | None,
    launch_revenue_potential: Money | None,
) -> TierResult:
    """Tell the tier of a partner from the money that was agreed.

    Amounts are compared exactly. Where the potential is not known, is zero or is in
    another currency than the committed value, the share is not known and makes no
    Tier 1; where the committed value is in another currency than the terms, the tier
    itself is not known. Nothing is converted: convert with a given rate before.

    Args:
        terms: From what on which tier begins.
        committed_value: The contractually committed value; ``None`` where unknown.
        launch_revenue_potential: What launching in the country could bring; ``None``
            where unknown.

    Raises:
        InvalidUseError: An amount is no money.
        InvalidValueError: An amount is below 0.

    Examples:
        >>> import partner_success as ps
        >>> terms = ps.standard().journey.tiers
        >>> value, potential = Money(12_000_000, "USD"), Money(80_000_000, "USD")
        >>> judge_tier(terms, value, potential).tier
        1
        >>> without = judge_tier(terms, value, None)
        >>> without.tier, without.share, without.unknown[0].code
        (2, None, 'no-potential')

    Rule: JRN-11.
    """
    _require_money("the committed value", committed_value)
    _require_money("the launch revenue potential", launch_revenue_potential)
    unknown = tuple(_unknown(terms, committed_value, launch_revenue_potential))
    share = _share(committed_value, launch_revenue_potential)
    tier: int | None = None
    if committed_value is not None and _NO_TIER.isdisjoint(r.code for r in unknown):
        tier = _tier(terms, committed_value, share)
    return TierResult(
        tier=tier,
        share=share,
        below_threshold=_below(tier, share),
        unknown=unknown,
        committed_value=committed_value,
        launch_revenue_potential=launch_revenue_potential,
        terms=terms,
    )


def _tier(terms: TierTerms, committed_value: Money, share: Fraction | None) -> int:
    if committed_value >= terms.least_value:
        return 0
    return 1 if share is not None and share >= terms.potential_share else 2


def _below(tier: int | None, share: Fraction | None) -> bool | None:
    if tier is None or (tier != 0 and share is None):
        return None
    return tier not in (0, 1)


def _share(committed_value: Money | None, potential: Money | None) -> Fraction | None:
    if committed_value is None or not potential or not potential.amount:
        return None
    if committed_value.currency != potential.currency:
        return None
    return committed_value / potential * 100


def _unknown(
    terms: TierTerms, committed_value: Money | None, potential: Money | None
) -> Iterator[Reason]:
    if committed_value is None:
        message = "the committed value is not known, so the tier is not either"
        yield _reason("no-committed-value", message)
    elif committed_value.currency != terms.currency:
        message = (
            f"the committed value is in {committed_value.currency} and the terms are in"
            f" {terms.currency}, so the tier is not known; convert it with a given rate"
        )
        yield _reason("other-currency-than-terms", message)
    if potential is None:
        message = (
            "the launch revenue potential is not known, so the share is not either"
        )
        yield _reason("no-potential", message)
    elif not potential.amount:
        message = "the launch revenue potential is zero, so there is no share of it"
        yield _reason("zero-potential", message)
    elif committed_value and committed_value.currency != potential.currency:
        message = (
            f"the committed value is in {committed_value.currency} and the launch"
            f" revenue potential in {potential.currency}, so the share is not known;"
            " convert one with a given rate"
        )
        yield _reason("other-currency-than-potential", message)


def _reason(code: str, message: str) -> Reason:
    return Reason(code=code, message=message, rules=("JRN-11",))


def _require_money(what: str, amount: object) -> None:
    if amount is None:
        return
    if not isinstance(amount, Money):
        raise InvalidUseError(
            f"{what} is money, such as Money(12_000_000, 'USD'), found"
            f" {type(amount).__name__} {shown(amount)}"
        )
    if amount.amount < 0:
        raise InvalidValueError(f"{what} is at least 0, found {amount}")
