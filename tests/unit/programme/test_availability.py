"""What general availability lacks, from a record of what there is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core import Catalogue
from partner_success.errors import InvalidDataError, InvalidUseError, InvalidValueError
from partner_success.programme import (
    AvailabilityFacts,
    Counted,
    ExitCriterion,
    check_availability,
)
from partner_success.programme.pilot import EnablementSession

DAY = date(2026, 11, 16)
SETTLED = {
    "qualification_set": "guide, page 4",
    "onboarding_planned": "wiki/onboarding",
    "metrics_settled": "wiki/metrics",
    "incentives_settled": "wiki/incentives",
}
QUARTERS = {
    date(2027, 1, 1): 10,
    date(2027, 4, 1): 20,
    date(2027, 7, 1): 35,
    date(2027, 10, 1): 50,
}
SIX = (
    "qualification_set",
    "onboarding_planned",
    "sessions_recorded",
    "quarters_planned",
    "metrics_settled",
    "incentives_settled",
)


def session(region: str = "emea", on: Any = DAY, where: Any = "portal/1") -> Any:
    """Make a session that was recorded on the day."""
    return EnablementSession(region=region, on=on, where=where)


def facts(**changes: Any) -> AvailabilityFacts:
    """Make facts that lack nothing."""
    parts: dict[str, Any] = {
        "settled": SETTLED,
        "regions": ("emea", "apac"),
        "sessions": (session(), session("apac")),
        "quarter_goals": QUARTERS,
    }
    return AvailabilityFacts(**{**parts, **changes})


def lacking(rules: ps.Rulebook, given: AvailabilityFacts) -> list[str]:
    """Give the ids of what is open on the day."""
    found = check_availability(rules.programme, given, on=DAY)
    return [each.criterion.id for each in found.open]


@pytest.mark.rule("PRG-07")
def test_six_things_are_needed(rules: ps.Rulebook) -> None:
    """Of nothing all six are lacking, each with a reason; of everything none is."""
    nothing = check_availability(rules.programme, AvailabilityFacts(), on=DAY)
    assert tuple(each.criterion.id for each in nothing.open) == SIX == nothing.needs.ids
    assert nothing.met == Counted(count=0, of=6)
    assert not nothing.complete
    assert len(nothing.reasons) == 6
    everything = check_availability(rules.programme, facts(), on=DAY)
    assert (everything.open, everything.reasons) == ((), ())
    assert everything.complete


@pytest.mark.rule("PRG-07")
@pytest.mark.parametrize("missing", SETTLED)
def test_each_thing_that_is_settled_has_evidence(
    rules: ps.Rulebook, missing: str
) -> None:
    """Where one has none, it alone is lacking."""
    settled = {name: text for name, text in SETTLED.items() if name != missing}
    assert lacking(rules, facts(settled=settled)) == [missing]


@pytest.mark.rule("PRG-07")
@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"sessions": (session(),)}, ["no-session"]),
        ({"sessions": (), "regions": ()}, ["no-regions"]),
        (
            {"sessions": (session(), session("apac", date(2026, 11, 17)))},
            ["no-session"],
        ),
    ],
)
def test_every_region_has_a_session(
    rules: ps.Rulebook, changes: dict[str, Any], codes: list[str]
) -> None:
    """A region without one lacks it, one that is to come is none, and so is nothing."""
    [found] = check_availability(rules.programme, facts(**changes), on=DAY).open
    assert found.criterion.id == "sessions_recorded"
    assert [reason.code for reason in found.reasons] == codes


@pytest.mark.rule("PRG-07")
@pytest.mark.parametrize("quarter", QUARTERS)
def test_four_quarters_ahead_have_goals(rules: ps.Rulebook, quarter: date) -> None:
    """Each of the next four is needed, and a fifth is not."""
    goals = {day: count for day, count in QUARTERS.items() if day != quarter}
    assert lacking(rules, facts(quarter_goals=goals)) == ["quarters_planned"]
    fifth = {**QUARTERS, date(2028, 1, 1): 60}
    assert not lacking(rules, facts(quarter_goals=fifth))
    present = {date(2026, 10, 1): 4, **QUARTERS}
    del present[date(2027, 10, 1)]
    assert not lacking(rules, facts(quarter_goals=present))


def test_it_shows_itself(rules: ps.Rulebook) -> None:
    """What is there is told with what shows it, what is not with what is missing."""
    found = check_availability(rules.programme, facts(sessions=(session(),)), on=DAY)
    assert str(found) == "General availability on 2026-11-16: 5 of 6 in place"
    rows = found.explain().rows
    assert rows[0] == (
        "It is written down which partners qualify",
        "met",
        "guide, page 4",
    )
    assert rows[2][1:] == (
        "open",
        "no enablement session is recorded for the region 'apac'",
    )
    assert rows[3][1:] == ("met", "")


@pytest.mark.rule("PRG-07")
def test_what_the_facts_cannot_tell_stays_open(rules: ps.Rulebook) -> None:
    """A company that asks for seats besides is told that this takes its log."""
    seats = ExitCriterion(
        id="seats", name="Legal is there", check="seats_filled", acts=("legal",),
        seats=("legal",),
    )  # fmt: skip
    stages = [
        attrs.evolve(each, criteria=Catalogue([seats, *each.criteria]))
        if each.id == "rollout"
        else each
        for each in rules.programme.stages
    ]
    policy = attrs.evolve(rules.programme, stages=Catalogue(stages, kind="stage"))
    found = check_availability(policy, facts(), on=DAY)
    [opened] = found.open
    assert (opened.criterion.id, opened.acts) == ("seats", ("legal",))
    assert [reason.code for reason in opened.reasons] == ["not-told"]


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"settled": {"qualification_set": " "}}, ["settled['qualification_set']"]),
        ({"settled": ["qualification_set"]}, ["settled"]),
        ({"regions": 7, "sessions": ()}, ["regions"]),
        ({"regions": ("emea", "apac", "emea")}, ["regions[2]"]),
        ({"regions": ("emea", "apac", "")}, ["regions[2]"]),
        ({"sessions": ("emea",)}, ["sessions[0]"]),
        ({"sessions": (session("emae"),)}, ["sessions[0].region"]),
        ({"sessions": (session("zzz"),)}, ["sessions[0].region"]),
        (
            {"sessions": (session(7, None, ""),)},  # type: ignore[arg-type]
            ["sessions[0].on", "sessions[0].where", "sessions[0].region"],
        ),
        ({"quarter_goals": 4}, ["quarter_goals"]),
        (
            {"quarter_goals": {date(2027, 1, 2): 4}},
            ["quarter_goals[datetime.date(2027, 1, 2)]"],
        ),
        ({"quarter_goals": {"Q1": 4}}, ["quarter_goals['Q1']"]),
        (
            {"quarter_goals": {date(2027, 1, 1): 0}},
            ["quarter_goals[datetime.date(2027, 1, 1)]"],
        ),
        (
            {"quarter_goals": {date(2027, 1, 1): 1.5}},
            ["quarter_goals[datetime.date(2027, 1, 1)]"],
        ),
        (
            {"quarter_goals": {date(2027, 1, 1): 1, date(2027, 5, 1): 1}},
            ["quarter_goals"],
        ),
    ],
)
def test_wrong_facts(changes: dict[str, Any], paths: list[str]) -> None:
    """What cannot be meant is refused by its path."""
    with pytest.raises(InvalidDataError) as caught:
        facts(**changes)
    assert [each.path for each in caught.value.problems] == paths


def test_only_what_is_settled_can_be(rules: ps.Rulebook) -> None:
    """A criterion that is counted, or that is none, is refused with what is near."""
    settled = {"sessions_recorded": "yes", "metrics_setled": "wiki"}
    with pytest.raises(InvalidDataError, match="did you mean 'metrics_settled'") as e:
        check_availability(rules.programme, facts(settled=settled), on=DAY)
    assert [each.path for each in e.value.problems] == [
        "settled['sessions_recorded']",
        "settled['metrics_setled']",
    ]


def test_wrong_arguments(rules: ps.Rulebook) -> None:
    """Another policy, another record and an instant are refused."""
    wrong: Any = {}
    with pytest.raises(InvalidUseError, match="needs a ProgrammePolicy"):
        check_availability(wrong, facts(), on=DAY)
    with pytest.raises(InvalidUseError, match="needs a AvailabilityFacts"):
        check_availability(rules.programme, wrong, on=DAY)
    with pytest.raises(InvalidValueError, match="on needs a day"):
        check_availability(
            rules.programme, facts(), on=datetime(2026, 11, 16, tzinfo=UTC)
        )
