"""Whom a number of people covers, and how many people cover a number of customers."""

from __future__ import annotations

import math
from fractions import Fraction

import attrs

from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import rounded_text
from partner_success.practice.leverage.loads import CoverLoads

__all__ = ["CustomersCovered", "PeopleNeeded"]


@attrs.frozen(kw_only=True)
class CustomersCovered(Explained):
    """How many customers a number of people covers at most.

    Attributes:
        csms: How many CSMs there are.
        psms: How many PSMs there are.
        loads: How many customers one of them covers.
        provenance: The rulebook edition that decided.

    Rule: STF-04.
    """

    csms: int
    psms: int
    loads: CoverLoads
    provenance: Provenance = Provenance()

    @property
    def direct(self) -> int:
        """The customers that the CSMs cover directly."""
        return self.csms * self.loads.customers_per_csm

    @property
    def partners(self) -> int:
        """The partners that the PSMs look after."""
        return self.psms * self.loads.partners_per_psm

    @property
    def through_partners(self) -> int:
        """The customers that those partners cover, in whole ones."""
        return math.floor(self.psms * self.loads.customers_per_psm)

    @property
    def customers(self) -> int:
        """The customers that are covered in all."""
        return self.direct + self.through_partners

    @property
    def people(self) -> int:
        """The internal people in all."""
        return self.csms + self.psms

    def explain(self) -> Explanation:
        """Tell whom each kind of people covers."""
        loads = self.loads
        reach = _number(loads.customers_per_psm)
        direct = ("directly", f"{self.csms:,} CSM", str(loads.customers_per_csm))
        return Explanation(
            title=f"{self.customers:,} customers covered by {self.people:,} people",
            columns=("cover", "people", "customers each", "customers"),
            rows=(
                (*direct, f"{self.direct:,}"),
                (
                    "through partners",
                    f"{self.psms:,} PSM",
                    reach,
                    f"{self.through_partners:,}",
                ),
            ),
            remarks=(reach_remark(loads),),
            provenance=self.provenance,
        )


@attrs.frozen(kw_only=True)
class PeopleNeeded(Explained):
    """The fewest internal people who cover a number of customers.

    Attributes:
        customers: How many customers there are.
        through_partners: How many of them partners cover; the others are covered
            directly.
        loads: How many customers one person covers.
        provenance: The rulebook edition that decided.

    Rule: STF-04.
    """

    customers: int
    through_partners: int
    loads: CoverLoads
    provenance: Provenance = Provenance()

    @property
    def direct(self) -> int:
        """How many customers are covered directly."""
        return self.customers - self.through_partners

    @property
    def csms(self) -> int:
        """How many CSMs the customers covered directly need."""
        return -(-self.direct // self.loads.customers_per_csm)

    @property
    def partners(self) -> int:
        """How many partners the other customers need."""
        average = Fraction(self.loads.customers_per_partner)
        return math.ceil(self.through_partners / average)

    @property
    def psms(self) -> int:
        """How many PSMs those partners need."""
        return -(-self.partners // self.loads.partners_per_psm)

    @property
    def people(self) -> int:
        """How many internal people are needed in all."""
        return self.csms + self.psms

    @property
    def covered(self) -> CustomersCovered:
        """Whom these people cover at most: the customers, and what room is left."""
        return CustomersCovered(
            csms=self.csms,
            psms=self.psms,
            loads=self.loads,
            provenance=self.provenance,
        )

    def explain(self) -> Explanation:
        """Tell how many people each kind of cover needs, and what room they leave."""
        most = self.covered
        return Explanation(
            title=f"{self.customers:,} customers need {self.people:,} people:"
            f" {self.csms:,} CSM, {self.psms:,} PSM",
            columns=("cover", "customers", "people", "room left"),
            rows=(
                (
                    "directly",
                    f"{self.direct:,}",
                    f"{self.csms:,} CSM",
                    f"{most.direct - self.direct:,}",
                ),
                (
                    "through partners",
                    f"{self.through_partners:,}",
                    f"{self.psms:,} PSM",
                    f"{most.through_partners - self.through_partners:,}",
                ),
            ),
            remarks=(
                reach_remark(self.loads),
                f"partners needed: {self.partners:,}; their own people are not counted",
            ),
            provenance=self.provenance,
        )


def reach_remark(loads: CoverLoads) -> str:
    """Say how the two loads compare."""
    average = _number(Fraction(loads.customers_per_partner))
    return (
        f"a CSM covers {loads.customers_per_csm} customers; a PSM looks after"
        f" {loads.partners_per_psm} partners of {average} customers each, and so"
        f" reaches {_number(loads.customers_per_psm)}"
    )


def _number(value: Fraction) -> str:
    return rounded_text(value.numerator, value.denominator, 2)
