"""Everything that lies between a partner and a stage to come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import attrs

from partner_success.core.citation import Citation
from partner_success.core.decision import Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.gates.deciding.hand_offs import HAND_OFF_STEP
from partner_success.gates.deciding.launch_readiness import may_launch
from partner_success.gates.deciding.requirements import lacking, no_answers
from partner_success.gates.deciding.starts import start_lacking
from partner_success.gates.definition import Closing

if TYPE_CHECKING:
    from partner_success.gates.deciding import Situation
    from partner_success.gates.definition import Stage

__all__ = ["Obstacle", "Path", "path_to"]


@attrs.frozen(kw_only=True)
class Obstacle:
    """Something that lies between a partner and a stage to come.

    Attributes:
        stage: The id of the stage on whose account it lies there: the one that it
            keeps from being passed, or from being entered.
        reason: What it is, with the rules and what was compared.
        roles: The roles that can resolve it.
        people: The ids of who is assigned to the partner in these roles; none where
            nobody is.
        citations: Where it comes from.

    Rule: JRN-04.
    """

    stage: str
    reason: Reason
    roles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()

    @property
    def in_gate_record(self) -> bool:
        """Whether the record of the stage's gate holds it.

        Whoever may not view that gate may not be told it. A step of a hand-off is in
        none, as its events are.
        """
        return self.reason.code != HAND_OFF_STEP

    def __str__(self) -> str:
        return self.reason.message


@attrs.frozen(kw_only=True)
class Path(Explained):
    """Everything between a partner and a stage, in the order in which it comes.

    Attributes:
        partner_id: The partner.
        here: The id of the stage that the partner is in.
        target: The id of the stage.
        arrived: Whether the partner is in the stage already, or past it.
        obstacles: What lies between; none where the stage can be started now, or was.
        provenance: The rulebook edition that the journey was loaded from.

    Rule: JRN-04.
    """

    partner_id: str
    here: str
    target: str
    arrived: bool
    obstacles: tuple[Obstacle, ...]
    provenance: Provenance = Provenance()

    @property
    def is_clear(self) -> bool:
        """Whether nothing lies between."""
        return not self.obstacles

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that can resolve something, in the order in which they come in."""
        found = (role for each in self.obstacles for role in each.roles)
        return tuple(dict.fromkeys(found))

    def explain(self) -> Explanation:
        """Tell what lies between, who can resolve it, and where it comes from.

        People are named by id.
        """
        count = len(self.obstacles)
        said = {0: "it can be started", 1: "one thing lies between"}
        what = said.get(count, f"{count} things lie between")
        if self.arrived:
            what = "it was started already"
        return Explanation(
            title=f"{self.partner_id}, from {self.here} to {self.target}: {what}",
            columns=("stage", "what is lacking", "who", "source") if count else (),
            rows=tuple(map(_row, self.obstacles)),
            provenance=self.provenance,
        )


def _row(obstacle: Obstacle) -> tuple[str, ...]:
    people = f" ({', '.join(obstacle.people)})" if obstacle.people else ""
    return (
        obstacle.stage,
        obstacle.reason.message,
        f"{' or '.join(obstacle.roles)}{people}",
        "; ".join(map(str, obstacle.citations)),
    )


def path_to(situation: Situation, target: str) -> Path:
    """Give everything between a partner and a stage.

    First what the gate that the partner is in still lacks; then, for each stage on the
    way, what keeps it from being entered and all that it will need to be passed; last
    what keeps the target from being entered.

    Args:
        situation: The journey, how the partner stands, and when it is.
        target: The id of the stage.

    Raises:
        UnknownNameError: There is no such stage.

    Rule: JRN-04.
    """
    journey, state = situation.journey, situation.state
    arrived = situation.gate(journey.stages[target].id).started_at is not None
    obstacles: list[Obstacle] = []
    if not arrived:
        stages = list(journey.stages)
        for stage in stages[journey.place(state.stage) : journey.place(target) + 1]:
            reasons = _on_the_way(situation, stage, passing=stage.id != target)
            obstacles.extend(_obstacle(situation, stage, each) for each in reasons)
    return Path(
        partner_id=state.partner_id,
        here=state.stage,
        target=target,
        arrived=arrived,
        obstacles=tuple(obstacles),
        provenance=journey.provenance,
    )


def _on_the_way(
    situation: Situation, stage: Stage, *, passing: bool
) -> Iterator[Reason]:
    """Give what a stage lacks to be entered, where it was not, and to be passed."""
    if situation.gate(stage.id).started_at is None:
        yield from _entering(situation, stage)
    for reason in lacking(situation, stage.id):
        # A stage that is only to be entered has to be free, and no more.
        if passing or reason.code == "blocker":
            yield reason
        if passing and reason.code == "not-started":
            yield no_answers(stage)


def _entering(situation: Situation, stage: Stage) -> Iterator[Reason]:
    # What the gate before lacks, and what blocks this one, is said one by one.
    said = {"gate-before"}
    if situation.gate(stage.id).blockers:
        said.add("blocked")
    for reason in start_lacking(situation, stage):
        if _waits_for_launch(reason) and not situation.state.is_launched:
            for needed in may_launch(situation):
                if needed.code != "gate-not-passed":
                    yield needed
        if reason.code not in said:
            yield reason


def _waits_for_launch(reason: Reason) -> bool:
    closed_by = reason.facts.get("closed_by")
    return reason.code == "not-launched" or closed_by == str(Closing.LAUNCH)


def _obstacle(situation: Situation, stage: Stage, reason: Reason) -> Obstacle:
    roles = cast("tuple[str, ...]", reason.facts.get("resolved_by", ()))
    team = situation.state.team
    people = (person for role in roles for person in team.get(role, ()))
    return Obstacle(
        stage=stage.id,
        reason=reason,
        roles=roles,
        people=tuple(dict.fromkeys(people)),
        citations=reason.citations or stage.citations,
    )
