"""A case for an investment: its lines, in one currency."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal

import attrs

from partner_success.core.money import ExchangeRate, Money, total
from partner_success.core.quantities import as_decimal, shown
from partner_success.errors import UnknownNameError, near_misses
from partner_success.partners.faults import Faults, frozen_tuple
from partner_success.practice.returns.lines import CaseLine, LineOverlap, LineSide
from partner_success.practice.returns.numbers import check_number

__all__ = ["InvestmentCase"]


def _claim(value: Decimal | float | None) -> Decimal | None:
    return None if value is None else as_decimal(value)


def _lines(value: Iterable[CaseLine]) -> tuple[CaseLine, ...]:
    return frozen_tuple(value)


def _rates(value: Iterable[ExchangeRate]) -> tuple[ExchangeRate, ...]:
    return frozen_tuple(value)


def _overlaps(value: Iterable[LineOverlap]) -> tuple[LineOverlap, ...]:
    return frozen_tuple(value)


@attrs.frozen(kw_only=True)
class InvestmentCase:
    """What is put in and what is to come back, line by line.

    All lines count in one currency. A line in another one needs a rate into it, and is
    converted exactly; without one the case is refused.

    Attributes:
        name: The name for people.
        currency: The currency of all sums, three capital letters.
        lines: The lines, in order; ids are used once.
        rates: How lines in other currencies are converted; one rate a currency.
        claim: What is said to be returned, in percent, at least (closed); ``None``
            where nothing is said.
        overlaps: Lines that may count the same money.

    Raises:
        InvalidDataError: With every fault of the record.
        InvalidValueError: The currency is not three capital letters.

    Examples:
        >>> case = InvestmentCase(name="CS", currency="USD", lines=[
        ...     CaseLine(id="team", name="Team", side="investment",
        ...         each=Money(100, "USD")),
        ...     CaseLine(id="kept", name="Kept", side="return",
        ...         each=Money(250, "USD"))])
        >>> str(case.invested), str(case.returned)
        ('100 USD', '250 USD')

    Rule: ROI-01, ROI-02.
    """

    name: str
    currency: str
    lines: tuple[CaseLine, ...] = attrs.field(converter=_lines)
    rates: tuple[ExchangeRate, ...] = attrs.field(default=(), converter=_rates)
    claim: Decimal | None = attrs.field(default=None, converter=_claim)
    overlaps: tuple[LineOverlap, ...] = attrs.field(default=(), converter=_overlaps)

    def __attrs_post_init__(self) -> None:
        # Money knows what a currency looks like, and says so.
        Money(0, self.currency)
        faults = Faults("investment case", self.name)
        faults.text("name", self.name)
        if self.claim is not None:
            check_number(faults, "claim", self.claim)
        sources = _check_rates(faults, self)
        ids = _check_lines(faults, self, {self.currency, *sources})
        _check_overlaps(faults, self, ids)
        faults.report()

    def line(self, id_: str) -> CaseLine:
        """Give the line of an id.

        Raises:
            UnknownNameError: No line has it.
        """
        for each in self.lines:
            if each.id == id_:
                return each
        raise UnknownNameError("line", id_, [each.id for each in self.lines])

    def amount(self, line: CaseLine) -> Money | None:
        """Give a line's amount in the currency of the case; None where it has none."""
        amount = line.amount
        if amount is None or amount.currency == self.currency:
            return amount
        return amount.convert(_rates_by_source(self)[amount.currency])

    def sum_of(self, lines: Iterable[CaseLine]) -> Money:
        """Add up lines, exact in any order; those without an amount count nothing."""
        amounts = map(self.amount, lines)
        return total(
            (each for each in amounts if each is not None), currency=self.currency
        )

    def on(self, side: LineSide) -> tuple[CaseLine, ...]:
        """Give the lines of a side, in order."""
        return tuple(each for each in self.lines if each.side == side)

    @property
    def counted(self) -> tuple[CaseLine, ...]:
        """The lines with an amount, in order."""
        return tuple(each for each in self.lines if each.each is not None)

    @property
    def uncounted(self) -> tuple[CaseLine, ...]:
        """The lines without an amount, in order."""
        return tuple(each for each in self.lines if each.each is None)

    @property
    def invested(self) -> Money:
        """All that is put in."""
        return self.sum_of(self.on(LineSide.INVESTMENT))

    @property
    def returned(self) -> Money:
        """All that comes back."""
        return self.sum_of(self.on(LineSide.RETURN))

    def without(self, *ids: str) -> InvestmentCase:
        """Give the case without some of its lines, and without doubts about them.

        Raises:
            UnknownNameError: No line has one of the ids.
        """
        gone = {self.line(id_).id for id_ in ids}
        return attrs.evolve(
            self,
            lines=[each for each in self.lines if each.id not in gone],
            overlaps=[each for each in self.overlaps if not gone & set(each.lines)],
        )


def _rates_by_source(case: InvestmentCase) -> dict[str, ExchangeRate]:
    return {rate.source: rate for rate in case.rates}


def _check_rates(faults: Faults, case: InvestmentCase) -> Collection[str]:
    """Check the rates and give the currencies that they start from."""
    seen: dict[str, str] = {}
    for path, rate in faults.records("rates", case.rates, ExchangeRate):
        if rate.target != case.currency:
            message = f"goes to {rate.target}, and the case counts in {case.currency}"
            faults.add(f"{path}.target", "two-currencies", message, rate.target)
        if rate.source in seen:
            message = f"{seen[rate.source]} has a rate from {rate.source} already"
            faults.add(f"{path}.source", "duplicate", message, rate.source)
        seen.setdefault(rate.source, path)
    return seen


def _check_lines(
    faults: Faults, case: InvestmentCase, currencies: Collection[str]
) -> Collection[str]:
    """Check the lines and give their ids."""
    seen: dict[str, str] = {}
    for path, line in faults.records("lines", case.lines, CaseLine):
        if line.id in seen:
            message = f"{seen[line.id]} has this id already; use it once"
            faults.add(f"{path}.id", "duplicate", message, line.id)
        seen.setdefault(line.id, path)
        if line.each is None or line.each.currency in currencies:
            continue
        message = (
            f"is in {line.each.currency}, and the case counts in {case.currency}; two"
            " currencies do not add up, so give a rate from the one to the other"
        )
        faults.add(f"{path}.each", "two-currencies", message, str(line.each))
    return seen


def _check_overlaps(
    faults: Faults, case: InvestmentCase, known: Collection[str]
) -> None:
    for path, overlap in faults.records("overlaps", case.overlaps, LineOverlap):
        faults.text(f"{path}.why", overlap.why)
        if len(set(overlap.lines)) < 2:
            message = "an overlap is one of at least two lines"
            faults.add(f"{path}.lines", "too-few", message, overlap.lines)
        for place, name in enumerate(overlap.lines):
            if name not in known:
                near = near_misses(name, known)
                hint = (
                    f"did you mean {near[0]!r}?"
                    if near
                    else f"known: {', '.join(known) or 'none'}"
                )
                message = f"there is no line {shown(name)}; {hint}"
                faults.add(f"{path}.lines[{place}]", "unknown-name", message, name)
