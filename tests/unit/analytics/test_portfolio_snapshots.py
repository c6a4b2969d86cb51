"""Tables of a portfolio become a snapshot of each partner."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import pytest

from partner_success.analytics import portfolio_snapshots
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.frames import PortfolioFacts
from partner_success.frames.sources import Fact, Source
from partner_success.partners import (
    Account,
    Contact,
    Downtime,
    Partner,
    SurveyAnswer,
    TeamAssignment,
    Tenant,
    Ticket,
    Usage,
)

AT = datetime(2026, 5, 4, 9, tzinfo=UTC)
ON = AT.date()

RecordT = TypeVar("RecordT")


def placed(*records: RecordT, file: str = "some.csv") -> tuple[Fact[RecordT], ...]:
    """Give records as they are read from a file."""
    return tuple(
        Fact(record=each, source=Source(file=file, line=None, record=place))
        for place, each in enumerate(records, start=1)
    )


def partner(id_: str) -> Partner:
    """Give a record of a partner."""
    return Partner(id=id_, name=id_, team=[TeamAssignment(role="PAM", person_id="ada")])


def account(id_: str, partner_id: str = "acme", on: date = ON) -> Account:
    """Give a reading of a customer."""
    return Account(id=id_, name=id_, partner_id=partner_id, on=on)


def ticket(id_: str, **more: Any) -> Ticket:
    """Give a ticket."""
    return Ticket(id=id_, severity="low", opened_at=AT, **more)


def ids(records: Iterable[Any]) -> list[str]:
    """Give the ids of records."""
    return [each.id for each in records]


def test_customers_bring_along_what_is_known_of_them() -> None:
    """Use, tickets, tenants and their downtimes go to the partner of the customer."""
    facts = PortfolioFacts(
        accounts=placed(account("a-1"), account("b-1", "bolt")),
        usage=placed(Usage(account_id="b-1", on=ON, active_users=3)),
        contacts=placed(Contact(account_id="a-1", name="Uma")),
        tenants=placed(Tenant(id="x", account_id="b-1", name="Tenant")),
        downtimes=placed(
            Downtime(tenant_id="x", month=date(2026, 5, 1), planned_minutes=3)
        ),
        tickets=placed(
            ticket("t-1", account_id="b-1"),
            ticket("t-2", account_id="b-1", partner_id="bolt"),
            ticket("t-3", partner_id="acme"),
        ),
    )
    found = portfolio_snapshots(facts, [partner("bolt"), partner("acme")], at=AT)
    acme, bolt = found.snapshots
    assert (acme.partner.id, acme.at, found.remarks) == ("acme", AT, ())
    assert (len(acme.contacts), len(acme.usage), ids(acme.tickets)) == (1, 0, ["t-3"])
    assert (len(bolt.usage), ids(bolt.tenants), len(bolt.downtimes)) == (1, ["x"], 1)
    assert ids(bolt.tickets) == ["t-1", "t-2"]


def test_a_customer_belongs_to_the_partner_of_its_newest_reading() -> None:
    """Readings with an earlier partner are left out; later ones say nothing."""
    day = timedelta(days=1)
    facts = PortfolioFacts(
        accounts=placed(
            account("a-1", "bolt", ON),
            account("a-1", "acme", ON - 2 * day),
            account("a-1", "bolt", ON - day),
            account("a-2", "acme", ON + day),
            file="accounts.csv",
        ),
        usage=placed(Usage(account_id="a-1", on=ON)),
    )
    found = portfolio_snapshots(facts, [partner("acme"), partner("bolt")], at=AT)
    acme, bolt = found.snapshots
    assert ids(acme.accounts) == ["a-2"]
    assert [each.on for each in bolt.accounts] == [ON, ON - day]
    assert len(bolt.usage) == 1
    assert found.remarks == (
        "accounts.csv: 1 left out, which belong to no customer of a partner",
    )


def test_what_belongs_to_no_customer_is_left_out_and_told() -> None:
    """A ticket of another partner's customer belongs to neither."""
    facts = PortfolioFacts(
        accounts=placed(account("a-1")),
        usage=placed(Usage(account_id="a-9", on=ON), file="usage.csv"),
        downtimes=placed(
            Downtime(tenant_id="y", month=date(2026, 5, 1)), file="downtimes.csv"
        ),
        tickets=placed(
            ticket("t-1", account_id="a-1", partner_id="bolt"),
            ticket("t-2", account_id="a-9"),
            ticket("t-3", account_id="a-9", partner_id="acme"),
            file="tickets.csv",
        ),
    )
    found = portfolio_snapshots(facts, [partner("acme"), partner("bolt")], at=AT)
    assert [len(each.tickets) for each in found.snapshots] == [0, 0]
    assert [each.split(" left")[0] for each in found.remarks] == [
        "usage.csv: 1",
        "downtimes.csv: 1",
        "tickets.csv: 3",
    ]


def test_an_answer_counts_for_its_partner_without_its_customer() -> None:
    """It says whose it is, even where nothing was read of the customer."""

    def answer(id_: str, account_id: str | None) -> SurveyAnswer:
        return SurveyAnswer(
            id=id_,
            kind="nps",
            partner_id="acme",
            account_id=account_id,
            question="recommend",
            answered_on=ON,
        )

    facts = PortfolioFacts(
        accounts=placed(account("a-1")),
        answers=placed(answer("s-1", "a-1"), answer("s-2", "a-9"), answer("s-3", None)),
    )
    [acme] = portfolio_snapshots(facts, [partner("acme")], at=AT).snapshots
    assert [each.account_id for each in acme.answers] == ["a-1", None, None]


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "there is no record of p-1: left out"),
        (7, "there is no record of p-1, p-2, p-3, p-4, p-5 and 2 more: left out"),
    ],
)
def test_partners_without_a_record_are_left_out_and_named(
    count: int, said: str
) -> None:
    """Nobody knows who works on them."""
    facts = PortfolioFacts(
        accounts=placed(*(account(f"a-{n}", f"p-{n}") for n in range(1, count + 1)))
    )
    found = portfolio_snapshots(facts, [], at=AT)
    assert (found.snapshots, found.remarks) == ((), (said,))


def test_something_else_is_misuse() -> None:
    """Facts, records and the instant are checked."""
    with pytest.raises(InvalidUseError):
        portfolio_snapshots([], [], at=AT)  # type: ignore[arg-type]
    with pytest.raises(InvalidUseError):
        portfolio_snapshots(PortfolioFacts(), ["acme"], at=AT)  # type: ignore[list-item]
    with pytest.raises(InvalidValueError):
        portfolio_snapshots(PortfolioFacts(), [], at=datetime(2026, 5, 4))  # noqa: DTZ001
