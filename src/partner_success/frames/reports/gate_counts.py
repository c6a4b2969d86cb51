"""Partners in stages, counted on any engine as reports on gates need them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any, Final

import attrs

from partner_success.core.instants import Period
from partner_success.errors import InvalidUseError
from partner_success.frames.reports.fact_rows import (
    NOTHING,
    FactNeed,
    in_period,
    known_words,
    read_facts,
)
from partner_success.frames.reports.gate_facts import (
    GateCounts,
    GateFacts,
    GateFrames,
    StandingFacts,
)
from partner_success.frames.reports.gate_submissions import SubmissionTable
from partner_success.frames.reports.grouping import (
    collect_groups,
    collect_read,
    collect_rows,
    flag,
    known,
    refuse_twice,
)

__all__ = ["GateQuestion", "GateTable"]

_PURPOSE: Final = "reporting on gates"


_SPELLS: Final = {
    "partner_id": FactNeed("id", "the partner", required=True),
    "stage": FactNeed("text", "the id of the stage", required=True),
    "is_current": FactNeed("truth", "whether the partner is in it", required=True),
    "standing": FactNeed(
        "text", "how the stage stands", required=True, column="status"
    ),
    "phase": FactNeed("text", "the phase that the partner is in", optional=True),
    "tier": FactNeed("whole", "the tier of the partner", optional=True),
    "started_on": FactNeed("day", "the day on which it was reached"),
    "passed_on": FactNeed("day", "the day on which it was passed"),
    "is_overridden": FactNeed(
        "truth", "whether an administrator let the partner through", optional=True
    ),
    "reworks": FactNeed(
        "whole", "how often it was taken back into work", optional=True
    ),
    "target_launch": FactNeed(
        "day", "the day on which the partner is to launch", optional=True
    ),
    "risk": FactNeed("text", "the risk of the launch", optional=True),
}
_TEAM: Final = {
    "partner_id": FactNeed("id", "the partner", required=True),
    "role": FactNeed("text", "the role", required=True),
    "person_id": FactNeed("id", "who is assigned in it", required=True),
}
_SUMS: Final = (
    "current",
    "reached",
    "done",
    "passed",
    "passed_days",
    "overridden",
    "reworked",
)
_STANDING: Final = (
    "partner_id",
    "stage",
    "standing",
    "phase",
    "tier",
    "days",
    "target_launch",
    "risk",
)


@attrs.frozen(kw_only=True)
class GateQuestion:
    """What a report on gates looks at.

    Attributes:
        on: The day up to which everything is known.
        stages: The ids of the stages that there are.
        statuses: What `GateFrames.spells` can say of how a stage stands.
        risks: What they can say of the risk of a launch.
        period: The days in which what is counted happened; ``None`` for all of them.
        stage: The id of the one stage that is looked at; ``None`` for all.
        tier: The one tier; ``None`` for all.
        person: The one person whose partners are looked at; ``None`` for everybody's.
        role: The role in which they are assigned; ``None`` for any.
        visible: The partners that a reader may see; ``None`` for all.
    """

    on: date
    stages: Collection[str]
    statuses: Collection[str]
    risks: Collection[str]
    period: Period | None = None
    stage: str | None = None
    tier: int | None = None
    person: str | None = None
    role: str | None = None
    visible: Collection[str] | None = None


class GateTable:
    """Partners in stages, while their counts are collected.

    Args:
        frames: The tables.
        question: What is looked at.

    Raises:
        InvalidDataError: Columns are missing or hold something else, rows were refused
            or are there twice, or a word is unknown.
        InvalidUseError: One of them is no dataframe, or people are asked for and there
            is no table of them.
        MissingExtraError: The extra ``frames`` is not installed.

    Rule: ANL-04, FRM-01, FRM-02.
    """

    def __init__(self, frames: GateFrames, question: GateQuestion) -> None:
        import narwhals as nw

        self._asked = question
        every = read_facts(frames.spells, _PURPOSE, _SPELLS)
        self._submissions = SubmissionTable(frames, question.period)
        team = frames.team
        self._team: Any = team
        if team is not None:
            self._team = read_facts(team, _PURPOSE, _TEAM)
            collect_read(self._team, [], "the dataframe of teams")
        if self._team is None and question.person is not None:
            raise InvalidUseError(
                "a report on one person's partners needs GateFrames(team=...), a table"
                " of who is assigned to them"
            )
        self._check(every)
        self.every: Any = every
        self.hidden: int = 0
        if question.visible is not None:
            shown = nw.col("partner_id").is_in(sorted(question.visible) or [""])
            every = every.with_columns(shown=flag(shown))
            current = every.filter(nw.col("is_current") > 0)
            counts = {row[0]: row[1] for row in collect_groups(current, ["shown"])}
            self.hidden = counts.get(0, 0)
            every = every.filter(nw.col("shown") > 0)
        self._left = self._narrowed(every)

    def _check(self, every: Any) -> None:
        import narwhals as nw

        subject = "the dataframe of partners in stages"
        found = collect_read(every, ["stage", "standing", "risk"], subject)
        known_words("stage", {row[0] for row in found}, self._asked.stages)
        known_words("status", {row[1] for row in found}, self._asked.statuses)
        known_words("risk", {row[2] for row in found} - {""}, self._asked.risks)
        told = "a partner is in a stage once; keep one of the rows"
        refuse_twice(every, ["partner_id", "stage"], subject, told)
        current = every.filter(nw.col("is_current") > 0)
        told = "a partner is in one stage; mark one row alone as the current one"
        refuse_twice(current, ["partner_id"], subject, told)

    def _narrowed(self, table: Any) -> Any:
        import narwhals as nw

        asked = self._asked
        if asked.stage is not None:
            table = table.filter(nw.col("stage") == asked.stage)
        if asked.tier is not None:
            table = table.filter(nw.col("tier") == asked.tier)
        if asked.person is not None:
            theirs = self._assigned(asked.role)
            theirs = theirs.filter(nw.col("person_id") == asked.person)
            ids = theirs.select("partner_id")
            table = table.join(ids, on=["partner_id"], how="semi")
        started, passed = nw.col("started_on"), nw.col("passed_on")
        is_passed = passed > NOTHING
        last = nw.when(is_passed).then(passed).otherwise(nw.lit(asked.on.toordinal()))
        lasted = nw.when(last > started).then(last - started).otherwise(nw.lit(0))
        is_started = started > NOTHING
        days = nw.when(is_started).then(lasted).otherwise(nw.lit(NOTHING))
        return table.with_columns(
            current=flag(nw.col("is_current") > 0),
            days=days,
            ended=flag(is_passed),
            reached=flag(self._covers("started_on")),
            passed=flag(self._covers("passed_on")),
        )

    def _assigned(self, role: str | None) -> Any:
        import narwhals as nw

        if role is None:
            return self._team
        return self._team.filter(nw.col("role") == role)

    def _covers(self, day: str) -> Any:
        return in_period(day, self._asked.period)

    @property
    def left(self) -> Any:
        """The partners in stages that are looked at."""
        return self._left

    @property
    def current(self) -> Any:
        """The stage that each of them is in."""
        import narwhals as nw

        return self._left.filter(nw.col("current") > 0)

    def facts(self, standings: tuple[StandingFacts, ...] = ()) -> GateFacts:
        """Collect what every report on gates rests on.

        Args:
            standings: Where partners stand, as far as it is told.
        """
        import narwhals as nw

        passed = self._left.filter(nw.col("passed") > 0)
        return GateFacts(
            by_status={
                (stage, status): count
                for stage, status, count in collect_groups(
                    self.current, ["stage", "standing"]
                )
            },
            gates=self.gates(),
            completed={
                (date.fromordinal(day), stage): count
                for day, stage, count in collect_groups(passed, ["passed_on", "stage"])
            },
            failures=self._submissions.failed(self._left),
            standings=standings,
        )

    def standings(self, *, at_risk: bool = False) -> tuple[StandingFacts, ...]:
        """Collect where each partner stands, or each whose launch has a risk."""
        import narwhals as nw

        table = self.current
        if at_risk:
            table = table.filter(nw.col("risk") > "")
        return tuple(
            StandingFacts(
                partner_id=id_,
                stage=stage,
                status=status,
                phase=phase or None,
                tier=known(tier),
                days=known(days),
                target_launch=None if target == NOTHING else date.fromordinal(target),
                risk=risk or None,
            )
            for id_, stage, status, phase, tier, days, target, risk in collect_rows(
                table, _STANDING
            )
        )

    def assigned(
        self, role: str, stages: Collection[str]
    ) -> tuple[list[tuple[str, str, str]], list[str]]:
        """Collect who is assigned to the partners in some stages, and who has nobody.

        Args:
            role: The role.
            stages: The stages.

        Returns:
            Person, partner and stage, in order; and the partners that have nobody.
        """
        import narwhals as nw

        here = self.current.filter(nw.col("stage").is_in(sorted(stages)))
        if self._team is None:
            return [], [row[0] for row in collect_rows(here, ["partner_id"])]
        theirs = self._assigned(role).select("partner_id", "person_id")
        pairs = here.select("partner_id", "stage").join(theirs, on=["partner_id"])
        alone = here.join(theirs, on=["partner_id"], how="anti")
        return (
            collect_rows(pairs, ["person_id", "partner_id", "stage"]),
            [row[0] for row in collect_rows(alone, ["partner_id"])],
        )

    def by_phase(self) -> dict[tuple[str, str | None], int]:
        """Collect how many partners are in which phase of which stage."""
        rows = collect_groups(self.current, ["stage", "phase"])
        return {(stage, phase or None): count for stage, phase, count in rows}

    def gates(self) -> dict[str, GateCounts]:
        """Collect what partners made of each gate."""
        import narwhals as nw

        reached, passed = nw.col("reached") > 0, nw.col("passed") > 0
        known_days = nw.when(nw.col("days") > 0).then(nw.col("days"))
        table = self._left.with_columns(
            done=flag(reached & (nw.col("ended") > 0)),
            passed_days=nw.when(passed).then(known_days.otherwise(0)).otherwise(0),
            overridden=flag(passed & (nw.col("is_overridden") > 0)),
            reworked=nw.when(reached & (nw.col("reworks") > 0))
            .then(nw.col("reworks"))
            .otherwise(nw.lit(0)),
        )
        lasting: defaultdict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
        groups = collect_groups(table.filter(reached), ["stage", "days", "ended"])
        for stage, days, ended, count in groups:
            over, still = lasting[stage].get(days, (0, 0))
            pair = (over + count * ended, still + count * (1 - ended))
            lasting[stage][days] = pair
        results = self._submissions.results(self._left)
        return {
            stage: GateCounts(
                partners=current,
                reached=begun,
                done=done,
                passed=over,
                days=days,
                overridden=overridden,
                reworks=reworks,
                met=results[stage, "met"],
                failed=results[stage, "failed"],
                durations=lasting[stage],
            )
            for stage, _, current, begun, done, over, days, overridden, reworks in (
                collect_groups(table, ["stage"], sums=_SUMS)
            )
        }
