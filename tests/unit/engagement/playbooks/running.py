"""A small playbook, and short ways to run it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from partner_success.core.collections import Catalogue
from partner_success.engagement import (
    Cause,
    CauseKind,
    DoStep,
    LeaveOutStep,
    Outcome,
    Playbook,
    PlaybookKind,
    PlaybookRun,
    PlaybookStep,
    StartRun,
)

AT = datetime(2026, 5, 4, 9, tzinfo=UTC)
"""When runs are started."""
HOUR = timedelta(hours=1)
CAUSE = Cause(kind=CauseKind.TRIGGER, id="nps_drop", day=date(2026, 5, 3))
RUN = "calm_down/acme/trigger/nps_drop/2026-05-03"
"""The id of a run for that cause."""


def playbook(**changes: Any) -> Playbook:
    """Give a playbook of four steps, one of which can be left out."""
    content: dict[str, Any] = {
        "id": "calm_down",
        "name": "Calm down",
        "kind": PlaybookKind.SCENARIO,
        "role": "TAM",
        "objective": "The partner is content again.",
        "within_days": 5,
        "steps": Catalogue(
            [
                PlaybookStep(id="listen", name="Listen"),
                PlaybookStep(
                    id="visit", name="Visit them", needs=("listen",), if_needed=True
                ),
                PlaybookStep(id="plan", name="Plan", needs=("listen", "visit")),
                PlaybookStep(id="check", name="Check", needs=("plan",), role="PSM"),
            ],
            kind="step",
        ),
        "outcomes": Catalogue(
            [
                Outcome(id="content", name="They are content."),
                Outcome(id="left", name="They left.", complete=False),
            ],
            kind="outcome",
        ),
    }
    return Playbook(**{**content, **changes})


def starting(**changes: Any) -> StartRun:
    """Give a command that starts a run."""
    content: dict[str, Any] = {"by": "ada", "subject": "acme", "cause": CAUSE}
    return StartRun(**{**content, **changes})


def started(**changes: Any) -> PlaybookRun:
    """Give a run that was just started."""
    return PlaybookRun.start(playbook(**changes), starting(), at=AT)


def after(run: PlaybookRun, *commands: Any) -> PlaybookRun:
    """Give a run after commands, none of which is refused, an hour between them."""
    for command in commands:
        step = run.apply(command, at=run.state.at + HOUR)
        assert not step.refused, step.explain()
        run = step.run
    return run


def refusal(run: PlaybookRun, command: Any, **more: Any) -> tuple[str, ...]:
    """Give the codes of the reasons why a command is refused; it changes nothing."""
    given: dict[str, Any] = {"at": run.state.at, **more}
    step = run.apply(command, **given)
    assert step.refused
    assert step.run is run
    assert step.events == ()
    assert {reason.rules for reason in step.reasons} == {("PLB-04",)}
    return tuple(reason.code for reason in step.reasons)


LISTEN = DoStep(by="ada", step="listen", note="an hour long")
NO_VISIT = LeaveOutStep(by="ines", step="visit", note="they came to us")
PLAN = DoStep(by="omar", step="plan")
CHECK = DoStep(by="ines", step="check")


def whole() -> PlaybookRun:
    """Give a run in which every step is settled."""
    return after(started(), LISTEN, NO_VISIT, PLAN, CHECK)
