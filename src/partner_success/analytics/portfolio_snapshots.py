"""From the tables of a portfolio to a snapshot of each partner, for reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final

import attrs

from partner_success.core.arguments import require
from partner_success.core.instants import require_aware
from partner_success.frames.portfolio import PortfolioFacts
from partner_success.frames.sources import Fact
from partner_success.partners import Account, Partner, Snapshot

__all__ = ["PortfolioSnapshots", "portfolio_snapshots"]

_NAMED: Final = 5
_OF_PARTNER: Final = ("sheets", "rollbacks", "operations", "maturity")
_OF_ACCOUNT: Final = ("usage", "licences", "revenue", "contacts", "tenants")


@attrs.frozen(kw_only=True)
class PortfolioSnapshots:
    """The partners of a portfolio, each with all that its tables say of it.

    Attributes:
        snapshots: One a partner of whom there is a record, by id.
        remarks: What was left out, each in a sentence.
    """

    snapshots: tuple[Snapshot, ...]
    remarks: tuple[str, ...] = ()


def portfolio_snapshots(
    facts: PortfolioFacts, partners: Iterable[Partner], *, at: datetime
) -> PortfolioSnapshots:
    """Put what tables say of each partner into a snapshot of it.

    A customer belongs to the partner of its newest reading up to the day of the
    instant, and brings its use, licences, revenue, contacts, tenants and tickets along.
    What belongs to nobody of whom there is a record is left out, and a remark says so.
    Facts later than the instant are kept: what counts is for the report to say.

    Args:
        facts: The tables, as `read_portfolio` gives them.
        partners: The records of partners.
        at: The instant for which the snapshots speak, with its zone.

    Raises:
        InvalidDataError: Two records are of one identity, such as two orders.
        InvalidUseError: Something is of another kind.
        InvalidValueError: The instant has no zone.

    Examples:
        >>> from datetime import UTC
        >>> from partner_success.frames import PortfolioFacts
        >>> from partner_success.partners import TeamAssignment
        >>> acme = Partner(id="acme", name="Acme",
        ...     team=[TeamAssignment(role="PAM", person_id="ada")])
        >>> found = portfolio_snapshots(
        ...     PortfolioFacts(), [acme], at=datetime(2026, 5, 4, tzinfo=UTC))
        >>> [each.partner.id for each in found.snapshots]
        ['acme']

    Rule: ANL-06.
    """
    known = require(facts, PortfolioFacts)
    own = sorted((require(each, Partner) for each in partners), key=_id)
    sorting = _Sorting(known, require_aware(at, "at").date())
    sorting.sort_all()
    found = tuple(
        Snapshot(at=at, partner=each, **sorting.found.get(each.id, {})) for each in own
    )
    strangers = sorted(sorting.found.keys() - {each.id for each in own})
    return PortfolioSnapshots(
        snapshots=found, remarks=(*sorting.remarks, *_left_out(strangers))
    )


def _id(partner: Partner) -> str:
    return partner.id


def _left_out(ids: Sequence[str]) -> tuple[str, ...]:
    if not ids:
        return ()
    more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
    return (f"there is no record of {', '.join(ids[:_NAMED])}{more}: left out",)


class _Sorting:
    """Puts records to the partner whose they are, and counts those of nobody."""

    def __init__(self, facts: PortfolioFacts, on: date) -> None:
        self._facts = facts
        self._owners = _owners(facts.accounts, on)
        self.found: dict[str, dict[str, list[Any]]] = {}
        self.remarks: list[str] = []

    def sort_all(self) -> None:
        """Put every record of every table to its partner."""
        owners = self._owners
        self._take("accounts", self._of_account)
        for name in _OF_ACCOUNT:
            self._take(name, lambda record: owners.get(record.account_id))
        tenants = {
            fact.record.id: owners.get(fact.record.account_id)
            for fact in self._facts.tenants
        }
        self._take("downtimes", lambda record: tenants.get(record.tenant_id))
        self._take("tickets", self._of_ticket)
        for name in _OF_PARTNER:
            self._take(name, lambda record: record.partner_id)
        # Whose they are is known, even where nothing was read of the customer.
        for name in ("answers", "orders"):
            self._take(name, lambda record: record.partner_id, change=self._known)

    def _of_account(self, record: Account) -> str | None:
        """Give the partner of a reading; readings with an earlier partner are none."""
        owner = self._owners.get(record.id, record.partner_id)
        return owner if owner == record.partner_id else None

    def _of_ticket(self, record: Any) -> str | None:
        owner = self._owners.get(record.account_id)
        if record.account_id is None:
            return record.partner_id  # type: ignore[no-any-return]
        return owner if record.partner_id in (None, owner) else None

    def _known(self, record: Any) -> Any:
        """Give a record without a customer of whom its partner has no reading."""
        if self._owners.get(record.account_id) == record.partner_id:
            return record
        return attrs.evolve(record, account_id=None)

    def _take(
        self,
        name: str,
        whose: Callable[[Any], str | None],
        *,
        change: Callable[[Any], Any] | None = None,
    ) -> None:
        rows: Sequence[Fact[Any]] = getattr(self._facts, name)
        lost = 0
        for fact in rows:
            partner_id = whose(fact.record)
            if partner_id is None:
                lost += 1
                continue
            record = fact.record if change is None else change(fact.record)
            own = self.found.setdefault(partner_id, {})
            own.setdefault(name, []).append(record)
        if lost:
            self.remarks.append(
                f"{rows[0].source.file}: {lost:,} left out, which belong to no customer"
                " of a partner"
            )


def _owners(accounts: Iterable[Fact[Account]], on: date) -> dict[str | None, str]:
    """Give the partner of each customer: that of its newest reading up to a day."""
    newest: dict[str, Account] = {}
    for fact in accounts:
        account = fact.record
        known = newest.get(account.id)
        if account.on <= on and (known is None or account.on > known.on):
            newest[account.id] = account
    return {id_: account.partner_id for id_, account in newest.items()}
