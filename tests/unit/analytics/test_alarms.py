"""How often somebody would have been called, by the old rules and by the new."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.analytics import (
    Alarms,
    PastReading,
    Watch,
    backtest,
    watched_facts,
)
from partner_success.core import Series
from partner_success.partners import Account, Ticket, Usage
from partner_success.scoring import TriggerFacts, TriggerSource
from tests.unit.analytics.past import policy
from tests.unit.scoring.cards import card, component

MONDAY = date(2026, 1, 5)
FLOORS = {"champion": 90, "healthy": 80, "at_risk": 70, "critical": 60, "emergency": 0}
USE = card(component("use"), floors=FLOORS, id="use")


def course(subject: str, *values: float, **more: Any) -> list[PastReading]:
    """Give one reading a week."""
    return [
        PastReading(
            subject=subject,
            on=MONDAY + timedelta(weeks=place),
            values={"use": value},
            **more,
        )
        for place, value in enumerate(values)
    ]


def counted(
    rules: ps.Rulebook,
    past: list[PastReading],
    *,
    new: Any = USE,
    watch: Watch | None = None,
    facts: dict[str, TriggerFacts] | None = None,
) -> Alarms | None:
    """Count alarms of the one card and another."""
    old = Watch.of(rules)
    found = backtest(
        USE,
        new,
        past,
        policy=policy(),
        watch=(old, watch or old),
        facts=facts or {},
    )
    return found.alarms


def causes(alarms: Alarms | None) -> dict[str, tuple[int, int]]:
    """Give the counts of what called at all."""
    assert alarms is not None
    return {
        each.cause: (each.old, each.new)
        for each in alarms.causes
        if each.old or each.new
    }


# ------------------------------------------------------------------------ bands
@pytest.mark.rule("RBK-04")
def test_entering_a_band_that_calls_for_a_playbook_is_an_alarm(
    rules: ps.Rulebook,
) -> None:
    """Healthy calls for nothing; a first reading shows no entering."""
    found = counted(rules, course("a", 75, 85, 75, 65, 50, 95))
    assert causes(found) == {
        "band champion": (1, 1),
        "band at_risk": (1, 1),
        "band critical": (1, 1),
        "band emergency": (1, 1),
    }
    assert found is not None
    assert [each.name for each in found.causes[:4]] == [
        "Champion",
        "At_risk",
        "Critical",
        "Emergency",
    ]


@pytest.mark.rule("RBK-04")
def test_bands_are_damped_by_each_rulebook(rules: ps.Rulebook) -> None:
    """79 is no alarm with a margin of two points, and is one without a margin."""
    watch = Watch.of(rules)
    loose = attrs.evolve(
        watch,
        trend=attrs.evolve(watch.trend, damping_margin=watch.trend.damping_margin * 0),
    )
    found = counted(rules, course("a", 81, 79, 81, 79), watch=loose)
    assert causes(found) == {"band at_risk": (0, 2)}


@pytest.mark.rule("RBK-04")
def test_a_changed_card_calls_at_other_times(rules: ps.Rulebook) -> None:
    """With an edge at 85, the fall to 82 is one into At Risk."""
    strict = card(component("use"), floors={**FLOORS, "healthy": 85}, id="use")
    found = counted(rules, course("a", 89, 82, 78), new=strict)
    assert causes(found) == {"band at_risk": (0, 1)}


def test_readings_of_customers_that_had_left_call_nobody(rules: ps.Rulebook) -> None:
    """And so do readings without a score, and cards without bands."""
    past = course("a", 85)
    past += [attrs.evolve(each, left=True) for each in course("a", 85, 50)[1:]]
    past += course("b", 85, float("nan"), 84)
    bare = card(component("use"), id="use")
    found = counted(rules, past)
    assert causes(found) == {}
    assert causes(counted(rules, course("a", 85, 50), new=bare)) == {
        "band emergency": (1, 0)
    }


def test_bands_that_the_rulebook_does_not_know_call_nobody(rules: ps.Rulebook) -> None:
    """A company's own bands need a response of their own."""
    own = card(component("use"), floors={"fine": 50, "poor": 0}, id="use")
    found = counted(rules, course("a", 85, 20), new=own)
    assert causes(found) == {"band emergency": (1, 0)}


# ------------------------------------------------------------------------ triggers
@pytest.mark.rule("RBK-04", "TRG-06")
def test_triggers_that_began_to_fire_are_alarms(rules: ps.Rulebook) -> None:
    """By the numbers of each rulebook: a fall of a fifth, and one of a third."""
    watch = Watch.of(rules)
    decline = attrs.evolve(watch.triggers.usage_decline, least_drop=34)
    patient = attrs.evolve(
        watch, triggers=attrs.evolve(watch.triggers, usage_decline=decline)
    )
    days = [MONDAY + timedelta(days=n) for n in range(-28, 42)]
    use = Series({day: 90 if n < 42 else 72 for n, day in enumerate(days)})
    facts = {"a": TriggerFacts(usage=use)}
    found = counted(rules, course("a", *[85] * 6), watch=patient, facts=facts)
    assert causes(found) == {"usage_decline": (1, 0)}


