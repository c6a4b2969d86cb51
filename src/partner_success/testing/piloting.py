"""Events of pilots, made up field by field from what they declare."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, Literal, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st

from partner_success.programme.goals import Goal
from partner_success.programme.pilot import PilotEvent
from partner_success.programme.requirements import PartnerRequirements
from partner_success.scoring.targets import Target
from partner_success.testing.happening import any_value

__all__ = ["any_pilot_event"]

_IDS: Final = st.sampled_from(["acme", "globex", "p-1", "Müller & Sons", "a.b"])
_DAYS: Final = any_value(date)
_MOST: Final = 2


def _goal(id_: str, area: str, value: Decimal, due_on: date) -> Goal:
    target = Target(
        id=id_, name="Partners", relation="at_least", value=value, unit="partners"
    )
    return Goal(id=id_, area=area, target=target, due_on=due_on)


_FIELDS: Final[dict[str, st.SearchStrategy[Any]]] = {
    "goal": st.builds(_goal, _IDS, _IDS, any_value(Decimal), _DAYS),
    "requirements": st.builds(
        PartnerRequirements,
        success_plans=st.none() | st.integers(0, 99),
        onboarding_days=st.none() | st.decimals(0, 99, places=1),
        csm=st.sampled_from([None, "dedicated", "shared"]),
        account_load=st.none() | st.integers(1, 99),
    ),
    "quarter": _DAYS.map(lambda day: day.replace(day=1)),
    "meets": st.lists(_IDS, min_size=1, max_size=_MOST, unique=True).map(tuple),
    "regions": st.lists(_IDS, min_size=1, max_size=_MOST, unique=True).map(tuple),
}
"""What not every value of its type is sound for, by the name of the field."""


@cache
def any_pilot_event(kind: type[PilotEvent]) -> st.SearchStrategy[PilotEvent]:
    """Draw events of one class."""
    hints = get_type_hints(kind)
    drawn = {
        field.name: _drawn(field.name, hints[field.name])
        for field in attrs.fields(kind)
        if get_origin(hints[field.name]) is not Literal
    }
    return st.builds(kind, **drawn)


def _drawn(name: str, kind: Any) -> st.SearchStrategy[Any]:
    # A goal stands there as a whole where it is set, and by its id elsewhere.
    return any_value(kind) if kind is str or name not in _FIELDS else _FIELDS[name]
