"""What incentives pay: agreed between vendor and partner, and given by no source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import cast

import attrs

from partner_success.core.checks import fault, form_faults, refuse
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.money import Money
from partner_success.core.quantities import HUNDRED
from partner_success.errors import Problem

__all__ = ["IncentiveRates", "PayTier"]


@attrs.frozen(kw_only=True)
class PayTier:
    """What is paid from some performance and investment on.

    Attributes:
        id: The name for programs.
        name: The name for people.
        performance: How well it must have gone, at least (closed), in a unit of yours.
        investment: How much the partner must have put in, at least (closed), in a unit
            of yours; 0 asks for nothing.
        rate: Which share of the basis is paid, in %, above 0 and up to 100.
        citations: Where it comes from.

    Rule: INC-02.
    """

    id: str
    name: str
    performance: Decimal
    rate: Decimal
    investment: Decimal = Decimal(0)
    citations: tuple[Citation, ...] = ()

    def reached(self, performance: Decimal | int, investment: Decimal | int) -> bool:
        """Tell whether both are enough."""
        return performance >= self.performance and investment >= self.investment


@attrs.frozen(kw_only=True)
class IncentiveRates:
    """What incentives pay.

    No source gives an amount, so that each has to be agreed on. What is ``None``, or
    has no tiers, is not agreed: whoever earns it is told so, and no amount is guessed.

    Attributes:
        adoption: Which share of the total contract value the adoption incentive pays,
            in %, above 0 and up to 100.
        activation: What an activation pays; above 0.
        adopt: The tiers of the adopt incentive, from the lowest; each asks for no less
            than the one before and for more of something, and pays more.
        expand: The same of the expand incentive.
        renewal: Which share of the renewed value the renewal incentive pays, in %,
            above 0 and up to 100.
        citations: Where the rates come from.

    Raises:
        InvalidModelError: A rate cannot be meant, or tiers are out of order.

    Examples:
        >>> rates = IncentiveRates(adoption=Decimal("2.5"),
        ...     activation=Money("500", "USD"))
        >>> rates.renewal is None
        True

    Rule: INC-01, INC-02, INC-03.
    """

    adoption: Decimal | None = None
    activation: Money | None = None
    adopt: Catalogue[PayTier] = Catalogue(kind="tier")
    expand: Catalogue[PayTier] = Catalogue(kind="tier")
    renewal: Decimal | None = None
    citations: tuple[Citation, ...] = ()

    def __attrs_post_init__(self) -> None:
        refuse("the rates of incentives", _faults(self))

    def tiers(self, incentive: str) -> Catalogue[PayTier]:
        """Give the tiers of ``"adopt"`` or ``"expand"``."""
        return self.adopt if incentive == "adopt" else self.expand


def _faults(rates: IncentiveRates) -> Iterator[Problem]:
    for name in ("adoption", "renewal"):
        share: object = getattr(rates, name)
        if share is not None:
            yield from _share_faults(name, share)
    fixed: object = rates.activation
    if fixed is not None and not isinstance(fixed, Money):
        message = "must be a Money, such as Money(500, 'USD')"
        yield fault("activation", "wrong-type", message, fixed)
    elif fixed is not None and fixed.amount <= 0:
        message = "must be above 0; leave it out where nothing is agreed"
        yield fault("activation", "out-of-range", message, str(fixed))
    for name in ("adopt", "expand"):
        tiers: Catalogue[PayTier] = getattr(rates, name)
        if _are_tiers(tiers):
            yield from _tier_faults(name, tiers)
        else:
            message = (
                "must be a Catalogue of PayTier, such as Catalogue([PayTier(...)])"
            )
            yield fault(name, "wrong-type", message, tiers)


def _are_tiers(value: object) -> bool:
    if not isinstance(value, Catalogue):
        return False
    parts = cast(Iterable[object], value)
    return all(isinstance(each, PayTier) for each in parts)


def _exact(value: object) -> Decimal | None:
    """Give a finite number that is held exactly, which a float hardly is."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number if number.is_finite() else None


def _share_faults(path: str, share: object) -> Iterator[Problem]:
    number = _exact(share)
    if number is None or not 0 < number <= HUNDRED:
        message = (
            "must be a share above 0 and up to 100 percent, a whole number or a Decimal"
        )
        yield fault(path, "out-of-range", message, share)


def _tier_faults(path: str, tiers: Catalogue[PayTier]) -> Iterator[Problem]:
    yield from form_faults(path, tiers)
    sound = True
    for place, tier in enumerate(tiers):
        faults = [*_share_faults(f"{path}[{place}].rate", tier.rate)]
        for name in ("performance", "investment"):
            least: object = getattr(tier, name)
            number = _exact(least)
            if number is None or number < 0:
                message = (
                    "must be a finite number of at least 0, a whole number or a Decimal"
                )
                faults.append(
                    fault(f"{path}[{place}].{name}", "out-of-range", message, least)
                )
        sound = sound and not faults
        yield from faults
    if sound:
        yield from _order_faults(path, tuple(tiers))


def _order_faults(path: str, tiers: tuple[PayTier, ...]) -> Iterator[Problem]:
    for place, (low, high) in enumerate(pairwise(tiers), start=1):
        now = (high.performance, high.investment)
        if not low.reached(*now) or now == (low.performance, low.investment):
            message = (
                f"must ask for no less of performance and investment than"
                f" {path}[{place - 1}], and for more of one of them"
            )
            yield fault(f"{path}[{place}]", "wrong-order", message, high.id)
        if high.rate <= low.rate:
            message = f"must pay more than {path}[{place - 1}], which pays {low.rate} %"
            yield fault(f"{path}[{place}].rate", "wrong-order", message, high.rate)
