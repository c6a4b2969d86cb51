"""What became of recurring revenue over a period, by what customers pay."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from partner_success.analytics.roles.facts import ReportedPartner
from partner_success.core.instants import Period
from partner_success.core.money import Money, total
from partner_success.engagement.kpis.retention import RecurringRevenue
from partner_success.partners import Account, RevenueReading, Snapshot
from partner_success.partners.revenue import amounts_on

__all__ = ["added_revenue", "recurring_revenue", "revenue_of"]

_DAY = timedelta(days=1)


def revenue_of(facts: ReportedPartner, period: Period) -> tuple[RecurringRevenue, ...]:
    """Give what became of the revenue of a partner, as it was given or is worked out.

    Args:
        facts: What is known of the partner.
        period: The days.

    Rule: ANL-02, ENG-08.
    """
    if facts.revenue is not None:
        return (facts.revenue,)
    return recurring_revenue(facts.snapshot, period)


def recurring_revenue(
    snapshot: Snapshot, period: Period
) -> tuple[RecurringRevenue, ...]:
    """Work out what became of the recurring revenue with the customers of a partner.

    At the start counts what was paid on the day before the period, so that a change on
    its first day belongs to it and no change falls between two periods. A customer who
    pays nothing when it ends, or has left by then, has churned. Of those who stay, less
    is a contraction and more an expansion. Who paid nothing at the start is new, and
    left out.

    Args:
        snapshot: What is known of the partner.
        period: The days, both ends belong to it.

    Returns:
        One a currency in which anything was paid at the start, by its name; nothing is
        converted.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from partner_success.partners import Partner, TeamAssignment
        >>> pays = [
        ...     RevenueReading(account_id="a-1", on=date(2026, 1, 1),
        ...         amount=Money(900, "EUR")),
        ...     RevenueReading(account_id="a-1", on=date(2026, 5, 1),
        ...         amount=Money(600, "EUR")),
        ... ]
        >>> snapshot = Snapshot(
        ...     at=datetime(2026, 6, 1, tzinfo=UTC),
        ...     partner=Partner(id="acme", name="Acme",
        ...         team=[TeamAssignment(role="PAM", person_id="ada")]),
        ...     accounts=[Account(id="a-1", name="Umbrella", partner_id="acme",
        ...         on=date(2026, 5, 31))],
        ...     revenue=pays,
        ... )
        >>> may = Period(date(2026, 5, 1), date(2026, 5, 31))
        >>> [one] = recurring_revenue(snapshot, may)
        >>> str(one.at_start), str(one.contracted)
        ('900 EUR', '300 EUR')

    Rule: ANL-02, ENG-08.
    """
    before, last = period.first - _DAY, period.last
    readings: dict[str, list[RevenueReading]] = {}
    for each in snapshot.revenue:
        readings.setdefault(each.account_id, []).append(each)
    known: dict[str, list[Account]] = {}
    for account in snapshot.accounts:
        known.setdefault(account.id, []).append(account)
    found: dict[str, list[RecurringRevenue]] = {}
    for id_, own in readings.items():
        first = {} if _has_left(known[id_], before) else amounts_on(own, before)
        then = {} if _has_left(known[id_], last) else amounts_on(own, last)
        stays = any(each.amount > 0 for each in then.values())
        for currency, paid in first.items():
            if paid.amount > 0:
                now = then.get(currency, Money(0, currency))
                changed = _changed(paid, now, stays=stays)
                found.setdefault(currency, []).append(changed)
    return tuple(
        added_revenue(each, currency) for currency, each in sorted(found.items())
    )


def _has_left(accounts: Iterable[Account], day: date) -> bool:
    """Tell whether a customer has left by a day, by its newest reading up to it."""
    known = [each for each in accounts if each.on <= day]
    return bool(known and max(known, key=_on).has_left(day))


def _on(account: Account) -> date:
    return account.on


def _changed(paid: Money, now: Money, *, stays: bool) -> RecurringRevenue:
    nothing = Money(0, paid.currency)
    less, more = max(paid - now, nothing), max(now - paid, nothing)
    return RecurringRevenue(
        at_start=paid,
        churned=nothing if stays else paid,
        contracted=less if stays else nothing,
        expanded=more,
    )


def added_revenue(every: Iterable[RecurringRevenue], currency: str) -> RecurringRevenue:
    """Add up what became of revenue of one currency.

    Args:
        every: That of each customer, or of each partner.
        currency: The currency of all of them.
    """
    known = tuple(every)
    return RecurringRevenue(
        at_start=total((each.at_start for each in known), currency=currency),
        churned=total((each.churned for each in known), currency=currency),
        contracted=total((each.contracted for each in known), currency=currency),
        expanded=total((each.expanded for each in known), currency=currency),
    )
