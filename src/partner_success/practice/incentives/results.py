"""What a partner achieved, for which it may be paid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

import attrs

from partner_success.core.money import Money
from partner_success.core.quantities import as_number
from partner_success.errors import InvalidValueError
from partner_success.partners.faults import Faults, member

__all__ = ["Activation", "PerformanceResult", "RenewalResult", "TieredIncentive"]


class TieredIncentive(StrEnum):
    """The incentives that are paid by tiers.

    Attributes:
        ADOPT: For what customers came to use.
        EXPAND: For software that they bought on top of it.
    """

    ADOPT = "adopt"
    EXPAND = "expand"


def _tiered(value: TieredIncentive | str) -> TieredIncentive:
    return member(TieredIncentive, value)


@attrs.frozen(kw_only=True)
class Activation:
    """Software that a customer began to use in production, with the proof of it.

    Attributes:
        id: Its id; not blank, no space around it.
        customer: The id of the customer.
        proof: The id of the way in which it was proved, such as ``"telemetry"``;
            ``None`` while it is not proved.
        proved_on: The day on which it was; ``None`` where unknown, or not proved.

    Raises:
        InvalidDataError: With every fault of the record.

    Rule: INC-02.
    """

    id: str
    customer: str
    proof: str | None = None
    proved_on: date | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("activation", self.id)
        faults.id("id", self.id)
        faults.id("customer", self.customer)
        faults.id("proof", self.proof, optional=True)
        day = faults.day("proved_on", self.proved_on, optional=True)
        if day is not None and self.proof is None:
            message = f"is needed beside proved_on ({day}); say how it was proved"
            faults.add("proof", "missing", message)
        faults.report()


@attrs.frozen(kw_only=True)
class PerformanceResult:
    """What a partner achieved in a quarter, for an incentive that is paid by tiers.

    Attributes:
        incentive: Which of the two it is for; its text is taken too.
        on: A day of the quarter.
        performance: How well it went, in the unit of the tiers, at least 0; ``None``
            where unknown.
        investment: How much the partner put in, in the unit of the tiers, at least 0;
            ``None`` where unknown.
        basis: What the rate of the tier is paid on, such as the bookings, at least 0;
            ``None`` where unknown.

    Raises:
        InvalidDataError: With every fault of the record.

    Rule: INC-02.
    """

    incentive: TieredIncentive = attrs.field(converter=_tiered)
    on: date
    performance: Decimal | int | None = None
    investment: Decimal | int | None = None
    basis: Money | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("result of", str(self.incentive))
        faults.member("incentive", self.incentive, TieredIncentive)
        faults.day("on", self.on)
        _exact(faults, "performance", self.performance)
        _exact(faults, "investment", self.investment)
        faults.money("basis", self.basis)
        faults.report()


@attrs.frozen(kw_only=True)
class RenewalResult:
    """How much was renewed of what was due in a quarter.

    Attributes:
        on: A day of the quarter.
        due: How many contracts came to their end, at least 0, undecided ones included;
            or what they were worth, where the rulebook counts renewals by value.
        renewed: The same of those renewed, at most `due`.
        value: What the renewed contracts are worth, at least 0; ``None`` where unknown.

    Raises:
        InvalidDataError: With every fault of the record.

    Rule: INC-03.
    """

    on: date
    due: Decimal | int
    renewed: Decimal | int
    value: Money | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("renewals of", str(self.on))
        faults.day("on", self.on)
        due = _exact(faults, "due", self.due, optional=False)
        renewed = _exact(faults, "renewed", self.renewed, optional=False)
        if due is not None and renewed is not None and due < renewed:
            message = f"is more than were due ({due}); the renewed are among the due"
            faults.add("renewed", "out-of-range", message, renewed, f"{due} or less")
        faults.money("value", self.value)
        faults.report()


def _exact(
    faults: Faults, path: str, value: object, *, optional: bool = True
) -> Decimal | int | None:
    """Check an exact finite number of at least 0; a float holds most only nearly."""
    if value is None and optional:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        faults.wrong_type(path, value, "a whole number or a Decimal")
        return None
    if isinstance(value, Decimal) and not value.is_finite():
        message = "is not finite; leave it out (None) where it is unknown"
        faults.add(path, "not-finite", message, value, "a finite number")
        return None
    try:
        as_number(value, path)
    except InvalidValueError as error:
        faults.add(path, "too-long", f"cannot be meant: {error}")
        return None
    faults.measure(path, value, negative=False)
    return value
