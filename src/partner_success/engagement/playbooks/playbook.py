"""What a playbook is made of: steps in parts, who takes them, and how it can end."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.engagement.checks import (
    fault,
    form_faults,
    reference_faults,
    refuse,
)
from partner_success.errors import Problem

__all__ = ["Outcome", "Playbook", "PlaybookKind", "PlaybookPart", "PlaybookStep"]


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
    """

    id: str
    name: str
    complete: bool = True


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
        outcomes: How a run can end; at least one.
        within_days: In how many days it is to be through; ``None`` where nothing says.
        citations: Where it comes from.

    Raises:
        InvalidModelError: It has faults; each is named by its path.

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
    citations: tuple[Citation, ...] = ()

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
    for name in ("steps", "outcomes"):
        if not len(getattr(playbook, name)):
            message = f"a playbook has at least one of its {name}"
            yield fault(name, "empty", message, ())
    earlier: list[str] = []
    for place, step in enumerate(playbook.steps):
        path = f"steps[{place}]"
        yield from reference_faults(
            f"{path}.needs", "earlier step", step.needs, earlier
        )
        earlier.append(step.id)
        yield from _part_faults(playbook, step, f"{path}.part")
    for place, part in enumerate(playbook.parts):
        days = part.days_before_renewal
        if days is not None and days < 0:
            path = f"parts[{place}].days_before_renewal"
            yield fault(path, "out-of-range", "must be at least 0 days", days)
        if not any(step.part == part.id for step in playbook.steps):
            yield fault(f"parts[{place}]", "empty", "no step is in this part", part.id)
    if playbook.within_days is not None and playbook.within_days < 1:
        message = "must be at least 1 day"
        yield fault("within_days", "out-of-range", message, playbook.within_days)


def _part_faults(
    playbook: Playbook, step: PlaybookStep, path: str
) -> Iterator[Problem]:
    if step.part is None and len(playbook.parts):
        message = f"name one of {', '.join(playbook.parts.ids)}"
        yield fault(path, "missing-part", message, step.part)
    if step.part is not None and step.part not in playbook.parts:
        message = f"the playbook has no such part; it has {list(playbook.parts.ids)}"
        yield fault(path, "unknown-part", message, step.part)
