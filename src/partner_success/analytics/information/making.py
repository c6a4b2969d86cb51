"""The partner information report, made of what is known of a partner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, Literal, TypeAlias, TypeVar, get_args

import attrs

from partner_success.analytics.information.report import InformationReport
from partner_success.analytics.information.results import (
    CustomerInformation,
    IncidentCounts,
    LicenceInformation,
    TenantInformation,
    UseInformation,
)
from partner_success.analytics.views import View
from partner_success.core.arguments import require
from partner_success.core.collections import FrozenMap
from partner_success.core.instants import microseconds, require_date
from partner_success.core.months import month_number, months_after
from partner_success.core.quantities import as_decimal
from partner_success.errors import InvalidUseError, InvalidValueError, UnknownNameError
from partner_success.partners.account import Account
from partner_success.partners.contact import Contact
from partner_success.partners.faults import Measure
from partner_success.partners.licence import LicenceCount
from partner_success.partners.snapshot import Snapshot
from partner_success.partners.tenant import Tenant
from partner_success.partners.ticket import Severity, Ticket
from partner_success.partners.usage import Usage
from partner_success.rulebook.book import Rulebook
from partner_success.scoring.licence import LicencePolicy

__all__ = [
    "InformationSection",
    "information_report",
    "last_day_of",
    "require_sections",
]

InformationSection: TypeAlias = Literal[
    "contacts", "tenants", "licences", "incidents", "usage"
]
"""A section whose source can be missing in a month."""

_DatedT = TypeVar("_DatedT", Account, LicenceCount)
_OwnedT = TypeVar("_OwnedT", Contact, Tenant, LicenceCount, Ticket, Usage)

_WHOLE: Final[dict[str, Callable[[Usage], Measure | None]]] = {
    "active users": lambda usage: usage.active_users,
    "minutes": lambda usage: usage.minutes,
    "sessions": lambda usage: usage.sessions,
}


@attrs.frozen(kw_only=True)
class _Facts:
    """What is known of a partner, cut to what counts in a month.

    Attributes:
        snapshot: All that is known.
        month: The first day of the month.
        last: The last day that counts.
        missing: The sections that were not available.
    """

    snapshot: Snapshot
    month: date
    last: date
    missing: frozenset[str]

    def is_this_month(self, day: date) -> bool:
        """Tell whether a day lies in the month and counts."""
        return self.month <= day <= self.last


def information_report(
    snapshot: Snapshot,
    rules: Rulebook,
    *,
    month: date,
    missing: Collection[InformationSection] = (),
    view: View | None = None,
) -> InformationReport:
    """Tell a partner of its customers in a month.

    Months are those of the zone of the snapshot's instant. Of customers and licences
    the newest reading up to the end of the month counts, and nothing after it, or after
    that instant. What is not known stays absent: no record of a downtime is no downtime
    of 0 minutes.

    Args:
        snapshot: What is known of the partner.
        rules: The rulebook, whose licence policy judges.
        month: Any day of the month.
        missing: Sections whose source was not available, such as ``["incidents"]``.
            Without it, no ticket in the snapshot means that there was no incident.
        view: What the reader may see; left out, everything.

    Raises:
        InvalidUseError: Something is no snapshot, or the missing sections are one text.
        InvalidValueError: The month is no day, or begins after the snapshot's instant.
        UnknownNameError: There is no such section.

    Examples:
        >>> from datetime import UTC, datetime
        >>> import partner_success as ps
        >>> from partner_success.partners import Partner, TeamAssignment
        >>> acme = Partner(id="acme", name="Acme",
        ...     team=[TeamAssignment(role="PAM", person_id="p-1")])
        >>> customer = Account(id="a-1", name="Umbrella", partner_id="acme",
        ...     on=date(2026, 5, 4))
        >>> known = Snapshot(at=datetime(2026, 6, 1, tzinfo=UTC), partner=acme,
        ...     accounts=[customer])
        >>> report = information_report(known, ps.standard(), month=date(2026, 5, 1))
        >>> print(report)
        Information for Acme, 2026-05: 1 customer

    Rule: ANL-08.
    """
    facts = _facts(require(snapshot, Snapshot), month, missing)
    shown = view is None or view.shows(snapshot.partner.id)
    remark = None if view is None else view.remark
    remarks = [f"not available: {', '.join(sorted(missing))}"] if missing else []
    end = last_day_of(facts.month)
    if facts.last < end:
        remarks.append(f"the month is told up to {facts.last}")
    policy = require(rules, Rulebook).licence
    own = [each for each in snapshot.tickets if each.account_id is None]
    return InformationReport(
        partner=snapshot.partner,
        month=facts.month,
        customers=tuple(_customers(facts, policy)) if shown else (),
        own_incidents=_incidents(facts, own) if shown else None,
        remarks=(*remarks, *([remark] if remark else [])),
        provenance=policy.provenance,
    )


def _facts(
    snapshot: Snapshot, month: date, missing: Collection[InformationSection]
) -> _Facts:
    require_sections(missing)
    first = require_date(month, "month").replace(day=1)
    now = snapshot.at.date()
    if first > now:
        raise InvalidValueError(
            f"the month {first:%Y-%m} has not begun on {now}, for which the snapshot"
            " speaks; give an earlier month, or a later snapshot"
        )
    return _Facts(
        snapshot=snapshot,
        month=first,
        last=min(last_day_of(first), now),
        missing=frozenset(missing),
    )


def require_sections(missing: Collection[str]) -> None:
    """Refuse what is no collection of sections.

    Raises:
        InvalidUseError: It is one text.
        UnknownNameError: There is no such section.
    """
    if isinstance(missing, str):
        raise InvalidUseError(
            f"missing= names several sections, and {missing!r} is one text; write"
            f" [{missing!r}]"
        )
    known = get_args(InformationSection)
    for name in missing:
        if name not in known:
            raise UnknownNameError("section of the report", name, known)


def last_day_of(first: date) -> date:
    """Give the last day of a month, of which the first is given."""
    following = months_after(first, 1)
    return date.max if following is None else following - timedelta(days=1)


def _customers(facts: _Facts, policy: LicencePolicy) -> Iterator[CustomerInformation]:
    known, missing = facts.snapshot, facts.missing
    contacts, tenants = _by_account(known.contacts), _by_account(known.tenants)
    licences, usage = _by_account(known.licences), _by_account(known.usage)
    tickets = _by_account(known.tickets)
    downtimes = {
        each.tenant_id: each for each in known.downtimes if each.month == facts.month
    }
    for account in _newest(facts, known.accounts, lambda each: each.id):
        id_ = account.id
        yield CustomerInformation(
            account=account,
            contacts=None if "contacts" in missing else tuple(contacts[id_]),
            tenants=(
                None
                if "tenants" in missing
                else tuple(
                    TenantInformation(tenant=each, downtime=downtimes.get(each.id))
                    for each in tenants[id_]
                )
            ),
            licences=(
                None
                if "licences" in missing
                else _licences(facts, licences[id_], policy)
            ),
            incidents=_incidents(facts, tickets[id_]),
            use=None if "usage" in missing else _use(facts, usage[id_]),
        )


def _by_account(records: Iterable[_OwnedT]) -> defaultdict[str | None, list[_OwnedT]]:
    found: defaultdict[str | None, list[_OwnedT]] = defaultdict(list)
    for each in records:
        found[each.account_id].append(each)
    return found


def _newest(
    facts: _Facts, records: Iterable[_DatedT], key: Callable[[_DatedT], str]
) -> list[_DatedT]:
    """Give the newest record of each key that counts, keys as they first appear."""
    found: dict[str, _DatedT] = {}
    for each in records:
        id_ = key(each)
        if each.on <= facts.last and (id_ not in found or found[id_].on < each.on):
            found[id_] = each
    return list(found.values())


def _licences(
    facts: _Facts, counts: Iterable[LicenceCount], policy: LicencePolicy
) -> tuple[LicenceInformation, ...]:
    return tuple(
        LicenceInformation(
            count=each,
            judgement=(
                None
                if each.licensed is None and each.active is None
                else policy.judge(each.licensed, each.active)
            ),
        )
        for each in _newest(facts, counts, lambda count: count.licence_type)
    )


def _incidents(facts: _Facts, tickets: Iterable[Ticket]) -> IncidentCounts | None:
    if "incidents" in facts.missing:
        return None
    counts = dict.fromkeys(Severity, 0)
    unsaid = 0
    for each in tickets:
        if _opened(facts, each):
            counts[each.severity] += each.is_incident is True
            unsaid += each.is_incident is None
    return IncidentCounts(by_severity=FrozenMap(counts), unsaid=unsaid)


def _opened(facts: _Facts, ticket: Ticket) -> bool:
    """Tell whether a ticket was opened in the month, as its clock on the wall says."""
    at = facts.snapshot.at
    day = ticket.opened_at.astimezone(at.tzinfo).date()
    in_time = microseconds(ticket.opened_at) <= microseconds(at)
    return in_time and facts.is_this_month(day)


def _use(facts: _Facts, own: list[Usage]) -> tuple[UseInformation, ...]:
    now = [each for each in own if facts.is_this_month(each.on)]
    previous = month_number(facts.month) - 1
    before = [each for each in own if month_number(each.on) == previous]
    features = dict.fromkeys(
        name for each in (*before, *now) for name in each.feature_users
    )
    readers = {
        **_WHOLE,
        **{name: _reader_of(name) for name in features if name not in _WHOLE},
    }
    found = [_one_use(name, read, now, before) for name, read in readers.items()]
    return tuple(
        each for each in found if each.now is not None or each.before is not None
    )


def _reader_of(feature: str) -> Callable[[Usage], Measure | None]:
    return lambda usage: usage.feature_users.get(feature)


def _one_use(
    name: str,
    read: Callable[[Usage], Measure | None],
    now: list[Usage],
    before: list[Usage],
) -> UseInformation:
    this, last = _known(read, now), _known(read, before)
    return UseInformation(
        name=name, readings=len(this), now=_mean(this), before=_mean(last)
    )


def _known(
    read: Callable[[Usage], Measure | None], usage: list[Usage]
) -> list[Fraction]:
    values = (read(each) for each in usage)
    return [Fraction(as_decimal(each)) for each in values if each is not None]


def _mean(values: list[Fraction]) -> Fraction | None:
    return sum(values, Fraction(0)) / len(values) if values else None
