"""What planned hires, appointments, exams and departures would change."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.errors import InvalidDataError
from partner_success.interop import structure, unstructure
from partner_success.practice.specialisation import (
    Appoint,
    Certification,
    Certify,
    Hire,
    Leave,
    PlannedStep,
    with_changes,
)
from tests.unit.practice.specialisation.practices import ON, person

PLAIN, ADVANCED = "customer_experience", "advanced_customer_experience"
TEAM = (
    person("ada", "csm"),
    person("ben", "csm", certified=False),
    person("cleo", "renewals_manager"),
    person("dara", "executive_sponsor"),
)
CERTIFY = Certify(person_id="ben", exam="csm_certification")


@pytest.mark.rule("SPC-01")
@pytest.mark.parametrize(
    ("plan", "gained"),
    [
        ([], []),
        ([CERTIFY], [PLAIN]),
        ([Hire(person=person("eve", "csm"))], [PLAIN]),
        ([Hire(person=person("eve", "csm", certified=False))], []),
        ([CERTIFY, Hire(person=person("eve", "practice_lead"))], [PLAIN]),
        (
            [
                CERTIFY,
                Hire(person=person("eve", "csm")),
                Hire(person=person("fay")),
                Appoint(person_id="fay", role="practice_lead"),
            ],
            [PLAIN, ADVANCED],
        ),
    ],
)
def test_what_a_plan_would_reach(
    rules: ps.Rulebook, plan: list[PlannedStep], gained: list[str]
) -> None:
    """Before and after, on the same day, and nothing of the people is changed."""
    found = rules.specialisation.check_changes(TEAM, plan, on=ON)
    assert [each.id for each in found.gained] == gained
    assert found.lost == ()
    assert found.before == rules.specialisation.check(TEAM, on=ON)
    assert found.after == rules.specialisation.check(with_changes(TEAM, plan), on=ON)
    assert found.provenance.edition == "standard 2026.1"


@pytest.mark.rule("SPC-01")
def test_the_steps_of_a_level_lead_to_it(rules: ps.Rulebook) -> None:
    """Whoever takes every step that is told reaches the level, and no sooner."""
    policy = rules.specialisation
    steps = policy.check(TEAM, on=ON).levels[ADVANCED].steps
    plan: list[PlannedStep] = []
    for number, step in enumerate(steps):
        if step.kind == "fill":
            new = person(f"new{number}", step.role.id, certified=False)
            plan.append(Hire(person=new))
        else:
            assert step.exam is not None
            who = step.person_id or f"new{number - 1}"
            plan.append(Certify(person_id=who, exam=step.exam.id))
    assert policy.check_changes(TEAM, plan, on=ON).after.levels[ADVANCED].holds
    short = policy.check_changes(TEAM, plan[:-1], on=ON)
    assert not short.after.levels[ADVANCED].holds


@pytest.mark.rule("SPC-01")
def test_what_a_departure_costs(rules: ps.Rulebook) -> None:
    """The level that is lost is told, and what would be left to do."""
    plan = [CERTIFY, Leave(person_id="cleo")]
    people = with_changes(TEAM, [CERTIFY])
    found = rules.specialisation.check_changes(people, plan[1:], on=ON)
    assert [each.id for each in found.lost] == [PLAIN]
    told = found.explain()
    assert told.title == "The plan loses Customer experience specialisation"
    assert told.rows == (
        ("Customer experience specialisation", "0", "1"),
        ("Advanced customer experience specialisation", "2", "3"),
    )
    assert told.remarks[:2] == (
        "planned: cleo leaves",
        "still to do: hire or appoint: Renewals manager",
    )
    nothing = rules.specialisation.check_changes(TEAM, [], on=ON)
    assert nothing.explain().title == "The plan changes no level"


@pytest.mark.rule("SPC-02")
def test_an_exam_that_is_planned_for_later(rules: ps.Rulebook) -> None:
    """It counts from its day on, so that the day asked about decides."""
    later = Certify(
        person_id="ben",
        exam="csm_certification",
        passed_on=date(2026, 6, 1),
        valid_days=30,
    )
    check = rules.specialisation.check_changes
    for day, gained in (
        (ON, 0),
        (date(2026, 6, 1), 1),
        (date(2026, 6, 30), 1),
        (date(2026, 7, 1), 0),
    ):
        assert len(check(TEAM, [later], on=day).gained) == gained


def test_plans_told_to_a_person() -> None:
    """Each step in a few words."""
    plan: list[PlannedStep] = [
        Hire(person=person("eve", "csm", "practice_lead")),
        Hire(person=person("fay")),
        Appoint(person_id="fay", role="csm"),
        CERTIFY,
        Leave(person_id="ada"),
    ]
    assert list(map(str, plan)) == [
        "hire eve (csm, practice_lead)",
        "hire fay (no role)",
        "appoint fay (csm)",
        "certify ben (csm_certification)",
        "ada leaves",
    ]


def test_changes_that_cannot_be_meant() -> None:
    """Everything that does not fit the people is named, in order."""
    wrong: Any = [
        Leave(person_id="ada"),
        Certify(person_id="ada", exam="csm_certification"),
        Appoint(person_id="zoe", role="csm"),
        Appoint(person_id="bem", role="csm"),
        Appoint(person_id="ben", role="csm"),
        Hire(person=person("dara")),
        Hire(person=cast_wrong("eve")),
        "hire",
    ]
    with pytest.raises(InvalidDataError) as caught:
        with_changes(TEAM, wrong)
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("changes[1].person_id", "unknown"),
        ("changes[2].person_id", "unknown"),
        ("changes[3].person_id", "unknown"),
        ("changes[4].role", "needless"),
        ("changes[5].person.id", "duplicate"),
        ("changes[6].person", "wrong-type"),
        ("changes[7]", "wrong-type"),
    ]
    assert "did you mean 'ben'?" in caught.value.problems[2].message


def test_what_is_wrong_in_a_change_is_named_there(rules: ps.Rulebook) -> None:
    """A day, a role, an id or an exam, by its place in the plan, not among people."""
    wrong: Any = [
        Certify(person_id="ada", exam="csm_certification", valid_days=30),
        Certify(person_id=cast_wrong(["ada"]), exam="csm_certification"),
        Appoint(person_id="ada", role=" csm"),
    ]
    with pytest.raises(InvalidDataError) as caught:
        with_changes(TEAM, wrong)
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("changes[0].passed_on", "missing"),
        ("changes[1].person_id", "wrong-type"),
        ("changes[2].role", "space-around"),
    ]
    eve = attrs.evolve(person("eve", "csm"), certifications=[Certification(exam="x")])
    plan = [
        Certify(person_id="ada", exam="csm_certificaton"),
        Appoint(person_id="ada", role="practice_lead"),
        Hire(person=eve),
    ]
    with pytest.raises(InvalidDataError) as caught:
        rules.specialisation.check_changes(TEAM, plan, on=ON)
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("changes[0].exam", "unknown"),
        ("changes[2].person.certifications[0].exam", "unknown"),
    ]
    assert "did you mean 'csm_certification'?" in caught.value.problems[0].message


def test_a_planned_role_that_no_level_asks_for_is_told(rules: ps.Rulebook) -> None:
    """It may be misspelt, and then the plan would seem to do nothing."""
    plan = [Appoint(person_id="ada", role="practise_lead")]
    change = rules.specialisation.check_changes(TEAM, plan, on=ON)
    told = "no level asks for these roles: practise_lead"
    assert change.explain().remarks[-1] == told


def cast_wrong(value: Any) -> Any:
    """Give something that is of another type than its name says."""
    return value


def test_plans_are_documents() -> None:
    """A plan is written and read without loss."""
    plan: tuple[PlannedStep, ...] = (
        Hire(person=person("eve", "csm")),
        Appoint(person_id="eve", role="practice_lead"),
        Certify(person_id="eve", exam="x", passed_on=ON, valid_days=5),
        Leave(person_id="ada"),
    )
    for each in plan:
        kind: Any = PlannedStep
        assert structure(unstructure(each), kind, subject="a plan") == each
