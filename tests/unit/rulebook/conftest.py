"""What the tests of rulebooks share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from partner_success.rulebook.store import from_document, standard_document


@pytest.fixture
def document() -> dict[str, Any]:
    """The standard rulebook as plain data, to be changed by the test."""
    return standard_document()


@pytest.fixture
def ours() -> Callable[..., Any]:
    """Makes a company's rulebook that changes the standard one."""

    def make(**families: Any) -> Any:
        edition = {
            "id": "acme 1",
            "name": "Acme",
            "effective_from": "2026-07-01",
            "extends": "standard 2026.1",
        }
        return from_document({"edition": edition, **families})

    return make
