"""What lies between two ends, whatever kind of number it is."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from partner_success.scoring.limits import Limits

TENTH = Limits(Decimal(0), Decimal("0.1"))
HUGE = Limits(Decimal(2**54 + 2), None)


@pytest.mark.rule("HLT-11")
@pytest.mark.parametrize(
    ("limits", "number", "admitted"),
    [
        (TENTH, 0.05, True),
        # The float of a tenth is a little more than a tenth, and counts as one.
        (TENTH, 0.1, True),
        (TENTH, 0.10000000000000002, False),
        (TENTH, 0, True),
        (TENTH, -1, False),
        (TENTH, 1, False),
        (TENTH, Decimal("0.1"), True),
        (TENTH, Fraction(1, 9), False),
        # Its end rounds to 2 ** 54 as a float, and yet what is less is outside.
        (HUGE, 2**54 + 1, False),
        (HUGE, 2**54 + 2, True),
        (Limits(None, Decimal(5)), -1e300, True),
        (Limits(None, None), 10**400, True),
        (Limits(Decimal("1e400"), None), 1e300, False),
    ],
)
def test_numbers_between_the_ends(limits: Limits, number: Any, admitted: bool) -> None:
    """Floats count as the decimals that they are written as; both ends are inside."""
    assert limits.admits(number) is admitted
