"""What the incentives take, one condition each, and what is found of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.fiscal import FiscalPeriod
from partner_success.core.money import Money
from partner_success.core.quantities import HUNDRED, decimal_text, shown
from partner_success.errors import near_misses
from partner_success.practice.incentives.adoption import AdoptionCourse
from partner_success.practice.incentives.facts import IncentivePartner
from partner_success.practice.incentives.lines import IncentiveCondition
from partner_success.practice.incentives.results import Activation, RenewalResult
from partner_success.practice.incentives.terms import (
    Architecture,
    CxSpecialisation,
    PartnerLevel,
    ProofKind,
    RenewalIncentiveTerms,
    TieredTerms,
)

__all__ = [
    "agreed",
    "architectures_held",
    "deal_driven",
    "known_amount",
    "level_held",
    "plan_in_time",
    "proof_given",
    "quarter_over",
    "renewals_above",
    "run_long_enough",
    "specialisation_held",
]

_ADOPTION = ("INC-01",)
_TIERED = ("INC-02",)
_RENEWAL = ("INC-03",)


def level_held(
    partner: IncentivePartner, levels: Catalogue[PartnerLevel]
) -> IncentiveCondition:
    """Ask for a level of the vendor's programme."""
    level, known = partner.level, levels.ids
    found = "the level of the partner is not known"
    if level is not None:
        near = near_misses(level, known) if level not in known else ()
        found = f"its level is {shown(level)}"
        found += f" (did you mean {near[0]!r}?)" if near else ""
    return IncentiveCondition(
        id="level",
        met=None if level is None else level in known,
        found=found,
        needed=f"a level of {_or(each.name for each in levels)}",
        rules=_ADOPTION,
        citations=_citations(levels),
        facts={"level": level, "levels": known},
    )


def specialisation_held(
    partner: IncentivePartner,
    specialisations: Catalogue[CxSpecialisation],
    rules: tuple[str, ...],
) -> IncentiveCondition:
    """Ask for any specialisation in customer experience."""
    held = partner.specialisations
    names = [each.name for each in specialisations if each.id in (held or ())]
    found = f"it has the {_and(names)}" if names else "it has none that counts"
    return IncentiveCondition(
        id="specialisation",
        met=None if held is None else bool(names),
        found="its specialisations are not known" if held is None else found,
        needed=f"the {_or(each.name for each in specialisations)}",
        rules=rules,
        citations=_citations(specialisations),
        facts={"held": held, "any_of": specialisations.ids},
    )


def architectures_held(
    partner: IncentivePartner,
    architectures: Catalogue[Architecture],
    terms: TieredTerms,
) -> IncentiveCondition:
    """Ask for advanced specialisations in so many architectures."""
    held = partner.architectures
    names = [each.name for each in architectures if each.id in (held or ())]
    found = f"it has {len(names)}" + (f", {_and(names)}" if names else "")
    enough = len(names) >= terms.architectures
    return IncentiveCondition(
        id="architectures",
        met=None if held is None and not enough else enough,
        found="its advanced architecture specialisations are not known"
        if held is None
        else found,
        needed=f"advanced specialisations in {terms.architectures} of the"
        f" {len(architectures)} architectures at least",
        rules=_TIERED,
        citations=terms.citations,
        facts={"held": held, "needed": terms.architectures},
    )


def run_long_enough(course: AdoptionCourse) -> IncentiveCondition:
    """Ask for so many good months running."""
    terms, longest = course.terms, course.longest
    done, unknown = course.completed, course.open_months
    length = 0 if longest is None else len(longest)
    if done:
        found = f"{terms.months} months running are complete with {done[0]}"
    else:
        found = "no month counts"
        if longest is not None:
            months = "1 month" if length == 1 else f"{length} months"
            found = f"the longest run is {months}, {longest}"
        if ending := course.ended_by:
            found += f"; then {ending}"
        if unknown:
            months = _and(str(each.month) for each in unknown)
            found += f"; the usage of {months} is not known, and could complete it"
    return IncentiveCondition(
        id="run",
        met=True if done else None if unknown else False,
        found=found,
        needed=f"{terms.months} months running at {terms.least_share} % or more",
        rules=_ADOPTION,
        citations=terms.citations,
        facts={
            "longest": length,
            "missing": max(terms.months - length, 0),
            "completed": tuple(map(str, done)),
            "unknown": tuple(str(each.month) for each in unknown),
        },
    )


