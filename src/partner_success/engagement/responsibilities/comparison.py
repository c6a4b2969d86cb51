"""What changes for partner and vendor when a partner goes from one model to another."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.engagement.responsibilities.definitions import (
    EngagementModel,
    EngagementStage,
)
from partner_success.engagement.responsibilities.results import (
    Assignment,
    Responsibility,
    ResponsibilityTable,
    side_of,
)
from partner_success.engagement.sides import Side

__all__ = ["ModelComparison", "StageChange", "compare_models"]


@attrs.frozen(kw_only=True)
class StageChange:
    """What changes for one side in one stage.

    Attributes:
        stage: The stage.
        side: The side.
        taken_on: What it does from then on.
        given_up: What it does no longer.
        kept: What it goes on doing, as it stands in the new model.
        now_required: Those of the kept that were optional and are not any more.
        now_optional: Those of the kept that become optional.

    Rule: ENG-03.
    """

    stage: EngagementStage
    side: Side
    taken_on: tuple[Assignment, ...]
    given_up: tuple[Assignment, ...]
    kept: tuple[Assignment, ...]
    now_required: tuple[Assignment, ...]
    now_optional: tuple[Assignment, ...]

    @property
    def changes(self) -> bool:
        """Whether anything is different at all."""
        parts = (self.taken_on, self.given_up, self.now_required, self.now_optional)
        return any(parts)

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Each difference: in which way, and what is done."""
        return tuple(
            (way, each.activity.name)
            for way, assignments in (
                ("takes on", self.taken_on),
                ("does for certain", self.now_required),
                ("may leave out", self.now_optional),
                ("gives up", self.given_up),
            )
            for each in assignments
        )


@attrs.frozen(kw_only=True)
class ModelComparison(Explained):
    """What changes, by stage and side, with another model.

    Attributes:
        before: The model from which the partner comes.
        after: The model to which it goes.
        changes: An entry for each stage and side, in order, also where nothing changes.
        provenance: The rulebook edition it was loaded from.

    Rule: ENG-02, ENG-03.
    """

    before: EngagementModel
    after: EngagementModel
    changes: tuple[StageChange, ...]
    provenance: Provenance = Provenance()

    def of(self, side: Side | str) -> tuple[StageChange, ...]:
        """Give the entries of one side, by stage.

        Raises:
            UnknownNameError: There is no such side.
        """
        wanted = side_of(side)
        return tuple(each for each in self.changes if each.side is wanted)

    def explain(self) -> Explanation:
        """Tell it as a table with a row for each difference."""
        return Explanation(
            title=f"From {self.before.name} to {self.after.name}",
            columns=("stage", "side", "change", "activity"),
            rows=tuple(
                (each.stage.name, each.side.value, way, name)
                for each in self.changes
                for way, name in each.lines
            ),
            provenance=self.provenance,
        )


def compare_models(
    table: ResponsibilityTable, before: str, after: str
) -> ModelComparison:
    """Hold one model of a table against another.

    Raises:
        UnknownNameError: There is no such model.
    """
    old, new = table.models[before], table.models[after]
    changes = (
        _change(table.row(stage.id, old.id, side), table.row(stage.id, new.id, side))
        for stage in table.stages
        for side in Side
    )
    return ModelComparison(
        before=old, after=new, changes=tuple(changes), provenance=table.provenance
    )


def _change(old: Responsibility, new: Responsibility) -> StageChange:
    kept = tuple(each for each in new.assignments if each.id in old.assignments)
    return StageChange(
        stage=new.stage,
        side=new.side,
        taken_on=tuple(_without(new, old)),
        given_up=tuple(_without(old, new)),
        kept=kept,
        now_required=tuple(_turned(kept, old, optional=False)),
        now_optional=tuple(_turned(kept, old, optional=True)),
    )


def _without(these: Responsibility, those: Responsibility) -> Iterator[Assignment]:
    return (each for each in these.assignments if each.id not in those.assignments)


def _turned(
    kept: tuple[Assignment, ...], old: Responsibility, *, optional: bool
) -> Iterator[Assignment]:
    for each in kept:
        if each.optional is optional and old.assignments[each.id].optional != optional:
            yield each
