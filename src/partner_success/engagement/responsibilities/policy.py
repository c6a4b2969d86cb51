"""Who does what for a customer, whom to turn to, and what comes before what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from partner_success.core.checks import fault, form_faults, refuse
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.provenance import Provenance
from partner_success.engagement.responsibilities.comparison import (
    ModelComparison,
    compare_models,
)
from partner_success.engagement.responsibilities.contacts import Contact
from partner_success.engagement.responsibilities.definitions import (
    EngagementActivity,
    EngagementModel,
    EngagementStage,
    ResponsibilityCell,
)
from partner_success.engagement.responsibilities.faults import (
    cell_faults,
    chain,
    contact_faults,
    task_faults,
)
from partner_success.engagement.responsibilities.matrix import (
    ResponsibilityMatrix,
    responsibility_matrix,
)
from partner_success.engagement.responsibilities.results import (
    Assignment,
    Responsibility,
    ResponsibilityTable,
    side_of,
)
from partner_success.engagement.responsibilities.tasks import (
    CustomerSuccessTask,
    TaskRole,
    TaskStanding,
    standing_of,
)
from partner_success.engagement.sides import Side
from partner_success.errors import Problem, UnknownNameError

__all__ = ["Responsibilities"]


@attrs.frozen(kw_only=True)
class Responsibilities:
    """Who does what for a customer, whom to turn to, and what comes before what.

    Attributes:
        id: The name for programs.
        name: The name for people.
        models: The ways of working with a partner; at least one.
        stages: The stages of the customer's lifecycle, in order; at least one.
        activities: All that is done, each once.
        cells: What stands in each stage, model and side; exactly one for each.
        contacts: The teams that are turned to.
        roles: Who has tasks.
        tasks: What they do.
        citations: Where it comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: It has faults; each is named by its path.

    Rule: ENG-02, ENG-03, ENG-09, ENG-10.
    """

    id: str
    name: str
    models: Catalogue[EngagementModel]
    stages: Catalogue[EngagementStage]
    activities: Catalogue[EngagementActivity]
    cells: Catalogue[ResponsibilityCell]
    contacts: Catalogue[Contact] = Catalogue(kind="contact")
    roles: Catalogue[TaskRole] = Catalogue(kind="role")
    tasks: Catalogue[CustomerSuccessTask] = Catalogue(kind="task")
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        refuse(f"responsibilities {self.id!r}", _faults(self))

    def responsibilities(
        self, stage: str, model: str, side: Side | str
    ) -> Responsibility:
        """Give what one side does in one stage, by one model.

        What a list includes of another stands in it, first and once.

        Args:
            stage: The id of the stage.
            model: The id of the model.
            side: The side, or its name.

        Raises:
            UnknownNameError: There is no such stage, model or side.

        Examples:
            >>> import partner_success as ps
            >>> found = ps.standard().responsibilities.responsibilities(
            ...     "renew", "cs_manager", "partner"
            ... )
            >>> found.ids[:2], found.ids[-1]
            (('combined_renewal', 'reason_codes'), 'co_terming')

        Rule: ENG-03.
        """
        key = (self.stages[stage].id, self.models[model].id, side_of(side))
        cells = {(each.stage, each.model, each.side): each for each in self.cells}
        return self._resolved(cells[key])

    def table(self) -> ResponsibilityTable:
        """Give the whole: every stage, every model and both sides.

        Rule: ENG-03.
        """
        rows = (
            self.responsibilities(stage, model, side)
            for stage in self.stages.ids
            for model in self.models.ids
            for side in Side
        )
        return ResponsibilityTable(
            name=self.name,
            stages=self.stages,
            models=self.models,
            rows=tuple(rows),
            provenance=self.provenance,
        )

    def who_does(self, activity: str) -> tuple[Assignment, ...]:
        """Give every stage, model and side in which an activity is done.

        Args:
            activity: The id of the activity.

        Raises:
            UnknownNameError: There is no such activity.

        Examples:
            >>> import partner_success as ps
            >>> for each in ps.standard().responsibilities.who_does(
            ...     "quoting_and_billing"
            ... ):
            ...     print(each)
            Expand, Sales agent, partner (optional)
            Expand, CS manager, partner

        Rule: ENG-03.
        """
        name = self.activities[activity].id
        return tuple(each for each in self.table().assignments if each.id == name)

    def compare(self, from_model: str, to_model: str) -> ModelComparison:
        """Tell what changes for both sides when a partner goes to another model.

        Args:
            from_model: The id of the model from which it comes.
            to_model: The id of the model to which it goes.

        Raises:
            UnknownNameError: There is no such model.

        Examples:
            >>> import partner_success as ps
            >>> rules = ps.standard().responsibilities
            >>> land, *_ = rules.compare("sales_agent", "cs_manager").of("partner")
            >>> [each.id for each in land.taken_on]
            ['partner_of_record', 'cloud_migration']

        Rule: ENG-02, ENG-03.
        """
        return compare_models(self.table(), from_model, to_model)

    def matrix(self) -> ResponsibilityMatrix:
        """Give the whole as a table of letters, a row for each activity in each stage.

        Rule: ENG-03.
        """
        return responsibility_matrix(self.table())

    def whom_to_ask(self, subject: str) -> tuple[Contact, ...]:
        """Give the teams that are turned to about a subject.

        Args:
            subject: The id of the subject.

        Raises:
            UnknownNameError: No team is turned to about it.

        Examples:
            >>> import partner_success as ps
            >>> (team,) = ps.standard().responsibilities.whom_to_ask("business_reviews")
            >>> team.name, team.side, team.subjects["business_reviews"].rhythm
            ('Executive team', <Side.PARTNER: 'partner'>, 'quarterly')

        Rule: ENG-09.
        """
        found = tuple(each for each in self.contacts if subject in each.subjects.ids)
        if not found:
            known = [id_ for each in self.contacts for id_ in each.subjects.ids]
            raise UnknownNameError("subject", subject, dict.fromkeys(known))
        return found

    def task_standings(
        self, done: Iterable[str] = (), *, role: str | None = None
    ) -> tuple[TaskStanding, ...]:
        """Tell of every task whether it is done, and what is missing before it.

        Args:
            done: The ids of the tasks that are done, in any order.
            role: The id of a role, to see its tasks only.

        Raises:
            UnknownNameError: There is no such task or role.

        Rule: ENG-10.
        """
        wanted = None if role is None else self.roles[role].id
        return tuple(
            each
            for each in standing_of(self.tasks, done)
            if wanted in (None, each.task.role)
        )

    def ready_tasks(
        self, done: Iterable[str] = (), *, role: str | None = None
    ) -> tuple[CustomerSuccessTask, ...]:
        """Give the tasks that can be done next: not done, and nothing before them open.

        Args:
            done: The ids of the tasks that are done, in any order.
            role: The id of a role, to see its tasks only.

        Raises:
            UnknownNameError: There is no such task or role.

        Examples:
            >>> import partner_success as ps
            >>> rules = ps.standard().responsibilities
            >>> done = ("sales_hand_off", "business_case")
            >>> [each.id for each in rules.ready_tasks(done, role="CEE")][:2]
            ['adoption_strategy', 'engagement_schedule']

        Rule: ENG-10.
        """
        standings = self.task_standings(done, role=role)
        return tuple(each.task for each in standings if each.ready)

    def blocked_tasks(
        self, done: Iterable[str] = (), *, role: str | None = None
    ) -> tuple[TaskStanding, ...]:
        """Give the tasks that wait for others, each with what it waits for.

        Args:
            done: The ids of the tasks that are done, in any order.
            role: The id of a role, to see its tasks only.

        Raises:
            UnknownNameError: There is no such task or role.

        Rule: ENG-10.
        """
        standings = self.task_standings(done, role=role)
        return tuple(each for each in standings if each.missing)

    def _resolved(self, cell: ResponsibilityCell) -> Responsibility:
        assignments = Catalogue(self._assignments(cell), kind="assignment")
        return Responsibility(
            stage=self.stages[cell.stage],
            model=self.models[cell.model],
            side=cell.side,
            assignments=assignments,
            # A cell may include nothing but one that says so.
            not_applicable=not len(assignments),
            citations=cell.citations,
            provenance=self.provenance,
        )

    def _assignments(self, cell: ResponsibilityCell) -> Iterator[Assignment]:
        for source in chain(self.cells, cell):
            for name in source.activities:
                yield Assignment(
                    activity=self.activities[name],
                    stage=self.stages[cell.stage],
                    model=self.models[cell.model],
                    side=cell.side,
                    optional=name in source.optional,
                    included_from=None if source is cell else source.model,
                )


def _faults(found: Responsibilities) -> Iterator[Problem]:
    named: dict[str, Catalogue[Any]] = {
        "models": found.models,
        "stages": found.stages,
        "activities": found.activities,
        "roles": found.roles,
    }
    for name, parts in named.items():
        yield from form_faults(name, parts)
    for name in ("models", "stages"):
        if not len(named[name]):
            message = f"there is at least one of the {name}"
            yield fault(name, "empty", message, ())
    yield from cell_faults(
        found.cells, found.stages.ids, found.models.ids, found.activities.ids
    )
    yield from contact_faults(found.contacts)
    yield from task_faults(found.tasks, found.roles.ids)
