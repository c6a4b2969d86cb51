"""Facts that cannot be meant, refused by their paths."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, cast

import pytest

import partner_success as ps
from partner_success.errors import InvalidDataError, InvalidValueError
from partner_success.practice.incentives import (
    CalendarMonth,
    UsageMonth,
)
from tests.unit.practice.incentives.partners import (
    ON,
    activation,
    deal,
    partner,
    result,
    usage,
    usd,
)


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"id": " d"}, "id", "space-around"),
        ({"starts_on": "2026-01-01"}, "starts_on", "wrong-type"),
        ({"ends_on": date(2025, 12, 31)}, "ends_on", "before-start"),
        ({"value": usd(-1)}, "value", "negative"),
        ({"value": 5}, "value", "wrong-type"),
        ({"driven": 1}, "driven", "wrong-type"),
        ({"plan_filed": False}, "plan_filed", "contradiction"),
        ({"months": "2026-01"}, "months", "wrong-type"),
        ({"months": [5]}, "months[0]", "wrong-type"),
        (
            {"months": usage("2026-01", 1) * 2},
            "months[1].month",
            "duplicate",
        ),
    ],
)
def test_deals_that_cannot_be_are_refused(
    changes: dict[str, Any], path: str, code: str
) -> None:
    """Each fault by its path."""
    with pytest.raises(InvalidDataError) as caught:
        deal(**changes)
    assert [(each.path, each.code) for each in caught.value.problems] == [(path, code)]


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"month": "2026-01"}, ["month"]),
        ({"active": -1, "licensed": 1.5}, ["active", "licensed"]),
        ({"active": True}, ["active"]),
    ],
)
def test_usage_that_cannot_be_is_refused(
    changes: dict[str, Any], paths: list[str]
) -> None:
    """Each fault by its path."""
    given: dict[str, Any] = {"month": CalendarMonth(2026, 1)}
    with pytest.raises(InvalidDataError) as caught:
        UsageMonth(**given | changes)
    assert [each.path for each in caught.value.problems] == paths


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"id": ""}, "id"),
        ({"level": 5}, "level"),
        ({"specialisations": "gold"}, "specialisations"),
        ({"architectures": [5]}, "architectures"),
        ({"architectures": 5}, "architectures"),
    ],
)
def test_partners_that_cannot_be_are_refused(
    changes: dict[str, Any], path: str
) -> None:
    """Each fault by its path; a text is no list of ids."""
    with pytest.raises(InvalidDataError) as caught:
        partner(**changes)
    assert [each.path for each in caught.value.problems] == [path]


def test_a_partner_has_only_what_there_is(rules: ps.Rulebook) -> None:
    """A misspelt specialisation would cost money without a word."""
    given = partner(
        specialisations=["customer_experiense"], architectures=["security", "cloud"]
    )
    with pytest.raises(InvalidDataError) as caught:
        rules.incentives.adoption_line(deal(), given, on=ON)
    one, two = caught.value.problems
    assert one.path == "partner.specialisations"
    assert "did you mean 'customer_experience'?" in one.message
    assert two.path == "partner.architectures"
    assert "known: networking, collaboration, " in two.message


def test_it_needs_a_day(rules: ps.Rulebook) -> None:
    """A text is none."""
    with pytest.raises(InvalidValueError, match="on needs"):
        rules.incentives.adoption_course(deal(), on=cast(Any, "2026-01-01"))


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"incentive": "adop"}, [("incentive", "unknown-name")]),
        ({"performance": 1.5}, [("performance", "wrong-type")]),
        ({"investment": -1}, [("investment", "negative")]),
        ({"performance": Decimal("Infinity")}, [("performance", "not-finite")]),
        ({"performance": Decimal("1E+2000")}, [("performance", "too-long")]),
        ({"basis": 5, "on": None}, [("on", "missing"), ("basis", "wrong-type")]),
    ],
)
def test_results_that_cannot_be_are_refused(
    changes: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    """Each fault by its path; a float is not exact."""
    with pytest.raises(InvalidDataError) as caught:
        result(**{"incentive": "adopt"} | changes)
    assert [(each.path, each.code) for each in caught.value.problems] == faults


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"id": " "}, [("id", "blank")]),
        ({"proof": None}, [("proof", "missing")]),
        ({"proved_on": "2026"}, [("proved_on", "wrong-type")]),
    ],
)
def test_activations_that_cannot_be_are_refused(
    changes: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    """Each fault by its path; a proof on a day has a way."""
    with pytest.raises(InvalidDataError) as caught:
        activation(**changes)
    assert [(each.path, each.code) for each in caught.value.problems] == faults
