"""The return on an investment: its parts, both readings, and what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.decision import Decision, Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.money import Money
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED, as_decimal, as_number
from partner_success.practice.returns.break_even import (
    BreakEvenAmounts,
    break_even_amounts,
)
from partner_success.practice.returns.case import InvestmentCase
from partner_success.practice.returns.lines import CaseLine, LineOverlap, LineSide
from partner_success.practice.returns.numbers import (
    money_text,
    percent_text,
)
from partner_success.practice.returns.ratio import Reading, ReturnRatio
from partner_success.practice.returns.sensitivity import (
    ReturnSensitivity,
    ratio_of,
    sensitivity,
)

__all__ = ["CaseGroup", "OverlapEffect", "ReturnOnInvestment"]

_RULES: Final = ("ROI-01",)
_COLUMNS: Final = ("line", "count", "each", "amount")


@attrs.frozen(kw_only=True)
class CaseGroup:
    """Lines of one side that are added up together.

    Attributes:
        name: The name of the group; empty for lines of none.
        side: The side.
        lines: The lines, in order.
        amount: What they sum to.

    Rule: ROI-01.
    """

    name: str
    side: LineSide
    lines: tuple[CaseLine, ...]
    amount: Money


@attrs.frozen(kw_only=True)
class OverlapEffect:
    """What becomes of the return where a doubtful line is left out.

    Attributes:
        overlap: The lines that may count the same money.
        without: The id of the line that is left out.
        ratio: The return without it.

    Rule: ROI-01.
    """

    overlap: LineOverlap
    without: str
    ratio: ReturnRatio


@attrs.frozen(kw_only=True)
class ReturnOnInvestment(Explained):
    """The return on the investment of a case.

    Attributes:
        case: The case.
        step: By how much a line is changed to see what depends on it, in percent.
        provenance: The rulebook edition that decided.

    Rule: ROI-01.
    """

    case: InvestmentCase
    step: Decimal
    provenance: Provenance = Provenance()

    @property
    def ratio(self) -> ReturnRatio:
        """What comes back of what was put in, in both readings."""
        return ratio_of(self.case)

    @property
    def groups(self) -> tuple[CaseGroup, ...]:
        """The lines added up by group, the investment before the return."""
        parts: dict[tuple[LineSide, str], list[CaseLine]] = {}
        for side in LineSide:
            for line in self.case.on(side):
                parts.setdefault((side, line.group), []).append(line)
        return tuple(
            CaseGroup(
                name=name,
                side=side,
                lines=tuple(lines),
                amount=self.case.sum_of(lines),
            )
            for (side, name), lines in parts.items()
        )

    def reaches(self, percent: Decimal | int, reading: Reading) -> Decision:
        """Decide whether the return is at least so many percent in a reading.

        Args:
            percent: The share that is to be reached (closed: at it, it is).
            reading: How the return is read.

        Raises:
            InvalidValueError: The share is no number that can be compared.
            UnknownNameError: There is no such reading.

        Rule: ROI-01.
        """
        as_number(percent, "a share to reach")
        bound = Fraction(as_decimal(percent)) / HUNDRED
        share = self.ratio.share(reading)
        if share is None:
            message = f"{reading.replace('_', ' ')}: nothing is invested"
            return Decision(
                holds=False,
                reasons=(
                    Reason(code="nothing-invested", message=message, rules=_RULES),
                ),
            )
        told = self.ratio.told(reading)
        reason = Reason(
            code="reached" if share >= bound else "below",
            message=f"{told}; it takes at least {percent} %",
            rules=_RULES,
            facts={"share": share, "bound": bound},
        )
        return Decision(holds=share >= bound, reasons=(reason,))

    @property
    def claims(self) -> FrozenMap[Reading, Decision]:
        """Whether what is said of the return holds, by reading; none if nothing is."""
        claim = self.case.claim
        if claim is None:
            return FrozenMap()
        return FrozenMap({each: self.reaches(claim, each) for each in Reading})

    @property
    def overlaps(self) -> tuple[OverlapEffect, ...]:
        """The return without each line that may count what another counts too."""
        return tuple(
            OverlapEffect(
                overlap=overlap, without=id_, ratio=ratio_of(self.case.without(id_))
            )
            for overlap in self.case.overlaps
            for id_ in dict.fromkeys(overlap.lines)
        )

    def sensitivity(self, step: Decimal | int | None = None) -> ReturnSensitivity:
        """Change each line by a step down and up, and tell what becomes of the return.

        Args:
            step: Percent of the line, above 0 and below 100; the default is the
                rulebook's.

        Raises:
            InvalidValueError: The step is none.

        Rule: ROI-01.
        """
        wanted = self.step if step is None else step
        return sensitivity(self.case, step=wanted, provenance=self.provenance)

    def break_even(self, wanted: Decimal | int = 0) -> BreakEvenAmounts:
        """Tell for each line at which amount the net return is just what is wanted.

        Args:
            wanted: The wanted return net of the investment, in percent, above -100; at
                0 the investment just pays for itself.

        Raises:
            InvalidValueError: Nothing can return so little, or it is no exact number.

        Rule: ROI-01.
        """
        return break_even_amounts(self.case, wanted, provenance=self.provenance)

    def explain(self) -> Explanation:
        """Tell each line and sum, both readings, the claim, and what is doubtful."""
        rows: list[tuple[str, ...]] = []
        for side, total in (
            (LineSide.INVESTMENT, self.case.invested),
            (LineSide.RETURN, self.case.returned),
        ):
            for group in self.groups:
                if group.side == side:
                    rows += self._rows(group)
            name = "all invested" if side == LineSide.INVESTMENT else "all returned"
            rows.append((name, "", "", money_text(total)))
        return Explanation(
            title=f"{self.case.name}: {self.ratio}",
            columns=_COLUMNS,
            rows=tuple(rows),
            remarks=tuple(self._remarks()),
            provenance=self.provenance,
        )

    def _rows(self, group: CaseGroup) -> Iterator[tuple[str, ...]]:
        indent = ""
        if group.name:
            yield (group.name, "", "", money_text(group.amount))
            indent = "  "
        for line in group.lines:
            amount = self.case.amount(line)
            yield (
                f"{indent}{line.name}",
                f"{line.count.normalize():f}",
                "" if line.each is None else money_text(line.each),
                "not counted" if amount is None else money_text(amount),
            )

    def _remarks(self) -> Iterator[str]:
        yield from map(self.ratio.told, Reading)
        for reading, decision in self.claims.items():
            verb = "holds" if decision.holds else "does not hold"
            name = reading.replace("_", " ")
            yield f"at least {self.case.claim:f} % {verb} {name}"
        for line in self.case.uncounted:
            more = f": {line.note}" if line.note else ""
            yield f"not counted, because it has no amount: {line.name}{more}"
        for rate in self.case.rates:
            yield f"{rate.source} at {rate.rate} {rate.target} of {rate.on}"
        for effect in self.overlaps:
            left_out = self.case.line(effect.without).name
            over, net = (percent_text(effect.ratio.share(each)) for each in Reading)
            yield f"without {left_out}: {over} over investment, {net} net of it"
        for overlap in self.case.overlaps:
            names = " and ".join(self.case.line(each).name for each in overlap.lines)
            yield f"may count twice: {names}; {overlap.why}"
