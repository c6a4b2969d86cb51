"""From the tables and logs of a portfolio to what is known of each partner."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from partner_success.errors import InvalidValueError
from partner_success.frames.portfolio import PortfolioFacts
from partner_success.frames.results import Refusal
from partner_success.frames.sources import Fact
from partner_success.gates import PartnerJourney
from partner_success.partners import (
    Account,
    LicenceCount,
    MaturitySheet,
    OperationReading,
    Partner,
    Person,
    ReadinessSheet,
    RevenueReading,
    SurveyAnswer,
    Ticket,
    Usage,
)
from partner_success.review.facts import PartnerRecords, placed

if TYPE_CHECKING:
    from partner_success.review.practice_records import PracticeRecords

__all__ = ["Gathered", "by_partner", "gather", "practices_by_partner"]

RecordT = TypeVar("RecordT")


@attrs.frozen(kw_only=True)
class Gathered:
    """What is known of each partner of a portfolio.

    Attributes:
        partners: What is known of each, by id.
        refusals: Rows that could not be read.
        remarks: What else a reader should know, such as rows of nobody.
    """

    partners: tuple[PartnerRecords, ...]
    refusals: tuple[Refusal, ...] = ()
    remarks: tuple[str, ...] = ()


def by_partner(journeys: Iterable[PartnerJourney]) -> dict[str, PartnerJourney]:
    """Give journeys by partner.

    Raises:
        InvalidValueError: One partner has two.
    """
    found: dict[str, PartnerJourney] = {}
    for each in journeys:
        if found.setdefault(each.state.partner_id, each) is not each:
            raise InvalidValueError(
                f"{each.state.partner_id!r} has two journeys; give each partner one"
            )
    return found


def practices_by_partner(
    practices: Iterable[PracticeRecords],
) -> dict[str, Fact[PracticeRecords]]:
    """Give what is known of practices by partner, with the place it stands in.

    Raises:
        InvalidValueError: Of one partner it is given twice.
    """
    found: dict[str, Fact[PracticeRecords]] = {}
    for each in placed("practices", practices):
        id_ = each.record.partner_id
        if found.setdefault(id_, each) is not each:
            raise InvalidValueError(
                f"the practice of {id_!r} is there twice; put its records together"
            )
    return found


def gather(  # noqa: PLR0913 - one argument a kind of records
    facts: PortfolioFacts,
    *,
    on: date,
    journeys: Mapping[str, PartnerJourney],
    partners: Iterable[Partner],
    people: Sequence[Person],
    practices: Mapping[str, Fact[PracticeRecords]],
) -> Gathered:
    """Put together what tables, records and journeys tell of each partner.

    A customer belongs to the partner of its newest reading up to the day, and brings
    its use, licences, revenue and tickets along. Rows about customers of whom no
    reading was read belong to nobody, and are counted in the remarks.
    """
    owners = _Owners(facts.accounts, on)
    sorting = _Sorting(on)
    sorting.take("accounts", facts.accounts, owners.of_account)
    sorting.take("answers", facts.answers, _partner_id)
    sorting.take("sheets", facts.sheets, _partner_id)
    sorting.take("operations", facts.operations, _partner_id)
    sorting.take("maturity", facts.maturity, _partner_id)
    sorting.take("tickets", facts.tickets, owners.of_ticket, placed=False)
    sorting.take("usage", facts.usage, owners.of_record, placed=False)
    sorting.take("licences", facts.licences, owners.of_record, placed=False)
    sorting.take("revenue", facts.revenue, owners.of_record, placed=False)
    found, remarks = sorting.found, sorting.remarks
    records = {each.id: each for each in partners}
    ids = sorted({*found, *records, *journeys, *practices})
    team = _Team(people)
    return Gathered(
        partners=tuple(
            PartnerRecords(
                partner_id=id_,
                partner=records.get(id_),
                people=team.of(records.get(id_), journeys.get(id_)),
                practice=practices.get(id_),
                journey=journeys.get(id_),
                **{name: tuple(own) for name, own in found.get(id_, {}).items()},
            )
            for id_ in ids
        ),
        refusals=facts.refusals,
        remarks=(*facts.remarks, *remarks),
    )


def _partner_id(
    record: SurveyAnswer | ReadinessSheet | OperationReading | MaturitySheet,
) -> str:
    return record.partner_id


class _Owners:
    """Tells whose a record is: customers belong to partners, records to customers."""

    def __init__(self, accounts: Iterable[Fact[Account]], on: date) -> None:
        newest: dict[str, Account] = {}
        for fact in accounts:
            account = fact.record
            known = newest.get(account.id)
            if account.on <= on and (known is None or account.on > known.on):
                newest[account.id] = account
        self._owners = {id_: account.partner_id for id_, account in newest.items()}

    def of_account(self, account: Account) -> str:
        """Give the partner of a reading: of the newest of the customer, if any."""
        return self._owners.get(account.id, account.partner_id)

    def of_record(self, record: Usage | LicenceCount | RevenueReading) -> str | None:
        """Give the partner of a record about a customer."""
        return self._owners.get(record.account_id)

    def of_ticket(self, ticket: Ticket) -> str | None:
        """Give the partner that a ticket names, or that of its customer."""
        return ticket.partner_id or self._owners.get(ticket.account_id or "")


class _Sorting:
    """Puts rows to the partner whose they are, and counts those of nobody."""

    def __init__(self, on: date) -> None:
        self._on = on
        self.found: dict[str, dict[str, list[Any]]] = {}
        self.remarks: list[str] = []

    def take(
        self,
        name: str,
        rows: Sequence[Fact[RecordT]],
        whose: Callable[[RecordT], str | None],
        *,
        placed: bool = True,
    ) -> None:
        """Take the rows of a table.

        Args:
            name: The field of `PartnerRecords` that they go to.
            rows: The rows.
            whose: Tells the partner; ``None`` where nobody knows.
            placed: Whether they go there with the place they stand in.
        """
        sorted_: dict[str | None, list[Any]] = {}
        for fact in rows:
            record = fact.record
            partner_id = whose(record)
            own = sorted_.get(partner_id)
            if own is None:
                own = sorted_[partner_id] = []
            own.append(fact if placed else record)
        lost = len(sorted_.pop(None, ()))
        for known, own in sorted_.items():
            assert known is not None
            self.found.setdefault(known, {})[name] = own
        if lost:
            self.remarks.append(
                f"{rows[0].source.file}: {lost:,} left out, because no reading of their"
                f" customer was read up to {self._on}"
            )


class _Team:
    """Tells who works on a partner, in the order in which people were given."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._known: dict[str, list[tuple[int, Person]]] = {}
        for place, person in enumerate(people):
            self._known.setdefault(person.id, []).append((place, person))

    def of(
        self, record: Partner | None, journey: PartnerJourney | None
    ) -> tuple[Person, ...]:
        """Give those whom the record or the journey of a partner names."""
        team: set[str] = set()
        if record is not None:
            team |= {each.person_id for each in record.team}
        if journey is not None:
            team |= {each for ids in journey.state.team.values() for each in ids}
        found = [own for id_ in team for own in self._known.get(id_, ())]
        return tuple(person for _, person in sorted(found, key=_in_turn))


def _in_turn(own: tuple[int, Person]) -> int:
    return own[0]
