"""Renewals counted, in contracts and in money."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import attrs

from partner_success.core.money import Money, total
from partner_success.core.quantities import HUNDRED, rounded_text
from partner_success.engagement.renewals.lines import RenewalLine, RenewalOutcome

__all__ = ["RenewalRate", "RenewalTally", "tally"]


@attrs.frozen
class RenewalRate:
    """A part of something, over all that is due and over what is decided.

    Attributes:
        part: What was kept, in contracts or in units of a currency.
        decided: Of how much it is known what became of it.
        due: How much came to its end.

    Rule: RNW-02.
    """

    part: Fraction
    decided: Fraction
    due: Fraction

    @property
    def of_due(self) -> Fraction | None:
        """The part of all that is due, exact; None where nothing is due.

        What is not decided yet counts as not kept.
        """
        return self.part / self.due if self.due else None

    @property
    def of_decided(self) -> Fraction | None:
        """The part of what is decided, exact; None where nothing is."""
        return self.part / self.decided if self.decided else None

    def __str__(self) -> str:
        return f"{_percent(self.of_due)} of due, {_percent(self.of_decided)} of decided"


@attrs.frozen(kw_only=True)
class RenewalTally:
    """How many contracts came to their end, what they were worth, and what was kept.

    Attributes:
        due: How many contracts ended.
        renewed: How many of them were renewed.
        not_renewed: How many were not.
        value_due: What all that ended was worth.
        value_renewed: What the renewed ones were worth before.
        value_not_renewed: What the others that are decided were worth.
        value_kept: What the renewed ones are worth now, of each at most what it was
            worth before.
        value_now: What the renewed ones are worth now, all of it.

    Rule: RNW-02.
    """

    due: int
    renewed: int
    not_renewed: int
    value_due: Money
    value_renewed: Money
    value_not_renewed: Money
    value_kept: Money
    value_now: Money

    @property
    def undecided(self) -> int:
        """How many are not decided yet."""
        return self.due - self.renewed - self.not_renewed

    @property
    def value_undecided(self) -> Money:
        """What those that are not decided yet are worth."""
        return self.value_due - self.value_renewed - self.value_not_renewed

    @property
    def by_count(self) -> RenewalRate:
        """The renewed contracts, of the contracts."""
        decided = self.renewed + self.not_renewed
        return RenewalRate(
            Fraction(self.renewed), Fraction(decided), Fraction(self.due)
        )

    @property
    def by_value(self) -> RenewalRate:
        """What the renewed contracts were worth before, of what all were worth."""
        return self._of_money(self.value_renewed)

    @property
    def gross_retention(self) -> RenewalRate:
        """What was kept of the value, without what came on top; at most all of it."""
        return self._of_money(self.value_kept)

    @property
    def net_retention(self) -> RenewalRate:
        """What the renewed contracts are worth now, of what all were worth before.

        It passes 1 where more came on top than was lost.
        """
        return self._of_money(self.value_now)

    def _of_money(self, part: Money) -> RenewalRate:
        decided = self.value_renewed + self.value_not_renewed
        return RenewalRate(
            *(Fraction(each.amount) for each in (part, decided, self.value_due))
        )

    def row(self, label: str) -> tuple[str, ...]:
        """Give the cells of a table, under `RenewalTally.HEADINGS`."""
        rates = (self.by_count, self.by_value, self.gross_retention, self.net_retention)
        counts = (self.due, self.renewed, self.not_renewed, self.undecided)
        return (
            label,
            *map(str, counts),
            str(self.value_due),
            *(_percent(rate.of_due) for rate in rates),
        )


HEADINGS = (
    "",
    "due",
    "renewed",
    "not renewed",
    "undecided",
    "value due",
    "by count",
    "by value",
    "gross",
    "net",
)
"""What stands above the cells of `RenewalTally.row`."""


def tally(lines: Iterable[RenewalLine], currency: str) -> RenewalTally:
    """Count lines of one currency."""
    given = tuple(lines)
    renewed = [line for line in given if line.outcome == RenewalOutcome.RENEWED]
    lost = [line for line in given if line.outcome == RenewalOutcome.NOT_RENEWED]
    now = [(line.value, line.renewed_value or line.value) for line in renewed]
    sums = {
        "value_due": [line.value for line in given],
        "value_renewed": [before for before, _ in now],
        "value_not_renewed": [line.value for line in lost],
        "value_kept": [min(before, after) for before, after in now],
        "value_now": [after for _, after in now],
    }
    return RenewalTally(
        due=len(given),
        renewed=len(renewed),
        not_renewed=len(lost),
        **{name: total(each, currency=currency) for name, each in sums.items()},
    )


def _percent(share: Fraction | None) -> str:
    if share is None:
        return "none"
    return f"{rounded_text(share.numerator * HUNDRED, share.denominator)} %"
