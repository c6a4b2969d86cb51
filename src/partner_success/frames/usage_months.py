"""Months of usage as columns: what each is worth, and the runs that they make."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from partner_success.core.months import month_number as month_number_of
from partner_success.core.quantities import HUNDRED
from partner_success.frames.days import day_number, month_number
from partner_success.frames.exact import counted, first_of, most_counted
from partner_success.frames.rule_frame import RuleFrame
from partner_success.practice.incentives.adoption import MonthState
from partner_success.practice.incentives.terms import AdoptionTerms, Repeats

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["AdoptionColumns", "UsageMonths"]

_NO_MONTH = -1


@attrs.frozen(kw_only=True)
class AdoptionColumns:
    """Where a frame of months has what the adoption incentive hangs on.

    Attributes:
        deal: The id of the deal, texts or whole numbers.
        month: Any day of the month that the row tells of.
        active: How many users used the product in it; missing where unknown.
        licensed: How many users the licences cover; missing where unknown.
        starts_on: The first day of the contract.
        ends_on: The last day of the contract, inside; missing while none is known.
            ``None`` says that there is no such column, because no end is known at all.

    Rule: INC-01.
    """

    deal: str = "deal"
    month: str = "month"
    active: str = "active"
    licensed: str = "licensed"
    starts_on: str = "starts_on"
    ends_on: str | None = "ends_on"


@attrs.frozen
class UsageMonths:
    """The columns of the work alone, while months are judged and runs are found.

    Attributes:
        deal: The deal as a text, which is empty where it is missing.
        month: The number of the month, -1 where it is missing.
        active: The active users as floats.
        licensed: The licensed users, likewise.
        wrong: Whether one of them is no count.
        rows: How many rows the deal has for the month.
        status: Whether the row is judged, or why not.
        state: What its month is worth.
        good: 1 where it is judged and good, else 0.
        island: What good months running have in common, and no others of the deal.
        run: How many good months running there are up to this one.
        full: 1 where as many as a run takes are complete, else 0.
        earlier: How many of these the deal has up to this month.
    """

    deal: str
    month: str
    active: str
    licensed: str
    wrong: str
    rows: str
    status: str
    state: str
    good: str
    island: str
    run: str
    full: str
    earlier: str

    def read(
        self, work: RuleFrame, columns: AdoptionColumns, terms: AdoptionTerms
    ) -> None:
        """Add the deal, the month and the counts of each row."""
        import narwhals as nw

        most = most_counted([HUNDRED, *_least(terms)])
        active, no_use = counted(work, columns.active, most)
        licensed, no_cover = counted(work, columns.licensed, most)
        # What is missing can be cast to a word for it.
        deal = nw.when(~nw.col(columns.deal).is_null()).then(
            nw.col(columns.deal).cast(nw.String)
        )
        month = month_number(columns.month).fill_null(float(_NO_MONTH))
        work.add(
            {
                self.deal: deal.fill_null(""),
                self.month: month.cast(nw.Int64),
                self.active: active,
                self.licensed: licensed,
                self.wrong: no_use | no_cover,
            }
        )
        work.add({self.rows: nw.len().over(self.deal, self.month)})

    def judge(
        self, work: RuleFrame, columns: AdoptionColumns, terms: AdoptionTerms, on: date
    ) -> None:
        """Add why a row is not judged, and what its month is worth."""
        import narwhals as nw

        active, licensed = nw.col(self.active), nw.col(self.licensed)
        share, of = _least(terms)
        month, start, end = nw.col(self.month), columns.starts_on, columns.ends_on
        wrong = [
            (nw.col(self.deal) == "", "incomplete"),
            (month == _NO_MONTH, "incomplete"),
            (nw.col(start).is_null(), "incomplete"),
            (nw.col(self.wrong), "out of range"),
        ]
        states = [
            (month_number(start) > month, MonthState.OUTSIDE),
            (month >= month_number_of(on), MonthState.AHEAD),
            (month_number(start, days=-1) >= month, MonthState.PARTIAL),
            (active.is_null() | licensed.is_null(), MonthState.UNKNOWN),
            (licensed <= 0, MonthState.UNKNOWN),
            # Nothing is divided, so that 59.99 % never passes for 60 %.
            (active * of >= licensed * share, MonthState.GOOD),
        ]
        if end is not None:
            turned = day_number(end) < day_number(start)
            wrong.append((turned, "ends before start"))
            states.insert(0, (month_number(end) < month, MonthState.OUTSIDE))
            states.insert(3, (month_number(end, days=1) <= month, MonthState.PARTIAL))
        wrong.append((nw.col(self.rows) > 1, "given twice"))
        work.add(
            {
                self.status: first_of(wrong, "judged"),
                self.state: first_of(states, MonthState.BELOW),
            }
        )

    def run_on(self, work: RuleFrame, terms: AdoptionTerms) -> None:
        """Add how many good months running there are, and what they complete.

        Among good months of a deal the number of the month less the place among them
        stays the same while one follows the other, and grows over every gap.
        """
        import narwhals as nw

        good = nw.col(self.good)
        judged = nw.col(self.status) == "judged"
        is_good = nw.col(self.state) == MonthState.GOOD.value
        work.add({self.good: _counted(judged & is_good)})
        place = self._so_far(self.good, [self.deal])
        work.add({self.island: nw.col(self.month) - place})
        run = self._so_far(self.good, [self.deal, self.island])
        work.add({self.run: run * good})
        full = (good > 0) & (nw.col(self.run) % terms.months == 0)
        work.add({self.full: _counted(full)})
        work.add({self.earlier: self._so_far(self.full, [self.deal])})

    def completes(self, terms: AdoptionTerms) -> nw.Expr:
        """Whether the incentive is complete with a month."""
        import narwhals as nw

        full = nw.col(self.full) > 0
        once = terms.repeats == Repeats.ONCE
        return full & (nw.col(self.earlier) == 1) if once else full

    def _so_far(self, counted: str, within: Sequence[str]) -> nw.Expr:
        import narwhals as nw

        total = nw.col(counted).cum_sum().over(*within, order_by=self.month)
        # DuckDB adds whole numbers up to wider ones.
        return total.cast(nw.Int64)


def _least(terms: AdoptionTerms) -> tuple[int, int]:
    """Give the share from which on a month is good, as a ratio of whole numbers."""
    return (Fraction(terms.least_share) / HUNDRED).as_integer_ratio()


def _counted(truth: nw.Expr) -> nw.Expr:
    import narwhals as nw

    return nw.when(truth).then(nw.lit(1)).otherwise(nw.lit(0)).cast(nw.Int64)
