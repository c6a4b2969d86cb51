"""Who is responsible for what, as a table of letters."""

from __future__ import annotations

from enum import StrEnum

import attrs

from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.engagement.responsibilities.definitions import (
    EngagementActivity,
    EngagementModel,
    EngagementStage,
)
from partner_success.engagement.responsibilities.results import (
    Assignment,
    ResponsibilityTable,
)
from partner_success.engagement.sides import Side

__all__ = [
    "ResponsibilityLetter",
    "ResponsibilityMatrix",
    "ResponsibilityRow",
    "responsibility_matrix",
]


class ResponsibilityLetter(StrEnum):
    """What a side has to do with an activity.

    Of the four letters that such tables often have, the sources only tell who does the
    work. So there is no letter for who is accountable, consulted or informed.

    Attributes:
        RESPONSIBLE: It does the work.
        OPTIONAL: It may do the work, and need not.
        NONE: It has no part in it.
    """

    RESPONSIBLE = "R"
    OPTIONAL = "O"
    NONE = "-"


@attrs.frozen(kw_only=True)
class ResponsibilityRow:
    """An activity in a stage, and who does it.

    Attributes:
        stage: The stage.
        activity: The activity.
        letters: A letter for each pair of the id of a model and a side.
    """

    stage: EngagementStage
    activity: EngagementActivity
    letters: FrozenMap[tuple[str, Side], ResponsibilityLetter]


@attrs.frozen(kw_only=True)
class ResponsibilityMatrix(Explained):
    """Who is responsible for what, a row for each activity in each stage.

    Attributes:
        name: What it is called.
        stages: The stages, in order.
        models: The models, in order; each has a column for the partner and one for the
            vendor.
        rows: The rows, by stage.
        not_applicable: The places of which it is said that there is nothing to do: the
            id of the stage, the id of the model, and the side.
        provenance: The rulebook edition it was loaded from.

    Rule: ENG-03.
    """

    name: str
    stages: Catalogue[EngagementStage]
    models: Catalogue[EngagementModel]
    rows: tuple[ResponsibilityRow, ...]
    not_applicable: tuple[tuple[str, str, Side], ...] = ()
    provenance: Provenance = Provenance()

    @property
    def columns(self) -> tuple[tuple[EngagementModel, Side], ...]:
        """The columns: each model with each side."""
        return tuple((model, side) for model in self.models for side in Side)

    def explain(self) -> Explanation:
        """Tell it as a table of letters."""
        heads = (f"{model.name}: {side}" for model, side in self.columns)
        return Explanation(
            title=self.name,
            columns=("activity", "stage", *heads),
            rows=tuple(
                (
                    row.activity.name,
                    row.stage.name,
                    *(row.letters[model.id, side] for model, side in self.columns),
                )
                for row in self.rows
            ),
            remarks=("R: does it; O: may do it; -: has no part in it",),
            provenance=self.provenance,
        )


def responsibility_matrix(table: ResponsibilityTable) -> ResponsibilityMatrix:
    """Give who does what as a table of letters.

    Activities stand in the order in which they first appear in their stage, read model
    by model: those of the partner, then those of the vendor.
    """
    rows = tuple(
        _row(table, stage, activity)
        for stage in table.stages
        for activity in _activities(table, stage)
    )
    return ResponsibilityMatrix(
        name=table.name,
        stages=table.stages,
        models=table.models,
        rows=tuple(rows),
        not_applicable=tuple(
            (row.stage.id, row.model.id, row.side)
            for row in table.rows
            if row.not_applicable
        ),
        provenance=table.provenance,
    )


def _activities(
    table: ResponsibilityTable, stage: EngagementStage
) -> tuple[EngagementActivity, ...]:
    # The activities of the partner stand together, whatever the model.
    found = {
        each.id: each.activity
        for side in Side
        for each in table.assignments
        if each.stage == stage and each.side == side
    }
    return tuple(found.values())


def _row(
    table: ResponsibilityTable, stage: EngagementStage, activity: EngagementActivity
) -> ResponsibilityRow:
    # A table may have been narrowed, so that some places are not there.
    found = {
        (each.model.id, each.side): each
        for each in table.assignments
        if each.stage == stage and each.activity == activity
    }
    letters = {
        (model.id, side): _letter(found.get((model.id, side)))
        for model in table.models
        for side in Side
    }
    return ResponsibilityRow(stage=stage, activity=activity, letters=FrozenMap(letters))


def _letter(found: Assignment | None) -> ResponsibilityLetter:
    if found is None:
        return ResponsibilityLetter.NONE
    if found.optional:
        return ResponsibilityLetter.OPTIONAL
    return ResponsibilityLetter.RESPONSIBLE
