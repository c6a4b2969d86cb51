"""Where a snapshot holds what the triggers look at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import Final, Literal, Protocol, TypeAlias, TypeVar, get_args

import attrs

from partner_success.core.series import Series
from partner_success.errors import UnknownNameError
from partner_success.partners import (
    Account,
    AlternativeEvaluation,
    ExecutiveMeeting,
    ExecutiveRequest,
    Snapshot,
    Ticket,
    Usage,
)
from partner_success.scoring.triggers.facts import RECORDS, TriggerFacts, frozen_set

UsageMeasure: TypeAlias = Literal["active_users", "minutes", "sessions"]
"""What a reading of use can be counted in."""

_MEASURES: Final[tuple[str, ...]] = get_args(UsageMeasure)


class _OfAccount(Protocol):
    """A record that says whom it concerns."""

    @property
    def account_id(self) -> str | None:
        """The id of the customer, if it concerns one."""
        ...


RecordT = TypeVar("RecordT", bound=_OfAccount)


def _names(value: Iterable[str]) -> frozenset[str]:
    return frozen_set(value, "names of collections")


def _days(value: Iterable[date]) -> frozenset[date]:
    return frozen_set(value, "holidays")


@attrs.frozen(kw_only=True)
class TriggerSource:
    """Which readings of a snapshot the triggers look at, the same for every customer.

    A snapshot does not say whether nobody looked for tickets or there were none. A
    collection in which it has any record counts as looked at for all its customers; an
    empty one does so only if it is named in `kept`.

    Attributes:
        usage: Which count of a reading of use.
        usage_covers: How many days such a reading speaks for: 7 for one of the week
            that ends on its day.
        nps: The measure of accounts that holds the Net Promoter Score, -100 to 100;
            ``None`` where none does.
        feedback: The measure of accounts that holds what the customer thinks, higher is
            better; ``None`` where none does.
        kept: Collections (``"tickets"``, ``"meetings"``, ``"requests"``,
            ``"evaluations"``) in which no record means that there was nothing.
        holidays: Days on which nobody works.

    Raises:
        UnknownNameError: There is no such count or collection.
        InvalidValueError: A reading of use covers no number of days, or something is
            no collection.

    Examples:
        >>> TriggerSource(usage="minutes", usage_covers=7, kept=["tickets"]).nps
        'nps'

    Rule: TRG-06.
    """

    usage: UsageMeasure = "active_users"
    usage_covers: int = 1
    nps: str | None = "nps"
    feedback: str | None = None
    kept: frozenset[str] = attrs.field(default=frozenset(), converter=_names)
    holidays: frozenset[date] = attrs.field(default=frozenset(), converter=_days)

    def __attrs_post_init__(self) -> None:
        if self.usage not in _MEASURES:
            raise UnknownNameError("count of use", self.usage, _MEASURES)
        if unknown := sorted(self.kept - RECORDS.keys(), key=repr):
            raise UnknownNameError("collection", unknown[0], RECORDS)
        _ = Series(covers=self.usage_covers)

    def facts(self, snapshot: Snapshot, account_id: str) -> TriggerFacts:
        """Gather what a snapshot knows of one customer.

        The day of renewal is the newest that was known at the instant for which the
        snapshot speaks.

        Raises:
            UnknownNameError: The snapshot has no such account.
            InvalidDataError: A Net Promoter Score is out of its range.
        """
        accounts = [each for each in snapshot.accounts if each.id == account_id]
        if not accounts:
            known = dict.fromkeys(each.id for each in snapshot.accounts)
            raise UnknownNameError("account", account_id, known)
        return self.facts_of(
            accounts,
            usage=(each for each in snapshot.usage if each.account_id == account_id),
            tickets=self._own("tickets", snapshot.tickets, account_id),
            meetings=self._own("meetings", snapshot.meetings, account_id),
            requests=self._own("requests", snapshot.requests, account_id),
            evaluations=self._own("evaluations", snapshot.evaluations, account_id),
            on=snapshot.at.date(),
        )

    def facts_of(  # noqa: PLR0913 - one argument a kind of record
        self,
        accounts: Iterable[Account],
        *,
        on: date,
        usage: Iterable[Usage] = (),
        tickets: Iterable[Ticket] | None = None,
        meetings: Iterable[ExecutiveMeeting] | None = None,
        requests: Iterable[ExecutiveRequest] | None = None,
        evaluations: Iterable[AlternativeEvaluation] | None = None,
    ) -> TriggerFacts:
        """Gather what the records of one customer say.

        Args:
            accounts: Its readings.
            on: The day as of which its day of renewal is taken.
            usage: Its use.
            tickets: Its tickets; ``None``, here and below, where nobody looked.
            meetings: Meetings with its executives.
            requests: What was asked of its executives.
            evaluations: Alternatives that it looks at.

        Raises:
            InvalidDataError: A number is out of its range, or a record stands twice.
        """
        readings = list(accounts)
        count = attrgetter(self.usage)
        use = {each.on: count(each) for each in usage}
        return TriggerFacts(
            usage=Series(use, covers=self.usage_covers),
            tickets=tickets,
            nps=_measured(readings, self.nps),
            feedback=_measured(readings, self.feedback),
            meetings=meetings,
            requests=requests,
            evaluations=evaluations,
            renews_on=_renewal(readings, on),
            holidays=self.holidays,
        )

    def _own(
        self, name: str, records: tuple[RecordT, ...], account_id: str
    ) -> tuple[RecordT, ...] | None:
        if not records and name not in self.kept:
            return None
        return tuple(each for each in records if each.account_id == account_id)


def _measured(accounts: Iterable[Account], name: str | None) -> Series | None:
    if name is None:
        return None
    return Series({each.on: each.measures.get(name) for each in accounts})


def _renewal(accounts: Iterable[Account], on: date) -> date | None:
    known = sorted((each for each in accounts if each.on <= on), key=lambda a: a.on)
    days = [each.renews_on for each in known if each.renews_on is not None]
    return days[-1] if days else None
