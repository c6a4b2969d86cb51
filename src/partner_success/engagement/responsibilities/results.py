"""Who does what, with inclusion resolved: one place, and the whole."""

from __future__ import annotations

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.engagement.responsibilities.definitions import (
    EngagementActivity,
    EngagementModel,
    EngagementStage,
)
from partner_success.engagement.sides import Side
from partner_success.errors import UnknownNameError

__all__ = ["Assignment", "Responsibility", "ResponsibilityTable", "side_of"]


@attrs.frozen(kw_only=True)
class Assignment:
    """An activity in the place where it is done.

    Attributes:
        activity: What is done.
        stage: The stage in which it is done.
        model: The model by which it is done.
        side: The side that does it.
        optional: Whether it may be done, and need not be.
        included_from: The id of the model whose list it stands in, where it belongs to
            this one by inclusion; ``None`` where it stands here itself.
    """

    activity: EngagementActivity
    stage: EngagementStage
    model: EngagementModel
    side: Side
    optional: bool = False
    included_from: str | None = None

    @property
    def id(self) -> str:
        """The id of the activity."""
        return self.activity.id

    @property
    def text(self) -> str:
        """What is done, with the word ``optional`` where it need not be."""
        return f"{self.activity.name}{' (optional)' if self.optional else ''}"

    def __str__(self) -> str:
        place = f"{self.stage.name}, {self.model.name}, {self.side}"
        return f"{place}{' (optional)' if self.optional else ''}"


@attrs.frozen(kw_only=True)
class Responsibility(Explained):
    """All that one side does in one stage, by one model.

    Attributes:
        stage: The stage.
        model: The model.
        side: The side.
        assignments: What it does: what is included first, then what stands here.
        not_applicable: Whether it is said that there is nothing to do.
        citations: Where it comes from.
        provenance: The rulebook edition it was loaded from.

    Rule: ENG-03.
    """

    stage: EngagementStage
    model: EngagementModel
    side: Side
    assignments: Catalogue[Assignment]
    not_applicable: bool
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the activities, in order."""
        return self.assignments.ids

    @property
    def title(self) -> str:
        """The place, for people."""
        return f"{self.stage.name}, {self.model.name}, {self.side}"

    def explain(self) -> Explanation:
        """Tell it as a list, a row for each activity."""
        count = len(self.assignments)
        told = f"{count} {'activity' if count == 1 else 'activities'}"
        nothing = "not applicable, there is nothing to do"
        return Explanation(
            title=f"{self.title}: {nothing if self.not_applicable else told}",
            columns=("activity",),
            rows=tuple((each.text,) for each in self.assignments),
            provenance=self.provenance,
        )


@attrs.frozen(kw_only=True)
class ResponsibilityTable(Explained):
    """Who does what: every stage, every model and both sides.

    Attributes:
        name: What it is called.
        stages: The stages, in order.
        models: The models, in order.
        rows: An entry for each stage, model and side, in this order, also where there
            is nothing to do.
        provenance: The rulebook edition it was loaded from.

    Rule: ENG-03.
    """

    name: str
    stages: Catalogue[EngagementStage]
    models: Catalogue[EngagementModel]
    rows: tuple[Responsibility, ...]
    provenance: Provenance = Provenance()

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """Every activity in every place in which it is done, in order."""
        return tuple(each for row in self.rows for each in row.assignments)

    def row(self, stage: str, model: str, side: Side | str) -> Responsibility:
        """Give the entry of a stage, a model and a side, by their ids.

        Raises:
            UnknownNameError: There is no such stage, model or side.
        """
        place = (self.stages[stage].id, self.models[model].id, side_of(side))
        rows = {(row.stage.id, row.model.id, row.side): row for row in self.rows}
        return rows[place]

    def explain(self) -> Explanation:
        """Tell it as a table with a row for each activity in each place."""
        rows = (
            (each.stage.name, each.model.name, each.side.value, each.text)
            for each in self.assignments
        )
        empty = (row.title for row in self.rows if row.not_applicable)
        return Explanation(
            title=self.name,
            columns=("stage", "model", "side", "activity"),
            rows=tuple(rows),
            remarks=tuple(f"{each}: not applicable" for each in empty),
            provenance=self.provenance,
        )

    def as_data(self) -> dict[str, object]:
        """Give it as plain data: a list with an entry for each place."""
        return {
            "edition": self.provenance.edition,
            "rows": [_row_data(row) for row in self.rows],
        }


def side_of(side: Side | str) -> Side:
    """Give a side by its name.

    Raises:
        UnknownNameError: There is no such side.
    """
    known = [each.value for each in Side]
    if side not in known:
        raise UnknownNameError("side", side, known)
    return Side(side)


def _row_data(row: Responsibility) -> dict[str, object]:
    return {
        "stage": row.stage.id,
        "model": row.model.id,
        "side": row.side.value,
        "not_applicable": row.not_applicable,
        "activities": [
            {
                "id": each.id,
                "name": each.activity.name,
                "optional": each.optional,
                "included_from": each.included_from,
            }
            for each in row.assignments
        ],
    }
