"""What a review finds of a partner's operation, and of its own practice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import attrs
import pytest
from jsonschema import Draft202012Validator

import partner_success as ps
from partner_success.core.collections import EMPTY_MAP
from partner_success.partners import MaturitySheet, OperationReading
from partner_success.review import Review, Urgency, review_data, review_schema
from tests.support.reviewed import AT, ON, of_code, only, partner, snapshot

PARTS = ("operational_kpis", "system_performance", "ticket_trend", "usage_pattern")
PILLARS = ("csms", "tool", "metrics", "playbooks")
LAUNCHED = partner(actual_launch=date(2026, 3, 2))


def reading(
    points: float | None, on: date = ON, **parts: float | None
) -> OperationReading:
    """Give a reading whose parts are all one number, but for some."""
    given = {**dict.fromkeys(PARTS, points), **parts}
    return OperationReading(partner_id="acme", on=on, parts=given)


def operating(rules: ps.Rulebook, *readings: OperationReading) -> Review:
    """Review a launched partner by readings of its operation."""
    found = snapshot(partner=LAUNCHED, operations=readings)
    return ps.review(found, rules, at=AT)


def asked(
    rules: ps.Rulebook, answers: Mapping[str, bool | None], on: date = ON
) -> Review:
    """Review a partner by what is in place."""
    sheet = MaturitySheet(partner_id="acme", on=on, in_place=answers)
    return ps.review(snapshot(maturity=[sheet]), rules, at=AT)


@pytest.mark.rule("HLT-14")
def test_a_low_band_calls_for_playbooks(rules: ps.Rulebook) -> None:
    """With the part that costs most, the role that runs them, and the person in it."""
    found = operating(rules, reading(76, system_performance=68))
    one = only(found, "operation-band")
    assert one.message == (
        "operational health 74, At Risk; System performance costs most, 8 points"
    )
    assert (one.urgency, one.roles, one.people) == (Urgency.SOON, ("TAM",), ("tess",))
    assert one.playbooks == ("partner_unhappy_with_performance", "success_plan")
    assert (one.since, one.rules) == (ON, ("HLT-14", "TRG-06"))


@pytest.mark.rule("TRG-06")
def test_a_band_that_has_to_be_escalated_is_for_now(rules: ps.Rulebook) -> None:
    """And says whom to bring in."""
    one = only(operating(rules, reading(50)), "operation-band")
    assert (one.urgency, one.message[-15:]) == (Urgency.NOW, "; bring in: ceo")


def test_where_every_part_is_lost_alike_the_first_is_named(rules: ps.Rulebook) -> None:
    """The message always says what to look at."""
    one = only(operating(rules, reading(75)), "operation-band")
    assert "Operational KPIs costs most" in one.message


@pytest.mark.parametrize("points", [85, 95])
def test_a_good_band_is_no_finding(rules: ps.Rulebook, points: int) -> None:
    """Healthy needs nobody, and no playbook sells to a partner that operates well."""
    found = operating(rules, reading(points))
    assert of_code(found, "operation-band") == []
    assert of_code(found, "operation-unknown") == []
    assert found.operation is not None
    assert found.operation.band is not None


def test_bands_that_no_response_answers_call_for_nobody(rules: ps.Rulebook) -> None:
    """So do scores without bands."""
    responses = attrs.evolve(rules.triggers, responses=EMPTY_MAP)
    unanswered = attrs.evolve(rules, triggers=responses)
    assert of_code(operating(unanswered, reading(50)), "operation-band") == []
    card = attrs.evolve(rules.partner_health, bands=None)
    unbanded = operating(attrs.evolve(rules, partner_health=card), reading(50))
    assert of_code(unbanded, "operation-band") == []
    assert unbanded.operation is not None
    assert unbanded.operation.band is None


def test_the_newest_reading_counts(rules: ps.Rulebook) -> None:
    """Later ones have not happened yet."""
    day = timedelta(days=1)
    found = operating(rules, reading(50, ON - day), reading(95), reading(40, ON + day))
    assert of_code(found, "operation-band") == []
    assert found.operation is not None
    assert found.operation.reading.on == ON


def test_who_launched_without_a_reading_is_not_known(rules: ps.Rulebook) -> None:
    """Before its launch a partner operates nothing, and misses none."""
    assert only(operating(rules), "operation-unknown").urgency is Urgency.UNKNOWN
    before = ps.review(snapshot(), rules, at=AT)
    assert of_code(before, "operation-unknown") == []
    assert before.operation is None


def test_too_few_parts_are_not_known(rules: ps.Rulebook) -> None:
    """Half of the weight is less than the rulebook takes for enough."""
    few = reading(90, ticket_trend=None, usage_pattern=None)
    one = only(operating(rules, few), "operation-unknown")
    assert one.message.startswith("operational health: ")


def test_values_of_a_reading_that_are_refused_are_told(rules: ps.Rulebook) -> None:
    """Where they stand; and no score is made of the others."""
    found = operating(rules, reading(90, ticket_trend=101))
    [refusal] = found.refusals
    assert (refusal.file, refusal.record) == ("operations", 1)
    assert refusal.problem.path == "ticket_trend"
    assert found.operation is not None
    assert (found.operation.health, found.operation.band) == (None, None)
    assert of_code(found, "operation-unknown") == []
    assert only(found, "values-refused")


@pytest.mark.rule("RDY-08")
def test_what_is_not_in_place_is_told(rules: ps.Rulebook) -> None:
    """With the stage, and what to build next."""
    found = asked(rules, dict(zip(PILLARS, (True, True, False, False), strict=True)))
    one = only(found, "maturity-open")
    assert one.message == (
        f"CS maturity: stage 2 of 4, on {ON}: agree on metrics and measure them"
    )
    assert (one.urgency, one.gravity) == (Urgency.WATCH, 2)
    assert of_code(found, "maturity-unknown") == []


def test_a_whole_practice_is_no_finding(rules: ps.Rulebook) -> None:
    """Nothing is known to be missing, and everything is answered."""
    found = asked(rules, dict.fromkeys(PILLARS, True))
    assert of_code(found, "maturity-open") == of_code(found, "maturity-unknown") == []


def test_what_was_not_answered_is_not_known(rules: ps.Rulebook) -> None:
    """What is in place and what is not is told beside it."""
    found = asked(rules, {"csms": True, "tool": False, "metrics": True})
    one = only(found, "maturity-unknown")
    assert one.message == f"CS maturity of {ON} is open: not answered: playbooks"
    assert only(found, "maturity-open")


def test_nobody_asked(rules: ps.Rulebook) -> None:
    """A partner of which nobody asked has no maturity, and the review says so."""
    found = ps.review(snapshot(), rules, at=AT)
    assert "nobody asked" in only(found, "maturity-unknown").message
    later = asked(rules, dict.fromkeys(PILLARS, True), ON + timedelta(days=1))
    assert later.maturity is None


def test_answers_about_no_pillar_are_refused(rules: ps.Rulebook) -> None:
    """By the name that no pillar has."""
    found = asked(rules, {"csms": True, "tols": True})
    [refusal] = found.refusals
    assert (refusal.file, refusal.problem.path) == ("maturity", "tols")
    assert found.maturity is not None
    assert found.maturity.maturity is None
    assert of_code(found, "maturity-unknown") == of_code(found, "maturity-open") == []


def test_both_are_given_as_data(rules: ps.Rulebook) -> None:
    """By the schema; what is not known is null."""
    sheet = MaturitySheet(partner_id="acme", on=ON, in_place={"csms": False})
    both = snapshot(operations=[reading(75)], maturity=[sheet])
    data = review_data(ps.review(both, rules, at=AT))
    schema = review_schema()
    whole = {**schema["$defs"]["partner"], "$defs": schema["$defs"]}
    Draft202012Validator(whole).validate(data)
    assert data["operation"]["score"] == {"value": 75.0, "exact": "75"}
    assert data["operation"]["band"]["id"] == "at_risk"
    assert data["maturity"] == {
        "on": str(ON),
        "stage": None,
        "to_build": ["csms"],
        "not_answered": ["tool", "metrics", "playbooks"],
    }
    refused = asked(rules, {"tols": True})
    assert review_data(refused)["maturity"]["stage"] is None
    assert review_data(refused)["operation"] is None
