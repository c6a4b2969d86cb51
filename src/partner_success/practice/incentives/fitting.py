"""Whether facts fit the rulebook and each other, before anything is worked out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from partner_success.core.checks import reference_faults
from partner_success.core.fiscal import FiscalPeriod, FiscalYear
from partner_success.core.money import Money
from partner_success.errors import (
    InvalidDataError,
    InvalidValueError,
    Problem,
)
from partner_success.practice.incentives.facts import IncentiveFacts, IncentivePartner
from partner_success.practice.incentives.rates import IncentiveRates

__all__ = [
    "Known",
    "partner_faults",
    "require_fitting",
    "require_quarter",
]

# How ISO 4217 writes that there is no currency; nothing is paid, so that all is zero.
_NO_CURRENCY = "XXX"


@attrs.frozen(kw_only=True)
class Known:
    """What there is, by id, and what quarters there are.

    Attributes:
        specialisations: The customer experience specialisations.
        architectures: The architectures.
        proofs: The ways of proving.
        years: The fiscal years whose quarters are meant.
    """

    specialisations: tuple[str, ...]
    architectures: tuple[str, ...]
    proofs: tuple[str, ...]
    years: FiscalYear


def require_quarter(value: object, years: FiscalYear) -> None:
    """Refuse what is no quarter of the fiscal years, its name as text too.

    Raises:
        InvalidValueError: It is none of them.
    """
    if not isinstance(value, FiscalPeriod) or years.quarter_of(value.first) != value:
        raise InvalidValueError(
            f"{value} is no quarter of the years in which incentives are paid;"
            " ask the policy for it, such as policy.quarter('2026-Q3')"
        )


def require_fitting(facts: IncentiveFacts, rates: IncentiveRates, known: Known) -> str:
    """Give the one currency of facts and rates.

    Raises:
        InvalidDataError: They do not fit; every fault is named by its path.
    """
    amounts = tuple(_amounts(facts, rates))
    problems = [
        *partner_faults(facts.partner, known),
        *_unknown_proofs(facts, known.proofs),
        *_doubles(facts, known.years),
        *_other_currencies(amounts),
    ]
    if problems:
        raise InvalidDataError("the facts of incentives", problems)
    return amounts[0][1].currency if amounts else _NO_CURRENCY


def partner_faults(partner: IncentivePartner, known: Known) -> Iterator[Problem]:
    """Name the specialisations of a partner that there are none of."""
    for name, kind, there in (
        (
            "specialisations",
            "customer experience specialisation",
            known.specialisations,
        ),
        ("architectures", "architecture", known.architectures),
    ):
        held: frozenset[str] = getattr(partner, name) or frozenset()
        # A set has no places, so that each is named alone.
        for each in sorted(held):
            for found in reference_faults(f"partner.{name}", kind, (each,), there):
                yield Problem(
                    path=f"partner.{name}", code=found.code, message=found.message
                )


def _unknown_proofs(facts: IncentiveFacts, proofs: Iterable[str]) -> Iterator[Problem]:
    for place, each in enumerate(facts.activations):
        given = () if each.proof is None else (each.proof,)
        for found in reference_faults("proof", "way of proving", given, proofs):
            path = f"activations[{place}].proof"
            yield Problem(path=path, code=found.code, message=found.message)


def _doubles(facts: IncentiveFacts, years: FiscalYear) -> Iterator[Problem]:
    told = [
        (f"{name}[{place}]", kind, day)
        for name, days in (
            ("results", [(e.incentive.value, e.on) for e in facts.results]),
            ("renewals", [("renewals", e.on) for e in facts.renewals]),
        )
        for place, (kind, day) in enumerate(days)
    ]
    seen: dict[tuple[str, str], str] = {}
    for path, kind, day in told:
        quarter = years.quarter_of(day).label
        before = seen.setdefault((kind, quarter), path)
        if before != path:
            message = f"{before} tells of {quarter} already; add the two up"
            yield Problem(path=f"{path}.on", code="duplicate", message=message)


def _amounts(
    facts: IncentiveFacts, rates: IncentiveRates
) -> Iterator[tuple[str, Money]]:
    if rates.activation is not None:
        yield "rates.activation", rates.activation
    for name, field, amounts in (
        ("deals", "value", [each.value for each in facts.deals]),
        ("results", "basis", [each.basis for each in facts.results]),
        ("renewals", "value", [each.value for each in facts.renewals]),
    ):
        for place, amount in enumerate(amounts):
            if amount is not None:
                yield f"{name}[{place}].{field}", amount


def _other_currencies(amounts: tuple[tuple[str, Money], ...]) -> Iterator[Problem]:
    for path, amount in amounts:
        first, of_first = amounts[0]
        if amount.currency != of_first.currency:
            message = (
                f"is in {amount.currency}, and {first} is in {of_first.currency};"
                " convert one of them with a given rate first"
            )
            yield Problem(path=path, code="not-one", message=message)
