"""Where partners stand on their journeys, as far as columns tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from partner_success.core.quantities import Number
from partner_success.engagement.playbooks.playbook import Situation
from partner_success.frames.facts import as_frame
from partner_success.frames.launch_risks import LaunchRiskColumns, judge_launch_risks
from partner_success.frames.reviewing.customers import faulty, roles_of
from partner_success.frames.reviewing.findings import DUPLICATE, MISSING
from partner_success.frames.reviewing.sources import NEEDS
from partner_success.frames.rule_frame import ColumnNeed
from partner_success.frames.triggers.grounds import choice, one_of
from partner_success.frames.triggers.reading import SourceTable
from partner_success.gates import GateStatus
from partner_success.gates.definition import JourneyTerms
from partner_success.rulebook import Rulebook

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.reviewing.findings import Maker
    from partner_success.frames.triggers.reading import Table

__all__ = [
    "lead_of",
    "metric_findings",
    "read_standings",
    "stage_findings",
    "standing_faults",
]

_WEEK = 7
_UNKNOWN_STAGE = 2


def read_standings(
    native: Any,
    rules: Rulebook,
    on: date,
    averages: Mapping[str, Number | None] | None,
) -> Table:
    """Read where partners stand, with the risk of their launches.

    Args:
        native: The frame, which was made sure of.
        rules: What decides.
        on: The day.
        averages: By the id of a stage the mean days that partners took for it.

    Returns:
        The rows with a partner, and how many each has as ``count``.
    """
    import narwhals as nw

    frame: Any = as_frame(native, "reviewing standings")
    if isinstance(frame, nw.DataFrame) and frame.implementation.is_polars():
        frame = cast(Any, frame).lazy()
    columns = list(frame.collect_schema())
    ended = "stage_ended" if "stage_ended" in columns else None
    named = LaunchRiskColumns(stage_ended=ended)
    read = {*NEEDS["standings"], *named.days}
    judged: Any = judge_launch_risks(
        cast(Any, frame)
        .select(*(name for name in columns if name in read))
        .to_native(),
        rules.journey,
        on=on,
        averages=averages,
        columns=named,
        prefix="risk_",
    )
    needs = {
        **NEEDS["standings"],
        "risk_status": ColumnNeed("text", "the risk"),
        "risk_level": ColumnNeed("text", "the risk"),
        "risk_buffer": ColumnNeed("number", "the risk"),
    }
    table = SourceTable("standings", judged, needs, "reviewing").table()
    partner = nw.col("partner_id")
    return table.filter(~partner.is_null()).with_columns(
        nw.col("risk_status").count().over("partner_id").cast(nw.Int64).alias("count")
    )


def once(table: Table) -> Table:
    """Give the partners that stand in one row, on a stage of the journey."""
    import narwhals as nw

    known = nw.col("risk_status").is_in(["judged", "launched", "no target"])
    return table.filter((nw.col("count") == 1) & known)


def standing_faults(table: Table) -> Table:
    """Give which partners stand in several rows, or on no stage of the journey."""
    import narwhals as nw

    stage, status = nw.col("stage"), nw.col("risk_status")
    strange = table.filter(status == "unknown stage")
    return nw.concat(
        [
            faulty(table.filter(nw.col("count") > 1), DUPLICATE),
            faulty(strange.filter(stage.is_null()), MISSING),
            faulty(strange.filter(~stage.is_null()), _UNKNOWN_STAGE),
        ]
    )


def lead_of(stage: nw.Expr, journey: JourneyTerms) -> nw.Expr:
    """Give the role that leads a stage; no text where there is no such stage."""
    cases = [(stage == each.id, each.lead) for each in journey.stages]
    return one_of(cases, "")


def stage_findings(
    table: Table, make: Maker, rules: Rulebook, on: date
) -> Iterator[Table]:
    """Tell what is blocked, failed, late or at risk on the way of partners.

    Args:
        table: The partners that stand in one row.
        make: Makes the findings.
        rules: What decides.
        on: The day.
    """
    import narwhals as nw

    stage, gate = nw.col("stage"), nw.col("gate_status")
    about: dict[str, Any] = {"kind": "stage", "subject": stage}
    blocked = table.filter(gate == GateStatus.BLOCKED.value)
    yield make(blocked, "gate-blocked", make.now, **about)
    failed = table.filter(gate == GateStatus.FAILED.value)
    yield make(failed, "gate-failed", make.soon, **about)
    weeks = [
        (stage == each.id, _WEEK * each.weeks.last - 1)
        for each in rules.journey.stages
        if each.weeks is not None
    ]
    start, length = nw.col("onboarding_start"), choice(weeks, -1)
    late = start * -1 - length + on.toordinal()
    yield make(
        table.filter((start > 0) & (length >= 0) & (late > 0)),
        "stage-late",
        make.soon,
        since=start + length,
        gravity=late,
        amount=late,
        **about,
    )
    unknown = table.filter(nw.col("risk_status") == "no target")
    yield make(unknown, "launch-unknown", make.unknown, **about)
    buffer = nw.col("risk_buffer")
    for level, code, urgency in (
        ("high", "launch-at-risk", make.now),
        ("medium", "launch-tight", make.watch),
    ):
        yield make(
            table.filter(nw.col("risk_level") == level),
            code,
            urgency,
            gravity=buffer * -1,
            amount=buffer,
            **about,
        )


def metric_findings(table: Table, make: Maker, rules: Rulebook) -> Table:
    """Tell which operational metrics miss their targets.

    Args:
        table: The metrics.
        make: Makes the findings.
        rules: What decides.
    """
    import narwhals as nw

    playbooks = [
        each.id
        for each in rules.playbooks
        if Situation.METRICS_BELOW_TARGET in each.answers
    ]
    metric = nw.col("metric")
    return make(
        table.filter((nw.col("is_met") == 0) & ~metric.is_null()),
        "metric-missed",
        make.soon,
        kind="metric",
        subject=metric,
        roles=roles_of(playbooks, rules),
        playbooks=", ".join(playbooks),
    )
