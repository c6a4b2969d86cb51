"""What a table of responsibilities is held to, all faults at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

import attrs

from partner_success.core.checks import fault, form_faults, reference_faults
from partner_success.core.collections import Catalogue
from partner_success.engagement.responsibilities.contacts import Contact
from partner_success.engagement.responsibilities.definitions import (
    ResponsibilityCell,
)
from partner_success.engagement.responsibilities.tasks import (
    CustomerSuccessTask,
    needs_by_task,
)
from partner_success.engagement.sides import Side
from partner_success.errors import Problem

__all__ = ["cell_faults", "chain", "contact_faults", "task_faults"]


def chain(
    cells: Catalogue[ResponsibilityCell], cell: ResponsibilityCell
) -> tuple[ResponsibilityCell, ...]:
    """Give what a cell includes, the innermost first, and the cell itself last."""
    found = [cell]
    while (included := cells.get(found[0].includes)) and included not in found:
        found.insert(0, included)
    return tuple(found)


def cell_faults(
    cells: Catalogue[ResponsibilityCell],
    stages: Iterable[str],
    models: Iterable[str],
    activities: Iterable[str],
) -> Iterator[Problem]:
    """Name what is wrong with cells and what they include.

    Args:
        cells: The cells.
        stages: The ids of the stages.
        models: The ids of the models.
        activities: The ids of the activities.
    """
    known = {
        "stage": tuple(stages),
        "model": tuple(models),
        "activity": tuple(activities),
    }
    yield from form_faults("cells", cells)
    seen: dict[tuple[str, str, Side], str] = {}
    for place, cell in enumerate(cells):
        path = f"cells[{place}]"
        yield from _known_faults(cell, path, known)
        yield from _content_faults(cells, cell, path)
        yield from _inclusion_faults(cells, cell, path)
        key = (cell.stage, cell.model, cell.side)
        if key in seen:
            message = f"the cell {seen[key]!r} has the same stage, model and side"
            yield fault(path, "cell-twice", message, cell.id)
        seen.setdefault(key, cell.id)
    for key in product(known["stage"], known["model"], Side):
        if key not in seen:
            stage, model, side = key
            message = (
                "there is no cell for this stage, model and side; give one, with"
                " not_applicable = true where there is nothing to do"
            )
            yield fault("cells", "missing-cell", message, f"{stage}, {model}, {side}")
    included = {
        cell.id: () if cell.includes is None else (cell.includes,) for cell in cells
    }
    yield from _circle_faults("cells", included, "includes")


def _known_faults(
    cell: ResponsibilityCell, path: str, known: Mapping[str, tuple[str, ...]]
) -> Iterator[Problem]:
    for kind, name in (("stage", cell.stage), ("model", cell.model)):
        yield from _name_faults(f"{path}.{kind}", kind, name, known[kind])
    yield from reference_faults(
        f"{path}.activities", "activity", cell.activities, known["activity"]
    )
    yield from reference_faults(
        f"{path}.optional", "activity in this cell", cell.optional, cell.activities
    )


def _content_faults(
    cells: Catalogue[ResponsibilityCell], cell: ResponsibilityCell, path: str
) -> Iterator[Problem]:
    filled = bool(cell.activities) or cell.includes is not None
    if cell.not_applicable and filled:
        message = "a cell that is not applicable has no activities and includes none"
        yield fault(f"{path}.not_applicable", "not-empty", message, cell.id)
    if not cell.not_applicable and not filled:
        message = (
            "a cell has an activity, includes a cell, or says not_applicable = true"
        )
        yield fault(path, "empty", message, cell.id)
    earlier = {
        name: each.id for each in chain(cells, cell)[:-1] for name in each.activities
    }
    for place, name in enumerate(cell.activities):
        if name in earlier:
            message = f"it stands in {earlier[name]!r} already; leave it out here"
            yield fault(f"{path}.activities[{place}]", "repeated", message, name)
        earlier[name] = cell.id


def _inclusion_faults(
    cells: Catalogue[ResponsibilityCell], cell: ResponsibilityCell, path: str
) -> Iterator[Problem]:
    place = f"{path}.includes"
    included = cells.get(cell.includes)
    if included is None:
        yield from _name_faults(place, "cell", cell.includes, cells.ids)
    elif (included.stage, included.side) != (cell.stage, cell.side):
        message = "a cell includes one of its own stage and side, by another model"
        yield fault(place, "other-place", message, cell.includes)


def _name_faults(
    path: str, kind: str, name: str | None, known: Iterable[str]
) -> Iterator[Problem]:
    """Name an id that is not among those known; none is no fault."""
    names = () if name is None else (name,)
    for each in reference_faults(path, kind, names, known):
        yield attrs.evolve(each, path=path)


def contact_faults(contacts: Catalogue[Contact]) -> Iterator[Problem]:
    """Name what is wrong with teams and their subjects."""
    yield from form_faults("contacts", contacts)
    for place, contact in enumerate(contacts):
        path = f"contacts[{place}].subjects"
        yield from form_faults(path, contact.subjects)
        if not len(contact.subjects):
            message = "a team is turned to about at least one subject"
            yield fault(path, "empty", message, contact.id)


def task_faults(
    tasks: Catalogue[CustomerSuccessTask], roles: Iterable[str]
) -> Iterator[Problem]:
    """Name what is wrong with tasks, and with what comes before what.

    Args:
        tasks: The tasks.
        roles: The ids of the roles.
    """
    known = tuple(roles)
    yield from form_faults("tasks", tasks)
    for place, task in enumerate(tasks):
        path = f"tasks[{place}]"
        yield from reference_faults(f"{path}.needs", "task", task.needs, tasks.ids)
        yield from _name_faults(f"{path}.role", "role", task.role, known)
        yield from _name_faults(f"{path}.part_of", "task", task.part_of, tasks.ids)
    yield from _circle_faults("tasks", needs_by_task(tasks), "waits for")


def _circle_faults(
    path: str, graph: Mapping[str, Iterable[str]], verb: str
) -> Iterator[Problem]:
    """Name what leads back to itself, as one fault."""
    left = {id_: set(others) & set(graph) for id_, others in graph.items()}
    while True:
        aimed = set[str]().union(*left.values())
        ends = {id_ for id_, others in left.items() if not others or id_ not in aimed}
        if not ends:
            break
        left = {id_: others - ends for id_, others in left.items() if id_ not in ends}
    if left:
        message = f"each of these {verb} another of them, so none comes first"
        yield fault(path, "circle", message, ", ".join(left))
