"""A result says with what it was computed."""

from __future__ import annotations

import pytest

from partner_success.core.provenance import Provenance


@pytest.mark.parametrize(
    ("provenance", "text"),
    [
        (Provenance(), "no rulebook"),
        (Provenance(edition="standard 2026.1"), "rulebook standard 2026.1"),
        (Provenance(tzdata="2025b"), "no rulebook, tzdata 2025b"),
        (
            Provenance(edition="acme 3", tzdata="2025b", holidays="0.80"),
            "rulebook acme 3, tzdata 2025b, holidays 0.80",
        ),
    ],
)
def test_provenance_names_what_was_used(provenance: Provenance, text: str) -> None:
    """The edition comes first, databases only where they were used."""
    assert str(provenance) == text
