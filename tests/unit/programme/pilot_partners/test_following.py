"""How a pilot goes with its partners: platform, training, metrics, feedback, KPIs."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.core.months import (
    months_after,
    whole_months,
)
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
)
from partner_success.programme.pilot_partners import (
    OnPlatform,
    PilotFeedback,
    PlatformState,
    SharedMetrics,
    SharingAgreement,
    SharingState,
    TrainingPlace,
    feedback_report,
    platform_report,
    psm_kpi_report,
    sharing_report,
    training_report,
)

some = settings(max_examples=min(50, settings().max_examples))
DAYS = st.dates(date(1, 1, 1), date(9990, 1, 1))
LAST = date(9999, 12, 31)


@some
@given(DAYS, st.integers(0, 60))
def test_months_end_where_the_next_has_begun(start: date, count: int) -> None:
    """So many months are over on their day, and not on the day before."""
    day = months_after(start, count)
    assert day is not None
    assert whole_months(start, day) == count
    if count:
        assert whole_months(start, day - timedelta(days=1)) == count - 1
    assert day.day == start.day or (day + timedelta(days=1)).day == 1


@pytest.mark.rule("PRG-09")
@pytest.mark.parametrize(
    ("since", "on", "months", "state"),
    [
        (date(2026, 3, 15), date(2026, 3, 14), 0, PlatformState.NOT_BEGUN),
        (date(2026, 3, 15), date(2026, 3, 15), 0, PlatformState.STAYS),
        (date(2026, 3, 15), date(2026, 9, 14), 5, PlatformState.STAYS),
        (date(2026, 3, 15), date(2026, 9, 15), 6, PlatformState.MAY_MOVE),
        (date(2026, 3, 15), date(2027, 3, 14), 11, PlatformState.MAY_MOVE),
        (date(2026, 3, 15), date(2027, 3, 15), 12, PlatformState.NEEDS_OWN),
        (date(2026, 8, 31), date(2027, 2, 27), 5, PlatformState.STAYS),
        (date(2026, 8, 31), date(2027, 2, 28), 6, PlatformState.MAY_MOVE),
        (date(2028, 2, 29), date(2029, 2, 28), 12, PlatformState.NEEDS_OWN),
        (date(9999, 12, 1), LAST, 0, PlatformState.STAYS),
    ],
)
def test_the_platform_of_the_vendor(
    rules: ps.Rulebook, since: date, on: date, months: int, state: PlatformState
) -> None:
    """Below 6 months a partner stays, from 6 on it may move, at 12 it has to."""
    partner = OnPlatform(partner_id="acme", since=since)
    found = platform_report([partner], rules.programme, on=on).partners["acme"]
    assert (found.months, found.state) == (months, state)
    assert found.reason.code == state.value.replace(" ", "-")
    assert found.may_move_on == months_after(since, 6)
    assert found.needs_own_on == months_after(since, 12)


@pytest.mark.rule("PRG-09")
def test_a_platform_of_its_own(rules: ps.Rulebook) -> None:
    """From its first day on nothing is needed; the report counts who needs one."""
    own = OnPlatform(
        partner_id="brook", since=date(2025, 1, 1), own_since=date(2026, 2, 1)
    )
    old = OnPlatform(partner_id="acme", since=date(2025, 1, 1))
    new = OnPlatform(partner_id="late", since=date(9999, 12, 1))
    for day, states in (
        (date(2026, 1, 31), ["needs its own", "needs its own", "not begun"]),
        (date(2026, 2, 1), ["has its own", "needs its own", "not begun"]),
    ):
        found = platform_report([own, old, new], rules.programme, on=day)
        assert [each.state.value for each in found.partners] == states
    told = found.explain()
    assert told.title == (
        "Vendor's platform on 2026-02-01: 1 of 3 partners need their own"
    )
    assert told.rows[2] == ("late", "0", "not begun", "", "")


def test_partners_on_the_platform_with_faults(rules: ps.Rulebook) -> None:
    """Doubles, days in a wrong order, and no partners."""
    acme = OnPlatform(partner_id="acme", since=date(2026, 1, 1))
    wrong: Any = [acme, acme, None]
    with pytest.raises(InvalidDataError) as caught:
        platform_report(wrong, rules.programme, on=LAST)
    assert [each.path for each in caught.value.problems] == [
        "partners[2]",
        "partners[1].partner_id",
    ]
    with pytest.raises(InvalidDataError, match="own_since: is before since"):
        attrs.evolve(acme, own_since=date(2025, 1, 1))
    no_day: Any = "2026-01-01"
    with pytest.raises(InvalidValueError):
        platform_report([], rules.programme, on=no_day)


def place(partner: str, who: str, course: str, day: date | None) -> TrainingPlace:
    """Give a place in a course."""
    return TrainingPlace(
        partner_id=partner, person_id=who, course=course, completed_on=day
    )


@pytest.mark.rule("PRG-09")
def test_training_is_counted_to_completion() -> None:
    """By partner and in all; nothing known is not complete, nor what lies ahead."""
    places = [
        place("acme", "ada", "basics", date(2026, 5, 1)),
        place("brook", "ben", "basics", date(2026, 5, 2)),
        place("acme", "ada", "plays", date(2026, 5, 4)),
        place("brook", "ben", "plays", None),
    ]
    names = ["brook", "acme", "cedar"]
    found = training_report(places, partners=names, on=date(2026, 5, 4))
    assert (found.completed, found.all) == (3, 4)
    assert found.complete_partners == ("acme",)
    assert found.untracked == ("cedar",)
    done = [(each.id, each.completed_on) for each in found.partners]
    assert done == [("brook", None), ("acme", date(2026, 5, 4)), ("cedar", None)]
    told = found.explain()
    assert told.title == (
        "Training on 2026-05-04: 3 of 4 places completed, 1 of 3 partners complete"
    )
    assert told.remarks == ("open: brook, ben, plays", "nothing is known of: cedar")
    before = training_report(places, partners=["acme", "brook"], on=date(2026, 5, 3))
    assert before.complete_partners == ()
    assert before.completed == 2
    assert before.explain().remarks[-1] == "open: brook, ben, plays"


def test_training_that_cannot_be_meant() -> None:
    """Doubles, strangers, and records that are none or have faults."""
    one = place("acme", "ada", "basics", None)
    wrong: Any = [one, one, place("acne", "ada", "basics", None), "x"]
    with pytest.raises(InvalidDataError) as caught:
        training_report(wrong, partners=["acme"], on=LAST)
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("places[3]", "wrong-type"),
        ("places[1]", "duplicate"),
        ("places[2].partner_id", "unknown"),
    ]
    with pytest.raises(InvalidUseError):
        training_report([], partners="acme", on=LAST)
    with pytest.raises(InvalidDataError) as caught:
        training_report([], partners=["acme", "acme", " "], on=LAST)
    assert [each.code for each in caught.value.problems] == ["duplicate-id", "blank"]
    no_day: Any = 5
    with pytest.raises(InvalidDataError) as caught:
        place("", " b", "", no_day)
    assert len(caught.value.problems) == 4


AGREED = SharingAgreement(partner_id="acme", starts_on=date(2026, 1, 31))


def shared(number: int, day: date, partner: str = "acme") -> SharedMetrics:
    """Give a record of sharing."""
    return SharedMetrics(partner_id=partner, number=number, on=day)


@pytest.mark.rule("PRG-09")
def test_metrics_are_due_every_month(rules: ps.Rulebook) -> None:
    """Counted from the start, so that a short month moves no later day."""
    records = [
        shared(1, date(2026, 2, 28)),
        shared(2, date(2026, 4, 1)),
        shared(4, date(2026, 5, 30)),
    ]
    found = sharing_report([AGREED], records, rules.programme, on=date(2026, 6, 1))
    told = [(each.due_on, each.state) for each in found.partners["acme"].sharings]
    assert told == [
        (date(2026, 2, 28), SharingState.IN_TIME),
        (date(2026, 3, 31), SharingState.LATE),
        (date(2026, 4, 30), SharingState.MISSING),
        (date(2026, 5, 31), SharingState.IN_TIME),
        (date(2026, 6, 30), SharingState.DUE),
    ]
    assert not found.partners["acme"].kept
    shown = found.explain()
    assert shown.title == "Metrics shared, on 2026-06-01: 1 missing"
    assert shown.rows == (("acme", "1", "2", "1", "1", "1"),)
    assert shown.remarks == ("missing since 2026-04-30: acme, number 3",)


@pytest.mark.rule("PRG-09")
@pytest.mark.parametrize(
    ("on", "states"),
    [
        (date(2026, 1, 1), ["due"]),
        (date(2026, 2, 28), ["due"]),
        (date(2026, 3, 1), ["missing", "due"]),
        (date(2026, 3, 2), ["late", "due"]),
    ],
)
def test_a_sharing_is_in_time_on_its_day(
    rules: ps.Rulebook, on: date, states: list[str]
) -> None:
    """It is missing from the day after, until it is done; later days are not seen."""
    record = [shared(1, date(2026, 3, 2))]
    found = sharing_report([AGREED], record, rules.programme, on=on)
    assert [each.state.value for each in found.partners["acme"].sharings] == states


@pytest.mark.rule("PRG-09")
def test_another_frequency_and_an_end(rules: ps.Rulebook) -> None:
    """What is agreed goes before the rulebook; after the end nothing is due."""
    quarterly = attrs.evolve(AGREED, months=3, ends_on=date(2026, 8, 1))
    early = [shared(1, date(2026, 2, 1))]
    found = sharing_report([quarterly], early, rules.programme, on=date(2026, 2, 2))
    told = [(each.due_on, each.state) for each in found.of(SharingState.DUE)]
    assert told == [(date(2026, 7, 31), SharingState.DUE)]
    done = [*early, shared(2, date(2026, 7, 31))]
    after = sharing_report([quarterly], done, rules.programme, on=LAST)
    assert len(after.partners["acme"].sharings) == 2
    assert after.partners["acme"].kept
    forever = attrs.evolve(AGREED, months=10**30)
    never = sharing_report([forever], [], rules.programme, on=LAST)
    assert never.partners["acme"].sharings == ()


def test_sharing_that_cannot_be_meant(rules: ps.Rulebook) -> None:
    """Doubles, strangers, numbers that are none, and days in a wrong order."""
    records = [
        shared(1, date(2026, 2, 1)),
        shared(1, date(2026, 2, 2)),
        shared(1, date(2026, 2, 2), "brook"),
    ]
    with pytest.raises(InvalidDataError) as caught:
        sharing_report([AGREED, AGREED], records, rules.programme, on=LAST)
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("agreements[1].partner_id", "duplicate-id"),
        ("shared[1]", "duplicate"),
        ("shared[2].partner_id", "unknown"),
    ]
    for number in (0, True, None, 1.5):
        wrong: Any = number
        with pytest.raises(
            InvalidDataError, match=r"number: .* whole number from 1 up"
        ):
            shared(wrong, LAST)
    with pytest.raises(InvalidDataError, match="months: must be a whole number"):
        attrs.evolve(AGREED, months=0)
    with pytest.raises(InvalidDataError, match="ends_on: is before starts_on"):
        attrs.evolve(AGREED, ends_on=date(2025, 1, 1))


def test_sharing_after_the_last_that_is_agreed(rules: ps.Rulebook) -> None:
    """A number that the agreement never comes to is not passed over in silence."""
    ends = attrs.evolve(AGREED, ends_on=date(2026, 4, 30))
    third, fourth = shared(3, date(2026, 5, 2)), shared(4, date(2026, 5, 2))
    sharing_report([ends], [third], rules.programme, on=LAST)
    with pytest.raises(InvalidDataError, match="there is no number 4") as caught:
        sharing_report([ends], [third, fourth], rules.programme, on=LAST)
    assert [each.path for each in caught.value.problems] == ["shared[1].number"]


@pytest.mark.rule("PRG-09")
def test_surveys_and_case_studies_of_those_willing() -> None:
    """Asked, answered, willing: each is counted, and nothing is known beforehand."""
    day = date(2026, 5, 4)
    said = [
        PilotFeedback(
            id="acme",
            survey_asked_on=day,
            survey_answered_on=day + timedelta(days=3),
            case_asked_on=day,
            case_willing=True,
        ),
        PilotFeedback(id="brook", case_asked_on=day, case_willing=False),
        PilotFeedback(id="cedar", survey_asked_on=day, case_asked_on=day),
    ]
    names = ["acme", "brook", "cedar", "dune"]
    found = feedback_report(said, partners=names, on=day + timedelta(days=3))
    assert found.surveys_asked == ("acme", "cedar")
    assert found.surveys_answered == ("acme",)
    assert found.cases_asked == ("acme", "brook", "cedar")
    assert (found.cases_willing, found.cases_unwilling) == (("acme",), ("brook",))
    told = found.explain()
    assert told.title == (
        "Feedback on 2026-05-07: 1 of 4 surveys in, 1 willing to be a case study"
    )
    assert told.rows == (
        ("acme", "answered on 2026-05-07", "willing"),
        ("brook", "not asked", "not willing"),
        ("cedar", "asked on 2026-05-04", "asked on 2026-05-04"),
        ("dune", "not asked", "not asked"),
    )
    earlier = feedback_report(said, partners=names, on=day + timedelta(days=2))
    assert earlier.surveys_answered == ()
    before = feedback_report(said, partners=names, on=day - timedelta(days=1))
    assert before.cases_asked == before.cases_willing == before.surveys_asked == ()


def test_feedback_that_cannot_be_meant() -> None:
    """Answers to what was not asked, doubles, strangers, and days out of order."""
    acme = PilotFeedback(id="acme")
    wrong: Any = [acme, acme, PilotFeedback(id="acne"), 5]
    with pytest.raises(InvalidDataError) as caught:
        feedback_report(wrong, partners=["acme"], on=LAST)
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("feedback[3]", "wrong-type"),
        ("feedback[1].id", "duplicate-id"),
        ("feedback[2].id", "unknown"),
    ]
    maybe: Any = "yes"
    with pytest.raises(InvalidDataError) as caught:
        PilotFeedback(id="", survey_answered_on=LAST, case_willing=maybe)
    assert [each.path for each in caught.value.problems] == [
        "id",
        "case_willing",
        "survey_asked_on",
        "case_asked_on",
    ]
    with pytest.raises(InvalidDataError, match="is before survey_asked_on"):
        PilotFeedback(id="acme", survey_asked_on=LAST, survey_answered_on=date.min)


@pytest.mark.rule("PRG-09")
def test_kpis_of_the_psm(rules: ps.Rulebook) -> None:
    """Which way is better decides; at the target it is reached, exactly."""
    better = {each.id: each.better for each in rules.programme.pilot.kpis}
    assert better == {
        "partners_onboarded": "higher",
        "onboarding_days": "lower",
        "success_plans": "higher",
        "training_completed": "higher",
        "partner_satisfaction": "higher",
    }
    found = psm_kpi_report(
        {
            "partners_onboarded": 3,
            "onboarding_days": Decimal("30.01"),
            "success_plans": Fraction(19, 2),
            "training_completed": None,
            "partner_satisfaction": 4.5,
        },
        rules.programme,
        targets={
            "partners_onboarded": 3,
            "onboarding_days": 30,
            "success_plans": 9.5,
            "training_completed": 100,
        },
    )
    assert found.met == ("partners_onboarded", "success_plans")
    assert found.missed == ("onboarding_days",)
    assert found.unknown == ("training_completed",)
    assert found.results["partner_satisfaction"].met is None
    told = found.explain()
    assert told.title == "KPIs of the PSM: 2 of 4 targets reached"
    assert told.rows[1] == (
        "Average time of onboarding", "30.01", "at most 30", "days", "no",
    )  # fmt: skip
    assert told.rows[3][1:] == ("", "at least 100", "%", "")
    assert told.rows[4][2] == ""


@pytest.mark.rule("PRG-09")
@pytest.mark.parametrize(("value", "met"), [(29.99, True), (30, True), (30.01, False)])
def test_a_kpi_that_should_be_low(
    rules: ps.Rulebook,
    value: float,
    met: bool,
) -> None:
    """At most the target, closed."""
    found = psm_kpi_report(
        {"onboarding_days": value}, rules.programme, targets={"onboarding_days": 30}
    )
    assert found.results["onboarding_days"].met is met


@pytest.mark.parametrize("value", [0.1, Decimal("0.1"), Fraction(1, 10)])
@pytest.mark.parametrize("target", [0.1, Decimal("0.1"), Fraction(1, 10)])
def test_a_float_is_the_number_that_it_prints(
    rules: ps.Rulebook, value: Any, target: Any
) -> None:
    """A tenth is a tenth, however it is written, and reaches itself."""
    values, targets = {"onboarding_days": value}, {"onboarding_days": target}
    found = psm_kpi_report(values, rules.programme, targets=targets)
    assert found.met == ("onboarding_days",)


def test_facts_that_are_no_list_and_policies_that_are_none(rules: ps.Rulebook) -> None:
    """One record, or nothing, where a list is wanted is told as such."""
    none: Any = None
    policy = rules.programme
    for report in (
        lambda given: training_report(given, partners=["acme"], on=LAST),
        lambda given: feedback_report(given, partners=["acme"], on=LAST),
        lambda given: sharing_report(given, [], policy, on=LAST),
        lambda given: sharing_report([AGREED], given, policy, on=LAST),
        lambda given: platform_report(given, policy, on=LAST),
        lambda given: psm_kpi_report(given, policy, targets={}),
        lambda given: training_report([], partners=given, on=LAST),
    ):
        for wrong in (none, AGREED):
            with pytest.raises(InvalidDataError, match=r"give a|must be a"):
                report(wrong)
    with pytest.raises(InvalidUseError, match="ProgrammePolicy"):
        sharing_report([], [], none, on=LAST)
    with pytest.raises(InvalidUseError, match="ProgrammePolicy"):
        platform_report([], none, on=LAST)
    with pytest.raises(InvalidUseError, match="ProgrammePolicy"):
        psm_kpi_report({}, none, targets={})


def test_kpis_that_cannot_be_meant(rules: ps.Rulebook) -> None:
    """Unknown names, no numbers, negative ones, and targets that are not there."""
    values: Any = {
        "partner_onboarded": 1,
        "success_plans": "9",
        "onboarding_days": -1,
        "training_completed": float("inf"),
        "partner_satisfaction": float("nan"),
    }
    targets: Any = {"success_plans": None, "onboarding_days": True}
    with pytest.raises(InvalidDataError) as caught:
        psm_kpi_report(values, rules.programme, targets=targets)
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("values['partner_onboarded']", "unknown"),
        ("values['success_plans']", "no-number"),
        ("values['onboarding_days']", "negative"),
        ("values['training_completed']", "no-number"),
        ("targets['success_plans']", "no-number"),
        ("targets['onboarding_days']", "no-number"),
    ]
