"""How many customers one person covers, directly or by way of partners."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import attrs

from partner_success.core.checks import fault, refuse
from partner_success.core.citation import Citation
from partner_success.core.quantities import as_number
from partner_success.errors import InvalidValueError, Problem

__all__ = ["CoverLoads"]


@attrs.frozen(kw_only=True)
class CoverLoads:
    """How many customers one person covers.

    Attributes:
        customers_per_csm: How many customers a CSM looks after directly, at most
            (closed); at least 1.
        partners_per_psm: How many partners a PSM looks after, at most (closed); at
            least 1.
        customers_per_partner: How many customers a partner looks after on average; at
            least 1, and not whole where the average is not.
        citations: Where the loads come from.

    Raises:
        InvalidModelError: With every load that cannot be meant.

    Examples:
        >>> loads = CoverLoads(
        ...     customers_per_csm=40, partners_per_psm=15,
        ...     customers_per_partner=Decimal("7.5"),
        ... )
        >>> loads.customers_per_psm, loads.csms_per_psm
        (Fraction(225, 2), Fraction(45, 16))

    Rule: STF-04.
    """

    customers_per_csm: int
    partners_per_psm: int
    customers_per_partner: Decimal | int
    citations: tuple[Citation, ...] = ()

    def __attrs_post_init__(self) -> None:
        refuse("the loads of leverage", _faults(self))

    @property
    def customers_per_psm(self) -> Fraction:
        """How many customers a PSM reaches through partners, exact."""
        return self.partners_per_psm * Fraction(self.customers_per_partner)

    @property
    def csms_per_psm(self) -> Fraction:
        """How many CSMs cover as many customers as one PSM reaches, exact."""
        return self.customers_per_psm / self.customers_per_csm


def _faults(loads: CoverLoads) -> Iterator[Problem]:
    for name in ("customers_per_csm", "partners_per_psm"):
        load: object = getattr(loads, name)
        if not isinstance(load, int) or isinstance(load, bool) or load < 1:
            yield fault(name, "out-of-range", "must be a whole number from 1 on", load)
    average: object = loads.customers_per_partner
    message = "must be a whole or decimal number from 1 on"
    # A float would bring digits with it that nobody wrote.
    if not isinstance(average, int | Decimal):
        yield fault("customers_per_partner", "wrong-type", message, average)
        return
    try:
        number = as_number(average, "customers_per_partner")
    except InvalidValueError:
        yield fault("customers_per_partner", "out-of-range", message, average)
        return
    if number < 1:
        yield fault("customers_per_partner", "out-of-range", message, average)
