"""Who took part in what, and when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

import attrs

from partner_success.core.collections import Catalogue
from partner_success.core.quantities import shown
from partner_success.partners.faults import Faults, frozen_tuple
from partner_success.programme.enablement.steps import EnablementStep
from partner_success.programme.given import check_positive, stranger

__all__ = ["Attendance", "SessionKey", "attended_by"]

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
        check_positive(faults, "number", self.number)
        faults.report()


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
    for path, each in faults.records(
        "attendance", frozen_tuple(attendance), Attendance
    ):
        step = steps.get(each.step)
        key = (each.csm_id, each.step, each.number)
        if each.csm_id not in csms:
            stranger(faults, f"{path}.csm_id", "CSM", each.csm_id, csms)
        if step is None:
            stranger(faults, f"{path}.step", "step", each.step, steps.ids)
        elif each.number > step.session_count:
            message = f"{each.step!r} has sessions from 1 to {step.session_count}"
            faults.add(f"{path}.number", "out-of-range", message, each.number)
        if key in found:
            message = f"{shown(each.csm_id)} was there on {found[key]} already"
            faults.add(path, "duplicate", f"{message}; keep one")
        found[key] = each.on
    faults.report()
    return found
