"""What is known of a customer is checked before anything is judged."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime
from typing import Any

import pytest

from partner_success.core import Series
from partner_success.errors import InvalidDataError, InvalidValueError
from partner_success.partners import AlternativeEvaluation
from partner_success.scoring import TriggerFacts
from tests.unit.scoring.cards import found
from tests.unit.scoring.triggers.known import DAY, asked, days, meeting, seen, ticket


def faults(**facts: Any) -> set[tuple[str, str]]:
    """Give path and code of every fault."""
    with pytest.raises(InvalidDataError) as caught:
        TriggerFacts(**facts)
    assert all(problem.message for problem in caught.value.problems)
    return found(caught.value.problems)


@pytest.mark.rule("TRG-06")
def test_nobody_looked_is_not_the_same_as_nothing_there() -> None:
    """None stays None, and an empty list stays empty."""
    facts = TriggerFacts(tickets=[], meetings=None)
    assert facts.tickets == ()
    assert facts.meetings is None


@pytest.mark.rule("TRG-06")
def test_every_fault_is_told_at_once() -> None:
    """Of each field, whatever it holds."""
    assert faults(
        usage={DAY: 5},
        tickets=5,
        nps="high",
        feedback=[4],
        meetings=[meeting(DAY, held=True), "m-1", None],
        requests="asked",
        evaluations=[asked(DAY)],
        renews_on="2026-05-28",
        holidays=[datetime(2026, 5, 28, tzinfo=UTC), DAY, 5],
    ) == {
        ("usage", "wrong-type"),
        ("tickets", "wrong-type"),
        ("nps", "wrong-type"),
        ("feedback", "wrong-type"),
        ("meetings[1]", "wrong-type"),
        ("meetings[2]", "wrong-type"),
        ("requests", "wrong-type"),
        ("evaluations[0]", "wrong-type"),
        ("renews_on", "wrong-type"),
        ("holidays", "wrong-type"),
    }


@pytest.mark.rule("TRG-01", "TRG-03")
def test_numbers_lie_in_their_range() -> None:
    """Use is not negative, and a Net Promoter Score has two ends."""
    below = Series({DAY: -0.01, DAY + days(1): 0})
    wide = Series({DAY: -101, DAY + days(1): 100.01, DAY + days(2): -100})
    assert faults(usage=below, nps=wide) == {
        ("usage", "out-of-range"),
        ("nps", "out-of-range"),
    }
    with pytest.raises(InvalidDataError) as caught:
        TriggerFacts(usage=below, nps=wide)
    assert [str(problem) for problem in caught.value.problems] == [
        "usage: the reading of 2026-05-28 must be at least 0, found -0.01",
        "nps: the reading of 2026-05-28 must be from -100 to 100, found -101",
        "nps: the reading of 2026-05-29 must be from -100 to 100, found 100.01",
    ]
    edges = Series({DAY: -100, DAY + days(1): 100})
    assert TriggerFacts(nps=edges, feedback=wide, usage=Series({DAY: 0})).nps == edges


@pytest.mark.rule("TRG-06")
def test_no_record_stands_twice() -> None:
    """Twice the same ticket would be two incidents."""
    assert faults(
        tickets=[ticket("t-1", DAY), ticket("t-1", DAY - days(1))],
        meetings=[meeting(DAY, held=True), meeting(DAY, held=False)],
        requests=[asked(DAY), asked(DAY, DAY)],
        evaluations=[seen(DAY, alternative="Hooli"), seen(DAY, alternative="Hooli")],
    ) == {
        (f"{name}[1]", "duplicate")
        for name in ("tickets", "meetings", "requests", "evaluations")
    }
    apart = TriggerFacts(requests=[asked(DAY), asked(DAY, topic="budget")])
    assert apart.requests is not None
    assert len(apart.requests) == 2


@pytest.mark.rule("TRG-06")
def test_all_records_are_of_one_customer() -> None:
    """Tickets of the partner itself have none, and may stand among them."""
    own = ticket("t-1", DAY, account_id=None, partner_id="acme")
    assert TriggerFacts(tickets=[own], meetings=[meeting(DAY, held=True)]).tickets
    other = AlternativeEvaluation(account_id="a-2", noted_on=DAY)
    with pytest.raises(InvalidDataError, match="several customers \\(a-1, a-2\\)"):
        TriggerFacts(meetings=[meeting(DAY, held=True)], evaluations=[other])


@pytest.mark.rule("TRG-04")
@pytest.mark.parametrize("holidays", ["2026-05-28", 5, None, [[DAY]]])
def test_holidays_are_a_collection_of_days(holidays: Any) -> None:
    """A mapping by day is one too."""
    with pytest.raises(InvalidValueError, match="holidays, such as a list, are needed"):
        TriggerFacts(holidays=holidays)
    named: Any = {DAY: "Founders' Day"}
    assert TriggerFacts(holidays=named).holidays == {DAY}


@pytest.mark.rule("TRG-06")
def test_what_was_given_can_change_afterwards() -> None:
    """The facts keep what they were made of, and survive pickling."""
    tickets = [ticket("t-1", DAY)]
    facts = TriggerFacts(tickets=tickets)
    tickets.clear()
    assert facts.tickets == (ticket("t-1", DAY),)
    assert pickle.loads(pickle.dumps(facts)) == facts
    assert TriggerFacts(tickets=(each for each in ())).tickets == ()
