"""What happens when the CSMs of a partner are enabled: the steps, and their weeks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import attrs

from partner_success.core.checks import fault, form_faults, reference_faults
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.errors import Problem

__all__ = ["EnablementStep", "StepKind", "step_faults"]

StepKind = Literal["access", "call", "course", "meeting"]
"""What a step is: access that is given, or a call, course or meeting."""


@attrs.frozen(kw_only=True)
class EnablementStep:
    """A step of the enablement, with one session or several.

    Attributes:
        id: The name for programs.
        name: The name for people.
        kind: What it is.
        weeks: The weeks in which it happens, rising; the first week is 1.
        sessions: How many sessions it has in each of its weeks.
        hours: How long a session is, in hours; ``None`` where nothing says.
        attended: Whether CSMs take part in it, so that it counts for participation;
            false for what they are only given.
        after: The ids of the steps that come first, each before it in the list.
        citations: Where it comes from.

    Rule: PRG-08.
    """

    id: str
    name: str
    kind: StepKind
    weeks: tuple[int, ...]
    sessions: int = attrs.field(default=1, metadata={"minimum": 1})
    hours: Decimal | None = None
    attended: bool = True
    after: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()

    @property
    def session_count(self) -> int:
        """How many sessions it has in all."""
        return len(self.weeks) * self.sessions


def step_faults(
    steps: Catalogue[EnablementStep], length_weeks: int
) -> Iterator[Problem]:
    """Name every fault of the steps.

    Args:
        steps: The steps, in order.
        length_weeks: How many weeks there are.
    """
    yield from form_faults("steps", steps)
    if not len(steps):
        yield fault("steps", "empty", "an enablement has at least one step", ())
    before: dict[str, EnablementStep] = {}
    for place, step in enumerate(steps):
        path = f"steps[{place}]"
        yield from _number_faults(path, step, length_weeks)
        yield from reference_faults(f"{path}.after", "earlier step", step.after, before)
        for number, name in enumerate(step.after):
            if name in before and _starts_early(step, before[name]):
                message = f"it begins before {name!r} is over, and comes after it"
                yield fault(f"{path}.after[{number}]", "too-early", message, step.weeks)
        before[step.id] = step


def _number_faults(
    path: str, step: EnablementStep, length_weeks: int
) -> Iterator[Problem]:
    weeks = step.weeks
    if not weeks:
        yield fault(f"{path}.weeks", "empty", "a step happens in some week", weeks)
    elif list(weeks) != sorted(set(weeks)):
        yield fault(f"{path}.weeks", "not-rising", "weeks rise, each once", weeks)
    elif weeks[0] < 1 or weeks[-1] > length_weeks:
        message = f"weeks lie from 1 to {length_weeks}, the last one"
        yield fault(f"{path}.weeks", "out-of-range", message, weeks)
    if step.sessions < 1:
        message = "a step has at least one session in each of its weeks"
        yield fault(f"{path}.sessions", "out-of-range", message, step.sessions)
    if step.hours is not None and not (step.hours.is_finite() and step.hours > 0):
        message = "a session takes some time; leave out what nothing says"
        yield fault(f"{path}.hours", "out-of-range", message, step.hours)


def _starts_early(step: EnablementStep, first: EnablementStep) -> bool:
    return bool(step.weeks and first.weeks) and step.weeks[0] < first.weeks[-1]
