"""Leverage: whom people cover, directly and by way of partners."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import partner_success as ps
from partner_success.errors import InvalidModelError, InvalidUseError, InvalidValueError
from partner_success.practice.leverage import CoverLoads, LeveragePolicy

loads = st.builds(
    CoverLoads,
    customers_per_csm=st.integers(1, 12),
    partners_per_psm=st.integers(1, 5),
    customers_per_partner=st.integers(100, 600).map(lambda cents: Decimal(cents) / 100),
)
counts = st.integers(0, 90)


def small_policy(**changes: Any) -> LeveragePolicy:
    """Give a policy with small loads."""
    given_ = {
        "id": "small",
        "name": "Small",
        "loads": CoverLoads(
            customers_per_csm=4, partners_per_psm=3, customers_per_partner=2
        ),
        "shares": (Decimal(0), Decimal(50)),
    }
    return LeveragePolicy(**(given_ | changes))


SMALL = small_policy()


@pytest.mark.rule("STF-04")
def test_ten_thousand_customers(rules: ps.Rulebook) -> None:
    """The worked example: 250 CSMs directly, 67 PSMs through partners, 183 freed."""
    move = rules.leverage.move(10_000, share=100)
    assert (move.before.csms, move.before.psms) == (250, 0)
    assert (move.after.csms, move.after.psms, move.after.partners) == (0, 67, 1_000)
    assert (move.moved, move.freed) == (10_000, 183)


@pytest.mark.rule("STF-04")
def test_loads_of_the_rulebook(rules: ps.Rulebook) -> None:
    """Every load is found again where one person is not enough by one customer."""
    needed = rules.leverage.people_needed
    assert [needed(each).csms for each in (0, 1, 40, 41, 4_000)] == [0, 1, 1, 2, 100]
    through = [
        needed(each, through_partners=each) for each in (1, 10, 11, 150, 151, 150_000)
    ]
    assert [each.partners for each in through] == [1, 1, 2, 15, 16, 15_000]
    assert [each.psms for each in through] == [1, 1, 1, 1, 2, 1_000]
    covered = rules.leverage.covered(csms=100, psms=100)
    assert (covered.direct, covered.partners) == (4_000, 1_500)
    assert (covered.through_partners, covered.customers) == (15_000, 19_000)
    assert covered.people == 200
    assert covered.loads.csms_per_psm == Fraction(15, 4)


@pytest.mark.rule("STF-04")
def test_the_table_of_the_rulebook(rules: ps.Rulebook) -> None:
    """The shares compared are quarters; each is a move from direct cover alone."""
    table = rules.leverage.table(10_000)
    after = [(move.after.through_partners, move.freed) for move in table.moves]
    assert after == [(0, 0), (2_500, 45), (5_000, 91), (7_500, 137), (10_000, 183)]
    text = str(table.explain())
    assert text.startswith("People for 10,000 customers\n")
    assert "2,500                7,500  188   17     205     45" in text
    assert "(rulebook standard 2026.1)" in text
    (own,) = rules.leverage.table(10, shares=[Decimal("99.9")]).moves
    assert own.after.through_partners == 9


@pytest.mark.rule("STF-04")
def test_leverage_is_cited(rules: ps.Rulebook) -> None:
    """The policy and its loads say where they come from."""
    for cited in (rules.leverage, rules.leverage.loads):
        assert {each.source for each in cited.citations} == {"ESG", "DECISION"}


@pytest.mark.rule("STF-04")
@given(loads=loads, csms=counts, psms=counts)
def test_the_people_needed_cover_the_customers(
    loads: CoverLoads, csms: int, psms: int
) -> None:
    """Needed and covered are inverse: enough people, and no one of them to spare."""
    covered = SMALL.covered(csms=csms, psms=psms, loads=loads)
    needed = SMALL.people_needed(
        covered.customers, through_partners=covered.through_partners, loads=loads
    )
    assert (needed.csms, needed.psms) == (csms, psms)
    assert needed.covered == covered


@pytest.mark.rule("STF-04")
@given(loads=loads, customers=counts, share=st.integers(0, 100))
def test_as_few_people_as_cover_them(
    loads: CoverLoads, customers: int, share: int
) -> None:
    """One CSM or PSM fewer than needed leaves somebody without cover."""
    needed = SMALL.people_needed(customers, share=share, loads=loads)
    assert needed.through_partners == customers * share // 100
    most = needed.covered
    assert most.direct >= needed.direct
    assert most.through_partners >= needed.through_partners
    assert needed.direct > most.direct - loads.customers_per_csm or not needed.csms
    reached = most.psms * loads.customers_per_psm - loads.customers_per_psm
    assert needed.through_partners > reached or not needed.psms


@pytest.mark.rule("STF-04")
@given(loads=loads, one=counts, two=counts, share=st.sampled_from([0, 100]))
def test_more_customers_never_need_fewer_people(
    loads: CoverLoads, one: int, two: int, share: int
) -> None:
    """Two groups apart need the people of both together, or one more."""

    def people(customers: int) -> int:
        return SMALL.people_needed(customers, share=share, loads=loads).people

    apart, together = people(one) + people(two), people(one + two)
    assert together <= apart <= together + 1
    assert people(one) <= together


@pytest.mark.rule("STF-04")
@given(loads=loads, customers=counts, data=st.data())
def test_break_even_is_that_of_a_scan(
    loads: CoverLoads, customers: int, data: st.DataObject
) -> None:
    """The first and the lasting number are those found by trying every move."""
    before = data.draw(st.integers(0, customers))
    found = SMALL.break_even(customers, before=before, loads=loads)
    there = SMALL.people_needed(customers, through_partners=before, loads=loads).people
    freed = {
        moved: there
        - SMALL.people_needed(
            customers, through_partners=before + moved, loads=loads
        ).people
        for moved in range(1, customers - before + 1)
    }
    frees = [moved for moved, people in freed.items() if people > 0]
    stays = [moved for moved, people in freed.items() if people <= 0]
    assert found.first == (frees[0] if frees else None)
    lasting = max(stays, default=0) + 1
    assert found.lasting == (lasting if lasting in freed else None)


@pytest.mark.rule("STF-04")
def test_break_even_of_the_standard_loads(rules: ps.Rulebook) -> None:
    """Of 10,000 customers 80 have to move, and of 10,001 two moves pay before that."""
    even = rules.leverage.break_even(10_000)
    assert (even.first, even.lasting) == (80, 80)
    odd = rules.leverage.break_even(10_001)
    assert (odd.first, odd.lasting) == (41, 41)
    assert str(even) == "A move frees somebody from 80 customers on"


@pytest.mark.rule("STF-04")
def test_break_even_says_what_lies_between() -> None:
    """Where a larger move needs a PSM that it does not pay back, that is said."""
    loads = CoverLoads(customers_per_csm=4, partners_per_psm=1, customers_per_partner=5)
    found = SMALL.break_even(21, loads=loads)
    assert (found.first, found.lasting) == (5, 17)
    assert "every move of 17 or more does" in str(found.explain())
    never = SMALL.break_even(20, loads=averaging(loads, customers_per_partner=4))
    assert (never.first, never.lasting) == (None, None)
    assert str(never) == "No move to partners frees anybody"
    once = SMALL.break_even(
        7, before=1, loads=averaging(loads, customers_per_partner=3)
    )
    assert (once.first, once.lasting) == (2, None)
    assert "the move of all customers frees nobody" in str(once.explain())


def averaging(loads: CoverLoads, *, customers_per_partner: int) -> CoverLoads:
    """Give loads with another average."""
    return CoverLoads(
        customers_per_csm=loads.customers_per_csm,
        partners_per_psm=loads.partners_per_psm,
        customers_per_partner=customers_per_partner,
    )


@pytest.mark.rule("STF-04")
def test_a_move_may_need_people() -> None:
    """A small move needs a PSM and frees no CSM; moving back frees the PSM."""
    there = SMALL.move(8, through_partners=1)
    assert there.freed == -1
    assert str(there) == "1 of 8 customers move to partners: 1 person more needed"
    back = SMALL.move(8, through_partners=0, before=1)
    told = "1 of 8 customers come back from partners: 1 person freed"
    assert str(back) == told
    assert (back.moved, back.freed) == (-1, 1)
    assert str(SMALL.move(8, share=0)).endswith("partners: 0 people freed")
    rows = SMALL.move(16, share=50).explain().rows
    assert rows == (
        ("CSM", "4", "2", "2"),
        ("PSM", "0", "2", "-2"),
        ("all", "4", "4", "0"),
    )


@pytest.mark.rule("STF-04")
def test_results_explain_themselves() -> None:
    """People needed and customers covered tell both kinds of cover, and the loads."""
    needed = SMALL.people_needed(10, through_partners=5)
    assert str(needed) == "10 customers need 3 people: 2 CSM, 1 PSM"
    assert needed.explain().rows == (
        ("directly", "5", "2 CSM", "3"),
        ("through partners", "5", "1 PSM", "1"),
    )
    assert "partners needed: 3" in needed.explain().remarks[1]
    covered = SMALL.covered(csms=2, psms=1)
    assert str(covered) == "14 customers covered by 3 people"
    assert covered.explain().rows[1] == ("through partners", "1 PSM", "6", "6")
    assert "and so reaches 6" in covered.explain().remarks[0]


@pytest.mark.rule("STF-04")
def test_parts_of_customers_are_not_covered() -> None:
    """An average that is not whole is exact until whole customers are counted."""
    loads = CoverLoads(
        customers_per_csm=4, partners_per_psm=1, customers_per_partner=Decimal("2.5")
    )
    assert SMALL.covered(csms=0, psms=3, loads=loads).through_partners == 7
    assert SMALL.people_needed(7, share=100, loads=loads).psms == 3
    assert SMALL.people_needed(8, share=100, loads=loads).psms == 4


@pytest.mark.parametrize("value", [-1, 1.5, "5", True, None, float("nan"), 10**2_000])
def test_numbers_that_cannot_be_meant(value: Any) -> None:
    """Customers and people are whole numbers from 0 on, of a size that can be meant."""
    with pytest.raises(InvalidValueError, match="customers must be a"):
        SMALL.people_needed(value)
    with pytest.raises(InvalidValueError, match="csms must be a"):
        SMALL.covered(csms=value, psms=0)
    with pytest.raises(InvalidValueError, match="before must be a"):
        SMALL.move(5, before=value)
    with pytest.raises(InvalidValueError, match="before must be a"):
        SMALL.break_even(5, before=value)


@pytest.mark.parametrize("share", [-1, 100.01, "5", Decimal("NaN")])
def test_shares_that_cannot_be_meant(share: Any) -> None:
    """A share is a number from 0 to 100."""
    with pytest.raises(InvalidValueError, match="share must be"):
        SMALL.people_needed(5, share=share)


def test_customers_through_partners_are_some_of_all() -> None:
    """Nobody moves who is not there, and a move is told in one way."""
    with pytest.raises(InvalidValueError, match="through_partners is 6, more than"):
        SMALL.people_needed(5, through_partners=6)
    for refused in (SMALL.move, SMALL.break_even):
        with pytest.raises(InvalidValueError, match="before is 6, more than"):
            refused(5, before=6)
    with pytest.raises(InvalidUseError, match="give one of them"):
        SMALL.people_needed(5, through_partners=1, share=20)
    with pytest.raises(InvalidValueError, match="give at least one"):
        SMALL.table(5, shares=[])


@pytest.mark.parametrize("value", [0, -1, 1.5, True, "4", None])
def test_loads_that_cannot_be_meant(value: Any) -> None:
    """All loads are told at once, each by its name."""
    with pytest.raises(InvalidModelError) as caught:
        CoverLoads(
            customers_per_csm=value,
            partners_per_psm=value,
            customers_per_partner="x" if value is True else value,
        )
    assert [each.path for each in caught.value.problems] == [
        "customers_per_csm",
        "partners_per_psm",
        "customers_per_partner",
    ]


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), Decimal("0.9")])
def test_averages_that_cannot_be_meant(value: Decimal) -> None:
    """An average is a finite number from 1 on."""
    with pytest.raises(InvalidModelError, match="customers_per_partner"):
        CoverLoads(customers_per_csm=1, partners_per_psm=1, customers_per_partner=value)


@pytest.mark.parametrize(
    ("shares", "told"),
    [
        ((), [("shares", "empty")]),
        ((-1, 101), [("shares[0]", "out-of-range"), ("shares[1]", "out-of-range")]),
        ((5, 5), [("shares[1]", "not-ascending")]),
    ],
)
def test_policies_are_refused(
    shares: tuple[int, ...], told: list[tuple[str, str]]
) -> None:
    """A policy compares shares that ascend from 0 to 100."""
    with pytest.raises(InvalidModelError) as caught:
        small_policy(shares=tuple(map(Decimal, shares)))
    assert [(each.path, each.code) for each in caught.value.problems] == told


@pytest.mark.parametrize("partners", [1, 10, 41])
def test_partners_who_reach_hardly_more_free_nobody(partners: int) -> None:
    """Where a PSM covers about as many customers as a CSM, no move pays."""
    loads = CoverLoads(
        customers_per_csm=40, partners_per_psm=partners, customers_per_partner=1
    )
    assert small_policy().break_even(100, loads=loads).first is None
