"""What the loads of roles are held to."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from partner_success.core.checks import fault, form_faults
from partner_success.core.collections import Catalogue
from partner_success.errors import Problem
from partner_success.practice.staffing.work import HOURS_OF_A_WEEK, RoleLoad

__all__ = ["role_faults"]

_WHOLE: Final = 100


def role_faults(roles: Catalogue[RoleLoad]) -> Iterator[Problem]:
    """Name every number of a role that contradicts another."""
    yield from form_faults("roles", roles)
    if not len(roles):
        yield fault("roles", "empty", "there is at least one role", ())
    for place, role in enumerate(roles):
        path = f"roles[{place}]"
        if role.most < 1:
            message = "a person has at least one of what is looked after"
            yield fault(f"{path}.most", "out-of-range", message, role.most)
        if not 0 <= role.least <= role.most:
            message = f"is from 0 to {role.most}, the most that a person can have"
            yield fault(f"{path}.least", "out-of-range", message, role.least)
        yield from _range_faults(path, "hours", role.hours_least, role.hours_most)
        yield from _range_faults(
            path, "utilised", role.utilised_least, role.utilised_most, _WHOLE
        )
        if role.per_customer and role.hours_least is None:
            message = "hours for each of them need hours_least and hours_most"
            yield fault(f"{path}.per_customer", "no-hours", message, role.per_customer)
        yield from form_faults(f"{path}.phases", role.phases)
        for number, phase in enumerate(role.phases):
            where = f"{path}.phases[{number}]"
            yield from _range_faults(
                where, "hours", phase.hours_least, phase.hours_most
            )


def _range_faults(
    path: str,
    kind: str,
    least: Decimal | None,
    most: Decimal | None,
    limit: int = HOURS_OF_A_WEEK,
) -> Iterator[Problem]:
    low, high = f"{kind}_least", f"{kind}_most"
    if least is None and most is None:
        return
    if least is None or most is None:
        missing = low if least is None else high
        message = f"{low} and {high} stand together"
        yield fault(f"{path}.{missing}", "missing", message, None)
    elif not 0 <= least <= limit:
        yield fault(f"{path}.{low}", "out-of-range", f"is from 0 to {limit}", least)
    elif not least <= most <= limit:
        message = f"is from {low} ({least}) to {limit}"
        yield fault(f"{path}.{high}", "out-of-range", message, most)
