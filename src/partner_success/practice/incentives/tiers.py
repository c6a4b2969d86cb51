"""Which tier a partner reached, and what the next one would have taken."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import attrs

from partner_success.core.collections import Catalogue
from partner_success.practice.incentives.lines import IncentiveCondition
from partner_success.practice.incentives.rates import PayTier
from partner_success.practice.incentives.results import PerformanceResult

__all__ = ["TierStanding", "tier_standing"]


@attrs.frozen(kw_only=True)
class TierStanding:
    """Where a result stands among the tiers.

    Attributes:
        result: The result.
        tiers: The tiers from the lowest; none where none are agreed.

    Rule: INC-02.
    """

    result: PerformanceResult
    tiers: Catalogue[PayTier]

    @property
    def unknown(self) -> tuple[str, ...]:
        """What is not known of the result and some tier asks for."""
        found: list[str] = []
        for name in ("performance", "investment"):
            asked = any(getattr(tier, name) > 0 for tier in self.tiers)
            if asked and getattr(self.result, name) is None:
                found.append(name)
        return tuple(found)

    @property
    def _numbers(self) -> tuple[Decimal | int, Decimal | int]:
        return self.result.performance or 0, self.result.investment or 0

    @property
    def reached(self) -> PayTier | None:
        """The highest tier reached; what is not known counts as 0."""
        found = [tier for tier in self.tiers if tier.reached(*self._numbers)]
        return found[-1] if found else None

    @property
    def next(self) -> PayTier | None:
        """The lowest tier that is not reached; None where all are, or none are."""
        return next(
            (tier for tier in self.tiers if not tier.reached(*self._numbers)), None
        )


def tier_standing(
    result: PerformanceResult, tiers: Catalogue[PayTier]
) -> tuple[TierStanding, IncentiveCondition]:
    """Find the tier of a result, and whether that is enough."""
    standing = TierStanding(result=result, tiers=tiers)
    reached, following, unknown = standing.reached, standing.next, standing.unknown
    met: bool | None
    if not len(tiers):
        met, found = None, "no tiers are agreed"
    elif unknown:
        met, found = None, f"its {' and '.join(unknown)} is not known"
    else:
        met, found = reached is not None, f"it has {_had(result, tiers)}"
        if reached is not None:
            found += f", which is tier {reached.name} and pays {reached.rate} %"
        if reached is not None and following is not None:
            found += f"; {following.name} pays {following.rate} % from"
            found += f" {_asked(following, tiers)}"
    needed = "agreed tiers"
    if len(tiers):
        lowest = next(iter(tiers))
        needed = f"{_asked(lowest, tiers) or 'nothing'} for tier {lowest.name}"
    condition = IncentiveCondition(
        id="tier",
        met=met,
        found=found,
        needed=needed,
        rules=("INC-02",),
        citations=() if reached is None else reached.citations,
        facts={
            "performance": result.performance,
            "investment": result.investment,
            "tier": None if reached is None else reached.id,
            "next": None if following is None else following.id,
        },
    )
    return standing, condition


def _had(result: PerformanceResult, tiers: Iterable[PayTier]) -> str:
    return f"performance {result.performance or 0}" + (
        f" and investment {result.investment or 0}" if _invests(tiers) else ""
    )


def _asked(tier: PayTier, tiers: Iterable[PayTier]) -> str:
    return f"performance {tier.performance}" + (
        f" and investment {tier.investment}" if _invests(tiers) else ""
    )


def _invests(tiers: Iterable[PayTier]) -> bool:
    return any(tier.investment > 0 for tier in tiers)
