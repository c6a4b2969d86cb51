"""What the tests of the records share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from partner_success.errors import InvalidDataError

Found = Callable[..., dict[str, str]]


@pytest.fixture
def faults() -> Found:
    """Make a record and give the code of each fault by its path; empty when good."""

    def found(make: Callable[..., Any], **changes: Any) -> dict[str, str]:
        try:
            make(**changes)
        except InvalidDataError as error:
            return {problem.path: problem.code for problem in error.problems}
        return {}

    return found
