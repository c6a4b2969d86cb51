"""The roles are a closed vocabulary."""

from __future__ import annotations

import pytest

from partner_success.partners import Role
from tests.unit.partners.conftest import Found
from tests.unit.partners.records import assignment


def test_the_roles_are_those_of_the_programme() -> None:
    """Six roles, each equal to its text."""
    assert [str(role) for role in Role] == ["PAM", "PDM", "TPM", "PSM", "TAM", "ADMIN"]


@pytest.mark.parametrize("role", ["TAM", Role.TAM])
def test_an_assignment_takes_a_role_or_its_text(role: Role | str) -> None:
    """Either way the field holds the member."""
    assert assignment(role=role).role is Role.TAM


def test_an_unknown_role_is_refused(faults: Found) -> None:
    """A role of another programme is none here."""
    assert faults(assignment, role="CSM") == {"role": "unknown-name"}
