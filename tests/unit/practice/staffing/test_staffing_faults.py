"""What facts and policies of staffing are held to."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from partner_success.core.collections import Catalogue
from partner_success.errors import InvalidDataError, InvalidModelError, UnknownNameError
from partner_success.practice.staffing import Account, PhaseHours, StaffMember
from tests.unit.practice.staffing.staff import (
    account,
    person,
    policy,
    role,
    terms,
    tier,
)

NAN = Decimal("nan")
HUGE = Decimal("1E+999999999")
TINY = Decimal("1E-999999999")


def told(make: Callable[[], object]) -> list[tuple[str, str]]:
    """Give the path and code of each fault of what cannot be made."""
    with pytest.raises((InvalidDataError, InvalidModelError)) as caught:
        make()
    return [(each.path, each.code) for each in caught.value.problems]


@pytest.mark.rule("STF-01", "STF-03")
@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"id": " "}, "id", "blank"),
        ({"id": 5}, "id", "wrong-type"),
        ({"role": None}, "role", "missing"),
        ({"phase": " x"}, "phase", "space-around"),
        ({"hours_least": 1}, "hours_most", "missing"),
        ({"hours_most": 1}, "hours_least", "missing"),
        ({"hours_least": 2, "hours_most": 1}, "hours_most", "turned-around"),
        ({"hours_least": 0, "hours_most": "168.1"}, "hours_most", "not-a-number"),
        ({"touches": -1}, "touches", "out-of-range"),
        ({"touches": 745}, "touches", "out-of-range"),
        ({"touches": None}, "touches", "missing"),
        ({"touches": True}, "touches", "not-a-number"),
        ({"touches": float("nan")}, "touches", "not-a-number"),
        ({"touches": float("inf")}, "touches", "not-a-number"),
        ({"touches": NAN}, "touches", "not-a-number"),
        ({"touches": HUGE}, "touches", "not-a-number"),
        ({"touches": TINY}, "touches", "not-a-number"),
        ({"touch_hours": 169}, "touch_hours", "out-of-range"),
        (
            {"touch_hours": Decimal("0.5").as_integer_ratio()},
            "touch_hours",
            "not-a-number",
        ),
    ],
)
def test_accounts_that_cannot_be_meant(
    changes: dict[str, Any], path: str, code: str
) -> None:
    """Each is told by its field."""
    given: dict[str, Any] = {"id": "a", "role": "helper"}
    given |= changes
    assert told(lambda: Account(**given)) == [(path, code)]


@pytest.mark.rule("STF-01", "STF-03")
@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"id": ""}, "id", "blank"),
        ({"role": 5}, "role", "wrong-type"),
        ({"hours": 0}, "hours", "no-time"),
        ({"hours": -1}, "hours", "out-of-range"),
        ({"hours": 169}, "hours", "out-of-range"),
        ({"share": 0}, "share", "no-time"),
        ({"share": Decimal("1.01")}, "share", "out-of-range"),
        ({"share": None}, "share", "missing"),
        ({"share": NAN}, "share", "not-a-number"),
        ({"accounts": "acme"}, "accounts", "wrong-type"),
        ({"accounts": ("a", "b", "a")}, "accounts[2]", "duplicate"),
        ({"accounts": (5,)}, "accounts[0]", "wrong-type"),
    ],
)
def test_people_who_cannot_be_meant(
    changes: dict[str, Any], path: str, code: str
) -> None:
    """Each is told by its field."""
    given: dict[str, Any] = {"id": "a", "role": "helper"}
    given |= changes
    assert told(lambda: StaffMember(**given)) == [(path, code)]


@pytest.mark.rule("STF-01")
def test_numbers_are_kept_exactly() -> None:
    """A float counts as it is written, and a fraction is none of these numbers."""
    assert account("a", touches=0.1).touches == Decimal("0.1")
    assert person("ann", share=1).share == 1
    with pytest.raises(InvalidDataError, match=r"such as Decimal\('1.5'\)"):
        account("a", touches=Fraction(1, 3))


@pytest.mark.rule("STF-01")
@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"position_hours": 0}, "position_hours", "out-of-range"),
        ({"position_hours": 169}, "position_hours", "out-of-range"),
        ({"weeks_a_year": 0}, "weeks_a_year", "out-of-range"),
        ({"touch_hours": -1}, "touch_hours", "out-of-range"),
        ({"roles": Catalogue(kind="role")}, "roles", "empty"),
    ],
)
def test_policies_that_contradict_themselves(
    changes: dict[str, Any], path: str, code: str
) -> None:
    """Each is told by its path."""
    assert told(lambda: policy(**changes)) == [(path, code)]


@pytest.mark.rule("STF-01")
@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"id": "a b"}, "id", "bad-id"),
        ({"most": 0}, "most", "out-of-range"),
        ({"least": 4}, "least", "out-of-range"),
        ({"least": -1}, "least", "out-of-range"),
        ({"hours_least": 1}, "hours_most", "missing"),
        ({"hours_most": 1}, "hours_least", "missing"),
        ({"hours_least": 2, "hours_most": 1}, "hours_most", "out-of-range"),
        ({"hours_least": -1, "hours_most": 1}, "hours_least", "out-of-range"),
        ({"hours_least": 1, "hours_most": 169}, "hours_most", "out-of-range"),
        ({"utilised_least": 80}, "utilised_most", "missing"),
        ({"utilised_least": 80, "utilised_most": 101}, "utilised_most", "out-of-range"),
        ({"per_customer": True}, "per_customer", "no-hours"),
    ],
)
def test_roles_that_contradict_themselves(
    changes: dict[str, Any], path: str, code: str
) -> None:
    """Each is told by its path."""
    assert told(lambda: policy(role(**changes))) == [(f"roles[0].{path}", code)]


@pytest.mark.rule("STF-01")
def test_phases_that_contradict_themselves() -> None:
    """Their ends are turned around."""
    turned = PhaseHours(id="a", name="A", hours_least=Decimal(2), hours_most=Decimal(1))
    assert told(lambda: policy(role(phases=Catalogue([turned], kind="phase")))) == [
        ("roles[0].phases[0].hours_most", "out-of-range")
    ]


@pytest.mark.rule("STF-02")
@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"tiers": Catalogue(kind="tier")}, "tiers", "empty"),
        ({"revenue_least": 0}, "revenue_least", "out-of-range"),
        ({"revenue_most": Decimal("0.5")}, "revenue_most", "out-of-range"),
        ({"currency": "dollars"}, "currency", "wrong-text"),
    ],
)
def test_terms_that_contradict_themselves(
    changes: dict[str, Any], path: str, code: str
) -> None:
    """Each is told by its path."""
    assert told(lambda: policy(executives=terms(**changes))) == [
        (f"executives.{path}", code)
    ]


@pytest.mark.rule("STF-02")
@pytest.mark.parametrize(
    ("changes", "place", "field"),
    [
        ([{"from_customers": 1}], 0, "from_customers"),
        ([{}, {"from_customers": 0}], 1, "from_customers"),
        ([{}, {"from_customers": 5}, {"from_customers": 5}], 2, "from_customers"),
        ([{"people_least": -1}], 0, "people_least"),
        ([{"people_most": 0}], 0, "people_most"),
    ],
)
def test_tiers_that_contradict_each_other(
    changes: list[dict[str, Any]], place: int, field: str
) -> None:
    """They begin at no customer, and each above the one before."""
    tiers = [tier(**{"id": f"t{n}", **each}) for n, each in enumerate(changes)]
    [(path, _)] = told(lambda: policy(executives=terms(*tiers)))
    assert path == f"executives.tiers[{place}].{field}"


@pytest.mark.rule("STF-01")
def test_unknown_roles_and_phases_have_no_numbers() -> None:
    """Asked for one by one they are told with near misses."""
    with pytest.raises(UnknownNameError, match="did you mean 'helper'"):
        policy().work(account("a", "helpr"))
    with pytest.raises(UnknownNameError, match="did you mean 'start'"):
        policy().work(account("a", "keeper", phase="strat"))
    with pytest.raises(UnknownNameError, match="did you mean 'helper'"):
        policy().capacity(person("ann", role_id="helpr"))
