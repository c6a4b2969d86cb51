"""The numbers of the reports of roles: those of the rulebook, and what cannot be."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.errors import InvalidModelError


@pytest.mark.rule("ANL-01", "ANL-02", "ANL-03", "ANL-07")
def test_the_numbers_of_the_policy(rules: ps.Rulebook) -> None:
    """Each with its unit and its source."""
    policy = rules.role_analytics
    assert (policy.percentile, policy.rollback_days, policy.survey_days) == (90, 30, 30)
    assert (policy.adoption_days, policy.little_used_below) == (28, 20)
    assert policy.least_group == 5
    assert policy.adoption_days == rules.kpis["feature_users"].window_days
    assert policy.percentile == rules.compliance.percentile
    assert policy.provenance.edition == rules.edition.id
    numbers = [each for each in rules.numbers() if each.family == "role_analytics"]
    assert len(numbers) == 6
    assert all(each.is_explained for each in numbers)


def test_the_stages_and_bands_that_it_names_are_there(rules: ps.Rulebook) -> None:
    """Each role leads the stage that it looks after."""
    policy, journey = rules.role_analytics, rules.journey
    assert journey.stages[policy.psm_stage].lead == policy.psm_role
    assert journey.stages[policy.tam_stage].lead == policy.tam_role
    bands = [band.id for band in rules.health.require_bands()]
    assert set(policy.expansion_bands) <= set(bands)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("percentile", 0), ("percentile", 100), ("percentile", True)),
        *(("rollback_days", 0), ("survey_days", 0), ("adoption_days", 1.0)),
        *(("least_group", 1), ("least_group", None)),
        *(("little_used_below", 0), ("little_used_below", Decimal("100.01"))),
        *(("little_used_below", "few"), ("little_used_below", float("nan"))),
    ],
)
def test_a_number_out_of_range_is_named(
    name: str, value: Any, rules: ps.Rulebook
) -> None:
    """The fault says what is needed and what was found."""
    with pytest.raises(InvalidModelError, match="needed") as caught:
        attrs.evolve(rules.role_analytics, **{name: value})
    assert [(each.path, each.code) for each in caught.value.problems] == [
        (name, "out-of-range")
    ]


def test_the_least_and_greatest_numbers_are_allowed(rules: ps.Rulebook) -> None:
    """A day, a group of two, a share of everything."""
    least = attrs.evolve(
        rules.role_analytics,
        percentile=1,
        rollback_days=1,
        survey_days=1,
        adoption_days=1,
        least_group=2,
        little_used_below=100,
    )
    assert least.little_used_below == 100
    assert attrs.evolve(least, percentile=99, little_used_below=0.5).percentile == 99
