"""Levels of specialisation: whom they need, who counts, what is missing."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.errors import (
    InvalidDataError,
    InvalidModelError,
    InvalidValueError,
)
from partner_success.practice.specialisation import (
    Certification,
    PracticePerson,
    SpecialisationPolicy,
)
from partner_success.practice.specialisation.people import standing_in
from tests.unit.practice.specialisation.practices import (
    ON,
    level,
    person,
    policy,
    role,
)

some = settings(max_examples=min(50, settings().max_examples))
PLAIN, ADVANCED = "customer_experience", "advanced_customer_experience"

# Written down by hand from the deck's two pages.
NEEDS = {
    PLAIN: {"csm": 2, "renewals_manager": 1, "executive_sponsor": 1},
    ADVANCED: {
        "csm": 3,
        "renewals_manager": 1,
        "practice_lead": 1,
        "executive_sponsor": 1,
    },
}
TEAM = (
    person("ada", "csm"),
    person("ben", "csm"),
    person("cleo", "renewals_manager"),
    person("dara", "executive_sponsor"),
)


@pytest.mark.rule("SPC-01")
def test_the_levels_of_the_source(rules: ps.Rulebook) -> None:
    """Whom each needs, cited."""
    found = {
        each.id: {need.id: need.count for need in each.needs}
        for each in rules.specialisation.levels
    }
    assert found == NEEDS
    assert [each.places for each in rules.specialisation.levels] == [4, 6]
    for each in rules.specialisation.levels:
        assert each.citations
        assert all(need.citations for need in each.needs)


@pytest.mark.rule("SPC-02")
def test_the_exams_of_the_source(rules: ps.Rulebook) -> None:
    """Proctored for CSMs, not for renewals managers, none for the other two."""
    policy_ = rules.specialisation
    proctored = {
        each.id: None if each.exam is None else policy_.exams[each.exam].proctored
        for each in policy_.roles
    }
    assert proctored == {
        "csm": True,
        "renewals_manager": False,
        "executive_sponsor": None,
        "practice_lead": None,
    }
    only = [each.id for each in policy_.levels if "practice_lead" in each.needs]
    assert only == [ADVANCED]
    assert all(each.citations for each in (*policy_.exams, *policy_.roles))


@pytest.mark.rule("SPC-03")
def test_what_each_role_owns(rules: ps.Rulebook) -> None:
    """In the words of the rulebook, and in the table of requirements."""
    words = {
        "csm": "lifecycle",
        "renewals_manager": "Renewal opportunities",
        "executive_sponsor": "budget",
        "practice_lead": "Escalations",
    }
    for id_, word in words.items():
        assert any(word in each for each in rules.specialisation.roles[id_].owns)
    told = rules.specialisation.requirements()
    assert [row[0] for row in told.rows] == [
        "Customer success manager",
        "Renewals manager",
        "Executive sponsor",
        "Practice lead",
    ]
    assert [row[2:] for row in told.rows] == [
        ("2", "3"), ("1", "1"), ("1", "1"), ("0", "1"),
    ]  # fmt: skip
    assert [row[1].rpartition(" (")[2] for row in told.rows] == [
        "proctored)", "not proctored)", "none", "none",
    ]  # fmt: skip
    assert told.remarks[3].startswith("Practice lead owns: The strategy")


@pytest.mark.rule("SPC-01")
@pytest.mark.parametrize(
    ("more", "reached"),
    [
        ((), PLAIN),
        ((person("eve", "csm"),), PLAIN),
        ((person("eve", "csm"), person("fay", "practice_lead")), ADVANCED),
        ((person("eve", "csm", "practice_lead"),), PLAIN),
    ],
)
def test_the_level_that_is_reached(
    rules: ps.Rulebook, more: tuple[PracticePerson, ...], reached: str
) -> None:
    """Somebody with two roles fills one place only."""
    found = rules.specialisation.check((*TEAM, *more), on=ON)
    assert found.reached is not None
    assert found.reached.id == reached
    assert (found.next is None) is (reached == ADVANCED)
    assert found.levels[PLAIN].decision.reasons[0].code == "level-reached"


@pytest.mark.rule("SPC-01")
@pytest.mark.parametrize("left_out", range(4))
def test_everybody_is_needed(rules: ps.Rulebook, left_out: int) -> None:
    """Without one of them the plain level is missed, and the reason says whom."""
    people = [each for place, each in enumerate(TEAM) if place != left_out]
    found = rules.specialisation.check(people, on=ON)
    assert found.reached is None
    [reason] = found.levels[PLAIN].decision.reasons
    assert (reason.code, reason.facts["role"]) == (
        "people-missing",
        TEAM[left_out].roles[0],
    )
    assert reason.facts["vacant"] == 1
    assert reason.citations


@pytest.mark.rule("SPC-02")
@pytest.mark.parametrize(("uncertified", "counts"), [(0, False), (2, False), (3, True)])
def test_who_needs_an_exam(
    rules: ps.Rulebook,
    uncertified: int,
    counts: bool,
) -> None:
    """CSMs and renewals managers count with theirs only, sponsors need none."""
    people = [
        person(each.id, *each.roles, certified=place != uncertified)
        for place, each in enumerate(TEAM)
    ]
    check = rules.specialisation.check(people, on=ON).levels[PLAIN]
    assert check.holds is counts
    if not counts:
        [reason] = check.decision.reasons
        assert reason.code == "exams-missing"
        assert reason.facts["uncertified"] == (TEAM[uncertified].id,)
        [step] = check.steps
        assert (step.kind, step.person_id) == ("certify", TEAM[uncertified].id)


@pytest.mark.rule("SPC-02")
def test_the_exam_of_another_role_is_none(rules: ps.Rulebook) -> None:
    """A CSM with the renewals exam is no certified CSM."""
    passed = [Certification(exam="renewals_verification")]
    ada = PracticePerson(id="ada", roles=["csm"], certifications=passed)
    check = rules.specialisation.check([ada], on=ON).levels[PLAIN].roles["csm"]
    assert (check.ready, check.vacant) == ((), 1)
    assert str(check.uncertified[0]) == "ada (not passed)"


@pytest.mark.rule("SPC-02")
@pytest.mark.parametrize(
    ("passes", "told"),
    [
        ([(date(2025, 5, 5), 365)], "passed, until 2026-05-04"),
        ([(date(2025, 5, 4), 365)], "expired after 2026-05-03"),
        ([(date(2026, 5, 4), 1)], "passed, until 2026-05-04"),
        ([(date(2026, 5, 5), None)], "not before 2026-05-05"),
        ([(date(2026, 5, 4), None)], "passed"),
        ([(None, None)], "passed"),
        ([(date(2024, 1, 1), 10), (date(2025, 1, 1), 10)], "expired after 2025-01-10"),
        ([(date(2024, 1, 1), 10), (date(2026, 6, 1), 10)], "not before 2026-06-01"),
        ([(date(2026, 1, 1), 200), (date(2026, 1, 1), None)], "passed"),
        ([(date(2026, 1, 1), 10**9)], "passed"),
        ([], "not passed"),
    ],
)
def test_a_certification_counts_for_its_days(
    rules: ps.Rulebook, passes: list[tuple[date | None, int | None]], told: str
) -> None:
    """From the day of the exam on, and on as many days as it is valid."""
    exams = [
        Certification(exam="csm_certification", passed_on=day, valid_days=days)
        for day, days in passes
    ]
    ada = PracticePerson(id="ada", roles=["csm"], certifications=exams)
    check = rules.specialisation.check([ada], on=ON).levels[PLAIN].roles["csm"]
    if told.startswith("passed"):
        assert check.ready == ("ada",)
    else:
        assert str(check.uncertified[0].standing) == told


def test_a_valid_exam_is_told_too() -> None:
    """The last day, where there is one."""
    passed = Certification(exam="pass", passed_on=date(2026, 5, 1), valid_days=10)
    ada = PracticePerson(id="ada", certifications=[passed])
    assert str(standing_in(ada, "pass", ON)) == "passed, until 2026-05-10"
    kept = Certification(exam="pass")
    eve = PracticePerson(id="eve", certifications=[kept])
    assert str(standing_in(eve, "pass", ON)) == "passed"


@pytest.mark.rule("SPC-01")
def test_people_go_where_fewest_steps_are_left(rules: ps.Rulebook) -> None:
    """Somebody with two roles goes to the one that nobody else has."""
    people = [
        person("ada", "csm", "renewals_manager"),
        person("ben", "csm"),
        person("cleo", "csm"),
        person("dara", "executive_sponsor"),
    ]
    check = rules.specialisation.check(people, on=ON).levels[PLAIN]
    assert check.holds
    assert {each.id: each.ready for each in check.roles} == {
        "csm": ("ben", "cleo"),
        "renewals_manager": ("ada",),
        "executive_sponsor": ("dara",),
    }


@pytest.mark.rule("SPC-01")
def test_the_steps_to_a_level(rules: ps.Rulebook) -> None:
    """Who is there passes the exam, who is not is found and passes it too."""
    people = [person("ada", "csm"), person("ben", "csm", certified=False)]
    exam = rules.specialisation.exams["renewals_verification"].name
    found = rules.specialisation.check(people, on=ON)
    assert list(map(str, found.levels[PLAIN].steps)) == [
        "pass the exam: ben, Individual certification of a customer success manager",
        "hire or appoint: Renewals manager",
        f"pass the exam: the new Renewals manager, {exam}",
        "hire or appoint: Executive sponsor",
    ]
    assert found.next is not None
    assert found.next.id == PLAIN
    told = found.explain()
    assert told.title == "Specialisation on 2026-05-04: none"
    assert told.rows[1] == ("  Customer success manager", "2", "1", "1", "0")
    assert told.remarks[0] == "steps to Customer experience specialisation: 4"


@pytest.mark.rule("SPC-01")
def test_where_people_count_in_every_role(rules: ps.Rulebook) -> None:
    """A company can let somebody fill a place of each role that they have."""
    document = rules.document()
    document["specialisation"]["people_count_once"] = False
    own = ps.rulebook.from_document(document).specialisation
    people = [*TEAM[:2], person("cleo", "renewals_manager", "executive_sponsor")]
    assert own.check(people, on=ON).levels[PLAIN].holds
    assert not rules.specialisation.check(people, on=ON).levels[PLAIN].holds


ROLES = (role("csm", "pass"), role("renewals", "pass_too"), role("lead"))
OWN = policy(
    level("only", csm=2, renewals=1, lead=1), roles=ROLES, exams=("pass", "pass_too")
)
PEOPLE = st.lists(
    st.tuples(
        st.sets(st.sampled_from(["csm", "renewals", "lead", "other"]), max_size=3),
        st.sets(st.sampled_from(["pass", "pass_too"])),
    ),
    max_size=5,
)


def tried(people: list[PracticePerson]) -> tuple[int, int]:
    """Give the most places that can be ready, and the least steps, by trying all."""
    places = ["csm", "csm", "renewals", "lead"]
    exams = {"csm": "pass", "renewals": "pass_too", "lead": None}
    ready, steps = 0, 99
    for choice in product([None, *people], repeat=len(places)):
        taken = [each for each in choice if each is not None]
        if len({each.id for each in taken}) < len(taken):
            continue
        now, left = 0, 0
        for place, each in zip(places, choice, strict=True):
            exam = exams[place]
            passed = [] if each is None else [one.exam for one in each.certifications]
            if each is None or place not in each.roles:
                left += 1 if exam is None else 2
            elif exam is None or exam in passed:
                now += 1
            else:
                left += 1
        ready, steps = max(ready, now), min(steps, left)
    return ready, steps


@some
@given(PEOPLE)
@pytest.mark.rule("SPC-01")
def test_no_other_way_to_place_people_is_better(
    drawn: list[tuple[set[str], set[str]]],
) -> None:
    """As many are ready, and as few steps are left, as trying every way finds."""
    people = [
        PracticePerson(
            id=f"p{place}",
            roles=sorted(roles),
            certifications=[Certification(exam=each) for each in sorted(exams)],
        )
        for place, (roles, exams) in enumerate(drawn)
    ]
    check = OWN.check(people, on=ON).levels["only"]
    ready, steps = tried(people)
    assert check.level.places - check.missing == ready
    assert len(check.steps) == steps
    placed = [name for each in check.roles for name in each.ready]
    placed += [one.person_id for each in check.roles for one in each.uncertified]
    assert len(placed) == len(set(placed))


def test_roles_that_no_level_asks_for(rules: ps.Rulebook) -> None:
    """They are told, since one may be a misspelt one."""
    people = [person("ada", "csm", "sales"), person("ben", "sales", "cms")]
    found = rules.specialisation.check(people, on=ON)
    assert found.other_roles == ("sales", "cms")
    assert found.explain().remarks[-1] == "no level asks for these roles: sales, cms"


def test_nobody_at_all(rules: ps.Rulebook) -> None:
    """Everything is missing."""
    found = rules.specialisation.check([], on=ON)
    assert [each.missing for each in found.levels] == [4, 6]
    assert len(found.levels[PLAIN].steps) == 7
    assert "nobody for 2" in found.levels[PLAIN].decision.reasons[0].message


def test_people_that_cannot_be_meant(rules: ps.Rulebook) -> None:
    """Doubles, exams that there are not, and no people."""
    wrong: Any = [
        person("ada", "csm"),
        person("ada", "practice_lead"),
        "ben",
        PracticePerson(id="c", certifications=[Certification(exam="csm_certificate")]),
        PracticePerson(id="d", certifications=[Certification(exam="zzz")]),
    ]
    with pytest.raises(InvalidDataError) as caught:
        rules.specialisation.check(wrong, on=ON)
    told = [(each.path, each.code) for each in caught.value.problems]
    assert told == [
        ("people[2]", "wrong-type"),
        ("people[1].id", "duplicate"),
        ("people[3].certifications[0].exam", "unknown"),
        ("people[4].certifications[0].exam", "unknown"),
    ]
    assert "did you mean 'csm_certification'?" in str(caught.value)
    assert "known: csm_certification, renewals_verification" in str(caught.value)
    no_day: Any = None
    with pytest.raises(InvalidValueError, match="on needs a datetime"):
        rules.specialisation.check([], on=no_day)


@pytest.mark.parametrize("days", [0, -1, True, 2.0, "365"])
def test_certifications_with_faults(days: Any) -> None:
    """Every fault at once."""
    with pytest.raises(InvalidDataError) as caught:
        Certification(exam="", valid_days=days)
    assert [each.path for each in caught.value.problems] == [
        "exam",
        "valid_days",
        "passed_on",
    ]


def test_persons_with_faults() -> None:
    """Roles that are no list, blank or double, and certifications that are none."""
    wrong: Any = "csm"
    nothing: Any = [5]
    with pytest.raises(InvalidDataError) as caught:
        PracticePerson(id=" a", roles=wrong, certifications=nothing)
    assert [each.path for each in caught.value.problems] == [
        "id",
        "certifications[0]",
        "roles",
    ]
    with pytest.raises(InvalidDataError) as caught:
        PracticePerson(id="a", roles=["csm", "", "csm"])
    assert [each.path for each in caught.value.problems] == ["roles[1]", "roles[2]"]


@pytest.mark.parametrize(
    ("make", "path", "code"),
    [
        (policy, "levels", "empty"),
        (lambda: policy(level("a")), "levels[0].needs", "empty"),
        (lambda: policy(level("a b", csm=1)), "levels[0].id", "bad-id"),
        (lambda: policy(level("a", cms=1)), "levels[0].needs[0]", "unknown"),
        (
            lambda: policy(level("a", csm=0)),
            "levels[0].needs[0].count",
            "out-of-range",
        ),
        (lambda: policy(level("a", csm=101)), "levels[0].needs", "too-many"),
        (
            lambda: policy(level("a", csm=2), level("b", csm=1)),
            "levels[1].needs",
            "needs-less",
        ),
        (
            lambda: policy(level("a", csm=1), level("b", lead=1)),
            "levels[1].needs",
            "needs-less",
        ),
        (
            lambda: policy(level("a", csm=1), roles=(role("csm", owns=()),)),
            "roles[0].owns",
            "empty",
        ),
        (
            lambda: policy(level("a", csm=1), roles=(role("csm", "zzz"),)),
            "roles[0].exam",
            "unknown",
        ),
    ],
)
def test_policies_with_faults(make: Any, path: str, code: str) -> None:
    """Each is named by its path."""
    with pytest.raises(InvalidModelError) as caught:
        make()
    assert [(each.path, each.code) for each in caught.value.problems] == [(path, code)]


def test_a_policy_without_roles() -> None:
    """A level of nobody is one fault more."""
    with pytest.raises(InvalidModelError) as caught:
        policy(level("a", csm=1), roles=())
    assert [each.path for each in caught.value.problems] == [
        "roles",
        "levels[0].needs[0]",
    ]
    hundred: SpecialisationPolicy = policy(level("a", csm=100))
    assert hundred.check([], on=ON).levels["a"].missing == 100
