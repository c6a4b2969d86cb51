"""Well-filled commands of every kind, for whoever gives them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from partner_success.access import Actor
from partner_success.gates import (
    BeginBeta,
    BetaCustomer,
    Block,
    CloseLaunchItem,
    Command,
    CoSign,
    DecideLaunch,
    DoHandOffStep,
    EndBeta,
    EvaluateBeta,
    ExtendBeta,
    Launch,
    Metric,
    OpenLaunchItem,
    Override,
    PartnerJourney,
    ReassignOwner,
    RecordBetaFeedback,
    RecordBetaIssue,
    RecordMetrics,
    RecordRollbackPlan,
    RecordSupportGaps,
    RecordSupportResource,
    RecordSupportTraining,
    ReopenItem,
    ResolveBetaIssue,
    Rework,
    RunMockScenario,
    SelectBetaCustomers,
    SetTargetLaunch,
    SetTier,
    SignOff,
    StartStage,
    Subject,
    Submit,
    SupportGap,
    TickItem,
    Unblock,
    ValidateSupport,
    WaiveBeta,
)
from tests.support.partners_on_the_way import Wanted, submission

__all__ = ["filled"]

WHY: Final = "agreed with the partner"


def filled(
    kind: type[Any],
    subject: Subject,
    on: PartnerJourney,
    *,
    by: Actor,
    at: datetime,
    wanted: Wanted = "met",
) -> Command:
    """Give a command that says all it has to.

    Args:
        kind: The class of the command.
        subject: What it is done to.
        on: The journey that it is for.
        by: Who gives it.
        at: When.
        wanted: What a submission comes to.
    """
    makers: dict[type[Any], Callable[[], Command]] = {
        **_on_stages(subject, on, by, at, wanted),
        **_on_betas(subject, on, by, at),
        **_on_launches(subject, on, by, at),
        **_on_partners(subject, on, by, at),
    }
    return makers[kind]()


def _on_stages(
    subject: Subject, on: PartnerJourney, by: Actor, at: datetime, wanted: Wanted
) -> dict[type[Any], Callable[[], Command]]:
    stage, name = subject.stage or on.stage, subject.name or ""
    first = on.journey.stages.ids[0]
    asked = stage if on.journey.stages[stage].is_gate else first
    return {
        StartStage: lambda: StartStage(by=by, stage=stage),
        Submit: lambda: Submit(
            submission(
                on.journey,  # type: ignore[arg-type]
                asked,
                wanted,
                id=f"s-{on.version}",
                at=at,
                partner_id=on.state.partner_id,
            ),
            by=by,
            stage=stage,
        ),
        SignOff: lambda: SignOff(by=by, stage=stage),
        CoSign: lambda: CoSign(by=by, stage=stage),
        Rework: lambda: Rework(by=by, stage=stage, why=WHY),
        Block: lambda: Block(by=by, stage=stage, reasons=["a permit is missing"]),
        Unblock: lambda: Unblock(by=by, stage=stage, why=WHY),
        Override: lambda: Override(by=by, stage=stage, why=WHY),
        TickItem: lambda: TickItem(by=by, stage=stage, item=name),
        ReopenItem: lambda: ReopenItem(by=by, stage=stage, item=name, why=WHY),
    }


def _on_betas(
    subject: Subject, on: PartnerJourney, by: Actor, at: datetime
) -> dict[type[Any], Callable[[], Command]]:
    customer = BetaCustomer(
        id="c-1", consent=True, expectations="Faults", success_criteria="Orders run"
    )
    metric = Metric(
        id="orders", value=Decimal(99), target=Decimal(98), direction="at least"
    )
    until = (at + timedelta(days=7)).date()
    return {
        WaiveBeta: lambda: WaiveBeta(
            by=by,
            why=WHY,
            waiver="skip",
            risks=["faults that customers find"],
            monitoring="daily for four weeks",
            rapid_response="a team on call",
        ),
        SelectBetaCustomers: lambda: SelectBetaCustomers(by=by, customers=[customer]),
        BeginBeta: lambda: BeginBeta(by=by),
        RecordBetaIssue: lambda: RecordBetaIssue(
            by=by,
            issue_id=subject.name or f"i-{on.version}",
            severity="high",
            summary="orders wait",
        ),
        ResolveBetaIssue: lambda: ResolveBetaIssue(
            by=by, issue_id=subject.name or "", resolution="a larger pool"
        ),
        RecordBetaFeedback: lambda: RecordBetaFeedback(
            by=by, customer=subject.name or "c-1", positive=True
        ),
        RecordMetrics: lambda: RecordMetrics(by=by, metrics=[metric]),
        EvaluateBeta: lambda: EvaluateBeta(by=by),
        ExtendBeta: lambda: ExtendBeta(by=by, until=until, why=WHY),
        EndBeta: lambda: EndBeta(by=by),
    }


def _on_launches(
    subject: Subject, on: PartnerJourney, by: Actor, at: datetime
) -> dict[type[Any], Callable[[], Command]]:
    fresh = f"l-{on.version}"
    later = (at + timedelta(days=30)).date()
    outcome: Any = subject.name or "go"
    return {
        OpenLaunchItem: lambda: OpenLaunchItem(
            by=by, item=subject.name or fresh, summary="brief the press", critical=True
        ),
        CloseLaunchItem: lambda: CloseLaunchItem(by=by, item=subject.name or ""),
        RecordRollbackPlan: lambda: RecordRollbackPlan(by=by, reference="plan 7"),
        DecideLaunch: lambda: DecideLaunch(
            by=by,
            why=WHY,
            outcome=outcome,
            risks=["a slow start"],
            mitigation="more people on call",
            target=later if outcome == "delay" else None,
        ),
        Launch: lambda: Launch(by=by),
        RecordSupportGaps: lambda: RecordSupportGaps(
            by=by, gaps=[SupportGap(id=f"g-{on.version}", summary="night calls")]
        ),
        RecordSupportTraining: lambda: RecordSupportTraining(
            by=by, topic="night calls"
        ),
        RecordSupportResource: lambda: RecordSupportResource(by=by, name="a guide"),
        RunMockScenario: lambda: RunMockScenario(
            by=by, scenario="a night call", passed=True
        ),
        ValidateSupport: lambda: ValidateSupport(by=by),
    }


def _on_partners(
    subject: Subject, on: PartnerJourney, by: Actor, at: datetime
) -> dict[type[Any], Callable[[], Command]]:
    hand_off, _, step = (subject.name or "").partition(".")
    return {
        DoHandOffStep: lambda: DoHandOffStep(
            by=by,
            hand_off=hand_off,
            step=step,
            documents=on.journey.hand_offs[hand_off].documents.ids,
        ),
        ReassignOwner: lambda: ReassignOwner(
            by=by, role=subject.name or "", people=["somebody-new"], why=WHY
        ),
        SetTier: lambda: SetTier(by=by, tier=1, why=WHY),
        SetTargetLaunch: lambda: SetTargetLaunch(
            by=by, day=(at + timedelta(days=90)).date(), why=WHY
        ),
    }