@pytest.mark.rule("RBK-04")
def test_what_the_first_readings_show_is_no_alarm(rules: ps.Rulebook) -> None:
    """A low NPS that was read on the first day may be years old."""
    low = Series({MONDAY: 10})
    late = Series({MONDAY: 80, MONDAY + timedelta(days=1): 10})
    facts = {"a": TriggerFacts(nps=low), "b": TriggerFacts(nps=late)}
    found = counted(rules, course("a", 85, 85), facts=facts)
    assert causes(found) == {"complaints": (1, 1)}


# ------------------------------------------------------------------------ weeks
@pytest.mark.rule("RBK-04")
def test_weeks_begin_on_mondays_and_add_up(rules: ps.Rulebook) -> None:
    """Weeks without an alarm stand there too; the mean is over the days."""
    past = [
        *course("a", 85, 85, 50, 85, 85),
        *course("b", 85, 85, 50, 85, 85),
        *course("c", 85, 50, 85, 85, 85),
    ]
    found = counted(rules, past)
    assert found is not None
    assert [(week.monday, week.old) for week in found.weeks] == [
        (MONDAY, 0),
        (MONDAY + timedelta(weeks=1), 1),
        (MONDAY + timedelta(weeks=2), 2),
        (MONDAY + timedelta(weeks=3), 0),
        (MONDAY + timedelta(weeks=4), 0),
    ]
    assert sum(week.new for week in found.weeks) == found.new == found.old == 3
    # 28 days after the first reading.
    assert found.period.days == 28
    assert found.a_week(found.old) == Fraction(3, 4)
    assert found.summary == (
        "alarms a week: 0.75 by the old rules and 0.75 by the new, from 2026-01-06 to"
        " 2026-02-02"
    )


def test_without_two_days_nothing_is_counted(rules: ps.Rulebook) -> None:
    """A single day has no time in which somebody could have been called."""
    assert counted(rules, course("a", 85) + course("b", 50)) is None
    undated = [PastReading(subject="a", values={"use": 85})]
    assert counted(rules, undated) is None
    asked_nothing = backtest(USE, USE, course("a", 85, 50), policy=policy())
    assert asked_nothing.alarms is None
    assert asked_nothing.as_data()["alarms"] is None


def test_alarms_are_told_and_given_as_data(rules: ps.Rulebook) -> None:
    """In the explanation, and as JSON can carry it."""
    old = Watch.of(rules)
    found = backtest(USE, USE, course("a", 85, 50), policy=policy(), watch=(old, old))
    assert found.alarms is not None
    assert found.alarms.summary in found.explain().remarks
    data = json.loads(json.dumps(found.as_data()["alarms"]))
    assert (data["first"], data["last"]) == ("2026-01-06", "2026-01-12")
    assert {"cause": "band emergency", "old": 1, "new": 1} in data["causes"]
    assert data["weeks"][1] == {"monday": "2026-01-12", "old": 1, "new": 1}
    assert data["old_a_week"] == data["new_a_week"] == 1.0


# ------------------------------------------------------------------------ facts
def account(id_: str, on: date, **measures: float) -> Account:
    """Give a reading."""
    return Account(id=id_, name=id_, partner_id="p", on=on, measures=measures)


def test_facts_are_gathered_customer_by_customer() -> None:
    """Each gets its own; what is of nobody who was read is left alone."""
    later = MONDAY + timedelta(days=7)
    at = datetime(2026, 1, 5, 9, tzinfo=UTC)
    facts, problems = watched_facts(
        TriggerSource(usage_covers=7),
        [account("a", MONDAY, nps=5), account("b", MONDAY), account("a", later, nps=7)],
        usage=[
            Usage(account_id="a", on=MONDAY, active_users=4),
            Usage(account_id="x", on=MONDAY, active_users=9),
        ],
        tickets=[
            Ticket(id="t-1", account_id="b", severity="high", opened_at=at),  # type: ignore[arg-type]
            Ticket(id="t-2", account_id="x", severity="high", opened_at=at),  # type: ignore[arg-type]
            Ticket(id="t-3", partner_id="p", severity="high", opened_at=at),  # type: ignore[arg-type]
        ],
    )
    assert problems == ()
    assert sorted(facts) == ["a", "b"]
    assert facts["a"].usage == Series({MONDAY: 4}, covers=7)
    assert facts["a"].nps == Series({MONDAY: 5, later: 7})
    assert facts["a"].tickets == ()
    assert [each.id for each in facts["b"].tickets or ()] == ["t-1"]


def test_customers_whose_records_contradict_each_other_are_named() -> None:
    """The others are watched all the same."""
    facts, problems = watched_facts(
        TriggerSource(), [account("a", MONDAY, nps=500), account("b", MONDAY, nps=5)]
    )
    assert sorted(facts) == ["b"]
    assert [problem.path for problem in problems] == ["a.nps"]
