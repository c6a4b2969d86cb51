"""Runs of playbooks, made up command by command."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from hypothesis import strategies as st

from partner_success.engagement.playbooks import Cause, CauseKind, Playbook
from partner_success.engagement.playbooks.runs import (
    CancelRun,
    DoStep,
    EscalateRun,
    FinishRun,
    LeaveOutStep,
    PauseRun,
    PlaybookRun,
    ReassignStep,
    ReopenStep,
    ResumeRun,
    RunCommand,
    StartRun,
)
from partner_success.testing.happening import any_record
from partner_success.testing.texts import LABELS

__all__ = ["any_command", "any_run"]

_AT: Final = datetime(2025, 10, 20, 9, tzinfo=UTC)
_PEOPLE: Final = st.sampled_from(["ada", "ines", "Müller & Sons"])
_NOTES: Final = st.sampled_from(LABELS)
_MOST: Final = 12


def any_command(playbook: Playbook) -> st.SearchStrategy[RunCommand]:
    """Draw a command that is sound as a record; the run may refuse it."""
    steps = st.sampled_from(playbook.steps.ids)
    outcomes = st.sampled_from(playbook.outcomes.ids)
    said = {"by": _PEOPLE, "note": _NOTES}
    # What is drawn first is drawn most where something fails and is made smaller.
    return st.one_of(
        st.builds(DoStep, step=steps, **said),
        st.builds(LeaveOutStep, step=steps, **said),
        st.builds(ReopenStep, step=steps, **said),
        st.builds(ReassignStep, step=steps, person=_PEOPLE, **said),
        st.builds(EscalateRun, to=_PEOPLE, **said),
        st.builds(PauseRun, **said),
        st.builds(ResumeRun, **said),
        st.builds(FinishRun, outcome=outcomes, **said),
        st.builds(CancelRun, **said),
    )


@st.composite
def any_run(draw: st.DrawFn, playbook: Playbook) -> PlaybookRun:
    """Draw a run by doing what is not refused."""
    cause = draw(any_record(Cause) | st.just(Cause(kind=CauseKind.MANUAL, id="1")))
    start = StartRun(by=draw(_PEOPLE), subject=draw(_PEOPLE), cause=cause)
    at = _AT
    run = PlaybookRun.start(playbook, start, at=at)
    for command in draw(st.lists(any_command(playbook), max_size=_MOST)):
        at += timedelta(hours=draw(st.integers(0, 30)))
        run = run.apply(command, at=at).run
    for step in run.ready_steps if draw(st.booleans()) else ():
        run = run.apply(DoStep(by=draw(_PEOPLE), step=step.id), at=at).run
    return run