def plan_in_time(course: AdoptionCourse) -> IncentiveCondition:
    """Ask for a success plan within so many days of the first day of the contract."""
    deal, terms, on = course.deal, course.terms, course.on
    last_day = min(deal.starts_on.toordinal() + terms.plan_days, date.max.toordinal())
    deadline = date.fromordinal(last_day)
    filed = deal.plan_filed_on
    met: bool | None
    if filed is not None and filed <= on:
        met = filed <= deadline
        days = (filed - deal.starts_on).days
        when = f"{days} days after" if days >= 0 else f"{-days} days before"
        found = f"the success plan was filed on {filed}, {when} the start"
    elif deal.plan_filed and filed is None:
        met = True if on <= deadline else None
        found = "a success plan was filed on a day that is not known"
    elif deal.plan_filed is None and filed is None:
        met, found = None, "whether a success plan was filed is not known"
    else:
        met = None if on <= deadline else False
        found = f"no success plan was filed up to {on}"
    return IncentiveCondition(
        id="plan",
        met=met,
        found=found,
        needed=f"a success plan by {deadline}, within {terms.plan_days} days of the"
        " start",
        rules=_ADOPTION,
        citations=terms.citations,
        facts={"filed_on": filed, "deadline": deadline},
    )


def deal_driven(course: AdoptionCourse) -> IncentiveCondition:
    """Ask whether the partner drove the deal."""
    said = {
        True: "the partner drove the deal",
        False: "the partner did not drive the deal",
        None: "whether the partner drove the deal is not known",
    }
    return IncentiveCondition(
        id="drive",
        met=course.deal.driven,
        found=said[course.deal.driven],
        needed="selling by the partner that added value and closed the deal",
        rules=_ADOPTION,
        citations=course.terms.citations,
        facts={"driven": course.deal.driven},
    )


def proof_given(
    activation: Activation, proofs: Catalogue[ProofKind], on: date
) -> IncentiveCondition:
    """Ask for a proof that the software is in use."""
    proof, day = activation.proof, activation.proved_on
    met: bool | None = True
    if proof is None or (day is not None and on < day):
        met, found = False, f"nothing was proved up to {on}"
    elif day is None:
        met, found = None, f"it was proved on a day that is not known ({shown(proof)})"
    else:
        found = f"it was proved on {day}: {proofs[proof].name}"
    return IncentiveCondition(
        id="proof",
        met=met,
        found=found,
        needed=f"a proof of performance: {_or(each.name for each in proofs)}",
        rules=_TIERED,
        citations=_citations(proofs),
        facts={"proof": proof, "proved_on": day},
    )


def quarter_over(
    quarter: FiscalPeriod, on: date, rules: tuple[str, ...]
) -> IncentiveCondition:
    """Ask whether a quarter is over, so that what it brought is all there."""
    over = on > quarter.last
    return IncentiveCondition(
        id="quarter",
        met=True if over else None,
        found=f"{quarter.label} {'is over' if over else 'is not over'} on {on}",
        needed=f"the whole quarter, to {quarter.last}",
        rules=rules,
        facts={"last": quarter.last, "on": on},
    )


def renewals_above(
    result: RenewalResult, terms: RenewalIncentiveTerms
) -> IncentiveCondition:
    """Ask for a share of the renewals that is above a bound; at it, it is not."""
    due, renewed = Fraction(result.due), Fraction(result.renewed)
    found = "nothing was due"
    if due:
        percent = HUNDRED * renewed / due
        share = decimal_text(percent.numerator, percent.denominator)
        found = f"{result.renewed} of {result.due} renewed, {share} %"
    return IncentiveCondition(
        id="renewals",
        met=HUNDRED * renewed > Fraction(terms.above) * due,
        found=found,
        needed=f"more than {terms.above} %",
        rules=_RENEWAL,
        citations=terms.citations,
        facts={"renewed": result.renewed, "due": result.due, "above": terms.above},
    )


def agreed(
    rate: Decimal | Money | None, what: str, rules: tuple[str, ...]
) -> IncentiveCondition:
    """Ask for what is paid; no source says, so that it has to be agreed."""
    found = f"no {what} is agreed"
    if rate is not None:
        found = "it pays "
        found += str(rate) if isinstance(rate, Money) else f"{Decimal(rate):f} %"
    return IncentiveCondition(
        id="rate",
        met=None if rate is None else True,
        found=found,
        needed=f"an agreed {what}",
        rules=rules,
        facts={"rate": rate},
    )


def known_amount(
    amount: Money | None, what: str, rules: tuple[str, ...]
) -> IncentiveCondition:
    """Ask for the amount of which a share is paid."""
    return IncentiveCondition(
        id="value",
        met=None if amount is None else True,
        found=f"the {what} is not known" if amount is None else f"the {what}: {amount}",
        needed=f"the {what}",
        rules=rules,
        facts={"amount": amount},
    )


def _citations(
    parts: Catalogue[PartnerLevel] | Catalogue[CxSpecialisation] | Catalogue[ProofKind],
) -> tuple[Citation, ...]:
    found = [citation for part in parts for citation in part.citations]
    return tuple(dict.fromkeys(found))


def _and(names: Iterable[str]) -> str:
    return _joined(names, "and")


def _or(names: Iterable[str]) -> str:
    return _joined(names, "or")


def _joined(names: Iterable[str], word: str) -> str:
    *first, last = names
    return f"{', '.join(first)} {word} {last}" if first else last
