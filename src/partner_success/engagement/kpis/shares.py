"""KPIs that are the share of one count in another."""

from __future__ import annotations

from fractions import Fraction

from partner_success.engagement.kpis.arguments import count, not_above
from partner_success.engagement.kpis.ratio import PERCENT, POINTS, Figure, Ratio
from partner_success.scoring.csat import PartnerCsat
from partner_success.scoring.nps import NetPromoterScore

__all__ = [
    "active_share",
    "adjacent_share",
    "adoption_rate",
    "displacement_share",
    "expansion_rate",
    "feature_adoption",
    "multi_year_share",
    "renewal_expansion",
    "renewal_share",
    "satisfaction",
    "satisfaction_rating",
    "sla_compliance",
    "touch_regularity",
    "trial_conversion",
    "use_frequency",
]


def multi_year_share(*, multi_year: int, agreements: int) -> Ratio:
    """Give the share of agreements that run for more than a year.

    Raises:
        InvalidValueError: A count is no whole number from 0 up, or the part is more
            than the whole.

    Examples:
        >>> print(multi_year_share(multi_year=12, agreements=40))
        multi-year share: 30 % (12 multi-year agreements / 40 agreements)

    Rule: ENG-04.
    """
    part, whole = (multi_year, "multi-year agreements"), (agreements, "agreements")
    return _part("multi-year share", part, whole)


def trial_conversion(*, converted: int, trials: int) -> Ratio:
    """Give the share of trials that became contracts.

    Raises:
        InvalidValueError: A count is no whole number from 0 up, or the part is more
            than the whole.

    Examples:
        >>> print(trial_conversion(converted=9, trials=15))
        conversion from trial: 60 % (9 converted trials / 15 trials)

    Rule: ENG-08.
    """
    part, whole = (converted, "converted trials"), (trials, "trials")
    return _part("conversion from trial", part, whole)


def adoption_rate(*, adopted: int, licensed: int) -> Ratio:
    """Give adopted users as a share of licensed users.

    Returns:
        Per cent; above 100 where more users adopted than are licensed.

    Raises:
        InvalidValueError: A count is no whole number from 0 up.

    Examples:
        >>> print(adoption_rate(adopted=150, licensed=200))
        adoption rate: 75 % (150 adopted users / 200 licensed users)

    Rule: ENG-04.
    """
    users = (adopted, "adopted users"), (licensed, "licensed users")
    return _rate("adoption rate", *users)


def active_share(*, active: int, licensed: int) -> Ratio:
    """Give active users as a share of licensed users.

    Returns:
        Per cent; above 100 where more users are active than are licensed.

    Raises:
        InvalidValueError: A count is no whole number from 0 up.

    Examples:
        >>> print(active_share(active=72, licensed=90))
        active share: 80 % (72 active users / 90 licensed users)

    Rule: ENG-08.
    """
    users = (active, "active users"), (licensed, "licensed users")
    return _rate("active share", *users)


def feature_adoption(*, used: int, active: int) -> Ratio:
    """Give the share of active users who used a feature within the KPI's window.

    Raises:
        InvalidValueError: A count is no whole number from 0 up, or the part is more
            than the whole.

    Examples:
        >>> print(feature_adoption(used=27, active=72))
        feature adoption: 37.5 % (27 users of the feature / 72 active users)

    Rule: ENG-04.
    """
    part, whole = (used, "users of the feature"), (active, "active users")
    return _part("feature adoption", part, whole)


def use_frequency(*, days_used: int, days: int) -> Ratio:
    """Give the share of days on which a feature was used.

    For several users give the days of all of them together.

    Raises:
        InvalidValueError: A count is no whole number from 0 up, or the part is more
            than the whole.

    Examples:
        >>> print(use_frequency(days_used=12, days=20))
        frequency of use: 60 % (12 days of use / 20 days)

    Rule: ENG-08.
    """
    part, whole = (days_used, "days of use"), (days, "days")
    return _part("frequency of use", part, whole)


def touch_regularity(*, held: int, due: int) -> Ratio:
    """Give the share of a partner's due contacts with customers that were held.

    Raises:
        InvalidValueError: A count is no whole number from 0 up, or the part is more
            than the whole.

    Examples:
        >>> print(touch_regularity(held=11, due=12))
        regularity of touch: 91.67 % (11 contacts held / 12 contacts due)

    Rule: ENG-04.
    """
    part, whole = (held, "contacts held"), (due, "contacts due")
    return _part("regularity of touch", part, whole)


def expansion_rate(*, added: int, at_start: int) -> Ratio:
    """Give users or devices added, as a share of those at the start.

    Returns:
        Per cent; above 100 where more were added than there were.

    Raises:
        InvalidValueError: A count is no whole number from 0 up.

    Examples:
        >>> print(expansion_rate(added=30, at_start=120))
        expansion rate: 25 % (30 users or devices added / 120 at the start)

    Rule: ENG-04.
    """
    part, whole = (added, "users or devices added"), (at_start, "at the start")
    return _rate("expansion rate", part, whole)


