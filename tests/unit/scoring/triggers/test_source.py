"""From a snapshot to the facts of one customer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from partner_success.core import Series
from partner_success.errors import InvalidDataError, InvalidValueError, UnknownNameError
from partner_success.partners import Account, Partner, Snapshot, Usage
from partner_success.scoring import TriggerFacts, TriggerSource
from tests.unit.partners.records import PAM
from tests.unit.scoring.triggers.known import DAY, asked, days, meeting, seen, ticket


def account(id_: str, back: int = 0, **more: Any) -> Account:
    """Give a reading of an account."""
    on = DAY - days(back)
    return Account(id=id_, name=id_, partner_id="acme", on=on, **more)


def snapshot(**more: Any) -> Snapshot:
    """Give a snapshot of two customers on the day."""
    accounts = (account("a-1"), account("a-2"))
    return Snapshot(
        at=datetime(2026, 5, 28, 18, tzinfo=UTC),
        partner=Partner(id="acme", name="Acme", team=[PAM]),
        **{"accounts": accounts, **more},
    )


@pytest.mark.rule("TRG-06")
def test_it_gathers_what_belongs_to_the_customer() -> None:
    """Readings of the chosen measures, and records of this customer only."""
    given = snapshot(
        accounts=[
            account("a-1", 30, measures={"nps": 40, "csat": 4.5}),
            account("a-1", 0, measures={"nps": float("nan"), "csat": 4}),
            account("a-2", 0, measures={"nps": 90}),
        ],
        usage=[
            Usage(account_id="a-1", on=DAY, active_users=7, minutes=300, sessions=9),
            Usage(account_id="a-2", on=DAY, active_users=1),
        ],
        tickets=[
            ticket("t-1", DAY),
            ticket("t-2", DAY, account_id="a-2"),
            ticket("t-3", DAY, account_id=None, partner_id="acme"),
        ],
        meetings=[meeting(DAY, held=True)],
        requests=[asked(DAY)],
        evaluations=[seen(DAY)],
    )
    source = TriggerSource(
        usage="minutes", usage_covers=7, feedback="csat", holidays=[DAY]
    )
    assert source.facts(given, "a-1") == TriggerFacts(
        usage=Series({DAY: 300}, covers=7),
        tickets=[ticket("t-1", DAY)],
        nps=Series({DAY - days(30): 40}),
        feedback=Series({DAY - days(30): 4.5, DAY: 4}),
        meetings=[meeting(DAY, held=True)],
        requests=[asked(DAY)],
        evaluations=[seen(DAY)],
        holidays=[DAY],
    )
    counts = (("active_users", 7), ("sessions", 9))
    for measure, value in counts:
        facts = TriggerSource(usage=measure, nps=None).facts(given, "a-1")  # type: ignore[arg-type]
        assert facts.usage == Series({DAY: value})
        assert facts.nps is None
        assert facts.feedback is None


@pytest.mark.rule("TRG-06")
def test_a_collection_without_any_record_was_not_looked_at() -> None:
    """Unless it is known to be kept; with one, it was looked at for every customer."""
    given = snapshot(tickets=[ticket("t-1", DAY)])
    facts = TriggerSource(kept=["meetings"]).facts(given, "a-2")
    assert (facts.tickets, facts.meetings) == ((), ())
    assert (facts.requests, facts.evaluations) == (None, None)


@pytest.mark.rule("TRG-04")
def test_the_renewal_is_the_newest_that_was_known() -> None:
    """Neither a later reading nor one that does not say counts."""
    readings = [
        account("a-1", 0, renews_on=None),
        account("a-1", 30, renews_on=DAY + days(100)),
        account("a-1", 60, renews_on=DAY + days(50)),
        account("a-1", -1, renews_on=DAY + days(400)),
    ]
    facts = TriggerSource().facts(snapshot(accounts=readings), "a-1")
    assert facts.renews_on == DAY + days(100)
    assert TriggerSource().facts(snapshot(), "a-1").renews_on is None


@pytest.mark.rule("TRG-06")
def test_an_unknown_name_is_told() -> None:
    """Of an account, of a count of use, of a collection."""
    with pytest.raises(UnknownNameError, match="no account is called 'a-9'"):
        TriggerSource().facts(snapshot(), "a-9")
    with pytest.raises(UnknownNameError, match="did you mean 'minutes'"):
        TriggerSource(usage="minute")  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError, match="did you mean 'tickets'"):
        TriggerSource(kept=["ticket", "meetings"])


@pytest.mark.rule("TRG-06")
@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"usage_covers": 0}, "a whole number of days from 1 to 366"),
        ({"kept": "tickets"}, "names of collections, such as a list, are needed"),
        ({"kept": 5}, "names of collections, such as a list, are needed"),
        ({"holidays": None}, "holidays, such as a list, are needed"),
    ],
)
def test_what_cannot_be_meant_is_refused(wrong: dict[str, Any], message: str) -> None:
    """When the source is made, before any snapshot is read."""
    with pytest.raises(InvalidValueError, match=message):
        TriggerSource(**wrong)


@pytest.mark.rule("TRG-03")
def test_a_score_out_of_its_range_is_refused() -> None:
    """The snapshot does not know what its measures mean; triggers do."""
    given = snapshot(accounts=[account("a-1", measures={"nps": 140})])
    with pytest.raises(InvalidDataError, match="must be from -100 to 100, found 140"):
        TriggerSource().facts(given, "a-1")
