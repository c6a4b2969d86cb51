"""Ids of a journey that could not be told apart, or could not be written in a path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from partner_success.core.collections import Catalogue
from partner_success.errors import Problem
from partner_success.gates.definition.faults import fault
from partner_success.gates.definition.stages import ChecklistItem, Stage
from partner_success.gates.definition.terms import JourneyTerms

__all__ = ["RESERVED", "id_problems"]

_ID: Final = re.compile(r"[^\W_][\w-]*")

RESERVED: Final = frozenset(
    {
        "awaiting_sign_off",
        "before",
        "blocked",
        "enter_phase",
        "failed",
        "final",
        "from_",
        "id",
        "in_progress",
        "initial",
        "is_compound",
        "is_history",
        "not_started",
        "parallel",
        "passed",
        "states",
        "to",
        "unfinished",
    }
)
"""Words that the machine of a gate uses itself, so that no phase can be called so."""


def id_problems(journey: JourneyTerms) -> Iterator[Problem]:
    """Give the faults of all ids of a journey.

    Rule: JRN-25.
    """
    yield from _forms("roles", journey.roles)
    yield from _forms("stages", journey.stages)
    yield from _forms("hand_offs", journey.hand_offs)
    for place, each in enumerate(journey.hand_offs):
        yield from _forms(f"hand_offs[{place}].steps", each.steps)
        yield from _forms(f"hand_offs[{place}].documents", each.documents)
    taken = {stage.id: "a stage" for stage in journey.stages}
    for place, stage in enumerate(journey.stages):
        path = f"stages[{place}]"
        yield from _phase_ids(f"{path}.phases", stage, taken)
        yield from _item_ids(path, stage)
        yield from _process_ids(f"{path}.processes", stage)


def _forms(path: str, parts: Catalogue[Any]) -> Iterator[Problem]:
    for place, name in enumerate(parts.ids):
        if not _ID.fullmatch(name):
            message = (
                "an id begins with a letter or digit and goes on with letters, digits,"
                " hyphens and underscores, because paths are made of ids"
            )
            yield fault(f"{path}[{place}].id", "bad-id", message, name)


def _phase_ids(path: str, stage: Stage, taken: dict[str, str]) -> Iterator[Problem]:
    """Refuse phases that could be taken for something else, and note all others."""
    yield from _forms(path, stage.phases)
    in_turn = any(phase.after is not None for phase in stage.phases)
    for place, phase in enumerate(stage.phases):
        at = f"{path}[{place}].id"
        if phase.id in taken:
            message = f"{taken[phase.id]} is called so; no phase has the id of another"
            yield fault(at, "taken-id", message, phase.id)
        elif in_turn and phase.id in RESERVED:
            message = "the machine of a gate uses this word; choose another"
            yield fault(at, "reserved-id", message, phase.id)
        taken.setdefault(phase.id, f"a phase of {stage.id!r}")


def _item_ids(path: str, stage: Stage) -> Iterator[Problem]:
    """Refuse items of one stage that share an id without being the same item."""
    known: dict[str, tuple[str, ChecklistItem]] = {}
    for place, phase in enumerate(stage.phases):
        where = f"{path}.phases[{place}].items"
        yield from _forms(where, phase.items)
        yield from _apart(where, phase.items, known)
        known |= {item.id: (where, item) for item in phase.items}
    where = f"{path}.checklist"
    yield from _forms(where, stage.checklist)
    for place, item in enumerate(stage.checklist):
        home, twin = known.get(item.id, (where, item))
        if (twin.name, twin.closed_by) != (item.name, item.closed_by):
            message = (
                f"{home} has an item of this id, which makes them one; give both the"
                " same name and closing, or another id"
            )
            yield fault(f"{where}[{place}].id", "other-item", message, item.id)
    known |= {item.id: (where, item) for item in stage.checklist}
    where = f"{path}.entry"
    yield from _forms(where, stage.entry)
    yield from _apart(where, stage.entry, known)
    for phase_id in stage.phases.ids:
        if phase_id in known or phase_id in stage.entry:
            message = "an item of the stage is called so; give one of them another id"
            at = f"{path}.phases[{stage.phases.ids.index(phase_id)}].id"
            yield fault(at, "taken-id", message, phase_id)


def _apart(
    where: str,
    found: Iterable[ChecklistItem],
    known: dict[str, tuple[str, ChecklistItem]],
) -> Iterator[Problem]:
    for place, item in enumerate(found):
        if item.id in known:
            message = f"{known[item.id][0]} has an item of this id; choose another"
            yield fault(f"{where}[{place}].id", "taken-id", message, item.id)


def _process_ids(path: str, stage: Stage) -> Iterator[Problem]:
    yield from _forms(path, stage.processes)
    for place, process in enumerate(stage.processes):
        where = f"{path}[{place}].activities"
        yield from _forms(where, process.activities)
        for position, activity in enumerate(process.activities):
            yield from _forms(f"{where}[{position}].steps", activity.steps)
