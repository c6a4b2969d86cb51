"""Complaints: few who recommend, or feedback that keeps falling."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import attrs

from partner_success.core.citation import Citation
from partner_success.core.decision import Reason
from partner_success.core.quantities import (
    HUNDRED,
    count_steps,
    decimal_text,
    exact_steps,
)
from partner_success.core.series import Series
from partner_success.errors import Problem
from partner_success.scoring.triggers.checks import (
    day_text,
    exact_fault,
    list_fault,
    refuse,
    whole_fault,
)
from partner_success.scoring.triggers.course import Course, reason
from partner_success.scoring.triggers.facts import TriggerFacts


@attrs.frozen(kw_only=True)
class Complaints:
    """When a customer complains: a low Net Promoter Score, or feedback that falls.

    The newest score counts, however old it is. It fires on either ground; that it is
    quiet takes both of them to be known.

    Attributes:
        name: The name for people.
        nps_below: The score below which it fires (open), -100 to 100 in hundredths.
        falls: How many readings of feedback running each have to be lower than the one
            before.
        playbooks: Ids of the playbooks that it calls for.
        citations: Where the trigger comes from.

    Raises:
        InvalidModelError: A number is out of its range, or there is no playbook.

    Rule: TRG-03.
    """

    name: str
    nps_below: Decimal
    falls: int
    playbooks: tuple[str, ...]
    citations: tuple[Citation, ...] = ()

    def __attrs_post_init__(self) -> None:
        refuse(f"the trigger {self.name!r}", _faults(self))

    @property
    def rule(self) -> str:
        """The rule that decides."""
        return "TRG-03"

    @property
    def reads(self) -> tuple[str, ...]:
        """What it looks at: fields of the facts."""
        return ("nps", "feedback")

    def course(self, facts: TriggerFacts) -> Course:
        """Give how it stands from day to day."""
        limit = exact_steps(self.nps_below) or 0
        nps = _LowScore(self, _Counted.of(facts.nps), limit)
        feedback = _FallingFeedback(self, _Counted.of(facts.feedback))
        return Course((nps, feedback), lambda _: self.playbooks)


def _faults(model: Complaints) -> Iterator[Problem]:
    yield from exact_fault(model, "nps_below", -HUNDRED, HUNDRED)
    yield from whole_fault(model, "falls", 1)
    yield from list_fault(model, "playbooks", "playbook")


@attrs.frozen
class _Counted:
    """Readings by day, the earliest first, counted in hundredths."""

    days: tuple[int, ...]
    steps: tuple[int, ...]

    @classmethod
    def of(cls, series: Series | None) -> _Counted:
        """Count a series."""
        readings = series or Series()
        return cls(
            tuple(each.on.toordinal() for each in readings),
            tuple(count_steps(each.value) for each in readings),
        )

    def newest(self, day: int, most: int) -> tuple[tuple[int, int], ...]:
        """Give day and count of the newest readings up to a day, a number at most."""
        end = bisect_right(self.days, day)
        begin = max(end - most, 0)
        return tuple(zip(self.days[begin:end], self.steps[begin:end], strict=True))


@attrs.frozen
class _LowScore:
    """The ground that few recommend."""

    model: Complaints
    scores: _Counted
    limit: int

    @property
    def changes(self) -> tuple[int, ...]:
        """The days of the readings."""
        return self.scores.days

    def holds(self, day: int) -> bool | None:
        """Compare the newest score with the limit."""
        newest = self.scores.newest(day, 1)
        return newest[0][1] < self.limit if newest else None

    def reasons(self, day: int) -> tuple[Reason, ...]:
        """Tell the score and the limit."""
        newest = self.scores.newest(day, 1)
        if not newest:
            message = f"no Net Promoter Score is known up to {day_text(day)}"
            return (reason(self.model, "no-nps", message),)
        ((of_day, steps),) = newest
        below = self.holds(day)
        message = (
            f"the Net Promoter Score of {day_text(of_day)},"
            f" {decimal_text(steps, HUNDRED)}, is {'' if below else 'not '}below"
            f" {self.model.nps_below}"
        )
        facts = {"nps": Fraction(steps, HUNDRED), "nps_below": self.model.nps_below}
        code = "low-nps" if below else "good-nps"
        return (reason(self.model, code, message, **facts),)


@attrs.frozen
class _FallingFeedback:
    """The ground that feedback falls from reading to reading."""

    model: Complaints
    marks: _Counted

    @property
    def changes(self) -> tuple[int, ...]:
        """The days of the readings."""
        return self.marks.days

    def holds(self, day: int) -> bool | None:
        """Compare each of the newest readings with the one before it."""
        newest = self.marks.newest(day, self.model.falls + 1)
        if len(newest) <= self.model.falls:
            return None
        return all(later < earlier for (_, earlier), (_, later) in pairwise(newest))

    def reasons(self, day: int) -> tuple[Reason, ...]:
        """Tell the readings."""
        falls = self.model.falls
        newest = self.marks.newest(day, falls + 1)
        fell = self.holds(day)
        if fell is None:
            code = "little-feedback"
            message = (
                f"readings of feedback known up to {day_text(day)}: {len(newest)}, and"
                f" {falls + 1} are needed"
            )
        else:
            code, how = "feedback-kept", "did not fall"
            if fell:
                code, how = "feedback-fell", "fell"
            marks = (
                f"{decimal_text(steps, HUNDRED)} ({day_text(of_day)})"
                for of_day, steps in newest
            )
            message = f"feedback {how} each time: {', '.join(marks)}"
        readings = tuple(Fraction(steps, HUNDRED) for _, steps in newest)
        return (reason(self.model, code, message, feedback=readings),)
