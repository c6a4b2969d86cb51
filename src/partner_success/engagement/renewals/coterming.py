"""All contracts of a customer moved to one end, each value prorated by days.

A term is counted in its own days, both its first and its last one inside, and every day
of it is worth the same: the value over the days. So a year with a 29 February spreads
its value over 366 days, and no year is taken to have 360 days or 365.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

import attrs

from partner_success.core.checks import fault
from partner_success.core.citation import Citation
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import Period, require_date
from partner_success.core.money import Money, Rounding, prorate, total
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import shown
from partner_success.errors import InvalidDataError, Problem
from partner_success.partners.faults import Faults

__all__ = [
    "ContractTerm",
    "Coterm",
    "CotermTerms",
    "CotermedTerm",
    "coterm",
    "coterm_faults",
]

# Above this no currency is counted, and a power of ten fills the memory quickly.
_MOST_DECIMALS = 12

_DAY_COUNT = "a day of a contract is worth its value over its days, both ends counted"


@attrs.frozen(kw_only=True)
class CotermTerms:
    """How finely amounts are split.

    Attributes:
        decimals: Digits after the point of every amount, such as 2 for cents.
        rounding: Where a half of the whole goes.
        citations: Where the terms come from.

    Rule: RNW-03.
    """

    decimals: int
    rounding: Rounding
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class ContractTerm:
    """The term of a contract, and what the whole of it is worth.

    Attributes:
        contract: The id of the contract; not blank, no space around it.
        customer: The id of the customer whose contract it is.
        starts_on: The first day of the term.
        ends_on: The last day, inside; not before `starts_on`, so that a term has at
            least one day.
        value: What the whole term is worth, at least 0.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> term = ContractTerm(contract="c-1", customer="a-1",
        ...     starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31),
        ...     value=Money("730.00", "USD"))
        >>> term.days, term.value_per_day
        (365, Fraction(2, 1))

    Rule: RNW-03.
    """

    contract: str
    customer: str
    starts_on: date
    ends_on: date
    value: Money

    def __attrs_post_init__(self) -> None:
        faults = Faults("term of contract", self.contract)
        faults.id("contract", self.contract)
        faults.id("customer", self.customer)
        starts = faults.day("starts_on", self.starts_on)
        ends = faults.day("ends_on", self.ends_on)
        faults.in_order("starts_on", starts, "ends_on", ends)
        faults.record("value", self.value, Money)
        faults.money("value", self.value)
        faults.report()

    @property
    def days(self) -> int:
        """How many days the term has, at least 1."""
        return Period(self.starts_on, self.ends_on).days

    @property
    def value_per_day(self) -> Fraction:
        """What one day of it is worth, exact, in whole units of the currency."""
        return Fraction(self.value.amount) / self.days


@attrs.frozen(kw_only=True)
class CotermedTerm:
    """A contract with its end moved.

    Attributes:
        term: The contract as it was.
        ends_on: Its new last day, inside.
        value: What its new term is worth.

    Rule: RNW-03.
    """

    term: ContractTerm
    ends_on: date
    value: Money

    @property
    def days(self) -> int:
        """How many days the new term has, at least 1."""
        return Period(self.term.starts_on, self.ends_on).days

    @property
    def days_moved(self) -> int:
        """By how many days the end moved; below 0 where the term became shorter."""
        return self.days - self.term.days

    @property
    def difference(self) -> Money:
        """What is charged for the days added; below 0, what is given back."""
        return self.value - self.term.value

    def moved_term(self) -> ContractTerm:
        """Give the contract as it is now."""
        return attrs.evolve(self.term, ends_on=self.ends_on, value=self.value)


@attrs.frozen(kw_only=True)
class Coterm(Explained):
    """All contracts of a customer with one end.

    Attributes:
        customer: The id of the customer.
        ends_on: The last day of all contracts, inside.
        lines: The contracts in the order of their ids.
        provenance: The rulebook edition that decided.

    Rule: RNW-03.
    """

    customer: str
    ends_on: date
    lines: tuple[CotermedTerm, ...]
    provenance: Provenance = Provenance()

    def _sum(self, amounts: Iterable[Money]) -> Money:
        return total(amounts, currency=self.lines[0].value.currency)

    @property
    def value_before(self) -> Money:
        """What all terms were worth."""
        return self._sum(line.term.value for line in self.lines)

    @property
    def value(self) -> Money:
        """What all terms are worth now: the exact sum, rounded once."""
        return self._sum(line.value for line in self.lines)

    @property
    def charge(self) -> Money:
        """What is charged for days added, at least 0."""
        return self._sum(
            line.difference for line in self.lines if line.difference.amount > 0
        )

    @property
    def credit(self) -> Money:
        """What is given back for days taken away, at least 0."""
        return self._sum(
            -line.difference for line in self.lines if line.difference.amount < 0
        )

    @property
    def balance(self) -> Money:
        """The charge less the credit; below 0 where the customer gets money back."""
        return self.charge - self.credit

    def explain(self) -> Explanation:
        """Tell each contract's days and values, and what is to be paid."""
        rows = [
            (
                line.term.contract,
                str(line.term.ends_on),
                str(line.term.days),
                str(line.days),
                str(line.term.value),
                str(line.value),
                str(line.difference),
            )
            for line in self.lines
        ]
        before, now, pays = map(str, (self.value_before, self.value, self.balance))
        rows.append(("all", "", "", "", before, now, pays))
        return Explanation(
            title=f"Contracts of {self.customer} to end on {self.ends_on}:"
            f" {self.charge} charged, {self.credit} given back",
            columns=("contract", "ended", "days", "new days", "was", "is", "pays"),
            rows=tuple(rows),
            remarks=(_DAY_COUNT,),
            provenance=self.provenance,
        )


