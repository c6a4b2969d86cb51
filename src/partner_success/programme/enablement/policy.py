"""How the CSMs of partners are enabled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from partner_success.core.checks import fault, refuse
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.decision import Decision, Reason
from partner_success.core.instants import require_date
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError, Problem
from partner_success.programme.enablement.plan import (
    EnablementPlan,
    all_days,
    planned_sessions,
)
from partner_success.programme.enablement.steps import EnablementStep, step_faults
from partner_success.programme.enablement.success import SuccessTerms, terms_faults

__all__ = ["EnablementPolicy"]


@attrs.frozen(kw_only=True)
class EnablementPolicy:
    """How the CSMs of partners are enabled, week by week.

    Attributes:
        id: The name for programs.
        name: The name for people.
        length_weeks: How many weeks it takes.
        steps: What happens, in order.
        success: By what success is judged.
        engineer_above: With more licences than so many a success engineer of the vendor
            helps at no charge.
        citations: Where the policy comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: It has faults; each is named by its path.

    Rule: PRG-08.
    """

    id: str
    name: str
    length_weeks: int = attrs.field(metadata={"minimum": 1})
    steps: Catalogue[EnablementStep]
    success: SuccessTerms
    engineer_above: int = attrs.field(metadata={"minimum": 0})
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        refuse(f"enablement {self.id!r}", _faults(self))

    def plan(self, start: date) -> EnablementPlan:
        """Give every session with its days for CSMs who start on a day.

        Args:
            start: The first day, of any weekday; week 1 begins with it.

        Raises:
            InvalidValueError: It is no day, or so late that the calendar ends before
                the enablement does.

        Examples:
            >>> import partner_success as ps
            >>> plan = ps.standard().enablement.plan(date(2026, 5, 4))
            >>> for session in plan.in_week(6):
            ...     print(session, session.days.first, session.days.last)
            Guidance call 2 2026-06-08 2026-06-14
            Progress checkpoint 1 2026-06-08 2026-06-14
            >>> str(plan.hours)
            '8 hours, and 14 sessions whose length no source tells'

        Rule: PRG-08.
        """
        require_date(start, "start")
        return EnablementPlan(
            start=start,
            days=all_days(start, self.length_weeks),
            steps=self.steps,
            sessions=planned_sessions(self.steps, start),
            terms=self.success,
            provenance=self.provenance,
        )

    def engineer(self, licences: int | None) -> Decision:
        """Tell whether a success engineer of the vendor helps at no charge.

        Args:
            licences: How many licences the customer has; ``None`` where that is not
                known.

        Raises:
            InvalidValueError: It is no whole number from 0 up.

        Examples:
            >>> import partner_success as ps
            >>> rules = ps.standard().enablement
            >>> rules.engineer(100).holds, rules.engineer(101).holds
            (False, True)

        Rule: PRG-08.
        """
        count: object = licences
        if count is None:
            return self._engineer(
                "unknown-licences", "the number of licences is not known", licences
            )
        whole = isinstance(count, int) and not isinstance(count, bool)
        if licences is None or not whole or licences < 0:
            raise InvalidValueError(
                f"licences are a whole number from 0 up, not {shown(count)}"
            )
        above = licences > self.engineer_above
        code = "enough-licences" if above else "too-few-licences"
        word = "are" if above else "are not"
        message = f"{shown(licences)} licences {word} more than {self.engineer_above}"
        return self._engineer(code, message, licences, holds=above)

    def _engineer(
        self, code: str, message: str, licences: int | None, *, holds: bool = False
    ) -> Decision:
        reason = Reason(
            code=code,
            message=message,
            rules=("PRG-08",),
            citations=self.citations,
            facts={"licences": licences, "above": self.engineer_above},
        )
        return Decision(holds=holds, reasons=(reason,))


def _faults(policy: EnablementPolicy) -> Iterator[Problem]:
    if policy.length_weeks < 1:
        message = "an enablement takes at least one week"
        yield fault("length_weeks", "out-of-range", message, policy.length_weeks)
    if policy.engineer_above < 0:
        message = "a number of licences is 0 or more"
        yield fault("engineer_above", "out-of-range", message, policy.engineer_above)
    yield from step_faults(policy.steps, policy.length_weeks)
    yield from terms_faults(policy.success)
