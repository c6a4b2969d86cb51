"""What a person owes their partners on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core.collections import Catalogue
from partner_success.core.fiscal import FiscalYear
from partner_success.core.months import months_after
from partner_success.engagement import (
    ActivityDone,
    DueItem,
    DueList,
    DueState,
    PartnerInCare,
)
from partner_success.engagement.cadence.periods import (
    ActivityPeriod,
    Periods,
    weeks_after,
)
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from tests.unit.engagement.offices import OFFICE

LAUNCH = date(2026, 4, 25)
ACME = PartnerInCare(partner_id="acme", launched_on=LAUNCH)
BIRCH = PartnerInCare(partner_id="birch", launched_on=date(2026, 4, 1), enterprise=True)


def done(activity: str, day: date, number: int | None = None) -> ActivityDone:
    """Give a record of what was done for the first partner."""
    return ActivityDone(
        activity=activity, partner_id="acme", on=day, by="p-1", number=number
    )


def owed(
    rules: ps.Rulebook, day: date, *records: ActivityDone, **given: Any
) -> DueList:
    """Give the list of the first partner."""
    return rules.cadence.due_list(
        [ACME], day, records, **{"role": "TAM", "calendar": OFFICE, **given}
    )


def item(found: DueList, name: str) -> DueItem:
    """Give the line of one activity."""
    [line] = [each for each in found.items if each.id == name]
    return line


@pytest.mark.rule("CAD-03")
def test_the_lists_of_the_guide(rules: ps.Rulebook) -> None:
    """Each week, month and quarter has the four activities of the guide."""
    lists = {
        period: [each.id for each in rules.cadence.activities if each.period == period]
        for period in ActivityPeriod
    }
    assert lists == {
        "week": [
            *("operational_metrics", "ticket_status", "system_health"),
            "partner_messages",
        ],
        "month": [
            *("check_in_call", "monthly_metrics", "optimisations"),
            "health_scorecard",
        ],
        "quarter": [
            *("quarterly_review", "success_plan", "expansion", "achievements"),
        ],
    }
    assert {each.role for each in rules.cadence.activities} == {"TAM"}


@pytest.mark.rule("CAD-03")
def test_weeks_begin_on_monday(rules: ps.Rulebook) -> None:
    """After a launch on a Saturday the first week to count begins two days later."""
    assert owed(rules, date(2026, 4, 26)).items == ()
    line = item(owed(rules, date(2026, 4, 27)), "ticket_status")
    assert (line.state, line.since, line.by) == (
        DueState.DUE,
        date(2026, 4, 27),
        date(2026, 5, 3),
    )
    line = item(owed(rules, date(2026, 5, 3)), "ticket_status")
    assert (line.state, line.missed) == (DueState.DUE, 0)
    line = item(owed(rules, date(2026, 5, 4)), "ticket_status")
    assert (line.state, line.by, line.missed) == (
        DueState.OVERDUE,
        date(2026, 5, 3),
        1,
    )


@pytest.mark.rule("CAD-03")
def test_whoever_does_the_next_one_has_done_with_the_missed(rules: ps.Rulebook) -> None:
    """One that was done is done for its week, due in the next, overdue after that."""
    record = done("ticket_status", date(2026, 5, 20))
    line = item(owed(rules, date(2026, 5, 19), record), "ticket_status")
    assert (line.state, line.missed, line.done) == (DueState.OVERDUE, 3, None)
    line = item(owed(rules, date(2026, 5, 20), record), "ticket_status")
    assert (line.state, line.by) == (DueState.DONE, date(2026, 5, 24))
    line = item(owed(rules, date(2026, 5, 25), record), "ticket_status")
    assert (line.state, line.by, line.done) == (
        DueState.DUE,
        date(2026, 5, 31),
        record,
    )
    line = item(owed(rules, date(2026, 6, 8), record), "ticket_status")
    assert (line.state, line.by, line.missed) == (
        DueState.OVERDUE,
        date(2026, 5, 31),
        2,
    )


@pytest.mark.rule("CAD-03")
def test_months_and_quarters_count_when_they_are_whole(rules: ps.Rulebook) -> None:
    """The month of the launch asks for nothing, nor does its quarter."""
    names = {each.id for each in owed(rules, date(2026, 4, 30)).items}
    assert names.isdisjoint({"monthly_metrics", "success_plan"})
    line = item(owed(rules, date(2026, 5, 1)), "monthly_metrics")
    assert (line.state, line.by) == (DueState.DUE, date(2026, 5, 31))
    assert item(owed(rules, date(2026, 6, 1)), "monthly_metrics").missed == 1
    assert item(owed(rules, date(2026, 7, 1)), "success_plan").by == date(2026, 9, 30)
    early = done("monthly_metrics", LAUNCH)
    assert item(owed(rules, date(2026, 5, 1), early), "monthly_metrics").done == early


@pytest.mark.rule("CAD-03")
def test_quarters_are_those_of_the_fiscal_year(rules: ps.Rulebook) -> None:
    """A fiscal year from February has a quarter that begins with May."""
    found = owed(rules, date(2026, 5, 4), fiscal_year=FiscalYear(2))
    line = item(found, "success_plan")
    assert (line.since, line.by) == (date(2026, 5, 1), date(2026, 7, 31))


@pytest.mark.rule("CAD-03")
def test_touchpoints_are_due_from_the_monday_of_their_week(rules: ps.Rulebook) -> None:
    """Planned on a Saturday, held on a Monday, and overdue from Tuesday on."""
    names = {each.id for each in owed(rules, date(2026, 5, 3)).items}
    assert "check_in" not in names
    line = item(owed(rules, date(2026, 5, 4)), "check_in")
    assert (line.state, line.number, line.by) == (DueState.DUE, 1, date(2026, 5, 4))
    assert line.title == "Check-in 1"
    line = item(owed(rules, date(2026, 5, 5)), "check_in")
    assert (line.state, line.missed) == (DueState.OVERDUE, 1)
    line = item(owed(rules, date(2026, 5, 12)), "check_in")
    assert (line.number, line.missed) == (1, 2)
    held = done("check_in", date(2026, 5, 6), 1)
    line = item(owed(rules, date(2026, 5, 6), held), "check_in")
    assert (line.state, line.number) == (DueState.DONE, 1)
    line = item(owed(rules, date(2026, 5, 11), held), "check_in")
    assert (line.state, line.number, line.missed) == (DueState.DUE, 2, 0)


@pytest.mark.rule("CAD-03")
def test_a_touchpoint_held_early_is_done(rules: ps.Rulebook) -> None:
    """The next one can be held before its week; one further ahead is a mistake."""
    early = done("check_in", date(2026, 5, 8), 2)
    line = item(owed(rules, date(2026, 5, 8), early), "check_in")
    assert (line.state, line.number) == (DueState.DONE, 1)
    line = item(owed(rules, date(2026, 5, 11), early), "check_in")
    assert (line.state, line.number) == (DueState.DONE, 2)
    far = done("check_in", date(2026, 5, 8), 3)
    with pytest.raises(InvalidDataError, match="by the end of the week there are 1;"):
        owed(rules, date(2026, 5, 8), far)


@pytest.mark.rule("CAD-03")
def test_dated_touchpoints_stand_for_their_activities(rules: ps.Rulebook) -> None:
    """The check-in call of the month is no line beside the check-ins themselves."""
    names = {each.id for each in owed(rules, date(2027, 5, 4)).items}
    assert {"check_in", "business_review"} <= names
    assert names.isdisjoint({"check_in_call", "quarterly_review"})


@pytest.mark.rule("CAD-03")
def test_a_role_is_asked_for_its_own_only(rules: ps.Rulebook) -> None:
    """Where somebody else holds the check-ins, they are on the list of that role."""
    kinds = Catalogue(
        attrs.evolve(each, role="CSM") if each.id == "check_in" else each
        for each in rules.cadence.kinds
    )
    ours = attrs.evolve(rules.cadence, kinds=kinds)
    lists = {
        role: ours.due_list([ACME], date(2026, 9, 7), role=role, calendar=OFFICE)
        for role in ("CSM", "TAM")
    }
    assert [each.id for each in lists["CSM"].items] == ["check_in"]
    names = {each.id for each in lists["TAM"].items}
    assert "business_review" in names
    assert "check_in" not in names


@pytest.mark.rule("CAD-02", "CAD-03")
def test_a_list_holds_every_partner_in_care(rules: ps.Rulebook) -> None:
    """What presses most comes first; a partner that launches later is left out."""
    later = PartnerInCare(partner_id="cedar", launched_on=date(2026, 5, 7))
    records = [
        done("ticket_status", date(2026, 5, 4)),
        done("ticket_status", date(2026, 5, 5)),
        ActivityDone(
            activity="system_health", partner_id="dale", on=date(2026, 5, 4), by="p-2"
        ),
    ]
    found = rules.cadence.due_list(
        iter([ACME, BIRCH, later]),
        date(2026, 5, 6),
        iter(records),
        role="TAM",
        calendar=OFFICE,
    )
    assert {each.partner_id for each in found.items} == {"acme", "birch"}
    assert found.items == (*found.overdue, *found.due, *found.done)
    assert [each.by for each in found.overdue] == sorted(
        each.by for each in found.overdue
    )
    assert [each.done for each in found.done] == [records[1]]
    reviews = [each.id for each in found.items if each.id == "executive_review"]
    assert reviews == ["executive_review"]
    explained = found.explain()
    assert str(found) == explained.title
    assert explained.title.startswith("TAM on 2026-05-06: ")
    assert explained.rows[-1] == (
        *("acme", "See how the support tickets stand", "done", "2026-05-10", "0"),
        "2026-05-05",
    )
    assert explained.provenance.edition == rules.edition.id


@pytest.mark.rule("CAD-03")
def test_what_the_cadence_does_not_know_is_named(rules: ps.Rulebook) -> None:
    """Every record that names something else is told by its place."""
    records: list[Any] = [
        done("ticket_status", date(2026, 5, 4)),
        done("tickets_status", date(2026, 5, 4)),
        done("golf", date(2026, 5, 4)),
        done("check_in", date(2026, 5, 4)),
        done("check_in_call", date(2026, 5, 4)),
        done("ticket_status", date(2026, 5, 4), 1),
        "ticket_status",
    ]
    with pytest.raises(InvalidDataError) as caught:
        owed(rules, date(2026, 5, 6), *records)
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("[1].activity", "unknown"),
        ("[2].activity", "unknown"),
        ("[3].number", "missing-key"),
        ("[4].activity", "is-touchpoint"),
        ("[5].number", "needless"),
        ("[6]", "wrong-type"),
    ]
    near, far = caught.value.problems[:2]
    assert "did you mean 'ticket_status'?" in near.message
    assert "known: check_in, business_review" in far.message


@pytest.mark.rule("CAD-03")
def test_wrong_questions_are_refused(rules: ps.Rulebook) -> None:
    """A role, a day, a partner and a calendar have to be what they are called."""
    day = date(2026, 5, 6)
    with pytest.raises(UnknownNameError, match="no role of the cadence"):
        owed(rules, day, role="PSM")
    wrong: Any = "2026-05-06"
    with pytest.raises(InvalidValueError, match="on needs"):
        owed(rules, wrong)
    partner: Any = "acme"
    with pytest.raises(InvalidUseError, match="PartnerInCare records"):
        rules.cadence.due_list([partner], day, role="TAM", calendar=OFFICE)
    with pytest.raises(InvalidUseError, match="calendar is a WorkingCalendar"):
        owed(rules, day, calendar="Mon-Fri")
    with pytest.raises(InvalidValueError, match="50 years at most"):
        owed(rules, date(2080, 5, 6))


@pytest.mark.rule("CAD-03")
def test_records_tell_all_their_faults() -> None:
    """What was done and who is cared for are checked when they are made."""
    nothing: Any = ""
    with pytest.raises(InvalidDataError) as caught:
        ActivityDone(activity="", partner_id="", on=nothing, by="", number=0)
    paths = [each.path for each in caught.value.problems]
    assert paths == ["activity", "partner_id", "on", "by", "number"]
    truth: Any = True
    with pytest.raises(InvalidDataError, match="from 1 up"):
        done("check_in", LAUNCH, truth)
    with pytest.raises(InvalidDataError) as caught:
        PartnerInCare(partner_id="", launched_on=nothing, enterprise=nothing)
    assert len(caught.value.problems) == 3


@pytest.mark.rule("CAD-03")
def test_periods_reach_as_far_as_dates_do() -> None:
    """The first and the last weeks and quarters are cut, never an error."""
    periods = Periods(week_begins=3, fiscal_year=FiscalYear(2))
    for day in (date.min, date.max):
        for each in ActivityPeriod:
            assert periods.numbered(each, periods.number(each, day)).contains(day)
    last = periods.number(ActivityPeriod.QUARTER, date.max)
    assert periods.numbered(ActivityPeriod.QUARTER, last).last == date.max
    assert months_after(date(9999, 12, 1), 1) is None
    assert weeks_after(date(9999, 12, 31), 1) is None


@pytest.mark.rule("CAD-03")
def test_a_list_near_the_last_day(rules: ps.Rulebook) -> None:
    """The last week of all can be asked about."""
    partner = PartnerInCare(partner_id="acme", launched_on=date(9999, 11, 1))
    found = rules.cadence.due_list([partner], date.max, role="TAM", calendar=OFFICE)
    assert item(found, "ticket_status").missed > 0
