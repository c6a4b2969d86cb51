"""What a review finds of a partner in a programme: practice, enablement, incentives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest
from jsonschema import Draft202012Validator

import partner_success as ps
from partner_success.core.money import Money
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
)
from partner_success.practice.incentives import (
    Activation,
    IncentiveFacts,
    IncentivePartner,
    IncentiveRates,
    PerformanceResult,
)
from partner_success.practice.specialisation import Certification, PracticePerson
from partner_success.programme import Attendance, PartnerCsm, PartnerFacts
from partner_success.programme.pilot import PilotProgramme, WithdrawPartner
from partner_success.review import (
    EnablementRecord,
    PracticeRecords,
    Review,
    Urgency,
    review_data,
    review_schema,
)
from tests.support.pilots import RUN_FROM, complete
from tests.support.reviewed import AT, ON, of_code, only, partner, snapshot

DAY = timedelta(days=1)
PASSED = date(2026, 1, 15)
CODES = {
    "requirement-not-met",
    "requirement-unknown",
    "certification-expired",
    "enablement-overdue",
    "enablement-due",
    "enablement-out-of-order",
    "pilot-open",
    "incentive-due",
    "incentive-open",
    "specialisation-in-reach",
}


def practice(**more: Any) -> PracticeRecords:
    """Give what is known of the practice of the partner."""
    return PracticeRecords(partner_id="acme", **more)


def reviewed(rules: ps.Rulebook, found: PracticeRecords | None, **more: Any) -> Review:
    """Review the partner with what is known of its practice."""
    return ps.review(snapshot(), rules, at=AT, practice=found, **more)


def csm(id_: str, passed_on: date | None = PASSED, valid: int | None = None) -> Any:
    """Give a CSM, who has passed the exam."""
    passed = [
        Certification(exam="csm_certification", passed_on=passed_on, valid_days=valid)
    ]
    return PracticePerson(id=id_, roles=["csm"], certifications=passed)


def others() -> list[PracticePerson]:
    """Give those whom both levels need beside CSMs."""
    exam = Certification(exam="renewals_verification", passed_on=PASSED)
    return [
        PracticePerson(id="ren", roles=["renewals_manager"], certifications=[exam]),
        PracticePerson(id="lea", roles=["practice_lead"]),
        PracticePerson(id="eve", roles=["executive_sponsor"]),
    ]


def enabled(*attendance: Attendance, start: date = ON, **more: Any) -> PracticeRecords:
    """Give a practice whose one CSM is enabled."""
    given: dict[str, Any] = {"csms": ["ada"]} | more
    record = EnablementRecord(start=start, attendance=attendance, **given)
    return practice(enablement=record)


def took(step: str, on: date, number: int = 1) -> Attendance:
    """Say that the CSM took part."""
    return Attendance(csm_id="ada", step=step, on=on, number=number)


def paid(*activations: Activation, **more: Any) -> PracticeRecords:
    """Give a practice that may be paid for activations."""
    facts = IncentiveFacts(partner=IncentivePartner(id="acme"), activations=activations)
    return practice(incentives=facts, **more)


def test_a_partner_of_no_programme_has_nothing_of_it(rules: ps.Rulebook) -> None:
    """Not every vendor has one, so nothing is said to be unknown."""
    found = reviewed(rules, None)
    assert found.programme is None
    assert not CODES & {each.code for each in found.worst}
    empty = reviewed(rules, practice())
    assert empty.programme is not None
    assert empty.programme.told == ()
    assert empty.programme.due(ON) == ()
    assert not CODES & {each.code for each in empty.worst}


@pytest.mark.rule("SPC-01")
def test_the_next_level_and_the_steps_to_it(rules: ps.Rulebook) -> None:
    """The nearer, the sooner it is told."""
    found = reviewed(rules, practice(people=[csm("ada"), csm("ben"), *others()]))
    one = only(found, "specialisation-in-reach")
    assert (one.urgency, one.subject, one.gravity) == (
        Urgency.CHANCE,
        "advanced_customer_experience",
        -2,
    )
    assert one.message == (
        "Advanced customer experience specialisation is 2 steps away (reached:"
        " Customer experience specialisation): hire or appoint: Customer success"
        " manager; pass the exam: the new Customer success manager, Individual"
        " certification of a customer success manager"
    )
    less = reviewed(rules, practice(people=[csm("ada"), *others()]))
    assert "(reached: none)" in only(less, "specialisation-in-reach").message


def test_one_step_is_told_as_one(rules: ps.Rulebook) -> None:
    """A practice that lacks one exam is one step away."""
    late = PracticePerson(id="cal", roles=["csm"])
    people = [csm("ada"), csm("ben"), late, *others()]
    one = only(reviewed(rules, practice(people=people)), "specialisation-in-reach")
    assert " is 1 step away" in one.message


def test_the_highest_level_leaves_nothing_to_tell(rules: ps.Rulebook) -> None:
    """It is reached."""
    people = [csm("ada"), csm("ben"), csm("cal"), *others()]
    found = reviewed(rules, practice(people=people))
    assert of_code(found, "specialisation-in-reach") == []
    assert found.programme is not None
    assert found.programme.specialisation is not None
    assert found.programme.specialisation.next is None
    told = review_data(found)["programme"]["specialisation"]
    assert told == {
        "reached": "advanced_customer_experience",
        "next": None,
        "steps": [],
    }


@pytest.mark.rule("SPC-02")
def test_an_exam_that_counts_no_longer_is_told(rules: ps.Rulebook) -> None:
    """From the day after its last one; who never passed it let nothing lapse."""
    lapsed = csm("ben", ON - 30 * DAY, valid=30)
    never = PracticePerson(id="cal", roles=["csm"])
    found = reviewed(rules, practice(people=[csm("ada"), lapsed, never, *others()]))
    one = only(found, "certification-expired")
    assert (one.subject, one.since, one.urgency) == ("ben", ON, Urgency.SOON)
    assert one.message.endswith(f"expired after {ON - DAY}")
    valid = csm("ben", ON - 29 * DAY, valid=30)
    kept = reviewed(rules, practice(people=[valid, *others()]))
    assert of_code(kept, "certification-expired") == []


@pytest.mark.rule("PRG-08")
def test_sessions_that_were_missed_and_those_of_the_week(rules: ps.Rulebook) -> None:
    """Overdue from the day after the last of their week, which is in time still."""
    start = ON - 7 * DAY
    found = reviewed(rules, enabled(took("elearning", start), start=start))
    late = only(found, "enablement-overdue")
    assert late.message == (
        f"ada: Access to the vendor's tools and resources overdue since {ON - DAY}"
    )
    assert (late.subject, late.since, late.gravity) == ("ada", ON, 1)
    due = only(found, "enablement-due")
    assert due.message == f"ada: Kickoff due by {start + 13 * DAY}"
    day_before = reviewed(rules, enabled(start=start + DAY))
    assert of_code(day_before, "enablement-overdue") == []
    assert "and 1 more due by" in only(day_before, "enablement-due").message
    long_over = reviewed(rules, enabled(start=ON - 700 * DAY))
    assert of_code(long_over, "enablement-due") == []
    assert only(long_over, "enablement-overdue").gravity > 1


@pytest.mark.rule("PRG-08")
def test_what_was_attended_out_of_order_is_told(rules: ps.Rulebook) -> None:
    """With the step that should have come first."""
    found = reviewed(rules, enabled(took("kickoff", ON)))
    one = only(found, "enablement-out-of-order")
    assert (one.subject, one.since) == ("ada", ON)
    assert one.message.startswith("out of order: ada: Kickoff")
    later = reviewed(rules, enabled(took("kickoff", ON + DAY)))
    assert of_code(later, "enablement-out-of-order") == []


@pytest.mark.rule("PRG-05")
def test_requirements_that_are_not_met_or_not_known(rules: ps.Rulebook) -> None:
    """One finding each; what is met or not asked is none."""
    programme = complete(rules, "develop")
    facts = PartnerFacts(partner_id="acme", success_plans=2)
    found = reviewed(rules, practice(requirements=facts), programme=programme)
    unmet = only(found, "requirement-not-met")
    assert (unmet.urgency, unmet.subject) == (Urgency.SOON, "success_plans")
    assert unmet.message == "there are 2 success plans, and it takes 3"
    unknown = only(found, "requirement-unknown")
    assert (unknown.urgency, unknown.subject) == (Urgency.UNKNOWN, "csm")
    enough = PartnerFacts(
        partner_id="acme", success_plans=3, csms=[PartnerCsm(id="ada", kind="shared")]
    )
    met = reviewed(rules, practice(requirements=enough), programme=programme)
    assert not of_code(met, "requirement-not-met")
    assert not of_code(met, "requirement-unknown")
    without = reviewed(rules, practice(requirements=facts))
    assert without.programme is not None
    assert without.programme.requirements is None


@pytest.mark.rule("PRG-09")
def test_steps_of_the_pilot_that_are_open(rules: ps.Rulebook) -> None:
    """Of who takes part what is required is asked too, though nothing is known."""
    found = reviewed(rules, None, programme=complete(rules, "develop"))
    one = only(found, "pilot-open")
    assert one.message == "in the pilot it is not yet onboarded, trained, surveyed"
    assert one.gravity == 3
    assert len(of_code(found, "requirement-unknown")) == 2
    step = complete(rules, "develop").apply(
        WithdrawPartner(by="ada", partner="acme", why="sold"), at=RUN_FROM
    )
    left = reviewed(rules, None, programme=step.programme)
    assert not CODES & {each.code for each in left.worst}
    assert left.programme is not None
    assert left.programme.pilot is not None
    assert not review_data(left)["programme"]["pilot"]["takes_part"]


def test_who_takes_no_part_in_the_pilot_is_not_asked(rules: ps.Rulebook) -> None:
    """Unless facts about its requirements are kept."""
    other = snapshot(partner=partner("umbra"))
    found = ps.review(other, rules, at=AT, programme=complete(rules, "develop"))
    assert found.programme is None


@pytest.mark.rule("INC-02")
def test_what_is_paid_in_the_quarter_of_the_day(rules: ps.Rulebook) -> None:
    """And what may still be earned, with what is lacking."""
    proved = Activation(
        id="p-1", customer="a-1", proof="telemetry", proved_on=date(2026, 3, 31)
    )
    later = attrs.evolve(proved, id="p-2", proved_on=date(2026, 4, 1))
    open_ = Activation(id="p-3", customer="a-1")
    rates = IncentiveRates(activation=Money(500, "USD"), adoption=Decimal(2))
    found = reviewed(rules, paid(proved, later, open_, rates=rates))
    due = only(found, "incentive-due")
    assert (due.urgency, due.subject) == (Urgency.WATCH, "FY2026 Q2")
    assert due.message == (
        "500.00 USD is paid in FY2026 Q2 (2026-04-01 to 2026-06-30): activation of p-1"
    )
    data = review_data(found)["programme"]["incentives"]
    assert data["total"] == {"amount": "1000.00", "currency": "USD"}
    assert [each["subject"] for each in data["due"]] == ["p-1"]
    unpaid = reviewed(rules, paid(later, rates=rates))
    assert of_code(unpaid, "incentive-due") == []


@pytest.mark.rule("INC-02")
def test_what_may_still_be_earned(rules: ps.Rulebook) -> None:
    """Where no rates are agreed on, nobody can say; the first lack is told."""
    proved = Activation(
        id="p-1", customer="a-1", proof="telemetry", proved_on=date(2026, 3, 31)
    )
    one = only(reviewed(rules, paid(proved)), "incentive-open")
    assert (one.subject, one.rules, one.gravity) == (
        "activation p-1",
        ("INC-02",),
        -1,
    )
    assert one.message.startswith("activation of p-1 is not decided: ")
    facts = IncentiveFacts(
        partner=IncentivePartner(id="acme"),
        results=[PerformanceResult(incentive="adopt", on=ON)],
    )
    several = only(reviewed(rules, practice(incentives=facts)), "incentive-open")
    assert ", and " in several.message
    assert several.gravity < -1


@pytest.mark.parametrize(
    ("given", "path"),
    [
        (
            practice(
                people=[
                    PracticePerson(id="ada", certifications=[Certification(exam="x")])
                ]
            ),
            "people[0].certifications[0].exam",
        ),
        (enabled(took("nothing", ON)), "attendance[0].step"),
        (
            paid(Activation(id="p-1", customer="a", proof="rumour")),
            "activations[0].proof",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(
    rules: ps.Rulebook, given: PracticeRecords, path: str
) -> None:
    """By its path, and everything else is taken."""
    found = reviewed(rules, given)
    [refusal] = found.refusals
    assert (refusal.file, refusal.record, refusal.problem.path) == ("practice", 1, path)
    assert only(found, "values-refused")
    assert found.programme is not None
    assert found.programme.told == ()


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (lambda: practice(people="ada"), "people"),
        (lambda: practice(requirements=1), "requirements"),
        (
            lambda: practice(requirements=PartnerFacts(partner_id="other")),
            "requirements.partner_id",
        ),
        (
            lambda: practice(
                incentives=IncentiveFacts(partner=IncentivePartner(id="other"))
            ),
            "incentives.partner.id",
        ),
        (lambda: PracticeRecords(partner_id=" "), "partner_id"),
        (lambda: practice(enablement="soon"), "enablement"),
        (lambda: practice(rates="many"), "rates"),
        (lambda: EnablementRecord(start=ON, csms=[]), "csms"),
        (lambda: EnablementRecord(start=AT, csms=["ada", "ada"]), "csms[1]"),
        (lambda: EnablementRecord(start=ON, csms=3), "csms"),
        (
            lambda: EnablementRecord(start=ON, csms=["ada"], attendance=[1]),
            "attendance[0]",
        ),
    ],
)
def test_records_that_cannot_be_meant(make: Callable[[], object], path: str) -> None:
    """Every fault is named by its path."""
    with pytest.raises(InvalidDataError) as caught:
        make()
    assert path in {each.path for each in caught.value.problems}


def test_the_practice_is_the_partner_s_own(rules: ps.Rulebook) -> None:
    """That of another one is refused; and of a portfolio each comes once."""
    other = PracticeRecords(partner_id="umbra")
    with pytest.raises(InvalidUseError, match="the practice is that of 'umbra'"):
        reviewed(rules, other)
    with pytest.raises(InvalidValueError, match="'umbra' is there twice"):
        ps.review_portfolio([], rules, at=AT, practices=[other, other])


def test_a_portfolio_finds_the_same(rules: ps.Rulebook) -> None:
    """Of snapshots and of tables, and of partners of whom nothing else is known."""
    known = practice(people=[csm("ada")])
    programme = complete(rules, "develop")
    [one] = ps.review_portfolio(
        [snapshot()], rules, at=AT, practices=[known], programme=programme
    ).reviews
    alone = reviewed(rules, known, programme=programme)
    assert one.programme == alone.programme
    assert [each.code for each in one.worst] == [each.code for each in alone.worst]
    tables = ps.review_portfolio(
        ps.frames.PortfolioFacts(), rules, at=AT, practices=[known]
    )
    [found] = tables.reviews
    assert found.partner_id == "acme"
    assert found.programme is not None
    assert found.programme.specialisation == alone.programme.specialisation  # type: ignore[union-attr]


def test_a_programme_is_seen_as_it_stood(rules: ps.Rulebook) -> None:
    """Before it began there was none; what was restored later cannot be asked."""
    programme = complete(rules, "develop")
    begun = programme.events[0].at

    def at(when: Any, given: PilotProgramme = programme) -> Review:
        return ps.review(snapshot(), rules, at=when, programme=given)

    assert at(begun - DAY).programme is None
    assert at(begun).programme is None
    assert at(RUN_FROM).programme is not None
    restored = PilotProgramme.restore(rules.programme, programme.snapshot())
    assert at(AT, restored).programme is not None
    with pytest.raises(InvalidUseError, match="is not known"):
        at(begun - DAY, restored)


def test_it_is_given_as_data_by_the_schema(rules: ps.Rulebook) -> None:
    """Each part, and null for those of which nothing is known."""
    schema = review_schema()
    whole = {**schema["$defs"]["partner"], "$defs": schema["$defs"]}
    check = Draft202012Validator(whole)
    start = ON - 7 * DAY
    full = attrs.evolve(
        enabled(took("elearning", start), start=start),
        people=[csm("ada")],
        requirements=PartnerFacts(partner_id="acme", success_plans=2),
        incentives=paid(Activation(id="p-1", customer="a-1")).incentives,
    )
    data = review_data(reviewed(rules, full, programme=complete(rules, "develop")))
    check.validate(data)
    told = data["programme"]
    assert told["requirements"]["results"][0] == {
        "id": "success_plans",
        "state": "not_met",
        "asked": "at least 3",
        "found": "2",
    }
    [ada] = told["enablement"]["csms"]
    assert ada["overdue"] == [
        {"step": "tools_access", "number": 1, "by": str(ON - DAY)}
    ]
    assert told["enablement"]["week"] == 2
    assert told["incentives"]["lines"][0]["state"] == "not_earned"
    assert told["pilot"]["done"] == {"signed": "2026-03-16"}
    empty = review_data(reviewed(rules, practice()))
    check.validate(empty)
    assert set(empty["programme"].values()) == {None}
    assert review_data(reviewed(rules, None))["programme"] is None