def coterm(
    contracts: Iterable[ContractTerm],
    ends_on: date,
    *,
    terms: CotermTerms,
    provenance: Provenance,
) -> Coterm:
    """Move contracts to one end; see `RenewalPolicy.coterm`.

    Rule: RNW-03.
    """
    given = tuple(contracts)
    require_date(ends_on, "ends_on")
    if problems := [*_problems(given, ends_on, terms.decimals)]:
        raise InvalidDataError("the contracts to be moved to one end", problems)
    # The order of the ids decides who gets the last cent, and not that of the call.
    ordered = sorted(given, key=lambda term: term.contract)
    values = prorate(
        [term.value for term in ordered],
        [Fraction(Period(term.starts_on, ends_on).days, term.days) for term in ordered],
        decimals=terms.decimals,
        rounding=terms.rounding,
    )
    return Coterm(
        customer=ordered[0].customer,
        ends_on=ends_on,
        lines=tuple(
            CotermedTerm(term=term, ends_on=ends_on, value=value)
            for term, value in zip(ordered, values, strict=True)
        ),
        provenance=provenance,
    )


def coterm_faults(terms: CotermTerms) -> Iterator[Problem]:
    """Name what amounts cannot be split by."""
    if not 0 <= terms.decimals <= _MOST_DECIMALS:
        message = f"must be from 0 to {_MOST_DECIMALS} digits"
        yield fault("coterming.decimals", "out-of-range", message, terms.decimals)


def _problems(
    contracts: tuple[ContractTerm, ...], ends_on: date, decimals: int
) -> Iterator[Problem]:
    if not contracts:
        message = "there is no contract; give at least one"
        yield Problem(path="", code="empty", message=message)
        return
    first = contracts[0]
    seen: dict[str, int] = {}
    for place, term in enumerate(contracts):
        path = f"[{place}]"
        before = seen.setdefault(term.contract, place)
        if before != place:
            message = f"{shown(term.contract)} is in [{before}] already"
            yield Problem(path=f"{path}.contract", code="duplicate", message=message)
        if term.customer != first.customer:
            message = (
                f"is of {shown(term.customer)}, and [0] is of {shown(first.customer)};"
                " only contracts of one customer get one end"
            )
            yield Problem(path=f"{path}.customer", code="not-one", message=message)
        if term.value.currency != first.value.currency:
            message = (
                f"is in {term.value.currency}, and [0] is in {first.value.currency};"
                " convert one of them with a given rate first"
            )
            yield Problem(path=f"{path}.value", code="not-one", message=message)
        if (Fraction(term.value.amount) * 10**decimals).denominator != 1:
            message = f"{term.value} is finer than {decimals} decimals; round it first"
            yield Problem(path=f"{path}.value", code="too-fine", message=message)
        if ends_on < term.starts_on:
            message = (
                f"begins on {term.starts_on}, after the common end on {ends_on}, and"
                " would have no day left; choose a later end, or leave it out"
            )
            yield Problem(path=f"{path}.starts_on", code="no-days", message=message)
