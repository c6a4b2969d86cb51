"""How far a business case depends on each assumption, changed alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any, Final

import attrs

from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED, rounded_text
from partner_success.practice.returns.assumptions import WHOLE_MONTHS
from partner_success.practice.returns.break_even_month import running
from partner_success.practice.returns.flows import Figures, Schedule, flows
from partner_success.practice.returns.numbers import money_text, whole_text
from partner_success.practice.returns.sensitivity import exact_step

__all__ = [
    "AssumptionSwing",
    "BusinessOutcome",
    "BusinessSensitivity",
    "business_sensitivity",
]

_SHARES: Final = ("margin", "churn_before", "churn_after")
_TIMES: Final = ("tools_from", "rebate_every", "rebate_delay")


@attrs.frozen(kw_only=True)
class BusinessOutcome:
    """What comes of a case at one value of an assumption.

    Attributes:
        value: The value, exact, in the unit of the assumption.
        break_even: The first month at whose end the case has earned its cost; ``None``
            where that is in none of its months.
        net: What is left of all months after costs, exact.

    Rule: INC-04.
    """

    value: Fraction
    break_even: int | None
    net: Fraction


@attrs.frozen(kw_only=True)
class AssumptionSwing:
    """What becomes of a case where one assumption is lower or higher.

    Attributes:
        assumption: The name of its field in `BusinessAssumptions`.
        value: What is assumed, by the rulebook where the case does not say.
        lower: What comes of less.
        higher: What comes of more; a share is never more than 100 %, and rebates come
            once a year at least.

    Rule: INC-04.
    """

    assumption: str
    value: Fraction
    lower: BusinessOutcome
    higher: BusinessOutcome

    @property
    def months(self) -> int | None:
        """How many months lie between the two; None where one never breaks even."""
        low, high = self.lower.break_even, self.higher.break_even
        return None if low is None or high is None else abs(high - low)

    @property
    def net(self) -> Fraction:
        """How far what is left at the end is apart, at least 0."""
        return abs(self.higher.net - self.lower.net)


@attrs.frozen(kw_only=True)
class BusinessSensitivity(Explained):
    """How far a case depends on each assumption.

    Attributes:
        break_even: The month in which the case breaks even as it is; ``None`` for none.
        net: What is left of it at the end.
        currency: The currency of the amounts.
        step: By how many percent each assumption was lowered and raised; those that are
            months by whole ones, and by one at least.
        swings: What came of it, for every assumption that something hangs on: what
            moves the break-even month most first, with a month that never comes as one
            after the last; of equals what moves the net most, and then the order of the
            fields, months last. How many months are looked at is no assumption, and the
            discount rate moves neither of the two.
        provenance: The rulebook edition that decided.

    Rule: INC-04.
    """

    break_even: int | None
    net: Fraction
    currency: str
    step: Decimal
    swings: tuple[AssumptionSwing, ...]
    provenance: Provenance = Provenance()

    def explain(self) -> Explanation:
        """Tell for each assumption month and net at both ends of its change."""
        rows = tuple(
            (
                each.assumption.replace("_", " "),
                rounded_text(*each.value.as_integer_ratio(), 2),
                _month(each.lower.break_even),
                _month(each.higher.break_even),
                whole_text(each.lower.net),
                whole_text(each.higher.net),
            )
            for each in self.swings
        )
        step = f"{self.step.normalize():f}"
        low, high = f"at -{step} %", f"at +{step} %"
        return Explanation(
            title=f"Break-even month: {_month(self.break_even)}, net"
            f" {money_text(self.net, self.currency)}; each assumption changed by"
            f" {step} %",
            columns=(
                "assumption",
                "value",
                f"month {low}",
                f"month {high}",
                f"net {low}",
                f"net {high}",
            ),
            rows=rows,
            remarks=tuple(self._remarks()),
            provenance=self.provenance,
        )

    def _remarks(self) -> Iterator[str]:
        times = [each.assumption for each in self.swings if each.assumption in _TIMES]
        if times:
            names = ", ".join(each.replace("_", " ") for each in times)
            yield f"changed by whole months, one at least: {names}"


def business_sensitivity(
    figures: Figures,
    schedule: Schedule,
    *,
    step: Decimal | int,
    currency: str,
    provenance: Provenance,
) -> BusinessSensitivity:
    """Lower and raise each assumption by a step; see `BusinessCase.sensitivity`."""
    exact = exact_step(step)
    share = Fraction(exact) / HUNDRED
    nets = _nets(figures, schedule)
    now = (_first(nets), sum(nets, Fraction(0)))
    times = {name: Fraction(getattr(schedule, name)) for name in _TIMES}
    swings = [
        AssumptionSwing(
            assumption=name,
            value=value,
            lower=_outcome(figures, schedule, name, low),
            higher=_outcome(figures, schedule, name, high),
        )
        for name, value in {**figures, **times}.items()
        for low, high in (_ends(name, value, share),)
    ]
    moving = [
        each
        for each in swings
        if any((end.break_even, end.net) != now for end in (each.lower, each.higher))
    ]
    never = schedule.months + 1
    return BusinessSensitivity(
        break_even=now[0],
        net=now[1],
        currency=currency,
        step=exact,
        swings=tuple(sorted(moving, key=lambda each: _rank(each, never))),
        provenance=provenance,
    )


def _rank(swing: AssumptionSwing, never: int) -> tuple[int, Fraction]:
    low = swing.lower.break_even or never
    high = swing.higher.break_even or never
    return -abs(high - low), -swing.net


def _ends(name: str, value: Fraction, share: Fraction) -> tuple[Fraction, Fraction]:
    """Give what is less of an assumption, and what is more of it."""
    if name in _TIMES:
        (least, most), months = WHOLE_MONTHS[name], int(value)
        # There is no part of a month in which something is paid.
        change = max(1, floor(months * share + Fraction(1, 2)))
        low, high = max(months - change, least), min(months + change, most)
        return Fraction(low), Fraction(high)
    higher = value * (1 + share)
    kept = min(higher, Fraction(HUNDRED)) if name in _SHARES else higher
    return value * (1 - share), kept


def _outcome(
    figures: Figures, schedule: Schedule, name: str, value: Fraction
) -> BusinessOutcome:
    if name in _TIMES:
        later: dict[str, Any] = {name: int(value)}
        nets = _nets(figures, attrs.evolve(schedule, **later))
    else:
        nets = _nets({**figures, name: value}, schedule)
    return BusinessOutcome(
        value=value, break_even=_first(nets), net=sum(nets, Fraction(0))
    )


def _nets(figures: Figures, schedule: Schedule) -> list[Fraction]:
    return [sum(flow.values(), Fraction(0)) for flow in flows(figures, schedule)]


def _first(nets: Sequence[Fraction]) -> int | None:
    sums = enumerate(running(nets), start=1)
    return next((month for month, so_far in sums if so_far >= 0), None)


def _month(month: int | None) -> str:
    return "never" if month is None else str(month)
