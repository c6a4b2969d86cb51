"""What a company agreed on about renewals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import attrs

from partner_success.core.checks import (
    fault,
    form_faults,
    reference_faults,
    refuse,
)
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.instants import Period, require_date
from partner_success.core.provenance import Provenance
from partner_success.engagement.reasons import NonRenewalReason
from partner_success.engagement.renewals.coterming import (
    ContractTerm,
    Coterm,
    CotermTerms,
    coterm,
    coterm_faults,
)
from partner_success.engagement.renewals.experience import (
    ForecastTerms,
    RenewalExperience,
    experience_from,
    forecast_faults,
)
from partner_success.engagement.renewals.lines import RenewalLine, due_in, sound
from partner_success.engagement.renewals.plan import RenewalPlan
from partner_success.engagement.renewals.prompts import (
    PlannedPrompt,
    RenewalPrompt,
    RenewalStep,
    in_order,
    prompt_faults,
)
from partner_success.engagement.renewals.rates import (
    RateTerms,
    RenewalRates,
    rate_faults,
)
from partner_success.errors import Problem

if TYPE_CHECKING:
    from partner_success.engagement.renewals.forecast import RenewalForecast

__all__ = ["RenewalPolicy"]

# How ISO 4217 writes that there is no currency; nothing is due, so that all is zero.
_NO_CURRENCY = "XXX"


@attrs.frozen(kw_only=True)
class RenewalPolicy:
    """How renewals are prepared, counted, moved to one end, and foreseen.

    Attributes:
        id: The name for programs.
        name: The name for people.
        steps: The steps by which renewals are managed, in order.
        prompts: What is done ahead of each renewal.
        rates: Which share of the renewals earns what.
        coterming: How finely amounts are split.
        forecast: How renewals are foreseen.
        reasons: The codes of the reasons for not renewing; at least one.
        citations: Where the policy comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: It has faults; each is named by its path.

    Rule: RNW-01, RNW-02, RNW-03.
    """

    id: str
    name: str
    steps: Catalogue[RenewalStep]
    prompts: Catalogue[RenewalPrompt]
    rates: RateTerms
    coterming: CotermTerms
    forecast: ForecastTerms
    reasons: Catalogue[NonRenewalReason]
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        refuse(f"renewal policy {self.id!r}", _faults(self))

    def plan(self, renewal_on: date) -> RenewalPlan:
        """Give every prompt ahead of a renewal with its days.

        Args:
            renewal_on: The day of the renewal, on which the contract ends unless it is
                renewed.

        Returns:
            The prompts in the order in which they open, for any day.

        Raises:
            InvalidValueError: It is no day, or a prompt would open before the year 1.

        Rule: RNW-01.
        """
        return RenewalPlan(
            renewal_on=renewal_on,
            prompts=Catalogue(
                in_order(iter(self.prompts), renewal_on), kind="renewal prompt"
            ),
            provenance=self.provenance,
        )

    def prompts_on(
        self, day: date, renewals: Mapping[str, date]
    ) -> tuple[tuple[str, PlannedPrompt], ...]:
        """Give what is to be done on a day for many renewals.

        Args:
            day: The day.
            renewals: The day of each renewal, by the id of its contract.

        Returns:
            The contract and the prompt of each that is open, what closes first before
            the rest.

        Raises:
            InvalidValueError: Something is no day, or lies too near to the year 1.

        Rule: RNW-01.
        """
        require_date(day, "day")
        found = [
            (contract, prompt)
            for contract, renewal_on in renewals.items()
            for prompt in self.plan(renewal_on).prompts
            if prompt.is_open(day)
        ]
        return tuple(sorted(found, key=lambda each: (each[1].closes_on, each[0])))

    def rate(
        self,
        lines: Iterable[RenewalLine],
        period: Period,
    ) -> RenewalRates:
        """Count what became of the contracts that are due in a period.

        A contract is due in the period that holds the last day of its term, so that one
        renewed early, or late, counts there.

        Args:
            lines: Terms of contracts; those that end outside the period are left out.
            period: The period, such as a quarter of a `core.FiscalYear`.

        Raises:
            InvalidDataError: A term stands twice, or a reason is not in the list or
                lacks its word.
            ConversionError: What is due is in two currencies.

        Rule: RNW-02, RNW-03.
        """
        due = due_in(lines, period, self.reasons)
        return RenewalRates(
            period=period,
            lines=due,
            currency=_currency(due),
            terms=self.rates,
            reasons=self.reasons,
            provenance=self.provenance,
        )

    def coterm(self, contracts: Iterable[ContractTerm], *, ends_on: date) -> Coterm:
        """Move the contracts of a customer to one end, each value prorated by days.

        A contract keeps what a day of it is worth: its value over the days of its own
        term, both ends counted. It is charged for days added, and gives back for days
        taken away. The exact sum is rounded once, and every contract is within one
        smallest unit of its own exact value.

        Args:
            contracts: At least one, all of one customer and in one currency; their
                order makes no difference.
            ends_on: The last day of all of them, inside.

        Raises:
            InvalidDataError: With every fault: another customer's contract, another
                currency, one that stands twice or begins after the common end, an
                amount that is finer than can be split.

        Rule: RNW-03.
        """
        return coterm(
            contracts, ends_on, terms=self.coterming, provenance=self.provenance
        )

    def experience(self, lines: Iterable[RenewalLine]) -> RenewalExperience:
        """Count what became of past contracts, by the health band of the customer.

        Args:
            lines: Past terms. The band is that of a day as far ahead of the end as the
                day on which you foresee; one from the day of the renewal knows too
                much. What is open is left out.

        Raises:
            InvalidDataError: A term stands twice, or a reason is not in the list or
                lacks its word.

        Rule: RNW-02.
        """
        past = sound(lines, self.reasons)
        return experience_from(past, terms=self.forecast, provenance=self.provenance)

    def foresee(
        self, lines: Iterable[RenewalLine], period: Period, *, past: RenewalExperience
    ) -> RenewalForecast:
        """Foresee how many of the contracts due in a period are renewed.

        Args:
            lines: Terms of contracts; those that end outside the period are left out.
            period: The period.
            past: What the shares are taken from, of `experience`.

        Raises:
            InvalidDataError: As for `rate`.
            ConversionError: What is due is in two currencies.

        Rule: RNW-02.
        """
        from partner_success.engagement.renewals.forecast import RenewalForecast

        due = due_in(lines, period, self.reasons)
        return RenewalForecast(
            period=period,
            lines=due,
            past=past,
            currency=_currency(due),
            terms=self.forecast,
            provenance=self.provenance,
        )


def _currency(due: tuple[RenewalLine, ...]) -> str:
    return due[0].value.currency if due else _NO_CURRENCY


def _faults(policy: RenewalPolicy) -> Iterator[Problem]:
    for name in ("steps", "prompts", "reasons"):
        parts: Catalogue[RenewalStep] = getattr(policy, name)
        yield from form_faults(name, parts)
        if not len(parts):
            message = f"renewals have at least one of their {name}"
            yield fault(name, "empty", message, ())
    for place, prompt in enumerate(policy.prompts):
        path = f"prompts[{place}]"
        yield from reference_faults(
            f"{path}.step", "step", (prompt.step,), policy.steps.ids
        )
        yield from prompt_faults(path, prompt)
    yield from rate_faults(policy.rates)
    yield from coterm_faults(policy.coterming)
    yield from forecast_faults(policy.forecast)
