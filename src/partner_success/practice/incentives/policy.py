"""What a vendor pays its partners for, and what that takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from partner_success.core.arguments import require
from partner_success.core.checks import fault, form_faults, refuse
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.fiscal import FiscalPeriod
from partner_success.core.instants import require_date
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED
from partner_success.errors import InvalidDataError, Problem
from partner_success.practice.incentives import conditions
from partner_success.practice.incentives.adoption import (
    AdoptionCourse,
    adoption_course,
)
from partner_success.practice.incentives.deals import Deal
from partner_success.practice.incentives.facts import IncentiveFacts, IncentivePartner
from partner_success.practice.incentives.fitting import (
    Known,
    partner_faults,
    require_fitting,
    require_quarter,
)
from partner_success.practice.incentives.lines import IncentiveKind, IncentiveLine
from partner_success.practice.incentives.months import parse_quarter
from partner_success.practice.incentives.paying import at_once, in_parts, share_of
from partner_success.practice.incentives.rates import IncentiveRates
from partner_success.practice.incentives.results import (
    Activation,
    PerformanceResult,
    RenewalResult,
)
from partner_success.practice.incentives.statement import IncentiveStatement
from partner_success.practice.incentives.terms import (
    AdoptionTerms,
    Architecture,
    CxSpecialisation,
    PartnerLevel,
    PaymentTerms,
    ProofKind,
    RenewalIncentiveTerms,
    TieredTerms,
    term_faults,
)
from partner_success.practice.incentives.tiers import tier_standing

__all__ = ["IncentivePolicy"]

_RUNS, _TIERED, _RENEWAL = ("INC-01",), ("INC-02",), ("INC-03",)


@attrs.frozen(kw_only=True)
class IncentivePolicy:
    """What a vendor pays its partners for, and what that takes.

    What is paid is agreed between the two and given by no source: it comes from
    `rates`, of the rulebook or of the caller, and nothing is paid where it is open.

    Every answer is given as of a day: a month counts once it is over, a plan or proof
    from its day on, and a quarter once it is over.

    Attributes:
        id: The name for programs.
        name: The name for people.
        levels: The levels of partners who may earn the adoption incentive.
        specialisations: The customer experience specialisations, any of which opens
            the adoption incentive and the tiers.
        architectures: The architectures in which a partner can be specialised.
        proofs: The ways of proving that software is in use.
        adoption: What earns the adoption incentive.
        tiered: What opens the adopt and expand incentives.
        renewal: What earns the renewal incentive.
        payment: When amounts are paid, and how finely.
        rates: What is paid; ``None`` where the rulebook does not say.
        citations: Where the policy comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: It has faults; each is named by its path.

    Rule: INC-01, INC-02, INC-03.
    """

    id: str
    name: str
    levels: Catalogue[PartnerLevel]
    specialisations: Catalogue[CxSpecialisation]
    architectures: Catalogue[Architecture]
    proofs: Catalogue[ProofKind]
    adoption: AdoptionTerms
    tiered: TieredTerms
    renewal: RenewalIncentiveTerms
    payment: PaymentTerms
    rates: IncentiveRates | None = None
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        refuse(f"incentive policy {self.id!r}", _faults(self))

    def quarter(self, name: str) -> FiscalPeriod:
        """Give a quarter of the fiscal years in which incentives are paid.

        Args:
            name: Such as ``2026-Q3``.

        Raises:
            InvalidValueError: The text names no quarter.
        """
        return parse_quarter(name, self.payment.years)

    def adoption_course(self, deal: Deal, *, on: date) -> AdoptionCourse:
        """Judge each month of a deal's usage, as it is known on a day.

        A month counts where enough of the licensed users were active in it. One that is
        not given, or without known usage, ends a run, and so does one that the contract
        covers only in part.

        Raises:
            InvalidUseError: An argument is another record than is asked for.
            InvalidValueError: `on` is no day.

        Rule: INC-01.
        """
        require_date(on, "on")
        require(deal, Deal)
        return adoption_course(deal, terms=self.adoption, on=on)

    def adoption_line(
        self,
        deal: Deal,
        partner: IncentivePartner,
        *,
        on: date,
        rates: IncentiveRates | None = None,
    ) -> IncentiveLine:
        """Decide whether a deal earns the adoption incentive, and what it pays.

        Args:
            deal: The deal with the usage of its months.
            partner: The partner as it is when the incentive is earned.
            on: As of which day it is asked.
            rates: What is paid; ``None`` for what the rulebook says.

        Raises:
            InvalidDataError: The partner has an architecture that there is none of.
            InvalidUseError: An argument is another record than is asked for.
            InvalidValueError: `on` is no day.

        Rule: INC-01.
        """
        self._require(partner)
        course = self.adoption_course(deal, on=on)
        share = self._rates(rates).adoption
        return IncentiveLine(
            kind=IncentiveKind.ADOPTION,
            subject=deal.id,
            customer=deal.customer,
            conditions=(
                conditions.level_held(partner, self.levels),
                conditions.specialisation_held(partner, self.specialisations, _RUNS),
                conditions.run_long_enough(course),
                conditions.plan_in_time(course),
                conditions.deal_driven(course),
                conditions.agreed(share, "share of the total contract value", _RUNS),
                conditions.known_amount(deal.value, "total contract value", _RUNS),
            ),
            # Paid at once in its quarter, as the source says, and never in parts.
            at_stake=at_once(
                share_of(deal.value, share, self.payment),
                course.completed,
                self.adoption.quarters_after,
                self.payment,
            ),
            course=course,
            provenance=self.provenance,
        )

    def activation_line(
        self,
        activation: Activation,
        *,
        on: date,
        rates: IncentiveRates | None = None,
    ) -> IncentiveLine:
        """Decide whether an activation is paid, which takes a proof of performance.

        Args:
            activation: The activation.
            on: As of which day it is asked.
            rates: What is paid; ``None`` for what the rulebook says.

        Raises:
            UnknownNameError: There is no such way of proving.
            InvalidUseError: An argument is another record than is asked for.
            InvalidValueError: `on` is no day.

        Rule: INC-02.
        """
        require_date(on, "on")
        require(activation, Activation)
        if activation.proof is not None:
            self.proofs[activation.proof]
        fixed, day = self._rates(rates).activation, activation.proved_on
        return IncentiveLine(
            kind=IncentiveKind.ACTIVATION,
            subject=activation.id,
            customer=activation.customer,
            conditions=(
                conditions.proof_given(activation, self.proofs, on),
                conditions.agreed(fixed, "fixed amount", _TIERED),
            ),
            at_stake=in_parts(
                share_of(fixed, HUNDRED, self.payment), day, self.payment
            ),
            provenance=self.provenance,
        )

    def tiered_line(
        self,
        result: PerformanceResult,
        partner: IncentivePartner,
        *,
        on: date,
        rates: IncentiveRates | None = None,
    ) -> IncentiveLine:
        """Decide which tier of the adopt or expand incentive a quarter earns.

        Args:
            result: What the partner achieved in the quarter.
            partner: The partner as it is when the incentive is earned.
            on: As of which day it is asked.
            rates: What is paid; ``None`` for what the rulebook says.

        Raises:
            InvalidDataError: The partner has an architecture that there is none of.
            InvalidUseError: An argument is another record than is asked for.
            InvalidValueError: `on` is no day.

        Rule: INC-02.
        """
        require_date(on, "on")
        require(result, PerformanceResult)
        self._require(partner)
        quarter = self.payment.years.quarter_of(result.on)
        tiers = self._rates(rates).tiers(result.incentive)
        standing, reached = tier_standing(result, tiers)
        tier = standing.reached
        rate = None if tier is None else tier.rate
        return IncentiveLine(
            kind=IncentiveKind(result.incentive.value),
            subject=quarter.label,
            conditions=(
                conditions.specialisation_held(partner, self.specialisations, _TIERED),
                conditions.architectures_held(partner, self.architectures, self.tiered),
                reached,
                conditions.known_amount(result.basis, "basis of the rate", _TIERED),
                conditions.quarter_over(quarter, on, _TIERED),
            ),
            at_stake=in_parts(
                share_of(result.basis, rate, self.payment), result.on, self.payment
            ),
            provenance=self.provenance,
        )

    def renewal_line(
        self, result: RenewalResult, *, on: date, rates: IncentiveRates | None = None
    ) -> IncentiveLine:
        """Decide whether a quarter's renewals earn the incentive; the bound does not.

        Args:
            result: What was renewed of what was due in the quarter.
            on: As of which day it is asked.
            rates: What is paid; ``None`` for what the rulebook says.

        Raises:
            InvalidUseError: An argument is another record than is asked for.
            InvalidValueError: `on` is no day.

        Rule: INC-03.
        """
        require_date(on, "on")
        require(result, RenewalResult)
        quarter = self.payment.years.quarter_of(result.on)
        share = self._rates(rates).renewal
        return IncentiveLine(
            kind=IncentiveKind.RENEWAL,
            subject=quarter.label,
            conditions=(
                conditions.renewals_above(result, self.renewal),
                conditions.agreed(share, "share of the renewed value", _RENEWAL),
                conditions.known_amount(result.value, "renewed value", _RENEWAL),
                conditions.quarter_over(quarter, on, _RENEWAL),
            ),
            at_stake=in_parts(
                share_of(result.value, share, self.payment), result.on, self.payment
            ),
            provenance=self.provenance,
        )

    def statement(
        self,
        facts: IncentiveFacts,
        *,
        on: date,
        quarter: FiscalPeriod | None = None,
        rates: IncentiveRates | None = None,
    ) -> IncentiveStatement:
        """Tell a partner what it earned, why, what is paid when, and what is lacking.

        Args:
            facts: The partner, its deals and its results, in any order.
            on: As of which day it is told; what came later is not there yet.
            quarter: Only what is paid in this quarter, of `quarter`; ``None`` for all.
            rates: What is paid; ``None`` for what the rulebook says.

        Raises:
            InvalidDataError: The facts do not fit the policy or each other: two
                currencies, an unknown architecture or proof, a quarter that is told
                twice. Every fault is named.
            InvalidUseError: An argument is another record than is asked for.
            InvalidValueError: `on` is no day, or the quarter is none of these years.

        Rule: INC-01, INC-02, INC-03.
        """
        require_date(on, "on")
        require(facts, IncentiveFacts)
        paid, partner = self._rates(rates), facts.partner
        currency = require_fitting(facts, paid, self._known)
        if quarter is not None:
            require_quarter(quarter, self.payment.years)
        lines = [
            *(self.activation_line(e, on=on, rates=paid) for e in facts.activations),
            *(self.adoption_line(e, partner, on=on, rates=paid) for e in facts.deals),
            *(self.tiered_line(e, partner, on=on, rates=paid) for e in facts.results),
            *(self.renewal_line(e, on=on, rates=paid) for e in facts.renewals),
        ]
        kinds = list(IncentiveKind)
        return IncentiveStatement(
            partner=partner.id,
            on=on,
            quarter=quarter,
            # The same in whatever order the facts were given.
            lines=tuple(
                sorted(lines, key=lambda line: (kinds.index(line.kind), line.subject))
            ),
            currency=currency,
            provenance=self.provenance,
        )

    def _rates(self, given: IncentiveRates | None) -> IncentiveRates:
        if given is not None:
            require(given, IncentiveRates)
        return given or self.rates or IncentiveRates()

    @property
    def _known(self) -> Known:
        return Known(
            specialisations=self.specialisations.ids,
            architectures=self.architectures.ids,
            proofs=self.proofs.ids,
            years=self.payment.years,
        )

    def _require(self, partner: IncentivePartner) -> None:
        require(partner, IncentivePartner)
        if problems := [*partner_faults(partner, self._known)]:
            raise InvalidDataError("the partner", problems)


def _faults(policy: IncentivePolicy) -> Iterator[Problem]:
    for name in ("levels", "specialisations", "architectures", "proofs"):
        parts: Catalogue[PartnerLevel] = getattr(policy, name)
        yield from form_faults(name, parts)
        if not len(parts):
            message = f"incentives have at least one of their {name}"
            yield fault(name, "empty", message, ())
    yield from term_faults(
        policy.adoption,
        policy.tiered,
        policy.renewal,
        policy.payment,
        known=len(policy.architectures),
    )
