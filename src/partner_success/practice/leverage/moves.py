"""What a move of customers to partners does to the number of people.

People come whole, so that a move frees them in steps: a CSM is free when the last of
that CSM's customers has moved, and a PSM is needed from the first customer on. Every
count here is the difference of two exact numbers of people.
"""

from __future__ import annotations

import math
from fractions import Fraction

import attrs

from partner_success.core.explanation import Explained, Explanation
from partner_success.practice.leverage.cover import PeopleNeeded, reach_remark

__all__ = ["BreakEven", "LeverageMove", "LeverageTable", "break_even", "moved"]


@attrs.frozen(kw_only=True)
class LeverageMove(Explained):
    """How many people are needed before and after customers move to partners.

    Attributes:
        before: Whom the customers need before the move.
        after: Whom they need after it.

    Rule: STF-04.
    """

    before: PeopleNeeded
    after: PeopleNeeded

    @property
    def moved(self) -> int:
        """How many customers move to partners; below 0 where they come back."""
        return self.after.through_partners - self.before.through_partners

    @property
    def freed(self) -> int:
        """How many internal people the move frees; below 0 where it needs more."""
        return self.before.people - self.after.people

    def explain(self) -> Explanation:
        """Tell the people before and after, and who is freed."""
        before, after = self.before, self.after
        free = self.freed
        people = f"{abs(free):,} {'person' if abs(free) == 1 else 'people'}"
        way = "move to partners" if self.moved >= 0 else "come back from partners"
        return Explanation(
            title=f"{abs(self.moved):,} of {before.customers:,} customers {way}:"
            f" {people} {'freed' if free >= 0 else 'more needed'}",
            columns=("people", "before", "after", "freed"),
            rows=tuple(
                (name, f"{first:,}", f"{then:,}", f"{first - then:,}")
                for name, first, then in (
                    ("CSM", before.csms, after.csms),
                    ("PSM", before.psms, after.psms),
                    ("all", before.people, after.people),
                )
            ),
            remarks=(reach_remark(after.loads),),
            provenance=after.provenance,
        )


@attrs.frozen(kw_only=True)
class BreakEven(Explained):
    """From how many moved customers on a move frees somebody.

    Attributes:
        before: Whom the customers need before the move.
        first: The fewest customers whose move frees at least one person; ``None`` where
            no move does.
        lasting: From how many on every larger move does too; ``None`` where even the
            move of all frees nobody. Between the two a move may need a PSM whom it
            does not pay back.

    Rule: STF-04.
    """

    before: PeopleNeeded
    first: int | None
    lasting: int | None

    def explain(self) -> Explanation:
        """Tell from which number of customers on a move frees somebody."""
        if self.first is None:
            title = "No move to partners frees anybody"
        else:
            title = f"A move frees somebody from {self.first:,} customers on"
        remarks = [reach_remark(self.before.loads)]
        if self.first is not None and self.lasting is None:
            remarks.append("the move of all customers frees nobody")
        elif self.first != self.lasting:
            remarks.append(
                f"every move of {self.lasting:,} or more does; between the two some"
                " need a PSM whom they do not pay back"
            )
        return Explanation(
            title=title,
            remarks=tuple(remarks),
            provenance=self.before.provenance,
        )


@attrs.frozen(kw_only=True)
class LeverageTable(Explained):
    """The people needed for several shares of customers covered through partners.

    Attributes:
        moves: A move from direct cover alone to each share, in the order given.

    Rule: STF-04.
    """

    moves: tuple[LeverageMove, ...]

    def explain(self) -> Explanation:
        """Tell the people of each share."""
        first = self.moves[0].before
        return Explanation(
            title=f"People for {first.customers:,} customers",
            columns=("through partners", "directly", "CSM", "PSM", "people", "freed"),
            rows=tuple(
                tuple(
                    f"{number:,}"
                    for number in (
                        move.after.through_partners,
                        move.after.direct,
                        move.after.csms,
                        move.after.psms,
                        move.after.people,
                        move.freed,
                    )
                )
                for move in self.moves
            ),
            remarks=(reach_remark(first.loads),),
            provenance=first.provenance,
        )


def break_even(before: PeopleNeeded) -> BreakEven:
    """Find from how many customers on a move to partners frees somebody.

    Rule: STF-04.
    """
    return BreakEven(before=before, first=_first(before), lasting=_lasting(before))


def moved(before: PeopleNeeded, customers: int) -> LeverageMove:
    """Move some more customers to partners."""
    there = before.through_partners + customers
    return LeverageMove(
        before=before, after=attrs.evolve(before, through_partners=there)
    )


def _first(before: PeopleNeeded) -> int | None:
    loads, room = before.loads, _room(before)
    smallest = _smallest(before)
    # The move that just frees n CSMs is that of smallest + (n - 1) times their load. It
    # needs fewer than n more PSMs if those there and n - 1 more have room for it.
    count = 1
    if smallest > room:
        gain = loads.customers_per_psm - loads.customers_per_csm
        if gain <= 0:
            return None
        count += math.ceil((smallest - room) / gain)
    if count > before.csms:
        return None
    return smallest + (count - 1) * loads.customers_per_csm


def _lasting(before: PeopleNeeded) -> int | None:
    """Find the end of the last stretch of moves that frees nobody.

    Between two moves that free a CSM each, the largest needs most PSMs: where that one
    frees somebody, all between do, and with PSMs who reach more than CSMs cover so do
    all larger ones.
    """
    loads, smallest = before.loads, _smallest(before)
    gain = loads.customers_per_psm - loads.customers_per_csm
    count = before.csms
    if gain > 0:
        # The largest move that frees n CSMs is smallest + n times their load - 1.
        over = smallest - 1 + loads.customers_per_psm - _room(before)
        count = min(count, math.ceil(over / gain))
    largest = smallest + (count - 1) * loads.customers_per_csm
    return largest if count and moved(before, largest).freed > 0 else None


def _smallest(before: PeopleNeeded) -> int:
    """How many customers the CSM has who is not fully laden, or any if all are."""
    load = before.loads.customers_per_csm
    return before.direct - load * (before.csms - 1)


def _room(before: PeopleNeeded) -> Fraction:
    """How many customers more the PSMs who are there reach."""
    return before.psms * before.loads.customers_per_psm - before.through_partners
