"""What a review finds of customers: health, triggers, licences, the next renewal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core.collections import Catalogue
from partner_success.partners import (
    Account,
    AlternativeEvaluation,
    ExecutiveMeeting,
    ExecutiveRequest,
)
from partner_success.review import Review, Urgency
from partner_success.scoring.results import NotScored, Score
from partner_success.scoring.triggers import TriggerSource
from tests.support.reviewed import (
    AT,
    ON,
    account,
    licence,
    of_code,
    only,
    paid,
    partner,
    snapshot,
    ticket,
    usage,
)


def reviewed(
    rules: ps.Rulebook, *accounts: Account, source: Any = None, **more: Any
) -> Review:
    """Review a partner with some customers."""
    found = snapshot(accounts=accounts, **more)
    return ps.review(found, rules, at=AT, source=source)


@pytest.mark.parametrize(
    ("health", "urgency", "says"),
    [
        (95, Urgency.CHANCE, "health 95, Champion"),
        (75, Urgency.SOON, "health 75, At Risk"),
        (65, Urgency.NOW, "health 65, Critical"),
        (40, Urgency.NOW, "health 40, Emergency"),
    ],
)
def test_a_band_that_calls_for_a_playbook_is_found(
    rules: ps.Rulebook, health: int, urgency: Urgency, says: str
) -> None:
    """By how far down it is, and with whoever has to be brought in."""
    found = reviewed(rules, account(health=health))
    one = only(found, "health-band")
    assert one.urgency is urgency
    assert says in one.message
    assert ("bring in" in one.message) == (urgency is Urgency.NOW)
    assert "Technical performance costs most" in one.message
    assert one.playbooks
    assert one.roles == (("CSM",) if urgency is Urgency.CHANCE else ("TAM",))
    assert one.people == (() if urgency is Urgency.CHANCE else ("tess",))
    assert (one.kind, one.subject) == ("account", "a-1")


def test_what_lost_nothing_has_no_drag(rules: ps.Rulebook) -> None:
    """A perfect score is told without one."""
    one = only(reviewed(rules, account(health=100)), "health-band")
    assert one.message == "Customer a-1: health 100, Champion"


def test_a_healthy_customer_calls_for_nothing(rules: ps.Rulebook) -> None:
    """And the review does not praise it either."""
    found = reviewed(rules, account(health=85))
    assert {each.urgency for each in found.worst} == {Urgency.UNKNOWN}
    assert isinstance(found.accounts[0].health, Score)
    assert found.accounts[0].band == rules.health.require_bands()["Healthy"]


def test_the_newest_reading_counts(rules: ps.Rulebook) -> None:
    """Wherever it stands; what an older one said is over."""
    old, new = account(health=40, on=date(2026, 5, 1)), account(health=85)
    for readings in ([old, new], [new, old]):
        assert of_code(reviewed(rules, *readings), "health-band") == []


def test_too_little_is_no_score(rules: ps.Rulebook) -> None:
    """It is said, and is no good sign."""
    found = reviewed(rules, account(health=None))
    one = only(found, "health-unknown")
    assert one.urgency is Urgency.UNKNOWN
    assert "not scored" in one.message
    assert isinstance(found.accounts[0].health, NotScored)
    assert found.accounts[0].band is None


def test_a_refused_value_is_kept_as_a_refusal(rules: ps.Rulebook) -> None:
    """With the place of the record; the customer is there all the same."""
    found = reviewed(rules, account("a-0"), account(health=101))
    assert {(each.file, each.record) for each in found.refusals} == {("accounts", 2)}
    assert len(found.refusals) == 4
    assert found.accounts[1].health is None
    assert found.accounts[1].band is None
    assert "1 record has" in only(found, "values-refused").message


def test_a_value_that_score_and_triggers_refuse_is_refused_once(
    rules: ps.Rulebook,
) -> None:
    """A Net Promoter Score of 150 is none, for both of them."""
    measures = {"nps": 150, "technical_performance": 90}
    found = reviewed(rules, account("a-1", measures=measures))
    assert [each.problem.path for each in found.refusals] == ["nps"]
    assert found.accounts[0].triggers is None


def test_an_older_value_that_triggers_refuse_is_refused(rules: ps.Rulebook) -> None:
    """The newest reading is scored; the triggers are not judged."""
    old = account(on=date(2026, 5, 1), measures={"nps": 150})
    found = reviewed(rules, account("a-0", health=101), old, account())
    assert found.refusals[-1].problem.path == "nps"
    assert found.accounts[1].health is not None
    assert found.accounts[1].triggers is None
    assert "2 records have" in only(found, "values-refused").message


def test_a_customer_that_left_needs_nobody(rules: ps.Rulebook) -> None:
    """It is there, scored and marked as gone."""
    gone = account(health=40, churned=True, renews_on=date(2026, 1, 1))
    found = reviewed(rules, gone, licences=[licence(100, 1)])
    assert {each.urgency for each in found.worst} == {Urgency.UNKNOWN}
    [one] = found.accounts
    assert (one.left, one.triggers, one.prompts) == (True, None, ())
    assert one.choice.chosen.ids == ()
    assert one.band is not None


def test_a_fired_trigger_is_found(rules: ps.Rulebook) -> None:
    """With what it rests on, since when, and which playbook it calls for."""
    days = [ON - timedelta(days=each) for each in range(120)]
    use = [usage(day, 10 if day >= ON - timedelta(days=20) else 100) for day in days]
    found = reviewed(rules, account(), usage=use)
    one = only(found, "trigger-fired")
    assert one.urgency is Urgency.SOON
    assert "TRG-01" in one.rules
    assert one.since is not None
    assert one.playbooks == ("adoption_process",)


def test_triggers_look_at_every_collection(rules: ps.Rulebook) -> None:
    """Each that is there or kept; what nobody keeps is not judged."""
    loud: dict[str, Any] = {
        "meetings": [
            ExecutiveMeeting(account_id="a-1", on=date(2026, 4, day), held=False)
            for day in (1, 15, 29)
        ],
        "requests": [ExecutiveRequest(account_id="a-1", asked_on=date(2026, 1, 5))],
        "evaluations": [
            AlternativeEvaluation(account_id="a-1", noted_on=date(2026, 4, 1))
        ],
        "tickets": [
            ticket(f"t-{each}", severity="critical", is_incident=True)
            for each in range(9)
        ],
    }
    found = reviewed(rules, account(), **loud)
    assert found.accounts[0].triggers is not None
    fired = {each.id for each in found.accounts[0].triggers.fired}
    assert fired == {
        "performance",
        "executive_disengagement",
        "competitive_activity",
    }
    quiet = TriggerSource(kept=loud)
    kept = reviewed(rules, account(), source=quiet).accounts[0].triggers
    unkept = reviewed(rules, account()).accounts[0].triggers
    assert kept is not None
    assert unkept is not None
    assert len(kept.not_judged) < len(unkept.not_judged) == 5


def test_what_triggers_cannot_judge_is_counted(rules: ps.Rulebook) -> None:
    """One finding a trigger, however many customers it concerns."""
    found = reviewed(rules, account(), account("a-2"))
    unknown = of_code(found, "trigger-unknown")
    assert [each.subject for each in unknown] == sorted(rules.triggers.names)
    assert "for 2 of 2 customers" in unknown[0].message
    alone = of_code(reviewed(rules, account()), "trigger-unknown")
    assert "for 1 of 1 customer" in alone[0].message


def test_revenue_is_what_is_paid_on_the_day(rules: ps.Rulebook) -> None:
    """By currency; a later reading says nothing yet, and who left pays nothing."""
    readings = [
        paid("90", date(2026, 1, 1)),
        paid("100"),
        paid("7", currency="CHF"),
        paid("500", date(2026, 5, 5)),
    ]
    found = reviewed(rules, account(), revenue=readings)
    assert [str(each) for each in found.accounts[0].revenue] == ["7 CHF", "100 EUR"]
    gone = reviewed(rules, account(churned=True), revenue=readings)
    assert gone.accounts[0].revenue == ()
    assert reviewed(rules, account()).accounts[0].revenue == ()


def test_licences_are_judged_by_the_newest_count(rules: ps.Rulebook) -> None:
    """Hardly used is a risk, used beyond is a chance, each type by itself."""
    counts = [
        licence(100, 90, date(2026, 1, 1)),
        licence(100, 10),
        licence(10, 12, licence_type="core"),
        licence(0, 0, licence_type="spare"),
        licence(100, 90, licence_type="good"),
    ]
    found = reviewed(rules, account(), licences=counts)
    types = [each.count.licence_type for each in found.accounts[0].licences]
    assert types == ["core", "good", "seat", "spare"]
    risky, more = only(found, "licence-at-risk"), only(found, "licence-over-used")
    assert (risky.urgency, risky.subject) == (Urgency.SOON, "a-1/seat")
    assert "10 % of the licences 'seat' are used, renewal risk High" in risky.message
    assert (more.urgency, more.subject) == (Urgency.CHANCE, "a-1/core")
    assert "2 more active than licensed" in more.message
    assert more.playbooks == ("considering_expansion",)


@pytest.mark.parametrize(
    ("days", "code", "says"),
    [
        (-1, "renewal-passed", "its contract ended on 2026-05-03"),
        (0, "renewal-ahead", "in 0 days"),
        (1, "renewal-ahead", "in 1 day: "),
        (75, "renewal-ahead", "Remind the partner"),
    ],
)
def test_the_next_renewal(rules: ps.Rulebook, days: int, code: str, says: str) -> None:
    """What is to be done ahead of it now; gone by without a word it is for now."""
    found = reviewed(rules, account(renews_on=ON + timedelta(days=days)))
    one = only(found, code)
    assert says in one.message
    assert (one.urgency is Urgency.NOW) == (days < 0)


def test_between_prompts_nothing_is_to_be_done(rules: ps.Rulebook) -> None:
    """The day of the renewal is known all the same, by the newest reading that says."""
    renews = ON + timedelta(days=300)
    old = account(on=date(2026, 4, 1), renews_on=renews)
    older = account(on=date(2026, 3, 1), renews_on=date(2026, 4, 15))
    found = reviewed(rules, account(), older, old)
    assert found.accounts[0].renews_on == renews
    assert not of_code(found, "renewal-ahead") + of_code(found, "renewal-passed")


def test_without_customers_nothing_is_claimed_of_them(rules: ps.Rulebook) -> None:
    """That there are none is said."""
    one = only(reviewed(rules), "customers-unknown")
    assert one.urgency is Urgency.UNKNOWN


def test_a_band_that_no_policy_answers_calls_for_nothing(rules: ps.Rulebook) -> None:
    """A company can call its bands by other names than its triggers do."""
    triggers = attrs.evolve(rules.triggers, responses=Catalogue(kind="band response"))
    found = reviewed(attrs.evolve(rules, triggers=triggers), account(health=40))
    assert of_code(found, "health-band") == []


def test_a_scorecard_without_bands_calls_for_nothing(rules: ps.Rulebook) -> None:
    """There is a score, and no band."""
    changed = attrs.evolve(rules, health=attrs.evolve(rules.health, bands=None))
    found = reviewed(changed, account(health=40))
    assert of_code(found, "health-band") == []
    assert found.accounts[0].band is None
    assert isinstance(found.accounts[0].health, Score)


def test_nobody_is_named_who_is_not_on_the_partner(rules: ps.Rulebook) -> None:
    """The role is, by the playbook."""
    alone = partner(team=[partner().team[0]])
    one = only(reviewed(rules, account(health=40), partner=alone), "health-band")
    assert (one.roles, one.people) == (("TAM",), ())


@pytest.mark.parametrize(
    ("stage", "roles"),
    [("post_launch", ("TAM",)), (None, ()), ("a_stage_of_another_company", ())],
)
def test_without_a_journey_the_stage_of_the_record_tells_who_acts(
    rules: ps.Rulebook, stage: str | None, roles: tuple[str, ...]
) -> None:
    """Where no rule names anybody; nobody is made up."""
    found = reviewed(
        rules, account(), licences=[licence(100, 1)], partner=partner(stage=stage)
    )
    assert only(found, "licence-at-risk").roles == roles


def test_who_leaves_later_is_a_customer_until_then(rules: ps.Rulebook) -> None:
    """The day of leaving counts, and not only that it is known."""
    for days, left in ((1, False), (0, True)):
        day = ON + timedelta(days=days)
        leaving = account(health=40, churned=True, churned_on=day)
        [one] = reviewed(rules, leaving).accounts
        assert one.left is left
        assert (one.triggers is None) is left
