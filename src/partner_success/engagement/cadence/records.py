"""What was done for partners in a cadence, and which partners are cared for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

import attrs

from partner_success.core.quantities import shown
from partner_success.engagement.cadence.definition import Activity, TouchpointKind
from partner_success.errors import InvalidDataError, Problem, near_misses
from partner_success.partners.faults import Faults

__all__ = ["ActivityDone", "PartnerInCare"]


@attrs.frozen(kw_only=True)
class PartnerInCare:
    """A partner whom somebody looks after since its launch.

    Attributes:
        partner_id: The id of the partner.
        launched_on: The day of its launch.
        enterprise: Whether it is an enterprise customer, with reviews of its own.

    Raises:
        InvalidDataError: With every fault of the record.

    Rule: CAD-03.
    """

    partner_id: str
    launched_on: date
    enterprise: bool = False

    def __attrs_post_init__(self) -> None:
        faults = Faults("partner in care", self.partner_id)
        faults.id("partner_id", self.partner_id)
        faults.day("launched_on", self.launched_on)
        faults.truth("enterprise", self.enterprise)
        faults.report()


@attrs.frozen(kw_only=True)
class ActivityDone:
    """That an activity was done, or a touchpoint held, for a partner on a day.

    Attributes:
        activity: The id of the activity, or of the kind of touchpoint.
        partner_id: The id of the partner.
        on: The day.
        by: The id of whoever did it.
        number: The number of the touchpoint; ``None`` for an activity.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> ActivityDone(activity="check_in", partner_id="acme", by="p-1",
        ...     on=date(2026, 5, 4), number=3).number
        3

    Rule: CAD-03.
    """

    activity: str
    partner_id: str
    on: date
    by: str
    number: int | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("activity done", self.activity)
        faults.id("activity", self.activity)
        faults.id("partner_id", self.partner_id)
        faults.day("on", self.on)
        faults.id("by", self.by)
        number = cast(object, self.number)
        whole = isinstance(number, int) and not isinstance(number, bool)
        if number is not None and (not whole or cast(int, number) < 1):
            message = f"must be a whole number from 1 up, found {shown(number)}"
            faults.add("number", "out-of-range", message)
        faults.report()


def latest_of(
    done: Iterable[ActivityDone],
    kinds: Mapping[str, TouchpointKind],
    activities: Mapping[str, Activity],
    *,
    on: date,
) -> dict[tuple[str, str], ActivityDone]:
    """Give of each partner and activity what was done latest by a day (closed).

    Of touchpoints it is the one with the highest number, whenever it was held.

    Raises:
        InvalidDataError: A record names what is not there, or its number is missing or
            needless; all of them are named.
    """
    latest: dict[tuple[str, str], ActivityDone] = {}
    problems: list[Problem] = []
    for place, each in enumerate(done):
        if (problem := _problem(each, f"[{place}]", kinds, activities)) is not None:
            problems.append(problem)
            continue
        key = (each.partner_id, each.activity)
        if each.on <= on and (key not in latest or _rank(each) > _rank(latest[key])):
            latest[key] = each
    if problems:
        raise InvalidDataError("the record of what was done", problems)
    return latest


def _rank(each: ActivityDone) -> tuple[int, date]:
    return each.number or 0, each.on


def _problem(
    each: object,
    path: str,
    kinds: Mapping[str, TouchpointKind],
    activities: Mapping[str, Activity],
) -> Problem | None:
    if not isinstance(each, ActivityDone):
        message = f"must be an ActivityDone, found {type(each).__name__}"
        return Problem(path=path, code="wrong-type", message=message)
    known = [*kinds, *activities]
    if each.activity not in known:
        near = near_misses(each.activity, known)
        hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
        message = f"nothing in the cadence is called {shown(each.activity)}; {hint}"
        return Problem(path=f"{path}.activity", code="unknown", message=message)
    if each.activity in kinds:
        return _touchpoint_problem(each, path)
    return _activity_problem(each, path, activities[each.activity].touchpoint)


def _touchpoint_problem(each: ActivityDone, path: str) -> Problem | None:
    if each.number is not None:
        return None
    message = f"a touchpoint such as {each.activity!r} is recorded with its number"
    return Problem(path=f"{path}.number", code="missing-key", message=message)


def _activity_problem(
    each: ActivityDone, path: str, touchpoint: str | None
) -> Problem | None:
    name = each.activity
    if touchpoint is not None:
        message = (
            f"{name!r} is done by touchpoints; record {touchpoint!r} with its number"
        )
        return Problem(path=f"{path}.activity", code="is-touchpoint", message=message)
    if each.number is not None:
        message = f"only touchpoints have numbers, and {name!r} is none; leave it out"
        return Problem(path=f"{path}.number", code="needless", message=message)
    return None
