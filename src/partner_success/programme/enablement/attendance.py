"""Who took part in what, and when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import cast

import attrs

from partner_success.core.collections import Catalogue
from partner_success.core.quantities import shown
from partner_success.errors import InvalidUseError, near_misses
from partner_success.partners.faults import Faults
from partner_success.programme.enablement.steps import EnablementStep

__all__ = ["Attendance", "SessionKey", "attended_by", "known_csms"]

SessionKey = tuple[str, str, int]
"""The ids of the CSM and of the step, and the number of the session."""


@attrs.frozen(kw_only=True)
class Attendance:
    """That a CSM took part in a session, or was given access, on a day.

    Attributes:
        csm_id: The id of the CSM.
        step: The id of the step.
        on: The day.
        number: Which session of the step it was, from 1.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> Attendance(csm_id="ada", step="training", number=2,
        ...     on=date(2026, 5, 20)).number
        2

    Rule: PRG-08.
    """

    csm_id: str
    step: str
    on: date
    number: int = 1

    def __attrs_post_init__(self) -> None:
        faults = Faults("attendance of", self.csm_id)
        faults.id("csm_id", self.csm_id)
        faults.id("step", self.step)
        faults.day("on", self.on)
        number = cast(object, self.number)
        whole = isinstance(number, int) and not isinstance(number, bool)
        if not whole or cast(int, number) < 1:
            message = f"must be a whole number from 1 up, found {shown(number)}"
            faults.add("number", "out-of-range", message)
        faults.report()


def known_csms(csms: Iterable[str]) -> tuple[str, ...]:
    """Give the ids of the CSMs, or refuse what names none.

    Raises:
        InvalidUseError: It is one text and no list of ids.
        InvalidDataError: There is none, or one is no id or stands twice.
    """
    given = cast(object, csms)
    if isinstance(given, str):
        raise InvalidUseError(
            f"CSMs are a list of ids, not the text {shown(given)}; write"
            f" [{shown(given)}]"
        )
    found = tuple(csms)
    faults = Faults("the CSMs")
    if not found:
        faults.add("csms", "empty", "name at least one")
    seen: set[str] = set()
    for place, each in enumerate(found):
        path = f"csms[{place}]"
        id_ = faults.id(path, each)
        if id_ is not None and id_ in seen:
            faults.add(path, "duplicate", "stands twice; name each once", each)
        seen.add(id_ or "")
    faults.report()
    return found


def attended_by(
    attendance: Iterable[Attendance],
    csms: Collection[str],
    steps: Catalogue[EnablementStep],
) -> Mapping[SessionKey, date]:
    """Give the day of each session that a CSM took part in.

    Raises:
        InvalidDataError: A record is none, names a CSM, step or session that is not
            there, or stands twice; all of them are named.
    """
    faults = Faults("the record of attendance")
    found: dict[SessionKey, date] = {}
    for path, each in faults.records("attendance", tuple(attendance), Attendance):
        step = steps.get(each.step)
        key = (each.csm_id, each.step, each.number)
        if each.csm_id not in csms:
            _unknown(faults, f"{path}.csm_id", "CSM", each.csm_id, csms)
        if step is None:
            _unknown(faults, f"{path}.step", "step", each.step, steps.ids)
        elif each.number > step.session_count:
            message = f"{each.step!r} has sessions from 1 to {step.session_count}"
            faults.add(f"{path}.number", "out-of-range", message, each.number)
        if key in found:
            message = f"{shown(each.csm_id)} was there on {found[key]} already"
            faults.add(path, "duplicate", f"{message}; keep one")
        found[key] = each.on
    faults.report()
    return found


def _unknown(
    faults: Faults, path: str, kind: str, name: str, known: Collection[str]
) -> None:
    near = near_misses(name, known)
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
    message = f"there is no {kind} {shown(name)} here; {hint}"
    faults.add(path, "unknown", message)