def adjacent_share(*, extended: int, customers: int) -> Ratio:
    """Give the share of customers who took a service next to what they had.

    Raises:
        InvalidValueError: A count is no whole number from 0 up, or the part is more
            than the whole.

    Examples:
        >>> print(adjacent_share(extended=6, customers=24))
        adjacent services: 25 % (6 customers with one / 24 customers)

    Rule: ENG-04.
    """
    part, whole = (extended, "customers with one"), (customers, "customers")
    return _part("adjacent services", part, whole)


def displacement_share(*, displaced: int, competing: int) -> Ratio:
    """Give the share of competing services that were replaced.

    Raises:
        InvalidValueError: A count is no whole number from 0 up, or the part is more
            than the whole.

    Examples:
        >>> print(displacement_share(displaced=3, competing=10))
        competitive displacement: 30 % (3 replaced services / 10 competing services)

    Rule: ENG-04.
    """
    part, whole = (displaced, "replaced services"), (competing, "competing services")
    return _part("competitive displacement", part, whole)


def renewal_share(*, renewed: int, due: int) -> Ratio:
    """Give the share of contracts due for renewal that were renewed.

    Raises:
        InvalidValueError: A count is no whole number from 0 up, or the part is more
            than the whole.

    Examples:
        >>> print(renewal_share(renewed=18, due=20))
        renewal share: 90 % (18 renewed contracts / 20 contracts due)

    Rule: ENG-04.
    """
    part, whole = (renewed, "renewed contracts"), (due, "contracts due")
    return _part("renewal share", part, whole)


def renewal_expansion(*, expanded: int, renewed: int) -> Ratio:
    """Give the share of renewals at which the customer took more than before.

    Raises:
        InvalidValueError: A count is no whole number from 0 up, or the part is more
            than the whole.

    Examples:
        >>> print(renewal_expansion(expanded=6, renewed=18))
        expansion at renewal: 33.33 % (6 expanded renewals / 18 renewals)

    Rule: ENG-04.
    """
    part, whole = (expanded, "expanded renewals"), (renewed, "renewals")
    return _part("expansion at renewal", part, whole)


def sla_compliance(*, met: int, judged: int) -> Ratio:
    """Give the share of promises kept, of those that are over.

    Args:
        met: Promises kept, as a report of `sla.CompliancePolicy` counts them.
        judged: Promises that are over: kept and missed.

    Raises:
        InvalidValueError: A count is no whole number from 0 up, or the part is more
            than the whole.

    Examples:
        >>> print(sla_compliance(met=57, judged=60))
        SLA compliance: 95 % (57 targets met / 60 targets judged)

    Rule: ENG-08.
    """
    part, whole = (met, "targets met"), (judged, "targets judged")
    return _part("SLA compliance", part, whole)


def satisfaction_rating(*, satisfied: int, answers: int) -> Ratio:
    """Give the share of answers that are satisfied.

    Raises:
        InvalidValueError: A count is no whole number from 0 up, or the part is more
            than the whole.

    Examples:
        >>> print(satisfaction_rating(satisfied=45, answers=50))
        satisfaction rating: 90 % (45 satisfied answers / 50 answers)

    Rule: ENG-08.
    """
    part, whole = (satisfied, "satisfied answers"), (answers, "answers")
    return _part("satisfaction rating", part, whole)


def satisfaction(scored: NetPromoterScore | PartnerCsat) -> Ratio:
    """Give a scored NPS in points, or the satisfied share of a scored CSAT.

    Args:
        scored: What `nps.score(...)` or `csat.partner(...)` of a rulebook gave.

    Returns:
        Of NPS promoters less detractors over answers, in points from -100 to 100
        (closed); of CSAT the satisfied answers over all, in per cent.

    Rule: ENG-04, ENG-08.
    """
    if isinstance(scored, PartnerCsat):
        return satisfaction_rating(satisfied=scored.satisfied, answers=scored.answers)
    lead = Fraction(scored.promoters - scored.detractors)
    return Ratio(
        name="NPS",
        numerator=Figure(lead, "promoters less detractors"),
        denominator=Figure(Fraction(scored.answers), "answers"),
        unit=POINTS,
    )


def _part(name: str, part: tuple[int, str], whole: tuple[int, str]) -> Ratio:
    found = _rate(name, part, whole)
    above, below = found.numerator, found.denominator
    not_above(int(above.amount), int(below.amount), above.of, below.of)
    return found


def _rate(name: str, above: tuple[int, str], below: tuple[int, str]) -> Ratio:
    numerator, denominator = (
        Figure(Fraction(count(number, of)), of) for number, of in (above, below)
    )
    return Ratio(name=name, numerator=numerator, denominator=denominator, unit=PERCENT)
