"""What a programme requires of partners, and how they stand to it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_success.errors import InvalidDataError, InvalidUseError
from partner_success.programme import (
    Counted,
    PartnerCsm,
    PartnerFacts,
    PartnerRequirements,
    RequirementState,
    check_partner,
    check_partners,
)

MET, NOT_MET, NOT_KNOWN, NOT_ASKED = RequirementState
EVERYTHING = PartnerRequirements(
    success_plans=5, onboarding_days=Decimal("30.5"), csm="dedicated", account_load=10
)


def csm(id_: str = "c-1", kind: Any = "dedicated", customers: Any = 10) -> PartnerCsm:
    """Make a CSM with ten customers who does nothing else."""
    return PartnerCsm(id=id_, kind=kind, customers=customers)


def partner(
    id_: str = "p-1",
    *,
    plans: int | None = 5,
    days: tuple[int, ...] = (20, 41),
    csms: tuple[PartnerCsm, ...] | None = (csm(),),
) -> PartnerFacts:
    """Make a partner that just meets everything."""
    return PartnerFacts(
        partner_id=id_, success_plans=plans, onboarding_days=days, csms=csms
    )


@pytest.mark.rule("PRG-05")
def test_a_partner_that_just_meets_everything() -> None:
    """Each limit itself is inside."""
    found = check_partner(EVERYTHING, partner())
    assert [each.state for each in found.results] == [MET] * 4
    assert (found.state, found.met) == (MET, Counted(count=4, of=4))
    assert found.reasons == ()
    assert [each.found for each in found.results] == [
        5,
        Fraction(61, 2),
        "dedicated",
        10,
    ]
    assert [each.asked for each in found.results] == [
        5,
        Decimal("30.5"),
        "dedicated",
        10,
    ]


@pytest.mark.rule("PRG-05")
@pytest.mark.parametrize(
    ("facts", "requirement", "state", "message"),
    [
        (
            partner(plans=4),
            "success_plans",
            NOT_MET,
            "there are 4 success plans, and it takes 5",
        ),
        (
            partner(plans=None),
            "success_plans",
            NOT_KNOWN,
            "it is not known how many success plans there are",
        ),
        (
            partner(days=(20, 41, 31)),
            "onboarding_days",
            NOT_MET,
            (
                "onboarding takes about 30.66 days on average"
                " (92 days over 3 onboardings), which is more than 30.5"
            ),
        ),
        (
            partner(days=(31,)),
            "onboarding_days",
            NOT_MET,
            (
                "onboarding takes 31 days on average"
                " (31 days over 1 onboarding), which is more than 30.5"
            ),
        ),
        (
            partner(days=()),
            "onboarding_days",
            NOT_KNOWN,
            "no onboarding is complete, so there is no average",
        ),
        (
            partner(csms=(csm(kind="shared"),)),
            "csm",
            NOT_MET,
            (
                "of 1 CSMs 0 do nothing else and 1 have another role too;"
                " one is required who is dedicated"
            ),
        ),
        (
            partner(csms=(csm(customers=11), csm("c-2", customers=3))),
            "account_load",
            NOT_MET,
            "of 2 CSMs 1 have more than 10 customers; the most is 11",
        ),
        (
            partner(csms=(csm(customers=None), csm("c-2", customers=3))),
            "account_load",
            NOT_KNOWN,
            "of 2 CSMs it is not known of 1 how many customers they have",
        ),
        (
            partner(csms=(csm(customers=None), csm("c-2", customers=12))),
            "account_load",
            NOT_MET,
            "of 2 CSMs 1 have more than 10 customers; the most is 12",
        ),
    ],
)
def test_what_is_not_met_and_not_known(
    facts: PartnerFacts, requirement: str, state: RequirementState, message: str
) -> None:
    """One requirement alone decides, and the reason has the numbers."""
    found = check_partner(EVERYTHING, facts)
    assert {each.id: each.state for each in found.results if each.state != MET} == {
        requirement: state
    }
    assert found.state is state
    assert found.met == Counted(count=3, of=4)
    [reason] = found.reasons
    assert (str(reason), reason.rules) == (message, ("PRG-05",))


@pytest.mark.rule("PRG-05")
def test_counts_are_among_the_facts() -> None:
    """A program finds the numbers behind each answer."""
    found = check_partner(EVERYTHING, partner(csms=(csm(), csm("c-2", "shared", 12))))
    facts = {each.id: dict(each.reason.facts) for each in found.results}
    assert facts == {
        "success_plans": {"asked": 5, "found": 5, "success_plans": 5},
        "onboarding_days": {
            "asked": Decimal("30.5"),
            "found": Fraction(61, 2),
            "days": 61,
            "onboardings": 2,
        },
        "csm": {
            "asked": "dedicated",
            "found": "dedicated",
            "dedicated": 1,
            "shared": 1,
        },
        "account_load": {
            "asked": 10,
            "found": 12,
            "csms": 2,
            "above": ("c-2",),
            "not_known": (),
        },
    }


@pytest.mark.rule("PRG-05")
def test_a_partner_without_csms_and_one_of_which_nothing_is_known() -> None:
    """Nobody there is not met, load included; nothing known is not known."""
    nobody = check_partner(EVERYTHING, partner(csms=())).results
    assert (nobody["csm"].state, nobody["csm"].found) == (NOT_MET, "none")
    load = nobody["account_load"]
    assert (load.state, load.found, load.found_text) == (NOT_MET, None, "-")
    assert str(load.reason) == "there is no CSM to carry any load"
    unknown = check_partner(EVERYTHING, PartnerFacts(partner_id="p-1"))
    assert [each.state for each in unknown.results] == [NOT_KNOWN] * 4
    assert unknown.state is NOT_KNOWN


@pytest.mark.rule("PRG-05")
@pytest.mark.parametrize(
    ("asked", "kinds", "state"),
    [
        ("dedicated", ("dedicated", "shared"), MET),
        ("dedicated", ("shared", "shared"), NOT_MET),
        ("shared", ("shared",), MET),
        ("shared", ("dedicated",), MET),
        ("shared", (), NOT_MET),
    ],
)
def test_a_csm_of_its_own_or_a_shared_one(
    asked: Any, kinds: tuple[str, ...], state: RequirementState
) -> None:
    """Who does nothing else is as good as a shared one, but not the other way round."""
    csms = tuple(csm(f"c-{place}", kind) for place, kind in enumerate(kinds))
    found = check_partner(PartnerRequirements(csm=asked), partner(csms=csms))
    assert found.results["csm"].state is state


@pytest.mark.rule("PRG-05")
def test_what_is_not_asked_is_not_held_against_anybody() -> None:
    """Without requirements nothing is met, missed or unknown."""
    found = check_partner(PartnerRequirements(), PartnerFacts(partner_id="p-1"))
    assert [each.state for each in found.results] == [NOT_ASKED] * 4
    assert (found.state, found.met.share, found.reasons) == (NOT_ASKED, None, ())
    assert found.explain().rows[0] == ("Success plans", "-", "-", "not asked")
    some = check_partner(PartnerRequirements(success_plans=1), partner())
    assert (some.state, some.met) == (MET, Counted(count=1, of=1))


@pytest.mark.rule("PRG-05")
def test_all_partners_at_once() -> None:
    """Each partner has its line for each requirement, and the counts add up."""
    partners = [partner("p-1"), partner("p-2", plans=1), partner("p-3", plans=None)]
    found = check_partners(EVERYTHING, partners)
    assert found.by_state == {MET: 1, NOT_MET: 1, NOT_KNOWN: 1, NOT_ASKED: 0}
    assert [found.standing(state) for state in RequirementState] == [
        ("p-1",),
        ("p-2",),
        ("p-3",),
        (),
    ]
    assert found.by_requirement["success_plans"] == found.by_state
    assert found.by_requirement["csm"] == {
        MET: 3,
        NOT_MET: 0,
        NOT_KNOWN: 0,
        NOT_ASKED: 0,
    }
    assert str(found) == "Partner requirements: 1 met, 1 not met, 1 not known"
    rows = found.explain().rows
    assert len(rows) == 12
    assert rows[1] == (
        "p-1",
        "Average days of onboarding",
        "at most 30.5",
        "30.5",
        "met",
    )
    assert rows[2] == ("p-1", "CSM", "dedicated", "dedicated", "met")
    assert str(check_partners(EVERYTHING, [])) == (
        "Partner requirements: there are no partners"
    )


def test_one_partner_shows_itself() -> None:
    """The title counts what is met, and remarks say what is not."""
    found = check_partner(EVERYTHING, partner(plans=4)).explain()
    assert found.title == "Partner p-1: requirements not met, 3 of 4 met"
    assert found.remarks == ("there are 4 success plans, and it takes 5",)


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"partner_id": ""}, ["partner_id"]),
        ({"success_plans": -1}, ["success_plans"]),
        ({"success_plans": 2.0}, ["success_plans"]),
        ({"success_plans": True}, ["success_plans"]),
        ({"onboarding_days": (30, -1)}, ["onboarding_days[1]"]),
        ({"onboarding_days": (float("nan"),)}, ["onboarding_days[0]"]),
        ({"onboarding_days": 30}, ["onboarding_days"]),
        ({"onboarding_days": None}, ["onboarding_days"]),
        ({"csms": ("c-1",)}, ["csms[0]"]),
        ({"csms": 3}, ["csms"]),
        ({"csms": (csm(), csm())}, ["csms[1].id"]),
        ({"success_plans": -1, "csms": "c"}, ["success_plans", "csms"]),
    ],
)
def test_wrong_facts(changes: dict[str, Any], paths: list[str]) -> None:
    """Every fault is named by its path, all at once."""
    facts: dict[str, Any] = {"partner_id": "p-1", **changes}
    with pytest.raises(InvalidDataError) as caught:
        PartnerFacts(**facts)
    assert [each.path for each in caught.value.problems] == paths


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"id": None}, "id"),
        ({"kind": "own"}, "kind"),
        ({"kind": []}, "kind"),
        ({"customers": -1}, "customers"),
        ({"customers": 1.5}, "customers"),
    ],
)
def test_wrong_csms(changes: dict[str, Any], path: str) -> None:
    """A CSM is a person of a known kind with a count of customers, or none known."""
    facts: dict[str, Any] = {"id": "c-1", "kind": "shared", **changes}
    with pytest.raises(InvalidDataError) as caught:
        PartnerCsm(**facts)
    assert [each.path for each in caught.value.problems] == [path]


@pytest.mark.rule("PRG-05")
@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"success_plans": -1}, "success_plans"),
        ({"success_plans": "5"}, "success_plans"),
        ({"onboarding_days": Decimal(-1)}, "onboarding_days"),
        ({"onboarding_days": Decimal("nan")}, "onboarding_days"),
        ({"onboarding_days": Decimal("inf")}, "onboarding_days"),
        ({"onboarding_days": 30.0}, "onboarding_days"),
        ({"csm": "own"}, "csm"),
        ({"account_load": 2.5}, "account_load"),
    ],
)
def test_wrong_requirements(changes: dict[str, Any], path: str) -> None:
    """A requirement that cannot be meant is refused by its path."""
    with pytest.raises(InvalidDataError) as caught:
        PartnerRequirements(**changes)
    assert [each.path for each in caught.value.problems] == [path]


def test_wrong_records() -> None:
    """Something else in the place of requirements, facts or partners is refused."""
    wrong: Any = {"success_plans": 5}
    with pytest.raises(InvalidUseError, match="needs a PartnerRequirements, not dict"):
        check_partner(wrong, partner())
    with pytest.raises(InvalidUseError, match="needs a PartnerFacts, not dict"):
        check_partner(EVERYTHING, wrong)
    with pytest.raises(InvalidUseError, match="needs a PartnerRequirements"):
        check_partners(wrong, [])
    with pytest.raises(InvalidDataError) as caught:
        check_partners(EVERYTHING, [partner(), wrong, partner()])
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("partners[1]", "wrong-type"),
        ("partners[2].partner_id", "duplicate-id"),
    ]


@pytest.mark.rule("PRG-05")
@given(
    days=st.lists(st.integers(0, 400), min_size=1, max_size=12),
    hundredths=st.integers(0, 40_000),
)
def test_the_average_is_exact(days: list[int], hundredths: int) -> None:
    """Whole numbers decide: the sum of days against the limit times their number."""
    asked = PartnerRequirements(onboarding_days=Decimal(hundredths) / 100)
    found = check_partner(asked, partner(days=tuple(days))).results["onboarding_days"]
    assert (found.state is MET) is (100 * sum(days) <= hundredths * len(days))
    assert found.found == Fraction(sum(days), len(days))
    turned = check_partner(asked, partner(days=tuple(reversed(days))))
    assert turned.results["onboarding_days"] == found
