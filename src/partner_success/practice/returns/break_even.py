"""At which amount of each line, all others as they are, a return is what is wanted."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import attrs

from partner_success.core.explanation import Explained, Explanation
from partner_success.core.money import Money
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED, as_number, rounded_text
from partner_success.errors import InvalidValueError
from partner_success.practice.returns.case import InvestmentCase
from partner_success.practice.returns.lines import CaseLine, LineSide
from partner_success.practice.returns.numbers import money_text, percent_text
from partner_success.practice.returns.ratio import ReturnRatio
from partner_success.practice.returns.sensitivity import ratio_of

__all__ = ["BreakEvenAmount", "BreakEvenAmounts", "break_even_amounts"]


@attrs.frozen(kw_only=True)
class BreakEvenAmount:
    """To which amount a line may go until the return is just what is wanted.

    Attributes:
        line: The line.
        amount: What it is worth now, in the currency of the case.
        limit: The amount, exact, in whole units of the currency. A line that comes back
            has at least it where the return is reached, and one that is put in at most.
            ``None`` where no amount of the line makes the difference.
        reason: Why there is no limit; empty where there is one.

    Rule: ROI-01.
    """

    line: CaseLine
    amount: Money
    limit: Fraction | None
    reason: str = ""

    @property
    def room(self) -> Fraction | None:
        """How far the limit is from the amount, as a share of it, signed.

        ``None`` where there is no limit, or the amount is zero.
        """
        now = Fraction(self.amount.amount)
        return None if self.limit is None or not now else self.limit / now - 1


@attrs.frozen(kw_only=True)
class BreakEvenAmounts(Explained):
    """For each line the amount at which a return is just what is wanted.

    Attributes:
        ratio: The return as the case has it.
        wanted: The wanted return net of the investment, in percent.
        amounts: The lines that have an amount, in the order of the case.
        provenance: The rulebook edition that decided.

    Rule: ROI-01.
    """

    ratio: ReturnRatio
    wanted: Decimal
    amounts: tuple[BreakEvenAmount, ...]
    provenance: Provenance = Provenance()

    def explain(self) -> Explanation:
        """Tell how far each line may go."""
        currency = self.ratio.currency
        rows = tuple(
            (
                each.line.name,
                money_text(each.amount),
                each.reason
                if each.limit is None
                else f"{_bound(each.line)} {money_text(each.limit, currency)}",
                "" if each.room is None else _signed(each.room),
            )
            for each in self.amounts
        )
        net = percent_text(self.ratio.net_of_investment)
        wanted = f"{self.wanted.normalize():f}"
        return Explanation(
            title=f"Return net of investment: {net}; how far each line alone may go"
            f" for {wanted} %",
            columns=("line", "amount", "limit", "room"),
            rows=rows,
            provenance=self.provenance,
        )


def break_even_amounts(
    case: InvestmentCase, wanted: Decimal | int, *, provenance: Provenance
) -> BreakEvenAmounts:
    """Find each line's limit; see `ReturnOnInvestment.break_even`."""
    exact = _exact_wanted(wanted)
    ratio = ratio_of(case)
    factor = 1 + Fraction(exact) / HUNDRED
    return BreakEvenAmounts(
        ratio=ratio,
        wanted=exact,
        amounts=tuple(
            _amount(line, amount, ratio, factor)
            for line in case.counted
            if (amount := case.amount(line)) is not None
        ),
        provenance=provenance,
    )


def _exact_wanted(value: Decimal | int) -> Decimal:
    number = as_number(value, "a wanted return")
    if isinstance(number, Decimal | int) and number > -HUNDRED:
        return Decimal(number)
    raise InvalidValueError(
        "a wanted return is above -100 percent net of the investment, a whole number or"
        f" a Decimal, not {value}; at -100 nothing comes back"
    )


def _amount(
    line: CaseLine, amount: Money, ratio: ReturnRatio, factor: Fraction
) -> BreakEvenAmount:
    """Solve ``returned = factor * invested`` for one line."""
    now = Fraction(amount.amount)
    if line.side == LineSide.RETURN:
        limit = factor * ratio.invested - (ratio.returned - now)
        reason = "is reached without it" if limit < 0 else ""
        if not ratio.invested:
            reason = "nothing is invested"
    else:
        limit = ratio.returned / factor - (ratio.invested - now)
        reason = "is not reached even without it" if limit < 0 else ""
        if not ratio.returned:
            reason = "nothing comes back"
    return BreakEvenAmount(
        line=line, amount=amount, limit=None if reason else limit, reason=reason
    )


def _bound(line: CaseLine) -> str:
    return "at least" if line.side == LineSide.RETURN else "at most"


def _signed(share: Fraction) -> str:
    text = rounded_text(HUNDRED * share.numerator, share.denominator)
    return f"{'+' if share > 0 else ''}{text} %"
