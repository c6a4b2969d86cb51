"""What a manager of customer success does, and what is done before what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue

__all__ = [
    "CustomerSuccessTask",
    "TaskRole",
    "TaskStanding",
    "needs_by_task",
    "standing_of",
]


@attrs.frozen(kw_only=True)
class TaskRole:
    """Somebody who has tasks.

    Attributes:
        id: The name for programs.
        name: The name for people.
        citations: Where it comes from.
    """

    id: str
    name: str
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class CustomerSuccessTask:
    """Something that a person in a role does for a customer.

    Attributes:
        id: The name for programs.
        role: The id of the role that does it.
        name: What is done, in the imperative.
        part_of: The id of the task that it is a part of; that one is done when all of
            its parts are. ``None`` where it stands for itself.
        needs: The ids of the tasks that are done before it.
        citations: Where it comes from.

    Rule: ENG-10.
    """

    id: str
    role: str
    name: str
    part_of: str | None = None
    needs: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class TaskStanding:
    """How far a task is.

    Attributes:
        task: The task.
        done: Whether it is done.
        missing: The ids of the tasks that have to be done right before it and are not,
            in order; none where the task itself is done.

    Rule: ENG-10.
    """

    task: CustomerSuccessTask
    done: bool
    missing: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the task."""
        return self.task.id

    @property
    def ready(self) -> bool:
        """Whether it can be done next."""
        return not self.done and not self.missing


def needs_by_task(
    tasks: Iterable[CustomerSuccessTask],
) -> Mapping[str, tuple[str, ...]]:
    """Give by task what comes right before it.

    That is what it needs itself, what the task needs that it is a part of, and its own
    parts.
    """
    every = {task.id: task for task in tasks}
    found: dict[str, tuple[str, ...]] = {}
    for task in every.values():
        whole = every.get(task.part_of or "")
        outer = () if whole is None else whole.needs
        parts = (each.id for each in every.values() if each.part_of == task.id)
        found[task.id] = tuple(dict.fromkeys((*task.needs, *outer, *parts)))
    return found


def standing_of(
    tasks: Catalogue[CustomerSuccessTask], done: Iterable[str]
) -> tuple[TaskStanding, ...]:
    """Tell how far every task is.

    What was done out of order is done; nothing is asked about it.

    Args:
        tasks: The tasks.
        done: The ids of those that are done.

    Raises:
        UnknownNameError: There is no such task.
    """
    finished = {tasks[each].id for each in done}
    return tuple(
        TaskStanding(
            task=tasks[id_],
            done=id_ in finished,
            missing=()
            if id_ in finished
            else tuple(each for each in needs if each not in finished),
        )
        for id_, needs in needs_by_task(tasks).items()
    )
