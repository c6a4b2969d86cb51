"""What one person can carry, what accounts take, and how the two lie to each other."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core.collections import Catalogue
from partner_success.practice.staffing import (
    Account,
    Aim,
    HoursRange,
    LoadState,
    PeopleRange,
    PersonLoad,
    StaffMember,
)
from tests.unit.practice.staffing.staff import account, hours, person, policy, role

NONE: dict[str, Any] = {}


def rng(least: Any, most: Any) -> HoursRange:
    """Give a range of hours."""
    return HoursRange(least=Fraction(least), most=Fraction(most))


@pytest.mark.rule("STF-01")
@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("enterprise_csm", 0, 3),
        ("enterprise_tam", 5, 7),
        ("partner_csm", 10, 10),
        ("pdm", 6, 8),
    ],
)
def test_the_loads_of_the_sources(
    rules: ps.Rulebook, name: str, least: int, most: int
) -> None:
    """How many accounts a person of each role has, as the sources say."""
    load = rules.staffing.roles[name]
    assert (load.least, load.most) == (least, most)
    found = rules.staffing.capacity(StaffMember(id="ann", role=name))
    assert found.accounts == most
    assert found.exact == most
    assert found.enough == least
    assert found.hours == 40


@pytest.mark.rule("STF-01")
def test_the_hours_of_a_pdm(rules: ps.Rulebook) -> None:
    """By the phase of the partner; they do not limit, as partners are counted."""
    staffing = rules.staffing
    phases = {"pre_contract": rng(10, 15), "onboarding": rng(15, 20)}
    assert staffing.roles["pdm"].phases.ids == tuple(phases)
    for phase, expected in phases.items():
        found = staffing.work(Account(id="acme", role="pdm", phase=phase))
        assert (found.hours, found.base) == (expected, "phase")
        assert f"of phase {phase}" in str(found)
    assert staffing.roles["pdm"].hours_count is False
    # Between Gate 0 and Gate 2 nothing says how many hours there are.
    between = staffing.work(Account(id="acme", role="pdm"))
    assert (between.hours, str(between)) == (None, "hours not known")


@pytest.mark.rule("STF-01")
@pytest.mark.parametrize(
    ("count", "aim", "state"),
    [
        (5, Aim.BELOW, LoadState.UNDER),
        (6, Aim.BELOW, LoadState.WITHIN),
        (7, Aim.WITHIN, LoadState.WITHIN),
        (8, Aim.ABOVE, LoadState.WITHIN),
        (9, Aim.ABOVE, LoadState.OVER),
    ],
)
def test_the_utilisation_of_a_pdm(
    rules: ps.Rulebook, count: int, aim: Aim, state: LoadState
) -> None:
    """Partners over eight, against 80 to 90 %, though their hours exceed any week."""
    names = [f"p-{number}" for number in range(count)]
    partners = [Account(id=name, role="pdm", phase="onboarding") for name in names]
    lena = StaffMember(id="lena", role="pdm", accounts=names)
    plan = rules.staffing.plan(partners, [lena])
    [load] = plan.roles["pdm"].loads
    assert (load.utilisation, load.aim, load.state) == (Fraction(count, 8), aim, state)
    assert load.hours.least == 15 * count > load.capacity.hours
    assert "which do not limit" in str(load)


@pytest.mark.rule("STF-01")
@pytest.mark.parametrize(
    ("share", "aim"),
    [
        ("0.9875", Aim.WITHIN),
        ("0.97", Aim.ABOVE),
    ],
)
def test_a_share_counts_in_the_utilisation(
    rules: ps.Rulebook, share: str, aim: Aim
) -> None:
    """Seven of 7.9 partners are 88.6 %, and of 7.76 they are 90.2 %."""
    names = [f"p-{number}" for number in range(7)]
    lena = StaffMember(id="lena", role="pdm", share=Decimal(share), accounts=names)
    plan = rules.staffing.plan([Account(id=each, role="pdm") for each in names], [lena])
    assert plan.roles["pdm"].loads[0].aim is aim


@pytest.mark.rule("STF-01")
def test_the_aim_in_percent(rules: ps.Rulebook) -> None:
    """Exactly 80 and exactly 90 are within, a hundredth beside them is not."""
    load = rules.staffing.roles["pdm"]
    assert load.utilised_least == 80
    assert load.utilised_most == 90
    wide = attrs.evolve(load, most=10)
    small = policy(wide)

    def aim(count: int) -> Aim | None:
        names = [f"p-{number}" for number in range(count)]
        partners = [Account(id=each, role="pdm") for each in names]
        lena = StaffMember(id="lena", role="pdm", accounts=names)
        return small.plan(partners, [lena]).roles["pdm"].loads[0].aim

    assert [aim(count) for count in (7, 8, 9, 10)] == [
        Aim.BELOW,
        Aim.WITHIN,
        Aim.WITHIN,
        Aim.ABOVE,
    ]


@pytest.mark.rule("STF-01")
def test_the_hours_of_a_partner_csm(rules: ps.Rulebook) -> None:
    """One to two a week for all ten customers; a setting makes it for each of them."""
    acme = Account(id="acme", role="partner_csm")
    found = rules.staffing.work(acme)
    assert (found.hours, found.base) == (rng(Fraction(1, 10), Fraction(1, 5)), "role")
    load = rules.staffing.roles["partner_csm"]
    each = policy(attrs.evolve(load, per_customer=True)).work(acme)
    assert each.hours == rng(1, 2)
    assert str(each) == "1 to 2 h a week, of role partner_csm"
    # That is why they are read as a total: ten times two hours fill half a week.
    assert 10 * rng(1, 2).most * 2 == rules.staffing.position_hours


@pytest.mark.rule("STF-01")
def test_touches_take_hours(rules: ps.Rulebook) -> None:
    """A month is a twelfth of 52 weeks, exactly; a touch takes an hour if none says."""
    tam: dict[str, Any] = {"role": "enterprise_tam"}
    weekly = rules.staffing.work(Account(id="a", touches=13, touch_hours=2, **tam))
    assert (weekly.hours, weekly.base) == (rng(6, 6), "unknown")
    assert weekly.touches == 6
    assert str(weekly) == "6 h a week of touches"
    monthly = rules.staffing.work(Account(id="a", touches=1, **tam))
    assert monthly.hours == rng(Fraction(12, 52), Fraction(12, 52))
    both = rules.staffing.work(Account(id="a", touches=13, **hours(2, 4), **tam))
    assert both.hours == rng(5, 7)
    assert str(both) == "5 to 7 h a week, its own, 3 h of them touches"
    none = rules.staffing.work(Account(id="a", touches=13, touch_hours=0, **tam))
    assert none.hours is None


@pytest.mark.rule("STF-01")
def test_own_hours_stand_in_the_place_of_others() -> None:
    """Before those of the phase, which stand before those of the role."""
    eight = Decimal(8)
    role_ = policy().roles["keeper"]
    keeper = attrs.evolve(role_, hours_least=eight, hours_most=eight)
    small = policy(keeper)
    found = [
        small.work(account("a", "keeper", **more)).hours
        for more in ({"phase": "start", **hours(1)}, {"phase": "start"}, {})
    ]
    assert found == [rng(1, 1), rng(4, 6), rng(2, 2)]


@pytest.mark.rule("STF-01")
def test_a_share_of_a_position_carries_a_share() -> None:
    """Numbers and hours alike, unless hours of its own are told."""
    half = policy().capacity(person("ann", share=Decimal("0.5")))
    assert (half.accounts, half.exact) == (1, Fraction(3, 2))
    assert half.enough == 1
    assert half.hours == 5
    own = policy().capacity(person("ann", share=0.5, hours=8))
    assert own.accounts == 1
    assert own.hours == 8


@pytest.mark.rule("STF-01", "STF-03")
@pytest.mark.parametrize(
    ("given", "state"),
    [
        ([hours(1)], LoadState.UNDER),
        ([hours(5), hours(5)], LoadState.WITHIN),
        ([hours(5), hours(5, "5.01")], LoadState.MAY_BE_OVER),
        ([hours(5), hours("5.01")], LoadState.OVER),
        ([NONE, NONE, NONE, NONE], LoadState.OVER),
        ([NONE, NONE, NONE], LoadState.WITHIN),
        ([hours(11)], LoadState.OVER),
        ([hours(1, 11)], LoadState.MAY_BE_OVER),
    ],
)
def test_the_state_of_a_load(given: list[dict[str, Any]], state: LoadState) -> None:
    """Two or three accounts, and ten hours that count at both ends."""
    more: list[dict[str, Any]] = [
        {name: Decimal(value) for name, value in each.items()} for each in given
    ]
    accounts = [account(str(n), **each) for n, each in enumerate(more)]
    ann = person("ann", *(each.id for each in accounts))
    [load] = policy().plan(accounts, [ann]).roles["helper"].loads
    assert (load.state, load.aim) == (state, None)
    assert load.hours_utilisation.least == load.hours.least / 10
    assert load.hours_utilisation.most == load.hours.most / 10


@pytest.mark.rule("STF-01")
def test_room_is_by_number_and_by_hours() -> None:
    """Hours count at their most, and only where the role's hours limit."""
    small = policy()

    def load(*more: dict[str, Any], counts: bool = True) -> PersonLoad:
        works = [small.work(account(str(n), **each)) for n, each in enumerate(more)]
        capacity = attrs.evolve(small.capacity(person("ann")), hours_count=counts)
        return PersonLoad(
            person=person("ann"),
            role=role(),
            capacity=capacity,
            works=tuple(works),
        )

    new = small.work(account("new", **hours(1, 4)))
    assert load(hours(1, 6)).has_room(new)
    assert not load(hours(1, 7)).has_room(new)
    assert load(hours(1, 7), counts=False).has_room(new)
    assert not load({}, {}, {}).has_room(new)
    more = load(hours(1, 6)).with_work(new)
    assert (more.count, more.hours) == (2, rng(2, 10))
    assert more.capacity.holds(3, Fraction(10))
    assert not more.capacity.holds(4, Fraction(10))
    assert not more.capacity.holds(3, Fraction("10.01"))
    assert attrs.evolve(more.capacity, hours_count=False).holds(3, Fraction(99))


def test_ranges_are_told_and_asked() -> None:
    """As text, by adding, and by what lies inside."""
    assert str(rng(1, Fraction(3, 2)) + rng(1, 1)) == "2 to 2.5 h"
    found = PeopleRange(least=2, most=3)
    assert [each in found for each in (1, 2, 3, 4, "2")] == [
        False, True, True, False, False,
    ]  # fmt: skip
    assert str(found + found) == "4 to 6"


def test_phases_are_a_catalogue() -> None:
    """A role without phases has none."""
    assert role().phases == Catalogue(kind="phase")
