"""What a playbook is made of: steps in parts, who takes them, and how it can end."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import attrs

from partner_success.core.checks import (
    fault,
    form_faults,
    reference_faults,
    refuse,
)
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED
from partner_success.errors import Problem

__all__ = [
    "Outcome",
    "Playbook",
    "PlaybookKind",
    "PlaybookPart",
    "PlaybookStep",
    "Situation",
]


class PlaybookKind(StrEnum):
    """What a playbook is there for.

    Attributes:
        SCENARIO: Something went wrong, or is about to change.
        SUCCESS: A part of a customer's way is to be gone well.
        PROCESS: Standing work that never ends as such, done round by round.
    """

    SCENARIO = "scenario"
    SUCCESS = "success"
    PROCESS = "process"


class Situation(StrEnum):
    """What a playbook can answer by itself, beside the triggers and bands that name it.

    Attributes:
        LICENCES_OVER_USED: More users are active than licensed.
        METRICS_BELOW_TARGET: An operational metric of Gate 3 misses its target.

    Rule: PLB-05.
    """

    LICENCES_OVER_USED = "licences over-used"
    METRICS_BELOW_TARGET = "metrics below target"


@attrs.frozen(kw_only=True)
class PlaybookPart:
    """A part of a playbook that holds some of its steps.

    Attributes:
        id: Unlike that of any other part of the playbook.
        name: What it is called.
        days_before_renewal: How many days before the renewal it begins; ``None`` where
            it depends on no renewal.
    """

    id: str
    name: str
    days_before_renewal: int | None = None


@attrs.frozen(kw_only=True)
class PlaybookStep:
    """Something to be done.

    Attributes:
        id: Unlike that of any other step of the playbook.
        name: What is done, in the imperative.
        part: The id of the part that it belongs to; ``None`` where the playbook has no
            parts.
        role: The role that does it; ``None`` for the playbook's own.
        needs: The ids of the steps without which it cannot be done.
        if_needed: Whether it is only done where the case asks for it, so that it can be
            left out with a reason.
    """

    id: str
    name: str
    part: str | None = None
    role: str | None = None
    needs: tuple[str, ...] = ()
    if_needed: bool = False


@attrs.frozen(kw_only=True)
class Outcome:
    """How a run of a playbook can end.

    Attributes:
        id: Unlike that of any other outcome of the playbook.
        name: What it means.
        complete: Whether every step has to be done, or left out with a reason, before
            a run can end so.
        success: Whether the objective was reached.
    """

    id: str
    name: str
    complete: bool = True
    success: bool = True


@attrs.frozen(kw_only=True)
class Playbook:
    """What is done, in which order, by whom, and to what end.

    Attributes:
        id: Unlike that of any other playbook.
        name: What it is called.
        kind: What it is there for.
        role: The role that runs it.
        objective: What it is to achieve, as one sentence.
        parts: Its parts in order; may be empty.
        steps: Its steps in order; at least one.
        outcomes: How a run can end; at least one that is a success.
        within_days: In how many days it is to be through, at least 1; ``None`` where
            nothing says.
        least_success: How many percent of the runs are to end in success at least
            (closed), above 0 and at most 100; ``None`` where nothing says.
        answers: The situations that call for it beside triggers and bands.
        citations: Where it comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: It has faults; each is named by its path.

    Examples:
        >>> listen = PlaybookStep(id="listen", name="Listen")
        >>> mend = PlaybookStep(id="mend", name="Mend it", needs=("listen",))
        >>> playbook = Playbook(
        ...     id="complaint",
        ...     name="Complaint",
        ...     kind=PlaybookKind.SCENARIO,
        ...     role="TAM",
        ...     objective="What was complained of is mended.",
        ...     steps=Catalogue([listen, mend]),
        ...     outcomes=Catalogue([Outcome(id="mended", name="It is mended")]),
        ... )
        >>> playbook.steps["mend"].needs
        ('listen',)

    Rule: PLB-01, PLB-02, PLB-03, PLB-06, PLB-07.
    """

    id: str
    name: str
    kind: PlaybookKind
    role: str
    objective: str
    steps: Catalogue[PlaybookStep]
    outcomes: Catalogue[Outcome]
    parts: Catalogue[PlaybookPart] = Catalogue(kind="part")
    within_days: int | None = None
    least_success: int | None = None
    answers: tuple[Situation, ...] = ()
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        refuse(f"playbook {self.id!r}", _faults(self))

    def steps_of(self, part: str) -> tuple[PlaybookStep, ...]:
        """Give the steps of a part, in order.

        Raises:
            UnknownNameError: There is no such part.
        """
        known = self.parts[part].id
        return tuple(step for step in self.steps if step.part == known)


def _faults(playbook: Playbook) -> Iterator[Problem]:
    yield from form_faults("parts", playbook.parts)
    yield from form_faults("steps", playbook.steps)
    yield from form_faults("outcomes", playbook.outcomes)
    if not len(playbook.steps):
        yield fault("steps", "empty", "a playbook has at least one step", ())
    if not any(outcome.success for outcome in playbook.outcomes):
        message = "a playbook has at least one outcome that is a success"
        yield fault("outcomes", "no-success", message, playbook.outcomes.ids)
    yield from _step_faults(playbook)
    yield from _part_faults(playbook)
    yield from _number_faults(playbook)


def _step_faults(playbook: Playbook) -> Iterator[Problem]:
    earlier: list[str] = []
    for place, step in enumerate(playbook.steps):
        path = f"steps[{place}]"
        needs = f"{path}.needs"
        yield from reference_faults(needs, "earlier step", step.needs, earlier)
        earlier.append(step.id)
        if step.part is None and len(playbook.parts):
            message = f"name one of {', '.join(playbook.parts.ids)}"
            yield fault(f"{path}.part", "missing-part", message, step.part)
        if step.part is not None and step.part not in playbook.parts:
            known = ", ".join(playbook.parts.ids) or "none"
            message = f"the playbook has no such part; it has {known}"
            yield fault(f"{path}.part", "unknown-part", message, step.part)


def _part_faults(playbook: Playbook) -> Iterator[Problem]:
    used = {step.part for step in playbook.steps}
    latest: int | None = None
    for place, part in enumerate(playbook.parts):
        path, days = f"parts[{place}]", part.days_before_renewal
        if part.id not in used:
            yield fault(path, "empty", "no step is in this part", part.id)
        if days is None:
            continue
        if days < 0:
            message = "must be at least 0 days"
            yield fault(f"{path}.days_before_renewal", "out-of-range", message, days)
        if latest is not None and days > latest:
            message = f"a part before it begins {latest} days before the renewal"
            yield fault(f"{path}.days_before_renewal", "out-of-order", message, days)
        latest = days


def _number_faults(playbook: Playbook) -> Iterator[Problem]:
    days, share = playbook.within_days, playbook.least_success
    if days is not None and days < 1:
        yield fault("within_days", "out-of-range", "must be at least 1 day", days)
    if share is not None and not 0 < share <= HUNDRED:
        message = "must be above 0 and at most 100 %"
        yield fault("least_success", "out-of-range", message, share)
