"""The sessions of an enablement, and the hours that they take."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Self

import attrs

from partner_success.core.instants import Period
from partner_success.programme.enablement.steps import EnablementStep

__all__ = ["EnablementHours", "PlannedSession"]


@attrs.frozen(kw_only=True)
class PlannedSession:
    """One session of a step, with its days.

    Attributes:
        step: The step.
        number: Which session of the step it is, from 1.
        week: Its week, from 1.
        days: The days of that week, both ends inside.

    Rule: PRG-08.
    """

    step: EnablementStep
    number: int
    week: int
    days: Period

    @property
    def by(self) -> date:
        """The last day on which it is in time."""
        return self.days.last

    @property
    def title(self) -> str:
        """The name of the step, and the number where it has several sessions."""
        several = self.step.session_count > 1
        return f"{self.step.name} {self.number}" if several else self.step.name

    def __str__(self) -> str:
        return self.title


@attrs.frozen(kw_only=True)
class EnablementHours:
    """The hours that sessions take, as far as they are told.

    Attributes:
        told: The hours of all sessions whose length is told.
        untold: How many sessions there are besides, whose length nothing says.

    Rule: PRG-08.
    """

    told: Decimal
    untold: int

    @classmethod
    def of(cls, sessions: Iterable[PlannedSession]) -> Self:
        """Add up the hours of sessions; what is only given takes none."""
        lengths = [each.step.hours for each in sessions if each.step.attended]
        told = [each for each in lengths if each is not None]
        return cls(told=sum(told, Decimal(0)), untold=len(lengths) - len(told))

    def __str__(self) -> str:
        text = f"{self.told} hours"
        if not self.untold:
            return text
        noun = "session" if self.untold == 1 else "sessions"
        return f"{text}, and {self.untold} {noun} whose length no source tells"
