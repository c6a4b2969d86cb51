"""How far a return depends on each line: each changed alone, the greatest swing first.

Over the investment, a return is linear in each line that comes back, and falls as any
line that is put in rises. So the two ends of a change hold all that lies between them.
"""

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

__all__ = ["LineSwing", "ReturnSensitivity", "exact_step", "ratio_of", "sensitivity"]


@attrs.frozen(kw_only=True)
class LineSwing:
    """What becomes of a return where one line is lower or higher.

    Attributes:
        line: The line.
        amount: What it is worth now, in the currency of the case.
        lower: The return where the line is lower by the step.
        higher: The return where it is higher by the step.

    Rule: ROI-01.
    """

    line: CaseLine
    amount: Money
    lower: ReturnRatio
    higher: ReturnRatio

    @property
    def swing(self) -> Fraction | None:
        """How far the two are apart, the same in both readings, at least 0.

        ``None`` where nothing is invested.
        """
        low, high = self.lower.over_investment, self.higher.over_investment
        return None if low is None or high is None else abs(high - low)


@attrs.frozen(kw_only=True)
class ReturnSensitivity(Explained):
    """How far a return depends on each line.

    Attributes:
        ratio: The return as the case has it.
        step: By how many percent each line was lowered and raised.
        swings: What came of it, the greatest swing first and, of equals, in the order
            of the case; lines without an amount have none.
        provenance: The rulebook edition that decided.

    Rule: ROI-01.
    """

    ratio: ReturnRatio
    step: Decimal
    swings: tuple[LineSwing, ...]
    provenance: Provenance = Provenance()

    def explain(self) -> Explanation:
        """Tell for each line the net return at both ends of its change."""
        rows = tuple(
            (
                each.line.name,
                money_text(each.amount),
                percent_text(each.lower.net_of_investment),
                percent_text(each.higher.net_of_investment),
                _points(each.swing),
            )
            for each in self.swings
        )
        net = percent_text(self.ratio.net_of_investment)
        step = f"{self.step.normalize():f}"
        return Explanation(
            title=f"Return net of investment: {net}, each line changed by {step} %",
            columns=("line", "amount", f"at -{step} %", f"at +{step} %", "swing"),
            rows=rows,
            remarks=() if self.ratio.invested else ("nothing is invested",),
            provenance=self.provenance,
        )


def ratio_of(case: InvestmentCase) -> ReturnRatio:
    """Give what comes back of what was put in."""
    return ReturnRatio(
        returned=Fraction(case.returned.amount),
        invested=Fraction(case.invested.amount),
        currency=case.currency,
    )


def exact_step(value: Decimal | int) -> Decimal:
    """Read by how many percent something is changed.

    Raises:
        InvalidValueError: It is not above 0 and below 100, or no exact number.
    """
    number = as_number(value, "a step")
    if isinstance(number, Decimal | int) and 0 < number < HUNDRED:
        return Decimal(number)
    raise InvalidValueError(
        f"a step is above 0 and below 100 percent, a whole number or a Decimal, not"
        f" {value}; at 100 a line would be gone"
    )


def sensitivity(
    case: InvestmentCase, *, step: Decimal | int, provenance: Provenance
) -> ReturnSensitivity:
    """Lower and raise each line of a case by a step; see `ReturnOnInvestment`."""
    ratio, exact = ratio_of(case), exact_step(step)
    share = Fraction(exact) / HUNDRED
    swings = [
        LineSwing(
            line=line,
            amount=amount,
            lower=_moved(ratio, line.side, -Fraction(amount.amount) * share),
            higher=_moved(ratio, line.side, Fraction(amount.amount) * share),
        )
        for line in case.counted
        if (amount := case.amount(line)) is not None
    ]
    return ReturnSensitivity(
        ratio=ratio,
        step=exact,
        swings=tuple(sorted(swings, key=lambda each: -(each.swing or 0))),
        provenance=provenance,
    )


def _moved(ratio: ReturnRatio, side: LineSide, change: Fraction) -> ReturnRatio:
    if side == LineSide.RETURN:
        return attrs.evolve(ratio, returned=ratio.returned + change)
    return attrs.evolve(ratio, invested=ratio.invested + change)


def _points(swing: Fraction | None) -> str:
    if swing is None:
        return "none"
    return f"{rounded_text(HUNDRED * swing.numerator, swing.denominator)} points"
