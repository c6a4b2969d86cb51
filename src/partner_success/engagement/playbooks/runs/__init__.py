"""Playbooks as they are run: an event log for each run, one run for each cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.engagement.playbooks.runs.cause import run_id
    from partner_success.engagement.playbooks.runs.commands import (
        CancelRun,
        DoStep,
        EscalateRun,
        FinishRun,
        LeaveOutStep,
        PauseRun,
        ReassignStep,
        ReopenStep,
        ResumeRun,
        RunCommand,
        RunCommanded,
        StartRun,
    )
    from partner_success.engagement.playbooks.runs.events import (
        RUN_EVENT_KINDS,
        RunCancelled,
        RunEscalated,
        RunEvent,
        RunFinished,
        RunPaused,
        RunRecorded,
        RunResumed,
        RunStarted,
        StepDone,
        StepLeftOut,
        StepReassigned,
        StepReopened,
    )
    from partner_success.engagement.playbooks.runs.machine import run_machine, run_table
    from partner_success.engagement.playbooks.runs.playbook_run import (
        PlaybookRun,
        RunStep,
    )
    from partner_success.engagement.playbooks.runs.playbook_runs import (
        PlaybookRuns,
        RunsStep,
    )
    from partner_success.engagement.playbooks.runs.state import (
        Escalation,
        RunProgress,
        RunState,
        StepMark,
    )

__all__ = [
    "RUN_EVENT_KINDS",
    "CancelRun",
    "DoStep",
    "EscalateRun",
    "Escalation",
    "FinishRun",
    "LeaveOutStep",
    "PauseRun",
    "PlaybookRun",
    "PlaybookRuns",
    "ReassignStep",
    "ReopenStep",
    "ResumeRun",
    "RunCancelled",
    "RunCommand",
    "RunCommanded",
    "RunEscalated",
    "RunEvent",
    "RunFinished",
    "RunPaused",
    "RunProgress",
    "RunRecorded",
    "RunResumed",
    "RunStarted",
    "RunState",
    "RunStep",
    "RunsStep",
    "StartRun",
    "StepDone",
    "StepLeftOut",
    "StepMark",
    "StepReassigned",
    "StepReopened",
    "run_id",
    "run_machine",
    "run_table",
]

export(
    __name__,
    """
    cause: run_id
    commands: CancelRun DoStep EscalateRun FinishRun LeaveOutStep PauseRun ReassignStep
      ReopenStep ResumeRun RunCommand RunCommanded StartRun
    events: RUN_EVENT_KINDS RunCancelled RunEscalated RunEvent RunFinished RunPaused
      RunRecorded RunResumed RunStarted StepDone StepLeftOut StepReassigned StepReopened
    machine: run_machine run_table
    playbook_run: PlaybookRun RunStep
    playbook_runs: PlaybookRuns RunsStep
    state: Escalation RunProgress RunState StepMark
    """,
)
