"""How customers are covered, directly and by way of partners."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import attrs

from partner_success.core.checks import fault, refuse
from partner_success.core.citation import Citation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED, Number, as_number, shown
from partner_success.errors import InvalidUseError, InvalidValueError, Problem
from partner_success.practice.leverage.cover import CustomersCovered, PeopleNeeded
from partner_success.practice.leverage.loads import CoverLoads
from partner_success.practice.leverage.moves import (
    BreakEven,
    LeverageMove,
    LeverageTable,
    break_even,
)

__all__ = ["LeveragePolicy"]


@attrs.frozen(kw_only=True)
class LeveragePolicy:
    """How customers are covered, directly and by way of partners.

    Every method takes loads of your own in the place of those of the rulebook.

    Attributes:
        id: The name for programs.
        name: The name for people.
        loads: How many customers one person covers.
        shares: The shares of customers through partners that `table` compares, in %,
            each from 0 to 100 and above the one before; at least one.
        citations: Where the policy comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: It has faults; each is named by its path.

    Rule: STF-04.
    """

    id: str
    name: str
    loads: CoverLoads
    shares: tuple[Decimal, ...]
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        refuse(f"leverage policy {self.id!r}", _faults(self))

    def covered(
        self, *, csms: int, psms: int, loads: CoverLoads | None = None
    ) -> CustomersCovered:
        """Tell how many customers a number of people covers at most.

        Args:
            csms: CSMs, who cover customers directly; 0 or more.
            psms: PSMs, who look after partners; 0 or more.
            loads: Loads of your own.

        Raises:
            InvalidValueError: A number is no whole one from 0 on.

        Rule: STF-04.
        """
        return CustomersCovered(
            csms=_count(csms, "csms"),
            psms=_count(psms, "psms"),
            loads=loads or self.loads,
            provenance=self.provenance,
        )

    def people_needed(
        self,
        customers: int,
        *,
        through_partners: int | None = None,
        share: Number | None = None,
        loads: CoverLoads | None = None,
    ) -> PeopleNeeded:
        """Tell how many people cover a number of customers at least.

        Args:
            customers: The customers in all; 0 or more.
            through_partners: How many of them partners cover; none unless told.
            share: The same as a share in %, from 0 to 100; a customer who is only
                partly inside it is covered directly.
            loads: Loads of your own.

        Raises:
            InvalidValueError: A number cannot be meant, or more customers go through
                partners than there are.
            InvalidUseError: Both a number and a share are given.

        Rule: STF-04.
        """
        there = _count(customers, "customers")
        return PeopleNeeded(
            customers=there,
            through_partners=_through(there, through_partners, share),
            loads=loads or self.loads,
            provenance=self.provenance,
        )

    def move(
        self,
        customers: int,
        *,
        through_partners: int | None = None,
        share: Number | None = None,
        before: int = 0,
        loads: CoverLoads | None = None,
    ) -> LeverageMove:
        """Tell how many internal people a move of customers to partners frees.

        Args:
            customers: The customers in all; 0 or more.
            through_partners: How many of them partners cover after the move.
            share: The same as a share in %, as for `people_needed`.
            before: How many of them partners cover before it.
            loads: Loads of your own.

        Raises:
            InvalidValueError: As for `people_needed`.
            InvalidUseError: Both a number and a share are given.

        Rule: STF-04.
        """
        return LeverageMove(
            before=self._before(customers, before, loads),
            after=self.people_needed(
                customers, through_partners=through_partners, share=share, loads=loads
            ),
        )

    def table(
        self,
        customers: int,
        *,
        shares: Iterable[Number] | None = None,
        loads: CoverLoads | None = None,
    ) -> LeverageTable:
        """Compare shares of customers covered through partners.

        Args:
            customers: The customers in all; 0 or more.
            shares: Shares in %, from 0 to 100; those of the rulebook unless told.
            loads: Loads of your own.

        Raises:
            InvalidValueError: A number cannot be meant, or there is no share.

        Rule: STF-04.
        """
        chosen = tuple(self.shares if shares is None else shares)
        if not chosen:
            raise InvalidValueError("a table compares shares; give at least one")
        return LeverageTable(
            moves=tuple(
                self.move(customers, share=share, loads=loads) for share in chosen
            )
        )

    def break_even(
        self, customers: int, *, before: int = 0, loads: CoverLoads | None = None
    ) -> BreakEven:
        """Tell from how many moved customers on a move frees somebody.

        Args:
            customers: The customers in all; 0 or more.
            before: How many of them partners cover already.
            loads: Loads of your own.

        Raises:
            InvalidValueError: A number cannot be meant.

        Rule: STF-04.
        """
        return break_even(self._before(customers, before, loads))

    def _before(
        self, customers: int, before: int, loads: CoverLoads | None
    ) -> PeopleNeeded:
        there = _count(customers, "customers")
        through = _part_of(there, before, "before")
        return self.people_needed(there, through_partners=through, loads=loads)


def _through(customers: int, number: int | None, share: Number | None) -> int:
    if share is None:
        return 0 if number is None else _part_of(customers, number, "through_partners")
    if number is not None:
        raise InvalidUseError(
            "through_partners and share say the same in two ways; give one of them"
        )
    part = Fraction(as_number(share, "share"))
    if not 0 <= part <= HUNDRED:
        raise InvalidValueError(
            f"share must be from 0 to {HUNDRED} (in %), found {shown(share)}"
        )
    return math.floor(customers * part / HUNDRED)


def _part_of(customers: int, number: object, name: str) -> int:
    found = _count(number, name)
    if found > customers:
        raise InvalidValueError(
            f"{name} is {shown(found)}, more than the customers there are"
            f" ({shown(customers)}); give at most those"
        )
    return found


def _count(value: object, name: str) -> int:
    number = as_number(value, name)
    if not isinstance(number, int) or number < 0:
        raise InvalidValueError(
            f"{name} must be a whole number from 0 on, found {shown(value)}"
        )
    return number


def _faults(policy: LeveragePolicy) -> Iterator[Problem]:
    if not policy.shares:
        yield fault("shares", "empty", "a table compares at least one share", ())
    for place, share in enumerate(policy.shares):
        if not 0 <= share <= HUNDRED:
            message = f"must be from 0 to {HUNDRED} (in %)"
            yield fault(f"shares[{place}]", "out-of-range", message, share)
    for place, (one, two) in enumerate(pairwise(policy.shares), start=1):
        if two <= one:
            message = f"must be above the one before, {one}"
            yield fault(f"shares[{place}]", "not-ascending", message, two)
